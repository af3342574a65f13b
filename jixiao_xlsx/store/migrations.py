"""The store's version: a new store gets today's tables, an older one steps up to them, a newer one is refused."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, insert, inspect, select, text, update

from jixiao_xlsx.errors import StoreError
from jixiao_xlsx.logs import STORE
from jixiao_xlsx.store.engine import reading, store_kind, store_name, use_log, writing
from jixiao_xlsx.store.schema import meta
from jixiao_xlsx.store.steps import STEPS
from jixiao_xlsx.store.table_kit import METADATA
from jixiao_xlsx.store.views import VIEWS

APPLICATION = "jixiao_xlsx"
_TURN = 0x6A697869616F  # the lock under which PostgreSQL lets one process at a time set up a store

NEWEST = max(STEPS)


def prepare(engine: Engine) -> None:
    """Makes the store ready: creates it where there is nothing yet, or brings it to the newest version.

    Raises StoreError where the database holds something else, or the store is of a newer version; it is then left
    as it was.
    """
    with reading(engine) as connection:
        version = _version(connection)
    if engine.dialect.name == "sqlite":
        use_log(engine)
    if version != NEWEST:
        with writing(engine) as connection:
            before = _upgrade(connection)
        _tell(store_kind(engine), before)


def _tell(kind: str, before: int) -> None:
    """Says what was done, once it is certain."""
    if before == 0:
        STORE.info("新建了 %s 库（版本 %d）", kind, NEWEST)
    elif before != NEWEST:
        STORE.info("%s 库由版本 %d 升级到 %d", kind, before, NEWEST)


def _upgrade(connection: Connection) -> int:
    """The version that the store had."""
    if connection.dialect.name == "postgresql":
        # A database of somebody else's must be left alone: looked at before anything is created.
        connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
    version = _version(connection)  # another process may have been faster
    if version == 0:
        METADATA.create_all(connection)
        for statement in VIEWS.values():
            connection.execute(text(statement))
        connection.execute(
            insert(meta), [{"name": "application", "value": APPLICATION}, {"name": "version", "value": str(NEWEST)}]
        )
        return version
    # All in one transaction: a step that fails leaves the version it found.
    for step in range(version + 1, NEWEST + 1):
        STEPS[step](connection)
    connection.execute(update(meta).where(meta.c.name == "version").values(value=str(NEWEST)))
    return version


def _version(connection: Connection) -> int:
    """The version of the store in the database, 0 where it is empty."""
    # No table at all is an empty database; one table of somebody else's is not.
    tables = inspect(connection).get_table_names()
    if not tables:
        return 0
    facts: dict[str, str] = {}
    if "meta" in tables and {column["name"] for column in inspect(connection).get_columns("meta")} == {"name", "value"}:
        facts = {row.name: row.value for row in connection.execute(select(meta.c.name, meta.c.value))}
    name, version = store_name(connection.engine.url), facts.get("version", "")
    if facts.get("application") != APPLICATION or not version.isdecimal():
        raise StoreError(
            f"{name} 里已有别的数据，不是本程序的库", "请检查 jixiao.yaml 里库的位置，或新建一个空的数据库"
        )
    if int(version) > NEWEST:
        raise StoreError(
            f"库 {name} 是用更新的程序建立的（库的版本 {version}，本程序只认得 {NEWEST}）",
            "请更新程序：pip install -U jixiao_xlsx",
        )
    return int(version)
