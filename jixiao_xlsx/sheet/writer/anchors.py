"""The hidden anchors that hold a returned workbook together: seal row, column tokens, row ids at both edges."""

from __future__ import annotations

from jixiao_xlsx.sheet import theme
from jixiao_xlsx.sheet.grid import Grid
from jixiao_xlsx.sheet.writer.checked import CheckedSheet

TOKEN_ROW_ID = "#tokens"
_KEY_COLUMN_WIDTH = 12.0  # hidden; wide enough to read an id when somebody unhides it


def write_anchors(sheet: CheckedSheet, grid: Grid, seal_text: str) -> None:
    """Hides the seal in row 0, the tokens in both token rows, and the row ids in both key columns.

    The seal stands in both key columns and in the first visible one, so that it survives a copy of the visible
    columns; both key columns of a token row hold `#tokens`.
    """
    first, last = grid.key_columns
    for column in (first, last):
        sheet.column(column, _KEY_COLUMN_WIDTH, hidden=True)
    for column in (first, grid.left, last):
        sheet.text(grid.seal_row, column, seal_text, theme.ANCHOR)
    sheet.row(grid.seal_row, hidden=True)
    for row in grid.token_rows:
        _write_tokens(sheet, grid, row)
    for row, grid_row in enumerate(grid.rows, grid.top):
        for column in (first, last):
            sheet.text(row, column, grid_row.id, theme.ANCHOR)


def _write_tokens(sheet: CheckedSheet, grid: Grid, row: int) -> None:
    for column in grid.key_columns:
        sheet.text(row, column, TOKEN_ROW_ID, theme.ANCHOR)
    for column in range(grid.left, grid.right + 1):
        sheet.text(row, column, grid.token(column), theme.ANCHOR)
    sheet.row(row, hidden=True)
