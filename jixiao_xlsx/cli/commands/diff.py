"""`jixiao diff`: 比较 — two versions of a filing, or two years of an agency, key by key."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao_xlsx.cli.options import FILE
from jixiao_xlsx.errors import JixiaoError

if TYPE_CHECKING:
    from jixiao_xlsx.season.outputs.diff import ComparedVersions

_SPECS = {".yaml", ".yml"}


@click.command(options_metavar="[选项]")
@click.argument("references", nargs=-1, required=True, metavar="原来 [现在]")
@click.option("--spec", "specs", multiple=True, metavar="表样", help="另外认得的表样（YAML 文件），可多次")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.option("--xlsx", type=FILE, metavar="文件", help="另存为工作簿，可筛选、排序")
def diff(*, references: tuple[str, ...], specs: tuple[str, ...], as_json: bool, xlsx: Path | None) -> None:
    """比较：同一填报件的两个版本，或同一单位的两个年度，逐项列出新增、删去、改动。

    写文件名，或在工作目录里写 单位/表[/项目][@版本|@年度]，或校验和的前 6 位以上；只写一个时与前一个版本比较。
    写两份表样（YAML 文件），说明这样改表样对已经发出的空表有什么影响：不影响、对照读取、需要新版次。
    有没有变化都以 0 退出。

    \b
    例：jixiao diff 旧.xlsx 新.xlsx
        jixiao diff 101/S0
        jixiao diff 101/S0@1 101/S0@3 --xlsx 变化.xlsx
        jixiao diff 101/S0@2025 101/S0@2026 --json
        jixiao diff 旧.yaml 新.yaml
    """
    from jixiao_xlsx.season.outputs.diff import compare
    from jixiao_xlsx.season.single.saving import save_file

    if xlsx is not None and xlsx.suffix.lower() != ".xlsx":
        raise JixiaoError(f"另存的是 .xlsx 工作簿，不能存成 {xlsx.name}", f"请写 --xlsx {xlsx.with_suffix('.xlsx')}")
    if len(references) == 2 and all(Path(reference).suffix.lower() in _SPECS for reference in references):
        _show_specs(references, as_json=as_json, xlsx=xlsx)
        return
    done = compare(references, specs=specs, start=Path.cwd())
    if xlsx is not None:
        save_file(xlsx, done.workbook())
    if as_json:
        click.echo(json.dumps(done.as_dict(), ensure_ascii=False, indent=2))
        return
    _show(done)
    if xlsx is not None:
        click.echo(f"已生成 {xlsx}")


def _show_specs(references: tuple[str, ...], *, as_json: bool, xlsx: Path | None) -> None:
    from jixiao_xlsx.season.outputs.spec_diff import compare_specs

    if xlsx is not None:
        raise JixiaoError("两份表样的比较不另存为工作簿", "请去掉 --xlsx，或用 --json")
    compared = compare_specs(*references)
    if as_json:
        click.echo(json.dumps(compared.as_dict(), ensure_ascii=False, indent=2))
        return
    for line in compared.lines():
        click.echo(line)


def _show(done: ComparedVersions) -> None:
    """Coloured marks on a terminal, plain lines elsewhere."""
    # A pipe or a file gets no colours and no table.
    if not sys.stdout.isatty():
        for line in done.lines():
            click.echo(line)
        return
    from rich.console import Console

    from jixiao_xlsx.report.diff.table import render_diff

    for part in render_diff(done.diff, done.titles):
        Console().print(part)
