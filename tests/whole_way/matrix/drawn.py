"""Cells with a look or a formula of their own, put into the parts of a filled workbook as a program would."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from whole_way.matrix.planting import Drawn

_STYLES = "xl/styles.xml"


def sign_of(number: int) -> str:
    """What stands in a cell until its own content is put there."""
    return f"〔格{number}〕"


def with_drawn(data: bytes, cells: list[Drawn]) -> bytes:
    """The workbook with each cell that holds a sign of `sign_of` drawn as told."""
    with ZipFile(BytesIO(data)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    for number, cell in enumerate(cells):
        style = _style(parts, cell.look) if cell.look else None
        sign = re.escape(sign_of(number))
        pattern = re.compile(rf'<c ([^>]*?)t="inlineStr"([^>]*)>(?:(?!</c>).)*{sign}(?:(?!</c>).)*</c>', re.DOTALL)
        for name, part in parts.items():
            if name.startswith("xl/worksheets/"):
                parts[name] = pattern.sub(lambda match: _cell(match, cell, style), part.decode()).encode()  # noqa: B023
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as book:
        for name, part in parts.items():
            book.writestr(name, part)
    return out.getvalue()


def _cell(match: re.Match[str], cell: Drawn, style: int | None) -> str:
    attributes = match[1] + match[2]
    if style is not None:
        attributes = re.sub(r's="\d+"', f's="{style}"', attributes)
    kind = f' t="{cell.kind}"' if cell.kind else ""
    return f"<c {attributes.strip()}{kind}>{cell.inside}</c>"


def _style(parts: dict[str, bytes], look: str) -> int:
    """The number of a new open cell format that shows numbers so."""
    text = parts[_STYLES].decode()
    # 900 and above: no program uses so many formats of its own.
    number = 900 + text.count("<numFmt ")
    code = look.replace("&", "&amp;").replace('"', "&quot;")
    made = f'<numFmt numFmtId="{number}" formatCode="{code}"/>'
    if "<numFmts" in text:
        text = text.replace("</numFmts>", f"{made}</numFmts>")
    else:
        text = text.replace("<fonts", f'<numFmts count="1">{made}</numFmts><fonts', 1)
    formats = re.search(r"<cellXfs[^>]*>(.*?)</cellXfs>", text, re.DOTALL)
    assert formats
    count = len(re.findall(r"<xf ", formats[1]))
    xf = (
        f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" '
        'applyProtection="1"><protection locked="0"/></xf>'
    )
    parts[_STYLES] = text.replace("</cellXfs>", f"{xf}</cellXfs>", 1).encode()
    return count
