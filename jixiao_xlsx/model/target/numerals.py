"""Numbers as people write them: digits with thousands commas, and Chinese numerals such as 两百零五."""

from __future__ import annotations

from decimal import Decimal

LONGEST = 24  # 9999亿 in yuan has 12; more digits than these are a paste
# What each numeral is worth; 两 is how 二 is said before a measure.
_DIGITS = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
# A block of four digits is built of these; 万 and 亿 then multiply the whole block.
_STEPS = {"十": 10, "百": 100, "千": 1000}
_BLOCKS = {"万": 10_000, "亿": 100_000_000}
# Powers of ten.
SCALES = {
    "百": 2,
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "十亿": 9,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
}


def numeral_value(text: str) -> Decimal | None:
    """The value of an Arabic or Chinese number; None when it has more digits than a target can have."""
    if len(text) > LONGEST:
        return None
    return Decimal(text) if text[-1] <= "9" else chinese_number(text)


def chinese_number(text: str) -> Decimal:
    """The value of a Chinese numeral: 十二 12, 两百零五 205, 三万二 30002 as it stands, 二〇二五 2025, 半 0.5."""
    if text == "半":
        return Decimal("0.5")
    # Digits said one by one, as years are: 二〇二五.
    if len(text) > 1 and all(sign in _DIGITS for sign in text):
        return Decimal("".join(str(_DIGITS[sign]) for sign in text))
    total = block = digit = 0
    for sign in text:
        if sign in _BLOCKS:
            total, block, digit = (total + block + digit) * _BLOCKS[sign], 0, 0
        elif sign in _STEPS:
            block, digit = block + (digit or 1) * _STEPS[sign], 0
        else:
            digit = _DIGITS.get(sign, digit)
    return Decimal(total + block + digit)


def scaled(value: Decimal, scale: str) -> Decimal:
    """The value times its scale word, without trailing zeros after the point: 1.2 and 亿 → 120000000."""
    return _tidy(value.scaleb(SCALES[scale]))


def unscaled(value: Decimal, scale: str) -> Decimal:
    """The value as it stood before its scale word: 450000 and 万 → 45."""
    return _tidy(value.scaleb(-SCALES[scale]))


def _tidy(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
