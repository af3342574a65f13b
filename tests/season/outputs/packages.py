"""What is inside a published workbook: every member's bytes, unpacked."""

from __future__ import annotations

from html import unescape
from io import BytesIO
from zipfile import ZipFile


def members(data: bytes) -> dict[str, str]:
    """The text of each member, with XML's entities as characters."""
    with ZipFile(BytesIO(data)) as package:
        return {name: unescape(package.read(name).decode("utf-8")) for name in package.namelist()}


def everything(data: bytes) -> str:
    """All of it in one text, the members' names too."""
    return "\n".join(f"{name}\n{text}" for name, text in members(data).items())
