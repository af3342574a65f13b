"""What number formats make people see, as Excel draws them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao_xlsx.model.content import Content, ContentType
from jixiao_xlsx.model.kinds.seen import shows_another
from jixiao_xlsx.model.shown import only_dresses, seen_of, shown_number

ACCOUNTING = '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)'


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("48000", "#,##0.00,", "48.00"),
        ("1000000", "#,##0.0,,", "1.0"),
        ("48000", "0!.0000", "4.8000"),
        ("48000", '0!.0,"万"', "4.8万"),
        ("48000", r"0\.0000", "4.8000"),
        ("7", "0!.0000", "0.0007"),
        ("95", '0.00"%"', "95.00%"),
        ("0.95", "0.0%", "95.0%"),
        ("5", "0.00‰", "5.00‰"),
        ("5", ";;;", ""),
        ("40", '0.00"元"', "40.00元"),
        ("40", 'G/通用格式"元"', "40元"),
        ("40", "[DBNum1]General", "四十"),
        ("10", "[DBNum1]0", "十"),
        ("20215", '[DBNum2][$-804]General"元整"', "贰万零贰佰壹拾伍元整"),
        ("100000001", "[DBNum1]0", "一亿〇一"),
        ("120.5", "[DBNum3]0.00", "１２０.５０"),
        ("5", '"约"0', "约5"),
        ("202", "000000", "000202"),
        ("7721234567", "000-00000000", "077-21234567"),
        ("1234567.891", "#,##0.00", "1,234,567.89"),
        ("12", "#,##0000", "0,012"),
        ("2.345", "0.00", "2.35"),
        ("2.5", "0.0#", "2.5"),
        ("2.5", "0.??", "2.5"),
        ("0", "#", ""),
        ("0.5", "# ?/?", "1/2"),
        ("2.3333333", "# ??/??", "2 1/3"),
        ("2.5", "# ?/8", "2 4/8"),
        ("3", "# ?/?", "3"),
        ("123456", "0.00E+00", "1.23E+05"),
        ("-1234.5", ACCOUNTING, "(1,234.50)"),
        ("0", ACCOUNTING, "-"),
        ("0", "0.00;-0.00;;@", ""),
        ("-5", "General", "-5"),
        ("-5", "0.00;0.00", "5.00"),
        ("-5", "0.00;[Red]0.00", "-5.00"),
        ("-5", r"0.00_);[Red]\(0.00\)", "(5.00)"),
        ("-40", "[$¥-804]#,##0.00", "-¥40.00"),
        ("12000", '[>=10000]0.0,"千";0', "12.0千"),
        ("500", '[>=10000]0.0,"千";0', "500"),
        ("-3", '[>=100]0"多";[<0]"负"0;0', "负3"),
        ("-3", '[>=100]0"多";0', "-3"),
        ("7", '[>=100]0"多";[<0]"负"0;"小"0', "小7"),
        ("40", "@", "40"),
        ("40", "0.00_ ", "40.00"),
        ("40", "* 0.00", "40.00"),
    ],
)
def test_a_number_is_drawn_as_excel_draws_it(value: str, code: str, shown: str) -> None:
    assert shown_number(Decimal(value), code) == shown


@pytest.mark.parametrize("code", ["yyyy-m-d", "h:mm", "[h]:mm", 'yyyy"年"m"月"', "e/m/d", "[>100]0"])
def test_dates_and_what_no_section_is_for_are_not_drawn(code: str) -> None:
    assert shown_number(Decimal(45), code) is None


def test_the_file_that_says_itself_what_is_shown_is_believed() -> None:
    told = Content(ContentType.NUMBER, Decimal(48000), format="0.00", seen="4.80")
    assert (seen_of(told), seen_of(Content(ContentType.NUMBER, Decimal(5)))) == ("4.80", None)
    assert told == Content(ContentType.NUMBER, Decimal(48000))


@pytest.mark.parametrize(
    "code",
    [
        "0",
        "0.00",
        "#,##0.00",
        "0%",
        "0.00%",
        "0.00_ ",
        ACCOUNTING,
        r"0.00_);[Red]\(0.00\)",
        "0.00;[Red]0.00",
        "¥#,##0.00",
    ],
)
def test_common_formats_are_known_to_show_the_number_itself(code: str) -> None:
    assert only_dresses(code)


@pytest.mark.parametrize(
    "code",
    [
        *("#,##0,", "0!.0000", '0.00"%"', "0.00‰", ";;;", '0"元"', "[DBNum1]0", '"约"0', "0.00;0.00", "-0", "0%%", ""),
        *("yyyy", "0-00", "0.00E+00", "# ?/?", "[>5]0;0,", '"40"', "0.00;(0.00);0,", "0;;", "(0)", "(0);(0)"),
    ],
)
def test_other_formats_are_looked_at_number_by_number(code: str) -> None:
    assert not only_dresses(code)


@given(
    st.decimals(-(10**9), 10**9, places=2),
    st.lists(
        st.sampled_from(("0", "#", "?", ".", ",", ";", "-", "(", ")", "%", " ", "_)", "* ", "[Red]", "¥", "!")),
        max_size=9,
    ),
)
def test_a_format_that_only_dresses_shows_no_other_number(value: Decimal, pieces: list[str]) -> None:
    code = "".join(pieces)
    shown = shown_number(value, code) if only_dresses(code) else None
    # A # shows no zero: 0.4 under it is nothing, rounded as it is.
    if shown is not None and abs(value) >= 1:
        assert not shows_another(value, shown, ())


_CODES = st.one_of(
    st.text('0#?.,%;"元\\!_*[]<>=-10EeGgneral/@DBNum12$¥红Redhmsy ', max_size=40),
    st.text(max_size=400),
)


@given(st.decimals(allow_nan=False, allow_infinity=False), _CODES)
def test_any_code_and_any_number_are_drawn_or_not(value: Decimal, code: str) -> None:
    shown = shown_number(value, code)
    assert shown is None or shown == shown.strip()


@given(st.decimals(-(10**12), 10**12, places=2), st.sampled_from(("0.00", "#,##0.00", "General", ACCOUNTING)))
def test_plain_formats_show_the_number_itself(value: Decimal, code: str) -> None:
    shown = shown_number(value, code)
    assert shown is not None
    read = Decimal(shown.replace(",", "").replace("(", "-").rstrip(")")) if shown != "-" else Decimal(0)
    assert read == value
