"""Where the elements of an XML part stand in its bytes, so that a change touches nothing around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

# Expat tells where a tag begins, not where it ends: a `>` may stand in an attribute.
_START_TAG = re.compile(rb"""<[^\s/>]+(?:[^"'>]|"[^"]*"|'[^']*')*>""")
_DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_ATTRIBUTE = re.compile(rb"""\s+([^\s=/>"']+)\s*=\s*("[^"]*"|'[^']*')""")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Unmarkable(Exception):
    """A part of a foreign workbook that cannot be patched; its message says which and why."""


@dataclass(slots=True)
class XmlElement:
    """One element: its start tag is `start..inner`, its end tag `close..end`; an empty element has no end tag."""

    uri: str
    name: str
    attributes: dict[str, str]
    start: int
    inner: int
    close: int = -1
    end: int = -1
    children: list[XmlElement] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return self.inner == self.end

    def named(self, name: str) -> Iterator[XmlElement]:
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> XmlElement | None:
        return next(self.named(name), None)


Keep = Callable[[XmlElement, str, dict[str, str]], bool]
"""Whether a child of a node (by local name and attributes) is kept in the outline."""


def as_utf8(data: bytes) -> bytes:
    """The same XML as UTF-8 without a byte order mark; UTF-8 comes back as it is."""
    if data.startswith(_UTF16_MARKS):
        return _redeclared(data.decode("utf-16"))
    data = data.removeprefix(b"\xef\xbb\xbf")
    declared = _DECLARED.match(data)
    if declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii"):
        try:
            return _redeclared(data.decode(declared[1].decode("ascii")))
        except (LookupError, UnicodeError) as error:
            raise Unmarkable(f"XML 编码 {declared[1].decode('ascii')} 有误") from error
    return data


def _redeclared(text: str) -> bytes:
    return re.sub(r'^(<\?xml[^>]*?encoding\s*=\s*["\'])[^"\']*', r"\1UTF-8", text, count=1).encode("utf-8", "replace")


def outline(data: bytes, *, keep: Keep | None = None, part: str = "") -> XmlElement:
    """The root of a UTF-8 part; raises Unmarkable where it is no well-formed XML or has a document type."""
    parser = expat.ParserCreate(namespace_separator=" ")
    open_nodes: list[XmlElement | None] = []
    roots: list[XmlElement] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        uri, _, local = name.rpartition(" ")
        parent = open_nodes[-1] if open_nodes else None
        if open_nodes and (parent is None or (keep is not None and not keep(parent, local, attributes))):
            open_nodes.append(None)
            return
        start = parser.CurrentByteIndex
        node = XmlElement(uri, local, attributes, start, tag_end(data, start))
        if data[node.inner - 2 : node.inner - 1] == b"/":
            node.close = node.end = node.inner
        (parent.children if parent else roots).append(node)
        open_nodes.append(node)

    def finish(_name: str) -> None:
        node = open_nodes.pop()
        if node is not None and node.end < 0:
            node.close = parser.CurrentByteIndex
            node.end = data.index(b">", node.close) + 1

    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError) as error:
        raise Unmarkable(f"{part or 'XML'} 内容有误") from error
    return roots[0]


def _refuse_doctype(*_declaration: object) -> None:
    raise Unmarkable("含有文档类型声明 DOCTYPE")


def tag_end(data: bytes, start: int) -> int:
    """The byte after the start tag that begins at `start`; a `>` inside an attribute does not end it."""
    # Nothing else can begin here: expat has read the part already.
    match = _START_TAG.match(data, start)
    if match is None:
        raise ValueError(start)
    return match.end()


def prefix_of(data: bytes, node: XmlElement) -> str:
    """The namespace prefix of an element with its colon, as `x:`; empty where it has none."""
    name = re.match(rb"<([^\s/>]+)", data[node.start : node.inner])
    before, colon, _ = name[1].decode().rpartition(":") if name else ("", "", "")
    return before + colon


def with_attributes(tag: bytes, changes: dict[str, str | None]) -> bytes:
    """A start tag with unprefixed attributes set, or removed where the value is None; the rest stays as written."""
    left = dict(changes)
    pieces: list[bytes] = []
    done = 0
    for match in _ATTRIBUTE.finditer(tag):
        name = match[1].decode()
        if name in left:
            value = left.pop(name)
            pieces += [tag[done : match.start()], b"" if value is None else _attribute(name, value)]
            done = match.end()
    rest = tag[done:]
    tail = b"/>" if rest.endswith(b"/>") else b">"
    added = b"".join(_attribute(name, value) for name, value in left.items() if value is not None)
    return b"".join(pieces) + rest[: -len(tail)].rstrip() + added + tail


def _attribute(name: str, value: str) -> bytes:
    return f' {name}="{value}"'.encode()


@dataclass(slots=True)
class Patch:
    """Changes to one part, collected by their place and made together."""

    data: bytes
    _changes: list[tuple[int, int, int, bytes]] = field(default_factory=list)

    def replace(self, start: int, end: int, text: bytes) -> None:
        self._changes.append((start, end, len(self._changes), text))

    def insert(self, at: int, text: bytes) -> None:
        self.replace(at, at, text)

    def into(self, node: XmlElement, text: bytes, *, before: XmlElement | None = None) -> None:
        """Puts text among an element's children: before one of them, else after the last."""
        if before is not None:
            self.insert(before.start, text)
        elif not node.empty:
            self.insert(node.close, text)
        else:
            tag = self.data[node.start : node.inner]
            name = tag[1:].split(None, 1)[0].rstrip(b"/>")
            self.replace(node.inner - 2, node.inner, b">" + text + b"</" + name + b">")

    def attributes(self, node: XmlElement, changes: dict[str, str | None]) -> None:
        tag = with_attributes(self.data[node.start : node.inner], changes)
        self.replace(node.start, node.inner, tag)

    def done(self) -> bytes:
        pieces: list[bytes] = []
        at = 0
        # Two insertions at one place stay in the order in which they were asked for.
        for start, end, _, text in sorted(self._changes, key=lambda change: change[:3]):
            pieces += [self.data[at:start], text]
            at = end
        return b"".join([*pieces, self.data[at:]])
