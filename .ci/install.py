"""Installs this checkout with the named extras into the Python that runs this: `python .ci/install.py docx mail`.

Every version is the one of constraints.txt (`--constraint FILE` names other ones), so that the same tree behaves the
same on any day. A Python newer than those the lock was made for takes what the ranges of setup.cfg allow, and says so;
`--newest` takes them on purpose.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "constraints.txt"
MADE_FOR = re.compile(r"^# CPython: (.+)$", re.MULTILINE)


def made_for(lock: str) -> list[tuple[int, int]]:
    """The versions of Python that a lock says it was made for."""
    found = MADE_FOR.search(lock)
    words = found[1].split() if found else []
    return sorted((int(major), int(minor)) for major, _, minor in (word.partition(".") for word in words))


def is_known(lock: str, python: tuple[int, int]) -> bool:
    return python <= max(made_for(lock), default=(0, 0))


def warning(lock: str, python: tuple[int, int]) -> str:
    newest = "{}.{}".format(*max(made_for(lock), default=(0, 0)))
    have = "{}.{}".format(*python)
    return (
        f"Python {have} 比锁定文件所知的 {newest} 新，改按 setup.cfg 的范围安装最新版本"
        " · newer than the lock knows, installing from the ranges"
    )


def constraints(options: argparse.Namespace) -> list[str]:
    """What pip is to be held to; nothing where the newest are wanted or the lock does not know this Python."""
    if options.newest:
        return []
    python, lock = sys.version_info[:2], LOCK.read_text(encoding="utf-8")
    if options.constraint == LOCK and not is_known(lock, python):
        print(warning(lock, python), file=sys.stderr)
        return []
    return ["--constraint", str(options.constraint)]


def pip(*arguments: str, held: list[str]) -> int:
    # Modules are compiled when they are first imported: compiling all of them took a third of the whole installation.
    command = [sys.executable, "-m", "pip", "-qq", "--disable-pip-version-check", "install", "--no-compile"]
    return subprocess.run([*command, *held, *arguments], cwd=ROOT, check=False).returncode


def options_of(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("extras", nargs="*")
    parser.add_argument("--constraint", type=Path, default=LOCK)
    parser.add_argument("--newest", action="store_true")
    return parser.parse_args(words)


def main() -> int:
    options = options_of(sys.argv[1:])
    held = constraints(options)
    # The backend comes first and from the same versions: pip's isolated build would fetch the newest of its own, and
    # pip 23 to 26 disagree about how to hold that one.
    wanted = f".[{','.join(options.extras)}]" if options.extras else "."
    return pip("setuptools>=70.1", held=held) or pip("--no-build-isolation", "--editable", wanted, held=held)


if __name__ == "__main__":
    sys.exit(main())
