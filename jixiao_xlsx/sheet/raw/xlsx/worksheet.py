"""One worksheet part of an .xlsx, read sparsely in a single pass."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from jixiao_xlsx.model.cell_names import column_index
from jixiao_xlsx.model.content import UNNAMED_ERROR, Content, ContentType, text
from jixiao_xlsx.sheet.raw.contents.formats import GENERAL, NumberFormat, number_content
from jixiao_xlsx.sheet.raw.contents.grouped_formulas import GroupedFormulas
from jixiao_xlsx.sheet.raw.contents.isodates import iso_moment
from jixiao_xlsx.sheet.raw.contents.lettering import LetterRun, set_as
from jixiao_xlsx.sheet.raw.contents.sheets import MAX_COLUMN, MAX_ROW, RawSheet, Visibility
from jixiao_xlsx.sheet.raw.contents.sparse import Extent, merge_of
from jixiao_xlsx.sheet.raw.foreign.limits import FileTally, Limit
from jixiao_xlsx.sheet.raw.foreign.namespaces import EXTENDED_MAIN, MAIN
from jixiao_xlsx.sheet.raw.foreign.xml import walk
from jixiao_xlsx.sheet.raw.xlsx.strings import RichText, SharedStrings, unescape
from jixiao_xlsx.sheet.region import Region, Spot

_DIGITS = "0123456789"
_YES = frozenset({"1", "true", "on"})
_TRUTHS = _YES | {"0", "false", "off"}
# ST_CellType of ECMA-376 18.18.11, and the date of the strict part.
_TYPES = frozenset({"b", "d", "e", "inlineStr", "n", "s", "str"})


@dataclass(frozen=True, slots=True)
class BookContext:
    """What every sheet of one workbook shares: strings, the number format of each cell style, the date system, the
    styles that strike their cells through; `faint` are the styles in which nobody sees a text."""

    strings: SharedStrings
    formats: Sequence[NumberFormat]
    epoch_1904: bool
    faint: frozenset[int] = frozenset()
    struck: frozenset[int] = frozenset()


def is_yes(value: str | None) -> bool:
    return value is not None and value.strip().lower() in _YES


def column_in_sheet(letters: str) -> int:
    """`A` → 0, `XFD` → 16383; raises ValueError for anything else."""
    index = column_index(letters)
    if index > MAX_COLUMN:
        raise ValueError(letters)
    return index


def split_reference(reference: str) -> tuple[str, int]:
    """`B12` → (`B`, 11); raises ValueError for a row outside the sheet."""
    letters = reference.rstrip(_DIGITS)
    # Seven digits hold the last row; the eighth shows that it is further, and a foreign thousand is not read.
    row = int(reference[len(letters) : len(letters) + 8]) - 1
    if not letters or not 0 <= row <= MAX_ROW:
        raise ValueError(reference)
    return letters, row


def region_of(reference: str) -> Region:
    """`B2:C3` or `$B$2` as a region, corners in any order; raises ValueError."""
    first, _, second = reference.replace("$", "").upper().partition(":")
    (left, top), (right, bottom) = split_reference(first), split_reference(second or first)
    columns = sorted((column_in_sheet(left), column_in_sheet(right)))
    rows = sorted((top, bottom))
    return Region(rows[0], columns[0], rows[1], columns[1])


class _Worksheet:
    """The state of one pass; the handlers of `row`, `c`, `v` and `f` are the hot ones."""

    def __init__(self, context: BookContext, tally: FileTally) -> None:
        self.context = context
        self.tally = tally
        self.cells: dict[tuple[int, int], Content] = {}
        self.merges: list[Region] = []
        self.extent = Extent(tally)
        self.protected = False
        self.pictures: set[tuple[int, int]] = set()
        self.faint: set[tuple[int, int]] = set()
        self.rich = RichText()
        self._columns: dict[str, int] = {}
        self._row = self._column = -1
        self._in_row = 0
        self._reference: str | None = None
        self._attributes: dict[str, str] = {}
        self._value: str | None = None
        self._inline: str | None = None
        self._formula: str | None = None
        self._formula_attributes: dict[str, str] = {}
        self._runs: tuple[LetterRun, ...] = ()
        self.formulas = GroupedFormulas(tally)

    def open_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
        self._column = -1
        self._reference = None
        self._in_row = 0
        if not 0 <= self._row <= MAX_ROW:
            raise ValueError(self._row)
        self.extent.list_row(self._row)
        # A row dragged to nothing is hidden, though nobody says so.
        if is_yes(attributes.get("hidden")) or attributes.get("ht") == "0":
            self.extent.hide_row(self._row)

    def close_row(self) -> None:
        # Once a row, not once a cell: this handler runs two million times.
        self.tally.add(Limit.CELLS, self._in_row)

    def open_cell(self, attributes: dict[str, str]) -> None:
        self._in_row += 1
        reference = attributes.get("r")
        if reference is None:
            self._place(self._reference)
            self._column += 1
        self._reference = reference
        self._attributes = attributes
        self._value = self._inline = self._formula = None
        self._runs = ()

    def _place(self, reference: str | None) -> None:
        """Take the position that a reference says; without one it stays where the last cell left it."""
        if reference is None:
            return
        letters, self._row = split_reference(reference)
        # A sheet has a few dozen columns and many thousand cells.
        known = self._columns.get(letters)
        if known is None:
            known = self._columns[letters] = column_in_sheet(letters.upper())
        self._column = known

    def open_piece(self, _attributes: dict[str, str]) -> None:
        self.rich.pieces.clear()

    def open_formula(self, attributes: dict[str, str]) -> None:
        self.rich.pieces.clear()
        self._formula_attributes = attributes

    def close_value(self) -> None:
        self._value = "".join(self.rich.pieces)

    def close_formula(self) -> None:
        self._formula = unescape("".join(self.rich.pieces))

    def close_inline(self) -> None:
        self._inline = self.rich.take()
        self._runs = self.rich.take_runs()

    def close_cell(self) -> None:
        if self._value is None and self._inline is None and self._formula is None and self._attributes.get("t") != "e":
            return
        content = self._content()
        if content is None:
            return
        if self._runs or self.context.struck:
            content = self._lettered(content)
        self._place(self._reference)
        position = (self._row, self._column)
        # A cell said twice has two readings; Excel repairs such a file and loses one.
        if position in self.cells or self._column > MAX_COLUMN:
            raise ValueError(position)
        self.cells[position] = content
        # Excel's picture in a cell is an error for programs that know no rich values.
        if "vm" in self._attributes and content.type is ContentType.ERROR:
            self.pictures.add(position)
        if self.context.faint and self._style() in self.context.faint:
            self.faint.add(position)
        if self._formula is not None and "t" in self._formula_attributes:
            self._group(position, self._formula, self._formula_attributes)

    def _lettered(self, content: Content) -> Content:
        """The content as its runs and its cell's font set it."""
        cell_struck = int(self._attributes.get("s", 0)) in self.context.struck
        if self._runs and content.type is ContentType.TEXT:
            return set_as(content, self._runs, cell_struck=cell_struck)
        return replace(content, struck=True) if cell_struck else content

    def _group(self, position: Spot, formula: str, attributes: dict[str, str]) -> None:
        """A formula that several cells have: shared by number, or one whose results fill a range."""
        kind = attributes["t"]
        if kind == "shared":
            self.formulas.share(attributes.get("si", ""), position, is_written=bool(formula))
        elif kind in ("array", "dataTable") and "ref" in attributes:
            self.formulas.fill(region_of(attributes["ref"]))

    def _content(self) -> Content | None:
        value, formula = self._value, self._formula
        kind = self._attributes.get("t", "n")
        if kind == "inlineStr":
            own = self._inline if self._inline is not None else unescape(value or "")
            return text(self._counted(own), formula=formula)
        # A formula whose result is the empty text has its `<v>`, be it an empty one; without it there is no result.
        if kind == "str" and value is not None:
            return text(self._counted(unescape(value)), formula=formula)
        # `<v/>` is how some writers leave a formula without a result.
        if not value:
            return self._without_value(kind, formula)
        if kind == "s":
            return text(self._shared(int(value)), formula=formula)
        if kind == "n":
            return number_content(value, self._format(), epoch_1904=self.context.epoch_1904, formula=formula)
        return self._rare(kind, value, formula)

    def _format(self) -> NumberFormat:
        # A style that is not there looks like none: no reason to lose the file.
        formats = self.context.formats
        style = self._style()
        return formats[style] if 0 <= style < len(formats) else GENERAL

    def _style(self) -> int:
        return int(self._attributes.get("s", 0))

    def _shared(self, index: int) -> str:
        if index < 0:
            raise ValueError(index)
        self._runs = self.context.strings.runs.get(index, ())
        return self.context.strings.texts[index]

    def _counted(self, string: str) -> str:
        self.tally.add(Limit.TEXT, len(string))
        return string

    def _without_value(self, kind: str, formula: str | None) -> Content | None:
        """What a cell without `<v>` holds: an error that is not named, a text of its own, a formula, or nothing."""
        own = self._counted(self._inline or "")
        if kind == "e" or (own and kind not in _TYPES):
            return Content(ContentType.ERROR, own.strip() or UNNAMED_ERROR, formula=formula)
        if own:
            return text(own, formula=formula)
        return Content(ContentType.BLANK, formula=formula) if formula is not None else None

    @staticmethod
    def _rare(kind: str, value: str, formula: str | None) -> Content:
        if kind == "b" and value.strip().lower() in _TRUTHS:
            return Content(ContentType.BOOL, is_yes(value), formula=formula)
        if kind == "d":
            moment = iso_moment(value)
            return text(value, formula=formula) if moment is None else Content(ContentType.DATE, moment, False, formula)
        # An error, or a type that ECMA-376 does not know: nobody can tell what its value means, but it is there.
        return Content(ContentType.ERROR, value.strip() or UNNAMED_ERROR, formula=formula)

    def open_column(self, attributes: dict[str, str]) -> None:
        if is_yes(attributes.get("hidden")) or attributes.get("width") == "0":
            self.extent.hide_columns(int(attributes["min"]) - 1, int(attributes["max"]) - 1)

    def open_defaults(self, attributes: dict[str, str]) -> None:
        self.extent.unlisted_rows_hidden = is_yes(attributes.get("zeroHeight"))

    def open_merge(self, attributes: dict[str, str]) -> None:
        with contextlib.suppress(ValueError):  # LibreOffice writes `@5:A5` for a merge whose first column was deleted
            merge_of(region_of(attributes["ref"]), self.tally, self.merges)

    def open_protection(self, attributes: dict[str, str]) -> None:
        self.protected = is_yes(attributes.get("sheet"))

    def open_validation(self, _attributes: dict[str, str]) -> None:
        self.tally.add(Limit.VALIDATIONS)

    def opens(self) -> dict[str, Callable[[dict[str, str]], None]]:
        main = {
            "row": self.open_row,
            "c": self.open_cell,
            "v": self.open_piece,
            "f": self.open_formula,
            "is": self.rich.open_item,
            **self.rich.opens(),
            "col": self.open_column,
            "sheetFormatPr": self.open_defaults,
            "mergeCell": self.open_merge,
            "sheetProtection": self.open_protection,
            "dataValidation": self.open_validation,
        }
        return {**MAIN.opens(main), **EXTENDED_MAIN.opens({"dataValidation": self.open_validation})}

    def closes(self) -> dict[str, Callable[[], None]]:
        return MAIN.closes(
            {
                "row": self.close_row,
                "c": self.close_cell,
                "v": self.close_value,
                "f": self.close_formula,
                "is": self.close_inline,
                "t": self.rich.close_text,
                "rPh": self.rich.close_phonetic,
            }
        )


def read_worksheet(
    chunks: Iterable[bytes], context: BookContext, tally: FileTally, *, name: str, visibility: Visibility, part: str
) -> RawSheet:
    """The sheet of one worksheet part; raises Refused at malformed content or a passed limit."""
    state = _Worksheet(context, tally)
    walk(chunks, tally, opens=state.opens(), closes=state.closes(), text=state.rich.pieces.append, part=part)
    hidden_rows, hidden_columns = state.extent.hidden(state.cells, state.merges)
    return RawSheet(
        name=name,
        visibility=visibility,
        cells=state.formulas.spread_over(state.cells),
        merges=tuple(state.merges),
        hidden_rows=hidden_rows,
        hidden_columns=hidden_columns,
        protected=state.protected,
        pictures=frozenset(state.pictures),
        faint=frozenset(state.faint),
        shared=state.formulas.shared,
    )
