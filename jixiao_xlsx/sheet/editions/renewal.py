"""From the layout that a blank was issued with to today's: which key is which, what has no home, what was not asked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from jixiao_xlsx.model.cell_names import cell_name
from jixiao_xlsx.model.forms.asked import AskedCell, Questions
from jixiao_xlsx.model.forms.form import Field, Form
from jixiao_xlsx.model.keys import ALL, Key, KeyPattern, filled, in_first_row, indexes_of, pattern_of
from jixiao_xlsx.sheet.editions.issued_layout import IssuedLayout
from jixiao_xlsx.sheet.grid import Box, Computed, FormGrid, Live, Printed, Slot
from jixiao_xlsx.sheet.layout import lay_out

# A word of a key in a formula's source; a number is none.
_NAME = re.compile(r"[a-z][a-z0-9_]*")
KeyedBox = Slot | Computed | Printed
_EXPLAINED = ("explain", "rules")
"""Where the explanations beside the numbered lines of 自检 have their keys."""


class LayoutOrigin(StrEnum):
    """Where the layout of a blank was found."""

    STORE = "下发时存下的版面"
    SPEC = "下发时的表样"
    BLANK = "空表自带的版面"


@dataclass(frozen=True)  # without slots: cached_property keeps what it worked out in the instance
class Renewal:
    """版面对照: a blank's own layout beside today's, laid out with as many rows; `trusted` tells that the office knows
    the layout for its own, or its key signed it."""

    issued: IssuedLayout
    today: FormGrid
    origin: LayoutOrigin
    trusted: bool

    @classmethod
    def of(cls, issued: IssuedLayout, form: Form, *, origin: LayoutOrigin, trusted: bool) -> Renewal:
        """The comparison with a form as it is today."""
        ways = _ways(issued, form)
        return cls(issued, lay_out(form, issued.grid.year, _counts(issued.grid, ways)), origin, trusted)

    @cached_property
    def ways(self) -> Mapping[KeyPattern, KeyPattern]:
        """Today's pattern of each of the blank's that has one."""
        return _ways(self.issued, self.today.form)

    @cached_property
    def then(self) -> Mapping[Key, KeyedBox]:
        """The blank's cells by their keys of today."""
        found = {}
        for box in _keyed(self.issued.grid):
            key = self.key_now(box.key)
            if key is not None:
                found[key] = box
        return found

    @cached_property
    def now(self) -> Mapping[Key, KeyedBox]:
        """Today's cells by key."""
        return {box.key: box for box in _keyed(self.today)}

    def key_now(self, key: Key) -> Key | None:
        """The key of today of one of the blank's keys; None where there is none any more."""
        if key[:2] == _EXPLAINED and len(key) > 2:
            line = self._lines.get(key[2])
            return (*_EXPLAINED, line, *key[3:]) if line else None
        way = self.ways.get(pattern_of(key))
        return filled(way, indexes_of(key)) if way is not None else None

    def box_now(self, key: Key) -> KeyedBox | None:
        """Today's cell of a key of today; an inserted row has the cells of its block's first row."""
        return self.now.get(key) or self.now.get(in_first_row(key))

    def box_then(self, key: Key) -> KeyedBox | None:
        """The blank's cell of a key of today, likewise."""
        return self.then.get(key) or self.then.get(in_first_row(key))

    def is_asked(self, key: Key) -> bool:
        """Whether the blank had a cell of the same sort for a key of today."""
        then, now = self.box_then(key), self.box_now(key)
        return then is not None and type(then) is type(now)

    @cached_property
    def unasked(self) -> tuple[Slot, ...]:
        """Today's slots that the blank had not."""
        return tuple(
            slot
            for grid, slot in self.today.slots()
            if not grid.aside and not slot.field.is_fact and not self.is_asked(slot.key)
        )

    @cached_property
    def unasked_patterns(self) -> frozenset[KeyPattern]:
        """The patterns of all of today's cells that the blank had not."""
        return frozenset(pattern_of(key) for key in self.now if not self.is_asked(key))

    @cached_property
    def questions(self) -> Questions:
        """What today's form asks of what the blank asked: today's fields, under the blank's own labels and places."""
        places = {box.key: grid.name for grid in self.issued.grid.sheets for box in _of_grid(grid.boxes)}
        asked = {}
        for key, box in self.now.items():
            then = self.then.get(key)
            if then is None or not self.is_asked(key):
                continue
            field = None if isinstance(box, Printed) else box.field
            label = then.text if isinstance(then, Printed) else then.label
            cell = cell_name(then.region.top, then.region.left)
            asked[key] = AskedCell(key, field, label, places[then.key], cell)
        return Questions(self.today.form, self.today.year, asked)

    @cached_property
    def printed(self) -> Mapping[Key, Decimal]:
        """The values that the blank had printed, by today's keys."""
        return {key: box.value for key, box in self.then.items() if isinstance(box, Printed) and box.value is not None}

    def computes_alike(self, then: Field, now: Field) -> bool:
        """Whether today's formula of a cell (computed or expected) is the blank's own: the same but for keys that are
        others now, and for cells that the blank had not, whose blanks count nothing."""
        before, after = (_source(field) for field in (then, now))
        renamed = _NAME.sub(lambda found: self.words.get(found[0], found[0]), before)
        if renamed == after:
            return True
        old, new = set(_NAME.findall(renamed)), set(_NAME.findall(after))
        return old <= new and (new - old) <= self._unasked_words and bool(old)

    @cached_property
    def _unasked_words(self) -> frozenset[str]:
        return frozenset(
            str(part) for pattern in self.unasked_patterns for part in pattern if isinstance(part, str)
        ) - frozenset(str(part) for pattern in self.ways.values() for part in pattern)

    def siblings(self, key: Key) -> Iterator[KeyPattern]:
        """Today's patterns of the cells that stood in one row or column with a key of the blank."""
        mine = pattern_of(key)
        for pattern, way in self.ways.items():
            if len(pattern) == len(mine) and sum(a != b for a, b in zip(pattern, mine, strict=True)) == 1:
                yield way

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The words of keys that are others today, by what they were."""
        return {
            old: new
            for then, now in self.ways.items()
            for old, new in zip(map(str, then), map(str, now), strict=True)
            if old != new
        }

    @cached_property
    def _lines(self) -> Mapping[object, int]:
        """The number of each line of the blank's 自检 among today's: the line that says the same, else that of the
        same rule."""
        by_sentence = {check.sentence: number for number, check in enumerate(self.today.checks, 1)}
        by_code = {check.code: number for number, check in enumerate(self.today.checks, 1)}
        found: dict[object, int] = {}
        for number, check in enumerate(self.issued.grid.checks, 1):
            line = by_sentence.get(check.sentence) or by_code.get(check.code)
            if line is not None and line not in found.values():
                found[number] = line
        return found


def _source(field: Field) -> str:
    formula = field.compute or field.expect
    return formula.source if formula else ""


def _ways(issued: IssuedLayout, form: Form) -> dict[KeyPattern, KeyPattern]:
    """Today's pattern of each of the blank's patterns: the one that says it was this one, else the same."""
    before = dict.fromkeys(pattern_of(box.key) for box in _keyed(issued.grid))
    today = {pattern_of(box.key) for box in _keyed(lay_out(form, issued.grid.year))}
    # A key that was another already when the blank went out is itself there: two that changed places must not do so
    # again.
    claimed = {
        old: new for new, old in form.renamed if (new, old) not in issued.renamed and old in before and new in today
    }
    taken = set(claimed.values())
    same = {pattern: pattern for pattern in before if pattern in today and pattern not in taken}
    return {pattern: ways for pattern in before if (ways := claimed.get(pattern) or same.get(pattern)) is not None}


def _counts(issued: FormGrid, ways: Mapping[KeyPattern, KeyPattern]) -> dict[KeyPattern, int]:
    """How many rows and repeats the blank had in each block, by today's patterns, those inside repeats by block."""
    counts: dict[KeyPattern, int] = defaultdict(int)
    for box in _keyed(issued):
        way = ways.get(pattern_of(box.key))
        indexes = indexes_of(box.key)
        places = [place for place, part in enumerate(way or ()) if part == ALL]
        # The way may only differ in words: its indexes are as many, or it is another thing.
        if way is None or len(places) != len(indexes) or box.key[0] == _EXPLAINED[0]:
            continue
        for depth, place in enumerate(places):
            block = (*filled(way[:place], indexes[:depth]), ALL)
            counts[block] = max(counts[block], indexes[depth])
    return dict(counts)


def _keyed(layout: FormGrid) -> Iterator[KeyedBox]:
    return (box for grid in layout.sheets for box in _of_grid(grid.boxes))


def _of_grid(boxes: Iterable[Box]) -> Iterator[KeyedBox]:
    return (box for box in boxes if box.key and not isinstance(box, Live))
