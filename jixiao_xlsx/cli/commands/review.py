"""`jixiao review`: 审核 — for each returned file the marked workbook, a 退回单 and its JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao_xlsx.cli.options import FOLDER, JOBS, YEAR, password_file

if TYPE_CHECKING:
    from jixiao_xlsx.season.single.review import ReviewDesk, ReviewedFiling

# As for reading: up to five files are done before workers would have started.
_MANY = 5


@click.command(options_metavar="[选项]")
@click.argument("files", nargs=-1, required=True, metavar="文件…", type=click.Path(readable=False, path_type=Path))
@click.option("--out", "-o", type=FOLDER, default=Path("output"), show_default=True, help="放在哪个文件夹")
@click.option("--spec", "specs", multiple=True, metavar="表样", help="另外认得的表样（YAML 文件），可多次")
@click.option("--form", metavar="表", default="", help="只收这一张表，例如 S0")
@click.option("--year", "-y", type=YEAR, metavar="年度", help="只收这一年度的表")
@click.option("--agency", metavar="编码", default="", help="只收这一单位的表")
@click.option("--key", envvar="JIXIAO_KEY", default="", metavar="密钥", help="核对封签签名的密钥")
@click.option("--office", metavar="名称", default="", help="发出退回单的财政部门；不写时取 jixiao.yaml 的")
@click.option("--contact", metavar="文字", default="", help="对意见有疑问时找谁，印在退回单上")
@click.option("--deadline", metavar="文字", default="", help="改好报回的期限，例如 2026年3月15日")
@password_file
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出每份填报件的结论和生成的文件")
@click.option("--jobs", type=JOBS, default=None, metavar="个数", help="用几个进程读取")
def review(  # noqa: PLR0913 — click hands over every option by name
    *,
    files: tuple[Path, ...],
    out: Path,
    specs: tuple[str, ...],
    form: str,
    year: int | None,
    agency: str,
    key: str,
    office: str,
    contact: str,
    deadline: str,
    password_file: Path | None,
    as_json: bool,
    jobs: int | None,
) -> None:
    """审核：给每份交回的填报件生成标注好意见的工作簿、退回单和记录，原文件不动。文件夹审核其中所有的文件。

    \b
    例：jixiao review 交回 -o 退回 --office 示例市财政局
        jixiao review 交回/*.xlsx --year 2026 --deadline 2026年3月15日
    """
    from jixiao_xlsx.cli.commands.read import reader_of
    from jixiao_xlsx.model.clock import today
    from jixiao_xlsx.model.day_text import day_text
    from jixiao_xlsx.report.kit.docx_pieces import can_write_docx
    from jixiao_xlsx.report.letters.send_back import Sender
    from jixiao_xlsx.season.single.given_files import find_files
    from jixiao_xlsx.season.single.review import ReviewDesk
    from jixiao_xlsx.season.workspace.paper import paper_of
    from jixiao_xlsx.season.workspace.passwords import trying_passwords
    from jixiao_xlsx.spec.settings.settings import find_settings

    reader = reader_of(specs, form=form, year=year, agency=agency, key=key)
    sender = Sender(office or find_settings(Path.cwd()).office, contact, deadline, day_text(today()))
    desk = ReviewDesk(reader, sender, paper=paper_of(Path.cwd()))
    told: list[dict[str, object]] = []
    sent_back = False
    with trying_passwords(password_file):
        for path, reviewed in _watched(find_files(files), desk, jobs):
            written = _save(reviewed, out)
            # Told file by file: of ten thousand reviews none stays in memory.
            sent_back |= reviewed.sent_back
            if as_json:
                told.append(_summary(path, reviewed, written))
            else:
                _show(reviewed, written)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    if not can_write_docx():
        click.echo("没有安装 python-docx，退回单只写了 .txt；要 .docx 请运行 pip install 'jixiao_xlsx[docx]'", err=True)
    sys.exit(int(sent_back))


def _watched(paths: tuple[Path, ...], desk: ReviewDesk, jobs: int | None) -> Iterator[tuple[Path, ReviewedFiling]]:
    """The reviews, with a progress bar on more than a few files and only on a terminal."""
    import os

    from jixiao_xlsx.cli.progress import with_progress
    from jixiao_xlsx.season.single.review import review_files

    many = len(paths) > _MANY
    reviews = review_files(paths, desk, jobs=jobs or ((os.cpu_count() or 1) if many else 1))
    yield from with_progress(reviews, "审核", total=len(paths))


def _save(reviewed: ReviewedFiling, out: Path) -> list[Path]:
    from jixiao_xlsx.season.single.saving import save_file

    return [save_file(out / output.name, output.data) for output in reviewed.outputs]


def _summary(path: Path, reviewed: ReviewedFiling, written: list[Path]) -> dict[str, object]:
    from jixiao_xlsx.report.kit.plain import encodable

    outputs = [encodable(str(file)) for file in written]
    return {"file": encodable(str(path)), **reviewed.as_dict(), "outputs": outputs}


def _show(reviewed: ReviewedFiling, written: list[Path]) -> None:
    """The headline of the filing and the files written for it."""
    from jixiao_xlsx.report.records.summary import summary_lines

    click.echo(summary_lines(reviewed.filing, reviewed.title)[0])
    for path in written:
        click.echo(f"  {path}")
