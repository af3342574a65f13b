"""Worker processes: order is kept, and a file that kills its worker spoils only itself."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jixiao_xlsx.errors import JixiaoError, WorkerError
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.sheet.raw.book import RawBook, read_here
from jixiao_xlsx.sheet.raw.foreign.foreign_file import ForeignFile
from jixiao_xlsx.sheet.raw.foreign.limits import ReadingLimits
from jixiao_xlsx.sheet.raw.workers.reading import read_beside, read_many
from sheet.raw.opening import opened
from sheet.raw.tasks import NeverReady, act
from sheet.raw.workbooks import cells, worksheet, xlsx


def _told(words: list[bytes], *, jobs: int = 1, timeout: float = 20, memory: int = 1 << 30) -> list[str]:
    """What the workers say to each word: their answer, or the code of a finding."""
    files = [ForeignFile("", word) for word in words]
    results = [done.result for done in read_many(files, act, jobs=jobs, limits=ReadingLimits(timeout, memory))]
    return [result.code if isinstance(result, Finding) else result for result in results]


def test_results_come_in_the_order_of_the_files() -> None:
    words = [f"w{n}" for n in range(30)]
    assert _told([word.encode() for word in words], jobs=2) == [word.upper() for word in words]


def test_a_dead_or_failed_worker_spoils_only_its_own_file(caplog: pytest.LogCaptureFixture) -> None:
    files = [b"a", b"die", b"b", b"fail", b"c", b"nothing to send", b"recurse", b"die", b"d"]
    assert _told(files) == ["A", "F14", "B", "F14", "C", "F14", "F14", "F14", "D"]
    assert [(said.name, said.levelname) for said in caplog.records] == [("jixiao_xlsx.reading", "WARNING")] * 2
    assert "进程意外退出" in caplog.text


def test_a_hanging_worker_is_stopped_and_the_others_go_on(caplog: pytest.LogCaptureFixture) -> None:
    assert _told([b"hang", b"a", b"hang", b"b"], jobs=2, timeout=1) == ["F12", "A", "F12", "B"]
    assert caplog.messages == ["一个文件 1 秒还没有读完，停下了读它的进程，另起了一个"] * 2


def test_the_limit_that_was_passed_is_told() -> None:
    (done,) = read_many([ForeignFile("表.xls", b"hang")], act, limits=ReadingLimits(1))
    assert "‘表.xls’读取超过 1 秒" in str(done.result)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a process's address space")
def test_a_worker_out_of_memory_says_so_and_the_others_go_on() -> None:
    assert _told([b"a", b"swell", b"b"], memory=256 << 20) == ["A", "F13", "B"]


def test_an_error_of_our_own_is_raised_with_its_hint() -> None:
    with pytest.raises(JixiaoError, match="规格有误") as caught:
        _told([b"a", b"ours"])
    assert caught.value.hint == "请改正"


def test_paths_are_read_in_the_worker_and_named_in_findings(tmp_path: Path) -> None:
    good, large = tmp_path / "好.xlsx", tmp_path / "大.xlsx"
    good.write_bytes(xlsx(worksheet(cells("<c><v>1</v></c>"))))
    with large.open("wb") as file:
        file.truncate(30 << 20)
    files = [ForeignFile.at(path) for path in (tmp_path / "没有.xlsx", good, large, tmp_path)]
    done = list(read_many(files, read_here))
    results = [one.result for one in done]
    assert isinstance(results[1], RawBook)
    findings = [result for result in results if isinstance(result, Finding)]
    assert [found.code for found in findings] == ["F15", "F02", "F15"]
    assert "‘没有.xlsx’" in findings[0].message
    sha256s = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (good, large)]
    assert [one.sha256 for one in done] == ["", *sha256s, ""]


def test_bytes_that_are_too_large_are_refused_without_a_worker() -> None:
    data = bytes(30 << 20)
    (done,) = read_many([ForeignFile("大.xlsx", data)], NeverReady(3))
    assert isinstance(done.result, Finding)
    assert (done.result.code, done.sha256) == ("F02", hashlib.sha256(data).hexdigest())


def test_a_file_at_which_the_worker_dies_is_known_by_its_sha256_all_the_same() -> None:
    words = [b"die", b"hang"]
    done = list(read_many([ForeignFile("", word) for word in words], act, limits=ReadingLimits(1)))
    assert [one.sha256 for one in done] == [hashlib.sha256(word).hexdigest() for word in words]


def test_a_task_is_told_the_name_and_may_print() -> None:
    done = read_many([ForeignFile("表.et", b"name"), ForeignFile("", b"print")], act)
    assert [one.result for one in done] == ["表.et", "PRINT"]


@pytest.mark.parametrize(
    ("task", "starting", "reason"),
    [(NeverReady(), 1, "1 秒内没有准备好"), (NeverReady(3), 60, "退出码 3")],
    ids=["hangs", "ends"],
)
def test_a_worker_that_never_starts_is_told_once_for_all_files(task: NeverReady, starting: float, reason: str) -> None:
    with pytest.raises(WorkerError, match=reason):
        list(read_many([ForeignFile("", b"a")] * 9, task, jobs=2, starting=starting))


def test_leaving_early_stops_the_workers() -> None:
    results = read_many([ForeignFile("", word) for word in [b"a", b"hang"] * 3], act)
    assert next(results).result == "A"
    results.close()  # type: ignore[attr-defined]


def test_a_heavy_xlsx_is_read_in_a_worker_and_comes_back_whole() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n * 7919}</v></c>{" " * 900}</row>' for n in range(1, 20_000))
    (sheet,) = opened(xlsx(worksheet(rows))).sheets
    assert len(sheet.cells) == 19_999
    assert sheet.cells[19_998, 0].value == 19_999 * 7919


def test_only_a_few_files_are_looked_at_ahead_and_what_has_no_file_passes_in_its_turn() -> None:
    pulled: list[int] = []

    def pairs() -> Iterator[tuple[int, ForeignFile | None]]:
        for number in range(40):
            pulled.append(number)
            yield number, ForeignFile("", b"%d" % number) if number % 2 else None

    told: list[tuple[int, str | None]] = []
    ahead: list[int] = []
    for number, done in read_beside(pairs(), act, jobs=2):
        told.append((number, str(done.result) if done else None))
        ahead.append(len(pulled) - number)
    assert told == [(number, str(number) if number % 2 else None) for number in range(40)]
    assert max(ahead) <= 16


def test_a_path_is_meant_from_the_folder_that_is_the_current_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("一", "二"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(name, encoding="utf-8")

    def files() -> Iterator[ForeignFile]:
        for name in ("一", "二"):
            monkeypatch.chdir(tmp_path / name)
            yield ForeignFile.at(Path("a.txt"))

    assert [done.result for done in read_many(files(), act)] == ["一", "二"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a process's address space")
@pytest.mark.parametrize("by_path", [False, True], ids=["bytes", "path"])
def test_a_worker_without_memory_for_the_file_itself_says_so(
    by_path: bool, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    data = bytes(19 << 20)
    path = tmp_path / "大.xlsx"
    path.write_bytes(data)
    file = ForeignFile.at(path) if by_path else ForeignFile("大.xlsx", data)
    first, second = read_many([file, ForeignFile("", b"a")], act, limits=ReadingLimits(memory=24 << 20))
    assert isinstance(first.result, Finding)
    assert (first.result.code, second.result) == ("F13", "A")
    assert capfd.readouterr().err == ""
