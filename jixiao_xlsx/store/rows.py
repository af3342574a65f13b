"""A filing as rows of the tables, and back: nothing is lost, no number passes through a float."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from sqlalchemy import RowMapping

from jixiao_xlsx.errors import StoreError
from jixiao_xlsx.findings import Finding, Severity, Where
from jixiao_xlsx.model.filings.filing import Figure, Filing, Record, Seal, Value
from jixiao_xlsx.model.keys import Key, format_key, parse_key
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.model.money import yuan_of
from jixiao_xlsx.model.scoring.indicators import FiledTargets
from jixiao_xlsx.model.target import Target, TargetPart
from jixiao_xlsx.store.columns import StoreRow, utc_text, whole_or_none

_SEAL = (
    *("form", "edition", "agency_code", "agency_name", "subject_code", "subject_name"),
    *("scope", "issue", "office", "fingerprint", "signature", "layout"),
)
_WHERE = ("agency", "form", "sheet", "cell", "label", "key")
_SAID = ("code", "message", "hint", "found", "expected", "rule", "explanation")


def filing_row(filing: Filing) -> StoreRow:
    """The row of `filings`, without its id; the seal's columns are None where there is no seal."""
    row: StoreRow = {
        "sha256": filing.sha256,
        "source": filing.source,
        "file_type": filing.file_type,
        "recognised": filing.recognised,
        "unplaced": filing.unplaced,
        "modified": filing.modified,
        "modified_utc": utc_text(filing.modified),
    }
    return row | (_seal_row(filing.seal) if filing.seal else dict.fromkeys((*_SEAL, "year", "counts", "odd_year")))


def _seal_row(seal: Seal) -> StoreRow:
    year = whole_or_none(seal.year)
    counts = json.dumps([[list(pattern), count] for pattern, count in seal.counts])
    return {name: getattr(seal, name) for name in _SEAL} | {
        "year": year,
        "counts": counts,
        # Hexadecimal: Python refuses decimal texts of more than 4,300 digits, and a seal may hold any number.
        "odd_year": None if year is not None else f"{seal.year:x}",
    }


def filing_of(row: RowMapping) -> Filing:
    """The filing of its own row; its records, figures and findings come from `replace`."""
    return Filing(
        source=row["source"],
        sha256=row["sha256"],
        file_type=row["file_type"],
        seal=None if row["form"] is None else _seal_of(row),
        modified=row["modified"],
        recognised=row["recognised"],
        unplaced=row["unplaced"],
    )


def _seal_of(row: RowMapping) -> Seal:
    counts = tuple((tuple(pattern), count) for pattern, count in json.loads(row["counts"]))
    year = int(row["odd_year"], 16) if row["year"] is None else row["year"]
    # NULL in rows of a store before version 5: their seals told no layout.
    return Seal(year=year, counts=counts, **{name: row[name] or "" for name in _SEAL})


def part_rows(filing: Filing, own: int) -> dict[str, list[StoreRow]]:
    """The rows of the tables below a filing whose id is `own`, by the table's name."""
    return {
        "records": [_placed(own, number, _record_row(record)) for number, record in enumerate(filing.records)],
        "targets": list(_target_rows(filing, own)),
        "figures": [_placed(own, number, _figure_row(figure)) for number, figure in enumerate(filing.figures)],
        "findings": [_placed(own, number, _finding_row(finding)) for number, finding in enumerate(filing.findings)],
    }


def with_parts(filing: Filing, parts: dict[str, Sequence[RowMapping]]) -> Filing:
    """The filing with its records, figures and findings from their rows, each in order."""
    return replace(
        filing,
        records=tuple(map(_record_of, parts["records"])),
        figures=tuple(map(_figure_of, parts["figures"])),
        findings=tuple(map(_finding_of, parts["findings"])),
    )


def _placed(own: int, position: int, row: StoreRow) -> StoreRow:
    return {"filing": own, "position": position, **row}


def _record_row(record: Record) -> StoreRow:
    value_type, value = _written(record.value)
    return {
        "key": _key_text(record.key),
        "label": record.label,
        "kind": record.kind,
        "raw": record.raw,
        "type": value_type,
        "value": value,
        **_measured(record.value, record.measure),
        "sheet": record.sheet,
        "cell": record.cell,
        "row_order": record.order,
        "inserted": record.inserted,
    }


def _record_of(row: RowMapping) -> Record:
    return Record(
        key=_key_of(row["key"]),
        value=_read(row["type"], row["value"]),
        raw=row["raw"],
        kind=row["kind"],
        sheet=row["sheet"],
        cell=row["cell"],
        label=row["label"],
        measure=row["measure"],
        order=row["row_order"],
        inserted=row["inserted"],
    )


def _figure_row(figure: Figure) -> StoreRow:
    return {
        "key": _key_text(figure.key),
        "label": figure.label,
        "kind": figure.kind,
        "value": _written(figure.value)[1],
        **_measured(figure.value, figure.measure),
        "text": figure.text,
        "filed": figure.filed,
    }


def _figure_of(row: RowMapping) -> Figure:
    return Figure(
        key=_key_of(row["key"]),
        value=None if row["value"] is None else Decimal(row["value"]),
        text=row["text"],
        kind=row["kind"],
        label=row["label"],
        measure=row["measure"],
        filed=row["filed"],
    )


def _finding_row(finding: Finding) -> StoreRow:
    said = {name: getattr(finding, name) for name in _SAID}
    return said | {name: getattr(finding.where, name) for name in _WHERE} | {"severity": finding.severity}


def _finding_of(row: RowMapping) -> Finding:
    where = Where(**{name: row[name] for name in _WHERE})
    return Finding(severity=Severity(row["severity"]), where=where, **{name: row[name] for name in _SAID})


def _target_rows(filing: Filing, own: int) -> Iterator[StoreRow]:
    """What the target cells say, a row for each part; a target without parts has one row."""
    targets = FiledTargets(filing)
    for position, record in enumerate(filing.records):
        if traits_of(record).is_target and record.value is not None:
            target = targets.read(record)
            whole_text = json.dumps(target.as_dict(), ensure_ascii=False)
            # A target without parts has a row too, so that people's SQL finds every target cell.
            for number, part in enumerate(target.parts or (TargetPart(direction=target.direction),)):
                yield _placed(own, position, {"part": number, **_part_row(target, part), "whole": whole_text})


def _part_row(target: Target, part: TargetPart) -> StoreRow:
    words = ("level", "horizon", "deadline", "reference", "confidence", "kind")
    parts = ("label", "operator", "value", "low", "high", "measure", "per", "yuan", "approximate", "implied")
    ours = {name: getattr(target, name) for name in words} | {name: getattr(part, name) for name in parts}
    return ours | {"direction": part.direction}


def _written(value: Value | None) -> tuple[str | None, str | None]:
    """The type of a value and its exact text; a Decimal keeps its sign, its exponent and its trailing zeros."""
    if isinstance(value, Decimal):
        # str keeps 1.50 and 1E+3 as they were typed; a float would lose them.
        return "number", str(value)
    if isinstance(value, date):
        return "date", value.isoformat()
    return (None, None) if value is None else ("text", value)


def _read(value_type: str | None, text: str) -> Value | None:
    match value_type:
        case "number":
            return Decimal(text)
        case "date":
            return date.fromisoformat(text)
        case "text":
            return text
    return None


def _measured(value: Value | None, measure: str) -> StoreRow:
    number = value if isinstance(value, Decimal) else None
    return {"number": number, "measure": measure, "yuan": None if number is None else yuan_of(number, measure)}


# Filings repeat the keys of their form; bounded, for hostile files may make up their own.
@lru_cache(maxsize=100_000)
def _key_text(key: Key) -> str:
    text = format_key(key)
    try:
        if _key_of(text) == key:
            return text
    except ValueError:
        pass
    # 80 characters show which key is meant.
    raise StoreError(f"库里存不了这个键：{ascii(key)[:80]}", "键由字母开头的名字和行号组成")


@lru_cache(maxsize=100_000)
def _key_of(text: str) -> Key:
    return parse_key(text)
