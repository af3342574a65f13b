"""Required slots that wait: in an open row or a repeat that nobody has begun, nothing is asked for yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.forms.tree import least_rows, must_be_filled, open_rows
from jixiao_xlsx.model.keys import Key, KeyPattern, pattern_of, row_of
from jixiao_xlsx.sheet.grid import Grid, Slot
from jixiao_xlsx.sheet.region import Region


@dataclass(frozen=True, slots=True)
class WaitingSlot:
    """What a slot waits for: one of the others of its row being filled. The first row of a block that must have one
    also asks while all the block is empty."""

    row: tuple[Region, ...]
    block: tuple[Region, ...] = ()


def waiting_slots(form: Form, grid: Grid) -> Mapping[Key, WaitingSlot]:
    """The required slots of a sheet that ask for something only then; all others ask from the start."""
    blocks = frozenset(pattern for pattern, _, _ in open_rows(form))
    slots = tuple(slot for slot in grid.slots() if not slot.field.locked)
    return dict(_waiting(least_rows(form), blocks, slots))


def _waiting(
    least: Mapping[KeyPattern, int], blocks: frozenset[KeyPattern], slots: tuple[Slot, ...]
) -> Iterator[tuple[Key, WaitingSlot]]:
    for slot in slots:
        row, group = row_of(slot.key), pattern_of(row_of(slot.key))
        if not slot.field.required or group not in least:
            continue
        others = tuple(_first_line(other) for other in slots if _is_in(other.key, row) and other.key != slot.key)
        if not must_be_filled(row, least):
            yield slot.key, WaitingSlot(others)
        elif group in blocks and least[group] == 1:
            # Any of the rows will do; of several that there must be nobody can say which.
            block = tuple(_first_line(other) for other in slots if _is_in(other.key, row[:-1]))
            yield slot.key, WaitingSlot(others, block)


def _is_in(key: Key, row: Key) -> bool:
    return key[: len(row)] == row


def _first_line(slot: Slot) -> Region:
    """The cells of a slot that stand beside its value."""
    return Region(slot.region.top, slot.region.left, slot.region.top, slot.region.right)
