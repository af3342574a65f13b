"""A whole season of forty agencies: what the office knows at the end is what the players know was sent."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from jixiao_xlsx.model.season.ledger import LedgerLine, LedgerState
from jixiao_xlsx.season.demo.playing.script import Habit, script_of
from jixiao_xlsx.season.demo.season import DemoStep, SeasonPlayed, play_season
from jixiao_xlsx.season.single.rollup import roll_up


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> SeasonPlayed:
    *steps, played = play_season(tmp_path_factory.mktemp("demo") / "一个年度", jobs=2)
    assert all(isinstance(step, DemoStep) for step in steps)
    assert isinstance(played, SeasonPlayed)
    return played


def lines(season: SeasonPlayed) -> tuple[LedgerLine, ...]:
    assert season.ledger is not None
    return season.ledger.lines


def test_every_version_is_known_and_the_newest_is_the_last_sent(season: SeasonPlayed) -> None:
    for line in lines(season):
        sent = [version.sha256 for version in season.truth.versions(line.identity)]
        assert [version.sha256 for version in line.versions] == sent, line.identity


def test_every_line_stands_where_the_players_say(season: SeasonPlayed) -> None:
    for line in lines(season):
        truly = season.truth.state(line.identity, sent_back=season.sent_back)
        if line.state is LedgerState.PASSED:
            newest = season.truth.newest(line.identity)
            assert truly in {LedgerState.RECEIVED, LedgerState.REVISED}
            assert newest is not None
            assert not newest.returned
        else:
            assert line.state == truly, line.identity
    states = Counter(line.state for line in lines(season))
    silent = [expected for expected in season.workspace.dues() if script_of(expected.agency.code).habit is Habit.SILENT]
    assert states[LedgerState.MISSING] >= len(silent) > 0
    assert states[LedgerState.PASSED] > 60


def test_only_the_borrowed_blank_waits(season: SeasonPlayed) -> None:
    assert season.ledger is not None
    borrowed = {file.sha256 for file in season.truth.files if file.held}
    assert {held.filing.sha256 for held in season.ledger.held} == borrowed
    assert len(borrowed) == 1


def test_what_was_sent_back_is_what_the_players_did_wrong(season: SeasonPlayed) -> None:
    wrong = {file.sha256 for file in season.first.truth.to_return()}
    assert wrong <= season.sent_back
    no_filings = {file.sha256 for file in season.first.truth.files if not file.reads}
    assert season.sent_back - wrong <= no_filings


def test_nothing_that_arrived_is_lost(season: SeasonPlayed) -> None:
    with season.workspace.open_store() as store:
        kept = {delivery.sha256 for delivery in store.deliveries()}
    assert {file.sha256 for file in season.truth.files} <= kept
    for sha256 in kept:
        assert season.workspace.originals.get(sha256) is not None


def test_totals_are_the_sums_of_what_the_players_filled(season: SeasonPlayed) -> None:
    assert season.ledger is not None
    done = roll_up(season.ledger.filings, season.workspace.reader(), roster=season.workspace.roster)
    compared = 0
    for group in done.groups:
        newest = [season.truth.newest(line.identity) for line in lines(season) if line.identity.form == group.form]
        doubtful = {one.filing.sha256 for one in group.kept if not one.counts}
        counted = [one for one in newest if one is not None and one.sha256 not in doubtful]
        for column in group.columns:
            values = [one.reads[column.key] for one in counted if one.reads.get(column.key) is not None]
            if column.kind in {"amount", "integer"} and values:  # computed cells are nobody's answer
                assert group.total(column) == sum((value for value in values if isinstance(value, Decimal)), Decimal(0))
                compared += 1
    assert compared > 20


def test_everything_is_on_the_disk(season: SeasonPlayed) -> None:
    folder = season.workspace.folder
    wanted = ("下发/清单.csv", "汇总/报送台账.xlsx", "汇总/报送台账.html", "汇总/汇总.xlsx", "汇总/记录.csv",
              "报告/总览.html", "公开/清单.csv")  # fmt: skip
    assert [name for name in wanted if not (folder / name).is_file()] == []
    assert len(list((folder / "下发").rglob("*.xlsx"))) == len(season.workspace.dues())
    assert list((folder / "报告").glob("*自评报告*.docx"))
    assert len(list((folder / "退回").rglob("*退回单*.docx"))) >= 10
    book = load_workbook(folder / "汇总" / "汇总.xlsx", read_only=True)
    assert {"指标库", "明细表", "问题清单", "图表"} <= set(book.sheetnames)
    rows = (folder / "汇总" / "记录.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(row)["agency_code"] for row in rows} <= {
        agency.code for agency in season.workspace.roster.agencies
    }
