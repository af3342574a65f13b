"""`jixiao check`: 检查 — every fault of YAML specs at once, and whether each can be laid out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from jixiao_xlsx.errors import Fault
    from jixiao_xlsx.model.forms.form import Form

_FAULTY = 2


@click.command(options_metavar="[选项]")
@click.argument("specs", nargs=-1, metavar="[表样]…")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，每张表一个对象")
def check(*, specs: tuple[str, ...], as_json: bool) -> int:
    """检查：检查 YAML 表样，一次列出全部问题（文件:行:列 位置 — 问题；怎么写）；没有问题的表各列一行。

    不写表样时检查自带的全部。

    \b
    例：jixiao check 我的表.yaml
        jixiao check --json
    """
    checked = [_checked(reference) for reference in specs or _embedded()]
    if as_json:
        click.echo(json.dumps(checked, ensure_ascii=False, indent=2))
    else:
        for one in checked:
            _show(one)
    return _FAULTY if any(one["faults"] for one in checked) else 0


def _embedded() -> tuple[str, ...]:
    from jixiao_xlsx.spec.catalogue import spec_files

    return tuple(str(path) for path in spec_files())


def _checked(reference: str) -> dict[str, Any]:
    """What is to be said of one spec: its faults, or the form in figures."""
    from jixiao_xlsx.errors import Fault, JixiaoError, SpecError
    from jixiao_xlsx.spec.catalogue import load_form

    name = Path(reference).name or reference
    try:
        return {"spec": name, "faults": [], **_figures(load_form(reference))}
    except SpecError as error:
        return {"spec": name, "faults": [_told(fault) for fault in error.faults]}
    except JixiaoError as error:
        return {"spec": name, "faults": [_told(Fault(name, 1, 1, "表样", error.message, error.hint))]}


def _figures(form: Form) -> dict[str, Any]:
    """A form in figures, laid out for its own year. Raises LayoutError where it cannot be laid out."""
    from jixiao_xlsx.model.clock import today
    from jixiao_xlsx.sheet.layout import lay_out

    year = form.year or today().year + form.year_offset
    layout = lay_out(form, year)
    return {
        "form": form.form,
        "aliases": list(form.aliases),
        "title": form.printed_title(year),
        "edition": form.edition,
        "year": year,
        "sheets": len(layout.sheets),
        "slots": sum(1 for _ in layout.slots()),
        "rules": len(form.rules),
    }


def _told(fault: Fault) -> dict[str, Any]:
    words = ("file", "line", "column", "path", "wrong", "write")
    return {word: getattr(fault, word) for word in words} | {"text": str(fault)}


def _show(one: dict[str, Any]) -> None:
    for fault in one["faults"]:
        click.echo(fault["text"], err=True)
    if not one["faults"]:
        figures = f"{one['sheets']} 张工作表，{one['year']} 年度 {one['slots']} 个填报格，{one['rules']} 条勾稽关系"
        names = "、".join([*one["aliases"], one["form"]])
        click.echo(f"{names}  {one['title']}  版次 {one['edition']}：{figures}")
