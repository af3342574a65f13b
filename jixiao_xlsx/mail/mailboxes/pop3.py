"""收信: the messages of a POP3 mailbox that are not known yet, one at a time and resumable; none is ever deleted."""

from __future__ import annotations

import hashlib
import poplib
import ssl
from collections import Counter
from collections.abc import Container, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from jixiao_xlsx.logs import MAIL
from jixiao_xlsx.mail.limits import DEFAULT, Limits, mib
from jixiao_xlsx.mail.mailboxes.mailbox_errors import POP3, in_use, login_refused, lost, unreachable
from jixiao_xlsx.mail.messages import facts_of_message
from jixiao_xlsx.mail.names import shown_name
from jixiao_xlsx.mail.opening.pieces import PasswordsFor, Piece, no_passwords, pieces_of_bytes

# For each answer, not for the whole: a dead server is told within a minute, a large message may take longer.
_TIMEOUT_SECONDS = 60.0
# Once more after connecting again; a message over which the server drops us twice would do so for ever.
_TRIES = 2
# RFC 1939 ends lines of answers at 512 octets; poplib stops at 2,048, which the lines of real messages exceed.
_LONGEST_ANSWER, _LONGEST_LINE = 1 << 14, 1 << 22
_BROKEN = (OSError, EOFError)


@dataclass(frozen=True, slots=True)
class Pop3Account:
    """Where mail is collected: `tls` is ssl (port 995), starttls or none (110); `ca_file` names certificates to trust
    beside the system's own."""

    host: str
    user: str
    password: str = field(repr=False)
    # The port of POP3 over TLS (RFC 8314).
    port: int = 995
    tls: Literal["ssl", "starttls", "none"] = "ssl"
    ca_file: str = ""

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"

    @property
    def name(self) -> str:
        """What the mailbox is called where it is kept which of its messages are known; never with the password."""
        return f"pop3:{self.user}@{self.host}:{self.port}/"

    def origin(self, mark: str) -> str:
        """The first step of the origin chain."""
        return f"pop3://{self.user}@{self.host}/{shown_name(mark)}"


@dataclass(frozen=True, slots=True)
class PoppedMessage:
    """One message: its pieces, the container last; `note` says in Chinese why there are none. `mark` tells it from all
    others of the mailbox, for ever."""

    mark: str
    number: int
    pieces: tuple[Piece, ...] = ()
    note: str = ""


def fetch_unknown(
    account: Pop3Account,
    known: Container[str],
    *,
    limits: Limits = DEFAULT,
    passwords: PasswordsFor = no_passwords,
) -> Iterator[PoppedMessage]:
    """The messages whose marks are not `known`, oldest first. A message that cannot be fetched is told and does not
    stop the others. Everything stays on the server.

    Raises JixiaoError where the server cannot be reached, refuses the login, or is lost for good.
    """
    with _Pop3Session(account) as session:
        for number, size in session.listed():
            mark = session.mark(number, size)
            if mark not in known:
                yield _popped(session, number, mark=mark, size=size, limits=limits, passwords=passwords)


def _popped(
    session: _Pop3Session, number: int, *, mark: str, size: int, limits: Limits, passwords: PasswordsFor
) -> PoppedMessage:
    if size > limits.message:
        note = f"第 {number} 封邮件 {mib(size)}，超过 {mib(limits.message)}，没有下载；它还在邮箱里，请人处理"
        MAIL.warning("邮箱里第 %d 封邮件太大，没有下载", number)
        return PoppedMessage(mark, number, note=note)
    data = session.message(number, mark=mark, size=size, most=limits.message)
    if data is None:
        MAIL.warning("邮箱里第 %d 封邮件取不下来，跳过了", number)
        return PoppedMessage(mark, number, note=f"第 {number} 封邮件取不下来，已跳过；它还在邮箱里，请人看一下")
    name = shown_name(facts_of_message(data).subject or f"第{number}封邮件") + ".eml"
    origin = session.account.origin(mark)
    pieces = pieces_of_bytes(data, name=name, origin=origin, is_message=True, limits=limits, passwords=passwords)
    return PoppedMessage(mark, number, tuple(pieces))


class _WholeMessages(poplib.POP3):
    """A client that takes lines as they are: poplib's own ends at lines of 2,048 octets, and strips a leading CR."""

    def _getline(self) -> tuple[bytes, int]:
        line = self._raw_line(_LONGEST_ANSWER)
        return line.removesuffix(b"\n").removesuffix(b"\r"), len(line)

    def _raw_line(self, longest: int) -> bytes:
        line = bytes(self.file.readline(longest))
        # poplib tells a dropped line in the same words as a refusal; it must be told from one.
        if not line:
            raise EOFError("connection closed")
        return line

    def whole(self, command: str, most: int) -> bytes | None:
        """The bytes that a command answers with, line ends and all; None where there are more than allowed: the
        connection is of no use then."""
        self._shortcmd(command)  # type: ignore[attr-defined]
        found = bytearray()
        begins = True
        while True:
            line = self._raw_line(_LONGEST_LINE)
            if begins and line.rstrip(b"\r\n") == b".":
                return bytes(found)
            found += line[1:] if begins and line.startswith(b"..") else line
            begins = line.endswith(b"\n")
            if len(found) > most:
                return None


class _WholeMessagesOverTls(_WholeMessages, poplib.POP3_SSL):
    """The same, encrypted from the start."""


class _Pop3Session:
    """A connection, logged in; it connects again by itself when the server drops it."""

    def __init__(self, account: Pop3Account) -> None:
        self.account = account
        self._box = self._connect()
        self._ids = self._unique_ids()

    def __enter__(self) -> _Pop3Session:
        return self

    def __exit__(self, *failure: object) -> None:
        # Nothing was marked for deletion: QUIT changes nothing.
        with suppress(*_BROKEN, poplib.error_proto):
            self._box.quit()

    def listed(self) -> list[tuple[int, int]]:
        """Number and size of each message, in the server's order."""
        try:
            lines = self._box.list()[1]
        except (*_BROKEN, poplib.error_proto) as error:
            raise lost(str(self.account), error) from error
        parts = [line.split() for line in lines]
        return [(int(words[0]), int(words[1])) for words in parts if len(words) > 1 and _are_numbers(words[:2])]

    def mark(self, number: int, size: int) -> str:
        """What tells a message from all others: the server's own id; where it gives none, a digest of the head, or of
        the whole where it does not give that either."""
        if self._ids:
            # A message that came since the ids were told has its turn in the next run.
            return self._ids.get(number) or self._digest(number, size)
        return self._digest(number, size)

    def message(self, number: int, *, mark: str, size: int, most: int) -> bytes | None:
        """The message as it lies there; None where the server does not give it, also where it drops the connection
        over it each time."""
        for attempt in range(_TRIES):
            try:
                # Numbers hold for one connection only: another program may have deleted something since.
                if attempt and self.mark(number, size) != mark:
                    return None
                data = self._box.whole(f"RETR {number}", most)
            except _BROKEN:
                self._reconnect()
                continue
            except poplib.error_proto:
                return None
            if data is None:
                self._reconnect()
            return data
        return None

    def _digest(self, number: int, size: int) -> str:
        for command, kind in ((f"TOP {number} 0", "head"), (f"RETR {number}", "whole")):
            try:
                data = self._box.whole(command, DEFAULT.message)
            except poplib.error_proto:
                continue
            except _BROKEN as error:
                raise lost(str(self.account), error) from error
            if data is not None:
                return f"{kind}={hashlib.sha256(data).hexdigest()}"
            self._reconnect()
        # Neither: the number and the size are all there is to know it by.
        return f"number={number}.{size}"

    def _unique_ids(self) -> dict[int, str]:
        """The server's ids by number; empty where it has none, or gives one to several messages."""
        try:
            lines = self._box.uidl()[1]
        except (*_BROKEN, poplib.error_proto):
            # A server that closes the line over a command it does not know is asked for it no more.
            with suppress(*_BROKEN, poplib.error_proto):
                self._box.noop()
                return {}
            self._box = self._connect()
            return {}
        parts = [line.split(None, 1) for line in lines]
        found = {int(words[0]): f"UIDL={words[1].decode('ascii', 'backslashreplace').strip()}" for words in parts
                 if len(words) > 1 and _are_numbers(words[:1])}  # fmt: skip
        times = Counter(found.values())
        return {} if any(count > 1 for count in times.values()) else found

    def _reconnect(self) -> None:
        with suppress(*_BROKEN):
            self._box.close()
        self._box = self._connect()
        if self._ids:
            self._ids = self._unique_ids()
        MAIL.warning("收件邮箱断开了，已重新连上")

    def _connect(self) -> _WholeMessages:
        account = self.account
        try:
            box = _opened(account)
        except (*_BROKEN, poplib.error_proto) as error:
            raise unreachable(str(account), error, POP3) from error
        try:
            _log_in(box, account)
        except BaseException:
            with suppress(*_BROKEN):
                box.close()
            raise
        return box


def _are_numbers(words: list[bytes]) -> bool:
    # Ten digits are more than any mailbox needs, and no trap for int().
    return all(word.isdigit() and len(word) <= 10 for word in words)


def _opened(account: Pop3Account) -> _WholeMessages:
    if account.tls == "none":
        return _WholeMessages(account.host, account.port, timeout=_TIMEOUT_SECONDS)
    trust = ssl.create_default_context()
    if account.ca_file:
        trust.load_verify_locations(account.ca_file)
    if account.tls == "ssl":
        return _WholeMessagesOverTls(account.host, account.port, timeout=_TIMEOUT_SECONDS, context=trust)
    box = _WholeMessages(account.host, account.port, timeout=_TIMEOUT_SECONDS)
    try:
        box.stls(trust)
    except BaseException:
        with suppress(*_BROKEN):
            box.close()
        raise
    return box


def _log_in(box: poplib.POP3, account: Pop3Account) -> None:
    words = account.user + account.password
    try:
        # A line end would begin a command of its own.
        if not words.isascii() or not words.isprintable():
            raise UnicodeError("not ASCII")
        box.user(account.user)
        box.pass_(account.password)
    except (*_BROKEN, poplib.error_proto, UnicodeError) as error:
        # RFC 2449: another program has the mailbox.
        if "[IN-USE]" in str(error).upper():
            raise in_use(str(account)) from error
        raise login_refused(str(account), account.user, error, POP3) from error
