"""The players' truth is what the reader finds: values, findings, versions; the same seed plays the same season."""

from __future__ import annotations

from collections import Counter
from io import BytesIO

import openpyxl
import pytest

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.filings.identity import Identity, identity_of
from jixiao_xlsx.model.season.ledger import LedgerState
from jixiao_xlsx.season.demo.playing.cast import cast
from jixiao_xlsx.season.demo.playing.mistakes import MISTAKES
from jixiao_xlsx.season.demo.playing.rounds import first_round
from jixiao_xlsx.season.demo.playing.script import PARTS, Habit, script_of
from jixiao_xlsx.season.demo.playing.truth import SentFile
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.spec.catalogue import load_form
from season.demo.playing.stage import OFFICE, SEED, YEAR, read, season


def files() -> tuple[SentFile, ...]:
    played = season()
    return (*played.first.truth.files, *played.second.truth.files)


def of_form(file: SentFile) -> bool:
    return not file.name.endswith((".pdf", ".png"))


def test_every_file_reads_as_the_players_know() -> None:
    for file in filter(of_form, files()):
        filing = read(file)
        assert {record.key: record.value for record in filing.records} == file.reads, file.name
        if file.identity is not None:
            assert identity_of(filing) == file.identity, file.name


def test_every_planted_mistake_is_found_and_a_flawless_file_has_no_finding() -> None:
    for file in filter(of_form, files()):
        found = read(file).findings
        codes = {finding.code for finding in found}
        assert file.codes <= codes, (file.name, file.mistakes)
        assert any(finding.severity is Severity.RETURN for finding in found) == file.returned, (file.name, codes)
        if not file.codes and not file.returned:
            assert not codes, (file.name, [str(finding) for finding in found])


def test_every_mistake_of_the_catalogue_is_made_in_the_season() -> None:
    made = {name for file in files() for name in file.mistakes}
    assert set(MISTAKES) <= made
    assert {part.habit for part in PARTS.values()} == set(Habit)
    assert set(PARTS) <= {agency.code for agency in cast(YEAR).agencies}


def test_most_files_are_flawless_and_three_agencies_stay_silent() -> None:
    first = season().first.truth.files
    clean = sum(1 for one in first if not one.mistakes and one.identity is not None)
    assert 0.55 < clean / len(first) < 0.75
    senders = {file.sender for file in files()}
    assert len(cast(YEAR).agencies) - len(senders) == 3
    assert {agency.code for agency in cast(YEAR).agencies} - senders == {
        code for code in PARTS if script_of(code).habit is Habit.SILENT
    }


def test_the_states_follow_what_was_sent_back() -> None:
    played = season()
    truth = played.first.truth + played.second.truth
    back = {file.sha256 for file in played.first.truth.to_return()}
    states = {identity: truth.state(identity, sent_back=back) for identity in played.blanks}
    assert Counter(states.values()) == {LedgerState.RECEIVED: 77, LedgerState.REVISED: 9, LedgerState.MISSING: 6}
    again = truth.to_return()
    assert [one.identity.agency_code for one in again if one.identity] == ["202006"]
    missing = {identity.agency_code for identity, state in states.items() if state is LedgerState.MISSING}
    assert all(script_of(code).habit is Habit.SILENT for code in missing)


def test_an_older_file_never_counts_over_a_newer_one() -> None:
    played = season()
    truth = played.first.truth + played.second.truth
    for code, drafty in (("303006", "初稿.xlsx"), ("303005", "草稿.xlsx")):
        targets = next(
            blank for blank in played.blanks if blank.agency_code == code and blank.form == "liuzhou_dept_target"
        )
        versions = truth.versions(targets)
        assert drafty in versions[0].name
        assert versions[-1].mistakes == ()
        assert truth.newest(targets) == versions[-1]


def test_most_second_versions_are_the_marked_copy_itself() -> None:
    played = season()
    corrected = [file for file in played.second.truth.files if file.name.endswith("（修改稿）.xlsx")]
    books = [openpyxl.load_workbook(BytesIO(played.data[one.sha256])) for one in corrected]
    with_opinions = [book for book in books if any("审核" in name for name in book.sheetnames)]
    assert len(corrected) == 9
    assert len(with_opinions) == 8  # the one whose row was deleted starts anew from the blank


def few(codes: set[str]) -> dict[Identity, bytes]:
    return {identity: data for identity, data in season().blanks.items() if identity.agency_code in codes}


def test_the_same_seed_gives_the_same_bytes_and_another_one_others() -> None:
    codes = {"101001", "202003", "303004", "404", "404001", "404007", "505007"}
    rounds = [first_round(few(codes), cast(YEAR), year=YEAR, seed=seed) for seed in (SEED, SEED, SEED + 1)]
    assert rounds[0] == rounds[1]
    assert not {file.sha256 for file in rounds[0].truth.files} & {file.sha256 for file in rounds[2].truth.files}


def test_a_season_with_one_form_only_can_be_played() -> None:
    blanks = {blank: data for blank, data in season().blanks.items() if blank.form == "lushan_dept_report"}
    played = first_round(blanks, cast(YEAR), year=YEAR, seed=SEED)
    assert {file.identity.form for file in played.truth.files if file.identity} == {"lushan_dept_report"}


def test_a_form_that_nobody_can_play_is_refused() -> None:
    blank = issue_blank(Order(load_form("S2"), YEAR, Party("101", "示例市教育局"), office=OFFICE))
    with pytest.raises(JixiaoError, match="演示里的单位不会填"):
        first_round({Identity("wuhan_dept_target", YEAR, "101"): blank.data}, cast(YEAR), year=YEAR, seed=SEED)


def test_the_cast_is_forty_agencies_under_five_departments() -> None:
    roster = cast(YEAR)
    assert len(roster.agencies) == len({agency.code for agency in roster.agencies}) == 40
    assert len({agency.name for agency in roster.agencies} | {agency.email for agency in roster.agencies}) == 80
    assert [len(roster.children(agency.code)) for agency in roster.agencies if not agency.parent] == [7] * 5
    assert sum(1 for agency in roster.agencies if agency.former) == 2
    assert len(roster.projects) == 12
    assert all(roster.agency(project.agency) for project in roster.projects)
