"""A number as its format shows it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from jixiao_xlsx.model.content import Content
from jixiao_xlsx.model.shown.code import FormatPart, FormatSection, format_sections
from jixiao_xlsx.model.shown.numerals import with_numerals

# Excel keeps fifteen digits below 10^15 and shows thirty decimals; what goes beyond is nobody's budget.
_MOST_DIGITS, _MOST_DECIMALS = 24, 30
_ZERO = Decimal(0)
# Signs that fill no place of their own: 0.00_) ends in a gap.
_GAPS = re.compile(r"[\s\u00a0]+")

_Pieces = Sequence[tuple[FormatPart, str]]


def seen_of(content: Content) -> str | None:
    """The text that a number cell shows; None where its format says nothing of it, or shows a date or time."""
    if content.seen is not None or not isinstance(content.value, Decimal) or not content.format:
        return content.seen
    return shown_number(content.value, content.format)


def shows_moment(content: Content) -> bool:
    """Whether a number cell is drawn as a date, a time or a duration: 4567.5 under `[h]:mm` is 109620:00."""
    if content.seen is not None or not isinstance(content.value, Decimal) or not content.format:
        return False
    section, _ = _section(format_sections(content.format), content.value)
    return section is not None and section.moment


def shown_number(value: Decimal, code: str) -> str | None:
    """The number under a format's code, as Excel draws it without the gaps; None for dates and what it cannot draw.

    A negative number that only its colour tells keeps its minus sign, as that is how it is read.
    """
    section, is_negative = _section(format_sections(code), value)
    if section is None or section.moment or not value.is_finite() or value.adjusted() > _MOST_DIGITS:
        return None
    shown = _drawn(section, abs(value))
    if shown is None:
        return None
    shown = _GAPS.sub(" ", with_numerals(shown, section.numerals) if section.numerals else shown).strip()
    hides_sign = is_negative and section.coloured and shown[:1] not in ("-", "(") and shown != ""
    return f"-{shown}" if hides_sign or (value < 0 and not is_negative and shown) else shown


def _section(sections: Sequence[FormatSection], value: Decimal) -> tuple[FormatSection | None, bool]:
    """The section that a number is drawn by, and whether that one is for negative numbers and says so itself."""
    numeric = sections[:3]
    if len(numeric) == 1:
        only = numeric[0]
        return (only, only.is_negative) if only.holds(value) else (None, False)
    if numeric[0].condition is None and numeric[1].condition is None:
        if value < 0:
            return numeric[1], True
        return (numeric[2] if value == 0 and len(numeric) > 2 else numeric[0]), False
    if numeric[0].condition is not None and numeric[0].holds(value):
        return numeric[0], numeric[0].is_negative
    if numeric[0].condition is None and value > 0:
        return numeric[0], False
    # Of three the second is for negative numbers where it does not say another thing.
    middle = numeric[1]
    if len(numeric) == 2 or (middle.holds(value) if middle.condition else value < 0):
        return middle, middle.is_negative or (middle.condition is None and len(numeric) > 2)
    return numeric[2], False


def _drawn(section: FormatSection, value: Decimal) -> str | None:
    """A number that is not negative, drawn by one section; signs and numerals come later."""
    if section.has(FormatPart.SLASH) and section.has(FormatPart.DIGIT):
        return _fraction(section, value)
    number = value.scaleb(2 * section.percents - 3 * section.thousands)
    if section.has(FormatPart.POWER):
        return _power(section, number)
    if section.has(FormatPart.DIGIT):
        return _digits(section.parts, number, grouped=section.grouped)
    general = format(number, "f") if number else "0"
    general = general.rstrip("0").rstrip(".") if "." in general else general
    return "".join(general if role is FormatPart.GENERAL else text for role, text in section.parts)


def _digits(parts: _Pieces, number: Decimal, *, grouped: bool) -> str | None:
    roles = [role for role, _ in parts]
    point = roles.index(FormatPart.POINT) if FormatPart.POINT in roles else len(parts)
    decimals = roles[point:].count(FormatPart.DIGIT)
    if decimals > _MOST_DECIMALS or number.adjusted() + decimals > 26:
        return None
    rounded = format(number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP), "f")
    whole, _, rest = rounded.partition(".")
    return _whole(parts[:point], whole.lstrip("0"), grouped=grouped) + _rest(parts[point:], rest)


def _whole(parts: _Pieces, digits: str, *, grouped: bool) -> str:
    """The digits before the point, from the right: each place takes one, the first place takes all that are left."""
    places = sum(role is FormatPart.DIGIT for role, _ in parts)
    # Behind a 0 every place shows its zero: 0?0 is 000.
    first_zero = next((place for place, part in enumerate(parts) if part == (FormatPart.DIGIT, "0")), len(parts))
    # 1.5 under .00 is 1.50 all the same.
    drawn = [] if places else [digits]
    put = 0
    for place, (role, text) in reversed(list(enumerate(parts))):
        if role is not FormatPart.DIGIT:
            drawn.append(text)
            continue
        places -= 1
        cut = 0 if places == 0 else max(len(digits) - 1, 0)
        taken, digits = digits[cut:], digits[:cut]
        for sign in reversed(taken or ("0" if place >= first_zero else {"?": " "}.get(text, ""))):
            drawn.append("," if grouped and put and put % 3 == 0 and sign != " " else "")
            drawn.append(sign)
            put += 1
    return "".join(reversed(drawn))


def _rest(parts: _Pieces, digits: str) -> str:
    """The point and the digits behind it; `#` shows no zeros at the end."""
    kept = len(digits.rstrip("0"))
    drawn, place = "", 0
    for role, text in parts:
        if role is FormatPart.POINT:
            drawn += "."
        elif role is not FormatPart.DIGIT:
            drawn += text
        else:
            drawn += digits[place] if place < kept or text == "0" else {"?": " "}.get(text, "")
            place += 1
    return drawn


def _power(section: FormatSection, number: Decimal) -> str | None:
    roles = [role for role, _ in section.parts]
    mark = roles.index(FormatPart.POWER)
    power = number.adjusted() if number else 0
    head = _digits(section.parts[:mark], number.scaleb(-power), grouped=False)
    return None if head is None else f"{head}E{'-' if power < 0 else '+'}{abs(power):02d}"


def _fraction(section: FormatSection, value: Decimal) -> str | None:
    """`# ?/?`: a whole number and the nearest fraction of so many digits; `# ?/8` of eighths."""
    roles = [role for role, _ in section.parts]
    below = section.parts[roles.index(FormatPart.SLASH) + 1 :]
    places = sum(role is FormatPart.DIGIT for role, _ in below)
    fixed = "".join(text for role, text in below if role is FormatPart.LITERAL and text.isdigit())
    if value.adjusted() > 12 or not (places or fixed):
        return None
    whole = int(value)
    part = Fraction(value - whole)
    # Four places at most are offered by Excel's own list; more are drawn no finer.
    below_one = int(fixed) if fixed.strip("0") else part.limit_denominator(10 ** min(places, 4) - 1).denominator
    above = round(part * below_one)
    if above == below_one:
        whole, above = whole + 1, 0
    if not above:
        return str(whole)
    written = f"{above}/{below_one}"
    return f"{whole} {written}" if whole else written
