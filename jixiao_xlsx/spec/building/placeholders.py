"""Placeholders in printed texts (`<year-1>`, `<k>`): one that nobody fills would be printed as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jixiao_xlsx.spec.language.nearest import nearest
from jixiao_xlsx.spec.yaml_text.marks import Document, YamlPath

_PLACEHOLDER = re.compile(r"<\s*([A-Za-z][A-Za-z_]*)\s*([+-]\s*\d+)?\s*>")
_ALWAYS = ("year", "measure", "agency")
# Formulas have `<` and `>` of their own; `define` is looked through by itself, with every counter there is.
_NO_TEXTS = frozenset({"check", "compute", "expect", "define"})


def check_placeholders(document: Document) -> None:
    """A fault for each placeholder that is misspelt, or stands outside the repeat or the open row it counts."""
    data = document.data
    # A defined tree may stand in any repeat, so that any counter may be meant in it.
    groups = frozenset(_groups(data))
    for path, text, names in _texts(data, (), frozenset()):
        _check(document, path, text, names)
    for path, text, names in _texts(data.get("define"), ("define",), groups):
        _check(document, path, text, names)


def _check(document: Document, path: YamlPath, text: str, names: frozenset[str]) -> None:
    known = (*_ALWAYS, *sorted(names))
    for match in _PLACEHOLDER.finditer(text):
        name, step = match[1], match[2]
        # Known with spaces in it is misspelt all the same: it would be printed as it stands.
        plain = match[0] == f"<{name}{step or ''}>" and " " not in (step or "")
        if name not in known:
            near = nearest(name, known)
            hint = f"是否 <{near}>？" if near else f"这里可写：{'、'.join(f'<{word}>' for word in known)}"
            document.fault(path, f"没有 {match[0]} 这个占位词", hint)
        elif not plain or (step and name in ("measure", "agency")):
            write = "请写 <year> 或 <year-1>" if name == "year" else f"请写 <{name}>"
            document.fault(path, f"{match[0]} 写法不对", write)


def _texts(data: Any, path: YamlPath, names: frozenset[str]) -> Iterator[tuple[YamlPath, str, frozenset[str]]]:
    """Every text of the spec with its path and the counters that may stand in it."""
    if isinstance(data, str):
        yield path, data, names
    elif isinstance(data, list):
        for number, item in enumerate(data):
            yield from _texts(item, (*path, number), names)
    elif isinstance(data, dict):
        here = names | set(_counters(data))
        for word, value in data.items():
            if word not in _NO_TEXTS:
                yield from _texts(value, (*path, word), here)


def _counters(data: dict[str, Any]) -> Iterator[str]:
    if isinstance(data.get("open"), dict):
        yield "n"
    repeat = data.get("repeat")
    if isinstance(repeat, dict):
        yield str(repeat.get("name", "k"))


def _groups(data: Any) -> Iterator[str]:
    """The counters of every repeat of the spec: a defined tree may stand in any of them."""
    if isinstance(data, dict):
        yield from (name for name in _counters(data) if name != "n")
    for child in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _groups(child)
