"""Numbers as people write them in a cell: `44, 770. 21`, `１２３．５`, `￥48`, `(5.00)`, `48万元`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from jixiao_xlsx.model.kinds.characters import half_width

# A number of 15 digits with spaces, sign, currency and measure has less; longer texts are not tried by the pattern.
LONGEST = 60
SIGNIFICANT = 15
"""The digits that Excel keeps of a number."""

# Below 10^15 every integer is exact; from 10^-290 on all 15 digits are, as doubles lose them from 10^-308.
_MINOR, _MAJOR = -290, 14
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?%?")
_NOTHING = re.compile(r"[-/\\~—_*×]+|无|没有|暂无|空|不适用|不涉及|无数据|N/?A", re.IGNORECASE)
_POINT_SPACES = re.compile(r" *([.,]) *")
_CURRENCY = r"(?P<currency>[¥]|RMB|CNY|人民币)?"
# Groups must be of three: 44,77 is no number that anybody can be sure of.
_DIGITS = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+|[0-9]+)"
# Twelve characters: measures are shorter, sentences longer.
_TAIL = r"(?P<tail>[^\W\d_][^\d]{0,11}|[%‰℃°][^\d]{0,11})?"
_NUMBER = re.compile(
    rf"(?P<sign>[-+]?) ?{_CURRENCY} ?(?P<sign2>[-+]?) ?"
    rf"(?P<digits>{_DIGITS}(?:\.[0-9]*)?|\.[0-9]+)(?P<power>[eE][-+]?[0-9]{{1,4}})? ?{_TAIL}"
)
_GROUPED = re.compile(rf"[-+]?{_CURRENCY}[0-9 ,.'’]+{_TAIL}")


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number found in a text: its value, the text behind it, and how it was spelled."""

    value: Decimal
    tail: str = ""
    currency: bool = False
    bracketed: bool = False
    odd: bool = False


class NotWritten(ValueError):
    """The text is no number; `code` is the V code that says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def says_nothing(text: str) -> bool:
    """Whether the text is a mark or word for nothing: —, /, 无, 不适用."""
    return _NOTHING.fullmatch(half_width(text)) is not None


def read_number(text: str) -> WrittenNumber:
    """The number in a text; raises NotWritten with V101, V102, V107 or V108."""
    line = half_width(text)
    if _NOTHING.fullmatch(line):
        raise NotWritten("V102")
    if len(line) > LONGEST:
        raise NotWritten("V107" if line.isdigit() else "V101")
    line = _POINT_SPACES.sub(r"\1", line).rstrip(" .,;、；")
    # (5.00) is −5.00 in accounting.
    bracketed = len(line) > 2 and line[0] == "(" and line[-1] == ")"
    match = _NUMBER.fullmatch(line[1:-1].strip() if bracketed else line)
    if match is None or (match["sign"] and match["sign2"]) or (bracketed and (match["sign"] or match["sign2"])):
        raise NotWritten("V108" if _GROUPED.fullmatch(line) else "V101")
    return _written(match, bracketed=bracketed, odd=_PLAIN.fullmatch(text) is None)


def _written(match: re.Match[str], *, bracketed: bool, odd: bool) -> WrittenNumber:
    digits = match["digits"].replace(",", "").replace(" ", "")
    typed = Decimal(digits + (match["power"] or ""))
    value = as_kept(typed)
    if value is None:
        raise NotWritten("V107")
    negative = bracketed or "-" in (match["sign"], match["sign2"])
    return WrittenNumber(
        value=-value if negative else value,
        tail=(match["tail"] or "").strip(),
        currency=match["currency"] is not None,
        bracketed=bracketed,
        odd=odd or value != typed,
    )


def as_kept(value: Decimal) -> Decimal | None:
    """The number as Excel keeps it: decimals after the fifteenth digit are rounded off, longer numbers are None."""
    if is_kept(value):
        return value
    rounded = Decimal(format(value, ".15g")) if value.is_finite() and value.adjusted() <= _MAJOR else value
    return rounded if is_kept(rounded) else None


def is_kept(value: Decimal) -> bool:
    """Whether Excel keeps every digit: at most 15 significant ones, below 10¹⁵, and not vanishingly small."""
    if not value.is_finite():
        return False
    if value == 0:
        return True
    significant = "".join(map(str, value.as_tuple().digits)).strip("0")
    return len(significant) <= SIGNIFICANT and _MINOR <= value.adjusted() <= _MAJOR
