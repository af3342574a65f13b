"""A department gets its own workbook back: findings tinted and noted at their cells, everything else as it was."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree

from openpyxl.workbook import Workbook

from jixiao_xlsx.findings import Severity
from jixiao_xlsx.sheet.raw.review_sheet import REVIEW_SHEET, review_sheet_of
from sheet.marker.edits import set_number, set_text, with_sheet
from sheet.marker.looking import (
    TINTS,
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
from sheet.marker.returns import DUTY, OTHER, TOTAL, cell_of, filled, marked, output, review, wrong

TAB = "填报表"
WIDEST_MERGE = 2


def test_each_finding_is_tinted_and_noted_at_its_cell() -> None:
    reviewed = review(wrong())
    placed = {(finding.where.cell, finding.code) for finding in reviewed.filing.findings if finding.where.cell}
    assert {cell_of(DUTY), cell_of(OTHER)} <= {cell for cell, _ in placed}
    data = output(reviewed, ".xlsx").data
    notes, tints = comments(data, TAB), tinted_cells(data, TAB)
    assert set(notes) == {cell for cell, _ in placed}
    for cell, code in placed:
        assert code in notes[cell]
        assert cell in tints
    assert tints[cell_of(OTHER)] is Severity.RETURN
    assert "四十八" in notes[cell_of(OTHER)]


def test_cells_without_findings_look_as_before() -> None:
    data = marked(wrong())
    before, after = opened(wrong()), opened(data)
    touched = set(tinted_cells(data, TAB))
    for row in before[TAB].iter_rows():
        for cell in row:
            other = after[TAB][cell.coordinate]
            assert other.value == cell.value
            assert other.protection.locked == cell.protection.locked
            assert other.number_format == cell.number_format
            if cell.coordinate not in touched:
                assert fill_at(after, TAB, cell.coordinate) == fill_at(before, TAB, cell.coordinate)


def test_a_merged_slot_is_tinted_as_a_whole() -> None:
    data = marked(filled({DUTY: "长" * 200}))
    merge = next(
        str(area) for area in opened(data)[TAB].merged_cells.ranges if str(area).startswith(cell_of(DUTY) + ":")
    )
    cells = [cell.coordinate for row in opened(data)[TAB][merge] for cell in row]
    colours = {written_fill(data, "sheet1", cell) for cell in cells}
    assert len(cells) > 1
    assert len(colours) == 1
    assert next(iter(colours)).startswith(tuple(TINTS.values()))


def test_untouched_members_keep_their_bytes_and_the_original_is_not_modified() -> None:
    source = wrong()
    before = members(source)
    after = members(marked(source))
    assert source == wrong()
    changed = {name for name in before if after[name] != before[name]}
    assert changed <= {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
    }
    assert set(before) <= set(after)


def test_locks_stay_and_the_workbook_opens_on_the_review_sheet_alone() -> None:
    parts = members(marked(wrong()))
    assert b'lockStructure="1"' in parts["xl/workbook.xml"]
    assert b"<sheetProtection" in parts["xl/worksheets/sheet1.xml"]
    book = opened(marked(wrong()))
    assert book.active is not None
    assert book.active.title == book.sheetnames[-1] == REVIEW_SHEET
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == [REVIEW_SHEET]


def test_the_review_sheet_lists_every_finding_with_a_link() -> None:
    reviewed = review(wrong())
    data = output(reviewed, ".xlsx").data
    sheet = opened(data)[REVIEW_SHEET]
    rows = rows_of(data, REVIEW_SHEET)
    head = next(number for number, row in enumerate(rows) if row[0] == "序号")
    assert rows[head] == ("序号", "轻重", "代码", "位置", "标签", "实填", "应为／怎么改", "意见")
    listed = rows[head + 1 :]
    assert sorted(row[2] for row in listed) == sorted(finding.code for finding in reviewed.filing.findings)
    ranks = [Severity(row[1]).rank for row in listed]
    assert ranks == sorted(ranks)
    links = {sheet[cell.coordinate].hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert f"'{TAB}'!{cell_of(OTHER)}" in links


def test_two_findings_at_one_cell_share_one_note_and_the_graver_colour() -> None:
    first = at(TAB, cell_of(TOTAL), Severity.NOTE, "请核对一遍。")
    second = at(TAB, cell_of(TOTAL), Severity.RETURN, "合计不对。")
    data = marked_by_hand(filled(), first, second)
    note = comments(data, TAB)[cell_of(TOTAL)]
    assert note.count("【财政审核】") == 1
    assert note.index("合计不对。") < note.index("请核对一遍。")
    assert tinted_cells(data, TAB) == {cell_of(TOTAL): Severity.RETURN}


def test_a_marked_workbook_is_read_as_the_same_filing() -> None:
    before = review(wrong()).filing
    after = review(marked(wrong())).filing
    assert [finding.code for finding in after.findings] == [finding.code for finding in before.findings]
    assert [(record.key, record.raw) for record in after.records] == [
        (record.key, record.raw) for record in before.records
    ]
    assert after.unplaced == before.unplaced


def test_same_input_same_bytes() -> None:
    assert marked(wrong()) == marked(wrong())


def test_a_clean_filing_has_a_review_sheet_that_says_so_and_no_marks() -> None:
    reviewed = review(filled())
    data = output(reviewed, ".xlsx").data
    assert not reviewed.sent_back
    assert tinted_cells(data, TAB) == {}
    assert comments(data, TAB) == {}
    assert any("没有发现" in "".join(row) for row in rows_of(data, REVIEW_SHEET))


# ---- reviewed again ------------------------------------------------------------------------------------------------


def corrected(data: bytes, *, total: Decimal = Decimal("6057.09")) -> bytes:
    """The marked workbook with both mistakes put right where they stand."""
    data = set_text(data, "sheet1", cell_of(DUTY), "负责全区社会救助工作。")
    return set_number(set_number(data, "sheet1", cell_of(TOTAL), total), "sheet1", cell_of(OTHER), Decimal(48))


def test_a_corrected_marked_workbook_comes_back_clean_of_marks() -> None:
    again = review(corrected(marked(wrong())))
    assert not again.sent_back
    data = output(again, ".xlsx").data
    assert tinted_cells(data, TAB) == {}
    assert comments(data, TAB) == {}
    assert [name for name in opened(data).sheetnames if name.startswith(REVIEW_SHEET)] == [REVIEW_SHEET]
    before, after = opened(wrong()), opened(data)
    for key in (DUTY, OTHER):
        assert fill_at(after, TAB, cell_of(key)) == fill_at(before, TAB, cell_of(key))
    assert len(members(data)) == len(members(marked(wrong())))


def test_half_corrected_keeps_only_what_is_still_wrong() -> None:
    again = review(corrected(marked(wrong()), total=Decimal(9)))
    data = output(again, ".xlsx").data
    assert set(tinted_cells(data, TAB)) == {cell_of(TOTAL)}
    assert set(comments(data, TAB)) == {cell_of(TOTAL)}


def test_reviewing_again_and_again_does_not_pile_up() -> None:
    data = marked(wrong())
    formats = []
    for _ in range(4):
        data = marked(data)
        formats.append(members(data)["xl/styles.xml"].count(b"<xf "))
    assert len(opened(data).sheetnames) == len(opened(wrong()).sheetnames) + 1
    marked_cells = len(tinted_cells(data, TAB))
    assert formats[-1] - formats[0] <= 3 * marked_cells * WIDEST_MERGE
    assert comments(data, TAB) == comments(marked(wrong()), TAB)
    assert tinted_cells(data, TAB) == tinted_cells(marked(wrong()), TAB)


def test_a_label_cell_gets_its_grey_back() -> None:
    label = next(cell for row in opened(filled())[TAB].iter_rows() for cell in row if cell.value == "其他资金")
    assert fill_at(opened(filled()), TAB, label.coordinate) == "FFF5F5F5"
    edited = set_text(filled(), "sheet1", label.coordinate, "其它资金来源")
    first = marked(edited)
    assert label.coordinate in tinted_cells(first, TAB)
    back = set_text(first, "sheet1", label.coordinate, "其他资金")
    data = marked(back)
    assert fill_at(opened(data), TAB, label.coordinate) == "FFF5F5F5"


def test_a_departments_own_sheet_of_that_name_is_kept_and_reported() -> None:
    source = with_sheet(wrong(), REVIEW_SHEET, "局务会的审核意见")
    reviewed = review(source)
    assert "P07" in [finding.code for finding in reviewed.filing.findings]
    data = output(reviewed, ".xlsx").data
    assert f"{REVIEW_SHEET}(2)" in opened(data).sheetnames
    assert rows_of(data, REVIEW_SHEET) == [("局务会的审核意见",)]
    found = review_sheet_of(raw(data))
    assert found is not None
    assert raw(data).sheets[found[0]].name == f"{REVIEW_SHEET}(2)"


def conditions(data: bytes) -> list[tuple[str, int, str]]:
    """Every conditional format of the form's sheet in its order: cells, priority, formula."""
    root = ElementTree.fromstring(members(data)["xl/worksheets/sheet1.xml"])
    return [
        (element.get("sqref", ""), int(rule.get("priority", "0")), rule.findtext("{*}formula", ""))
        for element in root.iterfind("{*}conditionalFormatting")
        for rule in element.iterfind("{*}cfRule")
    ]


def test_the_blanks_own_conditions_do_not_cover_the_marks() -> None:
    before, after = conditions(wrong()), conditions(marked(wrong()))
    first, *others = after
    assert (first[1], {cell_of(OTHER), cell_of(DUTY)} <= {cell.partition(":")[0] for cell in first[0].split()}) == (
        1,
        True,
    )
    assert [(cells, formula) for cells, _, formula in others] == [(cells, formula) for cells, _, formula in before]
    assert min(priority for _, priority, _ in others) > 1


def test_a_later_review_lets_the_blanks_own_conditions_show_again() -> None:
    again = conditions(marked(marked(filled())))
    assert [(cells, formula) for cells, _, formula in again] == [(c, f) for c, _, f in conditions(filled())]
    assert conditions(marked(marked(wrong()))) == conditions(marked(wrong()))


def test_a_sheet_without_conditions_gets_none() -> None:
    plain = Workbook()
    out = BytesIO()
    plain.save(out)
    assert conditions(marked_by_hand(out.getvalue(), at("Sheet", "B2"))) == []
