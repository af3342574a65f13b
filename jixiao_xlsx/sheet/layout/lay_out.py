"""Lays a form out for one year: sections below and beside one another on the one column grid of each sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from jixiao_xlsx.model.forms.form import Form, Section, Sheet
from jixiao_xlsx.model.keys import KeyPattern, format_key
from jixiao_xlsx.model.kinds import kind_named
from jixiao_xlsx.sheet.grid import Box, FormGrid, Grid, Printed, PrintedRole, Slot
from jixiao_xlsx.sheet.layout.canvas import Canvas
from jixiao_xlsx.sheet.layout.check_lines import Asker
from jixiao_xlsx.sheet.layout.check_page import self_check_grid
from jixiao_xlsx.sheet.layout.context import LayoutContext
from jixiao_xlsx.sheet.layout.place_lines import Naming, place_banner, place_line, quoted_label
from jixiao_xlsx.sheet.layout.place_table import TablePlacer
from jixiao_xlsx.sheet.region import Region

# Above the form: seal, tokens, state of 自检; left of it: the row ids.
TOP, LEFT = 3, 1
# A season's forms, this year's and last year's, at two counts each.
_KEPT = 32


def lay_out(form: Form, year: int, counts: Mapping[KeyPattern, int] | None = None) -> FormGrid:
    """The grid of a form for its fiscal year.

    `counts` asks for other numbers of open rows or repeats than the form shows, by pattern
    (`indicators.output.quantity[*]`) or, inside a repeat, by concrete block; they end at the form's `most`.
    Raises LayoutError where boxes overlap, a cell is left over, or two rows have one key. The grids laid out last are
    kept: the same form (the very object) asked for again gives the same grid.
    """
    asked = dict(counts or {})
    return _kept(_Same(form), year, tuple(asked.items()))


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A form as a key that only the very same object equals: comparing two forms costs as much as laying one out."""

    form: Form

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.form is self.form

    def __hash__(self) -> int:
        return id(self.form)


@lru_cache(maxsize=_KEPT)
def _kept(same: _Same, year: int, counts: tuple[tuple[KeyPattern, int], ...]) -> FormGrid:
    form, asked = same.form, dict(counts)
    sheets = tuple(_lay_out_sheet(sheet, LayoutContext(year, asked)) for sheet in form.sheets)
    checks = Asker.of(form, (box for grid in sheets for box in grid.boxes)).checks()
    # Last: it is about the others, and its sheet may be lost without harm.
    own = self_check_grid(checks, top=TOP, left=LEFT)
    counted = tuple(sorted(asked.items(), key=lambda item: format_key(item[0])))
    return FormGrid(form, year, counted, (*sheets, own), checks)


def _lay_out_sheet(sheet: Sheet, context: LayoutContext) -> Grid:
    canvas = Canvas(top=TOP, left=LEFT, widths=sheet.widths)
    row = TOP
    for number, banner in enumerate(sheet.banner, 1):
        row = place_banner(canvas, banner, row=row, context=context, name=f"banner#{number}")
    for section in sheet.sections:
        row = _place_section(canvas, section, row, canvas.left, canvas.right, context)
    canvas.check()
    return Grid(
        name=context.text(sheet.name),
        widths=sheet.widths,
        rows=canvas.rows(),
        boxes=tuple(_in_year(box, context.year) for box in canvas.in_reading_order()),
        paper=sheet.paper,
        head_rows=_head_rows(canvas, sheet.paper.repeat_head),
        top=TOP,
        left=LEFT,
    )


def _in_year(box: Box, year: int) -> Box:
    """The box, asking for what its kind makes of the year."""
    if not isinstance(box, Slot):
        return box
    asked = kind_named(box.field.kind).in_year(box.field, year)
    return box if asked is box.field else replace(box, field=asked)


def _place_section(canvas: Canvas, section: Section, top: int, left: int, right: int, context: LayoutContext) -> int:
    if section.repeat is None:
        return _place_once(canvas, section, top, left, right, context)
    row = top
    for index in range(1, context.count(section.key, section.repeat) + 1):
        mark = f"<{section.repeat.name}>"
        # The first printed label that counts the repeats names them; without one 第1组 must do.
        label = next((label for label in _labels(section) if mark in label), f"第{mark}组")
        inside = context.inside(index, section.repeat.name, prefix=quoted_label(label.replace(mark, str(index))))
        row = _place_once(canvas, section, row, left, right, inside)
    return row


def _place_once(canvas: Canvas, section: Section, top: int, left: int, right: int, context: LayoutContext) -> int:
    """One section's body, then its side title merged down over it (a table's foot stands below the title)."""
    inner = left + section.side if section.title else left
    body = below = top
    if section.table is not None:
        name = format_key(context.key(section.key))
        placer = TablePlacer(canvas, section.table, context, name, inner, right, left)
        body, below = placer.place(top)
    elif section.lines:
        body = below = _place_lines(canvas, section, top, inner, right, context)
    elif section.beside:
        body = below = _place_beside(canvas, section, top, inner, right, context)
    else:
        for child in section.sections:
            below = _place_section(canvas, child, below, inner, right, context)
        body = below
    if section.title:
        region = Region(top, left, body - 1, inner - 1)
        canvas.add(Printed(region, context.text(section.title), PrintedRole.SIDE))
    return below


def _place_lines(canvas: Canvas, section: Section, top: int, left: int, right: int, context: LayoutContext) -> int:
    row = top
    title = context.text(section.title)
    for number, line in enumerate(section.lines, 1):
        name = f"{format_key(context.key(section.key))}#{number}"
        row = place_line(
            canvas, line, top=row, left=left, right=right, context=context, naming=Naming(name, title, top)
        )
    return row


def _place_beside(canvas: Canvas, section: Section, top: int, left: int, right: int, context: LayoutContext) -> int:
    column, bottoms = left, []
    for number, child in enumerate(section.beside):
        # The last one takes what is left, so that widths need not be counted twice in the spec.
        last = right if number == len(section.beside) - 1 else column + child.take - 1
        bottoms.append((_place_section(canvas, child, top, column, last, context), column, last))
        column = last + 1
    # Neighbours end together: what is short is filled with an empty printed box.
    below = max(bottom for bottom, _, _ in bottoms)
    for bottom, first, last in bottoms:
        if bottom < below:
            canvas.add(Printed(Region(bottom, first, below - 1, last), "", PrintedRole.FILLER))
    return below


def _labels(section: Section) -> Iterator[str]:
    yield section.title
    for line in section.lines:
        yield from (part.label for part in line.parts)
    for child in (*section.sections, *section.beside):
        yield from _labels(child)


def _head_rows(canvas: Canvas, name: str) -> tuple[int, int] | None:
    """The rows of the head that repeats on every page: those of the named section's table."""
    marks = canvas.rows_named(f"{name}#h") if name else ()
    return (marks[0], marks[-1]) if marks else None
