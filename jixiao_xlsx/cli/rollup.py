"""`jixiao rollup`: 汇总 — returned workbooks become one workbook of totals, indicators and findings."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao_xlsx.cli.options import FILE, JOBS, YEAR
from jixiao_xlsx.errors import JixiaoError

if TYPE_CHECKING:
    from jixiao_xlsx.season.rollup import Rollup


@click.command(options_metavar="[选项]")
@click.argument("files", nargs=-1, required=True, metavar="文件…", type=click.Path(path_type=Path))
@click.option(
    "--out", "-o", type=FILE, default=Path("output/汇总.xlsx"), show_default=True, metavar="文件", help="汇总工作簿"
)
@click.option("--spec", "specs", multiple=True, metavar="表样", help="另外认得的表样（YAML 文件），可多次")
@click.option("--form", metavar="表", default="", help="只收这一张表，例如 S0")
@click.option("--year", "-y", type=YEAR, metavar="年度", help="只收这一年度的表")
@click.option("--key", envvar="JIXIAO_KEY", default="", metavar="密钥", help="核对封签签名的密钥")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出各表的份数与合计")
@click.option("--jobs", type=JOBS, default=None, metavar="个数", help="用几个进程读取")
def rollup(
    *,
    files: tuple[Path, ...],
    out: Path,
    specs: tuple[str, ...],
    form: str,
    year: int | None,
    key: str,
    as_json: bool,
    jobs: int | None,
) -> None:
    """汇总：把交回的工作簿汇成一个 .xlsx：每张表的汇总与合计、全部指标、全部填报值、审核意见、来源。

    \b
    例：jixiao rollup 交回/*.xlsx -o 汇总.xlsx
        jixiao rollup 交回 --year 2026 --form S0 --json
    """
    from jixiao_xlsx.cli.read import reader_of, watched
    from jixiao_xlsx.season.inbox import find_files
    from jixiao_xlsx.season.rollup import roll_up
    from jixiao_xlsx.season.saving import save_file

    if out.suffix.lower() != ".xlsx":
        raise JixiaoError(f"汇总是一个 .xlsx 工作簿，不能存成 {out.name}", f"请写 -o {out.with_suffix('.xlsx')}")
    reader = reader_of(specs, form=form, year=year, agency="", key=key)
    paths = tuple(path for path in find_files(files) if path.resolve() != out.resolve())
    done = roll_up(watched(reader, paths, jobs), reader)
    path = save_file(out, done.data)
    if as_json:
        click.echo(json.dumps({"file": str(path), **done.as_dict()}, ensure_ascii=False, indent=2))
    else:
        _show(done, path)
    sys.exit(int(done.has_returns))


def _show(done: Rollup, path: Path) -> None:
    from jixiao_xlsx.report.summary import one_line

    for group in done.groups:
        counted = sum(1 for kept in group.kept if kept.counts)
        click.echo(f"{group.year} 年度{group.title}：{len(group.kept)} 份，计入合计 {counted} 份")
    for note in done.notes():
        click.echo(f"  {one_line(note)}")
    click.echo(f"已生成 {path}")
