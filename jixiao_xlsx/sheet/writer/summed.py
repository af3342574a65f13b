"""A form's sheet drawn into somebody else's workbook, its slots holding sums: the printed form without its anchors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from jixiao_xlsx.sheet import theme
from jixiao_xlsx.sheet.addresses import Addresses
from jixiao_xlsx.sheet.grid import Computed, FormGrid, Grid, LiveShow, Printed, PrintedRole, Slot
from jixiao_xlsx.sheet.region import Region
from jixiao_xlsx.sheet.writer.checked import CheckedBook, CheckedSheet
from jixiao_xlsx.sheet.writer.form_sheet import banner_rows, field_style, print_box
from jixiao_xlsx.sheet.writer.formulas import formula_of
from jixiao_xlsx.sheet.writer.page import dress_page, freeze_head
from jixiao_xlsx.sheet.writer.paging import PagePlan, plan_pages

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from jixiao_xlsx.model.keys import Key

_SAID: theme.FormatProperties = MappingProxyType(
    {"font_color": "#8C8C8C", "align": "center", "valign": "vcenter", "text_wrap": True, "num_format": "General"}
)
_SUMMED = "（汇总）"
_EMPTY: theme.FormatProperties = MappingProxyType({"bg_color": theme.LABEL_FILL})


@dataclass(frozen=True, slots=True)
class ShownValue:
    """What a slot or computed cell shows: a formula with its value, or else words in grey."""

    formula: str = ""
    value: Decimal | str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class SummedForm:
    """A form laid out to hold sums: `tabs` names its sheets in the workbook, `cells` tells what its slots and computed
    cells show by key (one that is not there is left empty in grey), `own` which computed cells keep the form's own
    formula, with their values; `agency` stands where the form prints the agency's name, `note` above the form."""

    layout: FormGrid
    tabs: tuple[str, ...]
    cells: Mapping[Key, ShownValue]
    own: Mapping[Key, Decimal | str | None]
    agency: str
    note: str

    @property
    def addresses(self) -> Addresses:
        """Where each key stands, under the names that the sheets have in this workbook."""
        found = Addresses.of(self.layout)
        return Addresses(self.tabs, found.cells, found.keys_by_pattern)


def draw_summed(book: Workbook, raw: Worksheet, form: SummedForm, number: int) -> None:
    """Draws sheet number `number` of the form onto an empty worksheet; nothing on it is locked.

    Raises WorkbookError where Excel cannot hold what is asked.
    """
    _SummedSheet(
        CheckedSheet(_GuestFormats(book), raw), form.layout.sheets[number], form, number, form.addresses
    ).write()


class _GuestFormats(CheckedBook):
    """The formats of a workbook that somebody else opened and will close."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._formats = {}
        self.texts = []


@dataclass(frozen=True, slots=True)
class _SummedSheet:
    sheet: CheckedSheet
    grid: Grid
    form: SummedForm
    number: int
    addresses: Addresses

    def write(self) -> None:
        self._size()
        self._say()
        plan = plan_pages(self.grid)
        unboxed = banner_rows(self.grid)
        for box in self.grid.boxes:
            boxed = box.region.top not in unboxed
            if isinstance(box, Printed):
                # A sum must not be taken for an agency's own form.
                told = replace(box, text=f"{box.text}{_SUMMED}") if box.role is PrintedRole.TITLE and box.text else box
                print_box(self.sheet, told, agency=self.form.agency, grid=self.grid, plan=plan)
            elif isinstance(box, Computed) and box.key in self.form.own:
                self._own(box, boxed=boxed)
            elif isinstance(box, Slot | Computed):
                self._show(box, boxed=boxed)
        self._finish(plan)

    def _size(self) -> None:
        for column, width in enumerate(self.grid.widths, self.grid.left):
            self.sheet.column(column, width)
        # The grid keeps its coordinates, so that formulas know it; only its keys are not written.
        for column in range(self.grid.left):
            self.sheet.column(column, 2, hidden=True)  # what is hidden still needs a width
        for row in range(self.grid.top - 1):
            self.sheet.row(row, hidden=True)
        for row, grid_row in enumerate(self.grid.rows, self.grid.top):
            self.sheet.row(row, grid_row.height)

    def _say(self) -> None:
        row = self.grid.top - 1
        style = theme.live(LiveShow.STATUS)
        self.sheet.frame(Region(row, self.grid.left, row, self.grid.right), style)
        self.sheet.text(row, self.grid.left, self.form.note, style)
        # Two lines of the note above the form.
        self.sheet.row(row, 32)

    def _own(self, box: Computed, *, boxed: bool) -> None:
        style = field_style(box, locked=True, boxed=boxed, grid=self.grid)
        self.sheet.frame(box.region, style)
        formula = formula_of(box, self.addresses, self.number)
        value = self.form.own[box.key]
        self.sheet.formula(box.region.top, box.region.left, formula, properties=style, value=value)

    def _show(self, box: Slot | Computed, *, boxed: bool) -> None:
        shown = self.form.cells.get(box.key, ShownValue())
        style = field_style(box, locked=isinstance(box, Computed), boxed=boxed, grid=self.grid)
        top, left = box.region.top, box.region.left
        if shown.words:
            style = {**style, **_SAID}
            self.sheet.frame(box.region, style)
            self.sheet.text(top, left, shown.words, style)
        elif shown.formula:
            self.sheet.frame(box.region, style)
            self.sheet.formula(top, left, shown.formula, properties=style, value=shown.value)
        else:
            self.sheet.frame(box.region, {**style, **(_EMPTY if boxed else {})})

    def _finish(self, plan: PagePlan) -> None:
        grid = self.grid
        whole = Region(grid.top, grid.left, grid.bottom, grid.right)
        dress_page(self.sheet, whole=whole, paper=grid.paper, plan=plan)
        freeze_head(self.sheet, grid)
        self.sheet.silence_triangles(whole)
