"""A small .ods writer: cells with values and formulas, merges, hidden rows, columns and sheets, protection."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from jixiao_xlsx.model.content import Content, ContentType
from jixiao_xlsx.season.demo.playing.package import zipped_document
from jixiao_xlsx.sheet.raw.book import RawBook, RawSheet, Visibility
from jixiao_xlsx.sheet.region import Region

_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{word}:1.0"'
    for name, word in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("number", "datastyle"),
        ("meta", "meta"),
        ("fo", "xsl-fo-compatible"),
    )
)
# Excel itself writes its formulas under this name into .ods files; LibreOffice reads them.
_MORE = 'xmlns:msoxl="http://schemas.microsoft.com/office/excel/formula" xmlns:dc="http://purl.org/dc/elements/1.1/"'
_STYLES = (
    '<number:date-style style:name="N1"><number:year number:style="long"/><number:text>-</number:text>'
    '<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>'
    '</number:date-style><number:percentage-style style:name="N2"><number:number number:decimal-places="2" '
    'number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>'
    '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>'
    '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
    '<style:style style:name="co1" style:family="table-column"><style:table-column-properties '
    'style:column-width="3.2cm"/></style:style>'
    '<style:style style:name="ce1" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap"/>'
    '</style:style><style:style style:name="ce2" style:family="table-cell" style:data-style-name="N1"/>'
    '<style:style style:name="ce3" style:family="table-cell" style:data-style-name="N2"/>'
)
# XML readers fold blanks at a line's beginning and runs of them: OpenDocument counts them in an element.
_RUN = re.compile(r"^ | {2,}|\t")


def ods_bytes(book: RawBook, *, saved: datetime) -> bytes:
    """The workbook as an OpenDocument spreadsheet; the same workbook and moment give the same bytes."""
    tables = "".join(_table(sheet) for sheet in book.sheets)
    content = (
        f'{_HEAD}<office:document-content {_SPACES} {_MORE} office:version="1.3"><office:automatic-styles>{_STYLES}'
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    meta = (
        f'{_HEAD}<office:document-meta {_SPACES} {_MORE} office:version="1.3"><office:meta>'
        f"<dc:date>{saved.isoformat(timespec='seconds')}</dc:date></office:meta></office:document-meta>"
    )
    manifest = (
        f'{_HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIME}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    members = {"content.xml": content, "meta.xml": meta, "META-INF/manifest.xml": manifest}
    # `mimetype` first and not compressed, so that its bytes stand at a fixed place of the file.
    return zipped_document(
        {name: body.encode() for name, body in members.items()}, saved=saved, first={"mimetype": _MIME}
    )


def _table(sheet: RawSheet) -> str:
    merges = {(merge.top, merge.left): merge for merge in sheet.merges}
    # OpenDocument says of every cell under a merge that it is covered.
    covered = {place for merge in sheet.merges for place in _places(merge)} - set(merges)
    used = [*sheet.cells, *covered, *merges]
    bottom, right = max((row for row, _ in used), default=0), max((column for _, column in used), default=0)
    style = "ta1" if sheet.visibility is Visibility.VISIBLE else "ta2"
    locked = ' table:protected="true"' if sheet.protected else ""
    columns = "".join(
        f'<table:table-column table:style-name="co1"{_hiding(column in sheet.hidden_columns)}/>'
        for column in range(right + 1)
    )
    rows = []
    for row in range(bottom + 1):
        cells = "".join(
            "<table:covered-table-cell/>"
            if (row, column) in covered
            else _cell(sheet.cells.get((row, column)), merges.get((row, column)))
            for column in range(right + 1)
        )
        rows.append(f"<table:table-row{_hiding(row in sheet.hidden_rows)}>{cells}</table:table-row>")
    name = quoteattr(sheet.name)
    return f'<table:table table:name={name} table:style-name="{style}"{locked}>{columns}{"".join(rows)}</table:table>'


def _hiding(hidden: bool) -> str:
    return ' table:visibility="collapse"' if hidden else ""


def _places(region: Region) -> Iterator[tuple[int, int]]:
    return (
        (row, column) for row in range(region.top, region.bottom + 1) for column in range(region.left, region.right + 1)
    )


def _cell(content: Content | None, merge: Region | None) -> str:
    spans = f' table:number-columns-spanned="{merge.width}" table:number-rows-spanned="{merge.height}"' if merge else ""
    if content is None or content.type is ContentType.ERROR:
        return f"<table:table-cell{spans}/>"
    formula = f" table:formula={quoteattr('msoxl:=' + content.formula)}" if content.formula else ""
    value = "" if content.type is ContentType.BLANK else _value(content)
    return f"<table:table-cell{spans}{formula}{value}>{_paragraphs(content.raw)}</table:table-cell>"


def _value(content: Content) -> str:
    value = content.value
    if isinstance(value, bool):
        return f' office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
    if isinstance(value, Decimal):
        kind, style = ("percentage", ' table:style-name="ce3"') if content.percent else ("float", "")
        return f'{style} office:value-type="{kind}" office:value="{value:f}"'
    if isinstance(value, date):
        return f' table:style-name="ce2" office:value-type="date" office:date-value="{value.isoformat()}"'
    return ' table:style-name="ce1" office:value-type="string"'


def _paragraphs(words: str) -> str:
    return "".join(f"<text:p>{_RUN.sub(_blanks, escape(line))}</text:p>" for line in words.split("\n")) if words else ""


def _blanks(run: re.Match[str]) -> str:
    return "<text:tab/>" if run[0] == "\t" else f'<text:s text:c="{len(run[0])}"/>'
