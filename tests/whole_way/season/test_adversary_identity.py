"""Whose filing it is: odd senders, merged agencies, nobody's name, projects that get a code, and when a day begins."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from jixiao_xlsx.mail.opening.pieces import Piece
from jixiao_xlsx.model import clock
from jixiao_xlsx.model.season.acts import Decision, Verdict
from jixiao_xlsx.model.season.delivery import Message
from jixiao_xlsx.season.collecting.collect import collector_of
from jixiao_xlsx.season.demo.samples import fill_sample
from jixiao_xlsx.season.register.ledger import Ledger, ledger_of
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.season.workspace.workspace import Workspace, open_workspace
from jixiao_xlsx.spec.samples import all_samples
from whole_way.season.season import ROSTER, blank, due, filled, run, season

NOW = datetime(2026, 3, 20, 1, tzinfo=UTC)
WRECK = b"PK\x03\x04" + b"x" * 60


def arrived(home: Workspace, *files: tuple[str, str, int, bytes]) -> Ledger:
    """The ledger after files of these names came from these senders on these days of March."""
    pieces = [
        Piece(name, data, f"收件/{name}", Message(f"<{name}>", sender, "表", datetime(2026, 3, day, tzinfo=UTC)))
        for name, sender, day, data in files
    ]
    with home.open_store() as store:
        list(collector_of(home, store, now=NOW).collect(pieces))
        return ledger_of(home, store, today=NOW.date())


def letters_to(*words: str) -> list[list[str]]:
    return [letter["to"] for letter in json.loads(run("send-back", "--json", *words).stdout)["letters"]]


def test_a_sender_with_a_name_is_answered(workspace: Workspace) -> None:
    arrived(
        workspace,
        ("坏.xlsx", "某科长 <MZJ@example.cn>", 8, WRECK),
        ("去年.xlsx", "外人 <someone@example.org>", 9, filled(due(workspace, "202"), year=2025)),
        ("无主.xlsx", "外人 <someone@example.org>", 9, WRECK + b"y"),
    )
    # Who is not on the roster gets a draft, which leaves only by hand.
    assert letters_to() == [["mzj@example.cn"], ["jyj@example.cn"], ["someone@example.org"]]


def test_an_agency_without_an_address_is_answered_where_it_wrote_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = season(tmp_path / "2026", roster=ROSTER.replace("jyj@example.cn", ""))
    monkeypatch.chdir(home.folder)
    arrived(home, ("去年.xlsx", "小王 <wang@example.org>", 9, filled(due(home, "202"), year=2025)))
    assert letters_to() == [["wang@example.org"]]


def test_of_agencies_with_one_address_the_one_on_the_blank_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = season(tmp_path / "2026", roster=ROSTER.replace("jzz@example.cn", "mzj@example.cn"))
    monkeypatch.chdir(home.folder)
    arrived(home, ("去年.xlsx", "mzj@example.cn", 9, filled(due(home, "101001"), year=2025)))
    agencies = [letter["agency"] for letter in json.loads(run("send-back", "--json").stdout)["letters"]]
    assert agencies == ["101001"]


def test_refused_files_of_other_forms_stay_where_one_form_is_asked_for(workspace: Workspace) -> None:
    arrived(
        workspace,
        ("项目.xlsx", "mzj@example.cn", 8, filled(due(workspace, "101", "P1"), year=2024)),
        ("整体.xlsx", "mzj@example.cn", 8, filled(due(workspace, "101"), year=2025)),
    )
    found = {form: json.loads(run("send-back", "--form", form, "--json").stdout)["letters"] for form in ("S0", "P1")}
    for form, (letter,) in found.items():
        titles = " ".join(letter["attachments"])
        assert ("整体" in titles, "项目" in titles) == (form == "S0", form == "P1")


def test_a_refused_file_is_settled_by_its_own_project_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = season(tmp_path / "2026")
    (home.folder / "projects.csv").write_text(
        "项目编码,项目名称,单位编码,表\nX01,居家适老化改造,101,\nX02,救助站修缮,101,\n", encoding="utf-8"
    )
    home = open_workspace(home.folder)
    monkeypatch.chdir(home.folder)
    first = due(home, "101", "P1")
    assert first.project is not None
    assert first.project.code == "X01"
    arrived(
        home,
        ("去年.xlsx", "mzj@example.cn", 8, filled(first, year=2024)),
        ("今年.xlsx", "mzj@example.cn", 9, filled(first)),
    )
    assert letters_to() == []


def test_a_filing_without_an_agency_is_told(workspace: Workspace) -> None:
    found = arrived(workspace, ("无名.xlsx", "mzj@example.cn", 8, filled(due(workspace, "101"), agency=Party())))
    (stray,) = found.strays
    assert (stray.name, "哪个单位" in stray.why) == ("无名.xlsx", True)
    assert letters_to() == [["mzj@example.cn"]]


def test_a_neighbours_blank_waits_until_it_is_known_whose_it_is(workspace: Workspace) -> None:
    """The education office fills the blank of the civil affairs office: nothing in the workbook shows it."""
    data = filled(due(workspace, "101"))
    found = arrived(workspace, ("表.xlsx", "教育局 <jyj@example.cn>", 9, data))
    (held,) = found.held
    assert ([doubt.code for doubt in held.doubts], "202 示例市教育局" in held.why) == (["S23"], True)
    assert found.find("101/S0").versions == ()
    assert "待确认 1 个来件" in run("status").stdout
    assert json.loads(run("status", "--json").stdout)["held"][0]["codes"] == ["S23"]
    # The office itself sends the same: it is theirs.
    after = arrived(workspace, ("又.xlsx", "民政局 <mzj@example.cn>", 10, data))
    assert (after.held, len(after.find("101/S0").versions)) == ((), 1)


def test_a_parent_may_send_for_those_below_it_and_anybody_from_home(workspace: Workspace) -> None:
    found = arrived(
        workspace,
        ("站.xlsx", "mzj@example.cn", 9, filled(due(workspace, "101001"))),
        ("局.xlsx", "private@example.org", 9, filled(due(workspace, "202"))),
    )
    assert found.doubts == ()


def test_two_agencies_merged_after_both_had_filed_are_told(tmp_path: Path) -> None:
    home = season(tmp_path / "2026")
    before, other = filled(due(home, "202")), filled(due(home, "101"), {"head.code": "101"})
    merged = "202,示例市教育局,,示例联系人,jyj@example.cn,S0,教科文科,101\n"
    (home.folder / "projects.csv").unlink()
    header = (home.folder / "roster.csv").read_text(encoding="utf-8").splitlines()[0]
    (home.folder / "roster.csv").write_text(f"{header}\n{merged}", encoding="utf-8")
    found = arrived(open_workspace(home.folder), ("一.xlsx", "", 8, before), ("二.xlsx", "", 9, other))
    assert len(found.find("202/S0").versions) == 2
    (doubt,) = found.doubts
    assert "101、202" in doubt.words


def test_a_decision_stays_when_the_project_gets_a_code(tmp_path: Path) -> None:
    home = season(tmp_path / "2026")
    expected = due(home, "101", "P1")
    (home.folder / "projects.csv").unlink()
    home = open_workspace(home.folder)
    sample = next(each for each in all_samples() if each.form == "P1")
    made = issue_blank(
        Order(expected.form, expected.identity.year, Party("101", "示例市民政局"), Party("", "居家适老化改造"))
    )
    line = arrived(home, ("表.xlsx", "", 9, fill_sample(made, sample.clean))).find("101/P1")
    assert (line.due, line.identity.subject_name) == (False, "居家适老化改造")
    assert line.newest is not None
    with home.open_store() as store:
        store.decide(Decision(line.identity, line.newest.sha256, Verdict.PASS, "初审", "", "审核人", NOW))
    (home.folder / "projects.csv").write_text(
        "项目编码,项目名称,单位编码,表\nX01,居家适老化改造,101,\n", encoding="utf-8"
    )
    after = arrived(open_workspace(home.folder)).find("101/P1/X01")
    assert (after.due, after.state) == (True, "通过")


def test_a_project_code_may_hold_a_slash(tmp_path: Path) -> None:
    home = season(tmp_path / "2026")
    (home.folder / "projects.csv").write_text(
        "项目编码,项目名称,单位编码,表\n2026/01,甲,101,\n2026/02,乙,101,\n", encoding="utf-8"
    )
    home = open_workspace(home.folder)
    assert arrived(home).find("101/P1/2026/02").subject_name == "乙"


def test_today_is_the_day_in_china(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """At 16:30 UTC on the day of the deadline China has the next day."""

    class Evening(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime(2026, 3, 15, 16, 30, tzinfo=UTC)

    monkeypatch.setattr(clock, "datetime", Evening)
    monkeypatch.setenv("TZ", "UTC")
    assert clock.today().isoformat() == "2026-03-16"
    plain = json.loads(run("status", "--json").stdout)
    assert (plain["on"], plain["lines"][0]["days_late"]) == ("2026-03-16", 1)


def test_the_last_minute_of_the_deadline_is_in_time(workspace: Workspace) -> None:
    expected = due(workspace, "101")
    last, next_day = datetime(2026, 3, 15, 15, 59, tzinfo=UTC), datetime(2026, 3, 15, 16, 1, tzinfo=UTC)
    for number, (when, late) in enumerate(((next_day, 1), (last, 0))):
        message = Message(f"<{number}>", "", "", when)
        with workspace.open_store() as store:
            piece = Piece("表.xlsx", filled(expected, {"head.code": f"10{number}"}), "收件/表.xlsx", message)
            list(collector_of(workspace, store, now=NOW).collect([piece]))
            assert ledger_of(workspace, store, today=NOW.date()).find("101/S0").late == late


def test_a_blank_is_known_untouched_whoever_sends_it(workspace: Workspace) -> None:
    made = blank(due(workspace, "101"))
    message = EmailMessage()
    message["From"] = "a@example.cn"
    message.add_attachment(made.data, maintype="application", subtype="octet-stream", filename="表.xlsx")
    inbox = workspace.path("收件")
    inbox.mkdir()
    (inbox / "一.eml").write_bytes(bytes(message))
    run("collect", "--jobs", "1")
    found = json.loads(run("status", "--json").stdout)
    assert (found["whole"]["未报"], len(found["strays"])) == (4, 1)


def test_what_a_parent_sums_up_has_a_name_of_its_own(workspace: Workspace) -> None:
    """A 汇总 filing beside the agency's own must not make both of them unnameable."""
    expected = due(workspace, "101")
    sample = next(each for each in all_samples() if each.form == "S0")
    summed = issue_blank(Order(expected.form, expected.identity.year, Party("101", "示例市民政局"), scope="汇总"))
    arrived(workspace, ("总.xlsx", "", 9, fill_sample(summed, sample.clean)), ("本.xlsx", "", 9, filled(expected)))
    for reference, scope in (("101/S0", "本级"), ("101/S0/汇总", "汇总")):
        done = run("decide", reference, "通过", "--json")
        assert json.loads(done.stdout)["identity"]["scope"] == scope
    assert run("decide", "202/S0/汇总", "通过").exit_code == 2


def test_a_form_that_nobody_files_is_no_empty_ledger(workspace: Workspace) -> None:
    for command in ("status", "chase", "send-back", "overview"):
        done = run(command, "--form", "S9")
        assert (done.exit_code, "‘S9’" in done.stderr) == (2, True), command
