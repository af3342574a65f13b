"""Scoring profiles 评分口径: what differs from region to region when a self-evaluation is scored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from types import MappingProxyType

# 财预〔2020〕10号: 90 and above, 80, 60, below.
GRADES: tuple[tuple[Decimal, str], ...] = ((Decimal(90), "优"), (Decimal(80), "良"), (Decimal(60), "中"))
LOWEST_GRADE = "差"


class WithoutRate(StrEnum):
    """What becomes of the execution rate's points where the rate does not apply."""

    OFFICE = "人定"
    SCALED = "折算"


@dataclass(frozen=True, slots=True)
class Profile:
    """评分口径: `about` says in Chinese what sets it apart.

    `execution` are the points of the execution rate where the form prints none; `reached` and `partly` are the
    shares of the points from which 达成 and 部分达成 begin; `over` is how many times a target may be surpassed
    before people decide the score (None: never asked); scores are rounded to `places` decimals.
    """

    name: str
    about: str
    # 财预〔2020〕10号: ten points for the execution rate; 达成 100–80 %, 部分达成 80–60 %, 未达成 60–0 % of the points.
    execution: Decimal = Decimal(10)
    reached: Decimal = Decimal("0.8")
    partly: Decimal = Decimal("0.6")
    over: Decimal | None = None
    without_rate: WithoutRate = WithoutRate.OFFICE
    places: int = 2

    def total(self, scores: Decimal, *, points: Decimal, left_out: Decimal = Decimal(0)) -> Decimal:
        """The total of these scores; where `left_out` of all `points` could not be scored and the profile scales,
        the rest is scaled up to all points."""
        rest = points - left_out
        if self.without_rate is WithoutRate.OFFICE or not left_out or rest <= 0:
            return scores
        return (scores * points / rest).quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP)


def _by_name(*profiles: Profile) -> Mapping[str, Profile]:
    return MappingProxyType({profile.name: profile for profile in profiles})


NATIONAL = Profile("national", "执行率 10 分；定性指标达成得 80%—100%，部分达成得 60%—80%")
# What regions set otherwise; the figures are defaults, the local document decides.
PROFILES = _by_name(
    NATIONAL,
    Profile("20/80", "执行率 20 分，其他指标 80 分", execution=Decimal(20)),
    Profile("80/50", "定性指标达成得 80%—100%，部分达成得 50%—80%", partly=Decimal("0.5")),
    Profile("capped", "完成值超过指标值的 1.3 倍，得分由人定", over=Decimal("1.3")),
    Profile("scaled", "执行率不适用的，其余得分折算到满分", without_rate=WithoutRate.SCALED),
)


def grade(total: Decimal) -> str:
    """90 分以上优，80 分以上良，60 分以上中，以下差; out of a hundred points."""
    return next((name for least, name in GRADES if total >= least), LOWEST_GRADE)
