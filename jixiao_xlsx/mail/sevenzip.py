"""Run as a program of its own: takes a .7z apart into numbered files, so that a hostile one can be stopped.

`python -P sevenzip.py archive.7z folder entries bytes` writes 1, 2, … and `names.json`, their names, into the folder;
it reads a JSON list of passwords to try.
Exit code 0: done; 3: a password is needed; 4: over a limit, which stderr names; 5: damaged; 6: py7zr is missing.
Imports nothing of the package.
"""

from __future__ import annotations

import json
import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py7zr import SevenZipFile

NAMES = "names.json"
# Python itself ends with 1 over an exception and with 2 over its arguments: ours begin behind.
PASSWORD, OVER, DAMAGED, MISSING = 3, 4, 5, 6
# 7-Zip's presets ask for dictionaries of up to 256 MiB; a header of a few bytes may ask for 4 GiB.
MEMORY = 2 << 30


def main(archive: str, folder: str, entries: str, size: str) -> int:
    """Take `archive` apart into `folder`; the declared sizes are checked before anything is unpacked."""
    _limit_memory()
    try:
        import py7zr
    except ImportError:
        return MISSING
    asks = False
    for password in (None, *json.loads(sys.stdin.read() or "[]")):
        try:
            with py7zr.SevenZipFile(archive, password=password) as opened:
                if password is None and opened.needs_password():
                    asks = True
                    continue
                if reason := _over(opened, int(entries), int(size)):
                    sys.stderr.write(reason)
                    return OVER
                _unpack(opened, Path(folder))
                return 0
        except py7zr.PasswordRequired:
            asks = True
        except Exception as error:  # a program's last word is its exit code
            # With a wrong password nothing can be told from a damaged archive.
            if not asks:
                sys.stderr.write(type(error).__name__)
                return DAMAGED
    return PASSWORD


def _limit_memory() -> None:
    """A dictionary of gigabytes is asked for in a few bytes; Windows has no such limit, the time limit remains."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _over(opened: SevenZipFile, entries: int, size: int) -> str:
    members = [member for member in opened.list() if not member.is_directory]
    if len(members) > entries:
        return "entries"
    return "size" if sum(member.uncompressed for member in members) > size else ""


def _unpack(opened: SevenZipFile, folder: Path) -> None:
    """Every regular member into a file of its number: no foreign name is ever a path."""
    from py7zr.io import Py7zIO, WriterFactory

    class Numbered(Py7zIO):
        def __init__(self, path: Path) -> None:
            self._stream = path.open("w+b")

        def write(self, s: bytes | bytearray) -> int:
            return self._stream.write(s)

        def read(self, size: int | None = None) -> bytes:
            return self._stream.read(-1 if size is None else size)

        def seek(self, offset: int, whence: int = 0) -> int:
            return self._stream.seek(offset, whence)

        def flush(self) -> None:
            self._stream.flush()

        def size(self) -> int:
            self._stream.flush()
            return Path(self._stream.name).stat().st_size

        def close(self) -> None:
            self._stream.close()

    class Factory(WriterFactory):
        def __init__(self) -> None:
            self.names: dict[int, str] = {}
            self._numbers = count(1)

        def create(self, filename: str) -> Py7zIO:
            number = next(self._numbers)
            self.names[number] = filename
            return Numbered(folder / str(number))

    # A link's target would be read as the file's contents: left out.
    links = {member.filename for member in opened.list() if member.is_symlink}
    factory = Factory()
    opened.extractall(factory=factory)
    names = {str(number): name for number, name in sorted(factory.names.items()) if name not in links}
    (folder / NAMES).write_text(json.dumps(names), encoding="utf-8")


if __name__ == "__main__":
    # argv[0] is the script; -P keeps its folder off the import path, where a `mail/names.py` could stand for a
    # library.
    sys.exit(main(*sys.argv[1:5]))
