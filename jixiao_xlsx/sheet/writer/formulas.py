"""A computed cell's formula: its expression spoken in Excel's words with the layout's addresses."""

from __future__ import annotations

from jixiao_xlsx.errors import WorkbookError
from jixiao_xlsx.model.expr.excel import to_excel
from jixiao_xlsx.model.keys import Key, KeyPattern, format_key
from jixiao_xlsx.sheet.addresses import Addresses
from jixiao_xlsx.sheet.grid import Computed


def formula_of(box: Computed, addresses: Addresses, sheet: int) -> str:
    """`=…` as it stands on sheet number `sheet`; raises WorkbookError where it names a cell that is not laid out."""

    def address(key: Key) -> str:
        cell = addresses.cell(key, sheet=sheet)
        if cell is None:
            raise WorkbookError(f"‘{box.label}’的公式引用了版面上没有的格子：{format_key(key)}")
        return cell

    def expand(pattern: KeyPattern, _owner: Key) -> list[str]:
        return list(addresses.ranges(addresses.keys(pattern), sheet=sheet))

    if box.field.compute is None:
        raise WorkbookError(f"‘{box.label}’是公式格，却没有公式")
    return "=" + to_excel(box.field.compute.node, box.key, address, expand)
