"""Standard output and error that never fail on Chinese, whatever the console's encoding."""

from __future__ import annotations

import io
import os
import sys

# A console that cannot encode these cannot show any message of ours.
_SAMPLE = "预算绩效"


def make_streams_safe() -> None:
    """Let both streams replace what they cannot encode; an encoding without Chinese becomes UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # errors="replace": a foreign file's name must not end a run of hours.
            stream.reconfigure(encoding=_chinese_encoding(stream.encoding), errors="replace")


def abandon_stdout() -> None:
    """Point standard output at nothing, so that Python's last flush does not complain of a closed pipe."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    # At the level of descriptors: Python's own flush goes past sys.stdout.
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)


def _chinese_encoding(encoding: str) -> str:
    try:
        _SAMPLE.encode(encoding)
    except UnicodeEncodeError:
        return "utf-8"
    return encoding
