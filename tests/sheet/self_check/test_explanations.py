"""出错说明: what is written beside a check, or under a code and place, is accepted by the audit and by the sheet."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.filings.filing import Filing, Value
from jixiao_xlsx.model.keys import Key, parse_key
from jixiao_xlsx.season.single.one_blank import Blank, Order, Party, issue_blank
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.sheet.grid import LiveShow
from jixiao_xlsx.sheet.self_check.computing import live_values_of
from jixiao_xlsx.spec.catalogue import load_form

BUDGET = {
    "budget.basic": "100",
    "budget.project": "50",
    "budget.special": "0",
    "budget.development": "50",
    "budget.fiscal": "200",
    "budget.other": "30",
    "budget.city": "150",
    "budget.transfer": "50",
}


@pytest.fixture(scope="module")
def blank() -> Blank:
    return issue_blank(Order(load_form("S1"), 2026, Party("101", "示例市民政局")))


def filled(**extra: str) -> dict[Key, Value]:
    values: dict[Key, Value] = {parse_key(key): Decimal(number) for key, number in BUDGET.items()}
    return values | {parse_key(key): text for key, text in extra.items()}


def read(blank: Blank, values: dict[Key, Value]) -> Filing:
    return Reader.of([blank.layout.form]).read(fill(blank.data, blank.layout, values), name="填好.xlsx")


def gap(filing: Filing) -> Finding:
    return next(finding for finding in filing.findings if finding.code == "R02" and "30.00" in finding.message)


def line_of(blank: Blank, finding: Finding) -> int:
    return next(number for number, check in enumerate(blank.layout.checks, 1) if finding.rule.startswith(check.code))


def test_income_beyond_spending_is_to_be_explained(blank: Blank) -> None:
    finding = gap(read(blank, filled()))
    assert not finding.is_settled
    assert finding.explanation == ""


def test_an_explanation_beside_the_check_settles_the_finding(blank: Blank) -> None:
    number = line_of(blank, gap(read(blank, filled())))
    finding = gap(read(blank, filled(**{f"explain.rules[{number}].text": "其他资金安排的支出未列入本表"})))
    assert finding.explanation == "其他资金安排的支出未列入本表"
    assert finding.is_settled


def test_an_explanation_by_code_and_place_settles_the_finding(blank: Blank) -> None:
    where = gap(read(blank, filled())).where
    said = {"code": "r02", "place": where.cell, "text": "见附件"}
    values = filled(**{f"explain.others[1].{word}": text for word, text in said.items()})
    assert gap(read(blank, values)).explanation == "见附件"


def test_an_explanation_for_another_place_settles_nothing(blank: Blank) -> None:
    said = {"code": "R02", "place": "A1", "text": "见附件"}
    values = filled(**{f"explain.others[1].{word}": text for word, text in said.items()})
    assert not gap(read(blank, values)).is_settled


def test_what_must_be_mended_cannot_be_explained_away(blank: Blank) -> None:
    values = filled(**{"explain.others[1].code": "R01", "explain.others[1].text": "没有"})
    missing = [finding for finding in read(blank, values).findings if finding.code == "R01"]
    assert missing
    assert not any(finding.is_settled for finding in missing)


def test_the_state_counts_an_explained_check_as_settled(blank: Blank) -> None:
    number = line_of(blank, gap(read(blank, filled())))
    before = live_values_of(blank.layout, filled())[-1, LiveShow.STATUS]
    after = live_values_of(blank.layout, filled(**{f"explain.rules[{number}].text": "已说明"}))[-1, LiveShow.STATUS]
    assert "、1 处须改正或说明" in str(before)
    assert "、0 处须改正或说明" in str(after)


def test_an_explanation_that_fits_nothing_is_said(blank: Blank) -> None:
    values = filled(**{"explain.others[2].code": "G99", "explain.others[2].text": "已核对"})
    notes = [finding.message for finding in read(blank, values).findings if finding.code == "R07"]
    assert notes == ["出错说明‘已核对’（代码 G99）没有对上任何需要说明的意见。"]


def test_the_same_idle_explanation_twice_is_told_once(blank: Blank) -> None:
    twice = {f"explain.others[{n}].text": "已与预算科核对" for n in (1, 2)}
    codes = [finding.code for finding in read(blank, filled(**twice)).findings]
    assert codes.count("R07") == 1
