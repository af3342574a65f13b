"""答复 and 催报 know what has come: each reason gets its own words, the blank goes along, nobody is told that nothing
came."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime
from email.message import EmailMessage
from io import BytesIO

import pytest

from jixiao_xlsx.report.letters.remedies import REMEDIES
from jixiao_xlsx.season.demo.playing.strangers import under_password
from jixiao_xlsx.season.workspace.workspace import Workspace
from mail.post_office import PostOffice
from season.register.test_fruitless import KINDS, SCAN, WAITING, letter, linked
from whole_way.season.season import body, due, faulty, filled, letters, run


def arrived(workspace: Workspace, *mails: bytes) -> None:
    inbox = workspace.path("收件")
    inbox.mkdir(exist_ok=True)
    before = len(list(inbox.iterdir()))
    for number, data in enumerate(mails, before):
        (inbox / f"{number:03}.eml").write_bytes(data)
    run("collect", "--jobs", "1")


def answer(workspace: Workspace, to: str = "mzj@example.cn") -> EmailMessage:
    run("send-back")
    (found,) = (each for each in letters(workspace.path("退回")) if each["To"] == to)
    return found


def attachments(message: EmailMessage) -> list[str]:
    return [part.get_filename() or "" for part in message.iter_attachments()]


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.fate == WAITING])
def test_each_kind_is_answered_in_its_own_words_with_the_blanks(workspace: Workspace, name: str) -> None:
    run("issue", "--jobs", "1")
    arrived(workspace, KINDS[name].made())
    found = answer(workspace)
    text = body(found)
    wanted = next(words for reason, words in REMEDIES.items() if reason == KINDS[name].reason)
    assert (wanted in text, "示例市民政局：" in text, "3月10日的来信" in text) == (True, True, True)
    assert not [word for word in ("封签", "行键", "填报单位", "jixiao") if word in text]
    # Its own two blanks, as they were issued.
    assert sorted(name.endswith(".xlsx") for name in attachments(found)) == [True, True]


def test_the_blank_goes_along_as_issued_though_its_file_is_gone_or_filled_in(workspace: Workspace) -> None:
    run("issue", "--jobs", "1")
    blanks = sorted(workspace.path("下发").glob("101_*/*.xlsx"))
    kept = {path.name: path.read_bytes() for path in blanks}
    blanks[0].unlink()
    blanks[1].write_bytes(b"filled in by somebody")
    arrived(workspace, letter("x", SCAN))
    found = answer(workspace)
    assert {part.get_filename(): part.get_content() for part in found.iter_attachments()} == kept


def test_without_a_blank_the_letter_does_not_promise_one(workspace: Workspace) -> None:
    arrived(workspace, letter("x", SCAN))
    found = answer(workspace)
    assert (attachments(found), "随信附上" in body(found), "请告诉我们再发" in body(found)) == ([], False, True)


def test_answers_go_out_once_and_only_to_agencies_of_the_roster(workspace: Workspace, sink: PostOffice) -> None:
    arrived(workspace, letter("x", SCAN), letter("卖发票", SCAN, sender="12345@qq.example.com", subject="优惠"))
    dry = json.loads(run("send-back", "--json").stdout)["letters"]
    assert [(each["agency"], each["kind"], each["fate"]) for each in dry] == [
        ("101", "答复", "待发送"),
        ("12345@qq.example.com", "答复", "待发送"),
    ]
    run("send-back", "--send", "--who", "张三")
    assert [to for to, _ in sink.kept] == [("mzj@example.cn",)]
    strays = json.loads(run("status", "--json").stdout)["strays"]
    assert sorted((each["sender"], each["sent_back_by"]) for each in strays) == [
        ("12345@qq.example.com", ""),
        ("mzj@example.cn", "张三"),
    ]
    again = json.loads(run("send-back", "--send", "--json").stdout)["letters"]
    assert [(each["agency"], len(sink.kept)) for each in again] == [("12345@qq.example.com", 1)]


def test_handed_over_by_other_means_it_is_answered(workspace: Workspace) -> None:
    arrived(workspace, letter("x", SCAN))
    run("send-back", "--done", "--who", "张三")
    assert json.loads(run("send-back", "--json").stdout)["letters"] == []


def test_who_has_filed_everything_gets_no_answer_to_the_scan_that_follows(workspace: Workspace) -> None:
    form = ("表.xlsx", filled(due(workspace, "202")))
    arrived(
        workspace,
        letter("x", form, sender="jyj@example.cn"),
        letter("补盖章件", SCAN, sender="jyj@example.cn", day=11),
        linked("https://pan.baidu.com/s/1abc", sender="jyj@example.cn", day=11),
    )
    assert json.loads(run("send-back", "--json").stdout)["letters"] == []
    # The scan belongs to what came before it; what lies in the cloud nobody knows.
    assert [each["reason"] for each in json.loads(run("status", "--json").stdout)["strays"] if not each["settled"]] == [
        "网盘链接"
    ]


@pytest.mark.parametrize(
    ("sender", "subject", "file", "known"),
    [
        ("私人 <1@qq.example.com>", "示例市救助站报送", "扫描.pdf", True),
        ("1@qq.example.com", "报送", "示例市救助站.pdf", True),
        ("1@qq.example.com", "示例市收容站报送", "扫描.pdf", True),
        ("1@qq.example.com", "示例市救助站和示例市民政局", "扫描.pdf", False),
        ("1@qq.example.com", "报送", "扫描.pdf", False),
    ],
)
def test_a_private_mailbox_is_an_agency_only_where_one_alone_is_named(
    workspace: Workspace, sender: str, subject: str, file: str, known: bool
) -> None:
    arrived(workspace, letter("x", (file, SCAN[1]), sender=sender, subject=subject))
    (found,) = json.loads(run("send-back", "--json").stdout)["letters"]
    assert (found["agency"] == "101001", found["to"]) == (known, ["1@qq.example.com"])
    doubts = json.loads(run("status", "--json").stdout)["doubts"]
    assert [doubt["reference"] for doubt in doubts] == (["101001/S0"] if known else [])


def test_a_unit_that_wrote_is_not_told_that_nothing_came(workspace: Workspace) -> None:
    arrived(workspace, letter("x", ("申报表.pdf", SCAN[1]), sender="jzz@example.cn", day=18))
    run("chase")
    by_agency = {each["To"]: body(each) for each in letters(workspace.path("催报"))}
    told, other = by_agency["jzz@example.cn"], by_agency["jyj@example.cn"]
    assert "3月18日的来信收到了，但只有扫描件（申报表.pdf）" in told
    assert "不是扫描件" in told
    assert not [word for word in ("尚未收到", "仍未收到") if word in told]
    assert "未收到" in other
    (doubt,) = json.loads(run("status", "--json").stdout)["doubts"]
    assert (doubt["reference"], "只有扫描件" in doubt["words"]) == ("101001/S0", True)


def test_a_workbook_that_could_not_be_opened_is_mentioned_too(workspace: Workspace) -> None:
    locked = under_password(b"x" * 2000, random.Random("locked"))
    arrived(workspace, letter("x", ("申报表.xlsx", locked), sender="jzz@example.cn"))
    run("chase")
    told = next(body(each) for each in letters(workspace.path("催报")) if each["To"] == "jzz@example.cn")
    assert ("3月10日的来信收到了" in told, "密码" in told, "未收到" in told) == (True, True, False)
    back = answer(workspace, "jzz@example.cn")
    assert "请去掉密码后重新发来" in body(back)


def test_what_was_never_issued_is_not_chased_but_told(workspace: Workspace) -> None:
    run("issue", "--agency", "101001", "--jobs", "1")
    done = json.loads(run("chase", "--json").stdout)
    assert [each["agency"] for each in done["letters"]] == ["101001"]
    assert [(each["agency"], "还没有下发空表" in each["why"]) for each in done["spared"]] == [
        ("101", True),
        ("202", True),
    ]
    assert "还没有下发空表" in run("chase").stdout


def test_where_nothing_at_all_was_issued_all_are_chased(workspace: Workspace) -> None:
    done = json.loads(run("chase", "--json").stdout)
    assert ([each["agency"] for each in done["letters"]], done["spared"]) == (["101", "101001", "202"], [])


def test_a_refused_workbook_goes_back_with_the_blank_to_the_agency_by_name(workspace: Workspace) -> None:
    """Last year's form without any seal of ours: the roster knows who sent it, and the letter bears a date."""
    run("issue", "--jobs", "1")
    from openpyxl import Workbook

    own = Workbook()
    own.active.append(["随便", "做的", "一张表"])
    data = BytesIO()
    own.save(data)
    arrived(workspace, letter("x", ("自己做的.xlsx", data.getvalue()), sender="jyj@example.cn"))
    back = answer(workspace, "jyj@example.cn")
    assert any(name.endswith(".xlsx") for name in attachments(back))
    assert "空表随信附上" in body(back)
    paper = next(workspace.path("退回").glob("202_*/*退回单*.docx"))
    from docx import Document

    lines = [paragraph.text for paragraph in Document(str(paper)).paragraphs]
    assert "示例市教育局：" in lines
    today = datetime.now(UTC)
    assert any(f"{today.year}年" in line and "日" in line for line in lines[-2:])
    assert not [line for line in lines if "封签" in line]


def test_a_letter_and_a_faulty_filing_of_one_agency_are_two_letters(workspace: Workspace) -> None:
    arrived(workspace, letter("x", ("表.xlsx", faulty(due(workspace, "101")))), letter("x", SCAN, day=12))
    kinds = [each["kind"] for each in json.loads(run("send-back", "--json").stdout)["letters"]]
    # P1 is still owed: the scan may have been meant for it.
    assert kinds == ["退回", "答复"]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (("winmail.dat", b"\x78\x9f\x3e\x22 broken"), "请改用普通格式重发"),
        (("表.zip", b"PK\x03\x04 broken"), "请重新打包成 .zip"),
    ],
)
def test_what_cannot_be_opened_is_answered_by_its_reason(
    workspace: Workspace, file: tuple[str, bytes], words: str
) -> None:
    arrived(workspace, letter("x", file))
    assert words in body(answer(workspace))


def test_a_locked_workbook_from_a_stranger_is_answered_by_a_draft(workspace: Workspace, sink: PostOffice) -> None:
    locked = under_password(b"x" * 2000, random.Random("locked"))
    arrived(workspace, letter("x", ("申报表.xlsx", locked), sender="1@qq.example.com"))
    found = answer(workspace, "1@qq.example.com")
    assert "请去掉密码后重新发来" in body(found)
    run("send-back", "--send")
    assert sink.kept == []


def test_an_agency_that_wrote_from_two_mailboxes_has_two_drafts(workspace: Workspace) -> None:
    arrived(
        workspace,
        letter("x", SCAN),
        letter("x", ("示例市民政局.pdf", SCAN[1]), sender="1@qq.example.com"),
    )
    run("send-back")
    assert sorted(str(each["To"]) for each in letters(workspace.path("退回"))) == ["1@qq.example.com", "mzj@example.cn"]
