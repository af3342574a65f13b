"""报送台账 as one self-contained HTML page, for a screen or for paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from jixiao_xlsx.model.season.ledger import LedgerLine, LedgerState
from jixiao_xlsx.report.kit.plain import encodable
from jixiao_xlsx.report.kit.templates import page_template
from jixiao_xlsx.report.ledger.book import StrayRow
from jixiao_xlsx.report.ledger.rows import asked_text, by_parent, received_text, standing, standings, versions_text


def ledger_page(
    lines: Sequence[LedgerLine], strays: Iterable[StrayRow], *, title: str, today: date, settled: int = 0
) -> str:
    """The page; every foreign text in it is escaped. `settled` strays were put right and are only counted."""
    whole = standing("合计", lines)
    text = page_template("pages/ledger.html.j2").render(
        title=title,
        # Without a server a page must say of which day it is.
        note=f"截至 {today.isoformat()}：{asked_text(whole)}，已收到 {whole.arrived} 份。",
        states=[str(state) for state in LedgerState],
        whole=whole,
        parents=standings(lines, by_parent),
        lines=[_line(line) for line in lines],
        strays=tuple(strays),
        settled=settled,
    )
    return encodable(text)


def _line(line: LedgerLine) -> dict[str, object]:
    code = line.identity.agency_code
    return {
        "agency": f"{code} {line.agency_name}".strip(),
        "title": line.title,
        "subject": line.subject_name,
        "state": str(line.state),
        "versions": versions_text(line),
        "deadline": line.deadline.isoformat() if line.deadline else "",
        "received": received_text(line),
        "late": line.late,
        "counts": dict(line.counts),
        "opinion": line.decision.opinion if line.decision else "",
    }
