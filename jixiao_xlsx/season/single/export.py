"""导出: filings as flat rows for other programs, one row per value, in the format that a file's name says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.filings.identity import identity_of, version_order
from jixiao_xlsx.report.records.flat_rows import csv_text, jsonl_text
from jixiao_xlsx.report.records.parquet import parquet_bytes
from jixiao_xlsx.season.single.asked import asking_of
from jixiao_xlsx.season.single.read import Reader

FORMATS = ("jsonl", "csv", "parquet")


def format_of(path: Path, said: str = "") -> str:
    """The format that was said, else the one that the file's suffix means. Raises JixiaoError where neither does."""
    meant = said or path.suffix.lower().removeprefix(".")
    if meant not in FORMATS:
        raise JixiaoError(f"看不出 {path.name} 要存成哪种格式", Advice.NAME_FORMAT)
    return meant


def export_filings(filings: Iterable[Filing], kind: str, *, reader: Reader | None = None) -> bytes:
    """A file's bytes in one of `FORMATS`, one row per value as docs/records.md tells; the reader (of every embedded
    form where none is given) tells what the forms asked.

    Raises JixiaoError for another format, or where Parquet is not installed.
    """
    if kind not in FORMATS:
        raise JixiaoError(f"没有 ‘{kind}’ 这种格式", f"可以是 {'、'.join(FORMATS)}")
    asking = asking_of(reader or Reader.of())
    if kind == "jsonl":
        return jsonl_text(filings, asking=asking).encode("utf-8")
    if kind == "csv":
        return csv_text(filings, asking=asking).encode("utf-8-sig")
    return parquet_bytes(filings, asking=asking)


def newest(filings: Iterable[Filing]) -> Iterator[Filing]:
    """The filings that were read, of each identity the newest version, the same bytes once, in the order given."""
    # By content, else by source: programs may give filings that never were files.
    read = {filing.sha256 or filing.source: filing for filing in filings if filing.seal and filing.records}
    best: dict[object, Filing] = {}
    for filing in read.values():
        identity = identity_of(filing) or filing.sha256
        if identity not in best or version_order(best[identity]) < version_order(filing):
            best[identity] = filing
    kept = {id(filing) for filing in best.values()}
    return (filing for filing in read.values() if id(filing) in kept)
