"""`jixiao rollup` and `jixiao export` in a workspace: what was collected, limited by form, year and agency."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from jixiao_xlsx.cli import main
from jixiao_xlsx.model.filings.identity import identity_of
from jixiao_xlsx.model.season.acts import Correction
from jixiao_xlsx.model.season.delivery import Delivery, DeliveryRole, Message
from jixiao_xlsx.season.workspace.workspace import open_workspace
from report.rollup.departments import Department, filed, read

ROSTER = (
    "单位编码,单位名称,上级单位编码,曾用编码\n1,示例市甲局,,\n11,示例市一所,1,19\n12,示例市二所,1,\n2,示例市乙局,,\n"
)
WHEN = datetime(2026, 3, 1, tzinfo=UTC)
FISCAL = "funds.income.fiscal.y0"
FILED = (
    Department("1", "示例市甲局", ("1", "1", "1", "1")),
    Department("19", "示例市一所旧名", ("10.5", "1", "1", "1")),
    Department("12", "示例市二所", ("50", "1", "1", "1")),
    Department("12", "示例市二所", ("100", "1", "1", "1"), version=2),
    Department("2", "示例市乙局", ("1000", "1", "1", "1")),
)


@pytest.fixture
def season(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A season whose store holds the filings, with one correction: 乙局's 1000 is 2000."""
    folder = made(tmp_path / "2026", 2026)
    keep(folder, FILED)
    monkeypatch.chdir(folder)
    return folder


def made(folder: Path, year: int, *more: str) -> Path:
    folder.mkdir()
    settings = [f"year: {year}", "forms: [S2]", "office: 示例市财政局", *more]
    (folder / "jixiao.yaml").write_text("\n".join(settings) + "\n", encoding="utf-8")
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8-sig")
    return folder


def keep(folder: Path, departments: tuple[Department, ...]) -> None:
    with open_workspace(folder).open_store() as store:
        for department in departments:
            path = filed(department, folder)
            filing = read(department, path)
            message = Message(sent=filing.sent)
            store.receive(
                Delivery(filing.sha256, path.name, 1, path.name, DeliveryRole.FILING, WHEN, message),
                replace(filing, sent=None),
            )
            identity = identity_of(filing)
            if department.code == "2" and identity:
                store.correct(Correction(identity, filing.sha256, FISCAL, "2000", "甲", WHEN, "电话核实"))


def run(command: str, *words: object) -> Result:
    return CliRunner().invoke(main, [command, *map(str, words)])


def totals(*words: object) -> dict[str, str]:
    (form,) = json.loads(run("rollup", "--json", *words).stdout)["forms"]
    return {total["key"]: total["total"] for total in form["totals"]}


def test_without_files_it_takes_the_newest_versions_with_corrections(season: Path) -> None:
    assert totals()[FISCAL] == "2111.5"
    book = openpyxl.load_workbook(season / "汇总" / "汇总.xlsx", data_only=True)
    assert {"汇总表", "节点汇总", "按单位", "图表", "指标库", "明细表", "问题清单", "来源"} <= set(book.sheetnames)


def test_an_agency_brings_everybody_below_it_former_codes_too(season: Path) -> None:
    assert totals("--agency", 1)[FISCAL] == "111.5"
    assert totals("--agency", "示例市二所")[FISCAL] == "100"
    unknown = run("rollup", "--agency", "404")
    assert (unknown.exit_code, "没有 ‘404’ 这个单位" in unknown.stderr) == (2, True)
    assert season.is_dir()


def test_form_and_year_limit_and_nothing_left_is_said(season: Path) -> None:
    assert totals("--form", "S2", "--year", 2026)[FISCAL] == "2111.5"
    for words in (("--year", 2025), ("--form", "S0")):
        done = run("rollup", *words)
        assert (done.exit_code, "没有这样的填报件" in done.stderr) == (2, True)
    assert not (season / "汇总").exists() or totals()


def test_files_in_a_workspace_get_its_roster(season: Path) -> None:
    files = [path for path in sorted(season.glob("2026-*.xlsx")) if path.name != "2026-12-本级-1.xlsx"]
    nodes = json.loads(run("rollup", *files, "--json", "-o", "r.xlsx").stdout)["forms"]
    (own,) = [one for one in nodes[0]["nodes"] if one["key"] == FISCAL]
    assert (own["agency"]["name"], own["own"], own["below"], own["agrees"]) == ("示例市甲局", "1", "110.5", None)


def test_earlier_years_are_compared_when_asked_for(season: Path) -> None:
    before = made(season.parent / "2025", 2025)
    keep(before, (Department("1", "示例市甲局", ("500", "", "", ""), year=2025),))
    settings = season / "jixiao.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "earlier: [../2025]\n", encoding="utf-8")
    assert len(json.loads(run("rollup", "--json").stdout)["forms"]) == 1
    run("rollup", "--earlier", "-o", "r.xlsx")
    sheet = openpyxl.load_workbook("r.xlsx", data_only=True)["按年度"]
    fiscal = next(row for row in sheet.iter_rows(values_only=True) if str(row[0]).startswith("收入构成·财政拨款·当年"))
    assert fiscal[2:5] == (500, 2111.5, 1611.5)


def test_the_export_takes_the_store_too(season: Path) -> None:
    assert run("export", "-o", "r.jsonl").exit_code == 0
    rows = [json.loads(line) for line in (season / "r.jsonl").read_text(encoding="utf-8").splitlines()]
    fiscal = {row["agency_code"]: row["value"] for row in rows if row["key"] == FISCAL}
    assert fiscal == {"1": "1", "11": "10.5", "12": "100", "2": "2000"}


def test_outside_a_workspace_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (("rollup",), ("export", "-o", "a.csv")):
        done = run(*words)
        assert (done.exit_code, "jixiao init" in done.stderr) == (2, True)
