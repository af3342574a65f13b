"""What a file is that no workbook reader opens: a scan, a picture, a text document … by its content, then its name."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import PurePosixPath

from jixiao_xlsx.mail.zips import BROKEN, member_count
from jixiao_xlsx.model.season.delivery import ArrivalReason

_MAGIC = (
    (b"%PDF", ArrivalReason.SCAN),
    (b"\x89PNG", ArrivalReason.PICTURE),
    (b"\xff\xd8\xff", ArrivalReason.PICTURE),
    (b"GIF8", ArrivalReason.PICTURE),
    (b"BM", ArrivalReason.PICTURE),
    (b"II*\x00", ArrivalReason.PICTURE),
    (b"MM\x00*", ArrivalReason.PICTURE),
    (b"{\\rtf", ArrivalReason.DOCUMENT),
    (b"HN\x03\x00", ArrivalReason.PRINTED),
    (b"CAJ", ArrivalReason.PRINTED),
    (b"KDH ", ArrivalReason.PRINTED),
    (b"Founder CEB", ArrivalReason.PRINTED),
)
_ENDINGS = {
    ArrivalReason.SCAN: "pdf",
    ArrivalReason.PICTURE: "png|jpe?g|gif|bmp|tiff?|hei[cf]|webp|jfif|svg",
    ArrivalReason.DOCUMENT: "doc[xm]?|dotx?|wp[st]|rtf|odt|txt|md|pptx?|dps|html?|mht",
    ArrivalReason.PRINTED: "ofd|caj|cebx?|gd|sep|gw|o?xps|nh|kdh|teb",
    ArrivalReason.APPLE: "numbers|pages|key",
}
# The first bytes of HEIC, AVIF and their kin: a box of four bytes' length called ftyp, and its brand.
_PHOTO_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
# Documents have dozens of members; a zip with more than this is not listed only to name it.
_MOST_LISTED = 2_000


def leaf_reason(data: bytes, name: str) -> ArrivalReason:
    """What to call a file when it came alone; a workbook, or what calls itself one, is NONE where nothing else is
    known of it, so that its own findings speak."""
    found = next((reason for magic, reason in _MAGIC if data.startswith(magic)), None) or _of_container(data)
    # The ending only where the content says nothing: a PDF called .xlsx is a scan.
    return found or _of_name(name)


def _of_name(name: str) -> ArrivalReason:
    ending = PurePosixPath(name.lower()).suffix.removeprefix(".")
    return next((reason for reason, endings in _ENDINGS.items() if re.fullmatch(endings, ending)), ArrivalReason.NONE)


def _of_container(data: bytes) -> ArrivalReason | None:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ArrivalReason.PICTURE
    if data[4:8] == b"ftyp" and data[8:12] in _PHOTO_BRANDS:
        return ArrivalReason.PICTURE
    if data.startswith(b"\xd0\xcf\x11\xe0") and "WordDocument".encode("utf-16-le") in data:
        return ArrivalReason.DOCUMENT
    return _of_zip(data) if data.startswith(b"PK") else None


def _of_zip(data: bytes) -> ArrivalReason | None:
    """By the members that each format puts into its own zip."""
    if member_count(data) > _MOST_LISTED:
        return None
    try:
        with zipfile.ZipFile(BytesIO(data)) as opened:
            names = [entry.filename.lower() for entry in opened.infolist()]
    except BROKEN:
        return None
    if "ofd.xml" in names:
        return ArrivalReason.PRINTED
    if any(name.startswith("index/") and name.endswith(".iwa") for name in names):
        return ArrivalReason.APPLE
    if any(name.startswith(("word/", "ppt/")) for name in names):
        return ArrivalReason.DOCUMENT
    return None
