"""Archives that the standard library cannot read, .7z and .rar: unpacked by another program into a folder of its own,
which is watched for size, number and time while it fills."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from jixiao_xlsx.mail import sevenzip
from jixiao_xlsx.mail.inner import InnerFile
from jixiao_xlsx.mail.limits import ArrivalTally, Limits, OverLimit, mib
from jixiao_xlsx.mail.names import is_noise, last_part
from jixiao_xlsx.mail.rar_headers import is_locked

NO_SEVEN_ZIP = "没有安装 py7zr，.7z 打不开：pip install 'jixiao_xlsx[mail]'（Python 3.14 或更早），或请对方用 zip 重发"
NO_RAR = "没有解 .rar 的程序：请安装 unar、unrar、7-Zip 或 bsdtar（libarchive-tools）中的一个，或请对方用 zip 重发"
LOCKED = "压缩包有密码，没有打开；请对方不设密码重发"
DAMAGED = "压缩包打不开：已损坏、不完整，或是分卷中的一卷"
# A disk writes about 10 MB in it, little beside the limit of 256; looking oftener costs more than it saves.
_LOOK_EVERY = 0.05
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


@dataclass(frozen=True, slots=True)
class _ProgramEnd:
    """How a program ended: its exit code and what it said."""

    code: int
    said: str


def open_seven_zip(data: bytes, tally: ArrivalTally) -> Iterator[InnerFile]:
    """The files of a .7z, by py7zr in a process of its own. Raises OverLimit."""
    with tempfile.TemporaryDirectory(prefix="jixiao-") as place:
        archive, folder = _laid_out(Path(place), data)
        limits = tally.limits
        # -P: the script's own folder must not be where its imports are looked for.
        script = [sys.executable, "-P", str(Path(sevenzip.__file__)), str(archive), str(folder)]
        ended = _run([*script, str(limits.entries), str(limits.inflated)], folder, limits)
        reasons = {sevenzip.PASSWORD: LOCKED, sevenzip.MISSING: NO_SEVEN_ZIP, sevenzip.OVER: _over(ended.said, limits)}
        if ended.code:
            tally.remarks.append(reasons.get(ended.code, DAMAGED))
            return
        names = json.loads((folder / sevenzip.NAMES).read_text(encoding="utf-8"))
        yield from _files([(name, folder / number) for number, name in names.items()], tally)


def open_rar(data: bytes, tally: ArrivalTally) -> Iterator[InnerFile]:
    """The files of a .rar, by whichever unpacker this computer has. Raises OverLimit.

    Locked ones are found by their headers first: bsdtar hands out their enciphered bytes as if they were the file."""
    if is_locked(data):
        tally.remarks.append(LOCKED)
        return
    programs = [(path, words) for name, words in RAR_PROGRAMS.items() if (path := shutil.which(name))]
    remark = DAMAGED if programs else NO_RAR
    for program, words in programs:
        with tempfile.TemporaryDirectory(prefix="jixiao-") as place:
            archive, folder = _laid_out(Path(place), data)
            said = [word.format(archive=archive, folder=folder) for word in words]
            ended = _run([program, *said], folder, tally.limits)
            if not ended.code:
                yield from _files(_unpacked(folder), tally)
                return
            if _ASKS_PASSWORD.search(ended.said):
                remark = LOCKED
    tally.remarks.append(remark)


def _over(which: str, limits: Limits) -> str:
    if which == "entries":
        return f"压缩包里的文件超过 {limits.entries} 个，没有打开"
    return f"压缩包解开后超过 {mib(limits.inflated)}，没有打开"


def _laid_out(place: Path, data: bytes) -> tuple[Path, Path]:
    archive, folder = place / "archive", place / "files"
    archive.write_bytes(data)
    folder.mkdir()
    return archive, folder


def _run(command: list[str], folder: Path, limits: Limits) -> _ProgramEnd:
    """Run to the end, or stop it as soon as the folder or the clock passes a limit: raises OverLimit then."""
    # C.UTF-8: the words of _ASKS_PASSWORD in English, names in UTF-8.
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    with tempfile.TemporaryFile() as output:
        # cwd: what an unpacker leaves behind, a core or a log, goes with the temporary folder.
        process = subprocess.Popen(  # noqa: S603 — a program found by name, with arguments of our own
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=environment, cwd=folder.parent
        )
        try:
            _watch(process, folder, limits)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        output.seek(0)
        # Enough to find the word for a password; a damaged archive makes unpackers complain for every file.
        return _ProgramEnd(process.returncode, output.read(4000).decode("utf-8", "replace"))


def _watch(process: subprocess.Popen[bytes], folder: Path, limits: Limits) -> None:
    until = time.monotonic() + limits.seconds
    while True:
        with suppress(subprocess.TimeoutExpired):
            process.wait(_LOOK_EVERY)
        sizes = [path.lstat().st_size for _, path in _unpacked(folder)]
        # py7zr's script puts names.json beside the files.
        if len(sizes) > limits.entries + 1:
            raise OverLimit(_over("entries", limits))
        if sum(sizes) > limits.inflated:
            raise OverLimit(_over("size", limits))
        if process.returncode is not None:
            return
        if time.monotonic() > until:
            raise OverLimit(f"压缩包解了 {limits.seconds:.0f} 秒还没有解完，没有打开")


def _unpacked(folder: Path) -> list[tuple[str, Path]]:
    """The regular files below the folder with their paths in the archive, in name order; no link is followed."""
    found = []
    for parent, folders, names in os.walk(folder, followlinks=False):
        folders.sort()
        paths = [Path(parent, name) for name in names]
        found += [(str(path.relative_to(folder)), path) for path in paths if _is_regular(path)]
    return sorted(found)


def _is_regular(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _files(named: list[tuple[str, Path]], tally: ArrivalTally) -> Iterator[InnerFile]:
    for place, path in named:
        if is_noise(place):
            continue
        tally.entry()
        name, size = last_part(place, f"文件{tally.counts.entries}"), path.lstat().st_size
        tally.inflate(size)
        if size > tally.limits.entry:
            tally.remarks.append(f"“{name}”解开后超过 {mib(tally.limits.entry)}，没有打开")
            continue
        yield InnerFile(name=name, data=path.read_bytes(), place=place)
