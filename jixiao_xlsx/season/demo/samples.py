"""演示: the embedded samples go through a whole season: issued, filled as a department does, read back, saved."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.model.filings.filing import Filing, Value
from jixiao_xlsx.model.keys import Key, format_key
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.report.records.filing_json import filing_json
from jixiao_xlsx.report.records.flat_rows import csv_text, jsonl_text
from jixiao_xlsx.season.single.asked import asking_of
from jixiao_xlsx.season.single.one_blank import Blank, Order, Party, issue_blank
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.season.single.rollup import roll_up
from jixiao_xlsx.season.single.saving import save_file
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.sheet.grid import Slot
from jixiao_xlsx.spec.catalogue import load_form
from jixiao_xlsx.spec.samples import Sample, all_samples

OFFICE = "示例市财政局"
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class PlayedSample:
    """One sample after its way through the season: the blank, the filled workbook, and the filing read from it."""

    sample: Sample
    blank: Blank
    filled: bytes
    filing: Filing
    title: str


def play_all() -> tuple[PlayedSample, ...]:
    """Every embedded sample, issued for its own year, filled and read back."""
    reader = Reader.of()
    return tuple(play(sample, reader) for sample in all_samples())


def play(sample: Sample, reader: Reader, *, clean: bool = False) -> PlayedSample:
    """One sample as it was filled, or with its mistakes put right."""
    blank = issue_sample(sample)
    filled = fill_sample(blank, sample.clean if clean else sample.typed)
    filing = reader.read(filled, name=blank.name)
    return PlayedSample(sample, blank, filled, filing, reader.title_of(filing))


def issue_sample(sample: Sample) -> Blank:
    """The sample's blank, for its own year and agency."""
    subject = Party.parse(sample.subject) if sample.subject else Party()
    return issue_blank(Order(load_form(sample.form), sample.year, Party.parse(sample.agency), subject, office=OFFICE))


def fill_sample(blank: Blank, typed: Mapping[Key, str]) -> bytes:
    """The blank filled with texts as typed. Raises JixiaoError for a key that the form has no slot for."""
    slots = {slot.key: slot for _, slot in blank.layout.slots()}
    unknown = [format_key(key) for key in typed if key not in slots]
    if unknown:
        # Five keys are enough to see what is wrong.
        raise JixiaoError(f"样例里有这张表没有的键：{'、'.join(unknown[:5])}", Advice.SEE_BOXES)
    taken = {key: _as_taken(slots[key], text) for key, text in typed.items()}
    values = {key: value for key, value in taken.items() if value is not None}
    pasted = {key: text for key, text in typed.items() if key not in values}
    return fill(blank.data, blank.layout, values, pasted=pasted)


def _as_taken(slot: Slot, text: str) -> Value | None:
    """What the cell makes of a typed text; None where only pasting puts it there."""
    kind = traits_of(slot.field)
    if kind.is_number:
        number = text.removesuffix("%") if kind.is_percent else text
        if not _PLAIN.fullmatch(number):
            return None
        # As Excel takes it: 48% in a percent cell is 0.48.
        return Decimal(number) / 100 if number != text else Decimal(number)
    return date.fromisoformat(text) if kind.is_date else text


def save_all(folder: Path, played: Iterable[PlayedSample]) -> tuple[Path, ...]:
    """Saves blanks, filled workbooks, records and the roll-up, under the same names each time; returns what to look
    at. Raises JixiaoError where a file cannot be written."""
    kept = tuple(played)
    for sample in kept:
        save_file(folder / "空表" / sample.blank.name, sample.blank.data)
        save_file(folder / "填好" / sample.blank.name, sample.filled)
        save_file(folder / "记录" / f"{Path(sample.blank.name).stem}.json", _as_json(sample))
    flat = _save_together(folder, tuple(sample.filing for sample in kept))
    return (folder / "空表", folder / "填好", folder / "记录", *flat)


def _as_json(played: PlayedSample) -> bytes:
    asked = played.blank.layout.questions
    return json.dumps(filing_json(played.filing, played.title, questions=asked), ensure_ascii=False, indent=2).encode()


def _save_together(folder: Path, filings: tuple[Filing, ...]) -> tuple[Path, ...]:
    reader = Reader.of()
    asking = asking_of(reader)
    return (
        save_file(folder / "记录.jsonl", jsonl_text(filings, asking=asking).encode()),
        save_file(folder / "记录.csv", csv_text(filings, asking=asking).encode("utf-8-sig")),
        save_file(folder / "汇总.xlsx", roll_up(filings, reader).data),
    )
