"""The database behind a URL: SQLite set to lose nothing, PostgreSQL through psycopg, and their errors in Chinese."""

from __future__ import annotations

import importlib.util
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError, SQLAlchemyError

from jixiao_xlsx.errors import StoreError, reason_of

# As docs/store.md promises; a transaction of ours takes less than a millisecond, a bulk of blanks seconds.
BUSY_SECONDS = 30
_WRITES = "jixiao_writes"
_FILE = "sqlite:///"
_POSTGRES = frozenset(("postgres", "postgresql", "postgresql+psycopg"))
_KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
# They tell which database is meant; any other option of an address may be a secret (password, sslpassword).
_SHOWN_OPTIONS = frozenset(("host", "hostaddr", "port", "user", "dbname"))
_TRANSIENT = frozenset(("40001", "40P01"))  # a transaction that PostgreSQL asks to try again


def url_of(text: str | Path) -> URL:
    """The URL of a store: that of a PostgreSQL database, or the path of an SQLite file, also as `sqlite:///path`.

    Raises StoreError for any other database.
    """
    if isinstance(text, Path) or "://" not in text:
        return URL.create("sqlite", database=str(text))
    if text.startswith(_FILE):  # what follows is a path as it stands, whatever ? or # it holds
        return URL.create("sqlite", database=text.removeprefix(_FILE))
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise StoreError("看不懂库的地址", "写成 store/jixiao.db 或 postgresql://用户@服务器/数据库") from error
    if "@" in (url.host or ""):
        # The rest of a password would be taken for the server and be shown as such.
        raise StoreError("看不懂库的地址：服务器名里有 @", "用户名和口令里的 @ 请写成 %40")
    if url.drivername in _POSTGRES:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername == "sqlite":
        return url
    raise StoreError(f"库不能放在 {url.drivername}", "写成 store/jixiao.db 或 postgresql://用户@服务器/数据库")


def engine_of(url: URL) -> Engine:
    """An engine for the URL; nothing is opened yet, but the folder of an SQLite file is made."""
    if url.drivername == "sqlite":
        return _sqlite(url)
    # Looked for before SQLAlchemy asks for it in words that nobody here would understand.
    if importlib.util.find_spec("psycopg") is None:
        raise StoreError("没有安装 PostgreSQL 的驱动", "请运行：pip install 'jixiao_xlsx[postgres]'")
    # A server may have dropped an idle connection over night.
    return create_engine(url, pool_pre_ping=True)


def _sqlite(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        folder = Path(url.database).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"建不了文件夹 {folder}：{reason_of(error)}", "请换一个文件夹，或检查权限") from error
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _set_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_sqlite(connection: Any, record: object) -> None:
    connection.isolation_level = None  # transactions begin where we say, not where the driver thinks
    cursor = connection.cursor()
    # SQLite checks no reference unless each connection asks for it.
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    # FULL: an acknowledged commit survives a loss of power, not only of the process.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """A transaction that will write takes its turn at once: one that began by reading could not wait for it."""
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def use_log(engine: Engine) -> None:
    """Lets SQLite write ahead to a log, so that readers need not wait; processes that ask at once take turns."""
    end = time.monotonic() + BUSY_SECONDS
    with as_store_error(engine.url):
        connection = engine.raw_connection()
        try:
            while (held := _held_back_from_log(connection)) is not None:
                if time.monotonic() > end:
                    raise held
                # Switching to the log does not wait by busy_timeout; 50 tries a second are no load.
                time.sleep(0.02)
        finally:
            connection.close()


def _held_back_from_log(connection: Any) -> sqlite3.OperationalError | None:
    """Switches to the log; what SQLite says where another process holds the database."""
    try:
        connection.cursor().execute("PRAGMA journal_mode=WAL").close()
    except sqlite3.OperationalError as error:
        if _sqlite_code(error) not in _BUSY:
            raise
        return error
    return None


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that may write: all of it is kept, or none."""
    with as_store_error(engine.url), engine.execution_options(**{_WRITES: True}).begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction that sees the store as it was at its beginning."""
    # Several queries must see one state; SQLite's transactions do so by themselves.
    options: dict[str, Any] = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with as_store_error(engine.url), engine.execution_options(**options).begin() as connection:
        yield connection


@contextmanager
def as_store_error(url: URL) -> Iterator[None]:
    """Turns what a database says into a StoreError."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        message, hint = _words_for(error)
        raise StoreError(f"库 {store_name(url)}：{message}", hint) from error


def store_name(url: URL) -> str:
    """The store as people know it: the file, or the URL without a password anywhere. For people, never for a log."""
    if url.drivername == "sqlite":
        return url.database or "内存"
    shown = {name: value for name, value in url.query.items() if name in _SHOWN_OPTIONS}
    return url.set(query=shown).render_as_string(hide_password=True)


def store_kind(engine: Engine) -> str:
    """Which database it is, and nothing of where it lies."""
    return _KINDS[engine.dialect.name]


def is_transient(error: StoreError) -> bool:
    """Whether the same transaction, tried again, may succeed."""
    cause = error.__cause__
    return isinstance(cause, DBAPIError) and getattr(cause.orig, "sqlstate", None) in _TRANSIENT


# Another connection of a process, or of this one, is at it.
_BUSY = frozenset((sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED))
_BUSY_WORDS = ("正被别的程序占用", "请稍等再试；多人同时使用请改用 PostgreSQL，见 docs/store.md")
_SQLITE_WORDS: Mapping[int, tuple[str, str]] = {
    **dict.fromkeys(_BUSY, _BUSY_WORDS),
    sqlite3.SQLITE_NOTADB: ("这个文件不是本程序的库", "请检查 jixiao.yaml 里库的位置"),
    sqlite3.SQLITE_CORRUPT: ("库文件损坏", "请从备份恢复，见 docs/store.md"),
    sqlite3.SQLITE_FULL: ("磁盘满了", "请清理磁盘后再试；已经存好的不受影响"),
    sqlite3.SQLITE_READONLY: ("没有写入的权限", "请检查文件和文件夹的权限"),
    sqlite3.SQLITE_CANTOPEN: ("打不开这个文件", "请检查它是不是文件、所在的文件夹有没有权限"),
}
# PostgreSQL's classes 08 (connections) and 57P (it shuts down or starts), and too many clients.
_UNCONNECTED = ("08", "57P", "53300")


def _words_for(error: Exception) -> tuple[str, str]:
    original = getattr(error, "orig", None) or error
    said = _short(str(original))
    if isinstance(original, sqlite3.Error):
        known = _SQLITE_WORDS.get(_sqlite_code(original))
        if known:
            return known
    elif isinstance(error, DBAPIError) and _is_unconnected(error):
        return "连不上数据库", f"请检查服务器、数据库名、用户和网络（{said}）"
    return f"数据库不肯：{said}", "请把这句话告诉管理数据库的人"


def _sqlite_code(error: sqlite3.Error) -> int:
    """SQLite's primary result code, 0 where the error is the driver's own."""
    # The low byte: above it stands which kind of busy, or of unreadable, it is.
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _is_unconnected(error: DBAPIError) -> bool:
    """Whether PostgreSQL was not reached, or went away."""
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return str(state).startswith(_UNCONNECTED)
    # The server gives every refusal a state. Without one, and without a statement or for a reason of operation, it
    # never answered.
    return error.statement is None or isinstance(error, OperationalError | InterfaceError)


def _short(said: str) -> str:
    # One or two lines; SQLAlchemy adds the whole statement and its values, which may be personal.
    return " ".join(said.split())[:200]
