"""A season on the disk: a roster of three agencies, a form of agencies and one of projects, and the year before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.keys import Key, parse_key
from jixiao_xlsx.model.season.delivery import Delivery, DeliveryRole
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.season.workspace.workspace import Workspace, open_workspace
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.spec.catalogue import load_form

SETTINGS = """\
office: 示例市财政局
year: {year}
forms: [S2, P1]
deadline: "{year}-03-31"
contact: 绩效管理科 0700-1234567
mail:
  address: jixiao@czj.example.cn
  smtp: {{host: 127.0.0.1, port: {port}, tls: none}}
"""
ROSTER = """\
单位编码,单位名称,上级单位编码,邮箱,表,曾用编码或名称
101,示例市民政局,,minzheng@example.cn,,
101001,示例市救助站,101,,S2,
102,示例市教育局,,jiaoyu@example.cn,,120
"""
PROJECTS = """\
项目编码,项目名称,单位编码
X01,适老化改造,101
X02,社区食堂,101
X03,校舍维修,102
"""
DUES = 3 + 3
"""Three agencies file S2, three projects P1."""


def workspace(folder: Path, *, year: int = 2026, port: int = 25, more: str = "", budget: str = "") -> Workspace:
    """The season's folder, written and opened."""
    folder.mkdir(exist_ok=True)
    (folder / "jixiao.yaml").write_text(SETTINGS.format(year=year, port=port) + more, encoding="utf-8")
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (folder / "projects.csv").write_text(PROJECTS, encoding="utf-8")
    if budget:
        (folder / "budget.csv").write_text(budget, encoding="utf-8")
    return open_workspace(folder)


def filed(
    place: Workspace,
    form: str,
    year: int,
    agency: Party,
    values: Mapping[str, object],
    *,
    subject: Party = Party(),  # noqa: B008 — frozen
    rows: Mapping[str, int] | None = None,
) -> None:
    """Puts a filing into a workspace's store: a blank filled with these values, read as any other."""
    counts = {parse_key(pattern): count for pattern, count in (rows or {}).items()}
    blank = issue_blank(Order(load_form(form), year, agency, subject, counts=counts))
    typed: dict[Key, Value] = {
        parse_key(key): Decimal(value) if isinstance(value, int | float) else str(value)
        for key, value in values.items()
    }
    data = fill(blank.data, blank.layout, typed)
    filing = Reader.of().read(data, name="交回.xlsx")
    delivery = Delivery(filing.sha256, "交回.xlsx", len(data), "收件/交回.xlsx", DeliveryRole.FILING, datetime.now(UTC))
    with place.open_store() as store:
        assert store.receive(delivery, filing)


def values_in(path: Path) -> dict[str, object]:
    """What a blank holds, as the reader reads it."""
    from jixiao_xlsx.model.keys import format_key

    filing = Reader.of().read(path.read_bytes(), name=path.name)
    return {format_key(record.key): record.value for record in filing.records}
