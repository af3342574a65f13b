"""Pieces whose bytes could not be had: each is told by its place until what lies there could be read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Set

from jixiao_xlsx.mail.opening.pieces import Piece
from jixiao_xlsx.store.store import Store


def stand_in_of(piece: Piece) -> str:
    """What stands for the SHA-256 of such a piece: that of its place, so that it is the same however often it is
    met, and no other's."""
    return _stand_in(_place(piece))


def read_at_last(piece: Piece, store: Store, unread: Set[str]) -> None:
    """Takes away that a piece, which is in the store by now, was among the `unread`, or a folder that it lies in."""
    if piece.unread or not unread:
        return
    place = _place(piece)
    ends = [at for at, sign in enumerate(place) if sign == os.sep]
    for stand_in in unread & {_stand_in(place[:end]) for end in (*ends, len(place))}:
        store.forget_unread(stand_in)


def size_of(piece: Piece) -> int:
    """How many bytes it has, 0 where they could not be had."""
    return piece.source.stat().st_size if piece.source else len(piece.data)


def _place(piece: Piece) -> str:
    return piece.place or piece.origin


def _stand_in(place: str) -> str:
    # surrogatepass: a path may hold bytes that are no text.
    return hashlib.sha256(f"没有读到的文件 {place}".encode("utf-8", "surrogatepass")).hexdigest()
