"""`jixiao draw`: 版面 — where every cell of a form sits."""

from __future__ import annotations

import json
from pathlib import Path

import click

from jixiao_xlsx.cli.options import YEAR


@click.command(options_metavar="[选项]")
@click.argument("spec", metavar="表样")
@click.option("--year", "-y", type=YEAR, default=None, metavar="年度", help="表的年度；工作目录里可以不写")
@click.option("--rows", metavar="键=行数", multiple=True, help="增减填报行或目标个数，例如 duties[*]=8，可多次")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，每格一个对象")
def draw(*, spec: str, year: int | None, rows: tuple[str, ...], as_json: bool) -> None:
    """版面：列出一张表的每个印刷格、填报格和公式格，格子地址与 Excel 中一致。

    \b
    例：jixiao draw S0 --year 2026
        jixiao draw S0              （在工作目录里）
    """
    from jixiao_xlsx.season.single.drawing import box_line, boxes_drawn

    boxes = boxes_drawn(spec, start=Path.cwd(), year=year, rows=rows)
    if as_json:
        click.echo(json.dumps(boxes, ensure_ascii=False, indent=2))
        return
    sheet = ""
    for box in boxes:
        if box["sheet"] != sheet:
            sheet = str(box["sheet"])
            click.echo(f"{sheet}")
        click.echo(f"  {box_line(box)}")
