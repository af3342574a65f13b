"""公开表 leaves out the open rows that nobody filled, and nothing else; 批复表 shows the form as it was filed."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.season.demo.samples import play
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.season.single.printed_forms import Press, PrintJob
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.sheet.layout import lay_out
from jixiao_xlsx.sheet.layout.shrunk import shrunk_grid
from jixiao_xlsx.spec.catalogue import all_forms, load_form
from jixiao_xlsx.spec.samples import Sample, all_samples
from sheet.reader.distinct import distinct_values

READER = Reader.of()
FORMS = {form.name: form for form in all_forms()}


def pressed(form: str, *keys: str, kind: str = "公开") -> Worksheet:
    """The printed sheet of a form filled in these slots only."""
    blank = issue_blank(Order(load_form(form), 2026, Party("101", "示例市民政局"), Party("P01", "适老化改造")))
    values = distinct_values(blank.layout)
    some = {parse_key(key): values[parse_key(key)] for key in keys}
    filing = READER.read(fill(blank.data, blank.layout, some), name="填好.xlsx")
    (made,) = Press(READER).sheets([PrintJob(filing)], [kind])  # type: ignore[list-item]
    return openpyxl.load_workbook(BytesIO(made.data)).worksheets[0]


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_rows_that_nobody_filled_are_left_out_and_labels_close_up() -> None:
    sheet = pressed("S0", "duties[1].text", "duties[3].text", "goals[2].text", "indicators.output.quality[4].name")
    said = texts(sheet)
    assert [word for word in said if word.startswith("职能") and len(word) == 3] == ["职能1", "职能3"]
    assert [word for word in said if word.startswith("目标") and len(word) == 3] == ["目标2"]
    # Every kind of indicator is still named, with one row each.
    for label in ("数量指标", "质量指标", "时效指标", "社会效益指标"):
        assert said.count(label) == 1
    spans = {sheet.cell(span.min_row, span.min_col).value: span for span in sheet.merged_cells.ranges}
    assert "数量指标" not in spans or spans["数量指标"].max_row == spans["数量指标"].min_row
    (duties,) = (span for label, span in spans.items() if str(label).startswith("部门职能概述"))
    assert duties.max_row - duties.min_row == 1


def test_a_goal_that_nobody_set_goes_with_its_table() -> None:
    said = texts(pressed("S2", "goals[1].text", "goals[3].indicators.output.quantity[2].name"))
    assert [word for word in said if word.startswith("年度目标") and word.endswith("：")] == [
        "年度目标1：",
        "年度目标3：",
    ]


def test_an_approval_keeps_every_row() -> None:
    said = texts(pressed("S0", "duties[1].text", kind="批复"))
    assert {f"职能{number}" for number in range(1, 6)} <= set(said)


@pytest.mark.parametrize("sample", all_samples(), ids=lambda sample: sample.form)
def test_nothing_that_was_filed_is_lost(sample: Sample) -> None:
    played = play(sample, READER)
    made = {kind: Press(READER).sheets([PrintJob(played.filing)], [kind])[0] for kind in ("批复", "公开")}  # type: ignore[list-item]
    whole, public = (openpyxl.load_workbook(BytesIO(made[kind].data)) for kind in ("批复", "公开"))
    filed = {str(record.value) for record in played.filing.records if isinstance(record.value, str)}
    shown = {text for sheet in whole.worksheets for text in texts(sheet)} & filed
    masked = {text for text in shown if text not in {said for sheet in public.worksheets for said in texts(sheet)}}
    # Only what is personal is not there.
    assert len(masked) <= made["公开"].left_out + len(made["公开"].to_check)
    assert sum(sheet.max_row for sheet in public.worksheets) <= sum(sheet.max_row for sheet in whole.worksheets)


@settings(max_examples=20)
@given(st.data(), st.sampled_from(sorted(FORMS)))
def test_every_cell_is_still_in_one_box_and_every_filled_slot_in_its_row(data: st.DataObject, name: str) -> None:
    form: Form = FORMS[name]
    for grid in lay_out(form, 2026).sheets:
        keys = [slot.key for slot in grid.slots()]
        filled = set(data.draw(st.lists(st.sampled_from(keys), max_size=6))) if keys else set()
        small = shrunk_grid(grid, filled)
        assert filled <= {slot.key for slot in small.slots()}
        cells = [
            (row, column)
            for box in small.boxes
            for row in range(box.region.top, box.region.bottom + 1)
            for column in range(box.region.left, box.region.right + 1)
        ]
        assert len(cells) == len(set(cells)) == len(small.rows) * len(small.widths)
        rows = {slot.key: grid.row_at(slot.region.top).id for slot in grid.slots()}
        assert all(small.row_at(slot.region.top).id == rows[slot.key] for slot in small.slots())
