"""A workbook of ours as a department opens it: its seal, its layout, and what the office has filled in already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.errors import WorkbookError
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.filings.filing import Seal, Value
from jixiao_xlsx.model.filings.identity import Identity, sealed_identity
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.kinds import kind_named
from jixiao_xlsx.sheet.addresses import tab_names
from jixiao_xlsx.sheet.grid import FormGrid, Slot
from jixiao_xlsx.sheet.raw.book import RawBook, read_raw
from jixiao_xlsx.sheet.reader.gate import find_seals
from jixiao_xlsx.sheet.reader.layouts import Layouts


@dataclass(frozen=True, slots=True)
class OpenedBlank:
    """One workbook: `prefilled` are the values that stand in its slots already, at the places of the blank."""

    data: bytes = field(repr=False)
    seal: Seal
    layout: FormGrid
    prefilled: Mapping[Key, Value]

    @property
    def identity(self) -> Identity:
        found = sealed_identity(self.seal)
        if found is None:
            raise WorkbookError("这份空表没有写明单位", Advice.ISSUE_TO_ROSTER)
        return found

    @property
    def slots(self) -> dict[Key, Slot]:
        """Every slot by its key."""
        return {slot.key: slot for _, slot in self.layout.slots()}


def open_blank(data: bytes, layouts: Layouts) -> OpenedBlank:
    """A blank, or a filled form that came back with marks. Raises WorkbookError where it is no workbook of ours."""
    book = read_raw(data, name="空表.xlsx")
    if isinstance(book, Finding):
        raise WorkbookError(book.message)
    seals = find_seals(book)
    layout = layouts.of_seal(seals[0][1]) if seals else None
    if layout is None:
        raise WorkbookError("这份空表没有封签，或不认得它的表样", Advice.ISSUE_BLANKS)
    return OpenedBlank(data, seals[0][1], layout, _standing(book, layout))


def _standing(book: RawBook, layout: FormGrid) -> dict[Key, Value]:
    sheets = {sheet.name: sheet for sheet in book.sheets}
    values: dict[Key, Value] = {}
    for tab, grid in zip(tab_names(layout), layout.sheets, strict=True):
        cells = sheets[tab].cells if tab in sheets else {}
        for slot in grid.slots():
            content = cells.get((slot.region.top, slot.region.left))
            value = kind_named(slot.field.kind).read(content, slot.field).value if content is not None else None
            if value is not None:
                values[slot.key] = value
    return values
