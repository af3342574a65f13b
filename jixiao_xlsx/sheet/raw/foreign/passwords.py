"""Workbooks that ask for a password, opened with those that are at hand; what they hold is only ever in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from io import BytesIO
from itertools import islice
from typing import Any

# What Excel enciphers a workbook with whose structure is protected, so that readers open it without asking.
STANDARD = "VelvetSweatshop"
# Rounds of a hash over all passwords that are tried: about eight seconds of the twenty that a file has. Office asks for
# 100,000 twice a password; a hostile file may ask for ten million.
_MOST_ROUNDS = 10_000_000
_ROUNDS_OF_OLD = 50_000
# An .xls checks a password in a millisecond.
_MOST_TRIES = 2_000
_AT_HAND: ContextVar[tuple[str, ...]] = ContextVar("passwords", default=())


@contextmanager
def passwords_at_hand(passwords: tuple[str, ...]) -> Iterator[None]:
    """Files that are opened within are tried with these, in this order."""
    token = _AT_HAND.set(passwords)
    try:
        yield
    finally:
        _AT_HAND.reset(token)


def at_hand() -> tuple[str, ...]:
    """The passwords that files are tried with now."""
    return _AT_HAND.get()


def unlocked(data: bytes) -> bytes:
    """The workbook behind a password: the standard one, or one at hand; empty where none of them opens it."""
    import msoffcrypto

    try:
        file = msoffcrypto.OfficeFile(BytesIO(data))
        # Only what is newer than .xls says how often its hash goes round.
        info = getattr(file, "info", None)
        rounds = int(info.get("spinValue", _ROUNDS_OF_OLD)) if isinstance(info, dict) else 0
    except MemoryError:
        raise
    except Exception:  # a foreign parser over foreign bytes: it fails in too many ways to name
        return b""
    verify = {"verify_password": True} if rounds else {}
    most = _MOST_ROUNDS // (2 * rounds) if rounds else _MOST_TRIES
    for password in islice(dict.fromkeys((STANDARD, *at_hand())), most):
        if found := _opened(file, password, verify):
            return found
    return b""


def _opened(file: Any, password: str, verify: Mapping[str, bool]) -> bytes:
    plain = BytesIO()
    try:
        file.load_key(password=password, **verify)
        file.decrypt(plain)
    except MemoryError:
        raise
    except Exception:  # a wrong password and a damaged file alike
        return b""
    return plain.getvalue()
