"""Marks in a real client: shown, corrected there, saved there in any format, and replaced at the next review."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from clients.libreoffice import Office
from clients.pictures import render_png
from clients.steps import insert_rows, set_cell, unprotect
from jixiao_xlsx.findings import Severity
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.sheet.raw.review_sheet import REVIEW_SHEET
from sheet.marker.foreign import THEIRS, rich
from sheet.marker.looking import (
    at,
    comments,
    fill_at,
    marked_by_hand,
    members,
    opened,
    raw,
    rows_of,
    tinted_cells,
    written_fill,
)
from sheet.marker.returns import (
    DUTY,
    FISCAL,
    OTHER,
    RIGHT,
    TOTAL,
    blank,
    cell_of,
    desk,
    filled,
    marked,
    output,
    review,
    wrong,
)

TAB = "填报表"


def saved(office: Office, data: bytes, folder: Path, name: str, *steps: object) -> bytes:
    """The workbook opened in LibreOffice, changed, and saved under a name."""
    source = folder / "before.xlsx"
    source.write_bytes(data)
    office.run(source, steps, folder / name)  # type: ignore[arg-type]
    return (folder / name).read_bytes()


def colours(page: Path) -> set[tuple[int, int, int]]:
    with Image.open(page) as picture:
        found = picture.convert("RGB").getcolors(1 << 24) or []
    return {rgb for count, rgb in found if count > 40 and isinstance(rgb, tuple)}


def test_a_marked_workbook_shows_its_tints_and_its_list(office: Office, tmp_path: Path) -> None:
    source = tmp_path / "marked.xlsx"
    source.write_bytes(marked(filled({TOTAL: Decimal(7000)})))
    pages = render_png(office.to_pdf(source, tmp_path / "marked.pdf"), tmp_path / "pages", dpi=50)
    assert any(red == 255 and green == 0xCD and blue // 16 == 0xC for red, green, blue in colours(pages[0]))
    assert (255, 199, 206) in colours(pages[-1])


def test_an_empty_required_cell_and_a_wrong_text_show_the_marks_tint(office: Office, tmp_path: Path) -> None:
    source = tmp_path / "marked.xlsx"
    values = {key: value for key, value in RIGHT.items() if key != FISCAL}
    source.write_bytes(marked(fill(blank().data, blank().layout, values, pasted={OTHER: "四十八"})))
    pages = render_png(office.to_pdf(source, tmp_path / "marked.pdf"), tmp_path / "pages", dpi=50)
    shown = colours(pages[0])
    assert any(red == 255 and green == 0xCD and blue // 16 == 0xC for red, green, blue in shown)
    assert not shown & {(0xFF, 0xF8, 0xDC), (0xFD, 0xE9, 0xE7)}


def test_corrected_in_libreoffice_it_reads_back_clean(office: Office, tmp_path: Path) -> None:
    fixes = (set_cell(TAB, cell_of(OTHER), Decimal(48)), set_cell(TAB, cell_of(DUTY), "负责全区社会救助工作。"))
    back = saved(office, marked(wrong()), tmp_path, "back.xlsx", *fixes)
    again = review(back)
    assert not again.sent_back
    assert "P07" not in [finding.code for finding in again.filing.findings]
    assert {record.key: record.value for record in again.filing.records if record.key in RIGHT} == RIGHT
    data = output(again, ".xlsx").data
    assert tinted_cells(data, TAB) == {}
    assert comments(data, TAB) == {}
    assert [name for name in opened(data).sheetnames if name.startswith(REVIEW_SHEET)] == [REVIEW_SHEET]
    assert opened(data)[TAB][cell_of(OTHER)].protection.locked is False


def test_still_wrong_after_libreoffice_saved_it_the_marks_are_replaced(office: Office, tmp_path: Path) -> None:
    back = saved(office, marked(wrong()), tmp_path, "back.xlsx", set_cell(TAB, cell_of(DUTY), "负责全区社会救助工作。"))
    data = marked(back)
    assert set(tinted_cells(data, TAB)) == set(comments(data, TAB)) == {cell_of(OTHER)}
    assert comments(data, TAB)[cell_of(OTHER)].count("【财政审核】") == 1
    before = opened(saved(office, wrong(), tmp_path, "never.xlsx"))
    assert fill_at(opened(data), TAB, cell_of(DUTY)) == fill_at(before, TAB, cell_of(DUTY))


def test_a_return_that_libreoffice_saved_is_marked_as_it_is(office: Office, tmp_path: Path) -> None:
    source = saved(office, wrong(), tmp_path, "saved.xlsx")
    data = marked(source)
    assert {cell_of(OTHER), cell_of(DUTY)} <= set(comments(data, TAB))
    same = [name for name, part in members(source).items() if members(data)[name] == part]
    assert "xl/sharedStrings.xml" in same
    office.recalculated(_written(data, tmp_path / "opens.xlsx"))


def _written(data: bytes, path: Path) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_other_formats_get_our_own_blank_filled_with_what_was_read(office: Office, tmp_path: Path, ending: str) -> None:
    reviewed = review(saved(office, wrong(), tmp_path, f"back.{ending}"), f"back.{ending}")
    out = output(reviewed, ".xlsx")
    assert any("无法直接标注" in "".join(row) for row in rows_of(out.data, REVIEW_SHEET))
    sheet = opened(out.data)[TAB]
    assert sheet[cell_of(FISCAL)].value == pytest.approx(6009.09)
    assert sheet[cell_of(OTHER)].value is None
    assert "四十八" in comments(out.data, TAB)[cell_of(OTHER)]
    assert tinted_cells(out.data, TAB)[cell_of(OTHER)] is Severity.RETURN
    again = desk().reader.read(out.data, name="again.xlsx")
    assert {record.key: record.value for record in again.records if record.key in (FISCAL, DUTY)} == {
        record.key: record.value for record in reviewed.filing.records if record.key in (FISCAL, DUTY)
    }
    assert raw(out.data).structure_locked


def test_marked_workbooks_saved_as_xls_are_known_by_their_mark(office: Office, tmp_path: Path) -> None:
    back = saved(office, marked(filled()), tmp_path, "back.xls")
    assert "P07" not in [finding.code for finding in review(back, "back.xls").filing.findings]


def test_a_departments_comment_outlives_ours_through_libreoffice(office: Office, tmp_path: Path) -> None:
    marks = (at(TAB, "B2", message="金额不对。"), at(TAB, "A9"), at(TAB, "F7"))
    back = saved(office, marked_by_hand(rich(), *marks), tmp_path, "back.xlsx")
    assert comments(back, TAB)["B2"].startswith(THEIRS)
    again = marked_by_hand(back)
    assert {cell: note.strip() for cell, note in comments(again, TAB).items()} == comments(rich(), TAB)
    assert tinted_cells(again, TAB) == {}
    assert written_fill(again, "sheet1", "A9") == "FFFFFF00"


def test_a_row_inserted_into_an_old_format_gets_a_row_of_its_own(office: Office, tmp_path: Path) -> None:
    source = filled(
        {("duties", 2, "text"): "第二条职能。", ("duties", 3, "text"): "第三条职能。"}, pasted={OTHER: "九十"}
    )
    column, row = cell_of(DUTY)[0], int(cell_of(DUTY)[1:]) + 1
    steps = (unprotect(TAB), insert_rows(TAB, row), set_cell(TAB, f"{column}{row}", "插入的职能。"))
    reviewed = review(saved(office, source, tmp_path, "back.xls", *steps), "back.xls")
    data = output(reviewed, ".xlsx").data
    read = {record.key: record.raw for record in desk().reader.read(data).records}
    before = {record.key: record.raw for record in reviewed.filing.records if record.value is not None}
    assert before.keys() <= read.keys()
    assert read["duties", 4, "text"] == "插入的职能。"
    assert "九十" in comments(data, TAB)[cell_of(OTHER)]
    assert not any("没有位置" in "".join(row) for row in rows_of(data, REVIEW_SHEET))
