"""Relationships and content types of a package, read and added to."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote

from jixiao_xlsx.sheet.marker.outline import Patch, outline, prefix_of
from jixiao_xlsx.sheet.marker.package import Package, listing_of
from jixiao_xlsx.sheet.marker.words import xml_attribute

TYPES = "[Content_Types].xml"
RELATIONS_URI = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE_URI = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE_URI = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"


@dataclass(frozen=True, slots=True)
class Link:
    """One relationship: its id, the last word of its type in lower case, and the part it points to."""

    id: str
    kind: str
    target: str


def office_uri(main_uri: str) -> str:
    """The namespace of office relationships that goes with a workbook's own: transitional or strict."""
    return _STRICT_OFFICE_URI if main_uri == _STRICT_MAIN else OFFICE_URI


def links_of(package: Package, part: str) -> tuple[Link, ...]:
    """The relationships of a part, of the package itself where `part` is empty."""
    listing = listing_of(part)
    if listing not in package:
        return ()
    root = outline(package.read(listing), part=listing)
    return tuple(
        Link(
            node.attributes.get("Id", ""),
            node.attributes.get("Type", "").rstrip("/").rpartition("/")[2].lower().replace("-", ""),
            _resolved(posixpath.dirname(part), node.attributes.get("Target", "")),
        )
        for node in root.named("Relationship")
        if node.attributes.get("TargetMode", "").lower() != "external"
    )


def first_target(package: Package, part: str, kind: str) -> str:
    """The part that the first relationship of a kind points to and that is there; else an empty string."""
    found = (link.target for link in links_of(package, part) if link.kind == kind)
    return next((target for target in found if target in package), "")


def add_link(package: Package, part: str, *, kind: str, target: str) -> str:
    """Adds a relationship from a part to another; returns its id. `kind` is the full type."""
    listing = listing_of(part)
    data = package.read(listing) if listing in package else _empty_listing()
    root = outline(data, part=listing)
    taken = {node.attributes.get("Id", "").lower() for node in root.children}
    # One more than are taken: one of them is free. In lower case, as some clients ignore case in ids.
    number = next(number for number in range(1, len(taken) + 2) if f"rid{number}" not in taken)
    # Relative, as Excel writes it.
    path = posixpath.relpath("/" + target, "/" + posixpath.dirname(part))
    name = prefix_of(data, root) + "Relationship"
    patch = Patch(data)
    patch.into(root, f'<{name} Id="rId{number}" Type="{kind}" Target="{xml_attribute(path)}"/>'.encode())
    package.write(listing, patch.done())
    return f"rId{number}"


def declare_part(package: Package, part: str, content_type: str) -> None:
    """Declares the content type of a new part."""
    _declare(package, "Override", ("PartName", "/" + part), content_type)


def declare_extension(package: Package, extension: str, content_type: str) -> None:
    """Declares the content type of an extension, unless it has one."""
    _declare(package, "Default", ("Extension", extension), content_type)


def _declare(package: Package, element: str, named: tuple[str, str], content_type: str) -> None:
    data = package.read(TYPES)
    root = outline(data, part=TYPES)
    attribute, name = named
    if any(node.attributes.get(attribute, "").lower() == name.lower() for node in root.named(element)):
        return
    patch = Patch(data)
    # Excel wants Defaults before Overrides.
    first = next(iter(root.children), None) if element == "Default" else None
    tag = prefix_of(data, root) + element
    text = f'<{tag} {attribute}="{xml_attribute(name)}" ContentType="{content_type}"/>'.encode()
    patch.into(root, text, before=first)
    package.write(TYPES, patch.done())


def _empty_listing() -> bytes:
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{declaration}<Relationships xmlns="{RELATIONS_URI}"></Relationships>'.encode()


def _resolved(folder: str, target: str) -> str:
    path = unquote(target.replace("\\", "/"))
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
