"""What a department does to a workbook, done to its XML alone, so that nothing else changes."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO

from sheet.marker.looking import members, opened, packed


def set_number(data: bytes, sheet: str, cell: str, number: Decimal) -> bytes:
    return _set(data, sheet, cell, 't="n"', f"<v>{number}</v>")


def set_text(data: bytes, sheet: str, cell: str, text: str) -> bytes:
    return _set(data, sheet, cell, 't="inlineStr"', f"<is><t>{text}</t></is>")


def _set(data: bytes, sheet: str, cell: str, kind: str, content: str) -> bytes:
    parts = members(data)
    name = f"xl/worksheets/{sheet}.xml"
    text = parts[name].decode()
    pattern = re.compile(rf'<c r="{cell}"([^>]*?)(?:/>|>.*?</c>)', re.DOTALL)
    assert len(pattern.findall(text)) == 1

    def changed(match: re.Match[str]) -> str:
        style = re.search(r'\bs="\d+"', match[1])
        return f'<c r="{cell}" {style[0] if style else ""} {kind}>{content}</c>'

    parts[name] = pattern.sub(changed, text).encode()
    return packed(parts)


def with_sheet(data: bytes, name: str, text: str) -> bytes:
    """A workbook with one more sheet, whose first cell holds a text."""
    book = opened(data)
    book.create_sheet(name)["A1"] = text
    out = BytesIO()
    book.save(out)
    return out.getvalue()
