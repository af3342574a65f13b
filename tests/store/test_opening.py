"""What may be opened: a new place, a store of this version or an older one, and nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from jixiao_xlsx.errors import StoreError
from jixiao_xlsx.model.season.acts import SentBack, Undone
from jixiao_xlsx.store import engine as engines
from jixiao_xlsx.store.engine import engine_of, url_of
from jixiao_xlsx.store.migrations import NEWEST
from jixiao_xlsx.store.steps import _AMOUNTS_OF_2, _FILINGS_OF_2
from jixiao_xlsx.store.store import Store
from jixiao_xlsx.store.table_kit import METADATA
from jixiao_xlsx.store.views import VIEWS
from store import made

# What versions after the third added.
LATER = ("DROP TABLE settled", "DROP TABLE undone", "DROP TABLE placements")
OLD_VIEWS = ("DROP VIEW v_amounts", "DROP VIEW v_filings", _FILINGS_OF_2, _AMOUNTS_OF_2)


def run(url: str, *statements: str) -> None:
    engine = create_engine(url_of(url))
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def shape(url: str) -> dict[str, object]:
    """Every table, view, column and index of a database."""
    engine = create_engine(url_of(url))
    seen = inspect(engine)
    tables = {
        name: [(column["name"], str(column["type"])) for column in seen.get_columns(name)]
        for name in seen.get_table_names()
    }
    indexes = {name: sorted(str(index["name"]) for index in seen.get_indexes(name)) for name in tables}
    views = {name: [column["name"] for column in seen.get_columns(name)] for name in seen.get_view_names()}
    engine.dispose()
    return {"tables": tables, "indexes": indexes, "views": views}


# What step 4 adds.
WITHOUT_REASON = "ALTER TABLE deliveries DROP COLUMN reason"
WITHOUT_LAYOUTS = ("DROP TABLE layouts", "ALTER TABLE filings DROP COLUMN layout")
"""What makes a store of version 8 one of version 7."""


WITHOUT_MEASURE = "ALTER TABLE corrections DROP COLUMN measure"
"""What makes a store of version 9 one of version 8."""
OLDER = (WITHOUT_MEASURE, *WITHOUT_LAYOUTS, WITHOUT_REASON)


def make_version_1(url: str) -> None:
    """A store as version 1 left it: without views, with a filing."""
    with Store.open(url) as store:
        store.receive(made.delivery(made.filing()), made.filing())
    views = [f"DROP VIEW {name}" for name in reversed(tuple(VIEWS))]
    run(
        url,
        *views,
        *LATER,
        "DROP TABLE sent_back",
        *OLDER,
        "UPDATE meta SET value = '1' WHERE name = 'version'",
    )


def test_a_store_of_version_1_is_brought_up_to_date(
    new_url: Callable[[], str], caplog: pytest.LogCaptureFixture
) -> None:
    old, new = new_url(), new_url()
    make_version_1(old)
    assert shape(old)["views"] == {}
    Store.open(new).close()
    caplog.clear()
    caplog.set_level("INFO", "jixiao_xlsx")
    with Store.open(old) as store:
        assert store.filings() == (made.filing(),)
    assert shape(old) == shape(new)
    ((name, _, words),) = caplog.record_tuples
    kind = "SQLite" if url_of(old).drivername == "sqlite" else "PostgreSQL"
    assert (name, words) == ("jixiao_xlsx.store", f"{kind} 库由版本 1 升级到 {NEWEST}")
    assert set(shape(new)["tables"]) == set(METADATA.tables)  # type: ignore[call-overload]


def make_version_2(url: str, marks: Mapping[str, datetime]) -> None:
    """A store as version 2 left it: what went back stands among the cursors of mailboxes."""
    with Store.open(url) as store:
        store.set_cursor("imap/INBOX", "7:2")
        for sha256, when in marks.items():
            store.set_cursor(f"sent-back/{sha256}", when.isoformat())
    run(
        url,
        *LATER,
        *OLD_VIEWS,
        "DROP TABLE sent_back",
        *OLDER,
        "UPDATE meta SET value = '2' WHERE name = 'version'",
    )


def test_what_went_back_becomes_an_act_with_its_moment(new_url: Callable[[], str]) -> None:
    old, new = new_url(), new_url()
    first, second = made.NOON.astimezone(made.ZONE), made.NOON + timedelta(days=1, microseconds=5)
    make_version_2(old, {"b" * 64: second, "a" * 64: first})
    Store.open(new).close()
    with Store.open(old) as store:
        assert store.sent_back() == (SentBack("a" * 64, "", first), SentBack("b" * 64, "", second))
        assert [one.when.isoformat() for one in store.sent_back("a" * 64)] == [first.isoformat()]
        assert (store.cursor("imap/INBOX"), store.cursor(f"sent-back/{'a' * 64}")) == ("7:2", "")
        assert not store.note_sent_back(SentBack("a" * 64, "", first))
    assert shape(old) == shape(new)


def test_acts_of_version_3_can_be_taken_back(new_url: Callable[[], str]) -> None:
    old, new = new_url(), new_url()
    with Store.open(old) as store:
        store.decide(made.DECISION)
    run(old, *LATER, *OLD_VIEWS, *OLDER, "UPDATE meta SET value = '3' WHERE name = 'version'")
    Store.open(new).close()
    with Store.open(old) as store:
        (kept,) = store.undoable()
        assert store.undo(Undone(kept.kind, kept.name, "审核员乙", made.NOON, "看错了"))
        assert store.decisions() == ()
    assert shape(old) == shape(new)


def test_a_store_of_version_6_takes_placements(new_url: Callable[[], str]) -> None:
    old, new = new_url(), new_url()
    with Store.open(old) as store:
        store.decide(made.DECISION)
    run(
        old,
        "DROP TABLE placements",
        WITHOUT_MEASURE,
        *WITHOUT_LAYOUTS,
        "UPDATE meta SET value = '6' WHERE name = 'version'",
    )
    Store.open(new).close()
    with Store.open(old) as store:
        assert store.place(made.PLACEMENT)
        assert (store.placements(), store.decisions()) == ((made.PLACEMENT,), (made.DECISION,))
    assert shape(old) == shape(new)


def test_a_file_that_version_2_wrote_is_brought_up_to_date(tmp_path: Path) -> None:
    path, new = tmp_path / "jixiao.db", f"sqlite:///{tmp_path / 'new.db'}"
    written = sqlite3.connect(path)
    written.executescript(Path(__file__).with_name("version_2.sql").read_text(encoding="utf-8"))
    written.close()
    Store.open(new).close()
    with Store.open(path) as store:
        assert store.filings() == (replace(made.filing(), sent=made.NOON),)
        assert (store.decisions(), store.sent(), store.trail()) == ((made.DECISION,), (made.SENT,), (made.TRAIL,))
        assert [(one.sha256, one.who, one.when) for one in store.sent_back()] == [
            (made.filing().sha256, "", made.NOON),
            ("b" * 64, "", made.NOON + timedelta(days=1, microseconds=5)),
        ]
        assert store.cursor("imap/INBOX") == "7:2"
    assert shape(f"sqlite:///{path}") == shape(new)


def test_a_step_that_fails_leaves_the_store_as_it_was(new_url: Callable[[], str]) -> None:
    url = new_url()
    make_version_1(url)
    run(url, "CREATE VIEW v_amounts AS SELECT 1 AS one")  # in the way of the second view, after the first is made
    before = shape(url)
    with pytest.raises(StoreError, match="v_amounts"):
        Store.open(url)
    assert shape(url) == before


def test_a_newer_store_is_refused_and_left_alone(url: str) -> None:
    Store.open(url).close()
    run(url, f"UPDATE meta SET value = '{NEWEST + 1}' WHERE name = 'version'")
    with pytest.raises(StoreError, match="更新的程序建立") as refused:
        Store.open(url)
    assert "pip install -U" in refused.value.hint


@pytest.mark.parametrize(
    "foreign",
    [
        ("CREATE TABLE customers (id INTEGER)",),
        ("CREATE TABLE meta (name TEXT, value TEXT)",),
        ("CREATE TABLE meta (id INTEGER)",),
        ("CREATE TABLE meta (name TEXT, value TEXT)", "INSERT INTO meta VALUES ('application', 'jixiao_xlsx')"),
    ],
)
def test_another_programs_database_is_refused_and_left_alone(url: str, foreign: tuple[str, ...]) -> None:
    run(url, *foreign)
    before = shape(url)
    with pytest.raises(StoreError, match="不是本程序的库"):
        Store.open(url)
    assert shape(url) == before


def test_another_programs_sqlite_file_keeps_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    run(f"sqlite:///{path}", "CREATE TABLE customers (id INTEGER)")
    before = path.read_bytes()
    with pytest.raises(StoreError):
        Store.open(path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["other.db"]


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "预算.xlsx"
    path.write_bytes(b"PK\x03\x04" + bytes(2000))
    with pytest.raises(StoreError, match="不是本程序的库"):
        Store.open(path)
    assert path.read_bytes() == b"PK\x03\x04" + bytes(2000)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="打不开"):
        Store.open(tmp_path)


def test_the_folder_of_a_new_store_is_made(tmp_path: Path) -> None:
    path = tmp_path / "工作 100%?#" / "store" / "jixiao.db"
    with Store.open(path) as store:
        store.note_run(made.TRAIL)
    assert path.is_file()
    with Store.open(f"sqlite:///{path}") as store:
        assert store.trail() == (made.TRAIL,)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError, match="建不了文件夹"):
        Store.open(tmp_path / "file" / "store" / "jixiao.db")


def test_sqlite_is_set_to_lose_nothing(tmp_path: Path) -> None:
    Store.open(tmp_path / "a.db").close()
    engine = engine_of(url_of(tmp_path / "a.db"))
    with engine.connect() as connection:
        asked = ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
        facts = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked}
    engine.dispose()
    assert facts == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 30_000, "synchronous": 2}


def test_a_store_that_another_program_holds_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.05)
    with Store.open(tmp_path / "a.db") as store:
        other = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert store.filings() == ()
        with pytest.raises(StoreError, match="正被别的程序占用"):
            store.note_run(made.TRAIL)
        other.execute("ROLLBACK")
        other.close()
        assert store.note_run(made.TRAIL)


@pytest.mark.parametrize(
    "address", ["postgresql://u:secret@h/d", "postgres://u:secret@h/d", "postgresql+psycopg://u:secret@h/d"]
)
def test_a_postgresql_address_goes_through_psycopg(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert url_of(address).drivername == "postgresql+psycopg"
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(StoreError) as refused:
        Store.open(address)
    assert "pip install 'jixiao_xlsx[postgres]'" in refused.value.hint


def test_a_server_that_is_not_there_is_said_without_the_password() -> None:
    with pytest.raises(StoreError, match="连不上数据库") as refused:
        Store.open("postgresql://someone:secret@127.0.0.1:1/season")
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://127.0.0.1:1/season?user=zhangsan&password=secret",
        "postgresql://zhangsan:secret@127.0.0.1:1/season?sslpassword=secret",
        "postgresql:///season?host=127.0.0.1&port=1&password=secret&user=zhangsan",
        "postgresql://zhangsan@127.0.0.1:1/season?password=secret",
    ],
    ids=["options", "both", "all-options", "option"],
)
def test_no_password_is_said_wherever_it_stands(address: str) -> None:
    with pytest.raises(StoreError, match=r"zhangsan.*连不上数据库|连不上数据库.*zhangsan") as refused:
        Store.open(address)
    assert "season" in str(refused.value)
    assert "127.0.0.1" in str(refused.value)
    assert "secret" not in f"{refused.value} {refused.value.hint}"


def test_half_a_password_is_not_taken_for_the_server() -> None:
    with pytest.raises(StoreError, match="服务器名里有 @") as refused:
        Store.open("postgresql://zhangsan:my@secret@127.0.0.1:1/season")
    assert "%40" in refused.value.hint
    assert "secret" not in f"{refused.value} {refused.value.hint}"


def test_the_log_tells_the_kind_of_a_new_store_and_nothing_else(
    new_url: Callable[[], str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "jixiao_xlsx")
    url = new_url()
    Store.open(url).close()
    kind = "SQLite" if url_of(url).drivername == "sqlite" else "PostgreSQL"
    assert caplog.messages == [f"新建了 {kind} 库（版本 {NEWEST}）"]


@pytest.mark.parametrize("address", ["mysql://h/d", "sqlite+aiosqlite:///a.db", "://", "oracle://"])
def test_no_other_database_is_taken(address: str) -> None:
    with pytest.raises(StoreError, match=r"地址|不能放在"):
        Store.open(address)


SQLITE_STATES = {
    sqlite3.SQLITE_BUSY: "正被别的程序占用",
    sqlite3.SQLITE_BUSY_SNAPSHOT: "正被别的程序占用",
    sqlite3.SQLITE_LOCKED: "正被别的程序占用",
    sqlite3.SQLITE_NOTADB: "不是本程序的库",
    sqlite3.SQLITE_CORRUPT: "库文件损坏",
    sqlite3.SQLITE_FULL: "磁盘满了",
    sqlite3.SQLITE_READONLY_DIRECTORY: "没有写入的权限",
    sqlite3.SQLITE_CANTOPEN: "打不开这个文件",
    sqlite3.SQLITE_ERROR: "数据库不肯：另一种说法",
}


@pytest.mark.parametrize(("code", "said"), SQLITE_STATES.items(), ids=map(str, SQLITE_STATES))
def test_sqlite_is_understood_by_its_codes_however_it_words_them(code: int, said: str) -> None:
    error = sqlite3.OperationalError("另一种说法")
    error.sqlite_errorcode = code
    with pytest.raises(StoreError, match=said), engines.as_store_error(url_of("a.db")):
        raise error


def test_a_table_named_locked_is_no_lock(tmp_path: Path) -> None:
    """SQLite's words hold names of the user's; only its codes say what happened."""
    engine = engine_of(url_of(tmp_path / "a.db"))
    with pytest.raises(StoreError, match="数据库不肯：no such table: locked"), engines.reading(engine) as connection:
        connection.execute(text("SELECT * FROM locked"))
    engine.dispose()
