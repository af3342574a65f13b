"""What worker processes are asked to do, and how it goes wrong."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from jixiao_xlsx.errors import WorkbookError


def act(word: str) -> str | Callable[[], None]:
    """Does what the word says."""
    match word:
        case "die":
            os._exit(9)
        case "hang":
            time.sleep(600)
        case "ours":
            raise WorkbookError("写不出来", "请改正")
        case "fail":
            raise KeyError(word)
        case "process":
            return str(os.getpid())
        case "print":
            print("much" * 10_000)
        case "nothing to send":
            return lambda: None
    return word.upper()
