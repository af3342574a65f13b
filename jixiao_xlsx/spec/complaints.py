"""pydantic's complaints about a spec in Chinese: where, what is wrong, what to write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, ValidationError

from jixiao_xlsx.spec import models
from jixiao_xlsx.spec.marks import Document, Path
from jixiao_xlsx.spec.nearest import nearest

_TAGS = ("str", "list[", "function-", "dict[", "bool", "int", "constrained-")


def tell_complaints(error: ValidationError, document: Document) -> None:
    """One fault for each complaint; where a place may hold several shapes, only those of the shape it has."""
    for complaint in _relevant(error.errors(include_url=False), document):
        path = _path(complaint["loc"], document)
        wrong, write = _said(complaint, path)
        document.fault(path, wrong, write)


def _relevant(complaints: list[Any], document: Document) -> list[Any]:
    """Of a union's complaints, those of the branch that fits what was written there."""
    kept = []
    for complaint in complaints:
        fits = True
        here: Path = ()
        for part in complaint["loc"]:
            if _is_tag(part):
                fits = fits and _branch_fits(str(part), _value_at(document.data, here))
            else:
                here = (*here, part)
        if fits:
            kept.append(complaint)
    return kept or complaints[:1]


def _is_tag(part: str | int) -> bool:
    return isinstance(part, str) and (part.startswith(_TAGS) or part in _CONSTRUCTS)


_CONSTRUCTS = {name for name, one in vars(models).items() if isinstance(one, type) and issubclass(one, BaseModel)}


def _branch_fits(tag: str, value: object) -> bool:
    if tag.startswith("list["):
        return isinstance(value, list)
    if tag.startswith("str"):
        return not isinstance(value, list | dict)
    return isinstance(value, dict) if tag in _CONSTRUCTS else True


def _value_at(data: Any, path: Path) -> Any:
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _path(location: tuple[str | int, ...], document: Document) -> Path:
    return tuple(part for part in location if not _is_tag(part))


def _said(complaint: Any, path: Path) -> tuple[str, str]:
    kind = complaint["type"]
    if kind == "extra_forbidden":
        return _unknown(complaint)
    if kind == "missing":
        return f"缺少 {path[-1]}", f"请写 {path[-1]}：{_describe(complaint)}"
    if kind == "value_error":
        return str(complaint["ctx"]["error"]), ""
    speak = _SPEAKERS.get(kind)
    if speak is not None:
        return speak(complaint)
    return f"写得不对（{complaint['msg']}）", "请对照 specs/README.md"


def _unknown(complaint: Any) -> tuple[str, str]:
    name = str(complaint["loc"][-1])
    known = _fields_at(complaint["loc"][:-1])
    near = nearest(name, known)
    return f"不认识 {name}", f"是否 {near}？" if near else f"这里可写：{'、'.join(known)}"


def _fields_at(location: tuple[str | int, ...]) -> list[str]:
    """The words of the construct at a place: by the tag of its union, or by the name it hangs on."""
    for part in reversed(location):
        if isinstance(part, str):
            if part in _CONSTRUCTS:
                return list(vars(models)[part].model_fields)
            if part in _BY_NAME:
                return list(_BY_NAME[part].model_fields)
    return list(models.FormSpec.model_fields)


_BY_NAME: dict[str, type[BaseModel]] = {
    "sections": models.SectionSpec,
    "beside": models.SectionSpec,
    "table": models.TableSpec,
    "columns": models.ColumnSpec,
    "rows": models.RowSpec,
    "foot": models.RowSpec,
    "open": models.OpenSpec,
    "repeat": models.RepeatSpec,
    "rules": models.RuleSpec,
    "define": models.DefineSpec,
    "paper": models.PaperSpec,
    "sheets": models.SheetSpec,
    "lines": models.LineSpec,
    "line": models.PartSpec,
    "banner": models.BannerSpec,
    "cells": models.CellSpec,
}


def _describe(complaint: Any) -> str:
    name = complaint["loc"][-1]
    for part in (*reversed(complaint["loc"][:-1]), "#form"):
        model = vars(models).get(part) if part in _CONSTRUCTS else _BY_NAME.get(part) if isinstance(part, str) else None
        model = model or (models.FormSpec if part == "#form" else None)
        if model is not None and name in model.model_fields:
            return model.model_fields[name].description or ""
    return ""


def _got(complaint: Any) -> str:
    value = complaint["input"]
    if isinstance(value, dict):
        return "一组键和值"
    if isinstance(value, list):
        return "一个列表"
    return "空" if value is None else f"‘{value}’"


_SPEAKERS: dict[str, Callable[[Any], tuple[str, str]]] = {
    "string_type": lambda c: (
        f"应当是文字，写的是 {_got(c)}",
        f'请加引号："{c["input"]}"' if not isinstance(c["input"], dict | list | None) else "请写文字",
    ),
    "int_type": lambda c: (f"应当是整数，写的是 {_got(c)}", "例如 2"),
    "bool_type": lambda c: (f"应当是 true 或 false，写的是 {_got(c)}", "请写 true 或 false"),
    "decimal_type": lambda c: (f"应当是数，写的是 {_got(c)}", "例如 14"),
    "is_instance_of": lambda c: (f"应当是数，写的是 {_got(c)}", "例如 14"),
    "list_type": lambda c: (f"应当是列表，写的是 {_got(c)}", "请写在方括号里，或每行以减号开头"),
    "dict_type": lambda c: (f"应当是一组键和值，写的是 {_got(c)}", "例如 {points: 10}"),
    "model_type": lambda c: (f"应当是一组键和值，写的是 {_got(c)}", "请对照 specs/README.md"),
    "literal_error": lambda c: (
        f"{_got(c)} 不在可写的词里",
        f"可写：{c['ctx']['expected'].replace(' or ', '、').replace(chr(39), '')}",
    ),
    "string_pattern_mismatch": lambda c: (f"{_got(c)} 不能作键", "键用小写英文字母开头，只含小写字母、数字和下划线"),
    "greater_than_equal": lambda c: (f"{_got(c)} 太小", f"至少为 {c['ctx']['ge']}"),
    "less_than_equal": lambda c: (f"{_got(c)} 太大", f"至多为 {c['ctx']['le']}"),
    "too_short": lambda c: ("一个也没有写", f"至少写 {c['ctx']['min_length']} 个"),
    "too_long": lambda c: ("写得太多", f"至多写 {c['ctx']['max_length']} 个"),
    "string_too_long": lambda c: ("文字太长", f"至多 {c['ctx']['max_length']} 个字"),
}
