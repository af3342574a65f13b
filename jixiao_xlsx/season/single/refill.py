"""Our own blank, filled again with what was read: for a return that cannot be marked as it is (.xls, .et, .ods)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jixiao_xlsx.errors import WorkbookError
from jixiao_xlsx.model.cell_names import cell_name
from jixiao_xlsx.model.filings.filing import Filing, Record, Seal, Value
from jixiao_xlsx.model.forms.form import Open, Repeat
from jixiao_xlsx.model.forms.tree import open_rows, sections_of
from jixiao_xlsx.model.keys import Key, KeyPattern, format_key, highest_index
from jixiao_xlsx.season.single.one_blank import Order, Party, made_blank
from jixiao_xlsx.sheet.addresses import Addresses
from jixiao_xlsx.sheet.cells import cell_value
from jixiao_xlsx.sheet.grid import FormGrid, Slot
from jixiao_xlsx.sheet.layout import lay_out

CellPlace = tuple[str, str]
"""A sheet's tab and a cell, as `D4`."""


@dataclass(frozen=True, slots=True)
class RefilledBook:
    """The workbook, where each key (as text) stands in it, and the records that only a note can keep: those no kind
    could read or no cell could hold (`raw`), and those it has no slot for (`lost`)."""

    data: bytes
    places: Mapping[str, CellPlace]
    raw: Mapping[str, str]
    lost: tuple[Record, ...]


def refill(filing: Filing, seal: Seal, layout: FormGrid, *, key: str = "") -> RefilledBook:
    """A blank of the filing's form, year, agency and rows with its values typed in; `key` signs its seal."""
    # More rows than the form allows cannot be laid out: what is over is told as lost.
    counts = counts_needed(layout, filing)
    order = refill_order(filing, seal, layout, counts=counts, key=key)
    values, blank = order.values, made_blank(order)
    slots = {slot.key: slot for _, slot in blank.layout.slots()}
    return RefilledBook(
        blank.data,
        _places(blank.layout),
        {
            format_key(record.key): record.raw
            for record in filing.records
            if record.key in slots and record.key not in values
        },
        tuple(record for record in filing.records if record.key not in slots),
    )


def refill_order(
    filing: Filing, seal: Seal, layout: FormGrid, *, counts: Mapping[KeyPattern, int], key: str = ""
) -> Order:
    """The order for such a blank with so many rows, under the issue that the return came from."""
    slots = {slot.key: slot for _, slot in lay_out(layout.form, seal.year, counts).slots()}
    return Order(
        layout.form,
        seal.year,
        Party(seal.agency_code, seal.agency_name),
        Party(seal.subject_code, seal.subject_name),
        scope=seal.scope,
        counts=counts,
        values=_fitting(filing.records, slots),
        office=seal.office,
        issue=seal.issue,
        key=key,
    )


def _fitting(records: tuple[Record, ...], slots: Mapping[Key, Slot]) -> dict[Key, Value]:
    """The values that their slots can hold as they are."""
    values: dict[Key, Value] = {}
    for record in records:
        slot = slots.get(record.key)
        if slot is not None and record.value is not None:
            try:
                cell_value(slot, record.value)
            except WorkbookError:
                continue
            values[record.key] = record.value
    return values


def counts_needed(layout: FormGrid, filing: Filing) -> dict[KeyPattern, int]:
    """The rows the return was issued with, more where it has more, as many as the form allows."""
    shapes: dict[KeyPattern, Open | Repeat] = {pattern: shape for pattern, shape, _ in open_rows(layout.form)}
    # Both grow: open rows by what was inserted, repeats by what was filled.
    shapes |= {section.key: section.repeat for section in sections_of(layout.form) if section.repeat}
    counts = dict(layout.counts)
    for pattern, shape in shapes.items():
        used = highest_index((record.key for record in filing.records), pattern)
        if used > counts.get(pattern, shape.shown):
            counts[pattern] = min(used, shape.most)
    return counts


def _places(layout: FormGrid) -> dict[str, CellPlace]:
    addresses = Addresses.of(layout)
    return {
        format_key(key): (addresses.tabs[number], cell_name(region.top, region.left))
        for key, (number, region) in addresses.cells.items()
    }
