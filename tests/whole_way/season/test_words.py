"""What the office's commands take and say in the words of the printed form, of the roster and of the season."""

from __future__ import annotations

import json
import re
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from openpyxl import load_workbook

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.model.keys import format_key
from jixiao_xlsx.season.single.labels import key_called
from jixiao_xlsx.season.workspace.workspace import Workspace
from jixiao_xlsx.sheet.layout import lay_out
from jixiao_xlsx.spec.catalogue import load_form
from whole_way.season.season import Mail, deliver, due, filled, run, season

ROSTER = (
    "101,示例市民政局,,示例联系人,mzj@example.cn,S0;P1,社会保障科,\n"
    "101001,示例市救助站,101,示例联系人,jzz@example.cn,S0,社会保障科,1;示例市收容站\n"
    "202,示例市教育局,,示例联系人,jyj@example.cn,S0,教科文科,\n"
)
SENDERS = {"101": "mzj@example.cn", "101001": "mzj@example.cn", "202": "jyj@example.cn"}


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    found = season(tmp_path / "2026", roster=ROSTER)
    monkeypatch.chdir(found.folder)
    return found


def received(workspace: Workspace, *agencies: str) -> None:
    """Collects a clean S0 of each agency."""
    mails = [
        Mail(SENDERS[agency], 10, ((f"{agency}.xlsx", filled(due(workspace, agency))),), number)
        for number, agency in enumerate(agencies)
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
    questions = lay_out(load_form("P2"), 2026).questions
    keys = [
        format_key(value.key) for value in questions.asked.values() if value.field and value.label == "其中：财政拨款"
    ]
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
    assert "更正后没有新增意见。请重新下结论（jixiao decide 202/S0 通过或退回）" in done.stderr
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


def test_every_count_of_what_is_due_holds_the_waived(workspace: Workspace, tmp_path: Path) -> None:
    received(workspace, "202")
    run("waive", "101001/S0", "--why", "机构已撤并")
    xlsx, page, whole = tmp_path / "台账.xlsx", tmp_path / "台账.html", tmp_path / "总览.html"
    status = json.loads(run("status", "--json", "--xlsx", str(xlsx), "--html", str(page)).stdout)["whole"]
    overview = json.loads(run("overview", "--json", "-o", str(whole)).stdout)["whole"]
    assert status == overview
    assert (status["due"], status["豁免"], status["arrived"]) == (4, 1, 1)
    assert "应报 4 份（其中豁免 1 份），收到 1 份" in run("overview").output
    assert "应报 4 份（其中豁免 1 份），已收到 1 份" in page.read_text(encoding="utf-8")
    (total,) = re.findall(r'<tr class="whole">(.*?)</tr>', page.read_text(encoding="utf-8"))
    assert re.findall(r"<td[^>]*>(\d*|合计)</td>", total)[:3] == ["合计", "4", "1"]
    shown = whole.read_text(encoding="utf-8")
    assert "<span>应报</span><b>4</b><span>其中豁免 1 份</span>" in shown
    assert "占 33%，不含豁免" in shown
    assert ("合计" in shown, ">1/4<" in shown) == (True, True)
    book = load_workbook(xlsx)
    assert {"按主管部门", "按表", "按对口科室"} <= set(book.sheetnames)
    words = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert ("主管部门" in words, "上级单位" in words) == (True, False)


def test_a_title_without_its_year_is_told_with_it(workspace: Workspace) -> None:
    named = "2025年度项目支出绩效自评表"
    titles = {entry["alias"]: entry["title"] for entry in json.loads(run("status", "--json").stdout)["lines"]}
    assert titles == {"S0": "2026年度部门整体绩效申报表", "P1": named}
    assert run("chase").exit_code == 0
    (chased,) = [text for text in _letters(workspace, "催报") if "项目支出" in text]
    assert f"{named}（项目：居家适老化改造）" in chased
    expected = due(workspace, "101", "P1")
    deliver(workspace, [Mail("mzj@example.cn", 10, (("自评.xlsx", filled(expected, clean=False)),))])
    run("collect")
    run("decide", "101/P1", "退回")
    assert run("send-back").exit_code == 0
    (returned,) = _letters(workspace, "退回")
    assert f"{named}（居家适老化改造）" in returned
    assert "年度2025年度" not in returned + chased


def _letters(workspace: Workspace, folder: str) -> list[str]:
    """The texts of the letters that were written into a folder."""
    found = []
    for path in sorted(workspace.path(folder).rglob("*.eml")):
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
        part = message.get_body(("plain",))
        assert part is not None
        found.append(str(part.get_content()))
    return found
