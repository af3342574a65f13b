"""The one door to UNO: untyped objects, structures, property lists, file addresses and event-free connecting."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, TypeAlias

import uno  # type: ignore[import-not-found]

# UNO objects get their methods from the office at run time, so no static type can describe them.
UnoObject: TypeAlias = Any


_BROKEN = ("illegal object given", "cannot get value")


class Refused(Exception):
    """The office, or this side, does not carry out a step; the text says why."""


def properties(**values: object) -> tuple[UnoObject, ...]:
    """Named values in the form UNO calls ask for."""
    return tuple(
        structure("com.sun.star.beans.PropertyValue", Name=name, Value=value) for name, value in values.items()
    )


def structure(name: str, **members: object) -> UnoObject:
    """A UNO structure with its members set."""
    made = uno.createUnoStruct(name)
    for member, value in members.items():
        setattr(made, member, value)
    return made


def sequence(element: str, values: tuple[UnoObject, ...]) -> UnoObject:
    """A typed UNO sequence: inside an `any`, untyped tuples are not recognised."""
    return uno.Any(f"[]{element}", values)


def choice(enumeration: str, value: str) -> UnoObject:
    """One value of a UNO enumeration."""
    return uno.Enum(enumeration, value)


def address_of(path: str) -> str:
    """The file URL of an absolute path."""
    return str(uno.systemPathToFileUrl(str(Path(path).resolve())))


def connect(pipe: str, *, seconds: float) -> UnoObject:
    """The remote component context behind a named pipe, as soon as the office listens there.

    Raises TimeoutError when nothing listens within the given seconds.
    """
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    no_connect = uno.getClass("com.sun.star.connection.NoConnectException")
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except no_connect:
            time.sleep(0.05)
    raise TimeoutError(f"soffice {seconds} 秒内没有应答")


def gone(error: Exception) -> bool:
    """Whether an exception means that the office has died, or that this bridge to it is broken.

    A broken bridge no longer finds the objects it handed out; only another office helps then.
    """
    disposed = uno.getClass("com.sun.star.lang.DisposedException")
    return isinstance(error, disposed) or (of_uno(error) and any(sign in str(error) for sign in _BROKEN))


def of_uno(error: Exception) -> bool:
    """Whether an exception was raised by the office itself, not by this side's Python."""
    return isinstance(error, uno.getClass("com.sun.star.uno.Exception"))
