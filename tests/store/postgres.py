"""A throw-away PostgreSQL server: made in a temporary folder, reached through a socket there, gone at the end."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import psycopg

USER = "jixiao"
HOMES = ("/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt")


def binaries() -> Path | None:
    """The folder of initdb and pg_ctl, the newest where there are several; None where PostgreSQL is not installed."""
    found = [path for home in HOMES for path in sorted(Path(home).glob("*/bin/initdb"), reverse=True)]
    on_path = shutil.which("initdb")
    return found[0].parent if found else Path(on_path).resolve().parent if on_path else None


def missing() -> str:
    """Why there can be no server here, empty where there can."""
    return "" if binaries() else "PostgreSQL (initdb, pg_ctl) is not installed"


class Server:
    """A running server, as a context manager; `new_url` makes an empty database and tells its URL."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="jx-pg-"))
        self._numbers = itertools.count(1)

    def __enter__(self) -> Server:
        if os.geteuid() == 0:
            shutil.chown(self._folder, "postgres")
        try:
            self._run("initdb", "-D", self._data, "-U", USER, "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync")
            settings = f"-k {self._folder} -c listen_addresses= -c fsync=off -c max_connections=30"
            self._run("pg_ctl", "-D", self._data, "-l", str(self._folder / "log"), "-o", settings, "-w", "start")
        except BaseException:
            shutil.rmtree(self._folder)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(self._folder)

    def new_url(self) -> str:
        name = f"season_{next(self._numbers)}"
        with psycopg.connect(f"host={self._folder} user={USER} dbname=postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
        return f"postgresql://{USER}@/{name}?host={self._folder}"

    @property
    def _data(self) -> str:
        return str(self._folder / "data")

    def _run(self, program: str, *arguments: str) -> None:
        where = binaries()
        assert where is not None
        command: Sequence[str] = (str(where / program), *arguments)
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            command = ("runuser", "-u", "postgres", "--", *command)
        done = subprocess.run(
            command, check=False, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=600
        )
        assert done.returncode == 0, done.stderr.decode(errors="replace")
