"""The page on collecting says the limits that hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao_xlsx.mail.limits import DEFAULT, MIB

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "collect.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "line",
    [
        f"| 一个文件 | {DEFAULT.file // MIB} MB |",
        f"| 一封邮件 | {DEFAULT.message // MIB} MB，{DEFAULT.parts} 个部分，嵌套 {DEFAULT.depth} 层 |",
        f"| 取出的一个附件 | {DEFAULT.attachment // MIB} MB |",
        f"| 压缩包里的文件 | {DEFAULT.entries} 个，共 {DEFAULT.inflated // MIB} MB，每个 {DEFAULT.entry // MIB} MB |",
        f"| 压缩比 | {DEFAULT.ratio}:1（解开超过 {DEFAULT.ratio_from // MIB} MB 时） |",
        f"| 压缩包套压缩包 | {DEFAULT.archives_deep} 层 |",
        f"| .7z、.rar 的解压 | 在另一个进程里，{DEFAULT.seconds} 秒 |",
    ],
)
def test_the_page_says_the_limits_that_hold(line: str) -> None:
    assert line in PAGE
