"""Passwords: those of the roster and of a file open what came locked, now or when it is collected again; none is shown
or kept."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.model.season.delivery import Message
from jixiao_xlsx.model.season.roster import Agency, Roster
from jixiao_xlsx.season.workspace.passwords import Passwords, read_passwords
from jixiao_xlsx.season.workspace.workspace import Workspace
from jixiao_xlsx.sheet.raw.foreign import passwords as locks
from mail.wrapping import locked_zip_of
from whole_way.season.season import Mail, deliver, due, filled, ledger, run

SECRET = "mima-2026"


def locked(book: bytes, password: str = SECRET) -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    out = BytesIO()
    OOXMLFile(BytesIO(book)).encrypt(password, out)
    return out.getvalue()


def passwords(folder: Path, text: str = f"别的\n{SECRET}\n", encoding: str = "utf-8") -> str:
    path = folder / "密码.txt"
    path.write_bytes(text.encode(encoding))
    return str(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk"])
def test_a_locked_workbook_is_read_with_a_password_of_the_file(
    encoding: str, tmp_path: Path, workspace: Workspace
) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(locked(filled(due(workspace, "101")), "密码 2026"))
    plain = json.loads(run("read", str(path), "--json").stdout)
    assert [found["code"] for found in plain["findings"]] == ["F06"]
    listed = passwords(tmp_path, "别的\r\n密码 2026\r\n", encoding)
    for jobs in ("1", "2"):
        done = run("read", str(path), "--json", "--password-file", listed, "--jobs", jobs)
        assert json.loads(done.stdout)["agency"]["code"] == "101"
        assert "密码 2026" not in done.output


def test_a_review_of_a_locked_workbook_gives_one_to_mend(tmp_path: Path, workspace: Workspace) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(locked(filled(due(workspace, "101"), {"funds.general.amount": "九十"})))
    done = run("review", str(path), "-o", str(tmp_path / "退回"), "--password-file", passwords(tmp_path))
    assert done.exit_code == 1
    assert sorted(file.suffix for file in (tmp_path / "退回").iterdir() if file.suffix != ".json") == [
        ".docx",
        ".txt",
        ".xlsx",
    ]
    assert SECRET not in done.output


def test_what_came_locked_is_opened_once_a_password_is_there(tmp_path: Path, workspace: Workspace) -> None:
    book, other = filled(due(workspace, "101")), filled(due(workspace, "202"))
    shut = locked(book)
    deliver(
        workspace,
        [
            Mail("mzj@example.cn", 10, (("表.xlsx", shut),)),
            Mail("jyj@example.cn", 11, (("材料.zip", locked_zip_of("教育.xlsx", other, SECRET.encode())),)),
        ],
    )
    run("collect")
    before = ledger(workspace)
    assert [before.find(f"{code}/S0").state for code in ("101", "202")] == ["未报", "未报"]
    assert len(before.strays) == 2
    for path in workspace.path("收件").iterdir():
        path.unlink()
    run("collect", "--password-file", passwords(tmp_path))
    after = ledger(workspace)
    assert [after.find(f"{code}/S0").state for code in ("101", "202")] == ["已报", "已报"]
    assert after.strays == ()
    newest = after.find("101/S0").newest
    assert newest is not None
    # What was sent is kept, not what it was opened to.
    assert workspace.originals.get(newest.sha256) == shut
    for path in workspace.folder.rglob("*"):
        assert path.is_dir() or path.name == "密码.txt" or SECRET.encode() not in path.read_bytes()


def test_a_rereading_without_the_password_takes_nothing_back(tmp_path: Path, workspace: Workspace) -> None:
    deliver(workspace, [Mail("mzj@example.cn", 10, (("表.xlsx", locked(filled(due(workspace, "101")))),))])
    run("collect", "--password-file", passwords(tmp_path))
    told = json.loads(run("reread", "--json").stdout)
    assert "有密码" in told["damaged"][0]["trouble"]
    assert ledger(workspace).find("101/S0").state == "已报"
    assert json.loads(run("reread", "--json", "--password-file", passwords(tmp_path)).stdout)["damaged"] == []


def test_the_senders_own_password_is_tried_first() -> None:
    roster = Roster((Agency("1", "甲", email="A@x.cn", password="a"), Agency("2", "乙", email="b@x.cn", password="b")))
    found = Passwords.of(roster, ("given",))
    assert found.for_message(Message(sender="乙 <B@x.cn>")) == ("b", "given", "a")
    assert found.for_message(Message()) == ("given", "a", "b")
    assert "given" not in repr(found)
    assert "password" not in repr(roster.agencies[0])


def test_a_file_of_passwords_that_cannot_be_read_is_told_without_its_contents(tmp_path: Path) -> None:
    with pytest.raises(JixiaoError, match="读不了密码文件"):
        read_passwords(tmp_path / "没有.txt")
    (tmp_path / "乱.txt").write_bytes(b"secret\xff\xff\xff")
    with pytest.raises(JixiaoError, match="文字编码") as refused:
        read_passwords(tmp_path / "乱.txt")
    assert "secret" not in str(refused.value)
    assert read_passwords(None) == ()


def test_a_workbook_that_asks_for_much_hashing_is_tried_less_often(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    monkeypatch.setattr(locks, "_opened", lambda file, password, verify: tried.append(password) or b"")
    book = locked(filled(due(workspace, "101")))
    with locks.passwords_at_hand(tuple(f"p{number}" for number in range(200))):
        for rounds, most in ((b"100000", 50), (b"999999", 5)):
            tried.clear()
            assert locks.unlocked(book.replace(b'spinCount="100000"', b'spinCount="%s"' % rounds)) == b""
            assert len(tried) == most
            assert tried[0] == "VelvetSweatshop"
