"""Letters go out by SMTP, over one connection; what became of each is told as soon as the server has answered."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from jixiao_xlsx.errors import JixiaoError

# For each answer; a server that looks for viruses in an attachment takes its time.
_TIMEOUT_SECONDS = 60.0
# Two lines of a terminal.
_LONGEST_ANSWER = 200


@dataclass(frozen=True, slots=True)
class SmtpAccount:
    """Where letters are handed in: `tls` is ssl (port 465), starttls (587) or none; `sender` the address they come
    from; without `user` nobody logs in; `ca_file` names the certificates to trust beside the system's own."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    tls: Literal["ssl", "starttls", "none"] = "ssl"
    sender: str = ""
    ca_file: str = ""

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message for the server: the addresses of its envelope and its bytes."""

    sender: str
    to: tuple[str, ...]
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one message: whether the server took it (for at least one recipient), and in Chinese what went
    wrong, for whom."""

    taken: bool
    trouble: str = ""


def send(account: SmtpAccount, messages: Iterable[Outgoing]) -> Iterator[Outcome]:
    """Sends the messages in order and yields an outcome for each before it sends the next; one that is refused does not
    stop the others. Nothing is tried twice: a message whose fate is unknown is told as not taken.

    Raises JixiaoError where the first connection or the login fails; later on, that is the outcome of the rest.
    """
    connection: smtplib.SMTP | None = None
    broken = ""
    try:
        for number, message in enumerate(messages):
            if connection is None and not broken:
                try:
                    connection = connect(account)
                except JixiaoError as error:
                    # The first failure is the settings': nothing was sent, so it is an error; later ones are
                    # outcomes.
                    if number == 0:
                        raise
                    broken = error.message
            if connection is None:
                yield Outcome(False, broken)
                continue
            outcome, alive = _hand_in(connection, message)
            if not alive:
                connection.close()
                connection = None
            yield outcome
    finally:
        if connection is not None:
            _leave(connection)


def connect(account: SmtpAccount) -> smtplib.SMTP:
    """A connection that is ready for messages. Raises JixiaoError with what to look at in the settings."""
    try:
        connection = _opened(account)
    except (OSError, smtplib.SMTPException) as error:
        raise _unreachable(account, error) from error
    try:
        if account.user:
            connection.login(account.user, account.password)
    except (OSError, smtplib.SMTPException, UnicodeError) as error:
        connection.close()
        raise _login_refused(account, error) from error
    return connection


def _opened(account: SmtpAccount) -> smtplib.SMTP:
    if account.tls == "ssl":
        return smtplib.SMTP_SSL(account.host, account.port, timeout=_TIMEOUT_SECONDS, context=_trust(account))
    # STARTTLS is demanded, never tried: falling back to plain text would send the password in the clear.
    connection = smtplib.SMTP(account.host, account.port, timeout=_TIMEOUT_SECONDS)
    if account.tls == "starttls":
        try:
            connection.starttls(context=_trust(account))
        except BaseException:
            connection.close()
            raise
    return connection


def _trust(account: SmtpAccount) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if account.ca_file:
        context.load_verify_locations(account.ca_file)
    return context


def _unreachable(account: SmtpAccount, error: Exception) -> JixiaoError:
    if isinstance(error, ssl.SSLCertVerificationError):
        return JixiaoError(
            f"发信服务器 {account} 的证书不可信：{error.verify_message}",
            "请核对 jixiao.yaml 里发信服务器的名称；单位自建的服务器，请把它的根证书文件写在 ca 里",
        )
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return JixiaoError(
            f"发信服务器 {account} 不支持 STARTTLS", "请在 jixiao.yaml 里把 tls 改为 ssl（端口一般是 465）"
        )
    return JixiaoError(
        f"连不上发信服务器 {account}：{_reason(error)}",
        "请检查网络，以及 jixiao.yaml 里发信的 host、port、tls（465 端口用 ssl，587 端口用 starttls）",
    )


def _login_refused(account: SmtpAccount, error: Exception) -> JixiaoError:
    if isinstance(error, smtplib.SMTPAuthenticationError | UnicodeError):
        return JixiaoError(
            f"发信服务器 {account} 不接受 {account.user} 的登录",
            "163、QQ 等邮箱这里要的是“授权码”，不是登录网页的密码：请在网页邮箱的设置里开启 SMTP 并生成授权码",
        )
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return JixiaoError(
            f"发信服务器 {account} 不接受登录",
            "请核对 tls：多数服务器加密以后才让登录；不需要登录的内部服务器，请不要写 user",
        )
    return JixiaoError(f"登录发信服务器 {account} 时断开了：{_reason(error)}", "请稍后再试，或核对 host、port、tls")


def _hand_in(connection: smtplib.SMTP, message: Outgoing) -> tuple[Outcome, bool]:
    """The outcome of one message, and whether the connection may be used for the next."""
    try:
        refused = connection.sendmail(message.sender, list(message.to), message.data)
    except smtplib.SMTPRecipientsRefused as error:
        return Outcome(False, _refusals(error.recipients)), True
    except smtplib.SMTPSenderRefused as error:
        return Outcome(False, f"服务器不接受发件人 {message.sender}：{_said(error.smtp_code, error.smtp_error)}"), True
    except smtplib.SMTPResponseException as error:
        return Outcome(False, f"服务器没有收下：{_said(error.smtp_code, error.smtp_error)}"), True
    # No second try: the server may have taken the message before the line broke, and nobody wants it twice.
    except (OSError, smtplib.SMTPException) as error:
        return Outcome(False, f"发送时断开了，不知道是否送到：{_reason(error)}"), False
    return Outcome(True, _refusals(refused) if refused else ""), True


def _refusals(refused: dict[str, tuple[int, bytes]]) -> str:
    return "；".join(f"服务器不接受收件人 {to}：{_said(code, answer)}" for to, (code, answer) in refused.items())


def _said(code: int, answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return " ".join(f"{code} {text}".split())[:_LONGEST_ANSWER]


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "等了很久没有回答"
    if isinstance(error, ConnectionRefusedError):
        return "对方没有开这个端口"
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return "服务器断开了连接"
    return " ".join(str(error).split())[:_LONGEST_ANSWER] or type(error).__name__


def _leave(connection: smtplib.SMTP) -> None:
    try:
        connection.quit()
    # The letters are handed in; a server that hangs up first is no failure.
    except (OSError, smtplib.SMTPException):
        connection.close()
