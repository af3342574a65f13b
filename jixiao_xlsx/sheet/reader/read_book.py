"""Reads a workbook of cells into a filing: gate, anchors, places, records, leftovers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from jixiao_xlsx.findings import Finding, Severity, Where, finding
from jixiao_xlsx.model.cell_names import cell_name
from jixiao_xlsx.model.filings.filing import Filing, Record, Seal
from jixiao_xlsx.sheet.editions.brought import renewed_filing
from jixiao_xlsx.sheet.grid import Grid
from jixiao_xlsx.sheet.layout.check_page import SELF_CHECK_SHEET
from jixiao_xlsx.sheet.raw.book import RawBook, RawSheet, Visibility
from jixiao_xlsx.sheet.raw.contents.notes import notes_on
from jixiao_xlsx.sheet.raw.review_sheet import review_token
from jixiao_xlsx.sheet.reader.anchors import find_anchors, marks_of_any, text_index
from jixiao_xlsx.sheet.reader.behind import SlotFormulas, grouped
from jixiao_xlsx.sheet.reader.beside import BesideReport
from jixiao_xlsx.sheet.reader.damages import Damages
from jixiao_xlsx.sheet.reader.filled_down import label_copies
from jixiao_xlsx.sheet.reader.gate import (
    META_SHEET,
    OWN_SHEETS,
    SEALED,
    ExpectedReturns,
    Gate,
    PassedBook,
    Refusal,
    likeness,
)
from jixiao_xlsx.sheet.reader.inserted import FurtherRows
from jixiao_xlsx.sheet.reader.labels import LabelMap
from jixiao_xlsx.sheet.reader.layouts import Layouts
from jixiao_xlsx.sheet.reader.leftovers import Leftovers
from jixiao_xlsx.sheet.reader.listing import listed
from jixiao_xlsx.sheet.reader.place_columns import place_columns
from jixiao_xlsx.sheet.reader.place_rows import place_rows
from jixiao_xlsx.sheet.reader.places import Placer
from jixiao_xlsx.sheet.reader.sheetwise import Sheetwise
from jixiao_xlsx.sheet.reader.take import TakenSlots, Taker
from jixiao_xlsx.sheet.reader.torn_lines import TornLines
from jixiao_xlsx.sheet.reader.unseen import UnseenReport, unseen_cells
from jixiao_xlsx.sheet.region import Spot
from jixiao_xlsx.sheet.seal import PREFIXES
from jixiao_xlsx.sheet.self_check.computing import figures_of
from jixiao_xlsx.sheet.self_check.state import STATUS_MARK
from jixiao_xlsx.sheet.typed_formulas.evaluate import FormulaResults

ANYTHING = ExpectedReturns()
# Of a sheet's row ids or labels, whichever tells more: half, as for the gate. Copies of one sheet are all above it.
_ALIKE = 0.5
OUR_MARKS = (*(f"{prefix}|" for prefix in PREFIXES), f"{STATUS_MARK}可以报送", f"{STATUS_MARK}尚有 ")
"""How texts of ours begin that stand outside the grid: the seal, and the state of 自检 above the form."""


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """One raw sheet read as one grid."""

    sheet: RawSheet
    taken: TakenSlots
    findings: tuple[Finding, ...]
    unplaced: int


def read_book(
    book: RawBook, *, source: str, sha256: str, layouts: Layouts, expected: ExpectedReturns = ANYTHING, key: str = ""
) -> Filing:
    """The filing in a workbook. What it cannot tell apart it reports; a refused workbook has one finding."""
    filing = Filing(source=source, sha256=sha256, file_type=book.file_type, seal=None, modified=book.modified)
    passed = Gate(layouts, expected, key).pass_or_refuse(book)
    if isinstance(passed, Refusal):
        return replace(filing, findings=(passed.finding,), seal=passed.seal)
    base = Where(agency=passed.seal.agency_name, form=passed.seal.form)
    filing = replace(filing, seal=passed.seal, recognised=passed.recognised)
    read, findings = _read_sheets(book, passed, base)
    # A seal says whose it is; only without one the form's own cells are asked.
    if passed.recognised != SEALED:
        seal = _identified(passed.seal, passed, read)
        filing = replace(filing, seal=seal)
        if expected.agency_code and seal.agency_code and seal.agency_code != expected.agency_code:
            found = f"{seal.agency_code} {seal.agency_name}".strip()
            return replace(filing, findings=(finding("S04", base, found=found, expected=expected.agency_code),))
    findings = [*passed.findings, *notes_on(book, name=filing.source), *findings]
    return _assembled(filing, passed, read, findings, base)


def _identified(seal: Seal, passed: PassedBook, read: list[ReadSheet]) -> Seal:
    """Without a seal the form itself says whose it is, in the slots that the office fills when it issues."""
    facts = {slot.key: slot.field.prefill for _, slot in passed.layout.slots() if slot.field.prefill}
    told: dict[str, str] = {}
    for record in (record for sheet in read for record in sheet.taken.records):
        if record.key in facts and record.value is not None:
            told[facts[record.key]] = str(record.value).strip()
    return replace(
        seal,
        agency_name=told.get("agency.name", seal.agency_name),
        agency_code=told.get("agency.code", seal.agency_code),
        subject_name=told.get("subject.name", seal.subject_name),
        subject_code=told.get("subject.code", seal.subject_code),
    )


def _assembled(
    filing: Filing, passed: PassedBook, read: list[ReadSheet], findings: list[Finding], base: Where
) -> Filing:
    records = tuple(record for sheet in read for record in sorted(sheet.taken.records, key=lambda record: record.order))
    unplaced = sum(sheet.unplaced for sheet in read)
    # Only where nothing was left unread: a form filled in the wrong places is not empty.
    if not unplaced and not _is_filled(records, passed):
        # What lies beside the cells may be all that somebody filled in.
        told = (f for f in findings if f.severity is Severity.RETURN or f.code.startswith("P3"))
        return replace(filing, findings=(finding("S10", base), *told))
    filed = {key: content for sheet in read for key, content in sheet.taken.filed.items()}
    if passed.renewal is not None:
        filing = replace(filing, findings=tuple(findings), unplaced=unplaced, layout=passed.told)
        return renewed_filing(filing, records, filed, renewal=passed.renewal, base=base)
    figures, about_figures = figures_of(passed.layout, records, filed, base)
    return replace(
        filing,
        records=records,
        figures=figures,
        findings=(*findings, *about_figures),
        unplaced=unplaced,
    )


def _is_filled(records: Iterable[Record], passed: PassedBook) -> bool:
    """Whether anybody wrote anything: the facts of the issue do not count."""
    facts = {slot.key for _, slot in passed.layout.slots() if slot.field.is_fact}
    return any(record.key not in facts for record in records)


def _read_sheets(book: RawBook, passed: PassedBook, base: Where) -> tuple[list[ReadSheet], list[Finding]]:
    read: list[ReadSheet] = []
    findings: list[Finding] = []
    seen: set[str] = set()
    results = FormulaResults({sheet.name: sheet for sheet in book.sheets})
    for grid in passed.layout.sheets:
        alike = _alike(book, grid, seen)
        seen |= {sheet.name for sheet in alike}
        if not alike:
            severity = Severity.NOTE if grid.aside else None
            where = replace(base, sheet=grid.name)
            findings.append(finding("P13", where, severity=severity, expected=grid.name))
            continue
        tries = [_read_sheet(sheet, grid, passed, base=base, results=results) for sheet in alike]
        chosen, said = _choose(tries, grid, base)
        read.append(chosen)
        findings += [*said, *chosen.findings]
    for sheet in book.sheets:
        if sheet.name not in seen and not _is_own(sheet):
            count = sum(1 for content in sheet.cells.values() if content.raw.strip())
            if count or sheet.visibility is not Visibility.VISIBLE:
                findings.append(_about_extra(sheet, count, base))
    return read, findings


def _about_extra(sheet: RawSheet, count: int, base: Where) -> Finding:
    where = replace(base, sheet=sheet.name)
    if sheet.visibility is Visibility.VISIBLE:
        return finding("P07", where, found=sheet.name, count=count)
    # The cells themselves, as nobody sees them: enough to tell a list of choices from last year's figures.
    cells = [f"{cell_name(*spot)} ‘{content.raw[:20]}’" for spot, content in sorted(sheet.cells.items()) if content.raw]
    severity = None if count else Severity.NOTE
    listing = f"：{listed(cells)}" if count else ""
    return finding("P38", where, severity=severity, found=sheet.name, count=count, listed=listing)


def _is_own(sheet: RawSheet) -> bool:
    # WPS keeps the pictures of cells in a very hidden sheet of its own.
    return (
        sheet.name in OWN_SHEETS
        or sheet.name.startswith("WpsReserved_")
        or sheet.name.startswith(META_SHEET)
        or bool(review_token(sheet))
    )


def _alike(book: RawBook, grid: Grid, seen: set[str]) -> list[RawSheet]:
    """The sheets that show this grid: its own name first, then the likest."""
    scored = [
        (sheet.name == grid.name, likeness(sheet, grid), -number, sheet)
        for number, sheet in enumerate(book.sheets)
        if sheet.name not in seen and not _is_own(sheet)
    ]
    best = sorted((item for item in scored if item[1] >= _ALIKE), key=lambda item: item[:3], reverse=True)
    # One sheet that shows a fifth is read and its losses named: more helpful than "the sheet is missing".
    return [item[3] for item in best] or [item[3] for item in scored if item[1] >= 0.2][:1]


def _read_sheet(sheet: RawSheet, grid: Grid, passed: PassedBook, *, base: Where, results: FormulaResults) -> ReadSheet:
    labels = LabelMap(grid, passed.seal.agency_name)
    # Keys of another layout name other rows: then labels alone decide.
    anchors = find_anchors(sheet, grid) if passed.keyed else marks_of_any(sheet)
    unseen = unseen_cells(sheet, grid, anchors, ours=OUR_MARKS)
    apart = anchors.spots | unseen.spots | _status_spots(sheet, grid)
    cells = {spot: content for spot, content in sheet.cells.items() if spot not in apart}
    copies = label_copies(cells, sheet.merges, labels)
    cells = {spot: content for spot, content in cells.items() if spot not in copies}
    raw = text_index(cells)
    rows = place_rows(grid, labels, anchors, raw)
    columns = place_columns(grid, labels, anchors, rows=rows.rows, raw=raw)
    known = Sheetwise(grid, labels, raw, rows, columns, anchors, sheet.merges, frozenset(unseen.apart))
    bare = replace(sheet, cells=cells)
    formulas = SlotFormulas(results, sheet.name)
    placer, taker = Placer(known, TornLines(known)), Taker(bare, base, formulas, unseen.apart)
    places = placer.places()
    taken = taker.take(places)
    FurtherRows(placer, taker).take(taken)
    taken.copied += sorted({sheet.cells[spot].raw for spot in copies})
    damages = Damages(bare, known, taken, base, keyed=passed.keyed).findings()
    about_rest, unplaced = Leftovers(bare, known, taken, base).report()
    about_unseen = UnseenReport(sheet, unseen, base, OUR_MARKS).findings(taken.told, keyed=passed.keyed)
    about_beside = BesideReport(sheet, places, taken, base).findings()
    findings = (*grouped(taken.findings), *damages, *about_rest, *about_unseen, *about_beside)
    return ReadSheet(sheet, taken, findings, unplaced + len(unseen.covered))


def _status_spots(sheet: RawSheet, grid: Grid) -> frozenset[Spot]:
    """The cell above the form that tells the state of 自检, where whoever saved it kept no result of its formula."""
    if grid.status_row is None:
        return frozenset()
    above = ((spot, content) for spot, content in sheet.cells.items() if spot[0] <= grid.status_row)
    return frozenset(spot for spot, content in above if content.formula and SELF_CHECK_SHEET in content.formula)


def _choose(tries: list[ReadSheet], grid: Grid, base: Where) -> tuple[ReadSheet, list[Finding]]:
    """Of several sheets that show the same grid, the filled one; two that are filled differently are a finding."""
    # Two copies, one of them blank, are what remains when somebody begins anew.
    filled = [sheet for sheet in tries if sheet.taken.records] or tries
    chosen, findings = filled[0], []
    for other in tries:
        if other is not chosen:
            same = _raws(other) == _raws(chosen)
            difference = "内容相同" if same else ("没有填写" if not other.taken.records else "内容不同，没有读取")
            findings.append(
                finding(
                    "P08",
                    replace(base, sheet=other.sheet.name),
                    severity=Severity.RETURN if difference.startswith("内容不同") else Severity.NOTE,
                    found=chosen.sheet.name,
                    other=other.sheet.name,
                    expected=grid.name,
                    difference=difference,
                )
            )
    if chosen.sheet.name != grid.name:
        findings.append(
            finding("P12", replace(base, sheet=chosen.sheet.name), found=chosen.sheet.name, expected=grid.name)
        )
    return chosen, findings


def _raws(read: ReadSheet) -> dict[object, str]:
    return {record.key: record.raw for record in read.taken.records}
