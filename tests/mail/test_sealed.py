"""S/MIME: what is signed as a whole is unwrapped without any key, what is enciphered is told."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao_xlsx.model.season.delivery import ArrivalReason
from mail.arrivals import HEAD, leaves, mail, names, opened, part
from mail.wrapping import enveloped, signed_of

INSIDE = mail(part('Content-Type: application/octet-stream; name="表.xlsx"'.encode(), b"x" * 5000), head=b"")


def signed_mail(data: bytes, kind: bytes = b"application/pkcs7-mime; smime-type=signed-data") -> bytes:
    headers = b'Content-Type: %s; name="smime.p7m"\r\nContent-Transfer-Encoding: base64\r\n\r\n' % kind
    return HEAD + headers + base64.encodebytes(data)


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("kind", [b"application/pkcs7-mime; smime-type=signed-data", b"application/octet-stream"])
def test_a_signed_message_is_unwrapped(streamed: bool, kind: bytes) -> None:
    found = opened(signed_mail(signed_of(INSIDE, streamed=streamed), kind))
    assert leaves(found) == [("表.xlsx", b"x" * 5000)]
    assert found[0].message.sender == "民政局 <mz@example.cn>"
    assert {piece.note for piece in found} == {""}


@pytest.mark.parametrize(
    "packed",
    [
        signed_of(b"PK\x03\x04x"),
        base64.encodebytes(signed_of(b"PK\x03\x04x" * 20)),
        b"-----BEGIN PKCS7-----\n" + base64.encodebytes(signed_of(b"PK\x03\x04x" * 20)) + b"-----END PKCS7-----\n",
    ],
)
def test_a_signed_file_is_unwrapped_under_its_own_name(packed: bytes) -> None:
    assert names(mail(part('Content-Type: application/pkcs7-mime; name="表.xlsx.p7m"'.encode(), packed))) == ["表.xlsx"]


def test_enciphered_mail_is_told() -> None:
    found = opened(signed_mail(enveloped(), b"application/pkcs7-mime; smime-type=enveloped-data"))
    assert "加密" in found[0].note
    assert found[0].reason is ArrivalReason.ENCIPHERED


def test_a_detached_signature_is_no_news() -> None:
    parts = (
        part(b"Content-Type: application/pdf; name=a.pdf"),
        part(b"Content-Type: application/pkcs7-signature; name=smime.p7s", signed_of(None)),
    )
    found = opened(mail(*parts))
    assert [(piece.name, piece.note) for piece in found] == [("a.pdf", ""), ("smime.p7s", ""), ("来件", "")]


def test_a_seal_cut_short_gives_what_is_there() -> None:
    found = opened(signed_of(INSIDE)[:-2000], name="smime.p7m")
    assert found[0].name == "表.xlsx"
    assert any("不完整" in piece.note for piece in found)


@given(st.binary(max_size=300), st.integers(0, 300))
def test_no_bytes_in_an_envelope_raise(junk: bytes, at: int) -> None:
    for streamed in (False, True):
        good = signed_of(INSIDE[:400], streamed=streamed)
        spoilt = good[:at] + junk + good[at + len(junk) :]
        assert opened(spoilt, name="smime.p7m")[-1].data == spoilt
