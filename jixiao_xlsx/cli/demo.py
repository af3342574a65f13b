"""`jixiao demo`: 演示 — the embedded samples are issued, filled, read back and rolled up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from jixiao_xlsx.season.demo import Played

_FINDINGS_SHOWN = 4


@click.command(options_metavar="[选项]")
@click.option(
    "--out",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("output") / "demo",
    show_default=True,
    help="放在哪个文件夹",
)
def demo(*, out: Path) -> None:
    """演示：用自带的六张样表走一遍下发、填报、读取、审核、汇总，大约两三秒。

    样例里留着真实申报表里常见的错误，审核意见就是为它们给出的。

    \b
    例：jixiao demo
        jixiao demo -o 试一试
    """
    from jixiao_xlsx.season.demo import play_all, save_all

    played = play_all()
    for one in played:
        for line in told(one):
            click.echo(line)
    for line in outlook(out, save_all(out, played)):
        click.echo(line)


def told(played: Played) -> Iterator[str]:
    """One form in a few lines: what was filled, how many findings, the gravest of them."""
    from jixiao_xlsx.report.summary import summary_lines

    head, *findings = summary_lines(played.filing, played.title)
    yield f"{played.sample.form}  {head}"
    shown = [line for line in findings if line.startswith("    ")][:_FINDINGS_SHOWN]
    yield from shown
    kept = sum(1 for line in findings if line.startswith("    "))
    if kept > len(shown):
        yield f"    ……另有 {kept - len(shown)} 条，见 jixiao read"
    yield ""


def outlook(out: Path, files: Iterable[Path]) -> Iterator[str]:
    """Where everything is, and what to look at next."""
    shown = [f"{path}（文件夹）" if path.is_dir() else str(path) for path in files]
    yield f"都在 {out} 里："
    yield from (f"  {path}" for path in shown)
    yield ""
    yield "接下来可以："
    yield f"  打开 {out / '空表'} 里的工作簿，试着改动印好的格子、插入一行、在金额里填文字"
    yield f"  jixiao read {out / '填好'}            重新读取，看全部审核意见"
    yield f"  jixiao rollup {out / '填好'} -o 汇总.xlsx"
    yield "  jixiao explain R02               看一条审核意见的含义和改法"
    yield "  jixiao issue S0 --year 2026 --agency 101:示例市民政局"
