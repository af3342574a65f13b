"""`jixiao issue` inside a workspace: blanks and letters for everybody whom the roster asks."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from jixiao_xlsx.season.issuing.dispatch import Issue
    from jixiao_xlsx.season.issuing.due_blanks import Blanked

_MOST_SHOWN = 20


def issue_roster(
    specs: tuple[str, ...], *, agencies: tuple[str, ...], out: Path | None, jobs: int, send: bool, as_json: bool
) -> None:
    """Issues to the roster of the workspace that one stands in. Raises JixiaoError where there is none."""
    from jixiao_xlsx.cli.progress import shown
    from jixiao_xlsx.errors import JixiaoError
    from jixiao_xlsx.season.issuing.dispatch import issue_all, wanted_dues
    from jixiao_xlsx.season.issuing.due_blanks import Issuer
    from jixiao_xlsx.season.post.post import Fate
    from jixiao_xlsx.season.workspace.workspace import find_workspace
    from jixiao_xlsx.spec.settings.settings import SETTINGS_FILE, settings_file

    def watched(blanks: Iterable[Blanked], total: int) -> Iterable[Blanked]:
        return shown(blanks, "下发", total=total)

    if settings_file(Path.cwd()) is None:
        raise JixiaoError(
            f"没有写 --year，{Path.cwd()} 也不是工作目录（没有 {SETTINGS_FILE}）",
            "为一个单位出空表请写年度：jixiao issue S0 --year 2026；按名录下发请先新建工作目录：jixiao init 2026",
        )
    workspace = find_workspace(Path.cwd())
    dues = wanted_dues(workspace, agencies=agencies, forms=specs)
    folder = out.resolve() if out else workspace.path("下发")
    with workspace.open_store() as store:
        issuer = Issuer(workspace, store, now=datetime.now(UTC), out=folder, jobs=jobs)
        issue = issue_all(issuer, dues, send=send, watched=watched)
    if as_json:
        click.echo(_json(issue))
    else:
        _show(issue, folder)
        _show_letters(issue, sending=send)
    if issue.posted.of(Fate.FAILED):
        sys.exit(2)


def _show(issue: Issue, folder: Path) -> None:
    from jixiao_xlsx.season.issuing.due_blanks import Step

    counts = {step: len(issue.of(step)) for step in Step}
    told = "，".join(f"{step} {count}" for step, count in counts.items() if count) or "没有要下发的"
    click.echo(f"共 {len(issue.blanks)} 份空表：{told}。在 {folder}，清单见 清单.csv。")
    before = sum(one.plan.prefill.from_before for one in issue.blanks)
    budget = sum(one.plan.prefill.from_budget for one in issue.blanks)
    if before or budget:
        click.echo(f"预填：以前年度的内容 {before} 格，批复的预算数 {budget} 格。")
    notes = [f"{one.issued.file}：{one.note}" for one in issue.blanks if one.note]
    _some([*notes, *issue.notes])


def _some(notes: list[str]) -> None:
    from jixiao_xlsx.report.kit.plain import encodable
    from jixiao_xlsx.report.records.summary import one_line

    for note in notes[:_MOST_SHOWN]:
        click.echo(encodable(one_line(f"  注意：{note}")))
    if len(notes) > _MOST_SHOWN:
        click.echo(f"  ……另有 {len(notes) - _MOST_SHOWN} 条，加 --json 全部列出")


def _json(issue: Issue) -> str:
    from jixiao_xlsx.cli.posting import posting_json
    from jixiao_xlsx.season.issuing.dispatch import blank_json

    plain = {
        "blanks": [blank_json(one) for one in issue.blanks],
        "letters": [posting_json(one) for one in issue.posted.postings],
        "notes": list(issue.notes),
    }
    return json.dumps(plain, ensure_ascii=False, indent=2)


def _show_letters(issue: Issue, *, sending: bool) -> None:
    """How the letters fared; one by one only those that somebody must look after, as a roster may be long."""
    from jixiao_xlsx.season.post.post import Fate

    postings = issue.posted.postings
    counts = {fate: len(issue.posted.of(fate)) for fate in Fate}
    told = "，".join(f"{fate} {count}" for fate, count in counts.items() if count) or "没有"
    click.echo(f"信 {len(postings)} 封：{told}。")
    _some(
        [
            f"{one.letter.agency} 的信：{one.fate}，{one.trouble}"
            for one in postings
            if one.trouble and one.fate is not Fate.BEFORE
        ]
    )
    if postings:
        click.echo(f"信（.eml）在 {postings[0].file.parent}，可以用 Outlook、Foxmail 打开后发送。")
    if counts[Fate.READY] and not sending:
        click.echo("这是试运行，信一封也没有发出；要由本程序发送，请加 --send。")
