"""What is no workbook's file at all: told as one finding, never waited for, the same whoever reads."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jixiao_xlsx.season.single.read import read_filing, read_filings
from jixiao_xlsx.season.single.review import review_filing

ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="only POSIX keeps pipes and devices among the files")
_REASONS = {"文件夹": "Is a directory", "管道": "管道", "设备": "设备", "套接字": "管道", "名字": "名字"}
"""What the error says of each kind, in the system's words where it has any."""


def _told(path: Path, jobs: int, capfd: pytest.CaptureFixture[str]) -> list[tuple[str, str, str]]:
    """The finding on a path read beside another one: its code, message and the SHA-256."""
    filings = list(read_filings([path, path], jobs=jobs))
    assert capfd.readouterr() == ("", "")
    return [(found.code, found.message, filing.sha256) for filing in filings for found in filing.findings]


@pytest.fixture
def special(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Path]]:
    """One path of each kind."""
    monkeypatch.chdir(tmp_path)  # a socket's path may have no more than 107 bytes
    os.mkfifo("管道.xlsx")
    Path("文件夹.xlsx").mkdir()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.xlsx")
        yield {
            "管道": Path("管道.xlsx"),
            "设备": Path("/dev/zero"),
            "套接字": Path("socket.xlsx"),
            "文件夹": Path("文件夹.xlsx"),
            "名字": Path("no\0.xlsx"),
        }


@ON_POSIX
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("kind", ["管道", "设备", "套接字", "文件夹", "名字"])
def test_what_is_no_file_is_one_finding_that_says_so(
    special: dict[str, Path], kind: str, jobs: int, capfd: pytest.CaptureFixture[str]
) -> None:
    path = special[kind]
    told = _told(path, jobs, capfd)
    assert [(code, sha256) for code, _, sha256 in told] == [("F15", "")] * 2
    # Sockets, devices and pipes are told in one breath.
    word = "管道" if kind == "套接字" else kind
    assert all(word in message.replace(path.name, "") for _, message, _ in told)


@ON_POSIX
@pytest.mark.parametrize("kind", ["管道", "设备", "套接字", "文件夹", "名字"])
def test_what_is_no_file_is_an_os_error_where_it_is_named_alone(special: dict[str, Path], kind: str) -> None:
    for verb in (read_filing, review_filing):
        with pytest.raises(OSError, match=_REASONS[kind]):
            verb(special[kind])


@pytest.mark.skipif(sys.platform != "linux", reason="Linux keeps files without a size below /proc")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_says_it_is_empty_is_read_all_the_same(jobs: int, capfd: pytest.CaptureFixture[str]) -> None:
    told = _told(Path("/proc/self/status"), jobs, capfd)
    assert {code for code, _, _ in told} == {"F04"}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_too_large_even_for_a_number_is_not_read_to_its_end(tmp_path: Path, jobs: int) -> None:
    disk = tmp_path / "磁盘.xlsx"
    with disk.open("wb") as file:
        file.truncate(2 << 40)
    filings = list(read_filings([disk, disk], jobs=jobs))
    assert [(filing.findings[0].code, filing.sha256) for filing in filings] == [("F02", "")] * 2
    assert review_filing(disk).filing.findings == filings[0].findings
