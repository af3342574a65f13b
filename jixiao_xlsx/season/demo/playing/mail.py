"""What a department sends: one message with its files, and how its mail program writes their names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Style(StrEnum):
    """How a message writes Chinese into its subject and the names of its files."""

    STANDARD = "RFC 2231"
    ENCODED = "RFC 2047"
    ENCODED_GBK = "RFC 2047 GBK"
    RAW_GBK = "GBK 原字节"
    RAW_UTF8 = "UTF-8 原字节"
    BROKEN = "名称残缺"
    FORWARDED = "作为附件转发"


@dataclass(frozen=True, slots=True)
class Mail:
    """One message: who sent it under which address, when (with a zone), and its files by name."""

    sender: str
    subject: str
    sent: datetime
    attachments: tuple[tuple[str, bytes], ...] = field(repr=False)
    style: Style = Style.STANDARD
    called: str = ""
    body: str = ""
