"""A layout of blanks that went out, as text: what a later state of the form reads them by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LayoutKeeper(StrEnum):
    """Who told a layout: the office, when it issued, or a blank that came back, of itself."""

    OFFICE = "issued"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class KnownLayout:
    """留底版面: the layout of a form and edition in a fiscal year; the fingerprint is in the seals of its blanks."""

    sha256: str
    fingerprint: str
    form: str
    edition: str
    year: int
    origin: LayoutKeeper
    text: str
