"""`jixiao publish`: 批复表和公开表 — passed filings as locked printed forms, and again without personal data."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao_xlsx.cli.options import FOLDER
from jixiao_xlsx.errors import JixiaoError

if TYPE_CHECKING:
    from jixiao_xlsx.season.outputs.print_run import SavedForms

_ALL = "全部"


@click.command(options_metavar="[选项]")
@click.argument("files", nargs=-1, metavar="[文件…]", type=click.Path(readable=False, path_type=Path))
@click.option("--kind", type=click.Choice(("批复", "公开", _ALL)), default=_ALL, show_default=True, help="生成哪一种")
@click.option("--agency", metavar="编码", default="", help="只生成这个单位和它的下级的")
@click.option("--form", metavar="表", default="", help="只生成这一张表，例如 S0")
@click.option("--all", "every", is_flag=True, help="每份填报件最新的都生成，不论是否审核通过")
@click.option("--number", metavar="文号", default="", help="批复文号，例如 某财绩〔2026〕1号")
@click.option("--date", "day", metavar="日期", default="", help="批复日期，例如 2026-03-15")
@click.option("--office", metavar="名称", default="", help="批复单位；不写时取 jixiao.yaml 的")
@click.option("--out", "-o", type=FOLDER, default=None, help="放在哪个文件夹；不写时是工作目录的 公开")
@click.option("--spec", "specs", multiple=True, metavar="表样", help="另外认得的表样（YAML 文件），可多次")
@click.option("--dry-run", is_flag=True, help="试运行：只列出要生成的文件，什么也不写")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出生成的每个文件")
def publish(  # noqa: PLR0913 — click hands over every option by name
    *,
    files: tuple[Path, ...],
    kind: str,
    agency: str,
    form: str,
    every: bool,
    number: str,
    day: str,
    office: str,
    out: Path | None,
    specs: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
) -> None:
    """批复表和公开表：把审核通过的填报件排成锁定的批复表，和不含个人信息的公开表。

    不写文件时取工作目录里审核通过的；写了文件就用这些文件。公开表不印负责人、电话等个人信息，
    正文里像电话、证件号、账号的一律遮盖并列入 公开前请核对.csv，公开之前请逐条看过。

    \b
    例：jixiao publish --number 某财绩〔2026〕1号 --date 2026-03-15
        jixiao publish --agency 101 --form S0
        jixiao publish 交回/*.xlsx --kind 公开 -o 公开
    """
    from jixiao_xlsx.season.outputs.publish import PublishRequest, publish_forms
    from jixiao_xlsx.season.single.printed_forms import KINDS

    request = PublishRequest(
        files,
        KINDS if kind == _ALL else (kind,),
        every=every,
        agency=agency,
        form=form,
        number=number,
        day=_day(day),
        office=office,
        out=out,
        specs=specs,
        dry_run=dry_run,
    )
    done = publish_forms(request, Path.cwd())
    if as_json:
        click.echo(json.dumps(done.as_dict(), ensure_ascii=False, indent=2))
    else:
        _show(done, dry_run=dry_run)


def _day(text: str) -> date | None:
    if not text:
        return None
    # People write a date as they see it on the document.
    plain = text.strip().replace("年", "-").replace("月", "-").rstrip("日").replace("/", "-")
    try:
        year, month, day = (int(part) for part in plain.split("-"))
        return date(year, month, day)
    except ValueError as error:
        raise JixiaoError(f"看不懂日期 ‘{text}’", "请写成 2026-03-15 或 2026年3月15日") from error


def _show(done: SavedForms, *, dry_run: bool) -> None:
    from jixiao_xlsx.report.records.summary import one_line

    for sheet in done.sheets:
        note = "；".join([*([sheet.wanted.note] if sheet.wanted.note else []), *_said(sheet.to_check, sheet.lost)])
        click.echo(one_line(f"{sheet.name}{f'（{note}）' if note else ''}"))
    if dry_run:
        click.echo(f"试运行，什么也没有写。要生成 {len(done.sheets)} 份，放在 {done.folder}。")
        return
    click.echo(f"已生成 {len(done.sheets)} 份，在 {done.folder}；清单见 清单.csv")
    if done.to_check:
        click.echo(f"公开表里遮盖了 {done.to_check} 处像是个人信息的内容，公开之前请看 公开前请核对.csv")


def _said(to_check: tuple[object, ...], lost: tuple[str, ...]) -> list[str]:
    found = [f"遮盖 {len(to_check)} 处，请核对"] if to_check else []
    return [*found, f"表里放不下 {len(lost)} 格"] if lost else found
