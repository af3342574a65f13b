"""Rules over full marks: for what came late, and for what was not done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao_xlsx.filings.self_reviews.days import first_day
from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.rated_rows import RatedRow
from jixiao_xlsx.filings.view.words import shown_words
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.kinds.characters import bare_words, plain_decimal
from jixiao_xlsx.model.scoring.achieved import Achieved, achieved
from jixiao_xlsx.model.scoring.scoring import TOLERANCE, score_indicator
from jixiao_xlsx.model.target import Target, TargetIssueCode, TargetKind

_LATE = "逾期|延期|推迟|延后|延迟|拖延|拖后|滞后|超期|超时|晚于|迟于"
_NOT_LATE = re.compile(
    rf"(?:未|无|没有|没|不|零|杜绝|避免|防止)(?:曾|再|发生|出现|有|存在|产生|任何|一例|一起){{0,2}}(?:{_LATE})"
    # 逾期率 0, 超时办件 0件: a measure of lateness, not a lateness.
    rf"|(?:{_LATE})(?:率|数|次数|件数|天数|贷款|债务|案件|办件|未付)"
)
_DONE_LATE = "完成|实施|开工|完工|竣工|验收|交付|支付|发放|拨付|开展|举办|投用|投入使用|至|到"
_UNTIMELY = r"(?:未|没有|没)(?:能)?(?:按时|按期|如期|及时|准时|按计划)"
_IS_LATE = re.compile(rf"{_LATE}|{_UNTIMELY}")
# 设施滞后状况明显改善 speaks of something else: in a row that is not about time only a thing done late is late.
_IS_DONE_LATE = re.compile(rf"(?:{_LATE})(?:了)?(?:{_DONE_LATE})|{_UNTIMELY}(?:{_DONE_LATE})")
_ABOUT_TIME = re.compile(r"时效|时间|时限|及时|按时|按期|准时|如期|进度|工期|期限")
_APPROVED = re.compile(r"批准|批复|同意|审批|不可抗力|调整(?:了)?(?:时限|计划|目标|期限|工期)|报备|备案")
_NO_DAY = (TargetIssueCode.SEVERAL_DATES, TargetIssueCode.UNRESOLVED_DATE, TargetIssueCode.IMPOSSIBLE_DATE)
# 两个乡镇未覆盖, where all of them were to be.
_DENIED = re.compile(
    r"(?<![无零])(?:尚未|还未|仍未|未能?|没有)(?:全部|完全|全面|得到|有效|能够)?(?P<deed>[\u4e00-\u9fff]{2})"
)
_UNWANTED = re.compile(r"[不无未没零]|杜绝|避免|防止|减少|降低|控制|遏制|化解|发生|出现|发现|超过|突破")
# Words of what was done; a number or a day says more than words beside it.
_WORDED = frozenset({TargetKind.QUALITATIVE, TargetKind.STATUS, TargetKind.STANDARD, TargetKind.UNPARSED})


def late_with_full_marks(context: RuleContext) -> Iterator[Finding]:
    """C08: done after its day, or 逾期, 推迟, and yet all points; said at the score."""
    for row in context.reviewed_rows:
        if row.is_full and _is_late(row) and not _APPROVED.search(row.reason + _raw(row.actual)):
            yield _said(context, "C08", row)


def undone_with_full_marks(context: RuleContext) -> Iterator[Finding]:
    """C09: not done, or less than planned, and yet all points; said at the score."""
    for row in context.reviewed_rows:
        if row.is_full and not _is_late(row) and (_is_undone_in_words(row) or _is_short(row)):
            yield _said(context, "C09", row)


def _said(context: RuleContext, code: str, row: RatedRow) -> Finding:
    found, expected = shown_words(_raw(row.actual)), shown_words(_raw(row.target))
    points = plain_decimal(row.points) if row.points is not None else ""
    # A score that the form computes is mended by what it is computed from.
    open_score = row.score_key if row.score_key and context.is_slot(row.score_key) else None
    place = open_score or row.actual_key or row.indicator.parent
    return context.at(code, place, found=found, expected=expected, reason=points)


def _raw(read: Target | None) -> str:
    return read.raw if read is not None else ""


def _is_late(row: RatedRow) -> bool:
    target, actual = row.target, row.actual
    if target is None or actual is None:
        return False
    if target.kind is TargetKind.DATE and _is_day(target.deadline) and _is_day(actual.deadline):
        return _is_deadline(row, target) and first_day(actual.raw, actual.deadline) > target.deadline
    words, planned = (_NOT_LATE.sub("", bare_words(text)) for text in (actual.raw, row.indicator.name + target.raw))
    # Where the project itself is about delays, the word tells nothing of its own.
    if _IS_LATE.search(planned):
        return False
    if _is_about_time(row, target):
        return (target.kind is TargetKind.DATE or actual.kind in _WORDED) and _IS_LATE.search(words) is not None
    return actual.kind in _WORDED and _IS_DONE_LATE.search(words) is not None


def _is_about_time(row: RatedRow, target: Target) -> bool:
    said = f"{row.indicator.label}{row.indicator.name}{target.raw}"
    return target.kind is TargetKind.DATE or _ABOUT_TIME.search(said) is not None


def _is_deadline(row: RatedRow, target: Target) -> bool:
    """Whether one day is told until which it should be done: not 自3月起, nor a year that was not changed."""
    since = any(part.operator == "≥" for part in target.parts)
    unclear = since or any(target.has(doubt) for doubt in _NO_DAY)
    return not unclear and target.deadline[:4] >= str(row.indicator.year)


def _is_day(deadline: str) -> bool:
    """Whether it is a day of a known year."""
    return bool(deadline) and not deadline.startswith("-")


def _is_undone_in_words(row: RatedRow) -> bool:
    """Whether words say so; as for a score, 达成 is told by the target repeated."""
    target, actual = row.target, row.actual
    if target is None or actual is None or actual.kind not in _WORDED:
        return False
    # Of targets about what should not be, what was not is as it should be.
    wanted = "" if _UNWANTED.search(target.raw) else target.raw
    denied = any(match["deed"] in wanted for match in _DENIED.finditer(bare_words(actual.raw)))
    return denied or achieved(actual.raw, target.raw) in (Achieved.NOT, Achieved.PARTLY)


def _is_short(row: RatedRow) -> bool:
    """Whether the figures say so, where the form has no way of its own to score them: else C01 does."""
    target, actual, points = row.target, row.actual, row.points
    if row.scoring is not None or target is None or actual is None or points is None:
        return False
    score = score_indicator(target, actual, points=points, direction=row.told)
    return score.value is not None and score.value < points - TOLERANCE
