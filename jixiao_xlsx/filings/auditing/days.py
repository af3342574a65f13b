"""How the audit's sentences say two days that stand in the wrong order."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from jixiao_xlsx.model.content import DAY_ZERO
from jixiao_xlsx.model.day_text import day_text

# A sentence tells what was found: the opposite of what should hold.
OPPOSITE = {"<=": "晚于", ">=": "早于", "<": "不早于", ">": "不晚于"}
"""What is wrong with two days or years by the operator that fails."""


def days_sentence(left: tuple[str, Decimal], operator: str, right: tuple[str, Decimal]) -> str:
    """`完成日期 2026年1月1日 早于开始日期 2026年3月1日，相差 59 天`, of two named days and the operator that fails."""
    (mine, first), (theirs, second) = left, right
    if first == second:
        return f"{mine}和{theirs}都是 {_day_words(first)}"
    order = OPPOSITE.get(operator, "不同于")
    return f"{mine} {_day_words(first)} {order}{theirs} {_day_words(second)}，相差 {abs(int(first - second))} 天"


def _day_words(number: Decimal) -> str:
    """A day number as a date."""
    return day_text(DAY_ZERO + timedelta(days=int(number)))
