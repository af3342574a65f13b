"""Rules that can never find anything, or find it in every filing: told to whoever writes the spec, not to fillers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from jixiao_xlsx.model.expr.checker import compares_text
from jixiao_xlsx.model.expr.nodes import (
    Call,
    Compare,
    Membership,
    Node,
    NumberLiteral,
    Ref,
    TextLiteral,
    children,
    refs,
    unbound,
)
from jixiao_xlsx.model.forms.form import Field, Formula
from jixiao_xlsx.model.keys import KeyPattern
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.spec.building.foregone import Foregone

Asked = Mapping[KeyPattern, Field | None]
Computes = Mapping[KeyPattern, Formula | None]

# These ask whether something is there and how long it is, whatever it says.
_ASKING = frozenset({"count", "len", "blank", "filled", "unique"})
_COMPARABLE = (frozenset({"个数", "金额"}), frozenset({"个数", "年份"}), frozenset({"个数", "分值"}))
"""A whole number may count yuan, years and points as well as people."""
_LARGEST_RATE = 10
"""1000 %: whoever compares a rate with more means 95 % and not 95 times as much."""
_LISTED = 6
"""Choices that a fault lists: as many as fill a line of a terminal."""


@dataclass(frozen=True, slots=True)
class Misrule:
    """Why a rule is none, and what to write instead."""

    wrong: str
    write: str


def misrule_of(node: Node, fields: Asked, computes: Computes) -> Misrule | None:
    """Why this rule can never fire, or always does; None where it may do either.

    `fields` are the form's cells by pattern, `computes` the formulas of those that have one.
    """
    found = next(_figures_of_words(node, fields), None) or next(_unlike(node, fields), None)
    found = found or next(_whole_percents(node, fields), None) or next(_unknown_choices(node, fields), None)
    return found or _without_cells(node, fields, computes) or _foregone(node, computes)


# ---- sides that do not compare ------------------------------------------------------------------------------------


def _figures_of_words(node: Node, fields: Asked) -> Iterator[Misrule]:
    """Targets are words such as ≥500户: whatever takes them for figures gives nothing."""
    for ref in _figures(node):
        if any(field is not None and traits_of(field).is_target for field in _fields_of(ref, fields)):
            yield Misrule(
                "把指标值当数来算：指标值是“≥500户”这样的话，这条规则永远不起作用",
                "请删去这一条，指标值的高低、两处是否照抄由通用审核去比；要查有没有填，请写 filled(a) 或 count(a)",
            )


def _figures(node: Node) -> Iterator[Ref]:
    """The cells whose figures an expression takes."""
    if isinstance(node, Call) and node.function in _ASKING:
        return
    if isinstance(node, Compare | Membership) and compares_text(node):
        return
    if isinstance(node, Ref):
        yield node
    for child in children(node):
        yield from _figures(child)


def _unlike(node: Node, fields: Asked) -> Iterator[Misrule]:
    """Dates beside amounts, years beside amounts, rates beside amounts."""
    for part in _parts(node):
        if not isinstance(part, Compare) or compares_text(part):
            continue
        sorts = [_sort(operand, fields) for operand in part.operands]
        for left, right in pairwise(sorts):
            if left and right and left != right and {left, right} not in _COMPARABLE:
                yield Misrule(
                    f"拿{left}与{right}比较，两样东西不分大小", "请改成同一类的两格，例如金额与金额、日期与日期"
                )


def _whole_percents(node: Node, fields: Asked) -> Iterator[Misrule]:
    """Rates beside 100: in an expression a rate of 100 % is 1."""
    for part in _parts(node):
        for sides in pairwise(part.operands) if isinstance(part, Compare) else ():
            figures = [side.value for side in sides if isinstance(side, NumberLiteral)]
            if any(_sort(side, fields) == "百分数" for side in sides) and any(map(_is_beyond_rates, figures)):
                yield Misrule(
                    f"拿百分数与 {figures[0]} 比较，百分数在式子里是小数，100% 是 1", "请写小数，例如 95% 写 0.95"
                )


def _is_beyond_rates(figure: Decimal) -> bool:
    return figure >= _LARGEST_RATE


def _sort(node: Node, fields: Asked) -> str:
    """What sort of thing one cell holds; empty where it compares with any figure, or it is no cell alone."""
    found = {_sort_of(field) for field in _fields_of(node, fields)} if isinstance(node, Ref) else set()
    return found.pop() if len(found) == 1 else ""


def _sort_of(field: Field | None) -> str:
    if field is None:
        return ""
    kind = traits_of(field)
    if kind.is_date:
        return "日期"
    if kind.is_number and not kind.is_figure:
        return "年份"
    sorts = ((kind.is_money, "金额"), (kind.is_percent, "百分数"), (kind.is_score, "分值"), (kind.is_whole, "个数"))
    return next((name for is_so, name in sorts if is_so), "")


def _unknown_choices(node: Node, fields: Asked) -> Iterator[Misrule]:
    """A word that a choice is compared with, and that nobody can choose; or all that anybody can."""
    for part in _parts(node):
        if not isinstance(part, Compare | Membership) or not compares_text(part):
            continue
        operands = part.operands if isinstance(part, Compare) else (part.item, *part.choices)
        words = [operand.value for operand in operands if isinstance(operand, TextLiteral)]
        for operand in operands:
            choices = _choices(operand, fields)
            if isinstance(part, Membership) and part is node and choices and set(choices) <= set(words):
                yield Misrule("永远成立，什么也查不出：列出了全部可选项", "请删去这一条；要查有没有选，请写 filled(a)")
            for word in words:
                if choices and word not in choices:
                    listed = "、".join(choices[:_LISTED])
                    yield Misrule(f"‘{word}’不在可选项里，永远选不到", f"请改成可选的一项：{listed}")


def _choices(node: Node, fields: Asked) -> tuple[str, ...]:
    if not isinstance(node, Ref):
        return ()
    asked = _fields_of(node, fields)
    given = [field.choices for field in asked if field is not None and traits_of(field).takes_choices]
    return given[0] if given and len(given) == len(asked) and len(set(given)) == 1 else ()


def _fields_of(ref: Ref, fields: Asked) -> list[Field | None]:
    return [fields.get(unbound(path)) for path in ref.paths]


def _parts(node: Node) -> Iterator[Node]:
    yield node
    for child in children(node):
        yield from _parts(child)


# ---- what is decided before anybody fills anything in -------------------------------------------------------------


def _without_cells(node: Node, fields: Asked, computes: Computes) -> Misrule | None:
    """A rule that looks at nothing anybody fills in."""
    if any(_is_filled_in(pattern, fields, computes, seen=set()) for pattern in _patterns(node)):
        return None
    return Misrule("里没有一格是填报人填的，结果是印表时就定了的", "请写填报格的键")


def _is_filled_in(pattern: KeyPattern, fields: Asked, computes: Computes, *, seen: set[KeyPattern]) -> bool:
    """Whether a cell is filled in, or computed from one that is."""
    if pattern in seen:
        return False
    seen.add(pattern)
    if pattern not in computes:
        return fields.get(pattern) is not None
    formula = computes[pattern]
    # A formula with a fault of its own: nobody knows what it would have looked at.
    return formula is None or any(_is_filled_in(part, fields, computes, seen=seen) for part in _patterns(formula.node))


def _patterns(node: Node) -> Iterator[KeyPattern]:
    return (unbound(path) for ref in refs(node) for path in ref.paths)


def _foregone(node: Node, computes: Computes) -> Misrule | None:
    known = Foregone(computes).truth(node)
    if known is None:
        return None
    always = "永远成立，什么也查不出" if known.holds else "永远不成立，每一份都会被说"
    return Misrule(f"{always}：{known.why}", known.write)
