"""What a foreign file is, by its content: a container that is opened, or a leaf."""

from __future__ import annotations

import re
import zipfile
from enum import Enum, auto
from io import BytesIO

from jixiao_xlsx.mail.boxes import FROM_LINE
from jixiao_xlsx.mail.outlook import is_outlook
from jixiao_xlsx.mail.sealed import is_sealed
from jixiao_xlsx.mail.tars import is_compressed, is_tar
from jixiao_xlsx.mail.tnef import SIGNATURE
from jixiao_xlsx.mail.zips import BROKEN, disk_number, member_count

# The compound file of [MS-CFB]: .xls, .doc and .msg alike.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# zipfile lists so many in 0.2 s; what has more is an archive in any case, and refused as one.
_MOST_LISTED = 20_000
# A program that unpacks itself has some hundred kB before its archive.
_STUB = 2 << 20
_ARCHIVES_BEHIND = (b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00", b"7z\xbc\xaf\x27\x1c")
_HEADER_LINE = re.compile(rb"\A(?:\xef\xbb\xbf)?[\r\n]*[A-Za-z][A-Za-z0-9-]*[ \t]*:")
_MAIL_HEADER = re.compile(
    rb"^(from|to|cc|subject|date|message-id|received|return-path|delivered-to|mime-version|content-type|reply-to"
    rb"|sender|x-mailer)[ \t]*:",
    re.I | re.M,
)
# A web page saved as one file has From and Subject too; these only a mail server or a mailer writes.
_TELLING = frozenset({b"from", b"received", b"message-id", b"return-path", b"delivered-to"})
_HEAD = 65_536
_WEB_ARCHIVE = (".mht", ".mhtml")


class ContainerKind(Enum):
    """Containers that are opened, and leaves: any other file."""

    ZIP = auto()
    SEVEN_ZIP = auto()
    RAR = auto()
    TAR = auto()
    COMPRESSED = auto()
    PROGRAM = auto()
    MESSAGE = auto()
    OUTLOOK = auto()
    BOX = auto()
    TNEF = auto()
    SEALED = auto()
    LEAF = auto()


def sniffed(data: bytes, name: str = "") -> ContainerKind:
    """By content; the name decides only between a message and a web page saved as one file."""
    # The last part of a cut archive begins anywhere and bears the archive's name.
    if name.lower().endswith(".zip") and disk_number(data):
        return ContainerKind.ZIP
    if data.startswith(b"PK"):
        return _kind_of_zip(data, name)
    if data.startswith(_OLE):
        return ContainerKind.OUTLOOK if is_outlook(data) else ContainerKind.LEAF
    if data.startswith(b"7z\xbc\xaf\x27\x1c"):
        return ContainerKind.SEVEN_ZIP
    # By its head, before anybody looks for a zip's end: that of a stored .xlsx may be the end of a .rar.
    if data.startswith(b"Rar!\x1a\x07"):
        return ContainerKind.RAR
    if data.startswith(SIGNATURE):
        return ContainerKind.TNEF
    if data.startswith(b"MZ"):
        return ContainerKind.PROGRAM if unpacked_by_itself(data) else ContainerKind.LEAF
    if is_compressed(data):
        return ContainerKind.COMPRESSED
    if is_tar(data):
        return ContainerKind.TAR
    # One line is enough.
    if data.startswith(b"From ") and FROM_LINE.match(data[:400]):
        return ContainerKind.BOX
    if looks_like_message(data, name):
        return ContainerKind.MESSAGE
    return ContainerKind.SEALED if is_sealed(data) else ContainerKind.LEAF


def unpacked_by_itself(data: bytes) -> bytes:
    """The archive behind a program that unpacks itself, which is never run; empty where there is none."""
    start = data[:_STUB]
    found = [at for sign in _ARCHIVES_BEHIND if (at := start.find(sign)) > 0]
    if found:
        return data[min(found) :]
    # A zip tells its places from its own beginning or from the program's: zipfile finds both.
    return data if member_count(data) else b""


def looks_like_message(data: bytes, name: str = "") -> bool:
    """A header at the very start and two more that only mail has; one is enough where the name ends with .eml."""
    # An mbox's line without its date stands before some messages that were saved one by one.
    if name.lower().endswith(".eml") and data.startswith((b"From ", b">From ")):
        data = data[:1000].partition(b"\n")[2] + data[1000:]
    # The first field, after a byte order mark or blank lines.
    if not _HEADER_LINE.match(data[:1000]) or name.lower().endswith(_WEB_ARCHIVE):
        return False
    # Heads are a few kB; a text without a blank line is not searched to its end.
    head, *body = re.split(rb"\r?\n\r?\n", data[:_HEAD].lstrip(b"\xef\xbb\xbf\r\n"), maxsplit=1)
    found = {match[1].lower() for match in _MAIL_HEADER.finditer(head)}
    if name.lower().endswith(".eml"):
        # A head that goes on and on may have its sender at the end.
        return bool(found) or (not body and len(data) > _HEAD)
    return len(found) > 1 and bool(found & _TELLING)


def _kind_of_zip(data: bytes, name: str) -> ContainerKind:
    """Office documents, OFD, EPUB and Apple's iWork are zip files too, but one document each: leaves."""
    if member_count(data) > _MOST_LISTED:
        return ContainerKind.ZIP
    try:
        with zipfile.ZipFile(BytesIO(data)) as opened:
            names = {entry.filename.lower() for entry in opened.infolist()}
    except BROKEN:
        return ContainerKind.ZIP if name.lower().endswith(".zip") else ContainerKind.LEAF
    # What each format puts into its own zip: Office, ODF and EPUB, Java or ODF, OFD, Android's programs.
    documents = {"[content_types].xml", "mimetype", "meta-inf/manifest.xml", "ofd.xml", "androidmanifest.xml"}
    is_document = names & documents or any(member.startswith("index/") and member.endswith(".iwa") for member in names)
    return ContainerKind.LEAF if is_document else ContainerKind.ZIP
