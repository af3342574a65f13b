"""What a name means, seen from where it is written: row, group, section, form."""

from __future__ import annotations

from itertools import pairwise

import pytest

from jixiao_xlsx.model.expr import Fields, Ref, Scope, computing_order, find_cycles, parse, refs, resolve
from jixiao_xlsx.model.expr.nodes import Bound, RefPath
from jixiao_xlsx.model.keys import format_key, parse_key
from model.expr.cells import FIELDS, faults_of, resolved


def spoken(path: RefPath) -> str:
    """A path as text; an index taken from the owner prints as `[#0]`."""
    return "".join(
        f"[#{part.depth}]" if isinstance(part, Bound)
        else f"[{part}]" if part == "*" or isinstance(part, int)
        else f".{part}"
        for part in path
    )[1:]  # fmt: skip


def meanings(source: str, owner: str = "head", *, column: str = "", table: str = "") -> list[str]:
    node = resolved(source, owner, column=column, table=table)
    return ["|".join(map(spoken, ref.paths)) for ref in refs(node)]


def test_a_row_name_means_the_same_column() -> None:
    found = meanings("fiscal + other", "funds.income.total.y_1", column="y_1", table="funds")
    assert found == ["funds.income.fiscal.y_1", "funds.income.other.y_1"]


def test_the_nearest_name_wins_and_the_owner_is_passed_over() -> None:
    found = meanings("y0 / total.y0", "funds.income.fiscal.share", column="share", table="funds")
    assert found == ["funds.income.fiscal.y0", "funds.income.total.y0"]
    again = meanings(
        "name == 'x' and rate < 1", "projects[*].executed.total", column="executed.total", table="projects"
    )
    assert again == ["projects[#0].name", "projects[#0].rate"]


def test_a_rule_for_each_column_compares_within_the_column() -> None:
    found = meanings("income.total == spending.total", "funds", column="y_1", table="funds")
    assert found == ["funds.income.total.y_1", "funds.spending.total.y_1"]


def test_names_of_other_sections_are_written_from_the_form() -> None:
    assert meanings("sum(main.amount) <= funds.income.total.y0", "tasks") == [
        "tasks.main[*].amount", "funds.income.total.y0",
    ]  # fmt: skip


def test_the_same_open_row_and_the_same_goal_are_bound() -> None:
    assert meanings("executed.total / budgeted.total", "projects[*].rate", column="rate", table="projects") == [
        "projects[#0].executed.total", "projects[#0].budgeted.total",
    ]  # fmt: skip
    assert meanings("plan.first.amount + goals.plan.second.amount", "goals[*]") == [
        "goals[#0].plan.first.amount", "goals[#0].plan.second.amount",
    ]  # fmt: skip


def test_an_aggregate_that_names_the_list_takes_all_of_it() -> None:
    assert meanings("rate + sum(projects.rate)", "projects[*]") == ["projects[#0].rate", "projects[*].rate"]
    assert meanings("sum(goals[*].plan.first.amount)", "goals[*]") == ["goals[*].plan.first.amount"]


def test_a_fixed_index_names_one_row() -> None:
    assert meanings("projects[3].rate", "head") == ["projects[3].rate"]


def test_a_group_stands_for_its_only_column_without_totals() -> None:
    assert meanings("count(duties)") == ["duties[*].text"]
    assert meanings("sum(goals.plan)") == ["goals[*].plan.first.amount|goals[*].plan.second.amount"]


def test_a_group_in_a_column_stands_for_that_column() -> None:
    found = meanings("sum(income)", "funds.income.total.y_1", column="y_1", table="funds")
    assert found == ["funds.income.fiscal.y_1|funds.income.other.y_1"]


def test_a_column_below_a_group() -> None:
    assert meanings("sum(indicators.output.points)") == [
        "indicators.output.quantity[*].points|indicators.output.quality[*].points"
    ]


def test_a_column_of_the_own_table_leaves_out_the_owner_and_the_totals() -> None:
    found = meanings("sum(points)", "indicators.total.points", column="points", table="indicators")
    assert found == [
        "indicators.output.quantity[*].points|indicators.output.quality[*].points|indicators.benefit.social[*].points"
    ]


def test_a_column_keeps_its_own_name_as_path() -> None:
    node = resolved("sum(points)", "indicators.total.points", column="points", table="indicators")
    (ref,) = refs(node)
    assert (spoken(ref.path), ref.many) == ("indicators.points", True)


@pytest.mark.parametrize(
    ("source", "wrong", "write"),
    [
        ("head.agncy == 'x'", "找不到 ‘head.agncy’", "是否 head.agency？"),
        ("tasks.main.amount > 1", "‘tasks.main.amount’ 有多行，不能当一格用",
         "请汇总，例如 sum(tasks.main.amount)，或写明第几行，例如 [1]"),
        ("funds.income > 1", "‘funds.income’ 是一组，不是一格",
         "请写到格，例如 funds.income.fiscal.y0；要汇总请用 sum(funds.income)"),
        ("sum(tasks.main) > 1", "‘tasks.main’ 有几栏：name、amount", "请指明一栏，例如 tasks.main.name"),
        ("sum(funds.income.total.y0) > 1", "sum 里只有一格（funds.income.total.y0）",
         "请写要汇总的行或栏，例如 main[*].amount"),
        ("funds.income[2].total.y0 > 1", "‘funds.income.total.y0’ 的方括号处没有可编号的行",
         "请去掉方括号，或写在可增行、可重复的那一级后面"),
        ("qqqqqq > 1", "找不到 ‘qqqqqq’", "可写同一行、同一组、同一段的键，或从表的第一级写起"),
        ("head.agency + 1", "此处要数字，写的是文字", "运算只用数字格；文字可比较 == != in，或用 count、len、filled"),
        ("funds.income.total.y0 and funds.income.total.y0 > 1", "此处要是否，写的是单元格",
         "and、or、not、if 的条件要写成比较，例如 a > 0、filled(a)"),
        ("head.agency < '乙'", "文字不分大小", "文字只用 == 和 != 比较"),
        ("head.agency == ''", "空白不能用 == 比较", "请写 blank(a) 或 filled(a)"),
        ("len('abc') > 1", "len 里要写字段名", "写作 len(a)"),
        ("round(funds.income.total.y0, 1.5) > 1", "round 的位数要写成 0–10 的整数", "例如 round(a, 2)"),
        ("if(head.agency == 'x', 1, 'y') == 2", "此处要文字，写的是数字", "文字只与文字比较"),
    ],
)  # fmt: skip
def test_a_fault_of_meaning_says_what_to_write(source: str, wrong: str, write: str) -> None:
    assert (wrong, write) in [(wrong, write) for _, wrong, write in faults_of(source)]


def test_two_faults_are_reported_together_in_order() -> None:
    found = faults_of("fiscl + other + totl", "funds.income.total.y0", column="y0", table="funds")
    assert [(column, wrong) for column, wrong, _ in found] == [(0, "找不到 ‘fiscl’"), (16, "找不到 ‘totl’")]


def test_two_misuses_of_sorts_are_reported_together() -> None:
    assert [column for column, _, _ in faults_of("head.agency + 1 == head.scope * 2")] == [0, 19]


def test_a_cell_cannot_name_itself() -> None:
    found = faults_of("first + 1", "goals[*].plan.first.amount", column="amount", table="goals[*].plan")
    assert found == [(0, "‘first’ 是一组，不是一格", "请写到格，例如 first.amount；要汇总请用 sum(first)")]
    assert faults_of("rate + 1", "projects[*].rate", column="rate")[0][1] == "‘rate’ 就是公式所在的格"


def test_a_name_that_is_a_row_and_a_column_is_ambiguous() -> None:
    fields = Fields(map(parse_key, ["t.a.x", "t.c.x", "t.x.b", "t.foot.z"]))
    _, faults = resolve(parse("sum(x)"), Scope(fields, ("t", "foot", "z"), ("z",), ("t",)))
    assert [fault.wrong for fault in faults] == ["‘x’ 既是行又是栏"]


def test_every_field_can_be_named_from_the_form() -> None:
    for pattern in FIELDS.patterns:
        name = format_key(pattern)
        node, faults = resolve(parse(f"count({name})"), Scope(FIELDS, ("nowhere",)))
        assert faults == ()
        assert [ref.paths for ref in refs(node)] == [(pattern,)]


def test_computed_cells_that_wait_for_each_other_are_found() -> None:
    fields = Fields([("a",), ("b",), ("c",), ("d",), ("e",)])
    sources = {"a": "b + 1", "b": "c * 2", "c": "a - 1", "d": "e", "e": "d + a"}
    computed = {(name,): resolve(parse(source), Scope(fields, (name,)))[0] for name, source in sources.items()}
    found = find_cycles(computed)
    assert [(owner, fault.wrong) for owner, fault in found] == [
        (("c",), "公式互相引用：a → b → c → a"),
        (("e",), "公式互相引用：d → e → d"),
    ]


def test_computing_order_puts_inputs_first() -> None:
    fields = Fields([("a",), ("b",), ("c",)])
    sources = {"a": "b + c", "b": "c * 2"}
    computed = {(name,): resolve(parse(source), Scope(fields, (name,)))[0] for name, source in sources.items()}
    assert find_cycles(computed) == ()
    assert computing_order(computed) == (("b",), ("a",))


def test_a_chain_longer_than_the_stack_is_ordered() -> None:
    names = [f"c{number}" for number in range(3000)]
    fields = Fields([(name,) for name in names])
    computed = {(name,): resolve(parse(f"{after} + 1"), Scope(fields, (name,)))[0] for name, after in pairwise(names)}
    assert computing_order(computed)[:2] == (("c2998",), ("c2997",))
    assert find_cycles(computed) == ()


def test_a_row_that_sums_its_own_column_over_all_rows_is_a_circle() -> None:
    node = resolved("sum(projects[*].rate)", "projects[*].budgeted.total")
    assert (
        find_cycles({parse_key("projects[*].rate"): node})[0][1].wrong
        == "公式互相引用：projects[*].rate → projects[*].rate"
    )


def test_references_know_their_place_in_the_source() -> None:
    node = resolved("1 + funds.income.total.y0")
    assert [(ref.start, ref.end) for ref in refs(node) if isinstance(ref, Ref)] == [(4, 25)]
