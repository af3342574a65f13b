"""`jixiao explain`: 解释 — what a finding's code means, where it comes from and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from jixiao_xlsx.errors import JixiaoError

if TYPE_CHECKING:
    from jixiao_xlsx.findings import CodeEntry


_HERE = """\
命令 `jixiao explain 代码` 显示同样的内容。

本页由程序生成，请勿手改：`jixiao explain --markdown > docs/findings.md`。"""


@click.command(options_metavar="[选项]")
@click.argument("codes", nargs=-1, metavar="[代码]…")
@click.option("--markdown", is_flag=True, help="输出全部代码的说明页（Markdown）")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，每个代码一个对象；不写代码时是全部")
def explain(*, codes: tuple[str, ...], markdown: bool, as_json: bool) -> None:
    """解释：说明审核意见代码的含义、原因和改法。不写代码时按类列出全部。

    \b
    例：jixiao explain V105
        jixiao explain
    """
    from jixiao_xlsx.findings import CATALOGUE
    from jixiao_xlsx.findings.families import by_family
    from jixiao_xlsx.findings.page import page_text

    if markdown:
        click.echo(page_text(_HERE), nl=False)
        return
    if not codes and not as_json:
        for family, entries in by_family():
            click.echo(family.title)
            for entry in entries:
                click.echo(f"  {entry.code:<5}{entry.severity}  {entry.title}")
        return
    wanted = [code.strip().upper() for code in codes] or list(CATALOGUE)
    unknown = [code for code in wanted if code not in CATALOGUE]
    if unknown:
        raise JixiaoError(f"没有 {'、'.join(unknown)} 这样的代码", _hint(unknown[0], tuple(CATALOGUE)))
    if as_json:
        import json
        from dataclasses import asdict

        click.echo(json.dumps([asdict(CATALOGUE[code]) for code in wanted], ensure_ascii=False, indent=2))
        return
    click.echo("\n\n".join(_entry(CATALOGUE[code]) for code in wanted))


def _entry(entry: CodeEntry) -> str:
    return f"{entry.code} {entry.title}（{entry.severity}）\n  原因：{entry.cause}\n  改法：{entry.cure}"


def _hint(code: str, known: tuple[str, ...]) -> str:
    """The codes most like it; for a family's letter alone, how many it has."""
    from difflib import get_close_matches

    # 0.5: codes have two to four signs, of which one may be wrong.
    near = get_close_matches(code, known, n=3, cutoff=0.5)
    return f"是否 {'、'.join(near)}？" if near else "全部代码见 jixiao explain"
