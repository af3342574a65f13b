"""Blanks that were issued elsewhere become known; what contradicts the roster, the key or what went out does not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.season.workspace.workspace import Workspace
from whole_way.season.season import due, filled, run, season


def order(workspace: Workspace, code: str = "101", alias: str = "S0", **changes: Any) -> Order:
    expected = due(workspace, code, alias)
    subject = Party(expected.project.code, expected.project.name) if expected.project else Party()
    to = Party(expected.agency.code, expected.agency.name)
    plain = Order(expected.form, expected.identity.year, to, subject, office="示例市财政局")
    return replace(plain, **changes)


def adopted(folder: Path, *words: str) -> dict[str, tuple[str, str]]:
    told = json.loads(run("issue", "--adopt", str(folder), "--json", *words).stdout)
    return {Path(blank["file"]).name: (blank["outcome"], blank["why"]) for blank in told}


def put(folder: Path, *orders: Order) -> Path:
    folder.mkdir(exist_ok=True)
    for number, each in enumerate(orders):
        (folder / f"{number}.xlsx").write_bytes(issue_blank(each).data)
    return folder


def test_a_blank_of_another_machine_is_known_from_then_on(workspace: Workspace, tmp_path: Path) -> None:
    folder = put(tmp_path / "别处", order(workspace), order(workspace, alias="P1"), order(workspace, issue="2026-abc"))
    assert adopted(folder, "--dry-run") == {f"{number}.xlsx": ("认下", "") for number in range(3)}
    with workspace.open_store() as store:
        assert store.issued() == ()
    assert run("issue", "--adopt", str(folder)).exit_code == 0
    assert adopted(folder) == {f"{number}.xlsx": ("已经有", "") for number in range(3)}
    with workspace.open_store() as store:
        facts = store.issued()
    assert sorted(fact.issue for fact in facts) == ["", "", "2026-abc"]
    assert {(fact.identity.agency, fact.identity.subject) for fact in facts} == {("101", ""), ("101", "X01")}
    lines = json.loads(run("status", "--json").stdout)["lines"]
    assert [line["issued"] is not None for line in lines if line["agency"]["code"] == "101"] == [True, True]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"agency": Party("999", "示例市某局")}, "名录里没有 999"),
        ({"agency": Party("101", "示例市教育局")}, "在名录里是示例市民政局"),
        ({"year": 2030}, "2030 年度"),
    ],
)
def test_a_blank_that_contradicts_the_season_is_not_taken(
    workspace: Workspace, tmp_path: Path, changes: dict[str, Any], said: str
) -> None:
    folder = put(tmp_path / "别处", order(workspace, **changes))
    (result,) = adopted(folder).values()
    assert (result[0], said in result[1]) == ("没有认", True), result
    with workspace.open_store() as store:
        assert store.issued() == ()
    assert run("issue", "--adopt", str(folder)).exit_code == 1


def test_an_issue_number_of_another_blank_is_not_taken(workspace: Workspace, tmp_path: Path) -> None:
    folder = put(tmp_path / "别处", order(workspace, issue="2026-abc"), order(workspace, "202", issue="2026-abc"))
    assert [outcome for outcome, _ in adopted(folder).values()] == ["认下", "没有认"]


def test_what_is_no_blank_is_not_taken(workspace: Workspace, tmp_path: Path) -> None:
    folder = put(tmp_path / "别处")
    (folder / "填好的.xlsx").write_bytes(filled(due(workspace, "101")))
    (folder / "坏的.xlsx").write_bytes(b"PK\x03\x04")
    told = adopted(folder)
    assert told["填好的.xlsx"] == ("没有认", "已经填过，不是空表")
    assert told["坏的.xlsx"][0] == "没有认"
    (folder / "填好的.xlsx").unlink()
    (folder / "坏的.xlsx").unlink()
    assert run("issue", "--adopt", str(folder)).exit_code == 2


def test_with_a_key_the_signature_must_be_the_offices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIXIAO_KEY", "密钥一")
    workspace = season(tmp_path / "2026")
    monkeypatch.chdir(workspace.folder)
    keys = ("密钥一", "密钥二", "")
    folder = put(tmp_path / "别处", *(order(workspace, key=key, issue=f"2026-{key}") for key in keys))
    assert [outcome for outcome, _ in adopted(folder).values()] == ["认下", "没有认", "没有认"]


@pytest.mark.parametrize("turn", [("P1", "P1B"), ("P1B", "P1")])
def test_two_editions_of_one_title_have_two_names_whichever_comes_first(tmp_path: Path, turn: tuple[str, str]) -> None:
    words = ("--year", "2026", "--agency", "101:示例市民政局", "--subject", "X01:改造", "-o", str(tmp_path))
    for alias in (*turn, *turn):
        assert run("issue", alias, *words).exit_code == 0
    names = sorted(path.name for path in tmp_path.glob("*.xlsx"))
    assert len(names) == 2
    later = {"P1": "_2020版", "P1B": "_2021版"}[turn[1]]
    assert later in "".join(names)
    (tmp_path / names[0]).write_bytes((tmp_path / names[1]).read_bytes()[:-1])
    assert run("issue", *turn, *words).exit_code == 2


def test_a_dry_run_of_issuing_writes_nothing(workspace: Workspace) -> None:
    told = json.loads(run("issue", "--dry-run", "--json").stdout)
    assert {blank["step"] for blank in told} == {"新下发"}
    assert not workspace.path("下发").exists()
    with workspace.open_store() as store:
        assert store.issued() == ()
    run("issue")
    assert "要写 0 份" in run("issue", "--dry-run").stdout
