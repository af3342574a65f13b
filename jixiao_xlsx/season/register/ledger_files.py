"""报送台账 on disk and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from jixiao_xlsx.model.season.ledger import LedgerLine
from jixiao_xlsx.model.target.values import Plain
from jixiao_xlsx.report.kit.plain import encodable
from jixiao_xlsx.report.ledger.book import StrayRow, ledger_workbook
from jixiao_xlsx.report.ledger.page import ledger_page
from jixiao_xlsx.report.ledger.rows import by_form, by_parent, line_json, standing, standing_json, standings
from jixiao_xlsx.season.register.ledger import Ledger
from jixiao_xlsx.season.single.saving import save_file
from jixiao_xlsx.season.workspace.workspace import Workspace


def ledger_files(
    whole: Ledger,
    lines: Sequence[LedgerLine],
    workspace: Workspace,
    *,
    today: date,
    xlsx: Path | None = None,
    html: Path | None = None,
) -> Iterator[Path]:
    """Writes the ledger of these lines where a path is given; yields the paths. Raises JixiaoError."""
    title = f"{workspace.settings.office}{workspace.year}年度预算绩效报送台账"
    strays = [
        StrayRow(*map(encodable, (stray.name, stray.sender, stray.why, stray.origin, stray.done)))
        for stray in whole.pending
    ]
    # Counted only: a list of what is done hides what is not.
    settled = len(whole.strays) - len(strays)
    if xlsx:
        yield save_file(xlsx, ledger_workbook(lines, strays, title=title, today=today, settled=settled))
    if html:
        yield save_file(html, ledger_page(lines, strays, title=title, today=today, settled=settled).encode())


def ledger_json(whole: Ledger, lines: Sequence[LedgerLine], *, today: date) -> dict[str, Plain]:
    """The ledger of these lines as plain data: the lines, the standings, and the files that have no line."""
    return {
        "on": today.isoformat(),
        "whole": standing_json(standing("合计", lines)),
        "parents": [standing_json(group) for group in standings(lines, by_parent)],
        "forms": [standing_json(group) for group in standings(lines, by_form)],
        "lines": [_with_attachments(line, whole) for line in lines],
        "doubts": [
            {"reference": encodable(doubt.reference), "words": encodable(doubt.words)} for doubt in whole.doubts
        ],
        "strays": [
            {
                "name": encodable(stray.name),
                "sender": encodable(stray.sender),
                "origin": encodable(stray.origin),
                "sha256": stray.delivery.sha256,
                "why": encodable(stray.why),
                "reason": str(stray.reason),
                "files": [encodable(name) for name in stray.files],
                "sent_back": stray.sent_back.isoformat() if stray.sent_back else None,
                "sent_back_by": encodable(stray.sent_back_by),
                "settled": stray.settled,
            }
            for stray in whole.strays
        ],
        "notices": [
            {
                "name": encodable(notice.name),
                "sender": encodable(notice.message.sender),
                "sha256": notice.sha256,
                "reason": str(notice.reason),
                "note": encodable(notice.note),
            }
            for notice in whole.notices
        ],
    }


def _with_attachments(line: LedgerLine, whole: Ledger) -> dict[str, Plain]:
    beside = whole.beside.get(line.newest.sha256, ()) if line.newest else ()
    attachments: list[Plain] = [{"name": encodable(delivery.name), "sha256": delivery.sha256} for delivery in beside]
    return {**line_json(line), "attachments": attachments}
