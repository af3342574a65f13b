"""What went wrong between us and the mail server, in Chinese, and what to look at."""

from __future__ import annotations

import ssl
from dataclasses import dataclass

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.mail.names import shown_name

# Two lines of a terminal; a server's answer may go on for a page.
_LONGEST_ANSWER = 200


@dataclass(frozen=True, slots=True)
class MailProtocol:
    """How mail is collected, as people find it in their mailbox's settings, and its usual ports."""

    name: str
    ports: str

    @property
    def code(self) -> str:
        """What most often is wrong with a password."""
        return (
            f"163、QQ、腾讯企业邮等要填“授权码”，不是登录网页的密码：请在网页邮箱的设置里开启 {self.name} 并生成授权码"
        )


IMAP = MailProtocol("IMAP", "993 端口用 ssl，143 端口用 starttls")
POP3 = MailProtocol("POP3", "995 端口用 ssl，110 端口用 starttls")


def unreachable(server: str, error: Exception, protocol: MailProtocol = IMAP) -> JixiaoError:
    """No connection: network, port or certificate."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return JixiaoError(
            f"收信服务器 {server} 的证书不可信：{error.verify_message}",
            "请核对 jixiao.yaml 里收信的 host；单位自建的服务器，请把它的根证书文件写在 ca 里",
        )
    return JixiaoError(
        f"连不上收信服务器 {server}：{_reason(error)}",
        f"请检查网络，以及 jixiao.yaml 里收信的 host、port、tls（{protocol.ports}）",
    )


def login_refused(server: str, user: str, error: Exception, protocol: MailProtocol = IMAP) -> JixiaoError:
    """The server is there and does not let us in."""
    if isinstance(error, OSError | EOFError):
        return JixiaoError(f"登录收信服务器 {server} 时断开了：{_reason(error)}", "请稍后再试，或核对 host、port、tls")
    if isinstance(error, UnicodeError):
        return JixiaoError("收信的用户名或密码里有中文或全角字符", f"请核对输入法。{protocol.code}")
    return JixiaoError(f"收信服务器 {server} 不接受 {user} 的登录：{_reason(error)}", protocol.code)


def folder_refused(server: str, folder: str, error: Exception, *, there: tuple[str, ...]) -> JixiaoError:
    """Logged in, but the folder does not open: a wrong name, or a provider that wants to know the program."""
    reason = _reason(error)
    if "unsafe login" in reason.lower():
        return JixiaoError(
            f"收信服务器 {server} 要求先报上程序的名称（{reason}）",
            "请在 jixiao.yaml 的收信设置里写 id: true，再试一次",
        )
    if there and folder not in there:
        # 20 names are a screen; a mailbox with thousands of folders is no help.
        return JixiaoError(f"邮箱里没有“{folder}”这个文件夹", f"现有的文件夹：{'、'.join(map(shown_name, there[:20]))}")
    return JixiaoError(f"收信服务器 {server} 打不开文件夹“{folder}”：{reason}", "请核对 jixiao.yaml 里收信的 folder")


def in_use(server: str) -> JixiaoError:
    """POP3 lets one program at a time into a mailbox."""
    return JixiaoError(
        f"收信服务器 {server} 上的这个邮箱正被别的程序占用",
        "POP3 一次只许一个程序收信：请关掉 Foxmail 一类的程序，过几分钟再收",
    )


def lost(server: str, error: Exception) -> JixiaoError:
    """The connection was there, and went for good."""
    return JixiaoError(
        f"与收信服务器 {server} 的连接断了：{_reason(error)}", "已经收下的都在；请稍后再收一次，会从断的地方接着收"
    )


def _reason(error: Exception) -> str:
    """The server's own words, on one line."""
    told = getattr(error, "command_result", None)
    if told:
        words = b" ".join(word for word in told[1] if isinstance(word, bytes)) if isinstance(told[1], list) else b""
        return shown_name(words.decode("utf-8", "replace"), "没有说原因", longest=_LONGEST_ANSWER)
    if isinstance(error, EOFError):
        return "对方断开了"
    if error.args and isinstance(error.args[0], bytes):
        said = error.args[0].decode("utf-8", "replace").removeprefix("-ERR").strip()
        return shown_name(said, "没有说原因", longest=_LONGEST_ANSWER)
    if isinstance(error, TimeoutError):
        return "等了太久没有回答"
    return shown_name(getattr(error, "strerror", None) or str(error), type(error).__name__, longest=_LONGEST_ANSWER)
