"""What parametrised cases are called, where pytest would spell out what they hold.

Bytes in a name may carry the clock (every zip does), and then two test processes disagree about which tests there are.
"""

from __future__ import annotations

import re

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_LONGEST = 60


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """The argument's name for bytes, for control characters and for whole paragraphs; pytest numbers what is double."""
    if isinstance(val, bytes):
        return argname
    return argname if isinstance(val, str) and (len(val) > _LONGEST or _UNPRINTABLE.search(val)) else None
