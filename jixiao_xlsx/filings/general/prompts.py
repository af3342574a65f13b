"""Rules over single texts: placeholders and prompts left in, labels copied, personal data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.roles import copies_label
from jixiao_xlsx.filings.view.words import shown_words
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.kinds import traits_of

# From two signs on: a single X, * or × occurs in texts (X光, 3×5), and six dots are one ……, after which something
# usually follows.
_LEFT_IN = re.compile(
    r"(?<![A-Za-z0-9])[XxＸｘ]{2,}(?![A-Za-z0-9])|[×✕╳]{2,}|[*＊]{2,}|(?:…{2,}|\.{6,})[。；;.]?$|[_＿]{3,}|□|"
    r"请(?:填写|填报|简述|简要|逐条填写|在此)|此处填|[（(]示例|示例[：:)）]|"
    r"^待(?:定|补充|填|完善)$|[（(]待(?:定|补充|填|完善)[)）]|"
    r"[（(][^（）()]{0,30}\d+\s*字(?:以内|之内|左右)[^（）()]{0,10}[)）]|^[^。]{0,20}\d+\s*字(?:以内|之内)[。.]?$"
)
# The lines of official outlines, with the room that their blanks have.
_OUTLINE = re.compile(
    r"(?:请|主要)?从[^。；\n]{2,60}方面[^。；\n]{0,12}(?:反映|说明|阐述|概述|分析|描述|总结|介绍)[^。；\n]{0,60}[。.]?|"
    r"(?:请|简要|主要)?(?:反映|说明|阐述|概述|描述)[^。；\n，,]{2,40}(?:情况|效果|成效|原因|措施)(?:[（(]如有[)）])?[。.]?|"
    r"[^。；\n，,]{2,30}[（(](?:如有|可选填|选填)[)）][。.]?"
)
_HEADING = re.compile(r"^\s*[（(]?[一二三四五六七八九十\d]+[)）、.．]\s*")
# GB 11643: six digits of the place, the day of birth, three digits, a check digit; the day keeps other long numbers
# out.
_IDENTITY = re.compile(r"(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?!\d)")
# Mainland mobile numbers: eleven digits from 13 to 19.
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


def words_left_in(context: RuleContext) -> Iterator[Finding]:
    """G02: XX, **, …… or the blank's own instructions inside a text."""
    for record, text in context.texts:
        match = _LEFT_IN.search(text)
        if match:
            yield context.at("G02", record.key, found=_around(text, match))


def _around(text: str, match: re.Match[str]) -> str:
    """The words left in with a little before them, so that the filler finds the spot."""
    # Eight characters are a word or two before it.
    return shown_words(text[max(0, match.start() - 8) : match.end()])


def unanswered_prompts(context: RuleContext) -> Iterator[Finding]:
    """G03: a text that is one line of the outline and says nothing: 从社会效益等方面反映…情况。"""
    for record, text in context.texts:
        bare = _HEADING.sub("", text.strip())
        bare = bare.rpartition("：")[2] if _OUTLINE.fullmatch(bare.rpartition("：")[2]) else bare
        # With a number in it a line has said something.
        if traits_of(record).is_long and not re.search(r"\d", bare) and _OUTLINE.fullmatch(bare):
            yield context.at("G03", record.key, found=shown_words(text))


def copied_labels(context: RuleContext) -> Iterator[Finding]:
    """G12: the label itself typed into its cell."""
    for record, text in context.texts:
        if copies_label(record, text):
            yield context.at("G12", record.key, found=shown_words(text))


def personal_data(context: RuleContext) -> Iterator[Finding]:
    """G11: identity and mobile numbers in texts that are not for them; the number itself is not repeated."""
    for record, text in context.texts:
        field = context.field_of(record.key)
        if field is None or field.personal:
            continue
        kinds = [name for name, pattern in (("身份证号", _IDENTITY), ("手机号", _MOBILE)) if pattern.search(text)]
        if kinds:
            yield context.at("G11", record.key, found="、".join(kinds))
