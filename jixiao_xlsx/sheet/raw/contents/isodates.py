"""ISO 8601 dates, moments and durations, as strict .xlsx, .ods and document properties write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from jixiao_xlsx.model.clock import CHINA
from jixiao_xlsx.sheet.raw.contents.formats import duration_in_days, time_of

# Nine digits of hours are a hundred thousand years; `int` of a foreign thousand of digits raises.
_DURATION = re.compile(r"PT(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{0,9})?)S)?")
# LibreOffice writes nine digits; Python's times end at the sixth.
_LONG_FRACTION = re.compile(r"(\.\d{6})\d+")


def iso_moment(value: str) -> date | datetime | time | None:
    """A cell's date, moment or time of day without zone; None where the text is none of them."""
    plain = _LONG_FRACTION.sub(r"\1", value.strip())
    try:
        if "T" not in plain:
            return time.fromisoformat(plain) if ":" in plain else date.fromisoformat(plain)
        # A cell has no zone: what a strict writer adds (`Z`) does not move the clock that the filler saw.
        moment = datetime.fromisoformat(plain).replace(tzinfo=None)
    except ValueError:
        return None
    return moment.date() if moment.time() == time() else moment


def zoned_moment(value: str) -> datetime | None:
    """A property's moment; one without a zone is taken as China's time."""
    try:
        moment = datetime.fromisoformat(_LONG_FRACTION.sub(r"\1", value.strip()))
        return (moment if moment.tzinfo else moment.replace(tzinfo=CHINA)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def duration(value: str) -> time | Decimal | None:
    """`PT09H30M00S` as a time of day, or as days from one day on; None where the text is no duration."""
    found = _DURATION.fullmatch(value.strip())
    if found is None:
        return None
    hours, minutes, seconds = int(found[1] or 0), int(found[2] or 0), Decimal(found[3] or 0)
    # Compared before they are multiplied: nine digits of hours overflow a timedelta.
    if hours < 24 and minutes < 24 * 60 and seconds < 24 * 3600:
        span = timedelta(hours=hours, minutes=minutes, seconds=float(seconds))
        if span < timedelta(days=1):
            return time_of(span) or time()
    return duration_in_days(hours, minutes, seconds)
