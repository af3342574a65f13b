"""`jixiao report`: 报告 — the self-evaluation report of each S4 filing, as .docx and Markdown."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao_xlsx.cli.acting import DRY_WRITING, to_write
from jixiao_xlsx.cli.options import FOLDER, JOBS

if TYPE_CHECKING:
    from jixiao_xlsx.season.outputs.report import Report, Reports


@click.command(options_metavar="[选项]")
@click.argument("files", nargs=-1, metavar="[文件…]", type=click.Path(readable=False, path_type=Path))
@click.option("--out", "-o", type=FOLDER, default=None, metavar="文件夹", help="放在哪里；工作目录里默认为 报告")
@click.option("--agency", metavar="编码", default="", help="只写这一单位的报告")
@click.option("--spec", "specs", multiple=True, metavar="表样", help="另外认得的表样（YAML 文件），可多次")
@click.option("--key", envvar="JIXIAO_KEY", default="", metavar="密钥", help="核对封签签名的密钥")
@DRY_WRITING
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出报告、未填写的部分和文字与数字不一致的地方")
@click.option("--jobs", type=JOBS, default=None, metavar="个数", help="用几个进程读取")
def report(
    *,
    files: tuple[Path, ...],
    out: Path | None,
    agency: str,
    specs: tuple[str, ...],
    key: str,
    dry_run: bool,
    as_json: bool,
    jobs: int | None,
) -> None:
    """报告：由 S4 填报件写出部门整体支出绩效自评报告（.docx 和 .md），合计、增减、占比都由填报的数字算出。

    不给文件时，用工作目录里收到的最新版本（含财政部门的更正）。有未填写的部分、文字与数字不一致或退回意见时，
    报告末页列出，退出码为 1。

    \b
    例：jixiao report 交回/*.xlsx -o 报告
        jixiao report --agency 202
    """
    reports, folder = _reports(files, out, agency=agency, specs=specs, key=key, jobs=jobs)
    written = [(self_report, _save(self_report, folder, dry_run=dry_run)) for self_report in reports.reports]
    if as_json:
        told = [{**self_report.as_dict(), "outputs": [str(path) for path in paths]} for self_report, paths in written]
        dry = {"dry_run": True} if dry_run else {}
        click.echo(json.dumps({"reports": told, "notes": list(reports.notes), **dry}, ensure_ascii=False, indent=2))
    else:
        _show(written, reports.notes, dry_run=dry_run)
    _say_docx()
    # 1: somebody must look at a report before it goes out.
    sys.exit(int(not all(self_report.narrative.is_ready for self_report in reports.reports)))


def _reports(
    files: tuple[Path, ...], out: Path | None, *, agency: str, specs: tuple[str, ...], key: str, jobs: int | None
) -> tuple[Reports, Path]:
    """The reports of the files, or of the workspace one stands in, and the folder they go to."""
    from jixiao_xlsx.cli.commands.read import reader_of, watched
    from jixiao_xlsx.season.outputs.report import reports_of, stored_reports
    from jixiao_xlsx.season.single.given_files import find_files
    from jixiao_xlsx.season.workspace.paper import paper_of
    from jixiao_xlsx.season.workspace.workspace import find_workspace

    if not files:
        workspace = find_workspace(Path.cwd())
        return stored_reports(workspace, agency=agency), out or workspace.path("报告")
    reader = reader_of(specs, form="", year=None, agency="", key=key)
    filings = watched(reader, find_files(files), jobs)
    return reports_of(filings, reader, agency=agency, paper=paper_of(Path.cwd())), out or Path("output")


def _save(report: Report, folder: Path, *, dry_run: bool) -> list[Path]:
    from jixiao_xlsx.season.single.saving import save_file

    if dry_run:
        return [folder / output.name for output in report.files]
    return [save_file(folder / output.name, output.data) for output in report.files]


def _show(written: list[tuple[Report, list[Path]]], notes: tuple[str, ...], *, dry_run: bool) -> None:
    from jixiao_xlsx.report.records.summary import one_line

    if dry_run:
        click.echo("试运行，什么也没有写；要写：")

    for report, paths in written:
        told = report.narrative
        counts = (
            (len(told.gaps), "处未填写"),
            (len(told.doubts), "处文字与数字不一致"),
            (told.open_returns, "条退回意见"),
        )
        lacking = "、".join(f"{count} {words}" for count, words in counts if count)
        click.echo(one_line(f"{told.title}：{lacking or '可以定稿'}"))
        for path in paths:
            click.echo(f"  {to_write(path) if dry_run else path}")
    for note in notes:
        click.echo(one_line(note))


def _say_docx() -> None:
    from jixiao_xlsx.report.kit.docx_pieces import can_write_docx

    # Said after the work: the Markdown is there, and is all that some want.
    if not can_write_docx():
        click.echo("没有安装 python-docx，报告只写了 .md；要 .docx 请运行 pip install 'jixiao_xlsx[docx]'", err=True)
