"""What people send that is no form: a scan as PDF, a screenshot as PNG, a workbook under a password."""

from __future__ import annotations

import random
import struct
import zlib

from jixiao_xlsx.season.demo.playing.compound import compound_file

# A4 in points: a frame, four lines of a form and a red square where the seal would be.
_PAGE = b"""0.9 g 40 60 515 722 re f 0.2 G 1 w
60 700 475 30 re S 60 640 475 30 re S 60 580 475 30 re S 60 520 475 30 re S
0.8 0.1 0.1 RG 3 w 430 180 80 80 re S
"""
# [MS-OFFCRYPTO] 2.3.4.10, as Excel 2010 and later write it.
_AGILE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
    '<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption">'
    '<keyData saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" '
    'cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512" saltValue="c2hpbGlzaGlsaXNoaWxpcw=="/></encryption>'
)


def scan_pdf() -> bytes:
    """One page with the lines of a form and a red seal, as a scanner leaves it: nothing to read."""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        # 595 by 842 points are A4.
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>",
        b"<< /Length %d >>\nstream\n%sendstream" % (len(_PAGE), _PAGE),
    )
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count, start = len(objects) + 1, len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    return made + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, start)


def screenshot_png(*, width: int = 320, height: int = 200) -> bytes:
    """A grey picture with a few lines, as somebody photographs a form on the screen."""
    # A line of text on a screenshot every 40 pixels.
    rows = (b"\0" + (b"\x60" if row % 40 == 0 else b"\xe8") * width for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    # 9: the smallest that zlib makes.
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


def under_password(data: bytes, draw: random.Random) -> bytes:
    """A workbook that cannot be opened without its password: the shape of an encrypted one, its contents noise."""
    # [MS-OFFCRYPTO]: version 4.4 with the agile flag 0x40.
    info = struct.pack("<HHI", 4, 4, 0x40) + _AGILE.encode()
    # Encrypted packages are padded to the cipher's blocks of 16.
    package = struct.pack("<Q", len(data)) + draw.randbytes((len(data) + 15) // 16 * 16)
    return compound_file({"EncryptionInfo": info, "EncryptedPackage": package})
