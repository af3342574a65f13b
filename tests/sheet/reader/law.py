"""The reader's law over damaged workbooks: nothing wrong, nothing dropped in silence, every damage said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from jixiao_xlsx.model.filings.filing import Filing, Value
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.sheet.cells import cell_value
from jixiao_xlsx.sheet.raw.book import RawBook
from sheet.reader.samples import Sample


@dataclass
class Verdict:
    """What became of the values typed: read right, read wrong, deleted with their cells, silently gone."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)


def judged(sample: Sample, filing: Filing, book: RawBook, *, typed: Mapping[Key, Value] | None = None) -> Verdict:
    """Compares a filing with what was typed. A row of an open block may come back under another index of its block
    (its key is gone, or a row above it), but whole, and in order."""
    values = sample.values if typed is None else typed
    verdict = Verdict()
    renumbered: dict[Key, set[Key]] = defaultdict(set)
    read: set[Key] = set()
    for record in filing.records:
        if record.unreadable:
            continue  # told, and nobody's figure
        original = _original(record.key, record.value, values)
        if original is None and record.inserted:
            original = _anywhere(record.value, values)
        if original is None:
            verdict.wrong.append(f"{record.key} {record.cell} {record.raw!r}")
        else:
            verdict.right += 1
            read.add(original)
            renumbered[_row(record.key)].add(_row(original))
    twice = Counter((record.sheet, record.cell) for record in filing.records)
    verdict.wrong += [f"{cell} read twice" for cell, count in twice.items() if count > 1]
    verdict.wrong += [f"{row} mixes {rows}" for row, rows in renumbered.items() if len(rows) > 1]
    _judge_unread(sample, filing, book, [key for key in values if key not in read], values, verdict)
    return verdict


def _original(key: Key, value: Value | None, values: Mapping[Key, Value]) -> Key | None:
    """The key under which the value of a record was typed: its own, or another row of the same open block."""
    if values.get(key) == value:
        return key
    block = _block(key)
    if block is None or value is None:
        return None
    return next((other for other, one in values.items() if one == value and _block(other) == block), None)


def _anywhere(value: Value | None, values: Mapping[Key, Value]) -> Key | None:
    """A row without keys is read where it stands, and said to be inserted there: whence it was moved nobody sees."""
    return next((key for key, one in values.items() if one == value), None)


def _block(key: Key) -> tuple[object, ...] | None:
    """The key without the index of its open row: the last index, unless a repeat's own text follows it."""
    places = [number for number, part in enumerate(key) if isinstance(part, int)]
    if not places:
        return None
    last = places[-1]
    return (*key[:last], "*", *key[last + 1 :])


def _row(key: Key) -> Key:
    places = [number for number, part in enumerate(key) if isinstance(part, int)]
    return key[: places[-1] + 1] if places else key


def _judge_unread(
    sample: Sample, filing: Filing, book: RawBook, keys: list[Key], values: Mapping[Key, Value], verdict: Verdict
) -> None:
    texts = "\n".join(finding.found + finding.message for finding in filing.findings)
    slots = {slot.key: slot for _, slot in sample.blank.layout.slots()}
    sheets = [sheet for sheet in book.sheets if sheet.name not in {"自检", "填表说明", "_jixiao", "_lists"}]
    standing = Counter(content.raw for sheet in sheets for content in sheet.cells.values())
    standing -= Counter(record.raw for record in filing.records)
    standing -= Counter(box.text for box in sample.grid.printed())
    for key in keys:
        raw = _raw(cell_value(slots[key], values[key]))
        if standing[raw]:
            verdict.unread.append(f"{key} {raw}")
            if raw not in texts and not _sent_back_whole(filing):
                verdict.silent.append(f"{key} stands unread: {raw}")
        elif "行键没有了" in texts and sample.grid.row_at(slots[key].region.top).open:
            continue  # without keys an open row that was deleted looks like one that was left blank
        elif "列标没有了" in texts:
            continue  # without tokens a column deleted and inserted again looks like one that was left blank
        elif slots[key].label.rsplit("·", 1)[0].split("第")[0] not in texts and not _sent_back_whole(filing):
            verdict.silent.append(f"{key} is gone: {slots[key].label}")


def _sent_back_whole(filing: Filing) -> bool:
    """A refused workbook says so in one finding, and reads nothing at all."""
    return not filing.records and any(finding.code[0] in "FS" for finding in filing.findings)


def _raw(value: object) -> str:
    from jixiao_xlsx.model.content import Content, ContentType

    return Content(ContentType.TEXT, value).raw  # type: ignore[arg-type]
