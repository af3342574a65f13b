"""One worksheet part: cells get other formats, blank cells are put in where they were missing, a note link is set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from jixiao_xlsx.model.cell_names import cell_name
from jixiao_xlsx.sheet.marker.outline import Patch, Unmarkable, XmlElement, outline, prefix_of
from jixiao_xlsx.sheet.marker.override import hold_back
from jixiao_xlsx.sheet.raw.xlsx.worksheet import column_in_sheet, is_yes, split_reference
from jixiao_xlsx.sheet.region import Region, Spot

Restyle = Callable[[int], int]
"""From the index of a cell format to that of the format it gets."""

# ECMA-376 18.3.1.99: the order of a worksheet's children, from legacyDrawing on; Excel repairs a file that breaks it.
_AFTER_NOTES = frozenset(
    {
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
        "AlternateContent",
    }
)


@dataclass(slots=True)
class _CellRows:
    """The rows of a sheet by number, and the cells of those that are wanted; missing numbers are counted on."""

    wanted: frozenset[int]
    rows: dict[int, XmlElement] = field(default_factory=dict)
    cells: dict[int, dict[int, XmlElement]] = field(default_factory=dict)
    row: int = -1

    def keep(self, parent: XmlElement, name: str, attributes: dict[str, str]) -> bool:
        """Decides what the outline holds, and counts the rows as they come."""
        if parent.name == "sheetData" and name == "row":
            self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
            return True
        if parent.name == "row":
            return name == "c" and self.row in self.wanted
        return parent.name in {"worksheet", "cols", "conditionalFormatting"}

    def settle(self, data_node: XmlElement) -> None:
        """Numbers the rows and cells that the outline kept."""
        number = -1
        for row in data_node.named("row"):
            number = int(row.attributes["r"]) - 1 if "r" in row.attributes else number + 1
            self.rows[number] = row
            column, cells = -1, self.cells.setdefault(number, {})
            for cell in row.children:
                column = _column_of(cell.attributes) if "r" in cell.attributes else column + 1
                cells[column] = cell


def _column_of(attributes: Mapping[str, str]) -> int:
    return column_in_sheet(split_reference(attributes["r"])[0].upper())


class SheetPart:
    """A worksheet's bytes with the rows that are going to change laid open."""

    def __init__(self, data: bytes, rows: frozenset[int], *, part: str = "") -> None:
        self._patch = Patch(data)
        self._rows = _CellRows(rows)
        self.root = outline(data, keep=self._rows.keep, part=part)
        sheet_data = self.root.first("sheetData")
        if sheet_data is None:
            raise Unmarkable(f"{part} 没有单元格区")
        try:
            self._rows.settle(sheet_data)
        except ValueError as error:
            raise Unmarkable(f"{part} 的单元格位置有误") from error
        self._sheet_data = sheet_data
        self.prefix = prefix_of(data, self.root)

    def restyle(self, spots: Mapping[Spot, Restyle]) -> None:
        """Gives each spot the format its function makes of the one it has; a missing cell has its row's or column's."""
        missing: dict[int, list[tuple[int, int]]] = {}
        for (row, column), change in sorted(spots.items(), key=lambda item: item[0]):
            cell = self._rows.cells.get(row, {}).get(column)
            if cell is not None:
                style = change(_index(cell.attributes.get("s")))
                self._patch.attributes(cell, {"s": str(style)})
            else:
                missing.setdefault(row, []).append((column, change(self._inherited(row, column))))
        self._insert_rows({row: cells for row, cells in missing.items() if row not in self._rows.rows})
        for row, cells in missing.items():
            if row in self._rows.rows:
                self._insert_cells(row, cells)

    def hold_back_conditions(self, regions: Iterable[Region]) -> None:
        """No conditional format of the sheet covers the tints of these regions."""
        hold_back(self._patch, self.root, regions, prefix=self.prefix)

    def link_notes(self, relation: str, *, uri: str) -> None:
        """Points the sheet at its drawing of notes, after `drawing` and before all that must follow it."""
        after = [node for node in self.root.children if node.start > self._sheet_data.start]
        before = next((node for node in after if node.name in _AFTER_NOTES), None)
        tag = f'<{self.prefix}legacyDrawing xmlns:r="{uri}" r:id="{relation}"/>'
        self._patch.into(self.root, tag.encode(), before=before)

    @property
    def notes_relation(self) -> str:
        """The id of the relationship to the sheet's drawing of notes; empty where it has none."""
        node = self.root.first("legacyDrawing")
        names = node.attributes.items() if node else ()
        return next((value for name, value in names if name.rpartition(" ")[2] == "id"), "")

    def done(self) -> bytes:
        return self._patch.done()

    def _inherited(self, row: int, column: int) -> int:
        # Excel's order for a cell that is not there: its row's format, else its column's.
        node = self._rows.rows.get(row)
        if node is not None and is_yes(node.attributes.get("customFormat")):
            return _index(node.attributes.get("s"))
        return next((style for first, last, style in self._columns() if first <= column + 1 <= last), 0)

    def _columns(self) -> Iterator[tuple[int, int, int]]:
        columns = self.root.first("cols")
        for node in columns.children if columns else ():
            first, last = _index(node.attributes.get("min")), _index(node.attributes.get("max"))
            yield first, last, _index(node.attributes.get("style"))

    def _insert_rows(self, rows: Mapping[int, list[tuple[int, int]]]) -> None:
        # In one piece before the next cell that is there: insertions at one place keep their order.
        before: dict[int | None, list[str]] = {}
        for row, cells in sorted(rows.items()):
            inside = "".join(self._cell(row, column, style) for column, style in cells)
            follower = min((number for number in self._rows.rows if number > row), default=None)
            text = f'<{self.prefix}row r="{row + 1}">{inside}</{self.prefix}row>'
            before.setdefault(follower, []).append(text)
        for follower, texts in before.items():
            node = None if follower is None else self._rows.rows[follower]
            self._patch.into(self._sheet_data, "".join(texts).encode(), before=node)

    def _insert_cells(self, row: int, cells: list[tuple[int, int]]) -> None:
        node, standing = self._rows.rows[row], self._rows.cells[row]
        # A hint that would be wrong now; it may be left out, not be false.
        if "spans" in node.attributes and not node.empty:
            self._patch.attributes(node, {"spans": None})
        before: dict[int | None, list[str]] = {}
        for column, style in cells:
            follower = min((other for other in standing if other > column), default=None)
            before.setdefault(follower, []).append(self._cell(row, column, style))
        for follower, texts in before.items():
            cell = None if follower is None else standing[follower]
            self._patch.into(node, "".join(texts).encode(), before=cell)

    def _cell(self, row: int, column: int, style: int) -> str:
        return f'<{self.prefix}c r="{cell_name(row, column)}" s="{style}"/>'


def _index(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
