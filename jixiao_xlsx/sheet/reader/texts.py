"""How printed text is compared: width and spacing folded away, nothing else."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


# All shipped forms print about a thousand texts; the rest is for what departments type, which comes and goes.
@lru_cache(maxsize=20_000)
def folded_label(text: str) -> str:
    """NFKC without any white space: `总额 （Ａ）` and `总额(A)` are one label."""
    return "".join(unicodedata.normalize("NFKC", text).split())
