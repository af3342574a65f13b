"""What people put beside the cells: comments, pictures, text boxes, embedded files, unseen words, hidden sheets."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from clients.libreoffice import Office
from jixiao_xlsx.findings import Finding, Severity
from jixiao_xlsx.model.cell_names import cell_name
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.sheet.marker.mark import Mark, mark_workbook
from jixiao_xlsx.sheet.raw.book import RawBook, read_raw
from sheet.marker.looking import members, packed
from sheet.raw.workbooks import HEAD, relationships
from sheet.reader.samples import Sample, sample

REQUIRED: Key = ("funds", "general", "amount")
FREE: Key = ("funds", "other", "amount")
SHEET = "xl/worksheets/sheet1.xml"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
TEXTS = "http://schemas.openxmlformats.org/drawingml/2006/main"


def cell_at(case: Sample, key: Key) -> str:
    region = next(slot.region for slot in case.grid.slots() if slot.key == key)
    return cell_name(region.top, region.left)


def without(case: Sample, *keys: Key) -> bytes:
    """The sample as filled, but for some slots."""
    values = {key: value for key, value in case.values.items() if key not in keys}
    return fill(case.blank.data, case.blank.layout, values)


def by_openpyxl(data: bytes, change: Callable[[Worksheet], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book.worksheets[0])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def opened(data: bytes, name: str = "") -> RawBook:
    book = read_raw(data, name=name)
    assert isinstance(book, RawBook), book
    return book


def filing_of(case: Sample, data: bytes, name: str = "") -> Filing:
    return case.read(opened(data, name))


def said(filing: Filing, code: str) -> list[Finding]:
    return [finding for finding in filing.findings if finding.code == code]


def hung_on(data: bytes, parts: dict[str, str | bytes], *links: tuple[str, str]) -> bytes:
    """A workbook with more parts, to which its first sheet points: (last word of the type, target)."""
    members_ = members(data)
    for name, body in parts.items():
        members_[name] = body.encode() if isinstance(body, str) else body
    numbered = [(f"rIdX{number}", kind, target) for number, (kind, target) in enumerate(links)]
    members_["xl/worksheets/_rels/sheet1.xml.rels"] = relationships(*numbered).encode()
    return packed(members_)


def anchor(row: int, column: int, inside: str, *, rows: int = 0, columns: int = 0) -> str:
    def corner(name: str, down: int, right: int) -> str:
        return (
            f"<xdr:{name}><xdr:col>{right}</xdr:col><xdr:colOff>9</xdr:colOff><xdr:row>{down}</xdr:row>"
            f"<xdr:rowOff>9</xdr:rowOff></xdr:{name}>"
        )

    corners = corner("from", row, column) + corner("to", row + rows, column + columns)
    return f"<xdr:twoCellAnchor>{corners}{inside}<xdr:clientData/></xdr:twoCellAnchor>"


def drawing(*anchors: str) -> str:
    return f'{HEAD}<xdr:wsDr xmlns:xdr="{DRAWING}" xmlns:a="{TEXTS}">{"".join(anchors)}</xdr:wsDr>'


PICTURE = "<xdr:pic><xdr:blipFill/></xdr:pic>"


def box(words: str) -> str:
    return f"<xdr:sp><xdr:txBody><a:p><a:r><a:t>{words}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"


# ---- comments -------------------------------------------------------------------------------------------------


def commented(case: Sample) -> bytes:
    def change(sheet: Worksheet) -> None:
        sheet[cell_at(case, REQUIRED)].comment = Comment("金额以财政批复为准：30.04", "张三")
        sheet[cell_at(case, FREE)].comment = Comment("含上年结转", "张三")

    return by_openpyxl(without(case, REQUIRED), change)


def test_a_comment_that_holds_the_only_answer_is_mentioned_at_its_cell() -> None:
    case = sample("S0")
    filing = filing_of(case, commented(case))
    answer, rest = said(filing, "P33")
    assert (answer.severity, answer.where.cell) == (Severity.EXPLAIN, cell_at(case, REQUIRED))
    assert "30.04" in answer.message
    assert "应填而没有填" in answer.message
    assert (rest.severity, "含上年结转" in rest.message, cell_at(case, FREE) in rest.message) == (
        Severity.NOTE,
        True,
        True,
    )
    assert REQUIRED not in {record.key for record in filing.records}


@pytest.mark.parametrize("kind", ["ods", "xls", "xlsx"])
def test_comments_saved_by_libreoffice_are_told_in_any_format(office: Office, tmp_path: Path, kind: str) -> None:
    case = sample("S0")
    (tmp_path / "before.xlsx").write_bytes(commented(case))
    office.run(tmp_path / "before.xlsx", [], tmp_path / f"after.{kind}")
    filing = filing_of(case, (tmp_path / f"after.{kind}").read_bytes(), f"after.{kind}")
    answer, rest = said(filing, "P33")
    assert (answer.severity, answer.where.cell) == (Severity.EXPLAIN, cell_at(case, REQUIRED))
    assert "30.04" in answer.message
    assert "含上年结转" in rest.message


def test_threads_of_comments_are_read_once_with_every_answer() -> None:
    case = sample("S0")
    cell = cell_at(case, REQUIRED)
    thread = (
        f'{HEAD}<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        f'<threadedComment ref="{cell}" id="a"><text>应为多少？</text></threadedComment>'
        f'<threadedComment ref="{cell}" id="b" parentId="a"><text>三十万元</text></threadedComment></ThreadedComments>'
    )
    legacy = (
        f'{HEAD}<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors/><commentList>'
        f'<comment ref="{cell}" authorId="0"><text><t>[线程批注] 您的版本可读取此批注</t></text></comment>'
        "</commentList></comments>"
    )
    parts: dict[str, str | bytes] = {"xl/threadedComments/t1.xml": thread, "xl/comments1.xml": legacy}
    links = (("threadedComment", "../threadedComments/t1.xml"), ("comments", "../comments1.xml"))
    filing = filing_of(case, hung_on(case.data, parts, *links))
    (told,) = said(filing, "P33")
    assert "应为多少" in told.message
    assert "三十万元" in told.message
    assert "线程批注" not in told.found


def test_our_own_notes_on_a_marked_workbook_are_never_told_but_what_a_department_wrote_above_them_is() -> None:
    case = sample("S0")
    data = commented(case)
    first = filing_of(case, data)
    marked = mark_workbook(data, opened(data), [Mark(finding) for finding in first.findings])
    again = filing_of(case, marked)
    assert [finding.message for finding in said(again, "P33")] == [finding.message for finding in said(first, "P33")]
    plain = filing_of(case, mark_workbook(case.data, case.book, [Mark(finding) for finding in first.findings]))
    assert plain.findings == ()


# ---- pictures and boxes ---------------------------------------------------------------------------------------


def test_floating_pictures_text_boxes_and_charts_are_told_with_their_cells() -> None:
    case = sample("S0")
    body = drawing(
        anchor(30, 2, PICTURE), anchor(31, 3, box("附：佐证材料见邮件")), anchor(40, 1, "<xdr:graphicFrame/>")
    )
    filing = filing_of(
        case, hung_on(case.data, {"xl/drawings/drawing1.xml": body}, ("drawing", "../drawings/drawing1.xml"))
    )
    (pictures,), (boxes,) = said(filing, "P34"), said(filing, "P35")
    assert "C31 图片" in pictures.message
    assert "B41 图表" in pictures.message
    assert "D32" in boxes.message
    assert "佐证材料" in boxes.message
    assert {pictures.severity, boxes.severity} == {Severity.NOTE}
    assert {record.key: record.value for record in filing.records} == case.values


@pytest.mark.parametrize(("inside", "code"), [(PICTURE, "P34"), (box("三十万"), "P35")])
def test_a_picture_or_box_over_a_required_blank_slot_asks_for_an_explanation(inside: str, code: str) -> None:
    case = sample("S0")
    region = next(slot.region for slot in case.grid.slots() if slot.key == REQUIRED)
    body = drawing(anchor(region.top - 2, region.left, inside, rows=3, columns=1))
    data = hung_on(without(case, REQUIRED), {"xl/drawings/drawing1.xml": body}, ("drawing", "../drawings/drawing1.xml"))
    (told,) = said(filing_of(case, data), code)
    assert (told.severity, told.where.cell) == (Severity.EXPLAIN, cell_at(case, REQUIRED))


def test_a_blank_with_only_a_picture_on_it_is_told_with_the_picture() -> None:
    case = sample("S0")
    body = drawing(anchor(5, 2, PICTURE, rows=20, columns=3))
    data = hung_on(case.blank.data, {"xl/drawings/d.xml": body}, ("drawing", "../drawings/d.xml"))
    assert [finding.code for finding in filing_of(case, data).findings] == ["S10", "P34"]


def test_a_real_picture_by_another_program_and_by_libreoffice(office: Office, tmp_path: Path) -> None:
    case = sample("S0")
    Image.new("RGB", (60, 40), (200, 30, 30)).save(tmp_path / "stamp.png")
    data = by_openpyxl(case.data, lambda sheet: sheet.add_image(SheetImage(str(tmp_path / "stamp.png")), "E30"))
    (tmp_path / "before.xlsx").write_bytes(data)
    (plain,) = said(filing_of(case, data), "P34")
    assert "E30" in plain.message
    for kind in ("ods", "xls", "xlsx"):
        office.run(tmp_path / "before.xlsx", [], tmp_path / f"after.{kind}")
        filing = filing_of(case, (tmp_path / f"after.{kind}").read_bytes(), f"after.{kind}")
        (told,) = said(filing, "P34")
        assert "图片" in told.message
        assert {record.key: record.value for record in filing.records} == case.values


def test_a_drawing_that_is_broken_costs_nothing_but_itself() -> None:
    case = sample("S0")
    data = hung_on(case.data, {"xl/drawings/d.xml": "<xdr:wsDr"}, ("drawing", "../drawings/d.xml"))
    assert {record.key: record.value for record in filing_of(case, data).records} == case.values


def test_excels_picture_in_a_cell_is_not_an_error_to_mend() -> None:
    case = sample("S0")
    cell = cell_at(case, REQUIRED)
    parts = members(case.data)
    pattern = re.compile(rf'<c r="{cell}"( s="\d+")?[^>]*>.*?</c>')
    xml, count = pattern.subn(rf'<c r="{cell}"\1 t="e" vm="1"><v>#VALUE!</v></c>', parts[SHEET].decode())
    assert count == 1
    filing = filing_of(case, packed({**parts, SHEET: xml.encode()}))
    assert [finding.code for finding in filing.findings if finding.where.cell == cell] == ["V140"]
    (record,) = (record for record in filing.records if record.key == REQUIRED)
    assert (record.unreadable, record.raw) == (True, "[图片]")


def test_embedded_files_are_named_and_not_opened() -> None:
    case = sample("S0")
    parts: dict[str, str | bytes] = {"xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"}
    (told,) = said(filing_of(case, hung_on(case.data, parts, ("oleObject", "../embeddings/oleObject1.bin"))), "P36")
    assert "oleObject1.bin" in told.message


# ---- what is hidden -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_white_words_in_a_slot_are_read_and_told(office: Office, tmp_path: Path, kind: str) -> None:
    case = sample("S0")

    def change(sheet: Worksheet) -> None:
        sheet[cell_at(case, REQUIRED)].font = Font(color="FFFFFFFF")
        sheet[cell_at(case, REQUIRED)].fill = PatternFill()
        sheet[cell_at(case, FREE)].font = Font(color="FFFFFFFF")
        sheet[cell_at(case, FREE)].fill = PatternFill("solid", fgColor="FF333333")

    (tmp_path / "before.xlsx").write_bytes(by_openpyxl(case.data, change))
    office.run(tmp_path / "before.xlsx", [], tmp_path / f"after.{kind}")
    filing = filing_of(case, (tmp_path / f"after.{kind}").read_bytes(), f"after.{kind}")
    (told,) = said(filing, "P37")
    assert (told.severity, told.where.cell) == (Severity.EXPLAIN, cell_at(case, REQUIRED))
    assert cell_at(case, FREE) not in told.found
    assert {record.key: record.value for record in filing.records} == case.values


@pytest.mark.parametrize(("state", "code"), [("visible", "P07"), ("hidden", "P38"), ("veryHidden", "P38")])
def test_a_sheet_that_nobody_sees_is_listed_with_what_it_holds(state: str, code: str) -> None:
    case = sample("S0")
    book = openpyxl.load_workbook(io.BytesIO(case.data))
    sheet = book.create_sheet("去年")
    sheet["B2"] = "去年的数 95.5"
    sheet.sheet_state = state
    buffer = io.BytesIO()
    book.save(buffer)
    (told,) = said(filing_of(case, buffer.getvalue()), code)
    assert told.where.sheet == "去年"
    if code == "P38":
        assert told.severity is Severity.EXPLAIN
        assert "B2 ‘去年的数 95.5’" in told.message


def test_other_workbooks_programs_and_connections_are_named() -> None:
    case = sample("S0")
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office_uri = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = members(case.data)
    rels = parts["xl/_rels/workbook.xml.rels"].decode()
    more = "".join(
        f'<Relationship Id="rIdY{number}" Type="{office_uri}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(
            [
                ("externalLink", "externalLinks/externalLink1.xml"),
                ("externalLink", "externalLinks/externalLink2.xml"),
                ("connections", "connections.xml"),
            ]
        )
    )
    parts["xl/_rels/workbook.xml.rels"] = rels.replace("</Relationships>", f"{more}</Relationships>").encode()
    parts["xl/externalLinks/externalLink1.xml"] = (
        f'{HEAD}<externalLink xmlns="{main}"><externalBook/></externalLink>'.encode()
    )
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = (
        relationships(("rId1", "externalLinkPath", "file:///C:/用户/决算底稿.xlsx"))
        .replace("/>", ' TargetMode="External"/>')
        .encode()
    )
    parts["xl/externalLinks/externalLink2.xml"] = (
        f'{HEAD}<externalLink xmlns="{main}"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'.encode()
    )
    parts["xl/connections.xml"] = (
        f'{HEAD}<connections xmlns="{main}"><connection name="查询 - 支出"/></connections>'.encode()
    )
    (told,) = said(filing_of(case, packed(parts)), "F17")
    assert told.severity is Severity.NOTE
    for words in ("工作簿 决算底稿.xlsx", "程序（DDE） cmd", "数据连接 查询 - 支出"):
        assert words in told.message


def test_a_formula_that_asks_another_program_is_named_wherever_it_stands() -> None:
    case = sample("S0")
    for formula, program in (("=cmd|'/c calc'!A0", "cmd"), ('=DDE("soffice","x.ods","A1")', "soffice")):
        data = by_openpyxl(case.data, lambda sheet, formula=formula: sheet.__setitem__("N9", formula))  # type: ignore[misc]
        (told,) = said(filing_of(case, data), "F17")
        assert f"程序（DDE） {program}" in told.message
    plain = by_openpyxl(case.data, lambda sheet: sheet.__setitem__("N9", '=IF(A1="a|b!c",1,2)'))
    assert not said(filing_of(case, plain), "F17")


def test_blanks_and_filled_samples_have_nothing_beside_their_cells() -> None:
    for name in ("S0", "S1", "S2", "S3", "P1", "P2B"):
        case = sample(name)
        for data in (case.blank.data, case.data):
            assert not any(sheet.beside or sheet.faint or sheet.pictures for sheet in opened(data).sheets)
        assert case.read(case.book).findings == ()
