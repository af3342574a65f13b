"""Numbers as people say them, in plain digits: `5×10⁴` is 50000, 九成 90%, 三分之一 33.33%, 过半 >50%, 为零 为0."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from jixiao_xlsx.model.target.numerals import numeral_value

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_EXPONENT = r"\^(?P<plain>-?[0-9]{1,2})(?![0-9])|(?P<raised>⁻?[⁰¹²³⁴-⁹]{1,2})(?![⁰¹²³⁴-⁹])"
_POWER = re.compile(rf"(?<![0-9.])(?:(?P<factor>[0-9]+(?:\.[0-9]+)?)[×xX*✕·])?10(?:{_EXPONENT})")
# A digit raised beside a digit is a power, not a further digit: `5²` is not 52. Behind a letter it is a measure's: m².
_RAISED_DIGITS = re.compile(r"(?<=[0-9])[⁰¹²³⁴-⁹]+")
_LARGEST = 15  # Excel keeps no more digits

_ENDS = r"(?=$|[,;、。()]|及?以[上下内]|左右|[的多])"
_NUMBERS = "一二两三四五六七八九"
_SAID = re.compile(
    rf"(?<![十百千万\d])(?:(?P<tenths>[{_NUMBERS}1-9])成(?P<half>[{_NUMBERS}半])?{_ENDS}"
    rf"|(?P<under>[{_NUMBERS}十]{{1,3}})分之(?P<over>[{_NUMBERS}十]{{1,3}})(?![百千万点])"
    r"|(?P<half_of>半数|一半)(?=$|[,;、。()]|及?以[上下]|的)"
    r"|(?P<times>翻(?P<doubled>[一两二])番)"
    r"|(?P<first>(?<=[≥≤><=])\d{1,3}|\d{1,3}(?=/\d{1,3}及?以[上下]))/(?P<second>\d{1,3})(?![\d/百千万亿]))"
    r"|(?:(?<![超通经])过|超过)(?P<most>半)数?(?!年|天|个)"
    r"|(?<=[为是=])(?P<zero>零)(?=$|[,;、。()])|^(?P<none>零)$"
)
# 百分之九十五点五, 1万3千, 1比3, (≥)95%, ≥(95)%, .95, 95.%: spelled apart, and put together again.
_APART: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (
        re.compile(rf"百分之([{_NUMBERS}十百]+)点([{_NUMBERS}零]+)"),
        lambda found: f"{_value(found[1])}.{_digitwise(found[2])}%",
    ),
    (re.compile(rf"[二2][〇零○0][{_NUMBERS}零〇○][{_NUMBERS}零〇○](?=年)"), lambda found: _digitwise(found[0])),
    (
        re.compile(rf"([{_NUMBERS}十]{{1,2}})月([{_NUMBERS}十]{{1,3}})(?=[日号])"),
        lambda found: f"{_value(found[1])}月{_value(found[2])}",
    ),
    (
        re.compile(
            rf"(?<![{_NUMBERS}十百千万第])(?:一二|二三|两三|三四|三五|四五|五六|六七|七八|八九)(?=[万个家户名人位件份次场期项台套所处天])"
        ),
        lambda found: f"{_value(found[0][0])}~{_value(found[0][1])}",
    ),
    (re.compile(r"(\d+)万(\d)千(?!\d)"), lambda found: f"{int(found[1]) * 10 + int(found[2])}000"),
    (re.compile(r"^(\d+)比(\d+)$"), r"\1:\2"),
    (
        re.compile(rf"(?<![{_NUMBERS}十百千])万分之(\d{{1,3}}|[{_NUMBERS}十]{{1,3}})(?![百千万\d.点])"),
        lambda found: f"{_value(found[1]).scaleb(-2):f}%",
    ),
    (re.compile(r"(?:(?<=[入列居排省市县区国])|^)前(\d{1,2}|[一二三四五六七八九十]{1,2})$"), r"前\1名"),
    (re.compile(r"(?<=人)·(?=次)"), ""),
    (re.compile(r"(?<=/[人户村校])[*×x](?=[天年月次日周])"), "/"),
    (re.compile(r"\(([≥≤<>=])\)"), r"\1"),
    (re.compile(r"([≥≤<>=])\((\d+(?:\.\d+)?)\)"), r"\1\2"),
    (re.compile(r"(?<![\w).])\.(?=\d)"), "0."),
    (re.compile(r"(?<=\d)\.(?=%)"), ""),
)
_PASSED = re.compile(rf"(?<![超通经不])过(?=[{_NUMBERS}1-9]成)")
# Most texts hold none of these.
_SAID_SIGN = re.compile(
    r"(?=[前人/成半番零〇○比分月一二两三四五六七八\d(.])(?:[成半番零〇○比]|前(?:\d{1,2}|[一二三四五六七八九十]{1,2})$|人(?:·次|[*×x])|分之|月[一二三四五六七八九十]|"
    r"[一二两三四五六七八][二三四五六七八九]|\d(?:/\d|万\d)|\([≥≤<>=\d]|\.(?!\d)|(?<!\d)\.)"
)
# A share of three digits and two decimals is as exact as targets are: 三分之一 is 33.33%.
_SHARE = Decimal("0.01")


def said_in_digits(text: str) -> str:
    """The text with shares and nothings that were said in words written as digits: 过八成 is >80%."""
    if _SAID_SIGN.search(text) is None:
        return text
    for apart, together in _APART:
        text = apart.sub(together, text)
    return _SAID.sub(_plainly, _PASSED.sub(">", text))


def _digitwise(numerals: str) -> str:
    return "".join(
        sign if sign.isdigit() and sign.isascii() else str(_value(sign.replace("○", "〇"))) for sign in numerals
    )


def _plainly(found: re.Match[str]) -> str:
    if found["tenths"]:
        return f"{_value(found['tenths']) * 10 + (_value(found['half']) if found['half'] != '半' else 5)}%"
    if found["under"] or found["first"]:
        over, under = found["over"] or found["first"], found["under"] or found["second"]
        return _share(_value(over), _value(under)) or found[0]
    if found["half_of"]:
        return "50%"
    if found["most"]:
        return ">50%"
    if found["times"]:
        # Twice as much is 100 % more, twice that again 300 %.
        return "增长100%" if found["doubled"] == "一" else "增长300%"
    return "0"


def _value(number: str | None) -> Decimal:
    return (numeral_value(number) if number else None) or Decimal(0)


def _share(over: Decimal, under: Decimal) -> str:
    """As a percentage; a share of more than the whole is something else, as 4/3 or a date."""
    if not 0 < over <= under:
        return ""
    share = (over / under * 100).quantize(_SHARE, ROUND_HALF_UP)
    digits = format(share, "f").rstrip("0").rstrip(".")
    return f"{digits}%"


def written_out(text: str) -> str:
    """The text with its powers of ten written out; other powers with `^`, which no target has."""
    if "^" not in text and not any(sign in text for sign in "⁰¹²³⁴⁵⁶⁷⁸⁹"):
        return text
    text = _POWER.sub(_digits, text)
    return _RAISED_DIGITS.sub(lambda found: "^" + found[0].translate(_RAISED), text)


def _digits(found: re.Match[str]) -> str:
    exponent = int(found["plain"] or found["raised"].translate(_RAISED))
    if abs(exponent) > _LARGEST:
        return found[0]
    value = Decimal(found["factor"] or 1).scaleb(exponent)
    digits = format(value, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
