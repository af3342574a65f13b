"""Every content that an .xlsx cell can hold."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from jixiao_xlsx.model.content import ContentType
from jixiao_xlsx.sheet.raw.book import Visibility
from jixiao_xlsx.sheet.region import Region
from sheet.raw.opening import only_cell, only_sheet, opened, refused
from sheet.raw.workbooks import (
    CONTENT_TYPES,
    HEAD,
    cells,
    parts,
    relationships,
    styles,
    workbook,
    worksheet,
    xlsx,
    zipped,
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("44770.21", "44770.21"), ("0.28999999999999998", "0.29"), ("-5", "-5"), ("0", "0"), ("9.5E-2", "0.095")],
)
def test_a_number_is_the_decimal_that_was_typed(written: str, meant: str) -> None:
    assert only_cell(xlsx(worksheet(cells(f"<c><v>{written}</v></c>")))).value == Decimal(meant)


@pytest.mark.parametrize("written", ["nan", "inf", "1_000", "九十"])
def test_what_is_no_number_in_a_numeric_cell_stays_text(written: str) -> None:
    content = only_cell(xlsx(worksheet(cells(f"<c><v>{written}</v></c>"))))
    assert (content.type, content.value) == (ContentType.TEXT, written)


@pytest.mark.parametrize(
    ("format_id", "code", "serial", "meant"),
    [
        (14, None, "45305", date(2024, 1, 14)),
        (31, None, "45305", date(2024, 1, 14)),
        (57, None, "45305", date(2024, 1, 14)),
        (22, None, "45305.4166666667", datetime(2024, 1, 14, 10)),  # noqa: DTZ001
        (20, None, "0.4166666667", time(10)),
        (33, None, "0.5", time(12)),
        (176, "yyyy&quot;年&quot;m&quot;月&quot;", "45305", date(2024, 1, 14)),
        (176, "[$-804]yyyy/m/d;@", "45305", date(2024, 1, 14)),
        (176, "[DBNum1][$-804]m月d日", "45305", date(2024, 1, 14)),
        (176, "上午/下午h时mm分", "0.75", time(18)),
        (176, "h:mm AM/PM", "0.75", time(18)),
        (176, "aaaa", "45305", date(2024, 1, 14)),
        (176, "[h]:mm", "0.25", time(6)),
        (14, None, "1", date(1900, 1, 1)),
        (14, None, "59", date(1900, 2, 28)),
        (14, None, "61", date(1900, 3, 1)),
        (14, None, "2958465", date(9999, 12, 31)),
    ],
)
def test_a_date_format_makes_a_date(format_id: int, code: str | None, serial: str, meant: object) -> None:
    content = only_cell(xlsx(worksheet(cells(f'<c s="1"><v>{serial}</v></c>')), styled=styles((format_id, code))))
    assert (content.type, content.value) == (ContentType.DATE, meant)


@pytest.mark.parametrize(
    ("code", "serial"),
    [
        ("#,##0.00_ ;[Red]-#,##0.00", "45305"),
        ("0.00E+00", "45305"),
        ("General&quot;days&quot;", "45305"),
        ("0\\d", "45305"),
        ("[Red]0", "45305"),
        ("@", "45305"),
        ("yyyy/m/d", "-1"),
        ("yyyy/m/d", "60"),
        ("yyyy/m/d", "0"),
        ("yyyy/m/d", "2958466"),
        ("[h]:mm", "1.5"),
    ],
)
def test_other_formats_and_impossible_dates_stay_numbers(code: str, serial: str) -> None:
    content = only_cell(xlsx(worksheet(cells(f'<c s="1"><v>{serial}</v></c>')), styled=styles((176, code))))
    assert (content.type, content.value, content.percent) == (ContentType.NUMBER, Decimal(serial), False)


def test_the_1904_date_system_counts_from_its_own_day() -> None:
    book = workbook("表", before='<workbookPr date1904="1"/>')
    content = only_cell(xlsx(worksheet(cells('<c s="1"><v>43843</v></c>')), styled=styles((14, None)), book=book))
    assert content.value == date(2024, 1, 14)


@pytest.mark.parametrize(("format_id", "code"), [(9, None), (10, None), (177, "0.0%"), (177, "0%;[Red]-0%")])
def test_a_percent_format_is_told(format_id: int, code: str | None) -> None:
    content = only_cell(xlsx(worksheet(cells('<c s="1"><v>0.95</v></c>')), styled=styles((format_id, code))))
    assert (content.value, content.percent) == (Decimal("0.95"), True)


@pytest.mark.parametrize(
    ("item", "meant"),
    [
        ("<si><t>绩效</t></si>", "绩效"),
        ("<si><r><t>绩</t></r><r><rPr><b/></rPr><t>效</t></r></si>", "绩效"),
        ("<si><t>绩效</t><rPh sb='0' eb='2'><t>jixiao</t></rPh></si>", "绩效"),
        ("<si><t xml:space='preserve'>  两格 </t></si>", "  两格 "),
        ("<si><t>一_x000D_\n二</t></si>", "一\n二"),
        ("<si><t>_x0041_</t></si>", "A"),
        ("<si><t>_x005F_x0041_</t></si>", "_x0041_"),
        ("<si><t>_xD83D__xDE00_</t></si>", "\U0001f600"),
        ("<si><t>_x41_</t></si>", "_x41_"),
        ("<si><t/></si>", ""),
        ("<si/>", ""),
    ],
)
def test_a_string_is_what_a_person_sees(item: str, meant: str) -> None:
    shared = only_cell(xlsx(worksheet(cells('<c t="s"><v>0</v></c>')), strings=item))
    inline = only_cell(
        xlsx(worksheet(cells(f'<c t="inlineStr">{item.replace("si>", "is>").replace("si/", "is/")}</c>')))
    )
    assert (shared.type, shared.value) == (ContentType.TEXT, meant)
    assert inline == shared


def test_booleans_errors_and_iso_dates() -> None:
    row = cells(
        '<c t="b"><v>1</v></c>',
        '<c t="e"><v>#REF!</v></c>',
        '<c t="e"><v>#SPILL!</v></c>',
        '<c t="d"><v>2024-01-14T00:00:00</v></c>',
        '<c t="d"><v>后天</v></c>',
    )
    contents = [(content.type, content.value) for content in only_sheet(xlsx(worksheet(row))).cells.values()]
    assert contents == [
        (ContentType.BOOL, True),
        (ContentType.ERROR, "#REF!"),
        (ContentType.ERROR, "#SPILL!"),
        (ContentType.DATE, date(2024, 1, 14)),
        (ContentType.TEXT, "后天"),
    ]


def test_formulas_are_kept_beside_their_cached_values() -> None:
    row = cells(
        "<c><f>SUM(A1:B1)</f><v>3</v></c>",
        '<c t="str"><f>A1&amp;""</f><v></v></c>',
        '<c><f t="shared" si="0"/><v>4</v></c>',
        "<c><f>C1</f></c>",
        '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    )
    contents = list(only_sheet(xlsx(worksheet(row))).cells.values())
    assert [content.formula for content in contents] == ["SUM(A1:B1)", 'A1&""', "", "C1", "1/0"]
    assert [content.type for content in contents] == ["number", "text", "number", "blank", "error"]


def test_blank_styled_cells_are_not_kept_and_positions_are_absolute() -> None:
    rows = '<row r="3"><c r="B3" s="1"/><c r="D3"><v>7</v></c></row><row r="9"><c r="AA9"><v>8</v></c></row>'
    assert {at: content.value for at, content in only_sheet(xlsx(worksheet(rows))).cells.items()} == {
        (2, 3): 7,
        (8, 26): 8,
    }


def test_cells_without_a_reference_follow_the_one_before() -> None:
    rows = (
        '<row><c><v>1</v></c><c s="0"/><c><v>2</v></c></row>'
        '<row r="5"><c r="C5"/><c><v>3</v></c></row><row><c><v>4</v></c></row>'
    )
    found = {at: content.value for at, content in only_sheet(xlsx(worksheet(rows))).cells.items()}
    assert found == {(0, 0): 1, (0, 2): 2, (4, 3): 3, (5, 0): 4}


def test_merges_hidden_parts_and_protection() -> None:
    sheet = only_sheet(
        xlsx(
            worksheet(
                '<row r="1"><c r="F1"><v>1</v></c></row>'
                '<row r="2" hidden="1"/><row r="3" ht="0"/><row r="900" hidden="1"/>',
                before='<cols><col min="1" max="1" hidden="1"/><col min="5" max="16384" hidden="true"/></cols>',
                after='<sheetProtection sheet="1"/>'
                '<mergeCells><mergeCell ref="B4:A3"/><mergeCell ref="C1"/></mergeCells>',
            )
        )
    )
    assert sheet.merges == (Region(2, 0, 3, 1),)
    assert sheet.hidden_rows == {1, 2}
    assert sheet.hidden_columns == {0, 4, 5}
    assert sheet.protected


def test_rows_hidden_by_default_are_hidden_up_to_the_last_used_one() -> None:
    rows = '<row r="2"><c r="A2"><v>1</v></c></row><row r="5"><c r="A5"><v>1</v></c></row>'
    sheet = only_sheet(xlsx(worksheet(rows, before='<sheetFormatPr zeroHeight="1"/>')))
    assert sheet.hidden_rows == {0, 2, 3}


def test_sheets_keep_their_order_names_and_visibility() -> None:
    book = workbook(
        "甲&amp;乙", '丙" state="hidden', '丁" state="veryHidden', after='<workbookProtection lockStructure="1"/>'
    )
    links = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in (1, 2)]
    made = parts(book=book) | {
        "xl/worksheets/sheet2.xml": worksheet(cells("<c><v>2</v></c>")),
        "xl/_rels/workbook.xml.rels": relationships(*links, ("rId3", "chartsheet", "chartsheets/sheet1.xml")),
    }
    read = opened(zipped(made))
    assert [(sheet.name, sheet.visibility, len(sheet.cells)) for sheet in read.sheets] == [
        ("甲&乙", Visibility.VISIBLE, 0),
        ("丙", Visibility.HIDDEN, 1),
        ("丁", Visibility.VERY_HIDDEN, 0),
    ]
    assert read.structure_locked


def test_properties_macros_and_links_are_told() -> None:
    terms = 'xmlns:dcterms="http://purl.org/dc/terms/"'
    core = (
        f"{HEAD}<cp {terms}><dcterms:created>2024-01-02T03:04:05Z</dcterms:created>"
        "<dcterms:modified>2024-03-04T12:00:00+08:00</dcterms:modified></cp>"
    )
    application = (
        f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>WPS 表格</Application></Properties>"
    )
    custom = (
        f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties">'
        '<property name="KSOProductBuildVer"><lpwstr>2052-12.1.0.1</lpwstr></property></Properties>'
    )
    made = parts() | {
        "_rels/.rels": relationships(
            ("rId1", "officeDocument", "xl/workbook.xml"),
            ("rId2", "metadata/core-properties", "docProps/core.xml"),
            ("rId3", "extended-properties", "docProps/app.xml"),
            ("rId4", "custom-properties", "docProps/custom.xml"),
        ),
        "docProps/core.xml": core,
        "docProps/app.xml": application,
        "docProps/custom.xml": custom,
        "xl/vbaProject.bin": b"macros",
        "xl/_rels/workbook.xml.rels": relationships(
            ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "externalLink", "externalLinks/externalLink1.xml")
        ),
    }
    read = opened(zipped(made), name="看起来没有宏.xlsx")
    assert (read.created, read.modified) == (
        datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC),
        datetime(2024, 3, 4, 4, tzinfo=UTC),
    )
    assert (read.application, read.properties) == ("WPS 表格", {"KSOProductBuildVer": "2052-12.1.0.1"})
    assert (read.file_type, read.has_macros, read.has_external_links) == ("xlsm", True, True)


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row><c t="s"><v>7</v></c></row>',
        '<row><c t="s"><v>-1</v></c></row>',
        '<row><c r="1A"><v>7</v></c></row>',
        '<row r="x"/>',
    ],
)
def test_cells_that_contradict_themselves_make_the_file_a_damaged_one(row: str) -> None:
    assert refused(xlsx(worksheet(row), strings="<si><t>只有一条</t></si>")).code == "F07"


def test_a_workbook_without_worksheets_says_so() -> None:
    made = parts() | {"xl/_rels/workbook.xml.rels": relationships(("rId1", "chartsheet", "chartsheets/sheet1.xml"))}
    assert refused(zipped(made)).code == "F11"
    assert refused(zipped(parts(book=workbook()))).code == "F11"


def test_a_template_or_macro_workbook_by_its_declared_type() -> None:
    declared = CONTENT_TYPES.replace(
        "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main", "vnd.ms-excel.sheet.macroEnabled.main"
    )
    assert opened(zipped(parts() | {"[Content_Types].xml": declared})).file_type == "xlsm"
