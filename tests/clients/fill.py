"""Fill a blank by its printed labels, as a department reads it: knows no key, no address, no part of the package."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from clients import steps
from clients.face import Box, Face
from clients.labels import Instruction, LabelError

Value: TypeAlias = str | int | Decimal | datetime.date | None


@dataclass(frozen=True)
class Entry:
    """A value and the cell it goes into."""

    sheet: str
    address: str
    value: Value


def located(blank: Path, fillings: Iterable[tuple[Instruction, Value]]) -> tuple[Entry, ...]:
    """The cell each instruction means, over all visible sheets.

    Raises LabelError (an AssertionError) when a label is missing, ambiguous, or leads to a locked cell, and when
    two instructions lead to the same cell.
    """
    return _located(_faces(openpyxl.load_workbook(blank).worksheets), fillings)


def fill(blank: Path, fillings: Iterable[tuple[Instruction, Value]], *, save_as: Path) -> tuple[Entry, ...]:
    """Write the values with openpyxl and save a copy; returns what was written where."""
    book = openpyxl.load_workbook(blank)
    entries = _located(_faces(book.worksheets), fillings)
    for entry in entries:
        cell = book[entry.sheet][entry.address]
        if cell.protection.locked:
            raise LabelError(f"{entry.sheet}!{entry.address} 是锁定的单元格")
        cell.value = entry.value
    book.save(save_as)
    return entries


def as_steps(entries: Iterable[Entry]) -> tuple[steps.Step, ...]:
    """The same filling as steps of a job in LibreOffice."""
    return tuple(steps.set_cell(entry.sheet, entry.address, entry.value) for entry in entries)


def _faces(sheets: Iterable[Worksheet]) -> tuple[Face, ...]:
    return tuple(Face(sheet) for sheet in sheets if sheet.sheet_state == "visible")


def _located(faces: tuple[Face, ...], fillings: Iterable[tuple[Instruction, Value]]) -> tuple[Entry, ...]:
    taken: dict[tuple[str, str], Instruction] = {}
    entries = []
    for instruction, value in fillings:
        sheet, box = _only(faces, instruction)
        other = taken.setdefault((sheet, box.address), instruction)
        if other is not instruction:
            raise LabelError(f"{instruction} 与 {other} 指向同一格 {sheet}!{box.address}")
        entries.append(Entry(sheet, box.address, value))
    return tuple(entries)


def _only(faces: tuple[Face, ...], instruction: Instruction) -> tuple[str, Box]:
    found = [(face.name, box) for face in faces for box in sorted(instruction.find(face))]
    # beside or under equal words elsewhere stand locked cells, where nobody can type
    open_cells = [(name, box) for name, box in found if not box.locked]
    places = "、".join(f"{name}!{box.address}" for name, box in open_cells or found)
    if not found:
        raise LabelError(f"按标签找不到单元格：{instruction}")
    if not open_cells:
        raise LabelError(f"标签指向锁定的单元格 {places}：{instruction}")
    if len(open_cells) > 1:
        raise LabelError(f"标签指向 {len(open_cells)} 个单元格（{places}）：{instruction}")
    return open_cells[0]
