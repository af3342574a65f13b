"""Digits as Chinese numerals, as `[DBNum1]` (二百零二), `[DBNum2]` (贰佰零贰) and `[DBNum3]` (２０２) show them."""

from __future__ import annotations

# Excel's three styles: everyday numerals, those of cheques, full-width digits.
_DIGITS = {1: "〇一二三四五六七八九", 2: "零壹贰叁肆伍陆柒捌玖", 3: "０１２３４５６７８９"}
_STEPS = {1: ("", "十", "百", "千"), 2: ("", "拾", "佰", "仟")}
_BLOCKS = ("", "万", "亿", "万亿", "亿亿")  # four digits each: a number of Excel has fifteen


def with_numerals(shown: str, style: int) -> str:
    """The digits of a shown number as numerals of a style 1, 2 or 3; what is no digit stays."""
    whole, point, rest = shown.partition(".")
    digits = "".join(sign for sign in whole if sign.isdigit())
    said = _whole(digits, style) if style in _STEPS and len(digits) <= 4 * len(_BLOCKS) else _one_by_one(digits, style)
    # Literals stand before or behind the digits.
    head, tail = whole[: _first_digit(whole)], whole.rstrip()[_last_digit(whole) :]
    return head + said + tail + point + _one_by_one(rest, style)


def _first_digit(text: str) -> int:
    return next((place for place, sign in enumerate(text) if sign.isdigit()), 0)


def _last_digit(text: str) -> int:
    return max((place + 1 for place, sign in enumerate(text) if sign.isdigit()), default=0)


def _one_by_one(text: str, style: int) -> str:
    return "".join(_DIGITS[style][int(sign)] if sign in "0123456789" else sign for sign in text)


def _whole(digits: str, style: int) -> str:
    """A whole number as it is said: 12 十二, 202 二百〇二, 20000 二万."""
    number = digits.lstrip("0")
    if not number:
        return _DIGITS[style][0] if digits else ""
    said, gap = "", False
    for place, sign in enumerate(number):
        block, step = divmod(len(number) - place - 1, 4)
        if sign != "0":
            said += (_DIGITS[style][0] if gap and said else "") + _DIGITS[style][int(sign)] + _STEPS[style][step]
        gap = sign == "0"
        if step == 0 and number[max(place - 3, 0) : place + 1].strip("0"):
            said += _BLOCKS[block]
    return said.removeprefix("一") if said.startswith("一十") else said
