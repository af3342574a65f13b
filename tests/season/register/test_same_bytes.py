"""The same useless bytes from several senders are several letters: each sender is waiting for an answer."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook

from jixiao_xlsx.season.workspace.workspace import Workspace
from whole_way.season.season import SCAN, Mail, deliver, ledger, letters, run

SENDERS = ("mzj@example.cn", "jzz@example.cn", "jyj@example.cn")


def notice() -> bytes:
    book, out = Workbook(), BytesIO()
    book.active["A1"] = "关于报送的通知"
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("data", [b"", notice(), b"MSCF" + bytes(50)], ids=["empty", "workbook", "cab"])
def test_every_sender_stands_in_the_list_and_is_answered(workspace: Workspace, data: bytes) -> None:
    deliver(workspace, [Mail(sender, 9, (("申报表.xlsx", data),)) for sender in SENDERS])
    run("collect", "--jobs", "1")
    assert sorted(stray.sender for stray in ledger(workspace).strays) == sorted(SENDERS)
    run("send-back")
    assert sorted(letter["to"] for letter in letters(workspace.path("退回"))) == sorted(SENDERS)


def test_one_sender_sending_twice_is_told_once(workspace: Workspace) -> None:
    deliver(workspace, [Mail(SENDERS[0], day, (("申报表.xlsx", notice()),)) for day in (8, 9)])
    run("collect", "--jobs", "1")
    assert len(ledger(workspace).strays) == 1


def test_one_that_was_saved_beside_its_mail_is_told_once(workspace: Workspace) -> None:
    deliver(workspace, [Mail(SENDERS[0], 8, (("申报表.xlsx", notice()),))])
    (workspace.path("收件") / "申报表.xlsx").write_bytes(notice())
    run("collect", "--jobs", "1")
    assert [stray.sender for stray in ledger(workspace).strays] == [SENDERS[0]]


def test_empty_files_of_a_folder_stand_by_their_names(workspace: Workspace) -> None:
    workspace.path("收件").mkdir(exist_ok=True)
    for name in ("甲.xlsx", "乙.xlsx", "材料.zip", "来信.eml"):
        (workspace.path("收件") / name).write_bytes(b"")
    run("collect", "--jobs", "1")
    found = {stray.name: stray.why for stray in ledger(workspace).strays}
    assert sorted(found) == sorted(["甲.xlsx", "乙.xlsx", "材料.zip", "来信.eml"])
    assert all("空文件" in why for why in found.values())


def test_letters_that_say_nothing_of_themselves_are_letters(workspace: Workspace) -> None:
    """No sender, subject or Message-ID; a head without an end; what is called a mail and is none."""
    inbox = workspace.path("收件")
    inbox.mkdir(exist_ok=True)
    date = b"Date: Mon, 2 Mar 2026 10:00:00 +0800\r\n"
    scan = b'Content-Type: application/pdf; name="a.pdf"\r\n\r\n' + SCAN
    (inbox / "空.eml").write_bytes(date + b"\r\n\r\n")
    (inbox / "扫描.eml").write_bytes(date + scan)
    (inbox / "信头.eml").write_bytes(b"X-Junk: " + b"a" * 2_000_000 + b"\r\nFrom: mzj@example.cn\r\n\r\n")
    (inbox / "坏.eml").write_bytes(b"no mail at all " * 9)
    run("collect", "--jobs", "1")
    run("collect", "--jobs", "1")
    assert sorted(stray.name for stray in ledger(workspace).strays) == sorted(
        ["空.eml", "扫描.eml", "信头.eml", "坏.eml"]
    )


def test_a_workbook_under_an_archives_name_is_called_no_archive(workspace: Workspace) -> None:
    deliver(workspace, [Mail(SENDERS[0], 9, (("表.rar", notice()),))])
    run("collect", "--jobs", "1")
    (stray,) = ledger(workspace).strays
    assert "RAR" not in stray.why
