"""A real IMAP server: the office's mailbox is collected, goes on where it ended, and is left as it was."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from jixiao_xlsx.season.workspace.workspace import Workspace
from mail.dovecot import PASSWORD, POP3_PROGRAM, PROGRAM, Dovecot, serving
from whole_way.season.season import SCAN, SETTINGS, Mail, due, faulty, filled, run, season


@pytest.fixture
def server() -> Iterator[Dovecot]:
    if PROGRAM is None and not os.environ.get("CI"):
        pytest.skip("dovecot is not installed")
    with serving() as running:
        yield running


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Dovecot) -> Workspace:
    box = f"imap: {{host: 127.0.0.1, port: {server.port}, user: {server.user}, tls: none, password_env: BOX_PASSWORD}}"
    words = SETTINGS.replace("{address: caiwu@example.gov.cn}", f"{{address: caiwu@example.gov.cn, {box}}}")
    monkeypatch.setenv("BOX_PASSWORD", PASSWORD)
    found = season(tmp_path / "2026", settings=words)
    monkeypatch.chdir(found.folder)
    return found


def states() -> dict[str, str]:
    lines = json.loads(run("status", "--json").stdout)["lines"]
    return {f"{line['agency']['code']}/{line['alias']}": line["state"] for line in lines}


def test_a_mailbox_is_collected_piece_by_piece_and_left_unread(workspace: Workspace, server: Dovecot) -> None:
    server.deliver(
        Mail("mzj@example.cn", 10, (("民政局_最终版.xlsx", filled(due(workspace, "101"))), ("章.pdf", SCAN))).data
    )
    server.deliver(Mail("jyj@example.cn", 11, (("教育.xlsx", faulty(due(workspace, "202"))),)).data)
    before = server.flags()
    assert run("collect", "--imap").exit_code == 1
    assert (states()["101/S0"], states()["202/S0"], states()["101001/S0"]) == ("已报", "已报", "未报")
    assert server.flags() == before
    assert json.loads(run("collect", "--imap", "--json").stdout) == []
    server.deliver(Mail("jzz@example.cn", 12, (("救助.xlsx", filled(due(workspace, "101001"))),)).data)
    fresh = json.loads(run("collect", "--imap", "--json").stdout)
    assert [one["name"] for one in fresh if one["role"] == "填报件"] == ["救助.xlsx"]
    assert fresh[0]["origin"].startswith(f"imap://{server.user}@127.0.0.1/INBOX;UID=3")
    assert states()["101001/S0"] == "已报"


def test_messages_are_marked_as_read_only_when_asked(workspace: Workspace, server: Dovecot) -> None:
    server.deliver(Mail("mzj@example.cn", 10, (("表.xlsx", filled(due(workspace, "101"))),)).data)
    assert b"Seen" not in b"".join(server.flags())
    run("collect", "--imap", "--mark-seen")
    assert b"Seen" in b"".join(server.flags())


def test_a_wrong_password_says_what_to_do(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, server: Dovecot
) -> None:
    monkeypatch.setenv("BOX_PASSWORD", "wrong-one")
    done = run("collect", "--imap")
    assert (done.exit_code, "授权码" in done.stderr) == (2, True)
    monkeypatch.delenv("BOX_PASSWORD")
    assert "BOX_PASSWORD" in run("collect", "--imap").stderr


@pytest.mark.parametrize("tls", ["ssl", "starttls"])
def test_a_server_with_a_root_certificate_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Dovecot, tls: str
) -> None:
    port = server.tls_port if tls == "ssl" else server.port
    box = f"host: localhost, port: {port}, user: {server.user}, tls: {tls}, password_env: BOX_PASSWORD"
    words = SETTINGS.replace("{address: caiwu@example.gov.cn}", f"{{address: caiwu@example.gov.cn, imap: {{{box}}}}}")
    monkeypatch.setenv("BOX_PASSWORD", PASSWORD)
    workspace = season(tmp_path / "2026", settings=words)
    monkeypatch.chdir(workspace.folder)
    server.deliver(Mail("mzj@example.cn", 10, (("表.xlsx", filled(due(workspace, "101"))),)).data)
    refused = run("collect", "--imap")
    assert (refused.exit_code, "证书不可信" in refused.stderr, "ca" in refused.stderr) == (2, True, True)
    settings = workspace.folder / "jixiao.yaml"
    settings.write_text(settings.read_text("utf-8").replace(box, f"{box}, ca: 根.pem"), encoding="utf-8")
    assert "找不到根证书文件" in run("collect", "--imap").stderr
    (workspace.folder / "根.pem").write_bytes(Path(server.certificate).read_bytes())
    run("collect", "--imap")
    assert states()["101/S0"] == "已报"


@pytest.mark.skipif(not POP3_PROGRAM and "CI" not in os.environ, reason="没有安装 dovecot 的 pop3")
def test_a_mailbox_with_pop3_alone_is_collected_and_keeps_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Dovecot
) -> None:
    box = f"pop3: {{host: 127.0.0.1, port: {server.pop3_port}, user: {server.user}, tls: none, password_env: BOX}}"
    words = SETTINGS.replace("{address: caiwu@example.gov.cn}", f"{{address: caiwu@example.gov.cn, {box}}}")
    monkeypatch.setenv("BOX", PASSWORD)
    home = season(tmp_path / "2026", settings=words)
    monkeypatch.chdir(home.folder)
    server.deliver(Mail("mzj@example.cn", 10, (("表.xlsx", filled(due(home, "101"))), ("章.pdf", SCAN))).data)
    assert run("collect", "--pop3").exit_code == 0
    assert states()["101/S0"] == "已报"
    assert json.loads(run("collect", "--pop3", "--json").stdout) == []
    server.deliver(Mail("jzz@example.cn", 12, (("救助.xlsx", filled(due(home, "101001"))),)).data)
    fresh = json.loads(run("collect", "--pop3", "--json").stdout)
    assert [each["name"] for each in fresh if each["role"] == "填报件"] == ["救助.xlsx"]
    assert len(server.flags()) == 2
    refused = run("collect", "--pop3", "--mark-seen")
    assert (refused.exit_code, "没有“已读”的标记" in refused.stderr) == (2, True)
    monkeypatch.setenv("BOX", "wrong-one")
    refused = run("collect", "--pop3")
    assert (refused.exit_code, "授权码" in refused.stderr, "wrong" in refused.stderr) == (2, True, False)
