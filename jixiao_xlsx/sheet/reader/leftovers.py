"""What was not read: cells that no slot, label or anchor accounts for, and texts that no longer read as printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from jixiao_xlsx.findings import Finding, Where, finding
from jixiao_xlsx.model.cell_names import cell_name, column_name
from jixiao_xlsx.model.content import ContentType
from jixiao_xlsx.sheet.grid import Live, Printed, PrintedRole
from jixiao_xlsx.sheet.raw.book import RawSheet
from jixiao_xlsx.sheet.reader.listing import every_word, listed
from jixiao_xlsx.sheet.reader.places import PlaceTrouble
from jixiao_xlsx.sheet.reader.sheetwise import Sheetwise
from jixiao_xlsx.sheet.reader.take import TakenSlots
from jixiao_xlsx.sheet.region import Spot

_SHOWN_TEXT = 20  # enough to recognise a cell by; the record keeps the whole text


@dataclass(frozen=True, slots=True)
class Leftovers:
    """Everything in a returned sheet after its slots were taken."""

    sheet: RawSheet
    known: Sheetwise
    taken: TakenSlots
    base: Where

    def report(self) -> tuple[list[Finding], int]:
        """The findings, and how many cells with content were not read."""
        used = self.taken.used | set(self._live()) | set(self._status())
        findings = list(self._changed_texts(used))
        left = self._unaccounted(used)
        if left:
            told = [f"{cell_name(*spot)} ‘{self.sheet.cells[spot].raw}’" for spot in left]
            short = [f"{cell_name(*spot)} ‘{self.sheet.cells[spot].raw[:_SHOWN_TEXT]}’" for spot in left]
            findings.append(
                finding("P06", self._where(cell_name(*left[0])), found=every_word(told), listed=listed(short))
            )
        return [*findings, *self._hidden()], len(left)

    def _live(self) -> Iterator[Spot]:
        """The raw cells of 自检's live formulas: whatever they show now, they are nobody's input."""
        for box in self.known.grid.boxes:
            span = self.known.span_of(box) if isinstance(box, Live) else None
            row = self.known.rows.rows.get(box.region.top)
            if span is not None and row is not None:
                yield from ((row, column) for column in range(span[0], span[1] + 1))
                yield from self._counts(row, span[1])

    def _counts(self, row: int, column: int) -> Iterator[Spot]:
        """The hidden counts beside a line of 自检: formulas, or what saving left of them."""
        for other in self.known.raw.get(row, {}):
            content = self.sheet.cells[row, other]
            is_count = content.formula is not None or content.type in {ContentType.NUMBER, ContentType.ERROR}
            if other > column and is_count:
                yield row, other

    def _status(self) -> Iterator[Spot]:
        """The cell above the form that tells the state of 自检: a formula, or the error that saving made of it."""
        first = self.known.rows.rows.get(self.known.grid.top)
        if self.known.grid.status_row is None or not first:
            return
        for column in self.known.raw.get(first - 1, {}):
            content = self.sheet.cells[first - 1, column]
            if content.formula is not None or content.type is ContentType.ERROR:
                yield first - 1, column

    def _where(self, cell: str = "") -> Where:
        return replace(self.base, sheet=self.sheet.name, cell=cell)

    def _unaccounted(self, used: set[Spot]) -> list[Spot]:
        """Cells with content beyond those used; a printed text that moved is accounted for as often as it was
        printed, so that a copy of it is not."""
        standing = Counter(
            text
            for row, texts in self.known.raw.items()
            for column, text in texts.items()
            if (row, column) in used and (row, column) not in self.taken.used
        )
        printed = Counter(text for box in self.known.grid.printed() if (text := self.known.labels.text(box)))
        # As counts, not as a set: 合计 may stand on a form ten times, but not eleven.
        allowed = printed - standing
        left = []
        for spot in sorted((row, column) for row, texts in self.known.raw.items() for column in texts):
            if spot in used:
                continue
            text = self.known.raw[spot[0]][spot[1]]
            if allowed[text] > 0:
                allowed[text] -= 1
            else:
                left.append(spot)
        return left

    def _changed_texts(self, used: set[Spot]) -> Iterator[Finding]:
        """Printed texts that read otherwise now; a text found at its place is accounted for."""
        swapped = {place.box.region.left for place in self.taken.troubles.get(PlaceTrouble.MOVED, [])}
        for box in self.known.grid.printed():
            spots = self._spots(box)
            if not spots:
                continue
            wanted = self.known.labels.text(box)
            there = [spot for spot in spots if self._text(spot) and spot not in self.taken.used]
            same = [spot for spot in there if self.known.labels.reads(box, self._text(spot))]
            if same:
                # One place only: the same text in another column of a merged label is a copy.
                used.update(same[:1])
            # Blank fillers may be written into; that is left over, not changed.
            elif wanted and not self._stands_elsewhere(box, swapped):
                used.update(there)
                found = " ".join(self.sheet.cells[spot].raw for spot in there)
                yield finding(
                    "P05", self._where(cell_name(*spots[0])), found=found, expected=self.known.labels.spoken(box)
                )

    def _text(self, spot: Spot) -> str:
        return self.known.raw.get(spot[0], {}).get(spot[1], "")

    def _spots(self, box: Printed) -> list[Spot]:
        placed = self.known.rows.rows
        span = self.known.span_of(box)
        if box.region.top not in placed or span is None:
            return []
        rows = [placed[row] for row in range(box.region.top, box.region.bottom + 1) if row in placed]
        return [(row, column) for row in rows for column in range(span[0], span[1] + 1)]

    def _stands_elsewhere(self, box: Printed, swapped: set[int]) -> bool:
        """A label that moved is a matter of order, and reported as such; titles do not move, values only with
        their column."""
        if box.role in {PrintedRole.TITLE, PrintedRole.BANNER} or (
            box.role is PrintedRole.VALUE and box.region.left not in swapped
        ):
            return False
        wanted = self.known.labels.text(box)
        twins = sum(1 for other in self.known.grid.printed() if self.known.labels.text(other) == wanted)
        standing = sum(1 for texts in self.known.raw.values() for text in texts.values() if text == wanted)
        return standing >= twins

    def _hidden(self) -> Iterator[Finding]:
        spots = self.taken.used
        rows = sorted({spot[0] for spot in spots if spot[0] in self.sheet.hidden_rows})
        columns = sorted({spot[1] for spot in spots if spot[1] in self.sheet.hidden_columns})
        names = [f"第 {row + 1} 行" for row in rows] + [f"{column_name(column)} 列" for column in columns]
        if names:
            yield finding("P15", self._where(), found=every_word(names), listed=listed(names))
