"""Tasks that go wrong in every way, for worker processes to run."""

from __future__ import annotations

import os
import time

from jixiao_xlsx.errors import JixiaoError


def act(data: bytes) -> str:
    """Do what the bytes say."""
    match data.decode():
        case "die":
            os._exit(9)
        case "hang":
            time.sleep(60)
        case "swell":
            return str(len(bytearray(1 << 31)))
        case "fail":
            raise KeyError("a fault of ours at one file")
        case "recurse":
            return act(data)
        case "ours":
            raise JixiaoError("规格有误", "请改正")
        case "nothing to send":
            return lambda: None  # type: ignore[return-value]
    return data.decode().upper()
