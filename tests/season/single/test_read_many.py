"""Many files at once: the same filings whether one process reads them or several, in the order given."""

from __future__ import annotations

import ctypes
import hashlib
import os
import sys
from pathlib import Path

import pytest

from jixiao_xlsx.season.demo.samples import fill_sample, issue_sample
from jixiao_xlsx.season.single.read import read_filings
from jixiao_xlsx.spec.samples import all_samples

# Of <sys/inotify.h>.
_IN_OPEN = 0x20


def test_workers_read_what_one_process_reads(tmp_path: Path) -> None:
    paths = _samples(tmp_path)
    broken = tmp_path / "坏的.xlsx"
    broken.write_bytes(b"PK\x03\x04" + b"x" * 40)
    paths.insert(1, broken)
    alone, together = list(read_filings(paths)), list(read_filings(paths, jobs=2))
    assert together == alone
    assert [filing.source for filing in together] == [path.name for path in paths]
    assert "坏的.xlsx" in together[1].findings[0].message


def _samples(folder: Path) -> list[Path]:
    paths = []
    for sample in all_samples()[:3]:
        path = folder / f"{sample.form}.xlsx"
        path.write_bytes(fill_sample(issue_sample(sample), sample.typed))
        paths.append(path)
    return paths


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_cannot_be_opened_is_one_finding_and_the_others_are_read(tmp_path: Path, jobs: int) -> None:
    first, second, third = _samples(tmp_path)
    gone, folder = tmp_path / "没有了.xlsx", tmp_path / "文件夹.xlsx"
    folder.mkdir()
    locked = tmp_path / "锁着的.xlsx"
    locked.write_bytes(second.read_bytes())
    locked.chmod(0)
    unreadable = [gone, folder, *([] if os.access(locked, os.R_OK) else [locked])]  # root may read everything
    filings = list(read_filings([first, *unreadable, second, third], jobs=jobs))
    told = filings[1 : 1 + len(unreadable)]
    assert [[finding.code for finding in filing.findings] for filing in told] == [["F15"]] * len(unreadable)
    assert all(f"‘{path.name}’" in one.findings[0].message for path, one in zip(unreadable, told, strict=True))
    assert {(filing.sha256, filing.seal) for filing in told} == {("", None)}
    assert [bool(filing.records) for filing in (filings[0], *filings[-2:])] == [True] * 3


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_too_large_to_be_read_is_known_by_its_sha256(tmp_path: Path, jobs: int) -> None:
    large = tmp_path / "大.xlsx"
    with large.open("wb") as file:
        file.truncate(21 << 20)
    both = list(read_filings([large, large], jobs=jobs))
    assert [filing.sha256 for filing in both] == [hashlib.sha256(large.read_bytes()).hexdigest()] * 2
    assert "‘大.xlsx’" in both[0].findings[0].message


@pytest.mark.skipif(sys.platform != "linux", reason="inotify is of Linux")
@pytest.mark.parametrize("jobs", [1, 2])
def test_no_file_is_opened_twice(tmp_path: Path, jobs: int) -> None:
    samples = _samples(tmp_path)
    watched = _WatchedFolder(tmp_path)
    filings = list(read_filings(samples, jobs=jobs))
    assert watched.opened() == sorted(path.name for path in samples)
    assert [filing.sha256 for filing in filings] == [_sha256(path) for path in samples]


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


class _WatchedFolder:
    """Hears from the kernel (inotify) of every file in a folder that any process opens."""

    def __init__(self, folder: Path) -> None:
        libc = ctypes.CDLL(None)
        self._heard = libc.inotify_init1(os.O_NONBLOCK)
        assert libc.inotify_add_watch(self._heard, os.fsencode(folder), _IN_OPEN) > 0

    def opened(self) -> list[str]:
        """The names, in order, each as often as it was opened; asked once."""
        told = os.read(self._heard, 1 << 16)
        os.close(self._heard)
        names = []
        while told:
            # struct inotify_event: watch, mask and cookie, then the length of the name that follows, padded with zeros.
            length = int.from_bytes(told[12:16], sys.byteorder)
            names.append(os.fsdecode(told[16 : 16 + length].rstrip(b"\0")))
            told = told[16 + length :]
        return sorted(names)


@pytest.mark.parametrize("jobs", [1, 2])
def test_messages_and_types_go_by_the_files_own_name(tmp_path: Path, jobs: int) -> None:
    """A name is nothing but a name, whatever it reads like."""
    odd = tmp_path / "这个文件‘这个文件’.xlsx"
    odd.write_bytes(b"PK\x03\x04" + b"x" * 40)
    (filing, _) = read_filings([odd, odd], jobs=jobs)
    assert "‘这个文件‘这个文件’.xlsx’" in filing.findings[0].message
