"""操作记录: a command that ran in a workspace leaves a line in its store."""

from __future__ import annotations

import getpass
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

# Options whose value must not be kept.
_SECRET = {"--key"}
_HIDDEN = "***"
FAILURE = "失败"


def leave_trail(args: Sequence[str], outcome: str) -> None:
    """Notes a run and how it ended, where one stands in a workspace that has a store already. That it could not be
    noted is said, and changes nothing; a command that failed has said why already."""
    try:
        _note(args, outcome)
    except Exception as error:
        if not outcome.startswith(FAILURE):
            from jixiao_xlsx.cli.wording import error_text

            print(f"这次操作没有记入操作记录：{error_text(error)}", file=sys.stderr)


def user_name() -> str:
    """Who runs the command, as the system knows them."""
    try:
        return getpass.getuser()
    # A user id without a name, as in containers; Windows has no `pwd`.
    except (OSError, KeyError, ImportError):
        return ""


def typed_command(args: Sequence[str]) -> str:
    """The command line as it was typed, without secrets."""
    words = list(args)
    for number, word in enumerate(words):
        name, equals, _ = word.partition("=")
        if name in _SECRET and equals:
            words[number] = f"{name}={_HIDDEN}"
        elif word in _SECRET and number + 1 < len(words):
            words[number + 1] = _HIDDEN
    return shlex.join(words)


def _note(args: Sequence[str], outcome: str) -> None:
    from datetime import UTC, datetime

    from jixiao_xlsx.model.season.acts import Trail
    from jixiao_xlsx.season.register.history import note_run

    note_run(Trail(datetime.now(UTC), user_name(), typed_command(args), outcome), Path.cwd())
