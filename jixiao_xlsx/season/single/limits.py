"""The limits of the settings, as those who read workbooks and open arrivals know them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from jixiao_xlsx.mail.limits import DEFAULT, Limits
from jixiao_xlsx.sheet.raw.foreign.limits import AS_MEASURED, MIB, Limit, ReadingLimits
from jixiao_xlsx.spec.settings.settings import Settings

_MEGABYTES = "_mb"
# What the file calls otherwise than the reader: inside, "entries" are the zip's and "inflated" is what zlib says.
_COUNTED = {"parts": Limit.ENTRIES, "unpacked": Limit.INFLATED} | {
    limit.name.lower(): limit for limit in Limit if limit not in {Limit.ENTRIES, Limit.INFLATED}
}
_OF_MAIL = {"unpacked": "inflated"}


def reading_limits(settings: Settings) -> ReadingLimits:
    """How much of a workbook is read."""
    given = _in_bytes(settings.workbook_limits)
    counts = {_COUNTED[name]: given.pop(name) for name in tuple(given) if name in _COUNTED}
    return replace(AS_MEASURED, counts=counts, **given)


def arrival_limits(settings: Settings) -> Limits:
    """How much of an arrival is taken apart."""
    given = _in_bytes(settings.mail_limits)
    return replace(DEFAULT, **{_OF_MAIL.get(name, name): value for name, value in given.items()})


def _in_bytes(limits: Mapping[str, int]) -> dict[str, int]:
    return {
        name.removesuffix(_MEGABYTES): value * MIB if name.endswith(_MEGABYTES) else value
        for name, value in limits.items()
    }
