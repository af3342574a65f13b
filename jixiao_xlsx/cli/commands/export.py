"""`jixiao export`: 导出 — the values of filings for other programs, one row per value."""

from __future__ import annotations

import json
from pathlib import Path

import click

from jixiao_xlsx.cli.options import FILE, JOBS, YEAR


@click.command(options_metavar="[选项]")
@click.argument("files", nargs=-1, metavar="[文件…]", type=click.Path(readable=False, path_type=Path))
@click.option("--out", "-o", type=FILE, required=True, metavar="文件", help="存成 .jsonl、.csv 或 .parquet")
@click.option("--format", "kind", type=click.Choice(["jsonl", "csv", "parquet"]), help="格式，默认看文件名的结尾")
@click.option("--spec", "specs", multiple=True, metavar="表样", help="另外认得的表样（YAML 文件），可多次")
@click.option("--form", metavar="表", default="", help="只要这一张表，例如 S0")
@click.option("--year", "-y", type=YEAR, metavar="年度", help="只要这一年度的表")
@click.option("--agency", metavar="编码", default="", help="只要这个单位和它的下级")
@click.option("--all", "every", is_flag=True, help="各个版本都要，默认只要最新的")
@click.option("--key", envvar="JIXIAO_KEY", default="", metavar="密钥", help="核对封签签名的密钥")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出写了哪个文件、几份填报件")
@click.option("--jobs", type=JOBS, default=None, metavar="个数", help="用几个进程读取")
def export(  # noqa: PLR0913 — click hands over every option by name
    *,
    files: tuple[Path, ...],
    out: Path,
    kind: str | None,
    specs: tuple[str, ...],
    form: str,
    year: int | None,
    agency: str,
    every: bool,
    key: str,
    as_json: bool,
    jobs: int | None,
) -> None:
    """导出：把填报件的数存成 JSON Lines、CSV 或 Parquet，每个数一行，给其他程序用。

    不写文件时，导出工作目录里收到的填报件。列的含义见 docs/records.md。

    \b
    例：jixiao export -o 2026.parquet
        jixiao export --form S0 -o S0.csv
        jixiao export 交回/*.xlsx -o 记录.jsonl
    """
    from jixiao_xlsx.cli.commands.read import reader_of, watched
    from jixiao_xlsx.season.register.gathering import Selection, from_files, from_store
    from jixiao_xlsx.season.single.export import export_filings, format_of, newest
    from jixiao_xlsx.season.single.given_files import find_files
    from jixiao_xlsx.season.single.saving import save_file

    wanted = format_of(out, kind or "")
    if files:
        reader = reader_of(specs, form=form, year=year, agency="", key=key)
        # The output of an earlier run in the same folder is no return.
        paths = tuple(path for path in find_files(files) if path.resolve() != out.resolve())
        gathered = from_files(watched(reader, paths, jobs), reader, start=Path.cwd(), agency=agency)
    else:
        gathered = from_store(Selection(form, year, agency), start=Path.cwd(), specs=specs)
    filings = gathered.filings if every else tuple(newest(gathered.filings))
    path = save_file(out, export_filings(filings, wanted, reader=gathered.reader))
    if as_json:
        account = {"file": str(path), "format": wanted, "filings": len(filings)}
        click.echo(json.dumps(account, ensure_ascii=False, indent=2))
    else:
        click.echo(f"已生成 {path}，{len(filings)} 份填报件")
