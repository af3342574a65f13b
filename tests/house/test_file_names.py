"""Names that we give to files, folders and attachments stand on every system and look like what they are."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao_xlsx.file_names import is_table, is_workbook, safe_name
from jixiao_xlsx.mail.letters import Letter, file_name
from jixiao_xlsx.season.post.post import draft_name
from jixiao_xlsx.season.single.saving import save_file


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("示例市民政局（本级）", "示例市民政局（本级）"),
        ("甲局\u202excod.slx", "甲局-xcod.slx"),
        ("甲\u200b局\ufeff\u2066乙", "甲-局-乙"),
        ("甲\ud800局", "甲-局"),
        ("\u3164\u2800\ufe0f", ""),
        ("甲\u00ad局\U000e0041", "甲-局"),
        ("甲\u2028局\n乙", "甲-局-乙"),
        ("../../etc/passwd", "etc-passwd"),
        ('a\\b/c:d*e?f"g<h>i|j', "a-b-c-d-e-f-g-h-i-j"),
        ("甲局. . .", "甲局"),
        ("...", ""),
        ("", ""),
        ("CON", "CON-"),
        ("nul", "nul-"),
        ("aux.xlsx", "aux-.xlsx"),
        ("Com1.tar.gz", "Com1-.tar.gz"),
        ("lpt9 .txt", "lpt9- .txt"),
        ("console.xlsx", "console.xlsx"),
        ("甲aux.xlsx", "甲aux.xlsx"),
    ],
)
def test_what_a_name_cannot_hold_is_replaced(text: str, name: str) -> None:
    assert safe_name(text) == name


@pytest.mark.parametrize(("most", "characters"), [(200, 66), (150, 50), (120, 40)])
def test_a_long_name_is_cut_between_characters(most: int, characters: int) -> None:
    assert safe_name("绩" * 300, most) == "绩" * characters


def test_a_long_name_keeps_its_ending() -> None:
    assert safe_name("绩" * 300 + ".xlsx") == "绩" * 65 + ".xlsx"


@given(st.text(), st.sampled_from((60, 120, 200)))
def test_a_name_stands_on_any_system_and_is_final(text: str, most: int) -> None:
    name = safe_name(text, most)
    assert len(name.encode()) <= most
    assert safe_name(name, most) == name
    assert name.isprintable() or any(sign.isspace() or not sign.isascii() for sign in name)
    assert not set(name) & set('\\/:*?"<>|')
    assert not name.endswith((" ", "."))
    assert not PureWindowsPath(name).is_reserved()


def test_a_name_of_300_characters_is_written(tmp_path: Path) -> None:
    assert save_file(tmp_path / f"{safe_name('绩' * 300)}.xlsx", b"x").read_bytes() == b"x"


@pytest.mark.parametrize("trick", ["\u202e", "\u200b", "\u3164", "\ufe0f", "\ud800", "/", "\n"])
def test_drafts_and_attachments_bear_safe_names_too(trick: str) -> None:
    letter = Letter(kind=f"催{trick}报", agency=f"1{trick}01", to=(), subject="", body="")
    for name in (draft_name(letter, f"甲{trick}局"), file_name(f"甲{trick}局.xlsx")):
        assert trick not in name
        assert safe_name(name, 765) == name
    assert file_name("aux.xlsx") == "aux-.xlsx"
    assert file_name("绩" * 300 + ".xlsx") == "绩" * 253 + ".xlsx"
    assert file_name(trick) == "附件"


def test_endings_of_workbooks_count_in_any_case() -> None:
    assert is_workbook("交回/部门.XLSX")
    assert is_workbook("部门.et")
    assert is_table("名录.CSV")
    assert not is_workbook("名录.csv")
    assert not is_table("说明.docx")
