"""Lines: label–cell pairs side by side, and the banner above the form."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao_xlsx.model.forms.form import Banner, Cell, Line, LinePart
from jixiao_xlsx.model.keys import format_key
from jixiao_xlsx.sheet.grid import Box, Computed, Printed, PrintedRole, Slot
from jixiao_xlsx.sheet.layout.canvas import Canvas
from jixiao_xlsx.sheet.layout.context import LayoutContext
from jixiao_xlsx.sheet.layout.heights import rows_needed, width_of
from jixiao_xlsx.sheet.region import Region


@dataclass(frozen=True, slots=True)
class Naming:
    """How a line is named: `name` where no cell gives its row a key; `title` for a cell without a label of its own
    and none above it, looked for down from row `since`."""

    name: str
    title: str = ""
    since: int = 0


def place_line(
    canvas: Canvas, line: Line, *, top: int, left: int, right: int, context: LayoutContext, naming: Naming
) -> int:
    """Places one line between two columns; returns the row below it."""
    spans = _spans(line.spans, sum(_boxes_of(part) for part in line.parts), right - left + 1)
    column = left
    pieces: list[tuple[LinePart, str | Cell, int, int]] = []
    for part in line.parts:
        for content in _contents(part):
            width = spans[len(pieces)]
            pieces.append((part, content, column, column + width - 1))
            column += width
    # All boxes of a line are as tall as its tallest, or the form would have holes.
    tall = max([line.tall, *(_tall(canvas, piece[1], piece[2], piece[3], top) for piece in pieces)])
    for part, content, first, last in pieces:
        region = Region(top, first, top + tall - 1, last)
        above = canvas.label_above(region, since=naming.since)
        label = quoted_label(context.text(part.label) or above or naming.title)
        canvas.add(_box(region, part, content, label=label, context=context))
    # The keys themselves: a row that is named by what it asks stays named so when the form is edited.
    keys = [format_key(context.key(part.cell.key)) for part in line.parts if part.cell and part.cell.key]
    canvas.claim_rows(top, top + tall - 1, "|".join(keys) or naming.name)
    return top + tall


def place_banner(canvas: Canvas, banner: Banner, *, row: int, context: LayoutContext, name: str) -> int:
    """Places one banner line over the whole width; returns the row below it."""
    before = len(canvas.boxes)
    line = Line(banner.parts, banner.spans)
    below = place_line(
        canvas, line, top=row, left=canvas.left, right=canvas.right, context=context, naming=Naming(name)
    )
    role = PrintedRole.TITLE if banner.is_title else PrintedRole.BANNER
    for number, box in enumerate(canvas.boxes[before:], before):
        if isinstance(box, Printed):
            canvas.boxes[number] = Printed(box.region, box.text, role, box.align)
    return below


def box_of(cell: Cell, region: Region, *, label: str, context: LayoutContext) -> Box:
    """The box of a leaf cell: a slot, a computed cell, or printed text that may carry a value."""
    key = context.key(cell.key)
    if cell.field is None:
        return Printed(
            region,
            context.text(cell.text),
            PrintedRole.VALUE,
            key=key if cell.value is not None else (),
            value=cell.value,
        )
    words = [word for word in (*context.prefix, label) if word]
    # A word once: the group's and the row's label are often the same.
    said = "·".join(word for number, word in enumerate(words) if word not in words[:number])
    return (Computed if cell.field.compute else Slot)(region, key, cell.field, said)


def quoted_label(label: str) -> str:
    """A printed label as it is quoted in messages: one line, no colon at its end."""
    return " ".join(label.split()).rstrip("：:")


def _boxes_of(part: LinePart) -> int:
    return len(_contents(part))


def _contents(part: LinePart) -> list[str | Cell]:
    if part.cell is None:
        return [part.label]
    return [part.label, part.cell] if part.label else [part.cell]


def _spans(spans: tuple[int, ...], boxes: int, width: int) -> list[int]:
    # The last box takes the rest, whatever the spec says of it.
    given = list(spans[: boxes - 1]) + [1] * max(0, boxes - 1 - len(spans))
    return [*given, width - sum(given)]


def _tall(canvas: Canvas, content: str | Cell, first: int, last: int, top: int) -> int:
    if isinstance(content, str) or content.field is None:
        return 1
    pixels = width_of(Region(top, first, top, last), left=canvas.left, widths=canvas.widths)
    return rows_needed(content.field, pixels)


def _box(region: Region, part: LinePart, content: str | Cell, *, label: str, context: LayoutContext) -> Box:
    if isinstance(content, Cell):
        return box_of(content, region, label=label, context=context)
    role = PrintedRole.LABEL if content else PrintedRole.FILLER
    return Printed(region, context.text(content), role, part.align)
