"""The shorthand `{fiscal: 财政拨款, kind: amount}` of rows and columns written out as key and label."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from pydantic_core import PydanticCustomError

_BODIES = ("rows", "columns", "open", "years")


def unfolded(data: Any, words: Collection[str]) -> Any:
    """Data with its shorthand written out; `words` are those of the construct.

    The first key that is no word of the language and has a label with at least one sign beyond ASCII is a
    shorthand: so a misspelt word (`knid: amount`) is never taken for one, and JSON Schema can tell them apart too.
    """
    if not isinstance(data, dict) or "key" in data or "label" in data:
        return data
    short = short_key(data, words)
    if short:
        return {"key": short, "label": data[short], **{name: value for name, value in data.items() if name != short}}
    first = next(iter(data), "")
    has_body = any(isinstance(data.get(body), list | dict) for body in _BODIES)
    if first in words and _is_label(data[first]) and not has_body:
        raise PydanticCustomError("reserved", "{word}", {"word": first, "label": data[first]})
    return data


def short_key(data: dict[str, Any], words: Collection[str]) -> str:
    """The key that a shorthand gives; empty where there is none."""
    return next((name for name, value in data.items() if name not in words and _is_label(value)), "")


def _is_label(value: object) -> bool:
    return isinstance(value, str) and not value.isascii()
