"""The stamps of the layouts used last: who issues one blank and then another of the same form renders once."""

from __future__ import annotations

import threading

from jixiao_xlsx.sheet.grid import FormGrid
from jixiao_xlsx.sheet.writer.stamp import Stamp

_KEPT = 16  # each holds a whole rendered blank; more forms than these are not issued in turn


class _ThreadStamps(threading.local):
    """Each thread's own, for a stamp serves one at a time; by the very layout, which a kept stamp holds alive."""

    def __init__(self) -> None:
        self.stamps: dict[int, Stamp] = {}


_OWN = _ThreadStamps()


def stamp_of(layout: FormGrid) -> Stamp:
    """The stamp of this very layout, the same one again as long as few others came between."""
    stamps = _OWN.stamps
    stamp = stamps.pop(id(layout), None) or Stamp(layout)
    stamps[id(layout)] = stamp
    if len(stamps) > _KEPT:
        del stamps[next(iter(stamps))]
    return stamp
