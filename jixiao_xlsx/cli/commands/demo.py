"""`jixiao demo`: 演示 — the embedded samples are issued, filled, read back and rolled up."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao_xlsx.cli.options import JOBS

if TYPE_CHECKING:
    from jixiao_xlsx.season.demo.samples import PlayedSample

# Six samples with four lines each are one screen.
_FINDINGS_SHOWN = 4
_SEASON_FILES = (
    ("下发", "每个单位的空表、压缩包和通知（.eml）"),
    ("收件/邮箱", "各单位发来的邮件（Maildir）"),
    ("退回", "标注好意见的工作簿、退回单、退回的信"),
    ("催报", "催报的信"),
    ("汇总/报送台账.xlsx", "谁报了、报得怎样、逾期几天；还有网页 报送台账.html"),
    ("汇总/汇总.xlsx", "汇总表、节点汇总、指标库、明细表、问题清单、图表"),
    ("报告/总览.html", "一个年度的进度和问题，用浏览器打开"),
    ("公开", "批复表和公开表"),
)
_SEASON_NEXT = (
    "jixiao status --state 未报           # 还有谁没有报",
    "jixiao diff 202006/S0                # 一份填报件的两个版本差在哪里",
    "jixiao decide 101/S0 退回 --opinion 请补充依据",
    "jixiao log                           # 谁在什么时候做了什么",
)


@click.command(options_metavar="[选项]")
@click.option(
    "--out",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("output") / "demo",
    show_default=True,
    help="放在哪个文件夹",
)
@click.option("--season", is_flag=True, help="演示一个年度：四十个虚构单位、三张表，从下发到报告，不到一分钟")
@click.option("--jobs", type=JOBS, default=None, metavar="个数", help="演示一个年度时用几个进程")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出每一步")
def demo(*, out: Path, season: bool, jobs: int | None, as_json: bool) -> None:
    """演示：用自带的六张样表走一遍下发、填报、读取、审核、汇总，大约两三秒。

    样例里留着真实申报表里常见的错误，审核意见就是为它们给出的。加 --season 演示一个年度：四十个虚构单位填报、
    出错、迟报，用 .xls、.ods、压缩包和各种邮件报来，再退回、再报、汇总、公开。

    \b
    例：jixiao demo
        jixiao demo --season -o 试一试
    """
    if season:
        _season(out / "一个年度", jobs=jobs, as_json=as_json)
    else:
        _samples(out, as_json=as_json)


def _samples(out: Path, *, as_json: bool) -> None:
    from jixiao_xlsx.report.records.filing_json import severity_counts
    from jixiao_xlsx.season.demo.samples import play_all, save_all

    played = play_all()
    saved = save_all(out, played)
    if as_json:
        counts = [
            {"form": sample.sample.form, "findings": severity_counts(sample.filing.findings)} for sample in played
        ]
        click.echo(json.dumps({"forms": counts, "files": [str(path) for path in saved]}, ensure_ascii=False, indent=2))
        return
    for sample in played:
        for line in sample_lines(sample):
            click.echo(line)
    for line in outlook(out, saved):
        click.echo(line)


def _season(folder: Path, *, jobs: int | None, as_json: bool) -> None:
    from jixiao_xlsx.season.demo.season import DemoStep, play_season

    steps = []
    # As many processes as the machine has cores: writing gains 1.91 times on two, reading 1.9.
    for step in play_season(folder, jobs=jobs or os.cpu_count() or 1):
        if isinstance(step, DemoStep):
            steps.append({"step": step.name, "words": step.words})
            if not as_json:
                click.echo(f"{step.name}：{step.words}")
    if as_json:
        click.echo(json.dumps({"folder": str(folder), "steps": steps}, ensure_ascii=False, indent=2))
        return
    for line in season_outlook(folder):
        click.echo(line)


def season_outlook(folder: Path) -> Iterator[str]:
    """What the played season left on disk, and what to try with it."""
    yield ""
    yield f"都在 {folder} 里，这是一个工作目录："
    for name, words in _SEASON_FILES:
        yield f"  {folder / name}　{words}"
    yield ""
    yield f"接下来可以（先 cd {folder}）："
    yield from (f"  {line}" for line in _SEASON_NEXT)


def sample_lines(played: PlayedSample) -> Iterator[str]:
    """One form in a few lines: what was filled, how many findings, the gravest of them."""
    from jixiao_xlsx.model.season.expected import full_title
    from jixiao_xlsx.report.records.filing_json import severity_counts
    from jixiao_xlsx.report.records.summary import summary_lines

    filing = played.filing
    counts = "，".join(f"{name} {count}" for name, count in severity_counts(filing.findings).items())
    title = full_title(played.title, played.sample.year)
    yield f"{played.sample.form}  {title}：填了 {len(filing.records)} 格；{counts}"
    # Findings are set in by four spaces, headlines by two (report/records/summary.py).
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
