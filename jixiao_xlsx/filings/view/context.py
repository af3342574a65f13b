"""What a general rule sees: one filing, what it was asked, its values and its indicators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from jixiao_xlsx.filings.view.indicators import FilledIndicator, filled_indicators
from jixiao_xlsx.filings.view.nature import is_self_review
from jixiao_xlsx.filings.view.places import FilingPlaces
from jixiao_xlsx.filings.view.rated_rows import RatedRow, rated_rows
from jixiao_xlsx.filings.view.sources import CellSources
from jixiao_xlsx.filings.view.tuning import Tuning
from jixiao_xlsx.findings import Finding, finding
from jixiao_xlsx.model.expr.nodes import refs, unbound
from jixiao_xlsx.model.filings.figures import FilingValues
from jixiao_xlsx.model.filings.filing import Filing, Record
from jixiao_xlsx.model.forms.asked import Questions
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.keys import Key, KeyPattern, pattern_of
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.model.season.agency_names import NO_ROSTER, AgencyNames


@dataclass(frozen=True, eq=False)  # so that what follows from it is worked out once for it
class RuleContext:
    """One filing under the general rules; whatever several rules need is worked out once. `agencies` are those on the
    office's roster, none where it has none."""

    questions: Questions
    filing: Filing
    values: FilingValues
    places: FilingPlaces
    tuning: Tuning = field(default_factory=Tuning)
    agencies: AgencyNames = NO_ROSTER

    @property
    def year(self) -> int:
        return self.questions.year

    @property
    def by_key(self) -> dict[Key, Record]:
        return self.places.by_key

    @cached_property
    def indicators(self) -> tuple[FilledIndicator, ...]:
        """The indicators that have anything filled, in the order of the records."""
        return tuple(filled_indicators(self.questions, self.filing.records))

    @cached_property
    def rated_rows(self) -> tuple[RatedRow, ...]:
        """The same indicators with their points, scores and reasons."""
        return tuple(rated_rows(self.questions, self.indicators, values=self.values, records=self.by_key))

    @cached_property
    def reviewed_rows(self) -> tuple[RatedRow, ...]:
        """The indicators of a self-evaluation 自评; of any other form none."""
        return self.rated_rows if is_self_review(self.questions) else ()

    @cached_property
    def sources(self) -> CellSources:
        """Which open cells are behind a figure."""
        return CellSources(self.questions, self.values)

    @cached_property
    def texts(self) -> tuple[tuple[Record, str], ...]:
        """Every text somebody wrote, as it stands: facts of the issue, locked cells and blank ones are not."""
        return tuple(
            (record, record.value)
            for record in self.filing.records
            if traits_of(record).is_prose and isinstance(record.value, str) and self.is_written(record.key)
        )

    @cached_property
    def amounts(self) -> tuple[tuple[Record, Decimal], ...]:
        """Every amount that was read, zeros included."""
        return tuple(
            (record, record.value)
            for record in self.filing.records
            if traits_of(record).is_money and isinstance(record.value, Decimal)
        )

    @cached_property
    def ruled(self) -> tuple[frozenset[KeyPattern], ...]:
        """What each rule of the form speaks of, as patterns: what it weighs needs no general rule."""
        # A form that weighs a cell itself knows better than a rule for all forms.
        nodes = (rule.formula.node for rule in self.questions.form.rules)
        return tuple(frozenset(unbound(path) for ref in refs(node) for path in ref.paths) for node in nodes)

    def is_ruled(self, *keys: Key) -> bool:
        """Whether one rule of the form speaks of all these cells."""
        patterns = {pattern_of(key) for key in keys}
        return any(patterns <= spoken for spoken in self.ruled)

    def field_of(self, key: Key) -> Field | None:
        asked = self.questions.about(key)
        return asked.field if asked else None

    def is_slot(self, key: Key) -> bool:
        """Whether something could be filled there: neither printed, computed nor locked."""
        asked = self.field_of(key)
        return asked is not None and asked.compute is None and not asked.locked

    def number(self, key: Key) -> Decimal | None:
        """The figure under a key: filled, printed or computed; None where there is none."""
        value = self.values.get(key)
        return value if isinstance(value, Decimal) else None

    def at(
        self,
        code: str,
        key: Key,
        *,
        found: str = "",
        expected: str = "",
        label: str = "",
        name: str = "",
        reason: str = "",
        count: int = 0,
    ) -> Finding:
        """A finding at a key's place; the facts are those the code's words ask for."""
        where = self.places.of(key, label=label)
        return finding(code, where, found=found, expected=expected, name=name, reason=reason, count=count)

    def named(self, key: Key) -> str:
        """A place as said inside a sentence: `‘年度工作任务’（C12）`."""
        where = self.places.of(key)
        return f"‘{where.label}’（{where.cell}）" if where.label else where.cell

    def asked_keys(self) -> Iterator[Key]:
        """Everything asked or filled, inserted rows included, each once."""
        # The form's order first, so that findings do not depend on what was filled.
        yield from dict.fromkeys((*self.questions.asked, *self.by_key))

    def is_written(self, key: Key) -> bool:
        """Whether somebody wrote it: neither a fact of the issue nor locked."""
        asked = self.field_of(key)
        return asked is not None and not asked.is_fact and not asked.locked
