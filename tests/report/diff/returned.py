"""Filings as a reader gives them: a blank issued, filled and read back."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from jixiao_xlsx.model.filings.filing import Filing, Value
from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.report.diff.changes import Change, Diff
from jixiao_xlsx.report.diff.compare import diff_filings
from jixiao_xlsx.season.single.asked import asking_of
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.spec.catalogue import load_form

AGENCY = Party("101", "示例市民政局")
PROJECT = Party("P01", "适老化改造")
READER = Reader.of()
ASKING = asking_of(READER)

S2: dict[str, str | int] = {
    "funds.income.fiscal.y0": 6000,
    "funds.income.fiscal.y_1": 5500,
    "duties.text": "组织实施社会救助，指导社区治理。",
    "goals[1].text": "保障困难群众基本生活。",
    "goals[1].indicators.output.quantity[1].name": "发放低保人数",
    "goals[1].indicators.output.quantity[1].plan": "≥500人",
    "goals[1].indicators.output.quantity[2].name": "新建养老床位",
    "goals[1].indicators.output.quantity[2].plan": "200张",
    "goals[1].indicators.output.quantity[3].name": "开展志愿活动场次",
    "goals[1].indicators.output.quantity[3].plan": "30场",
    "goals[1].indicators.satisfaction.beneficiaries[1].name": "群众满意度",
    "goals[1].indicators.satisfaction.beneficiaries[1].plan": "≥95%",
}


def workbook(values: Mapping[str, str | int], *, form: str = "S2", year: int = 2026, agency: Party = AGENCY) -> bytes:
    """A workbook filled with these values by key; whole numbers become amounts."""
    blank = issue_blank(Order(load_form(form), year, agency, PROJECT))
    typed: dict[tuple[str | int, ...], Value] = {
        parse_key(key): Decimal(value) if isinstance(value, int) else value for key, value in values.items()
    }
    return fill(blank.data, blank.layout, typed)


def returned(
    values: Mapping[str, str | int],
    *,
    form: str = "S2",
    year: int = 2026,
    agency: Party = AGENCY,
    name: str = "表.xlsx",
) -> Filing:
    return READER.read(workbook(values, form=form, year=year, agency=agency), name="表.xlsx")


def compared(before: Filing, after: Filing) -> Diff:
    return diff_filings(before, after, asked=(ASKING(before), ASKING(after)))


def changed(values: Mapping[str, str | int | None]) -> Diff:
    """`S2` against `S2` with other values; None empties a cell."""
    later = {key: value for key, value in {**S2, **values}.items() if value is not None}
    return compared(returned(S2), returned(later))


def one(diff: Diff) -> Change:
    """The only change apart from what formulas follow with."""
    found = [change for change in diff.changes if not change.is_computed]
    assert len(found) == 1, [(change.kind, change.label) for change in found]
    return found[0]
