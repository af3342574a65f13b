"""分卷: archives that were cut into parts, put together again where all parts lie beside one another."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Part = TypeVar("Part")

# 材料.zip.001: cut anywhere, as 7-Zip and most programs here do. Only behind an ending: 报表.101 is no part.
_CUT = re.compile(
    r"(?P<stem>.+\.(?:zip|7z|rar|tar|gz|tgz|bz2|xz|exe|eml|xlsx?|xlsm|et|ods))\.(?P<number>\d{3})\Z", re.S | re.I
)
# 材料.z01, 材料.z02, …, 材料.zip: WinZip's and WinRAR's way, whose last part bears the archive's own name.
_DISK = re.compile(r"(?P<stem>.+)\.z(?P<number>\d{2,3})\Z", re.S | re.I)
# 材料.part1.rar, and the older 材料.rar, 材料.r00, 材料.r01.
_RAR = re.compile(r"(?P<stem>.+)\.part(?P<number>\d{1,4})\.rar\Z", re.S | re.I)
_OLD_RAR = re.compile(r"(?P<stem>.+)\.r(?P<number>\d{2,3})\Z", re.S | re.I)
# APPNOTE 4.3.16: the end of the directory with the number of this disk at 4, of the directory's first disk at 6, the
# members at 8 and 10, the directory's size at 12 and its place on that disk at 16.
_END = struct.Struct("<4sHHHHIIH")
# APPNOTE 4.3.12: the disk a member begins on at 34, and its place there at 42, behind the lengths of what follows.
_MEMBER = struct.Struct("<4s24xHHHH6xI")
_MEMBER_SIGN, _END_SIGN = b"PK\x01\x02", b"PK\x05\x06"
# Values that refer to a Zip64 record, which no archive small enough for a mail has.
_ZIP64 = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class VolumeName:
    """Which archive a part belongs to, as its name says: the archive's name, the part's number from 1, and the way of
    cutting: `cut`, `disk` or `rar`."""

    archive: str
    number: int
    way: str


def volume_name(name: str) -> VolumeName | None:
    """What the name of a part says; None for any other name."""
    if found := _RAR.match(name):
        return VolumeName(f"{found['stem']}.rar", int(found["number"]), "rar")
    if found := _DISK.match(name):
        return VolumeName(f"{found['stem']}.zip", int(found["number"]), "disk")
    if found := _OLD_RAR.match(name):
        return VolumeName(f"{found['stem']}.rar", int(found["number"]) + 2, "rar")
    if (found := _CUT.match(name)) and int(found["number"]):
        return VolumeName(found["stem"], int(found["number"]), "cut")
    return None


@dataclass(slots=True)
class VolumeSet(Generic[Part]):
    """The parts of one archive that lie beside one another, by number."""

    archive: str
    way: str
    parts: dict[int, Part] = field(default_factory=dict)
    last: Part | None = None

    @property
    def in_order(self) -> tuple[Part, ...]:
        """The parts that came, first to last."""
        return (*(self.parts[number] for number in sorted(self.parts)), *((self.last,) if self.last else ()))

    def takes(self, part: Part) -> bool:
        """Takes in the part that bears the archive's own name, where it has none yet: the last of a .z01 set, the first
        of an old .rar."""
        if self.way == "disk" and self.last is None:
            self.last = part
            return True
        return self.way == "rar" and self.parts.setdefault(1, part) is part


def volume_sets(named: Iterable[tuple[str, Part]]) -> Iterator[Part | VolumeSet[Part]]:
    """Files as they come, with those that are parts of one archive put together at the place of the first of them.

    The .zip beside a .z01, and the .rar beside a .r00, belong to the set; by itself it is an archive like any other."""
    listed = list(named)
    sets: dict[tuple[str, str], VolumeSet[Part]] = {}
    owners: dict[int, VolumeSet[Part]] = {}
    for place, (name, part) in enumerate(listed):
        told = volume_name(name)
        if told is not None:
            whole = sets.setdefault((told.archive.lower(), told.way), VolumeSet(told.archive, told.way))
            if whole.parts.setdefault(told.number, part) is part:
                owners[place] = whole
    for place, (name, part) in enumerate(listed):
        bearer = sets.get((name.lower(), "disk")) or sets.get((name.lower(), "rar"))
        if bearer is not None and place not in owners and bearer.takes(part):
            owners[place] = bearer
    told_already: set[int] = set()
    for place, (_, part) in enumerate(listed):
        owner = owners.get(place)
        if owner is None:
            yield part
        elif id(owner) not in told_already:
            told_already.add(id(owner))
            yield owner


def joined_disks(disks: Sequence[bytes]) -> bytes:
    """The parts of a .z01 set as one zip: places that were told within a part are told within the whole. Raises
    ValueError where the directory does not fit them."""
    last = disks[-1]
    end = last.rfind(_END_SIGN)
    if end < 0 or end + _END.size > len(last):
        raise ValueError
    _, disk, first, _, count, size, place, _ = _END.unpack_from(last, end)
    if disk + 1 != len(disks):
        raise ValueError
    starts = [sum(map(len, disks[:number])) for number in range(len(disks))]
    whole = b"".join(disks)
    if first >= len(disks) or place == _ZIP64:
        raise ValueError
    begin = starts[first] + place
    directory = bytearray(whole[begin : begin + size])
    _move(directory, starts)
    tail = _END.pack(_END_SIGN, 0, 0, min(count, 0xFFFF), count, size, begin, 0)
    return whole[:begin] + bytes(directory) + tail


def _move(directory: bytearray, starts: Sequence[int]) -> None:
    at = 0
    while directory[at : at + 4] == _MEMBER_SIGN:
        _, name, extra, comment, disk, place = _MEMBER.unpack_from(directory, at)
        if disk >= len(starts) or place == _ZIP64:
            raise ValueError
        struct.pack_into("<H", directory, at + 34, 0)
        struct.pack_into("<I", directory, at + 42, starts[disk] + place)
        # The fixed part of a member's entry has 46 bytes.
        at += 46 + name + extra + comment
