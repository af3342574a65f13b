"""What a filler typed, what the kind made of it, and the words the filler gets back."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.findings import Where
from jixiao_xlsx.model.content import Content, ContentType, number, text
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.kinds import KINDS, CellReading, ReadingState, kind_named


def read(kind: str, content: Content | str, **limits: object) -> CellReading:
    field = Field(kind=kind, **limits)  # type: ignore[arg-type]
    return kind_named(kind).read(text(content) if isinstance(content, str) else content, field)


def codes(reading: CellReading) -> list[str]:
    return [issue.code for issue in reading.issues]


def words(reading: CellReading) -> list[str]:
    return [f"{issue.as_finding().message}{issue.as_finding().hint}" for issue in reading.issues]


def test_blank_zero_unreadable_and_error_cell_are_four_things() -> None:
    error = Content(ContentType.ERROR, "#REF!")
    blank = Content(ContentType.BLANK)
    states = [read("amount", content).state for content in (blank, number(Decimal(0)), text("九十"), error)]
    assert states == [ReadingState.BLANK, ReadingState.VALUE, ReadingState.UNREADABLE, ReadingState.ERROR_CELL]
    assert read("amount", number(Decimal(0))).value == 0


def test_a_refused_amount_says_what_was_found_and_what_to_fill_in() -> None:
    (issue,) = read("amount", "九十", measure="万元").issues
    found = issue.as_finding(Where(cell="D4", label="财政拨款·2025年"))
    assert str(found) == (
        "[退回 V101] D4 ‘财政拨款·2025年’ 应填数字，实填‘九十’。 请只填数字，单位为万元，例如 90.00。"
    )
    assert (found.found, found.expected) == ("九十", "数字")


def test_a_foreign_measure_is_refused_with_both_measures_named_and_never_converted() -> None:
    for raw, other in (("48元", "元"), ("90亿元", "亿元"), ("48千", "千")):
        reading = read("amount", raw, measure="万元")
        assert (reading.state, codes(reading)) == (ReadingState.UNREADABLE, ["V103"])
        assert f"‘{other}’" in words(reading)[0]
        assert "本格的单位为万元" in words(reading)[0]
    assert read("amount", "48万元", measure="元").state is ReadingState.UNREADABLE
    assert read("amount", "48万", measure="元").state is ReadingState.UNREADABLE


def test_a_yuan_sign_is_a_note_in_yuan_a_doubt_in_wan_yuan_and_wrong_for_people() -> None:
    assert codes(read("amount", "￥48", measure="元")) == ["V301"]
    assert codes(read("amount", "￥48", measure="万元")) == ["V207"]
    assert codes(read("number", "￥48", measure="人")) == ["V103"]


@pytest.mark.parametrize("raw", ["-", "——", "－", "／", "无", "没有", "N/A", "不适用"])
def test_marks_for_nothing_are_answered_with_blank_or_zero(raw: str) -> None:
    assert words(read("amount", raw, required=True)) == [f"应填数字，实填‘{raw}’。没有请留空，为零请填 0。"]
    optional = read("amount", raw)
    assert (optional.state, codes(optional)) == (ReadingState.BLANK, ["V134"])


@pytest.mark.parametrize("raw", ["4,47,70", "1,5", "0,123", "1.234.567", "12 34", "90 95", "44.770,21", "1'234"])
def test_a_number_that_could_be_two_numbers_is_refused(raw: str) -> None:
    assert codes(read("amount", raw)) == ["V108"]


@pytest.mark.parametrize("raw", ["5²", "①", "½", "1/2", "48-50", "约48", "0x1F", "inf", "NaN", "1_000", "٣"])
def test_look_alikes_of_numbers_are_no_numbers(raw: str) -> None:
    assert read("amount", raw).state is ReadingState.UNREADABLE


@pytest.mark.parametrize("raw", ["1e9999", "9" * 5000, "9" * 16, "1" + "0" * 40])
def test_a_number_of_more_than_fifteen_digits_is_refused_quickly(raw: str) -> None:
    assert codes(read("amount", raw)) == ["V107"]


def test_superfluous_decimals_are_rounded_as_excel_rounds_them() -> None:
    assert read("number", "0.66666666666666666").value == Decimal("0.666666666666667")


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("968.191 8", "968.1918"),
        ("９６８．１９１　８", "968.1918"),
        ("968.191\u00a08", "968.1918"),
        ("968.191\u202f8", "968.1918"),
        ("968 . 191 8", "968.1918"),
        ("12,345. 6 7", "12345.67"),
        ("89.9 74", "89.974"),
        ("89.97 4", "89.974"),
        ("1 234.5 6", "1234.56"),
        ("0.123 456", "0.123456"),
        ("44,7 70.21", "44770.21"),
        ("1 0，281．80", "10281.80"),
        ("1,234,5 67", "1234567"),
    ],
)
def test_spaces_inside_one_number_are_read_over_with_a_note(raw: str, value: str) -> None:
    reading = read("amount", raw, measure="万元")
    assert (reading.value, codes(reading)) == (Decimal(value), ["V301"])


@pytest.mark.parametrize(
    "raw", ["89.97 30", "100.5 200", "968.19 2023", "9 68.19", "1,234 567", "1 10,281.80", "1.5 2.5"]
)
def test_spaces_between_what_may_be_two_numbers_are_not(raw: str) -> None:
    assert codes(read("amount", raw, measure="万元")) == ["V108"]


@pytest.mark.parametrize("raw", ["48万", "48 万", "４８万", "48万元整", "48（万元）", "48(万元)", "48（万）"])
def test_the_forms_own_measure_may_be_said_in_more_ways(raw: str) -> None:
    reading = read("amount", raw, measure="万元")
    assert (reading.value, codes(reading)) == (Decimal(48), ["V303"])


def test_money_may_be_told_to_the_fen_whatever_the_form_shows() -> None:
    for told, measure in (
        ("89.974", "万元"),
        ("89.974123", "万元"),
        ("0.89974123", "亿元"),
        ("12.34567", "千元"),
        ("5.25", "元"),
    ):
        assert codes(read("amount", number(Decimal(told)), measure=measure)) == []
    for told, measure in (("89.9741234", "万元"), ("5.256", "元"), ("5.256", "")):
        assert codes(read("amount", number(Decimal(told)), measure=measure)) == ["V205"]


def test_two_mistakes_in_one_cell_are_both_reported() -> None:
    reading = read("amount", "２，０００．１２５", most=Decimal(100))
    assert (reading.value, codes(reading)) == (Decimal("2000.125"), ["V301", "V202", "V205"])
    short_and_numeric = read("code", number(Decimal(202)), least=Decimal(5))
    assert codes(short_and_numeric) == ["V307", "V204"]
    unseen_and_long = read("text", "甲\x01乙丙", most=Decimal(2))
    assert (unseen_and_long.value, codes(unseen_and_long)) == ("甲乙丙", ["V311", "V203"])


def test_a_percent_is_a_fraction_however_it_was_written() -> None:
    written = (text("95%"), text("95％"), text("95%%"), number(Decimal(95)), number(Decimal("0.95")))
    shown_as_percent = number(Decimal("0.95"), percent=True)
    assert {read("percent", content).value for content in (*written, shown_as_percent)} == {Decimal("0.95")}


def test_a_bare_rate_between_one_and_the_maximum_is_a_doubt_with_both_meanings() -> None:
    reading = read("percent", number(Decimal("1.05")))
    assert (reading.value, codes(reading)) == (Decimal("1.05"), ["V208"])
    assert "105%" in words(reading)[0]
    assert "1.05%" in words(reading)[0]
    assert read("percent", number(Decimal("1.05")), most=Decimal(1)).value == Decimal("0.0105")
    assert codes(read("percent", number(Decimal(95)), most=Decimal(100))) == ["V208"]


def test_a_rate_over_a_thousand_percent_must_be_explained_where_nothing_bounds_it() -> None:
    assert codes(read("percent", number(Decimal(95), percent=True))) == ["V206"]
    assert codes(read("percent", number(Decimal(95), percent=True), most=Decimal(1))) == ["V202"]
    assert read("percent", number(Decimal("5.55"), percent=True)).issues == ()


def test_a_percentage_is_no_amount_even_where_only_the_format_shows_it() -> None:
    (issue,) = read("amount", number(Decimal("0.12"), percent=True)).issues
    assert (issue.code, issue.found) == ("V104", "12%")


def test_a_date_that_excel_made_is_refused_where_its_text_is_lost() -> None:
    made = Content(ContentType.DATE, datetime.fromisoformat("2024-03-05"))
    assert [codes(read(kind, made)) for kind in ("amount", "integer", "target")] == [["V105"], ["V105"], ["V114"]]
    assert read("text", made).value == "2024-03-05"
    assert read("date", made).value == date(2024, 3, 5)


def test_a_date_never_has_a_part_made_up() -> None:
    lacking = {raw: words(read("date", raw))[0] for raw in ("2024年1月", "2024.1", "2024年", "1月14日")}
    assert [lack.split("缺")[1].split("。")[0] for lack in lacking.values()] == ["日", "日", "月和日", "年份"]


@pytest.mark.parametrize("raw", ["2023-02-29", "2024年13月1日", "1899-12-31", "9999.1.1", "20241301"])
def test_impossible_days_are_refused(raw: str) -> None:
    assert "V112" in codes(read("date", raw))


def test_texts_are_kept_exactly_but_for_line_ends() -> None:
    assert read("long_text", " 一、完善\r\n　二、落实\r ").value == " 一、完善\n　二、落实\n "
    assert read("long_text", " 一、完善\r\n").issues == ()


def test_length_is_counted_as_excel_counts_it() -> None:
    assert read("text", "𠮷𠮷", most=Decimal(4)).issues == ()
    assert words(read("text", "𠮷𠮷字", most=Decimal(4))) == ["最多 4 字，实有 5 字。请删去至少 1 字。"]
    assert read("text", "甲\r\n乙", most=Decimal(3)).issues == ()
    assert codes(read("code", "𠮷", least=Decimal(2))) == []


def test_a_near_choice_is_suggested_and_a_twin_is_taken() -> None:
    choices = ("确定能", "有可能", "完全不可能")
    assert words(read("choice", "完全不能", choices=choices)) == [
        "‘完全不能’不在可选项中。请从下拉列表中选择：确定能、有可能、完全不可能。是否要选‘完全不可能’？"
    ]
    assert read("choice", "確定", choices=("甲", "乙")).issues[0].as_finding().hint == "请从下拉列表中选择：甲、乙。"
    assert read("choice", " 有 可能\u00a0", choices=choices) == CellReading(ReadingState.VALUE, "有可能")
    assert read("choice", "１", choices=("1", "①")).state is ReadingState.UNREADABLE


def test_long_numbers_that_lost_digits_are_refused_in_every_text_kind() -> None:
    lost = number(Decimal("1.10101199001010E+17"))
    assert [codes(read(kind, lost)) for kind in ("text", "code", "phone", "target")] == [["V115"]] * 4


def test_found_texts_are_shown_short_and_on_one_line() -> None:
    (issue,) = read("amount", "第一行\n" + "很长" * 40).issues
    assert len(issue.found) == 30
    assert "\n" not in issue.found
    assert issue.found.endswith("…")


def test_braces_in_foreign_text_are_data() -> None:
    assert words(read("amount", "{found.__class__}"))[0].startswith("应填数字，实填‘{found.__class__}’。")


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("text", "\u00a0\n", "V209"),
        ("text", "甲\r乙", "V311"),
        ("target", "\ud800", "V311"),
        ("amount", Decimal("1E+15"), "V107"),
        ("number", Decimal("NaN"), "V107"),
        ("integer", Decimal("18.5"), "V106"),
        ("choice", "丙", "V113"),
        ("date", date(1900, 1, 1), "V112"),
    ],
)
def test_values_that_would_not_survive_a_cell_are_not_allowed(kind: str, value: Value, code: str) -> None:
    assert [issue.code for issue in kind_named(kind).allowed(value, Field(kind=kind, choices=("甲",)))] == [code]


@pytest.mark.parametrize(
    ("kind", "value"), [("amount", "90"), ("text", Decimal(1)), ("choice", date(2024, 1, 1)), ("date", "2024-01-01")]
)
def test_a_value_of_another_type_is_our_mistake(kind: str, value: Value) -> None:
    with pytest.raises(TypeError, match=f"{kind} takes"):
        kind_named(kind).allowed(value, Field(kind=kind, choices=("甲",)))


def test_an_unknown_kind_names_those_there_are() -> None:
    with pytest.raises(JixiaoError, match="没有‘amuont’这种类型") as caught:
        kind_named("amuont")
    assert all(name in caught.value.hint for name in KINDS)


def test_only_the_phone_is_personal_by_nature() -> None:
    assert [name for name, kind in KINDS.items() if kind.is_personal] == ["phone"]


@pytest.mark.parametrize(
    ("kind", "inside", "outside"),
    [
        ("amount", ("0", "100"), ("-0.01", "100.01")),
        ("percent", ("0", "1"), ("-0.0001", "1.0001")),
        ("points", ("0", "100"), ("-1", "100.5")),
    ],
)
def test_limits_are_included(kind: str, inside: tuple[str, str], outside: tuple[str, str]) -> None:
    field = Field(kind=kind, least=Decimal(0), most=Decimal(1) if kind == "percent" else Decimal(100))
    allowed = [kind_named(kind).allowed(Decimal(value), field) for value in inside]
    assert allowed == [(), ()]
    broken = [kind_named(kind).allowed(Decimal(value), field)[0].code for value in outside]
    assert broken == ["V201", "V202"]


def test_lengths_are_included() -> None:
    field = Field(kind="text", least=Decimal(2), most=Decimal(3))
    codes_by_length = [[issue.code for issue in KINDS["text"].allowed("字" * count, field)] for count in (1, 2, 3, 4)]
    assert codes_by_length == [["V204"], [], [], ["V203"]]


def test_an_excel_cell_bounds_every_text_in_its_own_units() -> None:
    field = Field(kind="long_text", most=Decimal(40_000))
    longest = (KINDS["long_text"].allowed("字" * 32_767, field), KINDS["long_text"].allowed("𠮷" * 16_383, field))
    assert longest == ((), ())
    too_long = (KINDS["long_text"].allowed("字" * 32_768, field), KINDS["long_text"].allowed("𠮷" * 16_384, field))
    assert [issue.code for issues in too_long for issue in issues] == ["V203", "V203"]


@pytest.mark.parametrize("raw", ["90.00。", "90；", "90.", "９０．００ "])
def test_a_stop_behind_a_number_is_forgiven(raw: str) -> None:
    reading = read("amount", raw)
    assert (reading.value, codes(reading)) == (Decimal(90), ["V301"])


@pytest.mark.parametrize("raw", ["-￥-5", "(-5)", "(+5)", "--5", "((5))"])
def test_a_number_has_one_sign(raw: str) -> None:
    assert read("amount", raw, measure="元").state is ReadingState.UNREADABLE


def test_zero_percent_is_zero() -> None:
    assert read("amount", number(Decimal(0), percent=True)) == CellReading(ReadingState.VALUE, Decimal(0))


def test_a_sixteenth_digit_is_lost_a_fifteenth_is_kept() -> None:
    assert read("text", number(Decimal(10**15))).state is ReadingState.UNREADABLE
    assert read("text", number(Decimal(10**15 - 1))).value == "9" * 15


def test_characters_outside_xml_are_dropped_and_named() -> None:
    reading = read("text", "甲\ufffe乙\uffff\x01")
    assert reading.value == "甲乙"
    assert "U+0001 U+FFFE U+FFFF" in words(reading)[0]
