"""What the office did can be taken back: the ledger is as before, and the history keeps both."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jixiao_xlsx.season.workspace.workspace import Workspace
from whole_way.season.season import Mail, deliver, due, faulty, run

ACTS = {
    "结论": ("decide", "101/S0", "退回", "--opinion", "合计请核对"),
    "豁免": ("waive", "101/S0", "--code", "V101", "--why", "已核实"),
    "整份豁免": ("waive", "202/S0", "--why", "机构已撤并"),
    "更正": ("correct", "101/S0", "funds.general.amount", "12.5", "--why", "电话核实"),
    "延期": ("extend", "101", "2026-03-31", "--why", "审计未完"),
}


def ledger() -> Any:
    return json.loads(run("status", "--json", "--on", "2026-03-20").stdout)


def acts() -> Any:
    return json.loads(run("undo", "--json").stdout)


@pytest.fixture
def desk(workspace: Workspace) -> Workspace:
    """A season in which 101 has filed S0 with a mistake."""
    deliver(workspace, [Mail("mzj@example.cn", 10, (("表.xlsx", faulty(due(workspace, "101"))),))])
    run("collect")
    return workspace


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
@pytest.mark.usefixtures("desk")
def test_an_act_taken_back_leaves_the_ledger_as_it_was(act: tuple[str, ...]) -> None:
    before = ledger()
    assert run(*act, "--who", "张三").exit_code == 0
    assert ledger() != before
    (done,) = acts()
    told = run("undo", done["id"][:8], "--why", "看错了", "--who", "李四")
    assert (told.exit_code, "已撤回" in told.stdout, "李四：看错了" in told.stdout) == (0, True, True), told.stderr
    assert ledger() == before
    (undone,) = acts()
    assert (undone["who"], undone["undone"]["who"], undone["undone"]["why"]) == ("张三", "李四", "看错了")
    logged = [(event["kind"], event["who"]) for event in json.loads(run("log", "--json").stdout)]
    assert (done["kind"], "张三") in logged
    assert ("撤回", "李四") in logged


@pytest.mark.usefixtures("desk")
def test_what_was_taken_back_can_be_done_again_but_not_taken_back_twice() -> None:
    run(*ACTS["延期"], "--who", "张三")
    (done,) = acts()
    run("undo", done["id"], "--why", "看错了", "--who", "李四")
    again = run("undo", done["id"], "--why", "看错了", "--who", "王五")
    assert again.exit_code == 2
    assert "已经撤回（李四" in again.stderr
    assert run(*ACTS["延期"], "--who", "张三").exit_code == 0
    assert [bool(kept["undone"]) for kept in acts()] == [True, False]


@pytest.mark.usefixtures("desk")
def test_an_undo_needs_an_act_and_a_reason() -> None:
    assert "还没有" in run("undo").stdout
    run(*ACTS["延期"], "--who", "张三")
    assert acts()[0]["id"][:12] in run("undo").stdout
    for words, said in ((("zzz", "--why", "看错了"), "没有编号"), ((acts()[0]["id"],), "没有写理由")):
        refused = run("undo", *words, "--who", "李四")
        assert refused.exit_code == 2
        assert said in refused.stderr
    assert acts()[0]["undone"] is None
