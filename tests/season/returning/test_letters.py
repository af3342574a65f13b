"""催报 and 退回: who gets which letter, that nothing is sent unasked, and nothing twice."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from openpyxl import load_workbook

from jixiao_xlsx.model.clock import local_date
from jixiao_xlsx.season.post.post import LetterFate
from jixiao_xlsx.season.register.ledger import ledger_of
from jixiao_xlsx.season.returning.chase import Chaser, chase_all
from jixiao_xlsx.season.workspace.workspace import Workspace
from mail.post_office import PostOffice
from whole_way.season.season import Mail, body, deliver, due, faulty, filled, letters, run, season


def test_the_missing_are_chased_once_and_only_when_asked(workspace: Workspace, sink: PostOffice) -> None:
    deliver(workspace, [Mail("jyj@example.cn", 10, (("表.xlsx", filled(due(workspace, "202"))),))])
    run("collect")
    done = json.loads(run("chase", "--json").stdout)
    assert [letter["agency"] for letter in done["letters"]] == ["101", "101001"]
    assert {letter["fate"] for letter in done["letters"]} == {"待发送"}
    assert sink.kept == []
    first = next(letter for letter in letters(workspace.path("催报")) if letter["To"] == "mzj@example.cn")
    text = body(first)
    assert ("部门整体绩效申报表" in text, "居家适老化改造" in text, "已逾期" in text) == (True, True, True)
    run("chase", "--send")
    assert sorted(to for to, _ in sink.kept) == [("jzz@example.cn",), ("mzj@example.cn",)]
    again = json.loads(run("chase", "--send", "--json").stdout)
    assert (again["letters"], [entry["agency"] for entry in again["spared"]]) == ([], ["101", "101001"])
    run("chase", "--send", "--again-after", "0")
    subjects = [str(message_from_bytes(data, policy=policy.default)["Subject"]) for _, data in sink.kept[2:]]
    assert all("第 2 次" in subject for subject in subjects)
    assert len(subjects) == 2


def test_what_must_be_corrected_goes_back_marked_and_once(workspace: Workspace, sink: PostOffice) -> None:
    wrong = faulty(due(workspace, "101"))
    old = filled(due(workspace, "202"), year=2025)
    deliver(
        workspace,
        [
            Mail("mzj@example.cn", 10, (("表.xlsx", wrong),)),
            Mail("jyj@example.cn", 11, (("去年的.xlsx", old),)),
            Mail("jzz@example.cn", 11, (("对的.xlsx", filled(due(workspace, "101001"))),)),
        ],
    )
    run("collect")
    dry = json.loads(run("send-back", "--json").stdout)
    assert [(letter["agency"], letter["fate"]) for letter in dry["letters"]] == [("101", "待发送"), ("202", "待发送")]
    assert json.loads(run("status", "--json").stdout)["whole"]["退回"] == 0
    run("send-back", "--send")
    assert [to for to, _ in sink.kept] == [("mzj@example.cn",), ("jyj@example.cn",)]
    message = message_from_bytes(sink.kept[0][1], policy=policy.default)
    names = [part.get_filename() or "" for part in message.iter_attachments()]  # type: ignore[attr-defined]
    assert (sum(name.endswith(".docx") for name in names), sum("审核" in name for name in names)) == (1, 1)
    states = {
        entry["agency"]["code"]: entry["state"] for entry in json.loads(run("status", "--json").stdout)["lines"][::-1]
    }
    assert states == {"101": "退回", "101001": "已报", "202": "未报"}
    run("send-back", "--send")
    assert len(sink.kept) == 2
    marked = next(part for part in message.iter_attachments() if "审核" in (part.get_filename() or ""))  # type: ignore[attr-defined]
    deliver(workspace, [Mail("mzj@example.cn", 20, (("再报.xlsx", marked.get_content()),))])
    run("collect")
    found = json.loads(run("status", "--json").stdout)["lines"][0]
    assert (found["state"], len(found["versions"])) == ("已改", 2)


def test_handed_back_by_other_means_is_kept_without_sending(workspace: Workspace, sink: PostOffice) -> None:
    deliver(workspace, [Mail("mzj@example.cn", 10, (("表.xlsx", faulty(due(workspace, "101"))),))])
    run("collect")
    run("send-back", "--done", "--who", "审核人")
    assert sink.kept == []
    found = json.loads(run("status", "--json").stdout)["lines"][0]
    assert (found["state"], found["decision"]["who"]) == ("退回", "审核人")
    assert json.loads(run("send-back", "--json").stdout)["letters"] == []


def test_a_reviewers_return_is_sent_with_his_opinion(workspace: Workspace, sink: PostOffice) -> None:
    deliver(workspace, [Mail("mzj@example.cn", 10, (("表.xlsx", filled(due(workspace, "101"))),))])
    run("collect")
    assert json.loads(run("send-back", "--json").stdout)["letters"] == []
    run("decide", "101/S0", "退回", "--opinion", "职能概述请写全")
    run("send-back", "--send")
    ((_, data),) = sink.kept
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert "职能概述请写全" in body(message)


def test_without_a_mail_server_sending_says_what_to_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = season(tmp_path / "2026")
    monkeypatch.chdir(home.folder)
    done = run("chase", "--send")
    assert (done.exit_code, "mail: smtp:" in done.stderr) == (2, True)


def test_a_newer_draft_takes_the_place_of_the_older_one(workspace: Workspace, sink: PostOffice) -> None:
    run("issue")
    folder = workspace.path("催报")
    run("chase", "--late")
    before = {path.name[:6]: path for path in folder.iterdir()}
    foreign = folder / before["101_示例"].name.replace(".eml", " (改).eml")
    unlike = before["101_示例"].with_name(before["101_示例"].name[:-12] + "00000000.eml")
    for other in (foreign, unlike):
        other.write_bytes(before["101_示例"].read_bytes())
    run("chase", "--no-blanks", "--agency", "202")
    run("chase", "--no-blanks", "--agency", "101001")
    kept = {path.name for path in folder.iterdir()}
    assert {before["101_示例"].name, foreign.name, unlike.name} <= kept
    assert [before[one].name in kept for one in ("202_示例", "101001")] == [False, False]
    assert [sum(name.startswith(code) for name in kept) for code in ("202_", "101001_")] == [1, 1]
    run("chase", "--send")
    assert len(list(folder.iterdir())) == 5
    run("chase", "--again-after", "0")
    sent = [letter for letter in letters(folder) if letter["X-Unsent"] is None]
    assert (len(sent), len(list(folder.iterdir()))) == (3, 8)


def test_a_letter_kept_as_sent_stays_though_its_file_says_draft(workspace: Workspace, sink: PostOffice) -> None:
    """Whoever is stopped between the server's word and the file has a draft of what was sent."""
    run("chase", "--agency", "101001")
    (draft,) = workspace.path("催报").iterdir()
    data = draft.read_bytes()
    run("chase", "--agency", "101001", "--send")
    draft.write_bytes(data)
    run("chase", "--agency", "101001", "--again-after", "0")
    assert (draft.read_bytes(), len(list(draft.parent.iterdir()))) == (data, 2)


def test_a_newer_return_takes_the_place_of_the_older_one(workspace: Workspace) -> None:
    wrong = faulty(due(workspace, "101"))
    deliver(workspace, [Mail("mzj@example.cn", 10, (("表.xlsx", wrong),))])
    run("collect")
    run("send-back")
    (draft,) = (workspace.path("退回") / "信").iterdir()
    run("decide", "101/S0", "退回", "--opinion", "职能概述请写全")
    run("send-back")
    (newer,) = (workspace.path("退回") / "信").iterdir()
    assert newer.name != draft.name


def test_who_has_no_address_is_told_once(workspace: Workspace) -> None:
    roster = workspace.folder / "roster.csv"
    roster.write_text(roster.read_text(encoding="utf-8-sig").replace("jyj@example.cn", ""), encoding="utf-8")
    for command in ("chase", "issue"):
        said = run(command).stdout.splitlines()
        told = [line for line in said if "202" in line and "没有邮箱" in line]
        assert [line.count("没有邮箱") for line in told] == [1], told
        assert "单位名录里补上" in told[0]


def test_chased_by_other_means_counts_without_sending(workspace: Workspace, sink: PostOffice) -> None:
    """The telephone counts: another day's letter is the second, and within three days there is none."""
    assert "已记为催报" in run("chase", "--agency", "101001", "--done").stdout
    assert sink.kept == []
    (handed,) = workspace.path("催报").iterdir()
    with workspace.open_store() as store:
        (kept,) = store.sent()
    assert (kept.kind, kept.agency, kept.to) == ("催报", "101001", "其他方式")
    again = json.loads(run("chase", "--agency", "101001", "--done", "--json").stdout)
    assert (again["letters"], [entry["agency"] for entry in again["spared"]]) == ([], ["101001"])
    run("chase", "--agency", "101001", "--again-after", "0", "--send")
    ((_, data),) = sink.kept
    assert "第 2 次" in str(message_from_bytes(data, policy=policy.default)["Subject"])
    assert handed.is_file()
    both = run("chase", "--send", "--done")
    assert (both.exit_code, "只能写一个" in both.stderr) == (2, True)


def test_another_front_chases_by_the_same_rules(workspace: Workspace, sink: PostOffice) -> None:
    """A program may chase as the command does: whom it may spare, what it only notes, and nothing is sent unasked."""
    now = datetime(2026, 3, 20, 2, tzinfo=UTC)
    with workspace.open_store() as store:
        lines = ledger_of(workspace, store, today=local_date(now)).lines
        first = chase_all(Chaser(workspace, store.sent(), now), store, lines[:1], done=True)
        again = chase_all(Chaser(workspace, store.sent(), now), store, lines)
    assert (first.spared, len(first.posted.postings), sink.kept) == ((), 1, [])
    assert [(one.agency.code, one.spared) for one in again.spared] == [("101", "2026年3月20日 已催过")]
    assert again.posted.counts() == {LetterFate.READY: 2}
    assert all(posting.as_dict()["fate"] == "待发送" and posting.file.is_file() for posting in again.posted.postings)


def test_what_was_handed_back_stays_beside_a_newer_return(workspace: Workspace) -> None:
    deliver(workspace, [Mail("mzj@example.cn", 10, (("表.xlsx", faulty(due(workspace, "101"))),))])
    run("collect")
    run("send-back", "--done")
    (handed,) = (workspace.path("退回") / "信").iterdir()
    deliver(workspace, [Mail("mzj@example.cn", 12, (("再报.xlsx", faulty(due(workspace, "101")) + b"\0"),))])
    run("collect")
    run("send-back")
    found = sorted((workspace.path("退回") / "信").iterdir())
    assert (len(found), handed in found) == (2, True)


def test_refused_files_tell_what_became_of_them(workspace: Workspace) -> None:
    """Sent back, they say when; put right since, they are only counted; another form's filing puts nothing right."""
    old = [filled(due(workspace, agency), year=2025) for agency in ("101", "202")]
    mails = [
        Mail("mzj@example.cn", 10, (("去年一.xlsx", old[0]),)),
        Mail("jyj@example.cn", 11, (("去年二.xlsx", old[1]),)),
    ]
    deliver(workspace, mails)
    run("collect")
    found = json.loads(run("status", "--json").stdout)["strays"]
    assert [(one["sent_back"], one["settled"]) for one in found] == [(None, False)] * 2
    run("send-back", "--done", "--who", "审核员甲")
    with workspace.open_store() as store:
        sent = {hashlib.sha256(data).hexdigest(): "审核员甲" for data in old}
        assert {one.sha256: one.who for one in store.sent_back()} == sent
    day = local_date(datetime.now(UTC)).isoformat()
    told = f"已退回 {day}（审核员甲）"
    assert run("status").stdout.count(f"【{told}】") == 2
    mails.append(Mail("jyj@example.cn", 20, (("今年.xlsx", filled(due(workspace, "202"))),)))
    mails.append(Mail("mzj@example.cn", 20, (("项目.xlsx", filled(due(workspace, "101", "P1"))),)))
    deliver(workspace, mails)
    run("collect")
    done = run("status", "--xlsx", "台账.xlsx", "--html", "台账.html").stdout
    assert ("另有 1 个来件没有归入台账" in done, "另有 1 个没有归入台账的来件已由后来的文件改正" in done) == (
        True,
        True,
    )
    assert ("去年一.xlsx" in done, "去年二.xlsx" in done) == (True, False)
    found = json.loads(run("status", "--json").stdout)["strays"]
    assert [(one["name"], one["sent_back"][:4], one["sent_back_by"], one["settled"]) for one in found] == [
        ("去年一.xlsx", day[:4], "审核员甲", False),
        ("去年二.xlsx", day[:4], "审核员甲", True),
    ]
    page = Path("台账.html").read_text(encoding="utf-8")
    assert (told in page, "去年二" in page, "另有 1 个" in page) == (True, False, True)
    sheet = load_workbook("台账.xlsx")["待处理"]
    texts = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert (told in texts, "去年二.xlsx" in texts) == (True, False)
    assert any("另有 1 个已由后来的文件改正" in text for text in texts)


def test_the_log_tells_who_sent_which_file_back(workspace: Workspace) -> None:
    """A filing by its reference, a file without a place by its sender; handed over by hand they count too."""
    wrong, old = faulty(due(workspace, "101")), filled(due(workspace, "202"), year=2025)
    mails = [
        Mail("mzj@example.cn", 10, (("表.xlsx", wrong),)),
        Mail("jyj@example.cn", 11, (("去年.xlsx", old),)),
    ]
    deliver(workspace, mails)
    run("collect")
    run("send-back", "--done", "--who", "审核员甲")
    told = [event for event in json.loads(run("log", "--json").stdout) if event["kind"] == "退件"]
    assert sorted((event["who"], event["what"]) for event in told) == [
        ("审核员甲", "101/S0/2026 表.xlsx"),
        ("审核员甲", "待处理 jyj@example.cn 去年.xlsx"),
    ]
    assert "审核员甲 退件 待处理 jyj@example.cn 去年.xlsx" in run("log").stdout


def test_a_later_readable_file_spares_the_refused_one(workspace: Workspace) -> None:
    """An earlier one does not: who sends last year's after this year's meant something by it."""
    right, wrong = filled(due(workspace, "202")), filled(due(workspace, "202"), year=2025)
    mails = [Mail("jyj@example.cn", 10, (("今年.xlsx", right),)), Mail("jyj@example.cn", 12, (("去年.xlsx", wrong),))]
    deliver(workspace, mails)
    run("collect")
    (stray,) = json.loads(run("status", "--json").stdout)["strays"]
    assert stray["settled"] is False
    assert len(json.loads(run("send-back", "--json").stdout)["letters"]) == 1
    deliver(workspace, [*mails, Mail("jyj@example.cn", 13, (("再报.xlsx", faulty(due(workspace, "202"))),))])
    run("collect")
    (stray,) = json.loads(run("status", "--json").stdout)["strays"]
    assert (stray["settled"], stray["sent_back"]) == (True, None)
