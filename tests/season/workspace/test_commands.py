"""`jixiao init` and `jixiao roster` as an office sees them."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
import yaml

from jixiao_xlsx.cli import registered as commands
from jixiao_xlsx.season.workspace.workspace import PLACES
from jixiao_xlsx.spec.settings.models import PARTS, SettingsSpec
from jixiao_xlsx.spec.settings.settings import load_settings
from season.workspace.desk import SETTINGS, office, opened, run

FILES = ["jixiao.yaml", "projects.csv", "roster.csv", "请先读我.txt"]


def test_a_new_workspace_is_right_as_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(tmp_path, "init", "2026", monkeypatch=monkeypatch).exit_code == 0
    folder = tmp_path / "2026"
    assert sorted(path.name for path in folder.iterdir() if path.is_file()) == FILES
    assert all((folder / place).is_dir() for place in (*PLACES, "specs", "store"))
    result = run(folder, "roster", monkeypatch=monkeypatch)
    assert result.exit_code == 0, result.output
    assert "2026 年度 3 个单位，应报 5 份" in result.output
    told = [line for line in result.output.splitlines() if "提示" in line]
    assert len(told) == 5  # the sample lines that stand in it
    assert all("像是新建时带的样例" in line for line in told)


@pytest.mark.parametrize("name", ["示例市财政局", '示例"市": 财政局 # \\', "123", "是 {{ year }}"])
def test_what_is_known_already_is_filled_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    more = ("--office", name, "--forms", "s0，P1B", "--deadline", "2026-03-15")
    result = run(tmp_path, "init", "2026", "绩效", *more, "--json", monkeypatch=monkeypatch)
    made = json.loads(result.output)
    assert sorted(Path(path).name for path in made["files"]) == FILES
    settings = load_settings(tmp_path / "绩效" / "jixiao.yaml")
    assert (settings.office, settings.year, settings.forms) == (name, 2026, ("S0", "P1B"))
    assert str(settings.deadline) == "2026-03-15"


def test_every_setting_stands_in_the_file_and_loads_when_switched_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tmp_path, "init", "2026", monkeypatch=monkeypatch)
    path = tmp_path / "2026" / "jixiao.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^#(?! [^ ]|\n)", "", text), encoding="utf-8")
    settings = load_settings(path)
    assert settings.mail
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert list(written) == list(SettingsSpec.model_fields)
    assert all(list(written["mail"][part]) == list(PARTS["mail", part].model_fields) for part in ("imap", "smtp"))


def test_nothing_is_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "2026").mkdir()
    (tmp_path / "2026" / "roster.csv").write_text("我的名录", encoding="utf-8")
    result = run(tmp_path, "init", "2026", monkeypatch=monkeypatch)
    assert result.exit_code == 2
    assert "已经有 roster.csv，没有改动任何文件" in result.output
    assert [path.name for path in (tmp_path / "2026").iterdir()] == ["roster.csv"]
    assert (tmp_path / "2026" / "roster.csv").read_text(encoding="utf-8") == "我的名录"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("1999",), "2000"),
        (("2026", "--forms", "S0,S9"), "没有名为 ‘S9’ 的表样"),
        (("2026", "--forms", "P1,P1B"), "同一张表"),
        (("2026", "--deadline", "明天"), "明天"),
        (("2026", "--office", "a\nb"), "请写一行文字"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], told: str
) -> None:
    result = run(tmp_path, "init", *words, monkeypatch=monkeypatch)
    assert result.exit_code == 2
    assert told in result.output
    assert list(tmp_path.iterdir()) == []


def test_files_suit_the_programs_that_open_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tmp_path, "init", "2026", monkeypatch=monkeypatch)
    for name in ("roster.csv", "projects.csv", "请先读我.txt"):
        data = (tmp_path / "2026" / name).read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.count(b"\n") == data.count(b"\r\n") > 2
    with (tmp_path / "2026" / "roster.csv").open(encoding="utf-8-sig", newline="") as file:
        assert all("样例" in row["单位名称"] for row in csv.DictReader(file))


def test_no_sample_projects_where_no_form_is_about_projects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tmp_path, "init", "2026", "--forms", "S0", monkeypatch=monkeypatch)
    with (tmp_path / "2026" / "projects.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [["项目编码", "项目名称", "单位编码", "表"]]


def test_the_steps_name_commands_that_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tmp_path, "init", "2026", monkeypatch=monkeypatch)
    text = (tmp_path / "2026" / "请先读我.txt").read_text(encoding="utf-8-sig")
    named = set(re.findall(r"jixiao ([a-z][a-z-]+)", text))
    assert {"roster", "issue", "collect", "status", "rollup"} <= named
    assert named <= {entry.name for entry in commands._ALL}


ROWS = "101,示例市民政局,,示例人,m@example.cn,,社保科,\n102,[red]教育局,,,,P1,,\n101001,救助站,101,,,S0,,旧站\n"


def test_the_list_stands_as_a_tree_with_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = office(tmp_path, ROWS, "P01,适老化,101,\nP02,修缮,101001,P1\n")
    result = run(folder, "roster", monkeypatch=monkeypatch)
    assert result.exit_code == 0, result.output
    lines = [" ".join(line.split()) for line in result.output.splitlines() if line.strip()]
    assert lines[2:5] == [
        "101 示例市民政局 社保科 S0 P1 1 2",
        "101001 救助站 S0 1 1 联系人、邮箱",
        "102 [red]教育局 P1 0 0 联系人、邮箱",
    ]
    assert lines[-3:] == [
        "2026 年度 3 个单位，应报 3 份",
        "提示：102 [red]教育局：P1 按项目填报，项目名单里没有它要填这张表的项目",
        "提示：项目 P02 要填 P1，但单位 101001 的表里没有它，不计入应报",
    ]


def test_the_list_as_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = office(tmp_path, ROWS, "P01,适老化,101,\n")
    view = json.loads(run(folder, "roster", "--json", monkeypatch=monkeypatch).output)
    assert (view["year"], view["due"], len(view["agencies"]), len(view["notes"])) == (2026, 3, 3, 1)
    assert view["agencies"][1] == {
        "code": "101001",
        "name": "救助站",
        "parent": "101",
        "depth": 1,
        "contact": "",
        "email": "",
        "section": "",
        "former": ["旧站"],
        "forms": ["S0"],
        "projects": 0,
        "due": 1,
        "missing": ["联系人", "邮箱"],
    }


def test_faults_end_with_two_and_name_every_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = office(tmp_path, "101,,,,,,,\n101,示例市教育局,,,,,,\n", settings=SETTINGS + "deadlin: 2026-03-15\n")
    result = run(folder, "roster", monkeypatch=monkeypatch)
    assert result.exit_code == 2
    assert "jixiao.yaml:3:1 deadlin — 不认识 deadlin；是否 deadline？" in result.output
    assert "roster.csv:2:2 单位名称 — 没有写单位名称" in result.output
    assert "roster.csv:3:1 单位编码 — 编码 101 重复" in result.output


def test_thousands_of_agencies_in_a_long_chain_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f"{n},单位{n},{n - 1 if n > 1 else ''},,,S0,,旧{n}\n" for n in range(1, 3001))
    folder = office(tmp_path, rows)
    assert len(opened(folder).dues()) == 3000
    assert json.loads(run(folder, "roster", "--json", monkeypatch=monkeypatch).output)["due"] == 3000
