"""The office's calendar: moments with a zone become the date that people in China read on their clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

# One zone for the whole country, without summer time since 1992; a fixed one needs no tz database.
CHINA = timezone(timedelta(hours=8), "UTC+8")


def moment(time: datetime | None) -> datetime:
    """A time for comparing: one without a zone, as workbooks have it, counts as UTC; none at all as the oldest."""
    if time is None:
        return datetime.min.replace(tzinfo=UTC)
    # OOXML says that a workbook's own times are UTC.
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def today() -> date:
    """The day in China now, whichever zone the machine keeps."""
    return local_date(datetime.now(UTC))


def local_date(time: datetime) -> date:
    """The day in China."""
    return moment(time).astimezone(CHINA).date()
