"""A letter on paper: the addressee at the edge, the paragraphs as written, office and day as the signature."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest

from jixiao_xlsx.report.kit.official_paper import SIGNATURE_STYLE
from jixiao_xlsx.report.letters.printed_letter import printed_letter

BODY = "示例市民政局：\n\n    你单位下列 1 份尚未收到：\n\n1. 申报表\n\n示例市财政局\n2026年3月10日\n"


def shown(body: str, *, office: str = "示例市财政局") -> tuple[list[str], list[str]]:
    """The title and the text, and the lines of the signature."""
    made = docx.Document(BytesIO(printed_letter("【催报】2026年度填报件", body, office=office)))
    signed = [line.text for line in made.paragraphs if line.style is not None and line.style.name == SIGNATURE_STYLE]
    return [line.text for line in made.paragraphs if line.text and line.text not in signed], signed


def test_a_letter_is_set_as_an_official_document() -> None:
    text = ["2026年度填报件", "示例市民政局：", "你单位下列 1 份尚未收到：", "1. 申报表"]
    assert shown(BODY) == (text, ["示例市财政局", "2026年3月10日"])


@pytest.mark.parametrize("body", ["", "没有抬头\n也没有落款", "=1+1\n<w:p/>&"], ids=["empty", "bare", "markup"])
def test_any_words_are_only_words(body: str) -> None:
    text, signed = shown(body, office="")
    assert text[1:] == body.splitlines()
    assert [line.strip("　") for line in signed] == ["年　　月　　日"]


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert printed_letter("信", BODY) == printed_letter("信", BODY)
