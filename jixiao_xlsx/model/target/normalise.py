"""Normalisation for parsing only: one spelling for each sign, no spaces; the raw text is kept elsewhere."""

from __future__ import annotations

import re
import unicodedata

from jixiao_xlsx.model.ideographs import plain_ideographs
from jixiao_xlsx.model.target.issues import TargetIssueCode
from jixiao_xlsx.model.target.respelled import said_in_digits, written_out

# Full-width forms stand 0xFEE0 above their ASCII twins.
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_VARIANTS: dict[str, str] = {
    **dict.fromkeys("≧⩾≥⪖≩", "≥"),
    **dict.fromkeys("≦⩽≤⪕≨", "≤"),
    **dict.fromkeys("﹦＝═", "="),
    **dict.fromkeys("﹪％", "%"),
    **dict.fromkeys("﹥〉", ">"),
    **dict.fromkeys("﹤〈", "<"),
    **dict.fromkeys("≒≅≃∼", "≈"),
    **dict.fromkeys("〜～˜∽", "~"),
    **dict.fromkeys("‐‑‒–−﹣－", "-"),
    **dict.fromkeys("（〔【［﹙", "("),
    **dict.fromkeys("）〕】］﹚", ")"),
    **dict.fromkeys("\r\n\v\f\x85\u2028\u2029", ";"),
    **dict.fromkeys("；﹔", ";"),
    **dict.fromkeys("，﹐", ","),
    **dict.fromkeys("•・∙‧", "·"),
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff", ""),
    "㎡": "平方米",
    "㎥": "立方米",
    "²": "2",
    "³": "3",
    "℃": "℃",
    "﹑": "、",
    "≮": "≥",
    "≯": "≤",
    "％": "%",
}
_TABLE: dict[int, int | str] = {**_FULL_WIDTH, **{ord(sign): plain for sign, plain in _VARIANTS.items()}}
# One search tells that most texts need nothing.
_ODD = re.compile(
    "[\\s\u0085\u200b-\u2064\u2212\u2260-\u22ff\u3008-\u301d\ufe50-\uff5e\ufeff\u2550\u2a7d-\u2aff²³㎡㎥‐-–•・∙‧˜∼∽,^⁰¹⁴-⁹⁻]"
)
# LibreOffice types ½ for 1/2. Behind a digit it is a part of another number.
# 玖拾万元整, as on receipts; no amount in words is longer.
_FORMAL = re.compile(
    "[壹贰貳叁參肆伍陆陸柒捌玖拾佰仟零]{1,16}(?=[万萬亿元圆])[万萬亿]?[壹贰貳叁參肆伍陆陸柒捌玖拾佰仟零]*[元圆]?"
)
_PLAIN_NUMERALS = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬圆", "一二二三三四五六六七八九十百千万元")
_VULGAR = re.compile("(?<![0-9])[\u00bc-\u00be\u2150-\u215e]")
_SPACED_DIGITS = re.compile(r"(?<=[\d.,，])[ \t\u00a0\u3000]+(?=[\d.,，])|(?<=\d)，(?=\d{3}(?!\d))")
_SPACES = re.compile(r"[^\S\n\r\v\f\u0085\u2028\u2029]+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_TITLE_SIGN = re.compile(r"[《》]=?(?=\d)")
_TITLE = re.compile("《[^》]*》")
_QUOTES = frozenset("\"“”'‘’")
_TAIL = " 。；;.,，、!！"


def normalise(raw: str) -> tuple[str, TargetIssueCode | None]:
    """The text to parse, and what had to be mended: spaces inside a number, or 》 written for ≥."""
    text = plain_ideographs(raw.rstrip(_TAIL) if raw and raw[-1] in _TAIL else raw)
    text = _FORMAL.sub(lambda numeral: numeral[0].translate(_PLAIN_NUMERALS), text)
    if text[:1] in _QUOTES and text[-1:] in _QUOTES:
        text = text[1:-1]
    text = _VULGAR.sub(lambda sign: unicodedata.normalize("NFKC", sign[0]).replace("\u2044", "/"), text)
    if _ODD.search(text) is None:
        return said_in_digits(text), None
    # Asked before spaces go, for 1 000 and 1000 are alike after.
    mended = TargetIssueCode.NUMBER_HYGIENE if _SPACED_DIGITS.search(text) else None
    text = written_out(_SPACES.sub("", text)).translate(_TABLE).strip(_TAIL)
    # 》 is typed with the key of >; a whole 《…》 is a title.
    if _TITLE_SIGN.search(text) and _TITLE.search(text) is None:
        text, mended = text.replace("》", "≥").replace("《", "≤"), TargetIssueCode.ODD_SIGN
    return said_in_digits(_THOUSANDS.sub("", text)), mended
