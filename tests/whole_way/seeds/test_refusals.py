"""What is no filing is refused in one plain sentence, with exit code 1 and no records."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from jixiao_xlsx.cli import main
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.spec.catalogue import load_form

SECTOR, END, FREE, FAT = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def random_workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("姓名", "电话", "备注"), ("甲", 1, "x"), ("乙", 2, "y")):
        sheet.append(row)
    book.save(path)


def empty_file(path: Path) -> None:
    path.write_bytes(b"")


def word_document(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<document/>")


def encrypted_workbook(path: Path) -> None:
    """The shell that Excel puts around an encrypted workbook: an OLE file with EncryptionInfo and EncryptedPackage."""
    header = struct.pack("<8s16s5H6x", bytes.fromhex("D0CF11E0A1B11AE1"), b"", 62, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, END, 0, END, 0) + struct.pack("<109I", 0, *([FREE] * 108))
    table = struct.pack("<128I", FAT, END, *range(3, 10), END, *range(11, 18), END, *([FREE] * 110))
    entries = b"".join((
        directory("Root Entry", kind=5, child=1, start=END, size=0),
        directory("EncryptedPackage", kind=2, right=2, start=2, size=4096),
        directory("EncryptionInfo", kind=2, start=10, size=4096),
        bytes(128),
    ))  # fmt: skip
    path.write_bytes(header + table + entries + bytes(16 * SECTOR))


def directory(name: str, *, kind: int, start: int, size: int, child: int = FREE, right: int = FREE) -> bytes:
    """One entry of an OLE directory, 128 bytes."""
    text = (name + "\0").encode("utf-16-le")
    named = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    return named + struct.pack("<3I", FREE, right, child) + bytes(36) + struct.pack("<IQ", start, size)


def untouched_blank(path: Path) -> None:
    order = Order(load_form("S0"), 2026, Party("101", "示例市民政局"))
    path.write_bytes(issue_blank(order).data)


def read(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["read", *arguments])


def findings_of(result: Result) -> list[str]:
    return [line for line in result.stdout.splitlines() if line.startswith("    [")]


@pytest.mark.parametrize(
    ("name", "make", "code", "options"),
    [
        ("花名册.xlsx", random_workbook, "S0", ()),
        ("空文件.xlsx", empty_file, "F", ()),
        ("报告.docx", word_document, "F", ()),
        ("报告.xlsx", word_document, "F", ()),
        ("加密.xlsx", encrypted_workbook, "F", ()),
        ("去年的.xlsx", untouched_blank, "S", ("--year", "2025")),
        ("没填的.xlsx", untouched_blank, "S", ()),
    ],
)
def test_what_is_no_filing_is_refused_in_one_sentence(
    tmp_path: Path, name: str, make: Callable[[Path], None], code: str, options: tuple[str, ...]
) -> None:
    path = tmp_path / name
    make(path)
    result = read(str(path), *options)
    assert result.exit_code == 1
    (said,) = findings_of(result)
    assert said.strip().startswith(f"[{code}")
    assert "。" in said
    assert not any(word in result.output for word in ("Traceback", "Error", "Exception"))


@pytest.mark.parametrize("make", [random_workbook, empty_file, word_document, encrypted_workbook])
def test_what_is_refused_gives_no_records(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path, table = tmp_path / "x.xlsx", tmp_path / "记录.csv"
    make(path)
    done = read(str(path), "--csv", str(table))
    assert (done.exit_code, f"已保存 {table}" in done.stderr, "已保存" in done.stdout) == (1, True, False)
    assert len(table.read_text(encoding="utf-8-sig").splitlines()) == 1, "only the head of the table"


def test_two_bad_files_and_a_missing_one_are_told_apart(tmp_path: Path) -> None:
    empty_file(tmp_path / "甲.xlsx")
    random_workbook(tmp_path / "乙.xlsx")
    result = read(str(tmp_path / "甲.xlsx"), str(tmp_path / "乙.xlsx"))
    assert (result.exit_code, len(findings_of(result))) == (1, 2)
    missing = read(str(tmp_path / "甲.xlsx"), str(tmp_path / "丙.xlsx"))
    assert missing.exit_code == 2
