"""A letter to an agency, and the message (.eml) that it is: the same letter on the same date is the same bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.charset import BASE64, Charset
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import PurePosixPath

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.file_names import safe_name
from jixiao_xlsx.invisible import INVISIBLE

# RFC 5321: at most 64 octets before the @; behind it with the rest 254 in all, labels of letters, digits and hyphens.
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")
# Controls except tab and line feed, line separators, lone surrogates, what nobody sees.
_CONTROL = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{INVISIBLE}]")
_MOST_NAME_BYTES = 765  # 255 Chinese characters, as Windows lets the reader save
_TYPES = {
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".zip": ("application", "zip"),
    ".pdf": ("application", "pdf"),
}
_ANY_TYPE = ("application", "octet-stream")
# A header is folded once, when it is set: folding again would break the RFC 2047 word that is stored below.
_POLICY = SMTP.clone(refold_source="none")
# RFC 2606 keeps .invalid for names that shall never exist.
_NO_DOMAIN = "jixiao.invalid"
# 128 of SHA-256's bits, as in a UUID: enough to tell letters apart, short enough for one line.
_ID_DIGITS = 32


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a letter: its name as the reader sees it, and its bytes."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """信: `kind` is 下发, 催报, 退回…; `agency` a code; `to` and `sender` are bare addresses (`a@b.cn`); `office` is
    the name that the reader sees before the sender's address. Without `to` it can be written, not sent."""

    kind: str
    agency: str
    to: tuple[str, ...]
    subject: str
    body: str
    attachments: tuple[Attachment, ...] = ()
    sender: str = ""
    office: str = ""


def address_of(text: str) -> str:
    """The bare address in a text as a roster holds it, white space around it gone. Raises JixiaoError where it is none:
    nothing that could begin another header, or name a second recipient, gets through."""
    address = text.strip()
    if not _ADDRESS.fullmatch(address) or ".." in address:
        raise JixiaoError(f"邮箱地址 {address!r} 写得不对", "请写成 名称@域名，一格一个，例如 caiwu@example.gov.cn")
    return address


def digest_of(letter: Letter) -> str:
    """What tells that a letter was sent before: SHA-256 over recipients, subject, body, attachments; not the date."""
    whole = hashlib.sha256()
    for part in _content(letter):
        # Each part with its length before it, so that no text can pass from one part into the next.
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.hexdigest()


def message_id_of(letter: Letter) -> str:
    """The Message-ID, from the letter's content and the domain of its sender."""
    domain = letter.sender.rpartition("@")[2] or _NO_DOMAIN
    return f"<{digest_of(letter)[:_ID_DIGITS]}@{domain}>"


def eml_of(letter: Letter, *, date: datetime, draft: bool = True) -> bytes:
    """The RFC 5322 message. A draft says `X-Unsent`, so that Outlook opens it for editing and sending; what goes out
    by SMTP must not. Raises JixiaoError for an address that is none."""
    message = EmailMessage(policy=_POLICY)
    _head(message, letter, date)
    if draft:
        message["X-Unsent"] = "1"
    # Base64 even for short texts: lines of UTF-8 with 8 bits are still spoilt by some gateways.
    message.set_content(_cleaned(letter.body), charset="utf-8", cte="base64")
    for attachment in letter.attachments:
        _attach(message, attachment)
    if letter.attachments:
        # A fixed boundary, for the library draws a random one and the same letter must be the same bytes.
        message.set_boundary(f"=_{digest_of(letter)[:_ID_DIGITS]}")
    return message.as_bytes()


def file_name(text: str) -> str:
    """A text as the name of an attachment: in one line, without what a path or a header could be broken with."""
    return safe_name(header_line(text), _MOST_NAME_BYTES) or "附件"


def header_line(text: str) -> str:
    """A text in one line, without control characters and those that change the direction of what follows."""
    return " ".join(_CONTROL.sub(" ", text).split())


def _content(letter: Letter) -> Iterator[bytes]:
    yield ",".join(letter.to).encode()
    yield header_line(letter.subject).encode()
    yield _cleaned(letter.body).encode()
    for attachment in letter.attachments:
        yield file_name(attachment.name).encode()
        yield attachment.data


def _head(message: EmailMessage, letter: Letter, date: datetime) -> None:
    if letter.sender:
        message["From"] = Address(header_line(letter.office), addr_spec=address_of(letter.sender))
    if letter.to:
        message["To"] = [Address(addr_spec=address_of(address)) for address in letter.to]
    message["Subject"] = header_line(letter.subject)
    message["Date"] = format_datetime(date)
    message["Message-ID"] = message_id_of(letter)


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    name = file_name(attachment.name)
    maintype, subtype = _TYPES.get(PurePosixPath(name).suffix.lower(), _ANY_TYPE)
    message.add_attachment(attachment.data, maintype=maintype, subtype=subtype, filename=name)
    part = list(message.iter_attachments())[-1]
    # Content-Disposition holds the name by RFC 2231. Older clients (Foxmail, webmail) read only `name`, as an RFC 2047
    # word in quotes, which the header's own writer would turn into RFC 2231 again: it is stored as it shall stand.
    del part["Content-Type"]
    part.set_raw("Content-Type", f'{maintype}/{subtype};\r\n name="{_encoded_word(name)}"')


def _encoded_word(name: str) -> str:
    if name.isascii():
        return name
    charset = Charset("utf-8")
    charset.header_encoding = BASE64
    # RFC 2047 ends a header line with an encoded word at 76 characters; ` name="` and `"` need some.
    return Header(name, charset, maxlinelen=70).encode(linesep="\r\n")


def _cleaned(body: str) -> str:
    """The body with single line ends and without what is no text."""
    return _CONTROL.sub("", body.replace("\r\n", "\n").replace("\r", "\n"))
