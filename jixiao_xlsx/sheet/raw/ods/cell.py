"""One cell of an OpenDocument table: its paragraphs, its typed value, its formula."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from jixiao_xlsx.model.content import CELL_UNITS, Content, ContentType, number, text
from jixiao_xlsx.sheet.raw.contents.formats import GENERAL, Look, NumberFormat, number_content
from jixiao_xlsx.sheet.raw.contents.isodates import duration, iso_moment
from jixiao_xlsx.sheet.raw.contents.lettering import set_as
from jixiao_xlsx.sheet.raw.foreign.limits import FileTally, Limit
from jixiao_xlsx.sheet.raw.foreign.namespaces import CALC, OFFICE, TABLE, TEXT
from jixiao_xlsx.sheet.raw.ods.looks import AS_THE_CELL, OdsLooks, SpanLook, marked_runs, without_marks

_WHITE = re.compile(r"[ \t\r\n]+")
# Characters that XML 1.0 cannot hold stand for the spaces, tabs and line breaks that are elements in ODF.
_SPACE, _TAB, _BREAK = "\x01", "\x02", "\x03"
_MARKS = str.maketrans({_SPACE: " ", _TAB: "\t", _BREAK: "\n"})
# ODF keeps an error only as the text that is shown: Excel's names, or LibreOffice's `Err:502`.
_ERROR = re.compile(r"#[^\s]*[!?]|#N/A|Err:\d{3}")
_PERCENT = NumberFormat(Look.PERCENT)
# A number without a format is drawn with as many decimals as fit: five and more are no format of a form.
_UNDRESSED = re.compile(r"-?\d+(?:\.\d{5,}|(?:\.\d+)?E[+-]\d+)")


class CellReader:
    """Collects one cell between its start and its end; comments and drawings inside it are left out.

    Its spans are set by the styles in `looks`.
    """

    def __init__(self, tally: FileTally, looks: OdsLooks) -> None:
        self.pieces: list[str] = []
        self._looks = looks
        self._spans: list[SpanLook] = []
        self._tally = tally
        self._attributes: dict[str, str] | None = None
        self._paragraphs: list[str] = []
        self._aside = 0
        self._kept: list[str] = []

    def start(self, attributes: dict[str, str]) -> None:
        self._attributes = attributes
        self._paragraphs.clear()
        self._spans.clear()
        self._aside = 0

    def open_paragraph(self, _attributes: dict[str, str]) -> None:
        if not self._aside:
            self.pieces.clear()

    def close_paragraph(self) -> None:
        if self._aside or self._attributes is None:
            return
        words = _WHITE.sub(_folded, "".join(self.pieces)).translate(_MARKS)
        self._tally.add(Limit.TEXT, len(words))
        self._paragraphs.append(words)

    def open_span(self, attributes: dict[str, str]) -> None:
        """Words with a look of their own; what the span's style does not say is as around it."""
        around = self._spans[-1] if self._spans else AS_THE_CELL
        self._spans.append(self._looks.of_span(TEXT.attribute(attributes, "style-name")).within(around))
        self.pieces.append(self._spans[-1].mark)

    def close_span(self) -> None:
        if self._spans:
            self._spans.pop()
        self.pieces.append((self._spans[-1] if self._spans else AS_THE_CELL).mark)

    def open_aside(self, _attributes: dict[str, str]) -> None:
        """A comment, drawing or ruby reading: its text is not the cell's. What came before is kept apart."""
        if not self._aside:
            self._kept = list(self.pieces)
        self._aside += 1

    def close_aside(self) -> None:
        self._aside -= 1
        if not self._aside:
            self.pieces[:] = self._kept

    def spaces(self, attributes: dict[str, str]) -> None:
        # The count is a number that a foreign file may set to anything.
        count = min(int(TEXT.attribute(attributes, "c", "1")), CELL_UNITS)
        self._tally.add(Limit.TEXT, max(count, 0))
        self.pieces.append(_SPACE * count)

    def tab(self, _attributes: dict[str, str]) -> None:
        self.pieces.append(_TAB)

    def line_break(self, _attributes: dict[str, str]) -> None:
        self.pieces.append(_BREAK)

    def take(self, *, struck: bool = False) -> Content | None:
        """The content of the cell that ends here; None where it has neither value nor formula. `struck` tells that the
        cell's own style strikes it through."""
        attributes, self._attributes = self._attributes or {}, None
        formula = _formula(TABLE.attribute(attributes, "formula"))
        marked = "\n".join(self._paragraphs)
        words = without_marks(marked)
        content = _content(attributes, words, formula, is_shown=bool(self._paragraphs))
        # The document says itself what a number shows; without a paragraph it does not say it.
        if content is not None and content.type is ContentType.NUMBER and self._paragraphs:
            content = content if _UNDRESSED.fullmatch(words) else replace(content, seen=words.strip())
        if content is not None and content.type is ContentType.TEXT and content.value == words and words != marked:
            return set_as(content, marked_runs(marked), cell_struck=struck)
        return replace(content, struck=True) if struck and content is not None else content


def _folded(white: re.Match[str]) -> str:
    """Line breaks and indentation of the XML as one space, or none at the start.

    Runs of plain spaces stay: ODF says they are one, but LibreOffice Calc writes and reads them as they are.
    """
    run = white[0]
    if not run.strip(" "):
        return run
    return " " if white.start() else ""


def _formula(source: str) -> str | None:
    """The formula's text without its dialect prefix (`of:=`); None for a cell without one."""
    if not source:
        return None
    dialect, mark, body = source.partition("=")
    return body if mark and dialect in ("", "of:", "oooc:", "msoxl:") else source


def _content(attributes: dict[str, str], words: str, formula: str | None, *, is_shown: bool) -> Content | None:
    value_type = OFFICE.attribute(attributes, "value-type")
    # calcext is LibreOffice's own; elsewhere there is only the text, which counts beside a formula alone.
    if CALC.attribute(attributes, "value-type") == "error" or (formula is not None and _ERROR.fullmatch(words)):
        return Content(ContentType.ERROR, words, formula=formula)
    if value_type in ("float", "percentage", "currency"):
        style = _PERCENT if value_type == "percentage" else GENERAL
        return number_content(OFFICE.attribute(attributes, "value"), style, formula=formula)
    if value_type == "boolean":
        return Content(ContentType.BOOL, OFFICE.attribute(attributes, "boolean-value") == "true", formula=formula)
    if value_type in ("date", "time"):
        return _moment(OFFICE.attribute(attributes, f"{value_type}-value"), words, formula)
    if value_type or words:
        return text(OFFICE.attribute(attributes, "string-value", words), formula=formula)
    if formula is None:
        return None
    # The empty text as a result has an empty paragraph and no type; without one there is no result.
    return text("", formula=formula) if is_shown else Content(ContentType.BLANK, formula=formula)


def _moment(value: str, words: str, formula: str | None) -> Content:
    moment = duration(value) if value.startswith("PT") else iso_moment(value)
    if moment is None:
        return text(words, formula=formula)
    if isinstance(moment, Decimal):
        return number(moment, formula=formula)
    return Content(ContentType.DATE, moment, formula=formula)
