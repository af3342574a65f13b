"""One grid → one protected sheet: boxes, anchors, heights and widths, validations, tints and page setup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from jixiao_xlsx.model.filings.filing import Seal, Value
from jixiao_xlsx.model.forms.printed_words import with_agency
from jixiao_xlsx.model.keys import Key, KeyPattern
from jixiao_xlsx.model.kinds import kind_named
from jixiao_xlsx.sheet import theme
from jixiao_xlsx.sheet.addresses import Addresses
from jixiao_xlsx.sheet.cells import cell_value
from jixiao_xlsx.sheet.grid import Box, Computed, Grid, Live, LiveShow, Printed, PrintedRole, Slot
from jixiao_xlsx.sheet.layout.heights import field_align, indent_of, printed_align, width_of
from jixiao_xlsx.sheet.region import Region
from jixiao_xlsx.sheet.self_check.parts import listed_parts
from jixiao_xlsx.sheet.self_check.state import LiveValues
from jixiao_xlsx.sheet.writer.anchors import write_anchors
from jixiao_xlsx.sheet.writer.checked import CheckedSheet
from jixiao_xlsx.sheet.writer.courtesy import write_conditions, write_validations
from jixiao_xlsx.sheet.writer.formulas import formula_of
from jixiao_xlsx.sheet.writer.page import dress_page, freeze_head, protect
from jixiao_xlsx.sheet.writer.paging import PagePlan, plan_pages
from jixiao_xlsx.sheet.writer.self_check import LiveFormulas
from jixiao_xlsx.sheet.writer.side_sheets import Lists
from jixiao_xlsx.sheet.writer.waiting import WaitingSlot

_PART_WIDTH = 6.0  # hidden; wide enough for a count when somebody unhides it


@dataclass(frozen=True, slots=True)
class FormSheet:
    """One sheet being written; `number` is its place among the form's sheets, as `Addresses` counts them."""

    sheet: CheckedSheet
    grid: Grid
    number: int
    addresses: Addresses
    lists: Lists
    formulas: LiveFormulas | None
    waiting: Mapping[Key, WaitingSlot]

    def write(
        self,
        seal: Seal,
        seal_text: str,
        values: Mapping[Key, Value],
        computed: Mapping[Key, Decimal | str | None],
    ) -> None:
        self._size()
        # Before the boxes: the order of writing is that of the shared strings, which the stamp relies on.
        write_anchors(self.sheet, self.grid, seal_text)
        unboxed = banner_rows(self.grid)
        for box in self.grid.boxes:
            boxed = box.region.top not in unboxed
            if isinstance(box, Printed):
                print_box(self.sheet, box, agency=seal.agency_name, grid=self.grid)
            elif isinstance(box, Slot):
                self._open(box, values.get(box.key), boxed=boxed)
            elif isinstance(box, Computed):
                self._compute(box, computed.get(box.key), boxed=boxed)
        # A locked slot is filled by the office: no prompt, no tint.
        slots = tuple(slot for slot in self.grid.slots() if not slot.field.locked)
        write_validations(self.sheet, slots, self.lists, last=_last_of_blocks(self.grid, slots))
        write_conditions(self.sheet, slots, self.waiting)
        self._finish(slots)

    def write_live(self, live: LiveValues) -> None:
        """The verdicts and figures of 自检, and the line above the form that says whether it may be sent."""
        if self.formulas is None:
            return
        for box in self.grid.boxes:
            if isinstance(box, Live):
                formula = self.formulas.formula(box)
                style = self._live_look(box)
                self.sheet.frame(box.region, style)
                if formula:
                    value = live.get((box.check, box.show), "")
                    self.sheet.formula(box.region.top, box.region.left, formula, properties=style, value=value)
                self._write_parts(box, self.formulas, live)
        row = self.grid.status_row
        if row is not None:
            style = theme.live(LiveShow.STATUS)
            self.sheet.frame(Region(row, self.grid.left, row, self.grid.right), style)
            formula, value = self.formulas.status_elsewhere(), live.get((-1, LiveShow.STATUS), "")
            self.sheet.formula(row, self.grid.left, formula, properties=style, value=value)

    def _write_parts(self, box: Live, formulas: LiveFormulas, live: LiveValues) -> None:
        """The hidden cells beside a line of 自检 that counts part by part."""
        for part, ((row, column), formula) in enumerate(formulas.parts(box)):
            self.sheet.column(column, _PART_WIDTH, hidden=True)
            value = live.get((box.check, part), "")
            self.sheet.formula(row, column, formula, properties=theme.ANCHOR, value=value)

    def _live_look(self, box: Live) -> theme.FormatProperties:
        if self.formulas is None or box.check < 0:
            return theme.live(box.show)
        check = self.formulas.layout.checks[box.check]
        lists = box.show is LiveShow.LEFT and bool(listed_parts(check))
        share = check.share and len(check.truths) == 1
        days = check.shows_days
        return theme.live(box.show, decimals=check.shows_decimals, share=share, days=days, lists=lists)

    def _size(self) -> None:
        for column, width in enumerate(self.grid.widths, self.grid.left):
            self.sheet.column(column, width)
        for row, grid_row in enumerate(self.grid.rows, self.grid.top):
            self.sheet.row(row, grid_row.height)

    def _open(self, box: Slot, value: Value | None, *, boxed: bool) -> None:
        style = field_style(box, locked=box.field.locked, boxed=boxed, grid=self.grid)
        self.sheet.frame(box.region, style)
        content = None if value is None else cell_value(box, value)
        self.sheet.content(box.region.top, box.region.left, content, style)

    def _compute(self, box: Computed, cached: Decimal | str | None, *, boxed: bool) -> None:
        style = field_style(box, locked=True, boxed=boxed, grid=self.grid)
        self.sheet.frame(box.region, style)
        formula = formula_of(box, self.addresses, self.number)
        self.sheet.formula(box.region.top, box.region.left, formula, properties=style, value=cached)

    def _finish(self, slots: tuple[Slot, ...]) -> None:
        grid = self.grid
        whole = Region(grid.top, grid.left, grid.bottom, grid.right)
        dress_page(self.sheet, whole=whole, paper=grid.paper, plan=plan_pages(grid))
        freeze_head(self.sheet, grid)
        self.sheet.silence_triangles(whole)
        protect(self.sheet)
        if slots:
            # The cursor stands where the first thing is to be filled.
            first = slots[0].region
            self.sheet.raw.set_selection(first.top, first.left, first.bottom, first.right)


def print_box(sheet: CheckedSheet, box: Printed, *, agency: str, grid: Grid, plan: PagePlan | None = None) -> None:
    """A printed box with its text or number; `agency` stands where the form prints the agency's name. With a plan a box
    that goes over a page's end is closed and named on both."""
    text, style = printed_look(box, agency)
    style = {**style, **_indented(str(style.get("align", "")), box, grid)} if "border" in style else style
    top, left = box.region.top, box.region.left
    if box.value is None:
        # Not on a blank: what is read back by its labels must find each of them once.
        for part in plan.parts(box.region) if plan else (box.region,):
            sheet.frame(part, style)
            sheet.text(part.top, left, text, style)
        return
    style = {**style, "num_format": _format_that_shows(text, box.value)}
    sheet.frame(box.region, style)
    sheet.number(top, left, box.value, style)


def printed_look(box: Printed, agency: str) -> tuple[str, theme.FormatProperties]:
    """The text of a printed box, and its style."""
    text = with_agency(box.text, agency)
    return text, theme.printed(box.role, box.align or printed_align(box.role, text))


def field_style(box: Slot | Computed, *, locked: bool, boxed: bool, grid: Grid) -> theme.FormatProperties:
    """The format of a slot or computed cell, as its kind shows values."""
    field, kind, align = box.field, kind_named(box.field.kind), field_align(box.field)
    style = theme.slot(number_format=kind.number_format(field), align=align, locked=locked, boxed=boxed)
    return {**style, **theme.NEVER_HASHES} if kind.is_number else {**style, **_indented(align, box, grid)}


def _indented(align: str, box: Box, grid: Grid) -> theme.FormatProperties:
    return {"indent": 1} if indent_of(align, width_of(box.region, left=grid.left, widths=grid.widths)) else {}


def banner_rows(grid: Grid) -> frozenset[int]:
    """Rows of title and banner, whose cells have no box around them."""
    boxes = [box.region for box in grid.printed() if box.role in (PrintedRole.TITLE, PrintedRole.BANNER)]
    return frozenset(row for region in boxes for row in range(region.top, region.bottom + 1))


def _format_that_shows(text: str, value: Decimal) -> str:
    """A number format under which the value shows as exactly the printed text."""
    if text == format(value, "f"):
        return "General" if "." not in text else "0." + "0" * len(text.partition(".")[2])
    # Each sign as itself: a printed 10分 stays a number that formulas can read.
    return "".join(f"\\{sign}" for sign in text)


def _last_of_blocks(grid: Grid, slots: Iterable[Slot]) -> frozenset[Key]:
    """The first slot of the last row of each block of open rows."""
    # A later row of the same block takes the place of an earlier one, a further slot of a row does not.
    last: dict[KeyPattern, Slot] = {}
    for slot in slots:
        block = grid.row_at(slot.region.top).open
        if block and (block not in last or slot.region.top > last[block].region.top):
            last[block] = slot
    return frozenset(slot.key for slot in last.values())
