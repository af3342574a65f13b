"""Collecting from a real POP3 server: byte for byte, nothing deleted, resumed where it ended, told in Chinese."""

from __future__ import annotations

import os
import poplib
import socket
import threading
from dataclasses import replace

import pytest

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.mail.limits import Limits
from jixiao_xlsx.mail.mailboxes.pop3 import Pop3Account, PoppedMessage, fetch_unknown
from mail.dovecot import PASSWORD, POP3_PROGRAM, Dovecot
from mail.mailboxes.test_imap import message

needs_dovecot = pytest.mark.skipif(not POP3_PROGRAM and "CI" not in os.environ, reason="没有安装 dovecot 的 pop3")


def account(server: Dovecot) -> Pop3Account:
    return Pop3Account("127.0.0.1", server.user, PASSWORD, port=server.pop3_port, tls="none")


def leaves(found: list[PoppedMessage]) -> list[tuple[str, bytes]]:
    return [(piece.name, piece.data) for each in found for piece in each.pieces if not piece.container]


def there(server: Dovecot) -> int:
    """How many messages the mailbox holds, by the standard library's own client."""
    client = poplib.POP3("127.0.0.1", server.pop3_port)
    client.user(server.user)
    client.pass_(PASSWORD)
    found, _ = client.stat()
    client.quit()
    return found


@needs_dovecot
def test_chinese_names_and_bytes_come_through_and_everything_stays(server: Dovecot) -> None:
    for number in range(1, 6):
        server.deliver(message(number))
    found = list(fetch_unknown(account(server), set()))
    assert leaves(found) == [(f"申报表{number}.xlsx", f"第{number}份".encode()) for number in range(1, 6)]
    assert {each.note for each in found} == {""}
    assert found[0].pieces[0].origin.startswith(f"pop3://{server.user}@127.0.0.1/UIDL=")
    assert found[0].pieces[0].message.sender == "示例市民政局 <mz@example.cn>"
    assert PASSWORD not in "".join(piece.origin for each in found for piece in each.pieces)
    assert there(server) == 5


@needs_dovecot
def test_the_second_run_fetches_only_what_is_new(server: Dovecot) -> None:
    server.deliver(message(1))
    server.deliver(message(2))
    known = {each.mark for each in fetch_unknown(account(server), set())}
    assert list(fetch_unknown(account(server), known)) == []
    server.deliver(message(3))
    assert [name for name, _ in leaves(list(fetch_unknown(account(server), known)))] == ["申报表3.xlsx"]


@needs_dovecot
def test_a_run_that_stopped_goes_on_there_though_something_was_deleted(server: Dovecot) -> None:
    for number in (1, 2, 3):
        server.deliver(message(number))
    begun = fetch_unknown(account(server), set())
    known = {next(begun).mark}
    begun.close()
    client = poplib.POP3("127.0.0.1", server.pop3_port)
    client.user(server.user)
    client.pass_(PASSWORD)
    client.dele(1)
    client.quit()
    assert [name for name, _ in leaves(list(fetch_unknown(account(server), known)))] == ["申报表2.xlsx", "申报表3.xlsx"]


@needs_dovecot
def test_lines_of_any_length_and_dots_are_kept(server: Dovecot) -> None:
    body = b"Subject: x\r\n\r\n" + b"x" * 9000 + b"\r\n.\r\n..\r\n" + "长行".encode() * 3000 + b"\r\n"
    server.deliver(body)
    ((piece,),) = [each.pieces for each in fetch_unknown(account(server), set())]
    assert piece.data == body


@needs_dovecot
def test_a_message_too_large_is_told_and_stays_where_it_is(server: Dovecot) -> None:
    server.deliver(message(1))
    server.deliver(message(2, "大" * 40 + ".xlsx"))
    first, second = fetch_unknown(account(server), set(), limits=Limits(message=len(message(1)) + 100))
    assert (len(first.pieces), second.pieces, "没有下载" in second.note) == (2, (), True)
    assert there(server) == 2


@needs_dovecot
def test_a_wrong_password_says_what_is_wanted(server: Dovecot) -> None:
    with pytest.raises(JixiaoError, match=f"不接受 {server.user} 的登录") as raised:
        list(fetch_unknown(replace(account(server), password="wrong"), set()))
    assert ("授权码" in raised.value.hint, "POP3" in raised.value.hint) == (True, True)
    assert "wrong" not in str(raised.value)
    for password in ("ａｂｃ", "a\r\nDELE 1"):
        with pytest.raises(JixiaoError, match="中文或全角字符"):
            list(fetch_unknown(replace(account(server), password=password), set()))


@needs_dovecot
@pytest.mark.parametrize("tls", ["ssl", "starttls"])
def test_encrypted_only_with_a_certificate_that_is_trusted(server: Dovecot, tls: str) -> None:
    server.deliver(message(1))
    port = server.pop3_tls_port if tls == "ssl" else server.pop3_port
    where = replace(account(server), host="localhost", port=port, tls=tls)
    with pytest.raises(JixiaoError, match="证书不可信"):
        list(fetch_unknown(where, set()))
    assert len(list(fetch_unknown(replace(where, ca_file=server.certificate), set()))) == 1


def test_no_server_at_all_is_told() -> None:
    with pytest.raises(JixiaoError, match="连不上收信服务器") as raised:
        list(fetch_unknown(Pop3Account("127.0.0.1", "a@b.cn", "x", port=1, tls="none"), set()))
    assert "995" in raised.value.hint


class Plain:
    """A server written for the test: without UIDL, with TOP or without, one that drops the line over message 2."""

    def __init__(self, *, tops: bool = True, uidl: str = "", drops: int = 0, greeting: str = "+OK") -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._tops, self._uidl, self._drops, self._greeting = tops, uidl, drops, greeting
        self.kept = [message(number) for number in (1, 2, 3)]
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
            stream.write(b"+OK ready\r\n")
            stream.flush()
            while request := stream.readline().decode().split():
                self.said.append(" ".join(request))
                answer = self._answer(request)
                if answer is None:
                    return
                stream.write(answer)
                stream.flush()

    def _answer(self, request: list[str]) -> bytes | None:
        command, number = request[0], int(request[1]) - 1 if len(request) > 1 and request[1].isdigit() else 0
        if command == "PASS":
            return f"{self._greeting}\r\n".encode()
        if command == "LIST":
            return b"+OK\r\n" + b"".join(b"%d %d\r\n" % (n, len(d)) for n, d in enumerate(self.kept, 1)) + b".\r\n"
        if command == "UIDL" and self._uidl:
            return b"+OK\r\n" + b"".join(b"%d %s\r\n" % (n, self._uidl.encode()) for n in (1, 2, 3)) + b".\r\n"
        if command == "UIDL" or (command == "TOP" and not self._tops):
            return b"-ERR unknown command\r\n"
        if command == "RETR" and number == 1 and self._drops:
            self._drops -= 1
            return None
        if command in {"RETR", "TOP"}:
            data = self.kept[number].replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
            head = data.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
            return b"+OK\r\n" + (head if command == "TOP" else data) + b".\r\n"
        return b"+OK\r\n"

    def account(self) -> Pop3Account:
        return Pop3Account("127.0.0.1", "a@b.cn", "x", port=self.port, tls="none")


@pytest.mark.parametrize("manner", [{}, {"tops": False}, {"uidl": "same"}])
def test_a_server_without_useful_ids_is_read_all_the_same(manner: dict[str, object]) -> None:
    server = Plain(**manner)  # type: ignore[arg-type]
    found = list(fetch_unknown(server.account(), set()))
    assert [name for name, _ in leaves(found)] == ["申报表1.xlsx", "申报表2.xlsx", "申报表3.xlsx"]
    known = {each.mark for each in found}
    assert (len(known), list(fetch_unknown(server.account(), known))) == (3, [])
    del server.kept[0]
    assert list(fetch_unknown(server.account(), known)) == []
    assert not [word for word in server.said if word.startswith("DELE")]


@pytest.mark.parametrize(("drops", "lost"), [(1, False), (9, True)])
def test_a_dropped_line_is_taken_up_again(drops: int, lost: bool) -> None:
    server = Plain(drops=drops)
    found = list(fetch_unknown(server.account(), set()))
    assert [bool(each.pieces) for each in found] == [True, not lost, True]
    assert ("取不下来" in found[1].note) is lost


def test_a_mailbox_in_use_says_so() -> None:
    server = Plain(greeting="-ERR [IN-USE] Couldn't open INBOX: Timeout")
    with pytest.raises(JixiaoError, match="正被别的程序占用"):
        list(fetch_unknown(server.account(), set()))
