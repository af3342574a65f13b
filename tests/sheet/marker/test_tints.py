"""A mark's colour remembers the fill it covers, and nothing a foreign file says of it becomes markup."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao_xlsx.findings import Severity
from jixiao_xlsx.sheet.marker.comments import DIVIDER, empty_comments, with_notes, without_notes
from jixiao_xlsx.sheet.marker.tints import NO_FILL, CoveredFills, fill_code, fill_xml, tint, variant_of

COLOURS = st.one_of(
    st.just({}),
    st.integers(0, 0xFFFFFFFF).map(lambda number: {"rgb": f"{number:08X}"}),
    st.tuples(st.integers(0, 11), st.sampled_from(["", "0.5", "-0.249977111117893"])).map(
        lambda pair: {"theme": str(pair[0])} | ({"tint": pair[1]} if pair[1] else {})
    ),
    st.integers(0, 64).map(lambda number: {"indexed": str(number)}),
)
URI = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@given(st.sampled_from(["solid", "gray125", "darkUp"]), COLOURS, COLOURS)
def test_a_fill_survives_being_covered(pattern: str, fore: dict[str, str], back: dict[str, str]) -> None:
    code = fill_code(pattern, fore, back)
    covered = CoveredFills()
    number = covered.number(code)
    element = ElementTree.fromstring(fill_xml(CoveredFills.remembered(covered.token).code(number), ""))
    found = element.find("patternFill")
    assert found is not None
    assert found.get("patternType") == pattern
    for name, colour in (("fgColor", fore), ("bgColor", back)):
        written = found.find(name)
        assert (dict(written.attrib) if written is not None else {}) == colour


@pytest.mark.parametrize("severity", Severity)
def test_each_colour_tells_its_number_and_no_two_are_alike(severity: Severity) -> None:
    colours = [tint(severity, number) for number in range(64)]
    assert [variant_of(colour) for colour in colours] == list(range(64))
    others = {tint(other, number) for other in Severity if other is not severity for number in range(64)}
    assert not others & set(colours)


@pytest.mark.parametrize("colour", ["FFFFC7CE", "FFFFEB9C", "FFFFCCCC", "FFFFFF00", "FFFDE9E7", "FFFFF8DC", "", "none"])
def test_usual_colours_of_others_are_no_marks(colour: str) -> None:
    assert variant_of(colour) is None


@given(st.text(max_size=60))
def test_whatever_the_hidden_row_says_only_fills_come_of_it(text: str) -> None:
    covered = CoveredFills.remembered("JXR1 " + text)
    for number in range(70):
        element = ElementTree.fromstring(fill_xml(covered.code(number), ""))
        assert [child.tag for child in element] == ["patternFill"]


def test_an_injected_fill_counts_as_none() -> None:
    covered = CoveredFills.remembered('JXR1 none,,;none,,;solid,rgb:"/><evil/>,;solid,rgb:FF00FF00,')
    assert (covered.code(2), covered.code(3)) == (NO_FILL, "solid,rgb:FF00FF00,")


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=40)


@given(TEXTS.filter(lambda text: DIVIDER not in text and text.strip() and "_x" not in text), st.text(max_size=40))
def test_a_note_put_below_a_comment_goes_without_a_trace(theirs: str, ours: str) -> None:
    plain, _ = with_notes(empty_comments(URI), {})
    root = ElementTree.fromstring(plain)
    listed = root.find(f"{{{URI}}}commentList")
    assert listed is not None
    comment = ElementTree.SubElement(listed, f"{{{URI}}}comment", ref="B2", authorId="0")
    text = ElementTree.SubElement(comment, f"{{{URI}}}text")
    ElementTree.SubElement(text, f"{{{URI}}}t").text = theirs
    before = ElementTree.tostring(root)
    noted, fresh = with_notes(before, {(1, 1): ours, (4, 0): ours})
    assert fresh == ((4, 0),)
    cleaned = without_notes(noted)
    assert cleaned.gone == {(4, 0)}
    left = ElementTree.fromstring(cleaned.data).findall(f".//{{{URI}}}t")
    assert "".join(piece.text or "" for piece in left) == theirs
