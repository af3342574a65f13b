"""What goes into a slot's cell: a value as its kind writes it, refused where the cell could not give it back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from jixiao_xlsx.errors import WorkbookError
from jixiao_xlsx.model.content import CELL_UNITS, decimal_of_float
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.kinds import kind_named
from jixiao_xlsx.sheet.grid import Slot

# XML 1.0 has no place for these two; control characters are escaped, they are not.
_NO_XML = ("\ufffe", "\uffff")


def cell_value(slot: Slot, value: Value) -> Decimal | str | date:
    """The slot's cell content for a value; limits and choices are not asked, they are the audit's.

    Raises WorkbookError where the value is of a type that the slot's kind never reads, or does not fit into a cell.
    """
    kind = kind_named(slot.field.kind)
    try:
        # Only for the TypeError: what breaks a limit is written as it is, and found when it comes back.
        kind.allowed(value, slot.field)
    except TypeError as error:
        raise WorkbookError(f"‘{slot.label}’要填{kind.wanted(slot.field)}，给的是 {value!r}") from error
    content = kind.to_cell(value, slot.field)
    refuse_unfit(content, slot.label)
    return content


def refuse_unfit(content: Decimal | str | date, where: str) -> None:
    """Raises WorkbookError for a text or number that a cell cannot hold as it is."""
    if isinstance(content, str):
        _refuse_text(content, where)
    elif isinstance(content, Decimal) and (not content.is_finite() or decimal_of_float(float(content)) != content):
        raise WorkbookError(f"‘{where}’的数字 {content} 超过 Excel 的 15 位有效数字")


def _refuse_text(text: str, where: str) -> None:
    try:
        units = len(text.encode("utf-16-le")) // 2
    except UnicodeEncodeError as error:
        raise WorkbookError(f"‘{where}’的文字含有无法保存的字符") from error
    # xlsxwriter would cut a longer text in silence.
    if units > CELL_UNITS:
        raise WorkbookError(f"‘{where}’的文字有 {units} 字，超过 Excel 单元格的上限 {CELL_UNITS} 字")
    if any(sign in text for sign in _NO_XML):
        raise WorkbookError(f"‘{where}’的文字含有无法保存的字符（U+FFFE 或 U+FFFF）")
