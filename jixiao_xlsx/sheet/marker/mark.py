"""Marks a returned workbook: tints and notes at the cells, the sheet 审核意见 at the end, all else as it came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jixiao_xlsx.findings import Finding, Severity
from jixiao_xlsx.model.cell_names import cell_name
from jixiao_xlsx.sheet.addresses import quoted_tab
from jixiao_xlsx.sheet.marker.cells import Restyle, SheetPart
from jixiao_xlsx.sheet.marker.cover import FindingLine, cover_sheet
from jixiao_xlsx.sheet.marker.notes import NotedSheet
from jixiao_xlsx.sheet.marker.package import Package
from jixiao_xlsx.sheet.marker.styles import StyleBook
from jixiao_xlsx.sheet.marker.tints import CoveredFills
from jixiao_xlsx.sheet.marker.workbook import Workbook
from jixiao_xlsx.sheet.raw.book import RawBook, RawSheet
from jixiao_xlsx.sheet.raw.review_sheet import REVIEW_SHEET, review_sheet_of
from jixiao_xlsx.sheet.raw.xlsx.worksheet import region_of
from jixiao_xlsx.sheet.region import Region, Spot

# A merged cell that covers a column would be a million cells in the file; a form's largest covers 32.
_MOST_TINTED = 5_000
_TELLS_WANTED = ("V1", "R04", "P05", "P17")
"""Codes whose expected text is what should stand in the cell; other families keep other facts there."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding and what is said besides; where its place names no cell it is told on the sheet only."""

    finding: Finding
    remark: str = ""


@dataclass(frozen=True, slots=True)
class _PlacedMark:
    """A mark with the number of its sheet and its cell in the workbook, None where it has none."""

    mark: Mark
    sheet: int | None
    spot: Spot | None

    @property
    def order(self) -> tuple[int, int, Spot]:
        sheet = -1 if self.sheet is None else self.sheet
        return (self.mark.finding.severity.rank, sheet, self.spot or (-1, -1))


def mark_workbook(data: bytes, book: RawBook, marks: Iterable[Mark], *, heading: Sequence[str] = ()) -> bytes:
    """A copy of the .xlsx or .xlsm `data` (read as `book`) with its findings marked; an earlier copy's marks are gone.

    `heading` stands above the table of the sheet 审核意见, its first line as the title. The same input gives the same
    bytes. Raises Unmarkable or Refused where a part that must be changed is malformed.
    """
    package = Package(data)
    workbook = Workbook.of(package)
    placed = sorted((_place(mark, book) for mark in marks), key=lambda item: item.order)
    styles_part = workbook.styles_part()
    styles = StyleBook(package.read(styles_part))
    earlier = review_sheet_of(book)
    sheets = [NotedSheet(package, part, workbook.uri) for part in workbook.sheet_parts]
    cleared = [sheet.clear() for sheet in sheets]
    # Only then can a colour of ours be one of our own; a department's equal colour stays.
    if earlier or any(cleared):
        styles.restore(CoveredFills.remembered(earlier[1] if earlier else ""))
    covered = CoveredFills()
    for number, sheet in enumerate(sheets):
        here = [spot for spot in placed if spot.sheet == number and spot.spot is not None]
        if here:
            _mark_sheet(sheet, here, book.sheets[number], styles=styles, covered=covered)
    lines = [_line(spot, book) for spot in placed]
    cover = cover_sheet(lines, heading, styles=styles, uri=workbook.uri, token=covered.token)
    package.write(styles_part, styles.done())
    name = _free_name(book)
    number = workbook.put_sheet(cover, name=name, instead_of=earlier[0] if earlier else None)
    workbook.open_on(number)
    return package.save()


def _place(mark: Mark, book: RawBook) -> _PlacedMark:
    where = mark.finding.where
    number = next((number for number, sheet in enumerate(book.sheets) if sheet.name == where.sheet), None)
    if number is None or not where.cell:
        return _PlacedMark(mark, number, None)
    try:
        region = region_of(where.cell)
    except ValueError:
        return _PlacedMark(mark, number, None)
    # A merged cell is known by its upper left cell, to Excel and to us.
    top = _region_at(book.sheets[number], (region.top, region.left))
    return _PlacedMark(mark, number, (top.top, top.left))


def _region_at(sheet: RawSheet, spot: Spot) -> Region:
    """The merged cell that covers a cell, else the cell itself."""
    merged = (merge for merge in sheet.merges if merge.covers(*spot))
    return next(merged, Region(*spot, *spot))


def _mark_sheet(
    sheet: NotedSheet, placed: Sequence[_PlacedMark], raw: RawSheet, *, styles: StyleBook, covered: CoveredFills
) -> None:
    worst: dict[Spot, Severity] = {}
    notes: dict[Spot, list[str]] = {}
    for placed_mark in placed:
        if placed_mark.spot is not None:
            # Placed in the order of their weight: the first is the worst.
            worst.setdefault(placed_mark.spot, placed_mark.mark.finding.severity)
            notes.setdefault(placed_mark.spot, []).append(_note(placed_mark.mark))
    spots = dict(_tinted_spots(worst, raw))
    part = SheetPart(sheet.read(), frozenset(row for row, _ in spots), part=sheet.part)
    part.restyle({spot: _restyle(styles, severity, covered) for spot, severity in spots.items()})
    part.hold_back_conditions(_tinted_region(raw, spot) for spot in sorted(worst))
    sheet.write(part, {spot: "\n".join(texts) for spot, texts in notes.items()})


def _tinted_spots(worst: Mapping[Spot, Severity], raw: RawSheet) -> Iterable[tuple[Spot, Severity]]:
    for spot, severity in worst.items():
        region = _tinted_region(raw, spot)
        for row in range(region.top, region.bottom + 1):
            for column in range(region.left, region.right + 1):
                yield (row, column), severity


def _tinted_region(raw: RawSheet, spot: Spot) -> Region:
    region = _region_at(raw, spot)
    return Region(*spot, *spot) if region.height * region.width > _MOST_TINTED else region


def _restyle(styles: StyleBook, severity: Severity, covered: CoveredFills) -> Restyle:
    return lambda style: styles.tinted(style, severity, covered)


def _note(mark: Mark) -> str:
    finding = mark.finding
    lines = [f"[{finding.severity} {finding.code}] {finding.message}", finding.hint, mark.remark]
    return "\n".join(line for line in lines if line)


def _line(spot: _PlacedMark, book: RawBook) -> FindingLine:
    finding = spot.mark.finding
    where = finding.where
    tab = book.sheets[spot.sheet].name if spot.sheet is not None else where.sheet
    cell = cell_name(*spot.spot) if spot.spot else where.cell
    target = f"{quoted_tab(tab)}!{cell if spot.spot else 'A1'}" if spot.sheet is not None else ""
    wanted = finding.expected if finding.code.startswith(_TELLS_WANTED) else ""
    fix = f"应为{wanted}。{finding.hint}" if wanted else finding.hint
    return FindingLine(
        severity=finding.severity,
        code=finding.code,
        place="!".join(part for part in (tab, cell) if part) or "整个文件",
        target=target,
        label=where.label,
        found=finding.found,
        fix=fix,
        message="\n".join(part for part in (finding.message, spot.mark.remark) if part),
    )


def _free_name(book: RawBook) -> str:
    """The sheet's name, numbered where the department has a sheet of that name itself."""
    taken = {sheet.name.casefold() for sheet in book.sheets}
    # As many names as sheets, and one more: one of them is free.
    names = (REVIEW_SHEET, *(f"{REVIEW_SHEET}({number})" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name.casefold() not in taken)
