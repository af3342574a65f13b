"""Writes constraints.txt: one version of every library, for every extra, every released CPython and every system.

`python .ci/lock.py` is run by `make lock` with the uv that stands beside that Python. `--oldest FILE` writes the lowest
versions that setup.cfg admits, for this Python alone.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "constraints.txt"
PYTHONS = ("3.11", "3.12", "3.13", "3.14", "3.15")
SYSTEMS = ("linux", "aarch64-unknown-linux-gnu", "macos", "windows")
HEADER = """\
# Made by `make lock` from setup.cfg; not to be edited by hand. What `make` installs, on any day.
# CPython: {pythons}
# Systems: {systems}
"""


def uv(*arguments: str, given: str = "") -> str:
    command = [Path(sys.executable).with_name("uv"), "pip", "compile", "--quiet", "--no-header", *arguments]
    done = subprocess.run(command, cwd=ROOT, input=given, capture_output=True, check=False, encoding="utf-8")
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def lock() -> None:
    """The newest of everything; refused where a system would have to compile one of them itself."""
    pinned = uv("setup.cfg", "--all-extras", "--universal", "--python-version", PYTHONS[0], "--no-annotate")
    for python in PYTHONS:
        for system in SYSTEMS:
            ready = ("--only-binary", ":all:", "--python-version", python, "--python-platform", system)
            uv("-", *ready, given=pinned)
    header = HEADER.format(pythons=" ".join(PYTHONS), systems=" ".join(SYSTEMS))
    LOCK.write_text(header + pinned, encoding="utf-8", newline="\n")


def oldest(to: Path) -> None:
    """The lower bounds of what we ask for ourselves; what those ask for in turn is as new as they admit."""
    asked = ("--extra", "docx", "--extra", "mail", "--extra", "test", "--resolution", "lowest-direct")
    python = "{}.{}".format(*sys.version_info[:2])
    to.write_text(uv("setup.cfg", *asked, "--python-version", python, "--no-annotate"), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    oldest(Path(sys.argv[2])) if sys.argv[1:2] == ["--oldest"] else lock()
