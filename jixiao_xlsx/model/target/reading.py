"""A read target in Chinese, one line for each thing it says: what a person checks the machine against."""

from __future__ import annotations

from decimal import Decimal

from jixiao_xlsx.model.target.values import Confidence, Direction, DirectionSource, Target, TargetKind, TargetPart

KINDS = {
    TargetKind.NUMBER: "数值",
    TargetKind.RANGE: "区间",
    TargetKind.DATE: "时限",
    TargetKind.QUALITATIVE: "定性",
    TargetKind.STANDARD: "对照标准",
    TargetKind.COMPOUND: "多个指标值",
    TargetKind.STATUS: "完成情况",
    TargetKind.NOT_APPLICABLE: "不适用",
    TargetKind.PLACEHOLDER: "占位文字，尚未填写",
    TargetKind.UNPARSED: "未能识别",
}
_OPERATORS = {"≥": "不低于", ">": "大于", "=": "等于", "≤": "不超过", "<": "小于", "≈": "约"}
_SOURCES = {
    DirectionSource.OPERATOR: "由比较符号",
    DirectionSource.SPEC: "由表样规定",
    DirectionSource.NAME: "由指标名称",
    DirectionSource.KIND: "由内容",
    DirectionSource.NONE: "",
}
_CONFIDENCE = {Confidence.HIGH: "高", Confidence.MEDIUM: "中", Confidence.LOW: "低"}


def reading_lines(target: Target) -> tuple[str, ...]:
    """The lines, the raw text first; figures as read, money also in 元."""
    facts = (("等级或状态", target.level), ("期限", target.horizon), ("截止", _day(target.deadline)))
    more = (("对照", target.reference), ("比较基数", target.basis))
    return (
        f"{target.raw} → {KINDS[target.kind]}（把握：{_CONFIDENCE[target.confidence]}）",
        *(f"  {line}" for part in target.parts if (line := part_reading(part))),
        *(f"  {title}：{words}" for title, words in (*facts, *more) if words),
        *_direction(target),
        *(f"  注意：{_about(issue.found)}{issue.message}" for issue in target.issues),
    )


def part_reading(part: TargetPart) -> str:
    """One part as words: 购置设备 不低于 50 件; empty for a part that has no number."""
    if part.value is None and part.low is None:
        return ""
    per = f"，每{part.per.replace('/', '每')}" if part.per else ""
    yuan = f"（即 {grouped_figure(part.yuan)} 元）" if part.yuan is not None and part.measure != "元" else ""
    words = (part.label, _comparison(part), f"{_amount(part)}{_gap(part.measure)}{part.measure}{yuan}{per}")
    return " ".join(word for word in words if word)


def grouped_figure(value: Decimal | None) -> str:
    """A number with thousands commas."""
    return "" if value is None else f"{value:,f}"


def _comparison(part: TargetPart) -> str:
    if part.low is not None:
        return ""
    about = "约" if part.approximate and part.operator != "≈" else ""
    return about + ("等于（未写比较符号）" if part.implied else _OPERATORS.get(part.operator, ""))


def _amount(part: TargetPart) -> str:
    return (
        grouped_figure(part.value) if part.low is None else f"{grouped_figure(part.low)} 至 {grouped_figure(part.high)}"
    )


def _gap(measure: str) -> str:
    return "" if measure in ("", "%", "‰") else " "


def _day(deadline: str) -> str:
    # ISO 8601's day of any month; two dashes are a day of any year.
    if deadline.startswith("---"):
        return f"每月{int(deadline[3:])}日"
    return deadline.replace("--", "（年份不明）", 1) if deadline.startswith("--") else deadline


def _direction(target: Target) -> tuple[str, ...]:
    why = f"：{target.direction_reason}" if target.direction_reason else ""
    if target.direction is Direction.UNKNOWN:
        return (f"  方向：看不出{why}",) if why else ()
    source = _SOURCES[target.direction_source]
    return (f"  方向：{target.direction}" + (f"（{source}判断）" if source else "") + why,)


def _about(found: str) -> str:
    return f"“{found}”" if found else ""
