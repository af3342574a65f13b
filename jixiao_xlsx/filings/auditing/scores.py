"""Scores 得分 under audit: what was filed against what a scoring profile makes of targets and actual values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from functools import cached_property

from jixiao_xlsx.filings.view import RuleContext
from jixiao_xlsx.filings.view.indicators import FilledIndicator
from jixiao_xlsx.filings.view.rated_rows import RatedRow
from jixiao_xlsx.filings.view.words import shown_words
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.checks.tolerance import margin_of
from jixiao_xlsx.model.expr.results import NOT_APPLICABLE
from jixiao_xlsx.model.forms.form import Scoring
from jixiao_xlsx.model.keys import Key, is_under, sibling
from jixiao_xlsx.model.scoring.profiles import PROFILES, Profile, grade
from jixiao_xlsx.model.scoring.scoring import Score, execution_points, plain_figure, score_indicator
from jixiao_xlsx.model.target import Direction, Target
from jixiao_xlsx.model.target.direction import direction_of

# Cut and not rounded: 89.996 is no 90, and the grade beside it says so.
_SAID = Decimal("0.01")


def score_findings(context: RuleContext) -> tuple[Finding, ...]:
    """C01–C07, for every section whose spec says how it is scored, with the severities of the context's tuning."""
    found = (
        finding
        for scoring in context.questions.form.scorings
        for finding in _SectionScores(context, scoring).findings()
    )
    return tuple(context.tuning.applied(found))


@dataclass(frozen=True)
class _SectionScores:
    """One section's scores in one filing."""

    context: RuleContext
    scoring: Scoring

    @property
    def profile(self) -> Profile:
        return PROFILES[self.scoring.profile]

    @cached_property
    def rows(self) -> tuple[Key, ...]:
        """The keys that the cells of an indicator share, inserted rows included."""
        owner = self.scoring.owner
        asked = (key for key in self.context.asked_keys() if key[-1] == self.scoring.target)
        return tuple(key[:-1] for key in asked if is_under(key, owner))

    @cached_property
    def indicators(self) -> dict[Key, FilledIndicator]:
        return {indicator.parent: indicator for indicator in self.context.indicators}

    def _name(self, row: Key) -> str:
        return self.indicators[row].name if row in self.indicators else ""

    def findings(self) -> Iterator[Finding]:
        for row in self.rows:
            yield from self._indicator(row)
        yield from self._execution()
        yield from self._total()
        yield from self._grade()

    # ---- one indicator ----------------------------------------------------------------------------------------

    def _indicator(self, row: Key) -> Iterator[Finding]:
        """C01–C03: a score that was filed beside a target and an actual value."""
        key = (*row, self.scoring.score)
        # Nothing is said where something is missing: T and R findings do.
        filed, points = self._filed(key), self.context.number((*row, self.scoring.points))
        target, actual = self._target(row), self._actual(row)
        if filed is None or points is None or target is None or actual is None or self._is_told(filed, points):
            return
        told = self._direction(row)
        score = score_indicator(target, actual, points=points, direction=told, profile=self.profile)
        if not score.scorable:
            yield self._at("C03", key, filed, score)
        elif not score.admits(filed) and not self._is_strict(row, filed, score, points):
            yield self._at("C01" if score.value is not None else "C02", key, filed, score)

    def _is_told(self, filed: Decimal, points: Decimal) -> bool:
        """Whether G16 has told already that the score is above its points."""
        # G16 only knows cells of these names.
        return filed > points and (self.scoring.points, self.scoring.score) == ("points", "score")

    def _is_strict(self, row: Key, filed: Decimal, score: Score, points: Decimal) -> bool:
        """Whether the filler took off more than is asked for and wrote why: for a target that was set too low, as the
        ministry asks, for what the figure does not show, or beyond a limit by a share of its own.

        Less than 部分达成 gets is no matter of judgement where the target was met: the score or the figure is wrong.
        """
        rated = self.rated.get(row)
        if rated is None or not rated.is_explained or score.low is None or score.high is None:
            return False
        if filed < self.profile.partly * score.high:
            return False
        return filed < points if score.high == points else score.customary and filed < score.low

    @cached_property
    def rated(self) -> dict[Key, RatedRow]:
        return {rated.indicator.parent: rated for rated in self.context.rated_rows}

    def _at(self, code: str, key: Key, filed: Decimal, score: Score) -> Finding:
        why = score.computation or score.reason
        name = self._compared(key[:-1])
        return self.context.at(code, key, found=plain_figure(filed), expected=score.text, name=name, reason=why)

    def _compared(self, row: Key) -> str:
        """The two cells that a score comes from, in the filler's words."""
        indicator = self.indicators.get(row)
        if indicator is None:
            return "指标值和完成值"
        cells = (("指标值", (*row, self.scoring.target)), ("完成值", (*row, self.scoring.actual)))
        return "和".join(f"{what}‘{shown_words(indicator.text(key))}’" for what, key in cells)

    def _filed(self, key: Key) -> Decimal | None:
        """A figure that somebody typed; what a formula gives is nobody's."""
        return self.context.number(key) if key in self.context.by_key else None

    def _target(self, row: Key) -> Target | None:
        read = self._read(row, self.scoring.target)
        return None if isinstance(read, Decimal) else read

    def _actual(self, row: Key) -> Target | Decimal | None:
        return self._read(row, self.scoring.actual)

    def _read(self, row: Key, word: str) -> Target | Decimal | None:
        """A cell as a target, or as the number it is; None where it is blank or unreadable."""
        key = (*row, word)
        record = self.context.by_key.get(key)
        value = record.value if record is not None else None
        if isinstance(value, Decimal):
            return value
        if not isinstance(value, str) or not value.strip():
            return None
        indicator = self.indicators.get(row)
        return indicator.read(key, direction=self._said(row)) if indicator is not None else None

    def _said(self, row: Key) -> Direction | None:
        field = self.context.field_of((*row, self.scoring.target))
        return Direction(field.direction) if field is not None and field.direction else None

    def _direction(self, row: Key) -> Direction | None:
        """What the form says of the indicator, else what its name tells."""
        return self._said(row) or direction_of(self._name(row))

    # ---- execution, total, grade ------------------------------------------------------------------------------

    def _execution(self) -> Iterator[Finding]:
        """C06, C07: the execution rate's own points."""
        score, key = self._execution_score(), self._beside(self.scoring.score)
        if score is None:
            return
        filed = self._filed(key)
        if not score.scorable:
            place = self.context.sources.to_change(self._beside("budgeted")) or self.scoring.rate
            yield self.context.at("C07", place, reason=score.reason)
        elif filed is not None and not score.admits(filed):
            yield self._at("C06", key, filed, score)

    def _execution_score(self) -> Score | None:
        """The score of the execution rate; None where the form has none, or it is not known yet."""
        rate = self.scoring.rate
        value = self.context.values.get(rate) if rate else None
        if value is NOT_APPLICABLE:
            return execution_points(None, self._execution_points(), self.profile)
        return execution_points(value, self._execution_points(), self.profile) if isinstance(value, Decimal) else None

    def _execution_points(self) -> Decimal:
        printed = self.context.number(self._beside(self.scoring.points))
        # The points printed on the form go before the profile's.
        return self.profile.execution if printed is None else printed

    def _beside(self, word: str) -> Key:
        return sibling(self.scoring.rate, word)

    def _total(self) -> Iterator[Finding]:
        """C04: a total that was typed and is not the sum of the scores."""
        filed, scores = self._filed(self.scoring.total), self._scores()
        field = self.context.field_of(self.scoring.total)
        if filed is None or field is None or not scores:
            return
        # 财预〔2020〕10号: a self-evaluation has a hundred points.
        expected = self.profile.total(sum(scores, Decimal(0)), points=Decimal(100), left_out=self._left_out())
        # Half a unit for each score that was rounded, and for the total.
        if abs(filed - expected) > margin_of(field) * (len(scores) + 1):
            yield self.context.at("C04", self.scoring.total, found=plain_figure(filed), expected=plain_figure(expected))

    def _scores(self) -> list[Decimal]:
        """Every score that counts, the execution rate's included."""
        keys = [(*row, self.scoring.score) for row in self.rows]
        if self.scoring.rate:
            keys.append(self._beside(self.scoring.score))
        return [number for key in keys if (number := self.context.number(key)) is not None]

    def _left_out(self) -> Decimal:
        score = self._execution_score()
        return self._execution_points() if score is not None and not score.scorable else Decimal(0)

    def _grade(self) -> Iterator[Finding]:
        """C05: a grade that the total does not give."""
        key = self.scoring.grade
        record, total = self.context.by_key.get(key), self.context.number(self.scoring.total)
        if record is None or total is None or not isinstance(record.value, str):
            return
        expected = grade(total)
        if record.value != expected:
            said = plain_figure(total.quantize(_SAID, ROUND_DOWN))
            yield self.context.at("C05", key, found=record.value, expected=expected, reason=said)
