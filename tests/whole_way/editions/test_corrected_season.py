"""A season whose form is put right after its blanks went out: what was issued is kept and read, by every command."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao_xlsx.findings import Severity
from jixiao_xlsx.mail.opening.pieces import pieces_of
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.filings.identity import identity_of
from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.model.season.acts import Correction
from jixiao_xlsx.season.collecting.collect import collector_of
from jixiao_xlsx.season.collecting.reread import reread_all
from jixiao_xlsx.season.issuing.due_blanks import Issuer
from jixiao_xlsx.season.outputs.diff import compare
from jixiao_xlsx.season.register.acts import Actor, Office
from jixiao_xlsx.season.register.ledger import ledger_of
from jixiao_xlsx.season.register.shelf import Shelf
from jixiao_xlsx.season.single.review import ReviewDesk
from jixiao_xlsx.season.single.rollup import roll_up
from jixiao_xlsx.season.workspace.workspace import Workspace, open_workspace
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.sheet.layout import lay_out
from whole_way.editions import fund_form as fund

NOW = datetime(2026, 2, 1, 1, tzinfo=UTC)
SETTINGS = "office: 示例市财政局\nyear: {year}\nforms: [TF1]\n"
ROSTER = "单位编码,单位名称\n101,示例市民政局\n"


def season(folder: Path, text: str = fund.FUND_FORM, *, year: int = 2026, more: str = "") -> Workspace:
    """The season's folder with a form of its own, in this state of it."""
    (folder / "specs").mkdir(parents=True, exist_ok=True)
    (folder / "jixiao.yaml").write_text(SETTINGS.format(year=year) + more, encoding="utf-8")
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (folder / "specs" / "town_funds@2024.yaml").write_text(text, encoding="utf-8")
    return open_workspace(folder)


def issued_and_filled(workspace: Workspace) -> Path:
    """The one blank, issued; a filled copy of it as it will arrive."""
    with workspace.open_store() as store:
        issuer = Issuer(workspace, store, NOW, workspace.path("下发"))
        (blank,) = issuer.issue(issuer.plans(workspace.dues()))
        path = blank.plan.path
        layout = lay_out(blank.plan.order.form, blank.plan.order.year, blank.plan.order.counts)
    incoming = workspace.folder / "incoming"
    incoming.mkdir(exist_ok=True)
    filled = incoming / "填好.xlsx"
    filled.write_bytes(fill(path.read_bytes(), layout, fund.filed_values()))
    return filled


def collected(workspace: Workspace, path: Path) -> Filing:
    with workspace.open_store() as store:
        list(collector_of(workspace, store, now=NOW).collect(pieces_of(path)))
        (filing,) = Shelf(store, workspace.roster, workspace.reader()).filings()
        return filing


def returns(filing: Filing) -> list[str]:
    return [str(found) for found in filing.findings if found.severity is Severity.RETURN]


@pytest.mark.parametrize("correction", ["a label", "a key", "a required row more", "rows in another order"])
def test_what_arrives_after_the_correction_is_read_and_not_returned(tmp_path: Path, correction: str) -> None:
    filled = issued_and_filled(season(tmp_path))
    filing = collected(season(tmp_path, fund.corrected(correction)), filled)
    assert len(filing.records) == len(fund.filed_values()) + 1
    assert returns(filing) == []
    assert "S30" in {found.code for found in filing.findings}


def test_what_has_no_home_is_told_to_the_office_and_not_to_the_department(tmp_path: Path) -> None:
    filled = issued_and_filled(season(tmp_path))
    workspace = season(tmp_path, fund.corrected("a row fewer"))
    filing = collected(workspace, filled)
    with workspace.open_store() as store:
        doubts = ledger_of(workspace, store, today=NOW.date()).doubts
    assert [doubt.reference for doubt in doubts if "S31 现在的表样没有位置" in doubt.words] == ["101/TF1"]
    letters = ReviewDesk(workspace.reader()).review(filled.read_bytes(), name="填好.xlsx")
    (letter,) = (output for output in letters.letters if output.name.endswith(".txt"))
    told = letter.data.decode("utf-8-sig")
    assert "没有发现需要改正的内容" in told
    assert not any(found.code in told for found in filing.findings)


def test_blanks_of_an_older_program_are_remembered_before_the_form_changes(tmp_path: Path) -> None:
    workspace = season(tmp_path)
    issued_and_filled(workspace)
    old = tmp_path / "incoming" / "旧.xlsx"
    old.write_bytes(fund.old_blank("unsigned"))
    # The store as the older program left it: it knew fingerprints only.
    with sqlite3.connect(tmp_path / "store" / "jixiao.db") as database:
        database.execute("DROP TABLE layouts")
        database.execute("ALTER TABLE filings DROP COLUMN layout")
        database.execute("ALTER TABLE corrections DROP COLUMN measure")
        database.execute("UPDATE meta SET value = '7' WHERE name = 'version'")
    database.close()
    workspace.open_store().close()
    filing = collected(season(tmp_path, fund.corrected("a row fewer")), old)
    assert {found.code for found in filing.findings} >= {"S30", "S31"}
    assert returns(filing) == []
    assert filing.value(parse_key("funds.self.paid")) == Decimal("10.25")


def test_an_old_form_beside_the_new_one_reads_its_blanks_without_any_store(tmp_path: Path) -> None:
    (tmp_path / "specs" / "旧版").mkdir(parents=True)
    (tmp_path / "specs" / "旧版" / "下发时.yaml").write_text(fund.FUND_FORM, encoding="utf-8")
    workspace = season(tmp_path, fund.corrected("a label"))
    old = tmp_path / "旧.xlsx"
    old.write_bytes(fund.old_blank("signed"))
    filing = collected(workspace, old)
    assert len(filing.records) == len(fund.filed_values()) + 1
    assert returns(filing) == []


def test_what_was_collected_before_is_brought_over_by_reading_again(tmp_path: Path) -> None:
    workspace = season(tmp_path)
    before = collected(workspace, issued_and_filled(workspace))
    corrected = season(tmp_path, fund.corrected("the measure"))
    with corrected.open_store() as store:
        (done,) = reread_all(corrected, store)
        assert done.changed
        (again,) = reread_all(corrected, store)
        assert not again.changed
        (filing,) = store.filings()
    key = parse_key("tasks.item[1].cost")
    assert (before.value(key), filing.value(key)) == (Decimal("60"), Decimal("600000"))
    assert returns(filing) == []


def total_of(workspace: Workspace) -> tuple[Decimal | None, str]:
    """What the one filing paid from all its sources, and in which measure; the total that was filed counts too."""
    with workspace.open_store() as store:
        (filing,) = Shelf(store, workspace.roster, workspace.reader()).filings()
    paid = [record for record in filing.records if record.key[0] == "funds" and record.key[-1] == "paid"]
    (measure,) = {record.measure for record in paid}
    return sum((record.value for record in paid if isinstance(record.value, Decimal)), Decimal(0)), measure


@pytest.mark.parametrize("read_again", [False, True])
def test_what_the_office_corrected_stays_the_amount_that_it_was(tmp_path: Path, read_again: bool) -> None:
    """10.25 万元 corrected to 12.25, then the form changes to 元: whether read again or not, it is 122,500 元."""
    workspace = season(tmp_path)
    collected(workspace, issued_and_filled(workspace))
    before = total_of(workspace)
    with workspace.open_store() as store:
        Office(workspace, store, Actor("审核人", NOW)).correct("101/TF1", "funds.self.paid", "12.25", why="电话核实")
    corrected = season(tmp_path, fund.corrected("the measure"))
    if read_again:
        with corrected.open_store() as store:
            list(reread_all(corrected, store))
    assert before == (Decimal("182.5"), "万元")
    assert total_of(corrected) == (Decimal("1845000"), "元")


def test_a_correction_of_which_nobody_wrote_the_measure_down_is_not_guessed(tmp_path: Path) -> None:
    """The program's first versions kept only what was typed."""
    workspace = season(tmp_path)
    filing = collected(workspace, issued_and_filled(workspace))
    identity = identity_of(filing)
    assert identity is not None
    act = Correction(identity, filing.sha256, "funds.self.paid", "12.25", "审核人", NOW, "电话核实")
    with workspace.open_store() as store:
        store.correct(act)
    assert total_of(workspace) == (Decimal("184.5"), "万元")
    corrected = season(tmp_path, fund.corrected("the measure"))
    assert total_of(corrected) == (Decimal("1825000"), "元")
    with corrected.open_store() as store:
        told = [doubt.words for doubt in ledger_of(corrected, store, today=NOW.date()).doubts]
    assert any("funds.self.paid → 12.25 没有用上" in words for words in told)


def test_a_blank_of_nobody_is_audited_again_by_the_layout_that_it_told(tmp_path: Path) -> None:
    own = tmp_path / "自下.xlsx"
    own.write_bytes(fund.filed_blank()[1])
    workspace = season(tmp_path, fund.corrected("a required line more"))
    filing = collected(workspace, own)
    assert returns(filing) == []
    with workspace.open_store() as store:
        (stored,) = store.filings()
        # From the store the filing comes without the blank; its layout is kept there.
        assert stored.layout == ""
        audited = workspace.reader().audited(stored)
    assert returns(audited) == []


def test_last_year_fills_this_year_over_a_renamed_key(tmp_path: Path) -> None:
    last = season(tmp_path / "2025", year=2025)
    collected(last, issued_and_filled(last))
    text = fund.corrected("an open block's key").replace("name: 任务名称,", "name: 任务名称, prefill: last,")
    this = season(tmp_path / "2026", text, more="earlier: [../2025]\n")
    with this.open_store() as store:
        (plan,) = Issuer(this, store, NOW, this.path("下发")).plans(this.dues())
    names = [value for key, value in plan.order.values.items() if key[-1] == "name"]
    assert names == ["修缮老旧楼道", "加装电梯"]


def test_two_versions_over_a_correction_are_compared_and_rolled_up(tmp_path: Path) -> None:
    workspace = season(tmp_path)
    first = issued_and_filled(workspace)
    collected(workspace, first)
    corrected = season(tmp_path, fund.corrected("a key"))
    second = tmp_path / "incoming" / "新.xlsx"
    second.write_bytes(fund.filed_blank(text=fund.corrected("a key"))[1])
    lines = list(compare([first, second], specs=[tmp_path / "specs" / "town_funds@2024.yaml"], start=tmp_path).lines())
    assert not any("自有资金·" in line and "→" in line for line in lines)
    with corrected.open_store() as store:
        filings = Shelf(store, corrected.roster, corrected.reader()).filings()
    (filing,) = filings
    assert filing.value(parse_key("funds.state.plan")) == Decimal("100.5")
    assert roll_up(filings, corrected.reader()).data
