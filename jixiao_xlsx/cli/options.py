"""The types that several commands' options share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click


class WholeType(click.IntRange):
    """A whole number between two bounds, named in Chinese in the help and in messages."""

    name = "整数"

    def _describe_range(self) -> str:
        return f"{self.min}–{self.max}"


# The century that forms, settings and seals take too.
YEAR = WholeType(2000, 2099)
# More processes than a large machine has cores gain nothing.
JOBS = WholeType(1, 64)
FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)


class DayType(click.DateTime):
    """A date as people here write it: 2026-03-15, 2026/3/15 or 2026年3月15日."""

    name = "日期"

    def __init__(self) -> None:
        super().__init__(formats=["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"“{value}”不是日期；请写年月日，例如 2026-03-15、2026/3/15 或 2026年3月15日", param, ctx)


DAY = DayType()
_PASSWORD_FILE = click.option(
    "--password-file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="文件",
    help="打开密码，一行一个；有密码的工作簿和压缩包逐个试",
)


def password_file(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option that several commands have: a file of passwords."""
    return _PASSWORD_FILE(command)
