"""What the sheets of one workbook must agree on: names, keys, the head that repeats on every page."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao_xlsx.model.forms.form import Section, Sheet
from jixiao_xlsx.model.keys import ALL, KeyPattern, format_key
from jixiao_xlsx.spec.building.drafts import FormDraft
from jixiao_xlsx.spec.language.models import FormSpec, SheetSpec
from jixiao_xlsx.spec.language.nearest import nearest
from jixiao_xlsx.spec.yaml_text.marks import YamlPath

_TAKEN = frozenset({"填表说明", "_jixiao", "_lists", "history"})
"""Sheet names that a blank has already, and the one that Excel keeps for itself."""
_OF_SHEETS = ("name", "columns", "banner", "paper")


def check_sheets(spec: FormSpec, draft: FormDraft) -> None:
    """Sheet names and keys stand once; what belongs to a sheet stands in the sheet."""
    if spec.sheets is None:
        _check_name(spec.name or "", ("name",), draft, set())
        return
    for word in _OF_SHEETS:
        if word in spec.model_fields_set:
            draft.fault((word,), f"写了 sheets，{word} 就写在每张工作表里", f"请把 {word} 移到 sheets 里")
    names: set[str] = set()
    keys: set[str] = set()
    for number, sheet in enumerate(spec.sheets):
        _check_name(sheet.name, ("sheets", number, "name"), draft, names)
        if sheet.key in keys:
            draft.doubt(("sheets", number, "key"), f"两张工作表的键都是 {sheet.key}", "请换一个")
        keys.add(sheet.key)


def _check_name(name: str, path: YamlPath, draft: FormDraft, names: set[str]) -> None:
    # Excel tells names of sheets apart without case.
    if name.lower() in _TAKEN:
        draft.fault(path, f"工作表名称 {name} 是程序自己用的", "请换一个名称")
    elif name.lower() in names:
        draft.doubt(path, f"两张工作表都叫 {name}", "请换一个名称")
    names.add(name.lower())


def repeated_head(spec: SheetSpec, sheet: Sheet, path: YamlPath, *, above: KeyPattern, draft: FormDraft) -> str:
    """The full key of the section whose head repeats on every page; a key no table has is a fault."""
    wanted = spec.paper.repeat_head
    known = dict.fromkeys(_with_heads(sheet.sections))
    full = format_key((*above, *wanted.split("."))) if wanted else ""
    if full and full not in known:
        names = [name.removeprefix(f"{format_key(above)}.") for name in known]
        near = nearest(wanted, names)
        hint = f"是否 {near}？" if near else f"可写：{'、'.join(names)}" if names else "请删去 repeat_head"
        draft.doubt((*path, "paper", "repeat_head"), f"没有 {wanted} 这个带表头的区块", hint)
    return full


def _with_heads(sections: tuple[Section, ...]) -> Iterator[str]:
    for section in sections:
        if section.table is not None and section.table.head and ALL not in section.key:
            yield format_key(section.key)
        yield from _with_heads((*section.sections, *section.beside))
