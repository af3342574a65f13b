"""Outlook's .msg: a compound file whose streams hold the message's properties and its attachments ([MS-OXMSG]).

The streams are read directly: 8-bit strings carry no usable code page for Chinese names, and an attached message is a
storage inside the attachment.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from jixiao_xlsx.mail.automatic import Automatic
from jixiao_xlsx.mail.charsets import decode
from jixiao_xlsx.mail.cloud import clouds_in
from jixiao_xlsx.mail.headers import parse_headers
from jixiao_xlsx.mail.inner import InnerFile
from jixiao_xlsx.mail.limits import ArrivalTally, OverLimit
from jixiao_xlsx.mail.messages import NO_ATTACHMENT, cloud_note, message_facts
from jixiao_xlsx.mail.names import last_part, made_up, repaired, shown_name
from jixiao_xlsx.model.season.delivery import ArrivalReason, Message

if TYPE_CHECKING:
    from olefile import OleFileIO

NOT_INSTALLED = "没有安装 olefile，Outlook 的 .msg 打不开：pip install 'jixiao_xlsx[mail]'"
_PROPERTIES = "__properties_version1.0"
_MARK = _PROPERTIES.encode("utf-16-le")
_ATTACHMENT = "__attach_version1.0_#"
_EMBEDDED = "__substg1.0_3701000D"
# FILETIME counts from here.
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
# Property numbers of [MS-OXPROPS].
_SUBJECT, _HEADERS, _SENDER, _ADDRESS, _SMTP, _MESSAGE_ID = 0x0037, 0x007D, 0x0C1A, 0x0C1F, 0x5D01, 0x1035
_LONG_NAME, _SHORT_NAME, _DISPLAY_NAME, _MIME, _DATA = 0x3707, 0x3704, 0x3001, 0x370E, 0x3701
_BODY, _HTML, _CLASS = 0x1000, 0x1013, 0x001A
_SUBMITTED, _DELIVERED = 0x0039, 0x0E06
# [MS-OXMSG] 2.4.1: the property stream begins with 32 bytes at the root, 24 in an embedded message.
_ROOT_HEADER, _EMBEDDED_HEADER = 32, 24


def is_outlook(data: bytes) -> bool:
    """True for a compound file that has a message's properties at its root (an .xls may hold a message deeper down)."""
    if _MARK not in data:
        return False
    try:
        with _opened(data) as ole:
            return bool(ole.exists(_PROPERTIES))
    except ImportError:
        # Without olefile the mark alone decides, so that the note can say what is missing.
        return True
    except Exception:  # a broken compound file is a leaf like any other
        return False


def _opened(data: bytes) -> OleFileIO:
    from olefile import OleFileIO

    return OleFileIO(data)


@dataclass(frozen=True, slots=True)
class _Storage:
    """The root or a storage of the file: properties by number, whichever type they were written in."""

    ole: OleFileIO
    path: tuple[str, ...] = ()

    def exists(self, name: str) -> bool:
        return bool(self.ole.exists([*self.path, name]))

    def stream(self, name: str) -> bytes:
        return bytes(self.ole.openstream([*self.path, name]).read()) if self.exists(name) else b""

    def text(self, number: int) -> str:
        # [MS-OXCDATA] 2.11.1: 001F text in UTF-16, 001E text of a code page that is not told, 0102 bytes.
        unicode = self.stream(f"__substg1.0_{number:04X}001F")
        if unicode:
            return unicode.decode("utf-16-le", "replace").rstrip("\0")
        return decode(self.stream(f"__substg1.0_{number:04X}001E").rstrip(b"\0"))

    def binary(self, number: int) -> bytes:
        return self.stream(f"__substg1.0_{number:04X}0102")

    def time(self, number: int) -> datetime | None:
        """A time of the fixed-size properties: 16 bytes each, type and number first, 100 ns since 1601 last."""
        raw = self.stream(_PROPERTIES)
        header = _EMBEDDED_HEADER if self.path else _ROOT_HEADER
        for at in range(header, len(raw) - 15, 16):
            kind, found, _, ticks = struct.unpack_from("<HHIQ", raw, at)
            # 0x0040 is a time; 1 << 58 ticks end in 2514, so that no hostile number leaves datetime's range.
            if (kind, found) == (0x0040, number) and 0 < ticks < 1 << 58:
                # Ticks of 100 ns.
                when = _EPOCH + timedelta(microseconds=ticks // 10)
                # As for the Date of a mail: other years come from clocks that were never set.
                return when if 2000 <= when.year < 2100 else None
        return None

    def below(self, name: str) -> _Storage:
        return _Storage(self.ole, (*self.path, name))

    def attachments(self) -> list[_Storage]:
        depth = len(self.path)
        names = {
            entry[depth]
            for entry in self.ole.listdir(streams=True, storages=True)
            if tuple(entry[:depth]) == self.path and len(entry) > depth and entry[depth].startswith(_ATTACHMENT)
        }
        return [self.below(name) for name in sorted(names)]


def facts_of_outlook(data: bytes) -> Message:
    """What provenance needs: the message's internet headers where it kept them, else its own properties."""
    try:
        with _opened(data) as ole:
            return _facts(_Storage(ole))
    except Exception:  # the facts are optional, the file is kept in any case
        return Message()


def _facts(root: _Storage) -> Message:
    headers = message_facts(parse_headers(root.text(_HEADERS).encode("utf-8", "replace")))
    name = root.text(_SENDER)
    address = root.text(_SMTP) or root.text(_ADDRESS)
    own = f"{name} <{address}>" if "@" in address and name != address else address if "@" in address else name
    return Message(
        message_id=headers.message_id or shown_name(root.text(_MESSAGE_ID)),
        sender=headers.sender or shown_name(own),
        subject=headers.subject or shown_name(root.text(_SUBJECT)),
        sent=headers.sent or root.time(_SUBMITTED) or root.time(_DELIVERED),
    )


def open_outlook(data: bytes, tally: ArrivalTally) -> Iterator[InnerFile]:
    """The attachments, and those of messages attached to it. Raises OverLimit beyond the limits on parts and depth."""
    try:
        opened = _opened(data)
    except ImportError:
        tally.remarks.append(NOT_INSTALLED)
        return
    with opened as ole:
        root = _Storage(ole)
        yield from _files(root, tally, depth=0)
        body = root.text(_BODY).encode("utf-8", "replace") + root.binary(_HTML)
        if clouds := clouds_in(body):
            tally.remark(cloud_note(clouds), ArrivalReason.CLOUD)
        elif not root.attachments():
            tally.remark(NO_ATTACHMENT, ArrivalReason.BARE)


def automatic_outlook(data: bytes) -> Automatic | None:
    """What a message is that no person wrote, by its class ([MS-OXPROPS] 2.739); None for a person's."""
    try:
        with _opened(data) as ole:
            reason = _sort_of(_Storage(ole).text(_CLASS).upper())
    except Exception:  # as with its facts: the file is opened in any case
        return None
    return Automatic(reason) if reason else None


def _sort_of(kind: str) -> ArrivalReason:
    if kind.startswith("REPORT."):
        endings = {".NDR": ArrivalReason.BOUNCE, ".IPNRN": ArrivalReason.RECEIPT, ".IPNNRN": ArrivalReason.RECEIPT}
        return next((reason for ending, reason in endings.items() if kind.endswith(ending)), ArrivalReason.REPORT)
    if kind.startswith("IPM.SCHEDULE.MEETING"):
        return ArrivalReason.INVITATION
    return ArrivalReason.AUTOMATIC if kind.startswith("IPM.NOTE.RULES.OOF") else ArrivalReason.NONE


def _files(message: _Storage, tally: ArrivalTally, *, depth: int, place: str = "") -> Iterator[InnerFile]:
    if depth >= tally.limits.depth:
        raise OverLimit(f"邮件嵌套超过 {tally.limits.depth} 层，里面的没有打开")
    for number, attachment in enumerate(message.attachments(), 1):
        tally.part()
        # An attachment of this name is a storage: a message inside the message.
        if attachment.exists(_EMBEDDED):
            inside = attachment.below(_EMBEDDED)
            forwarded = f"{place}转发“{shown_name(inside.text(_SUBJECT))}”!"
            yield from _files(inside, tally, depth=depth + 1, place=forwarded)
        elif attachment.exists(f"__substg1.0_{_DATA:04X}0102"):
            yield _file_of(attachment, number, place)
        else:
            # By reference, a cloud link or an OLE object: there are no bytes under the data's number.
            name = _name_of(attachment)[0] or f"附件{number}"
            tally.remarks.append(f"“{name}”不在邮件里（只是链接，或是 Office 对象），没有取出；请对方作为普通附件重发")


def _file_of(attachment: _Storage, number: int, place: str) -> InnerFile:
    data = attachment.binary(_DATA)
    name, note = _name_of(attachment)
    name = name or made_up(number, data, attachment.text(_MIME).lower())
    return InnerFile(name=name, data=data, place=place + name, note=note)


def _name_of(attachment: _Storage) -> tuple[str, str]:
    # The 8.3 name last: it is cut and in capitals.
    found = next(filter(None, map(attachment.text, (_LONG_NAME, _DISPLAY_NAME, _SHORT_NAME))), "")
    name, note = repaired(found)
    return last_part(name), note
