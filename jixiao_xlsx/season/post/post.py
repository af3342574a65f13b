"""Letters leave the office: each is a draft (.eml) in a folder, and goes out by SMTP only where that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.file_names import safe_name
from jixiao_xlsx.logs import MAIL
from jixiao_xlsx.mail.letters import Letter, digest_of, eml_of, message_id_of
from jixiao_xlsx.mail.smtp import Outcome, Outgoing, SmtpAccount, send
from jixiao_xlsx.model.season.acts import Sent
from jixiao_xlsx.report.kit.docx_pieces import can_write_docx
from jixiao_xlsx.report.letters.printed_letter import printed_letter
from jixiao_xlsx.season.single.saving import save_file
from jixiao_xlsx.season.workspace.paper import paper_of
from jixiao_xlsx.season.workspace.workspace import certificates, secret
from jixiao_xlsx.spec.settings.settings import MailSettings

# Linux ends a name at 255 bytes; the folder's path and the digits need room on Windows.
_MOST_NAME_BYTES = 120
PRINT_SUFFIX = ".docx"
"""Of the letter on paper beside a draft that no mailbox takes."""
# Eight digits of the digest tell the letters of one kind to one agency apart.
_DIGITS = 8


class SentLog(Protocol):
    """Where it is kept what was sent: the season's store."""

    def was_sent(self, digest: str) -> bool: ...

    def log_sent(self, sent: Sent) -> object: ...


class LetterFate(StrEnum):
    """What became of a letter."""

    READY = "待发送"
    SENT = "已发送"
    BEFORE = "以前已发送"
    NO_ADDRESS = "没有邮箱"
    FAILED = "没有发出"


@dataclass(frozen=True, slots=True)
class Posting:
    """One letter: its draft, what became of it, and in words what went wrong."""

    letter: Letter
    file: Path
    fate: LetterFate
    trouble: str = ""

    def as_dict(self) -> dict[str, object]:
        """Plain data for JSON; of the attachments only the names."""
        letter = self.letter
        return {
            "kind": letter.kind,
            "agency": letter.agency,
            "to": list(letter.to),
            "subject": letter.subject,
            "file": str(self.file),
            "fate": str(self.fate),
            "trouble": self.trouble,
            "attachments": [attachment.name for attachment in letter.attachments],
        }


@dataclass(frozen=True, slots=True)
class PostingRun:
    """Every letter of one run, in order."""

    postings: tuple[Posting, ...] = ()

    def joined(self, other: PostingRun) -> PostingRun:
        """The letters of both runs."""
        return PostingRun((*self.postings, *other.postings))

    def of(self, fate: LetterFate) -> tuple[Posting, ...]:
        """The letters that this became of."""
        return tuple(posting for posting in self.postings if posting.fate is fate)

    def counts(self) -> dict[LetterFate, int]:
        """How many letters each fate befell, in the order of the fates; those of none are left out."""
        return {fate: len(self.of(fate)) for fate in LetterFate if self.of(fate)}


def post(
    letters: Sequence[Letter],
    *,
    store: SentLog,
    account: SmtpAccount | None,
    folder: Path,
    now: datetime,
    send: bool,
    names: Callable[[str], str] = lambda _: "",
    taken: Callable[[int], object] = lambda _: None,
) -> PostingRun:
    """Writes each letter as a draft into the folder; sends those that were not sent before where `send` is set.

    What was sent is noted in the store after each single letter: of a run that is killed, at most the one letter
    that was just being handed in can go out a second time. `names` tells an agency's name from its code, for the
    drafts' names; a letter without an address is written as a .docx too, to be handed over on paper. `taken` is called
    with the number of each letter as soon as the server has it, before anything else can go wrong. Raises JixiaoError
    for an address that is none, where there is no account to send by, and where its server cannot be reached: the
    drafts are written by then.
    """
    if send and account is None:
        raise no_account()
    files = [folder / draft_name(letter, names(letter.agency)) for letter in letters]
    # Drafts before anything is sent: what the server refuses is at hand all the same.
    for letter, file in zip(letters, files, strict=True):
        _keep_draft(letter, file, now=now, draft=not store.was_sent(digest_of(letter)))
        _keep_print(letter, file)
    fates: dict[int, tuple[LetterFate, str]] = {}
    waiting: dict[int, str] = {}
    in_hand: set[str] = set()
    for number, letter in enumerate(letters):
        digest = digest_of(letter)
        if store.was_sent(digest):
            fates[number] = (LetterFate.BEFORE, "")
        # Two equal letters of one run are one: the second would be refused by the log of what was sent anyhow.
        elif digest in in_hand:
            fates[number] = (LetterFate.BEFORE, "同样的信这次只发一封")
        elif not letter.to:
            fates[number] = (LetterFate.NO_ADDRESS, "请在单位名录里补上")
        elif not send:
            fates[number] = (LetterFate.READY, "")
        else:
            waiting[number] = digest
            in_hand.add(digest)
    if account is not None:
        for number, outcome in _sent(letters, waiting, account=account, now=now):
            if outcome.taken:
                # First: what must be kept of a letter that went is kept though the disk were full for its draft.
                taken(number)
                store.log_sent(sent_fact(letters[number], waiting[number], now))
                save_file(files[number], eml_of(letters[number], date=now, draft=False))
            _tell_sent(letters[number], outcome)
            fates[number] = (LetterFate.SENT if outcome.taken else LetterFate.FAILED, outcome.trouble)
    return PostingRun(tuple(Posting(letter, files[n], *fates[n]) for n, letter in enumerate(letters)))


def planned_post(
    letters: Sequence[Letter], *, store: SentLog, folder: Path, names: Callable[[str], str] = lambda _: ""
) -> PostingRun:
    """What `post` would do, with nothing written, sent or noted: a letter is ready, has no address, or went before."""

    def fate(letter: Letter) -> tuple[LetterFate, str]:
        if store.was_sent(digest_of(letter)):
            return LetterFate.BEFORE, ""
        return (LetterFate.READY, "") if letter.to else (LetterFate.NO_ADDRESS, "请在单位名录里补上")

    return PostingRun(
        tuple(Posting(letter, folder / draft_name(letter, names(letter.agency)), *fate(letter)) for letter in letters)
    )


def _keep_print(letter: Letter, file: Path) -> None:
    """What no mailbox takes is printed."""
    if not letter.to and can_write_docx():
        office = letter.office
        data = printed_letter(letter.subject, letter.body, office=office, template=paper_of(file.parent))
        path = file.with_suffix(PRINT_SUFFIX)
        # What stays the same is not written anew: it may be open in Word.
        if not path.is_file() or path.read_bytes() != data:
            save_file(path, data)


def _tell_sent(letter: Letter, outcome: Outcome) -> None:
    """What the server said may name an address: it stands in the result, not here."""
    if outcome.taken:
        MAIL.info("发出了给 %s 的信（%s）", letter.agency, letter.kind)
    else:
        MAIL.warning("给 %s 的信（%s）没有发出", letter.agency, letter.kind)


def no_account() -> JixiaoError:
    """What to say where letters shall go out and the settings name no server."""
    return JixiaoError("没有发信的设置，不能发送", Advice.SET_UP_SMTP)


def account_of(settings: MailSettings | None, folder: Path) -> SmtpAccount | None:
    """The account that letters go out by, its certificates read from a folder; None where the settings name none.
    Raises JixiaoError where its password is not in the environment (a server without encryption may do without one)
    or its certificates are not there."""
    if settings is None or settings.smtp is None:
        return None
    smtp = settings.smtp
    try:
        password = secret(smtp.password_env, "jixiao.yaml 的 mail.smtp")
    except JixiaoError:
        # A server within the office may take letters without a login.
        if smtp.tls != "none":
            raise
        password = ""
    return SmtpAccount(
        smtp.host,
        smtp.port,
        user=smtp.user if password else "",
        password=password,
        tls=smtp.tls,
        sender=settings.address,
        ca_file=certificates(folder, smtp.ca, "jixiao.yaml 里 mail.smtp"),
    )


def draft_name(letter: Letter, agency_name: str) -> str:
    """`101_示例市民政局_下发_3f9a1c2b.eml`: from our own facts, different for every different letter."""
    stem = "_".join(part for part in (letter.agency, agency_name, letter.kind) if part)
    return f"{safe_name(stem, _MOST_NAME_BYTES)}_{digest_of(letter)[:_DIGITS]}.eml"


def _keep_draft(letter: Letter, file: Path, *, now: datetime, draft: bool) -> None:
    """Writes the letter's draft; one that stands there already stays as it is, its date and all."""
    # The id is of the letter's content: a draft with it is this letter.
    if not (file.is_file() and message_id_of(letter).encode() in file.read_bytes()):
        save_file(file, eml_of(letter, date=now, draft=draft))


def _sent(
    letters: Sequence[Letter], numbers: Iterable[int], *, account: SmtpAccount, now: datetime
) -> Iterator[tuple[int, Outcome]]:
    messages = (
        Outgoing(letters[n].sender or account.sender, letters[n].to, eml_of(letters[n], date=now, draft=False))
        for n in numbers
    )
    return zip(numbers, send(account, messages), strict=True)


def sent_fact(letter: Letter, digest: str, now: datetime) -> Sent:
    """What is kept of a letter that went."""
    return Sent(
        digest=digest,
        kind=letter.kind,
        agency=letter.agency,
        to="、".join(letter.to),
        subject=letter.subject,
        message_id=message_id_of(letter),
        when=now,
    )
