"""`jixiao report` over workbooks that came back."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jixiao_xlsx.cli import main
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.spec.catalogue import load_form
from report.narrative.filed import workbook


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["report", *map(str, words)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "交回"
    folder.mkdir()
    (folder / "民政.xlsx").write_bytes(workbook())
    (folder / "医保.xlsx").write_bytes(workbook(agency="203:示例市医保局", clean=True))
    return folder


def test_each_filing_becomes_a_document_and_markdown(folder: Path, tmp_path: Path) -> None:
    result = run(folder, "-o", tmp_path / "报告")
    assert result.exit_code == 1, "two sections are not filled"
    assert "示例市民政局2023年度部门整体支出绩效自评报告：2 处未填写、2 条退回意见" in result.output
    assert "示例市医保局2023年度部门整体支出绩效自评报告：可以定稿" in result.output
    assert sorted(path.name for path in (tmp_path / "报告").iterdir()) == [
        "202_示例市民政局2023年度部门整体支出绩效自评报告.docx",
        "202_示例市民政局2023年度部门整体支出绩效自评报告.md",
        "203_示例市医保局2023年度部门整体支出绩效自评报告.docx",
        "203_示例市医保局2023年度部门整体支出绩效自评报告.md",
    ]


def test_a_dry_run_names_what_would_be_replaced_and_writes_nothing(folder: Path, tmp_path: Path) -> None:
    reports = tmp_path / "报告"
    reports.mkdir()
    edited = reports / "203_示例市医保局2023年度部门整体支出绩效自评报告.docx"
    edited.write_bytes(b"edited by hand")
    told = run(folder, "-o", reports, "--dry-run").output
    assert ("试运行" in told, told.count("会替换"), f"{edited}（已有，会替换）" in told) == (True, 1, True)
    assert (edited.read_bytes(), len(list(reports.iterdir()))) == (b"edited by hand", 1)
    assert json.loads(run(folder, "-o", reports, "--dry-run", "--json").stdout)["dry_run"] is True


def test_json_lists_outputs_gaps_and_doubts(folder: Path, tmp_path: Path) -> None:
    (folder / "民政.xlsx").write_bytes(workbook({"texts.overview.execution.text": "年初预算增长原因：上年基数低。"}))
    told = json.loads(run(folder, "-o", tmp_path / "报告", "--json").stdout)
    first = told["reports"][0]
    assert [gap["key"] for gap in first["missing"]] == [
        "texts.achieved.effect.text",
        "texts.achieved.satisfaction.text",
    ]
    assert first["doubts"][0]["said"] == "年初预算增长原因：上年基数低"
    assert all(Path(path).is_file() for path in first["outputs"])


def test_one_agency_alone_is_ready(folder: Path, tmp_path: Path) -> None:
    assert run(folder, "--agency", "203", "-o", tmp_path / "报告").exit_code == 0
    assert len(list((tmp_path / "报告").iterdir())) == 2


def test_other_forms_and_older_versions_are_said(folder: Path, tmp_path: Path) -> None:
    other = issue_blank(Order(load_form("S0"), 2026, Party("202", "示例市民政局")))
    (folder / "S0.xlsx").write_bytes(other.data)
    (folder / "民政-改.xlsx").write_bytes(workbook({"head.staff": Decimal(33)}))
    result = run(folder, "-o", tmp_path / "报告")
    assert "S0.xlsx：不是自评报告的表" in result.output
    assert "已有更新的版本" in result.output
    assert len(list((tmp_path / "报告").glob("202_*.md"))) == 1


def test_nothing_to_report_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "备忘.txt").write_text("不是工作簿", encoding="utf-8")
    result = run(tmp_path / "备忘.txt", "-o", tmp_path / "报告")
    assert result.exit_code == 2
    assert "没有找到自评报告填报件" in result.output


def test_a_hostile_name_is_no_path(tmp_path: Path) -> None:
    path = tmp_path / "一.xlsx"
    path.write_bytes(workbook(agency="204:../../x/示例局"))
    run(path, "-o", tmp_path / "报告")
    names = sorted(one.name for one in tmp_path.rglob("*") if one.is_file())
    assert len(names) == 3
    assert all((tmp_path / "报告" / name).is_file() for name in names if name != "一.xlsx")


def test_without_python_docx_only_markdown_is_written(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jixiao_xlsx.report.kit.docx_pieces.find_spec", lambda _name: None)
    result = run(folder, "-o", tmp_path / "报告")
    assert "报告只写了 .md" in result.output
    assert {path.suffix for path in (tmp_path / "报告").iterdir()} == {".md"}
