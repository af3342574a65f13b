"""读取: returned workbooks become filings: cells, gate, records, audit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Generic, TypeVar

from jixiao_xlsx.filings.auditing.arrange import arrange
from jixiao_xlsx.filings.auditing.audit import Audit
from jixiao_xlsx.filings.auditing.causes import without_consequences
from jixiao_xlsx.filings.auditing.explained import EXPLAIN, explained, explanations_in
from jixiao_xlsx.filings.view import RuleContext, Tuning
from jixiao_xlsx.filings.view.places import FilingPlaces
from jixiao_xlsx.filings.whole_audit import audit_findings
from jixiao_xlsx.findings import CATALOGUE, Finding, Where
from jixiao_xlsx.logs import READING, SHA_DIGITS
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.filings.known_layout import KnownLayout
from jixiao_xlsx.model.forms.asked import Questions
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.keys import Key, parse_key
from jixiao_xlsx.model.rows.silent_rows import heard, is_in_rows, silent_rows
from jixiao_xlsx.model.season.agency_names import NO_ROSTER, AgencyNames
from jixiao_xlsx.model.target.values import Plain
from jixiao_xlsx.processes.crew import Item
from jixiao_xlsx.report.records.filing_json import filing_json
from jixiao_xlsx.season.single.given_files import as_paths
from jixiao_xlsx.season.single.office_changes import OfficeChanges, dead_rule_notes, of_unknown_layout
from jixiao_xlsx.sheet.raw.book import RawBook, read_here, read_raw
from jixiao_xlsx.sheet.raw.foreign.foreign_file import ForeignFile, open_path
from jixiao_xlsx.sheet.raw.foreign.limits import AS_MEASURED, ReadingLimits, Refused
from jixiao_xlsx.sheet.raw.workers.reading import FileResult, FileTask, read_beside, run_one
from jixiao_xlsx.sheet.reader.gate import ExpectedReturns
from jixiao_xlsx.sheet.reader.layouts import Layouts
from jixiao_xlsx.sheet.reader.read_book import ANYTHING, read_book
from jixiao_xlsx.sheet.self_check.computing import NO_NUMBERS, values_of
from jixiao_xlsx.spec.catalogue import all_forms

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads workbooks against the forms it knows; `expected` is what the office waits for, `key` its signing key,
    `tuning` what it set for the general rules, `limits` how much of a file is read, `agencies` who is on its roster."""

    layouts: Layouts
    expected: ExpectedReturns = ANYTHING
    key: str = ""
    tuning: Tuning = field(default_factory=Tuning)
    limits: ReadingLimits = AS_MEASURED
    agencies: AgencyNames = NO_ROSTER

    @classmethod
    def of(
        cls,
        forms: Iterable[Form] = (),
        *,
        expected: ExpectedReturns = ANYTHING,
        key: str = "",
        tuning: Tuning | None = None,
        limits: ReadingLimits = AS_MEASURED,
        earlier: Iterable[Form] = (),
        issued: Iterable[KnownLayout] = (),
        agencies: AgencyNames = NO_ROSTER,
    ) -> Reader:
        """A reader of these forms, or of every embedded one; `earlier` are other states of them, `issued` layouts as
        the office kept them: blanks of which may still come back."""
        layouts = Layouts(tuple(forms) or all_forms(), earlier=earlier, issued=issued)
        return cls(layouts, expected, key, tuning or Tuning(), limits, agencies)

    def read(self, data: bytes, *, name: str = "") -> Filing:
        """The filing in a workbook's bytes, read in this process. A file that cannot be read is a filing with that one
        finding. Raises WorkerError where a large workbook needs a process of its own that cannot be started.

        For bytes of strangers take `read_filing`: it sets a limit to all the work, not only to the opening.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        return as_told(self.read_raw_book(read_raw(data, name=name, limits=self.limits), name=name, sha256=sha256))

    def opened_here(self, data: bytes, *, name: str = "") -> RawBook | Finding:
        """A workbook's cells, for processes that are workers themselves."""
        return read_here(data, name=name, limits=self.limits)

    def read_raw_book(self, book: RawBook | Finding, *, name: str, sha256: str) -> Filing:
        """The filing in a workbook whose cells are read, audited; a refusal is a filing with that one finding."""
        if isinstance(book, Finding):
            return refused_filing(book, name=name, sha256=sha256)
        return self.audited(self.read_cells(book, name=name, sha256=sha256))

    def title_of(self, filing: Filing) -> str:
        """The printed title of the filing's form, its code where the form is not known here, else nothing."""
        if filing.seal is None:
            return ""
        layout = self.layouts.of_filing(filing)
        if layout is None:
            return filing.seal.form
        return layout.form.printed_title(layout.year, filing.seal.agency_name)

    def as_dict(self, filing: Filing) -> dict[str, Plain]:
        """A filing as plain data for `json.dumps` (docs/records.md): no floats, decimals as strings, keys and figures
        in the order of the form."""
        return filing_json(filing, self.title_of(filing), questions=self.questions(filing))

    def questions(self, filing: Filing) -> Questions | None:
        """What the filing's form asks today of what its blank asked; None where the form is not known here."""
        renewal = self.layouts.renewal_of(filing, key=self.key)
        if renewal is not None:
            return renewal.questions
        layout = self.layouts.of_filing(filing)
        return layout.questions if layout else None

    def read_cells(self, book: RawBook, *, name: str, sha256: str) -> Filing:
        """The filing in a workbook's cells with what was found while reading, not audited yet; one that is let through
        no gate is a filing with that finding and without records."""
        return read_book(book, source=name, sha256=sha256, layouts=self.layouts, expected=self.expected, key=self.key)

    def audited(self, filing: Filing) -> Filing:
        """The filing with the findings of its form's own rules, of the general ones and of its scores, arranged; one
        that was refused has no more to check."""
        layout = self.layouts.of_filing(filing) if filing.seal and filing.records else None
        questions = self.questions(filing)
        if layout is None or questions is None or filing.seal is None:
            return filing
        renewal = self.layouts.renewal_of(filing, key=self.key)
        base = Where(agency=filing.seal.agency_name, form=filing.seal.form)
        # Rows that say nothing are blank for whoever asks; the filing itself keeps them as they came.
        said, silent = heard(filing.records), silent_rows(filing.records)
        filled_in = {record.key: record.value for record in said}
        values = values_of(layout, filled_in, printed_then=renewal.printed if renewal else NO_NUMBERS)
        # 出错说明 answers findings and is no data of the form: its rules do not look there.
        filled = replace(filing, records=tuple(record for record in said if record.key[0] != EXPLAIN))
        audit = Audit(questions, filled, values, base)
        tuning = self.tuning.of_form(dict(layout.form.audit))
        places = FilingPlaces(questions, filled.records, base, filing.records)
        audited = audit_findings(audit, RuleContext(questions, filled, values, places, tuning, self.agencies))
        if renewal is not None:
            audited = OfficeChanges(renewal, filled).told(audited)
        audited = without_consequences(audited, audit)
        # In the order of the sheets as they were issued, whatever order the rules found them in.
        sheets = (renewal.issued.grid if renewal else layout).sheets
        read = (finding for finding in filing.findings if not _is_of_silence(finding, silent))
        found = of_unknown_layout((*read, *audited, *dead_rule_notes(layout.form, base)))
        arranged = arrange(found, sheets=[grid.name for grid in sheets])
        # The lines of 自检 are numbered from 1, as 出错说明 names them.
        lines = {number: check.code for number, check in enumerate(layout.checks, 1)}
        return replace(filing, findings=explained(arranged, explanations_in(filing.records, lines)))


def _is_of_silence(finding: Finding, silent: frozenset[Key]) -> bool:
    """Whether a remark on a value is about one in a row that says nothing: where a name would be asked for in vain,
    nobody asks for points either."""
    return finding.code.startswith("V") and bool(finding.where.key) and is_in_rows(parse_key(finding.where.key), silent)


def refused_filing(refusal: Finding, *, name: str, sha256: str) -> Filing:
    """What stands for a file of which nothing could be read."""
    return Filing(source=name, sha256=sha256, file_type="", seal=None, findings=(refusal,))


def as_told(filing: Filing) -> Filing:
    """The filing as it is; of one that nothing was read of, the log has a line."""
    if filing.findings and not filing.records:
        digits, finding = filing.sha256[:SHA_DIGITS] or "（打不开）", filing.findings[0]
        READING.info("文件 %s 没有读出内容：%s %s", digits, finding.code, CATALOGUE[finding.code].title)
    return filing


@dataclass(frozen=True, slots=True)
class ReadTask:
    """All that is done with a returned file to make a filing of it, for a worker."""

    reader: Reader

    def __call__(self, data: bytes, /, *, name: str) -> Filing:
        sha256 = hashlib.sha256(data).hexdigest()
        return self.reader.read_raw_book(self.reader.opened_here(data, name=name), name=name, sha256=sha256)


def filings_beside(
    pairs: Iterable[tuple[Item, ForeignFile | None]], task: FileTask[Filing], *, jobs: int, limits: ReadingLimits
) -> Iterator[tuple[Item, Filing | None]]:
    """What a task that reads makes of files that belong to something: each item with its file's filing, in the order
    given. Items without a file pass through in their turn. Raises WorkerError where a process cannot be started."""
    named = ((_Named(item, file.name if file else ""), file) for item, file in pairs)
    for known, read in read_beside(named, task, jobs=jobs, limits=limits):
        yield known.item, None if read is None else as_told(_filing_of(read, known.name))


@dataclass(frozen=True, slots=True)
class _Named(Generic[Item]):
    item: Item
    name: str


def _filing_of(read: FileResult[Filing], name: str) -> Filing:
    result = read.result
    return result if isinstance(result, Filing) else refused_filing(result, name=name, sha256=read.sha256)


def read_filing(source: Path | str | bytes, *, reader: Reader | None = None, name: str = "") -> Filing:
    """The filing in one workbook, given as a path or as its bytes (then `name` is what messages call it).

    It is read and audited in a process of its own, which has its time and memory and is kept for the next. Raises
    OSError where the path cannot be read or is no file (a folder, a pipe, a device), and WorkerError where a process
    cannot be started.
    """
    called = name if isinstance(source, bytes) else name or Path(source).name
    known = reader or Reader.of()
    return as_told(_filing_of(done_apart(source, ReadTask(known), name=called, limits=known.limits), called))


def done_apart(source: Path | str | bytes, task: FileTask[T], *, name: str, limits: ReadingLimits) -> FileResult[T]:
    """What a task makes of a path or of bytes in a worker. Raises OSError where the path cannot be read or is no file,
    and WorkerError where a process cannot be started."""
    if isinstance(source, bytes):
        return run_one(ForeignFile(name, source), task, limits=limits)
    opened = open_path(Path(source), limits)
    if isinstance(opened.data, Refused):
        return FileResult(opened.data.finding(name), opened.sha256)
    return run_one(ForeignFile(name, opened.data), task, limits=limits)


def read_filings(
    paths: Path | str | Iterable[Path | str], *, reader: Reader | None = None, jobs: int = 1
) -> Iterator[Filing]:
    """The filings of many workbooks, in the order given, each as it is asked for; they are read and audited in `jobs`
    processes of their own.

    A file that cannot be opened is a filing with that one finding and without a `sha256`. Raises WorkerError where a
    process cannot be started.
    """
    files = ((None, ForeignFile.at(path)) for path in as_paths(paths))
    known = reader or Reader.of()
    for _, filing in filings_beside(files, ReadTask(known), jobs=jobs, limits=known.limits):
        if filing is not None:
            yield filing
