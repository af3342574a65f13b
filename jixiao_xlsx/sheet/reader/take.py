"""Takes the records out of a placed sheet: every slot's content through its kind, and the rows people inserted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from jixiao_xlsx.findings import Finding, Where, finding
from jixiao_xlsx.model.content import Content
from jixiao_xlsx.model.filing import Record
from jixiao_xlsx.model.keys import Key, KeyPattern, format_key
from jixiao_xlsx.model.kinds import Reading, State, kind_named
from jixiao_xlsx.sheet.grid import Computed, Slot
from jixiao_xlsx.sheet.raw.book import RawSheet
from jixiao_xlsx.sheet.reader.anchors import Spot
from jixiao_xlsx.sheet.reader.places import Place, Sheetwise, Trouble
from jixiao_xlsx.sheet.region import Region, cell_name


@dataclass(slots=True)
class Taken:
    """What was taken from one sheet, and from which raw cells, so that the rest can be reported."""

    records: list[Record] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    used: set[Spot] = field(default_factory=set)
    filed: dict[Key, Content] = field(default_factory=dict)
    troubles: dict[Trouble, list[Place]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True, slots=True)
class Taker:
    """One returned sheet, placed, ready to be taken cell by cell."""

    sheet: RawSheet
    known: Sheetwise
    base: Where

    def take(self) -> Taken:
        taken = Taken()
        for place in self.known.places():
            if place.trouble:
                taken.troubles[place.trouble].append(place)
            if place.region is not None:
                self._take_place(place, place.region, taken)
        self._take_inserted(taken)
        return taken

    def _take_place(self, place: Place, region: Region, taken: Taken) -> None:
        contents = [(spot, content) for spot, content in self._contents(region) if spot not in taken.used]
        taken.used.update(spot for spot, _ in contents)
        if isinstance(place.box, Computed):
            if contents:
                taken.filed[place.box.key] = contents[0][1]
        elif len(contents) == 1:
            self._record(place.box, place.box.key, *contents[0], taken)
        elif contents:
            taken.findings.append(self._several(place.box, contents))

    def _contents(self, region: Region) -> Iterator[tuple[Spot, Content]]:
        for row in range(region.top, region.bottom + 1):
            for column in range(region.left, region.right + 1):
                content = self.sheet.cells.get((row, column))
                if content is not None and content.raw.strip():
                    yield (row, column), content

    def _record(
        self, slot: Slot, key: Key, spot: Spot, content: Content, taken: Taken, *, inserted: bool = False
    ) -> None:
        reading = kind_named(slot.field.kind).read(content, slot.field)
        where = self._where(slot, spot, key)
        taken.findings += [issue.as_finding(where) for issue in reading.issues]
        if reading.state is State.BLANK:
            return
        taken.records.append(
            Record(
                key=key,
                value=reading.value,
                raw=content.raw,
                kind=slot.field.kind,
                sheet=self.sheet.name,
                cell=cell_name(*spot),
                label=slot.label,
                measure=slot.field.measure,
                order=spot[0],
                inserted=inserted,
            )
        )

    def _where(self, slot: Slot, spot: Spot, key: Key) -> Where:
        return replace(self.base, sheet=self.sheet.name, cell=cell_name(*spot), label=slot.label, key=format_key(key))

    def _several(self, slot: Slot, contents: list[tuple[Spot, Content]]) -> Finding:
        found = "；".join(f"{cell_name(*spot)} ‘{content.raw[:30]}’" for spot, content in contents[:5])
        return finding("P14", self._where(slot, contents[0][0], slot.key), found=found)

    # ---- inserted rows ----------------------------------------------------------------------------------------

    def _take_inserted(self, taken: Taken) -> None:
        counters: dict[KeyPattern, int] = {}
        for raw_row, block in self._inserted_rows():
            slots = self._template(block)
            contents = self._row_contents(raw_row, slots)
            readings = {slot.key: self._read(slot, content) for slot, _, content in contents}
            if not contents or any(reading.state is not State.VALUE for reading in readings.values()):
                continue
            index = counters.setdefault(block, self._laid_out(block)) + 1
            counters[block] = index
            self._take_row(block, index, contents, taken)

    def _take_row(
        self, block: KeyPattern, index: int, contents: list[tuple[Slot, Spot, Content]], taken: Taken
    ) -> None:
        depth = len(block)
        for slot, spot, content in contents:
            key = (*block[:-1], index, *slot.key[depth:])
            self._record(slot, key, spot, content, taken, inserted=True)
            taken.used.add(spot)
        first_slot, first_spot, _ = contents[0]
        label = first_slot.label.rsplit("·第1行", 1)[0] if "·第1行" in first_slot.label else first_slot.label
        where = self._where(first_slot, first_spot, (*block[:-1], index))
        taken.findings.append(finding("P11", where, found=str(first_spot[0] + 1), label=label))

    def _inserted_rows(self) -> Iterator[tuple[int, KeyPattern]]:
        """Raw rows without a key of their own between two rows of one open block, each with that block."""
        placed = sorted((raw_row, row) for row, raw_row in self.known.rows.rows.items())
        taken = self.known.rows.taken
        for raw_row in sorted(set(self.known.raw) - taken):
            above = next((row for other, row in reversed(placed) if other < raw_row), None)
            below = next((row for other, row in placed if other > raw_row), None)
            block = self._block(above)
            if block and (block == self._block(below) or self._merged_into(raw_row, above)):
                yield raw_row, block

    def _block(self, row: int | None) -> KeyPattern:
        return self.known.grid.row_at(row).open if row is not None else ()

    def _merged_into(self, raw_row: int, above: int | None) -> bool:
        """Whether one merged label covers both this row and the placed row above it: it was inserted inside."""
        if above is None:
            return False
        raw_above = self.known.rows.rows[above]
        label = next((place for place in self._label_columns(above)), None)
        return label is not None and any(
            merge.covers(raw_row, label) and merge.covers(raw_above, label) for merge in self.sheet.merges
        )

    def _label_columns(self, row: int) -> Iterator[int]:
        """The raw column of the innermost label of a grid row."""
        slots = [slot for slot in self.known.grid.slots() if slot.region.top == row]
        if slots:
            label = self.known.labels.around(slots[0]).label
            span = self.known.columns.span(label.region.left, label.region.right) if label else None
            if span:
                yield span[0]

    def _template(self, block: KeyPattern) -> list[Slot]:
        """The slots of the block's first row: an inserted row is read as one more of these."""
        first = next(
            self.known.grid.top + number for number, row in enumerate(self.known.grid.rows) if row.open == block
        )
        return [slot for slot in self.known.grid.slots() if slot.region.top == first]

    def _laid_out(self, block: KeyPattern) -> int:
        ids = {row.id.split("+")[0] for row in self.known.grid.rows if row.open == block}
        return len(ids)

    def _row_contents(self, raw_row: int, slots: list[Slot]) -> list[tuple[Slot, Spot, Content]]:
        found = []
        for slot in slots:
            span = self.known.columns.span(slot.region.left, slot.region.right)
            if span is not None:
                region = Region(raw_row, span[0], raw_row, span[1])
                found += [(slot, spot, content) for spot, content in self._contents(region)]
        return found

    def _read(self, slot: Slot, content: Content) -> Reading:
        return kind_named(slot.field.kind).read(content, slot.field)
