"""The .xlsx and .xlsm reader: workbook, styles, strings, properties, then each worksheet."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field, replace
from typing import TypeGuard

from jixiao_xlsx.sheet.raw.contents.formats import NumberFormat, number_format_of
from jixiao_xlsx.sheet.raw.contents.properties import read_properties
from jixiao_xlsx.sheet.raw.contents.sheets import RawBook, RawSheet, Visibility
from jixiao_xlsx.sheet.raw.foreign.archive import Archive
from jixiao_xlsx.sheet.raw.foreign.limits import FileTally, Limit, Refused, damaged
from jixiao_xlsx.sheet.raw.foreign.namespaces import MAIN, OFFICE_RELATIONS
from jixiao_xlsx.sheet.raw.foreign.package import ContentTypes, Relation, content_types, related_part, relations
from jixiao_xlsx.sheet.raw.foreign.xml import walk
from jixiao_xlsx.sheet.raw.xlsx.beside import things_beside
from jixiao_xlsx.sheet.raw.xlsx.faint import faint_formats
from jixiao_xlsx.sheet.raw.xlsx.fonts import struck_styles
from jixiao_xlsx.sheet.raw.xlsx.outside import outside_sources
from jixiao_xlsx.sheet.raw.xlsx.strings import SharedStrings, shared_strings, unescape
from jixiao_xlsx.sheet.raw.xlsx.worksheet import BookContext, is_yes, read_worksheet

_OTHER_DOCUMENTS = (("wordprocessingml", "Word 文档"), ("ms-word", "Word 文档"), ("presentationml", "演示文稿"))
# Sheets of Excel 4 macros: macros without a VBA project.
_MACRO_SHEETS = ("xlmacrosheet", "xlintlmacrosheet")
_VISIBILITIES = {"hidden": Visibility.HIDDEN, "veryhidden": Visibility.VERY_HIDDEN}


@dataclass(slots=True)
class _Outline:
    """What workbook.xml says: (name, visibility, relation id) of each sheet, date system, structure lock."""

    sheets: list[tuple[str, Visibility, str]] = field(default_factory=list)
    epoch_1904: bool = False
    structure_locked: bool = False


def read_xlsx(archive: Archive, tally: FileTally) -> RawBook:
    """The workbook of an Open Packaging archive; raises Refused."""
    types = content_types(archive, tally)
    roots = relations(archive, tally)
    main = related_part(roots, "officedocument")
    _refuse_other_documents(types.of(main), main)
    outline = _outline(archive, tally, main)
    links = relations(archive, tally, part=main)
    sheets = _sheets(archive, tally, outline=outline, links=links)
    macros = _has_macros(archive, types, links)
    about = read_properties(archive, tally, roots)
    return RawBook(
        file_type="xlsm" if macros or "macroenabled" in types.of(main) else "xlsx",
        sheets=sheets,
        modified=about.modified,
        created=about.created,
        application=about.application,
        properties=about.custom,
        has_macros=macros,
        has_external_links=any(link.type in ("externallink", "connections") for link in links.values()),
        structure_locked=outline.structure_locked,
        outside=outside_sources(archive, tally, links),
    )


def _refuse_other_documents(kind: str, main: str) -> None:
    # By the declared type, and by the part's name where the type says nothing.
    if "sheet.binary" in kind or main.lower().endswith(".bin"):
        raise Refused("F05", kind="二进制工作簿（.xlsb）")
    for word, name in _OTHER_DOCUMENTS:
        if word in kind:
            raise Refused("F03", kind=name)
    if not main:
        raise damaged("找不到工作簿部件")


def _outline(archive: Archive, tally: FileTally, part: str) -> _Outline:
    outline = _Outline()

    def sheet(attributes: dict[str, str]) -> None:
        tally.add(Limit.SHEETS)
        # An unknown state is shown: rather read too much than hide it.
        visibility = _VISIBILITIES.get(attributes.get("state", "").lower(), Visibility.VISIBLE)
        outline.sheets.append((unescape(attributes["name"]), visibility, OFFICE_RELATIONS.attribute(attributes, "id")))

    def properties(attributes: dict[str, str]) -> None:
        outline.epoch_1904 = is_yes(attributes.get("date1904"))

    def protection(attributes: dict[str, str]) -> None:
        outline.structure_locked = is_yes(attributes.get("lockStructure"))

    def name(_attributes: dict[str, str]) -> None:
        tally.add(Limit.NAMES)

    handlers = {"sheet": sheet, "workbookPr": properties, "workbookProtection": protection, "definedName": name}
    walk(archive.stream(part), tally, opens=MAIN.opens(handlers), part=part)
    return outline


def _sheets(
    archive: Archive, tally: FileTally, *, outline: _Outline, links: dict[str, Relation]
) -> tuple[RawSheet, ...]:
    strings_part, styles_part = related_part(links, "sharedstrings"), related_part(links, "styles")
    context = BookContext(
        strings=shared_strings(archive.stream(strings_part), tally, part=strings_part)
        if strings_part
        else SharedStrings(),
        formats=_formats(archive, tally, styles_part) if styles_part else (),
        epoch_1904=outline.epoch_1904,
        faint=faint_formats(archive, tally, styles_part) if styles_part else frozenset(),
        struck=struck_styles(archive, tally, styles_part) if styles_part else frozenset(),
    )
    targets = [link.target.lower() for _, _, relation in outline.sheets if _is_worksheet(link := links.get(relation))]
    if not targets:
        raise Refused("F11")
    # Two sheets of one part would count its cells twice, as often as a file likes.
    if len(set(targets)) < len(targets):
        raise damaged("两张工作表共用一个内容部件")
    return tuple(
        _sheet(archive, tally, context, link=links.get(relation), name=name, visibility=visibility)
        for name, visibility, relation in outline.sheets
    )


def _is_worksheet(link: Relation | None) -> TypeGuard[Relation]:
    return link is not None and link.type == "worksheet"


def _sheet(
    archive: Archive,
    tally: FileTally,
    context: BookContext,
    *,
    link: Relation | None,
    name: str,
    visibility: Visibility,
) -> RawSheet:
    """One sheet; a chart or dialogue sheet has no cells and is kept as an empty one."""
    if link is None:
        # A tab has 31 characters in Excel; a foreign name has any number.
        raise damaged(f"工作表 {name[:40]} 没有内容部件")
    if not _is_worksheet(link):
        return RawSheet(name=name, visibility=visibility, cells={})
    chunks = archive.stream(link.target)
    sheet = read_worksheet(chunks, context, tally, name=name, visibility=visibility, part=link.target)
    return replace(sheet, beside=things_beside(archive, tally, part=link.target))


def _formats(archive: Archive, tally: FileTally, part: str) -> list[NumberFormat]:
    """The number format of each cell format (`cellXfs`), by its index."""
    codes: dict[int, str] = {}
    formats: list[int] = []
    inside = False

    def number_format(attributes: dict[str, str]) -> None:
        codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")

    def open_formats(_attributes: dict[str, str]) -> None:
        nonlocal inside
        inside = True

    def close_formats() -> None:
        nonlocal inside
        inside = False

    def cell_format(attributes: dict[str, str]) -> None:
        # `xf` stands in cellStyleXfs too; only those of cellXfs are what cells number.
        if inside:
            formats.append(int(attributes.get("numFmtId", 0)))

    opens = {"numFmt": number_format, "cellXfs": open_formats, "xf": cell_format}
    closes = MAIN.closes({"cellXfs": close_formats})
    walk(archive.stream(part), tally, opens=MAIN.opens(opens), closes=closes, part=part)
    known = {number: number_format_of(number, codes.get(number)) for number in set(formats)}
    return [known[number] for number in formats]


def _has_macros(archive: Archive, types: ContentTypes, links: dict[str, Relation]) -> bool:
    return (
        any(link.type == "vbaproject" or link.type in _MACRO_SHEETS for link in links.values())
        # The part itself, in case nobody points at it: Excel would not run it, another program may.
        or any(posixpath.basename(name) == "vbaproject.bin" for name in archive.names())
        or types.mention("vbaproject")
    )
