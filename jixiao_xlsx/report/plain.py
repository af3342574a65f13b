"""Values as text for machines: exact decimals, 元, percent points, dates; and foreign text that can be encoded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from types import MappingProxyType

from jixiao_xlsx.model.filing import Value

YUAN_IN: Mapping[str, Decimal] = MappingProxyType(
    {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
)
"""How many 元 one of each money measure is."""

_CENT = Decimal("0.01")
_AS_EXCEL = Context(prec=15, rounding=ROUND_HALF_UP)


def figure_value(value: Decimal) -> Decimal:
    """A recomputed figure at fifteen significant digits, as Excel keeps its own results."""
    return _AS_EXCEL.plus(value)


def decimal_text(value: Decimal) -> str:
    """Plain digits without an exponent; zero has no sign."""
    return format(value if value else abs(value), "f")


def yuan_of(value: Decimal, measure: str) -> Decimal | None:
    """The amount in 元, with at least two decimals; None where the measure is not one of money."""
    scale = YUAN_IN.get(measure)
    if scale is None:
        return None
    yuan = value * scale
    return yuan.quantize(_CENT) if int(yuan.as_tuple().exponent) > -2 else yuan


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


def moment(time: datetime | None) -> datetime:
    """A file's modified time for comparing: one without a zone counts as UTC, none at all as the oldest."""
    if time is None:
        return datetime.min.replace(tzinfo=UTC)
    return time if time.tzinfo else time.replace(tzinfo=UTC)
