"""docs/findings.md: the catalogue of findings as a page."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao_xlsx.findings.families import by_family

_HEAD = """\
# 审核意见

每条审核意见有一个代码。字母是类别，代码不再改作他用。轻重三等：**退回**，改正后重报；**说明**，改正，或写明原因；
**提示**，知道即可。{more}
"""


def page_text(more: str = "") -> str:
    """The page: a table for each family, in the order of the catalogue; `more` ends its introduction."""
    return "\n".join((_HEAD.format(more=more), *_lines()))


def _lines() -> Iterator[str]:
    for family, entries in by_family():
        yield f"## {family.title}\n"
        yield "| 代码 | 轻重 | 意见 | 原因 | 改法 |\n|---|---|---|---|---|"
        for entry in entries:
            words = (entry.code, str(entry.severity), entry.title, entry.cause, entry.cure)
            # U+2223 looks like the bar that would end a Markdown cell.
            yield f"| {' | '.join(word.replace('|', '∣') for word in words)} |"
        yield ""
