"""Archives: names as their senders saw them, workbooks left whole, bombs and locks told, the archive itself kept."""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cpu
from jixiao_xlsx.mail import rars, unpackers
from jixiao_xlsx.mail.limits import MIB, Limits
from jixiao_xlsx.mail.rar_headers import RarListing
from mail.arrivals import leaves, names, opened, zip_of
from mail.rar import rar5_of, rar_of

NAME = "2026年预算申报表（民政局）.xlsx"


def raw_zip(name: bytes, data: bytes = b"x", *, flags: int = 0, extra: bytes = b"") -> bytes:
    """A zip with one stored member whose name is these bytes, as programs of Windows and DOS write it."""
    fields = struct.pack("<HHHHHIIIHH", 20, flags, 0, 0, 0x5C21, zlib.crc32(data), len(data), len(data), len(name), 0)
    local = b"PK\x03\x04" + fields + name + data
    central = struct.pack("<4sH", b"PK\x01\x02", 20) + fields[:-2] + struct.pack("<HHHHII", len(extra), 0, 0, 0, 0, 0)
    directory = central + name + extra
    return local + directory + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), len(local), 0)


def unicode_path(name: bytes, real: str) -> bytes:
    body = struct.pack("<BI", 1, zlib.crc32(name)) + real.encode()
    return struct.pack("<HH", 0x7075, len(body)) + body


@pytest.mark.parametrize(
    ("packed", "name"),
    [
        (raw_zip(NAME.encode("gb18030")), NAME),
        (raw_zip("绩效镕.xlsx".encode("gb18030")), "绩效镕.xlsx"),
        (raw_zip(NAME.encode()), NAME),
        (raw_zip(NAME.encode(), flags=0x800), NAME),
        (raw_zip(b"????.xlsx", extra=unicode_path(b"????.xlsx", NAME)), NAME),
        (raw_zip(b"stale.xlsx", extra=unicode_path(b"other.xlsx", NAME)), "stale.xlsx"),
        (raw_zip("报送\\表.xlsx".encode("gb18030")), "表.xlsx"),
        (raw_zip(b"../../../etc/passwd"), "passwd"),
        (raw_zip(b"/etc/passwd"), "passwd"),
        (raw_zip(b"C:\\Windows\\system.ini"), "system.ini"),
    ],
)
def test_member_names_as_the_sender_saw_them(packed: bytes, name: str) -> None:
    assert leaves(opened(packed, name="材料.zip")) == [(name, b"x")]


def test_the_whole_path_stands_in_the_origin() -> None:
    assert opened(zip_of([("民政局/材料/表.xlsx", b"x")]), name="a.zip")[0].origin == "a.zip!民政局/材料/表.xlsx"


def test_what_programs_leave_behind_is_passed_over() -> None:
    noise = ["__MACOSX/._a.xlsx", "a/.DS_Store", "Thumbs.db", "~$表.xlsx", "folder/"]
    assert names(zip_of([(name, b"x") for name in [*noise, "表.xlsx"]])) == ["表.xlsx"]


@pytest.mark.parametrize(
    "inside", ["[Content_Types].xml", "mimetype", "META-INF/manifest.xml", "OFD.xml", "Index/Document.iwa"]
)
def test_documents_that_are_zip_files_stay_whole(inside: str) -> None:
    book = zip_of([(inside, b"x"), ("other.xml", b"y")])
    assert leaves(opened(book, name="表.zip")) == [("表.zip", book)]
    assert names(zip_of([("表.xlsx", book)])) == ["表.xlsx"]


def test_an_archive_in_an_archive_is_opened_and_a_third_is_told() -> None:
    three = zip_of([("in.xlsx", b"x")])
    two, sibling = zip_of([("three.zip", three), ("two.xlsx", b"y")]), zip_of([("sib.xlsx", b"z")])
    found = opened(zip_of([("two.zip", two), ("sibling.zip", sibling)]), name="one.zip")
    assert [(piece.name, piece.container) for piece in found] == [
        ("three.zip", True),
        ("two.xlsx", False),
        ("two.zip", True),
        ("sib.xlsx", False),
        ("sibling.zip", True),
        ("one.zip", True),
    ]
    assert "套了 3 层" in found[0].note


def locked_zip() -> bytes:
    packed = bytearray(zip_of([("密.xlsx", b"x" * 20), ("开.xlsx", b"y")], zipfile.ZIP_STORED))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.find(signature) + at] |= 1
    return bytes(packed)


def test_locked_members_are_told_and_the_others_opened() -> None:
    found = opened(locked_zip(), name="a.zip")
    assert [piece.name for piece in found] == ["开.xlsx", "a.zip"]
    assert "压缩包有密码，1 个文件没有打开：密.xlsx" in found[-1].note


def bomb_entries() -> bytes:
    return zip_of([(f"{number}.txt", b"") for number in range(2001)])


def one_letter_changed() -> bytes:
    return zip_of([("a.xlsx", b"12345678")], zipfile.ZIP_STORED).replace(b"12345678", b"12345679", 1)


def link() -> bytes:
    entry = zipfile.ZipInfo("link.xlsx")
    entry.create_system, entry.external_attr = 3, 0o120777 << 16
    return zip_of([(entry, b"/etc/passwd")])


@pytest.mark.parametrize(
    ("pack", "said"),
    [
        (lambda: zip_of([("zero.xlsx", bytes(40 * MIB))]), "压缩比超过 200:1"),
        (bomb_entries, "文件超过 2000 个"),
        (link, "符号链接"),
        (lambda: zip_of([("a.xlsx", b"x" * 100)], zipfile.ZIP_LZMA), "压缩方法不常见"),
        (lambda: zip_of([("a.xlsx", b"x" * 100)])[:-30], "已损坏或不完整"),
        (one_letter_changed, "“a.xlsx”已损坏"),
        (lambda: raw_zip(b"\xd6\xd0.xlsx", flags=0x800), "已损坏或不完整"),
    ],
    ids=["zeroes", "entries", "link", "method", "cut off", "changed", "name"],
)
def test_what_is_not_opened_is_told_and_kept(pack: Callable[[], bytes], said: str) -> None:
    packed = pack()
    (kept,) = opened(packed, name="a.zip")
    assert kept.container
    assert kept.data == packed
    assert said in kept.note


def test_totals_count_over_all_that_is_nested() -> None:
    one = zip_of([("a.xlsx", b"ab" * 300)], zipfile.ZIP_STORED)
    packed = zip_of([(f"{number}.zip", one) for number in range(5)], zipfile.ZIP_STORED)
    found = opened(packed, name="a.zip", limits=Limits(inflated=4000))
    assert 0 < len(leaves(found)) < 5
    assert "后面的没有打开" in found[-1].note


def test_a_directory_of_half_a_million_members_ends_soon() -> None:
    entry = raw_zip(b"a")
    start = entry.index(b"PK\x01\x02")
    member = entry[start : entry.index(b"PK\x05\x06")]
    count = 450_000
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(member) * count, start, 0)
    with cpu.at_most(2):
        (kept,) = opened(entry[:start] + member * count + end, name="a.zip")
    assert "超过 2000 个" in kept.note


@given(st.text(st.sampled_from("预算绩效申报表 ·（）_-aZ09"), min_size=1, max_size=40), st.binary(max_size=200))
def test_what_zipfile_packs_comes_back_the_same(name: str, data: bytes) -> None:
    data = b"\0" + data  # no container of any kind begins with it
    assert leaves(opened(zip_of([(f"表{name}.dat", data)]))) == [(f"表{name}.dat", data)]


needs_py7zr = pytest.mark.skipif(find_spec("py7zr") is None, reason="没有安装 py7zr")


def seven_zip_of(members: dict[str, bytes], **options: str) -> bytes:
    import py7zr  # setup.cfg asks for it only where it has wheels

    packed = BytesIO()
    with py7zr.SevenZipFile(packed, "w", **options) as archive:
        for name, data in members.items():
            archive.writestr(data, name)
    return packed.getvalue()


@needs_py7zr
def test_a_seven_zip_is_opened_with_long_names_and_empty_files() -> None:
    long = "很长的名字" * 30 + ".xlsx"
    found = opened(seven_zip_of({f"目录/{long}": b"hello", "空.xlsx": b"", "__MACOSX/a": b"x"}), name="a.7z")
    assert leaves(found) == [(long, b"hello"), ("空.xlsx", b"")]
    assert found[0].origin == f"a.7z!目录/{long}"


@needs_py7zr
@pytest.mark.parametrize(
    ("pack", "said"),
    [
        (lambda: seven_zip_of({"a.xlsx": b"x"}, password="x"), "有密码"),
        (lambda: seven_zip_of({"a.xlsx": b"x" * 100})[:-20], "已损坏"),
        (lambda: b"7z\xbc\xaf\x27\x1c" + bytes(100), "已损坏"),
        (lambda: seven_zip_of({"a.xlsx": bytes(5 * MIB)}), "解开后超过 4.0 MB"),
        (lambda: seven_zip_of({str(number): b"x" for number in range(51)}), "文件超过 50 个"),
    ],
    ids=["locked", "cut off", "only a beginning", "large", "many"],
)
def test_a_seven_zip_that_is_not_opened_is_told_and_kept(pack: Callable[[], bytes], said: str) -> None:
    packed = pack()
    (kept,) = opened(packed, name="a.7z", limits=Limits(inflated=4 * MIB, entries=50))
    assert (kept.container, kept.data) == (True, packed)
    assert said in kept.note


def test_without_py7zr_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "py7zr.py").write_text("raise ImportError")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (kept,) = opened(b"7z\xbc\xaf\x27\x1c" + bytes(100), name="a.7z")
    assert "pip install 'jixiao_xlsx[mail]'（Python 3.14 或更早）" in kept.note


UNPACKER = any(map(rars.shutil.which, rars.RAR_PROGRAMS))
needs_unpacker = pytest.mark.skipif(not UNPACKER and "CI" not in os.environ, reason="没有解 .rar 的程序")


@needs_unpacker
@pytest.mark.parametrize("program", [name for name in rars.RAR_PROGRAMS if rars.shutil.which(name)] or [""])
@pytest.mark.parametrize(("pack", "slash"), [(rar_of, "\\"), (rar5_of, "/")])
def test_a_rar_is_opened_by_each_program_there_is(
    program: str, pack: Callable[[dict[str, bytes]], bytes], slash: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rars, "RAR_PROGRAMS", {program: rars.RAR_PROGRAMS[program]})
    # What is only stored would be handed out without any of them.
    monkeypatch.setattr(RarListing, "is_stored", False)
    book = zip_of([("[Content_Types].xml", b"x"), ("xl/workbook.xml", b"y")])
    found = opened(pack({"b.txt": b"abc" * 300, f"目录{slash}申报表.xlsx": book}), name="a.rar")
    # libarchive alone would take the .xlsx at the end for a zip, and hand out its parts.
    assert sorted(leaves(found)) == [("b.txt", b"abc" * 300), ("申报表.xlsx", book)]
    assert found[-1].container


@needs_unpacker
def test_a_rar_that_points_outside_writes_nothing_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpackers.tempfile, "tempdir", str(tmp_path))
    opened(rar_of({"..\\..\\evil.txt": b"x", "/evil.txt": b"x"}), name="a.rar")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "locked",
    [
        rar_of({"a.xlsx": bytes(16)}, encrypted=True),
        rar5_of({"a.xlsx": bytes(16)}, encrypted=True),
        b"Rar!\x1a\x07\x01\x00" + bytes(4) + b"\x03\x01\x00\x00" + bytes(4) + b"\x05\x04\x00\x00\x00\x00",
    ],
)
def test_a_locked_rar_is_told_and_its_cipher_text_is_no_file(locked: bytes) -> None:
    (kept,) = opened(locked, name="a.rar")
    assert "有密码" in kept.note


def test_without_an_unpacker_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rars.shutil, "which", lambda name: None)
    (kept,) = opened(rar_of({"a.xlsx": b"x"}, method=0x33), name="a.rar")
    assert "unar" in kept.note


STUBS = {
    "fills": "import sys, pathlib\nwhile True: pathlib.Path(sys.argv[1], 'x').open('ab').write(bytes(1 << 20))",
    "litters": "import sys, pathlib\nfor n in range(10**9): pathlib.Path(sys.argv[1], str(n)).touch()",
    "sleeps": "import time\ntime.sleep(10_000)",
}


@pytest.mark.parametrize(
    ("stub", "seconds", "said"),
    [("fills", 60, "解开后超过"), ("litters", 60, "文件超过"), ("sleeps", 2, "还没有解完")],
)
def test_an_unpacker_that_runs_away_is_stopped(
    stub: str, seconds: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None of them ends by itself: that this ends, and with these words, is the proof."""
    monkeypatch.setattr(rars, "RAR_PROGRAMS", {"python3": ("-c", STUBS[stub], "{folder}")})
    (kept,) = opened(
        rar_of({"a": b"x"}, method=0x33),
        name="a.rar",
        limits=Limits(seconds=seconds, inflated=20 * MIB, entries=100),
    )
    assert said in kept.note
