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
    from jixiao_xlsx.report.records_json import severity_counts
    from jixiao_xlsx.report.summary import summary_lines

    filing = played.filing
    counts = "，".join(f"{name} {count}" for name, count in severity_counts(filing.findings).items())
    year = f"{played.sample.year}年度"
    title = played.title if year in played.title else f"{year}{played.title}"
    yield f"{played.sample.form}  {title}：填了 {len(filing.records)} 格；{counts}"
    findings = [line for line in summary_lines(filing, played.title) if line.startswith("    ")]
    yield from findings[:_FINDINGS_SHOWN]
    if len(findings) > _FINDINGS_SHOWN:
        yield f"    ……另有 {len(findings) - _FINDINGS_SHOWN} 条，见 jixiao read"
    yield ""


def outlook(out: Path, files: Iterable[Path]) -> Iterator[str]:
    """Where everything is, and what to look at next."""
    shown = [f"{path}（文件夹）" if path.is_dir() else str(path) for path in files]
    yield f"都在 {out} 里："
    yield from (f"  {path}" for path in shown)
    yield ""
    yield "接下来可以："
    yield f"  打开 {out / '空表'} 里的工作簿，试着改动印好的格子、插入一行、在金额里填文字"
    yield f"  jixiao read {out / '填好'}                 # 重新读取，看全部审核意见"
    yield f"  jixiao review {out / '填好'} -o {out / '退回'}   # 把意见标在原表上，生成退回单"
    yield "  jixiao explain R02                    # 一条审核意见的含义和改法"
    yield "  jixiao issue S0 --year 2026 --agency 101:示例市民政局   # 给一个单位下发空表"
