"""A department whose rows are full gets a blank with more of them, and everything it has filled in stands there."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.cli.main import main
from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.season.issuing.more_rows import LongerBlanks
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.spec.catalogue import load_form
from season.issuing.season import workspace

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def filled(folder: Path, *, duties: int = 5, issue: str = "") -> tuple[Path, dict[Key, Value]]:
    """S0 of one agency with so many of its five duties written, as a file."""
    order = Order(load_form("S0"), 2026, Party("101", "示例市民政局"), issue=issue, office="示例市财政局")
    blank = issue_blank(order)
    values: dict[Key, Value] = {("duties", number, "text"): f"职能之{number}" for number in range(1, duties + 1)}
    path = folder / "填过的.xlsx"
    path.write_bytes(fill(blank.data, blank.layout, values))
    return path, values


def values_in(path: Path) -> dict[Key, object]:
    return {record.key: record.value for record in Reader.of().read(path.read_bytes()).records}


def test_a_full_block_grows_by_five_and_what_was_filled_stands_in_it(tmp_path: Path) -> None:
    path, values = filled(tmp_path)
    longer = LongerBlanks(Reader.of(), tmp_path / "新", NOW).make(path)
    assert dict(longer.blank.seal.counts) == {("duties", "*"): 10}
    assert values.items() <= values_in(longer.path).items()
    assert values_in(longer.path) == values_in(path)
    assert longer.left_out == ()
    assert longer.path.name.endswith("_加行.xlsx")
    assert longer.blank.seal.office == "示例市财政局"


def test_so_many_rows_as_were_asked_for_and_no_more_than_the_form_allows(tmp_path: Path) -> None:
    path, _ = filled(tmp_path, duties=2)
    longer = LongerBlanks(Reader.of(), tmp_path, NOW)
    assert dict(longer.make(path, ["duties[*]=7"]).blank.seal.counts) == {("duties", "*"): 7}
    with pytest.raises(JixiaoError, match="没有哪一组的行已经填满") as none_full:
        longer.make(path)
    assert none_full.value.hint == Advice.SAY_WHICH_ROWS
    assert "duties[*]" in str(none_full.value)
    with pytest.raises(JixiaoError, match="应为 1 到"):
        longer.make(path, ["duties[*]=900"])
    (tmp_path / "别的.txt").write_text("不是表")
    with pytest.raises(JixiaoError, match="读不出填报内容"):
        longer.make(tmp_path / "别的.txt")


def test_nothing_that_may_be_filled_in_by_now_is_overwritten(tmp_path: Path) -> None:
    path, _ = filled(tmp_path)
    longer = LongerBlanks(Reader.of(), tmp_path / "新", NOW)
    first = longer.make(path)
    assert longer.make(path).path == first.path
    first.path.write_bytes(b"filled in")
    second = longer.make(path)
    assert (first.path.read_bytes(), second.path != first.path) == (b"filled in", True)


def test_what_cannot_be_read_is_named_and_not_carried_over(tmp_path: Path) -> None:
    import openpyxl

    path, values = filled(tmp_path)
    book = openpyxl.load_workbook(path)
    cell = next(record.cell for record in Reader.of().read(path.read_bytes()).records if record.key[0] == "duties")
    book.worksheets[0][cell] = '=DISPIMG("ID_1",1)'
    book.save(path)
    longer = LongerBlanks(Reader.of(), tmp_path / "新", NOW).make(path, ["duties[*]=6"])
    assert [(record.cell, record.unreadable) for record in longer.left_out] == [(cell, True)]
    assert len([key for key in values_in(longer.path) if key[0] == "duties"]) == len(values) - 1


def test_the_store_of_a_season_knows_the_longer_blank_by_its_own_issue(tmp_path: Path) -> None:
    season = workspace(tmp_path / "年度")
    path, _ = filled(tmp_path, issue="2026-0000000000")
    longer = LongerBlanks(season.reader(), season.path("下发"), NOW, season).make(path)
    with season.open_store() as store:
        (fact,) = store.issued()
    assert fact.issue == longer.blank.seal.issue != "2026-0000000000"
    assert fact.fingerprint == longer.blank.seal.fingerprint
    assert fact.sha256 == hashlib.sha256(longer.path.read_bytes()).hexdigest()
    assert season.folder / fact.file == longer.path
    assert fact.identity.agency_code == "101"
    # Made again it is the same blank, noted once.
    assert LongerBlanks(season.reader(), season.path("下发"), NOW, season).make(path).path == longer.path
    with season.open_store() as store:
        assert len(list(store.issued())) == 1


def test_the_command_tells_where_the_blank_is_and_refuses_what_has_no_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = filled(tmp_path)
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["issue", "--from", str(path), "--rows", "duties[*]=8", "-o", "新"])
    assert done.exit_code == 0, done.output
    assert "_加行.xlsx" in done.output
    listed = CliRunner().invoke(main, ["issue", "--from", str(path), "--json", "-o", "新二"])
    assert '"duties[*]": 10' in listed.output
    refused = CliRunner().invoke(main, ["issue", "S0", "--from", str(path)])
    assert refused.exit_code == 2
    assert "不能和 --from 一起用" in refused.output
