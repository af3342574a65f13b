"""Letters handed to a real mail server: each exactly once, in order, and what it refused told in Chinese."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
from pathlib import Path

import pytest

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.mail.letters import eml_of
from jixiao_xlsx.mail.smtp import Outgoing, SmtpAccount, send
from mail.post_office import PASSWORD, USER, PostOffice, certificate, running
from mail.strangers import WHEN, letter


def outgoing(*to: str, body: str = "正文\n") -> Outgoing:
    data = eml_of(letter(to=to, body=body), date=WHEN, draft=False)
    return Outgoing("jixiao@example.gov.cn", to, data)


def account(office: PostOffice, **changes: object) -> SmtpAccount:
    parts: dict[str, object] = {"host": "127.0.0.1", "port": office.port, "tls": "none"}
    return SmtpAccount(**{**parts, **changes})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Path]:
    if not shutil.which("openssl"):
        assert not os.environ.get("CI"), "openssl"
        pytest.skip("没有 openssl，不能现做证书")
    return certificate(tmp_path_factory.mktemp("tls"))


def test_all_letters_arrive_byte_for_byte_over_one_connection() -> None:
    letters = [outgoing(f"a{number}@example.gov.cn") for number in range(5)]
    with running(PostOffice()) as office:
        outcomes = list(send(account(office), letters))
    assert [outcome.taken for outcome in outcomes] == [True] * 5
    assert office.kept == [(one.to, one.data) for one in letters]
    assert office.connections == 1


def test_one_refused_recipient_does_not_stop_the_rest() -> None:
    letters = [outgoing("a@x.cn"), outgoing("no@x.cn"), outgoing("b@x.cn", "no@x.cn"), outgoing("c@x.cn")]
    with running(PostOffice(refusing=("no@x.cn",))) as office:
        outcomes = list(send(account(office), letters))
    assert [outcome.taken for outcome in outcomes] == [True, False, True, True]
    assert [to for to, _ in office.kept] == [("a@x.cn",), ("b@x.cn",), ("c@x.cn",)]
    assert "no@x.cn" in outcomes[1].trouble
    assert "no@x.cn" in outcomes[2].trouble


def test_a_connection_that_breaks_is_opened_again_and_nothing_is_sent_twice() -> None:
    mark = "X" * 60
    letters = [outgoing("a@x.cn"), outgoing("b@x.cn"), outgoing("c@x.cn")]
    broken = Outgoing("jixiao@example.gov.cn", ("b@x.cn",), b"Subject: x\r\n\r\n" + mark.encode() + b"\r\n")
    with running(PostOffice(dropping=mark.encode())) as office:
        outcomes = list(send(account(office), [letters[0], broken, letters[2]]))
    assert [outcome.taken for outcome in outcomes] == [True, False, True]
    assert "不知道是否送到" in outcomes[1].trouble
    assert [to for to, _ in office.kept] == [("a@x.cn",), ("c@x.cn",)]


def test_the_rest_is_told_when_the_server_is_gone() -> None:
    outcomes = []
    with running(PostOffice(dropping="绝".encode())) as office:
        gone = Outgoing("j@x.cn", ("b@x.cn",), "Subject: x\r\n\r\n绝\r\n".encode())
        sending = send(account(office), [gone, outgoing("c@x.cn"), outgoing("d@x.cn")])
        outcomes.append(next(sending))
    outcomes += list(sending)
    assert [outcome.taken for outcome in outcomes] == [False, False, False]
    assert "连不上" in outcomes[2].trouble


def test_nobody_there_is_a_failure_that_names_the_server() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with pytest.raises(JixiaoError, match=f"连不上发信服务器 127.0.0.1:{port}"):
        list(send(SmtpAccount("127.0.0.1", port, tls="none"), [outgoing("a@x.cn")]))


def test_without_letters_nobody_is_called() -> None:
    assert list(send(SmtpAccount("127.0.0.1", 1, tls="none"), [])) == []


@pytest.mark.parametrize("password", ["wrong", "密码"])
def test_a_wrong_password_hints_at_the_app_password(password: str) -> None:
    with (
        running(PostOffice(), login=True) as office,
        pytest.raises(JixiaoError, match="不接受") as caught,
    ):
        list(send(account(office, user=USER, password=password), [outgoing("a@x.cn")]))
    assert "授权码" in caught.value.hint
    assert password not in repr(account(office, password=password))


def test_with_login() -> None:
    with running(PostOffice(), login=True) as office:
        (outcome,) = send(account(office, user=USER, password=PASSWORD), [outgoing("a@x.cn")])
    assert (outcome.taken, len(office.kept)) == (True, 1)


def test_over_tls_and_over_starttls(tls: tuple[ssl.SSLContext, Path]) -> None:
    context, trusted = tls
    with running(PostOffice(), login=True, starttls=context) as office:
        sent = send(
            account(office, tls="starttls", user=USER, password=PASSWORD, ca_file=str(trusted)), [outgoing("a@x.cn")]
        )
        assert [one.taken for one in sent] == [True]


def test_over_tls_from_the_start(tls: tuple[ssl.SSLContext, Path]) -> None:
    context, trusted = tls
    with running(PostOffice(), tls=context) as office:
        assert [one.taken for one in send(account(office, tls="ssl", ca_file=str(trusted)), [outgoing("a@x.cn")])] == [
            True
        ]
        with pytest.raises(JixiaoError, match="证书不可信"):
            list(send(account(office, tls="ssl"), [outgoing("a@x.cn")]))


def test_a_server_without_starttls_is_told() -> None:
    with running(PostOffice()) as office, pytest.raises(JixiaoError, match="不支持 STARTTLS"):
        list(send(account(office, tls="starttls"), [outgoing("a@x.cn")]))


def test_a_server_that_wants_encryption_before_a_login_is_told(tls: tuple[ssl.SSLContext, Path]) -> None:
    context, _ = tls
    with (
        running(PostOffice(), login=True, starttls=context) as office,
        pytest.raises(JixiaoError, match="不接受登录") as caught,
    ):
        list(send(account(office, user=USER, password=PASSWORD), [outgoing("a@x.cn")]))
    assert "tls" in caught.value.hint
