"""Whose a return is: seals against what was issued, names and senders against the roster, and what a person decides."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.mail.opening.pieces import Piece
from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.model.season.acts import Placing, Ruling
from jixiao_xlsx.model.season.delivery import Message
from jixiao_xlsx.season.collecting.collect import collector_of
from jixiao_xlsx.season.demo.playing.opened import open_blank
from jixiao_xlsx.season.demo.samples import fill_sample
from jixiao_xlsx.season.register.ledger import Ledger, ledger_of
from jixiao_xlsx.season.register.shelf import Shelf
from jixiao_xlsx.season.season import Season
from jixiao_xlsx.season.single.one_blank import Blank, Order, Party, issue_blank
from jixiao_xlsx.season.workspace.workspace import Workspace, open_workspace
from jixiao_xlsx.sheet.seal import encode_seal
from jixiao_xlsx.spec.samples import all_samples
from season.workspace.desk import office
from whole_way.season.season import SETTINGS, Mail, body, deliver, due, faulty, filled, letters, run

NOW = datetime(2026, 3, 30, 1, tzinfo=UTC)
SCHOOL, LIBRARY, BUREAU = "yizhong@163.example.com", "lib@jz.example.cn", "jyj@jz.example.cn"
TOWN = (
    f"102,江州市教育局,,示例联系人,{BUREAU},S0,教科文科,\n"
    f"102001,江州市第一中学,102,示例联系人,{SCHOOL},S0,教科文科,\n"
    f"107001,江州市图书馆,,示例联系人,{LIBRARY},S0,教科文科,江州图书馆\n"
    "109,高新区管委会,,示例联系人,gxq@jz.example.cn,S0,教科文科,\n"
)


def town(folder: Path, roster: str = TOWN) -> Workspace:
    """A town's season without projects, in a folder of its own."""
    return open_workspace(office(folder / "2026", roster, "", settings=SETTINGS))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    found = town(tmp_path)
    monkeypatch.chdir(found.folder)
    return found


def collected(home: Workspace, *mails: tuple[str, int, bytes]) -> dict[str, Any]:
    """What `status --json` says once these came from these senders on these days of March."""
    sent = [Mail(sender, day, (("申报表.xlsx", data),), number) for number, (sender, day, data) in enumerate(mails)]
    deliver(home, sent)
    done = run("collect", "--jobs", "1")
    assert done.exit_code in (0, 1), done.stderr
    return status()


def status() -> dict[str, Any]:
    found = json.loads(run("status", "--on", "2026-03-30", "--json").stdout)
    assert isinstance(found, dict)
    return found


def line(found: dict[str, Any], agency: str) -> dict[str, Any]:
    (mine,) = [entry for entry in found["lines"] if entry["agency"]["code"] == agency]
    assert isinstance(mine, dict)
    return mine


def codes(found: dict[str, Any]) -> list[list[str]]:
    return [held["codes"] for held in found["held"]]


def act(*words: str) -> dict[str, Any]:
    done = run(*words, "--why", "电话问过", "--who", "审核员甲", "--json")
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    assert isinstance(told, dict)
    return told


# --- who sent it ---


def test_a_departments_blank_filled_by_another_waits_and_nothing_of_it_counts(home: Workspace) -> None:
    own, other = filled(due(home, "102001")), faulty(due(home, "102001"))
    found = collected(home, (SCHOOL, 10, own), (LIBRARY, 17, other), (LIBRARY, 28, other), (SCHOOL, 29, own))
    (held,) = found["held"]
    assert (held["codes"], held["sender"]) == (["S23"], LIBRARY)
    assert [words.split()[0] for words in held["may_be"]] == ["102001/S0", "107001/S0"]
    school = line(found, "102001")
    assert (school["state"], len(school["versions"]), school["findings"]["退回"], school["held"]) == ("已报", 1, 0, 1)
    assert line(found, "107001")["state"] == "待确认"
    assert (found["whole"]["待确认"], found["whole"]["未报"], found["whole"]["arrived"]) == (1, 2, 1)
    assert json.loads(run("send-back", "--json").stdout)["letters"] == []
    told = run("status").stdout
    assert ("待确认 1 个来件" in told, held["sha256"][:8] in told, "jixiao take" in told) == (True, True, True)


def test_collecting_tells_what_waits(home: Workspace) -> None:
    deliver(home, [Mail(LIBRARY, 9, (("图书馆.xlsx", filled(due(home, "102001"))),))])
    told = run("collect", "--jobs", "1").stdout
    assert ("待确认：图书馆.xlsx" in told, "待确认 1 个" in told) == (True, True)
    deliver(home, [Mail(SCHOOL, 9, (("一中.xlsx", filled(due(home, "102001"), {"funds.other.amount": "1"})),))])
    arrivals = json.loads(run("collect", "--jobs", "1", "--json").stdout)
    assert [each["held"] for each in arrivals if each["form"]] == [False]


def test_the_letter_about_what_was_not_taken_goes_to_who_sent_it(home: Workspace) -> None:
    assert run("issue", "--jobs", "1").exit_code == 0
    other = filled(due(home, "102001"))
    sha256 = collected(home, (LIBRARY, 17, other))["held"][0]["sha256"]
    assert act("reject", sha256[:8])["ruling"] == "不收"
    found = status()
    assert (found["held"], [each["sha256"] for each in found["rejected"]]) == ([], [sha256])
    assert [line(found, code)["state"] for code in ("102001", "107001")] == ["未报", "未报"]
    (letter,) = json.loads(run("send-back", "--json").stdout)["letters"]
    assert (letter["agency"], letter["to"]) == ("107001", [LIBRARY])
    assert all("图书馆" in name and name.endswith(".xlsx") for name in letter["attachments"])
    assert len(letter["attachments"]) == 1
    run("send-back", "--done", "--who", "审核员甲")
    assert json.loads(run("send-back", "--json").stdout)["letters"] == []


def test_a_blank_that_was_filled_in_where_it_lay_is_enclosed_as_it_was_issued(home: Workspace) -> None:
    assert run("issue", "--jobs", "1").exit_code == 0
    (lying,) = home.path("下发").glob("107001_*/*.xlsx")
    issued = lying.read_bytes()
    lying.write_bytes(filled(due(home, "107001")))
    held = collected(home, (LIBRARY, 17, filled(due(home, "102001"))))["held"]
    act("reject", held[0]["sha256"][:8])
    (letter,) = json.loads(run("send-back", "--json").stdout)["letters"]
    mail = message_from_bytes(Path(letter["file"]).read_bytes(), policy=policy.default)
    (enclosed,) = [part.get_content() for part in mail.iter_attachments()]  # type: ignore[attr-defined]
    assert enclosed == issued


def test_who_is_held_is_not_told_that_nothing_came(home: Workspace) -> None:
    collected(home, (LIBRARY, 9, filled(due(home, "102001"))))
    chased = json.loads(run("chase", "--json").stdout)
    assert [letter["agency"] for letter in chased["letters"]] == ["102", "109"]
    assert {spared["agency"]: "待确认" in spared["why"] for spared in chased["spared"]} == {
        "102001": True,
        "107001": True,
    }


def test_lawful_senders_are_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A parent for its child, a child for its parent, an unknown address, a forwarder, a folder, an agency that files
    for another by arrangement, two with one mailbox, a name of before."""
    header = "单位编码,单位名称,上级单位编码,联系人,邮箱,表,对口科室,曾用编码或名称,代报单位\n"
    rows = (
        f"102,江州市教育局,,甲,{BUREAU},S0,,,\n102001,江州市第一中学,102,甲,{SCHOOL},S0,,,\n"
        f"102002,江州市第二中学,102,甲,{SCHOOL.upper()},S0,,,\n107001,江州市图书馆,,甲,{LIBRARY},S0,,江州图书馆,\n"
        "109,高新区管委会,,甲,gxq@jz.example.cn,S0,,,江州图书馆\n110,会计核算中心,,甲,hs@jz.example.cn,S0,,,\n"
        "111,江州市档案馆,,甲,da@jz.example.cn,S0,,,110\n"
    )
    home = open_workspace(office(tmp_path / "2026", (header + rows).encode(), settings=SETTINGS))
    monkeypatch.chdir(home.folder)
    before = replace(due(home, "107001"), agency=replace(due(home, "107001").agency, name="江州图书馆"))
    mails = [
        Mail(BUREAU, 9, (("一.xlsx", filled(due(home, "102001"))),)),
        Mail(SCHOOL, 10, (("二.xlsx", filled(due(home, "102"))), ("二中.xlsx", filled(due(home, "102002"))))),
        Mail("wang@qq.example.com", 11, (("三.xlsx", filled(before)),)),
        Mail(LIBRARY, 12, (("四.xlsx", filled(due(home, "109"))),)),
        Mail("hs@jz.example.cn", 13, (("五.xlsx", filled(due(home, "111"))),)),
    ]
    deliver(home, mails)
    # Somebody passes on a stranger's mail: as an attachment, and with the usual word before its subject.
    folder = home.path("收件")
    inner = Mail("hs@jz.example.cn", 14, (("六.xlsx", filled(due(home, "110"))),))
    (folder / "转发.eml").write_bytes(forwarded(inner, LIBRARY))
    (folder / "群里的表").mkdir()
    assert run("collect", "--jobs", "1").exit_code in (0, 1)
    found = status()
    assert found["held"] == []
    assert {entry["agency"]["code"]: entry["state"] for entry in found["lines"]} == dict.fromkeys(
        ("102", "102001", "102002", "107001", "109", "110", "111"), "已报"
    )


def forwarded(inner: Mail, sender: str) -> bytes:
    """A message with another inside."""
    outer = EmailMessage()
    outer["From"], outer["To"], outer["Subject"], outer["Message-ID"] = sender, "caiwu@example.gov.cn", "材料", "<f1>"
    outer["Date"] = datetime(2026, 3, 15, 3, tzinfo=UTC)
    outer.set_content("见附件。")
    outer.add_attachment(message_from_bytes(inner.data, policy=policy.default))
    return bytes(outer)


# Subjects as mail programs and people write them, and whether what comes with it is held.
_SUBJECTS = (
    ("转发：绩效表", False),
    ("Fw: 绩效表", False),
    ("转: 绩效表", False),
    ("【转发】绩效表", False),
    ("转发高新区的绩效表", False),
    ("回复：绩效表", True),
    ("转移支付绩效表", True),
)


def test_a_forwarded_subject_is_no_evidence_and_an_answered_one_is(home: Workspace) -> None:
    for number, (subject, held) in enumerate(_SUBJECTS):
        data = filled(due(home, "102001"), {"funds.other.amount": f"{number}00"})
        found = arrived(home, number, data, LIBRARY, subject=subject).held
        waits = hashlib.sha256(data).hexdigest() in {each.filing.sha256 for each in found}
        assert waits == held, subject


def test_what_the_office_passes_on_to_itself_is_no_evidence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The finance office is an agency too, and its clerks send from its mailbox what came to them another way."""
    home = town(tmp_path, TOWN + "101,江州市财政局,,示例联系人,Caiwu@example.gov.cn,S0,,\n")
    monkeypatch.chdir(home.folder)
    found = collected(home, ("caiwu@example.gov.cn", 9, filled(due(home, "107001"))))
    assert (found["held"], line(found, "107001")["state"]) == ([], "已报")


# --- what was issued ---


def from_issue(home: Workspace, agency: str, changes: Mapping[str, str] | None = None) -> bytes:
    """The blank that went out to an agency last, filled."""
    with home.open_store() as store:
        row = [row for row in store.issued() if row.identity.agency_code == agency][-1]
    opened = open_blank((home.folder / row.file).read_bytes(), home.reader().layouts)
    typed = dict(next(each for each in all_samples() if each.form == "S0").clean)
    typed |= {parse_key(key): text for key, text in (changes or {}).items()}
    return fill_sample(Blank("表.xlsx", opened.data, opened.seal, opened.layout), typed)


def resealed(home: Workspace, data: bytes, **changes: str) -> bytes:
    """The workbook with its seal changed wherever it stands."""
    seal = open_blank(data, home.reader().layouts).seal
    before, after = encode_seal(seal).encode(), encode_seal(replace(seal, **changes)).encode()  # type: ignore[arg-type]
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(before, after))
    return made.getvalue()


@pytest.fixture
def issued(home: Workspace) -> Workspace:
    """The season once every blank was issued from its store."""
    assert run("issue", "--jobs", "1").exit_code == 0
    return home


def test_what_was_issued_counts_without_a_word(issued: Workspace) -> None:
    found = collected(issued, (SCHOOL, 9, from_issue(issued, "102001")))
    assert (found["held"], line(found, "102001")["state"]) == ([], "已报")
    assert noted(issued) == []


def noted(home: Workspace) -> list[str]:
    """The codes about whose it is among the findings of what counts."""
    with home.open_store() as store:
        filings = ledger_of(home, store, today=NOW.date()).filings
    return [finding.code for filing in filings for finding in filing.findings if finding.code.startswith("S2")]


@pytest.mark.parametrize(
    "changes",
    [
        {"agency_code": "107001"},
        {"agency_code": "107001", "agency_name": "江州市图书馆"},
        {"subject_code": "X09", "subject_name": "馆舍修缮"},
        {"fingerprint": "0123456789ab"},
        {"scope": "汇总"},
    ],
)
def test_a_seal_that_contradicts_what_was_issued_is_credited_to_nobody(
    issued: Workspace, changes: dict[str, str]
) -> None:
    own = from_issue(issued, "107001")
    data = resealed(issued, from_issue(issued, "102001", {"head.agency": changes.get("agency_name", "")}), **changes)
    found = collected(issued, (LIBRARY, 8, own), ("wang@qq.example.com", 20, data))
    assert any(words.split()[0] == "102001/S0" for words in found["held"][0]["may_be"])
    assert ["S20" in each for each in codes(found)] == [True]
    assert (len(line(found, "107001")["versions"]), line(found, "102001")["versions"]) == (1, [])


def test_a_blank_that_the_store_does_not_know_is_credited_with_one_note(home: Workspace) -> None:
    found = collected(home, (SCHOOL, 9, filled(due(home, "102001"))))
    assert (found["held"], line(found, "102001")["state"], noted(home)) == ([], "已报", ["S24"])


def test_a_changed_seal_is_told_by_what_stands_beside_it(home: Workspace) -> None:
    """The blank of another workspace: nothing is known of its issue, and names and codes on the form agree."""
    changes = {"agency_code": "107001", "agency_name": "江州市图书馆"}
    data = resealed(
        home, filled(due(home, "102001"), {"head.agency": "江州市图书馆", "head.code": "107001"}), **changes
    )
    found = collected(home, ("wang@qq.example.com", 9, data))
    assert (codes(found), line(found, "107001")["versions"]) == ([["S25"]], [])
    act("take", "申报表.xlsx")
    with home.open_store() as store:
        (filing,) = Shelf(store, home.roster, home.reader()).filings()
    assert [str(told.severity) for told in filing.findings if told.code == "S25"] == ["提示"]


def test_a_name_and_a_seal_of_two_agencies_wait(home: Workspace) -> None:
    agency = {"head.agency": "江州市图书馆", "head.code": "107001"}
    for number, (changes, held) in enumerate(
        (
            (agency, True),
            ({"head.agency": "江州 图书馆"}, True),
            ({"head.agency": "市图书馆", "head.code": "107001"}, True),
            # Its own parent's name is what some forms ask for; a name of nobody's is no evidence, a slip of a code
            # beside the right name neither.
            ({"head.agency": "江州市教育局"}, False),
            ({"head.agency": "江州一中"}, False),
            ({"head.code": "107001"}, False),
        )
    ):
        found = arrived(home, number, filled(due(home, "102001"), {**changes, "funds.other.amount": f"{number}00"}))
        assert (len(found.held) == 1) == held, changes
        with home.open_store() as store:
            for waiting in found.held:
                store.place(Placing(waiting.claims[0], waiting.filing.sha256, Ruling.REJECTED, "甲", NOW, "试"))


def arrived(home: Workspace, number: int, data: bytes, sender: str = "", day: int = 9, subject: str = "") -> Ledger:
    """The ledger after one more message."""
    message = Message(f"<{number}>", sender, subject, datetime(2026, 3, day, tzinfo=UTC))
    with home.open_store() as store:
        list(collector_of(home, store, now=NOW).collect([Piece("表.xlsx", data, "收件/表.xlsx", message)]))
        return ledger_of(home, store, today=NOW.date())


def test_a_projects_blank_filled_for_another_project_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The agency's own projects: what is filled for one does not become the newest version of another."""
    projects = "X01,居家适老化改造,102,\nX02,社区食堂,102,\nX03,营养餐,109,\n"
    rows = TOWN.replace(",S0,", ",P1,")
    folder = office(tmp_path / "2026", rows, projects, settings=SETTINGS.replace("[S0, P1]", "[P1]"))
    home = open_workspace(folder)
    monkeypatch.chdir(folder)
    expected = next(each for each in home.dues() if each.identity.subject_code == "X01")
    names = {"居家适老化改造": False, "居家适老化改造（二期）": False, "营养餐": False, "社区食堂": True}
    for number, (name, held) in enumerate(names.items()):
        changes = {"head.project": name, "head.department": "江州市教育局", "head.implementer": f"甲{number}"}
        found = arrived(home, number, filled(expected, changes), BUREAU, 9 + number)
        assert [doubt.code for each in found.held for doubt in each.doubts] == ["S26"] * held, name
    assert [identity.subject_code for identity in found.held[0].claims] == ["X01", "X02"]
    assert len(found.find("102/P1/X01").versions) == 3
    act("assign", found.held[0].filing.sha256[:8], "102/P1/X02")
    assert [len(entry["versions"]) for entry in status()["lines"]] == [3, 1, 0]


def test_a_renamed_agencys_new_name_on_its_old_blank_is_right(home: Workspace) -> None:
    """Until its roster says so the office cannot know; then nothing is asked of the department any more."""
    before = replace(due(home, "107001"), agency=replace(due(home, "107001").agency, name="江州图书馆"))
    data = filled(before, {"head.agency": "江州市图书馆", "funds.general.amount": "九十"})
    found = collected(home, (LIBRARY, 9, data))
    assert (line(found, "107001")["findings"]["退回"], line(found, "107001")["findings"]["说明"]) == (1, 0)
    assert run("send-back").exit_code in (0, 1)
    (letter,) = letters(home.path("退回"))
    assert "这份空表是发给" not in body(letter)


def test_a_signature_is_enough_and_a_wrong_one_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIXIAO_KEY", "示例密钥")
    home = open_workspace(office(tmp_path / "2026", TOWN, "", settings=SETTINGS))
    monkeypatch.chdir(home.folder)
    expected = due(home, "102001")
    sample = next(each for each in all_samples() if each.form == "S0")
    order = Order(expected.form, 2026, Party("102001", "江州市第一中学"), office="示例市财政局")
    signed = fill_sample(issue_blank(replace(order, key="示例密钥")), sample.clean)
    assert (arrived(home, 1, signed).held, noted(home)) == ((), [])
    other = fill_sample(issue_blank(replace(order, key="别的密钥")), sample.clean)
    (held,) = arrived(home, 2, other, day=20).held
    assert [doubt.code for doubt in held.doubts] == ["S21"]
    (held, _) = sorted(
        arrived(home, 3, resealed(home, signed, agency_code="107001", agency_name="江州市图书馆"), day=21).held,
        key=lambda each: each.filing.seal.agency_code if each.filing.seal else "",
        reverse=True,
    )
    assert [doubt.code for doubt in held.doubts] == ["S21", "S25", "S22"]
    unsigned = fill_sample(issue_blank(order), sample.clean)
    assert len(arrived(home, 4, unsigned, day=22).find("102001/S0").versions) == 2
    assert noted(home) == ["S24"]


# --- what a person decides ---


def test_what_a_person_says_counts_and_undone_it_is_as_before(home: Workspace) -> None:
    data = filled(due(home, "102001"))
    before = collected(home, (LIBRARY, 17, data))
    (held,) = before["held"]
    for words, agency in ((("take", "申报表.xlsx"), "102001"), (("assign", held["sha256"][:8], "107001/S0"), "107001")):
        act(*words)
        found = status()
        assert (found["held"], line(found, agency)["versions"]) == ([], [held["sha256"]])
        undone()
        assert status() == before
    act("reject", held["sha256"])
    assert (status()["held"], len(status()["rejected"])) == ([], 1)
    assert any(event["kind"] == "归属" for event in json.loads(run("log", "--json").stdout))
    undone()
    assert status() == before


def undone() -> None:
    """Takes back what was done last and holds."""
    last = [kept for kept in json.loads(run("undo", "--json").stdout) if not kept["undone"]][-1]
    assert last["kind"] == "归属"
    assert run("undo", last["id"][:12], "--why", "看错了", "--who", "审核员乙").exit_code == 0


def test_what_was_assigned_is_in_the_roll_up_of_its_agency(home: Workspace) -> None:
    held = collected(home, (LIBRARY, 17, filled(due(home, "102001"))))["held"]
    act("assign", held[0]["sha256"][:8], "107001/S0")
    with home.open_store() as store:
        (filing,) = Shelf(store, home.roster, home.reader()).filings()
    assert filing.seal is not None
    assert (filing.seal.agency_code, filing.seal.agency_name) == ("107001", "江州市图书馆")
    # What spoke against it is told, and weighs nothing any more.
    (told,) = [finding for finding in filing.findings if finding.code == "S23"]
    assert (told.severity, "审核员甲" in told.explanation, "电话问过" in told.explanation) == ("提示", True, True)


def test_what_speaks_against_a_seal_is_not_told_to_the_department(home: Workspace) -> None:
    agency = {"head.agency": "江州市图书馆", "head.code": "107001"}
    wrong = filled(due(home, "102001"), {**agency, "funds.general.amount": "九十"})
    data = resealed(home, wrong, agency_code="107001", agency_name="江州市图书馆")
    (held,) = collected(home, ("wang@qq.example.com", 9, data))["held"]
    act("take", held["sha256"][:8])
    assert run("send-back").exit_code in (0, 1)
    (letter,) = letters(home.path("退回"))
    said = "；".join(line for line in body(letter).splitlines() if line.lstrip().startswith(("1.", "·")))
    assert ("退回 1 条" in said, "说明" in said.split("·")[0], "不一致" in said) == (True, False, False)


def test_what_passed_as_anothers_has_not_passed_where_it_was_assigned(home: Workspace) -> None:
    (sha256,) = line(collected(home, (SCHOOL, 9, filled(due(home, "102001")))), "102001")["versions"]
    assert run("decide", "102001/S0", "通过").exit_code == 0
    assert json.loads(run("rollup", "--passed", "--dry-run", "--json").stdout)["counted"] == 1
    act("assign", sha256[:8], "107001/S0")
    assert line(status(), "107001")["state"] == "已报"
    assert json.loads(run("rollup", "--passed", "--dry-run", "--json").stdout)["counted"] == 0
    assert "没有审核通过" in run("publish", "--dry-run").stderr


def test_what_was_assigned_goes_back_under_its_agencys_name(home: Workspace) -> None:
    held = collected(home, (LIBRARY, 17, faulty(due(home, "102001"))))["held"]
    act("assign", held[0]["sha256"][:8], "107001/S0")
    (letter,) = json.loads(run("send-back", "--json").stdout)["letters"]
    assert (letter["agency"], letter["to"]) == ("107001", [LIBRARY])
    assert any("图书馆" in name for name in letter["attachments"])
    assert not any("一中" in name or "中学" in name for name in letter["attachments"])


def test_an_older_version_counts_until_the_agency_sends_another(home: Workspace) -> None:
    first, second, third = (filled(due(home, "102001"), {"funds.other.amount": f"{n}00"}) for n in range(3))
    shas = [hashlib.sha256(data).hexdigest() for data in (first, second, third)]
    before = collected(home, (SCHOOL, 9, first), (SCHOOL, 12, second))
    assert line(before, "102001")["versions"] == shas[:2]
    act("prefer", "102001/S0@1")
    assert line(status(), "102001")["versions"] == [shas[1], shas[0]]
    assert run("prefer", "102001/S0@1", "--why", "再说一遍").exit_code == 2
    act("prefer", "102001/S0@2")
    assert line(status(), "102001")["versions"] == shas[:2]
    undone()
    undone()
    assert status() == before
    act("prefer", shas[0][:8])
    after = collected(home, (SCHOOL, 9, first), (SCHOOL, 12, second), (SCHOOL, 15, third))
    assert line(after, "102001")["versions"][-1] == shas[2]


def test_a_displaced_version_sent_once_more_counts_again(home: Workspace) -> None:
    """The office chose by what it knew; what the agency says after that is its newest word, whatever it sends."""
    first, second = (filled(due(home, "102001"), {"funds.other.amount": f"{n}00"}) for n in range(2))
    shas = [hashlib.sha256(data).hexdigest() for data in (first, second)]
    collected(home, (SCHOOL, 9, first), (SCHOOL, 12, second))
    act("prefer", "102001/S0@1")
    chosen = status()
    # Collected again it is no new word.
    assert run("collect", "--jobs", "1").exit_code in (0, 1)
    assert status() == chosen
    found = collected(home, (SCHOOL, 9, first), (SCHOOL, 12, second), (SCHOOL, 14, second))
    assert line(found, "102001")["versions"] == shas
    assert "单位又发来第2版，现在以它为准" in run("status").stdout
    act("prefer", "102001/S0@1")
    assert line(status(), "102001")["versions"] == shas[::-1]


def test_programs_say_the_same(home: Workspace) -> None:
    sha256 = collected(home, (LIBRARY, 17, filled(due(home, "102001"))))["held"][0]["sha256"]
    season = Season(home, "审核员甲")
    for ruling, reference, state in (
        (Ruling.REJECTED, "", "未报"),
        (Ruling.TAKEN, "", "已报"),
        (Ruling.ASSIGNED, "107001/S0", "未报"),
    ):
        placed = season.place(sha256[:8], ruling, why="电话问过", reference=reference)
        assert (placed.ruling, season.ledger().find("102001/S0").state) == (ruling, state)
    with pytest.raises(JixiaoError, match="就以它为准"):
        season.place("107001/S0@1", Ruling.PREFERRED, why="电话问过")


def test_a_file_without_an_agency_is_assigned(home: Workspace) -> None:
    data = filled(due(home, "102001"), agency=Party())
    found = collected(home, ("wang@qq.example.com", 9, data))
    assert len(found["strays"]) == 1
    act("assign", "申报表.xlsx", "109/S0")
    found = status()
    assert (found["strays"], line(found, "109")["state"]) == ([], "已报")


def test_acts_that_mean_nothing_are_refused(home: Workspace) -> None:
    sha256 = collected(home, (LIBRARY, 17, filled(due(home, "102001"))))["held"][0]["sha256"]
    for words, said in (
        (("take", "000000"), "没有 ‘000000’"),
        (("take", "没有.xlsx"), "没有 ‘没有.xlsx’"),
        (("assign", sha256[:8], "999/S0"), "台账里没有"),
        (("prefer", "102001/S0@1"), "0 个版本"),
        (("reject", sha256[:8], "--why", " "), "没有写理由"),
        (("decide", "102001/S0", "通过"), "待确认"),
    ):
        more = () if "--why" in words or words[0] == "decide" else ("--why", "电话问过")
        done = run(*words, *more)
        assert (done.exit_code, said in done.stderr) == (2, True), (words, done.stderr)


# --- laws ---


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(5)), again=st.lists(st.integers(0, 4), max_size=3))
def test_the_order_of_arrival_and_collecting_again_change_nothing(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], again: list[int]
) -> None:
    home = town(tmp_path_factory.mktemp("town"))
    own, other = filled(due(home, "102001")), faulty(due(home, "102001"))
    sent = (
        (SCHOOL, 10, own),
        (LIBRARY, 17, other),
        ("wang@qq.example.com", 20, other),
        (LIBRARY, 28, own),
        (SCHOOL, 29, own),
    )
    for number in (*order, *again):
        sender, day, data = sent[number]
        found = arrived(home, number, data, sender, day)
    assert [held.sender for held in found.held] == ["wang@qq.example.com"]
    assert [version.sha256 for version in found.find("102001/S0").versions] == [hashlib.sha256(own).hexdigest()]
