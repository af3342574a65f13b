"""Values as text for machines: exact decimals, 元, percent points, dates; and foreign text that can be encoded."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

from jixiao_xlsx.model.filings.filing import Value

_CENT = Decimal("0.01")  # rates are said with two decimals, as forms print them
# Excel keeps fifteen significant digits.
_AS_EXCEL = Context(prec=15, rounding=ROUND_HALF_UP)


def figure_value(value: Decimal) -> Decimal:
    """A recomputed figure at fifteen significant digits, as Excel keeps its own results."""
    return _AS_EXCEL.plus(value)


def decimal_text(value: Decimal) -> str:
    """Plain digits without an exponent; zero has no sign."""
    # Decimal keeps a zero's sign, which no reader expects.
    return format(value if value else abs(value), "f")


def percent_points(value: Decimal) -> str:
    """A fraction in percent points with two decimals, half up: `0.992075` → `99.21`."""
    return decimal_text((value * 100).quantize(_CENT, ROUND_HALF_UP))


def value_text(value: Value | None) -> str | None:
    """A value as text: digits, the text itself, an ISO date; None stays None."""
    if isinstance(value, Decimal):
        return decimal_text(value)
    return value.isoformat() if isinstance(value, date) else value


def encodable(text: str) -> str:
    """The text with `?` for what UTF-8 cannot carry: a file name of another encoding has such characters."""
    return text.encode("utf-8", "replace").decode("utf-8")
