"""Takes the records out of a placed sheet: every slot's content through its kind, each from its own cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from jixiao_xlsx.findings import Finding, Where, finding
from jixiao_xlsx.model.cell_names import cell_name
from jixiao_xlsx.model.content import Content, ContentType, text
from jixiao_xlsx.model.filings.filing import Record, Value
from jixiao_xlsx.model.keys import Key, format_key
from jixiao_xlsx.model.kinds import ReadingState, kind_named
from jixiao_xlsx.sheet.grid import Computed, Slot
from jixiao_xlsx.sheet.raw.book import RawSheet
from jixiao_xlsx.sheet.reader.behind import SlotFormulas, struck_issues
from jixiao_xlsx.sheet.reader.places import PlaceTrouble, SlotPlace
from jixiao_xlsx.sheet.region import Spot

Contents = list[tuple[Spot, Content]]


@dataclass(frozen=True, slots=True)
class Apart:
    """What stands in a cell and can be no value: the code of the finding, and the words for what it is."""

    code: str
    words: str


@dataclass(slots=True)
class TakenSlots:
    """What was taken from one sheet, and from which raw cells, so that the rest can be reported.

    `copied` are the labels of slots whose cells, unmerged, all held the same; `told` the cells set apart before the
    reading that were told with their slot.
    """

    records: list[Record] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    used: set[Spot] = field(default_factory=set)
    filed: dict[Key, Content] = field(default_factory=dict)
    troubles: dict[PlaceTrouble, list[SlotPlace]] = field(default_factory=lambda: defaultdict(list))
    emptied: list[SlotPlace] = field(default_factory=list)
    copied: list[str] = field(default_factory=list)
    told: set[Spot] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Taker:
    """One returned sheet, placed, ready to be taken cell by cell."""

    sheet: RawSheet
    base: Where
    formulas: SlotFormulas
    apart: Mapping[Spot, Apart] = field(default_factory=dict)
    """What is no value, wherever it stands; it is not among the sheet's cells."""

    def take(self, places: list[SlotPlace]) -> TakenSlots:
        taken = TakenSlots()
        for place in places:
            if place.trouble:
                taken.troubles[place.trouble].append(place)
            if place.rows:
                self._take_place(place, taken)
        return taken

    def contents(self, rows: tuple[int, ...], columns: tuple[int, int]) -> Iterator[tuple[Spot, Content]]:
        """The filled cells of some rows and columns, from the top left."""
        for row in rows:
            for column in range(columns[0], columns[1] + 1):
                content = self.sheet.cells.get((row, column))
                if content is not None and content.raw.strip():
                    yield (row, column), content

    def record(self, slot: Slot, key: Key, contents: Contents, taken: TakenSlots, *, inserted: bool = False) -> None:
        """Reads one slot's single content into a record, and says what its kind had to remark."""
        spot, content = contents[0]
        reading = kind_named(slot.field.kind).read(content, slot.field)
        issues = reading.issues
        if content.formula is not None:
            issues = self.formulas.checked(content, spot, slot.field, reading)
        if content.struck or content.dropped:
            issues += struck_issues(content)
        # Few cells have an issue: saying where each stands took a twelfth of the reading.
        if issues:
            where = self.where(slot, spot, key)
            taken.findings += [issue.as_finding(where) for issue in issues]
        if reading.state is ReadingState.BLANK:
            return
        taken.records.append(self._record(slot, key, contents[0], reading.value, inserted=inserted))

    def _refuse(self, slot: Slot, apart: tuple[Spot, Apart], taken: TakenSlots) -> None:
        """A slot that is filled, but with nothing that could be its value: an unreadable record and its finding."""
        spot, what = apart
        taken.findings.append(finding(what.code, self.where(slot, spot, slot.key), found=what.words))
        seen = (spot, text(what.words))
        taken.records.append(self._record(slot, slot.key, seen, None, inserted=False))

    def _record(
        self, slot: Slot, key: Key, cell: tuple[Spot, Content], value: Value | None, *, inserted: bool
    ) -> Record:
        spot, content = cell
        # A number that is read as a text is said as it is seen.
        is_seen = isinstance(value, str) and content.type is ContentType.NUMBER
        return Record(
            key=key,
            value=value,
            raw=str(value) if is_seen else content.raw,
            kind=slot.field.kind,
            sheet=self.sheet.name,
            cell=cell_name(*spot),
            label=slot.label,
            measure=slot.field.measure,
            order=spot[0],
            inserted=inserted,
        )

    def where(self, slot: Slot, spot: Spot, key: Key) -> Where:
        return replace(self.base, sheet=self.sheet.name, cell=cell_name(*spot), label=slot.label, key=format_key(key))

    def _take_place(self, place: SlotPlace, taken: TakenSlots) -> None:
        contents = list(self.contents(place.rows, place.columns))
        # Also where it cannot be read: it has its own finding, and is not left over.
        taken.used.update(spot for spot, _ in contents)
        if not contents and place.partial:
            taken.emptied.append(place)
        apart = [(spot, self.apart[spot]) for spot in self._spots(place) if spot in self.apart]
        taken.told.update(spot for spot, _ in apart)
        # A formula's cell is not read, only compared with what we compute.
        if isinstance(place.box, Computed):
            self._keep_filed(place, place.box, contents, taken)
        elif apart:
            self._refuse(place.box, apart[0], taken)
        elif not contents and (formulas := self._blank_formulas(place)):
            self.record(place.box, place.box.key, formulas, taken)
        elif contents:
            self.take_slot(place.box, place.box.key, contents, taken)

    def take_slot(self, slot: Slot, key: Key, contents: Contents, taken: TakenSlots, *, inserted: bool = False) -> None:
        """Reads the contents of one slot's cells: one, or the same in each of them, which is what unmerging a cell
        and filling its parts leaves."""
        # By what is seen: a copied figure may have become text on the way.
        if len({(content.raw.strip(), content.percent) for _, content in contents}) == 1:
            self.record(slot, key, contents, taken, inserted=inserted)
            if len(contents) > 1:
                taken.copied.append(slot.label)
        # Never the first of several: nobody knows which one is meant.
        else:
            taken.findings.append(self._several(slot, key, contents))

    @staticmethod
    def _spots(place: SlotPlace) -> Iterator[Spot]:
        columns = range(place.columns[0], place.columns[1] + 1)
        return ((row, column) for row in place.rows for column in columns)

    def _keep_filed(self, place: SlotPlace, box: Computed, contents: Contents, taken: TakenSlots) -> None:
        """What stands where our formula stood, also where nothing does; of half a place nobody can tell."""
        if contents:
            taken.filed[box.key] = self.formulas.settled(contents[0][1], contents[0][0])
        elif place.trouble is None and not place.partial:
            shown_blank = self._blank_formulas(place)
            taken.filed[box.key] = shown_blank[0][1] if shown_blank else Content(ContentType.BLANK)

    def _blank_formulas(self, place: SlotPlace) -> Contents:
        """The formulas of a place whose result is blank."""
        return [
            ((row, column), content)
            for row, column in self._spots(place)
            if (content := self.sheet.cells.get((row, column))) is not None and content.formula is not None
        ]

    def _several(self, slot: Slot, key: Key, contents: Contents) -> Finding:
        found = "；".join(f"{cell_name(*spot)} ‘{content.raw}’" for spot, content in contents)
        # Five cells of 30 characters fill a note at the cell; the record has them all.
        listed = "；".join(f"{cell_name(*spot)} ‘{content.raw[:30]}’" for spot, content in contents[:5])
        return finding("P14", self.where(slot, contents[0][0], key), found=found, listed=listed)
