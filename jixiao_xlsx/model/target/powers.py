"""Powers of ten as people write them, `5×10⁴` or `5×10^4`, as plain digits: 50000."""

from __future__ import annotations

import re
from decimal import Decimal

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_EXPONENT = r"\^(?P<plain>-?[0-9]{1,2})(?![0-9])|(?P<raised>⁻?[⁰¹²³⁴-⁹]{1,2})(?![⁰¹²³⁴-⁹])"
_POWER = re.compile(rf"(?<![0-9.])(?:(?P<factor>[0-9]+(?:\.[0-9]+)?)[×xX*✕·])?10(?:{_EXPONENT})")
# A digit raised beside a digit is a power, not a further digit: `5²` is not 52. Behind a letter it is a measure's: m².
_RAISED_DIGITS = re.compile(r"(?<=[0-9])[⁰¹²³⁴-⁹]+")
_LARGEST = 15  # Excel keeps no more digits


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
