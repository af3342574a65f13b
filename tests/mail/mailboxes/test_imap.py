"""Collecting from a real IMAP server: names byte for byte, nothing changed, resumed where it ended, told in Chinese."""

from __future__ import annotations

import logging
import os
import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from typing import BinaryIO

import pytest

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.mail.limits import Limits
from jixiao_xlsx.mail.mailboxes.imap import FetchedMessage, ImapAccount, fetch_new, mark_seen
from mail.dovecot import PASSWORD, PROGRAM, Dovecot

pytestmark = pytest.mark.skipif(not PROGRAM and "CI" not in os.environ, reason="没有安装 dovecot")
USER = "office@example.cn"


def account(server: Dovecot) -> ImapAccount:
    return ImapAccount("127.0.0.1", server.user, PASSWORD, port=server.port, tls="none")


def message(number: int, name: str = "") -> bytes:
    letter = EmailMessage()
    letter["From"] = "示例市民政局 <mz@example.cn>"
    letter["Subject"] = f"报送第{number}份"
    letter["Message-ID"] = f"<{number}@example.cn>"
    letter["Date"] = "Mon, 02 Mar 2026 10:00:00 +0800"
    letter.set_content("请查收")
    data = f"第{number}份".encode()
    letter.add_attachment(data, maintype="application", subtype="octet-stream", filename=name or f"申报表{number}.xlsx")
    return letter.as_bytes()


def leaves(found: list[FetchedMessage]) -> list[tuple[str, bytes]]:
    return [(piece.name, piece.data) for one in found for piece in one.pieces if not piece.container]


def test_chinese_names_and_bytes_come_through_and_nothing_changes(server: Dovecot) -> None:
    for number in range(1, 11):
        server.deliver(message(number))
    before = server.flags()
    found = list(fetch_new(account(server)))
    assert leaves(found) == [(f"申报表{number}.xlsx", f"第{number}份".encode()) for number in range(1, 11)]
    assert {one.note for one in found} == {""}
    first = found[0].pieces[0]
    assert first.origin == f"imap://{server.user}@127.0.0.1/INBOX;UID=1!申报表1.xlsx"
    assert first.message.sender == "示例市民政局 <mz@example.cn>"
    after = server.flags()
    assert [re.sub(rb" ?\\Recent ?", b"", line) for line in after] == [
        re.sub(rb" ?\\Recent ?", b"", line) for line in before
    ]
    assert b"Seen" not in b"".join(after)


def test_the_second_run_fetches_only_what_is_new(server: Dovecot) -> None:
    server.deliver(message(1))
    server.deliver(message(2))
    cursor = list(fetch_new(account(server)))[-1].cursor
    assert list(fetch_new(account(server), cursor)) == []
    server.deliver(message(3))
    assert [fetched.uid for fetched in fetch_new(account(server), cursor)] == [3]


def test_a_run_that_stopped_in_the_middle_goes_on_there(server: Dovecot) -> None:
    for number in (1, 2, 3):
        server.deliver(message(number))
    begun = fetch_new(account(server))
    cursor = next(begun).cursor
    begun.close()
    assert [fetched.uid for fetched in fetch_new(account(server), cursor)] == [2, 3]


def test_a_mailbox_numbered_anew_is_read_from_the_start(server: Dovecot) -> None:
    server.deliver(message(1), "报送")
    where = replace(account(server), folder="报送")
    (first,) = fetch_new(where)
    client = server.client()
    client.delete("&YqWQAQ-")
    client.logout()
    for number in (1, 2):
        server.deliver(message(number), "报送")
    again = list(fetch_new(where, first.cursor))
    assert [one.uid for one in again] == [1, 2]
    assert again[0].cursor.partition(":")[0] != first.cursor.partition(":")[0]


def test_poisoned_messages_do_not_stop_the_queue(server: Dovecot) -> None:
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (at, at) for at in range(3000)
    )
    garbled = b"Subject: x\r\nContent-Type: multipart/mixed; boundary=\r\n\r\n" + bytes(range(1, 256)).replace(
        b"\n", b""
    )
    for one in (message(1), b"From: a@b.cn\r\n" + nested, garbled, b"\xff\xfe\xfd", message(2)):
        server.deliver(one)
    found = list(fetch_new(account(server)))
    assert [one.uid for one in found] == [1, 2, 3, 4, 5]
    assert [name for name, _ in leaves(found)] == ["申报表1.xlsx", "申报表2.xlsx"]
    kept = [one.pieces[-1] for one in found[1:4]]
    assert all(piece.container and piece.data for piece in kept)
    assert ["嵌套超过 20 层" in kept[0].note, "没有找到附件" in kept[1].note, "没有找到附件" in kept[2].note] == [
        True
    ] * 3


def test_a_message_too_large_is_told_and_stays_where_it_is(server: Dovecot) -> None:
    server.deliver(message(1))
    server.deliver(message(2, "大" * 40 + ".xlsx"))
    limits = Limits(message=len(message(1)) + 100)
    first, second = fetch_new(account(server), limits=limits)
    assert (len(first.pieces), second.pieces) == (2, ())
    assert "没有下载" in second.note


def test_marking_as_read_is_asked_for_and_touches_only_these(server: Dovecot) -> None:
    for number in (1, 2, 3):
        server.deliver(message(number))
    client = server.client()
    client.select("INBOX")
    client.store("3", "+FLAGS", r"(\Deleted)")
    client.logout()
    found = list(fetch_new(account(server)))
    assert mark_seen(account(server), [found[0].cursor, "99:2"]) == 1
    assert [(b"Seen" in line, b"Deleted" in line) for line in server.flags()] == [
        (True, False),
        (False, False),
        (False, True),
    ]


def test_a_wrong_password_says_what_is_wanted(server: Dovecot) -> None:
    with pytest.raises(JixiaoError, match=f"不接受 {server.user} 的登录") as raised:
        list(fetch_new(replace(account(server), password="wrong")))
    assert "授权码" in raised.value.hint
    assert "wrong" not in str(raised.value)


def test_a_password_typed_in_full_width_is_told_before_it_is_sent(server: Dovecot) -> None:
    with pytest.raises(JixiaoError, match="中文或全角字符"):
        list(fetch_new(replace(account(server), password="ａｂｃ")))


def test_a_missing_folder_names_those_there_are(server: Dovecot) -> None:
    server.deliver(message(1), "报送")
    with pytest.raises(JixiaoError, match="没有“收件”这个文件夹") as raised:
        list(fetch_new(replace(account(server), folder="收件")))
    assert "报送" in raised.value.hint
    assert "INBOX" in raised.value.hint


def test_no_server_at_all_is_told() -> None:
    with pytest.raises(JixiaoError, match="连不上收信服务器"):
        list(fetch_new(ImapAccount("127.0.0.1", USER, PASSWORD, port=1, tls="none")))


@pytest.mark.parametrize("tls", ["ssl", "starttls"])
def test_encrypted_only_with_a_certificate_that_is_trusted(server: Dovecot, tls: str) -> None:
    server.deliver(message(1))
    port = server.tls_port if tls == "ssl" else server.port
    where = replace(account(server), host="localhost", port=port, tls=tls)
    with pytest.raises(JixiaoError, match="证书不可信"):
        list(fetch_new(where))
    assert len(list(fetch_new(replace(where, ca_file=server.certificate)))) == 1


def test_the_name_is_told_when_asked_for(server: Dovecot) -> None:
    server.deliver(message(1))
    assert len(list(fetch_new(replace(account(server), send_id=True)))) == 1


class Grumpy:
    """A server written for the test: it wants an ID before it opens a folder, and drops the line over message 2."""

    def __init__(self, *, wants_id: bool, drops: int = 0) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._wants_id, self._drops = wants_id, drops
        self.dropped = self.logins = 0
        self.said: list[str] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(line,), daemon=True).start()

    def _talk(self, line: socket.socket) -> None:
        with line, line.makefile("rwb") as stream:
            self._answer_all(stream)

    def _answer_all(self, stream: BinaryIO) -> None:
        known = False
        stream.write(b"* OK ready\r\n")
        stream.flush()
        while request := stream.readline().decode():
            self.said.append(request)
            tag, command, *rest = request.split()
            known = known or command == "ID"
            if command == "UID" and rest[1] == "2" and self.dropped < self._drops:
                self.dropped += 1
                return
            answer = self._answer(command, rest)
            verdict = "OK done"
            if command == "EXAMINE" and self._wants_id and not known:
                verdict = "NO EXAMINE Unsafe Login. Please contact kefu@188.com for help"
            stream.write(f"{answer}{tag} {verdict}\r\n".encode())
            stream.flush()

    def _answer(self, command: str, rest: list[str]) -> str:
        if command == "CAPABILITY":
            return "* CAPABILITY IMAP4rev1\r\n"
        self.logins += command == "LOGIN"
        if command == "EXAMINE":
            return "* 3 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n"
        if command == "UID" and rest[1] == "1:*":
            return "".join(f"* {n} FETCH (UID {n} RFC822.SIZE 30)\r\n" for n in (1, 2, 3))
        if command == "UID":
            return f"* {rest[1]} FETCH (UID {rest[1]} BODY[] {{16}}\r\nSubject: {rest[1]}\r\n\r\n\r\n)\r\n"
        return ""

    def close(self) -> None:
        self._listener.close()


@pytest.fixture
def grumpy(request: pytest.FixtureRequest) -> Iterator[Grumpy]:
    server = Grumpy(**request.param)
    yield server
    server.close()


@pytest.mark.parametrize("grumpy", [{"wants_id": True}], indirect=True)
def test_a_server_that_wants_to_know_the_program_is_understood(grumpy: Grumpy) -> None:
    where = ImapAccount("127.0.0.1", USER, "x", port=grumpy.port, tls="none")
    with pytest.raises(JixiaoError, match="要求先报上程序的名称") as raised:
        list(fetch_new(where))
    assert "id: true" in raised.value.hint
    assert len(list(fetch_new(replace(where, send_id=True)))) == 3
    assert any('ID ("name" "jixiao" "version"' in line for line in grumpy.said)


@pytest.mark.parametrize("grumpy", [{"wants_id": False, "drops": 1}], indirect=True)
def test_a_dropped_line_is_taken_up_again(grumpy: Grumpy, caplog: pytest.LogCaptureFixture) -> None:
    found = list(fetch_new(ImapAccount("127.0.0.1", USER, "x", port=grumpy.port, tls="none")))
    assert [(one.uid, one.note, len(one.pieces)) for one in found] == [(1, "", 1), (2, "", 1), (3, "", 1)]
    assert grumpy.logins == 2
    assert caplog.record_tuples == [("jixiao_xlsx.mail", logging.WARNING, "收件邮箱断开了，已重新连上")]


@pytest.mark.parametrize("grumpy", [{"wants_id": False, "drops": 9}], indirect=True)
def test_a_message_that_always_drops_the_line_is_passed_over_and_told(
    grumpy: Grumpy, caplog: pytest.LogCaptureFixture
) -> None:
    found = list(fetch_new(ImapAccount("127.0.0.1", USER, "x", port=grumpy.port, tls="none")))
    assert [(one.uid, bool(one.pieces)) for one in found] == [(1, True), (2, False), (3, True)]
    assert "取不下来" in found[1].note
    assert found[1].cursor == "7:2"
    assert caplog.messages[-1] == "邮箱里第 2 号邮件取不下来，跳过了"
