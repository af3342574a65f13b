"""`<measure>` in a table's printed texts becomes the form's 计量单位."""

from __future__ import annotations

from dataclasses import replace

from jixiao_xlsx.model.forms.form import Column, Row, Table
from jixiao_xlsx.model.forms.printed_words import with_measure


def table_with_measure(table: Table, measure: str) -> Table:
    """The table with `<measure>` filled in in its head, stub, corner and printed cells."""

    def said(text: str) -> str:
        return with_measure(text, measure)

    def column(node: Column) -> Column:
        return replace(node, label=said(node.label), children=tuple(map(column, node.children)))

    def row(node: Row) -> Row:
        cells = tuple(replace(cell, text=said(cell.text)) for cell in node.cells)
        return replace(node, label=said(node.label), children=tuple(map(row, node.children)), cells=cells)

    return replace(
        table,
        columns=tuple(map(column, table.columns)),
        rows=tuple(map(row, table.rows)),
        corner=tuple(map(said, table.corner)),
    )
