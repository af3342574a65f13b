"""The grid 版面: where each cell of a form sits; the writer and the reader walk the same one and compute nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from jixiao_xlsx.model.cell_names import cell_name
from jixiao_xlsx.model.checks.checks import Check
from jixiao_xlsx.model.forms.asked import AskedCell, Questions
from jixiao_xlsx.model.forms.form import Field, Form, Paper
from jixiao_xlsx.model.keys import Key, KeyPattern, format_key
from jixiao_xlsx.sheet.region import Region


class PrintedRole(StrEnum):
    """What a printed box is on the paper form; the theme dresses it, the reader weighs it as an anchor."""

    TITLE = "title"
    BANNER = "banner"
    SIDE = "side"
    HEAD = "head"
    STUB = "stub"
    LABEL = "label"
    VALUE = "value"
    FILLER = "filler"


@dataclass(frozen=True, slots=True)
class Printed:
    """印刷格: locked text that is written and verified on reading; may carry a value under a key (分值 10).

    `text` may hold `<agency>`, which the writer fills and the reader compares with the seal's name.
    """

    region: Region
    text: str
    role: PrintedRole
    align: str = ""
    key: Key = ()
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """填报格: the only thing that is read; unlocked unless its field is locked. `label` is its printed path."""

    region: Region
    key: Key
    field: Field
    label: str


@dataclass(frozen=True, slots=True)
class Computed:
    """公式格: locked, its formula spoken from the field's `compute`; recomputed on reading, never trusted."""

    region: Region
    key: Key
    field: Field
    label: str


class LiveShow(StrEnum):
    """What a live cell shows of a check: its verdict, its two sides, how far they are apart; or the whole state."""

    VERDICT = "verdict"
    LEFT = "left"
    RIGHT = "right"
    DIFFERENCE = "difference"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Live:
    """自检格: locked, a formula about other cells that Excel keeps up to date; it is shown and never read.

    `check` is the number of the check among the layout's, counted from 0; the whole state belongs to none.
    """

    region: Region
    show: LiveShow
    check: int = -1
    key: Key = ()


Box = Printed | Slot | Computed | Live


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a sheet: its anchor `id` (unique in the sheet), its height in points, and, for an open row,
    the pattern of the open block it belongs to (`indicators.output.quantity[*]`)."""

    id: str
    height: float
    open: KeyPattern = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet resolved: boxes in reading order at real coordinates, rows from `top`, columns from `left`.

    Row 0 holds the seal, row 1 the column tokens, and so does the row after the last (`token_rows`); the first and
    the last column (`key_columns`) hold the row ids. All of these are hidden. `aside` marks the 自检 sheet, without
    which a filing is whole.
    """

    name: str
    widths: tuple[float, ...]
    rows: tuple[GridRow, ...]
    boxes: tuple[Box, ...]
    paper: Paper
    # What freezes on the screen and repeats on each page.
    head_rows: tuple[int, int] | None = None
    # Above: seal, column tokens, and the line that says whether the form may be sent; left: the row ids.
    top: int = 3
    left: int = 1
    aside: bool = False

    @property
    def seal_row(self) -> int:
        """The hidden row of the seal."""
        return 0

    @property
    def token_rows(self) -> tuple[int, int]:
        """The two hidden rows of column tokens, above and below the form."""
        return (1, self.top + len(self.rows))

    @property
    def status_row(self) -> int | None:
        """The row above the form, outside its print area, that says whether it may be sent."""
        return None if self.aside else self.top - 1

    @property
    def key_columns(self) -> tuple[int, int]:
        """The two hidden columns of row ids, left and right of the form."""
        return (0, self.left + len(self.widths))

    @property
    def bottom(self) -> int:
        """The last row that prints."""
        return self.top + len(self.rows) - 1

    @property
    def right(self) -> int:
        """The last column that prints."""
        return self.left + len(self.widths) - 1

    def token(self, column: int) -> str:
        """The anchor token of a real column: `c0` for the first that prints."""
        return f"c{column - self.left}"

    def row_at(self, row: int) -> GridRow:
        """The row at a real row number, from 0; IndexError below the last."""
        return self.rows[row - self.top]

    def slots(self) -> Iterator[Slot]:
        """What is filled in, in reading order."""
        return (box for box in self.boxes if isinstance(box, Slot))

    def computed(self) -> Iterator[Computed]:
        """What formulas compute, in reading order."""
        return (box for box in self.boxes if isinstance(box, Computed))

    def printed(self) -> Iterator[Printed]:
        """What stands there in print, in reading order."""
        return (box for box in self.boxes if isinstance(box, Printed))

    def listing(self) -> str:
        """One line per row and box: the text that a reviewer reads in a diff, and that the fingerprint is made of."""
        lines = [f"# {self.name} {self.paper.size}{' 横向' if self.paper.landscape else ''}"]
        lines.append("widths " + " ".join(f"{width:g}" for width in self.widths))
        lines += [f"row {self.top + number + 1} {row.id} {row.height:g}" for number, row in enumerate(self.rows)]
        lines += [_describe(box) for box in self.boxes]
        return "\n".join(lines) + "\n"


def _describe(box: Box) -> str:
    if isinstance(box, Live):
        return f"{box.region} live {box.show}" + (f" {box.check + 1}" if box.check >= 0 else "")
    if isinstance(box, Printed):
        key = f" {format_key(box.key)}" if box.key else ""
        return f"{box.region} {box.role}{key} {box.text!r}"
    name = "slot" if isinstance(box, Slot) else "computed"
    kind = box.field
    marks = ("!" if kind.required else "") + ("锁" if kind.locked else "")
    marks += f" expect {kind.expect.source}" if kind.expect else ""
    formula = f" = {kind.compute.source}" if kind.compute else ""
    return f"{box.region} {name} {format_key(box.key)} {kind.kind}{marks}{formula} ‘{box.label}’"


@dataclass(frozen=True)  # without slots: `cached_property` keeps the fingerprint in the instance
class FormGrid:
    """A form laid out for one year: a grid per sheet, and the counts of open rows and repeats it was laid out with."""

    form: Form
    year: int
    counts: tuple[tuple[KeyPattern, int], ...]
    sheets: tuple[Grid, ...]
    checks: tuple[Check, ...] = ()

    @property
    def title(self) -> str:
        """The form's title with its placeholders, `<year>` among them; `Form.printed_title` has none left."""
        return self.form.title

    def listing(self) -> str:
        """Every sheet's listing, one after the other, for comparing two layouts by eye."""
        return "\n".join(grid.listing() for grid in self.sheets)

    @cached_property
    def questions(self) -> Questions:
        """Everything the layout asked or printed under a key, with its place in words."""
        asked: dict[Key, AskedCell] = {}
        for grid in self.sheets:
            for box in grid.boxes:
                if box.key and not isinstance(box, Live):
                    field = None if isinstance(box, Printed) else box.field
                    label = box.text if isinstance(box, Printed) else box.label
                    cell = cell_name(box.region.top, box.region.left)
                    asked[box.key] = AskedCell(box.key, field, label, grid.name, cell)
        return Questions(self.form, self.year, asked)

    @cached_property
    def fingerprint(self) -> str:
        """Twelve hex digits over everything a reader relies on; heights and widths do not count."""
        # Not sizes: a theme may change without making blanks that are out there unreadable.
        parts = [f"{grid.name}|{row.id}" for grid in self.sheets for row in grid.rows]
        parts += [f"{grid.name}|{_describe(self._as_known(grid, box))}" for grid in self.sheets for box in grid.boxes]
        # 48 bits tell layouts apart; against forgery there is the signature.
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]

    def _as_known(self, grid: Grid, box: Box) -> Box:
        """A box as blanks without a layout of their own are known by: our sentences of 自检 may be put better since."""
        if not grid.aside or not isinstance(box, Printed):
            return box
        return replace(box, text=self._known_sentences.get(box.text, box.text))

    @cached_property
    def _known_sentences(self) -> dict[str, str]:
        return {check.sentence: check.known_as for check in self.checks if check.known_as}

    def slots(self) -> Iterator[tuple[Grid, Slot]]:
        """What is filled in, with the sheet that it is on, in reading order."""
        return ((grid, slot) for grid in self.sheets for slot in grid.slots())

    def computed(self) -> Iterator[tuple[Grid, Computed]]:
        """What formulas compute, with the sheet that it is on, in reading order."""
        return ((grid, cell) for grid in self.sheets for cell in grid.computed())
