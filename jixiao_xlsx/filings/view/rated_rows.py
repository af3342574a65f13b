"""Indicators with what they are worth 分值, what they got 得分, and what the filler wrote beside 偏差原因."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from jixiao_xlsx.filings.view.indicators import FilledIndicator, IndicatorColumn
from jixiao_xlsx.model.filings.figures import FilingValues
from jixiao_xlsx.model.filings.filing import Record
from jixiao_xlsx.model.forms.asked import AskedCell, Questions
from jixiao_xlsx.model.forms.form import Scoring
from jixiao_xlsx.model.keys import Key, KeyPattern, is_under, pattern_of, row_of
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.model.kinds.characters import bare_words, plain_decimal
from jixiao_xlsx.model.target import Direction, Target, TargetKind, parse_target
from jixiao_xlsx.model.target.direction import direction_of

# Heads of columns, as forms print them, for specs with keys of their own.
_POINTS = re.compile(r"分值|权重|标准分|满分|总分值")
_SCORE = re.compile(r"得分|评分|打分")
_ACTUAL = re.compile(r"实际|完成")
_REASON = re.compile(r"偏差|原因|改进|未完成|备注|情况说明|问题")
# What people write where they have nothing to say.
_NO_REASON = frozenset(("", "无", "没有", "暂无", "正常", "0", "无偏差", "na", "不适用", "不涉及"))
_SATISFACTION = re.compile(r"满意")
_STANDARD = Scoring(owner=())


@dataclass(frozen=True)
class RatedRow:
    """One filled indicator: its keys (None where the form asks no such thing), what stands there, and how it is scored.

    `actual` is what came of it, None where it is blank or says that there is nothing to say.
    `scoring` is the form's own way to score it, None where the spec says nothing of scores. `told` is the direction
    that the form or the name tells, whatever the operator in the cell is.
    """

    indicator: FilledIndicator
    target_key: Key | None
    actual_key: Key | None
    points_key: Key | None
    score_key: Key | None
    reason_key: Key | None
    points: Decimal | None
    score: Decimal | None
    actual: Target | None
    reason: str
    scoring: Scoring | None
    told: Direction | None

    @property
    def target(self) -> Target | None:
        """What was planned; None where it is blank or says that there is none."""
        read = self.indicator.targets.get(self.target_key) if self.target_key else None
        return None if read is None or read.kind is TargetKind.NOT_APPLICABLE else read

    @property
    def title(self) -> str:
        """How the row is called in a sentence: its name, else its printed label."""
        return self.indicator.name or self.indicator.label

    @property
    def is_full(self) -> bool:
        """Whether it got all its points, and there were any."""
        return self.points is not None and self.score is not None and 0 < self.points <= self.score

    @property
    def is_explained(self) -> bool:
        return bare_words(self.reason).lower() not in _NO_REASON

    @property
    def is_satisfaction(self) -> bool:
        """Whether it stands under 满意度指标."""
        return "satisfaction" in self.indicator.parent or _SATISFACTION.search(self.indicator.label) is not None


def rated_rows(
    questions: Questions,
    indicators: Iterable[FilledIndicator],
    *,
    values: FilingValues,
    records: Mapping[Key, Record],
) -> Iterator[RatedRow]:
    """Every indicator of a filing with its points, score and reason, in the order of the records."""
    beside = _beside(questions)
    for indicator in indicators:
        parent = indicator.parent
        scoring = next((mine for mine in questions.form.scorings if is_under(parent, mine.owner)), None)
        words = scoring or _STANDARD
        cells = beside.get(pattern_of(parent), ())
        points, score = (
            _key(parent, _worded(cells, word, head)) for word, head in ((words.points, _POINTS), (words.score, _SCORE))
        )
        reason = _key(parent, _reasoned(cells))
        target = _last(indicator, IndicatorColumn.PLAN)
        actual = _last(indicator, IndicatorColumn.ACTUAL) or _key(parent, _worded(cells, words.actual, _ACTUAL))
        # A wide form has one cell for all that was wrong with a project.
        told = reason or _key(row_of(parent), _reasoned(beside.get(pattern_of(row_of(parent)), ())))
        said = records.get(told) if told else None
        yield RatedRow(
            indicator=indicator,
            target_key=target,
            actual_key=actual,
            points_key=points,
            score_key=score,
            reason_key=reason,
            points=_number(values, points),
            score=_number(values, score),
            actual=_read(indicator, actual, values),
            reason=said.value if said is not None and isinstance(said.value, str) else "",
            scoring=scoring,
            told=_told(indicator, target),
        )


def _beside(questions: Questions) -> dict[KeyPattern, tuple[AskedCell, ...]]:
    """The cells of each sort of row, by the pattern of the key they share."""
    groups: dict[KeyPattern, dict[str, AskedCell]] = {}
    for asked in questions.asked.values():
        groups.setdefault(pattern_of(asked.key[:-1]), {}).setdefault(str(asked.key[-1]), asked)
    return {pattern: tuple(cells.values()) for pattern, cells in groups.items()}


def _worded(cells: Iterable[AskedCell], word: str, head: re.Pattern[str]) -> AskedCell | None:
    """The cell of points or scores: by its key, else by its printed head."""
    figures = [asked for asked in cells if asked.field is None or traits_of(asked.field).is_number]
    named = next((asked for asked in figures if asked.key[-1] == word), None)
    return named or next((asked for asked in figures if head.search(asked.label.rpartition("·")[2])), None)


def _reasoned(cells: Iterable[AskedCell]) -> AskedCell | None:
    texts = [
        asked
        for asked in cells
        if asked.field is not None and traits_of(asked.field).is_prose and not traits_of(asked.field).is_target
    ]
    named = next((asked for asked in texts if asked.key[-1] == "deviation"), None)
    return named or next((asked for asked in texts if _REASON.search(asked.label.rpartition("·")[2])), None)


def _key(parent: Key, asked: AskedCell | None) -> Key | None:
    return None if asked is None else (*parent, asked.key[-1])


def _last(indicator: FilledIndicator, column: IndicatorColumn) -> Key | None:
    """The cell of a column that is filled, the last of several; else the one to be filled."""
    keys = indicator.filled(column) or indicator.keys(column)
    return keys[-1] if keys else None


def _number(values: FilingValues, key: Key | None) -> Decimal | None:
    value = values.get(key) if key else None
    return value if isinstance(value, Decimal) else None


def _read(indicator: FilledIndicator, key: Key | None, values: FilingValues) -> Target | None:
    """An actual value as read: written as a target is, or in a column of numbers."""
    number = _number(values, key)
    read = indicator.targets.get(key) if key else None
    if read is None and number is not None:
        read = parse_target(plain_decimal(number), name=indicator.name, year=indicator.year)
    return None if read is None or read.kind is TargetKind.NOT_APPLICABLE else read


def _told(indicator: FilledIndicator, target: Key | None) -> Direction | None:
    field = next((field for key, _, field in indicator.columns if key == target), None)
    return Direction(field.direction) if field is not None and field.direction else direction_of(indicator.name)
