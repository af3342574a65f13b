"""What the office's commands take and say in the words of the printed form, of the roster and of the season."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.model.keys import format_key
from jixiao_xlsx.season.labels import key_called
from jixiao_xlsx.season.read import questions_of
from jixiao_xlsx.season.workspace import Workspace
from jixiao_xlsx.sheet.layout import lay_out
from jixiao_xlsx.spec.catalogue import load_form
from year.season import Mail, deliver, due, filled, run, season

ROSTER = (
    "101,示例市民政局,,示例联系人,mzj@example.cn,S0;P1,社会保障科,\n"
    "101001,示例市救助站,101,示例联系人,jzz@example.cn,S0,社会保障科,1;示例市收容站\n"
    "202,示例市教育局,,示例联系人,jyj@example.cn,S0,教科文科,\n"
)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    found = season(tmp_path / "2026", roster=ROSTER)
    monkeypatch.chdir(found.folder)
    return found


def received(workspace: Workspace, *agencies: str) -> None:
    """Collects a clean S0 of each agency."""
    mails = [
        Mail("mzj@example.cn", 10, ((f"{one}.xlsx", filled(due(workspace, one))),), number)
        for number, one in enumerate(agencies)
    ]
    deliver(workspace, mails)
    assert run("collect").exit_code == 0


@pytest.mark.parametrize("name", ["1/s0", "示例市收容站/S0", "1", "示例市收容站／s0", "101001/S0"])
def test_an_agency_is_found_by_its_former_code_and_name(workspace: Workspace, name: str) -> None:
    received(workspace, "101001")
    for words in (
        ("correct", name, "funds.general.amount", "5", "--why", "电话核实"),
        ("decide", name, "通过"),
        ("waive", name, "--why", "已撤并"),
    ):
        done = run(*words)
        assert (done.exit_code, "101001/S0" in done.output) == (0, True), done.output


def test_passing_all_clean_ones_lists_them(workspace: Workspace) -> None:
    received(workspace, "101001", "202")
    done = run("decide", "--clean").output
    assert "通过 2 份" in done
    assert all(f"{one}/S0" in done for one in ("101001", "202"))
    assert "示例市教育局" in done
    assert "通过 0 份" in run("decide", "--clean").output


def test_help_tells_defaults_in_chinese() -> None:
    said = run("chase", "--help").output
    assert "默认 3 天" in said
    assert "默认附上" in said
    assert "：blanks" not in said


def test_a_cell_is_corrected_by_its_printed_label(workspace: Workspace) -> None:
    received(workspace, "202")
    done = run("correct", "202/S0", "其中:一般公共预算拨款", "1234.5", "--why", "电话核实")
    assert "funds.general.amount 更正为 1234.5" in done.output
    nested = run("correct", "202/S0", "产出指标·数量指标·第2行·指标值", "≥3", "--why", "电话核实")
    assert "indicators.output.quantity[2].target 更正为 ≥3" in nested.output


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("其中：一般公共予算拨款", "是否 其中：一般公共预算拨款（funds.general.amount）"),
        ("国有资本经营", "是否 国有资本经营预算（funds.state_capital.amount）"),
        ("合计", "公式格"),
        ("决算", "jixiao draw"),
    ],
)
def test_a_label_that_is_no_cell_is_refused_with_what_is_like_it(workspace: Workspace, label: str, said: str) -> None:
    received(workspace, "202")
    done = run("correct", "202/S0", label, "1", "--why", "电话核实")
    assert (done.exit_code, said in done.stderr) == (2, True), done.stderr


def test_a_label_of_several_cells_is_refused_with_their_keys() -> None:
    questions = questions_of(lay_out(load_form("P2"), 2026))
    keys = [format_key(one.key) for one in questions.asked.values() if one.field and one.label == "其中：财政拨款"]
    with pytest.raises(JixiaoError, match="2 格") as caught:
        key_called("其中：财政拨款", questions)
    assert len(keys) == 2
    assert all(f"其中：财政拨款（{key}）" in caught.value.hint for key in keys)


def test_a_correction_after_passing_asks_for_a_new_conclusion(workspace: Workspace) -> None:
    received(workspace, "202")
    run("decide", "202/S0", "通过")
    done = run("correct", "202/S0", "funds.general.amount", "", "--why", "电话核实")
    assert "该件已审核通过" in done.stderr
    assert "更正后新增" in done.stderr
    assert "请重新下结论" in done.stderr
    assert "审核通过以后又更正过" in run("status").output
    run("decide", "202/S0", "通过", "--opinion", "已知")
    assert "审核通过以后又更正过" not in run("status").output


def test_a_correction_that_leaves_a_passed_filing_in_order_is_no_doubt(workspace: Workspace) -> None:
    received(workspace, "202")
    run("decide", "202/S0", "通过")
    done = run("correct", "202/S0", "head.agency", "示例市教育局", "--why", "电话核实")
    assert "更正后没有新增意见。请重新下结论" in done.stderr
    assert "审核通过以后" not in run("status").output


def test_a_correction_before_passing_says_only_what_is_new(workspace: Workspace) -> None:
    received(workspace, "202")
    done = run("correct", "202/S0", "funds.general.amount", "", "--why", "电话核实")
    assert "更正后新增" in done.stderr
    assert "已审核通过" not in done.stderr


def test_drawing_in_a_workspace_needs_no_year(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("draw", "S0").output == run("draw", "S0", "--year", "2026").output
    assert run("draw", "P1", "--json").output == run("draw", "P1", "--json", "--year", "2025").output
    monkeypatch.chdir(tmp_path)
    done = run("draw", "S0")
    assert (done.exit_code, "--year" in done.stderr) == (2, True)
