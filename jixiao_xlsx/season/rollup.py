"""汇总: returned workbooks become one rollup workbook, with a plain account of what went into it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.filing import Filing
from jixiao_xlsx.model.keys import format_key
from jixiao_xlsx.model.roster import Roster
from jixiao_xlsx.model.target.values import Plain
from jixiao_xlsx.report.plain import decimal_text, encodable
from jixiao_xlsx.report.records_json import severity_counts
from jixiao_xlsx.report.rollup import judged_filings, workbook_of
from jixiao_xlsx.report.rollup_figures import FigureGroup
from jixiao_xlsx.report.versions import Kept
from jixiao_xlsx.season.asked import asking_of
from jixiao_xlsx.season.read import Reader
from jixiao_xlsx.season.rollup_form import form_drawing


@dataclass(frozen=True, slots=True)
class Rollup:
    """汇总: the workbook's bytes, the filings in it as they were judged, and their figures by form and year."""

    data: bytes
    kept: tuple[Kept, ...]
    groups: tuple[FigureGroup, ...]

    @property
    def has_returns(self) -> bool:
        """Whether any filing has something to 退回."""
        return any(one.severity is Severity.RETURN for kept in self.kept for one in kept.filing.findings)

    def notes(self) -> tuple[str, ...]:
        """What people must know of single files: refused, superseded, received twice."""
        return tuple(f"{encodable(kept.filing.source)}：{kept.note}" for kept in self.kept if kept.note)

    def as_dict(self) -> dict[str, Plain]:
        """The account as plain data: counts, notes, and each form's totals with decimals as strings."""
        return {
            "filings": len(self.kept),
            "counted": sum(1 for kept in self.kept if kept.counts),
            "findings": severity_counts(one for kept in self.kept for one in kept.filing.findings),
            "notes": list(self.notes()),
            "forms": [_group(group) for group in self.groups],
        }


def roll_up(filings: Iterable[Filing], reader: Reader, *, roster: Roster | None = None) -> Rollup:
    """The rollup of these filings, against the forms that the reader knows. The order of the filings does not matter.

    With a roster agencies are added up by the one above, and what a parent filed for all of them is checked against
    that. Raises WorkbookError where Excel cannot hold them.
    """
    asking = asking_of(reader)
    judged = judged_filings(filings, asking=asking, roster=roster or Roster())
    data = workbook_of(judged, asking=asking, drawing=form_drawing(reader))
    return Rollup(data, judged.kept, judged.groups)


def _group(group: FigureGroup) -> dict[str, Plain]:
    totals: list[Plain] = []
    for column in group.columns:
        total = group.total(column)
        if total is not None:
            name = {"key": format_key(column.key), "label": column.label, "measure": column.measure}
            totals.append({**name, "total": decimal_text(total)})
    return {
        "form": group.form,
        "title": group.title,
        "year": group.year,
        "filings": len(group.kept),
        "counted": sum(1 for kept in group.kept if kept.counts),
        "totals": totals,
    }
