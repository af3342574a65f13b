"""A filing 填报件: the returned workbook as typed records, with where each came from and what was found."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.keys import Key, KeyPattern
from jixiao_xlsx.model.scope import FilingScope

Value = Decimal | str | date
"""What a kind reads from a cell: an amount, a text, a date. A blank slot has no record."""


@dataclass(frozen=True, slots=True)
class Seal:
    """封签: what a blank was issued as. `counts` are the open rows and repeats it was laid out with;
    `scope` is 本级 or 汇总; `signature` is an HMAC with the office's key, empty where it has none; `layout` is the
    SHA-256 of the layout's text, empty in seals of the first version, which had only the fingerprint."""

    form: str
    edition: str
    year: int
    fingerprint: str
    counts: tuple[tuple[KeyPattern, int], ...] = ()
    agency_code: str = ""
    agency_name: str = ""
    subject_code: str = ""
    subject_name: str = ""
    scope: str = FilingScope.OWN
    issue: str = ""
    office: str = ""
    signature: str = ""
    layout: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """记录: one filled slot. `value` is typed by its kind, None where the cell is unreadable: an amount is in `measure`
    (元 or 万元, as the form prints it), a percent is a fraction (95% is 0.95). `raw` is the cell's own text; `sheet`,
    `cell` and `label` are where it came from; `order` is the row's place in the sheet as returned, apart from its
    key; `inserted` tells that the department added the row, so that its index is ours."""

    key: Key
    value: Value | None
    raw: str
    kind: str
    sheet: str
    cell: str
    label: str
    measure: str = ""
    order: int = 0
    inserted: bool = False

    @property
    def unreadable(self) -> bool:
        """Filled, but not with anything its kind can read: neither blank nor zero."""
        return self.value is None


@dataclass(frozen=True, slots=True)
class Figure:
    """A computed cell, recomputed, in its `measure`: `value` is None where it does not apply or cannot be computed,
    `text` says which (`不适用`, ``); `filed` is what the returned cell held."""

    key: Key
    value: Decimal | None
    text: str
    kind: str
    label: str
    measure: str = ""
    filed: str = ""


@dataclass(frozen=True, slots=True)
class Filing:
    """填报件: who filed which form for which year, the records in sheet order, the figures, and all findings.

    `seal` is as read from the workbook, or rebuilt from its printed labels (`recognised` then says how).
    `unplaced` counts what stood outside every slot and was reported, so that nothing is dropped in silence.
    `sent` is when the first message that brought it was sent, `last_sent` when the last one was (None: the same, or
    there was none), `modified` when the workbook says it was saved. Which version is the newest follows `last_word`;
    `over` is the place of the version before which the office lets this one count, None where it said nothing.
    `layout` is the text of the layout that the blank itself told, where it was read by that one: whoever audits the
    filing again needs it.
    """

    source: str
    sha256: str
    file_type: str
    seal: Seal | None
    records: tuple[Record, ...] = ()
    figures: tuple[Figure, ...] = ()
    findings: tuple[Finding, ...] = ()
    modified: datetime | None = None
    recognised: str = "封签"
    unplaced: int = 0
    sent: datetime | None = None
    last_sent: datetime | None = None
    over: tuple[datetime, datetime, str, str] | None = None
    layout: str = field(default="", repr=False, compare=False)

    @property
    def last_word(self) -> datetime | None:
        """When the filer last said that this is what they file: the last message with it, else the workbook's saving;
        None where nothing tells."""
        return self.last_sent or self.sent or self.modified

    @property
    def reading_findings(self) -> tuple[Finding, ...]:
        """The findings of the reading, in their order: they stay as long as the workbook does."""
        return tuple(rule for rule in self.findings if rule.is_of_reading)

    @property
    def audit_findings(self) -> tuple[Finding, ...]:
        """The findings of the audit, in their order: they follow from the records, the rules and the office's tuning,
        and are made anew when any of these changes."""
        return tuple(rule for rule in self.findings if not rule.is_of_reading)

    def value(self, key: Key) -> Value | None:
        """The value under a key, None where it is blank or unreadable."""
        # A filing is asked for few keys; those who ask many build their own index.
        return next((record.value for record in self.records if record.key == key), None)
