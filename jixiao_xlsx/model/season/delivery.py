"""来件: a file as it arrived — its bytes by sha256, who sent it, when, and what it turned out to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeliveryRole(StrEnum):
    """What a file that arrived is: a form of ours, a workbook that is none, something beside it, what held it, or a
    message that no person wrote, with what is in it."""

    FILING = "填报件"
    UNRECOGNISED = "未识别"
    ATTACHMENT = "附件"
    CONTAINER = "邮件或压缩包"
    NOTICE = "自动邮件"


class ArrivalReason(StrEnum):
    """来由: what a file is that is no filing, or why it yields none, so that its sender can be told what to do; and
    what sort of message nobody has to answer."""

    NONE = ""
    # Beside a form they are welcome; alone they say nothing that could be read.
    SCAN = "扫描件"
    PICTURE = "图片"
    DOCUMENT = "文档"
    PRINTED = "版式文件"
    APPLE = "苹果软件的文件"
    OTHER = "别的文件"
    # What keeps a letter or a file from being opened.
    BARE = "没有附件"
    CLOUD = "网盘链接"
    TNEF = "专用格式"
    LOCKED = "有密码"
    ENCIPHERED = "加密邮件"
    UNOPENED = "打不开"
    TOO_LARGE = "太大"
    # What did not come to us at all, for a reason of our own disk or mailbox.
    UNREAD = "没有读到"
    # Messages that no person wrote to us.
    AUTOMATIC = "自动回复"
    BOUNCE = "投递失败"
    REPORT = "投递报告"
    RECEIPT = "回执"
    INVITATION = "日程邀请"
    OURS = "本单位发出的信"

    @property
    def is_beside(self) -> bool:
        """Whether it is a file that people send beside a form."""
        return self in _BESIDE

    @property
    def is_shut(self) -> bool:
        """Whether it could not be opened, which a password or a program that comes later may change."""
        return self in _SHUT

    @property
    def is_notice(self) -> bool:
        """Whether it is a message that nobody has to answer."""
        return self in _NOTICES


_BESIDE = frozenset(
    {ArrivalReason.SCAN, ArrivalReason.PICTURE, ArrivalReason.DOCUMENT, ArrivalReason.PRINTED, ArrivalReason.APPLE}
)
_SHUT = frozenset(
    {
        ArrivalReason.TNEF,
        ArrivalReason.LOCKED,
        ArrivalReason.ENCIPHERED,
        ArrivalReason.UNOPENED,
        ArrivalReason.TOO_LARGE,
    }
)
_NOTICES = frozenset(
    {
        ArrivalReason.AUTOMATIC,
        ArrivalReason.BOUNCE,
        ArrivalReason.REPORT,
        ArrivalReason.RECEIPT,
        ArrivalReason.INVITATION,
        ArrivalReason.OURS,
    }
)


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

    @property
    def is_letter(self) -> bool:
        """Whether it can be told from other messages."""
        return self.is_mail or bool(self.subject)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One file of one arrival. `name` is its own name as decoded (foreign: never a path); `origin` tells where it was
    found, as `收件/一月.mbox[3]!材料.zip!申报表.xlsx` or `imap://user@host/INBOX;UID=7!申报表.xlsx`;
    `received` is when we collected it, with a zone; `note` says what a person must know (not opened, name broken),
    `reason` says it to programs. Where the bytes could not be had (`UNREAD`) `sha256` stands for the place."""

    sha256: str
    name: str
    size: int
    origin: str
    role: DeliveryRole
    received: datetime
    message: Message = Message()
    note: str = ""
    reason: ArrivalReason = ArrivalReason.NONE
