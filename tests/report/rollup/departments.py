"""Departments that fill a blank by its printed labels, and what their workbooks say, read without the package."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import openpyxl

from clients.fill import fill, located
from clients.labels import Instruction, cross
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.spec.catalogue import load_form

FUNDS = "部门总体资金情况（万元）"
ROWS = (("收入构成", "财政拨款"), ("收入构成", "其他资金"), ("支出构成", "基本支出"), ("支出构成", "项目支出"))
THIS_YEAR = "当年预算收支"
START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

Amounts = tuple[str, ...]
"""What is typed into this year's column, by the rows of `ROWS`; empty for a cell left blank."""


@dataclass(frozen=True)
class Department:
    """One department's filing: who, which amounts, in which version (a later one is sent a day later)."""

    code: str
    name: str
    amounts: Amounts
    scope: str = "本级"
    version: int = 1
    year: int = 2026


def where(row: tuple[str, str]) -> Instruction:
    """The amount of this year in a row, by its labels."""
    return cross(row, THIS_YEAR, within=FUNDS)


@cache
def reader() -> Reader:
    return Reader.of()


def filed(department: Department, folder: Path) -> Path:
    """The department's workbook: a blank of S2, filled by labels with openpyxl and saved."""
    order = Order(load_form("S2"), department.year, Party(department.code, department.name), scope=department.scope)
    mark = f"{department.year}-{department.code}-{department.scope}-{department.version}"
    blank, path = folder / f"空表-{mark}.xlsx", folder / f"{mark}.xlsx"
    blank.write_bytes(issue_blank(order).data)
    typed = [(where(row), Decimal(text)) for row, text in zip(ROWS, department.amounts, strict=True) if text]
    fill(blank, typed, save_as=path)
    return path


def read(department: Department, path: Path) -> Filing:
    """What the package reads from it, as sent on the day of its version."""
    filing = reader().read(path.read_bytes(), name=path.name)
    return replace(filing, sent=START + timedelta(days=department.version))


def said(path: Path) -> tuple[Decimal | None, ...]:
    """The amounts in a workbook by the rows of `ROWS`, read by labels with openpyxl; None for a blank cell."""
    book = openpyxl.load_workbook(path)
    values = [book[entry.sheet][entry.address].value for entry in located(path, [(where(row), None) for row in ROWS])]
    return tuple(None if value is None else Decimal(repr(value)) for value in values)
