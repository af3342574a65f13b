"""The command `jixiao` itself: its global options, and the table of commands behind it."""

from __future__ import annotations

import click

from jixiao_xlsx import __version__
from jixiao_xlsx.cli.lazy_group import LazyGroup
from jixiao_xlsx.cli.registered import registered


@click.group(
    name="jixiao",
    cls=LazyGroup,
    entries=registered,
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]…",
    # People here try -h first.
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="退出码：0 无须退回；1 有填报件须退回；2 用法、表样或程序有误。",
)
@click.version_option(__version__, prog_name="jixiao", message="%(prog)s %(version)s", help="显示版本号")
# LazyGroup, which reports every failure, reads `debug` from the context.
@click.option("--debug", is_flag=True, help="出错时显示完整的技术信息")
def main(*, debug: bool) -> None:
    """预算绩效表格：从 YAML 表样到锁定的 Excel 空表，再从填好的工作簿读回记录。"""
