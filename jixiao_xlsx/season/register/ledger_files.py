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
    strays = [StrayRow(*map(encodable, (one.name, one.sender, one.why, one.origin, one.done))) for one in whole.pending]
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
        "parents": [standing_json(one) for one in standings(lines, by_parent)],
        "forms": [standing_json(one) for one in standings(lines, by_form)],
        "lines": [_with_attachments(one, whole) for one in lines],
        "doubts": [{"reference": encodable(one.reference), "words": encodable(one.words)} for one in whole.doubts],
        "strays": [
            {
                "name": encodable(one.name),
                "sender": encodable(one.sender),
                "origin": encodable(one.origin),
                "sha256": one.delivery.sha256,
                "why": encodable(one.why),
                "sent_back": one.sent_back.isoformat() if one.sent_back else None,
                "settled": one.settled,
            }
            for one in whole.strays
        ],
    }


def _with_attachments(line: LedgerLine, whole: Ledger) -> dict[str, Plain]:
    beside = whole.beside.get(line.newest.sha256, ()) if line.newest else ()
    attachments: list[Plain] = [{"name": encodable(one.name), "sha256": one.sha256} for one in beside]
    return {**line_json(line), "attachments": attachments}
