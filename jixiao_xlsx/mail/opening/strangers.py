"""Files that are not opened and whose contents nobody knows: archives of other kinds, programs, unknown bytes."""

from __future__ import annotations

import re

from jixiao_xlsx.file_kinds import HEAD, signed_kind, text_of_head
from jixiao_xlsx.file_names import is_table
from jixiao_xlsx.mail.opening.leaf_kinds import leaf_reason
from jixiao_xlsx.model.season.delivery import ArrivalReason

# What a name promises where the bytes have no signature of their own (an archive behind a password, an old format).
_ENDINGS = {
    "cab": "CAB 压缩包",
    "lzh": "LZH 压缩包",
    "lha": "LZH 压缩包",
    "arj": "ARJ 压缩包",
    "ace": "ACE 压缩包",
    "zst": "zstd 压缩包",
    "iso": "光盘映像（ISO）",
    "img": "磁盘映像",
    "dmg": "苹果磁盘映像（DMG）",
    "apk": "安卓安装包（APK）",
    "jar": "Java 程序包（JAR）",
    "exe": "可执行程序",
    "msi": "安装程序",
    "uu": "uuencode 编码的文件",
    "hqx": "BinHex 编码的文件",
    "zip": "压缩包（zip）",
    "rar": "RAR 压缩包",
    "7z": "7z 压缩包",
    "gz": "gzip 压缩包",
    "tar": "tar 归档",
    "z": "compress 压缩包（.Z）",
    "kz": "KuaiZip 压缩包",
    "eml": "认不出内容的邮件",
    "msg": "认不出内容的 Outlook 邮件",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# An OPC package or another document that is a zip was told from an archive already.
_ZIP = b"PK\x03\x04"
_PEM = re.compile(rb"\A-----BEGIN [A-Z0-9 ]+-----")
_UNKNOWN = "认不出是什么文件"
_EMPTY = "空文件"
# What is a zip or a compound file itself, and no document.
_DOCUMENT_LIKE = frozenset({"apk", "jar", "msi"})
_HOLDERS = frozenset({"tgz", "tbz", "tbz2", "txz", "bz2", "xz", "mbox", "p7m", "p7b", "dat", "001"})


def unopened_kind(data: bytes, name: str) -> str:
    """What people call a file whose contents nobody has seen: an archive that we do not open, a program, bytes that no
    signature explains; empty for a document, a picture, a text, and for what may be a table."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if not data:
        # A table that is empty says so itself; what lies beside a form may be empty.
        return _EMPTY if ending in _ENDINGS or ending in _HOLDERS else ""
    kind = signed_kind(data)
    if kind is not None:
        return kind.word if kind.holds_files else ""
    # Under another name it is still a workbook, and read as one.
    is_document = data.startswith((_OLE, _ZIP))
    if ending in _ENDINGS and (not is_document or ending in _DOCUMENT_LIKE):
        return _ENDINGS[ending]
    # What was meant for a table is read as one, and says itself what is wrong with it.
    if is_document or is_table(name) or _is_signature(data):
        return ""
    # A PDF that a bureau's own cipher wraps is still what people send beside a form.
    is_known = text_of_head(data[:HEAD]) is not None or leaf_reason(data, name).is_beside
    return "" if is_known else _UNKNOWN


def unopened_words(kind: str) -> str:
    """The note on such a file: what it is, and what to ask of whoever sent it."""
    if kind == _EMPTY:
        return f"{kind}，大小为 0 字节，多半没有传完整；请对方重新发送"
    if kind == _UNKNOWN:
        return f"{kind}，没有打开；里面如是填报表，请对方用 Excel 或 WPS 另存为 .xlsx 后重发"
    return f"{kind}，没有打开，不知道里面有什么；请对方把表格直接发来，或用 zip 压缩后重发"


def unopened_reason(kind: str) -> ArrivalReason:
    """The same for programs."""
    return ArrivalReason.OTHER if kind == _UNKNOWN else ArrivalReason.UNOPENED


def _is_signature(data: bytes) -> bool:
    """A detached signature or a certificate: DER's sequence with an object identifier of PKCS in it, or its armour."""
    return (data.startswith(b"\x30") and b"\x2a\x86\x48\x86\xf7\x0d\x01" in data[:HEAD]) or bool(_PEM.match(data))
