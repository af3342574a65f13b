"""Files that cannot be had from the disk stand in 待处理, each by its own name and place with the true reason, until
they can be read."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jixiao_xlsx.mail.opening.pieces import Piece
from jixiao_xlsx.season.collecting.collect import collector_of
from jixiao_xlsx.season.workspace.workspace import Workspace
from whole_way.season.season import Mail, due, filled, ledger, run

NOW = datetime(2026, 3, 20, 1, tzinfo=UTC)
HUGE = 3 << 30


def spread(folder: Path) -> None:
    """A file of 3 GB, two links that lead nowhere (one in a folder of its own, of the same name), and a pipe."""
    (folder / "又一处").mkdir(parents=True)
    with (folder / "民政局.xlsx").open("wb") as file:
        file.truncate(HUGE)  # takes no room: nothing is written
    (folder / "断链.xlsx").symlink_to(folder / "不在.xlsx")
    (folder / "又一处" / "断链.xlsx").symlink_to(folder / "也不在.xlsx")
    os.mkfifo(folder / "管道.xlsx")


def told(workspace: Workspace) -> dict[str, str]:
    home = str(workspace.folder)
    return {stray.origin.removeprefix(home).lstrip("/"): stray.why for stray in ledger(workspace).strays}


def test_each_stands_by_itself_with_its_reason_in_every_run(workspace: Workspace) -> None:
    spread(workspace.path("收件"))
    for _ in range(2):
        assert run("collect", "--jobs", "1").exit_code == 0
        found = told(workspace)
        assert sorted(found) == ["收件/又一处/断链.xlsx", "收件/断链.xlsx", "收件/民政局.xlsx", "收件/管道.xlsx"]
        assert "3072.0 MB" in found["收件/民政局.xlsx"]
        assert "链接" in found["收件/断链.xlsx"]
        assert "链接" in found["收件/又一处/断链.xlsx"]
        assert "管道" in found["收件/管道.xlsx"]
        assert not any("空文件" in why for why in found.values())
    with workspace.open_store() as store:
        assert store.filings() == ()


def test_how_the_folder_was_named_makes_no_second_one(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    spread(workspace.path("收件"))
    run("collect", "收件")
    run("collect", str(workspace.path("收件")))
    run("collect", "收件", "--received", "2026-03-09")
    monkeypatch.chdir(workspace.path("收件"))
    run("collect", ".")
    run("collect", "断链.xlsx", "又一处/断链.xlsx", "管道.xlsx", "民政局.xlsx")
    assert len(ledger(workspace).strays) == 4


def test_it_is_gone_once_it_could_be_read(workspace: Workspace) -> None:
    inbox = workspace.path("收件")
    spread(inbox)
    run("collect")
    (inbox / "不在.xlsx").write_bytes(filled(due(workspace, "101")))
    (inbox / "管道.xlsx").unlink()
    (inbox / "管道.xlsx").write_bytes(filled(due(workspace, "202")))
    run("collect", "收件/断链.xlsx", "收件/管道.xlsx")
    assert sorted(told(workspace)) == ["收件/又一处/断链.xlsx", "收件/民政局.xlsx"]
    assert {ledger(workspace).find(line).state for line in ("101/S0", "202/S0")} == {"已报"}


def test_the_reason_is_that_of_the_last_run(workspace: Workspace) -> None:
    inbox = workspace.path("收件")
    inbox.mkdir(exist_ok=True)
    (inbox / "甲.xlsx").symlink_to(inbox / "不在")
    run("collect")
    (inbox / "甲.xlsx").unlink()
    os.mkfifo(inbox / "甲.xlsx")
    run("collect")
    ((_, why),) = told(workspace).items()
    assert "管道" in why


def test_a_link_that_leads_nowhere_stops_none_of_the_others(workspace: Workspace) -> None:
    (workspace.folder / "断链.xlsx").symlink_to("不在")
    (workspace.folder / "表.xlsx").write_bytes(filled(due(workspace, "101")))
    for jobs in ("1", "2"):
        run("collect", "断链.xlsx", "表.xlsx", "--jobs", jobs)
        assert ledger(workspace).find("101/S0").state == "已报"
        assert list(told(workspace)) == ["断链.xlsx"]


def test_mails_that_could_not_be_fetched_are_told_each(workspace: Workspace) -> None:
    """All of them have the same bytes: none."""
    pieces = [
        Piece(f"第{uid}号邮件.eml", b"", f"imap://a@b/INBOX;UID={uid}", container=True, note="取不下来", unread=True)
        for uid in range(3)
    ]
    with workspace.open_store() as store:
        list(collector_of(workspace, store, now=NOW).collect(pieces))
    assert len(ledger(workspace).strays) == 3


def forbid(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> list[Path]:
    """Folders that nobody may list; those taken from the list are open again. Whoever runs the tests may be allowed
    everything."""
    shut, scandir, listdir, access = list(folders), os.scandir, os.listdir, os.access

    def refusing(way: Callable[..., object]) -> Callable[..., object]:
        def look(path: object = ".") -> object:
            if Path(str(path)) in shut:
                raise PermissionError(13, "Permission denied", str(path))
            return way(path)

        return look

    monkeypatch.setattr(os, "scandir", refusing(scandir))
    monkeypatch.setattr(os, "listdir", refusing(listdir))
    monkeypatch.setattr(os, "access", lambda path, *mode, **how: Path(path) not in shut and access(path, *mode, **how))
    return shut


def test_folders_that_nobody_may_list_end_no_run(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder, and the new mails of a Maildir; both are gone from the list once they could be read."""
    inbox = workspace.path("收件")
    for folder in ("关", "信箱/cur", "信箱/new"):
        (inbox / folder).mkdir(parents=True)
    (inbox / "关" / "表.xlsx").write_bytes(filled(due(workspace, "101")))
    mail = Mail("jyj@example.cn", 9, (("表.xlsx", filled(due(workspace, "202"))),))
    (inbox / "信箱" / "new" / "1.mail").write_bytes(mail.data)
    shut = forbid(monkeypatch, inbox / "关", inbox / "信箱" / "new")
    for _ in range(2):
        assert run("collect", "--jobs", "1").exit_code == 0
        assert told(workspace) == {"收件/信箱": "没有读：没有权限", "收件/关": "没有读：没有权限"}
    shut.clear()
    run("collect", "--jobs", "1")
    assert told(workspace) == {}
    assert {ledger(workspace).find(line).state for line in ("101/S0", "202/S0")} == {"已报"}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_reading_goes_on_past_what_cannot_be_read(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, jobs: str
) -> None:
    """A dangling link and a shut folder among the arguments, and a file that the command line would refuse."""
    folder = workspace.path("收件")
    (folder / "关").mkdir(parents=True)
    (folder / "表.xlsx").write_bytes(filled(due(workspace, "101")))
    (folder / "断链.xlsx").symlink_to(folder / "不在")
    forbid(monkeypatch, folder / "关", Path("收件/关"), Path("收件/表.xlsx"))
    done = run("read", "--json", "--jobs", jobs, "收件/断链.xlsx", "收件/关", "收件/表.xlsx")
    assert done.exit_code == 1
    codes = {one["source"]["name"]: [found["code"] for found in one["findings"]] for one in json.loads(done.stdout)}
    assert (codes["断链.xlsx"], codes["关"]) == (["F15"], ["F15"])
    assert "F15" not in codes["表.xlsx"]
