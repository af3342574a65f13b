"""The tables of an OpenDocument content part: positions, repeats, visibility, protection."""

from __future__ import annotations

from jixiao_xlsx.model.content import Content
from jixiao_xlsx.sheet.raw.contents.grouped_formulas import GroupedFormulas
from jixiao_xlsx.sheet.raw.contents.sheets import MAX_COLUMN, MAX_ROW, RawSheet, Visibility
from jixiao_xlsx.sheet.raw.contents.sparse import Extent, merge_of
from jixiao_xlsx.sheet.raw.foreign.limits import FileTally, Limit
from jixiao_xlsx.sheet.raw.foreign.namespaces import DRAW, OFFICE, STYLE, TABLE, TEXT
from jixiao_xlsx.sheet.raw.foreign.xml import OnClose, OnOpen
from jixiao_xlsx.sheet.raw.ods.cell import CellReader
from jixiao_xlsx.sheet.raw.ods.looks import OdsLooks
from jixiao_xlsx.sheet.region import Region

# A row or column that was hidden or folded away, or that a filter hides; all others are `visible`.
_HIDING = frozenset({"collapse", "filter"})
_DRAWINGS = ("frame", "custom-shape", "rect", "line", "ellipse", "g", "control", "connector", "caption")


def _count(attributes: dict[str, str], name: str) -> int:
    count = int(TABLE.attribute(attributes, name, "1"))
    if count < 1:
        raise ValueError(name)
    return count


class _OdsTable:
    """One sheet while it is read; `row` and `column` are the next position to fill."""

    def __init__(self, tally: FileTally, *, name: str, style: str, protected: bool) -> None:
        self.name, self.style, self.protected = name, style, protected
        self.cells: dict[tuple[int, int], Content] = {}
        self.merges: list[Region] = []
        self.extent = Extent(tally)
        self.row = self.column = self.next_column = 0
        self.row_repeats, self.cell_repeats = 1, 1
        self.row_hidden = False
        self.row_contents: list[tuple[int, Content]] = []
        self.external = False
        self.cell_style = self.row_style = ""
        self.struck_columns: set[int] = set()
        self.formulas = GroupedFormulas(tally)
        self._tally = tally

    def put(self, content: Content) -> None:
        """The content at the next columns, as often as the cell repeats; counted before it is repeated."""
        # A single element may say that it repeats a million times a million times.
        self._tally.add(Limit.CELLS, self.cell_repeats * self.row_repeats)
        if self.column + self.cell_repeats - 1 > MAX_COLUMN or self.row + self.row_repeats - 1 > MAX_ROW:
            raise ValueError("a cell outside the sheet")
        self.row_contents.extend((self.column + step, content) for step in range(self.cell_repeats))

    def merge(self, *, height: int, width: int) -> None:
        if height > 1 or width > 1:
            region = Region(self.row, self.column, self.row + height - 1, self.column + width - 1)
            merge_of(region, self._tally, self.merges)

    def fill(self, *, height: int, width: int) -> None:
        """A formula whose results fill a range, of which only this cell says so."""
        if height > 1 or width > 1:
            self.formulas.fill(Region(self.row, self.column, self.row + height - 1, self.column + width - 1))

    def end_row(self) -> None:
        for step in range(self.row_repeats if self.row_contents else 0):
            self.cells.update(((self.row + step, column), content) for column, content in self.row_contents)
        # As a range: LibreOffice hides all rows down to the last in one element.
        if self.row_hidden:
            self.extent.hide_rows(self.row, self.row + self.row_repeats - 1)
        self.row += self.row_repeats
        self.row_contents = []


class Tables:
    """The handlers of one pass over content.xml; `sheets` gives what was read."""

    def __init__(self, tally: FileTally) -> None:
        self.looks = OdsLooks()
        self.cell = CellReader(tally, self.looks)
        self.structure_locked = False
        self.has_external_links = False
        self._tally = tally
        self._tables: list[_OdsTable] = []
        self._nested = 0
        self._table: _OdsTable | None = None
        self._in_dde = False
        self._style = ""
        self._hidden_styles: set[str] = set()

    def sheets(self) -> tuple[RawSheet, ...]:
        """The sheets in order; the cached tables of linked files are none of the workbook's own."""
        return tuple(self._sheet(table) for table in self._tables if not table.external)

    def _sheet(self, table: _OdsTable) -> RawSheet:
        hidden_rows, hidden_columns = table.extent.hidden(table.cells, table.merges)
        return RawSheet(
            name=table.name,
            visibility=Visibility.HIDDEN if table.style in self._hidden_styles else Visibility.VISIBLE,
            cells=table.formulas.spread_over(table.cells),
            merges=tuple(table.merges),
            hidden_rows=hidden_rows,
            hidden_columns=hidden_columns,
            protected=table.protected,
        )

    def _open_table(self, attributes: dict[str, str]) -> None:
        self._nested += 1
        # ODF allows subtables, which no spreadsheet writes; their rows would mix with the outer ones.
        if self._nested > 1:
            raise ValueError("a table inside a table")
        self._tally.add(Limit.SHEETS)
        self._table = _OdsTable(
            self._tally,
            name=TABLE.attribute(attributes, "name"),
            style=TABLE.attribute(attributes, "style-name"),
            protected=TABLE.attribute(attributes, "protected") == "true",
        )
        self._table.external = self._in_dde
        self._tables.append(self._table)

    def _close_table(self) -> None:
        self._nested -= 1
        self._table = None

    def _open_source(self, _attributes: dict[str, str]) -> None:
        # LibreOffice keeps a cached table for each file that formulas name.
        self.has_external_links = True
        if self._table is not None:
            self._table.external = True

    def _open_dde(self, _attributes: dict[str, str]) -> None:
        """A link to another program; the table inside it holds its last answer and is no sheet."""
        self.has_external_links = self._in_dde = True

    def _close_dde(self) -> None:
        self._in_dde = False

    def _open_column(self, attributes: dict[str, str]) -> None:
        if self._table is None:
            return
        first = self._table.next_column
        self._table.next_column += _count(attributes, "number-columns-repeated")
        if self.looks.strikes_cell(TABLE.attribute(attributes, "default-cell-style-name")):
            self._table.struck_columns.update(range(first, min(self._table.next_column, MAX_COLUMN + 1)))
        if TABLE.attribute(attributes, "visibility") in _HIDING:
            self._table.extent.hide_columns(first, self._table.next_column - 1)

    def _open_row(self, attributes: dict[str, str]) -> None:
        if self._table is None:
            return
        self._table.row_repeats = _count(attributes, "number-rows-repeated")
        self._table.row_hidden = TABLE.attribute(attributes, "visibility") in _HIDING
        self._table.row_style = TABLE.attribute(attributes, "default-cell-style-name")
        self._table.column = 0

    def _close_row(self) -> None:
        if self._table is not None:
            self._table.end_row()

    def _open_cell(self, attributes: dict[str, str]) -> None:
        if self._table is None:
            return
        self._table.cell_repeats = _count(attributes, "number-columns-repeated")
        # Spans are counted from the cell that holds the text, also where it repeats.
        self._table.merge(
            height=_count(attributes, "number-rows-spanned"), width=_count(attributes, "number-columns-spanned")
        )
        self._table.fill(
            height=_count(attributes, "number-matrix-rows-spanned"),
            width=_count(attributes, "number-matrix-columns-spanned"),
        )
        self._table.cell_style = TABLE.attribute(attributes, "style-name")
        self.cell.start(attributes)

    def _close_cell(self) -> None:
        if self._table is None:
            return
        content = self.cell.take(struck=self._is_struck(self._table))
        if content is not None:
            self._table.put(content)
        self._table.column += self._table.cell_repeats

    def _is_struck(self, table: _OdsTable) -> bool:
        """Whether the cell's style strikes it through: its own, else its row's, else its column's."""
        style = table.cell_style or table.row_style
        return self.looks.strikes_cell(style) if style else table.column in table.struck_columns

    def _open_book(self, attributes: dict[str, str]) -> None:
        self.structure_locked = TABLE.attribute(attributes, "structure-protected") == "true"

    def _open_style(self, attributes: dict[str, str]) -> None:
        self._style = STYLE.attribute(attributes, "name")
        self.looks.open_style(attributes)

    def _open_table_properties(self, attributes: dict[str, str]) -> None:
        if TABLE.attribute(attributes, "display") == "false":
            self._hidden_styles.add(self._style)

    def _count_validation(self, _attributes: dict[str, str]) -> None:
        self._tally.add(Limit.VALIDATIONS)

    def _count_name(self, _attributes: dict[str, str]) -> None:
        self._tally.add(Limit.NAMES)

    def opens(self) -> dict[str, OnOpen]:
        table: dict[str, OnOpen] = {
            "table": self._open_table,
            "table-source": self._open_source,
            "dde-link": self._open_dde,
            "table-column": self._open_column,
            "table-row": self._open_row,
            "table-cell": self._open_cell,
            "covered-table-cell": self._open_cell,
            "content-validation": self._count_validation,
            "named-range": self._count_name,
            "named-expression": self._count_name,
            "shapes": self.cell.open_aside,
        }
        words: dict[str, OnOpen] = {
            "p": self.cell.open_paragraph,
            "s": self.cell.spaces,
            "tab": self.cell.tab,
            "line-break": self.cell.line_break,
            "ruby-text": self.cell.open_aside,
            "span": self.cell.open_span,
        }
        office: dict[str, OnOpen] = {
            "spreadsheet": self._open_book,
            "annotation": self.cell.open_aside,
        }
        style: dict[str, OnOpen] = {
            "style": self._open_style,
            "table-properties": self._open_table_properties,
            "text-properties": self.looks.open_properties,
        }
        return {
            **TABLE.opens(table),
            **TEXT.opens(words),
            **OFFICE.opens(office),
            **STYLE.opens(style),
            **DRAW.opens(dict.fromkeys(_DRAWINGS, self.cell.open_aside)),
        }

    def closes(self) -> dict[str, OnClose]:
        table: dict[str, OnClose] = {
            "table": self._close_table,
            "dde-link": self._close_dde,
            "table-row": self._close_row,
            "table-cell": self._close_cell,
            "covered-table-cell": self._close_cell,
            "shapes": self.cell.close_aside,
        }
        words: dict[str, OnClose] = {
            "p": self.cell.close_paragraph,
            "ruby-text": self.cell.close_aside,
            "span": self.cell.close_span,
        }
        return {
            **TABLE.closes(table),
            **TEXT.closes(words),
            **OFFICE.closes({"annotation": self.cell.close_aside}),
            **DRAW.closes(dict.fromkeys(_DRAWINGS, self.cell.close_aside)),
        }
