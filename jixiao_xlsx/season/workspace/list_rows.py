"""A list's rows under its header: which column is which is told by the labels, wherever the header stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jixiao_xlsx.errors import Fault, SpecError
from jixiao_xlsx.model.kinds.characters import folded
from jixiao_xlsx.season.workspace.list_cells import HEAD, ListCell, ListLine, read_cells, strange_signs
from jixiao_xlsx.spec.language.nearest import nearest

# Remarks that templates put into headers.
_REMARK = re.compile(r"\(.*?\)|[*＊:：]")


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column that a list may have: its key, its label, other words for it; one with `several` may stand twice."""

    key: str
    label: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    several: bool = False


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: its line, and its cells by the columns' keys."""

    line: int
    cells: Mapping[str, tuple[ListCell, ...]]
    labels: Mapping[str, str]

    def text(self, key: str) -> str:
        """What stands in a column, parts of several columns parted by `；`; empty where nothing does."""
        return "；".join(spot.text for spot in self.cells.get(key, ()) if spot.text)

    def spot(self, key: str) -> ListCell:
        """The place of a column in this row, its first cell's; the row's beginning where it has none."""
        return next(iter(self.cells.get(key, ())), ListCell("", self.line, 1))


@dataclass(slots=True)
class ListFile:
    """One list as read: its rows, and what was wrong or is worth saying so far."""

    name: str
    rows: list[ListRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def fault(self, row: ListRow, key: str, wrong: str, write: str = "") -> None:
        """Notes a fault of one cell."""
        spot = row.spot(key)
        self.fault_at(spot, row.labels.get(key, key), wrong, write)

    def fault_at(self, spot: ListCell, label: str, wrong: str, write: str = "") -> None:
        path = f"{spot.cell} {label}" if spot.cell else label
        self.faults.append(Fault(self.name, spot.line, spot.column, path, wrong, write))


def read_list(path: Path, columns: Sequence[ListColumn]) -> ListFile:
    """The rows of a list with these columns. Unknown columns are noted, rows without any known cell passed over;
    faults of the file, its header and its characters are in the list."""
    listed = ListFile(path.name)
    words = _words(columns)
    try:
        lines = read_cells(path, lambda texts: len({words.get(_word(text)) for text in texts} - {None}))
    except SpecError as error:
        listed.faults += error.faults
        return listed
    # The best row, not the first: lists have titles and notes above.
    head = max(lines[:HEAD], key=lambda line: _known(line, words), default=())
    if _known(head, words) == 0:
        wanted = "、".join(column.label for column in columns)
        listed.fault_at(ListCell("", 1, 1), "表头", "找不到表头" if lines else "文件是空的", f"第一行请写：{wanted}")
        return listed
    places = _places(head, columns, listed)
    labels = {column.key: column.label for column in columns}
    for line in lines[lines.index(head) + 1 :]:
        row = _row(line, places, labels)
        # Remarks beside the list, in columns that are none of it, make no rows.
        if any(spot.text for spots in row.cells.values() for spot in spots):
            listed.rows.append(row)
            _check_characters(row, listed)
    return listed


def _known(line: ListLine, words: Mapping[str, str]) -> int:
    return len({words.get(_word(spot.text)) for spot in line} - {None})


def _words(columns: Sequence[ListColumn]) -> dict[str, str]:
    return {_word(word): column.key for column in columns for word in (column.label, *column.aliases)}


def _word(text: str) -> str:
    """A label for comparing: `单位编码（必填）*` is 单位编码."""
    return _REMARK.sub("", folded(text)).lower()


def _places(head: ListLine, columns: Sequence[ListColumn], listed: ListFile) -> dict[int, str]:
    """The key of each column's number; a missing or doubled column is a fault, an unknown one a note."""
    words = _words(columns)
    several = {column.key for column in columns if column.several}
    places: dict[int, str] = {}
    for spot in head:
        key = words.get(_word(spot.text))
        if key is None:
            if spot.text:
                listed.notes.append(_unknown(spot, columns, listed.name))
        elif key in places.values() and key not in several:
            listed.fault_at(spot, spot.text, "这一栏有两个", "请删去一个")
        else:
            places[spot.column] = key
    for column in columns:
        if column.required and column.key not in places.values():
            listed.fault_at(head[0], "表头", f"缺少 {column.label} 一栏", f"请加上一栏，表头写 {column.label}")
    return places


def _unknown(spot: ListCell, columns: Sequence[ListColumn], name: str) -> str:
    near = nearest(spot.text, [column.label for column in columns])
    hint = f"；是否 {near}？" if near else ""
    # 30 characters: a sentence in a header's row is no label.
    return f"{name} 第 {spot.line} 行：不认识 ‘{spot.text[:30]}’ 一栏，没有用它{hint}"


def _row(line: ListLine, places: Mapping[int, str], labels: Mapping[str, str]) -> ListRow:
    cells: dict[str, tuple[ListCell, ...]] = {}
    for spot in line:
        key = places.get(spot.column)
        if key is not None:
            cells[key] = (*cells.get(key, ()), spot)
    return ListRow(line[0].line, cells, labels)


def _check_characters(row: ListRow, listed: ListFile) -> None:
    for key, spot in _spots(row):
        strange = strange_signs(spot.text)
        if strange:
            listed.fault_at(spot, row.labels[key], f"含有不能打印的字符 {strange}", "请删去后重新输入")
        elif spot.spoilt:
            write = "请先把这一栏设为文本格式，再重新输入"
            listed.fault_at(spot, row.labels[key], spot.spoilt, write)


def _spots(row: ListRow) -> Iterator[tuple[str, ListCell]]:
    return ((key, spot) for key, spots in row.cells.items() for spot in spots)
