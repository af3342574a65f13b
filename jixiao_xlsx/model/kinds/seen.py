"""Whether the text that a number cell shows is the number that it holds, as far as a person can tell."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction

from jixiao_xlsx.model.kinds.characters import folded, half_width, is_blank
from jixiao_xlsx.model.kinds.written import NotWritten, read_number

# Which currency is meant is the measure's affair; $ is what built-in formats show in other countries.
_CURRENCY = re.compile(r"(?:US|HK)?\$|\b[A-Z]{3}(?![A-Za-z])|人民币|[¥￥€£]")
# Words that make a number another one even where no measure is told.
_SCALING = re.compile(r"[十百千万亿兆元角分%‰]")
# Between any digits: under 0,000 one is 0,001.
_COMMAS = re.compile(r"(?<=[0-9]),(?=[0-9]{3})")
_DASHES = re.compile(r"[-—–]*")
_FRACTION = re.compile(r"(-?)(?:([0-9]+) )?([0-9]+)/([0-9]+)")
# 5.00(万元) is no other number than 5.00万元.
_BRACKETED = re.compile(r"(?<=[0-9]) ?\(([^()0-9]+)\)$")
_POINTS = Decimal("0.01")


def shows_another(value: Decimal, seen: str, tails: Collection[str]) -> bool:
    """Whether what is seen is another number than `value`, or one in another measure than `tails`.

    Where there are no tails the cell has no measure, and 18人 is as good as 18. Rounding to the decimals shown, commas
    between thousands, currency signs and brackets around a negative number make no other number, nor does a zero
    shown as nothing or as a dash. A % counts as a hundredth.
    """
    line = _COMMAS.sub("", _CURRENCY.sub("", half_width(seen)).strip())
    if value == 0 and (is_blank(line) or _DASHES.fullmatch(line)):
        return False
    line = _BRACKETED.sub(r"\1", line)
    fraction = _FRACTION.fullmatch(line)
    if fraction is not None and fraction[4].strip("0"):
        return not _is_near(value, fraction)
    try:
        written = read_number(line)
    except NotWritten:
        return True
    if written.tail == "%":
        return not _rounds_to(value, written.value * _POINTS)
    if (
        written.tail
        and folded(written.tail) not in {folded(tail) for tail in tails}
        and (tails or _SCALING.search(written.tail))
    ):
        return True
    return not _rounds_to(value, written.value)


def _rounds_to(value: Decimal, seen: Decimal) -> bool:
    """Whether a number, rounded to the places that are seen, is what is seen; half a place either way is one."""
    exponent = seen.as_tuple().exponent
    return isinstance(exponent, int) and abs(value - seen) * 2 <= Decimal(1).scaleb(exponent)


def _is_near(value: Decimal, found: re.Match[str]) -> bool:
    below = int(found[4])
    seen = Fraction(int(found[3]), below) + int(found[2] or 0)
    # A fraction of so many digits is as near as another of them can be: half a step of its denominator.
    return abs(Fraction(value) - (-seen if found[1] else seen)) <= Fraction(1, 2 * below)
