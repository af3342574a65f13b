"""The workbook part: its sheets and their parts, a sheet more, and which sheet it opens on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jixiao_xlsx.sheet.marker.links import add_link, declare_part, first_target, links_of, office_uri
from jixiao_xlsx.sheet.marker.outline import Patch, Unmarkable, XmlElement, outline, prefix_of
from jixiao_xlsx.sheet.marker.package import Package, listing_of
from jixiao_xlsx.sheet.marker.words import xml_attribute

_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SELECTED = re.compile(rb"""(<(?:[\w.-]+:)?sheetView\b[^>]*?)\s+tabSelected\s*=\s*["'](?:1|true|on)["']""")
_EMPTY_STYLES = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{uri}"></styleSheet>'


@dataclass(frozen=True, slots=True)
class Workbook:
    """A package's workbook: its part, namespace, and the part of each sheet in order."""

    package: Package
    part: str
    uri: str
    sheet_parts: tuple[str, ...]

    @classmethod
    def of(cls, package: Package) -> Workbook:
        """Raises Unmarkable where the package has no workbook or a sheet without a part."""
        part = first_target(package, "", "officedocument")
        if not part:
            raise Unmarkable("找不到工作簿部件")
        root = outline(package.read(part), part=part)
        targets = {link.id: link.target for link in links_of(package, part)}
        parts = tuple(targets.get(_relation(node), "") for node in _sheets(root))
        if any(not name or name not in package for name in parts):
            raise Unmarkable("有工作表没有内容部件")
        return cls(package, part, root.uri, parts)

    @property
    def relations_uri(self) -> str:
        return office_uri(self.uri)

    def sheet_names(self) -> Iterator[tuple[str, str]]:
        """Each sheet's name and its part, in order."""
        root = outline(self.package.read(self.part), part=self.part)
        return zip((node.attributes.get("name", "") for node in _sheets(root)), self.sheet_parts, strict=True)

    def styles_part(self) -> str:
        """The styles part, made where there was none."""
        part = first_target(self.package, self.part, "styles")
        if part:
            return part
        part = "xl/styles.xml" if "xl/styles.xml" not in self.package else self.package.free_name("xl/styles{}.xml")
        self.package.write(part, _EMPTY_STYLES.format(uri=self.uri).encode())
        declare_part(self.package, part, f"{_SPREADSHEET}.styles+xml")
        add_link(self.package, self.part, kind=f"{self.relations_uri}/styles", target=part)
        return part

    def put_sheet(self, content: bytes, *, name: str, instead_of: int | None) -> int:
        """Writes a sheet over the one of that number, or as the last one; returns its number."""
        if instead_of is not None:
            part = self.sheet_parts[instead_of]
            self.package.write(part, content)
            if listing_of(part) in self.package:
                self.package.write(listing_of(part), _no_links())
            return instead_of
        part = self.package.free_name("xl/worksheets/sheet{}.xml")
        self.package.write(part, content)
        declare_part(self.package, part, f"{_SPREADSHEET}.worksheet+xml")
        relation = add_link(self.package, self.part, kind=f"{self.relations_uri}/worksheet", target=part)
        self._list_sheet(name, relation)
        return len(self.sheet_parts)

    def _list_sheet(self, name: str, relation: str) -> None:
        data = self.package.read(self.part)
        root = outline(data, part=self.part)
        listed = root.first("sheets")
        if listed is None:
            raise Unmarkable("工作簿部件里没有工作表")
        # The next id, not the first free one: names and views may still mean a sheet that is gone.
        numbers = [int(node.attributes.get("sheetId", "0")) for node in listed.children]
        tag = prefix_of(data, root) + "sheet"
        text = f'<{tag} name="{xml_attribute(name)}" sheetId="{max(numbers, default=0) + 1}" '
        patch = Patch(data)
        patch.into(listed, f'{text}xmlns:r="{self.relations_uri}" r:id="{relation}"/>'.encode())
        self.package.write(self.part, patch.done())

    def open_on(self, number: int) -> None:
        """Opens the workbook on one sheet, shown and selected alone: grouped sheets would be typed in together."""
        data = self.package.read(self.part)
        root = outline(data, part=self.part)
        patch = Patch(data)
        # The sheet it opens on must be seen, even where somebody hid an earlier 审核意见.
        patch.attributes(_sheets(root)[number], {"state": None})
        views = root.first("bookViews")
        view = next(iter(views.children), None) if views else None
        if view is not None:
            patch.attributes(view, {"activeTab": str(number)})
        else:
            prefix = prefix_of(data, root)
            text = f'<{prefix}bookViews><{prefix}workbookView activeTab="{number}"/></{prefix}bookViews>'
            patch.into(root, text.encode(), before=root.first("sheets"))
        self.package.write(self.part, patch.done())
        for other, part in enumerate(self.sheet_parts):
            if other != number:
                self._deselect(part)

    def _deselect(self, part: str) -> None:
        data = self.package.read(part)
        # Views stand before the cells: the megabytes behind are not searched.
        head = data.find(b"sheetData")
        end = head if head >= 0 else len(data)
        changed = _SELECTED.sub(rb"\1", data[:end])
        if len(changed) != end:
            self.package.write(part, changed + data[end:])


def _sheets(root: XmlElement) -> list[XmlElement]:
    listed = root.first("sheets")
    return [node for node in listed.children if node.name == "sheet"] if listed else []


def _relation(node: XmlElement) -> str:
    return next((value for name, value in node.attributes.items() if name.endswith(" id")), "")


def _no_links() -> bytes:
    return b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
