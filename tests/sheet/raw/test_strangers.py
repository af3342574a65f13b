"""Files that are no readable workbook: each says what it is and what to do."""

from __future__ import annotations

import pytest

from sheet.raw.opening import refused
from sheet.raw.workbooks import CONTENT_TYPES, compound, ods, parts, record, relationships, xlsx, zipped


def _declared(kind: str) -> bytes:
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return zipped(parts() | {"[Content_Types].xml": CONTENT_TYPES.replace(main, kind)})


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
BINARY = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
BOF = record(0x0809, b"\x00\x06\x05\x00" + b"\0" * 12)
EOF = record(0x000A)

STRANGERS = {
    "empty": (b"", "F01", "空文件"),
    "zeros": (bytes(5000), "F07", "零字节"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", "F03", "PDF"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0", "F03", "图片"),
    "rar": (b"Rar!\x1a\x07\x01\0", "F03", "RAR"),
    "plain zip": (zipped({"a.txt": "a"}), "F03", "zip"),
    "numbers": (zipped({"Index/Document.iwa": "a"}), "F03", "Numbers"),
    "noise": (b"\x01\x02\x03\x04" * 50, "F03", "无法识别"),
    "word": (_declared(WORD), "F03", "Word"),
    "slides": (_declared(SLIDES), "F03", "演示文稿"),
    "old word": (compound({"WordDocument": b"x"}), "F03", "Word"),
    "odt": (ods("", mimetype="application/vnd.oasis.opendocument.text"), "F03", "文字处理"),
    "epub": (zipped({"mimetype": "application/epub+zip"}), "F03", "别种文档"),
    "html": ("<html><body><table><tr><td>单位</td></tr></table>".encode("gb18030"), "F04", "网页"),
    "html utf-16": ("<table><tr><td>单位".encode("utf-16"), "F04", "网页"),
    "csv": ("单位,金额\n民政局,90\n".encode("gb18030") * 900, "F04", "CSV"),
    "csv utf-8": ("\ufeff单位,金额\n".encode() * 900, "F04", "CSV"),
    "xml": (b"<?xml version='1.0'?><a/>", "F04", "XML"),
    "xml 2003": (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "F05", "2003"),
    "fods": (b'<?xml version="1.0"?><office:document office:mimetype="x.opendocument.y"/>', "F05", "fods"),
    "xlsb": (_declared(BINARY), "F05", "xlsb"),
    "excel 4": (b"\x09\x04\x06\x00" + bytes(20), "F05", "旧版"),
    "encrypted xlsx": (compound({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}), "F06", "打开密码"),
    "encrypted xls": (compound({"Workbook": BOF + record(0x002F, bytes(54)) + EOF}), "F06", "打开密码"),
    "encrypted ods": (ods("", encryption="<manifest:encryption-data/>"), "F06", "打开密码"),
    "encrypted ods, whole": (zipped({"mimetype": "x", "encrypted-package": "x"}), "F06", "打开密码"),
    "encrypted by the office": (b"\x62\x14\x23\x65 E-SafeNet LOCK" + bytes(200), "F06", "加密软件"),
    "ods without a type": (ods("", mimetype=""), "F07", "文档类型"),
    "ods without tables": (ods(""), "F11", "没有"),
    "cut off": (xlsx()[:-30], "F07", "压缩目录"),
    "cut off early": (xlsx()[:300], "F07", "压缩目录"),
    "cut off xls": (compound({"Workbook": BOF + EOF})[:900], "F07", "损坏"),
    "xls of rubbish": (compound({"Workbook": b"\xff" * 5000}), "F07", "损坏"),
    "no workbook part": (zipped(parts() | {"_rels/.rels": relationships()}), "F07", "部件"),
    "missing sheet": (zipped({k: v for k, v in parts().items() if "sheet1" not in k}), "F07", "sheet1"),
    "unclosed xml": (xlsx("<worksheet>"), "F07", "sheet1"),
}


@pytest.mark.parametrize(("data", "code", "word"), STRANGERS.values(), ids=STRANGERS)
def test_a_stranger_is_called_by_its_name(data: bytes, code: str, word: str) -> None:
    found = refused(data, name="申报表.xlsx")
    assert (found.code, word in found.message) == (code, True), found
    assert "‘申报表.xlsx’" in found.message


def test_the_extension_is_never_believed() -> None:
    assert refused(b"%PDF-1.4", name="a.xls").code == refused(b"%PDF-1.4", name="a.ods").code == "F03"


def test_a_large_file_is_refused_before_it_is_looked_at() -> None:
    found = refused(b"PK\x03\x04" + bytes(20 << 20))
    assert (found.code, "20 MB" in found.message) == ("F02", True)


def test_braces_in_a_file_name_are_only_a_name() -> None:
    from jixiao_xlsx.findings import Finding
    from jixiao_xlsx.sheet.raw.book import read_raw

    found = read_raw(b"", name="{0.__class__}{x}.xlsx")
    assert isinstance(found, Finding)
    assert "‘{0.__class__}{x}.xlsx’" in found.message
