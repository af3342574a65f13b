"""How commands that write letters tell what became of them."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from jixiao_xlsx.season.post.post import Posted, Posting


def tell_posted(posted: Posted, *, sending: bool, as_json: bool, more: Mapping[str, object] | None = None) -> None:
    """The letters, one line each, and what to do next; or JSON. Leaves with 2 where a letter could not be sent."""
    from jixiao_xlsx.season.post.post import Fate

    if as_json:
        plain = {"letters": [posting_json(one) for one in posted.postings], **(more or {})}
        click.echo(json.dumps(plain, ensure_ascii=False, indent=2))
    else:
        _show(posted.postings, sending=sending)
    if posted.of(Fate.FAILED):
        sys.exit(2)


def tell_noted(posted: Posted, act: str) -> None:
    """What was handed over by other means: nothing waits to be sent any more."""
    from jixiao_xlsx.report.records.summary import one_line

    for one in posted.postings:
        click.echo(one_line(f"{one.letter.agency}  {one.letter.subject}  已记为{act}"))
    count = len(posted.postings)
    click.echo(f"共 {count} 个单位，已记为{act}，没有发信。" if count else f"没有要{act}的，什么也没有记。")


def refuse_both(*, send: bool, done: bool) -> None:
    """Raises JixiaoError where letters shall be sent and only be noted."""
    from jixiao_xlsx.errors import JixiaoError

    if send and done:
        raise JixiaoError("--send 和 --done 只能写一个", "由本程序发送写 --send，已经自己办了写 --done")


def posting_json(one: Posting) -> dict[str, object]:
    """What became of one letter, as plain data."""
    letter = one.letter
    return {
        "kind": letter.kind,
        "agency": letter.agency,
        "to": list(letter.to),
        "subject": letter.subject,
        "file": str(one.file),
        "fate": str(one.fate),
        "trouble": one.trouble,
        "attachments": [attachment.name for attachment in letter.attachments],
    }


def _show(postings: Sequence[Posting], *, sending: bool) -> None:
    from jixiao_xlsx.report.records.summary import one_line
    from jixiao_xlsx.season.post.post import Fate

    for one in postings:
        to = "、".join(one.letter.to) or "—"
        trouble = f"：{one.trouble}" if one.trouble else ""
        click.echo(one_line(f"{one.letter.agency}  {to}  {one.letter.subject}  {one.fate}{trouble}"))
    counts = {fate: sum(1 for one in postings if one.fate is fate) for fate in Fate}
    told = "，".join(f"{fate} {count}" for fate, count in counts.items() if count) or "没有要发的信"
    click.echo(f"共 {len(postings)} 封：{told}。" if postings else "没有要发的信。")
    if postings:
        click.echo(f"信（.eml）在 {postings[0].file.parent}，可以用 Outlook、Foxmail 打开后发送。")
    if counts[Fate.READY] and not sending:
        click.echo("这是试运行，一封也没有发出；要由本程序发送，请加 --send。")
