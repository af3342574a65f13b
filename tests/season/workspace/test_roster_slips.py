"""Sample lines left in a list, and codes that lost their zeros in a spreadsheet, are told before anything goes out."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from season.workspace.desk import complaints, office, opened, run

# Lists as people keep them: nothing is to be said of any.
RIGHT = [
    "101,市民政局,,,,,,\n102,市教育局,,,,,,\n101001,市救助站,101,,,,,\n",
    "001,市民政局,,,,,,\n002,市教育局,,,,,,\n010,市图书馆,,,,,,\n001001,市救助站,001,,,,,\n",
    "1,市民政局,,,,,,\n2,市教育局,,,,,,\n",
    # Levels side by side, and nobody wrote the parents.
    "102,市教育局,,,,,,\n102001,市一中,,,,,,\n107001,市图书馆,,,,,,\n109,高新区管委会,,,,,,\n",
    "109,高新区管委会,,,,,,\n10901,高新一中,,,,,,\n",
    "A1,市民政局,,,,,,\nA10,市教育局,,,,,,\n",
    "109,高新区管委会,,,,,,\n2201,高新一中,109,,,,,\n",
    "001,样例大街街道办事处,,,,,,\n",
]
# Rows, and a piece of what is said of them.
SLIPS = [
    ("1,市民政局,,,,,,\n2,市教育局,,,,,,\n10,市图书馆,,,,,,\n", "编码 1、2 比别的同级单位的短"),
    ("1,市民政局,,,,,,\n101,市教育局,,,,,,\n101001,市一中,,,,,,\n", "原来是 001 的请改回来"),
    (
        "1001,市救助站,,,,,,\n10001,市图书馆,,,,,,\n101001,市一中,,,,,,\n",
        "编码 1001、10001 比别的同级单位的短（有的 6 位）",
    ),
    ("101,市民政局,,,,,,\n12,市教育局,,,,,,\n", "原来是 012 的请改回来"),
    ("001,市民政局,,,,,,\n1001,市救助站,001,,,,,\n", "请核对是否 001001"),
    ("001,示例市民政局（这是样例，请改成本地的单位）,,,,,,\n", "像是新建时带的样例"),
    ("001,某某局（示例）,,,,,,\n", "像是新建时带的样例"),
]


@pytest.mark.parametrize("rows", RIGHT)
def test_nothing_is_said_of_a_list_that_is_right(tmp_path: Path, rows: str) -> None:
    assert opened(office(tmp_path, rows)).notes == ()


@pytest.mark.parametrize(("rows", "said"), SLIPS)
def test_a_slip_is_told_by_the_roster_and_by_issuing(
    tmp_path: Path, rows: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = office(tmp_path, rows)
    (note,) = opened(folder).notes
    assert said in note
    assert note.startswith("roster.csv 第 ")
    assert said in run(folder, "roster", monkeypatch=monkeypatch).output
    told = run(folder, "issue", "S0", "--dry-run", monkeypatch=monkeypatch).output
    assert said in told


def test_projects_are_looked_at_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = office(tmp_path, RIGHT[0], "1,示例：改造（这是样例，请删去）,101,\n1002,营养餐,102,\n")
    told = json.loads(run(folder, "issue", "--json", monkeypatch=monkeypatch).output)["notes"]
    assert any("projects.csv 第 2 行" in note and "样例" in note for note in told)
    assert any("编码 1 比别的项目的短" in note for note in told)


def test_a_parent_without_its_zeros_is_told_with_the_code_that_is_meant(tmp_path: Path) -> None:
    (said,) = complaints(office(tmp_path, "001,市民政局,,,,,,\n001001,市救助站,1,,,,,\n"))
    assert "是否 001？可能在电子表格里丢了前面的 0" in said


def test_a_new_workspace_whose_samples_were_left_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tmp_path, "init", "2026", monkeypatch=monkeypatch)
    told = run(tmp_path / "2026", "roster", monkeypatch=monkeypatch).output
    assert told.count("像是新建时带的样例") == 5


def test_a_workbook_whose_codes_lost_their_zeros_is_told(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["单位编码", "单位名称"])
    for code, name in ((1, "市民政局"), (12, "市教育局")):
        sheet.append([code, name])
    data = BytesIO()
    book.save(data)
    (note,) = opened(office(tmp_path, data.getvalue(), name="roster.xlsx")).notes
    assert "编码 1 比别的同级单位的短" in note
