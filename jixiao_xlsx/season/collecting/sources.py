"""收件的来源: the files, folders and mailboxes of a workspace, as pieces for the collector."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao_xlsx.errors import JixiaoError, reason_of
from jixiao_xlsx.mail.pieces import Piece, pieces_of
from jixiao_xlsx.model.clock import CHINA
from jixiao_xlsx.season.collecting.collect import Checkpoint
from jixiao_xlsx.season.single.limits import arrival_limits
from jixiao_xlsx.season.workspace.workspace import Workspace, certificates, secret
from jixiao_xlsx.store.store import Store

if TYPE_CHECKING:
    from jixiao_xlsx.mail.imap import ImapAccount

# Noon here is the same day in UTC and wherever the office's servers stand.
_NOON = 12


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a workspace collects from; `received` is the day on which files that no message brought count as sent."""

    workspace: Workspace
    store: Store
    received: datetime | None = None

    def arrivals(self, paths: Iterable[Path], *, imap: bool, mark_seen: bool = False) -> Iterator[Piece | Checkpoint]:
        """Everything in these paths (in 收件 where none is named and no mailbox asked for), then the mailbox.

        Raises JixiaoError for a path that is not there, or a mailbox that cannot be opened.
        """
        wanted = tuple(paths)
        if not wanted and not imap:
            wanted = (self.workspace.path("收件"),)
        missing = next((path for path in wanted if not path.exists()), None)
        if missing is not None:
            raise JixiaoError(f"找不到 {missing}", "请检查文件名和所在的文件夹")
        return self._all(wanted, imap=imap, mark_seen=mark_seen)

    def _all(self, paths: Iterable[Path], *, imap: bool, mark_seen: bool) -> Iterator[Piece | Checkpoint]:
        for path in paths:
            # Dated first: pieces of mails on disk know when they were sent.
            yield from self._dated(path)
        if imap:
            yield from self._mailbox(to_mark=mark_seen)

    def _dated(self, path: Path) -> Iterator[Piece]:
        try:
            for piece in pieces_of(path, limits=arrival_limits(self.workspace.settings)):
                yield self._on_day(piece)
        except OSError as error:
            raise JixiaoError(f"读不了 {path}：{reason_of(error)}", "请检查权限，或换一个位置") from error

    def _on_day(self, piece: Piece) -> Piece:
        if self.received is None or piece.message.sent is not None:
            return piece
        sent = self.received.replace(hour=_NOON, tzinfo=CHINA)
        return replace(piece, message=replace(piece.message, sent=sent))

    def _mailbox(self, *, to_mark: bool) -> Iterator[Piece | Checkpoint]:
        from jixiao_xlsx.mail.imap import fetch_new, mark_seen

        account = imap_account(self.workspace)
        name = f"imap:{account.user}@{account.host}:{account.port}/{account.folder}"
        cursors = []
        for fetched in fetch_new(account, self.store.cursor(name), limits=arrival_limits(self.workspace.settings)):
            yield from fetched.pieces
            # What could not be fetched is told as a container without bytes, so that nobody takes it for a filing.
            if fetched.note:
                title, origin = f"第{fetched.uid}号邮件.eml", account.origin(fetched.uid)
                yield Piece(title, b"", origin, container=True, note=fetched.note)
            yield Checkpoint(name, fetched.cursor)
            cursors.append(fetched.cursor)
        # Only once the last checkpoint is in the store: a message must not be marked that a stop would lose.
        if to_mark and cursors:
            mark_seen(account, cursors)


def imap_account(workspace: Workspace) -> ImapAccount:
    """The mailbox of the settings, with its password from the environment. Raises JixiaoError where there is none."""
    from jixiao_xlsx.mail.imap import ImapAccount

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
