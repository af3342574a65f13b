"""A 比较 as plain data for programs: exact digits as strings, texts as typed, keys as everywhere."""

from __future__ import annotations

from jixiao_xlsx.model.filings.filing import Filing, Record
from jixiao_xlsx.model.keys import format_key
from jixiao_xlsx.model.money import yuan_of
from jixiao_xlsx.report.diff.changes import AskedOnce, Change, Diff
from jixiao_xlsx.report.diff.values import Amounts, leaf_number
from jixiao_xlsx.report.kit.plain import decimal_text, encodable, value_text
from jixiao_xlsx.report.records.filing_json import PlainObject
from jixiao_xlsx.report.records.leaves import Leaf


def diff_json(diff: Diff, titles: tuple[str, str]) -> PlainObject:
    """Plain data for `json.dumps`."""
    return {
        "before": _side(diff.before, titles[0]),
        "after": _side(diff.after, titles[1]),
        "notes": [encodable(note) for note in diff.notes],
        "counts": {**diff.counts(), "相同": diff.equal},
        "changes": [_change(change) for change in diff.changes],
        "history": {"equal": diff.history_equal, "changes": [_change(change) for change in diff.history]},
        "only_before": [_once(asked_once) for asked_once in diff.only_before],
        "only_after": [_once(asked_once) for asked_once in diff.only_after],
        "findings": {
            "solved": [_finding(finding.as_dict()) for finding in diff.solved],
            "raised": [_finding(finding.as_dict()) for finding in diff.raised],
        },
    }


def _side(filing: Filing, title: str) -> PlainObject:
    seal = filing.seal
    return {
        "title": title,
        "form": seal.form if seal else None,
        "edition": seal.edition if seal else None,
        "year": seal.year if seal else None,
        "agency": {"code": seal.agency_code, "name": seal.agency_name} if seal else None,
        "subject": {"code": seal.subject_code, "name": seal.subject_name} if seal else None,
        "source": encodable(filing.source),
        "sha256": filing.sha256,
        "sent": filing.sent.isoformat() if filing.sent else None,
        "modified": filing.modified.isoformat() if filing.modified else None,
    }


def _change(change: Change) -> PlainObject:
    return {
        "kind": str(change.kind),
        "key": format_key(change.key),
        "label": encodable(change.label),
        "computed": change.is_computed,
        "whole_row": change.whole_row,
        "before": _leaf(change.before),
        "after": _leaf(change.after),
        "amount": _amounts(change.amounts),
        "words": [{"sign": run.sign, "text": encodable(run.text)} for run in change.runs],
        "note": encodable(change.note),
    }


def _leaf(leaf: Leaf | None) -> PlainObject | None:
    if leaf is None:
        return None
    number = leaf_number(leaf)
    yuan = yuan_of(number, leaf.measure) if number is not None else None
    found: PlainObject = {
        "key": format_key(leaf.key),
        "value": decimal_text(number) if number is not None else value_text(leaf.value),
        "kind": leaf.kind,
        "measure": leaf.measure,
    }
    if yuan is not None:
        found["yuan"] = decimal_text(yuan)
    if isinstance(leaf, Record):
        found |= {"raw": encodable(leaf.raw), "sheet": leaf.sheet, "cell": leaf.cell}
    return found


def _amounts(amounts: Amounts | None) -> PlainObject | None:
    if amounts is None:
        return None
    return {
        "direction": amounts.direction,
        "difference": decimal_text(amounts.difference),
        "measure": amounts.measure,
        "percent": decimal_text(amounts.percent) if amounts.percent is not None else None,
        "yuan": decimal_text(amounts.yuan) if amounts.yuan is not None else None,
    }


def _once(asked_once: AskedOnce) -> PlainObject:
    return {"key": format_key(asked_once.key), "label": asked_once.label, "value": _leaf(asked_once.leaf)}


def _finding(found: PlainObject) -> PlainObject:
    return {name: encodable(value) if isinstance(value, str) else value for name, value in found.items()}
