"""The overview's numbers from the lines of a ledger."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao_xlsx.model.season.ledger import LedgerState
from jixiao_xlsx.report.ledger.overview import overview_of, short_list
from report.ledger.season_lines import FACTS, filing, found, line, overview, season


def test_progress_counts_every_due_line_once_under_each_heading() -> None:
    lines = season(40, projects=3)
    seen = overview(lines)
    assert seen.whole.total == len(lines)
    for headings in (seen.forms, seen.parents, seen.sections):
        assert sum(heading.total for heading in headings) == len(lines)
        together = Counter[LedgerState]()
        for heading in headings:
            together.update(heading.states)
        assert together == Counter(one.state for one in lines)


def test_filings_outside_the_roster_are_only_counted() -> None:
    seen = overview((line("1", LedgerState.MISSING), line("2", LedgerState.RECEIVED, due=False)))
    assert (seen.whole.total, seen.unasked) == (1, 1)


def test_laggards_stand_once_each_the_latest_first() -> None:
    late = filing(datetime(2026, 3, 1, tzinfo=UTC))
    lines = (
        line("1", LedgerState.MISSING, late=2),
        line("2", LedgerState.PASSED, versions=(late,)),
        line("3", LedgerState.RETURNED, versions=(late,), late=9),
        line("3", LedgerState.MISSING, form=1, late=3),
        line("4", LedgerState.WAIVED),
        line("5", LedgerState.MISSING, subject="甲项目"),
    )
    seen = overview(lines).laggards
    assert [(one.code, one.missing, one.returned, one.late) for one in seen] == [
        ("3", ("S4",), ("S0",), 9),
        ("1", ("S0",), (), 2),
        ("5", ("P1（甲项目）",), (), 0),
    ]


def test_days_tell_first_and_later_versions_in_chinese_time() -> None:
    one = filing(datetime(2026, 3, 1, 17, tzinfo=UTC))  # the 2nd of March in China
    two = filing(datetime(2026, 3, 4, 1, tzinfo=UTC))
    seen = overview(
        (line("1", LedgerState.REVISED, versions=(one, two)), line("2", LedgerState.RECEIVED, versions=(two,)))
    ).days
    assert [(day.day, day.first, day.again, day.so_far) for day in seen] == [
        (date(2026, 3, 2), 1, 0, 1),
        (date(2026, 3, 3), 0, 0, 1),
        (date(2026, 3, 4), 1, 1, 2),
        *((date(2026, 3, day), 0, 0, 2) for day in range(5, 19)),
    ], "the line goes on for two quiet weeks"


@settings(max_examples=30)
@given(st.lists(st.dates(date(2015, 1, 1), date(2026, 12, 31)), min_size=1, max_size=20))
def test_no_arrival_is_lost_however_old(days: list[date]) -> None:
    lines = tuple(
        line(
            str(number), LedgerState.RECEIVED, versions=(filing(datetime(day.year, day.month, day.day, 3, tzinfo=UTC)),)
        )
        for number, day in enumerate(days)
    )
    seen = overview(lines).days
    assert len(seen) <= 90
    assert seen[-1].so_far == len(days) == sum(day.first for day in seen)


def test_findings_are_counted_while_open_the_heaviest_first() -> None:
    when = datetime(2026, 3, 1, tzinfo=UTC)
    lines = (
        line("1", LedgerState.RECEIVED, versions=(filing(when, *found("R01", times=2), *found("G01")),)),
        line("2", LedgerState.RECEIVED, versions=(filing(when, *found("R01"), *found("G01", explained=True)),)),
        line("3", LedgerState.REVISED, versions=(filing(when, *found("V101")), filing(when))),
    )
    seen = [(finding.code, finding.places, finding.filings) for finding in overview(lines).findings]
    assert seen == [("R01", 3, 2), ("G01", 1, 1)]


def test_an_empty_season_has_an_overview() -> None:
    seen = overview_of((), FACTS)
    assert seen.whole.total == 0
    assert (seen.days, seen.laggards, seen.findings) == ((), (), ())
    assert seen.as_dict()["on"] == "2026-03-20"


def test_a_long_list_says_how_many_there_are() -> None:
    assert short_list(["甲", "乙", "丙"]) == "甲、乙、丙"
    assert short_list(["甲", "乙", "丙", "丁"]) == "甲、乙、丙 等 4 份"
