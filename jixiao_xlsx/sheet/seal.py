"""The seal 封签 as one line of text that survives copying a sheet, and its signature with the office's key."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import fields, replace
from urllib.parse import quote, unquote

from jixiao_xlsx.model.filings.filing import Seal
from jixiao_xlsx.model.keys import KeyPattern, format_key, parse_key
from jixiao_xlsx.sheet.grid import FormGrid
from jixiao_xlsx.sheet.layout_text import layout_sha

# With the version of the format: a later reader must know what it reads. The second tells the whole layout's SHA-256.
FIRST_PREFIX, PREFIX = "JXF1", "JXF2"
PREFIXES = (FIRST_PREFIX, PREFIX)
_SEPARATOR = "|"
_SIGNATURE_LENGTH = 24  # 96 bits of hex: nobody guesses them, and a person can still read them out
_NAMES = tuple(field.name for field in fields(Seal))
_LAYOUT = "layout"  # what seals of the first version have not; the last of the fields
_NAMES_OF = {PREFIX: _NAMES, FIRST_PREFIX: tuple(name for name in _NAMES if name != _LAYOUT)}

Counts = tuple[tuple[KeyPattern, int], ...]


def seal_for(layout: FormGrid, seal: Seal) -> Seal:
    """The seal with the layout's form, edition, year, fingerprint, counts and SHA-256; sign it after this, not
    before."""
    return replace(
        seal,
        form=layout.form.form,
        edition=layout.form.edition,
        year=layout.year,
        fingerprint=layout.fingerprint,
        counts=layout.counts,
        layout=layout_sha(layout),
    )


def encode_seal(seal: Seal) -> str:
    """`JXF2|form|edition|year|…|signature|layout`: the seal's fields in order, counts as `goals[*]=4,duties[*]=6`; one
    that does not tell its layout is `JXF1|…|signature`, as it was written and signed before there was another.

    White space, control characters, `%` and `|` inside a value are percent-escaped, everything else is as typed:
    the text holds no white space at all, so white space that appears later means nothing.
    """
    prefix = PREFIX if seal.layout else FIRST_PREFIX
    return _SEPARATOR.join([prefix, *(_escaped(_text_of(seal, name)) for name in _NAMES_OF[prefix])])


def decode_seal(text: str) -> Seal | None:
    """The seal in a text, whatever white space was put around or into it; None where it is no whole seal."""
    # Mail and clipboards wrap long cells: all white space is theirs, as ours is escaped.
    parts = "".join(text.split()).split(_SEPARATOR)
    # A seal that was cut is none: half of an identity is worse than labels.
    names = _NAMES_OF.get(parts[0], ())
    if not names or len(parts) != len(names) + 1:
        return None
    try:
        words = {name: unquote(part, errors="strict") for name, part in zip(names, parts[1:], strict=True)}
        year, counts = int(words.pop("year")), _counts_of(words.pop("counts"))
    except ValueError:
        return None
    # A second version that does not tell its layout would be signed as a first one.
    return Seal(year=year, counts=counts, **words) if parts[0] == FIRST_PREFIX or words[_LAYOUT] else None


def sign(seal: Seal, key: str | bytes) -> Seal:
    """The seal with its signature: HMAC-SHA256 over all other fields, its first 96 bits in hex."""
    return replace(seal, signature=_signature(seal, key))


def verify(seal: Seal, key: str | bytes) -> bool:
    """Whether the signature is the one that this key gives; a seal without signature is never verified."""
    # In constant time, for a program that answers strangers.
    return hmac.compare_digest(seal.signature.encode(), _signature(seal, key).encode())


def _signature(seal: Seal, key: str | bytes) -> str:
    secret = key.encode() if isinstance(key, str) else key
    unsigned = encode_seal(replace(seal, signature=""))
    return hmac.new(secret, unsigned.encode(), hashlib.sha256).hexdigest()[:_SIGNATURE_LENGTH]


def _text_of(seal: Seal, name: str) -> str:
    if name == "counts":
        return ",".join(f"{format_key(pattern)}={count}" for pattern, count in seal.counts)
    return str(getattr(seal, name))


def _counts_of(text: str) -> Counts:
    pairs = (pair.rpartition("=") for pair in text.split(",") if pair)
    return tuple((parse_key(pattern), int(count)) for pattern, _, count in pairs)


def _escaped(text: str) -> str:
    return "".join(quote(sign, safe="") if _must_escape(sign) else sign for sign in text)


def _must_escape(sign: str) -> bool:
    return sign in "%|" or sign.isspace() or not sign.isprintable()
