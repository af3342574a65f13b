"""Damages drawn at random: one, two or three together, at any place that makes sense for their kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from jixiao_xlsx.sheet.grid import PrintedRole
from jixiao_xlsx.sheet.raw.book import RawBook, RawSheet
from jixiao_xlsx.sheet.reader.labels import LabelMap
from sheet.reader import damage
from sheet.reader.samples import Sample

Change = Callable[[RawBook], RawBook]


@dataclass(frozen=True)
class Damage:
    """One damage: its name with its place, how it is done, and whether the hidden keys must be there to survive it."""

    name: str
    change: Change
    needs_keys: bool = False

    def __repr__(self) -> str:
        return self.name


def bare_copies(sample: Sample) -> tuple[Damage, ...]:
    """The ways of losing hidden keys, and none at all."""
    grid = sample.grid
    first, last = grid.key_columns
    bottom = grid.token_rows[1]
    return (
        Damage("原样", lambda book: book),
        Damage("复制工作表", damage.copied_sheet),
        Damage("粘贴到新工作簿", damage.pasted),
        Damage("只复制看得见的", damage.only_visible),
        Damage("删除首列行键", _on_form(lambda sheet: damage.delete_column(sheet, first))),
        Damage("删除末列行键", _on_form(lambda sheet: damage.delete_column(sheet, last))),
        Damage("删除两列行键", _on_form(lambda s: damage.delete_column(damage.delete_column(s, last), first))),
        Damage(
            "删除隐藏的行", _on_form(lambda s: damage.delete_row(damage.delete_row(damage.delete_row(s, bottom), 1), 0))
        ),
    )


def lines(sample: Sample) -> st.SearchStrategy[Damage]:
    """Whole rows and columns inserted or deleted anywhere on the form, unmerging, one edited label."""
    grid = sample.grid
    row = st.integers(0, grid.bottom + 2)
    column = st.integers(0, grid.right + 2)
    labels = sorted(
        {
            box.text
            for box in grid.printed()
            if box.role in {PrintedRole.STUB, PrintedRole.LABEL, PrintedRole.HEAD} and len(box.text) > 3
        }
    )
    return st.one_of(
        row.map(lambda at: Damage(f"插入第{at + 1}行", _on_form(lambda sheet: damage.insert_row(sheet, at)))),
        row.map(lambda at: Damage(f"删除第{at + 1}行", _on_form(lambda sheet: damage.delete_row(sheet, at)))),
        column.map(lambda at: Damage(f"插入第{at + 1}列", _on_form(lambda sheet: damage.insert_column(sheet, at)))),
        column.map(lambda at: Damage(f"删除第{at + 1}列", _on_form(lambda sheet: damage.delete_column(sheet, at)))),
        st.just(Damage("取消合并", _on_form(damage.unmerge))),
        st.sampled_from(labels).map(
            lambda label: Damage(
                f"改写{label}", _on_form(lambda sheet: damage.edit(sheet, label, label[:-1] + "（改）"))
            )
        ),
    )


def keyed_rows(sample: Sample) -> st.SearchStrategy[Damage]:
    """Rows moved or copied with their hidden keys, keys cleared here and there."""
    grid = sample.grid
    row = st.integers(grid.top, grid.bottom)
    ids = [one.id for one in grid.rows]
    return st.one_of(
        st.tuples(row, row).map(
            lambda two: Damage(
                f"移动第{two[0] + 1}行到{two[1] + 1}",
                _on_form(lambda sheet: damage.move_row(sheet, two[0], before=two[1])),
            )
        ),
        st.tuples(row, row).map(
            lambda two: Damage(
                f"复制第{two[0] + 1}行到{two[1] + 1}",
                _on_form(lambda sheet: damage.copy_row(sheet, two[0], before=two[1])),
            )
        ),
        st.tuples(st.sets(st.sampled_from(ids), max_size=8), st.sampled_from([0, -1])).map(
            lambda some: Damage(f"清除行键{some}", _on_form(lambda sheet: _without_ids(sheet, some[0], some[1])))
        ),
        st.sets(st.sampled_from(ids), max_size=8).map(
            lambda some: Damage(
                f"清除两边行键{some}", _on_form(lambda sheet: _without_ids(_without_ids(sheet, some, 0), some, 0))
            )
        ),
    )


def cleared_keys(sample: Sample) -> st.SearchStrategy[Damage]:
    """A stretch of rows without their keys on either side."""
    grid = sample.grid
    ends = st.tuples(st.integers(grid.top, grid.bottom), st.integers(1, 12))
    return ends.map(
        lambda stretch: Damage(
            f"清除第{stretch[0] + 1}行起{stretch[1]}行的行键",
            _on_form(
                lambda sheet: damage.clear(
                    sheet,
                    [(row, column) for row in range(stretch[0], sum(stretch)) for column in grid.key_columns],
                )
            ),
        )
    )


def permuted_block(sample: Sample) -> st.SearchStrategy[Damage]:
    """The rows of an open block without labels of their own in another order, keys where they were."""
    grid = sample.grid
    labels = LabelMap(grid, "")
    blocks: dict[object, list[int]] = {}
    for number, row in enumerate(grid.rows):
        own = [box for box in labels.by_row.get(grid.top + number, ()) if box.region.height == 1 and box.text]
        if row.open and not own and grid.top + number in labels.starting and "+" not in row.id:
            blocks.setdefault(row.open, []).append(grid.top + number)
    some = [rows for rows in blocks.values() if len(rows) > 1]
    left = {
        row: min(slot.region.left for slot in grid.slots() if slot.region.top == row) for rows in some for row in rows
    }

    def permuted(rows: list[int], order: list[int]) -> Damage:
        columns = range(left[rows[0]], grid.right + 1)
        moves = dict(zip(rows, order, strict=True))
        return Damage(
            f"第{rows[0] + 1}行起换成{order}",
            _on_form(lambda sheet: damage.permute_rows(sheet, moves, columns=columns)),
        )

    return st.sampled_from(some).flatmap(lambda rows: st.permutations(rows).map(lambda order: permuted(rows, order)))


def _without_ids(sheet: RawSheet, ids: set[str], which: int) -> RawSheet:
    """The sheet without the first (0) or last (−1) standing copy of some row ids."""
    spots = {identity: sorted(spot for spot, cell in sheet.cells.items() if cell.value == identity) for identity in ids}
    return damage.clear(sheet, [places[which] for places in spots.values() if places])


def sorts(sample: Sample) -> tuple[Damage, ...]:
    """Every pair of near rows whose labels and data change places while the keys stay."""
    return tuple(
        Damage(
            f"第{first + 1}行与第{second + 1}行互换",
            _on_form(
                lambda sheet, a=first, b=second, c=left: damage.swap_rows(
                    sheet, a, b, columns=range(c, sample.grid.right + 1)
                )
            ),  # type: ignore[misc]
        )
        for first, second, left in sortable(sample)
    )


def sortable(sample: Sample) -> list[tuple[int, int, int]]:
    """Two rows and the column from which on they may change places: leaf labels in one column, nothing merged down."""
    labels = LabelMap(sample.grid, "")
    rows: dict[tuple[object, ...], set[int]] = {}
    for box in labels.asked:
        label = labels.label_of(box)
        if label is None or label.role is PrintedRole.SIDE or label.region.top != box.region.top:
            continue
        beside = [one for one in sample.grid.boxes if one.region.top <= box.region.top <= one.region.bottom]
        if all(one.region.height == 1 for one in beside if one.region.left >= label.region.left):
            group = labels.group_of(label)
            rows.setdefault((label.region.left, label.region.right, group), set()).add(box.region.top)
    pairs = []
    for (left, *_), places in rows.items():
        some = sorted(places)
        pairs += [(a, b, int(str(left))) for n, a in enumerate(some) for b in some[n + 1 :] if b - a < 6]
    return pairs


def pushes(sample: Sample) -> st.SearchStrategy[Damage]:
    """Cells inserted or deleted within a row or a column: only the hidden keys at both ends can tell."""
    grid = sample.grid
    row, column = st.integers(grid.top, grid.bottom), st.integers(grid.left, grid.right)
    return st.tuples(st.sampled_from([damage.push_right, damage.pull_left, damage.push_down]), row, column).map(
        lambda key: Damage(
            f"{key[0].__name__}{key[1:]}", _on_form(lambda sheet: key[0](sheet, key[1], key[2])), needs_keys=True
        )
    )


def _on_form(change: Callable[[RawSheet], RawSheet]) -> Change:
    return lambda book: replace(book, sheets=(change(book.sheets[0]), *book.sheets[1:]))
