"""One filing as nested JSON: who filed what, the values as a tree of their keys, and the findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from jixiao_xlsx.findings import Finding, Severity
from jixiao_xlsx.model.filings.filing import Figure, Filing, Record, Seal
from jixiao_xlsx.model.forms.asked import Questions
from jixiao_xlsx.model.keys import KeyPart, row_of
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.model.money import yuan_of
from jixiao_xlsx.model.scoring.indicators import FiledTargets
from jixiao_xlsx.model.target.values import Plain
from jixiao_xlsx.report.kit.plain import decimal_text, encodable, figure_value, percent_points, value_text
from jixiao_xlsx.report.records.leaves import Leaf, leaves

PlainObject = dict[str, Plain]


def filing_json(filing: Filing, title: str, *, questions: Questions | None = None) -> PlainObject:
    """Plain data for `json.dumps`: no floats, decimals as strings, keys in sheet order.

    `questions` is what the form asked; with it the computed figures stand where the form prints them, without it at
    the end of their group.
    """
    return {
        **_identity(filing.seal, title),
        "source": {
            "name": encodable(filing.source),
            "sha256": filing.sha256,
            "file_type": filing.file_type,
            "modified": filing.modified.isoformat() if filing.modified else None,
        },
        "recognised": filing.recognised if filing.seal else None,
        "sections": _tree(filing, questions).plain(),
        "findings": [_finding(finding) for finding in filing.findings],
        "counts": severity_counts(filing.findings),
        "unplaced": filing.unplaced,
    }


def severity_counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings of each severity: `{"退回": 1, "说明": 0, "提示": 3}`."""
    kept = tuple(findings)
    return {str(severity): sum(1 for finding in kept if finding.severity is severity) for severity in Severity}


def _identity(seal: Seal | None, title: str) -> PlainObject:
    if seal is None:
        return dict.fromkeys(("form", "title", "edition", "year", "agency", "scope", "subject"))
    return {
        "form": seal.form,
        "title": title,
        "edition": seal.edition,
        "year": seal.year,
        "agency": {"code": seal.agency_code, "name": seal.agency_name},
        "scope": seal.scope,
        "subject": {"code": seal.subject_code, "name": seal.subject_name},
    }


def _finding(finding: Finding) -> PlainObject:
    plain: PlainObject = finding.as_dict()
    return {name: encodable(value) if isinstance(value, str) else value for name, value in plain.items()}


@dataclass(slots=True)
class _KeyNode:
    """One part of the keys: a value, or what lies below it, by name or by index."""

    own: PlainObject = field(default_factory=dict)
    below: dict[KeyPart, _KeyNode] = field(default_factory=dict)
    order: int | None = None
    inserted: bool = False

    def reach(self, key: tuple[KeyPart, ...], order: int | None) -> _KeyNode:
        """The node under a key; each on the way learns the first row it stands in."""
        node = self
        for part in key:
            node = node.below.setdefault(part, _KeyNode())
            # The first row counts: a repeat begins where its first record stands.
            if node.order is None:
                node.order = order
        return node

    def plain(self) -> PlainObject:
        found: PlainObject = dict(self.own)
        for name, node in self.below.items():
            if isinstance(name, str):
                found[_free(name, found)] = node.listed() if node.is_list else node.plain()
        return found

    @property
    def is_list(self) -> bool:
        return any(isinstance(part, int) for part in self.below)

    def listed(self) -> list[PlainObject]:
        """The rows below in sheet order; names beside indexes, which no form of ours has, come as one more item."""
        # In the order of the sheet: an inserted row has a high index and stands in the middle.
        rows = [(part, node) for part, node in self.below.items() if isinstance(part, int)]
        found = [node.row(part) for part, node in sorted(rows, key=lambda row: (row[1].order or 0, row[0]))]
        beside = self.plain()
        return [*found, beside] if beside else found

    def row(self, index: int) -> PlainObject:
        """One open row or repeat, its own facts before its values."""
        kept: PlainObject = {"row": index, "order": self.order, "inserted": self.inserted, **self.own}
        for name, node in self.below.items():
            kept[_free(str(name), kept)] = node.listed() if node.is_list else node.plain()
        return kept


def _free(name: str, taken: PlainObject) -> str:
    """A name of the form that meets one of ours, as a column called `row`, gets an underscore behind it."""
    while name in taken:
        name += "_"
    return name


def _tree(filing: Filing, questions: Questions | None) -> _KeyNode:
    root = _KeyNode()
    targets = FiledTargets(filing)
    for leaf in leaves(filing, questions):
        node = root.reach(leaf.key, leaf.order if isinstance(leaf, Record) else None)
        node.own = _leaf(leaf, targets)
        if isinstance(leaf, Record) and leaf.inserted:
            _mark_inserted(root, leaf)
    return root


def _mark_inserted(root: _KeyNode, record: Record) -> None:
    root.reach(row_of(record.key), record.order).inserted = True


def _leaf(leaf: Leaf, targets: FiledTargets) -> PlainObject:
    if isinstance(leaf, Figure):
        return _figure(leaf)
    place: PlainObject = {"cell": leaf.cell, "sheet": leaf.sheet}
    if leaf.value is None:
        return {"raw": leaf.raw, "unreadable": True, **place}
    if traits_of(leaf).is_target:
        parsed = targets.read(leaf).as_dict()
        # It stands beside the target already, unless other cells hold a part of it.
        if parsed["raw"] == leaf.raw:
            del parsed["raw"]
        return {"raw": leaf.raw, "target": parsed, **place}
    if isinstance(leaf.value, Decimal):
        return {"raw": leaf.raw, **_number(leaf.value, leaf), **place}
    text = value_text(leaf.value)
    return ({"value": text} if text == leaf.raw else {"raw": leaf.raw, "value": text}) | place


def _figure(figure: Figure) -> PlainObject:
    found: PlainObject = {"raw": figure.filed} if figure.filed else {}
    if figure.value is None:
        return found | {"value": None, "text": figure.text, "computed": True}
    return found | _number(figure_value(figure.value), figure) | {"computed": True}


def _number(value: Decimal, leaf: Leaf) -> PlainObject:
    """A number in its measure; money also in 元, a fraction also in percent points."""
    found: PlainObject = {"value": decimal_text(value)}
    if traits_of(leaf).is_percent:
        return found | {"percent": percent_points(value)}
    if leaf.measure:
        found["measure"] = leaf.measure
    yuan = yuan_of(value, leaf.measure)
    return found | {"yuan": decimal_text(yuan)} if yuan is not None else found
