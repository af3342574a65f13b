"""What departments do to a workbook, done to its cells in memory: quick cousins of the real client's damage matrix."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from jixiao_xlsx.model.content import Content, text
from jixiao_xlsx.sheet.raw.book import RawBook, RawSheet
from jixiao_xlsx.sheet.region import Region

Cells = Mapping[tuple[int, int], Content]


def on_form(book: RawBook, change: Callable[[RawSheet], RawSheet]) -> RawBook:
    """The book with its first sheet, the form, changed."""
    return replace(book, sheets=(change(book.sheets[0]), *book.sheets[1:]))


def insert_row(sheet: RawSheet, at: int) -> RawSheet:
    return _shifted(sheet, lambda row, column: (row + 1 if row >= at else row, column))


def insert_column(sheet: RawSheet, at: int) -> RawSheet:
    return _shifted(sheet, lambda row, column: (row, column + 1 if column >= at else column))


def delete_row(sheet: RawSheet, at: int) -> RawSheet:
    cells = {(row - (row > at), column): one for (row, column), one in sheet.cells.items() if row != at}
    merges = [
        Region(m.top - (m.top > at), m.left, m.bottom - (m.bottom >= at), m.right)
        for m in sheet.merges
        if not (m.top == m.bottom == at)
    ]
    # a merged cell whose first row goes keeps its text in a spreadsheet program's copy of the merge: it is lost
    return replace(sheet, cells=cells, merges=tuple(m for m in merges if m.is_merged), hidden_rows=frozenset())


def delete_column(sheet: RawSheet, at: int) -> RawSheet:
    cells = {(row, column - (column > at)): one for (row, column), one in sheet.cells.items() if column != at}
    merges = [
        Region(m.top, m.left - (m.left > at), m.bottom, m.right - (m.right >= at))
        for m in sheet.merges
        if not (m.left == m.right == at)
    ]
    return replace(sheet, cells=cells, merges=tuple(m for m in merges if m.is_merged), hidden_columns=frozenset())


def swap_rows(sheet: RawSheet, first: int, second: int, *, columns: range) -> RawSheet:
    """Two rows change places within some columns, as a sort does; the cells outside stay."""
    other = {first: second, second: first}
    cells = {
        (other.get(row, row) if column in columns else row, column): one for (row, column), one in sheet.cells.items()
    }
    return replace(sheet, cells=cells)


def only_visible(book: RawBook) -> RawBook:
    """The visible columns and rows of the form pasted into an empty workbook."""
    form = book.sheets[0]
    rows = [row for row in range(_last(form, 0) + 1) if row not in form.hidden_rows]
    columns = [column for column in range(_last(form, 1) + 1) if column not in form.hidden_columns]
    row_places = {row: number for number, row in enumerate(rows)}
    column_places = {column: number for number, column in enumerate(columns)}
    cells = {
        (row_places[row], column_places[column]): one
        for (row, column), one in form.cells.items()
        if row in row_places and column in column_places
    }
    sheet = RawSheet("Sheet1", form.visibility, {spot: replace(one, formula=None) for spot, one in cells.items()})
    return replace(book, sheets=(sheet,))


def pasted(book: RawBook) -> RawBook:
    """Everything on the form's sheet pasted as values into an empty workbook: nothing is merged, hidden or computed."""
    form = book.sheets[0]
    cells = {spot: replace(one, formula=None) for spot, one in form.cells.items()}
    return replace(book, sheets=(RawSheet("Sheet1", form.visibility, cells),))


def edit(sheet: RawSheet, old: str, new: str) -> RawSheet:
    cells = {spot: (text(new) if one.value == old else one) for spot, one in sheet.cells.items()}
    return replace(sheet, cells=cells)


def _shifted(sheet: RawSheet, move: Callable[[int, int], tuple[int, int]]) -> RawSheet:
    def grown(m: Region) -> Region:
        top, left = move(m.top, m.left)
        bottom, right = move(m.bottom, m.right)
        return Region(top, left, bottom, right)

    hidden_rows = frozenset(move(row, 0)[0] for row in sheet.hidden_rows)
    hidden_columns = frozenset(move(0, column)[1] for column in sheet.hidden_columns)
    return replace(
        sheet,
        cells={move(*spot): one for spot, one in sheet.cells.items()},
        merges=tuple(grown(m) for m in sheet.merges),
        hidden_rows=hidden_rows,
        hidden_columns=hidden_columns,
    )


def _last(sheet: RawSheet, axis: int) -> int:
    return max(spot[axis] for spot in sheet.cells)
