"""What the parser takes, what it refuses, and where and how it says so."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao_xlsx.model.expr import ExpressionError, parse
from jixiao_xlsx.model.expr.nodes import Call, Compare, Logic, Name, Negate, NumberLiteral, Product, Sum, TextLiteral
from jixiao_xlsx.model.keys import ALL


def fault(source: str) -> tuple[int, str, str]:
    with pytest.raises(ExpressionError) as caught:
        parse(source)
    return caught.value.column, caught.value.wrong, caught.value.write


def outcome(source: str) -> tuple[int, int, str]:
    """Where a tree stands and what it is, or where its fault stands and what it says."""
    try:
        node = parse(source)
    except ExpressionError as refused:
        return refused.column, refused.column, refused.wrong if refused.write else ""
    return node.start, node.end, type(node).__name__


def test_products_bind_closer_than_sums_and_sums_closer_than_comparisons() -> None:
    node = parse("a + b * 2 == c and not d > 1")
    assert isinstance(node, Logic)
    compare = node.operands[0]
    assert isinstance(compare, Compare)
    left = compare.operands[0]
    assert isinstance(left, Sum)
    assert [type(term) for _, term in left.terms] == [Name, Product]


def test_a_chain_of_comparisons_is_one_node() -> None:
    node = parse("a == b <= 3.50")
    assert isinstance(node, Compare)
    assert node.operators == ("==", "<=")
    assert node.operands[2] == NumberLiteral(10, 14, Decimal("3.50"))


def test_within_is_a_chain() -> None:
    node = parse("within(x, 0, 1)")
    assert isinstance(node, Compare)
    assert [type(operand) for operand in node.operands] == [NumberLiteral, Name, NumberLiteral]
    assert node.operators == ("<=", "<=")


def test_names_keep_their_indexes_and_their_place() -> None:
    assert parse(" goals[2].list[*].y_1") == Name(1, 21, ("goals", 2, "list", ALL, "y_1"))


def test_a_function_name_without_parentheses_is_a_field() -> None:
    assert parse("count") == Name(0, 5, ("count",))


def test_both_quotes_hold_text() -> None:
    assert parse('"a\'b"') == TextLiteral(0, 5, "a'b")


def test_minus_nests_and_a_minus_after_an_operator_is_a_sign() -> None:
    node = parse("a - -b")
    assert isinstance(node, Sum)
    assert isinstance(node.terms[1][1], Negate)


@pytest.mark.parametrize(
    ("source", "column", "wrong", "write"),
    [
        ("", 0, "此处应有数字、文字、字段名或括号，却已到结尾", "例如 fiscal + other == total"),
        ("a +", 3, "此处应有数字、文字、字段名或括号，却已到结尾", "例如 fiscal + other == total"),
        ("a = b", 2, "不认识“=”", "请写 =="),
        ("a ＋ b", 2, "不认识“＋”", "请写 +"),
        ("a ≥ b", 2, "不认识“≥”", "请写 >="),
        ("a × b", 2, "不认识“×”", "请写 *"),
        ("a * 5%", 5, "表达式里不写百分号", "请写小数，例如 5% 写作 0.05"),
        ("a ^ 2", 2, "没有乘方", "请用连乘"),
        ("财政拨款 + b", 0, "不认识“财”", "名称用英文键（如 total.y0）；文字请加引号"),
        ("a == '本级", 5, "文字没有写完", "请用 ' 收尾，同一行内"),
        ("(a + b", 6, "此处应有 )，却已到结尾", "括号要成对"),
        ("a b", 2, "表达式到此应已结束，却是“b”", "字段名与函数名之间要有运算符"),
        ("a + b)", 5, "表达式到此应已结束，却是“)”", "请检查括号和运算符"),
        ("goals[0].x", 6, "方括号里应是从 1 数起的序号或 *，却是“0”", "例如 goals[2] 或 goals[*]"),
        ("goals[1", 7, "此处应有 ]，却已到结尾", "例如 goals[2] 或 goals[*]"),
        ("a..b", 2, "点号后应有名称，却是“.”", "例如 total.y0"),
        ("round(a)", 0, "round 的参数个数不对（写了 1 个）", "写作 round(a, 2)"),
        ("sum()", 0, "sum 的参数个数不对（写了 0 个）", "写作 sum(a, b)"),
        ("sum(a b)", 6, "此处应有 ,，却是“b”", "写作 sum(a, b)"),
        ("a in (b)", 6, "in 后面只能列文字或数字，却是“b”", "写作 x in ('甲', '乙')"),
        ("a in 'b'", 5, "此处应有 (，却是“'b'”", "写作 x in ('甲', '乙')"),
        ("1234567890123456 + a", 0, "数字的位数过多", "Excel 只保留 15 位有效数字"),
        ("__import__('os')", 0, "没有函数 __import__", "可用：sum min max average count unique abs round if len"
         " blank filled within"),
        ("summ(a)", 0, "没有函数 summ", "是否 sum？可用：sum min max average count unique abs round if len blank filled"
         " within"),
    ],
)  # fmt: skip
def test_a_fault_says_where_what_and_what_to_write(source: str, column: int, wrong: str, write: str) -> None:
    assert fault(source) == (column, wrong, write)


@pytest.mark.parametrize("source", ["(" * 5000, "not " * 400 + "a", "-" * 1999 + "a", "abs(" * 400, "a" * 2001])
def test_hostile_text_is_refused_before_the_stack_is_full(source: str) -> None:
    _, wrong, _ = fault(source)
    assert "嵌套过深" in wrong or "过长" in wrong


def test_a_long_flat_sum_is_no_deep_tree() -> None:
    node = parse("+".join(["a"] * 1000))
    assert isinstance(node, Sum)
    assert len(node.terms) == 1000


@given(st.text(alphabet="ab01. +-*/()<>=!'\"[],%^andorti", max_size=60))
def test_any_text_gives_a_tree_or_one_fault_inside_it(source: str) -> None:
    start, end, said = outcome(source)
    assert 0 <= start <= end <= len(source)
    assert said


def test_calls_keep_their_arguments() -> None:
    node = parse("if(a > 0, 'x', 'y')")
    assert isinstance(node, Call)
    assert [type(argument) for argument in node.arguments] == [Compare, TextLiteral, TextLiteral]
