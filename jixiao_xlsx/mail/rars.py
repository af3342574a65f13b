"""RAR archives: what is only stored is handed out from its headers; the rest by an unpacker that this computer has."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from jixiao_xlsx.mail.inner import InnerFile
from jixiao_xlsx.mail.limits import ArrivalTally, mib
from jixiao_xlsx.mail.names import is_noise, last_part
from jixiao_xlsx.mail.rar_headers import RarListing, RarMember, rar_listing
from jixiao_xlsx.mail.unpackers import DAMAGED, LOCKED, handed_on, run_unpacker, unpacked
from jixiao_xlsx.model.season.delivery import ArrivalReason

NO_RAR = "没有解 .rar 的程序：请安装 unar、unrar、7-Zip 或 bsdtar（libarchive-tools）中的一个，或请对方用 zip 重发"
VOLUMES = "压缩包分卷，各卷没有到齐，或对不上；请对方把各卷一起重发，或不分卷重发"
VOLUMES_PROGRAM = "RAR 分卷要有 unrar、unar 或 7-Zip 才能打开；请安装一个，或请对方不分卷、用 zip 重发"
# Programs differ in their exit codes for this, not in the words.
_ASKS_PASSWORD = re.compile(r"password|encrypt|口令|密码", re.I)
_BSDTAR = ("--no-same-owner", "--no-same-permissions", "-xf", "{archive}", "-C", "{folder}")
# Each reads one archive into a folder without asking anything; all are tried in this order until one does it.
# unrar is the format's own; bsdtar, on most machines, reads the fewest.
RAR_PROGRAMS = {
    "unrar": ("x", "-y", "-p-", "-o+", "-idq", "--", "{archive}", "{folder}/"),
    "unar": (
        "-quiet",
        "-force-overwrite",
        "-no-directory",
        "-password",
        "",
        "-output-directory",
        "{folder}",
        "{archive}",
    ),
    "7z": ("x", "-y", "-p", "-snl-", "-o{folder}", "--", "{archive}"),
    "7zz": ("x", "-y", "-p", "-snl-", "-o{folder}", "--", "{archive}"),
    "bsdtar": _BSDTAR,
    # The tar of Windows is bsdtar; elsewhere it knows no .rar.
    **({"tar": _BSDTAR} if os.name == "nt" else {}),
}
# libarchive takes a .rar with a stored .xlsx at its end for a zip, whose end it seeks in the last 16 KiB; what stands
# behind the end of a .rar it does not read.
_BEHIND = {"bsdtar": bytes(1 << 15), "tar": bytes(1 << 15)}


def open_rar(data: bytes, tally: ArrivalTally) -> Iterator[InnerFile]:
    """The files of a .rar, without another program where nothing in it is compressed. Raises OverLimit.

    Locked ones are found by their headers first: bsdtar hands out their enciphered bytes as if they were the file."""
    yield from open_rar_volumes((data,), tally)


def open_rar_volumes(volumes: Sequence[bytes], tally: ArrivalTally) -> Iterator[InnerFile]:
    """The same for an archive in several parts, first to last."""
    listings = [rar_listing(volume) for volume in volumes]
    if any(listing.needs_password for listing in listings):
        tally.remark(LOCKED, ArrivalReason.LOCKED)
    elif len(volumes) == 1 and listings[0].is_stored and listings[0].members:
        yield from _stored(volumes[0], listings[0], tally)
    else:
        yield from _by_program(volumes, listings, tally)


def _stored(data: bytes, listing: RarListing, tally: ArrivalTally) -> Iterator[InnerFile]:
    for member in listing.members:
        if not member.is_file or is_noise(member.path):
            continue
        tally.entry()
        tally.inflate(member.size)
        name = last_part(member.path, f"文件{tally.counts.entries}")
        body = data[member.start : member.start + member.packed]
        if member.size > tally.limits.entry:
            tally.remark(f"“{name}”超过 {mib(tally.limits.entry)}，没有打开", ArrivalReason.TOO_LARGE)
        elif len(body) != member.size or member.crc not in (-1, zlib.crc32(body)):
            tally.remark(f"“{name}”已损坏，没有打开", ArrivalReason.UNOPENED)
        else:
            yield InnerFile(name=name, data=body, place=member.path.replace("\\", "/"))


def _by_program(volumes: Sequence[bytes], listings: Sequence[RarListing], tally: ArrivalTally) -> Iterator[InnerFile]:
    programs = [(name, path, words) for name, words in RAR_PROGRAMS.items() if (path := shutil.which(name))]
    # One that reads parts of an archive is needed for them; libarchive takes the first for the whole.
    programs = [found for found in programs if len(volumes) == 1 or found[0] not in _BEHIND]
    is_locked = False
    for name, program, words in programs:
        with tempfile.TemporaryDirectory(prefix="jixiao-") as place:
            archive, folder = _laid_out(Path(place), volumes, behind=_BEHIND.get(name, b""))
            said = [word.format(archive=archive, folder=folder) for word in words]
            ended = run_unpacker([program, *said], folder, tally.limits)
            if not ended.code:
                yield from handed_on(_named(unpacked(folder), listings), tally)
                return
            is_locked |= bool(_ASKS_PASSWORD.search(ended.said))
    if is_locked:
        tally.remark(LOCKED, ArrivalReason.LOCKED)
    elif any(listing.is_volume for listing in listings):
        tally.remark(VOLUMES if len(volumes) == 1 or programs else VOLUMES_PROGRAM, ArrivalReason.UNOPENED)
    else:
        tally.remark(DAMAGED if programs else NO_RAR, ArrivalReason.UNOPENED)


def _laid_out(place: Path, volumes: Sequence[bytes], *, behind: bytes) -> tuple[Path, Path]:
    folder = place / "files"
    folder.mkdir()
    if len(volumes) == 1:
        archive = place / "archive"
        archive.write_bytes(volumes[0] + behind)
        return archive, folder
    for number, volume in enumerate(volumes, 1):
        (place / f"archive.part{number}.rar").write_bytes(volume)
    return place / "archive.part1.rar", folder


def _named(found: list[tuple[str, Path]], listings: Sequence[RarListing]) -> list[tuple[str, Path]]:
    """The unpacked files under the names of the headers, found by size and checksum: programs write names that are not
    Unicode each in its own way."""
    members = [member for listing in listings for member in listing.members if member.is_file and not member.is_split]
    waiting: dict[tuple[int, int], list[RarMember]] = {}
    for member in members:
        waiting.setdefault((member.size, member.crc), []).append(member)
    named = []
    for place, path in found:
        same = waiting.get((path.lstat().st_size, zlib.crc32(path.read_bytes())))
        named.append((same.pop(0).path.replace("\\", "/") if same else place, path))
    return named
