"""Messages as bytes, written the way mail programs really write them, and put into a Maildir."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from jixiao_xlsx.errors import JixiaoError, reason_of
from jixiao_xlsx.season.demo.playing.mail import Mail, Style
from jixiao_xlsx.season.single.saving import save_file

OFFICE_ADDRESS = "jixiao@czj.shili.example"
# RFC 2045 ends lines of base64 at 76; 36 bytes make an encoded word of less than RFC 2047's 75.
_LINE, _ENCODED_MOST = 76, 36
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "pdf": "application/pdf",
    "png": "image/png",
    "zip": "application/x-zip-compressed",
}


def deliver(mails: Iterable[Mail], maildir: Path) -> tuple[Path, ...]:
    """Writes each message into the Maildir's `new`, under a name that tells its moment; delivering again changes
    nothing. Raises JixiaoError where the folder cannot be written."""
    try:
        for part in ("cur", "new", "tmp"):
            (maildir / part).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise JixiaoError(f"建不了邮箱文件夹 {maildir}：{reason_of(error)}", "请换一个可以写入的文件夹") from error
    kept = sorted(mails, key=lambda mail: (mail.sent, mail.sender, mail.subject))
    return tuple(save_file(maildir / "new" / _file_name(mail), message_bytes(mail)) for mail in kept)


def _file_name(mail: Mail) -> str:
    # 64 and 96 bits of the digest tell messages apart.
    return f"{int(mail.sent.timestamp())}.{_digest(mail)[:16]}.shili"


# From the content: the same mail has the same id in every run.
def message_id(mail: Mail) -> str:
    """The Message-ID that the message is sent under."""
    return f"<{_digest(mail)[:24]}@{mail.sender.partition('@')[2]}>"


def message_bytes(mail: Mail) -> bytes:
    """The message, headers and all, with CRLF line ends; the same mail gives the same bytes."""
    if mail.style is Style.FORWARDED:
        return _forwarded(mail)
    if mail.style is Style.STANDARD:
        return _standard(mail).as_bytes()
    return _by_hand(mail)


def _digest(mail: Mail) -> str:
    parts = [mail.sender, mail.subject, mail.sent.isoformat(), mail.style]
    parts += [f"{name} {hashlib.sha256(data).hexdigest()}" for name, data in mail.attachments]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _standard(mail: Mail) -> EmailMessage:
    """As Thunderbird and Python write it: encoded words in the headers, RFC 2231 for the names of files."""
    message = _headed(mail, mail.subject)
    message.set_content(_words(mail), cte="base64")
    for name, data in mail.attachments:
        main, _, sub = _type_of(name).partition("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    if mail.attachments:
        message.set_boundary(_boundary(mail))
    return message


def _forwarded(mail: Mail) -> bytes:
    """A colleague's message as an attachment of this one, as `作为附件转发` does."""
    outer = _headed(mail, f"转发：{mail.subject}")
    outer.set_content("转来同事发的材料，见附件。\n", cte="base64")
    inner = _standard(mail)
    # A forwarded message has an id of its own; with the outer one's both would be one delivery.
    del inner["Message-ID"]
    inner["Message-ID"] = f"<inner.{message_id(mail)[1:]}"
    outer.add_attachment(inner)
    # A boundary of our own, for the library draws a random one.
    outer.set_boundary(f"=_outer_{_digest(mail)[:20]}")
    return outer.as_bytes()


def _headed(mail: Mail, subject: str) -> EmailMessage:
    from email.headerregistry import Address
    from email.policy import SMTP

    message = EmailMessage(policy=SMTP)
    message["From"] = Address(display_name=mail.called, addr_spec=mail.sender)
    message["To"] = OFFICE_ADDRESS
    message["Subject"] = subject
    message["Date"] = format_datetime(mail.sent)
    message["Message-ID"] = message_id(mail)
    return message


# ---- by hand: what EmailMessage refuses to write ----------------------------------------------------------------


def _by_hand(mail: Mail) -> bytes:
    boundary = _boundary(mail).encode()
    charset = b"gb18030" if _is_gbk(mail.style) else b"utf-8"
    called = _encoded(mail.called, gbk=_is_gbk(mail.style)) + b" " if mail.called else b""
    head = [
        b"From: " + called + f"<{mail.sender}>".encode(),
        f"To: {OFFICE_ADDRESS}".encode(),
        b"Subject: " + _subject(mail),
        f"Date: {format_datetime(mail.sent)}".encode(),
        f"Message-ID: {message_id(mail)}".encode(),
        b"MIME-Version: 1.0",
        b'Content-Type: multipart/mixed; boundary="' + boundary + b'"',
    ]
    words = _words(mail).encode("gb18030" if _is_gbk(mail.style) else "utf-8")
    lines = [*head, b"", b"--" + boundary, b"Content-Type: text/plain; charset=" + charset,
             b"Content-Transfer-Encoding: base64", b"", *_base64(words)]  # fmt: skip
    for name, data in mail.attachments:
        written = _name(name, mail.style)
        kind = _type_of(name).encode()
        lines += [b"--" + boundary, b"Content-Type: " + kind + b";", b'\tname="' + written + b'"',
                  b"Content-Transfer-Encoding: base64", b"Content-Disposition: attachment;",
                  b'\tfilename="' + written + b'"', b"", *_base64(data)]  # fmt: skip
    return b"\r\n".join([*lines, b"--" + boundary + b"--", b""])


def _is_gbk(style: Style) -> bool:
    return style in (Style.ENCODED_GBK, Style.RAW_GBK, Style.BROKEN)


def _subject(mail: Mail) -> bytes:
    # Raw bytes are against RFC 5322; webmail of some providers writes them all the same.
    if mail.style is Style.RAW_GBK:
        return mail.subject.encode("gb18030")
    if mail.style is Style.RAW_UTF8:
        return mail.subject.encode()
    return _encoded(mail.subject, gbk=_is_gbk(mail.style), fold=b"\r\n ")


def _name(name: str, style: Style) -> bytes:
    """A file's name inside quotes; a broken one lost the end of its encoded word on the way."""
    if style is Style.RAW_GBK:
        return name.encode("gb18030")
    if style is Style.RAW_UTF8:
        return name.encode()
    if style is Style.BROKEN:
        # 21 characters end within a quantum of base64, as a gateway that cuts long headers leaves them.
        return b"=?gb2312?B?" + base64.b64encode(name.encode("gb18030"))[:21]
    return _encoded(name, gbk=style is Style.ENCODED_GBK)


def _encoded(text: str, *, gbk: bool, fold: bytes = b" ") -> bytes:
    """Encoded words of at most 75 characters each, split between characters."""
    charset, label = ("gb18030", b"gb18030") if gbk else ("utf-8", b"utf-8")
    pieces, piece = [], ""
    for sign in text:
        if len((piece + sign).encode(charset)) > _ENCODED_MOST:
            pieces.append(piece)
            piece = ""
        piece += sign
    words = (b"=?" + label + b"?B?" + base64.b64encode(word.encode(charset)) + b"?=" for word in (*pieces, piece))
    return fold.join(words)


def _base64(data: bytes) -> list[bytes]:
    text = base64.b64encode(data)
    return [text[start : start + _LINE] for start in range(0, len(text), _LINE)]


def _boundary(mail: Mail) -> str:
    return f"=_part_{_digest(mail)[:24]}"


def _words(mail: Mail) -> str:
    return (mail.body or "您好，材料见附件，请查收。") + "\n"


def _type_of(name: str) -> str:
    return _TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
