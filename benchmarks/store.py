"""Time receiving filings against synced JSON files and bare sqlite3: `python benchmarks/store.py [URL]`.

With a PostgreSQL address as its argument (an empty database), that is timed as well.
"""

from __future__ import annotations

import json
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.season.delivery import Delivery, DeliveryRole, Message
from jixiao_xlsx.report.records.filing_json import filing_json
from jixiao_xlsx.season.demo.samples import play_all
from jixiao_xlsx.store.rows import filing_row, part_rows
from jixiao_xlsx.store.store import Store

FILINGS, ROUNDS = 60, 5
Receive = Callable[[Filing], object]


def samples() -> list[Filing]:
    """The filing with the most records of the demo season, under other SHA-256s; no two are the same file."""
    fullest = max((example.filing for example in play_all()), key=lambda filing: len(filing.records))
    return [replace(fullest, sha256=f"{number:064x}") for number in range(FILINGS)]


def delivery(filing: Filing) -> Delivery:
    message = Message(f"<{filing.sha256}@example.org>", "a@example.org", "报送", datetime.now(UTC))
    return Delivery(filing.sha256, filing.source, 20_000, "收件/1.eml", DeliveryRole.FILING, datetime.now(UTC), message)


@contextmanager
def json_files(folder: Path) -> Iterator[Receive]:
    def receive(filing: Filing) -> None:
        with (folder / f"{filing.sha256}.json").open("w", encoding="utf-8") as file:
            json.dump(filing_json(filing, "", questions=None), file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())

    yield receive


@contextmanager
def bare_sqlite(folder: Path) -> Iterator[Receive]:
    """The same rows into tables of the same columns, without SQLAlchemy, constraints, conversions or checks."""
    with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        made: set[str] = set()

        def insert(table: str, rows: list[dict[str, object]]) -> None:
            names = list(rows[0]) if rows else []
            if names and table not in made:
                connection.execute(f"CREATE TABLE {table} ({', '.join(names)})")
                made.add(table)
            plain = [
                [value if value is None or isinstance(value, int) else str(value) for value in row.values()]
                for row in rows
            ]
            if rows:
                marks = ", ".join("?" * len(names))
                connection.executemany(f"INSERT INTO {table} VALUES ({marks})", plain)

        def receive(filing: Filing) -> None:
            connection.execute("BEGIN IMMEDIATE")
            insert("filings", [filing_row(filing)])
            for table, rows in part_rows(filing, 1).items():
                insert(table, rows)
            connection.execute("COMMIT")

        yield receive


@contextmanager
def store_at(url: str | Path) -> Iterator[Receive]:
    with Store.open(url) as store:
        yield lambda filing: store.receive(delivery(filing), filing)


def spent(receive: Receive, filings: list[Filing]) -> float:
    """Milliseconds per filing."""
    start = time.perf_counter()
    for filing in filings:
        receive(filing)
    return (time.perf_counter() - start) * 1000 / len(filings)


def main() -> None:
    filings = samples()
    times: dict[str, list[float]] = {}
    for number in range(ROUNDS):
        again = [replace(filing, sha256=f"{number}{filing.sha256[1:]}") for filing in filings]
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            ways = {"SQLite": store_at(folder / "jixiao.db"), "bare sqlite3": bare_sqlite(folder)}
            ways["JSON + fsync"] = json_files(folder)
            if len(sys.argv) > 1:
                ways["PostgreSQL"] = store_at(sys.argv[1])
            for way, opened in ways.items():
                with opened as receive:
                    times.setdefault(way, []).append(spent(receive, again))
    own = statistics.median(times["SQLite"])
    print(f"{len(filings[0].records)} records, {len(filings[0].findings)} findings; median of {ROUNDS} rounds")
    for way, found in times.items():
        middle = statistics.median(found)
        print(f"{way:14} {middle:7.2f} ms per filing  {1000 / middle:7.0f} filings/s  {middle / own:5.2f} × SQLite")


if __name__ == "__main__":
    main()
