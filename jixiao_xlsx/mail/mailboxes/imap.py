"""收信: new messages of one IMAP folder, one at a time and resumable; reading changes nothing in the mailbox."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal, cast

from imap_tools import BaseMailBox, ImapToolsError, MailBox, MailBoxStartTls, MailBoxUnencrypted

from jixiao_xlsx import __version__
from jixiao_xlsx.logs import MAIL
from jixiao_xlsx.mail.limits import DEFAULT, Limits, mib
from jixiao_xlsx.mail.mailboxes.mailbox_errors import folder_refused, login_refused, lost, unreachable
from jixiao_xlsx.mail.messages import facts_of_message
from jixiao_xlsx.mail.names import shown_name
from jixiao_xlsx.mail.opening.pieces import PasswordsFor, Piece, no_passwords, pieces_of_bytes

# For each answer, not for the whole: a dead server is told within a minute, a large message may take longer.
_TIMEOUT_SECONDS = 60.0
# Once more after connecting again; a message over which the server drops us twice would do so for ever.
_TRIES = 2
# Servers give the two facts in either order.
_LISTED = re.compile(rb"UID (\d+) RFC822\.SIZE (\d+)|RFC822\.SIZE (\d+) UID (\d+)")
_CURSOR = re.compile(r"(\d+):(\d+)\Z")
_BROKEN = (imaplib.IMAP4.abort, OSError)
_REFUSED = (imaplib.IMAP4.error, ImapToolsError)


@dataclass(frozen=True, slots=True)
class ImapAccount:
    """Where mail is collected: `tls` is ssl (port 993), starttls or none (143); `send_id` names the program to the
    server, which 163.com and 126.com demand; `ca_file` names certificates to trust beside the system's own."""

    host: str
    user: str
    password: str = field(repr=False)
    # The port of IMAP over TLS (RFC 8314).
    port: int = 993
    folder: str = "INBOX"
    tls: Literal["ssl", "starttls", "none"] = "ssl"
    send_id: bool = False
    ca_file: str = ""

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"

    def origin(self, uid: int) -> str:
        """The first step of the origin chain; never with the password."""
        return f"imap://{self.user}@{self.host}/{self.folder};UID={uid}"


@dataclass(frozen=True, slots=True)
class FetchedMessage:
    """One message: its pieces, the container last; `note` says in Chinese why there are none. `cursor` is where to go
    on after it."""

    cursor: str
    uid: int
    pieces: tuple[Piece, ...] = ()
    note: str = ""


def fetch_new(
    account: ImapAccount, cursor: str = "", *, limits: Limits = DEFAULT, passwords: PasswordsFor = no_passwords
) -> Iterator[FetchedMessage]:
    """The messages after `cursor` ("uidvalidity:uid"; empty: all), oldest first. Where the server has numbered its
    messages anew, all of them again. A message that cannot be fetched is told and does not stop the others.

    Raises JixiaoError where the server cannot be reached, refuses the login or the folder, or is lost for good.
    """
    with _Session(account) as session:
        for uid, size in session.listed(_uid_after(cursor, session.validity)):
            yield _fetched(session, uid, size=size, limits=limits, passwords=passwords)


def mark_seen(account: ImapAccount, cursors: Iterable[str]) -> int:
    """Marks the messages of these cursors as read, and nothing else; those of an older numbering are left alone.
    Returns how many. Raises JixiaoError."""
    with _Session(account, readonly=False) as session:
        parts = (cursor.split(":") for cursor in cursors)
        uids = [uid for validity, uid in parts if validity == session.validity]
        # 100 numbers make about 1,000 octets, as long as RFC 2683 wants a client's line to be.
        for start in range(0, len(uids), 100):
            session.store_seen(uids[start : start + 100])
        return len(uids)


def _uid_after(cursor: str, validity: str) -> int:
    match = _CURSOR.match(cursor)
    return int(match[2]) if match and match[1] == validity else 0


def _fetched(session: _Session, uid: int, *, size: int, limits: Limits, passwords: PasswordsFor) -> FetchedMessage:
    cursor, origin = f"{session.validity}:{uid}", session.account.origin(uid)
    # Asked before fetching: IMAP tells sizes for nothing, and a download of 2 GB cannot be taken back.
    if size > limits.message:
        note = f"第 {uid} 号邮件 {mib(size)}，超过 {mib(limits.message)}，没有下载；它还在邮箱里，请人处理"
        MAIL.warning("邮箱里第 %d 号邮件太大，没有下载", uid)
        return FetchedMessage(cursor, uid, note=note)
    data = session.message(uid)
    if data is None:
        MAIL.warning("邮箱里第 %d 号邮件取不下来，跳过了", uid)
        return FetchedMessage(cursor, uid, note=f"第 {uid} 号邮件取不下来，已跳过；它还在邮箱里，请人看一下")
    name = shown_name(facts_of_message(data).subject or f"第{uid}号邮件") + ".eml"
    pieces = pieces_of_bytes(data, name=name, origin=origin, is_message=True, limits=limits, passwords=passwords)
    return FetchedMessage(cursor, uid, tuple(pieces))


class _Session:
    """A connection with the folder open; it connects again by itself when the server drops it."""

    def __init__(self, account: ImapAccount, *, readonly: bool = True) -> None:
        self.account = account
        self._readonly = readonly
        self._box, self.validity = self._connect()

    def __enter__(self) -> _Session:
        return self

    def __exit__(self, *failure: object) -> None:
        with suppress(*_BROKEN, *_REFUSED):
            self._box.logout()

    def listed(self, after: int) -> list[tuple[int, int]]:
        """Number and size of each message after a number, in order."""
        try:
            status, lines = self._box.client.uid("FETCH", f"{after + 1}:*", "(UID RFC822.SIZE)")
        except (*_BROKEN, *_REFUSED) as error:
            raise lost(str(self.account), error) from error
        found = {}
        for match in map(_LISTED.search, (line for line in lines if status == "OK" and isinstance(line, bytes))):
            if match:
                found[int(match[1] or match[4])] = int(match[2] or match[3])
        # "n:*" gives the last message even where its number is below n.
        return sorted(pair for pair in found.items() if pair[0] > after)

    def message(self, uid: int) -> bytes | None:
        """The message as it lies there, without marking it as read; None where the server does not give it, also
        where it drops the connection over it each time."""
        for _ in range(_TRIES):
            try:
                # PEEK: a plain BODY[] would mark the message as read.
                _, lines = self._box.client.uid("FETCH", str(uid), "(BODY.PEEK[])")
            except _BROKEN:
                self._reconnect()
                continue
            except _REFUSED:
                return None
            return next((line[1] for line in lines if isinstance(line, tuple)), None)
        return None

    def store_seen(self, uids: list[str]) -> None:
        """Not with imap-tools' `flag`: that also expunges whatever somebody has marked as deleted."""
        try:
            status, answer = self._box.client.uid("STORE", ",".join(uids), "+FLAGS.SILENT", r"(\Seen)")
        except (*_BROKEN, *_REFUSED) as error:
            raise lost(str(self.account), error) from error
        if status != "OK":
            raise lost(str(self.account), imaplib.IMAP4.error(answer))

    def _reconnect(self) -> None:
        with suppress(*_BROKEN):
            self._box.client.shutdown()
        self._box, validity = self._connect()
        # Other numbers now: a cursor that went on would skip or repeat messages.
        if validity != self.validity:
            raise lost(str(self.account), imaplib.IMAP4.error("UIDVALIDITY changed"))
        MAIL.warning("收件邮箱断开了，已重新连上")

    def _connect(self) -> tuple[BaseMailBox, str]:
        account = self.account
        try:
            box = _opened(account)
        except (*_BROKEN, *_REFUSED) as error:
            raise unreachable(str(account), error) from error
        try:
            return box, _prepared(box, account, readonly=self._readonly)
        except BaseException:
            with suppress(*_BROKEN):
                box.client.shutdown()
            raise


def _opened(account: ImapAccount) -> BaseMailBox:
    if account.tls == "none":
        return MailBoxUnencrypted(account.host, account.port, timeout=_TIMEOUT_SECONDS)
    trust = ssl.create_default_context()
    if account.ca_file:
        trust.load_verify_locations(account.ca_file)
    kind = MailBox if account.tls == "ssl" else MailBoxStartTls
    return kind(account.host, account.port, timeout=_TIMEOUT_SECONDS, ssl_context=trust)


def _prepared(box: BaseMailBox, account: ImapAccount, *, readonly: bool) -> str:
    """Logged in, introduced, the folder open; returns its UIDVALIDITY."""
    try:
        # No folder yet: imap-tools would open INBOX for writing.
        box.login(account.user, account.password, initial_folder=None)
    except (*_REFUSED, *_BROKEN, UnicodeError) as error:
        raise login_refused(str(account), account.user, error) from error
    try:
        # ID comes after the login: 163.com answers "Unsafe Login" to the first SELECT otherwise.
        if account.send_id:
            box.client.xatom("ID", f'("name" "jixiao" "version" "{__version__}" "vendor" "jixiao_xlsx")')
        box.folder.set(account.folder, readonly=readonly)
    except (*_REFUSED, *_BROKEN) as error:
        raise folder_refused(str(account), account.folder, error, there=_folders(box)) from error
    _, numbers = box.client.response("UIDVALIDITY")
    # A server without UIDVALIDITY keeps no numbers for us: 0 makes all its messages one numbering.
    return cast("bytes", numbers[0] or b"0").decode("ascii", "replace")


def _folders(box: BaseMailBox) -> tuple[str, ...]:
    """The names there are, for the message that says that one is missing."""
    with suppress(*_REFUSED, *_BROKEN):
        return tuple(found.name for found in box.folder.list())
    return ()
