"""Macros and links to other files are said of a workbook that is read all the same."""

from __future__ import annotations

from dataclasses import replace

from jixiao_xlsx.season.demo.samples import fill_sample, issue_sample
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.raw.book import RawBook, read_raw
from jixiao_xlsx.spec.samples import all_samples


def test_macros_and_links_are_said_and_the_records_read() -> None:
    sample = all_samples()[0]
    book = read_raw(fill_sample(issue_sample(sample), sample.typed))
    assert isinstance(book, RawBook)
    reader = Reader.of()
    plain = reader.read_raw_book(book, name="填好.xlsx", sha256="")
    noted = reader.read_raw_book(replace(book, has_macros=True, has_external_links=True), name="填好.xlsm", sha256="")
    assert {finding.code for finding in noted.findings} - {finding.code for finding in plain.findings} == {"F16", "F17"}
    assert noted.records == plain.records
