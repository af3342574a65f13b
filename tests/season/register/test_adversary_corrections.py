"""更正 of odd things: codes, rows, targets, percents, what looks like a formula, and forms that change under them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.model.season.acts import Correction
from jixiao_xlsx.season.workspace.workspace import Workspace
from whole_way.season.season import Mail, deliver, due, filled, ledger, run, season

AMOUNT, TARGET = "funds.general.amount", "indicators.output.quality[1].target"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A season to which one clean filing came."""
    found = season(tmp_path / "2026")
    monkeypatch.chdir(found.folder)
    deliver(found, [Mail("mzj@example.cn", 10, (("表.xlsx", filled(due(found, "101"))),))])
    run("collect", "--jobs", "1")
    return found


def newest(workspace: Workspace) -> Filing:
    filing = ledger(workspace).find("101/S0").newest
    assert filing is not None
    return filing


def correct(key: str, raw: str) -> int:
    return run("correct", "101/S0", key, raw, "--why", "电话核实").exit_code


@pytest.mark.parametrize(
    ("key", "raw", "value"),
    [
        ("head.code", "00101", "00101"),
        (TARGET, "95", "95"),
        (TARGET, "0.950", "0.950"),
        (TARGET, "95%", "95%"),
        (TARGET, "1,000", "1,000"),
        (TARGET, "=198个社区", "=198个社区"),
        ("duties[1].text", "=1+1", "=1+1"),
        ("duties[1].text", "-5", "-5"),
        (AMOUNT, "1,234,567.5", Decimal("1234567.5")),
        (AMOUNT, "0.10", Decimal("0.10")),
        (AMOUNT, " 90 ", Decimal(90)),
        (AMOUNT, "1234567890123.45", Decimal("1234567890123.45")),
    ],
)
def test_a_correction_is_what_was_typed(workspace: Workspace, key: str, raw: str, value: object) -> None:
    assert correct(key, raw) == 0
    assert newest(workspace).value(parse_key(key)) == value


@pytest.mark.parametrize("raw", ["1,2", "九十", "95%", "=1+1", "1e400", "９９９９９９９９９９９９９９９９９９９"])
def test_what_is_no_amount_is_refused(workspace: Workspace, raw: str) -> None:
    before = newest(workspace)
    assert correct(AMOUNT, raw) == 2
    assert newest(workspace) == before


def test_a_key_written_otherwise_is_the_same_key(workspace: Workspace) -> None:
    """The last correction of a value counts, however its key was written."""
    for key, raw in (("duties[1].text", "甲"), ("duties[01].text", "乙"), ("duties[1].text", "丙")):
        assert correct(key, raw) == 0
    assert newest(workspace).value(("duties", 1, "text")) == "丙"


def test_keys_kept_in_another_spelling_are_the_same_key(workspace: Workspace) -> None:
    line = ledger(workspace).find("101/S0")
    with workspace.open_store() as store:
        for minute, (key, raw) in enumerate(
            (("duties[1].text", "甲"), ("duties[01].text", "乙"), ("duties[1].text", "丙"))
        ):
            when = datetime(2026, 3, 12, 1, minute, tzinfo=UTC)
            store.correct(Correction(line.identity, newest(workspace).sha256, key, raw, "审核人", when, "核实"))
    assert newest(workspace).value(("duties", 1, "text")) == "丙"


def test_emptying_what_is_required_is_found(workspace: Workspace) -> None:
    assert correct("head.agency", "") == 0
    found = newest(workspace)
    assert found.value(("head", "agency")) is None
    assert [finding for finding in found.findings if finding.where.key == "head.agency" and finding.severity == "退回"]


def test_putting_right_takes_the_finding_away(workspace: Workspace) -> None:
    wrong = filled(due(workspace, "202"), {AMOUNT: "九十"})
    deliver(workspace, [Mail("jyj@example.cn", 10, (("表.xlsx", wrong),))])
    run("collect", "--jobs", "1")
    before = ledger(workspace).find("202/S0")
    assert before.counts["退回"] > 0
    assert run("correct", "202/S0", AMOUNT, "140423200", "--why", "电话核实").exit_code == 0
    after = ledger(workspace).find("202/S0")
    assert after.counts["退回"] == 0, after.newest and after.newest.findings


def test_two_corrections_of_one_second_do_not_swap(workspace: Workspace) -> None:
    line, when = ledger(workspace).find("101/S0"), datetime(2026, 3, 12, 1, tzinfo=UTC)
    with workspace.open_store() as store:
        for raw in ("甲", "乙"):
            store.correct(
                Correction(line.identity, newest(workspace).sha256, "duties[1].text", raw, "审核人", when, "x")
            )
    assert newest(workspace).value(("duties", 1, "text")) == "乙"


def test_a_new_version_stands_as_it_came(workspace: Workspace) -> None:
    assert correct("duties[1].text", "office's words") == 0
    again = filled(due(workspace, "101"), {"duties[2].text": "改过的第二条职能"})
    deliver(workspace, [Mail("mzj@example.cn", 12, (("表.xlsx", again),))])
    run("collect", "--jobs", "1")
    assert newest(workspace).value(("duties", 1, "text")) != "office's words"


def test_a_correction_that_no_longer_fits_is_told_and_stops_nothing(workspace: Workspace) -> None:
    """The form changed since: neither the ledger nor the roll-up may fail for one old correction."""
    line = ledger(workspace).find("101/S0")
    act = Correction(
        line.identity, newest(workspace).sha256, "gone.away", "1", "审核人", datetime(2026, 3, 12, tzinfo=UTC), "核实"
    )
    with workspace.open_store() as store:
        store.correct(act)
        store.correct(replace(act, key="not a key!"))
        store.correct(replace(act, key=AMOUNT, raw="九十"))
    assert correct("duties[1].text", "甲") == 0
    found = ledger(workspace)
    assert newest(workspace).value(("duties", 1, "text")) == "甲"
    assert [doubt.reference for doubt in found.doubts] == ["101/S0"] * 3
    for command in ("status", "rollup", "export -o 记录.csv", "overview", "log", "send-back"):
        done = run(*command.split())
        assert done.exit_code in {0, 1}, (command, done.stderr)
    assert "gone.away" in run("status").stdout


def test_what_looks_like_a_formula_is_text_in_every_file(workspace: Workspace) -> None:
    """Corrected text, opinions and reasons reach workbooks and tables as text."""
    evil = '=HYPERLINK("http://example.org","x")'
    assert correct("duties[1].text", evil) == 0
    run("waive", "202/S0", "--why", evil, "--who", evil)
    run("decide", "101/S0", "退回", "--opinion", evil, "--who", evil)
    run("status", "--xlsx", "台账.xlsx")
    run("rollup")
    assert run("export", "-o", "记录.csv").exit_code in {0, 1}
    books = [path for path in workspace.folder.rglob("*.xlsx") if path.parent.name not in {"收件", "下发"}]
    assert len(books) >= 2
    seen = 0
    for path in books:
        for sheet in load_workbook(path).worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    assert not (cell.data_type == "f" and "HYPERLINK" in str(cell.value)), (path, cell.coordinate)
                    seen += cell.data_type == "s" and evil in str(cell.value)
    assert seen
    tables = list(workspace.folder.glob("记录*.csv"))
    assert tables
    for path in tables:
        assert '"=HYPERLINK' not in path.read_text(encoding="utf-8-sig").replace('""', "'"), path
    assert json.loads(run("log", "--json").stdout)
