"""`jixiao diff` as a user runs it: lines, JSON, a workbook; clear words where two files cannot be compared."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from jixiao_xlsx.cli.main import main
from report.diff.returned import S2, workbook

LATER: dict[str, str | int] = {
    **S2,
    "funds.income.fiscal.y0": 6300,
    "duties.text": "组织实施社会救助，指导基层治理。",
    "goals[1].indicators.satisfaction.beneficiaries[1].plan": "不低于95%",
    "tasks.text": "=1+1",
}


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    paths = (tmp_path / "旧.xlsx", tmp_path / "新.xlsx")
    for path, values in zip(paths, (S2, LATER), strict=True):
        path.write_bytes(workbook(values))
    return str(paths[0]), str(paths[1])


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["diff", *args])


def test_the_lines_tell_each_change(files: tuple[str, str]) -> None:
    result = run(*files)
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert (
        "  [改动] 收入构成·财政拨款·当年预算收支：6,000 万元 → 6,300 万元，增加 300 万元（+5.00%，3,000,000 元）"
        in lines
    )
    same = next(line for line in lines if line.startswith("  [同义]"))
    assert same.endswith("‘群众满意度’·指标值·预期当年实现值：≥95% → 不低于95%，写法不同，意思相同")
    assert "  [新增] 年度工作任务：=1+1" in lines


def test_json_holds_exact_digits(files: tuple[str, str]) -> None:
    found = json.loads(run(*files, "--json").output)
    change = next(one for one in found["changes"] if one["key"] == "funds.income.fiscal.y0")
    assert change["before"]["yuan"] == "60000000.00"
    assert change["amount"] == {
        "direction": "增加",
        "difference": "300",
        "measure": "万元",
        "percent": "5.00",
        "yuan": "3000000.00",
    }
    assert found["counts"]["新增"] == 1


def test_the_workbook_holds_texts_as_texts(files: tuple[str, str], tmp_path: Path) -> None:
    path = tmp_path / "变化.xlsx"
    result = run(*files, "--xlsx", str(path))
    assert result.exit_code == 0, result.output
    sheet = openpyxl.load_workbook(BytesIO(path.read_bytes()))["变化"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]
    assert cells
    assert all(cell.data_type == "s" for cell in cells)
    head = [cell.value for cell in sheet[3]]
    row = next(
        row for row in sheet.iter_rows(min_row=4, values_only=True) if row[2] == "收入构成·财政拨款·当年预算收支"
    )
    assert row[head.index("差额")] == 300
    assert row[head.index("差额（元）")] == 3_000_000


def test_the_workbook_is_the_same_each_time(files: tuple[str, str], tmp_path: Path) -> None:
    paths = [tmp_path / "一.xlsx", tmp_path / "二.xlsx"]
    for path in paths:
        run(*files, "--xlsx", str(path))
    assert paths[0].read_bytes() == paths[1].read_bytes()


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("没有.xlsx", "没有.xlsx"), "找不到文件"),
        (("101/S0", "101/S0@2"), "不是工作目录"),
        (("101/S0@1@2@3", "101/S0"), "看不懂"),
    ],
)
def test_what_cannot_be_found_is_said(args: tuple[str, ...], words: str) -> None:
    result = run(*args)
    assert words in str(result.exception or "") + result.output


def test_one_file_alone_is_refused(files: tuple[str, str]) -> None:
    result = run(files[0])
    assert "只给了一个文件" in str(result.exception or "") + result.output


def test_another_ending_is_refused(files: tuple[str, str]) -> None:
    result = run(*files, "--xlsx", "变化.csv")
    assert ".xlsx" in str(result.exception or "") + result.output
