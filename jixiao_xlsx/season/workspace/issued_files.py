"""The bytes of a blank as it went out, wherever they can still be had."""

from __future__ import annotations

import hashlib
from pathlib import Path

from jixiao_xlsx.model.season.acts import Issued
from jixiao_xlsx.store.originals import Originals


def bytes_as_issued(issued: Issued, folder: Path, originals: Originals) -> bytes | None:
    """From the originals where the blank was prefilled, else from the workspace's folder it was issued to; None where
    neither has it any more: what lies in the folder may have been filled in by now. Raises StoreError for an original
    that is damaged."""
    if originals.has(issued.sha256):
        return originals.get(issued.sha256)
    path = folder / issued.file
    data = path.read_bytes() if path.is_file() else b""
    return data if hashlib.sha256(data).hexdigest() == issued.sha256 else None
