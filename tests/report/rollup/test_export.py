"""`jixiao export`: the same values in JSON Lines, CSV and Parquet, from files and from the season's store."""

from __future__ import annotations

import csv
import json
import sys
from decimal import Context, Decimal, localcontext
from io import BytesIO, StringIO
from pathlib import Path

import pyarrow
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from jixiao_xlsx.cli import main
from jixiao_xlsx.report.records.flat_rows import COLUMNS, flat_rows
from jixiao_xlsx.report.records.parquet import parquet_bytes
from report.records.made import filing, record
from report.rollup.departments import Department, filed

WEST = Department("101", "示例市甲局", ("-0.01", "", "12.30", "0"))
EAST = Department("102", "示例市乙局", ("6009.09", "48", "1056.27", "5000.82"))


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["export", *map(str, words)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "交回"
    folder.mkdir()
    for one in (WEST, EAST):
        path = filed(one, tmp_path)
        path.rename(folder / path.name)
    return folder


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_three_formats_tell_the_same(folder: Path, tmp_path: Path) -> None:
    paths = [tmp_path / f"记录.{suffix}" for suffix in ("jsonl", "csv", "parquet")]
    results = [run(folder, "-o", path) for path in paths]
    assert [(one.exit_code, "2 份填报件" in one.output) for one in results] == [(0, True)] * 3
    rows = lines(paths[0])
    flat = list(csv.DictReader(StringIO(paths[1].read_text(encoding="utf-8-sig"), newline="")))
    table = parquet.read_table(paths[2]).to_pylist()
    assert len(rows) == len(flat) == len(table) > 10
    for row, two, three in zip(rows, flat, table, strict=True):
        assert two["value"].removeprefix("'") == (row["value"] or "")
        plain = {name: three[name] for name in COLUMNS if name != "yuan"}
        assert plain == {name: row[name] for name in COLUMNS if name != "yuan"}
        assert three["yuan"] == (Decimal(str(row["yuan"])) if row["yuan"] else None)


def test_numbers_are_exact_decimals(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "记录.parquet"
    run(folder, "-o", path)
    table = parquet.read_table(path)
    assert table.schema.field("number").type == pyarrow.decimal128(38, 10)
    assert table.schema.field("yuan").type == pyarrow.decimal128(38, 4)
    assert table.schema.field("value").type == pyarrow.string()
    found = {(row["agency_code"], row["key"]): (row["value"], row["number"], row["yuan"]) for row in table.to_pylist()}
    assert found[("101", "funds.income.fiscal.y0")] == ("-0.01", Decimal("-0.01"), Decimal(-100))
    assert found[("102", "funds.income.fiscal.y0")] == ("6009.09", Decimal("6009.09"), Decimal("60090900"))
    assert found[("102", "head.agency")][1:] == (None, None)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30))
def test_a_number_comes_back_exactly_or_not_at_all(value: Decimal) -> None:
    data = parquet_bytes([filing(record("a", value))])
    (row,) = parquet.read_table(BytesIO(data)).to_pylist()
    (flat,) = flat_rows(filing(record("a", value)))
    assert row["value"] == flat["value"]
    assert row["number"] is None or row["number"] == value
    with localcontext(Context(prec=80)):
        assert row["number"] is not None or abs(value) >= 10**28 or value != round(value, 10)
        assert row["yuan"] is None or row["yuan"] == value * 10_000


def test_the_same_filings_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    for name in ("a.parquet", "b.parquet"):
        run(folder, "-o", tmp_path / name)
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()


def test_a_copy_is_told_once_unless_all_is_wanted(folder: Path, tmp_path: Path) -> None:
    first = sorted(folder.iterdir())[0]
    (folder / "副本.xlsx").write_bytes(first.read_bytes())
    one = json.loads(run(folder, "-o", tmp_path / "a.jsonl", "--json").output)
    every = json.loads(run(folder, "-o", tmp_path / "b.jsonl", "--json", "--all").output)
    assert (one["filings"], every["filings"], one["format"]) == (2, 3, "jsonl")


def test_without_pyarrow_it_says_what_to_do(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = run(folder, "-o", tmp_path / "a.parquet")
    assert (done.exit_code, "jixiao_xlsx[parquet]" in done.stderr) == (2, True)
    assert not (tmp_path / "a.parquet").exists()


def test_an_unknown_ending_needs_a_format(folder: Path, tmp_path: Path) -> None:
    assert (run(folder, "-o", tmp_path / "a.dat").exit_code, (tmp_path / "a.dat").exists()) == (2, False)
    assert run(folder, "-o", tmp_path / "a.dat", "--format", "csv").exit_code == 0
