"""`jixiao publish` as the office runs it: from files, from the store's passed filings, with its two lists."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from jixiao_xlsx.cli import main
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.filings.identity import identity_of
from jixiao_xlsx.model.season.acts import Correction, Decision, Verdict
from jixiao_xlsx.season.single.one_blank import Party
from jixiao_xlsx.season.workspace.workspace import Workspace
from report.diff.returned import S2, workbook
from report.diff.seasons import new_season, receive
from season.outputs.packages import everything

PERSONAL: dict[str, str | int] = {**S2, "head.filler": "某甲乙", "head.phone": "0000-7654321"}
WORDY = {**PERSONAL, "tasks.text": "由某甲乙负责，手机13800000000，邮箱someone@example.org。"}


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["publish", *args], prog_name="jixiao")


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(path.read_bytes().decode("utf-8-sig"))))


def texts(path: Path) -> set[str]:
    book = openpyxl.load_workbook(BytesIO(path.read_bytes()))
    return {str(cell.value) for tab in book for row in tab.iter_rows() for cell in row if cell.value is not None}


def decide(workspace: Workspace, filing: Filing, verdict: Verdict, *, opinion: str = "", hour: int = 9) -> None:
    identity = identity_of(filing)
    assert identity is not None
    when = datetime(2026, 2, 1, hour, tzinfo=UTC)
    with workspace.open_store() as store:
        store.decide(Decision(identity, filing.sha256, verdict, "初审", "社保科", "审核人", when, opinion))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_files_become_both_forms_and_the_lists(here: Path) -> None:
    (here / "交回.xlsx").write_bytes(workbook(WORDY))
    result = run("交回.xlsx", "--number", "示财绩〔2026〕1号", "--date", "2026年3月15日", "--office", "示例市财政局")
    assert result.exit_code == 0, result.output
    index = rows(here / "公开" / "清单.csv")
    assert [row["种类"] for row in index] == ["批复", "公开"]
    assert all((here / "公开" / row["文件"]).is_file() for row in index)
    assert (index[0]["批复文号"], index[0]["批复日期"]) == ("示财绩〔2026〕1号", "2026-03-15")
    assert (index[1]["未公开的个人信息（格）"], index[1]["遮盖待核对（处）"]) == ("2", "3")
    checks = rows(here / "公开" / "公开前请核对.csv")
    assert [row["像是"] for row in checks] == ["填在个人信息栏里的内容", "手机号", "电子邮箱"]
    assert {row["单元格"] for row in checks} == {"C18"}
    published = here / "公开" / index[1]["文件"]
    inside = everything(published.read_bytes()) + (here / "公开" / "公开前请核对.csv").read_text("utf-8-sig")
    assert not [word for word in ("某甲乙", "7654321", "13800000000", "someone@") if word in inside]
    assert "由***负责，手机***，邮箱***。" in texts(published)
    assert "遮盖了 3 处" in result.output


def test_only_passed_filings_of_the_store_are_published(here: Path) -> None:
    workspace = new_season(here)
    passed = receive(workspace, PERSONAL, after=1)
    sent_back = receive(workspace, S2, agency=Party("102", "示例市教育局"), after=2)
    decide(workspace, passed, Verdict.PASS, opinion="同意，按此执行。")
    decide(workspace, sent_back, Verdict.PASS)
    decide(workspace, sent_back, Verdict.RETURN, hour=12)
    result = run("--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.output)
    assert [(sheet["kind"], sheet["agency"]["code"]) for sheet in told["sheets"]] == [("批复", "101"), ("公开", "101")]
    assert "同意，按此执行。" in texts(here / "公开" / told["sheets"][0]["file"])
    assert "同意，按此执行。" not in texts(here / "公开" / told["sheets"][1]["file"])
    assert "示例市财政局" in texts(here / "公开" / told["sheets"][0]["file"])


def test_a_newer_version_that_was_not_reviewed_is_not_published(here: Path) -> None:
    workspace = new_season(here)
    decide(workspace, receive(workspace, S2, after=1), Verdict.PASS)
    receive(workspace, {**S2, "funds.income.fiscal.y0": 9000}, after=2)
    result = run()
    assert "没有审核通过的填报件" in str(result.exception or "") + result.output
    told = json.loads(run("--all", "--json", "--kind", "批复").output)
    assert [sheet["note"].split("；")[0] for sheet in told["sheets"]] == ["没有审核通过的结论"]
    book = openpyxl.load_workbook(here / "公开" / told["sheets"][0]["file"])
    assert 9000 in [cell.value for row in book.worksheets[0].iter_rows() for cell in row]


def test_the_offices_corrections_are_printed(here: Path) -> None:
    workspace = new_season(here)
    filing = receive(workspace, S2)
    decide(workspace, filing, Verdict.PASS)
    identity = identity_of(filing)
    assert identity is not None
    when = datetime(2026, 2, 1, tzinfo=UTC)
    with workspace.open_store() as store:
        store.correct(
            Correction(identity, filing.sha256, "funds.income.fiscal.y0", "6001", "审核人", when, "按预算批复")
        )
    told = json.loads(run("--json", "--kind", "公开").output)
    book = openpyxl.load_workbook(here / "公开" / told["sheets"][0]["file"])
    numbers = [cell.value for row in book.worksheets[0].iter_rows() for cell in row if isinstance(cell.value, int)]
    assert 6001 in numbers
    assert 6000 not in numbers


@pytest.mark.parametrize(
    ("args", "words"),
    [((), "不是工作目录"), (("没有.xlsx",), "找不到文件"), (("--date", "明天"), "看不懂日期")],
)
def test_what_is_wrong_is_said(here: Path, args: tuple[str, ...], words: str) -> None:
    result = run(*args)
    assert words in str(result.exception or "") + result.output
    assert not (here / "公开").exists()


def test_one_agency_and_one_form_may_be_asked_for(here: Path) -> None:
    workspace = new_season(here)
    for hour, code, name in ((1, "101", "示例市民政局"), (2, "102", "示例市教育局")):
        decide(workspace, receive(workspace, S2, agency=Party(code, name), after=hour), Verdict.PASS)

    def told(*args: str) -> list[str]:
        result = run("--kind", "批复", "--json", *args)
        assert result.exit_code == 0, result.output
        return [sheet["agency"]["code"] for sheet in json.loads(result.output)["sheets"]]

    assert told() == ["101", "102"]
    assert told("--agency", "10100") == ["101"]
    assert told("--agency", "示例市教育局", "--form", "S2") == ["102"]
    nothing = run("--form", "P1")
    assert (nothing.exit_code, "没有 P1 的填报件可以生成" in nothing.stderr) == (2, True)
    unknown = run("--agency", "999")
    assert (unknown.exit_code, "名录里没有单位" in unknown.stderr) == (2, True)


def test_files_outside_a_workspace_are_told_apart_by_their_seals(here: Path) -> None:
    for number, agency in enumerate((Party("101", "示例市民政局"), Party("102", "示例市教育局"))):
        (here / f"{number}.xlsx").write_bytes(workbook(S2, agency=agency))
    result = run("0.xlsx", "1.xlsx", "--agency", "102", "--kind", "全部", "--json")
    assert [sheet["agency"]["code"] for sheet in json.loads(result.output)["sheets"]] == ["102", "102"]
