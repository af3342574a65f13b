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
from collections.abc import Sequence
from importlib.util import find_spec
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
    """What pip is to be held to: the newest of everything, the lock, or nothing where it does not know this Python."""
    if options.newest:
        # Without these pip keeps whatever an earlier run installed, as long as it lies inside the ranges.
        return ["--upgrade", "--upgrade-strategy", "eager"]
    python, lock = sys.version_info[:2], LOCK.read_text(encoding="utf-8")
    if options.constraint == LOCK and not is_known(lock, python):
        print(warning(lock, python), file=sys.stderr)
        return []
    return ["--constraint", str(options.constraint)]


def commands(options: argparse.Namespace, pip: Sequence[str] = ("pip",)) -> list[list[str]]:
    """The command lines that install: the backend first and from the same versions. pip's isolated build would fetch
    the newest of its own, and pip 23 to 26 disagree about how to hold that one."""
    # Modules are compiled when they are first imported: compiling all of them took a third of the whole installation.
    install = [*pip, "-qq", "--disable-pip-version-check", "install", "--no-compile", *constraints(options)]
    wanted = f".[{','.join(options.extras)}]" if options.extras else "."
    return [[*install, "setuptools>=70.1"], [*install, "--no-build-isolation", "--editable", wanted]]


def said(*command: str) -> str:
    """What a program prints, without its last line's end; nothing where it fails."""
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    return "" if done.returncode else done.stdout.strip()


def pip_of(extras: Sequence[str]) -> list[str]:
    """How to run pip for this Python: its own; or the one of the Python that made this environment, as `pip --python`
    does, which spares unpacking another (4 of 17 seconds of the processor). That one is tried first: before 22.3 it has
    no such runner, and some systems leave pip out or take it apart. The tests run pip themselves."""
    own = [sys.executable, "-m", "pip"]
    if find_spec("pip"):
        return own
    folder = said(sys._base_executable, "-c", "import pip; print(pip.__path__[0])")
    lent = [sys.executable, str(Path(folder, "__pip-runner__.py"))]
    if "test" not in extras and folder and said(*lent, "--version"):
        return lent
    subprocess.run([sys.executable, "-m", "ensurepip"], check=True, stdout=subprocess.DEVNULL)
    return own


def options_of(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("extras", nargs="*")
    parser.add_argument("--constraint", type=Path, default=LOCK)
    parser.add_argument("--newest", action="store_true")
    return parser.parse_args(words)


def main() -> int:
    options = options_of(sys.argv[1:])
    lines = commands(options, pip_of(options.extras))
    return next((code for line in lines if (code := subprocess.run(line, cwd=ROOT, check=False).returncode)), 0)


if __name__ == "__main__":
    sys.exit(main())
