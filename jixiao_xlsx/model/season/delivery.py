"""来件: a file as it arrived — its bytes by sha256, who sent it, when, and what it turned out to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeliveryRole(StrEnum):
    """What a file that arrived is: a form of ours, a workbook that is none, something beside it, or what held it."""

    FILING = "填报件"
    UNRECOGNISED = "未识别"
    ATTACHMENT = "附件"
    CONTAINER = "邮件或压缩包"


@dataclass(frozen=True, slots=True)
class Message:
    """A mail message as far as provenance needs it; `sent` has a zone, None where the header has no usable date."""

    message_id: str = ""
    sender: str = ""
    subject: str = ""
    sent: datetime | None = None

    @property
    def is_mail(self) -> bool:
        """Whether a message brought it, and not somebody who put a file there."""
        return bool(self.message_id or self.sender)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One file of one arrival. `name` is its own name as decoded (foreign: never a path); `origin` tells where it was
    found, as `收件/一月.mbox[3]!材料.zip!申报表.xlsx` or `imap://user@host/INBOX;UID=7!申报表.xlsx`;
    `received` is when we collected it, with a zone; `note` says what a person must know (not opened, name broken)."""

    sha256: str
    name: str
    size: int
    origin: str
    role: DeliveryRole
    received: datetime
    message: Message = Message()
    note: str = ""
