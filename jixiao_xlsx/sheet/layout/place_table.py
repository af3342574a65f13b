"""Tables: a row tree (the stub) crossed with a column tree (the head); a parent's label spans its leaves."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao_xlsx.model.forms.form import Column, Open, Row, Table
from jixiao_xlsx.model.keys import ALL, format_key
from jixiao_xlsx.sheet.grid import Printed, PrintedRole
from jixiao_xlsx.sheet.layout.canvas import Canvas
from jixiao_xlsx.sheet.layout.context import LayoutContext
from jixiao_xlsx.sheet.layout.heights import rows_needed, width_of
from jixiao_xlsx.sheet.layout.place_lines import box_of, quoted_label
from jixiao_xlsx.sheet.region import Region


@dataclass(frozen=True, slots=True)
class _LeafSpan:
    """The grid columns of one leaf column, and the head's words above it."""

    left: int
    right: int
    words: tuple[str, ...]


@dataclass(slots=True)
class TablePlacer:
    """One table being placed: its columns' spans are known before its rows are."""

    canvas: Canvas
    table: Table
    context: LayoutContext
    name: str
    left: int
    right: int
    section_left: int

    def place(self, top: int) -> tuple[int, int]:
        """Places head and rows; returns the row below the body and the row below the foot."""
        row = self._place_head(top) if self.table.head else top
        for branch in self.table.rows:
            if not branch.foot:
                row = self._place_row(branch, row, level=0, words=(), context=self.context)
        body = row
        for branch in self.table.rows:
            if branch.foot:
                row = self._place_foot(branch, row)
        return body, row

    @property
    def stub_edges(self) -> list[int]:
        """The left column of each stub level, and the first column of the body at the end."""
        edges = [self.left]
        for span in self.table.stub:
            edges.append(edges[-1] + span)
        return edges

    def _spans(self) -> list[_LeafSpan]:
        leaves = self.table.leaf_columns()
        words = [path for column in self.table.columns for path in _paths(column, self.context)]
        spans, column = [], self.stub_edges[-1]
        for number, leaf in enumerate(leaves):
            last = self.right if number == len(leaves) - 1 else column + leaf.span - 1
            spans.append(_LeafSpan(column, last, words[number]))
            column = last + 1
        return spans

    def _place_head(self, top: int) -> int:
        depth = max(column.depth() for column in self.table.columns)
        bottom = top + depth - 1
        for row in range(top, bottom + 1):
            self.canvas.claim(row, f"{self.name}#h{row - top + 1}")
        self._place_corner(top, bottom)
        spans = self._spans()
        position = 0
        for column in self.table.columns:
            count = len(column.leaves())
            self._place_column(column, spans[position : position + count], top, bottom)
            position += count
        return bottom + 1

    def _place_corner(self, top: int, bottom: int) -> None:
        edges = self.stub_edges
        if not self.table.stub:
            return
        # One text over all stub levels, else one for each.
        if len(self.table.corner) <= 1:
            text = self.table.corner[0] if self.table.corner else ""
            self._print(Region(top, self.left, bottom, edges[-1] - 1), text, PrintedRole.HEAD)
            return
        for text, first, after in zip(self.table.corner, edges[:-1], edges[1:], strict=True):
            self._print(Region(top, first, bottom, after - 1), text, PrintedRole.HEAD)

    def _place_column(self, column: Column, spans: list[_LeafSpan], top: int, bottom: int) -> None:
        last = top if column.children else bottom
        self._print(Region(top, spans[0].left, last, spans[-1].right), column.label, PrintedRole.HEAD)
        position = 0
        for child in column.children:
            count = len(child.leaves())
            self._place_column(child, spans[position : position + count], top + 1, bottom)
            position += count

    def _print(self, region: Region, text: str, role: PrintedRole) -> None:
        self.canvas.add(Printed(region, self.context.text(text), role))

    def _place_row(self, row: Row, top: int, *, level: int, words: tuple[str, ...], context: LayoutContext) -> int:
        if row.children:
            below = top
            # A group without a label takes no column: its children stand where it would.
            inner = level + 1 if row.label else level
            said = (*words, quoted_label(context.text(row.label))) if row.label else words
            for child in row.children:
                below = self._place_row(child, below, level=inner, words=said, context=context)
            if row.label:
                edges = self.stub_edges
                region = Region(top, edges[level], below - 1, edges[level + 1] - 1)
                self.canvas.add(Printed(region, context.text(row.label), PrintedRole.STUB))
            return below
        if row.open:
            return self._place_open(row, top, level=level, words=words, context=context)
        said = (*words, quoted_label(context.text(row.label))) if row.label else words
        below = self._place_leaf(row, top, words=said, context=context)
        self._stub(Region(top, self.stub_edges[level], below - 1, self.stub_edges[-1] - 1), row.label, context)
        return below

    def _place_open(self, row: Row, top: int, *, level: int, words: tuple[str, ...], context: LayoutContext) -> int:
        """Open rows: the block's label spans them all; a label of their own (职能<n>) stands on each."""
        opened: Open = row.open or Open(1, 0, 1)
        below, edges = top, self.stub_edges
        own_labels = bool(opened.label)
        inner = level + 1 if row.label and own_labels else level
        said = (*words, quoted_label(context.text(row.label))) if row.label else words
        for index in range(1, context.count(row.pattern, opened) + 1):
            inside = context.inside(index, "n")
            spoken = quoted_label(inside.text(opened.label)) if own_labels else f"第{index}行"
            # Open rows may be tall; the next begins where this one ends.
            start = below
            below = self._place_leaf(row, start, words=(*said, spoken), context=inside)
            if own_labels:
                self._stub(Region(start, edges[inner], below - 1, edges[-1] - 1), opened.label, inside)
        if row.label or not own_labels:
            # Without labels of their own the block's label takes all stub levels that are left.
            last = edges[inner] - 1 if own_labels else edges[-1] - 1
            self._stub(Region(top, edges[level], below - 1, last), row.label, context)
        return below

    def _place_leaf(self, row: Row, top: int, *, words: tuple[str, ...], context: LayoutContext) -> int:
        spans = self._spans()
        tall = max([row.tall, *(self._tall(row, number, span) for number, span in enumerate(spans))])
        for cell, span in zip(row.cells, spans, strict=True):
            region = Region(top, span.left, top + tall - 1, span.right)
            self.canvas.add(box_of(cell, region, label="·".join((*words, *span.words)), context=context))
        identity = format_key(context.key(row.pattern))
        block = (*context.key(row.pattern)[:-1], ALL) if row.open else ()
        self.canvas.claim_rows(top, top + tall - 1, identity, block)
        return top + tall

    def _tall(self, row: Row, number: int, span: _LeafSpan) -> int:
        field = row.cells[number].field
        if field is None:
            return 1
        pixels = width_of(Region(0, span.left, 0, span.right), left=self.canvas.left, widths=self.canvas.widths)
        return rows_needed(field, pixels)

    def _place_foot(self, row: Row, top: int) -> int:
        spans = self._spans()[-len(row.cells) :]
        words = (quoted_label(self.context.text(row.label)),)
        for cell, span in zip(row.cells, spans, strict=True):
            region = Region(top, span.left, top, span.right)
            self.canvas.add(box_of(cell, region, label="·".join((*words, *span.words)), context=self.context))
        self._stub(Region(top, self.section_left, top, spans[0].left - 1), row.label, self.context)
        self.canvas.claim(top, format_key(self.context.key(row.pattern)))
        return top + 1

    def _stub(self, region: Region, label: str, context: LayoutContext) -> None:
        if region.width > 0:
            self.canvas.add(Printed(region, context.text(label), PrintedRole.STUB if label else PrintedRole.FILLER))


def _paths(column: Column, context: LayoutContext) -> list[tuple[str, ...]]:
    own = (quoted_label(context.text(column.label)),) if column.label else ()
    if not column.children:
        return [own]
    return [(*own, *path) for child in column.children for path in _paths(child, context)]
