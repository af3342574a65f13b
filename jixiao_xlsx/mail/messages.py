"""A mail message opened: who sent it and when, and every file in it under the name its sender gave it."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao_xlsx.mail.headers import LONGEST_HEAD, Headers, sender_of, sent_of
from jixiao_xlsx.mail.inner import InnerFile
from jixiao_xlsx.mail.limits import ArrivalTally
from jixiao_xlsx.mail.mime import MimePart, leaves_of, split_message
from jixiao_xlsx.mail.names import last_part, made_up, repaired, shown_name
from jixiao_xlsx.model.season.delivery import Message

NO_ATTACHMENT = "没有找到附件，请人看一下原邮件"
CLOUD = "正文里提到云附件（超大附件、中转站一类），云端的文件收不到；请对方作为普通附件重发"
SEALED = "加密或签名封装的内容，没有打开"
_BODIES = ("text/plain", "text/html", "text/enriched", "text/richtext")
# message/global is RFC 6532's message with UTF-8 in its headers.
_MESSAGES = ("message/rfc822", "message/global")
# S/MIME, enciphered or signed as a whole; signed ones with a readable part are multipart/signed.
_SEALED = ("application/pkcs7-mime", "application/x-pkcs7-mime")
# What QQ, 163 and Foxmail write into the body in place of a file that was too large.
_CLOUD_WORDS = ("超大附件", "云附件", "文件中转站", "邮箱中转站", "从QQ邮箱发来的超大")
# Sought as bytes, so that a wrong character set hides nothing.
_CLOUD_BYTES = tuple(word.encode(charset) for word in _CLOUD_WORDS for charset in ("utf-8", "gb18030"))


def message_facts(headers: Headers) -> Message:
    """What provenance needs of a message's own headers."""
    return Message(
        message_id=shown_name(headers.first("message-id")),
        sender=shown_name(sender_of(headers.first("from") or headers.first("sender") or headers.first("return-path"))),
        subject=shown_name(headers.text("subject")),
        sent=sent_of(headers),
    )


def facts_of_message(data: bytes) -> Message:
    # As much as a head may have: the message behind it is not searched for a blank line.
    return message_facts(split_message(data[:LONGEST_HEAD]).headers)


def open_message(data: bytes, tally: ArrivalTally) -> Iterator[InnerFile]:
    """The files of a message: everything except its own text. Says in `tally.remarks` where there are none.

    Raises OverLimit beyond the limits on parts and nesting."""
    count = 0
    cloud = False
    for part in leaves_of(split_message(data), tally):
        if _is_body(part):
            cloud = cloud or mentions_cloud(part.content)
            continue
        count += 1
        yield _file_of(part, count)
    if cloud:
        tally.remarks.append(CLOUD)
    elif not count:
        tally.remarks.append(NO_ATTACHMENT)


def part_name(part: MimePart) -> tuple[str, str]:
    """The name its sender gave the part, and a note where it had to be repaired; empty where it has none."""
    # By standing: Content-Disposition is the rule, `name` what older mailers write, the third a mistake that occurs.
    places = (("content-disposition", "filename"), ("content-type", "name"), ("content-disposition", "name"))
    found = [name for header, key in places if (name := part.parameter(header, key).strip())]
    # "??" stands where a mailer had no bytes for Chinese: another header may have kept the name.
    sound = [name for name in found if "\ufffd" not in name and "??" not in name]
    if not found:
        return "", ""
    name, note = repaired((sound or found)[0])
    return last_part(name), note if sound else f"文件名有乱码：{shown_name(name)}"


def _is_body(part: MimePart) -> bool:
    if part.content_type not in _BODIES or part.disposition == "attachment":
        return False
    return not part_name(part)[0]


def mentions_cloud(text: bytes) -> bool:
    """Whether a body speaks of files that lie in a mail provider's cloud; its character set does not matter."""
    return any(word in text for word in _CLOUD_BYTES)


def _file_of(part: MimePart, number: int) -> InnerFile:
    data, kind = part.content, part.content_type
    name, note = part_name(part)
    if kind in _MESSAGES:
        return _forwarded(data, name, number)
    if kind in _SEALED:
        note = SEALED
    name = name or made_up(number, data, kind)
    return InnerFile(name=name, data=data, place=name, note=note)


def _forwarded(data: bytes, name: str, number: int) -> InnerFile:
    """A message that was attached whole; its step in the origin shows its subject."""
    subject = facts_of_message(data).subject
    name = name or f"{last_part(subject) or f'附件{number}'}.eml"
    return InnerFile(name=name, data=data, place=f"转发“{subject}”" if subject else name, is_message=True)
