"""`jixiao issue --adopt`: blanks that were issued elsewhere become known here."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from jixiao_xlsx.errors import JixiaoError

# One screen; who wants them all has --json.
_MOST_SHOWN = 20


def adopt_blanks(folder: Path, *, alone: bool, dry_run: bool, as_json: bool) -> None:
    """Enters the blanks in a folder; leaves with 1 where one was not taken. Raises JixiaoError where more was asked for
    than that, not `alone`."""
    from jixiao_xlsx.report.records.summary import one_line
    from jixiao_xlsx.season.issuing.adopting import Adopter, AdoptionOutcome
    from jixiao_xlsx.season.workspace.workspace import find_workspace

    if not alone:
        raise JixiaoError("--adopt 认下文件夹里的空表，不和别的一起写", "例如 jixiao issue --adopt 以前下发的")
    workspace = find_workspace(Path.cwd())
    with workspace.open_store() as store:
        done = list(Adopter(workspace, store, datetime.now(UTC), dry_run).adopt((folder,)))
    refused = [blank for blank in done if blank.outcome is AdoptionOutcome.REFUSED]
    if as_json:
        click.echo(json.dumps([blank.as_dict() for blank in done], ensure_ascii=False, indent=2))
    else:
        counts = "，".join(
            f"{outcome} {sum(1 for blank in done if blank.outcome is outcome)} 份" for outcome in AdoptionOutcome
        )
        click.echo(f"{'试运行，什么也没有记；' if dry_run else ''}{counts}。")
        for blank in refused[:_MOST_SHOWN]:
            click.echo(one_line(f"  {blank.path.name}：{blank.why}"))
        if len(refused) > _MOST_SHOWN:
            click.echo(f"  ……另有 {len(refused) - _MOST_SHOWN} 份，加 --json 全部列出")
    sys.exit(int(bool(refused)))
