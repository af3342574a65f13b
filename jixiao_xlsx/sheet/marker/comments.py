"""The comments part of a sheet: our notes put in, below what the department wrote, and taken out again."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jixiao_xlsx.model.cell_names import cell_name
from jixiao_xlsx.sheet.marker.outline import Patch, XmlElement, outline, prefix_of
from jixiao_xlsx.sheet.marker.words import xml_text
from jixiao_xlsx.sheet.raw.contents.review_notes import AUTHOR, DIVIDER
from jixiao_xlsx.sheet.raw.xlsx.strings import unescape
from jixiao_xlsx.sheet.raw.xlsx.worksheet import column_in_sheet, split_reference
from jixiao_xlsx.sheet.region import Spot

# Excel holds 32,767 in a comment; a box of a quarter of that is already read by nobody.
_MOST_NOTE = 8_000


def empty_comments(main_uri: str) -> bytes:
    """A comments part without comments."""
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return (
        f'{declaration}<comments xmlns="{main_uri}"><authors></authors><commentList></commentList></comments>'.encode()
    )


@dataclass(frozen=True, slots=True)
class CleanedComments:
    """A comments part without our notes, and the cells whose comment is gone altogether."""

    data: bytes
    gone: frozenset[Spot]


def without_notes(data: bytes) -> CleanedComments:
    """Takes every note of ours out; what the department wrote above it stays as it was."""
    patch, gone = Patch(data), set()
    for comment in _comments(outline(data, part="comments")):
        pieces = list(_pieces(comment))
        whole = "".join(_text(data, piece) for piece in pieces)
        at = whole.find(DIVIDER)
        if at < 0:
            continue
        # The line break before the divider was ours.
        theirs = whole[:at].removesuffix("\n")
        if not theirs.strip():
            patch.replace(comment.start, comment.end, b"")
            gone.add(_spot(comment))
        else:
            _cut(patch, comment, keep=len(theirs))
    return CleanedComments(patch.done(), frozenset(gone))


def with_notes(data: bytes, notes: Mapping[Spot, str]) -> tuple[bytes, tuple[Spot, ...]]:
    """Puts the notes in; returns the part and the cells that had no comment before, in order."""
    root = outline(data, part="comments")
    prefix = prefix_of(data, root)
    patch = Patch(data)
    standing = {_spot(comment): comment for comment in _comments(root)}
    author = _author(patch, root, prefix)
    fresh = tuple(spot for spot in sorted(notes) if spot not in standing)
    # Below what the department wrote: its words stay first and whole.
    for spot in sorted(set(notes) & set(standing)):
        _append(patch, standing[spot], _run(notes[spot], prefix, first=False), prefix)
    inside = "".join(
        f'<{prefix}comment ref="{cell_name(*spot)}" authorId="{author}">'
        f"<{prefix}text>{_run(notes[spot], prefix, first=True)}</{prefix}text></{prefix}comment>"
        for spot in fresh
    )
    listed = root.first("commentList")
    if listed is None:
        patch.into(root, f"<{prefix}commentList>{inside}</{prefix}commentList>".encode())
    elif inside:
        patch.into(listed, inside.encode())
    return patch.done(), fresh


def _comments(root: XmlElement) -> Iterable[XmlElement]:
    listed = root.first("commentList")
    return listed.named("comment") if listed else ()


def _spot(comment: XmlElement) -> Spot:
    letters, row = split_reference(comment.attributes.get("ref", "").replace("$", "").upper().partition(":")[0])
    return row, column_in_sheet(letters)


def _author(patch: Patch, root: XmlElement, prefix: str) -> int:
    authors = root.first("authors")
    if authors is None:
        first = next(iter(root.children), None)
        patch.into(
            root, f"<{prefix}authors><{prefix}author>{AUTHOR}</{prefix}author></{prefix}authors>".encode(), before=first
        )
        return 0
    names = [_text(patch.data, node) for node in authors.children]
    if AUTHOR not in names:
        patch.into(authors, f"<{prefix}author>{AUTHOR}</{prefix}author>".encode())
        names.append(AUTHOR)
    return names.index(AUTHOR)


def _run(note: str, prefix: str, *, first: bool) -> str:
    words = f"{DIVIDER}\n{note}" if first else f"\n{DIVIDER}\n{note}"
    # 9 points in 宋体, as Excel's own comments in China.
    look = f'<{prefix}rPr><{prefix}sz val="9"/><{prefix}rFont val="宋体"/></{prefix}rPr>'
    return f'<{prefix}r>{look}<{prefix}t xml:space="preserve">{xml_text(words, _MOST_NOTE)}</{prefix}t></{prefix}r>'


def _append(patch: Patch, comment: XmlElement, run: str, prefix: str) -> None:
    """Puts a run below the text that stands; a plain text becomes a run of its own first."""
    body = comment.first("text")
    if body is None:
        patch.into(comment, f"<{prefix}text>{run}</{prefix}text>".encode())
        return
    # A comment holds one plain text or any number of runs, never both.
    plain = body.first("t")
    if plain is not None:
        written = patch.data[plain.start : plain.end]
        patch.replace(plain.start, plain.end, f"<{prefix}r>".encode() + written + f"</{prefix}r>{run}".encode())
        return
    last = [node for node in body.children if node.name == "r"]
    if last:
        patch.insert(last[-1].end, run.encode())
    else:
        patch.into(body, run.encode())


def _pieces(comment: XmlElement) -> Iterable[XmlElement]:
    """The text elements of a comment in order, phonetic ones left out."""
    body = comment.first("text")
    for child in body.children if body else ():
        if child.name == "t":
            yield child
        elif child.name == "r":
            yield from child.named("t")


def _text(data: bytes, piece: XmlElement) -> str:
    return unescape(html.unescape(data[piece.inner : piece.close].decode("utf-8", "replace")))


def _cut(patch: Patch, comment: XmlElement, *, keep: int) -> None:
    """Shortens a comment to its first `keep` characters; runs that begin later go altogether."""
    left = keep
    body = comment.first("text")
    for child in body.children if body else ():
        if child.name not in {"t", "r"}:
            continue
        if left <= 0:
            patch.replace(child.start, child.end, b"")
            continue
        for piece in [child] if child.name == "t" else list(child.named("t")):
            words = _text(patch.data, piece)
            if len(words) > left:
                patch.replace(piece.inner, piece.close, xml_text(words[:left]).encode())
            left -= len(words)
