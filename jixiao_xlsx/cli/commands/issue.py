"""`jixiao issue`: 下发 — blanks to the whole roster of a workspace, or of one or more forms for one agency."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao_xlsx.cli.options import JOBS, YEAR
from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.model.scope import FilingScope

if TYPE_CHECKING:
    from jixiao_xlsx.season.issuing.for_one_agency import ForOne


@click.command(options_metavar="[选项]")
@click.argument("specs", nargs=-1, metavar="[表样]…")
@click.option("--year", "-y", type=YEAR, default=None, metavar="年度", help="不按名录，只为一个单位出这个年度的空表")
@click.option(
    "--agency",
    "agencies",
    multiple=True,
    metavar="编码[:名称]",
    help="只下发给这个单位和它的下级，可多次；与 --year 同用时写 101:示例市民政局",
)
@click.option(
    "--from",
    "filled",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=None,
    metavar="填过的表",
    help="单位填过的空表行数不够：出一份行数更多的，已填的内容都在",
)
@click.option("--send", is_flag=True, help="由 jixiao.yaml 里的发信邮箱发信；不写只生成 .eml")
@click.option("--jobs", type=JOBS, default=None, metavar="个数", help="用几个进程生成空表，默认同 CPU 个数")
@click.option("--subject", metavar="编码:名称", default="", help="与 --year 同用：项目，例如 P01:适老化改造")
@click.option(
    "--scope",
    type=click.Choice(tuple(map(str, FilingScope))),
    default=str(FilingScope.OWN),
    show_default=True,
    help="与 --year 同用：填报口径",
)
@click.option(
    "--rows", metavar="键=行数", multiple=True, help="与 --year 或 --from 同用：几行，例如 duties[*]=8，可多次"
)
@click.option("--office", metavar="名称", default="", help="与 --year 同用：下发的财政部门；不写时取 jixiao.yaml 的")
@click.option(
    "--key",
    envvar="JIXIAO_KEY",
    default="",
    metavar="密钥",
    help="与 --year 同用：封签的签名密钥，也可用环境变量 JIXIAO_KEY",
)
@click.option(
    "--out",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="放在哪个文件夹；默认是工作目录的“下发”，与 --year 同用时是 output",
)
@click.option(
    "--adopt",
    type=click.Path(path_type=Path),
    default=None,
    metavar="文件夹",
    help="不生成：把别处下发的空表（另一台机器的、--year 出的）认下，报回来时按它核对",
)
@click.option("--dry-run", is_flag=True, help="试运行：只列出要生成、要认下的，什么也不写、不发")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出生成的文件")
def issue(  # noqa: PLR0913 — click hands over every option by name
    *,
    specs: tuple[str, ...],
    year: int | None,
    agencies: tuple[str, ...],
    filled: Path | None,
    send: bool,
    jobs: int | None,
    subject: str,
    scope: str,
    rows: tuple[str, ...],
    office: str,
    key: str,
    out: Path | None,
    adopt: Path | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """下发：在工作目录里，按单位名录给每个单位生成空表（已填好上年数和批复数）和通知的信，再运行一次只补没有的；
    写表样只下发这几张表。加 --year 则按表样为一个单位生成空表，不要工作目录。

    \b
    例：jixiao issue
        jixiao issue S0 --agency 101 --send
        jixiao issue S0 P1 --year 2026 --agency 101:示例市民政局 -o 下发
        jixiao issue --adopt 以前下发的
        jixiao issue 我的表.yaml --year 2026 --rows "goals[*]=3"
        jixiao issue --from 交回/填满了的.xlsx --rows "duties[*]=12"
    """
    if adopt is not None:
        from jixiao_xlsx.cli.adopting import adopt_blanks

        adopt_blanks(adopt, alone=not (specs or agencies or year or send), dry_run=dry_run, as_json=as_json)
        return
    if filled is not None:
        from jixiao_xlsx.cli.issue_longer import issue_longer

        only_alone = {"--year": year, "表样": specs, "--agency": agencies, "--send": send, "--subject": subject}
        issue_longer(filled, rows=rows, key=key, out=out, as_json=as_json, beside=only_alone)
        return
    # A year means one blank without a workspace.
    if year is None:
        _refuse_single(subject=subject, scope=scope, rows=rows, office=office)
        from jixiao_xlsx.cli.issue_roster import issue_roster

        workers = jobs or os.cpu_count() or 1
        issue_roster(specs, agencies=agencies, out=out, jobs=workers, send=send, dry_run=dry_run, as_json=as_json)
        return
    _refuse_roster_only(send=send, dry_run=dry_run)
    if not specs:
        raise JixiaoError("没有写要出哪张表", "请写表样，例如 jixiao issue S0 --year 2026")
    if len(agencies) > 1:
        raise JixiaoError("与 --year 同用时，--agency 只能写一个", "要下发给很多单位，请用工作目录：jixiao init 2026")
    agency = next(iter(agencies), "")
    from jixiao_xlsx.season.issuing.for_one_agency import ForOne
    from jixiao_xlsx.season.single.one_blank import Party

    to, about = (Party.parse(text) if text else Party() for text in (agency, subject))
    _save(ForOne(year, to, about, scope, rows, office, key, Path.cwd()), specs, out or Path("output"), as_json=as_json)


def _save(wanted: ForOne, specs: tuple[str, ...], out: Path, *, as_json: bool) -> None:
    """One agency's blanks, told one by one or as JSON."""
    from jixiao_xlsx.season.issuing.for_one_agency import save_blanks

    made: list[dict[str, object]] = []
    for blank in save_blanks(wanted.orders(specs), out):
        made.append(blank.as_dict())
        if not as_json:
            click.echo(f"已生成 {blank.path}")
    if as_json:
        click.echo(json.dumps(made, ensure_ascii=False, indent=2))


def _refuse_roster_only(*, send: bool, dry_run: bool) -> None:
    if send:
        raise JixiaoError("--send 只用于按名录下发", "请进入工作目录，不写 --year")
    if dry_run:
        raise JixiaoError("--dry-run 只用于按名录下发和 --adopt", "为一个单位出空表，换一个空的文件夹（-o）看看就行")


def _refuse_single(*, subject: str, scope: str, rows: tuple[str, ...], office: str) -> None:
    """Options that only make sense for a single blank are not passed over in silence."""
    # A forgotten --year is the usual reason.
    given = [name for name, value in (("--subject", subject), ("--rows", rows), ("--office", office)) if value]
    given += ["--scope"] if scope != FilingScope.OWN else []
    if given:
        raise JixiaoError(
            f"{'、'.join(given)} 要和 --year 一起用", "按名录下发时，项目取自项目名单，其余取自 jixiao.yaml"
        )
