"""Tars and compressed streams: their files as the senders saw them; bombs, links and what is cut off are told."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cpu
from jixiao_xlsx.mail.limits import MIB, Limits
from jixiao_xlsx.model.season.delivery import ArrivalReason
from mail.arrivals import leaves, names, opened, zip_of
from mail.wrapping import tar_of

NAME = "2026年预算申报表（民政局）.xlsx"


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
@pytest.mark.parametrize("form", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize("name", ["材料.tar", "材料.tgz", "来件"])
def test_a_tar_is_known_by_its_content_and_opened(mode: str, form: int, name: str) -> None:
    long = "很长的目录/" * 20 + NAME
    found = opened(tar_of({f"民政局/{NAME}": b"x", long: b"y"}, mode, form=form), name=name)
    assert leaves(found) == [(NAME, b"x"), (NAME, b"y")]
    assert found[0].origin == f"{name}!民政局/{NAME}"
    assert (found[-1].container, found[-1].note, found[-1].reason) == (True, "", ArrivalReason.NONE)


def test_names_in_gbk_are_read() -> None:
    assert names(tar_of({NAME: b"x"}, "w:gz", encoding="gbk")) == [NAME]


def test_an_old_tar_without_a_mark_is_one_too() -> None:
    old = tar_of({"a.xlsx": b"x"}, form=tarfile.USTAR_FORMAT)
    head = bytearray(old[:512])
    head[257:265] = bytes(8)
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    assert leaves(opened(bytes(head) + old[512:])) == [("a.xlsx", b"x")]


@pytest.mark.parametrize(
    ("packed", "name", "inside"),
    [
        (gzip.compress(b"x"), "表.xlsx.gz", "表.xlsx"),
        (bz2.compress(b"x"), "表.xlsx.bz2", "表.xlsx"),
        (lzma.compress(b"x"), "表.xlsx.xz", "表.xlsx"),
        (gzip.compress(b"x"), "没有后缀", "没有后缀"),
        (gzip.compress(b"") + gzip.compress(b"x") + bytes(100), "两段.xlsx.gz", "两段.xlsx"),
    ],
)
def test_a_single_compressed_file_keeps_its_name(packed: bytes, name: str, inside: str) -> None:
    assert leaves(opened(packed, name=name)) == [(inside, b"x")]


def test_the_name_that_gzip_kept_goes_before_the_archives() -> None:
    kept = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=kept) as stream:
        stream.write(b"x")
    packed = bytearray(kept.getvalue())
    packed[3] |= 0x08
    named = bytes(packed[:10]) + NAME.encode("gbk") + b"\0" + bytes(packed[10:])
    assert names(named) == [NAME]


def special(kind: bytes, target: str = "") -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        entry = tarfile.TarInfo("表.xlsx")
        entry.type, entry.linkname = kind, target
        archive.addfile(entry)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("packed", "said"),
    [
        (special(tarfile.SYMTYPE, "/etc/passwd"), "是链接"),
        (special(tarfile.LNKTYPE, "../../etc/passwd"), "是链接"),
        (special(tarfile.CHRTYPE), "设备"),
        (special(tarfile.FIFOTYPE), "设备"),
        (tar_of({"a.xlsx": bytes(range(256)) * 9}, "w:gz")[:-60], "已损坏或不完整"),
        (tar_of({"a.xlsx": bytes(range(256)) * 9})[:1500], "已损坏或不完整"),
        (tar_of({"a.xlsx": b"x"})[:1024] + b"\xff" * 512, "已损坏或不完整"),
        (gzip.compress(b"x" * 1000)[:-12], "已损坏或不完整"),
        (gzip.compress(b"x" * 1000)[:-8] + bytes(8), "已损坏或不完整"),
    ],
    ids=["link", "hard link", "device", "pipe", "cut stream", "cut tar", "broken header", "cut gzip", "checksum"],
)
def test_what_is_no_file_or_is_cut_off_is_told(packed: bytes, said: str) -> None:
    kept = opened(packed, name="a.tar")[-1]
    assert (kept.container, kept.data) == (True, packed)
    assert said in kept.note


def test_names_that_point_outside_are_only_names() -> None:
    assert names(tar_of({"../../../etc/passwd": b"x", "/etc/shadow": b"y"})) == ["passwd", "shadow"]


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_a_bomb_is_stopped_at_the_total(compress: Callable[[bytes], bytes]) -> None:
    packed = compress(bytes(64 * MIB))
    with cpu.at_most(5):
        (kept,) = opened(packed, name="a.gz", limits=Limits(inflated=4 * MIB))
    assert "超过 4.0 MB" in kept.note
    assert kept.reason is ArrivalReason.TOO_LARGE


def test_too_many_files_are_told() -> None:
    found = opened(tar_of({f"{number}.xlsx": b"" for number in range(60)}, "w:gz"), limits=Limits(entries=50))
    assert len(leaves(found)) == 50
    assert "超过 50 个" in found[-1].note


def test_an_archive_in_a_tar_counts_as_one_in_an_archive() -> None:
    inner = zip_of([("in.zip", zip_of([("deep.xlsx", b"x")]))])
    assert "套了 3 层" in opened(tar_of({"a.zip": inner}, "w:gz"))[0].note


def test_an_xz_that_asks_for_gigabytes_is_told() -> None:
    header = bytearray(lzma.compress(b"x", filters=[{"id": lzma.FILTER_LZMA2, "dict_size": MIB}]))
    # The dictionary's size is one byte of the block's header, 40 for 4 GiB; the header's checksum follows.
    at = header.index(b"\x21\x01", 12) + 2
    header[at] = 40
    end = 12 + (header[12] + 1) * 4
    header[end - 4 : end] = struct.pack("<I", zlib.crc32(header[12 : end - 4]))
    (kept,) = opened(bytes(header), name="a.xz")
    assert "已损坏或不完整" in kept.note


@given(
    st.dictionaries(st.text("预算绩效表aZ09", min_size=1, max_size=30), st.binary(max_size=300), min_size=1, max_size=4)
)
def test_what_tarfile_packs_comes_back_the_same(members: dict[str, bytes]) -> None:
    # No container of any kind begins with a zero, nor what a Mac leaves behind.
    packed = {f"{name}.dat": b"\0\0" + data for name, data in members.items()}
    assert leaves(opened(tar_of(packed, "w:gz"), name="a.tgz")) == list(packed.items())


@given(st.binary(max_size=400), st.integers(0, 600))
def test_no_bytes_behind_a_good_beginning_raise(junk: bytes, at: int) -> None:
    for good in (tar_of({"a.xlsx": b"x" * 600}), tar_of({"a.xlsx": b"x" * 600}, "w:gz")):
        spoilt = good[:at] + junk + good[at + len(junk) :]
        assert opened(spoilt, name="a.tar.gz")[-1].data == spoilt
