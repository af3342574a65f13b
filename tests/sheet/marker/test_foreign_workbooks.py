"""What a department put into its workbook survives the marks: comments, x14 rules, pictures, names, odd spellings."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jixiao_xlsx.findings import Severity
from jixiao_xlsx.sheet.marker import Unmarkable
from sheet.marker.foreign import THEIRS, rich
from sheet.marker.looking import at, comments, marked_by_hand, members, opened, packed, raw, tinted_cells, written_fill
from sheet.marker.returns import output, review, wrong


def test_everything_the_department_made_survives() -> None:
    data = marked_by_hand(rich(), at("填报表", "B2"), at("填报表", "C3"), at("附 '表", "A2", Severity.NOTE))
    before, after = members(rich()), members(data)
    touched = {name for name in before if before[name] != after[name]}
    assert not {name for name in touched if ("drawing1" in name and name.endswith(".xml")) or "media" in name}
    for kept in (b"x14:cfRule", b"x14:dataBar", b"<dataValidation ", b"<drawing "):
        assert kept in before["xl/worksheets/sheet1.xml"]
        assert after["xl/worksheets/sheet1.xml"].count(kept) == before["xl/worksheets/sheet1.xml"].count(kept)
    assert b"<f>SUM(B2:B6)</f><v>157.5</v>" in after["xl/worksheets/sheet1.xml"]
    assert opened(data).defined_names["金额区"].value == "'填报表'!$B$2:$B$6"
    assert after["xl/sharedStrings.xml"] == before["xl/sharedStrings.xml"]
    assert list(raw(data).sheets[0].cells.items()) == list(raw(rich()).sheets[0].cells.items())


def test_our_note_stands_below_theirs_and_goes_without_a_trace() -> None:
    data = marked_by_hand(rich(), at("填报表", "B2", message="金额不对。"), at("填报表", "B7"))
    notes = comments(data, "填报表")
    assert notes["B2"].startswith(THEIRS)
    assert notes["B2"].index("【财政审核】") < notes["B2"].index("金额不对。")
    assert notes["C4"] == "另一条"
    assert notes["B7"].startswith("————【财政审核】")
    again = marked_by_hand(data)
    assert comments(again, "填报表") == comments(rich(), "填报表")
    drawing = "xl/drawings/vmlDrawing1.vml"
    assert members(again)[drawing].count(b"<v:shape ") == members(rich())[drawing].count(b"<v:shape ")
    assert tinted_cells(again, "填报表") == {}


def test_a_departments_own_fill_comes_back() -> None:
    data = marked_by_hand(rich(), at("填报表", "A9"))
    assert written_fill(data, "sheet1", "C10").startswith("FFFFCD")
    assert written_fill(marked_by_hand(data), "sheet1", "C10") == "FFFFFF00"


def test_every_comment_has_one_box_and_every_box_its_own_id() -> None:
    data = marked_by_hand(rich(), at("填报表", "B2"), at("填报表", "D5"), at("附 '表", "A1"), at("附 '表", "B9"))
    ids: list[bytes] = []
    for name, part in members(data).items():
        if name.endswith(".vml"):
            ids += re.findall(rb'<v:shape [^>]*?id="([^"]+)"', part)
            assert part.count(b'id="_x0000_t202"') == 1
    assert len(ids) == len(set(ids)) == len(comments(data, "填报表")) + len(comments(data, "附 '表")) == 5


def test_links_reach_sheets_with_quotes_in_their_names() -> None:
    sheet = opened(marked_by_hand(rich(), at("附 '表", "A1")))["审核意见"]
    links = [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert links == ["'附 ''表'!A1"]


# ---- odd but legal spellings ---------------------------------------------------------------------------------------

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PLAIN = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{SPREADSHEET}.sheet.main+xml"/>'
    f'<Override PartName="/xl/s.xml" ContentType="{SPREADSHEET}.worksheet+xml"/>'
    "</Types>",
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="/xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="s1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="s.xml"/></Relationships>',
    "xl/workbook.xml": '<x:workbook xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><x:sheets>'
    '<x:sheet name="表" sheetId="7" r:id="s1"/></x:sheets></x:workbook>',
    "xl/s.xml": '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
    "<x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row><x:row r='4'><x:c r='C4'><x:v>3</x:v></x:c></x:row>"
    "</x:sheetData></x:worksheet>",
}


def test_prefixed_names_implied_places_no_styles_and_no_views_are_marked() -> None:
    places = ("A1", "B1", "D1", "A2", "B4", "C4", "E9")
    data = marked_by_hand(packed(_with(PLAIN["xl/s.xml"])), *(at("表", place) for place in places))
    assert set(tinted_cells(data, "表")) == set(comments(data, "表")) == set(places)
    assert {spot: str(cell.value) for spot, cell in raw(data).sheets[0].cells.items()} == {
        (0, 0): "1",
        (0, 1): "2",
        (3, 2): "3",
    }


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_other_encodings_of_the_sheet_are_marked(encoding: str) -> None:
    parts = {name: text.encode() for name, text in PLAIN.items()}
    declared = '<?xml version="1.0" encoding="utf-16"?>' if encoding == "utf-16" else ""
    parts["xl/s.xml"] = (declared + PLAIN["xl/s.xml"]).encode(encoding)
    assert set(tinted_cells(marked_by_hand(packed(parts), at("表", "B1")), "表")) == {"B1"}


def test_strict_workbooks_are_marked_in_their_own_namespace() -> None:
    strict = {
        name: text.replace("http://schemas.openxmlformats.org/spreadsheetml/2006/main", STRICT_MAIN).replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships", STRICT_OFFICE
        )
        for name, text in PLAIN.items()
    }
    data = marked_by_hand(packed({name: text.encode() for name, text in strict.items()}), at("表", "B1"))
    parts = members(data)
    assert raw(data).sheets[1].name == "审核意见"
    assert not [name for name, part in parts.items() if b"spreadsheetml/2006/main" in part]
    assert f'xmlns:r="{STRICT_OFFICE}"'.encode() in parts["xl/s.xml"]


STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def test_an_empty_sheet_takes_marks_on_several_rows() -> None:
    text = PLAIN["xl/s.xml"]
    start, end = text.index("<x:sheetData>"), text.index("</x:sheetData>") + len("</x:sheetData>")
    data = marked_by_hand(
        packed(_with(text[:start] + "<x:sheetData/>" + text[end:])),
        at("表", "C3"),
        at("表", "A1"),
        at("表", "B3"),
    )
    assert set(tinted_cells(data, "表")) == {"A1", "B3", "C3"}


def _with(sheet: str) -> dict[str, bytes]:
    return {name: (sheet if name == "xl/s.xml" else text).encode() for name, text in PLAIN.items()}


def test_a_sheet_without_cells_part_is_refused_plainly() -> None:
    with pytest.raises(Unmarkable, match="单元格区"):
        marked_by_hand(packed(_with('<worksheet xmlns="urn:other"/>')), at("表", "A1"))


CELLS = st.tuples(st.integers(0, 12), st.integers(0, 8))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(CELLS, max_size=15), st.lists(CELLS, max_size=10), st.booleans())
def test_any_marks_on_any_sheet_keep_its_contents_and_go_again(
    written: set[tuple[int, int]], spots: list[tuple[int, int]], bare: bool
) -> None:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("表")
        for row, column in written:
            sheet.write_number(row, column, row * 100 + column)
        if not bare:
            sheet.set_column(2, 3, 20, book.add_format({"bg_color": "#00FF00"}))
            sheet.set_row(5, 30, book.add_format({"bold": True}))
    source = out.getvalue()
    names = {f"{'ABCDEFGHI'[column]}{row + 1}" for row, column in spots}
    data = marked_by_hand(source, *(at("表", name) for name in sorted(names)))
    assert raw(data).sheets[0].cells == raw(source).sheets[0].cells
    assert set(tinted_cells(data, "表")) == set(comments(data, "表")) == names
    again = marked_by_hand(data)
    assert tinted_cells(again, "表") == {}
    assert comments(again, "表") == {}
    before = opened(source)["表"]
    for name in names:
        colour = opened(again)["表"][name].fill.fgColor.rgb
        assert colour == (before[name].fill.fgColor.rgb if before[name].has_style else colour)


def test_a_workbook_with_macros_goes_back_as_one() -> None:
    parts = members(wrong())
    types = parts["[Content_Types].xml"].replace(b"spreadsheetml.sheet.main+xml", b"sheet.macroEnabled.main+xml")
    types = types.replace(b"vnd.openxmlformats-officedocument.sheet.macro", b"vnd.ms-excel.sheet.macro")
    parts["[Content_Types].xml"] = types.replace(
        b"</Types>",
        b'<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
    )
    parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 somebody's macros"
    reviewed = review(packed(parts), "交回.xlsm")
    out = output(reviewed, ".xlsm")
    assert members(out.data)["xl/vbaProject.bin"] == parts["xl/vbaProject.bin"]
    assert raw(out.data).file_type == "xlsm"
