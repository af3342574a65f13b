"""`jixiao report` and `jixiao overview` in a workspace: from what was collected, with the corrections made there."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jixiao_xlsx.cli import main
from report.ledger.chromium import printed_pages
from report.narrative.filed import workbook

SETTINGS = "office: 示例市财政局\nyear: 2024\nforms: [S0, S4]\ndeadline: 2024-03-15\n"
ROSTER = (
    "单位编码,单位名称,上级单位编码,联系人,邮箱,表,对口科室,曾用编码或名称\n"
    "202,示例市民政局,,示例联系人,mzj@example.cn,,社会保障科,\n"
    "203,示例市医保局,202,示例联系人,ybj@example.cn,S4,社会保障科,\n"
    "204,示例市教育局,,示例联系人,jyj@example.cn,S4,教科文科,209\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A season in which two of four due filings came, one of them five days late."""
    (tmp_path / "jixiao.yaml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    arrive(tmp_path, "民政.xlsx", workbook(), "2024-03-10")
    arrive(tmp_path, "医保.xlsx", workbook(agency="203:示例市医保局", clean=True), "2024-03-20")
    return tmp_path


def arrive(folder: Path, name: str, data: bytes, day: str) -> None:
    inbox = folder / "收件"
    inbox.mkdir(exist_ok=True)
    (inbox / name).write_bytes(data)
    run("collect", inbox / name, "--received", day)


def run(*words: object) -> Result:
    return CliRunner().invoke(main, list(map(str, words)))


def test_the_store_becomes_reports_in_their_folder(folder: Path) -> None:
    result = run("report")
    assert result.exit_code == 1, result.output
    assert sorted(path.name for path in (folder / "报告").glob("*.md")) == [
        "202_示例市民政局2023年度部门整体支出绩效自评报告.md",
        "203_示例市医保局2023年度部门整体支出绩效自评报告.md",
    ]


def test_an_agency_under_a_former_code_is_found_by_either(folder: Path) -> None:
    arrive(folder, "教育.xlsx", workbook(agency="209:示例市教育局", clean=True), "2024-03-11")
    for code in ("209", "204", "示例市教育局"):
        told = json.loads(run("report", "--agency", code, "--json").stdout)
        assert [report["agency"]["code"] for report in told["reports"]] == ["204"]
    assert run("report", "--agency", "999").exit_code == 2


def test_the_report_tells_what_the_office_corrected(folder: Path) -> None:
    corrected = run("correct", "203/S4", "outlay.upper_grant.amount", "1000", "--why", "电话核实")
    assert corrected.exit_code == 0, corrected.output
    run("report", "--agency", "203")
    text = next((folder / "报告").glob("203_*.md")).read_text(encoding="utf-8")
    assert "上级补助收入1,000.00万元" in text


def test_without_any_returned_filing_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "jixiao.yaml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = run("report")
    assert result.exit_code == 2
    assert "没有找到自评报告填报件" in result.output


def test_the_overview_counts_as_the_ledger_does(folder: Path) -> None:
    told = json.loads(run("overview", "--on", "2024-03-25", "--json").stdout)
    ledger = json.loads(run("status", "--on", "2024-03-25", "--json").stdout)
    assert told["whole"] == ledger["whole"]
    assert (told["whole"]["due"], told["whole"]["arrived"], told["late"]) == (4, 2, 3)
    assert [(laggard["agency"]["code"], laggard["missing"], laggard["days_late"]) for laggard in told["laggards"]] == [
        ("202", ["S0"], 10),
        ("204", ["S4"], 10),
    ]
    days = [(day["day"], day["so_far"]) for day in told["days"]]
    assert (days[0], days[10], days[-1]) == (("2024-03-10", 1), ("2024-03-20", 2), ("2024-03-25", 2))
    assert {finding["code"]: finding["places"] for finding in told["findings"]}["R01"] == 2
    totals = {figure["label"]: figure["total"] for figure in told["totals"][0]["figures"]}
    assert totals["总支出·金额"] == "35835.68"
    assert not (folder / "报告").exists(), "the page was not asked for"


def test_the_overview_of_one_form_or_agency(folder: Path) -> None:
    assert json.loads(run("overview", "--form", "S0", "--json").stdout)["whole"]["due"] == 1
    assert json.loads(run("overview", "--agency", "202", "--json").stdout)["whole"]["due"] == 3


def test_the_overview_prints(folder: Path, tmp_path: Path) -> None:
    result = run("overview", "--on", "2024-03-25")
    assert result.exit_code == 0, result.output
    assert "应报 4 份，收到 2 份，逾期 3 份" in result.output
    pages = printed_pages(folder / "报告" / "总览.html", tmp_path)
    together = "".join("".join(pages).split())
    assert "示例市教育局" in together
    assert "35,835.68" in together


def test_an_agency_that_reports_twice_is_told_once(folder: Path) -> None:
    arrive(folder, "民政2.xlsx", workbook({"head.date": date(2024, 3, 22)}, clean=True), "2024-03-22")
    told = json.loads(run("report", "--agency", "202", "--json").stdout)
    assert [report["ready"] for report in told["reports"]] == [True]
    days = json.loads(run("overview", "--on", "2024-03-25", "--json").stdout)["days"]
    assert [(day["first"], day["again"]) for day in days if day["again"]] == [(0, 1)]
