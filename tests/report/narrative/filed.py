"""Self-evaluation filings as a department returns them: the embedded sample, typed into its issued blank."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from jixiao_xlsx.model.filings.filing import Filing, Value
from jixiao_xlsx.model.forms.asked import Questions
from jixiao_xlsx.model.keys import Key, parse_key
from jixiao_xlsx.report.narrative.narrative import narrative_of
from jixiao_xlsx.report.narrative.pieces import Narrative
from jixiao_xlsx.season.single.one_blank import Blank, Order, Party, issue_blank
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.spec.catalogue import load_form
from jixiao_xlsx.spec.samples import all_samples

AGENCY = "202:示例市民政局"
YEAR = 2023
READER = Reader.of()


def issued(agency: str = AGENCY, *, year: int = YEAR) -> Blank:
    return issue_blank(Order(load_form("S4"), year, Party.parse(agency), office="示例市财政局"))


def sample(*, clean: bool = False) -> dict[str, Value]:
    """The embedded sample by key, in the types of its cells."""
    one = next(example for example in all_samples() if example.form == "S4")
    slots = {slot.key: slot.field.kind for _, slot in issued().layout.slots()}
    typed = one.clean if clean else one.typed
    return {_named(key): _value(text, slots[key]) for key, text in typed.items()}


def workbook(change: Mapping[str, Value | None] | None = None, *, agency: str = AGENCY, clean: bool = False) -> bytes:
    """The filled workbook; a change to None leaves the cell blank."""
    blank = issued(agency)
    values = {**sample(clean=clean), **(change or {})}
    return fill(blank.data, blank.layout, {parse_key(key): value for key, value in values.items() if value is not None})


def filed(change: Mapping[str, Value | None] | None = None, *, agency: str = AGENCY, clean: bool = False) -> Filing:
    return READER.read(workbook(change, agency=agency, clean=clean), name="S4.xlsx")


def questions() -> Questions:
    return issued().layout.questions


def told(change: Mapping[str, Value | None] | None = None, *, clean: bool = False) -> Narrative:
    return narrative_of(filed(change, clean=clean), questions())


def _named(key: Key) -> str:
    return ".".join(str(part) for part in key)


def _value(text: str, kind: str) -> Value:
    if kind in {"amount", "integer"}:
        return Decimal(text)
    return date.fromisoformat(text) if kind == "date" else text
