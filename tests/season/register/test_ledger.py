"""The states of the 报送台账, its days, and what the office's acts do to it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook

from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.model.season.acts import Decision, Verdict
from jixiao_xlsx.model.season.ledger import LedgerLine
from jixiao_xlsx.season.register.ledger import ledger_of
from jixiao_xlsx.season.single.rollup import roll_up
from jixiao_xlsx.season.workspace.workspace import Workspace
from whole_way.season.season import Mail, deliver, due, faulty, filled, run


def line(workspace: Workspace, reference: str, today: str = "2026-03-20") -> LedgerLine:
    with workspace.open_store() as store:
        return ledger_of(workspace, store, today=date.fromisoformat(today)).find(reference)


def received(workspace: Workspace, *versions: tuple[int, bytes]) -> None:
    """Collects these versions of one filing, each sent on its day of March."""
    deliver(workspace, [Mail("mzj@example.cn", day, (("表.xlsx", data),)) for day, data in versions])
    run("collect")


def test_a_filing_goes_from_missing_to_passed(workspace: Workspace) -> None:
    expected = due(workspace, "101")
    wrong, right = faulty(expected), filled(expected)
    assert line(workspace, "101/S0").state == "未报"
    received(workspace, (10, wrong))
    assert line(workspace, "101/S0").state == "已报"
    run("decide", "101/S0", "退回", "--opinion", "合计请核对", "--who", "审核人")
    assert line(workspace, "101/S0").state == "退回"
    received(workspace, (10, wrong), (18, right))
    assert line(workspace, "101/S0").state == "已改"
    assert len(line(workspace, "101/S0").versions) == 2
    done = run("decide", "101/S0", "通过", "--step", "复审", "--json")
    assert json.loads(done.stdout)["verdict"] == "通过"
    assert line(workspace, "101/S0").state == "通过"
    with workspace.open_store() as store:
        first, _ = store.decisions()
    assert (first.who, first.section, first.opinion, first.step) == ("审核人", "社会保障科", "合计请核对", "初审")


def test_an_older_file_that_comes_later_does_not_win(workspace: Workspace) -> None:
    expected = due(workspace, "101")
    newer = filled(expected)
    received(workspace, (12, newer))
    received(workspace, (12, newer), (9, faulty(expected)))
    found = line(workspace, "101/S0")
    assert [version.sent for version in found.versions if version.sent] == [
        datetime(2026, 3, day, 3, tzinfo=UTC) for day in (9, 12)
    ]
    assert found.newest is not None
    assert not [finding for finding in found.newest.findings if finding.severity == "退回"]


def test_days_late_follow_the_deadline_and_its_extension(workspace: Workspace) -> None:
    assert line(workspace, "101/S0").late == 5
    run("extend", "101", "2026-03-18", "--why", "决算尚未结束")
    assert (line(workspace, "101/S0").late, line(workspace, "202/S0").late) == (2, 5)
    run("extend", "101", "2026-03-31", "--form", "P1", "--why", "项目延期")
    assert (line(workspace, "101/S0").late, line(workspace, "101/P1").late) == (2, 0)
    received(workspace, (17, filled(due(workspace, "101"))))
    assert line(workspace, "101/S0", "2026-06-01").late == 0


def test_days_late_after_a_return_count_from_its_answer(workspace: Workspace) -> None:
    received(workspace, (10, faulty(due(workspace, "101"))))
    found = line(workspace, "101/S0")
    assert found.newest is not None
    with workspace.open_store() as store:
        when = datetime(2026, 3, 16, 2, tzinfo=UTC)
        store.decide(Decision(found.identity, found.newest.sha256, Verdict.RETURN, "初审", "", "审核人", when))
    assert [line(workspace, "101/S0", day).late for day in ("2026-03-26", "2026-03-29")] == [0, 3]


def test_a_waiver_frees_a_filing_or_one_finding(workspace: Workspace) -> None:
    run("waive", "202/S0", "--why", "机构已撤并")
    assert line(workspace, "202/S0").state == "豁免"
    assert line(workspace, "202/S0", "2026-12-31").late == 0
    received(workspace, (10, faulty(due(workspace, "101"))))
    before = line(workspace, "101/S0")
    assert before.newest is not None
    code = next(finding.code for finding in before.newest.findings if finding.severity == "退回")
    run("waive", "101/S0", "--code", code, "--why", "历史挂账，已核实", "--who", "审核人")
    after = line(workspace, "101/S0")
    assert after.counts["退回"] == 0 < before.counts["退回"]
    assert after.newest is not None
    (waived,) = [finding for finding in after.newest.findings if finding.code == code]
    assert ("审核人" in waived.explanation, "已核实" in waived.explanation) == (True, True)
    with workspace.open_store() as store:
        kept = store.filing(after.newest.sha256)
    assert kept is not None
    assert [finding.explanation for finding in kept.findings if finding.code == code] == [""]


def test_a_correction_changes_totals_and_rules_but_not_what_was_filed(workspace: Workspace) -> None:
    received(workspace, (10, filled(due(workspace, "101"))))
    before = line(workspace, "101/S0")
    assert before.newest is not None
    amounts = {record.key: record for record in before.newest.records if record.kind == "amount"}
    target, key = ("funds", "general", "amount"), "funds.general.amount"
    done = run("correct", "101/S0", key, "1234.5", "--why", "电话核实")
    assert done.exit_code == 0, done.stderr
    after = line(workspace, "101/S0")
    assert after.newest is not None
    assert after.newest.value(parse_key(key)) == Decimal("1234.5")
    with workspace.open_store() as store:
        (kept,) = store.filings()
        assert kept.value(target) == amounts[target].value
        found = ledger_of(workspace, store, today=date(2026, 3, 20))
    (group,) = roll_up(found.filings, workspace.reader()).groups
    (column,) = [one for one in group.columns if one.key == target]
    assert group.total(column) == Decimal("1234.5")


def test_acts_that_name_nothing_are_refused_with_what_there_is(workspace: Workspace) -> None:
    cases = [
        (("decide", "101/S0", "通过"), "还没有报来"),
        (("decide", "101", "通过"), "请写清楚是哪一份"),
        (("waive", "999/S0", "--why", "x"), "台账里没有"),
        (("waive", "101/S0", "--code", "R99", "--why", "x"), "没有 R99"),
        (("extend", "101", "2026-03-01", "--why", "x"), "不晚于期限"),
        (("extend", "示例市教育", "2026-04-01", "--why", "x"), "示例市教育局"),
        (("extend", "101", "2026-04-01", "--form", "S9", "--why", "x"), "今年收的表"),
    ]
    for words, said in cases:
        done = run(*words)
        assert (done.exit_code, said in done.stderr) == (2, True), (words, done.stderr)
    received(workspace, (10, filled(due(workspace, "101"))))
    for words, said in (
        (("correct", "101/S0", "nothing.there", "1", "--why", "x"), "没有 nothing.there"),
        (("correct", "101/S0", "funds.total.amount", "1", "--why", "x"), "不是填报格"),
        (("waive", "101/S0", "--why", " "), "没有写理由"),
    ):
        done = run(*words)
        assert (done.exit_code, said in done.stderr) == (2, True), (words, done.stderr)


def test_the_ledger_as_a_workbook_a_page_and_json(workspace: Workspace, tmp_path: Path) -> None:
    received(workspace, (17, filled(due(workspace, "101"), clean=False)))
    xlsx, page = tmp_path / "台账.xlsx", tmp_path / "台账.html"
    done = run("status", "--on", "2026-03-20", "--json", "--xlsx", str(xlsx), "--html", str(page))
    plain = json.loads(done.stdout)
    states = {f"{entry['agency']['code']}/{entry['alias']}": entry["state"] for entry in plain["lines"]}
    assert states == {"101/S0": "已报", "101/P1": "未报", "101001/S0": "未报", "202/S0": "未报"}
    assert (plain["whole"]["due"], plain["whole"]["未报"], plain["whole"]["arrived"]) == (4, 3, 1)
    assert [entry["name"] for entry in plain["parents"]] == ["示例市民政局", "示例市教育局"]
    book = load_workbook(xlsx)
    cells = [[cell.value for cell in row] for row in book["台账"].iter_rows(min_row=4)]
    assert [(row[0], row[8], row[12]) for row in cells] == [
        ("101", "已报", 2),
        ("101", "未报", 5),
        ("101001", "未报", 5),
        ("202", "未报", 5),
    ]
    text = page.read_text(encoding="utf-8")
    assert ("示例市救助站" in text, "://" in text) == (True, False)
    late = json.loads(run("status", "--on", "2026-03-20", "--state", "未报", "--agency", "101", "--json").stdout)
    assert [entry["agency"]["code"] for entry in late["lines"]] == ["101", "101001"]


def test_a_hostile_file_name_is_only_text_on_the_page(workspace: Workspace, tmp_path: Path) -> None:
    name = "<script>alert(1)<x.xlsx"
    deliver(workspace, [Mail("mzj@example.cn", 10, ((name, b"PK\x03\x04" + b"x" * 50),))])
    run("collect")
    page = tmp_path / "台账.html"
    run("status", "--html", str(page))
    assert "<script>" not in page.read_text(encoding="utf-8")
    assert "&lt;script&gt;" in page.read_text(encoding="utf-8")
    assert """content="default-src 'none'; style-src 'unsafe-inline'">""" in page.read_text(encoding="utf-8")


def test_every_run_leaves_a_line(workspace: Workspace) -> None:
    run("collect")
    run("extend", "101", "2026-03-31", "--why", "年中", "--who", "审核人")
    run("decide", "999/S0", "通过")
    events = json.loads(run("log", "--json").stdout)
    told = [(event["kind"], event["what"].split("：")[0]) for event in events]
    assert ("延期", "101 到 2026-03-31") in told
    assert any(kind == "命令" and "jixiao extend 101" in what and "完成" in what for kind, what in told)
    assert any(kind == "命令" and "decide" in what and "失败" in what for kind, what in told)


def test_rereading_follows_the_settings_of_today(workspace: Workspace) -> None:
    received(workspace, (10, filled(due(workspace, "101"), clean=False)))
    found = line(workspace, "101/S0").newest
    assert found is not None
    code = next(finding.code for finding in found.findings if finding.code.startswith(("T", "G")))
    assert found.findings
    path = workspace.folder / "jixiao.yaml"
    path.write_text(path.read_text(encoding="utf-8") + f"audit: {{{code}: 关闭}}\n", encoding="utf-8")
    done = json.loads(run("reread", "--json").stdout)
    assert {one["code"] for one in done["changed"][0]["gone"]} == {code}
    again = line(workspace, "101/S0").newest
    assert again is not None
    assert code not in {finding.code for finding in again.findings}
    assert json.loads(run("reread", "--json").stdout) == {"filings": 1, "changed": [], "damaged": []}


def test_a_damaged_original_is_told_and_stops_no_other(workspace: Workspace) -> None:
    first, second = filled(due(workspace, "101")), filled(due(workspace, "101"), {"funds.other.amount": "1"})
    received(workspace, (10, first), (11, second))
    newest = line(workspace, "101/S0").newest
    assert newest is not None
    workspace.originals.path_of(newest.sha256).write_bytes(b"damaged")
    done = run("reread", "--json")
    told = json.loads(done.stdout)
    assert (done.exit_code, told["filings"], len(told["damaged"])) == (2, 2, 1)
    assert "损坏" in told["damaged"][0]["trouble"]
    assert line(workspace, "101/S0").newest == newest
