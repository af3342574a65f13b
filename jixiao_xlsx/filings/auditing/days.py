"""How the audit's sentences say two days that stand in the wrong order."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from jixiao_xlsx.model.content import DAY_ZERO

# A sentence tells what was found: the opposite of what should hold.
_OPPOSITE = {"<=": "晚于", ">=": "早于", "<": "晚于", ">": "早于"}


def days_sentence(left: Decimal, operator: str, right: Decimal) -> str:
    """`2026年3月1日 晚于 2026年1月1日，相差 59 天`, of two day numbers and the operator that does not hold."""
    first, second = day_words(left), day_words(right)
    if left == right:
        return f"两个日期都是 {first}"
    apart = f"相差 {abs(int(left - right))} 天"
    return f"{first} {_OPPOSITE.get(operator, '不同于')} {second}，{apart}"


def day_words(number: Decimal) -> str:
    """A day number as a date: `2026年3月1日`."""
    day: date = DAY_ZERO + timedelta(days=int(number))
    return f"{day.year}年{day.month}月{day.day}日"
