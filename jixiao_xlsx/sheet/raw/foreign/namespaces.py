"""The XML namespaces of workbooks, each with its transitional and its strict spelling."""

from __future__ import annotations

from collections.abc import Mapping

from jixiao_xlsx.sheet.raw.foreign.xml import OnClose, OnOpen


class Vocabulary:
    """The spellings of one namespace; gives handler tables and attribute names in all of them."""

    def __init__(self, *uris: str) -> None:
        self._uris = uris

    def opens(self, handlers: Mapping[str, OnOpen]) -> dict[str, OnOpen]:
        return {f"{uri} {local}": act for uri in self._uris for local, act in handlers.items()}

    def closes(self, handlers: Mapping[str, OnClose]) -> dict[str, OnClose]:
        return {f"{uri} {local}": act for uri in self._uris for local, act in handlers.items()}

    def attribute(self, attributes: dict[str, str], local: str, default: str = "") -> str:
        """The attribute of this namespace, else `default`."""
        for uri in self._uris:
            value = attributes.get(f"{uri} {local}")
            if value is not None:
                return value
        return default


MAIN = Vocabulary(
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
)
EXTENDED_MAIN = Vocabulary("http://schemas.microsoft.com/office/spreadsheetml/2009/9/main")
OFFICE_RELATIONS = Vocabulary(
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
RELATIONS = Vocabulary("http://schemas.openxmlformats.org/package/2006/relationships")
CONTENT_TYPES = Vocabulary("http://schemas.openxmlformats.org/package/2006/content-types")
SHEET_DRAWING = Vocabulary(
    "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing",
)
DRAWING_TEXT = Vocabulary(
    "http://schemas.openxmlformats.org/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main"
)
THREADS = Vocabulary("http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments")
DUBLIN_TERMS = Vocabulary("http://purl.org/dc/terms/")
DUBLIN = Vocabulary("http://purl.org/dc/elements/1.1/")
APPLICATION = Vocabulary(
    "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    "http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
)
CUSTOM = Vocabulary(
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    "http://purl.oclc.org/ooxml/officeDocument/customProperties",
)
OFFICE = Vocabulary("urn:oasis:names:tc:opendocument:xmlns:office:1.0")
TABLE = Vocabulary("urn:oasis:names:tc:opendocument:xmlns:table:1.0")
TEXT = Vocabulary("urn:oasis:names:tc:opendocument:xmlns:text:1.0")
STYLE = Vocabulary("urn:oasis:names:tc:opendocument:xmlns:style:1.0")
META = Vocabulary("urn:oasis:names:tc:opendocument:xmlns:meta:1.0")
MANIFEST = Vocabulary("urn:oasis:names:tc:opendocument:xmlns:manifest:1.0")
CALC = Vocabulary("urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0")
DRAW = Vocabulary("urn:oasis:names:tc:opendocument:xmlns:drawing:1.0")
XLINK = Vocabulary("http://www.w3.org/1999/xlink")
FO = Vocabulary("urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0")
