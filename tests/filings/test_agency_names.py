"""Whose blank it was: a name with a code, in brackets, of the own 本级 or of who stands above is no other agency's."""

from __future__ import annotations

import pickle
from dataclasses import replace
from decimal import Decimal

import pytest

from filings.filled import REVIEW, form_of, reader_of
from filings.national import P2
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.model.season.agency_names import NO_ROSTER, AgencyNames, plain_agency
from jixiao_xlsx.model.season.roster import Agency, Roster
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.sheet.filling.fill import fill

ROSTER = AgencyNames.of(
    Roster(
        (
            Agency("101", "庐川市民政局", former=("庐川市民政和老龄局",)),
            Agency("101001", "庐川市养老服务中心", parent="101"),
            Agency("101002", "庐川市救助管理站", parent="101"),
            Agency("102", "庐川市教育局"),
            Agency("102001", "庐川市第一中学", parent="102"),
            Agency("103", "庐川市人力资源和社会保障局"),
        )
    )
)
OWN = (
    "庐川市民政局",
    "101-庐川市民政局",
    "101 庐川市民政局",
    "101庐川市民政局",
    "［101］庐川市民政局",
    "庐川市民政局（101）",
    "庐川市民政局(101)",
    "庐川市民政局 101",
    "庐川市民政局-101",
    "庐川市民政局（本级）",
    "庐川市民政局本级",
    "庐川市民政局机关",
    "庐川市民政局本部",
    "庐川市民政局（机关本级）",
    "庐川市⺠政局",
    "庐川市民政局（公章）",
    "庐川市 民政局",
    "主管部门：庐川市民政局",
    "101",
    "庐川市民政局办公室",
    "市民政局",
)


def _said(
    typed: str, *, agencies: AgencyNames = NO_ROSTER, form: str = "P2", seal: Party | None = None
) -> list[Finding]:
    """The remarks on an agency's name, typed into the blank of one; P2 asks for 主管部门及代码, review for 实施单位."""
    key = "head.department" if form == "P2" else "head.agency"
    order = Order(form_of(form), form_of(form).year or 2025, seal or Party("101", "庐川市民政局"))
    blank = issue_blank(order)
    cells = {**(P2 if form == "P2" else REVIEW), key: typed}
    values = {parse_key(cell): Decimal(value) if isinstance(value, int) else value for cell, value in cells.items()}
    data = fill(blank.data, blank.layout, {cell: value for cell, value in values.items() if value is not None})
    filing = replace(reader_of(form), agencies=agencies).read(data, name="表.xlsx")
    return [finding for finding in filing.findings if finding.code == "G09"]


@pytest.mark.parametrize("typed", OWN)
@pytest.mark.parametrize("form", ["P2", "review"])
def test_the_own_name_in_other_dress_is_the_own_name(form: str, typed: str) -> None:
    assert _said(typed, form=form) == []
    assert _said(typed, form=form, agencies=ROSTER) == []


@pytest.mark.parametrize("typed", ["庐川市教育局", "102-庐川市教育局", "庐川市教育局（102）", "庐川市教育局本级"])
@pytest.mark.parametrize("form", ["P2", "review"])
def test_another_bureau_is_said(form: str, typed: str) -> None:
    assert len(_said(typed, form=form)) == 1
    assert len(_said(typed, form=form, agencies=ROSTER)) == 1


@pytest.mark.parametrize("typed", ["庐川市民政局", "101-庐川市民政局", "庐川市民政局（本级）", "庐川市民政和老龄局"])
def test_who_stands_above_is_no_other(typed: str) -> None:
    centre = Party("101001", "庐川市养老服务中心")
    assert _said(typed, seal=centre) == []
    assert _said(typed, seal=centre, agencies=ROSTER) == []
    assert _said(typed, seal=centre, agencies=ROSTER, form="review") == []


def test_a_former_name_and_a_short_one_are_the_own() -> None:
    assert _said("庐川市民政和老龄局", agencies=ROSTER, form="review") == []
    assert _said("庐川市人社局", seal=Party("103", "庐川市人力资源和社会保障局"), form="review") == []


def test_two_of_the_roster_that_have_nothing_to_do_with_each_other_are_told_apart() -> None:
    school = Party("102001", "庐川市第一中学")
    assert _said("庐川市教育局", seal=school, agencies=ROSTER) == []
    assert len(_said("庐川市民政局", seal=school, agencies=ROSTER)) == 1
    assert len(_said("庐川市救助管理站", seal=Party("101001", "庐川市养老服务中心"), agencies=ROSTER)) == 1


def test_who_may_stand_above_is_not_accused_without_a_roster() -> None:
    assert _said("庐川市教育局", seal=Party("102001", "庐川市第一中学")) == []
    assert _said("庐川市人民政府", seal=Party("101", "庐川市民政局")) == []


@pytest.mark.parametrize("names", [("101中学", "102中学"), ("第1幼儿园", "第2幼儿园"), ("市二院", "市三院")])
def test_numbers_in_a_name_are_a_part_of_it(names: tuple[str, str]) -> None:
    first, second = names
    assert plain_agency(first) != plain_agency(second)


def test_the_names_travel_to_other_processes() -> None:
    assert pickle.loads(pickle.dumps(ROSTER)).is_related("庐川市养老服务中心", "庐川市民政局（本级）")
