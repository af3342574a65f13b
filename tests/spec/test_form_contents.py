"""What the embedded forms ask: hand-written tables of blocks, formulas, rules and required fields."""

from __future__ import annotations

import pytest

from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.expr import refs
from jixiao_xlsx.model.forms.form import Cell, Form
from jixiao_xlsx.model.forms.tree import open_rows, sections_of
from jixiao_xlsx.model.keys import format_key
from jixiao_xlsx.spec.catalogue import all_forms, load_form

FORMS = {form.name: form for form in all_forms()}
SHOWN = {
    "S0": {
        "duties[*]": 5,
        "goals[*]": 5,
        "indicators.output.quantity[*]": 5,
        "indicators.output.quality[*]": 4,
        "indicators.output.timeliness[*]": 1,
        "indicators.output.cost[*]": 1,
        "indicators.benefit.social[*]": 2,
        "indicators.benefit.sustainability[*]": 1,
        "indicators.satisfaction.beneficiaries[*]": 1,
    },
    "S1": {
        "tasks.main[*]": 6,
        "tasks.optional[*]": 1,
        "indicators.output.quantity[*]": 3,
        "indicators.output.quality[*]": 4,
        "indicators.output.timeliness[*]": 1,
        "indicators.benefit.economic[*]": 1,
        "indicators.benefit.social[*]": 12,
    },
    "S2": {
        "goals[*].indicators.output.quantity[*]": 3,
        "goals[*].indicators.output.quality[*]": 1,
        "goals[*].indicators.output.timeliness[*]": 1,
        "goals[*].indicators.output.cost[*]": 1,
        "goals[*].indicators.benefit.social[*]": 1,
        "goals[*].indicators.satisfaction.beneficiaries[*]": 1,
    },
    "S3": {"projects[*]": 16},
    "S4": {},
    "P1": {
        "indicators.output.quantity[*]": 2,
        "indicators.output.quality[*]": 2,
        "indicators.output.timeliness[*]": 2,
        "indicators.output.cost[*]": 2,
        "indicators.benefit.economic[*]": 1,
        "indicators.benefit.social[*]": 1,
        "indicators.benefit.ecological[*]": 1,
        "indicators.benefit.sustainability[*]": 1,
        "indicators.satisfaction.beneficiaries[*]": 1,
    },
}
COMPUTED = {
    "S0": {"funds.total.amount": "general + gov_fund + state_capital + other"},
    "S1": {},
    "S2": {
        "funds.income.fiscal.share": "y0 / total.y0",
        "funds.income.other.share": "y0 / total.y0",
        "funds.income.total.y0": "fiscal + other",
        "funds.income.total.y_2": "fiscal + other",
        "funds.income.total.y_1": "fiscal + other",
        "funds.spending.basic.share": "y0 / total.y0",
        "funds.spending.project.share": "y0 / total.y0",
        "funds.spending.total.y0": "basic + project",
        "funds.spending.total.y_2": "basic + project",
        "funds.spending.total.y_1": "basic + project",
    },
    "S3": {},
    "P1": {
        "funds.total.initial": "fiscal + carried + other",
        "funds.total.budgeted": "fiscal + carried + other",
        "funds.total.executed": "fiscal + carried + other",
        "funds.total.rate": "executed / budgeted",
        "funds.total.score": "min(1, rate) * 10",
        "funds.fiscal.rate": "executed / budgeted",
        "funds.carried.rate": "executed / budgeted",
        "funds.other.rate": "executed / budgeted",
        "indicators.total.points": "sum(points, funds.total.points)",
        "indicators.total.score": "sum(score, funds.total.score)",
    },
}
DERIVED = {
    "budget.total.change_rate": "change / y_1",
    "outlay.total.times": "amount / budget.total.y0",
    "results.donations.total.value": "online + matched",
    "results.care_homes.built.share": "built.value / communities.value",
}
EXPECTED = {
    "projects[*].budgeted.total": "general + gov_fund + non_fiscal",
    "projects[*].executed.total": "general + gov_fund + non_fiscal",
    "projects[*].rate": "executed.total / budgeted.total",
}
IDENTITIES = {
    "S0": {("goals", "count(goals.text) == count(duties.text)")},
    "S1": {
        ("budget", "basic + project + special + development == fiscal"),
        ("budget", "city + transfer == fiscal"),
        ("budget", "fiscal + other == basic + project + special + development"),
        ("tasks", "sum(main.amount, optional.amount) <= budget.fiscal + budget.other"),
    },
    "S2": {("funds", "income.total == spending.total")},
    "S3": {("projects[*]", "executed.total <= budgeted.total")},
    "S4": {("results", "care_homes.built.value <= care_homes.communities.value")},
    "P1": {("indicators", "total.points == 100"), ("indicators.output.quantity[*]", "score <= points")},
}


def cells_of(form: Form) -> dict[str, Cell]:
    """Every cell with a field, by the text of its pattern."""
    found: dict[str, Cell] = {}
    for section in sections_of(form):
        rows = section.table.leaf_rows() if section.table else ()
        parts = [part.cell for line in section.lines for part in line.parts if part.cell]
        for cell in (*(cell for row in rows for cell in row.cells), *parts):
            if cell.field is not None:
                found[format_key(cell.key)] = cell
    return found


@pytest.mark.parametrize("alias", SHOWN)
def test_open_blocks_show_as_many_rows_as_the_published_form_has(alias: str) -> None:
    assert {format_key(key): shape.shown for key, shape, _ in open_rows(load_form(alias))} == SHOWN[alias]


@pytest.mark.parametrize("alias", COMPUTED)
def test_computed_cells_carry_their_formulas(alias: str) -> None:
    computed = {
        key: cell.field.compute.source
        for key, cell in cells_of(load_form(alias)).items()
        if cell.field and cell.field.compute
    }
    assert computed == COMPUTED[alias]


def test_the_wide_table_asks_for_totals_and_rates_and_compares_them() -> None:
    found = {
        key: cell.field.expect.source
        for key, cell in cells_of(load_form("S3")).items()
        if cell.field and cell.field.expect
    }
    assert found == EXPECTED


@pytest.mark.parametrize("alias", IDENTITIES)
def test_the_identities_of_the_published_form_are_rules(alias: str) -> None:
    rules = {(format_key(rule.owner), rule.formula.source) for rule in load_form(alias).rules}
    assert rules >= IDENTITIES[alias]


def test_income_equals_spending_in_each_year_and_not_in_the_shares() -> None:
    rules = [rule for rule in load_form("S2").rules if rule.formula.source == "income.total == spending.total"]
    named = {ref.path[-1] for rule in rules for ref in refs(rule.formula.node)}
    assert (len(rules), named) == (3, {"y0", "y_1", "y_2"})


def test_derived_figures_of_a_report_are_never_typed() -> None:
    cells = cells_of(load_form("S4"))
    formulas = {key: cell.field.compute for key, cell in cells.items() if cell.field}
    assert {key: formula.source for key in DERIVED if (formula := formulas[key])} == DERIVED


def test_the_wide_table_is_an_a3_page_of_32_columns_with_three_header_levels() -> None:
    (sheet,) = load_form("S3").sheets
    (section,) = sheet.sections
    assert section.table is not None
    assert (sheet.paper.size, sheet.paper.landscape, sheet.paper.repeat_head) == ("A3", True, "projects")
    assert len(sheet.widths) == len(section.table.leaf_columns()) == 32
    assert max(column.depth() for column in section.table.columns) == 3


def test_goals_repeat_with_a_table_each() -> None:
    goals = next(section for section in sections_of(load_form("S2")) if section.repeat)
    assert goals.repeat is not None
    assert (format_key(goals.key), goals.repeat.shown, goals.repeat.least, goals.repeat.most) == ("goals[*]", 4, 1, 8)
    table = goals.sections[1].table
    assert table is not None
    assert [column.label for column in table.columns] == ["指标名称", "指标值", "绩效标准"]


def test_relative_years_keep_their_distance_in_key_and_label() -> None:
    funds = next(section for section in sections_of(load_form("S2")) if section.key == ("funds",))
    assert funds.table is not None
    assert [(leaf.key, leaf.label) for leaf in funds.table.leaf_columns()] == [
        ("y0", "当年预算收支"), ("share", "占比"), ("y_2", "<year-2>年"), ("y_1", "<year-1>年"),
    ]  # fmt: skip


def test_persons_and_their_phones_are_personal() -> None:
    personal = {key for key, cell in cells_of(load_form("S2")).items() if cell.field and cell.field.personal}
    assert personal == {"head.filler", "head.phone"}


def test_money_has_the_measure_of_the_form_unless_it_says_otherwise() -> None:
    cells = cells_of(load_form("S4"))
    money = {key: cell.field.measure for key, cell in cells.items() if cell.field and cell.field.kind == "amount"}
    other = {key for key, measure in money.items() if measure != "万元"}
    assert other == {f"results.donations.{row}.value" for row in ("total", "online", "matched")}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_form_says_what_people_need_to_know(form: Form) -> None:
    assert len(form.instructions) >= 3
    assert form.aliases
    assert form.year
    assert all(rule.say for rule in form.rules)
    assert all(rule.severity in Severity for rule in form.rules)
    assert not any("<measure>" in sheet_text for sheet_text in printed_titles(form))


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_self_reviews_are_of_the_year_before(form: Form) -> None:
    assert form.year_offset == (-1 if "自评" in form.title else 0)


def printed_titles(form: Form) -> list[str]:
    banner = [part.label for sheet in form.sheets for line in sheet.banner for part in line.parts]
    return [*banner, *(section.title for section in sections_of(form)), form.title]
