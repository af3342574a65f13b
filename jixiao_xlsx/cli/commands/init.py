"""`jixiao init`: 新建工作目录 — the commented settings, sample lists and folders of one season."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao_xlsx.cli.options import DAY, FOLDER, YEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jixiao_xlsx.season.workspace.new_workspace import WorkspacePlan

# The same files as for every front, with the commands to run in them.
_TEMPLATES = "cli/workspace"


@click.command(options_metavar="[选项]")
@click.argument("year", type=YEAR, metavar="年度")
@click.argument("folder", type=FOLDER, required=False, metavar="[文件夹]")
@click.option("--office", metavar="名称", default="", help="财政部门的名称，例如 示例市财政局")
@click.option("--forms", metavar="表,表", default="", help="今年要收的表，例如 S0,P1；不写时为 P3,P2B，以后可以改")
@click.option("--deadline", type=DAY, metavar="日期", help="报送期限，例如 2026-03-15")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出生成的文件")
def init(*, year: int, folder: Path | None, office: str, forms: str, deadline: datetime | None, as_json: bool) -> None:
    """新建工作目录：一个年度一个文件夹，里面有设置、单位名录和项目名单的样例、使用步骤。

    文件夹不写时用年度作名字。已有的文件不会被覆盖。

    \b
    例：jixiao init 2026
        jixiao init 2026 绩效2026 --office 示例市财政局 --forms S0,P1 --deadline 2026-03-15
    """
    from jixiao_xlsx.season.workspace.new_workspace import WorkspacePlan, forms_named, make_workspace

    day = deadline.date() if deadline else None
    # The year is a good name for a folder that somebody will look for in ten years.
    plan = WorkspacePlan(
        folder or Path(str(year)),
        year,
        forms_named(forms),
        office=office.strip(),
        deadline=day,
        templates=_TEMPLATES,
    )
    files = make_workspace(plan)
    if as_json:
        made = {"year": year, "folder": str(plan.folder), "files": [str(path) for path in files]}
        click.echo(json.dumps(made, ensure_ascii=False, indent=2))
        return
    for line in _told(plan, files):
        click.echo(line)


def _told(plan: WorkspacePlan, files: Sequence[Path]) -> tuple[str, ...]:
    """What was made and what comes next."""
    from jixiao_xlsx.season.workspace.new_workspace import README, folders

    return (
        f"已新建 {plan.year} 年度的工作目录 {plan.folder}：",
        *(f"  {path.name}" for path in files),
        f"  文件夹 {'、'.join(folders())}",
        "",
        "接下来：",
        f"  1. 先读 {plan.folder / README}",
        "  2. 改 jixiao.yaml，填 roster.csv 和 projects.csv（里面的几行是样例）",
        f"  3. 进入这个文件夹（cd {plan.folder}），运行 jixiao roster 检查",
    )
