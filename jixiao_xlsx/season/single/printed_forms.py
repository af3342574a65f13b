"""批复表 and 公开表: passed filings as printed forms, locked; what is published goes out without personal data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.errors import JixiaoError, WorkbookError
from jixiao_xlsx.file_names import safe_name
from jixiao_xlsx.model.filings.filing import Filing, Seal
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.kinds import kind_named
from jixiao_xlsx.report.kit.personal import MaskedText, mask
from jixiao_xlsx.report.kit.plain import figure_value
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.season.single.refill import counts_needed
from jixiao_xlsx.sheet.cells import cell_value
from jixiao_xlsx.sheet.grid import FormGrid, Slot
from jixiao_xlsx.sheet.self_check.computing import computed_values
from jixiao_xlsx.sheet.writer.printed import PrintContents, PrintedValue, printed_title, retitled, write_printed

PublicationKind = Literal["批复", "公开"]
KINDS: tuple[PublicationKind, ...] = ("批复", "公开")
LEFT_OUT = "—"
"""What stands where a personal field was filled."""

_WORDS: Mapping[PublicationKind, str] = {"批复": "批复表", "公开": "公开表"}
# A name of one character would mask half of a text.
_SHORTEST = 2
# What people write where they have nothing to say: masking it would say that there was somebody.
_NO_NAMES = frozenset({"没有", "暂无", "不详", "同上", "略", "不适用"})


@dataclass(frozen=True, slots=True)
class Approval:
    """批复: the office that gives it, the document's number 文号 and date."""

    office: str = ""
    number: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A filing to print, with the 审核意见 that it passed with."""

    filing: Filing
    opinion: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MaskToCheck:
    """Something masked in a 公开表 that somebody should look at: where it was filed, what it seemed to be."""

    file: str
    sheet: str
    cell: str
    label: str
    found: MaskedText


@dataclass(frozen=True, slots=True)
class PublishedForm:
    """One printed form: its name (`公开/….xlsx`) and bytes; `left_out` counts the personal fields that were filled,
    `to_check` what was masked besides; `lost` are records that the form has no cell for."""

    kind: PublicationKind
    name: str
    data: bytes
    title: str
    wanted: PrintJob
    left_out: int = 0
    to_check: tuple[MaskToCheck, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Press:
    """Prints filings of the forms that a reader knows."""

    reader: Reader
    approval: Approval = field(default_factory=Approval)

    def sheets(self, wanted: Iterable[PrintJob], kinds: Iterable[PublicationKind] = KINDS) -> tuple[PublishedForm, ...]:
        """The printed forms, by kind and name; the order of the filings does not matter.

        Raises JixiaoError where a filing was not read or its form is not known, WorkbookError where Excel cannot hold
        it.
        """
        ordered = sorted(wanted, key=lambda job: _place(job.filing))
        taken: set[str] = set()
        return tuple(self._sheet(job, kind, taken) for kind in kinds for job in ordered)

    def _sheet(self, wanted: PrintJob, kind: PublicationKind, taken: set[str]) -> PublishedForm:
        filing, seal = wanted.filing, _seal_of(wanted.filing)
        layout = self._layout(filing, seal)
        contents = printed_contents(layout, filing)
        slots = {slot.key: slot for _, slot in layout.slots()}
        lost = tuple(record.label for record in filing.records if record.key not in slots)
        checked = PublicContents(contents, 0, ())
        agency, subject = seal.agency_name, seal.subject_name
        if kind == "公开":
            checked = cleared(contents, slots, filing)
            words = personal_words(slots, filing)
            # Names of agencies and projects may hold a person's name, studios and rural cooperatives above all.
            agency, subject = mask(agency, words=words)[0], mask(subject, words=words)[0]
        below = self._below(wanted) if kind == "批复" else ()
        # What stands open for filling is of no use to the public.
        filled = {key for key in slots if contents.get(key, "") != ""} if kind == "公开" else None
        print_ = PrintContents(agency, checked.contents, _WORDS[kind], below, filled)
        title = printed_title(layout, print_)
        bare = retitled(layout.form.bare_title, _WORDS[kind])
        name = _free_name(_file_name(bare, seal, subject, agency), taken, kind)
        to_check = tuple(
            MaskToCheck(name, doubt.sheet, doubt.cell, doubt.label, doubt.found) for doubt in checked.to_check
        )
        return PublishedForm(kind, name, write_printed(layout, print_), title, wanted, checked.left_out, to_check, lost)

    def _layout(self, filing: Filing, seal: Seal) -> FormGrid:
        """The layout with as many rows as the filing has."""
        issued = self.reader.layouts.of_filing(filing)
        if issued is None:
            raise JixiaoError(f"{filing.source}：不认识 {seal.form}@{seal.edition} 这张表", Advice.GIVE_SPEC)
        counts = tuple(counts_needed(issued, filing).items())
        return self.reader.layouts.of_form(issued.form, seal.year, counts)

    def _below(self, wanted: PrintJob) -> tuple[tuple[str, str], ...]:
        day = self.approval.day
        written = f"{day.year}年{day.month}月{day.day}日" if day else ""
        said = (
            ("审核意见", wanted.opinion),
            ("批复单位", self.approval.office),
            ("批复文号", self.approval.number),
            ("批复日期", written),
        )
        return tuple((label, text) for label, text in said if text)


@dataclass(frozen=True, slots=True)
class PublicContents:
    """Contents without personal data, how many personal fields were filled, and what was masked elsewhere."""

    contents: Mapping[Key, PrintedValue]
    left_out: int
    to_check: tuple[MaskToCheck, ...]


def printed_contents(layout: FormGrid, filing: Filing) -> dict[Key, PrintedValue]:
    """What each slot and computed cell shows: the filed value; its text where no kind could read it or hold it."""
    slots = {slot.key: slot for _, slot in layout.slots()}
    contents: dict[Key, PrintedValue] = {}
    for record in filing.records:
        slot = slots.get(record.key)
        if slot is not None:
            contents[record.key] = _content(slot, record.value, record.raw)
    values = {filled.key: filled.value for filled in filing.records if filled.key in slots and filled.value is not None}
    figures = computed_values(layout, values)
    # Only what the formulas still give: nothing is printed for what was not filled.
    return contents | {key: _rounded(value) for key, value in figures.items() if value not in (None, "")}


def cleared(contents: Mapping[Key, PrintedValue], slots: Mapping[Key, Slot], filing: Filing) -> PublicContents:
    """The contents for the public: personal fields say —, what looks personal elsewhere says ***."""
    words = personal_words(slots, filing)
    records = {record.key: record for record in filing.records}
    shown: dict[Key, PrintedValue] = {}
    to_check: list[MaskToCheck] = []
    for key, content in contents.items():
        if key in slots and is_personal(slots[key].field):
            continue
        if isinstance(content, str):
            shown[key], found = mask(content, words=words)
            record = records.get(key)
            sheet, cell, label = (record.sheet, record.cell, record.label) if record else ("", "", "")
            to_check += [MaskToCheck("", sheet, cell, mask(label, words=words)[0], masked) for masked in found]
        else:
            shown[key] = content
    personal = [key for key, slot in slots.items() if is_personal(slot.field)]
    filled = sum(1 for key in personal if key in contents)
    return PublicContents(shown | dict.fromkeys(personal, LEFT_OUT), filled, tuple(to_check))


def is_personal(field: Field) -> bool:
    """Whether a field asks for personal data: by its spec, or by its kind."""
    return field.personal or kind_named(field.kind).is_personal


def personal_words(slots: Mapping[Key, Slot], filing: Filing) -> tuple[str, ...]:
    """What was written into personal fields, to be masked wherever else it stands; not what names the agency."""
    # Not what names the agency itself: its own name in a contact's cell is no secret.
    known = f"{filing.seal.agency_name}\n{filing.seal.subject_name}" if filing.seal else ""
    found: set[str] = set()
    for record in filing.records:
        slot = slots.get(record.key)
        if slot is not None and is_personal(slot.field):
            texts = {record.raw, record.raw.strip(), *([record.value] if isinstance(record.value, str) else [])}
            found |= {text for text in texts if len(text) >= _SHORTEST and text not in known}
    # The longest first, so that a part of a name does not break it.
    return tuple(sorted(found - _NO_NAMES, key=lambda word: (-len(word), word)))


def _content(slot: Slot, value: object, raw: str) -> PrintedValue:
    if isinstance(value, Decimal | str | date):
        try:
            return cell_value(slot, value)
        except WorkbookError:
            return raw
    return raw


def _rounded(value: Decimal | str | None) -> PrintedValue:
    """A figure at the digits that a cell holds."""
    return figure_value(value) if isinstance(value, Decimal) else value or ""


def _seal_of(filing: Filing) -> Seal:
    if filing.seal is None or not filing.records:
        why = filing.findings[0].message if filing.findings else "里面没有填报的内容"
        raise JixiaoError(f"{filing.source} 没有读入：{why}", Advice.READ_FINDINGS)
    return filing.seal


def _file_name(bare_title: str, seal: Seal, subject: str, agency: str) -> str:
    # The year stands once in front; one that belongs to the title's own words stays.
    words = (f"{seal.year}年度{bare_title}", seal.agency_code, agency, seal.subject_code, subject)
    return f"{safe_name('_'.join(word for word in words if word))}.xlsx"


def _free_name(name: str, taken: set[str], kind: PublicationKind) -> str:
    stem, number = name.removesuffix(".xlsx"), 1
    free = f"{kind}/{stem}.xlsx"
    # casefold: Windows and macOS tell no case apart.
    while free.casefold() in taken:
        number += 1
        free = f"{kind}/{stem}~{number}.xlsx"
    taken.add(free.casefold())
    return free


def _place(filing: Filing) -> tuple[str, ...]:
    seal = filing.seal
    if seal is None:
        return ("", "", "", "", "", filing.sha256)
    agency, subject = f"{seal.agency_code}\x1f{seal.agency_name}", f"{seal.subject_code}\x1f{seal.subject_name}"
    return (seal.form, str(seal.year), agency, seal.scope, subject, filing.sha256)
