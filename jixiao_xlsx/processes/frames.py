"""How we and our workers speak over a pipe: frames of bytes, each behind its length."""

from __future__ import annotations

from typing import IO

# Four would end at 4 GiB, and somebody would have to ask whether a pickle stays below.
_LENGTH_BYTES = 8


def send_frame(stream: IO[bytes], frame: bytes) -> None:
    """Writes a frame and pushes it through. Raises OSError where nobody listens any more."""
    stream.write(len(frame).to_bytes(_LENGTH_BYTES, "big"))
    stream.write(frame)
    stream.flush()


def receive_frame(stream: IO[bytes]) -> bytes:
    """Waits for the next frame. Raises EOFError where the other side is gone, be it in the middle of one."""
    size = int.from_bytes(_exactly(stream, _LENGTH_BYTES), "big")
    return _exactly(stream, size)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
