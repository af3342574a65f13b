"""`jixiao issue` inside a workspace: blanks and letters for everybody whom the roster asks."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from jixiao_xlsx.season.issuing.dispatch import IssueRun, PlannedBlank
    from jixiao_xlsx.season.issuing.due_blanks import IssuedBlank

# One screen; a roster of a thousand may have a note each.
_MOST_SHOWN = 20


def issue_roster(
    specs: tuple[str, ...],
    *,
    agencies: tuple[str, ...],
    out: Path | None,
    jobs: int,
    send: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Issues to the roster of the workspace that one stands in. Raises JixiaoError where there is none."""
    from jixiao_xlsx.cli.progress import with_progress
    from jixiao_xlsx.errors import JixiaoError
    from jixiao_xlsx.season.issuing.dispatch import issue_all, planned, wanted_dues
    from jixiao_xlsx.season.issuing.due_blanks import Issuer
    from jixiao_xlsx.season.post.post import LetterFate
    from jixiao_xlsx.season.workspace.workspace import find_workspace
    from jixiao_xlsx.spec.settings.settings import SETTINGS_FILE, settings_file

    def watched(blanks: Iterable[IssuedBlank], total: int) -> Iterable[IssuedBlank]:
        return with_progress(blanks, "下发", total=total)

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
        if dry_run:
            _show_planned(planned(issuer, dues), workspace.notes, as_json=as_json)
            return
        issue = issue_all(issuer, dues, send=send, watched=watched)
    if as_json:
        click.echo(json.dumps(issue.as_dict(), ensure_ascii=False, indent=2))
    else:
        _show(issue, folder)
        _show_letters(issue, sending=send)
    if issue.posted.of(LetterFate.FAILED):
        # 2: somebody did not get a letter.
        sys.exit(2)


def _show_planned(blanks: Sequence[PlannedBlank], notes: Sequence[str], *, as_json: bool) -> None:
    from jixiao_xlsx.report.records.summary import one_line
    from jixiao_xlsx.season.issuing.due_blanks import IssueOutcome

    if as_json:
        click.echo(json.dumps([blank.as_dict() for blank in blanks], ensure_ascii=False, indent=2))
        return
    fresh = [blank for blank in blanks if blank.step is not IssueOutcome.KEPT]
    for note in notes[:_MOST_SHOWN]:
        click.echo(one_line(f"  注意：{note}"))
    click.echo(
        f"试运行，什么也没有写、没有发。应有 {len(blanks)} 份空表，要写 {len(fresh)} 份{'：' if fresh else '。'}"
    )
    for blank in fresh[:_MOST_SHOWN]:
        click.echo(one_line(f"  {blank.step}  {blank.agency.code} {blank.agency.name}  {blank.file}"))
    if len(fresh) > _MOST_SHOWN:
        click.echo(f"  ……另有 {len(fresh) - _MOST_SHOWN} 份，加 --json 全部列出")


def _show(issue: IssueRun, folder: Path) -> None:
    told = "，".join(f"{step} {count}" for step, count in issue.counts().items()) or "没有要下发的"
    click.echo(f"共 {len(issue.blanks)} 份空表：{told}。在 {folder}，清单见 清单.csv。")
    before, budget = issue.prefilled()
    if before or budget:
        click.echo(f"预填：以前年度的内容 {before} 格，批复的预算数 {budget} 格。")
    _some(issue.all_notes())


def _some(notes: Sequence[str]) -> None:
    from jixiao_xlsx.report.kit.plain import encodable
    from jixiao_xlsx.report.records.summary import one_line

    for note in notes[:_MOST_SHOWN]:
        click.echo(encodable(one_line(f"  注意：{note}")))
    if len(notes) > _MOST_SHOWN:
        click.echo(f"  ……另有 {len(notes) - _MOST_SHOWN} 条，加 --json 全部列出")


def _show_letters(issue: IssueRun, *, sending: bool) -> None:
    """How the letters fared; one by one only those that somebody must look after, as a roster may be long."""
    from jixiao_xlsx.cli.posting import where_letters_lie
    from jixiao_xlsx.season.post.post import LetterFate

    postings = issue.posted.postings
    told = "，".join(f"{fate} {count}" for fate, count in issue.posted.counts().items()) or "没有"
    click.echo(f"信 {len(postings)} 封：{told}。")
    _some(
        [
            f"{posting.letter.agency} 的信：{posting.fate}，{posting.trouble}"
            for posting in postings
            if posting.trouble and posting.fate is not LetterFate.BEFORE
        ]
    )
    where_letters_lie(issue.posted, what="信", sending=sending)
