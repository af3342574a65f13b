"""The .ods reader: values, text, repeats, what is hidden, what is no cell."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from jixiao_xlsx.model.content import ContentType
from jixiao_xlsx.sheet.raw.book import Visibility
from jixiao_xlsx.sheet.region import Region
from sheet.raw.opening import only_cell, only_sheet, opened, refused
from sheet.raw.workbooks import ods

pytestmark = pytest.mark.usefixtures("inside_a_worker")


def _table(rows: str, *, attributes: str = 'table:name="表"') -> str:
    return f"<table:table {attributes}>{rows}</table:table>"


def _cell(inner: str = "", **attributes: str) -> str:
    words = " ".join(f'{name.replace("__", ":").replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f"<table:table-cell {words}>{inner}</table:table-cell>"


def _row(*inner: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(inner)}</table:table-row>"


@pytest.mark.parametrize(
    ("cell", "kind", "meant"),
    [
        (_cell("<text:p>90</text:p>", office__value_type="float", office__value="90.0"), "number", Decimal("90")),
        (_cell(office__value_type="currency", office__value="0.30000000000000004"), "number", Decimal("0.3")),
        (_cell(office__value_type="boolean", office__boolean_value="true"), "bool", True),
        (_cell(office__value_type="date", office__date_value="2024-01-14"), "date", date(2024, 1, 14)),
        (
            _cell(office__value_type="date", office__date_value="2024-01-14T10:30:00.000000001"),
            "date",
            datetime(2024, 1, 14, 10, 30),  # noqa: DTZ001
        ),
        (_cell(office__value_type="time", office__time_value="PT09H30M00S"), "date", time(9, 30)),
        (_cell(office__value_type="time", office__time_value="PT36H00M00S"), "number", Decimal("1.5")),
        (_cell("<text:p>昨天</text:p>", office__value_type="date", office__date_value="昨天"), "text", "昨天"),
        (_cell("<text:p>看得见</text:p>", office__value_type="string", office__string_value="真值"), "text", "真值"),
        (_cell("<text:p>九十</text:p>", office__value_type="float", office__value="九十"), "text", "九十"),
        (_cell("<text:p>#REF!</text:p>", office__value_type="string", calcext__value_type="error"), "error", "#REF!"),
        (_cell("<text:p>Err:502</text:p>", office__value_type="float", table__formula="of:=X()"), "error", "Err:502"),
    ],
)  # fmt: skip
def test_a_cell_holds_its_typed_value(cell: str, kind: str, meant: object) -> None:
    content = only_cell(ods(_table(_row(cell))))
    assert (content.type, content.value) == (ContentType(kind), meant)


def test_percent_and_formula_are_told() -> None:
    row = _row(
        _cell(office__value_type="percentage", office__value="0.95"),
        _cell(office__value_type="float", office__value="2", table__formula="of:=[.A1]*2"),
        _cell(table__formula="of:=[.A1]"),
    )
    first, second, third = only_sheet(ods(_table(row))).cells.values()
    assert (first.percent, first.formula) == (True, None)
    assert (second.percent, second.formula) == (False, "[.A1]*2")
    assert (third.type, third.formula) == (ContentType.BLANK, "[.A1]")


@pytest.mark.parametrize(
    ("inner", "meant"),
    [
        ("<text:p>一</text:p><text:p>二</text:p>", "一\n二"),
        ("<text:p>一<text:line-break/>二</text:p>", "一\n二"),
        ("<text:p>一<text:s/><text:s text:c='2'/>二<text:tab/>三</text:p>", "一   二\t三"),
        ("<text:p>\n   一\n   二</text:p>", "一 二"),
        ("<text:p>  一  二 </text:p>", "  一  二 "),
        ("<text:p>一<text:span>二</text:span></text:p>", "一二"),
        ("<office:annotation><text:p>批注</text:p></office:annotation><text:p>正文</text:p>", "正文"),
        ("<text:p>正<draw:frame><text:p>图</text:p></draw:frame>文</text:p>", "正文"),
        ("<text:p><text:ruby><text:ruby-base>绩</text:ruby-base><text:ruby-text>jī</text:ruby-text></text:ruby></text:p>",
         "绩"),
    ],
)  # fmt: skip
def test_text_is_what_a_person_sees(inner: str, meant: str) -> None:
    assert only_cell(ods(_table(_row(_cell(inner, office__value_type="string"))))).value == meant


def test_repeats_move_on_and_blank_ones_are_never_expanded() -> None:
    one = _cell("<text:p>甲</text:p>", office__value_type="string")
    twice = _cell("<text:p>乙</text:p>", office__value_type="string", table__number_columns_repeated="2")
    rows = (
        _row(_cell(table__number_columns_repeated="3"), one)
        + _row(_cell(table__number_columns_repeated="16384"), more='table:number-rows-repeated="5"')
        + _row(twice, more='table:number-rows-repeated="2"')
        + _row(_cell(table__number_columns_repeated="16384"), more='table:number-rows-repeated="1048568"')
    )
    assert list(only_sheet(ods(_table(rows))).cells) == [(0, 3), (6, 0), (6, 1), (7, 0), (7, 1)]


def test_merges_hidden_parts_locks_and_visibility() -> None:
    columns = '<table:table-column table:number-columns-repeated="2"/>' + (
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="16382"/>'
    )
    wide = _cell("<text:p>题</text:p>", table__number_columns_spanned="3", table__number_rows_spanned="2")
    covered = '<table:covered-table-cell table:number-columns-repeated="2"/>'
    rows = _row(wide, covered) + _row(more='table:visibility="filter" table:number-rows-repeated="1048575"')
    styles = (
        '<style:style style:name="ta1"><style:table-properties table:display="true"/></style:style>'
        '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    )
    first = _table(columns + rows, attributes='table:name="表" table:style-name="ta1" table:protected="true"')
    second = _table("", attributes='table:name="藏" table:style-name="ta2"')
    book = opened(ods(first + second, styles=styles, book='table:structure-protected="true"'))
    sheet, hidden = book.sheets
    assert (sheet.merges, sheet.hidden_rows, sheet.hidden_columns) == ((Region(0, 0, 1, 2),), {1}, {2})
    assert (sheet.protected, sheet.visibility) == (True, Visibility.VISIBLE)
    assert (hidden.name, hidden.protected, hidden.visibility) == ("藏", False, Visibility.HIDDEN)
    assert book.structure_locked


def test_tables_of_linked_files_are_no_sheets() -> None:
    cached = _table(
        "<table:table-source/>" + _row(_cell("<text:p>别处</text:p>")), attributes="table:name=\"'file:///a'#S\""
    )
    linked = f"<table:dde-links><table:dde-link><office:dde-source/>{_table(_row())}</table:dde-link></table:dde-links>"
    book = opened(ods(_table(_row()) + cached + linked))
    assert [sheet.name for sheet in book.sheets] == ["表"]
    assert book.has_external_links


def test_properties_of_an_open_document() -> None:
    meta = (
        "<meta:creation-date>2024-01-02T03:04:05.123456789</meta:creation-date><dc:date>2024-01-03T00:00:00Z</dc:date>"
        '<meta:generator>LibreOffice</meta:generator><meta:user-defined meta:name="甲">乙</meta:user-defined>'
    )
    book = opened(ods(_table(""), meta=meta))
    assert book.created == datetime(2024, 1, 1, 19, 4, 5, 123456, tzinfo=UTC)
    assert book.modified == datetime(2024, 1, 3, tzinfo=UTC)
    assert (book.file_type, book.application, book.properties) == ("ods", "LibreOffice", {"甲": "乙"})


ONE = _cell("<text:p>甲</text:p>", office__value_type="string")
FAR = {
    "a row of a million texts": (_row(ONE * 3, more='table:number-rows-repeated="1048576"'), "F09"),
    "text below the last row": (_row(more='table:number-rows-repeated="1048576"') + _row(ONE), "F07"),
    "text right of the last column": (_row(_cell(table__number_columns_repeated="16384"), ONE), "F07"),
    "a merge of everything": (
        _row(_cell(table__number_columns_spanned="16384", table__number_rows_spanned="9999")), "F09"),
    "no repeat": (_row(more='table:number-rows-repeated="0"'), "F07"),
    "repeat below zero": (_row(_cell(table__number_columns_repeated="-5")), "F07"),
    "endless repeat": (_row(more=f'table:number-rows-repeated="{"9" * 5000}"'), "F07"),
    "spaces without end": (_row(_cell('<text:p><text:s text:c="99999999"/></text:p>' * 3000)), "F09"),
    "a table inside": (_row(_cell(_table(_row(ONE)))), "F07"),
    "many tables": ("</table:table>" + _table("") * 300 + "<table:table>", "F09"),
    "hidden rows up to a far cell": (
        _row(more='table:visibility="collapse" table:number-rows-repeated="1048575"') + _row(ONE), "F09"),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "code"), FAR.values(), ids=FAR)
def test_hostile_tables_are_refused(rows: str, code: str) -> None:
    assert refused(ods(_table(rows))).code == code


def test_a_formula_without_a_result_and_one_that_shows_nothing_are_two_things() -> None:
    row = _row(_cell(table__formula="of:=[.A9]"), _cell("<text:p/>", table__formula='of:=""'.replace('"', "&quot;")))
    first, second = only_sheet(ods(_table(row))).cells.values()
    assert ((first.type, first.is_unsolved), (second.type, second.value)) == (
        (ContentType.BLANK, True),
        (ContentType.TEXT, ""),
    )


def test_cells_that_an_array_formula_fills_are_formulas_of_unknown_text() -> None:
    first = _cell(
        office__value_type="float",
        office__value="1",
        table__formula="of:=[.D1:.D2]*2",
        table__number_matrix_rows_spanned="2",
        table__number_matrix_columns_spanned="1",
    )
    second, beside = (_cell(office__value_type="float", office__value=value) for value in ("2", "3"))
    cells = only_sheet(ods(_table(_row(first, beside) + _row(second)))).cells
    assert {spot: content.formula for spot, content in cells.items()} == {
        (0, 0): "[.D1:.D2]*2",
        (0, 1): None,
        (1, 0): "",
    }
