"""A form with what was filed in it, as it is printed: plain values, all locked, nothing hidden, no seal, no keys."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

from jixiao_xlsx.model.forms.printed_words import with_agency
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.sheet import theme
from jixiao_xlsx.sheet.addresses import tab_names
from jixiao_xlsx.sheet.grid import Computed, FormGrid, Grid, GridRow, Printed, PrintedRole, Slot
from jixiao_xlsx.sheet.layout.grown import grown_grid
from jixiao_xlsx.sheet.layout.heights import LEAST_HEIGHT, TALLEST, text_height, width_of
from jixiao_xlsx.sheet.layout.shrunk import shrunk_grid
from jixiao_xlsx.sheet.region import Region
from jixiao_xlsx.sheet.theme import BODY_POINTS
from jixiao_xlsx.sheet.writer.blank import CREATED
from jixiao_xlsx.sheet.writer.checked import CheckedBook, CheckedSheet
from jixiao_xlsx.sheet.writer.form_sheet import banner_rows, field_style, print_box
from jixiao_xlsx.sheet.writer.package import lock_structure
from jixiao_xlsx.sheet.writer.page import dress_page, freeze_head, protect
from jixiao_xlsx.sheet.writer.paging import plan_pages
from jixiao_xlsx.xlsx_refusals import refusals

PrintedValue = Decimal | str | date
_LABEL_WIDTH = 12.0  # six 汉字: 审核意见： and its like on one line
# The last 表 of the title, with the word that says what kind of 表 it was.
_TITLE = re.compile(r"(?:申报|填报)?表(?=[^表]*\Z)")
_LOCKED: theme.FormatProperties = MappingProxyType({"locked": True})


@dataclass(frozen=True, slots=True)
class PrintContents:
    """What is printed: `contents` of slots and computed cells by key (a cell that is not there is empty), the agency's
    name where the form prints it, the word that the title ends with (批复表), and labelled lines below the form. Where
    it is told which slots were `filled`, the open rows without any of them are left out."""

    agency: str
    contents: Mapping[Key, PrintedValue]
    word: str = ""
    below: Sequence[tuple[str, str]] = ()
    filled: Collection[Key] | None = None


def write_printed(layout: FormGrid, wanted: PrintContents, *, created: datetime = CREATED) -> bytes:
    """The .xlsx; the same input gives the same bytes. Raises WorkbookError where Excel could not hold it."""
    texts = {key: content for key, content in wanted.contents.items() if isinstance(content, str)}
    sheets = [(tab, grid) for tab, grid in zip(tab_names(layout), layout.sheets, strict=True) if not grid.aside]
    with refusals():
        book = CheckedBook(title=printed_title(layout, wanted), created=created)
        for number, (tab, grid) in enumerate(sheets):
            last = number == len(sheets) - 1
            below = tuple(wanted.below) if last else ()
            shown = grid if wanted.filled is None else shrunk_grid(grid, wanted.filled)
            _PrintedSheet(book.sheet(tab), grown_grid(shown, texts), wanted, below).write()
        package = book.close()
    return lock_structure(package)


def printed_title(layout: FormGrid, wanted: PrintContents) -> str:
    """The form's title as it stands on the print: 部门整体绩效目标批复表."""
    return retitled(layout.form.printed_title(layout.year, wanted.agency), wanted.word)


def retitled(title: str, word: str) -> str:
    """`绩效目标申报表` with 批复表 becomes `绩效目标批复表`; a title that is no 表 says the word in brackets."""
    if not word or title.rstrip().endswith(word):
        return title
    return _TITLE.sub(word, title) if _TITLE.search(title) else f"{title}（{word.removesuffix('表')}）"


@dataclass(frozen=True, slots=True)
class _PrintedSheet:
    sheet: CheckedSheet
    grid: Grid
    wanted: PrintContents
    below: tuple[tuple[str, str], ...]

    def write(self) -> None:
        grid = self.grid
        for column, width in enumerate(grid.widths):
            self.sheet.column(column, width)
        for row, grid_row in enumerate(grid.rows):
            self.sheet.row(row, grid_row.height)
        plan = plan_pages(self._with_remarks())
        unboxed, named = banner_rows(grid), _title_box(grid, self.wanted)
        for box in grid.boxes:
            if isinstance(box, Printed):
                said = named if named and box.region == named.region else box
                print_box(self.sheet, said, agency=self.wanted.agency, grid=grid, plan=plan)
            elif isinstance(box, Slot | Computed):
                self._fill(box, boxed=box.region.top not in unboxed)
        bottom = self._remarks()
        whole = Region(0, 0, bottom, grid.right)
        dress_page(self.sheet, whole=whole, paper=grid.paper, plan=plan)
        freeze_head(self.sheet, grid)
        self.sheet.silence_triangles(whole)
        protect(self.sheet)

    def _fill(self, box: Slot | Computed, *, boxed: bool) -> None:
        content = self.wanted.contents.get(box.key)
        # Locked, but without the grey of locked cells: on a print it would say nothing.
        style = {**field_style(box, locked=False, boxed=boxed, grid=self.grid), **_LOCKED}
        if isinstance(content, str):
            # What was prepared as words must not be shrunk into one line like a number.
            style |= {"num_format": "General", "text_wrap": True, "shrink": False}
        self.sheet.frame(box.region, style)
        if content is not None:
            self.sheet.content(box.region.top, box.region.left, content, style)

    def _remarks(self) -> int:
        """The labelled lines below the form; returns the last row."""
        row = self.grid.bottom
        split = self._split()
        value = {**theme.printed(PrintedRole.VALUE), "align": "left", "bg_color": "#FFFFFF", **_LOCKED}
        for (label, text), height in zip(self.below, self._remark_heights(), strict=True):
            row += 1
            self.sheet.row(row, height)
            left, right = Region(row, 0, row, split), Region(row, min(split + 1, self.grid.right), row, self.grid.right)
            self.sheet.frame(left, theme.printed(PrintedRole.LABEL))
            self.sheet.text(row, 0, label, theme.printed(PrintedRole.LABEL))
            self.sheet.frame(right, value)
            self.sheet.text(row, right.left, text, value)
        return row

    def _remark_heights(self) -> tuple[float, ...]:
        grid = self.grid
        region = Region(0, min(self._split() + 1, grid.right), 0, grid.right)
        pixels = width_of(region, left=0, widths=grid.widths)
        return tuple(
            min(TALLEST, max(LEAST_HEIGHT, text_height(text, pixels, BODY_POINTS) + 2)) for _, text in self.below
        )

    def _split(self) -> int:
        """The last column of the labels below: wide enough for them, and never the whole sheet."""
        width = 0.0
        for column, own in enumerate(self.grid.widths):
            width += own
            if width >= _LABEL_WIDTH:
                # One column at least is left for the text.
                return min(column, max(0, len(self.grid.widths) - 2))
        return 0

    def _with_remarks(self) -> Grid:
        """The grid with the lines below, for the pages."""
        heights = self._remark_heights()
        more = tuple(GridRow(f"below#{number}", height) for number, height in enumerate(heights, 1))
        return replace(self.grid, rows=(*self.grid.rows, *more))


def _title_box(grid: Grid, wanted: PrintContents) -> Printed | None:
    """The printed box of the title, said with the wanted word: the one that names a 表, else the first."""
    titles: list[Printed] = [box for box in grid.printed() if box.role is PrintedRole.TITLE and box.text]
    if not titles or not wanted.word:
        return None
    box = next((title for title in titles if _TITLE.search(title.text)), titles[0])
    return replace(box, text=retitled(with_agency(box.text, wanted.agency), wanted.word))
