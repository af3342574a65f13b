"""A mail message opened: who sent it and when, and every file in it under the name its sender gave it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from jixiao_xlsx.mail.automatic import is_machine_made, is_receipt
from jixiao_xlsx.mail.cloud import clouds_in
from jixiao_xlsx.mail.headers import LONGEST_HEAD, Headers, sender_of, sent_of
from jixiao_xlsx.mail.inner import InnerFile
from jixiao_xlsx.mail.limits import ArrivalTally
from jixiao_xlsx.mail.mime import MimePart, leaves_of, split_message
from jixiao_xlsx.mail.names import last_part, made_up, repaired, shown_name
from jixiao_xlsx.mail.sealed import is_sealed
from jixiao_xlsx.model.season.delivery import ArrivalReason, Message

NO_ATTACHMENT = "没有找到附件，请人看一下原邮件"
SEALED = "加密或签名封装的内容，没有打开"
# An invitation as Outlook and Tencent send it: the calendar's part, the same as a file, pictures of a signature.
_INVITING = frozenset({"text/calendar", "application/ics", "image/png", "image/jpeg", "image/gif"})
_BODIES = ("text/plain", "text/html", "text/enriched", "text/richtext")
# message/global is RFC 6532's message with UTF-8 in its headers.
_MESSAGES = ("message/rfc822", "message/global")
# S/MIME, enciphered or signed as a whole; signed ones with a readable part are multipart/signed.
_SEALED = ("application/pkcs7-mime", "application/x-pkcs7-mime")


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
    """The files of a message: everything except its own text. Says in `tally` where there are none, where they lie in
    a cloud, and where no person wrote it.

    Raises OverLimit beyond the limits on parts and nesting."""
    message = split_message(data)
    kinds: list[str] = []
    clouds: list[str] = []
    for part in leaves_of(message, tally):
        if _is_body(part):
            clouds += clouds_in(part.content)
            continue
        kinds.append(part.content_type)
        yield _file_of(part, len(kinds))
    if clouds:
        tally.remark(cloud_note(clouds), ArrivalReason.CLOUD)
    elif reason := _sort_of(message, kinds):
        tally.reasons.append(reason)
    elif not kinds:
        tally.remark(NO_ATTACHMENT, ArrivalReason.BARE)


def cloud_note(clouds: Iterable[str]) -> str:
    """What to say of a letter whose files lie in these clouds."""
    return f"文件在云附件或网盘里（{'、'.join(dict.fromkeys(clouds))}），云端的文件收不到；请对方作为普通附件重发"


def _sort_of(message: MimePart, kinds: Sequence[str]) -> ArrivalReason:
    """What sort of automatic message it is; NONE for one that brought files, whatever its headers say."""
    if any(kind == "text/calendar" for kind in kinds) and all(kind in _INVITING for kind in kinds):
        return ArrivalReason.INVITATION
    # A signature's pictures are no files; a system that sends real ones calls itself automatic too.
    if not all(kind.startswith("image/") for kind in kinds):
        return ArrivalReason.NONE
    if is_machine_made(message.headers):
        return ArrivalReason.AUTOMATIC
    return ArrivalReason.RECEIPT if not kinds and is_receipt(message.headers) else ArrivalReason.NONE


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


def _file_of(part: MimePart, number: int) -> InnerFile:
    data, kind = part.content, part.content_type
    name, note = part_name(part)
    if kind in _MESSAGES:
        return _forwarded(data, name, number)
    name = name or made_up(number, data, kind)
    # What is sealed as it should be is opened, or says itself why not.
    if kind in _SEALED and not is_sealed(data):
        return InnerFile(name=name, data=data, place=name, note=SEALED, reason=ArrivalReason.ENCIPHERED)
    return InnerFile(name=name, data=data, place=name, note=note)


def _forwarded(data: bytes, name: str, number: int) -> InnerFile:
    """A message that was attached whole; its step in the origin shows its subject."""
    subject = facts_of_message(data).subject
    name = name or f"{last_part(subject) or f'附件{number}'}.eml"
    return InnerFile(name=name, data=data, place=f"转发“{subject}”" if subject else name, is_message=True)
