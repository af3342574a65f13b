"""Form grid + seal → the bytes of one blank: the form's sheets, 填表说明, hidden lists and metadata, all locked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from types import MappingProxyType

from jixiao_xlsx.errors import WorkbookError
from jixiao_xlsx.model.filings.filing import Seal, Value
from jixiao_xlsx.model.keys import Key, format_key
from jixiao_xlsx.sheet.addresses import Addresses
from jixiao_xlsx.sheet.grid import FormGrid
from jixiao_xlsx.sheet.seal import encode_seal, seal_for
from jixiao_xlsx.sheet.self_check.state import LiveValues
from jixiao_xlsx.sheet.writer.checked import CellPosition, CheckedBook
from jixiao_xlsx.sheet.writer.form_sheet import FormSheet
from jixiao_xlsx.sheet.writer.package import lock_structure
from jixiao_xlsx.sheet.writer.self_check import LiveFormulas
from jixiao_xlsx.sheet.writer.side_sheets import Lists, write_instructions, write_meta
from jixiao_xlsx.sheet.writer.waiting import waiting_slots
from jixiao_xlsx.xlsx_refusals import refusals

CREATED = datetime(2024, 1, 1, tzinfo=UTC)
"""The date in every blank's properties: the same input gives the same bytes on any day."""

Figures = Mapping[Key, Decimal | str | None]
_NO_VALUES: Mapping[Key, Value] = MappingProxyType({})
_NO_FIGURES: Figures = MappingProxyType({})
_NO_LIVES: LiveValues = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class BlankContents:
    """What is in one blank beside its layout; all that differs between two of them."""

    seal: Seal
    values: Mapping[Key, Value]
    computed: Figures
    live: LiveValues
    instructions: Sequence[str]


@dataclass(frozen=True, slots=True)
class Rendered:
    """The .xlsx of one blank, and its texts in the order of writing, each with its place (see CheckedBook)."""

    data: bytes
    texts: tuple[tuple[CellPosition, str], ...]


def write_blank(
    layout: FormGrid,
    seal: Seal,
    *,
    values: Mapping[Key, Value] = _NO_VALUES,
    computed: Figures = _NO_FIGURES,
    live: LiveValues = _NO_LIVES,
    instructions: Sequence[str] = (),
    created: datetime = CREATED,
) -> bytes:
    """The .xlsx of one blank, prefilled with `values` and with `computed` as the formulas' cached values.

    Exactly the slots whose field is not locked can be typed into. Raises WorkbookError where the seal is of another
    layout, a key of `values` is no slot (of `computed`: no computed cell), or Excel could not hold what is asked.
    """
    return rendered(layout, BlankContents(seal, values, computed, live, instructions), created=created).data


def rendered(layout: FormGrid, contents: BlankContents, *, created: datetime = CREATED) -> Rendered:
    """The same, with the texts in the order in which they were written."""
    refuse_mismatch(layout, contents)
    seal, seal_text = contents.seal, encode_seal(contents.seal)
    # xlsxwriter's own exceptions become one of ours, with a sentence.
    with refusals():
        book = CheckedBook(title=layout.form.printed_title(layout.year), created=created)
        lists, addresses = Lists(book), Addresses.of(layout)
        formulas = LiveFormulas.of(layout, addresses)
        for number, grid in enumerate(layout.sheets):
            waiting, tab = waiting_slots(layout.form, grid), book.sheet(addresses.tabs[number])
            sheet = FormSheet(tab, grid, number, addresses, lists, formulas, waiting)
            sheet.write(seal, seal_text, contents.values, contents.computed)
            sheet.write_live(contents.live)
        write_instructions(book, contents.instructions)
        # After all sheets that name lists, and before the metadata, which must stay the last.
        lists.write()
        write_meta(book, layout, seal, seal_text)
        package = book.close()
    return Rendered(lock_structure(package), tuple(book.texts))


def refuse_mismatch(layout: FormGrid, contents: BlankContents) -> None:
    """Raises WorkbookError where the contents are not of this layout."""
    seal = contents.seal
    if seal != seal_for(layout, seal):
        raise WorkbookError("封签与版面不是同一张表、同一版次、同一年度或同一行数", "请用同一个版面生成封签")
    _refuse_strangers(contents.values, {slot.key for _, slot in layout.slots()}, "填报格")
    _refuse_strangers(contents.computed, {cell.key for _, cell in layout.computed()}, "公式格")


def _refuse_strangers(given: Mapping[Key, object], known: set[Key], what: str) -> None:
    strangers = sorted(format_key(key) for key in given if key not in known)
    if strangers:
        raise WorkbookError(f"版面上没有这些{what}：{'、'.join(strangers[:5])}", "请按这份空表的版面取值")
