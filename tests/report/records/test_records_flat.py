"""Flat rows: JSON Lines as they are, CSV that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.report.records.flat_rows import COLUMNS, csv_text, jsonl_text
from report.records.made import figure, filing, record

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


def csv_rows(*filings: Filing) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(csv_text(filings), newline="")))


def unguarded(text: str) -> str:
    return text.removeprefix("'")


def test_one_row_per_value_with_every_column() -> None:
    made = replace(filing(record("f.a", Decimal("48"), label="其他资金")), figures=(figure("f.total", Decimal(48)),))
    first, second = (json.loads(line) for line in jsonl_text([made]).splitlines())
    assert tuple(first) == COLUMNS
    assert first | {"form": "S0", "year": 2026, "agency_code": "00101", "value": "48", "yuan": "480000.00"} == first
    assert (first["computed"], second["computed"], second["key"], second["order"]) == (False, True, "f.total", None)


def test_unreadable_is_null_beside_its_raw_text_in_both_forms() -> None:
    made = filing(record("a", None, raw="九十", kind="amount"), record("b", Decimal(0)))
    assert [json.loads(line)["value"] for line in jsonl_text([made]).splitlines()] == [None, "0"]
    assert [(row["value"], row["raw"]) for row in csv_rows(made)] == [("", "九十"), ("0", "0")]


@pytest.mark.parametrize(
    "text", ["=1+1", "+86 138", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "'=1", "=cmd|' /C calc'!A0", "-"]
)
def test_text_that_could_run_is_guarded_in_csv_and_untouched_in_jsonl(text: str) -> None:
    made = filing(record("a", text))
    assert csv_rows(made)[0]["value"] == f"'{text}"
    assert json.loads(jsonl_text([made]))["value"] == text


@pytest.mark.parametrize("number", ["-5", "-0.01", "-6009.09"])
def test_a_negative_number_stays_a_number(number: str) -> None:
    row = csv_rows(filing(record("a", Decimal(number))))[0]
    assert (row["value"], row["raw"]) == (number, number)
    assert Decimal(row["yuan"]) == Decimal(number) * 10_000


def test_every_csv_field_is_quoted() -> None:
    for line in csv_text([filing(record("a", Decimal(1)))]).splitlines():
        assert line.startswith('"')
        assert line.endswith('"')
        assert line.count('","') == len(COLUMNS) - 1


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_csv_parses_back_to_the_texts(texts: list[str]) -> None:
    made = filing(*(record(f"a[{number}].x", text) for number, text in enumerate(texts, 1)))
    assert [unguarded(row["value"]) for row in csv_rows(made)] == texts


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_each_json_line_is_one_line_to_every_reader(texts: list[str]) -> None:
    made = filing(*(record(f"a[{number}].x", text) for number, text in enumerate(texts, 1)))
    assert [json.loads(line)["value"] for line in jsonl_text([made]).splitlines()] == texts
