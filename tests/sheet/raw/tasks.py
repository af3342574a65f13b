"""Tasks that go wrong in every way, for worker processes to run."""

from __future__ import annotations

import os
import time

from jixiao_xlsx.errors import JixiaoError


def act(data: bytes, *, name: str = "") -> str:
    """Do what the bytes say."""
    match data.decode():
        case "die":
            os._exit(9)
        case "hang":
            while True:
                pass
        case "sleep":
            time.sleep(60)
        case "swell":
            return str(len(bytearray(1 << 31)))
        case "fail":
            raise KeyError("a fault of ours at one file")
        case "recurse":
            return act(data, name=name)
        case "ours":
            raise JixiaoError("规格有误", "请改正")
        case "name":
            return name
        case "print":
            print("much" * 10_000)
        case "nothing to send":
            return lambda: None  # type: ignore[return-value]
    return data.decode().upper()


class NeverReady:
    """A task at whose import the worker hangs, or ends where `code` is given."""

    def __init__(self, code: int | None = None) -> None:
        self.code = code

    def __reduce__(self) -> tuple[object, tuple[int, ...]]:
        return (time.sleep, (60,)) if self.code is None else (os._exit, (self.code,))

    def __call__(self, data: bytes, /, *, name: str) -> str:
        raise NotImplementedError
