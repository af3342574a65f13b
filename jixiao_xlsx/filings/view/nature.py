"""What kind of form a filing answers: a plan, a look at the half of the year, or an evaluation of what was done."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from jixiao_xlsx.filings.view.indicators import IndicatorColumn, columns_of, is_forecast
from jixiao_xlsx.model.forms.asked import AskedCell, Questions
from jixiao_xlsx.model.kinds import traits_of

# The forms of a season, and a few editions of each.
_REMEMBERED = 32


@lru_cache(maxsize=_REMEMBERED)
def is_monitoring(questions: Questions) -> bool:
    """运行监控: beside what was done so far it asks what the year will come to."""
    return any(is_forecast(asked) for asked in _targets(questions))


def is_self_review(questions: Questions) -> bool:
    """自评: it asks for what came of the targets, after the year is over."""
    return IndicatorColumn.ACTUAL in columns_of(questions) and not is_monitoring(questions)


def is_plan(questions: Questions) -> bool:
    """目标申报: it asks for targets and not for what came of them."""
    columns = columns_of(questions)
    return IndicatorColumn.PLAN in columns and IndicatorColumn.ACTUAL not in columns


def _targets(questions: Questions) -> Iterator[AskedCell]:
    return (asked for asked in questions.asked.values() if asked.field is not None and traits_of(asked.field).is_target)
