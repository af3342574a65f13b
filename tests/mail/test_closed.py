"""Archives that stay shut and files that nobody knows are told; what people send beside a form is not."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao_xlsx.mail.opening.pieces import Piece, pieces_of_bytes
from jixiao_xlsx.mail.rar_headers import _name_4
from jixiao_xlsx.model.season.delivery import ArrivalReason
from mail.arrivals import leaves, mail, names, opened, part, zip_of
from mail.compound import compound_file
from mail.rar import rar5_of, rar_of
from mail.test_archives import raw_zip, seven_zip_of
from mail.wrapping import locked_zip_of

BYTES = bytes(range(256)) * 200


def at(place: int, sign: bytes) -> bytes:
    return BYTES[:place] + sign + BYTES[place + len(sign) :]


CLOSED = {
    "a.cab": b"MSCF" + BYTES,
    "a.lzh": at(2, b"-lh5-"),
    "a.lha": at(2, b"-lh0-"),
    "a.arj": b"\x60\xea" + BYTES,
    "a.ace": at(7, b"**ACE**"),
    "a.zst": b"\x28\xb5\x2f\xfd" + BYTES,
    "a.iso": at(32769, b"CD001"),
    "a.dmg": BYTES + b"koly" + bytes(508),
    "a.exe": b"MZ" + BYTES,
    "a.apk": zip_of([("AndroidManifest.xml", b"x"), ("classes.dex", b"y")]),
    "a.Z": b"\x1f\x9d" + BYTES,
    "a.wim": b"MSWIM\0\0\0" + BYTES,
    "没有后缀": b"MSCF" + BYTES,
    "看不出.kz": b"\x01" + BYTES,
    "看不出.rar": b"\x01" + BYTES,
    "乱码.dat": b"\x01" + BYTES,
}


@pytest.mark.parametrize("name", CLOSED)
def test_an_archive_that_is_not_opened_is_told(name: str) -> None:
    kept = opened(CLOSED[name], name=name)[0]
    reason = ArrivalReason.OTHER if name == "乱码.dat" else ArrivalReason.UNOPENED
    assert (kept.container, kept.data, kept.reason) == (False, CLOSED[name], reason)
    assert "没有打开" in kept.note
    assert "重发" in kept.note


BESIDE = {
    "a.pdf": b"%PDF-1.7\n" + BYTES,
    "a.png": b"\x89PNG\r\n\x1a\n" + BYTES,
    "a.jpg": b"\xff\xd8\xff\xe0" + BYTES,
    "a.heic": at(4, b"ftypheic"),
    "a.mp4": at(4, b"ftypisom"),
    "a.bmp": b"BM" + bytes(8) + b"\x36\0\0\0\x28\0\0\0" + BYTES,
    "加密软件包着的.pdf": b"\x01E-SafeNet" + BYTES,
    "a.webp": b"RIFF" + BYTES[:4] + b"WEBP" + BYTES,
    "a.docx": zip_of([("[Content_Types].xml", b"x"), ("word/document.xml", b"y")]),
    "a.doc": compound_file({"WordDocument": bytes(100)}),
    "a.ofd": zip_of([("OFD.xml", b"x")]),
    "a.rtf": b"{\\rtf1 abc}",
    "a.txt": "说明，请查收。".encode("gbk"),
    "070701.csv": "070701,示例局\n".encode("gbk"),
    "MZ.txt": b"MZ is how this text begins",
    "a.html": b"<html>x</html>",
    "a.dwg": b"AC1032" + BYTES,
    "a.p7s": b"\x30\x82\x05\x00\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02" + BYTES,
    "空.pdf": b"",
}


@pytest.mark.parametrize("name", BESIDE)
def test_what_people_send_beside_a_form_has_no_note(name: str) -> None:
    (kept,) = opened(BESIDE[name], name=name)
    assert (kept.container, kept.note) == (False, "")


@pytest.mark.parametrize("name", ["坏.xlsx", "坏.xls", "坏.et", "坏.ods"])
def test_what_calls_itself_a_table_speaks_for_itself(name: str) -> None:
    (kept,) = opened(b"\x01" + BYTES, name=name)
    assert kept.note == ""


@pytest.mark.parametrize("pack", [rar_of, rar5_of])
def test_a_stored_rar_is_opened_without_any_program(pack: object, monkeypatch: pytest.MonkeyPatch) -> None:
    from jixiao_xlsx.mail import rars

    monkeypatch.setattr(rars.shutil, "which", lambda name: None)
    book = zip_of([("[Content_Types].xml", b"x" * 300), ("xl/workbook.xml", b"y" * 300)], 0)
    packed = pack({"民政局\\一.xlsx" if pack is rar_of else "民政局/一.xlsx": book, "二.xlsx": book})  # type: ignore[operator]
    found = opened(packed, name="材料.rar")
    assert leaves(found) == [("一.xlsx", book), ("二.xlsx", book)]
    assert found[0].origin == "材料.rar!民政局/一.xlsx"


def test_names_in_gbk_of_an_old_rar_are_read() -> None:
    packed = rar_of({"A" * 6 + ".xlsx": b"x"}).replace(b"AAAAAA", "申报表".encode("gbk"))
    # The header's own checksum is not looked at: names are for people.
    assert names(packed) == ["申报表.xlsx"]


def packed_name(narrow: bytes, real: str) -> bytes:
    """A name as RAR 4 keeps it: the 8-bit one, a zero, and the real one with all its bytes."""
    units = [unit.encode("utf-16-le") for unit in real]
    groups = [units[at : at + 4] for at in range(0, len(units), 4)]
    # Two bits a character, 2 for both bytes; four of them stand in a byte before them.
    return narrow + b"\0" + b"\0" + b"".join(b"\xaa" + b"".join(group) for group in groups)


def test_the_packed_unicode_name_of_an_old_rar_is_read() -> None:
    assert _name_4(packed_name(b"????.xlsx", "申报表一.xlsx"), is_unicode=True) == "申报表一.xlsx"
    # High byte 0x4e, flags 01 and 11: a character of that page, then a run of the 8-bit name.
    assert _name_4(b"?.xlsx\0" + b"\x4e\x70\x00\x04", is_unicode=True) == "一.xlsx"
    assert _name_4("目录".encode(), is_unicode=True) == "目录"
    assert _name_4(b"a.xlsx\0\xff", is_unicode=True) in {"", "a.xlsx"}


@pytest.mark.parametrize("behind", [zip_of([("表.xlsx", b"x")]), rar_of({"表.xlsx": b"x"})])
def test_a_program_that_unpacks_itself_is_opened_and_never_run(behind: bytes) -> None:
    found = opened(b"MZ" + bytes(3000) + behind, name="材料.exe")
    assert leaves(found) == [("表.xlsx", b"x")]


def test_a_seven_zip_behind_a_program_is_opened() -> None:
    pytest.importorskip("py7zr")
    assert names(b"MZ" + bytes(3000) + seven_zip_of({"表.xlsx": b"x"})) == ["表.xlsx"]


def passwords(*words: str) -> dict[str, object]:
    return {"passwords": lambda message: words}


def unlocked(data: bytes, *words: str, name: str = "材料.zip") -> list[Piece]:
    return list(pieces_of_bytes(data, name=name, origin=name, **passwords(*words)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("password", "raw"), [("mz2026", b"mz2026"), ("民政局", "民政局".encode("gbk")), ("密", "密".encode())]
)
def test_a_locked_zip_is_opened_with_a_password(password: str, raw: bytes) -> None:
    packed = locked_zip_of("表.xlsx", b"x" * 3000, raw)
    found = unlocked(packed, "wrong", *(f"no{number}" for number in range(600)), password)
    assert leaves(found) == [("表.xlsx", b"x" * 3000)]
    assert (found[-1].note, found[-1].reason) == ("", ArrivalReason.NONE)
    shut = unlocked(packed, "wrong")
    assert shut[-1].reason is ArrivalReason.LOCKED
    assert "wrong" not in repr(shut)


def test_a_zip_behind_aes_is_opened_with_a_password() -> None:
    pyzipper = pytest.importorskip("pyzipper")
    packed = BytesIO()
    with pyzipper.AESZipFile(packed, "w", compression=8, encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(b"mz2026")
        archive.writestr("表.xlsx", b"x" * 3000)
    assert leaves(unlocked(packed.getvalue(), "wrong", "mz2026")) == [("表.xlsx", b"x" * 3000)]
    assert unlocked(packed.getvalue(), "wrong")[-1].reason is ArrivalReason.LOCKED


@pytest.mark.parametrize("options", [{}, {"header_encryption": True}])
def test_a_locked_seven_zip_is_opened_with_a_password(options: dict[str, object]) -> None:
    pytest.importorskip("py7zr")
    packed = seven_zip_of({"表.xlsx": b"x" * 300}, password="mz2026", **options)  # type: ignore[arg-type]
    assert leaves(unlocked(packed, "wrong", "mz2026", name="材料.7z")) == [("表.xlsx", b"x" * 300)]
    assert unlocked(packed, "wrong", name="材料.7z")[-1].reason is ArrivalReason.LOCKED


def test_a_macs_other_halves_and_lock_files_are_nothing() -> None:
    other = b"\0\x05\x16\x07" + bytes(90)
    noise = (
        ("._表.xlsx", other),
        ("~$表.xlsx", b"\x05user" + bytes(160)),
        ("Thumbs.db", bytes(900)),
        (".DS_Store", b"x"),
    )
    parts = [part(f'Content-Type: application/octet-stream; name="{name}"'.encode(), data) for name, data in noise]
    book = part('Content-Type: application/octet-stream; name="表.xlsx"'.encode(), b"x")
    assert names(mail(*parts, book)) == ["表.xlsx"]
    assert "没有找到附件" in opened(mail(*parts))[-1].note


def test_an_appledouble_part_is_one_file() -> None:
    double = (
        b'Content-Type: multipart/appledouble; boundary="in"\r\n\r\n--in\r\n'
        + part(b"Content-Type: application/applefile; name=a.xlsx", b"\0\x05\x16\x07" + bytes(90))
        + b"\r\n--in\r\n"
        + part(b"Content-Type: application/octet-stream; name=a.xlsx", b"x")
        + b"\r\n--in--\r\n"
    )
    assert leaves(opened(mail(double))) == [("a.xlsx", b"x")]


def test_what_only_bears_a_lock_files_name_is_kept() -> None:
    assert names(mail(part('Content-Type: x/y; name="~$表.xlsx"'.encode(), b"PK" + BYTES))) == ["~$表.xlsx"]


@pytest.mark.parametrize("packed", [zip_of([]), zip_of([("__MACOSX/._a.xlsx", b"x")])])
def test_an_archive_without_files_says_so(packed: bytes) -> None:
    (kept,) = opened(packed, name="材料.zip")
    assert "里面没有文件" in kept.note


@given(st.binary(max_size=300), st.integers(0, 200))
def test_no_bytes_in_a_rar_raise(junk: bytes, at: int) -> None:
    for good in (rar_of({"a.xlsx": b"x" * 90}), rar5_of({"a.xlsx": b"x" * 90})):
        spoilt = good[:at] + junk + good[at + len(junk) :]
        assert opened(spoilt, name="a.rar")[-1].data == spoilt


def test_an_unknown_member_of_a_zip_is_told_where_it_lies() -> None:
    (kept, archive) = opened(raw_zip(b"a.cab", b"MSCF" + BYTES), name="a.zip")
    assert ("CAB" in kept.note, archive.note) == (True, "")
