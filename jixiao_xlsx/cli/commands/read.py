"""`jixiao read`: 读取 — returned workbooks become records and findings."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao_xlsx.cli.options import FILE, JOBS, YEAR, password_file

if TYPE_CHECKING:
    from jixiao_xlsx.model.filings.filing import Filing
    from jixiao_xlsx.season.single.read import Reader

# Up to five files are read before worker processes would have started.
_MANY = 5


@click.command(options_metavar="[选项]")
@click.argument("files", nargs=-1, required=True, metavar="文件…", type=click.Path(readable=False, path_type=Path))
@click.option("--spec", "specs", multiple=True, metavar="表样", help="另外认得的表样（YAML 文件），可多次")
@click.option("--form", metavar="表", default="", help="只收这一张表，例如 S0")
@click.option("--year", "-y", type=YEAR, metavar="年度", help="只收这一年度的表")
@click.option("--agency", metavar="编码", default="", help="只收这一单位的表")
@click.option("--key", envvar="JIXIAO_KEY", default="", metavar="密钥", help="核对封签签名的密钥")
@click.option("--json", "as_json", is_flag=True, help="输出嵌套的 JSON，每份填报件一个对象")
@click.option("--jsonl", type=FILE, metavar="文件", help="另存 JSON Lines，每个数一行")
@click.option("--csv", "csv_file", type=FILE, metavar="文件", help="另存 CSV，每个数一行")
@password_file
@click.option("--jobs", type=JOBS, default=None, metavar="个数", help="用几个进程读取")
def read(  # noqa: PLR0913 — click hands over every option by name
    *,
    files: tuple[Path, ...],
    specs: tuple[str, ...],
    form: str,
    year: int | None,
    agency: str,
    key: str,
    as_json: bool,
    jsonl: Path | None,
    csv_file: Path | None,
    password_file: Path | None,
    jobs: int | None,
) -> None:
    """读取：把交回的工作簿（.xlsx .xlsm .xls .et .ods）读成记录，并列出审核意见。文件夹读其中所有的文件。

    \b
    例：jixiao read 交回/*.xlsx
        jixiao read 交回 --year 2026 --json > 记录.json
    """
    from jixiao_xlsx.report.records.filing_json import filing_json
    from jixiao_xlsx.report.records.flat_rows import csv_text, jsonl_text
    from jixiao_xlsx.season.single.asked import asking_of
    from jixiao_xlsx.season.single.given_files import find_files
    from jixiao_xlsx.season.single.saving import save_file
    from jixiao_xlsx.season.workspace.passwords import trying_passwords

    reader = reader_of(specs, form=form, year=year, agency=agency, key=key)
    asking = asking_of(reader)
    with trying_passwords(password_file):
        filings = tuple(watched(reader, find_files(files), jobs))
    if as_json:
        objects = [filing_json(filing, reader.title_of(filing), questions=asking(filing)) for filing in filings]
        # One file is one object, several are a list: scripts for one file need not unwrap.
        click.echo(json.dumps(objects if len(objects) > 1 else objects[0], ensure_ascii=False, indent=2))
    else:
        for filing in filings:
            show(filing, reader)
    saved = []
    if jsonl:
        saved.append(save_file(jsonl, jsonl_text(filings, asking=asking).encode("utf-8")))
    if csv_file:
        # -sig: Excel takes a CSV without a byte order mark for GBK.
        saved.append(save_file(csv_file, csv_text(filings, asking=asking).encode("utf-8-sig")))
    for path in saved:
        click.echo(f"已保存 {path}", err=True)
    sys.exit(exit_code(filings))


def reader_of(specs: Iterable[str], *, form: str, year: int | None, agency: str, key: str) -> Reader:
    """The reader that the options ask for: the embedded forms and these, and what is expected of a filing."""
    from jixiao_xlsx.season.single.readers import reader_for

    return reader_for(specs, start=Path.cwd(), form=form, year=year, agency=agency, key=key)


def watched(reader: Reader, paths: tuple[Path, ...], jobs: int | None) -> Iterator[Filing]:
    """The filings, with a progress bar on more than a few files and only on a terminal."""
    import os

    from jixiao_xlsx.cli.progress import with_progress
    from jixiao_xlsx.season.single.read import read_filings

    many = len(paths) > _MANY
    filings = read_filings(paths, reader=reader, jobs=jobs or ((os.cpu_count() or 1) if many else 1))
    yield from with_progress(filings, "读取", total=len(paths))


def show(filing: Filing, reader: Reader) -> None:
    """A filing for people: what it is, and its findings."""
    from jixiao_xlsx.report.records.summary import summary_lines

    for line in summary_lines(filing, reader.title_of(filing)):
        click.echo(line)


def exit_code(filings: Iterable[Filing]) -> int:
    """1 where any filing has something to 退回, else 0."""
    from jixiao_xlsx.findings import Severity

    return int(any(finding.severity is Severity.RETURN for filing in filings for finding in filing.findings))
