"""What looks personal in a text is masked and told; ordinary figures, dates and codes stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao_xlsx.report.kit.personal import MASK, mask


@pytest.mark.parametrize(
    ("text", "what", "masked"),
    [
        ("联系人手机13800000000。", "手机号", "联系人手机***。"),
        ("请拨+86 138 0000 0000", "手机号", "请拨***"),
        ("１３８００００００００", "手机号", "***"),
        ("电话：0000-1234567转8", "电话号码", "电话：***转8"),
        ("电话（010）12345678", "电话号码", "电话***"),
        ("联系电话：1234567", "电话号码", "联系电话：***"),
        ("身份证110101199001011234", "身份证号", "身份证***"),
        ("证号11010119900101123X，", "身份证号", "证号***，"),
        ("账号6222 0000 0000 0000 000", "银行账号", "账号***"),
        ("账号6222000000000000", "银行账号", "账号***"),
        ("邮箱someone@example.org、", "电子邮箱", "邮箱***、"),
        ("微信号：abc_12345", "QQ或微信号", "微信号：***"),
    ],
)
def test_personal_data_is_masked_and_named(text: str, what: str, masked: str) -> None:
    shown, found = mask(text)
    assert shown == masked
    assert [one.what for one in found] == [what]


@pytest.mark.parametrize(
    "text",
    [
        "预算6300.25万元，执行率99.95%",
        "2026年3月15日前完成",
        "12345678元",
        "0.123456789012345",
        "补贴人数15000000人次",
        "文号〔2026〕1号",
        "2023-2025年",
        "2022 2023 2024 2025 2026",
        "1200-1300-1400-1500元",
        "10.13800000000",
    ],
)
def test_figures_and_dates_stay(text: str) -> None:
    assert mask(text) == (text, ())


def test_words_of_personal_fields_are_masked_wherever_they_stand() -> None:
    shown, found = mask("项目由某甲负责，某甲电话见附件", words=["某甲"])
    assert shown == "项目由***负责，***电话见附件"
    assert len(found) == 2


@pytest.mark.parametrize(
    ("word", "text"), [("某甲", "由某　甲负责"), ("某 甲", "由某甲负责"), ("某 甲", "由某 甲负责")]
)
def test_a_name_is_found_however_it_is_spaced(word: str, text: str) -> None:
    assert mask(text, words=[word])[0] == "由***负责"


def test_what_is_told_never_quotes_what_was_masked() -> None:
    _, found = mask("甲13800000000乙13900000000丙")
    assert [one.around for one in found] == ["甲***乙***丙"] * 2


DIGITS = st.text("0123456789", min_size=8, max_size=8)


@given(before=st.text("工作任务，。", max_size=5), number=DIGITS, after=st.text("工作任务，。", max_size=5))
def test_no_mobile_number_is_left(before: str, number: str, after: str) -> None:
    shown, _ = mask(f"{before}138{number}{after}")
    assert shown == f"{before}{MASK}{after}"
