"""YAML text → plain data with the place of every key and value; YAML's own traps are faults here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import yaml

from jixiao_xlsx.errors import Fault

Path = tuple[str | int, ...]
"""Where something stands in a document: `("sections", 0, "title")`."""

_LONGEST = 1_000_000
_DEEPEST = 40
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+")
_ODD_NUMBER = re.compile(r"[-+]?(0[0-9_]+|0[xob][0-9a-fA-F_]+|[0-9][0-9_]*_[0-9_]*|[0-9.]+[eE][-+]?[0-9]+)(\.[0-9]*)?")
_CLOCK = re.compile(r"[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt \t].*)?")
_WORDS = {"yes", "no", "on", "off", "y", "n"}
_QUOTED = frozenset("'\"|>")
_STANDARD = ("tag:yaml.org,2002:",)


@dataclass(slots=True)
class Document:
    """One YAML file: its data (dict, list, str, int, Decimal, bool, None), places by path, and faults so far."""

    name: str
    data: Any = None
    places: dict[Path, tuple[int, int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, path: Path, wrong: str, write: str = "") -> None:
        line, column = self.place(path)
        self.faults.append(Fault(self.name, line, column, spoken(path), wrong, write))

    def place(self, path: Path) -> tuple[int, int]:
        """Line and column of a path, counted from 1; of its nearest parent where it is not written itself."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return (1, 1)


def spoken(path: Path) -> str:
    """`("sections", 0, "title")` → `sections[0].title`, as an editor shows it; the document itself is `表样`."""
    words: list[str] = []
    for part in path:
        words.append(f"[{part}]" if isinstance(part, int) else f".{part}" if words else str(part))
    return "".join(words) or "表样"


def read_yaml(text: str, *, name: str) -> Document:
    """Reads one document, with every fault of its YAML at once; `data` is None where it cannot be read at all."""
    document = Document(name)
    if len(text) > _LONGEST:
        document.fault((), f"文件太大（{len(text):,} 个字符）", "表样一般不到 100 行")
        return document
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(text.removeprefix("\ufeff"), Loader=loader)
    except yaml.YAMLError as error:
        _syntax_fault(document, error)
        return document
    except RecursionError:
        document.fault((), "嵌套太深")
        return document
    if node is None:
        document.fault((), "文件是空的", "至少要写 form、title、edition、columns、sections")
        return document
    document.data = _Builder(document).value(node, ())
    return document


class _Builder:
    """Walks YAML's node tree once; an anchored node that is met twice is refused, so nothing can be blown up."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, path: Path) -> Any:
        self._document.places.setdefault(path, _mark(node))
        if len(path) > _DEEPEST:
            self._document.fault(path, "嵌套太深")
            return None
        if not isinstance(node, yaml.ScalarNode):
            if id(node) in self._seen:
                self._document.fault(path, "不支持锚点和别名（& 与 *）", "要重复使用的行列请写在 define 里")
                return None
            self._seen.add(id(node))
        if not node.tag.startswith(_STANDARD):
            self._document.fault(path, f"不支持标签 {node.tag}", "请去掉感叹号开头的标签")
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*path, number)) for number, child in enumerate(node.value)]
        return self._scalar(node, path) if isinstance(node, yaml.ScalarNode) else None

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node, path)
            if key is None:
                continue
            place = (*path, key)
            if key in data:
                line = self._document.places[place][0]
                self._document.places[(*place, "#again")] = _mark(key_node)
                again = Document(self._document.name, places={place: _mark(key_node)})
                again.fault(place, f"键 {key} 重复，第 {line} 行已经写过", "请删去一个，或换一个名字")
                self._document.faults += again.faults
                continue
            self._document.places[place] = _mark(key_node)
            data[key] = self.value(value_node, place)
        return data

    def _key(self, node: yaml.Node, path: Path) -> str | None:
        here = Document(self._document.name, places={path: _mark(node)})
        if not isinstance(node, yaml.ScalarNode):
            here.fault(path, "键必须是一个词")
        elif node.tag == "tag:yaml.org,2002:merge":
            here.fault(path, "不支持合并键 <<", "要重复使用的行列请写在 define 里")
        elif node.style not in _QUOTED and node.value.lower() in _WORDS:
            here.fault(path, f"键 {node.value} 会被 YAML 当作真假值", f'请加引号："{node.value}"')
        else:
            return str(node.value)
        self._document.faults += here.faults
        return None

    def _scalar(self, node: yaml.ScalarNode, path: Path) -> Any:
        text = node.value
        if node.style in _QUOTED:
            return text
        if text in {"true", "false"}:
            return text == "true"
        if text in {"", "~", "null"}:
            return None
        if _INTEGER.fullmatch(text) and len(text) < 16:
            return int(text)
        if _NUMBER.fullmatch(text):
            return Decimal(text)
        trap = self._trap(text)
        if trap:
            self._document.fault(path, trap, f'请加引号："{text}"')
        return text

    def _trap(self, text: str) -> str:
        if text.lower() in _WORDS:
            return f"{text} 会被 YAML 当作真假值"
        if _CLOCK.fullmatch(text):
            return f"{text} 会被 YAML 当作六十进制数"
        if _ODD_NUMBER.fullmatch(text):
            return f"{text} 会被 YAML 当作另一个数（前导零、八进制、下划线或科学记数）"
        if _DATE.fullmatch(text):
            return f"{text} 会被 YAML 当作日期"
        return ""


def _mark(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _syntax_fault(document: Document, error: yaml.YAMLError) -> None:
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        document.places[()] = (mark.line + 1, mark.column + 1)
    problem = str(getattr(error, "problem", "") or error)
    document.fault((), f"YAML 写法有误：{_translated(problem)}", "请检查缩进、冒号后的空格和引号是否成对")


_PROBLEMS: Iterable[tuple[str, str]] = (
    ("tab", "这里用了制表符（Tab），缩进只能用空格"),
    ("cannot start any token", "这里有不能开头的字符"),
    ("mapping values are not allowed", "这里不能再写冒号"),
    ("could not find expected ':'", "这里缺少冒号"),
    ("did not find expected key", "这里应当是一个键，多半是缩进没有对齐"),
    ("did not find expected ',' or ", "花括号或方括号没有配对，或缺少逗号"),
    ("expected the node content", "这里缺少内容"),
    ("found unexpected end of stream", "文件在引号或括号中间结束"),
    ("undefined alias", "引用了没有定义的别名"),
    ("control characters", "有不可见的控制字符"),
)


def _translated(problem: str) -> str:
    return next((chinese for english, chinese in _PROBLEMS if english in problem), problem)
