"""What a foreign file is by its signature: a document, a picture, an archive of any sort; or that nobody knows."""

from __future__ import annotations

from dataclasses import dataclass

HEAD = 8192
"""Signatures stand in the first bytes; which kind of text a file is, it says in its first lines."""

# ISO 9660: the first sixteen sectors of 2,048 bytes are empty, and a volume names itself behind one byte.
_ISO_AT = 16 * 2048 + 1
# Apple's disk image ends with a block of 512 bytes that begins with its name.
_DMG_FROM_END = 512


@dataclass(frozen=True, slots=True)
class FileKind:
    """A sort of file: what people call it, and whether it holds other files."""

    word: str
    holds_files: bool = False


_KINDS: tuple[tuple[int, bytes, FileKind], ...] = (
    *((at, sign, FileKind(word)) for at, sign, word in (
        (0, b"%PDF-", "PDF 文档"),
        (0, b"{\\rtf", "RTF 文档"),
        (0, b"\x89PNG", "图片"),
        (0, b"\xff\xd8\xff", "图片"),
        (0, b"GIF8", "图片"),
        (0, b"II*\0", "图片"),
        (0, b"MM\0*", "图片"),
        (8, b"WEBP", "图片"),
        (4, b"ftyphei", "图片"),
        (4, b"ftypmif1", "图片"),
        (0, b"8BPS", "图片"),
        (0, b"\xd7\xcd\xc6\x9a", "图片"),
        (40, b" EMF", "图片"),
        (6, b"\0\0\0\0\x36\0\0\0\x28", "图片"),
        (0, b"\0\0\x01\0", "图片"),
        (0, b"AC10", "CAD 图纸"),
        (4, b"Standard Jet DB", "Access 数据库"),
        (4, b"Standard ACE DB", "Access 数据库"),
        (4, b"ftyp", "音像"),
        (8, b"WAVE", "音像"),
        (8, b"AVI ", "音像"),
        (0, b"ID3", "音像"),
        (0, b"\xff\xfb", "音像"),
        (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "音像"),
        (0, b"FLV\x01", "音像"),
        (0, b"#!AMR", "音像"),
        (0, b"\x1aE\xdf\xa3", "音像"),
        (0, b"Founder CEB", "CEB 公文"),
        (0, b"CAJ", "CAJ 文档"),
        (0, b"HN\0\0", "CAJ 文档"),
        (0, b"KDH", "CAJ 文档"),
    )),
    *((at, sign, FileKind(word, holds_files=True)) for at, sign, word in (
        (0, b"Rar!", "RAR 压缩包"),
        (0, b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
        (0, b"\x1f\x8b", "gzip 压缩包"),
        (4, b"1AY&SY", "bzip2 压缩包"),
        (0, b"\xfd7zXZ\0", "xz 压缩包"),
        (257, b"ustar", "tar 归档"),
        (0, b"PK\x05\x06", "空的压缩包"),
        (0, b"PK\x07\x08", "分卷的压缩包（zip）"),
        (0, b"MSCF", "CAB 压缩包"),
        (0, b"ISc(", "安装包（CAB）"),
        (2, b"-lh", "LZH 压缩包"),
        (2, b"-lz", "LZH 压缩包"),
        (0, b"\x60\xea", "ARJ 压缩包"),
        (7, b"**ACE**", "ACE 压缩包"),
        (0, b"\x28\xb5\x2f\xfd", "zstd 压缩包"),
        (0, b"\x04\x22\x4d\x18", "LZ4 压缩包"),
        (0, b"LZIP", "lzip 压缩包"),
        (0, b"\x1f\x9d", "compress 压缩包（.Z）"),
        (0, b"\x1f\xa0", "compress 压缩包（.Z）"),
        (0, b"\x5d\0\0", "lzma 压缩包"),
        (0, b"ALZ\x01", "ALZ 压缩包"),
        (0, b"EGGA", "EGG 压缩包"),
        (0, b"zPQ", "ZPAQ 压缩包"),
        (0, b"7kSt", "ZPAQ 压缩包"),
        (0, b"SIT!", "StuffIt 压缩包"),
        (0, b"StuffIt", "StuffIt 压缩包"),
        (0, b"xar!", "苹果安装包（xar）"),
        (0, b"!<arch>\n", "ar 归档（deb 安装包等）"),
        (0, b"\xed\xab\xee\xdb", "RPM 安装包"),
        (0, b"ITSF", "CHM 帮助文件"),
        (0, b"MSWIM\0\0\0", "WIM 映像"),
        (_ISO_AT, b"CD001", "光盘映像（ISO）"),
        (0, b"MZ", "可执行程序"),
        (0, b"\x7fELF", "可执行程序"),
    )),
)  # fmt: skip
_DISK_IMAGE = FileKind("苹果磁盘映像（DMG）", holds_files=True)


def signed_kind(data: bytes) -> FileKind | None:
    """The sort of file whose signature this is; None for a text, a container of Office, or what has none."""
    if data[-_DMG_FROM_END:].startswith(b"koly"):
        return _DISK_IMAGE
    found = next((kind for at, sign, kind in _KINDS if data.startswith(sign, at)), None)
    # A list of codes may begin with the letters of an archive; an archive is no text.
    return None if found and found.holds_files and text_of_head(data[:HEAD]) is not None else found


def text_of_head(head: bytes) -> str | None:
    """A file's head as text where it is one: UTF-16 with its mark, or UTF-8 or GB18030 without control bytes."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore")
    # Tab to carriage return, and escape (27), occur in texts; other control bytes do not.
    if any(byte < 9 or 13 < byte < 32 for byte in head if byte != 27):
        return None
    # The head may end inside a character: up to three bytes are given up.
    # In this order: nearly any UTF-8 text is GB18030 as well, hardly any the other way round.
    for encoding in ("utf-8", "gb18030"):
        for cut in range(4):
            try:
                return head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
    return None
