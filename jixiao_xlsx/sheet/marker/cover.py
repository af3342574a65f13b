"""The sheet 审核意见 of a marked workbook: what was found, in a table whose places are links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.cell_names import cell_name, column_name
from jixiao_xlsx.sheet.layout.heights import column_pixels, text_height
from jixiao_xlsx.sheet.marker.styles import StyleBook
from jixiao_xlsx.sheet.marker.words import clean, xml_attribute, xml_text
from jixiao_xlsx.sheet.theme import BODY_FONT, TITLE_FONT

# Widths in characters: together A4 across, at five sixths of its size.
_HEADS = (
    ("序号", 6.0),
    ("轻重", 7.0),
    ("代码", 8.0),
    ("位置", 20.0),
    ("标签", 26.0),
    ("实填", 18.0),
    ("应为／怎么改", 38.0),
    ("意见", 46.0),
)
_COLOURS = {Severity.RETURN: "FFFFC7CE", Severity.EXPLAIN: "FFFFEB9C", Severity.NOTE: "FFDDEBF7"}
"""Near the marks' own colours, but none of them: this sheet is never restored, only replaced."""
# Below Excel's 409.5 points, which some 2,000 characters fill.
_TALLEST, _MOST_WORDS = 400.0, 2_000
_POINTS, _TITLE_POINTS = 10.5, 16.0  # 五号 and 三号, as the letters have it


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding as its row says it; `target` is the cell it links to (`'表'!D4`), empty where it has none."""

    severity: Severity
    code: str
    place: str
    target: str
    label: str
    found: str
    fix: str
    message: str


@dataclass(frozen=True, slots=True)
class _CoverLooks:
    """The cell formats of the sheet, by their index in the workbook's styles."""

    title: int
    note: int
    head: int
    body: int
    middle: int
    link: int
    severities: dict[Severity, int]

    @classmethod
    def of(cls, styles: StyleBook) -> _CoverLooks:
        body, title, bold = (
            _font(styles),
            _font(styles, name=TITLE_FONT, points=_TITLE_POINTS),
            _font(styles, bold=True),
        )
        link = _font(styles, ink="FF0563C1")
        bare, box = styles.add("borders", styles.element("<{p}border/>")), _box(styles)
        grey = _fill(styles, "FFF2F2F2")
        return cls(
            title=_format(styles, font=title, border=bare, align="center"),
            note=_format(styles, font=body, border=bare, align="left"),
            head=_format(styles, font=bold, border=box, fill=grey, align="center"),
            body=_format(styles, font=body, border=box, align="left"),
            middle=_format(styles, font=body, border=box, align="center"),
            link=_format(styles, font=link, border=box, align="left"),
            severities={
                severity: _format(styles, font=bold, border=box, fill=_fill(styles, _COLOURS[severity]), align="center")
                for severity in Severity
            },
        )


def _font(
    styles: StyleBook, *, name: str = BODY_FONT, points: float = _POINTS, bold: bool = False, ink: str = ""
) -> int:
    weight = "<{p}b/>" if bold else ""
    line, colour = ("<{p}u/>", f'<{{p}}color rgb="{ink}"/>') if ink else ("", "")
    return styles.add(
        "fonts",
        styles.element(
            f'<{{p}}font>{weight}{line}<{{p}}sz val="{points:g}"/>{colour}<{{p}}name val="{name}"/></{{p}}font>'
        ),
    )


def _fill(styles: StyleBook, colour: str) -> int:
    pattern = f'<{{p}}patternFill patternType="solid"><{{p}}fgColor rgb="{colour}"/></{{p}}patternFill>'
    return styles.add("fills", styles.element(f"<{{p}}fill>{pattern}</{{p}}fill>"))


def _box(styles: StyleBook) -> int:
    sides = "".join(
        f'<{{p}}{side} style="thin"><{{p}}color auto="1"/></{{p}}{side}>' for side in ("left", "right", "top", "bottom")
    )
    return styles.add("borders", styles.element(f"<{{p}}border>{sides}</{{p}}border>"))


def _format(styles: StyleBook, *, font: int, border: int, align: str, fill: int = 0) -> int:
    alignment = f'<{{p}}alignment horizontal="{align}" vertical="center" wrapText="1"/>'
    return styles.add(
        "cellXfs",
        styles.element(
            f'<{{p}}xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="{border}" '
            f'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">{alignment}</{{p}}xf>'
        ),
    )


class _CoverSheet:
    """The rows, merges and links of the sheet as they are written."""

    def __init__(self) -> None:
        self.rows: list[str] = []
        self.merges: list[str] = []
        self.links: list[str] = []

    def add(
        self, cells: Sequence[tuple[str, int]], height: float, *, hidden: bool = False, merged: bool = False
    ) -> int:
        row = len(self.rows)
        inside = "".join(_cell(row, column, text, style) for column, (text, style) in enumerate(cells))
        hide = ' hidden="1"' if hidden else ""
        self.rows.append(f'<row r="{row + 1}" ht="{min(height, _TALLEST):g}" customHeight="1"{hide}>{inside}</row>')
        if merged:
            self.merges.append(f'<mergeCell ref="A{row + 1}:{column_name(len(_HEADS) - 1)}{row + 1}"/>')
        return row


def cover_sheet(
    lines: Sequence[FindingLine], heading: Sequence[str], *, styles: StyleBook, uri: str, token: str
) -> bytes:
    """The worksheet part: a hidden row with `token`, the heading's lines (its first the title), the table."""
    looks = _CoverLooks.of(styles)
    sheet = _CoverSheet()
    # The token that lets a later review find what the marks cover.
    sheet.add([(token, 0)], 15, hidden=True)
    for number, text in enumerate(heading):
        _add_heading(sheet, text, looks, is_title=number == 0)
    if lines:
        sheet.add([(name, looks.head) for name, _ in _HEADS], 24)
    for number, line in enumerate(lines, 1):
        _add_line(sheet, number, line, looks)
    return _part(sheet, uri, colour=_COLOURS[lines[0].severity] if lines else "")


def _add_heading(sheet: _CoverSheet, text: str, looks: _CoverLooks, *, is_title: bool) -> None:
    pixels = sum(column_pixels(width) for _, width in _HEADS) - 8
    points, style = (_TITLE_POINTS, looks.title) if is_title else (_POINTS, looks.note)
    height = text_height(text, pixels, points) + (8 if is_title else 2)
    sheet.add([(text, style), *[("", style)] * (len(_HEADS) - 1)], height, merged=True)


def _add_line(sheet: _CoverSheet, number: int, line: FindingLine, looks: _CoverLooks) -> None:
    texts = tuple(clean(text, _MOST_WORDS) for text in _words(number, line))
    place = looks.link if line.target else looks.body
    styles = (looks.middle, looks.severities[line.severity], looks.middle, place, *[looks.body] * 4)
    heights = (text_height(text, width * 7 - 6, _POINTS) for text, (_, width) in zip(texts, _HEADS, strict=True))
    row = sheet.add(list(zip(texts, styles, strict=True)), max(24.0, *heights))
    if line.target:
        where = f'ref="{cell_name(row, 3)}" location="{xml_attribute(line.target)}"'
        sheet.links.append(f'<hyperlink {where} display="{xml_attribute(line.place)}"/>')


def _words(number: int, line: FindingLine) -> tuple[str, ...]:
    return (str(number), str(line.severity), line.code, line.place, line.label, line.found, line.fix, line.message)


def _cell(row: int, column: int, text: str, style: int) -> str:
    place = f'r="{cell_name(row, column)}" s="{style}"'
    if not text:
        return f"<c {place}/>"
    words = xml_text(text)
    return f'<c {place} t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'


def _part(sheet: _CoverSheet, uri: str, *, colour: str) -> bytes:
    tab = f'<tabColor rgb="{colour}"/>' if colour else ""
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width:g}" customWidth="1"/>'
        for number, (_, width) in enumerate(_HEADS, 1)
    )
    merges = f'<mergeCells count="{len(sheet.merges)}">{"".join(sheet.merges)}</mergeCells>' if sheet.merges else ""
    links = f"<hyperlinks>{''.join(sheet.links)}</hyperlinks>" if sheet.links else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{uri}"><sheetPr>{tab}<pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{"".join(sheet.rows)}</sheetData>'
        '<sheetProtection sheet="1" formatColumns="0" formatRows="0"/>'
        f'{merges}{links}<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    ).encode()
