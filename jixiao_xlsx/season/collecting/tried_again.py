"""Which files that could not be read are worth another try when they come again, or are read anew."""

from __future__ import annotations

from jixiao_xlsx.model.filings.filing import Filing

# A password may come later.
_LOCKED = frozenset({"F06"})
# Too slow, too big, failed, begun, locked: another day, another version, computer or password may read it.
TRIED_AGAIN = frozenset({"F12", "F13", "F14", "F45", *_LOCKED})


def is_tried_again(filing: Filing) -> bool:
    """Whether nothing could be read of a file for want of time, memory or a password, or because a run ended."""
    return any(found.code in TRIED_AGAIN for found in filing.findings)


def is_locked(filing: Filing) -> bool:
    """Whether nothing could be read because a password was asked for."""
    return any(found.code in _LOCKED for found in filing.findings)
