"""审核: what goes back to a department — its workbook with every finding marked, a 退回单, the filing as JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from jixiao_xlsx.errors import LayoutError, WorkbookError
from jixiao_xlsx.file_names import safe_name
from jixiao_xlsx.findings import Finding, Severity
from jixiao_xlsx.model.filings.filing import Filing, Record, Seal
from jixiao_xlsx.model.season.expected import full_title
from jixiao_xlsx.report.kit.docx_pieces import can_write_docx
from jixiao_xlsx.report.kit.plain import encodable
from jixiao_xlsx.report.letters.send_back import ReturnLetter, Sender, attached, heading_lines, letter_of, letter_text
from jixiao_xlsx.report.letters.send_back_docx import letter_docx
from jixiao_xlsx.report.records.filing_json import filing_json, severity_counts
from jixiao_xlsx.season.single.asked import asking_of
from jixiao_xlsx.season.single.read import Reader, as_told, done_apart, refused_filing
from jixiao_xlsx.season.single.refill import RefilledBook, refill
from jixiao_xlsx.sheet.addresses import tab_names
from jixiao_xlsx.sheet.grid import FormGrid
from jixiao_xlsx.sheet.marker import Mark, Unmarkable, mark_workbook
from jixiao_xlsx.sheet.raw.book import RawBook, read_raw
from jixiao_xlsx.sheet.raw.foreign.filetype import OLE_SIGNATURE
from jixiao_xlsx.sheet.raw.foreign.foreign_file import ForeignFile
from jixiao_xlsx.sheet.raw.foreign.limits import Refused
from jixiao_xlsx.sheet.raw.workers.reading import FileResult, read_beside

MOST_STEM_BYTES = 180
"""Linux ends a name at 255 bytes; the kind, the digits and the ending come behind."""
NAME_DIGITS = 8
"""Of the SHA-256, in names: eight of 64 digits tell one season's files apart."""

# The formats whose bytes can be marked in place; others are refilled.
_MARKABLE = {"xlsx", "xlsm"}
# Twenty lost values with sixty characters each are a screen of text above the table.
_MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class Output:
    """One file to write: its safe name and its bytes."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReviewedFiling:
    """One filing reviewed: what was read, its form's printed title, and the files that go back or are kept."""

    filing: Filing
    title: str
    outputs: tuple[Output, ...]

    @property
    def sent_back(self) -> bool:
        """Whether anything must be corrected."""
        return any(finding.severity is Severity.RETURN for finding in self.filing.findings)

    @property
    def workbook(self) -> Output | None:
        """The workbook with the marks; None where the file could not be read or holds nothing."""
        return next((output for output in self.outputs if Path(output.name).suffix[1:] in _MARKABLE), None)

    @property
    def letters(self) -> tuple[Output, ...]:
        """The 退回单 (审核意见单 where nothing must be corrected): .docx where it can be written, and .txt."""
        return tuple(output for output in self.outputs if Path(output.name).suffix in {".docx", ".txt"})

    def as_dict(self) -> dict[str, object]:
        """What the filing is and how it fares, as plain data."""
        seal = self.filing.seal
        return {
            "sha256": self.filing.sha256,
            "form": seal.form if seal else None,
            "title": self.title or None,
            "year": seal.year if seal else None,
            "agency": {"code": seal.agency_code, "name": seal.agency_name} if seal else None,
            "sent_back": self.sent_back,
            "counts": severity_counts(self.filing.findings),
        }


@dataclass(frozen=True, slots=True)
class ReviewDesk:
    """Who reviews: the reader with its forms and key, the sender of the letters, whether only the files that go to the
    agency are made (no records, a letter once), whether letters are written as .docx too and on which paper, and who
    the agency is where the workbook may not say so."""

    reader: Reader
    sender: Sender = field(default_factory=Sender)
    only_to_send: bool = False
    # Asked where the desk is made: a worker finds out nothing else.
    writes_docx: bool = field(default_factory=can_write_docx)
    # The bytes of the office's 公文.docx, where it has one.
    paper: bytes = field(default=b"", repr=False)
    addressee: str = ""

    def review(self, data: bytes, *, name: str = "") -> ReviewedFiling:
        """The review of one returned file; a file that cannot be read, or is no form of ours, gets only a letter."""
        sha256 = hashlib.sha256(data).hexdigest()
        return self.review_book(data, read_raw(data, name=name, limits=self.reader.limits), name=name, sha256=sha256)

    def review_book(self, data: bytes, book: RawBook | Finding, *, name: str, sha256: str) -> ReviewedFiling:
        """The same for a file whose cells were read already, or could not be."""
        return self.marked_as(data, book, self.reader.read_raw_book(book, name=name, sha256=sha256))

    def marked_as(self, data: bytes, book: RawBook | Finding, filing: Filing) -> ReviewedFiling:
        """What goes back where a file was read as this filing."""
        seal = filing.seal
        layout = self.reader.layouts.of_filing(filing)
        if isinstance(book, Finding) or layout is None or seal is None or not filing.records:
            return self.unmarked(filing)
        renewal = self.reader.layouts.renewal_of(filing)
        named = _with_real_tabs(filing, renewal.issued.grid if renewal else layout, book)
        return self._reviewed(named, self._marked(data, book, named, layout=layout, seal=seal))

    def unmarked(self, filing: Filing) -> ReviewedFiling:
        """What goes back where there is no workbook to mark."""
        return self._reviewed(filing, None)

    def _marked(self, data: bytes, book: RawBook, filing: Filing, *, layout: FormGrid, seal: Seal) -> Output | None:
        """The department's own workbook with the marks; our own blank refilled where its file cannot take them."""
        if data.startswith(OLE_SIGNATURE) and book.file_type in _MARKABLE:
            why = "原文件设了打开密码，无法直接标注"
        elif book.file_type in _MARKABLE:
            name = f"{_stem(filing, self.reader.title_of(filing))}_审核_{_digits(filing)}.{book.file_type}"
            heading = heading_lines(self._letter(filing, "本文件"))
            marks = [Mark(found, _explained(found)) for found in filing.findings if not found.is_for_office]
            try:
                return Output(name, mark_workbook(data, book, marks, heading=heading))
            # What the marker refuses may still be refilled: the department gets a workbook either way.
            except (Unmarkable, Refused):
                why = "原文件的内部结构不规范，无法直接标注"
        else:
            why = f"原文件是 .{book.file_type} 格式，无法直接标注"
        try:
            return self._refilled(filing, refill(filing, seal, layout, key=self.reader.key), why)
        # No workbook, but the letter still says everything.
        except (LayoutError, WorkbookError):
            return None

    def _refilled(self, filing: Filing, refilled: RefilledBook, why: str) -> Output:
        name = f"{_stem(filing, self.reader.title_of(filing))}_审核_{_digits(filing)}.xlsx"
        note = f"{why}：这是同一张空表，已填入从原文件读出的内容；读不懂的内容没有填入，原文写在该格的批注里。"
        heading = [*heading_lines(self._letter(filing, "本文件")), note, *_lost_lines(refilled.lost)]
        book = read_raw(refilled.data, name=name)
        if isinstance(book, Finding):
            raise WorkbookError(book.message)
        marks = [_moved(finding, refilled) for finding in filing.findings if not finding.is_for_office]
        return Output(name, mark_workbook(refilled.data, book, marks, heading=heading))

    def _letter(self, filing: Filing, marked: str) -> ReturnLetter:
        return letter_of(filing, self._title(filing), sender=self.sender, marked=marked, addressee=self.addressee)

    def _title(self, filing: Filing) -> str:
        """The form's title with its year; nothing where the form is not known."""
        return full_title(self.reader.title_of(filing), filing.seal.year) if filing.seal else ""

    def _reviewed(self, filing: Filing, marked: Output | None) -> ReviewedFiling:
        title = self._title(filing)
        letter = self._letter(filing, attached(marked.name) if marked else "")
        stem, digits = _stem(filing, title), _digits(filing)
        kind = "退回单" if any(finding.severity is Severity.RETURN for finding in filing.findings) else "审核意见单"
        outputs = [marked] if marked else []
        if self.writes_docx:
            outputs.append(Output(f"{stem}_{kind}_{digits}.docx", letter_docx(letter, template=self.paper)))
        # To the agency one letter goes, not two formats of it; whoever keeps records gets the text as well.
        if not (self.only_to_send and self.writes_docx):
            outputs.append(Output(f"{stem}_{kind}_{digits}.txt", letter_text(letter).encode("utf-8-sig")))
        if self.only_to_send:
            return ReviewedFiling(filing, title, tuple(outputs))
        plain = filing_json(filing, self.reader.title_of(filing), questions=asking_of(self.reader)(filing))
        text = json.dumps(plain, ensure_ascii=False, indent=2) + "\n"
        outputs.append(Output(f"{stem}_记录_{digits}.json", text.encode("utf-8")))
        return ReviewedFiling(filing, title, tuple(outputs))


def review_filing(
    source: Path | str | bytes,
    *,
    reader: Reader | None = None,
    office: str = "",
    contact: str = "",
    deadline: str = "",
    name: str = "",
) -> ReviewedFiling:
    """The review of one returned workbook, given as a path or as its bytes (then `name` is what messages call it): the
    filing, the workbook with every finding marked, the 退回单 and the records as JSON. Nothing is written.

    `office`, `contact` and `deadline` are printed on the 退回单 as they are. A file that cannot be read, or is no form
    that the reader knows, gets only a letter. Raises OSError where the path cannot be read or is no file (a folder, a
    pipe, a device), and WorkerError where a process of its own cannot be started.
    """
    desk = ReviewDesk(reader or Reader.of(), Sender(office, contact, deadline))
    called = name if isinstance(source, bytes) else name or Path(source).name
    return _review_of(done_apart(source, ReviewTask(desk), name=called, limits=desk.reader.limits), desk, called)


@dataclass(frozen=True, slots=True)
class ReviewTask:
    """All that is done with a returned file to review it, for a worker."""

    desk: ReviewDesk

    def __call__(self, data: bytes, /, *, name: str) -> ReviewedFiling:
        sha256 = hashlib.sha256(data).hexdigest()
        return self.desk.review_book(data, self.desk.reader.opened_here(data, name=name), name=name, sha256=sha256)


def review_files(paths: Sequence[Path], desk: ReviewDesk, *, jobs: int = 1) -> Iterator[tuple[Path, ReviewedFiling]]:
    """The reviews of many files, in the order given, each read, audited and marked in one of `jobs` processes.

    A file that cannot be opened gets only a letter, and its filing has no `sha256`. What is marked is what was read,
    even where the file changes meanwhile.
    """
    files = ((path, ForeignFile.at(path)) for path in paths)
    for path, read in read_beside(files, ReviewTask(desk), jobs=jobs, limits=desk.reader.limits):
        if read is not None:
            yield path, _review_of(read, desk, path.name)


def _review_of(read: FileResult[ReviewedFiling], desk: ReviewDesk, name: str) -> ReviewedFiling:
    if isinstance(read.result, ReviewedFiling):
        reviewed = read.result
    else:
        reviewed = desk.unmarked(refused_filing(read.result, name=name, sha256=read.sha256))
    as_told(reviewed.filing)
    return reviewed


def _with_real_tabs(filing: Filing, layout: FormGrid, book: RawBook) -> Filing:
    """Places that a form names by its own sheet, named by the tab that the returned workbook has for it."""
    there = {sheet.name for sheet in book.sheets}
    # P12 tells a renamed sheet: its old name is expected, its new one found.
    renamed = {finding.expected: finding.found for finding in filing.findings if finding.code == "P12"}
    tabs = {grid.name: renamed.get(grid.name, tab) for grid, tab in zip(layout.sheets, tab_names(layout), strict=True)}
    moved = {name: tab for name, tab in tabs.items() if name not in there and tab in there}
    findings = tuple(
        replace(finding, where=replace(finding.where, sheet=moved[finding.where.sheet]))
        if finding.where.sheet in moved
        else finding
        for finding in filing.findings
    )
    return replace(filing, findings=findings)


def _explained(finding: Finding) -> str:
    return f"出错说明：{finding.explanation}" if finding.explanation else ""


def _moved(finding: Finding, refilled: RefilledBook) -> Mark:
    """The mark at the refilled workbook's own cell; what has none there keeps its place in the old one, as text."""
    where = finding.where
    place = refilled.places.get(where.key)
    if place is not None:
        sheet, cell = place
    else:
        sheet, cell = (f"原文件 {where.sheet}" if where.sheet else ""), where.cell
    raw = refilled.raw.get(where.key, "")
    remarks = (_explained(finding), f"原来填的是：{raw}" if raw else "")
    moved = replace(finding, where=replace(where, sheet=sheet, cell=cell))
    return Mark(moved, "\n".join(remark for remark in remarks if remark))


def _lost_lines(lost: Sequence[Record]) -> list[str]:
    if not lost:
        return []
    # 60 characters of each show what it was; the whole stands in the department's own file.
    told = "；".join(f"{record.label} ‘{record.raw[:60]}’" for record in lost[:_MOST_TOLD])
    more = f" 等 {len(lost)} 处" if len(lost) > _MOST_TOLD else ""
    return [f"原文件里下列内容在这张表里没有位置，请核对后自行补填：{told}{more}。"]


def _digits(filing: Filing) -> str:
    # What could not be opened has only its name.
    return (filing.sha256 or hashlib.sha256(encodable(filing.source).encode()).hexdigest())[:NAME_DIGITS]


def _stem(filing: Filing, title: str) -> str:
    """`2026年度部门整体绩效申报表_101_示例市民政局`, from the seal alone: a foreign file name is never a path."""
    seal = filing.seal
    if seal is None:
        return "未识别"
    parts = (full_title(title, seal.year), seal.agency_code, seal.agency_name, seal.subject_code, seal.subject_name)
    return safe_name("_".join(part for part in parts if part), MOST_STEM_BYTES) or "未识别"
