"""预填: what a blank takes over from earlier years' filings and the approved budget, and how many rows it shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from jixiao_xlsx.errors import WorkbookError
from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.filings.filing import Filing, Record, Value
from jixiao_xlsx.model.filings.identity import Identity, identity_of, version_order
from jixiao_xlsx.model.forms.form import BUDGET, LAST, Form
from jixiao_xlsx.model.forms.tree import open_rows, sections_of
from jixiao_xlsx.model.keys import Key, KeyPattern, highest_index, indexes_of, row_of
from jixiao_xlsx.model.kinds import kind_named, traits_of
from jixiao_xlsx.model.money import in_measure
from jixiao_xlsx.report.records.versions import MEASURE_IN_DOUBT
from jixiao_xlsx.sheet.cells import cell_value
from jixiao_xlsx.sheet.grid import FormGrid, Slot

SPARE_ROWS = 2
"""So many empty rows follow those taken over from last year."""

MOST_BACK = 9
"""How many years before a filing's own its columns may tell."""

# Keys of past years: y_1 to y_9.
_YEARS_BACK = {f"y_{back}": back for back in range(1, MOST_BACK + 1)}
BudgetFigures = Mapping[Key, Decimal]
"""Approved figures by key, each in its slot's own measure."""


class History:
    """The filings of earlier years: of each year, form, agency and subject the newest version with anything in it."""

    def __init__(self, filings: Iterable[Filing]) -> None:
        self._newest: dict[Identity, Filing] = {}
        self._values: dict[Identity, dict[Key, Record]] = {}
        for filing in filings:
            identity = identity_of(filing)
            if identity is None or not filing.records:
                continue
            known = self._newest.get(identity)
            if known is None or version_order(known) < version_order(filing):
                self._newest[identity] = filing

    def year(self, identity: Identity, back: int) -> Mapping[Key, Record]:
        """What was filed under an identity so many years before; nothing where there was none."""
        before = replace(identity, year=identity.year - back)
        if before not in self._values:
            filing = self._newest.get(before)
            self._values[before] = _values(filing) if filing else {}
        return self._values[before]


@dataclass(frozen=True, slots=True)
class Prefill:
    """What a blank begins with: the counts of its open rows and repeats, the values of its slots, and how many of them
    came from earlier years and from the budget."""

    counts: Mapping[KeyPattern, int] = field(default_factory=dict)
    values: Mapping[Key, Value] = field(default_factory=dict)
    from_before: int = 0
    from_budget: int = 0


def counts_from(form: Form, last: Mapping[Key, Record]) -> dict[KeyPattern, int]:
    """How many rows a blank shows: as many as the form says, or last year's and two more where that is more, never more
    than the form allows; groups that repeat get no spare one."""
    counts: dict[KeyPattern, int] = {}
    shapes = [(pattern, opened.shown, opened.most, SPARE_ROWS) for pattern, opened, _ in open_rows(form)]
    # A repeat is a block of many rows: a spare one would be printed for nothing.
    shapes += [
        (section.key, section.repeat.shown, section.repeat.most, 0) for section in sections_of(form) if section.repeat
    ]
    for pattern, shown, most, spare in shapes:
        used = highest_index(last, pattern)
        if used and used + spare > shown:
            counts[pattern] = min(used + spare, most)
    return counts


def prefill(layout: FormGrid, identity: Identity, *, history: History, figures: BudgetFigures) -> Prefill:
    """The values that a layout's open slots begin with; approved figures go before what was filed earlier.

    A value that its slot would refuse, or could not hold, is left out: no blank is issued with a mistake in it.
    """
    source = _Source(layout, identity, history)
    values: dict[Key, Value] = {}
    before = budget = 0
    for _, slot in layout.slots():
        figure = figures.get(slot.key)
        if figure is not None and fits(slot, figure):
            values[slot.key] = figure
            budget += 1
            continue
        record = source.of(slot)
        value = _in_measure_of(slot, record) if record is not None else None
        if value is not None and fits(slot, value):
            values[slot.key] = value
            before += 1
    return Prefill(dict(layout.counts), values, before, budget)


def wants_budget(layout: FormGrid) -> tuple[Slot, ...]:
    """The slots that wait for an approved figure."""
    return tuple(slot for _, slot in layout.slots() if slot.field.prefill == BUDGET)


def fits(slot: Slot, value: Value) -> bool:
    """Whether a slot takes a value as it is, with nothing to correct or explain, and its cell gives it back."""
    try:
        complaints = kind_named(slot.field.kind).allowed(value, slot.field)
        cell_value(slot, value)
    except (TypeError, WorkbookError):
        return False
    return all(complaint.severity is Severity.NOTE for complaint in complaints)


@dataclass(frozen=True)
class _Source:
    """Where each slot's value of earlier years stands."""

    layout: FormGrid
    identity: Identity
    history: History

    def of(self, slot: Slot) -> Record | None:
        if slot.field.prefill == LAST:
            return self.history.year(self.identity, 1).get(slot.key)
        if slot.field.prefill or not self._is_carried(slot.key):
            return None
        return next(self._years(slot.key), None)

    def _years(self, key: Key) -> Iterator[Record]:
        """The value of a past year: from that year's own filing, else from the nearest later one that tells it."""
        places = [place for place, part in enumerate(key) if part in _YEARS_BACK]
        if len(places) != 1:
            return
        (place,) = places
        back = _YEARS_BACK[str(key[place])]
        # The year's own filing is nearest to the fact; later ones tell it again, perhaps rounded or in another
        # measure.
        for source in (back, *range(1, back)) if not indexes_of(key) else (1,):
            named = "y0" if source == back else f"y_{back - source}"
            record = self.history.year(self.identity, source).get((*key[:place], named, *key[place + 1 :]))
            if record is not None:
                yield record

    def _is_carried(self, key: Key) -> bool:
        """Whether last year's rows stand in the slot's row again: a figure would belong to another row otherwise."""
        return not indexes_of(key) or row_of(key) in self._carried

    @cached_property
    def _carried(self) -> frozenset[Key]:
        last = self.history.year(self.identity, 1)
        named = (slot.key for _, slot in self.layout.slots() if slot.field.prefill == LAST)
        return frozenset(row_of(key) for key in named if key in last)


def _values(filing: Filing) -> dict[Key, Record]:
    """The readable records by their keys, each row under its new number; amounts whose measure is in doubt left out."""
    kept = [record for record in filing.records if record.value is not None]
    # A total that may be ten thousand times too large is no figure to begin with.
    if any(finding.code == MEASURE_IN_DOUBT and not finding.is_settled for finding in filing.findings):
        kept = [record for record in kept if not traits_of(record).is_money]
    renumbered = _renumbering(record.key for record in kept)
    return {renumbered(record.key): record for record in kept}


def _renumbering(keys: Iterable[Key]) -> Callable[[Key], Key]:
    """What gives keys new row numbers: the rows that hold anything become 1, 2, 3…, in their old order."""
    used: dict[Key, set[int]] = defaultdict(set)
    for key in keys:
        for place, part in enumerate(key):
            if isinstance(part, int):
                used[key[:place]].add(part)
    numbers = {block: {old: new for new, old in enumerate(sorted(rows), 1)} for block, rows in used.items()}

    def renumbered(key: Key) -> Key:
        return tuple(numbers[key[:place]][part] if isinstance(part, int) else part for place, part in enumerate(key))

    return renumbered


def _in_measure_of(slot: Slot, record: Record) -> Value | None:
    """The record's value in the slot's measure: money is converted exactly, anything else must be of the same."""
    if record.value is None or record.measure == slot.field.measure:
        return record.value
    if not isinstance(record.value, Decimal):
        return None
    return in_measure(record.value, record.measure, slot.field.measure)
