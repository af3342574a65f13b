"""A workspace with a store that has received versions, for commands that are told references."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.season.delivery import Delivery, DeliveryRole, Message
from jixiao_xlsx.season.single.one_blank import Party
from jixiao_xlsx.season.workspace.workspace import Workspace, open_workspace
from report.diff.returned import AGENCY, workbook

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
ROSTER = "单位编码,单位名称,曾用编码或名称\n101,示例市民政局,10100\n102,示例市教育局,\n123456,示例市财政局,\n"
PROJECTS = "项目编码,项目名称,单位编码\nP01,适老化改造,101\nP02,养老服务站,101\n"


def new_season(folder: Path, *, year: int = 2026, earlier: str = "") -> Workspace:
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["office: 示例市财政局", f"year: {year}", "forms: [S2, P1]"]
    lines += [f"earlier: [{earlier}]"] if earlier else []
    (folder / "jixiao.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (folder / "projects.csv").write_text(PROJECTS, encoding="utf-8")
    return open_workspace(folder)


def receive(
    workspace: Workspace,
    values: Mapping[str, str | int],
    *,
    form: str = "S2",
    year: int | None = None,
    agency: Party = AGENCY,
    after: int = 0,
) -> Filing:
    """Puts a filled workbook into the store, as sent `after` hours from the beginning."""
    data = workbook(values, form=form, year=year or workspace.year, agency=agency)
    filing = workspace.reader().read(data, name=f"申报表{after}.xlsx")
    when = START + timedelta(hours=after)
    delivery = Delivery(
        sha256=hashlib.sha256(data).hexdigest(),
        name=filing.source,
        size=len(data),
        origin=f"收件/{filing.source}",
        role=DeliveryRole.FILING,
        received=when,
        message=Message(f"<{after}@example.org>", "sender@example.org", "申报表", when),
    )
    with workspace.open_store() as store:
        store.receive(delivery, filing)
    workspace.originals.put(data)
    return filing
