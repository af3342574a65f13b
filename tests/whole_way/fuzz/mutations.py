"""A filled workbook with cells written as no program of ours writes them: types, styles, formulas, rich text, noise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_STORED, ZipFile

from hypothesis import strategies as st

from sheet.reader.samples import Sample, sample

_CELL = r'<c r="{}"(?: s="(\d+)")?(?: t="\w+")?(?:/>|>.*?</c>)'
WORDS = (
    "95%",
    "(5)",
    "1E+3",
    "-0",
    "12，345.6",
    "#N/A",
    "⼀⼆",
    "5×10⁴",
    "2026-01-14",
    "无",
    "—",
    " 7 ",
    "1/2",
    "=1+1",
)
TEXTS = st.sampled_from(WORDS) | st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), max_size=12)
NUMBERS = st.sampled_from(["0", "-0", "1E+3", "40.05", "0.99", "2026", "46036", "46036.5", "1e-320", "NaN", "1,5", ""])


@dataclass(frozen=True, slots=True)
class Mutation:
    """One cell as it stands in the sheet's XML; `{}` is where its reference and its style come."""

    cell: str
    xml: str


def cells_of(name: str) -> tuple[str, ...]:
    """The cells of a sample that are filled, in the order of its sheet."""
    return tuple(dict.fromkeys(record.cell for record in filled_sample(name)[1].records))


@cache
def filled_sample(name: str):  # type: ignore[no-untyped-def]
    found = sample(name)
    return found, found.read(found.book)


@st.composite
def mutations(draw: st.DrawFn, name: str) -> Mutation:
    """A cell of the sample written anew."""
    cell = draw(st.sampled_from(cells_of(name)))
    style = draw(st.none() | st.integers(0, _styles(name) - 1))
    s = "{s}" if style is None else f' s="{style}"'
    body = draw(_bodies())
    return Mutation(cell, body.replace("@", f'r="{cell}"{s}'))


@st.composite
def _bodies(draw: st.DrawFn) -> str:
    word, number = escape(draw(TEXTS)), draw(NUMBERS)
    formula = escape(draw(st.sampled_from(["40.05*1", "SUM(A1:A3)", "[1]表!A1", "NOW()", "1/0", "", "A1&B1"])))
    struck = draw(st.sampled_from(["<strike/>", '<vertAlign val="superscript"/>', "<b/>", ""]))
    return draw(
        st.sampled_from(
            [
                "<c @/>",
                f"<c @><v>{number}</v></c>",
                f'<c @ t="n"><v>{number}</v></c>',
                f'<c @ t="str"><v>{word}</v></c>',
                f'<c @ t="inlineStr"><is><t xml:space="preserve">{word}</t></is></c>',
                f'<c @ t="inlineStr"><is><r><rPr>{struck}</rPr><t>{word}</t></r><r><t>7</t></r></is></c>',
                f'<c @ t="inlineStr"><is><t>{word}</t><rPh sb="0" eb="1"><t>读音</t></rPh></is></c>',
                '<c @ t="b"><v>1</v></c>',
                '<c @ t="e"><v>#REF!</v></c>',
                f'<c @ t="e"><is><t>{word}</t></is></c>',
                '<c @ t="e"/>',
                f'<c @ t="d"><v>{draw(st.sampled_from(["2026-01-14", "2026-01-14T10:30:00", "x"]))}</v></c>',
                '<c @ t="s"><v>0</v></c>',
                '<c @ t="s"><v>99999999</v></c>',
                f"<c @><f>{formula}</f></c>",
                f"<c @><f>{formula}</f><v></v></c>",
                f"<c @><f>{formula}</f><v>{number}</v></c>",
                f'<c @ t="str"><f>{formula}</f><v>{word}</v></c>',
                f'<c @ t="zzz"><v>{number}</v></c>',
                f"<c @>{word}</c>",
            ]
        )
    )


def mutated(name: str, changes: list[Mutation]) -> bytes:
    """The sample's bytes with these cells."""
    return rewritten(name, {change.cell: change.xml for change in changes})


def rewritten(name: str, cells: dict[str, str]) -> bytes:
    found: Sample = filled_sample(name)[0]
    made = BytesIO()
    with ZipFile(BytesIO(found.data)) as old, ZipFile(made, "w", ZIP_STORED) as new:
        for info in old.infolist():
            body = old.read(info)
            if info.filename == "xl/worksheets/sheet1.xml":
                body = _with_cells(body.decode(), cells).encode()
            new.writestr(info, body)
    return made.getvalue()


def _with_cells(xml: str, cells: dict[str, str]) -> str:
    for cell, written in cells.items():
        there = re.compile(_CELL.format(cell), re.DOTALL)
        before = there.search(xml)
        assert before is not None, cell
        style = f' s="{before[1]}"' if before[1] else ""
        xml = xml[: before.start()] + written.replace("{s}", style) + xml[before.end() :]
    return xml


@cache
def _styles(name: str) -> int:
    with ZipFile(BytesIO(filled_sample(name)[0].data)) as book:
        xml = book.read("xl/styles.xml").decode()
    counted = re.search(r'<cellXfs count="(\d+)"', xml)
    assert counted is not None
    return int(counted[1])
