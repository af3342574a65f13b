"""A mail message cut into its parts, iteratively and counted: no nesting, size or fault in it can hang or fail us.

The standard parser recurses with the nesting (RecursionError at about 1,000), takes minutes over hostile nesting and
decodes raw Chinese headers wrongly; this one slices bytes and leaves every decoding to `headers` and `charsets`.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from jixiao_xlsx.mail.headers import Headers, decode_words, named_parameter, parameters, parse_headers, unbase64
from jixiao_xlsx.mail.limits import ArrivalTally, OverLimit

_BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n|\A[ \t]*\r?\n")
# RFC 2046: a boundary has at most 70 characters; a header of a part must follow the guessed one.
_GUESS = re.compile(rb"^--(\S[^\r\n]{0,99}?)[ \t]*\r?\n(?:content-[a-z-]+:)", re.I | re.M)
_BASE64_BODY = re.compile(rb"\A[A-Za-z0-9+/=\s]*\Z")


@dataclass(frozen=True, slots=True)
class MimePart:
    """One part with its own headers; `body` is still encoded for transfer."""

    headers: Headers
    body: bytes = field(repr=False)
    depth: int = 0

    @property
    def content_type(self) -> str:
        """`application/pdf` in lower case; `text/plain` where nothing usable stands."""
        kind = self.headers.first("content-type").partition(";")[0].strip().lower()
        return kind if re.fullmatch(r"[\w.+-]+/[\w.+-]+", kind) else "text/plain"

    def parameter(self, header: str, name: str) -> str:
        return named_parameter(parameters(self.headers.first(header)), name)

    @property
    def disposition(self) -> str:
        return self.headers.first("content-disposition").partition(";")[0].strip().lower()

    @property
    def content(self) -> bytes:
        """The body as it was before transfer."""
        match decode_words(self.headers.first("content-transfer-encoding")).strip().strip("\"';").lower():
            case "base64":
                return unbase64(self.body)
            case "quoted-printable":
                return binascii.a2b_qp(self.body)
            case "x-uuencode" | "uuencode" | "x-uue" | "uue":
                return _unuuencode(self.body)
        return self.body


def split_message(data: bytes, depth: int = 0) -> MimePart:
    """Headers and body of a message or part; a byte order mark and an mbox line before them are passed over."""
    if depth == 0:
        data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
        if data.startswith((b"From ", b">From ")):
            data = data.partition(b"\n")[2]
    blank = _BLANK_LINE.search(data)
    head, body = (data[: blank.start()], data[blank.end() :]) if blank else (data, b"")
    return MimePart(parse_headers(head), body, depth)


def leaves_of(message: MimePart, tally: ArrivalTally) -> Iterator[MimePart]:
    """The parts that hold content, in their order; forwarded messages are leaves here. Raises OverLimit, after all the
    parts before the one that is too many."""
    waiting = [iter((message,))]
    while waiting:
        part = next(waiting[-1], None)
        if part is None:
            waiting.pop()
        elif not part.content_type.startswith("multipart/"):
            yield part
        elif part.depth >= tally.limits.depth:
            raise OverLimit(f"邮件嵌套超过 {tally.limits.depth} 层，里面的没有打开")
        else:
            waiting.append(_inside(part, tally))


def _inside(part: MimePart, tally: ArrivalTally) -> Iterator[MimePart]:
    for body in _bodies(part, tally):
        tally.part()
        yield split_message(body, part.depth + 1)


def _bodies(part: MimePart, tally: ArrivalTally) -> Iterator[bytes]:
    """The bytes between the delimiter lines; the boundary is guessed where it is not declared or not used."""
    boundary = part.parameter("content-type", "boundary").rstrip().encode("utf-8", "replace")
    body = part.body
    # Some gateways encode a multipart as a whole, which RFC 2045 forbids; 4 kB tell base64 from text.
    if boundary and b"--" + boundary not in body and _BASE64_BODY.match(body[:4096]):
        body = part.content
    if not boundary or b"--" + boundary not in body:
        guess = _GUESS.search(body)
        if not guess:
            tally.remarks.append("邮件没有分隔标记，各部分分不开")
            return
        boundary = guess[1]
        tally.remarks.append("邮件没有写对分隔标记，已按内容推断")
    yield from _between(body, boundary, tally)


def _between(body: bytes, boundary: bytes, tally: ArrivalTally) -> Iterator[bytes]:
    delimiter = re.compile(rb"^--" + re.escape(boundary) + rb"(--)?[ \t]*(?:\r?\n|\Z)", re.M)
    start = -1
    for match in delimiter.finditer(body):
        if start >= 0:
            yield _without_line_end(body[start : match.start()])
        start = match.end()
        # What follows the last delimiter is an epilogue, for nobody (RFC 2046).
        if match[1]:
            return
    if start >= 0:
        tally.remarks.append("邮件没有结尾标记，可能不完整")
        yield body[start:]


def _without_line_end(body: bytes) -> bytes:
    return body.removesuffix(b"\n").removesuffix(b"\r") if body.endswith(b"\n") else body


def _unuuencode(body: bytes) -> bytes:
    found = bytearray()
    for line in body.splitlines():
        if line.startswith((b"begin ", b"end")) or not line.strip():
            continue
        try:
            found += binascii.a2b_uu(line)
        except binascii.Error:
            # A line whose length byte is right and whose padding is too long, as some encoders write: cut to what it
            # says.
            size = (((line[0] - 32) & 63) * 4 + 5) // 3
            try:
                found += binascii.a2b_uu(line[:size])
            except binascii.Error:
                continue
    return bytes(found)
