"""`jixiao issue` in a workspace: prefilled blanks for the whole roster, each written once and each letter sent once."""

from __future__ import annotations

import csv
import email
import io
import json
import shutil
import zipfile
from decimal import Decimal
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from jixiao_xlsx.cli import main
from jixiao_xlsx.season.collecting.reread import reread_all
from jixiao_xlsx.season.single.one_blank import Party
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.season.workspace.workspace import open_workspace
from mail.post_office import PostOffice, running
from season.issuing.season import DUES, PROJECTS, ROSTER, filed, values_in, workspace

CIVIL = "101_示例市民政局"
BUDGET = """\
单位编码,项目编码,表,键或标签,金额,计量单位
101,X01,P1,funds.fiscal.initial,"1,234,567.80",元
101,,S2,收入构成·财政拨款·当年预算收支,88.5,万元
"""


def issue(folder: Path, *words: str, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.chdir(folder)
    return CliRunner().invoke(main, ["issue", "--jobs", "1", *words], catch_exceptions=False)


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The season of 2026, with the one of 2025 beside it."""
    folder = tmp_path_factory.mktemp("years")
    before = workspace(folder / "2025", year=2025)
    civil, project = Party("101", "示例市民政局"), Party("X01", "适老化改造")
    funds = {"funds.income.fiscal.y0": 250, "funds.income.fiscal.y_1": 240, "duties.text": "负责社会救助"}
    filed(before, "S2", 2025, civil, funds)
    filed(before, "S2", 2025, Party("120", "示例市教委"), {"funds.income.fiscal.y0": 77})
    filed(before, "P1", 2024, civil, {"head.implementer": "示例市救助站", "funds.fiscal.executed": 3}, subject=project)
    workspace(folder / "2026", more="earlier: [../2025]\n", budget=BUDGET)
    return folder


@pytest.fixture
def season(years: Path, tmp_path: Path) -> Path:
    """A copy of it, to issue in."""
    return shutil.copytree(years, tmp_path / "years") / "2026"


def blanks(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted((folder / "下发").rglob("*"))
        if path.is_file()
    }


def test_everybody_gets_what_the_roster_asks(season: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = issue(season, monkeypatch=monkeypatch)
    assert done.exit_code == 0, done.output
    assert f"共 {DUES} 份空表：新下发 {DUES}" in done.stdout
    assert "试运行" in done.stdout
    assert sorted(path.name for path in (season / "下发" / CIVIL).iterdir()) == [
        "2025年度项目支出绩效自评表_101_示例市民政局_X01_适老化改造.xlsx",
        "2025年度项目支出绩效自评表_101_示例市民政局_X02_社区食堂.xlsx",
        "2026年度部门整体支出绩效目标申报表_101_示例市民政局.xlsx",
    ]


def test_a_blank_holds_last_years_values_and_the_approved_ones(season: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert issue(season, monkeypatch=monkeypatch).exit_code == 0
    folder = season / "下发" / CIVIL
    assert values_in(folder / "2026年度部门整体支出绩效目标申报表_101_示例市民政局.xlsx") == {
        "head.agency": "示例市民政局",
        "funds.income.fiscal.y0": Decimal("88.5"),
        "funds.income.fiscal.y_1": Decimal(250),
        "funds.income.fiscal.y_2": Decimal(240),
        "duties.text": "负责社会救助",
    }
    project = values_in(folder / "2025年度项目支出绩效自评表_101_示例市民政局_X01_适老化改造.xlsx")
    assert project["head.implementer"] == "示例市救助站"
    assert project["funds.fiscal.initial"] == Decimal("123.45678")
    assert "funds.fiscal.executed" not in project


def test_the_past_of_a_former_code_is_the_agencys_own(season: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert issue(season, "S2", "--agency", "102", monkeypatch=monkeypatch).exit_code == 0
    (blank,) = (season / "下发").rglob("*.xlsx")
    assert values_in(blank)["funds.income.fiscal.y_1"] == Decimal(77)


def test_the_seal_says_which_issue_it_is_and_the_store_knows_it(season: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = issue(season, "--json", monkeypatch=monkeypatch)
    told = json.loads(done.stdout)["blanks"]
    assert len({one["issue"] for one in told}) == DUES
    for one in told:
        filing = Reader.of().read((season / one["file"]).read_bytes())
        assert filing.seal
        assert (filing.seal.issue, filing.seal.agency_code, filing.seal.subject_code, filing.seal.fingerprint) == (
            one["issue"],
            one["agency"],
            one["subject"],
            one["fingerprint"],
        )
        assert one["issue"].startswith("2026-")
    text = (season / "下发" / "清单.csv").read_bytes().decode("utf-8-sig")
    listed = list(csv.DictReader(io.StringIO(text)))
    assert [(one["下发编号"], one["文件"], one["sha256"]) for one in listed] == [
        (one["issue"], one["file"], one["sha256"]) for one in told
    ]


def test_a_prefilled_blank_that_is_only_saved_again_comes_back_unfilled(
    season: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert issue(season, "S2", "--agency", "101", monkeypatch=monkeypatch).exit_code == 0
    (blank,) = (season / "下发" / CIVIL).glob("*.xlsx")
    opened = load_workbook(blank)
    inbox = season / "收件"
    inbox.mkdir()
    opened.save(inbox / "另存.xlsx")
    (cell,) = [one for row in opened.worksheets[0].iter_rows() for one in row if one.value == "负责社会救助"]
    cell.value = "负责社会救助、慈善"
    opened.save(inbox / "改了一格.xlsx")
    blank.unlink()
    CliRunner().invoke(main, ["collect"], catch_exceptions=False)
    place = open_workspace(season)
    with place.open_store() as store:
        read = {
            filing.source: (len(filing.records), {found.code for found in filing.findings})
            for filing in store.filings()
        }
        assert not any(one.changed for one in reread_all(place, store))
    assert read["另存.xlsx"] == (0, {"S10"})
    assert read["改了一格.xlsx"][0] > 1
    assert "R01" in read["改了一格.xlsx"][1]


def test_again_changes_nothing(season: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert issue(season, monkeypatch=monkeypatch).exit_code == 0
    before = blanks(season)
    done = issue(season, monkeypatch=monkeypatch)
    assert f"未变 {DUES}" in done.stdout
    assert blanks(season) == before


def test_worker_processes_make_the_same_bytes(season: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert issue(season, "--jobs", "2", monkeypatch=monkeypatch).exit_code == 0
    made = {path.name: path.read_bytes() for path in (season / "下发").rglob("*.xlsx")}
    other = tmp_path / "另存"
    assert issue(season, "--out", str(other), monkeypatch=monkeypatch).exit_code == 0
    assert {path.name: path.read_bytes() for path in other.rglob("*.xlsx")} == made


def test_a_file_that_is_gone_comes_back_and_one_that_was_filled_stays(
    season: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert issue(season, monkeypatch=monkeypatch).exit_code == 0
    before = blanks(season)
    gone, filled = sorted((season / "下发" / CIVIL).iterdir())[:2]
    gone.unlink()
    filled.write_bytes(b"filled by hand")
    done = issue(season, monkeypatch=monkeypatch)
    assert "补写 1" in done.stdout
    assert "没有改动它" in done.stdout
    assert filled.read_bytes() == b"filled by hand"
    assert gone.read_bytes() == before[str(gone.relative_to(season))][0]
    with zipfile.ZipFile(season / "下发" / f"{CIVIL}.zip") as archive:
        assert archive.read(filled.name) == before[str(filled.relative_to(season))][0]


def test_what_changed_is_issued_anew_beside_the_old_one(season: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert issue(season, monkeypatch=monkeypatch).exit_code == 0
    before = {name: data for name, (data, _) in blanks(season).items() if name.endswith(".xlsx")}
    (season / "projects.csv").write_text(PROJECTS.replace("社区食堂", "社区老年食堂"), encoding="utf-8")
    (season / "budget.csv").write_text(BUDGET.replace("88.5", "90"), encoding="utf-8")
    done = issue(season, monkeypatch=monkeypatch)
    assert f"重新下发 2，未变 {DUES - 2}" in done.stdout
    after = {name: data for name, (data, _) in blanks(season).items() if name.endswith(".xlsx")}
    assert {name: after[name] for name in before} == before
    assert sorted(Path(name).name for name in after.keys() - before.keys()) == [
        "2025年度项目支出绩效自评表_101_示例市民政局_X02_社区老年食堂_第2次下发.xlsx",
        "2026年度部门整体支出绩效目标申报表_101_示例市民政局_第2次下发.xlsx",
    ]
    (letter,) = (season / "下发" / "信").glob("101_*" + newest(season))
    assert "第2次下发，请以这一份为准" in body_of(letter)


def newest(season: Path) -> str:
    drafts = sorted((season / "下发" / "信").glob("101_*"), key=lambda path: path.stat().st_mtime_ns)
    return drafts[-1].name[-12:]


def body_of(path: Path) -> str:
    body = parsed(path.read_bytes()).get_body()
    assert body is not None
    return str(body.get_content())


def parsed(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_letters_and_zips_hold_the_blanks_byte_for_byte(season: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (season / "projects.csv").write_text(PROJECTS + "X04,养老护理培训,101\n", encoding="utf-8")
    assert issue(season, monkeypatch=monkeypatch).exit_code == 0
    folder = season / "下发"
    on_disk = {path.name: path.read_bytes() for path in (folder / CIVIL).iterdir()}
    assert len(on_disk) == 4
    with zipfile.ZipFile(folder / f"{CIVIL}.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == on_disk
        assert all(member.flag_bits & 0x800 for member in archive.infolist())
    (civil,) = (folder / "信").glob("101_示例市民政局_*.eml")
    (attached,) = parsed(civil.read_bytes()).iter_attachments()
    assert attached.get_content() == (folder / f"{CIVIL}.zip").read_bytes()
    (school,) = (folder / "信").glob("102_*.eml")
    few = {part.get_filename(): part.get_content() for part in parsed(school.read_bytes()).iter_attachments()}
    assert few == {path.name: path.read_bytes() for path in (folder / "102_示例市教育局").iterdir()}
    for words in ("示例市教育局：", "2026年3月31日前", "校舍维修", "jixiao@czj.example.cn", "绩效管理科"):
        assert words in body_of(school)


def test_each_letter_goes_out_once_over_two_runs(season: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with running(PostOffice()) as office:
        settings = season / "jixiao.yaml"
        settings.write_text(settings.read_text(encoding="utf-8").replace("port: 25", f"port: {office.port}"))
        first = issue(season, "--send", monkeypatch=monkeypatch)
        again = issue(season, "--send", monkeypatch=monkeypatch)
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert "已发送 2，没有邮箱 1" in first.stdout
    assert "以前已发送 2，没有邮箱 1" in again.stdout
    assert sorted(to for to, _ in office.kept) == [("jiaoyu@example.cn",), ("minzheng@example.cn",)]
    for _, data in office.kept:
        message = parsed(data)
        assert message["x-unsent"] is None
        for part in message.iter_attachments():
            assert part.get_content() == next((season / "下发").rglob(str(part.get_filename()))).read_bytes()


def test_a_letter_that_is_refused_is_told_and_tried_again(season: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = PostOffice(refusing=("jiaoyu@example.cn",))
    with running(office):
        settings = season / "jixiao.yaml"
        settings.write_text(settings.read_text(encoding="utf-8").replace("port: 25", f"port: {office.port}"))
        first = issue(season, "--send", monkeypatch=monkeypatch)
        office.refusing = ()
        again = issue(season, "--send", monkeypatch=monkeypatch)
    assert (first.exit_code, again.exit_code) == (2, 0)
    assert "102 的信：没有发出" in first.stdout
    assert sorted(to for to, _ in office.kept) == [("jiaoyu@example.cn",), ("minzheng@example.cn",)]


def test_an_agency_without_projects_is_told(season: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (season / "roster.csv").write_text(ROSTER + "103,示例市档案馆,,,,\n", encoding="utf-8")
    done = issue(season, monkeypatch=monkeypatch)
    assert "103 示例市档案馆 应报 P1，但项目名单里没有它的项目" in done.stdout


def test_below_an_agency_are_its_own(season: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = issue(season, "--agency", "101", "--json", monkeypatch=monkeypatch)
    assert [blank["agency"] for blank in json.loads(done.stdout)["blanks"]] == ["101", "101", "101", "101001"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--agency", "1002"), "名录里没有单位"),
        (("S7",), "S7"),
        (("--rows", "goals[*]=3"), "要和 --year 一起用"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    season: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    done = issue(season, *words, monkeypatch=monkeypatch)
    assert (done.exit_code, said in done.stderr) == (2, True), done.stderr


def test_without_a_workspace_or_a_year_both_ways_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = issue(tmp_path, "S0", monkeypatch=monkeypatch)
    assert done.exit_code == 2
    assert "--year 2026" in done.stderr
    assert "jixiao init 2026" in done.stderr


def test_sending_without_a_server_is_refused_before_anything_is_made(
    season: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = season / "jixiao.yaml"
    kept = [line for line in settings.read_text(encoding="utf-8").splitlines() if "smtp" not in line]
    settings.write_text("\n".join(kept) + "\n", encoding="utf-8")
    done = issue(season, "--send", monkeypatch=monkeypatch)
    assert (done.exit_code, "没有发信的设置" in done.stderr) == (2, True)
    assert not (season / "下发").exists()
