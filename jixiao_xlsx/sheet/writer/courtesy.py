"""Courtesies while somebody types: validations, the tint of required slots, red for what cannot be right.

Pasting removes all of them; the audit decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from jixiao_xlsx.errors import WorkbookError
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.kinds import Validation, kind_named
from jixiao_xlsx.model.kinds.characters import units
from jixiao_xlsx.model.kinds.validation import MESSAGE_UNITS, cut_with_dots
from jixiao_xlsx.sheet import theme
from jixiao_xlsx.sheet.addresses import absolute_name, first_cell, runs
from jixiao_xlsx.sheet.grid import Slot
from jixiao_xlsx.sheet.region import Region, joined
from jixiao_xlsx.sheet.writer.checked import CheckedSheet
from jixiao_xlsx.sheet.writer.side_sheets import Lists
from jixiao_xlsx.sheet.writer.waiting import WaitingSlot

# Excel ends the text of a list, and the formula of a validation, at 255 characters.
_MOST_INLINE = 255
_MOST_FORMULA = 255


_Offset = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _CellCondition:
    """A condition on one cell (`{cell}` in it) and whether what it shows is wrong, or only not yet filled; `{beside}`
    are the cells of its row, as far as they are off from it."""

    criteria: str
    wrong: bool
    beside: tuple[_Offset, ...] = ()

    def formula(self, first: Region) -> str:
        """The condition for the first of the cells that it is for."""
        beside = ",".join(
            str(Region(first.top + top, first.left + left, first.top + bottom, first.left + right))
            for top, left, bottom, right in self.beside
        )
        return "=" + self.criteria.replace("{cell}", str(first)).replace("{beside}", beside)


_NO_MORE_ROWS = "本组的行到此为止。还不够填的，不要插入行：把填好的表发给下发机关，换一份行数更多、已填内容都在的表。"
"""Where somebody stands who has just filled the last row; protection keeps rows from being inserted below it."""


def write_validations(sheet: CheckedSheet, slots: Sequence[Slot], lists: Lists, *, last: Collection[Key] = ()) -> None:
    """One validation for all slots that ask the same; a custom one for each column, as its addresses are relative.

    The slots under the keys `last` also say what to do when their block of open rows is full.
    """
    groups: dict[tuple[Validation, int], list[Region]] = {}
    for slot in slots:
        kind = kind_named(slot.field.kind)
        validation = kind.validation(slot.field)
        if slot.key in last:
            plain = validation or Validation("any", kind.prompt_title(slot.field), "")
            validation = replace(plain, prompt=_with_tail(plain.prompt))
        if validation:
            # Only a custom one holds addresses, which shift with the cell.
            column = slot.region.left if validation.type == "custom" else -1
            groups.setdefault((validation, column), []).append(slot.region)
    for (validation, _), regions in groups.items():
        # Neighbours below one another are one range: a block of 200 open rows would list 200.
        together = runs(regions)
        sheet.validation(together, _options(validation, str(first_cell(together[0])), lists))


def _with_tail(prompt: str) -> str:
    return cut_with_dots(prompt, MESSAGE_UNITS - units(_NO_MORE_ROWS)) + _NO_MORE_ROWS


def write_conditions(sheet: CheckedSheet, slots: Sequence[Slot], waiting: Mapping[Key, WaitingSlot]) -> None:
    """Tints the first cell of each slot, which dresses a merged box; one rule per column, as addresses are relative."""
    groups: dict[tuple[_CellCondition, int], list[Region]] = {}
    for slot in slots:
        for sight in _sights(slot, waiting.get(slot.key)):
            groups.setdefault((sight, slot.region.left), []).append(first_cell(slot.region))
    # Red first: of two conditions that hold, the first wins.
    for (sight, _), regions in sorted(groups.items(), key=lambda group: not group[0][0].wrong):
        together = runs(regions)
        sheet.condition(
            together, sight.formula(first_cell(together[0])), theme.WRONG if sight.wrong else theme.REQUIRED
        )


def _sights(slot: Slot, waiting: WaitingSlot | None) -> Iterator[_CellCondition]:
    kind = kind_named(slot.field.kind)
    validation = kind.validation(slot.field)
    if slot.field.required:
        yield _required(slot, waiting)
    if kind.is_number:
        # A pasted `44, 770. 21` is text, and looks like a number.
        yield _CellCondition("AND(ISTEXT({cell}),LEN(TRIM({cell}))>0)", wrong=True)
    elif slot.field.most is not None:
        yield _CellCondition(f"LEN({{cell}})>{int(slot.field.most)}", wrong=True)
    if validation and validation.type in ("decimal", "whole"):
        low, high = _figure(validation.minimum), _figure(validation.maximum)
        yield _CellCondition(f"AND(ISNUMBER({{cell}}),OR({{cell}}<{low},{{cell}}>{high}))", wrong=True)


def _required(slot: Slot, waiting: WaitingSlot | None) -> _CellCondition:
    """Blank, and asked for by now: in an open row once the row is begun."""
    blank = "LEN(TRIM({cell}))=0"
    if waiting is None:
        return _CellCondition(blank, wrong=False)
    first = slot.region
    beside = tuple(
        (region.top - first.top, region.left - first.left, region.bottom - first.top, region.right - first.left)
        for region in joined(waiting.row)
    )
    begun = "COUNTA({beside})>0" if beside else "FALSE"
    if waiting.block:
        begun = f"OR({begun},COUNTA({','.join(absolute_name(region) for region in joined(waiting.block))})=0)"
    return _CellCondition(f"AND({blank},{begun})", wrong=False, beside=beside)


def _options(validation: Validation, cell: str, lists: Lists) -> dict[str, object]:
    options: dict[str, object] = {
        "ignore_blank": validation.allow_blank,
        "input_title": validation.prompt_title,
        "input_message": validation.prompt,
        "error_title": validation.error_title,
        "error_message": validation.error,
    }
    return {name: text for name, text in options.items() if text != ""} | _check(validation, cell, lists)


def _check(validation: Validation, cell: str, lists: Lists) -> dict[str, object]:
    match validation.type:
        case "any":
            return {"validate": "any"}
        case "list":
            choices = validation.choices
            return {"validate": "list", "source": list(choices) if _fits_inline(choices) else lists.source(choices)}
        case "custom":
            return {"validate": "custom", "value": _short(validation.formula.replace("{cell}", cell))}
        case "whole":
            return {"validate": "integer", "criteria": "between", **_bounds(validation)}
        case "decimal" | "length" | "date":
            return {"validate": validation.type, "criteria": "between", **_bounds(validation)}


def _bounds(validation: Validation) -> dict[str, object]:
    return {"minimum": _bound(validation.minimum), "maximum": _bound(validation.maximum)}


def _bound(bound: Decimal | date | None) -> date | str:
    return bound if isinstance(bound, date) else _figure(bound)


def _figure(bound: Decimal | date | None) -> str:
    if not isinstance(bound, Decimal):
        raise WorkbookError("数据验证缺少上限或下限")
    return format(bound, "f")


def _fits_inline(choices: Iterable[str]) -> bool:
    """Whether Excel reads a list inside the validation as the same items: it splits at commas and trims."""
    items = tuple(choices)
    odd = any("," in item or '"' in item or item.startswith("=") or item != item.strip() for item in items)
    return not odd and len(",".join(items).encode("utf-16-le")) // 2 <= _MOST_INLINE


def _short(formula: str) -> str:
    if len(formula) > _MOST_FORMULA:
        raise WorkbookError(f"数据验证的公式超过 Excel 的上限 {_MOST_FORMULA} 个字符：{formula[:60]}…")
    return formula
