"""Small workbooks made part by part, so that a test can say exactly what is odd about one."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

CONTENT_TYPES = (
    HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)


def relationships(*links: tuple[str, str, str]) -> str:
    """A .rels part; each link is (id, last word of the type, target)."""
    items = "".join(f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target="{to}"/>' for id_, kind, to in links)
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'


def worksheet(rows: str = "", *, before: str = "", after: str = "") -> str:
    return f'{HEAD}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def cells(*inner: str) -> str:
    """One row of `<c>` elements."""
    return f"<row>{''.join(inner)}</row>"


def styles(*formats: tuple[int, str | None]) -> str:
    """A styles part; cell style n+1 has the n-th (number format id, code) given."""
    codes = "".join(f'<numFmt numFmtId="{id_}" formatCode="{code}"/>' for id_, code in formats if code is not None)
    xfs = "".join(f'<xf numFmtId="{id_}"/>' for id_, _ in formats)
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts>'
        f'<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>{xfs}</cellXfs></styleSheet>'
    )


def workbook(*sheets: str, before: str = "", after: str = "") -> str:
    """workbook.xml; each sheet is its name, optionally with more attributes after a `"`."""
    items = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, 1))
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}<sheets>{items}</sheets>{after}</workbook>'


def parts(
    sheet: str = "", *, strings: str | None = None, styled: str | None = None, book: str | None = None
) -> dict[str, str | bytes]:
    """The parts of a workbook with one sheet named 表."""
    links = [("rId1", "worksheet", "worksheets/sheet1.xml")]
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": book or workbook("表"),
        "xl/worksheets/sheet1.xml": sheet or worksheet(),
    }
    if strings is not None:
        links.append(("rId8", "sharedStrings", "sharedStrings.xml"))
        made["xl/sharedStrings.xml"] = f'{HEAD}<sst xmlns="{MAIN}">{strings}</sst>'
    if styled is not None:
        links.append(("rId9", "styles", "styles.xml"))
        made["xl/styles.xml"] = styled
    made["xl/_rels/workbook.xml.rels"] = relationships(*links)
    return made


def zipped(members: Mapping[str, str | bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return buffer.getvalue()


def xlsx(sheet: str = "", **more: str | None) -> bytes:
    return zipped(parts(sheet, **more))


def ods(tables: str, *, mimetype: str = "application/vnd.oasis.opendocument.spreadsheet", **more: str) -> bytes:
    """An .ods with these `table:table` elements; `styles` go before the body, `book` are spreadsheet attributes."""
    names = (
        "office",
        "table",
        "text",
        "style",
        "meta",
    )
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    spaces += ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    spaces += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    spaces += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    content = (
        f"{HEAD}<office:document-content {spaces}><office:automatic-styles>{more.get('styles', '')}"
        f"</office:automatic-styles><office:body><office:spreadsheet {more.get('book', '')}>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    meta = (
        f"{HEAD}<office:document-meta {spaces}><office:meta>{more.get('meta', '')}</office:meta></office:document-meta>"
    )
    manifest = (
        f'{HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mimetype}"/>'
        f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
        f"{more.get('encryption', '')}</manifest:file-entry></manifest:manifest>"
    )
    members = {"mimetype": mimetype, "content.xml": content, "meta.xml": meta, "META-INF/manifest.xml": manifest}
    return zipped(members)


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file (OLE2, 512-byte sectors, no short streams) with these streams below the root."""
    sector = 512
    bodies: list[bytes] = []
    entries: list[bytes] = []
    table: list[int] = []
    names = list(streams)
    for index, name in enumerate(names):
        body = streams[name].ljust(4096, b"\0")  # below 4096 bytes a stream would be a short one
        first, count = len(table), -(-len(body) // sector)
        table += [*range(first + 1, first + count), -2]
        bodies.append(body.ljust(count * sector, b"\0"))
        following = index + 1 if index + 1 < len(names) else -2
        entries.append(_entry(name, kind=2, right=following + 1 if following > 0 else -1, first=first, size=len(body)))
    root = _entry("Root Entry", kind=5, child=1 if names else -1, first=-2, size=0)
    directory = b"".join([root, *entries])
    directory = directory.ljust(-(-len(directory) // sector) * sector, b"\0")
    directory_at, directory_sectors = len(table), len(directory) // sector
    table += [*range(directory_at + 1, directory_at + directory_sectors), -2]
    table_sectors = 1
    while (len(table) + table_sectors) * 4 > table_sectors * sector:
        table_sectors += 1
    table_at = len(table)
    table += [-3] * table_sectors
    table += [-1] * (table_sectors * sector // 4 - len(table))
    head = struct.pack("<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
                       0, table_sectors, directory_at, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)  # fmt: skip
    msat = [*range(table_at, table_at + table_sectors)]
    head += struct.pack("<109i", *msat, *[-1] * (109 - len(msat)))
    return head + b"".join(bodies) + directory + struct.pack(f"<{len(table)}i", *table)


def _entry(name: str, *, kind: int, first: int, size: int, child: int = -1, right: int = -1) -> bytes:
    wide = (name + "\0").encode("utf-16-le")
    return struct.pack("<64sHBBiii36xiI4x", wide, len(wide), kind, 1, -1, right, child, first, size)


def record(kind: int, body: bytes = b"") -> bytes:
    """One BIFF record."""
    return struct.pack("<HH", kind, len(body)) + body
