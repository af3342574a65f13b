"""`jixiao target`: 解读 — read texts as 指标值 and say how they were understood."""

from __future__ import annotations

import click

from jixiao_xlsx.cli.options import YEAR


@click.command("target", options_metavar="[选项]")
@click.argument("texts", nargs=-1, required=True, metavar="指标值…")
@click.option("--name", default="", metavar="指标名", help="指标名称；没写比较符号时由它判断方向，例如 投诉率")
@click.option("--year", "-y", type=YEAR, default=None, metavar="年度", help="填报年度，用来补全“12月底前”")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，每句一个对象")
def target(*, texts: tuple[str, ...], name: str, year: int | None, as_json: bool) -> None:
    """解读：把一句或几句指标值读给你看，比较方向、数值、计量单位、期限各是什么，哪里不清楚。

    \b
    例：jixiao target "≥500户" "12月底前" --year 2026
        jixiao target "5%" --name 投诉率 --json
        jixiao target -- "-5%"          （以减号开头的，前面加 --）
    """
    from jixiao_xlsx.model.target import parse_target
    from jixiao_xlsx.model.target.reading import reading_lines

    found = [parse_target(text, name=name, year=year) for text in texts]
    if as_json:
        import json

        click.echo(json.dumps([parsed.as_dict() for parsed in found], ensure_ascii=False, indent=2))
        return
    for parsed in found:
        click.echo("\n".join(reading_lines(parsed)))


command = target
