"""A target and what came of it as two numbers in one measure, or why they cannot be compared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from jixiao_xlsx.model.target import Target, TargetIssueCode, TargetKind, TargetPart

_REASONS = {
    TargetKind.COMPOUND: "完成值里有几个数",
    TargetKind.RANGE: "完成值是一个区间",
    TargetKind.STATUS: "指标值是数，完成值写的是完成情况",
    TargetKind.NOT_APPLICABLE: "完成值写的是不适用",
    TargetKind.PLACEHOLDER: "完成值没有写完",
}
_NO_FIGURE = "完成值里看不出数"
_FRACTION = "完成值看不出是小数还是百分数"
_YUAN = "元"
# 元 and 万元 are ten thousand apart: numbers within a hundred of each other are in one of them.
_SIZE = (Decimal("0.01"), Decimal(100))
_UPWARDS = frozenset({"≥", ">"})
_DOWNWARDS = frozenset({"≤", "<"})


@dataclass(frozen=True, slots=True)
class Incomparable:
    """Why two values cannot be compared."""

    reason: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers in one measure; `target` is the lower end of a range and `high` its upper, else both the same."""

    target: Decimal
    high: Decimal
    actual: Decimal
    measure: str

    @property
    def figures(self) -> str:
        return f"{_plain(self.actual)} ÷ {_plain(self.target)}"

    @property
    def said(self) -> str:
        return f"完成 {_plain(self.actual)}{self.measure}"


def pair_of(target: Target, actual: Target | Decimal) -> Pair | Incomparable:
    """A target of one number or range, and its actual value, in the measure of the target; money in 元.

    A side without a measure takes the other's; money only a bare actual value of its size takes. A bare number
    beside a percentage is a percentage only above 1.
    """
    aim = target.parts[0]
    if isinstance(actual, Decimal):
        return _paired(aim, actual, aim.measure)
    doubt = _doubt(actual)
    if doubt:
        return Incomparable(doubt)
    done = _as_money(actual.parts[0], aim)
    wrong = _clash(aim, done)
    if wrong:
        return Incomparable(wrong)
    # Only where they differ: a computation in the measure that was written is easier to follow.
    if aim.yuan is not None and done.yuan is not None and aim.measure != done.measure:
        return Pair(aim.yuan, aim.yuan, done.yuan, _YUAN)
    return _paired(aim, done.value, aim.measure or done.measure)


def _as_money(done: TargetPart, aim: TargetPart) -> TargetPart:
    """The actual value in the target's money where it is a bare number of its size: ≤90万元 and 88.5."""
    if aim.yuan is None or done.measure or not aim.value or not done.value:
        return done
    if not _SIZE[0] <= abs(done.value / aim.value) <= _SIZE[1]:
        return done
    return replace(done, measure=aim.measure, yuan=done.value * aim.yuan / aim.value)


def _doubt(actual: Target) -> str:
    if actual.kind in _REASONS:
        return _REASONS[actual.kind]
    if actual.kind is not TargetKind.NUMBER:
        return _NO_FIGURE
    if actual.has(TargetIssueCode.NUMBER_TOO_LONG) or actual.has(TargetIssueCode.OPERATOR_CONFLICT):
        return _NO_FIGURE
    return "完成值是约数" if actual.parts[0].approximate or actual.parts[0].operator == "≈" else ""


def _clash(aim: TargetPart, done: TargetPart) -> str:
    """Why two read numbers do not go together."""
    if (aim.operator in _UPWARDS and done.operator in _DOWNWARDS) or (
        aim.operator in _DOWNWARDS and done.operator in _UPWARDS
    ):
        return "完成值的比较方向与指标值相反"
    # 5 a month and 60 in all may be the same; nobody said so.
    if aim.per != done.per:
        return f"一个按‘{aim.per or '总数'}’计，一个按‘{done.per or '总数'}’计"
    if aim.measure == done.measure or (aim.yuan is not None and done.yuan is not None):
        return ""
    if aim.measure and done.measure:
        return f"计量单位不同：指标值是‘{aim.measure}’，完成值是‘{done.measure}’"
    if aim.yuan is not None or done.yuan is not None:
        return "金额没有都写明计量单位"
    if "%" in (aim.measure, done.measure) and _is_fraction(aim if done.measure == "%" else done):
        return _FRACTION
    return ""


def _is_fraction(bare: TargetPart) -> bool:
    value = bare.value if bare.value is not None else bare.high
    # 0.95 beside 95 % may be either; 1.2 cannot be a fraction of a rate.
    return value is not None and 0 < value <= 1


def _paired(aim: TargetPart, actual: Decimal | None, measure: str) -> Pair | Incomparable:
    low, high = (aim.value, aim.value) if aim.value is not None else (aim.low, aim.high)
    if low is None or high is None or actual is None:
        return Incomparable("指标值或完成值里看不出数")
    return Pair(low, high, actual, measure)


def _plain(value: Decimal) -> str:
    return format(value.normalize() if value else Decimal(0), "f")
