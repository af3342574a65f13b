"""Damages in memory, alone and together, over every form: nothing wrong, nothing dropped in silence, each one named."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.sheet.raw.book import RawBook, RawSheet
from sheet.reader import chains, damage
from sheet.reader.chains import Damage
from sheet.reader.law import Verdict, judged
from sheet.reader.samples import NAMES, Sample, sample

SLOW_FORMS_TOO = settings(suppress_health_check=list(HealthCheck), deadline=None)


def done(case: Sample, damages: list[Damage]) -> tuple[Filing, Verdict]:
    book: RawBook = case.book
    for step in damages:
        book = step.change(book)
    filing = case.read(book)
    return filing, judged(case, filing, book)


def law_holds(case: Sample, damages: list[Damage]) -> Verdict:
    filing, verdict = done(case, damages)
    said = [str(finding) for finding in filing.findings]
    assert not verdict.wrong, said
    assert not verdict.silent, said
    if verdict.right < len(case.values):
        assert said
    return verdict


@pytest.mark.parametrize("name", NAMES)
def test_losing_keys_alone_loses_no_value(name: str) -> None:
    case = sample(name)
    for copy in chains.bare_copies(case):
        filing, verdict = done(case, [copy])
        assert verdict.right == len(case.values), (copy, verdict)
        assert {finding.code for finding in filing.findings} or copy.name == "原样"


@pytest.mark.parametrize("name", NAMES)
def test_cells_unmerged_and_filled_down_are_read_whole_however_they_were_copied(name: str) -> None:
    case = sample(name)
    filled = Damage("取消合并并填满", lambda book: damage.on_form(book, damage.fill_down))
    for copy in chains.bare_copies(case):
        filing, verdict = done(case, [filled, copy])
        assert verdict.right == len(case.values), (copy, verdict, [str(finding) for finding in filing.findings])
        assert filing.unplaced == 0, (copy, [str(finding) for finding in filing.findings])
        assert "P32" in {finding.code for finding in filing.findings}


@pytest.mark.parametrize("name", NAMES)
@SLOW_FORMS_TOO
@given(data=st.data())
def test_two_damages_after_a_copy_never_misread(name: str, data: st.DataObject) -> None:
    case = sample(name)
    copy = data.draw(st.sampled_from(chains.bare_copies(case)))
    damages = data.draw(st.lists(chains.lines(case), min_size=1, max_size=2))
    law_holds(case, [copy, *damages])


@pytest.mark.parametrize("name", NAMES)
@SLOW_FORMS_TOO
@given(data=st.data())
def test_rows_moved_copied_or_without_keys_never_misread(name: str, data: st.DataObject) -> None:
    case = sample(name)
    damages = data.draw(st.lists(st.one_of(chains.keyed_rows(case), chains.lines(case)), min_size=1, max_size=3))
    law_holds(case, damages)


@pytest.mark.parametrize("name", NAMES)
@SLOW_FORMS_TOO
@given(data=st.data())
def test_pushed_cells_are_refused_not_misread(name: str, data: st.DataObject) -> None:
    case = sample(name)
    first = data.draw(chains.pushes(case))
    others = data.draw(st.lists(chains.lines(case), max_size=1))
    law_holds(case, [first, *others])


@pytest.mark.parametrize("name", [name for name in NAMES if name != "S3"])
def test_sorted_rows_follow_their_labels(name: str) -> None:
    case = sample(name)
    for sort in chains.sorts(case):
        filing, verdict = done(case, [sort])
        assert (verdict.right, verdict.wrong) == (len(case.values), []), (sort, verdict)
        assert {finding.code for finding in filing.findings} & {"P01", "P18"}


@pytest.mark.parametrize("name", [name for name in NAMES if name != "S3"])
@SLOW_FORMS_TOO
@given(data=st.data())
def test_a_sort_together_with_another_damage_never_misreads(name: str, data: st.DataObject) -> None:
    case = sample(name)
    sort = data.draw(st.sampled_from(chains.sorts(case)))
    copy = data.draw(st.sampled_from(chains.bare_copies(case)))
    other = data.draw(chains.lines(case))
    law_holds(case, [sort, copy, other])


@pytest.mark.parametrize("name", NAMES)
@SLOW_FORMS_TOO
@given(data=st.data())
def test_an_inserted_row_or_column_loses_nothing_while_keys_stand(name: str, data: st.DataObject) -> None:
    case = sample(name)
    lines = chains.lines(case).filter(lambda line: line.name.startswith("插入"))
    damages = data.draw(st.lists(lines, min_size=1, max_size=3))
    assert law_holds(case, damages).right == len(case.values)


# ---- keys that say the wrong thing ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
@SLOW_FORMS_TOO
@given(data=st.data())
def test_both_key_columns_pushed_along_never_lead_a_value_astray(name: str, data: st.DataObject) -> None:
    case = sample(name)
    at = data.draw(st.integers(0, case.grid.bottom + 1))
    by = data.draw(st.sampled_from([1, -1, 2, -2, 5]))
    pushed = Damage(f"行键自第{at + 1}行推移{by}", lambda book: damage.on_form(book, lambda s: push(s, at, by)))

    def push(sheet: RawSheet, at: int, by: int) -> RawSheet:
        return damage.shift_keys(sheet, at, by=by, columns=case.grid.key_columns)

    # A row deleted where keys are off leaves no other trace than its label, which is told as missing.
    others = chains.lines(case).filter(lambda line: not (line.name.startswith("删除") and line.name.endswith("行")))
    law_holds(case, [pushed, *data.draw(st.lists(others, max_size=1))])


@pytest.mark.parametrize("name", [name for name in NAMES if name != "S3"])
@SLOW_FORMS_TOO
@given(data=st.data())
def test_rows_sorted_where_some_lost_their_keys_never_misread(name: str, data: st.DataObject) -> None:
    case = sample(name)
    sorts = data.draw(st.lists(st.sampled_from(chains.sorts(case)), min_size=1, max_size=3))
    cleared = data.draw(chains.cleared_keys(case))
    law_holds(case, data.draw(st.permutations([cleared, *sorts])))


@pytest.mark.parametrize("name", NAMES)
@SLOW_FORMS_TOO
@given(data=st.data())
def test_open_rows_in_any_order_keep_each_row_together_whatever_keys_are_left(name: str, data: st.DataObject) -> None:
    case = sample(name)
    damages = [data.draw(chains.cleared_keys(case)), data.draw(chains.permuted_block(case))]
    verdict = law_holds(case, data.draw(st.permutations(damages)))
    assert verdict.right == len(case.values)
