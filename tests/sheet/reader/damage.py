"""What departments do to a workbook, done to its cells in memory: quick cousins of the real client's damage matrix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from jixiao_xlsx.model.content import Content, ContentType, text
from jixiao_xlsx.sheet.raw.book import RawBook, RawSheet
from jixiao_xlsx.sheet.region import Region

Spot = tuple[int, int]
Cells = Mapping[Spot, Content]


def on_form(book: RawBook, change: Callable[[RawSheet], RawSheet]) -> RawBook:
    """The book with its first sheet, the form, changed."""
    return replace(book, sheets=(change(book.sheets[0]), *book.sheets[1:]))


# ---- whole rows and columns -----------------------------------------------------------------------------------


def insert_row(sheet: RawSheet, at: int) -> RawSheet:
    return _shifted(sheet, lambda row, column: (row + 1 if row >= at else row, column))


def insert_column(sheet: RawSheet, at: int) -> RawSheet:
    return _shifted(sheet, lambda row, column: (row, column + 1 if column >= at else column))


def delete_row(sheet: RawSheet, at: int) -> RawSheet:
    """Deletes a row; the text of a merged cell whose first row it was is lost with it."""
    cells = {(row - (row > at), column): cell for (row, column), cell in sheet.cells.items() if row != at}
    merges = [
        Region(m.top - (m.top > at), m.left, m.bottom - (m.bottom >= at), m.right)
        for m in sheet.merges
        if not (m.top == m.bottom == at)
    ]
    hidden = frozenset(row - (row > at) for row in sheet.hidden_rows if row != at)
    return replace(sheet, cells=cells, merges=tuple(m for m in merges if m.is_merged), hidden_rows=hidden)


def delete_column(sheet: RawSheet, at: int) -> RawSheet:
    """Deletes a column; the text of a merged cell whose first column it was is lost with it."""
    cells = {(row, column - (column > at)): cell for (row, column), cell in sheet.cells.items() if column != at}
    merges = [
        Region(m.top, m.left - (m.left > at), m.bottom, m.right - (m.right >= at))
        for m in sheet.merges
        if not (m.left == m.right == at)
    ]
    hidden = frozenset(column - (column > at) for column in sheet.hidden_columns if column != at)
    return replace(sheet, cells=cells, merges=tuple(m for m in merges if m.is_merged), hidden_columns=hidden)


def swap_rows(sheet: RawSheet, first: int, second: int, *, columns: range) -> RawSheet:
    """Two rows change places within some columns, as a sort does; the cells outside stay."""
    other = {first: second, second: first}
    cells = {
        (other.get(row, row) if column in columns else row, column): cell for (row, column), cell in sheet.cells.items()
    }
    merges = [
        Region(other[m.top], m.left, other[m.top], m.right)
        if m.height == 1 and m.top in other and m.left in columns and m.right in columns
        else m
        for m in sheet.merges
    ]
    return replace(sheet, cells=cells, merges=tuple(merges))


def swap_columns(sheet: RawSheet, first: int, second: int, *, rows: range) -> RawSheet:
    """Two columns change places within some rows; the cells outside stay."""
    other = {first: second, second: first}
    cells = {
        (row, other.get(column, column) if row in rows else column): cell for (row, column), cell in sheet.cells.items()
    }
    return replace(sheet, cells=cells)


def copy_row(sheet: RawSheet, row: int, *, before: int) -> RawSheet:
    """A whole row, hidden keys included, copied and inserted before another."""
    copied = {column: cell for (place, column), cell in sheet.cells.items() if place == row}
    opened = insert_row(sheet, before)
    return replace(opened, cells={**opened.cells, **{(before, column): one for column, one in copied.items()}})


def move_row(sheet: RawSheet, row: int, *, before: int) -> RawSheet:
    """A whole row, hidden keys included, cut and inserted before another."""
    copied = copy_row(sheet, row, before=before)
    return delete_row(copied, row + (row >= before))


# ---- cells ----------------------------------------------------------------------------------------------------


def push_right(sheet: RawSheet, row: int, column: int) -> RawSheet:
    """A cell inserted into a row: the rest of it moves right. Unchanged where a merged cell stands in the way."""
    if any(m.top <= row <= m.bottom and m.right >= column and (m.height > 1 or m.left < column) for m in sheet.merges):
        return sheet
    return _moved(sheet, lambda place: (place[0], place[1] + 1) if place[0] == row and place[1] >= column else place)


def pull_left(sheet: RawSheet, row: int, column: int) -> RawSheet:
    """A cell deleted from a row: the rest of it moves left. Unchanged where a merged cell stands in the way."""
    if any(m.top <= row <= m.bottom and m.right >= column and (m.height > 1 or m.left <= column) for m in sheet.merges):
        return sheet
    kept = replace(sheet, cells={spot: cell for spot, cell in sheet.cells.items() if spot != (row, column)})
    return _moved(kept, lambda place: (place[0], place[1] - 1) if place[0] == row and place[1] > column else place)


def push_down(sheet: RawSheet, row: int, column: int) -> RawSheet:
    """A cell inserted into a column: the rest of it moves down. Unchanged where a merged cell stands in the way."""
    if any(m.left <= column <= m.right and m.bottom >= row and (m.width > 1 or m.top < row) for m in sheet.merges):
        return sheet
    return _moved(sheet, lambda place: (place[0] + 1, place[1]) if place[1] == column and place[0] >= row else place)


def clear(sheet: RawSheet, spots: Iterable[Spot]) -> RawSheet:
    gone = set(spots)
    return replace(sheet, cells={spot: cell for spot, cell in sheet.cells.items() if spot not in gone})


def put(sheet: RawSheet, spot: Spot, content: Content) -> RawSheet:
    return replace(sheet, cells={**sheet.cells, spot: content})


def put_error(sheet: RawSheet, spot: Spot) -> RawSheet:
    return put(sheet, spot, Content(ContentType.ERROR, "#REF!"))


def unmerge(sheet: RawSheet) -> RawSheet:
    return replace(sheet, merges=())


def fill_down(sheet: RawSheet) -> RawSheet:
    """All merged cells taken apart, and what stood in each filled into every cell of it."""
    copies = {
        spot: sheet.cells[m.top, m.left] for m in sheet.merges if (m.top, m.left) in sheet.cells for spot in m.spots()
    }
    return replace(sheet, cells={**sheet.cells, **copies}, merges=())


def edit(sheet: RawSheet, old: str, new: str) -> RawSheet:
    cells = {spot: (text(new) if cell.value == old else cell) for spot, cell in sheet.cells.items()}
    return replace(sheet, cells=cells)


def shift_keys(sheet: RawSheet, at: int, *, by: int, columns: Iterable[int]) -> RawSheet:
    """The cells of the hidden key columns from a row on pushed down, or pulled up over it, while all else stays."""
    some = set(columns)
    kept = {
        (row + by if column in some and row >= at else row, column): cell
        for (row, column), cell in sheet.cells.items()
        if column not in some or not at + by <= row < at
    }
    return replace(sheet, cells=kept)


def permute_rows(sheet: RawSheet, order: Mapping[int, int], *, columns: range) -> RawSheet:
    """Rows put into another order within some columns, as a sort does; a row goes where `order` says."""
    cells = {
        (order.get(row, row) if column in columns else row, column): cell for (row, column), cell in sheet.cells.items()
    }
    return replace(sheet, cells=cells)


# ---- whole sheets ---------------------------------------------------------------------------------------------


def only_visible(book: RawBook) -> RawBook:
    """The visible columns and rows of the form pasted into an empty workbook."""
    form = book.sheets[0]
    rows = [row for row in range(_last(form, 0) + 1) if row not in form.hidden_rows]
    columns = [column for column in range(_last(form, 1) + 1) if column not in form.hidden_columns]
    row_places = {row: number for number, row in enumerate(rows)}
    column_places = {column: number for number, column in enumerate(columns)}
    cells = {
        (row_places[row], column_places[column]): cell
        for (row, column), cell in form.cells.items()
        if row in row_places and column in column_places
    }
    merges = [
        Region(row_places[m.top], column_places[m.left], row_places[m.bottom], column_places[m.right])
        for m in form.merges
        if {m.top, m.bottom} <= row_places.keys() and {m.left, m.right} <= column_places.keys()
    ]
    return replace(book, sheets=(_bare(form, cells, tuple(merges)),))


def pasted(book: RawBook) -> RawBook:
    """Everything on the form's sheet pasted as values into an empty workbook: nothing is merged, hidden or computed."""
    return replace(book, sheets=(_bare(book.sheets[0], book.sheets[0].cells, ()),))


def copied_sheet(book: RawBook) -> RawBook:
    """The form's sheet copied into a workbook of its own: the metadata and the lists stay behind."""
    return replace(book, sheets=book.sheets[:1])


def _bare(form: RawSheet, cells: Cells, merges: tuple[Region, ...]) -> RawSheet:
    values = {spot: replace(cell, formula=None) for spot, cell in cells.items() if cell.raw}
    return RawSheet("Sheet1", form.visibility, values, merges)


def _moved(sheet: RawSheet, move: Callable[[Spot], Spot]) -> RawSheet:
    merges = [
        Region(*move((m.top, m.left)), *move((m.bottom, m.right))) if move((m.top, m.left)) != (m.top, m.left) else m
        for m in sheet.merges
    ]
    return replace(sheet, cells={move(spot): cell for spot, cell in sheet.cells.items()}, merges=tuple(merges))


def _shifted(sheet: RawSheet, move: Callable[[int, int], Spot]) -> RawSheet:
    def grown(m: Region) -> Region:
        top, left = move(m.top, m.left)
        bottom, right = move(m.bottom, m.right)
        return Region(top, left, bottom, right)

    hidden_rows = frozenset(move(row, 0)[0] for row in sheet.hidden_rows)
    hidden_columns = frozenset(move(0, column)[1] for column in sheet.hidden_columns)
    return replace(
        sheet,
        cells={move(*spot): cell for spot, cell in sheet.cells.items()},
        merges=tuple(grown(m) for m in sheet.merges),
        hidden_rows=hidden_rows,
        hidden_columns=hidden_columns,
    )


def _last(sheet: RawSheet, axis: int) -> int:
    return max(spot[axis] for spot in sheet.cells)
