"""A process that collects a season of made-up filings into a store: `season_run.py URL FOLDER COUNT`."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.season.delivery import Delivery
from jixiao_xlsx.store.originals import Originals
from jixiao_xlsx.store.store import Store
from store import made


def season(count: int) -> list[tuple[bytes, Delivery, Filing]]:
    """Files as they arrive: each third one comes twice, by two mails; large enough that writing takes a while."""
    found = []
    for number in range(count):
        data = f"工作簿 {number}".encode() * 5000
        sha256 = made.sha_of(data.decode())
        small = made.filing(number, agency=str(100 + number % 7))
        rows = tuple(made.amount(("rows", row, "amount"), f"{row}.{number:02}") for row in range(40))
        filing = replace(small, sha256=sha256, records=(*small.records, *rows), findings=small.findings * 5)
        for mail in range(2 if number % 3 == 0 else 1):
            sent = made.NOON + timedelta(minutes=number - mail)
            found.append((data, made.delivery(filing, mail=f"m{number}-{mail}", sent=sent), filing))
    return found


def collect(url: str, folder: Path, count: int) -> None:
    """As collecting does: the original first, then the delivery with what was read; again from the start each time."""
    originals = Originals(folder)
    with Store.open(url) as store:
        for data, delivery, filing in season(count):
            originals.put(data)
            store.receive(delivery, None if store.knows(filing.sha256) else filing)
            print(delivery.message.message_id, flush=True)
    print("done", flush=True)


if __name__ == "__main__":
    collect(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
