"""The parts of an archive as one: found beside one another, looked at for what is missing, joined and opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from jixiao_xlsx.mail.boxes import FoundFile, file_at
from jixiao_xlsx.mail.inner import InnerFile
from jixiao_xlsx.mail.limits import ArrivalTally
from jixiao_xlsx.mail.names import last_part
from jixiao_xlsx.mail.opening.openers import OPENERS, Opener
from jixiao_xlsx.mail.opening.sniff import ContainerKind, sniffed
from jixiao_xlsx.mail.opening.volumes import VolumeSet, joined_disks, volume_name
from jixiao_xlsx.mail.rar_headers import rar_listing
from jixiao_xlsx.mail.rars import open_rar_volumes
from jixiao_xlsx.mail.zips import disk_number, member_count
from jixiao_xlsx.model.season.delivery import ArrivalReason


def volumes_beside(found: FoundFile) -> tuple[FoundFile, ...]:
    """A file by itself with the other parts of its archive that lie beside it; the file alone where it is no part."""
    folder = found.path.parent
    own = volume_name(found.path.name)
    # 材料.zip is a part only where 材料.z01 lies beside it.
    wanted = own.archive if own else found.path.name if found.path.suffix.lower() in (".zip", ".rar") else ""
    if not wanted:
        return (found,)
    with suppress(OSError):
        beside = [path for path in sorted(folder.iterdir()) if _belongs(path.name, wanted)]
        if any(volume_name(path.name) for path in beside):
            return tuple(file_at(path) for path in beside)
    return (found,)


def _belongs(name: str, archive: str) -> bool:
    told = volume_name(name)
    return (told.archive if told else name).lower() == archive.lower()


def is_part(inner: InnerFile) -> bool:
    """Whether a file is a part of an archive, by its name, or where it bears the archive's own by what it says."""
    if volume_name(inner.place or inner.name):
        return True
    if _is_zip(inner.name):
        return disk_number(inner.data) > 0
    return inner.data.startswith(b"Rar!") and rar_listing(inner.data).is_volume


def _is_zip(name: str) -> bool:
    return name.lower().endswith(".zip")


def missing(whole: VolumeSet[InnerFile]) -> str:
    """Which parts are not there, with what to ask for; empty where none is known to be missing."""
    # Only the last part of a .z01 set tells how many there are.
    known = disk_number(whole.last.data) if whole.last else max(whole.parts, default=0)
    gaps = tuple(number for number in range(1, known + 1) if number not in whole.parts)
    lost = [f"缺第 {_numbers(gaps)} 卷"] if gaps else []
    if whole.way == "disk" and whole.last is None:
        lost.append("缺最后一卷（.zip）")
    return _words(whole, "，".join(lost)) if lost else ""


def _numbers(numbers: tuple[int, ...]) -> str:
    # Ten numbers are enough to see that nearly everything is missing.
    return "、".join(map(str, numbers[:10])) + ("等" if len(numbers) > 10 else "")


def _words(whole: VolumeSet[InnerFile], lost: str) -> str:
    came = f"压缩包“{last_part(whole.archive)}”分卷，到了 {len(whole.in_order)} 卷"
    return f"{came}，{lost}；请对方把各卷一起重发，或不分卷重发"


def opener_of_parts(whole: VolumeSet[InnerFile], tally: ArrivalTally) -> Opener | None:
    """What opens the parts as one archive; None with a remark where the last ones are missing, or do not fit."""
    parts = [part.data for part in whole.in_order]
    if whole.way == "rar":
        return lambda _, own: open_rar_volumes(parts, own)
    try:
        data = joined_disks(parts) if whole.way == "disk" else b"".join(parts)
    except ValueError:
        tally.remark(_words(whole, "但各卷对不上"), ArrivalReason.UNOPENED)
        return None
    return lambda _, own: _opened_whole(whole, data, own)


def _opened_whole(whole: VolumeSet[InnerFile], data: bytes, tally: ArrivalTally) -> Iterator[InnerFile]:
    name = last_part(whole.archive)
    kind = sniffed(data, name)
    if kind is ContainerKind.ZIP and not member_count(data):
        # A zip's directory stands at its end.
        tally.remark(_words(whole, f"缺第 {max(whole.parts) + 1} 卷或更多"), ArrivalReason.UNOPENED)
        return
    opener = OPENERS.get(kind)
    inner = InnerFile(name=name, data=data, place=name)
    if opener is None:
        yield inner
        return
    yield from opener(inner, tally)
