"""`jixiao rollup`: 汇总 — filings become one workbook of totals, indicators and findings."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao_xlsx.cli.acting import DRY_WRITING, to_write
from jixiao_xlsx.cli.options import FILE, JOBS, YEAR
from jixiao_xlsx.errors import JixiaoError

if TYPE_CHECKING:
    from jixiao_xlsx.season.register.gathering import GatheredFilings
    from jixiao_xlsx.season.single.rollup import Rollup

# Ten differences are a screen's half; a hundred filings take seconds, for which one likes to be told to wait.
_MOST_WRONG, _MANY = 10, 100


@click.command(options_metavar="[选项]")
@click.argument("files", nargs=-1, metavar="[文件…]", type=click.Path(readable=False, path_type=Path))
@click.option(
    "--out", "-o", type=FILE, metavar="文件", help="汇总工作簿，默认 汇总/汇总.xlsx（给文件时 output/汇总.xlsx）"
)
@click.option("--spec", "specs", multiple=True, metavar="表样", help="另外认得的表样（YAML 文件），可多次")
@click.option("--form", metavar="表", default="", help="只收这一张表，例如 S0")
@click.option("--year", "-y", type=YEAR, metavar="年度", help="只收这一年度的表")
@click.option("--agency", metavar="编码", default="", help="只收这个单位和它的下级")
@click.option("--passed", is_flag=True, help="只计审核通过的；不写时没有退回的都计，并说出几份还没有通过")
@click.option("--earlier", is_flag=True, help="连同以前年度的工作目录（jixiao.yaml 的 earlier），按年度比较")
@click.option("--key", envvar="JIXIAO_KEY", default="", metavar="密钥", help="核对封签签名的密钥")
@DRY_WRITING
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出各表的份数、合计与节点核对")
@click.option("--jobs", type=JOBS, default=None, metavar="个数", help="用几个进程读取")
def rollup(  # noqa: PLR0913 — click hands over every option by name
    *,
    files: tuple[Path, ...],
    out: Path | None,
    specs: tuple[str, ...],
    form: str,
    year: int | None,
    agency: str,
    passed: bool,
    earlier: bool,
    key: str,
    dry_run: bool,
    as_json: bool,
    jobs: int | None,
) -> None:
    """汇总：把填报件汇成一个 .xlsx：汇总表、按单位、节点汇总、按年度、图表、指标库、明细表、问题清单、来源。

    不写文件时，汇总工作目录里收到的填报件。数都是公式，点开就看见由哪些格相加。

    \b
    例：jixiao rollup
        jixiao rollup --passed
        jixiao rollup --form S0 --agency 101
        jixiao rollup 交回/*.xlsx -o 汇总.xlsx
        jixiao rollup 交回 --year 2026 --form S0 --json
    """
    from jixiao_xlsx.season.single.rollup import roll_up
    from jixiao_xlsx.season.single.saving import save_file

    if out is not None and out.suffix.lower() != ".xlsx":
        raise JixiaoError(f"汇总是一个 .xlsx 工作簿，不能存成 {out.name}", f"请写 -o {out.with_suffix('.xlsx')}")
    if files and passed:
        raise JixiaoError(
            "--passed 看的是库里的审核结论，不能和文件一起写", "请进入工作目录，不写文件：jixiao rollup --passed"
        )
    if files:
        gathered = _from_files(files, out, specs, form=form, year=year, agency=agency, key=key, jobs=jobs)
    else:
        gathered = _from_store(specs, form=form, year=year, agency=agency, earlier=earlier)
    # To stderr and only for people: the output may be JSON.
    if len(gathered.filings) > _MANY and sys.stderr.isatty():
        click.echo(f"正在汇总 {len(gathered.filings)} 份填报件……", err=True)
    done = roll_up(
        gathered.filings, gathered.reader, roster=gathered.roster, verdicts=gathered.verdicts, passed_only=passed
    )
    path = out or _usual(gathered, given=bool(files))
    if not dry_run:
        path = save_file(path, done.data)
    if as_json:
        dry = {"dry_run": True} if dry_run else {}
        click.echo(json.dumps({"file": str(path), **dry, **done.as_dict()}, ensure_ascii=False, indent=2))
    else:
        _show(done)
        click.echo(f"试运行，什么也没有写；要写 {to_write(path)}" if dry_run else f"已生成 {path}")
    sys.exit(int(done.has_returns))


def _from_files(
    files: tuple[Path, ...],
    out: Path | None,
    specs: tuple[str, ...],
    *,
    form: str,
    year: int | None,
    agency: str,
    key: str,
    jobs: int | None,
) -> GatheredFilings:
    from jixiao_xlsx.cli.commands.read import reader_of, watched
    from jixiao_xlsx.season.register.gathering import from_files
    from jixiao_xlsx.season.single.given_files import find_files

    reader = reader_of(specs, form=form, year=year, agency="", key=key)
    # The workbook of an earlier run in the same folder is no return.
    saved = (out or _OUTPUT).resolve()
    paths = tuple(path for path in find_files(files) if path.resolve() != saved)
    return from_files(watched(reader, paths, jobs), reader, start=Path.cwd(), agency=agency)


def _from_store(specs: tuple[str, ...], *, form: str, year: int | None, agency: str, earlier: bool) -> GatheredFilings:
    from jixiao_xlsx.season.register.gathering import Selection, from_store

    return from_store(Selection(form, year, agency), start=Path.cwd(), earlier=earlier, specs=specs)


_OUTPUT = Path("output/汇总.xlsx")


def _usual(gathered: GatheredFilings, *, given: bool) -> Path:
    """Where the workbook goes when nobody says: into the season's folder where the filings came from there."""
    return _OUTPUT if given or gathered.workspace is None else gathered.workspace.path("汇总") / "汇总.xlsx"


def _show(done: Rollup) -> None:
    from jixiao_xlsx.report.records.summary import one_line

    for group in done.groups:
        waiting = f"（其中 {group.not_passed} 份还没有审核通过）" if group.not_passed else ""
        counting = f"计入合计 {len(group.numbers())} 份{waiting}"
        click.echo(f"{group.year} 年度{group.title}：{len(group.kept)} 份，{counting}")
    for note in done.notes():
        click.echo(f"  {one_line(note)}")
    wrong = done.mismatches()
    for mismatch in wrong[:_MOST_WRONG]:
        click.echo(f"  {one_line(mismatch)}")
    if len(wrong) > _MOST_WRONG:
        click.echo(f"  另有 {len(wrong) - _MOST_WRONG} 处对不上，见“节点汇总”")
