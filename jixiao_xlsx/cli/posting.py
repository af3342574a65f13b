"""How commands that write letters tell what became of them."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from jixiao_xlsx.season.post.post import PostingRun


def tell_posted(posted: PostingRun, *, sending: bool, as_json: bool, more: Mapping[str, object] | None = None) -> None:
    """The letters, one line each, and what to do next; or JSON. Leaves with 2 where a letter could not be sent."""
    from jixiao_xlsx.season.post.post import LetterFate

    if as_json:
        plain = {"letters": [posting.as_dict() for posting in posted.postings], **(more or {})}
        click.echo(json.dumps(plain, ensure_ascii=False, indent=2))
    else:
        _show(posted, sending=sending)
    # 2: a script must not believe that everybody has been written to.
    if posted.of(LetterFate.FAILED):
        sys.exit(2)


def tell_noted(posted: PostingRun, act: str) -> None:
    """What was handed over by other means: nothing waits to be sent any more."""
    from jixiao_xlsx.report.records.summary import one_line

    for posting in posted.postings:
        click.echo(one_line(f"{posting.letter.agency}  {posting.letter.subject}  已记为{act}"))
    count = len(posted.postings)
    click.echo(f"共 {count} 个单位，已记为{act}，没有发信。" if count else f"没有要{act}的，什么也没有记。")


def tell_planned(posted: PostingRun, *, as_json: bool) -> None:
    """The letters that would be written or sent, one line each, or JSON; nothing was."""
    from jixiao_xlsx.report.records.summary import one_line

    if as_json:
        plain = {"dry_run": True, "letters": [posting.as_dict() for posting in posted.postings]}
        click.echo(json.dumps(plain, ensure_ascii=False, indent=2))
        return
    for posting in posted.postings:
        letter, to = posting.letter, "、".join(posting.letter.to) or "—"
        files = "、".join(attachment.name for attachment in letter.attachments)
        attached = f"  附件：{files}" if files else ""
        click.echo(one_line(f"{letter.agency}  {to}  {letter.subject}  {posting.fate}{attached}"))
    click.echo(f"试运行，什么也没有写、没有发、没有记；要写的信 {len(posted.postings)} 封。")


def refuse_both(*, send: bool, done: bool) -> None:
    """Raises JixiaoError where letters shall be sent and only be noted."""
    from jixiao_xlsx.errors import JixiaoError

    if send and done:
        raise JixiaoError("--send 和 --done 只能写一个", "由本程序发送写 --send，已经自己办了写 --done")


def where_letters_lie(posted: PostingRun, *, what: str, sending: bool) -> None:
    """Where the drafts are, and that nothing went out where nobody asked for it."""
    from jixiao_xlsx.season.post.post import LetterFate

    if posted.postings:
        click.echo(f"信（.eml）在 {posted.postings[0].file.parent}，可以用 Outlook、Foxmail 打开后发送。")
    if posted.of(LetterFate.READY) and not sending:
        click.echo(f"这是试运行，{what}一封也没有发出；要由本程序发送，请加 --send。")


def _show(posted: PostingRun, *, sending: bool) -> None:
    from jixiao_xlsx.report.records.summary import one_line

    for posting in posted.postings:
        to = "、".join(posting.letter.to) or "—"
        trouble = f"：{posting.trouble}" if posting.trouble else ""
        click.echo(one_line(f"{posting.letter.agency}  {to}  {posting.letter.subject}  {posting.fate}{trouble}"))
    told = "，".join(f"{fate} {count}" for fate, count in posted.counts().items())
    click.echo(f"共 {len(posted.postings)} 封：{told}。" if told else "没有要发的信。")
    where_letters_lie(posted, what="", sending=sending)
