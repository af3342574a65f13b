"""A real server of IMAP and POP3 on the loopback: dovecot, Maildirs in a folder of its own, no root needed."""

from __future__ import annotations

import getpass
import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from imap_tools.imap_utf7 import utf7_encode

PASSWORD = "abcdefgh-1"
PROGRAM = shutil.which("dovecot", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
POP3_PROGRAM = PROGRAM and next(
    (path for name in ("/usr/lib/dovecot/pop3", "/usr/libexec/dovecot/pop3") if (path := Path(name)).is_file()), None
)
"""POP3 is a package of its own in some distributions."""
CONFIG = """
protocols = {protocols}
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
ssl = {ssl}
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
mail_location = maildir:~/Maildir
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
service pop3-login {{
  chroot =
  inet_listener pop3 {{
    port = {pop3_port}
  }}
  inet_listener pop3s {{
    port = {pop3_tls_port}
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass(frozen=True)
class Dovecot:
    """A running server; `port` speaks plainly (and STARTTLS), `tls_port` is encrypted from the start; both likewise
    for POP3. Every user whatsoever has a mailbox of their own, empty at first."""

    folder: Path
    port: int
    tls_port: int
    pop3_port: int
    pop3_tls_port: int
    user: str = "office@example.cn"

    @property
    def certificate(self) -> str:
        return str(self.folder / "cert.pem")

    def client(self) -> imaplib.IMAP4:
        """A logged-in client of the standard library, the witness beside ours."""
        client = imaplib.IMAP4("127.0.0.1", self.port)
        client.login(self.user, PASSWORD)
        return client

    def deliver(self, message: bytes, folder: str = "INBOX") -> None:
        """Put a message into a folder, which is made where it is not there; imaplib's own `append` takes ASCII only."""
        client = self.client()
        client.create(utf7_encode(folder).decode())
        assert client.append(utf7_encode(folder).decode(), "", "", message)[0] == "OK"
        client.logout()

    def flags(self) -> list[bytes]:
        client = self.client()
        client.select("INBOX", readonly=True)
        found = client.fetch("1:*", "(UID FLAGS)")[1]
        client.logout()
        return [line for line in found if isinstance(line, bytes)]


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def serving() -> Iterator[Dovecot]:
    """A server with an empty mailbox, stopped by its process in the end."""
    assert PROGRAM
    folder = Path(tempfile.mkdtemp(prefix="jixiao-dovecot-"))
    user = "nobody" if os.geteuid() == 0 else getpass.getuser()
    account = pwd.getpwnam(user)
    group = grp.getgrgid(account.pw_gid).gr_name
    ports = {name: free_port() for name in ("port", "tls_port", "pop3_port", "pop3_tls_port")}
    _make_certificate(folder)
    words = {"folder": folder, "user": user, "group": group, "password": PASSWORD, **ports}
    words["protocols"] = "imap pop3" if POP3_PROGRAM else "imap"
    (folder / "dovecot.conf").write_text(CONFIG.format(ssl="yes", **words), encoding="utf-8")
    for path in (folder, *folder.iterdir()):
        os.chown(path, account.pw_uid, account.pw_gid)
    who = {"user": user, "group": group, "extra_groups": []} if os.geteuid() == 0 else {}
    process = subprocess.Popen([PROGRAM, "-F", "-c", str(folder / "dovecot.conf")], **who)
    try:
        _wait(ports["port"], process, folder)
        yield Dovecot(folder, **ports)
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def _make_certificate(folder: Path) -> None:
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    )
    paths = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run([*command.split(), *paths], check=True, capture_output=True)


def _wait(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    for _ in range(200):
        assert process.poll() is None, "dovecot ended"
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError((folder / "log").read_text())
