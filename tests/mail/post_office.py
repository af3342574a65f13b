"""A real mail server on loopback that keeps what it is handed: with or without login, plain, STARTTLS or TLS."""

from __future__ import annotations

import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "jixiao@example.gov.cn", "shouquanma"


class PostOffice:
    """Keeps every message; `refusing` are recipients, `dropping` words in the data after which it hangs up."""

    def __init__(self, *, refusing: tuple[str, ...] = (), dropping: bytes = b"") -> None:
        self.kept: list[tuple[tuple[str, ...], bytes]] = []
        self.connections = 0
        self.port = 0
        self.refusing, self.dropping = refusing, dropping

    async def handle_EHLO(  # noqa: N802 — the server's own name and arguments
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        if session.ssl is None or server.tls_context is None:
            self.connections += 1
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refusing:
            return "550 mailbox unavailable"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        data = envelope.content
        assert isinstance(data, bytes)
        if self.dropping and self.dropping in data:
            assert server.transport is not None
            server.transport.abort()
            return "250 OK"
        self.kept.append((tuple(envelope.rcpt_tos), data))
        return "250 OK"


class _AnyPort(Controller):
    """The server on whichever port is free; it is up once somebody could connect, whatever is spoken there."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        with socket.create_connection(("127.0.0.1", self.port), 5.0):
            pass


def accepts(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
    right = LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=data == right, handled=False)


@contextmanager
def running(
    office: PostOffice,
    *,
    login: bool = False,
    tls: ssl.SSLContext | None = None,
    starttls: ssl.SSLContext | None = None,
) -> Iterator[PostOffice]:
    """The server on a free port of 127.0.0.1, until the block ends."""
    controller = _AnyPort(
        office,
        hostname="127.0.0.1",
        port=0,
        ssl_context=tls,
        tls_context=starttls,
        authenticator=accepts if login else None,
        auth_required=login and starttls is not None,
        auth_require_tls=starttls is not None,
    )
    controller.start()
    try:
        office.port = controller.port
        yield office
    finally:
        controller.stop()


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's context with a certificate for 127.0.0.1 made now, and the file to trust it by."""
    key, cert = folder / "key.pem", folder / "cert.pem"
    words = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
    command = ["openssl", *words.split(), "-keyout", str(key), "-out", str(cert)]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(cert, key)
    return context, cert
