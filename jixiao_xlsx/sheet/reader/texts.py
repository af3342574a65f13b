"""How printed text is compared: as a person sees it, whatever the width, spacing and invisible signs."""

from __future__ import annotations

from functools import lru_cache

from jixiao_xlsx.model.kinds.characters import folded


# All shipped forms print about a thousand texts; the rest is for what departments type, which comes and goes.
@lru_cache(maxsize=20_000)
def folded_label(text: str) -> str:
    """Folded, and remembered, as each text is compared with many: `总额 （Ａ）` and `总额(A)` are one label."""
    return folded(text)
