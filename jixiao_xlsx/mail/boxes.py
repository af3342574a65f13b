"""Folders of files, Maildirs and mbox files: which files to read, and where in an mbox each message begins."""

from __future__ import annotations

import mmap
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jixiao_xlsx.errors import reason_of
from jixiao_xlsx.mail.inner import InnerFile
from jixiao_xlsx.mail.limits import ArrivalTally
from jixiao_xlsx.mail.names import is_noise, last_part
from jixiao_xlsx.whole_files import why_no_file

# The separator of an mbox ends with asctime's date ("Tue Mar 3 09:00:00 2026"); some mailers turn day and month.
FROM_LINE = re.compile(
    rb"From .*(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +(?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} [A-Z][a-z]{2}) .*\d{4}"
)
_CANDIDATE = re.compile(rb"^From [^\r\n]*\r?\n", re.M)
# Two, because one line of prose may look like a field ("Note: …").
_TWO_HEADERS = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2}")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.M)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read; `origin` is its path, for a Maildir's message without the flags that change as it is read;
    `trouble` is why a folder cannot be searched, or a path must not be opened."""

    path: Path
    origin: str
    is_message: bool = False
    trouble: str = ""


def files_in(folder: Path) -> Iterator[FoundFile]:
    """The files of a folder and its subfolders in name order; what programs leave behind is passed over, links to
    folders are not followed, nothing is opened. In a Maildir: the messages in cur and new. A folder that cannot be
    searched, and what is no file, is told in its `trouble`."""
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except OSError as error:
        yield FoundFile(folder, str(folder), trouble=reason_of(error))
        return
    if is_maildir(folder):
        yield from _maildir_files(folder)
        # A Maildir's subfolders are Maildirs beside cur and new (Maildir++, whose names begin with a dot).
        entries = [entry for entry in entries if entry.name not in ("cur", "new", "tmp") and _is_folder(entry)]
        entries = [entry for entry in entries if is_maildir(Path(entry.path))]
    else:
        entries = [entry for entry in entries if not entry.name.startswith(".") or is_maildir(Path(entry.path))]
    for entry in entries:
        if _is_folder(entry):
            yield from files_in(Path(entry.path)) if entry.name != "__MACOSX" else ()
        elif not is_noise(entry.name):
            yield file_at(Path(entry.path))


def file_at(path: Path) -> FoundFile:
    """A path by itself, to be read only where it leads to a file."""
    return FoundFile(path, str(path), trouble=why_no_file(path))


def is_maildir(folder: Path) -> bool:
    return (folder / "cur").is_dir() and (folder / "new").is_dir()


def _maildir_files(folder: Path) -> Iterator[FoundFile]:
    paths: list[Path] = []
    shut: list[FoundFile] = []
    for place in ("cur", "new"):
        try:
            paths += (folder / place).iterdir()
        except OSError as error:
            # Told as of the Maildir: the messages in it are, wherever they lie.
            shut.append(FoundFile(folder / place, str(folder), trouble=reason_of(error)))
    for path in sorted(paths, key=lambda path: path.name):
        if not path.name.startswith("."):
            # What follows ":2," are flags, which change when somebody reads the message; Windows takes no colon in a
            # name.
            origin = str(folder / re.split(r"[:;!]2,", path.name)[0])
            yield FoundFile(path, origin, is_message=True, trouble=why_no_file(path))
    yield from shut


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False)


def starts_as_box(path: Path) -> bool:
    """A file that begins with an mbox's separator line, or is called .mbox and begins with `From `."""
    with path.open("rb") as stream:
        # Far more than one line: the separator is the first.
        start = stream.read(1000)
    return bool(FROM_LINE.match(start)) or (path.suffix.lower() == ".mbox" and start.startswith(b"From "))


def messages_of_file(path: Path) -> Iterator[bytes]:
    """The messages of an mbox in their order, one in memory at a time."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as box:
        yield from _messages(box)


def open_box(data: bytes, tally: ArrivalTally) -> Iterator[InnerFile]:
    """The messages of an mbox that came inside something else."""
    for number, message in enumerate(_messages(data), 1):
        tally.entry()
        yield InnerFile(name=last_part(f"第{number}封.eml"), data=message, place=str(number), is_message=True)


def _messages(box: bytes | mmap.mmap) -> Iterator[bytes]:
    start = -1
    for match in _CANDIDATE.finditer(box):
        if start >= 0 and not _separates(box, match):
            continue
        if start >= 0:
            yield _message(box[start : match.start()])
        start = match.end()
    if start >= 0:
        yield _message(box[start : len(box)])


def _separates(box: bytes | mmap.mmap, match: re.Match[bytes]) -> bool:
    """A separator has a date; one without needs a blank line before it and two header fields after it, because a
    sentence may begin with "From" too."""
    if FROM_LINE.match(match[0]):
        return True
    # Three bytes hold the longest end of a blank line, LF CR LF.
    before = box[max(0, match.start() - 3) : match.start()]
    is_after_blank = before.endswith((b"\n\n", b"\n\r\n"))
    # Two header fields with their folded lines fit in a page; an mbox of gigabytes is not copied for a look.
    return is_after_blank and bool(_TWO_HEADERS.match(box[match.end() : match.end() + 4096]))


def _message(raw: bytes) -> bytes:
    # mboxrd: what wrote the box put one ">" before each such line, so one comes off.
    return _QUOTED_FROM.sub(rb"\1", raw)
