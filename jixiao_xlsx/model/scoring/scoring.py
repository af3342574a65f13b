"""Scores 得分 recomputed from targets and actual values, with the computation in words; what needs people says so."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from jixiao_xlsx.model.scoring.achieved import Achieved, achieved, keeps_within
from jixiao_xlsx.model.scoring.alike import says_what_was_asked
from jixiao_xlsx.model.scoring.comparing import Incomparable, Pair, pair_of
from jixiao_xlsx.model.scoring.profiles import NATIONAL, Profile
from jixiao_xlsx.model.target import Direction, Target, TargetIssueCode, TargetKind

# Scores are filled with one or two decimals: a tenth is rounding, more is another computation.
TOLERANCE = Decimal("0.1")
_ZERO = Decimal(0)
# 约200人次: within a tenth of what was only estimated, whoever takes nothing off is right as well.
_ESTIMATE = Decimal("0.1")
_WORDED = frozenset({TargetKind.QUALITATIVE, TargetKind.STANDARD, TargetKind.STATUS})
_REASONS = {
    TargetKind.COMPOUND: "指标值里有几个数",
    TargetKind.NOT_APPLICABLE: "指标值写的是不适用",
    TargetKind.PLACEHOLDER: "指标值没有写完",
    TargetKind.UNPARSED: "指标值读不出来",
}


@dataclass(frozen=True, slots=True)
class Score:
    """得分: one value where `low` equals `high`, else a band; `below` tells that the band stops short of `high`.

    `computation` says in Chinese how it came about; where it cannot be scored, `reason` says why and no figure stands.
    `customary`: no document gives this share, it is only usual, so that a stricter one with a reason is as right.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    below: bool = False
    computation: str = ""
    reason: str = ""
    customary: bool = False

    @property
    def scorable(self) -> bool:
        return self.low is not None

    @property
    def value(self) -> Decimal | None:
        """The score itself; None for a band and where it cannot be scored."""
        return self.low if self.low == self.high else None

    @property
    def text(self) -> str:
        """`9.32`, `8 至 10（达成）`; empty where it cannot be scored."""
        if self.low is None or self.high is None:
            return ""
        if self.low == self.high:
            return plain_figure(self.low)
        return f"{plain_figure(self.low)} 至 {plain_figure(self.high)}{'（不含）' if self.below else ''}"

    def admits(self, filed: Decimal, tolerance: Decimal = TOLERANCE) -> bool:
        """Whether a filed score agrees: within the tolerance of a value, inside a band; true where none is computed.

        A band needs no tolerance, its ends are round shares of the points.
        """
        if self.low is None or self.high is None:
            return True
        if self.low == self.high:
            return abs(filed - self.low) <= tolerance
        return self.low <= filed < self.high if self.below else self.low <= filed <= self.high


def score_indicator(
    target: Target,
    actual: Target | Decimal,
    *,
    points: Decimal,
    direction: Direction | None = None,
    profile: Profile = NATIONAL,
) -> Score:
    """The score of one indicator worth `points`.

    A bare Decimal as actual stands in the target's own measure. `direction` is what the spec or the name says; it
    decides where the target's operator does not (none written, or =).
    """
    if points < 0:
        return _left("分值是负数")
    # A target in doubt makes every score doubtful: people decide.
    doubt = _doubt(target)
    if (
        target.kind is TargetKind.UNPARSED
        and not isinstance(actual, Decimal)
        and says_what_was_asked(actual.raw, target.raw)
    ):
        return _in_words(target, actual, points, profile)
    if doubt:
        return _left(doubt)
    if target.kind in _WORDED:
        return _in_words(target, actual, points, profile)
    if target.kind is TargetKind.DATE:
        return _by_date(target, actual, points)
    pair = pair_of(target, actual)
    if isinstance(pair, Incomparable) and _is_kept_limit(target, actual):
        return _exactly(points, f"没有超过限额，得 {plain_figure(points)}")
    if isinstance(pair, Incomparable):
        return _left(pair.reason)
    if target.kind is TargetKind.RANGE:
        return _in_range(pair, points)
    score = _by_direction(pair, points, _direction(target, direction), profile) or _unclear(target, pair, points)
    return _about(score, pair, points) if target.parts[0].approximate else score


def execution_points(rate: Decimal | None, points: Decimal, profile: Profile = NATIONAL) -> Score:
    """The score of the execution rate (a fraction): at most all points, however much was spent; None as rate is
    不适用, which earns and loses nothing."""
    if rate is None:
        return _left(f"执行率不适用，这 {plain_figure(points)} 分{_WITHOUT_RATE[profile.without_rate]}")
    # Spending more than there was earns nothing.
    share = max(_ZERO, min(Decimal(1), rate))
    value = _rounded(share * points, profile.places)
    return _exactly(value, f"{plain_figure(_rounded(rate * 100, 2))}% × {plain_figure(points)} = {plain_figure(value)}")


_WITHOUT_RATE = {"人定": "不计也不扣，总分怎样计由财政部门定", "折算": "不计也不扣，其余得分折算到满分"}


def plain_figure(value: Decimal) -> str:
    """A number without idle zeros: 10, 9.5, 0.33."""
    return format(value.normalize() if value else _ZERO, "f")


# ---- what cannot be scored ----------------------------------------------------------------------------------------

_UNSURE = (
    (TargetIssueCode.AMBIGUOUS_FRACTION, "指标值看不出是小数还是百分数"),
    (TargetIssueCode.DIRECTION_AGAINST_NAME, "指标值的比较方向与指标名称相反"),
    (TargetIssueCode.DIRECTION_AGAINST_SPEC, "指标值的比较方向与表上规定的相反"),
    (TargetIssueCode.OPERATOR_CONFLICT, "指标值前后两个比较词互相矛盾"),
    (TargetIssueCode.MEASURE_CONFLICT, "指标值里写的计量单位与单位栏不同"),
    (TargetIssueCode.NUMBER_FOR_WORDS, "指标值选了定性，写的却是数"),
    (TargetIssueCode.WORDS_FOR_NUMBER, "指标值选了比较符号，写的却不是数"),
    (TargetIssueCode.NUMBER_TOO_LONG, "指标值的数字过长"),
    (TargetIssueCode.REVERSED_RANGE, "指标值的区间前大后小"),
    (TargetIssueCode.IMPOSSIBLE_DATE, "指标值里没有这个日期"),
    (TargetIssueCode.UNRESOLVED_DATE, "指标值的时点不固定"),
    (TargetIssueCode.SEVERAL_DATES, "指标值里有几个日期"),
    (TargetIssueCode.UNMEASURABLE, "指标值无法考核"),
)


def _doubt(target: Target) -> str:
    return _REASONS.get(target.kind, "") or next((reason for code, reason in _UNSURE if target.has(code)), "")


def _left(reason: str) -> Score:
    return Score(reason=reason)


def _exactly(value: Decimal, computation: str) -> Score:
    return Score(value, value, computation=computation)


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


# ---- numbers ------------------------------------------------------------------------------------------------------


def _direction(target: Target, told: Direction | None) -> Direction:
    """The operator's direction; = and nothing written leave it to the spec or the name."""
    own = target.parts[0].direction
    if own in (Direction.EQUAL, Direction.UNKNOWN) and told in (Direction.POSITIVE, Direction.NEGATIVE):
        return told
    return own


def _by_direction(pair: Pair, points: Decimal, direction: Direction, profile: Profile) -> Score | None:
    if direction is Direction.NEGATIVE:
        return _less(pair, points, profile)
    if direction is Direction.POSITIVE:
        return _more(pair, points, profile)
    return _equal(pair, points, profile) if direction is Direction.EQUAL else None


def _unclear(target: Target, pair: Pair, points: Decimal) -> Score:
    """Neither the operator nor the form nor the name tells which way is better: only what is met exactly is scored."""
    if pair.actual == pair.target:
        return _exactly(points, f"{pair.said}，与指标值相同，得 {plain_figure(points)}")
    why = f"（{target.direction_reason}）" if target.direction_reason else ""
    return _left(f"看不出这个指标是越高越好还是越低越好{why}")


def _more(pair: Pair, points: Decimal, profile: Profile) -> Score:
    target, actual = pair.target, pair.actual
    if profile.over is not None and 0 < target < actual / profile.over:
        return _left(f"完成值超过指标值的 {plain_figure(profile.over)} 倍")
    if actual >= target:
        return _exactly(points, f"{pair.said}，达到指标值，得 {plain_figure(points)}")
    # A share of nothing, or of less, has no meaning.
    if target <= 0:
        return _left("指标值不大于 0，不能按比例计分")
    value = max(_ZERO, _rounded(actual / target * points, profile.places))
    return _exactly(value, f"{pair.figures} × {plain_figure(points)} = {plain_figure(value)}")


def _about(score: Score, pair: Pair, points: Decimal) -> Score:
    """The score beside an estimate: from what the share gives to all points, where the two are near."""
    near = abs(pair.actual - pair.target) <= _ESTIMATE * abs(pair.target)
    if not near or score.value is None or score.value == points:
        return score
    return Score(score.value, points, computation=f"{score.computation}；指标值是约数，相差不大的也可以不扣分")


def _equal(pair: Pair, points: Decimal, profile: Profile) -> Score:
    # A share of 0 cannot be computed; none at all, or some, can be told.
    if pair.target != 0:
        return _more(pair, points, profile)
    if pair.actual <= 0:
        return _exactly(points, f"{pair.said}，与指标值相同，得 {plain_figure(points)}")
    return _exactly(_ZERO, f"{pair.said}，指标值是 0，得 0")


def _less(pair: Pair, points: Decimal, profile: Profile) -> Score:
    target, actual = pair.target, pair.actual
    if actual <= target:
        return _exactly(points, f"{pair.said}，不超过指标值，得 {plain_figure(points)}")
    if target < 0:
        return _left("指标值小于 0，不能按比例计分")
    # At twice the target the share that is taken off reaches the whole.
    if actual >= 2 * target:
        return _exactly(_ZERO, f"{pair.said}，达到或超过指标值的 2 倍，得 0")
    value = _rounded((1 - (actual - target) / target) * points, profile.places)
    over = f"（{plain_figure(actual)} − {plain_figure(target)}）÷ {plain_figure(target)}"
    return Score(
        value, value, computation=f"（1 −{over}）× {plain_figure(points)} = {plain_figure(value)}", customary=True
    )


def _in_range(pair: Pair, points: Decimal) -> Score:
    if pair.target <= pair.actual <= pair.high:
        return _exactly(points, f"{pair.said}，在区间以内，得 {plain_figure(points)}")
    # No document says how a value outside a range loses points.
    return _left("完成值在区间以外，怎样扣分没有规定")


# ---- dates and words ----------------------------------------------------------------------------------------------


def _by_date(target: Target, actual: Target | Decimal, points: Decimal) -> Score:
    if isinstance(actual, Decimal) or actual.kind is not TargetKind.DATE or not _comparable(target, actual):
        return _by_words(target, actual, points, "指标值是时限，完成值看不出日期")
    # Both are ISO days: as texts they stand in the order of the calendar.
    if actual.deadline <= target.deadline:
        return _exactly(points, f"{actual.deadline} 不晚于 {target.deadline}，得 {plain_figure(points)}")
    return _left("完成日期晚于时限，怎样扣分没有规定")


def _is_kept_limit(target: Target, actual: Target | Decimal) -> bool:
    """Whether the words beside an upper limit of money say that it was kept."""
    aim = target.parts[0]
    limits = aim.yuan is not None and aim.operator in ("≤", "<")
    return limits and not isinstance(actual, Decimal) and actual.kind in _WORDED and keeps_within(actual.raw)


def _comparable(target: Target, actual: Target) -> bool:
    """Whether both are days of known years."""
    return all(side.deadline and not side.deadline.startswith("-") for side in (target, actual))


def _by_words(target: Target, actual: Target | Decimal, points: Decimal, otherwise: str) -> Score:
    """Full points for a deadline where only 已按时完成 is said."""
    said = "" if isinstance(actual, Decimal) else actual.raw
    if achieved(said, target.raw) is Achieved.FULLY:
        return _exactly(points, f"{said}，得 {plain_figure(points)}")
    return _left(otherwise)


def _in_words(target: Target, actual: Target | Decimal, points: Decimal, profile: Profile) -> Score:
    level = None if isinstance(actual, Decimal) else achieved(actual.raw, target.raw)
    if level is None:
        return _left("定性指标，完成情况看不出是达成、部分达成还是未达成")
    reached, partly = profile.reached * points, profile.partly * points
    if level is Achieved.FULLY:
        band = Score(reached, points)
    elif level is Achieved.PARTLY:
        # 80 % itself is already 达成: the bands of the document include their lower ends.
        band = Score(partly, reached, below=True)
    else:
        band = Score(_ZERO, partly, below=True)
    return Score(band.low, band.high, band.below, f"{level}，分值 {plain_figure(points)}，得 {band.text}")
