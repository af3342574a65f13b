"""收件的来源: the files, folders and mailboxes of a workspace, as pieces for the collector."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao_xlsx.errors import JixiaoError, reason_of
from jixiao_xlsx.mail.opening.pieces import Piece, pieces_of, pieces_of_bytes
from jixiao_xlsx.model.clock import CHINA
from jixiao_xlsx.model.season.delivery import ArrivalReason, Message
from jixiao_xlsx.season.collecting.collect import Checkpoint
from jixiao_xlsx.season.collecting.tried_again import is_locked
from jixiao_xlsx.season.single.limits import arrival_limits
from jixiao_xlsx.season.workspace.passwords import Passwords
from jixiao_xlsx.season.workspace.workspace import Workspace, certificates, secret
from jixiao_xlsx.store.store import Store
from jixiao_xlsx.whole_files import is_folder, is_missing

if TYPE_CHECKING:
    from jixiao_xlsx.mail.mailboxes.imap import ImapAccount
    from jixiao_xlsx.mail.mailboxes.pop3 import Pop3Account

# Noon here is the same day in UTC and wherever the office's servers stand.
_NOON = 12


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a workspace collects from; `received` is the day on which files that no message brought count as sent,
    `given` are passwords beside those of the roster."""

    workspace: Workspace
    store: Store
    received: datetime | None = None
    given: tuple[str, ...] = field(default=(), repr=False)

    def arrivals(
        self, paths: Iterable[Path], *, imap: bool, pop3: bool = False, mark_seen: bool = False
    ) -> Iterator[Piece | Checkpoint]:
        """Everything in these paths (in 收件 where none is named and no mailbox asked for), then the mailboxes.

        Raises JixiaoError for a path that is not there, a mailbox that cannot be opened, and where messages shall be
        marked in one that keeps no marks.
        """
        wanted = tuple(paths)
        if mark_seen and pop3:
            raise JixiaoError("POP3 的邮箱没有“已读”的标记，不能标", "请去掉标已读的要求，或改用 IMAP 收信")
        if not wanted and not imap and not pop3:
            wanted = (self.workspace.path("收件"),)
        missing = next((path for path in wanted if is_missing(path)), None)
        if missing is not None:
            raise JixiaoError(f"找不到 {missing}", "请检查文件名和所在的文件夹")
        return self._all(wanted, imap=imap, pop3=pop3, mark_seen=mark_seen)

    def _all(self, paths: Iterable[Path], *, imap: bool, pop3: bool, mark_seen: bool) -> Iterator[Piece | Checkpoint]:
        for path in paths:
            # Dated first: pieces of mails on disk know when they were sent.
            yield from self._dated(path)
        if imap:
            yield from self._mailbox(to_mark=mark_seen)
        if pop3:
            yield from self._pop3_mailbox()
        if self.given:
            yield from self._locked_before()

    def _passwords(self, message: Message) -> tuple[str, ...]:
        return Passwords.of(self.workspace.roster, self.given).for_message(message)

    def _locked_before(self) -> Iterator[Piece]:
        """What was collected earlier and could not be opened without a password, from its original."""
        for delivery in self.store.deliveries():
            filing = self.store.filing(delivery.sha256)
            if delivery.reason is ArrivalReason.LOCKED or (filing is not None and is_locked(filing)):
                yield from pieces_of_bytes(
                    self.workspace.originals.get(delivery.sha256),
                    name=delivery.name,
                    origin=delivery.origin,
                    message=delivery.message,
                    limits=arrival_limits(self.workspace.settings),
                    passwords=self._passwords,
                )

    def _dated(self, path: Path) -> Iterator[Piece]:
        try:
            limits, named = arrival_limits(self.workspace.settings), self._named(path)
            for piece in pieces_of(path, limits=limits, passwords=self._passwords):
                place = _place(piece.origin, path, named)
                yield self._on_day(replace(piece, place=place))
        except OSError as error:
            raise JixiaoError(f"读不了 {path}：{reason_of(error)}", "请检查权限，或换一个位置") from error

    def _on_day(self, piece: Piece) -> Piece:
        # What could not be read was not handed in on any day.
        if self.received is None or piece.message.sent is not None or piece.unread:
            return piece
        sent = self.received.replace(hour=_NOON, tzinfo=CHINA)
        return replace(piece, message=replace(piece.message, sent=sent), origin=piece.place)

    def _named(self, given: Path) -> str:
        """A path as everybody would name it who stands in the workspace, however it was typed."""
        # A link to a file is named by where it lies: what it leads to may be elsewhere, or nowhere.
        whole = given.resolve() if is_folder(given) else given.parent.resolve() / given.name
        folder = self.workspace.folder.resolve()
        return str(whole.relative_to(folder) if whole.is_relative_to(folder) else whole)

    def _mailbox(self, *, to_mark: bool) -> Iterator[Piece | Checkpoint]:
        from jixiao_xlsx.mail.mailboxes.imap import fetch_new, mark_seen

        account = imap_account(self.workspace)
        name = f"imap:{account.user}@{account.host}:{account.port}/{account.folder}"
        cursors = []
        limits = arrival_limits(self.workspace.settings)
        for fetched in fetch_new(account, self.store.cursor(name), limits=limits, passwords=self._passwords):
            yield from fetched.pieces
            # What could not be fetched is told as a container without bytes, so that nobody takes it for a filing.
            if fetched.note:
                title, origin = f"第{fetched.uid}号邮件.eml", account.origin(fetched.uid)
                yield _unfetched(title, origin, fetched.note)
            yield Checkpoint(name, fetched.cursor)
            cursors.append(fetched.cursor)
        # Only once the last checkpoint is in the store: a message must not be marked that a stop would lose.
        if to_mark and cursors:
            mark_seen(account, cursors)

    def _pop3_mailbox(self) -> Iterator[Piece | Checkpoint]:
        from jixiao_xlsx.mail.mailboxes.pop3 import fetch_unknown

        account = pop3_account(self.workspace)
        for popped in fetch_unknown(
            account,
            self.store.cursors(account.name),
            limits=arrival_limits(self.workspace.settings),
            passwords=self._passwords,
        ):
            yield from popped.pieces
            if popped.note:
                title, origin = f"第{popped.number}封邮件.eml", account.origin(popped.mark)
                yield _unfetched(title, origin, popped.note)
            # One for each message: their order in the mailbox tells nothing, as others may delete from it.
            yield Checkpoint(f"{account.name}{popped.mark}", "收下")


def _place(origin: str, given: Path, named: str) -> str:
    """Where a file lies, however the path to it was typed: one that lies where it lay is not handed in again."""
    if str(given) == ".":
        return origin if named == "." else f"{named}{os.sep}{origin}"
    return named + origin.removeprefix(str(given)) if origin.startswith(str(given)) else origin


def _unfetched(name: str, origin: str, note: str) -> Piece:
    return Piece(name, b"", origin, container=True, note=note, reason=ArrivalReason.UNREAD, unread=True)


def pop3_account(workspace: Workspace) -> Pop3Account:
    """The POP3 mailbox of the settings, with its password from the environment. Raises JixiaoError where there is
    none."""
    from jixiao_xlsx.mail.mailboxes.pop3 import Pop3Account

    mail = workspace.settings.mail
    if mail is None or mail.pop3 is None:
        raise JixiaoError(
            "jixiao.yaml 里没有写 POP3 的收件邮箱", "请写 mail: {address: …, pop3: {host: …}}，见工作目录说明"
        )
    box = mail.pop3
    return Pop3Account(
        box.host,
        box.user,
        secret(box.password_env, "收件邮箱"),
        port=box.port,
        tls=box.tls,
        ca_file=certificates(workspace.folder, box.ca, "jixiao.yaml 里 mail.pop3"),
    )


def imap_account(workspace: Workspace) -> ImapAccount:
    """The mailbox of the settings, with its password from the environment. Raises JixiaoError where there is none."""
    from jixiao_xlsx.mail.mailboxes.imap import ImapAccount

    mail = workspace.settings.mail
    if mail is None or mail.imap is None:
        raise JixiaoError(
            "jixiao.yaml 里没有写收件邮箱", "请写 mail: {address: …, imap: {host: …, user: …}}，见工作目录说明"
        )
    box = mail.imap
    password = secret(box.password_env, "收件邮箱")
    return ImapAccount(
        box.host,
        box.user,
        password,
        port=box.port,
        folder=box.folder,
        tls=box.tls,
        send_id=box.id,
        ca_file=certificates(workspace.folder, box.ca, "jixiao.yaml 里 mail.imap"),
    )
