"""A decision is about the version that the reviewer saw, and two opposite ones do not both count."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.model.season.acts import Verdict
from jixiao_xlsx.season.season import Season
from jixiao_xlsx.season.workspace.workspace import Workspace
from whole_way.season.season import Mail, deliver, due, faulty, filled, run


def sent(workspace: Workspace, *versions: tuple[int, bytes]) -> None:
    deliver(workspace, [Mail("mzj@example.cn", day, (("表.xlsx", data),)) for day, data in versions])
    run("collect")


def decisions(workspace: Workspace) -> list[tuple[str, str]]:
    with workspace.open_store() as store:
        return [(made.who, str(made.verdict)) for made in store.decisions()]


def doubts() -> Any:
    return json.loads(run("status", "--json").stdout)["doubts"]


def test_a_decision_on_an_outdated_version_is_refused_with_what_changed(workspace: Workspace) -> None:
    wrong, right = faulty(due(workspace, "101")), filled(due(workspace, "101"))
    sent(workspace, (10, right))
    sent(workspace, (10, right), (12, wrong))
    refused = run("decide", "101/S0@1", "通过", "--who", "张三")
    assert refused.exit_code == 2
    assert "现在以2026-03-12 报来的第2版为准（退回 " in refused.stderr
    assert decisions(workspace) == []
    done = run("decide", "101/S0@2", "退回", "--who", "张三")
    assert (done.exit_code, "第2版初审退回" in done.stdout) == (0, True)
    sent(workspace, (10, right), (12, wrong), (14, right))
    again = run("decide", "101/S0＠2", "通过", "--who", "张三")
    assert (again.exit_code, "又发来的第1版" in again.stderr) == (2, True)
    assert run("decide", "101/S0@1", "通过", "--who", "张三").exit_code == 0


@pytest.mark.parametrize("version", ["0", "3", "abcdefgh", "fffffff"])
def test_a_version_that_never_came_is_refused(workspace: Workspace, version: str) -> None:
    sent(workspace, (10, filled(due(workspace, "101"))))
    refused = run("decide", f"101/S0@{version}", "通过", "--who", "张三")
    assert (refused.exit_code, "没有" in refused.stderr, decisions(workspace)) == (2, True, [])


def test_a_version_may_be_named_by_its_checksum(workspace: Workspace) -> None:
    sent(workspace, (10, filled(due(workspace, "101"))))
    with workspace.open_store() as store:
        (filing,) = store.filings()
    assert run("decide", f"101/S0@{filing.sha256[:8]}", "通过", "--who", "张三").exit_code == 0


def test_an_opposite_decision_is_refused_until_the_first_is_taken_back(workspace: Workspace) -> None:
    sent(workspace, (10, filled(due(workspace, "101"))))
    run("decide", "101/S0", "退回", "--who", "张三", "--opinion", "成本指标请补充")
    refused = run("decide", "101/S0", "通过", "--who", "李四")
    assert refused.exit_code == 2
    assert "第1版已由 张三 于" in refused.stderr
    assert "成本指标请补充" in refused.stderr
    (act,) = json.loads(run("undo", "--json").stdout)
    assert act["id"][:12] in refused.stderr
    assert run("decide", "101/S0", "退回", "--who", "李四").exit_code == 0
    assert run("decide", "101/S0", "通过", "--step", "复审", "--who", "王五").exit_code == 0
    assert run("decide", "101/S0", "退回", "--who", "李四").exit_code == 2
    assert decisions(workspace) == [("张三", "退回"), ("李四", "退回"), ("王五", "通过")]


def test_what_was_corrected_or_waived_since_may_be_decided_anew(workspace: Workspace) -> None:
    sent(workspace, (10, faulty(due(workspace, "101"))))
    run("decide", "101/S0", "退回", "--who", "张三")
    run("correct", "101/S0", "funds.general.amount", "12.5", "--why", "电话核实")
    assert run("decide", "101/S0", "通过", "--who", "张三").exit_code == 0


def test_of_two_opposite_decisions_at_once_one_is_refused(workspace: Workspace) -> None:
    sent(workspace, (10, filled(due(workspace, "101"))))

    def decide(who: str, verdict: Verdict) -> bool:
        try:
            Season.open(workspace.folder, who=who).decide("101/S0", verdict)
        except JixiaoError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        kept = list(pool.map(decide, ("甲", "乙"), (Verdict.PASS, Verdict.RETURN)))
    assert sorted(kept) == [False, True]
    assert len(decisions(workspace)) == 1


def test_what_is_clean_is_listed_before_it_passes(workspace: Workspace) -> None:
    sent(workspace, (10, filled(due(workspace, "101"))))
    told = run("decide", "--clean", "--dry-run")
    assert ("可以通过 1 份" in told.stdout, "101/S0@1" in told.stdout, decisions(workspace)) == (True, True, [])
    assert json.loads(run("decide", "--clean", "--dry-run", "--json").stdout) == ["101/S0@1"]
    with Season.open(workspace.folder, who="张三")._office() as desk:
        listed = desk.clean()
        # Somebody else sends it back while the list is read.
        desk.decide("101/S0", Verdict.RETURN, step="初审")
        assert desk.pass_clean(step="初审", listed=listed) == ()
    assert run("decide", "101/S0", "通过", "--dry-run").exit_code == 2


def test_a_doubt_that_was_looked_at_is_listed_no_more_until_it_is_another(workspace: Workspace) -> None:
    wrong, right = faulty(due(workspace, "101")), filled(due(workspace, "101"))
    sent(workspace, (10, right), (12, wrong), (14, right))
    before = doubts()
    assert before
    done = run("settle", "101/S0", "--why", "电话问过", "--who", "张三")
    assert (done.exit_code, doubts()) == (0, [])
    assert run("settle", "101/S0", "--why", "再看", "--who", "张三").exit_code == 2
    (act,) = json.loads(run("undo", "--json").stdout)
    assert act["kind"] == "核对"
    run("undo", act["id"], "--why", "没有问过", "--who", "李四")
    assert doubts() == before


def test_a_correction_says_the_label_the_old_and_the_new_value(workspace: Workspace) -> None:
    sent(workspace, (10, faulty(due(workspace, "101"))))
    tried = run("correct", "101/S0", "funds.general.amount", "12.5", "--why", "电话核实", "--dry-run")
    assert tried.stdout.startswith("试运行，没有记下。")
    with workspace.open_store() as store:
        assert store.corrections() == ()
    done = run("correct", "101/S0", "funds.general.amount", "12.5", "--why", "电话核实")
    assert "一般公共预算" in done.stdout
    assert "（原填 九十）funds.general.amount 更正为 12.5" in done.stdout
    told = json.loads(run("correct", "101/S0", "funds.general.amount", "13", "--why", "再核", "--json").stdout)
    assert (told["before"], told["raw"], told["kept"]) == ("12.5", "13", True)
    assert datetime.fromisoformat(told["when"]).tzinfo == UTC
