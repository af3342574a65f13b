"""Filings made by hand, as a reader would give them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from jixiao_xlsx.findings import Finding, Where, finding
from jixiao_xlsx.model.filings.filing import Figure, Filing, Record, Seal, Value
from jixiao_xlsx.model.keys import parse_key

SEAL = Seal("S0", "2023", 2026, "0123456789ab", agency_code="00101", agency_name="示例市民政局")


def record(
    key: str,
    value: Value | None,
    *,
    kind: str = "",
    raw: str | None = None,
    label: str = "",
    measure: str | None = None,
    order: int = 0,
    inserted: bool = False,
) -> Record:
    """A record of the kind its value suggests, in 万元 where it is a number, unless told otherwise."""
    suggested = "text" if isinstance(value, str) else "date" if isinstance(value, date) else "amount"
    seen = "" if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)
    money = "万元" if value is None or isinstance(value, Decimal) else ""
    return Record(
        key=parse_key(key),
        value=value,
        raw=seen if raw is None else raw,
        kind=kind or suggested,
        sheet="填报表",
        cell="D4",
        label=label or key,
        measure=money if measure is None else measure,
        order=order,
        inserted=inserted,
    )


def figure(key: str, value: Decimal | None, text: str = "", *, kind: str = "amount", measure: str = "万元") -> Figure:
    return Figure(parse_key(key), value, text, kind, key, measure)


def filing(*records: Record, name: str = "民政局.xlsx", seal: Seal | None = SEAL, sha256: str = "a" * 64) -> Filing:
    """A filing of records only; use `replace` for the rest."""
    return Filing(name, sha256, "xlsx", seal, tuple(records), modified=datetime(2026, 3, 1, 9, 30, tzinfo=UTC))


def agency(code: str, name: str, amount: str, *, sha256: str) -> Filing:
    """An agency's filing with one amount and what is computed from it."""
    seal = replace(SEAL, agency_code=code, agency_name=name)
    made = filing(
        record("funds.fiscal.amount", Decimal(amount), label="财政拨款"), name=f"{name}.xlsx", seal=seal, sha256=sha256
    )
    return replace(made, figures=(figure("funds.total.amount", Decimal(amount)),))


def wrong_number(cell: str, *, label: str = "财政拨款") -> Finding:
    where = Where("示例市民政局", "S0", "填报表", cell, label, "funds.fiscal.amount")
    return finding("V101", where, found="九十", expected="数字", ask="请只填数字，例如 90.00。")
