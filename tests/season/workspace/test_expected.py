"""应报: who is expected to file what, told from the roster, the projects and the season's forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.cli.wording import error_text
from jixiao_xlsx.errors import JixiaoError, SpecError
from jixiao_xlsx.model.filings.identity import sealed_identity
from jixiao_xlsx.model.forms.tree import fields_of, is_about_subjects
from jixiao_xlsx.model.season.expected import forms_of
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.season.workspace.workspace import find_workspace
from jixiao_xlsx.spec.catalogue import all_forms, load_form
from season.workspace.desk import SETTINGS, complaints, office, opened

ROWS = "101,示例市民政局,,,,,,\n101001,示例市救助站,101,,,S0,,\n102,示例市教育局,,,,,,\n"
PROJECTS = "P01,适老化,101,\nP02,救助站修缮,101001,\nP03,营养餐,101,P1\n"


def told(folder: Path) -> list[tuple[str, str, int, str]]:
    workspace = opened(folder)
    return [(due.agency.code, due.identity.form, due.identity.year, due.identity.subject) for due in workspace.dues()]


def test_agencies_owe_their_forms_and_one_for_each_project(tmp_path: Path) -> None:
    assert told(office(tmp_path, ROWS, PROJECTS)) == [
        ("101", "liuzhou_dept_target", 2026, ""),
        ("101", "national_project_review", 2025, "P01"),
        ("101", "national_project_review", 2025, "P03"),
        ("101001", "liuzhou_dept_target", 2026, ""),
        ("102", "liuzhou_dept_target", 2026, ""),
    ]


def test_a_due_is_what_a_blank_issued_for_it_will_be(tmp_path: Path) -> None:
    """The seal of the blank leads back to the same identity."""
    for due in opened(office(tmp_path, "0101,示例市民政局,,,,,,\n", "007,适老化,0101,\n")).dues():
        party = Party(due.agency.code, due.agency.name)
        about = Party(due.project.code, due.project.name) if due.project else Party()
        blank = issue_blank(Order(due.form, due.identity.year, party, about))
        assert sealed_identity(blank.seal) == due.identity


def test_titles_are_printed_ones(tmp_path: Path) -> None:
    titles = [due.title for due in opened(office(tmp_path, ROWS, PROJECTS)).dues()]
    assert titles[:2] == ["2026年度部门整体绩效申报表", "项目支出绩效自评表"]


def test_which_forms_are_filled_per_project() -> None:
    named = {form.name for form in all_forms() if is_about_subjects(form)}
    assert named == {form.name for form in all_forms() if form.form.startswith("national_project")}
    assert all(any(True for _ in fields_of(form)) for form in all_forms())


def test_the_edition_that_the_settings_name_is_the_seasons(tmp_path: Path) -> None:
    folder = office(tmp_path, ROWS, settings="year: 2026\nforms: [national_project_review@2020, S0]\n")
    assert [form.name for form in opened(folder).forms()] == [
        "national_project_review@2020",
        "liuzhou_dept_target@2023",
    ]
    workspace = opened(folder)
    agency = workspace.roster.agency("101001")
    assert agency
    assert [form.name for form in forms_of(agency, workspace.forms())] == ["liuzhou_dept_target@2023"]


def test_the_workspace_is_found_from_below(tmp_path: Path) -> None:
    inside = office(tmp_path, ROWS) / "退回" / "三月"
    inside.mkdir(parents=True)
    workspace = find_workspace(inside)
    assert workspace.folder == tmp_path.resolve()
    assert workspace.path("退回") == tmp_path.resolve() / "退回"


def test_outside_a_workspace_the_hint_is_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(JixiaoError, match="不是工作目录") as caught:
        find_workspace(tmp_path)
    assert caught.value.hint == Advice.MAKE_WORKSPACE
    assert "jixiao init 2026" in error_text(caught.value)


@pytest.mark.parametrize(
    ("settings", "wanting"),
    [
        ("office: 示例市财政局\n", ["year", "forms"]),
        ("", ["year", "forms"]),
        ("yaer: 2026\n", ["yaer", "forms"]),
        ("year: 二〇二六\n开头: 1\n", ["forms", "year", "开头"]),
        ("year: 2026\nforms: []\n", ["forms"]),
        ("year: [\n", ["设置"]),
    ],
)
def test_a_workspace_needs_a_year_and_forms(tmp_path: Path, settings: str, wanting: list[str]) -> None:
    with pytest.raises(SpecError) as caught:
        find_workspace(office(tmp_path, ROWS, settings=settings))
    assert sorted(fault.path for fault in caught.value.faults) == sorted(wanting)


def test_faults_of_settings_and_roster_come_together(tmp_path: Path) -> None:
    folder = office(tmp_path, "101,,,,,S3,,\n", "P01,,101,\n", settings=SETTINGS + "offise: 示例\n")
    assert [line.partition(" — ")[0] for line in complaints(folder)] == [
        "jixiao.yaml:3:1 offise",
        "projects.csv:2:2 项目名称",
        "roster.csv:2:2 单位名称",
        "roster.csv:2:6 表",
    ]


def test_the_key_and_the_stores_password_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = "store: postgresql://jixiao:${DB_PASSWORD}@db.example.cn/jixiao\nkey_env: CZJ_KEY\n"
    workspace = opened(office(tmp_path, ROWS, settings=SETTINGS + more))
    monkeypatch.delenv("DB_PASSWORD", raising=False)
    with pytest.raises(JixiaoError, match="没有设置环境变量 DB_PASSWORD"):
        _ = workspace.store_url
    monkeypatch.setenv("DB_PASSWORD", "p@ss/word")
    monkeypatch.setenv("CZJ_KEY", "secret")
    assert workspace.store_url == "postgresql://jixiao:p%40ss%2Fword@db.example.cn/jixiao"
    assert workspace.key == "secret"


def test_stores_in_a_file_stand_in_the_workspace(tmp_path: Path) -> None:
    folder = tmp_path.resolve()
    assert opened(office(tmp_path, ROWS)).store_url == f"sqlite:///{folder.as_posix()}/store/jixiao.db"
    elsewhere = opened(office(tmp_path, ROWS, settings=SETTINGS + "store: sqlite:///data/my.db\n"))
    assert elsewhere.store_url == f"sqlite:///{folder.as_posix()}/data/my.db"


def test_earlier_years_and_the_budget(tmp_path: Path) -> None:
    office(tmp_path / "2025", ROWS, settings="year: 2025\nforms: [S0]\n")
    now = opened(office(tmp_path / "2026", ROWS, settings=SETTINGS + "earlier: [../2025, ../2024]\nbudget: 批复.csv\n"))
    with pytest.raises(JixiaoError, match=r"找不到以前年度的工作目录 \.\./2024"):
        now.earlier()
    with pytest.raises(JixiaoError, match="找不到预算数文件"):
        _ = now.budget
    now = opened(office(tmp_path / "2026", ROWS, settings=SETTINGS + "earlier: [../2025]\n"))
    assert [one.year for one in now.earlier()] == [2025]
    assert now.budget is None
    (now.folder / "budget.csv").touch()
    assert now.budget == now.folder / "budget.csv"


def test_the_reader_knows_the_offices_audit_words_and_own_forms(tmp_path: Path) -> None:
    folder = office(tmp_path, ROWS, settings=SETTINGS + "audit: {T06: 关闭}\n")
    (folder / "specs").mkdir()
    own = "form: my_plan\ntitle: 表\nedition: 2026\nmeasure: 万元\ncolumns: [20]\n"
    own += "sections: [{key: a, lines: [[{key: b}]]}]\n"
    (folder / "specs" / "表.yaml").write_text(own, encoding="utf-8")
    reader = opened(folder).reader()
    known = {form.form for form in reader.layouts.forms()}
    assert {"my_plan", load_form("S0").form} <= known
    assert reader.tuning.severities == {"T06": None}
