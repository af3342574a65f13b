"""The tokens of a target: quantities, dates, ranks, periods, comparison words, separators; the rest is text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from jixiao_xlsx.model.target.measures import LATIN_MEASURE, MEASURE, NUMERAL_MEASURE, PER, PER_UNIT
from jixiao_xlsx.model.target.pattern import CHINESE, DIGITS, NUMERAL
from jixiao_xlsx.model.target.words import BASES, LONE_OPERATOR, OPERATOR, OPERATORS, POST

_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_YEAR = r"(?:(?:20)?\d{2}年度?|本年度?|当年|次年|明年|今年|年)"
_BEFORE = r"(?:之前|以前|前|止|截止|(?:之|以)内|内|起|之后|以后)"
_DATES = (
    r"(?:20\d\d年\d{1,2}月\d{1,2}[日号]"
    rf"|从?(?:20\d\d)年?(?:{_MONTH}月)?(?:-|~|至|到|—+)(?:20\d\d)年(?:{_MONTH}月)?底?"
    rf"|(?:{_YEAR})?(?:\d{{1,2}})(?:月)?(?:-|~|至|到|—+)(?:{_MONTH})月份?底?"
    rf"|(?:{_YEAR})?{_MONTH}月份?(?:[0-3]?\d[日号]|底|末|[上中下]旬|初|中)?"
    r"|20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?=$|之?前|止)|(?:1[0-2]|0?[1-9])\.[0-3]?\d(?=之?前)"
    r"|20\d\d[-./](?:1[0-2]|0?[1-9])[-./][0-3]?\d日?|20\d\d[-./](?:1[0-2]|0?[1-9])(?=月?底?前)月?底?"
    rf"|(?:{_YEAR})?第?[一二三四1-4]季度(?:末|底)?"
    rf"|(?:{_YEAR})?[上下]半年(?:末|底)?"
    r"|20\d\d年度?(?:终|底|末|初|中)?|[本当次明今]年度?(?:终|底|末|中)?|年度?(?:终|底|末)(?=前|"
    r"完|全|$|[,;、。])|年度?(?=内))"
)
DATE = (
    rf"(?P<date_op>{OPERATOR})?(?:截[至止]到?)?(?:(?P<day>{_DATES}){_BEFORE}?|"
    rf"(?P<monthly>[0-3]?\d[日号])(?:之前|以前|前)"
    r"|(?P<feast>春节|汛期|国庆节?|元旦|中秋节?|雨季|开学|冬季|汛|入冬|主汛期|五一|十一|"
    r"供暖季?)(?:来临|到来)?(?:之前|以前|前))"
)
# 1. and (1) number the items of a list; 1.5 is a number.
_LISTED = rf"(?:[①-⑳]|\(\d{{1,2}}\)|\d{{1,2}}(?:[.)](?!\d)|、(?=[{CHINESE}])))"
NUMBER = r"\d+(?:\.\d+)?"
SCALE = r"(?:百万|千万|十万|万亿|百亿|千亿|[万亿]|[百千](?![瓦米克帕伏分]))"
# 一次性, 一件事, 一张网, 一级: words that begin with a numeral and count nothing.
_NUMERAL_GUARD = f"(?!次性|.一|件事|张网|张图|条龙|本账|个样|个体|级|类|.[{CHINESE}]一档)"
_COUNT = (
    rf"(?:{NUMBER}|百分(?:之)?百|(?:百分之|千分之)(?:{NUMBER}|{NUMERAL})"
    rf"|"
    rf"(?<![第统唯同专单逐万百千])(?!零[件售星散工])(?:{NUMERAL}){_NUMERAL_GUARD}(?=多?余?(?:[万亿]|"
    rf"{NUMERAL_MEASURE})|[至到~-]{NUMERAL}{NUMERAL_MEASURE}))"
)
_HUGE = r"[余多几+]"
_UNIT = rf"(?:{_HUGE})?(?:{SCALE}(?!元))?(?:{_HUGE})?{MEASURE}?"
_WHOLE_UNIT = rf"(?P<more>{_HUGE})?(?P<scale>{SCALE}(?!元))?(?P<more2>{_HUGE})?(?P<measure>{MEASURE})?"
QUANTITY = (
    rf"(?P<op>{OPERATOR}(?:{OPERATOR})?)?(?P<sign>(?<![\w%)])[-+])?(?P<first>{_COUNT})(?P<unit>{_UNIT})"
    rf"(?:(?P<dash>-|~|—+|至|到|±)(?P<last>{NUMBER}|{NUMERAL}(?={NUMERAL_MEASURE}))(?P<unit2>{_UNIT}))?"
    rf"(?P<per>{PER})?(?P<post>{POST})?(?P<per2>{PER})?"
)
# One look at a character tells whether a token can begin there: most of a text is passed over so.
_STARTS = (
    "0-9A-Za-z+(;,、。\\n\\-较比与和同环每全前第从截年月周季学本当次明今上下春汛国元中雨开冬入主五供百千①-⑳"
    + DIGITS
    + "半"
    + "".join(re.escape(word[0]) for word in OPERATORS)
)
_MASTER = (
    rf"(?=[{_STARTS}])(?:"
    + "|".join(
        (
            rf"(?P<stop>[;,、。\n]+(?:{_LISTED})?|^{_LISTED})",
            rf"(?P<base>{BASES})",
            rf"(?P<each>每(?:[个家名位所](?=[{CHINESE}]))?(?:{PER_UNIT}|[{CHINESE}]{{1,4}}?(?=每|\d|"
            rf"{OPERATOR}))|全年|(?:半[年月]|季度|学期|学年|(?<![\d{DIGITS}本当每今上次下])[年月周季]均?)(?=(?:[{DIGITS}]|\d{{1,2}})[次场回期])"
            rf"|(?:[{DIGITS}]|\d)(?:年|个?月|周|天|个?季度|季|个?学期|个?星期)内?(?=(?:[{DIGITS}]|"
            rf"\d{{1,2}})[次场回]))",
            rf"(?P<date>{DATE})",
            rf"(?P<ratio>(?:{OPERATOR})?(?:\d+(?:\.\d+)?:\d+(?:\.\d+)?|\d+/\d+(?![\d/百千万亿])|"
            rf"{NUMERAL}分之{NUMERAL}))",
            rf"(?P<rank>(?P<rank_head>第|前)(?P<rank_number>\d+|{NUMERAL})(?P<rank_measure>名|位|%))",
            # Before quantities: 第3期, PM2.5 and 4G hold numbers that count nothing.
            rf"(?P<name>第(?:\d+|{NUMERAL})|[A-Za-z]{{1,12}}-?\d+(?:\.\d+){{0,4}}|"
            rf"\d+(?!{LATIN_MEASURE})[A-Za-z]+\d*(?![{CHINESE}]?$)"
            r"|\d+\s*[×*xX]\s*\d+)",
            rf"(?P<quantity>{QUANTITY})",
            rf"(?P<operator>{LONE_OPERATOR})",
            r"(?P<paren>\((?P<inner>[^()]*)\))",
        )
    )
    + ")"
)


@cache
def unit_pattern() -> re.Pattern[str]:
    """The pattern of what stands behind a number: scale and measure."""
    return re.compile(_WHOLE_UNIT)


@cache
def token_pattern() -> re.Pattern[str]:
    """The pattern of all tokens; it takes long to compile, so that only who reads targets waits for it."""
    return re.compile(_MASTER)


@dataclass(frozen=True, slots=True)
class TargetToken:
    """One token: its kind (a group of the master pattern, or `text`), its words, and the match behind it."""

    kind: str
    text: str
    match: re.Match[str] | None = None


def tokens_of(text: str) -> Iterator[TargetToken]:
    """The tokens in order; what no token claims comes as `text`, so nothing is lost."""
    place = 0
    for match in token_pattern().finditer(text):
        if match.start() > place:
            yield TargetToken("text", text[place : match.start()])
        # The group that closed last is the outermost one: the token's kind.
        kind = match.lastgroup or "text"
        yield TargetToken("text" if kind == "name" else kind, match.group(), match)
        place = match.end()
    if place < len(text):
        yield TargetToken("text", text[place:])
