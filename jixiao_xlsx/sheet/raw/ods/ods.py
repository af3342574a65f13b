"""The .ods reader: manifest, content, properties; repeated blanks are counted, never expanded."""

from __future__ import annotations

from jixiao_xlsx.sheet.raw.contents.isodates import zoned_moment
from jixiao_xlsx.sheet.raw.contents.properties import TextCollector
from jixiao_xlsx.sheet.raw.contents.sheets import RawBook
from jixiao_xlsx.sheet.raw.foreign.archive import Archive
from jixiao_xlsx.sheet.raw.foreign.limits import FileTally, Refused, damaged
from jixiao_xlsx.sheet.raw.foreign.namespaces import DUBLIN, MANIFEST, META
from jixiao_xlsx.sheet.raw.foreign.xml import walk
from jixiao_xlsx.sheet.raw.ods.tables import Tables

_SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
_OTHERS = (("opendocument.text", "文字处理文档（.odt）"), ("opendocument.presentation", "演示文稿（.odp）"))
_MANIFEST_PART = "META-INF/manifest.xml"
_MEDIA_TYPE_MOST = 200  # no registered type is half as long


def read_ods(archive: Archive, tally: FileTally) -> RawBook:
    """The workbook of an OpenDocument archive; raises Refused."""
    # Before content.xml: a text document has one as well, with tables in it.
    _refuse_others(_media_type(archive, tally))
    tables = Tables(tally)
    part = "content.xml"
    walk(
        archive.stream(part),
        tally,
        opens=tables.opens(),
        closes=tables.closes(),
        text=tables.cell.pieces.append,
        part=part,
    )
    sheets = tables.sheets()
    if not sheets:
        raise Refused("F11")
    about, custom = _properties(archive, tally)
    return RawBook(
        file_type="ods",
        sheets=sheets,
        modified=zoned_moment(about.get("modified", "")),
        created=zoned_moment(about.get("created", "")),
        application=about.get("application", ""),
        properties=custom,
        # LibreOffice's own macros and those of other languages have their folders.
        has_macros=any(name.startswith(("basic/", "scripts/")) for name in archive.names()),
        has_external_links=tables.has_external_links,
        structure_locked=tables.structure_locked,
        outside=tuple(tables.outside),
    )


def _media_type(archive: Archive, tally: FileTally) -> str:
    """The document's media type by its manifest, else by its first entry; an encrypted one is refused."""
    found = ""
    if "encrypted-package" in archive:
        raise Refused("F06", kind="设了打开密码")

    def entry(attributes: dict[str, str]) -> None:
        nonlocal found
        if MANIFEST.attribute(attributes, "full-path") == "/":
            found = MANIFEST.attribute(attributes, "media-type")

    def encrypted(_attributes: dict[str, str]) -> None:
        raise Refused("F06", kind="设了打开密码")

    opens = MANIFEST.opens({"file-entry": entry, "encryption-data": encrypted})
    if _MANIFEST_PART in archive:
        walk(archive.stream(_MANIFEST_PART), tally, opens=opens, part=_MANIFEST_PART)
    # The entry that ODF puts first, for those who do not read XML.
    if not found and "mimetype" in archive:
        found = archive.read("mimetype")[:_MEDIA_TYPE_MOST].decode("ascii", "replace").strip()
    return found


def _refuse_others(media_type: str) -> None:
    # Templates (`…spreadsheet-template`) are read too.
    if media_type.startswith(_SPREADSHEET):
        return
    for word, kind in _OTHERS:
        if word in media_type:
            raise Refused("F03", kind=kind)
    if media_type:
        raise Refused("F03", kind="别种文档或压缩包")
    raise damaged("没有说明文档类型")


def _properties(archive: Archive, tally: FileTally) -> tuple[dict[str, str], dict[str, str]]:
    """What meta.xml says of times and application, and the custom properties."""
    part = "meta.xml"
    if part not in archive:
        return {}, {}
    about, custom = TextCollector(tally), TextCollector(tally)
    name = ""

    def open_custom(attributes: dict[str, str]) -> None:
        nonlocal name
        name = META.attribute(attributes, "name")
        about.start(attributes)

    def close_custom() -> None:
        custom.pieces[:] = about.pieces
        custom.keep(name)

    meta = {"creation-date": about.start, "generator": about.start, "user-defined": open_custom}
    meta_closes = {
        "creation-date": about.keeper("created"),
        "generator": about.keeper("application"),
        "user-defined": close_custom,
    }
    opens = {**META.opens(meta), **DUBLIN.opens({"date": about.start})}
    closes = {**META.closes(meta_closes), **DUBLIN.closes({"date": about.keeper("modified")})}
    walk(archive.stream(part), tally, opens=opens, closes=closes, text=about.pieces.append, part=part)
    return about.found, custom.found
