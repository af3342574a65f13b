"""Runs plans in LibreOffice and reads what comes out of it, in each format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from clients import steps
from clients.libreoffice import Office
from jixiao_xlsx.model.filings.filing import Filing, Value
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.sheet.raw.book import RawBook
from jixiao_xlsx.sheet.raw.foreign.archive import Archive
from jixiao_xlsx.sheet.raw.foreign.limits import FileTally
from jixiao_xlsx.sheet.raw.ods.ods import read_ods
from jixiao_xlsx.sheet.raw.xls.xls import read_xls
from jixiao_xlsx.sheet.raw.xlsx.xlsx import read_xlsx
from sheet.reader.law import Verdict, judged
from sheet.reader.samples import Sample
from whole_way.damage.plans import FORMATS, Plan, values_after


@dataclass(frozen=True)
class Outcome:
    """A damaged workbook in one format: its cells, what the reader made of it, the verdict."""

    suffix: str
    book: RawBook
    filing: Filing
    verdict: Verdict

    @property
    def codes(self) -> set[str]:
        return {finding.code for finding in self.filing.findings}

    @property
    def told(self) -> list[str]:
        return [str(finding) for finding in self.filing.findings]


def outcomes(
    office: Office, sample: Sample, plans: Sequence[Plan], folder: Path, *, formats: Sequence[str] = FORMATS
) -> list[Outcome]:
    """Does the plans one after another to the filled form, saves it in each format, and reads every file."""
    source = folder / "filled.xlsx"
    source.write_bytes(sample.data)
    saves = [folder / f"damaged{suffix}" for suffix in formats]
    done = [step for plan in plans for step in plan.steps]
    office.run(source, [steps.unprotect(0), *done], saves)
    values = values_after(sample, plans)
    return [read_outcome(sample, path, values) for path in saves]


def read_outcome(sample: Sample, path: Path, values: Mapping[Key, Value]) -> Outcome:
    book = _cells(path)
    filing = sample.read(book)
    return Outcome(path.suffix, book, filing, judged(sample, filing, book, typed=values))


def _cells(path: Path) -> RawBook:
    """The cells of a file of our own making, read in this process: starting a worker for each would take longer."""
    data, tally = path.read_bytes(), FileTally()
    if path.suffix == ".xls":
        return read_xls(data, tally, is_et=False)
    archive = Archive(data, tally)
    return read_ods(archive, tally) if path.suffix == ".ods" else read_xlsx(archive, tally)
