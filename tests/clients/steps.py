"""What a department does to a workbook, as values: each function here is one step of a job in LibreOffice."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

SheetRef: TypeAlias = str | int  # a name, or a place counted from 0


@dataclass(frozen=True)
class Step:
    """One step: its name and its named values, as they go over the wire."""

    do: str
    values: tuple[tuple[str, object], ...]

    def wire(self) -> dict[str, object]:
        """The JSON object the office's side understands."""
        return {"do": self.do, **dict(self.values)}


def _step(do: str, **values: object) -> Step:
    return Step(do, tuple(values.items()))


def set_cell(sheet: SheetRef, cell: str, value: str | int | Decimal | datetime.date | None) -> Step:
    """Put a value as a script does, past protection and validation: text, number, date, or nothing."""
    if isinstance(value, datetime.date):
        return set_date(sheet, cell, value)
    if isinstance(value, int | Decimal):
        return set_number(sheet, cell, value)
    return set_text(sheet, cell, value or "")


def set_text(sheet: SheetRef, cell: str, text: str) -> Step:
    """Put text as it stands."""
    return _step("set_text", sheet=sheet, cell=cell, text=text)


def set_number(sheet: SheetRef, cell: str, number: int | Decimal) -> Step:
    """Put a number."""
    return _step("set_number", sheet=sheet, cell=cell, number=float(number))


def set_formula(sheet: SheetRef, cell: str, formula: str) -> Step:
    """Put a formula (`=SUM(A1:A3)`, English names)."""
    return _step("set_formula", sheet=sheet, cell=cell, formula=formula)


def set_date(sheet: SheetRef, cell: str, day: datetime.date, *, shown: str = "YYYY-MM-DD") -> Step:
    """Put a date with a number format."""
    return _step("set_date", sheet=sheet, cell=cell, day=day.isoformat(), shown=shown)


def edit_label(sheet: SheetRef, old: str, new: str) -> Step:
    """Replace the text of every cell that reads exactly `old`; refused when there is none."""
    return _step("edit_label", sheet=sheet, old=old, new=new)


def clear(sheet: SheetRef, area: str) -> Step:
    """Empty the cells of an area."""
    return _step("clear", sheet=sheet, area=area)


def insert_rows(sheet: SheetRef, before: int, *, count: int = 1) -> Step:
    """Insert blank rows before a row number."""
    return _step("insert_rows", sheet=sheet, before=before, count=count)


def delete_rows(sheet: SheetRef, first: int, *, count: int = 1) -> Step:
    """Delete rows."""
    return _step("delete_rows", sheet=sheet, first=first, count=count)


def insert_columns(sheet: SheetRef, before: str, *, count: int = 1) -> Step:
    """Insert blank columns before a column letter."""
    return _step("insert_columns", sheet=sheet, before=before, count=count)


def delete_columns(sheet: SheetRef, first: str, *, count: int = 1) -> Step:
    """Delete columns."""
    return _step("delete_columns", sheet=sheet, first=first, count=count)


def delete_hidden_rows(sheet: SheetRef) -> Step:
    """Delete every hidden row."""
    return _step("delete_hidden_rows", sheet=sheet)


def delete_hidden_columns(sheet: SheetRef) -> Step:
    """Delete every hidden column."""
    return _step("delete_hidden_columns", sheet=sheet)


def hide_rows(sheet: SheetRef, first: int, *, count: int = 1) -> Step:
    """Hide rows."""
    return _step("hide_rows", sheet=sheet, first=first, count=count)


def hide_columns(sheet: SheetRef, columns: str) -> Step:
    """Hide columns (`C:D`)."""
    return _step("hide_columns", sheet=sheet, columns=columns)


def show_all(sheet: SheetRef) -> Step:
    """Unhide every row and column."""
    return _step("show_all", sheet=sheet)


def move_rows(sheet: SheetRef, first: int, *, before: int, count: int = 1) -> Step:
    """Cut whole rows and insert them before another row."""
    return _step("move_rows", sheet=sheet, first=first, count=count, before=before)


def swap_rows(sheet: SheetRef, columns: str, one: int, other: int) -> Step:
    """Exchange the contents of two rows within some columns (`B:F`); the other columns stay: keys left behind."""
    return _step("swap_rows", sheet=sheet, columns=columns, one=one, other=other)


def sort(sheet: SheetRef, area: str, *, by: str, descending: bool = False, unmerge: bool = False) -> Step:
    """Sort an area's rows by a column letter; an area with merged cells is refused unless taken apart first."""
    return _step("sort", sheet=sheet, area=area, by=by, descending=descending, unmerge=unmerge)


def move_range(sheet: SheetRef, area: str, to: str) -> Step:
    """Cut an area and paste it elsewhere in the sheet."""
    return _step("move_range", sheet=sheet, area=area, to=to)


def copy_range(sheet: SheetRef, area: str, to: str) -> Step:
    """Copy an area and paste it elsewhere in the sheet."""
    return _step("copy_range", sheet=sheet, area=area, to=to)


def insert_cells(sheet: SheetRef, area: str, *, shift: Literal["down", "right"]) -> Step:
    """Insert cells and push the rest away: the rest of the rows or columns stays."""
    return _step("insert_cells", sheet=sheet, area=area, shift=shift)


def delete_cells(sheet: SheetRef, area: str, *, shift: Literal["up", "left"]) -> Step:
    """Delete cells and pull the rest nearer."""
    return _step("delete_cells", sheet=sheet, area=area, shift=shift)


def merge(sheet: SheetRef, area: str) -> Step:
    """Merge an area into one cell."""
    return _step("merge", sheet=sheet, area=area)


def unmerge(sheet: SheetRef, area: str) -> Step:
    """Take every merged cell of an area apart."""
    return _step("unmerge", sheet=sheet, area=area)


def unprotect(sheet: SheetRef, *, password: str = "") -> Step:
    """Lift protection: the first step of every damage to a locked sheet."""
    return _step("unprotect", sheet=sheet, password=password)


def protect(sheet: SheetRef, *, password: str = "") -> Step:
    """Protect a sheet."""
    return _step("protect", sheet=sheet, password=password)


def rename_sheet(sheet: SheetRef, name: str) -> Step:
    """Give a sheet another name."""
    return _step("rename_sheet", sheet=sheet, name=name)


def duplicate_sheet(sheet: SheetRef, name: str) -> Step:
    """Copy a sheet inside its workbook."""
    return _step("duplicate_sheet", sheet=sheet, name=name)


def add_sheet(name: str, rows: Sequence[Sequence[str]]) -> Step:
    """Append a sheet with rows of text."""
    return _step("add_sheet", name=name, rows=[list(row) for row in rows])


def remove_sheet(sheet: SheetRef) -> Step:
    """Delete a sheet."""
    return _step("remove_sheet", sheet=sheet)


def copy_sheet_to_new(sheet: SheetRef) -> Step:
    """Copy a sheet into a new workbook; later steps and the saving happen there."""
    return _step("copy_sheet_to_new", sheet=sheet)


def paste_all_to_new(sheet: SheetRef) -> Step:
    """Select all, copy, paste into an empty workbook; later steps happen there."""
    return _step("paste_all_to_new", sheet=sheet)


def paste_values_to_new(sheet: SheetRef) -> Step:
    """Copy everything, paste values only into an empty workbook; later steps happen there."""
    return _step("paste_values_to_new", sheet=sheet)


def copy_visible_to_new(sheet: SheetRef, *, columns: bool = True, rows: bool = True) -> Step:
    """Copy the visible columns and/or rows into an empty workbook; later steps happen there."""
    return _step("copy_visible_to_new", sheet=sheet, columns=columns, rows=rows)
