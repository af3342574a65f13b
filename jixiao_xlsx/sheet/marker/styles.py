"""The styles part: formats are only added, so that every index a sheet uses keeps its meaning."""

from __future__ import annotations

from jixiao_xlsx.findings import Severity
from jixiao_xlsx.sheet.marker.outline import Patch, XmlElement, outline, prefix_of, tag_end, with_attributes
from jixiao_xlsx.sheet.marker.tints import NO_FILL, CoveredFills, fill_code, fill_xml, tint, variant_of

# ECMA-376 18.8.39: the children of a style sheet in their order.
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles")
_LISTS = ("fonts", "fills", "borders", "cellXfs")
# What must be there if anything is: Excel takes the first two fills for none and gray125, whatever they say.
_SEEDS = {
    "fonts": ("<{p}font/>",),
    "fills": (
        '<{p}fill><{p}patternFill patternType="none"/></{p}fill>',
        '<{p}fill><{p}patternFill patternType="gray125"/></{p}fill>',
    ),
    "borders": ("<{p}border/>",),
    "cellXfs": ('<{p}xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',),
}


class StyleBook:
    """Fonts, fills, borders and cell formats as written, and those added since."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._root = outline(data, part="styles")
        self.prefix = prefix_of(data, self._root)
        self._lists: dict[str, list[bytes]] = {}
        self._places: dict[str, dict[bytes, int]] = {}
        for name in _LISTS:
            written = [data[child.start : child.end] for child in self._nodes(name)]
            self._lists[name] = written or [self.element(seed) for seed in _SEEDS[name]]
            self._index(name)
        self._fill_codes = [_code_of(node) for node in self._nodes("fills")]
        self._fill_ids = [_number(node.attributes.get("fillId", "")) for node in self._nodes("cellXfs")]

    def element(self, text: str) -> bytes:
        """An element of this part: `{p}` stands for its prefix."""
        return text.replace("{p}", self.prefix).encode()

    def add(self, name: str, element: bytes) -> int:
        """The index of an element in `fonts`, `fills`, `borders` or `cellXfs`; an equal one is not added twice."""
        places = self._places[name]
        if element not in places:
            places[element] = len(self._lists[name])
            self._lists[name].append(element)
        return places[element]

    def tinted(self, style: int, severity: Severity, covered: CoveredFills) -> int:
        """The index of a cell format like this one, filled with the severity's colour."""
        formats = self._lists["cellXfs"]
        # As Excel shows a format that is not there.
        style = style if 0 <= style < len(self._fill_ids) else 0
        number = covered.number(self._fill_code(self._fill_ids[style] if self._fill_ids else 0))
        fill = self._add_fill(f"solid,rgb:{tint(severity, number)},")
        return self.add("cellXfs", _filled(formats[style], fill))

    def restore(self, covered: CoveredFills) -> None:
        """Every cell format that has a mark's colour gets back what it covered, whichever cells use it by now."""
        for style, fill in enumerate(self._fill_ids):
            pattern, fore, _ = self._fill_code(fill).split(",")
            number = variant_of(fore.removeprefix("rgb:")) if pattern == "solid" else None
            if number is not None:
                self._fill_ids[style] = self._add_fill(covered.code(number))
                self._lists["cellXfs"][style] = _filled(self._lists["cellXfs"][style], self._fill_ids[style])
        self._index("cellXfs")

    def done(self) -> bytes:
        """The part with its lists as they are now."""
        patch = Patch(self._data)
        for name in _LISTS:
            node, inside = self._root.first(name), b"".join(self._lists[name])
            tag = f"{self.prefix}{name}"
            if node is None:
                text = f'<{tag} count="{len(self._lists[name])}">'.encode() + inside + f"</{tag}>".encode()
                patch.into(self._root, text, before=self._follower(name))
            elif node.empty:
                text = f'<{tag} count="{len(self._lists[name])}">'.encode() + inside + f"</{tag}>".encode()
                patch.replace(node.start, node.end, text)
            elif inside != b"".join(self._data[child.start : child.end] for child in node.children):
                patch.attributes(node, {"count": str(len(self._lists[name]))})
                patch.replace(node.inner, node.close, inside)
        return patch.done()

    def _nodes(self, name: str) -> list[XmlElement]:
        node = self._root.first(name)
        return node.children if node else []

    def _index(self, name: str) -> None:
        # From the end, so that of equal entries the first is found.
        self._places[name] = {entry: place for place, entry in reversed(list(enumerate(self._lists[name])))}

    def _follower(self, name: str) -> XmlElement | None:
        later = _ORDER[_ORDER.index(name) + 1 :]
        return next((node for node in self._root.children if node.name in later), None)

    def _fill_code(self, fill: int) -> str:
        return self._fill_codes[fill] if fill < len(self._fill_codes) else NO_FILL

    def _add_fill(self, code: str) -> int:
        if code in self._fill_codes:
            return self._fill_codes.index(code)
        place = self.add("fills", fill_xml(code, self.prefix).encode())
        self._fill_codes += [NO_FILL] * (place + 1 - len(self._fill_codes))
        self._fill_codes[place] = code
        return place


def _filled(cell_format: bytes, fill: int) -> bytes:
    inner = tag_end(cell_format, 0)
    return with_attributes(cell_format[:inner], {"fillId": str(fill), "applyFill": "1"}) + cell_format[inner:]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _code_of(fill: XmlElement) -> str:
    """A fill as text; a gradient has no code of its own and counts as none."""
    pattern = fill.first("patternFill")
    if pattern is None:
        return NO_FILL
    fore, back = pattern.first("fgColor"), pattern.first("bgColor")
    return fill_code(
        pattern.attributes.get("patternType", ""), fore.attributes if fore else {}, back.attributes if back else {}
    )
