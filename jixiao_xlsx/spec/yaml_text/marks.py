"""YAML text → plain data with the place of every key and value; YAML's own traps are faults here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import yaml

from jixiao_xlsx.errors import Fault
from jixiao_xlsx.spec.yaml_text.syntax import bracket_too_deep, tell_syntax

YamlPath = tuple[str | int, ...]
"""Where something stands in a document: `("sections", 0, "title")`."""

# Nearly two hundred times the longest shipped spec.
_LONGEST = 1_000_000
# Twice what a spec needs; Python's own stack, with three calls a level, ends at about 300.
_DEEPEST = 40
# YAML 1.1 reads 010 as 8, 0x1F as 31, 1_000 as 1000 and 1:30 as 90: only what all readers take alike is a number.
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+")
_ODD_NUMBER = re.compile(r"[-+]?(0[0-9_]+|0[xob][0-9a-fA-F_]+|[0-9][0-9_]*_[0-9_]*|[0-9.]+[eE][-+]?[0-9]+)(\.[0-9]*)?")
_CLOCK = re.compile(r"[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt \t].*)?")
# YAML 1.1 takes these for true and false.
_WORDS = {"yes", "no", "on", "off"}
_TRUTHS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class FileWording:
    """What a YAML file is, in the messages about it: what the whole is called, what to write where nothing stands in
    it, where it is too long, where a second document follows."""

    whole: str = "表样"
    empty: str = "至少要写 form、title、edition、measure、columns、sections"
    long: str = "表样一般不到 100 行"
    several: str = "一个文件只写一张表"


SPEC = FileWording()


@dataclass(slots=True)
class Document:
    """One YAML file: its data (dict, list, str, int, Decimal, bool, None), places by path, and faults so far.

    `traps` are texts that YAML reads as something else; they are told where nothing else is said of their place.
    Where parts could not be understood it is no longer `sure`: what hangs on them (names, formulas) is not judged.
    `unread` are the places of which not all is in the data, such as a mapping with a key that is none.
    """

    name: str
    data: Any = None
    places: dict[YamlPath, tuple[int, int]] = field(default_factory=dict)
    found: list[Fault] = field(default_factory=list)
    traps: list[Fault] = field(default_factory=list)
    sure: bool = True
    unread: set[YamlPath] = field(default_factory=set)
    about: FileWording = SPEC

    def fault(self, path: YamlPath, wrong: str, write: str = "") -> None:
        self.fault_at(self.place(path), path, wrong, write)

    def fault_at(self, place: tuple[int, int], path: YamlPath, wrong: str, write: str = "") -> None:
        self.found.append(Fault(self.name, *place, spoken(path) or self.about.whole, wrong, write))

    def trap(self, place: tuple[int, int], path: YamlPath, wrong: str, write: str) -> None:
        self.traps.append(Fault(self.name, *place, spoken(path) or self.about.whole, wrong, write))

    def leave_unread(self, place: tuple[int, int], path: YamlPath, wrong: str, write: str = "") -> None:
        """A fault for which something of a place is not in the data."""
        self.unread.add(path)
        self.fault_at(place, path, wrong, write)

    def may_be_there(self, path: YamlPath) -> bool:
        """Whether the text may hold a value for a path of which the data has none: then it is not told as missing."""
        return path in self.unread or path[:-1] in self.unread

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Every fault once, in file order."""
        told = {fault.path for fault in self.found}
        return tuple(sorted({*self.found, *(trap for trap in self.traps if trap.path not in told)}))

    def rename(self, path: YamlPath, name: str) -> None:
        """Lets what stands under a misspelt word be found under its right name too."""
        length = len(path)
        for other in [place for place in self.places if place[:length] == path]:
            self.places[(*path[:-1], name, *other[length:])] = self.places[other]

    def place(self, path: YamlPath) -> tuple[int, int]:
        """Line and column of a path, counted from 1; of its nearest parent where it is not written itself."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return (1, 1)


def spoken(path: YamlPath) -> str:
    """`("sections", 0, "title")` → `sections[0].title`, as an editor shows it; the document itself is nothing."""
    words: list[str] = []
    for part in path:
        words.append(f"[{part}]" if isinstance(part, int) else f".{part}" if words else str(part))
    return "".join(words)


def read_yaml(text: str, *, name: str, about: FileWording = SPEC) -> Document:
    """Reads one document, with every fault of its YAML at once; `data` is None where it cannot be read at all."""
    document = Document(name, about=about)
    if len(text) > _LONGEST:
        document.fault((), f"文件太大（{len(text):,} 个字符）", about.long)
        return document
    text = text.removeprefix("\ufeff")
    try:
        _fill(document, text)
    except (yaml.YAMLError, UnicodeError) as error:
        deep = _read_until_too_deep(text, name=name, about=about)
        if deep:
            return deep
        tell_syntax(document.fault_at, error, text)
    return document


def _fill(document: Document, text: str) -> bool:
    """Reads the text into the document, as far as it is not nested too deep; whether it went to the end."""
    try:
        document.data = _YamlBuilder(document, text).document()
    except _TooDeepError as error:
        document.leave_unread(error.place, error.path, f"嵌套超过 {_DEEPEST} 层", "请检查括号和缩进")
        return False
    return True


def _read_until_too_deep(text: str, *, name: str, about: FileWording) -> Document | None:
    """The document up to a bracket that is one too many, where there is one.

    libyaml looks up to a thousand characters ahead and may give up on brackets there, in words of its own that change
    with its version, before it hands over the first event. Of a text that ends at the bracket it says nothing.
    """
    end = bracket_too_deep(text, _DEEPEST)
    document = Document(name, about=about)
    try:
        return None if end is None or _fill(document, text[:end]) else document
    except (yaml.YAMLError, UnicodeError):
        return None


class _TooDeepError(Exception):
    def __init__(self, place: tuple[int, int], path: YamlPath) -> None:
        super().__init__(path)
        self.place = place
        self.path = path


class _YamlBuilder:
    """Walks YAML's events, not its node tree: composing thousands of nested brackets would crash the process."""

    def __init__(self, document: Document, text: str) -> None:
        self._document = document
        # libyaml's loader is eight times as fast; where it is missing, Python's own does.
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))

    def document(self) -> Any:
        """The first document's data; a second one is a fault, nothing at all another."""
        # Events are read to the end even after the first document, for a second one is a fault.
        data = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                data = self.value(next(self._events), ())
                break
        if data is None:
            self._document.fault((), "文件是空的", self._document.about.empty)
        for event in self._events:
            # One is enough to tell; the rest is not read.
            if isinstance(event, yaml.DocumentStartEvent):
                self._document.leave_unread(
                    _mark(event), (), self._document.about.several, "请把 --- 以后的内容另存一个文件"
                )
                break
        return data

    def value(self, event: yaml.Event, path: YamlPath) -> Any:
        self._document.places.setdefault(path, _mark(event))
        if len(path) > _DEEPEST:
            raise _TooDeepError(_mark(event), path)
        self._refuse_extras(event, path)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return [self.value(child, (*path, number)) for number, child in enumerate(self._children())]
        return self._scalar(event, path) if isinstance(event, yaml.ScalarEvent) else None

    def _children(self) -> Iterator[yaml.Event]:
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                return
            yield event

    def _refuse_extras(self, event: yaml.Event, path: YamlPath) -> None:
        anchor = getattr(event, "anchor", None)
        is_alias = isinstance(event, yaml.AliasEvent)
        # What stands after a key that is none (`<<: *a`) is told with the key.
        if anchor and not (is_alias and path[-1:] == ("",)):
            wrong, write = f"不支持锚点和别名（{'*' if is_alias else '&'}{anchor}）", "要重复使用的行列请写在 define 里"
            tell = self._document.leave_unread if is_alias else self._document.fault_at
            tell(_mark(event), path, wrong, write)
        tag = getattr(event, "tag", None)
        if tag is not None:
            shown = tag.replace("tag:yaml.org,2002:", "!!")
            self._document.fault_at(_mark(event), path, f"不支持标签 {shown}", "请去掉感叹号开头的标签")

    def _mapping(self, path: YamlPath) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for event in self._children():
            key = self._key(event, path)
            place = (*path, key)
            if key in data:
                wrong = f"键 {key} 重复，第 {self._document.place(place)[0]} 行已经写过"
                self._document.fault_at(_mark(event), place, wrong, "请删去一个，或换一个名字")
            else:
                self._document.places[place] = _mark(event)
            value = self.value(next(self._events), place)
            data.setdefault(key, value)
        # "" stands for a key that can be none: its value was read for its faults and goes.
        data.pop("", None)
        return data

    def _key(self, event: yaml.Event, path: YamlPath) -> str:
        """The key as text; empty where it can be none, so that its value is read and left out."""
        place = _mark(event)
        self._refuse_extras(event, path)
        if isinstance(event, yaml.AliasEvent):
            return ""
        if not isinstance(event, yaml.ScalarEvent):
            self._document.leave_unread(place, path, "键必须是一个词")
            self._skip(event, path)
            return ""
        if event.value == "<<" and not event.style:
            self._document.leave_unread(place, path, "不支持合并键 <<", "要重复使用的行列请写在 define 里")
            return ""
        if event.value == "":
            self._document.leave_unread(place, path, "冒号前没有键", "请写 键: 值")
        elif not event.style and event.value.lower() in _WORDS:
            wrong, write = f"键 {event.value} 会被 YAML 当作真假值", f'请加引号："{event.value}"'
            self._document.fault_at(place, (*path, event.value), wrong, write)
        return str(event.value)

    def _skip(self, event: yaml.Event, path: YamlPath) -> None:
        """Reads past a list or a mapping that stands where only a word may."""
        depth = 1
        while depth:
            if len(path) + depth > _DEEPEST:
                raise _TooDeepError(_mark(event), path)
            event = next(self._events)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)

    def _scalar(self, event: yaml.ScalarEvent, path: YamlPath) -> Any:
        text = event.value
        if event.style:
            return text
        if text in _TRUTHS:
            return _TRUTHS[text]
        if text in {"", "~", "null"}:
            self._document.trap(_mark(event), path, "后面没有写值", "请写上值，或删去这个键")
            return None
        # 15 digits are what Excel keeps; a longer one is an identity number and stays text.
        if _INTEGER.fullmatch(text) and len(text) < 16:
            return int(text)
        # A number of 31 signs is a slip, not an amount.
        if _NUMBER.fullmatch(text) and len(text) < 32:
            return Decimal(text)
        trap = _trap_of(text)
        if trap:
            self._document.trap(_mark(event), path, f"{text} 会被 YAML 当作{trap}", f'请加引号："{text}"')
        return text


def _trap_of(text: str) -> str:
    """What YAML 1.1 takes an unquoted text for; empty where it is a text to every reader."""
    if text.lower() in _WORDS or text.lower() in _TRUTHS:
        return "真假值"
    if text.lower() == "null":
        return "空值"
    if _CLOCK.fullmatch(text):
        return "六十进制数"
    if _ODD_NUMBER.fullmatch(text):
        return "另一个数（前导零、八进制、下划线或科学记数）"
    return "日期" if _DATE.fullmatch(text) else ""


def _mark(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
