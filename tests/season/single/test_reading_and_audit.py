"""Findings of the reading and of the audit are told apart: a correction keeps the first and makes the second anew."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from jixiao_xlsx.filings.view import Tuning
from jixiao_xlsx.findings import CATALOGUE
from jixiao_xlsx.findings.families import FAMILIES
from jixiao_xlsx.findings.finding import OF_READING
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.filings.identity import identity_of
from jixiao_xlsx.model.season.acts import Correction
from jixiao_xlsx.season.demo.samples import fill_sample, issue_sample
from jixiao_xlsx.season.single.corrected import Corrector
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.raw.book import RawBook, read_raw
from jixiao_xlsx.spec.samples import Sample, all_samples
from jixiao_xlsx.store.store import Store

SAMPLES = {sample.form: sample for sample in all_samples()}


def _data(sample: Sample) -> bytes:
    return fill_sample(issue_sample(sample), sample.typed)


def _correction(filing: Filing, key: str, raw: str) -> Correction:
    when = datetime(2026, 3, 1, tzinfo=UTC)
    return Correction(identity_of(filing), filing.sha256, key, raw, "张三", when, "电话核实")


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_the_reader_makes_the_first_kind_and_the_audit_the_second(sample: Sample) -> None:
    reader, book = Reader.of(), read_raw(_data(sample))
    assert isinstance(book, RawBook)
    read = reader.read_cells(book, name="", sha256="")
    audited = reader.audited(read)
    assert read.audit_findings == ()
    # Notes of one kind are told at the first of their cells.
    there = {(finding.code, finding.where) for finding in read.findings}
    assert {(finding.code, finding.where) for finding in audited.reading_findings} <= there
    both = (*audited.reading_findings, *audited.audit_findings)
    assert tuple(sorted(both, key=audited.findings.index)) == audited.findings


def test_the_families_of_reading_come_first_on_a_files_way() -> None:
    assert tuple(family.letter for family in FAMILIES[: len(OF_READING)]) == OF_READING
    assert {code[0] for code in CATALOGUE} == {family.letter for family in FAMILIES}


def test_a_correction_keeps_what_was_found_in_reading() -> None:
    reader = Reader.of()
    filing = reader.read(_data(SAMPLES["S1"]), name="a.xlsx")
    kept = [finding for finding in filing.findings if finding.code == "V301"]
    changed = Corrector(reader).corrected(filing, [_correction(filing, "budget.basic", "1")])
    (note,) = kept
    assert "同样的还有" in note.message
    assert [finding for finding in changed.findings if finding.code == "V301"] == kept
    changed = Corrector(reader).corrected(filing, [_correction(filing, note.where.key, "1")])
    # The note stands for another cell as well.
    assert [finding for finding in changed.findings if finding.code == "V301"] == kept


def test_a_correction_keeps_nothing_that_an_audit_before_found_and_this_one_does_not() -> None:
    """The office switched a code off after the file was collected."""
    filing = Reader.of().read(_data(SAMPLES["S0"]), name="a.xlsx")
    today = Reader.of(tuning=Tuning().with_words({"T05": "关闭"}))
    changed = Corrector(today).corrected(filing, [_correction(filing, "funds.other.amount", "2405.90")])
    assert "T05" in {finding.code for finding in filing.findings}
    assert "T05" not in {finding.code for finding in changed.findings}


def test_a_filing_from_the_store_tells_them_apart_too(tmp_path: Path) -> None:
    """Also one that was stored before they were told apart: the store's rows have no mark for it."""
    filing = Reader.of().read(_data(SAMPLES["S1"]), name="a.xlsx")
    with Store.open(tmp_path / "a.db") as store:
        store.reread(filing)
        stored = store.filing(filing.sha256)
    assert stored is not None
    assert stored.reading_findings == filing.reading_findings
    assert stored.audit_findings == filing.audit_findings
    correction = _correction(filing, "budget.basic", "1")
    corrector = Corrector(Reader.of())
    assert corrector.corrected(stored, [correction]) == corrector.corrected(filing, [correction])
