"""The damages of the matrix as steps of a real client, each with what may rightly be missing afterwards."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clients import steps
from clients.steps import Step
from jixiao_xlsx.model.cell_names import cell_name, column_name
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.sheet.grid import PrintedRole
from sheet.reader.chains import sortable
from sheet.reader.samples import Sample

FORMS = ("S0", "S1", "S2", "S3", "P1")
FORMATS = (".xlsx", ".xls", ".ods")
_SEED = 20260101


@dataclass(frozen=True)
class Plan:
    """One damage at one place: its steps on the unprotected form, the keys whose values it takes away, the codes
    of which one must be said (none where nothing happened that anybody could see), and the cell whose value was
    moved over another's."""

    name: str
    steps: tuple[Step, ...]
    gone: frozenset[Key] = frozenset()
    said: frozenset[str] = frozenset()
    last: bool = False
    moved: tuple[Key, Key] | None = None

    @property
    def rank(self) -> int:
        return 2 if self.last else 1 if self.name in {"插入行", "删除行", "插入列", "删除行键列", "删除隐藏的行"} else 0


def plans(sample: Sample) -> dict[str, tuple[Plan, ...]]:
    """Every damage of the matrix on one form, by name, at places drawn with a fixed seed."""
    draw = random.Random(_SEED)
    made = {name: make(sample, draw) for name, make in _DAMAGES.items()}
    return {name: tuple(some) for name, some in made.items()}


def pairs(sample: Sample, count: int) -> list[tuple[Plan, Plan]]:
    """Two damages together, first the one that keeps all places, last a copy into a new workbook."""
    draw = random.Random(_SEED + 1)
    every = [plan for some in plans(sample).values() for plan in some if plan.steps and plan.name != "剪切粘贴"]
    firsts = [plan for plan in every if not plan.last]
    chosen = []
    while len(chosen) < count:
        first, second = sorted((draw.choice(firsts), draw.choice(every)), key=lambda plan: plan.rank)
        if first.name != second.name and {first.name, second.name} != {"排序丢下行键", "连键移动行"}:
            chosen.append((first, second))
    return chosen


def values_after(sample: Sample, chosen: Sequence[Plan]) -> dict[Key, Value]:
    """What stands in the form's cells after the plans: everything typed, moved values at their new place."""
    values = dict(sample.values)
    for plan in chosen:
        if plan.moved is not None:
            values[plan.moved[1]] = values.pop(plan.moved[0])
    return values


# ---- the damages ----------------------------------------------------------------------------------------------


def _saved(_sample: Sample, _draw: random.Random) -> list[Plan]:
    return [Plan("另存", ())]


def _inserted_rows(sample: Sample, draw: random.Random) -> list[Plan]:
    rows = draw.sample(range(sample.grid.top + 1, sample.grid.bottom + 1), 3)
    return [Plan("插入行", (steps.insert_rows(0, row + 1),), said=frozenset({"P10", "P11"})) for row in rows]


def _deleted_rows(sample: Sample, draw: random.Random) -> list[Plan]:
    starts = [row for row in range(sample.grid.top, sample.grid.bottom + 1) if _keys_at(sample, row)]
    said = frozenset({"P02", "P03", "P05"})
    return [
        Plan("删除行", (steps.delete_rows(0, row + 1),), gone=_keys_at(sample, row), said=said)
        for row in draw.sample(starts, 4)
    ]


def _inserted_columns(sample: Sample, draw: random.Random) -> list[Plan]:
    columns = draw.sample(range(sample.grid.left + 1, sample.grid.right + 1), 2)
    return [
        Plan("插入列", (steps.insert_columns(0, column_name(column)),), said=frozenset({"P10"})) for column in columns
    ]


def _deleted_keys(sample: Sample, _draw: random.Random) -> list[Plan]:
    first, last = (column_name(column) for column in sample.grid.key_columns)
    said = frozenset({"P09"})
    return [
        Plan("删除行键列", (steps.delete_columns(0, first),), said=said),
        Plan("删除行键列", (steps.delete_columns(0, last), steps.delete_columns(0, first)), said=said),
    ]


def _deleted_hidden(_sample: Sample, _draw: random.Random) -> list[Plan]:
    return [Plan("删除隐藏的行", (steps.delete_hidden_rows(0),), said=frozenset({"P09"}))]


def _edited(sample: Sample, draw: random.Random) -> list[Plan]:
    printed = [
        box for box in sample.grid.printed() if box.role in {PrintedRole.STUB, PrintedRole.LABEL, PrintedRole.HEAD}
    ]
    texts = sorted({box.text for box in printed if len(box.text) > 2 and box.text.isalnum()})
    chosen = draw.sample(texts, 2)
    edits = tuple(steps.edit_label(0, text, text[:-1] + "（改）") for text in chosen)
    return [Plan("改写两个标签", edits, said=frozenset({"P05"}))]


def _cut(sample: Sample, draw: random.Random) -> list[Plan]:
    """One single cell cut and pasted over its like: the first is blank now, the second holds its value."""
    singles = [slot for slot in sample.grid.slots() if slot.key in sample.values and not slot.region.is_merged]
    first = draw.choice(singles)
    others = [slot for slot in singles if slot.field.kind == first.field.kind and slot != first]
    if not others:
        return []
    second = draw.choice(others)
    spots = [cell_name(slot.region.top, slot.region.left) for slot in (first, second)]
    return [
        Plan("剪切粘贴", (steps.move_range(0, *spots),), gone=frozenset({first.key}), moved=(first.key, second.key))
    ]


def _copied(_sample: Sample, _draw: random.Random) -> list[Plan]:
    return [Plan("复制到新工作簿", (steps.copy_sheet_to_new(0),), said=frozenset({"S05"}), last=True)]


def _pasted(_sample: Sample, _draw: random.Random) -> list[Plan]:
    said = frozenset({"S05", "S09"})
    return [
        Plan("全部粘贴", (steps.paste_all_to_new(0),), said=said, last=True),
        Plan("只粘贴值", (steps.paste_values_to_new(0),), said=said, last=True),
    ]


def _visible(_sample: Sample, _draw: random.Random) -> list[Plan]:
    both = steps.copy_visible_to_new(0)
    return [
        Plan("只复制可见列", (steps.copy_visible_to_new(0, rows=False),), said=frozenset({"P09"}), last=True),
        Plan("只复制可见行列", (both,), said=frozenset({"S09"}), last=True),
    ]


def _sorted(sample: Sample, draw: random.Random) -> list[Plan]:
    """Labels and data change places, the keys stay; rows of a plain list change places with nothing to tell.

    Merged titles forbid LibreOffice's own sort, so the contents are exchanged cell by cell.
    """
    grid = sample.grid
    pairs = _alike(sample, sortable(sample))
    said = frozenset({"P01"})
    if not pairs:
        rows = [number for number, row in enumerate(grid.rows, grid.top) if row.open == ("projects", "*")]
        pairs, said = [(rows[0], rows[3], grid.left), (rows[1], rows[2], grid.left)], frozenset()
    chosen = draw.sample(pairs, min(2, len(pairs)))
    return [
        Plan("排序丢下行键", _exchanged(sample, a, b, range(left, grid.right + 1)), said=said) for a, b, left in chosen
    ]


def _moved(sample: Sample, draw: random.Random) -> list[Plan]:
    """Two rows change places with their keys; merged side titles keep LibreOffice from moving whole rows."""
    pairs = _alike(sample, sortable(sample))
    if not pairs:
        rows = [number for number, row in enumerate(sample.grid.rows, sample.grid.top) if row.open]
        pairs = [(rows[0], rows[3], sample.grid.left), (rows[1], rows[4], sample.grid.left)]
    first, last = sample.grid.key_columns
    plans = []
    for a, b, left in draw.sample(pairs, min(2, len(pairs))):
        columns = [first, *range(left, last + 1)]
        plans.append(Plan("连键移动行", _exchanged(sample, a, b, columns), said=frozenset({"P18"})))
    return plans


def _alike(sample: Sample, pairs: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Pairs of rows that compute in the same columns, if at all."""
    computing = {(box.region.top, box.region.left) for box in sample.grid.computed()}
    columns = range(sample.grid.left, sample.grid.right + 1)
    return [
        (a, b, left) for a, b, left in pairs if all(((a, c) in computing) == ((b, c) in computing) for c in columns)
    ]


def _exchanged(sample: Sample, one: int, other: int, columns: Iterable[int]) -> tuple[Step, ...]:
    """Two rows change places within some columns; formulas stay, as they say the same on both."""
    cells = sample.book.sheets[0].cells
    done = []
    for column in columns:
        for row, source in ((one, cells.get((other, column))), (other, cells.get((one, column)))):
            there = cells.get((row, column))
            if any(content is not None and content.formula is not None for content in (source, there)):
                continue
            value = source.value if source is not None else None
            assert value is None or isinstance(value, str | Decimal | date)
            done.append(steps.set_cell(0, cell_name(row, column), value))
    return tuple(done)


def _sheets(_sample: Sample, _draw: random.Random) -> list[Plan]:
    extra = steps.add_sheet("附件材料", [["说明", "另附"], ["123", ""]])
    return [
        Plan("改表名", (steps.rename_sheet(0, "我的表"),), said=frozenset({"P12"})),
        Plan("复制一张表", (steps.duplicate_sheet(0, "填报表 (2)"),), said=frozenset({"P08"})),
        Plan("多出一张表", (extra,), said=frozenset({"P07"})),
    ]


_DAMAGES: dict[str, Callable[[Sample, random.Random], list[Plan]]] = {
    "另存": _saved,
    "插入行": _inserted_rows,
    "删除行": _deleted_rows,
    "插入列": _inserted_columns,
    "删除行键列": _deleted_keys,
    "删除隐藏的行": _deleted_hidden,
    "改写两个标签": _edited,
    "剪切粘贴": _cut,
    "复制到新工作簿": _copied,
    "粘贴到新工作簿": _pasted,
    "只复制看得见的": _visible,
    "排序丢下行键": _sorted,
    "连键移动行": _moved,
    "增改工作表": _sheets,
}
NAMES = tuple(_DAMAGES)


def _keys_at(sample: Sample, row: int) -> frozenset[Key]:
    return frozenset(slot.key for slot in sample.grid.slots() if slot.region.top == row and slot.key in sample.values)
