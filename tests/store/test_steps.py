"""A step between versions of the store stands by itself: what the program grows later must not reach back into it."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import create_engine, inspect, text

from house.package_tree import imports, modules
from jixiao_xlsx.store.engine import url_of
from jixiao_xlsx.store.steps import STEPS

# As version 2 made the one table that step 3 reads.
CURSORS = "CREATE TABLE cursors (name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (name))"
MARK = "INSERT INTO cursors VALUES ('sent-back/abc', '2026-03-02T20:00:00.000005+08:00'), ('imap/INBOX', '7:2')"


def test_a_step_borrows_nothing_that_goes_on_changing() -> None:
    (steps,) = (module for module in modules() if module.name == "jixiao_xlsx.store.steps")
    assert [target for _, target in imports(steps) if target.startswith("jixiao_xlsx")] == []


def test_step_3_leaves_the_table_of_version_3(new_url: Callable[[], str]) -> None:
    engine = create_engine(url_of(new_url()))
    with engine.begin() as connection:
        connection.execute(text(CURSORS))
        connection.execute(text(MARK))
        STEPS[3](connection)
    seen = inspect(engine)
    columns = seen.get_columns("sent_back")
    assert [(column["name"], column["nullable"]) for column in columns] == [
        (name, False) for name in ("id", "once", "sha256", "who", "at")
    ]
    kinds = {"sqlite": {"TEXT"}, "postgresql": {"VARCHAR", "TEXT"}}
    assert {str(column["type"]).partition(" ")[0] for column in columns[1:]} == kinds[engine.dialect.name]
    names = {index["name"] for index in seen.get_indexes("sent_back")}
    assert "sent_back_sha256" in names
    with engine.begin() as connection:
        rows = connection.execute(text("SELECT id, sha256, who, at FROM sent_back")).all()
        assert [tuple(row) for row in rows] == [(1, "abc", "", "2026-03-02T20:00:00.000005+08:00")]
        assert connection.execute(text("SELECT name FROM cursors")).scalars().all() == ["imap/INBOX"]
    engine.dispose()


def test_step_4_leaves_every_delivery_without_a_reason(new_url: Callable[[], str]) -> None:
    engine = create_engine(url_of(new_url()))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE deliveries (id INTEGER)"))
        connection.execute(text("INSERT INTO deliveries VALUES (1)"))
        STEPS[4](connection)
        assert connection.execute(text("SELECT reason FROM deliveries")).scalars().all() == [""]
    engine.dispose()


# As version 7 had the one table that step 8 changes.
FILINGS = "CREATE TABLE filings (id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL)"


def test_step_8_leaves_room_for_layouts(new_url: Callable[[], str]) -> None:
    engine = create_engine(url_of(new_url()))
    with engine.begin() as connection:
        connection.execute(text(FILINGS))
        connection.execute(text("INSERT INTO filings VALUES (1, 'abc')"))
        STEPS[8](connection)
    seen = inspect(engine)
    columns = [(column["name"], column["nullable"]) for column in seen.get_columns("layouts")]
    names = ("id", "sha256", "fingerprint", "form", "edition", "year", "origin", "text")
    assert columns == [(name, False) for name in names]
    assert "layouts_fingerprint" in {index["name"] for index in seen.get_indexes("layouts")}
    with engine.begin() as connection:
        assert [tuple(row) for row in connection.execute(text("SELECT sha256, layout FROM filings"))] == [("abc", None)]
    engine.dispose()


def test_step_9_leaves_every_correction_without_a_measure(new_url: Callable[[], str]) -> None:
    engine = create_engine(url_of(new_url()))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE corrections (id INTEGER)"))
        connection.execute(text("INSERT INTO corrections VALUES (1)"))
        STEPS[9](connection)
        assert connection.execute(text("SELECT measure FROM corrections")).scalars().all() == [""]
    engine.dispose()
