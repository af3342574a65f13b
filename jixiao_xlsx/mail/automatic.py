"""自动邮件: messages that no person wrote — delivery reports, read receipts, automatic replies, invitations."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jixiao_xlsx.mail.headers import Headers, decode_words
from jixiao_xlsx.mail.mime import MimePart
from jixiao_xlsx.mail.names import shown_name
from jixiao_xlsx.model.season.delivery import ArrivalReason

# As Exchange, QQ, 163, Coremail, Gmail and Foxmail begin them; a person who answers one puts Re: or 回复 before it.
_REPLY_SUBJECT = re.compile(
    r"\s*[【\[（(]?\s*(自动(回复|答复|应答)|auto(matic)?[ -]?(reply|response)|out of (the )?office|不在办公室)",
    re.I,
)
_POSTMASTER = re.compile(r"\b(mailer-daemon|postmaster|mail-daemon|mail\.daemon|mdaemon)\b[^@]{0,20}@", re.I)
_BOUNCE_SUBJECT = re.compile(
    r"退信|退回通知|投递失败|未送达|无法投递|发送失败|undeliver|delivery (status|failure|has failed|incomplete)|"
    r"mail delivery|failure notice|returned (mail|to sender)|could not be delivered",
    re.I,
)
_RECEIPT_SUBJECT = re.compile(r"\s*(已读|未读|read|not read|阅读回执)\s*[:：]", re.I)
_REPORT_TYPES = {"delivery-status", "disposition-notification", "feedback-report"}
# Bounded white space: two unbounded runs side by side are quadratic over a hostile one.
_ACTION = re.compile(rb"^action[ \t]{0,9}:[ \t]{0,9}([a-z]{1,20})", re.I | re.M)
_RECIPIENT = re.compile(
    rb"^(?:final|original)-recipient[ \t]{0,9}:[ \t]{0,9}(?:[a-z0-9-]{1,20}[ \t]{0,9};)?[ \t]{0,9}"
    rb"<?([^\s<>;@]{1,100}@[^\s<>;@]{1,200})",
    re.I | re.M,
)
# Postfix, QQ and 163 name the address in the words of the report, where there is no part for machines.
_ANY_ADDRESS = re.compile(rb"([A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,10})")
# Names that stand in every report and are nobody's: ours and the server's.
_SERVERS = re.compile(r"(mailer-daemon|postmaster|mail-daemon|no-?reply)", re.I)
# The address that failed stands in the first page of a report.
_FIRST_PAGE = 20_000


@dataclass(frozen=True, slots=True)
class Automatic:
    """What sort of automatic message it is, and for a failed delivery the addresses that nothing reached."""

    reason: ArrivalReason
    addresses: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """What the office must know of it, empty where nothing."""
        if self.reason is not ArrivalReason.BOUNCE:
            return ""
        return f"投递失败：{'、'.join(self.addresses) or '收件人看不出'}，我们发出的信没有送到；请核对单位名录里的邮箱"


def automatic_of(message: MimePart) -> Automatic | None:
    """What a message is that no person wrote; None for a person's, and where its own parts must decide (see
    `is_machine_made`)."""
    headers = message.headers
    if _is_report(message):
        return _report(message)
    if _is_bounce(headers):
        return Automatic(ArrivalReason.BOUNCE, _addresses(message))
    return None


def is_machine_made(headers: Headers) -> bool:
    """Whether the headers say that a program answered or sent by itself. A system that sends real files says so too:
    it counts only where nothing came with the message."""
    submitted = headers.first("auto-submitted").partition(";")[0].strip().lower()
    precedence = headers.first("precedence").strip().lower()
    marks = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply", "x-mail-autoreply")
    return (
        submitted.startswith("auto-")
        or precedence in {"auto_reply", "auto-reply", "bulk", "junk"}
        or any(headers.first(mark).strip().lower() not in {"", "no", "false"} for mark in marks)
        or bool(_REPLY_SUBJECT.match(headers.text("subject")))
    )


def is_receipt(headers: Headers) -> bool:
    """Whether the subject is one of those that mail programs give to receipts without a part for machines."""
    return bool(_RECEIPT_SUBJECT.match(headers.text("subject")))


def _is_report(message: MimePart) -> bool:
    if message.content_type != "multipart/report":
        return False
    kind = message.parameter("content-type", "report-type").lower()
    return not kind or kind in _REPORT_TYPES


def _is_bounce(headers: Headers) -> bool:
    """A sender that only servers have, with a subject that only reports have: either alone may be a person's."""
    sender = decode_words(headers.first("from"))
    empty_path = headers.first("return-path").replace(" ", "") == "<>"
    failed = bool(headers.first("x-failed-recipients"))
    told = bool(_BOUNCE_SUBJECT.search(headers.text("subject")))
    return failed or (told and (bool(_POSTMASTER.search(sender)) or empty_path))


def _report(message: MimePart) -> Automatic:
    kind = message.parameter("content-type", "report-type").lower()
    if kind == "disposition-notification" or b"disposition-notification" in message.body[:_FIRST_PAGE].lower():
        return Automatic(ArrivalReason.RECEIPT)
    if kind == "feedback-report":
        return Automatic(ArrivalReason.REPORT)
    actions = {match[1].lower() for match in _ACTION.finditer(message.body)}
    # Delayed, relayed, delivered: nothing to do. Without a word for machines it is the failure that is reported.
    if actions and b"failed" not in actions:
        return Automatic(ArrivalReason.REPORT)
    return Automatic(ArrivalReason.BOUNCE, _addresses(message))


def _addresses(message: MimePart) -> tuple[str, ...]:
    named = [match[1].decode("ascii", "replace") for match in _RECIPIENT.finditer(message.body)]
    named = named or [part.strip() for part in message.headers.first("x-failed-recipients").split(",") if part.strip()]
    if not named:
        page = [match[1].decode("ascii", "replace") for match in _ANY_ADDRESS.finditer(message.body[:_FIRST_PAGE])]
        own = message.headers.first("to")
        named = [address for address in page if not _SERVERS.search(address) and address not in own][:1]
    # Three are a line; a letter of ours has one recipient.
    return tuple(dict.fromkeys(map(shown_name, named)))[:3]
