"""Several mistakes at once: none hides another, none is said twice, all stand in the order of the sheet."""

from __future__ import annotations

from filings.filled import PLAN, REVIEW, amount, filing_of, findings, found
from filings.test_general_codes import CASES, COST, DONE, QUANTITY
from jixiao_xlsx.filings.auditing.arrange import arrange
from jixiao_xlsx.findings import finding
from jixiao_xlsx.findings.finding import Where


def test_independent_mistakes_are_all_said() -> None:
    cases = {case.code: case for case in CASES}
    plan = [cases[code] for code in ("T06", "T09", "T13", "G08", "G01", "G11")]
    cells = {key: value for case in plan for key, value in case.cells.items()}
    assert sorted(found("plan", {**PLAN, **cells})) == sorted((case.code, case.key) for case in plan)


def test_two_doubts_about_one_cell_are_both_said() -> None:
    codes = [code for code, _ in found("plan", {**PLAN, f"{QUANTITY}.target": "2022年不少于500"})]
    assert codes == ["T07", "T16"]


def test_a_required_target_left_blank_is_said_once() -> None:
    name = "indicators.output.quantity[1].name"
    about = [
        (code, key) for code, key in found("S1", {name: "社工服务人次"}) if key.startswith("indicators.output.quantity")
    ]
    assert about == [("R01", name.replace("name", "cycle")), ("R01", name.replace("name", "annual"))]


def test_an_unreadable_target_is_not_said_to_be_missing() -> None:
    pasted = {f"{QUANTITY}.target": "#REF!", f"{QUANTITY}.cycle": None}
    said = found("plan", {**PLAN, **pasted})
    assert [code for code, key in said if key == f"{QUANTITY}.target"] != ["T01"]


def test_an_expected_rate_that_fails_is_not_said_to_be_over_the_whole() -> None:
    cells = {"projects[1].budgeted.total": amount("1"), "projects[1].executed.total": amount("2")}
    codes = [code for code, key in found("review", {**REVIEW, **cells}) if key == "projects[1].budgeted.total"]
    assert codes == ["R04"]


def test_findings_stand_in_the_order_of_the_sheet() -> None:
    cells = {
        f"{COST}.deviation": None,
        f"{DONE}.score": 41,
        "projects[2].serial": 4,
        "projects[1].coverage": amount("1.04"),
    }
    said = findings("review", {**REVIEW, **cells})
    rows = [int("".join(filter(str.isdigit, one.where.cell))) for one in said]
    assert rows == sorted(rows)
    assert [one.code for one in said] == ["G13", "G07", "G16", "G20"]


def test_cells_are_sorted_as_numbers_and_files_come_first() -> None:
    places = [Where(sheet="表", cell=cell) for cell in ("AA3", "B10", "B9", "Z3")]
    mixed = [*(finding("G18", place, count=2) for place in places), finding("S05")]
    assert [one.where.cell for one in arrange(mixed)] == ["", "Z3", "AA3", "B9", "B10"]


def test_the_same_finding_twice_is_said_once() -> None:
    one = finding("G18", Where(sheet="表", cell="B2", key="funds"), count=2)
    assert arrange([one, one]) == (one,)


def test_the_records_are_what_they_were() -> None:
    filing = filing_of("plan", PLAN)
    assert len(filing.records) == len(PLAN) + 1
