"""Worker processes: order is kept, and a file that kills its worker spoils only itself."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.sheet.raw.book import RawBook, read_raw
from jixiao_xlsx.sheet.raw.workers import read_many
from sheet.raw.opening import opened
from sheet.raw.tasks import act
from sheet.raw.workbooks import cells, worksheet, xlsx


def _told(results: object) -> list[str]:
    assert isinstance(results, list)
    return [result.code if isinstance(result, Finding) else result for result in results]


def test_results_come_in_the_order_of_the_files() -> None:
    words = [f"w{n}" for n in range(30)]
    assert list(read_many([word.encode() for word in words], act, jobs=2)) == [word.upper() for word in words]


def test_a_dead_or_failed_worker_spoils_only_its_own_file(caplog: pytest.LogCaptureFixture) -> None:
    files = [b"a", b"die", b"b", b"fail", b"c", b"nothing to send", b"recurse", b"die", b"d"]
    assert _told(list(read_many(files, act))) == ["A", "F14", "B", "F14", "C", "F14", "F14", "F14", "D"]
    assert [(one.name, one.levelname) for one in caplog.records] == [("jixiao_xlsx.reading", "WARNING")] * 2
    assert "进程意外退出" in caplog.text


def test_a_hanging_worker_is_stopped_and_the_others_go_on(caplog: pytest.LogCaptureFixture) -> None:
    results = list(read_many([b"hang", b"a", b"hang", b"b"], act, jobs=2, timeout=1))
    assert _told(results) == ["F12", "A", "F12", "B"]
    assert "1 秒" in str(results[0])
    assert caplog.messages == ["一个文件 1 秒还没有读完，停下了读它的进程，另起了一个"] * 2


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a process's address space")
def test_a_worker_out_of_memory_says_so_and_the_others_go_on() -> None:
    assert _told(list(read_many([b"a", b"swell", b"b"], act, memory=256 << 20))) == ["A", "F13", "B"]


def test_an_error_of_our_own_is_raised_with_its_hint() -> None:
    with pytest.raises(JixiaoError, match="规格有误") as caught:
        list(read_many([b"a", b"ours"], act))
    assert caught.value.hint == "请改正"


def test_paths_are_read_in_the_worker_and_named_in_findings(tmp_path: Path) -> None:
    good, large = tmp_path / "好.xlsx", tmp_path / "大.xlsx"
    good.write_bytes(xlsx(worksheet(cells("<c><v>1</v></c>"))))
    with large.open("wb") as file:
        file.truncate(30 << 20)
    results = list(read_many([tmp_path / "没有.xlsx", good, large, tmp_path], read_raw))
    assert isinstance(results[1], RawBook)
    findings = [result for result in results if isinstance(result, Finding)]
    assert [found.code for found in findings] == ["F15", "F02", "F15"]
    assert "‘没有.xlsx’" in findings[0].message


def test_leaving_early_stops_the_workers() -> None:
    results = read_many([b"a", b"hang"] * 3, act)
    assert next(results) == "A"
    results.close()  # type: ignore[attr-defined]


def test_a_heavy_xlsx_is_read_in_a_worker_and_comes_back_whole() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n * 7919}</v></c>{" " * 900}</row>' for n in range(1, 20_000))
    (sheet,) = opened(xlsx(worksheet(rows))).sheets
    assert len(sheet.cells) == 19_999
    assert sheet.cells[19_998, 0].value == 19_999 * 7919
