"""pydantic's complaints about a spec in Chinese: where, what is wrong, what to write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from jixiao_xlsx.spec.language.models import ColumnSpec, RowSpec
from jixiao_xlsx.spec.language.nearest import nearest
from jixiao_xlsx.spec.language.shapes import construct_at, construct_words, is_shorthand_of
from jixiao_xlsx.spec.yaml_text.marks import Document, YamlPath, spoken

# The words of which a section has one: the missing of all of them is told only where none of them is wrong.
_BODIES = ("lines", "table", "sections", "beside", "sheets", "columns")
Said = tuple[str, str]
"""What is wrong, and what to write."""


def tell_complaints(error: ValidationError, document: Document, data: Any) -> None:
    """One fault for each complaint; `data` is what was validated."""
    complaints = [(path_of(detail["loc"]), detail) for detail in error.errors(include_url=False)]
    # What was misspelt is not missing too.
    misspelt = {(*path[:-1], _near(path, data)) for path, detail in complaints if detail["type"] == "extra_forbidden"}
    for path, complaint in complaints:
        if (complaint["type"] == "missing" and path in misspelt) or _follows(complaint, path, document):
            continue
        if is_unread(complaint, path, document):
            continue
        wrong, write = _said(complaint, path, data)
        document.fault(is_shorthand_of(path, data), wrong, write)


def _follows(complaint: Any, path: YamlPath, document: Document) -> bool:
    """Whether a body is missing only because what was written there has a fault of its own."""
    if complaint["type"] != "body_missing":
        return False
    told = [fault.path for fault in document.found]
    starts = tuple(spoken((*path, word)) for word in _BODIES)
    return any(text.startswith(starts) or (path and text == spoken(path)) for text in told)


def is_unread(complaint: Any, path: YamlPath, document: Document) -> bool:
    """Whether nothing was found at a place only because it could not be read, of which there is a fault already."""
    nothing = complaint["type"] in ("missing", "body_missing") or complaint["input"] is None
    return nothing and document.may_be_there(path)


def path_of(location: tuple[str | int, ...]) -> YamlPath:
    """A complaint's place without the tags of unions and keys (`#list`, `[key]`)."""
    return tuple(part for part in location if not (isinstance(part, str) and part[:1] in "#["))


def _said(complaint: Any, path: YamlPath, data: Any) -> Said:
    kind = complaint["type"]
    if kind == "extra_forbidden":
        return _unknown(complaint, path, data)
    if kind == "missing":
        field = construct_words(construct_at(path[:-1], data)).get(str(path[-1]))
        return f"缺少 {path[-1]}", f"请写 {path[-1]}：{field.description if field else ''}".rstrip("：")
    if kind in ("body_missing", "contradiction"):
        return complaint["msg"], ""
    return said_of_value(complaint) or (f"写的是 {_got(complaint)}，写法不对", "请对照 specs/README.md")


def said_of_value(complaint: Any) -> Said | None:
    """What is to be said of a value that is not what its field takes; None where there are no words for it."""
    if complaint["input"] is None:
        return "后面没有写值", "请写上值，或删去这个键"
    speak = _SPEAKERS.get(complaint["type"])
    return speak(complaint) if speak else None


def _unknown(complaint: Any, path: YamlPath, data: Any) -> Said:
    construct = construct_at(path[:-1], data)
    known = list(construct_words(construct))
    near = _near(path, data)
    if near:
        return f"不认识 {path[-1]}", f"是否 {near}？"
    if complaint["input"] is None:
        return f"不认识 {path[-1]}", "花括号里的逗号会把文字断开；含逗号的文字请加引号"
    if construct in (RowSpec, ColumnSpec) and isinstance(complaint["input"], str):
        name, label = path[-1], complaint["input"]
        return f"不认识 {name}", f"简写一行只有一个，标签里要有汉字；否则请写 {{key: {name}, label: {label}}}"
    return f"不认识 {path[-1]}", f"这里可写：{'、'.join(known)}"


def _near(path: YamlPath, data: Any) -> str:
    return nearest(str(path[-1]), construct_words(construct_at(path[:-1], data)))


def _got(complaint: Any) -> str:
    value = complaint["input"]
    if isinstance(value, dict):
        return "一组键和值"
    if isinstance(value, list):
        return "一个列表"
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "空"
    text = str(value)
    # Forty characters show which text is meant; a whole paragraph would bury what is wrong with it.
    return f"‘{text if len(text) <= 40 else text[:40] + '…'}’"


def _text_wanted(complaint: Any) -> Said:
    value = complaint["input"]
    plain = not isinstance(value, dict | list | None)
    written = _got(complaint).strip("‘’")
    return f"应当是文字，写的是 {_got(complaint)}", f'请加引号："{written}"' if plain else "请写文字"


def _pattern(complaint: Any) -> Said:
    words = [part for part in path_of(complaint["loc"]) if isinstance(part, str)]
    name = "repeat" if words[-2:] == ["repeat", "name"] else words[-1]
    what, write = _PATTERNS.get(name, _PATTERNS["key"])
    return f"{_got(complaint)} {what}", write


_PATTERNS: Mapping[str, Said] = {
    "key": ("不能作键", "键以小写英文字母开头，只含小写字母、数字和下划线"),
    "edition": ("不能作版次", "版次只含数字、英文字母、点、横线和下划线，例如 2024"),
    "aliases": ("不能作简称", "简称用大写英文字母和数字，例如 S0"),
    "repeat": ("不能作组号的占位名", "请用 n 以外的一个小写字母，例如 k"),
    "name": ("不能作名称", "工作表名称不能含 [ ] : * ? / \\ '"),
}


def _wants(what: str, example: str) -> Callable[[Any], Said]:
    return lambda complaint: (f"应当是{what}，写的是 {_got(complaint)}", example)


def _words(expected: str) -> str:
    return expected.replace(" or ", "、").replace(", ", "、").replace("'", "")


_NUMBER = _wants("数", "例如 14")
_SET = _wants("一组键和值", "请写在花括号里，例如 {key: total}")
_SPEAKERS: Mapping[str, Callable[[Any], Said]] = {
    "shape": lambda c: (f"应当是{c['msg']}，写的是 {_got(c)}", _text_hint(c)),
    "reserved": lambda c: (
        f"{c['ctx']['word']} 是表样语言的词，不能用作简写的键",
        f"请写 {{key: {c['ctx']['word']}, label: {c['ctx']['label']}}}",
    ),
    "string_type": _text_wanted,
    "int_type": _wants("整数", "例如 2"),
    "bool_type": _wants("true 或 false", "请写 true 或 false"),
    "decimal_type": _NUMBER,
    "decimal_parsing": _NUMBER,
    "is_instance_of": _NUMBER,
    "finite_number": _NUMBER,
    "list_type": _wants("列表", "请写在方括号里，或每行以减号开头"),
    "dict_type": _SET,
    "model_type": _SET,
    "model_attributes_type": _SET,
    "literal_error": lambda c: (f"{_got(c)} 不在可写的词里", f"可写：{_words(c['ctx']['expected'])}"),
    "string_pattern_mismatch": _pattern,
    "greater_than_equal": lambda c: (f"{_got(c)} 太小", f"至少为 {c['ctx']['ge']}"),
    "less_than_equal": lambda c: (f"{_got(c)} 太大", f"至多为 {c['ctx']['le']}"),
    "too_short": lambda c: ("一个也没有写", f"至少写 {c['ctx']['min_length']} 个"),
    "too_long": lambda c: ("写得太多", f"至多写 {c['ctx']['max_length']} 个"),
    "string_too_short": lambda c: ("文字是空的", f"至少 {c['ctx']['min_length']} 个字"),
    "string_too_long": lambda c: ("文字太长", f"至多 {c['ctx']['max_length']} 个字"),
}


def _text_hint(complaint: Any) -> str:
    value = complaint["input"]
    if value is None or isinstance(value, list | dict) or "文字" not in complaint["msg"]:
        return ""
    return f'是文字请加引号："{_got(complaint).strip("‘’")}"'
