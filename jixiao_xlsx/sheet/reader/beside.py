"""What is said of comments, pictures, text boxes and unseen words: never read, each told with its cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jixiao_xlsx.findings import Finding, Severity, Where, finding
from jixiao_xlsx.model.cell_names import cell_name
from jixiao_xlsx.model.keys import format_key
from jixiao_xlsx.sheet.grid import Slot
from jixiao_xlsx.sheet.raw.book import RawSheet
from jixiao_xlsx.sheet.raw.contents.beside import Beside, BesideKind
from jixiao_xlsx.sheet.reader.listing import every_word, listed
from jixiao_xlsx.sheet.reader.places import SlotPlace
from jixiao_xlsx.sheet.reader.take import TakenSlots
from jixiao_xlsx.sheet.region import Region, Spot

_CODES = {
    BesideKind.COMMENT: "P33",
    BesideKind.PICTURE: "P34",
    BesideKind.CHART: "P34",
    BesideKind.TEXT_BOX: "P35",
    BesideKind.EMBEDDED: "P36",
}
_SHOWN_TEXT = 40  # a figure with its unit and a few words; the record keeps the whole text


@dataclass(frozen=True, slots=True)
class BesideReport:
    """The things beside the cells of one sheet, against the slots that they lie on."""

    sheet: RawSheet
    places: Sequence[SlotPlace]
    taken: TakenSlots
    base: Where

    def findings(self) -> Iterator[Finding]:
        # Once: a file may have thousands of comments.
        unanswered = [(place, _cells(place)) for place in self._unanswered()] if self.sheet.beside else []
        rest: dict[str, list[Beside]] = {}
        for thing in self.sheet.beside:
            place = next((place for place, cells in unanswered if thing.region and cells.meets(thing.region)), None)
            if place is None:
                rest.setdefault(_CODES[thing.kind], []).append(thing)
            else:
                yield self._instead(thing, place)
        for code, things in sorted(rest.items()):
            whole, short = ([_word(thing, most) for thing in things] for most in (None, _SHOWN_TEXT))
            yield finding(code, self._where(), found=every_word(whole), listed=listed(short), lead="")
        yield from self._faint()

    def _unanswered(self) -> Iterator[SlotPlace]:
        """The required slots that nothing was read from: what lies on them may be the answer."""
        read = {record.key for record in self.taken.records}
        for place in self.places:
            if isinstance(place.box, Slot) and place.rows and place.box.field.required and place.box.key not in read:
                yield place

    def _instead(self, thing: Beside, place: SlotPlace) -> Finding:
        where = self._where(cell_name(place.rows[0], place.columns[0]))
        where = replace(where, label=place.box.label, key=format_key(place.box.key))
        words = [_word(thing, _SHOWN_TEXT)]
        return finding(
            _CODES[thing.kind],
            where,
            severity=Severity.EXPLAIN,
            found=_word(thing, None),
            listed=listed(words),
            lead="这一格应填而没有填，",
        )

    def _faint(self) -> Iterator[Finding]:
        spots = sorted(spot for spot in self.sheet.faint if spot in self.taken.used)
        if spots:
            whole, short = ([self._content(spot, most) for spot in spots] for most in (None, _SHOWN_TEXT))
            where = self._where(cell_name(*spots[0]))
            yield finding("P37", where, found=every_word(whole), listed=listed(short))

    def _content(self, spot: Spot, most: int | None) -> str:
        return f"{cell_name(*spot)} ‘{self.sheet.cells[spot].raw[:most]}’"

    def _where(self, cell: str = "") -> Where:
        return replace(self.base, sheet=self.sheet.name, cell=cell)


def _cells(place: SlotPlace) -> Region:
    return Region(place.rows[0], place.columns[0], place.rows[-1], place.columns[1])


def _word(thing: Beside, most: int | None) -> str:
    where = str(thing.region) if thing.region else ""
    text = f"‘{' '.join(thing.text[:most].split())}’" if thing.text else thing.kind.value
    return f"{where} {text}".strip()
