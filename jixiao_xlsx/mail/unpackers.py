"""Archives that another program unpacks, .7z among them: into a folder of its own, which is watched for size, number
and time while it fills."""

from __future__ import annotations

import json
import os
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
from jixiao_xlsx.mail.charsets import decode
from jixiao_xlsx.mail.inner import InnerFile
from jixiao_xlsx.mail.limits import ArrivalTally, Limits, OverLimit, mib
from jixiao_xlsx.mail.names import is_noise, last_part
from jixiao_xlsx.model.season.delivery import ArrivalReason

NO_SEVEN_ZIP = "没有安装 py7zr，.7z 打不开：pip install 'jixiao_xlsx[mail]'（Python 3.14 或更早），或请对方用 zip 重发"
LOCKED = "压缩包有密码，没有打开；请对方不设密码重发"
DAMAGED = "压缩包打不开：已损坏、不完整，或是分卷中的一卷"
# .7z makes half a million rounds of a hash of each password, some 0.4 seconds: forty leave time for unpacking.
_MOST_TRIES = 40
# A disk writes about 10 MB in it, little beside the limit of 256; looking oftener costs more than it saves.
_LOOK_EVERY = 0.05


@dataclass(frozen=True, slots=True)
class ProgramEnd:
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
        # Through the pipe: what stands in a command is seen by everybody on the computer.
        given = json.dumps(tally.passwords[:_MOST_TRIES])
        ended = run_unpacker([*script, str(limits.entries), str(limits.inflated)], folder, limits, given=given)
        if ended.code:
            tally.remark(*_seven_zip_refusal(ended, limits))
            return
        names = json.loads((folder / sevenzip.NAMES).read_text(encoding="utf-8"))
        yield from handed_on([(name, folder / number) for number, name in names.items()], tally)


def _seven_zip_refusal(ended: ProgramEnd, limits: Limits) -> tuple[str, ArrivalReason]:
    reasons = {
        sevenzip.PASSWORD: (LOCKED, ArrivalReason.LOCKED),
        sevenzip.MISSING: (NO_SEVEN_ZIP, ArrivalReason.UNOPENED),
        sevenzip.OVER: (_over(ended.said, limits), ArrivalReason.TOO_LARGE),
    }
    return reasons.get(ended.code, (DAMAGED, ArrivalReason.UNOPENED))


def _over(which: str, limits: Limits) -> str:
    if which == "entries":
        return f"压缩包里的文件超过 {limits.entries} 个，没有打开"
    return f"压缩包解开后超过 {mib(limits.inflated)}，没有打开"


def _laid_out(place: Path, data: bytes) -> tuple[Path, Path]:
    archive, folder = place / "archive", place / "files"
    archive.write_bytes(data)
    folder.mkdir()
    return archive, folder


def run_unpacker(command: list[str], folder: Path, limits: Limits, *, given: str = "") -> ProgramEnd:
    """Run to the end, or stop it as soon as the folder or the clock passes a limit: raises OverLimit then. `given` is
    what the program reads."""
    # C.UTF-8: the words of the reader of its output in English, names in UTF-8.
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    with tempfile.TemporaryFile() as output:
        # cwd: what an unpacker leaves behind, a core or a log, goes with the temporary folder.
        process = subprocess.Popen(  # noqa: S603 — a program found by name, with arguments of our own
            command, stdin=subprocess.PIPE, stdout=output, stderr=output, env=environment, cwd=folder.parent
        )
        try:
            _give(process, given)
            _watch(process, folder, limits)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        output.seek(0)
        # Enough to find the word for a password; a damaged archive makes unpackers complain for every file.
        return ProgramEnd(process.returncode, output.read(4000).decode("utf-8", "replace"))


def _give(process: subprocess.Popen[bytes], given: str) -> None:
    # One that ended already reads nothing; closing flushes, which fails in the same way.
    with suppress(OSError):
        if process.stdin is not None:
            process.stdin.write(given.encode())
    with suppress(OSError):
        if process.stdin is not None:
            process.stdin.close()


def _watch(process: subprocess.Popen[bytes], folder: Path, limits: Limits) -> None:
    until = time.monotonic() + limits.seconds
    while True:
        with suppress(subprocess.TimeoutExpired):
            process.wait(_LOOK_EVERY)
        sizes = [path.lstat().st_size for _, path in unpacked(folder)]
        # py7zr's script puts names.json beside the files.
        if len(sizes) > limits.entries + 1:
            raise OverLimit(_over("entries", limits))
        if sum(sizes) > limits.inflated:
            raise OverLimit(_over("size", limits))
        if process.returncode is not None:
            return
        if time.monotonic() > until:
            raise OverLimit(f"压缩包解了 {limits.seconds:.0f} 秒还没有解完，没有打开")


def unpacked(folder: Path) -> list[tuple[str, Path]]:
    """The regular files below the folder with their paths in the archive, in name order; no link is followed."""
    found = []
    for parent, folders, names in os.walk(folder, followlinks=False):
        folders.sort()
        paths = [Path(parent, name) for name in names]
        found += [(str(path.relative_to(folder)), path) for path in paths if _is_regular(path)]
    # Names that are not UTF-8 are GBK, as Chinese programs write them.
    return sorted((decode(os.fsencode(place)), path) for place, path in found)


def _is_regular(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def handed_on(named: list[tuple[str, Path]], tally: ArrivalTally) -> Iterator[InnerFile]:
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
