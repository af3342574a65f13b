"""Cut archives: put together from parts that come in any order; what is missing is told by its number."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jixiao_xlsx.mail.opening.pieces import Piece, pieces_of
from jixiao_xlsx.mail.opening.volumes import VolumeName, volume_name
from jixiao_xlsx.model.season.delivery import ArrivalReason
from mail.arrivals import leaves, mail, opened, part, zip_of
from mail.wrapping import cut, disks_of, tar_of

BOOK = random.Random(1).randbytes(4_000)  # incompressible, so that the parts are several
MEMBERS = [("民政局/申报表.xlsx", BOOK), ("说明.txt", b"abc")]
ARCHIVE = zip_of(MEMBERS)


def sent(parts: list[tuple[str, bytes]]) -> list[Piece]:
    return opened(
        mail(*[part(f'Content-Type: application/octet-stream; name="{name}"'.encode(), data) for name, data in parts])
    )


def disks(size: int = 1000) -> list[tuple[str, bytes]]:
    *first, last = disks_of(ARCHIVE, size)
    return [*((f"材料.z{number:02}", data) for number, data in enumerate(first, 1)), ("材料.zip", last)]


def numbered(size: int = 1000, archive: bytes = ARCHIVE, name: str = "材料.zip") -> list[tuple[str, bytes]]:
    return [(f"{name}.{number:03}", data) for number, data in enumerate(cut(archive, size), 1)]


@pytest.mark.parametrize("parts", [disks(), numbered(), numbered(archive=tar_of(dict(MEMBERS)), name="材料.tar")])
def test_parts_in_one_mail_are_one_archive(parts: list[tuple[str, bytes]]) -> None:
    found = sent(parts)
    assert leaves(found) == [("申报表.xlsx", BOOK), ("说明.txt", b"abc")]
    archive = "材料.tar" if parts[0][0].startswith("材料.tar") else "材料.zip"
    assert found[0].origin == f"来件!{archive}!民政局/申报表.xlsx"
    kept = [(piece.name, piece.data, piece.note) for piece in found if piece.container and piece.name != "来件"]
    assert sorted(kept) == sorted((name, data, "") for name, data in parts)


@given(st.data())
def test_their_order_changes_nothing(data: st.DataObject) -> None:
    parts = data.draw(st.sampled_from([disks(700), numbered(900)]))
    assert leaves(sent(data.draw(st.permutations(parts)))) == [("申报表.xlsx", BOOK), ("说明.txt", b"abc")]


@given(st.integers(60, 5000))
def test_wherever_it_is_cut_it_is_the_same(size: int) -> None:
    # No program cuts the 22 bytes at the end.
    assume(not 0 < (len(ARCHIVE) + 4) % size < 22)
    assert leaves(sent(disks(size) if size < len(ARCHIVE) else numbered(size)))[0] == ("申报表.xlsx", BOOK)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([one for one in disks() if one[0] != "材料.z02"], "缺第 2 卷"),
        ([one for one in disks() if one[0] not in ("材料.z01", "材料.z03")], "缺第 1、3 卷"),
        ([one for one in disks() if one[0] != "材料.z04"], "缺第 4 卷"),
        (disks()[:-1], "缺最后一卷"),
        (disks()[-1:], "只到了最后一卷"),
        ([one for one in numbered() if one[0] != "材料.zip.003"], "缺第 3 卷"),
        (numbered()[:-1], "缺第 5 卷或更多"),
        (numbered()[1:], "缺第 1 卷"),
    ],
)
def test_missing_parts_are_told_by_number_once_and_all_are_kept(parts: list[tuple[str, bytes]], said: str) -> None:
    found = sent(parts)
    told = [piece for piece in found if piece.note]
    assert len(told) == 1
    assert said in told[0].note
    assert told[0].reason is ArrivalReason.UNOPENED
    assert {piece.data for piece in found} >= {data for _, data in parts}


def write(folder: Path, parts: list[tuple[str, bytes]]) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name, _ in parts]
    for path, (_, data) in zip(paths, parts, strict=True):
        path.write_bytes(data)
    return paths


@pytest.mark.parametrize("parts", [disks(), numbered()])
def test_parts_in_one_folder_are_one_archive_and_those_of_another_are_not(
    parts: list[tuple[str, bytes]], tmp_path: Path
) -> None:
    write(tmp_path / "甲", parts)
    (lost,) = write(tmp_path / "乙", parts[:1])
    found = list(pieces_of(tmp_path))
    assert leaves(found) == [("申报表.xlsx", BOOK), ("说明.txt", b"abc")]
    assert found[-1].origin == f"{tmp_path}/甲/{parts[-1][0]}"
    assert [piece.origin for piece in found if piece.note] == [str(lost)]


def test_one_part_given_by_itself_finds_the_others_beside_it(tmp_path: Path) -> None:
    for parts in (disks(), numbered()):
        for path in write(tmp_path, parts):
            assert leaves(pieces_of(path)) == [("申报表.xlsx", BOOK), ("说明.txt", b"abc")]
            assert {piece.name for piece in pieces_of(path) if piece.container} == {name for name, _ in parts}
        for name, _ in parts:
            (tmp_path / name).unlink()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("材料.zip.001", VolumeName("材料.zip", 1, "cut")),
        ("目录/材料.7z.012", VolumeName("目录/材料.7z", 12, "cut")),
        ("材料.Z03", VolumeName("材料.zip", 3, "disk")),
        ("材料.part02.rar", VolumeName("材料.rar", 2, "rar")),
        ("材料.r00", VolumeName("材料.rar", 2, "rar")),
        ("报表.101", None),
        ("材料.2026", None),
        ("材料.zip.000", None),
        ("材料.zip", None),
        ("表.xlsx", None),
    ],
)
def test_a_part_is_known_by_its_name(name: str, told: VolumeName | None) -> None:
    assert volume_name(name) == told
