"""汇总: returned workbooks become one rollup workbook, with a plain account of what went into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.keys import format_key
from jixiao_xlsx.model.season.acts import Verdict
from jixiao_xlsx.model.season.roster import Roster
from jixiao_xlsx.model.target.values import Plain
from jixiao_xlsx.report.kit.plain import decimal_text, encodable
from jixiao_xlsx.report.records.filing_json import severity_counts
from jixiao_xlsx.report.records.versions import RollupEntry
from jixiao_xlsx.report.rollup.figures import FigureColumn, FigureGroup
from jixiao_xlsx.report.rollup.nodes import DIFFERS, NodeFigure, node_figures
from jixiao_xlsx.report.rollup.workbook import judged_filings, workbook_of
from jixiao_xlsx.season.single.asked import asking_of
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.season.single.rollup_form import form_drawing


@dataclass(frozen=True, slots=True)
class Rollup:
    """汇总: the workbook's bytes, the filings in it as they were judged, and their figures by form and year."""

    data: bytes
    kept: tuple[RollupEntry, ...]
    groups: tuple[FigureGroup, ...]

    @property
    def has_returns(self) -> bool:
        """Whether any filing has something to 退回."""
        return any(finding.severity is Severity.RETURN for kept in self.kept for finding in kept.filing.findings)

    def notes(self) -> tuple[str, ...]:
        """What people must know of single files: refused, superseded, received twice."""
        return tuple(f"{encodable(kept.filing.source)}：{kept.note}" for kept in self.kept if kept.note)

    def mismatches(self) -> tuple[str, ...]:
        """Where what a parent filed for everybody below it differs from their sum."""
        found = (figure for group in self.groups for figure in node_figures(group) if figure.verdict == DIFFERS)
        return tuple(
            f"{odd.node.agency.name or odd.node.agency.code}的{odd.column.header}：自报汇总数 {_text(odd.filed)}，"
            f"下级与本级之和 {_text(odd.total)}，相差 {_text(odd.difference)}"
            for odd in found
        )

    def as_dict(self) -> dict[str, Plain]:
        """The account as plain data: counts, notes, and each form's totals with decimals as strings."""
        return {
            "filings": len(self.kept),
            "counted": sum(1 for kept in self.kept if kept.counts),
            "findings": severity_counts(finding for kept in self.kept for finding in kept.filing.findings),
            "notes": list(self.notes()),
            "forms": [_group(group) for group in self.groups],
        }


def roll_up(
    filings: Iterable[Filing],
    reader: Reader | None = None,
    *,
    roster: Roster | None = None,
    verdicts: Mapping[str, Verdict] | None = None,
    passed_only: bool = False,
) -> Rollup:
    """The rollup of these filings, against the forms that the reader knows, every embedded one where none is given.
    The order of the filings does not matter; of several versions the newest counts.

    `verdicts` are the reviewers' decisions in force by SHA-256, None where there are none: what was sent back does not
    count, how many count that nobody has passed is said, and with `passed_only` these do not count either.
    With a roster agencies are added up by the one above, and what a parent filed for all of them is checked against
    that. Raises WorkbookError where Excel cannot hold them.
    """
    known = reader or Reader.of()
    asking = asking_of(known)
    judged = judged_filings(
        filings, asking=asking, roster=roster or Roster(), verdicts=verdicts, passed_only=passed_only
    )
    data = workbook_of(judged, asking=asking, drawing=form_drawing(known))
    return Rollup(data, judged.kept, judged.groups)


def _group(group: FigureGroup) -> dict[str, Plain]:
    totals: list[Plain] = []
    for column in group.columns:
        total = group.total(column)
        if total is not None:
            totals.append({**_name(column), "total": decimal_text(total)})
    return {
        "form": group.form,
        "title": group.title,
        "year": group.year,
        "filings": len(group.kept),
        "counted": len(group.numbers()),
        "not_passed": group.not_passed,
        "totals": totals,
        "nodes": [_node(figure) for figure in node_figures(group)],
    }


def _node(figure: NodeFigure) -> dict[str, Plain]:
    agency = figure.node.agency
    return {
        "agency": {"code": agency.code, "name": agency.name, "parent": agency.parent},
        **_name(figure.column),
        "own": decimal_text(figure.own),
        "below": decimal_text(figure.below),
        "total": decimal_text(figure.total),
        "filed": _text(figure.filed) or None,
        "difference": _text(figure.difference) or None,
        "tolerance": decimal_text(figure.margin),
        "agrees": None if figure.filed is None else figure.verdict != DIFFERS,
    }


def _name(column: FigureColumn) -> dict[str, Plain]:
    return {"key": format_key(column.key), "label": column.label, "measure": column.measure}


def _text(value: Decimal | None) -> str:
    return "" if value is None else decimal_text(value)
