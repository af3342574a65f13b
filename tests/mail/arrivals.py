"""Short ways to write arrivals for tests: messages byte by byte, archives, and what came out of them."""

from __future__ import annotations

import base64
import zipfile
from collections.abc import Iterable
from io import BytesIO

from jixiao_xlsx.mail.limits import DEFAULT, Limits
from jixiao_xlsx.mail.opening.pieces import Piece, pieces_of_bytes

HEAD = (
    b"From: =?utf-8?B?5rCR5pS/5bGA?= <mz@example.cn>\r\n"
    b"Subject: =?gb2312?B?sajLzQ==?=\r\n"
    b"Date: Mon, 02 Mar 2026 10:00:00 +0800\r\n"
    b"Message-ID: <1@example.cn>\r\nMIME-Version: 1.0\r\n"
)


def part(headers: bytes, data: bytes = b"abc") -> bytes:
    """A part with its headers and a base64 body."""
    return headers.strip() + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(data)


def mail(*parts: bytes, head: bytes = HEAD, boundary: bytes = b"=_b") -> bytes:
    """A multipart message of these parts."""
    body = b"".join(b"--" + boundary + b"\r\n" + one + b"\r\n" for one in parts)
    return (
        head
        + b'Content-Type: multipart/mixed; boundary="'
        + boundary
        + b'"\r\n\r\n'
        + body
        + b"--"
        + boundary
        + b"--\r\n"
    )


def attached(disposition: bytes, data: bytes = b"abc") -> bytes:
    """A message with one attachment whose Content-Disposition is this."""
    return mail(part(b"Content-Type: application/octet-stream\r\nContent-Disposition: " + disposition, data))


def zip_of(members: Iterable[tuple[str | zipfile.ZipInfo, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data, method)
    return packed.getvalue()


def opened(data: bytes, *, name: str = "来件", limits: Limits = DEFAULT) -> list[Piece]:
    return list(pieces_of_bytes(data, name=name, origin=name, limits=limits))


def leaves(pieces: Iterable[Piece]) -> list[tuple[str, bytes]]:
    return [(piece.name, piece.data) for piece in pieces if not piece.container]


def names(data: bytes) -> list[str]:
    return [name for name, _ in leaves(opened(data))]
