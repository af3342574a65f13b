"""下发: a form, a year and an agency become one locked blank, prefilled and sealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.file_names import safe_name
from jixiao_xlsx.model.filings.filing import Seal, Value
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.forms.tree import is_about_subjects, open_rows, sections_of
from jixiao_xlsx.model.keys import Key, KeyPattern, format_key, parse_key
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.model.scope import FilingScope
from jixiao_xlsx.report.letters.instructions import instruction_lines
from jixiao_xlsx.sheet.grid import FormGrid
from jixiao_xlsx.sheet.layout import lay_out
from jixiao_xlsx.sheet.layout_text import layout_sha
from jixiao_xlsx.sheet.seal import sign
from jixiao_xlsx.sheet.self_check.computing import computed_values, live_values_of
from jixiao_xlsx.sheet.writer import BlankContents, Stamp
from jixiao_xlsx.sheet.writer.kept_stamps import stamp_of
from jixiao_xlsx.spec.load import refuse_dead_rules


@dataclass(frozen=True, slots=True)
class Party:
    """A code and a name: the agency 填报单位 a blank goes to, or the subject (a project) it is about."""

    code: str = ""
    name: str = ""

    @classmethod
    def parse(cls, text: str) -> Party:
        """`101:示例市民政局`; a text without a colon is a name alone. Raises JixiaoError where it is empty."""
        # The full width colon is what a Chinese keyboard types.
        code, colon, name = text.replace("：", ":").partition(":")
        party = cls(code.strip(), name.strip()) if colon else cls("", text.strip())
        if not (party.code or party.name):
            raise JixiaoError(f"‘{text}’里没有编码也没有名称", "请写成 编码:名称，例如 101:示例市民政局")
        return party

    def __str__(self) -> str:
        return " ".join(part for part in (self.code, self.name) if part)


@dataclass(frozen=True, slots=True)
class Order:
    """What to issue: for whom, about what, with how many open rows, prefilled with which values.

    `values` are of the slots' kinds: amounts in the form's measure, as they are printed, percentages as fractions (95%
    is 0.95). `deadline` and `contact` are printed on the instruction sheet as they are, `key` signs the seal.
    """

    form: Form
    year: int
    agency: Party = Party()
    subject: Party = Party()
    scope: str = FilingScope.OWN
    counts: Mapping[KeyPattern, int] = field(default_factory=dict)
    values: Mapping[Key, Value] = field(default_factory=dict)
    office: str = ""
    issue: str = ""
    key: str = field(default="", repr=False)
    deadline: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Blank:
    """空表: the workbook's name and bytes, its seal and its grid."""

    name: str
    data: bytes
    seal: Seal
    layout: FormGrid


def issue_blank(order: Order, *, stamp: Stamp | None = None) -> Blank:
    """One blank; `stamp` is one of the order's own layout, where there are many. The same order gives the same bytes;
    raises LayoutError or WorkbookError where a spec cannot be laid out or written, SpecError where it has rules that
    can never fire."""
    refuse_dead_rules(order.form)
    return made_blank(order, stamp=stamp)


def made_blank(order: Order, *, stamp: Stamp | None = None) -> Blank:
    """The same of a form that has gone out as it is, whatever is wrong with its rules."""
    stamp = stamp or stamp_of(lay_out(order.form, order.year, order.counts))
    contents = blank_contents(stamp.layout, order)
    return Blank(blank_name(order), stamp.blank(contents), contents.seal, stamp.layout)


def blank_contents(layout: FormGrid, order: Order) -> BlankContents:
    """What an order has in its blank: prefilled cells, what the formulas make of them, 填表说明, and the seal."""
    values = {**prefilled(layout, order), **order.values}
    seal = seal_of(layout, order)
    return BlankContents(
        seal,
        values,
        # Computed before the workbook is written, so that a prefilled blank is right before anybody recalculates.
        computed_values(layout, values),
        live_values_of(layout, values),
        instruction_lines(order.form, order.year, seal=seal, deadline=order.deadline, contact=order.contact),
    )


def prefilled(layout: FormGrid, order: Order) -> dict[Key, Value]:
    """What the slots that name a fact of the issue get: agency, subject, year."""
    facts: dict[str, str] = {
        "agency.name": order.agency.name,
        "agency.code": order.agency.code,
        "subject.name": order.subject.name,
        "subject.code": order.subject.code,
        "year": str(order.year),
    }
    values: dict[Key, Value] = {}
    for _, slot in layout.slots():
        fact = facts.get(slot.field.prefill, "")
        if fact:
            values[slot.key] = Decimal(fact) if traits_of(slot.field).is_number else fact
    return values


def seal_of(layout: FormGrid, order: Order) -> Seal:
    """The seal of a blank, signed where the office has a key."""
    seal = Seal(
        form=order.form.form,
        edition=order.form.edition,
        year=order.year,
        fingerprint=layout.fingerprint,
        counts=layout.counts,
        agency_code=order.agency.code,
        agency_name=order.agency.name,
        subject_code=order.subject.code,
        subject_name=order.subject.name,
        scope=order.scope,
        issue=order.issue,
        office=order.office,
        layout=layout_sha(layout),
    )
    return sign(seal, order.key) if order.key else replace(seal, signature="")


def blank_name(order: Order) -> str:
    """A file name that people recognise: `2026年度部门整体绩效申报表_101_示例市民政局.xlsx`."""
    parts = [f"{order.year}年度{order.form.bare_title}", *_words(order.agency), *_words(order.subject)]
    return f"{safe_name('_'.join(parts))}.xlsx"


def _words(party: Party) -> list[str]:
    return [part for part in (party.code, party.name) if part]


def refuse_subject(form: Form, subject: Party) -> None:
    """Raises JixiaoError where a subject is named for a form that has no cell for it."""
    if (subject.code or subject.name) and not is_about_subjects(form):
        raise JixiaoError(f"{form.name} 不是按项目填报的表，没有写项目的格子", Advice.LEAVE_OUT_SUBJECT)


def parse_counts(form: Form, texts: tuple[str, ...]) -> dict[KeyPattern, int]:
    """`duties[*]=8` → the pattern and its count. Raises JixiaoError for all patterns the form has no open rows or
    repeat at, and all counts outside what the form allows."""
    blocks = {pattern: opened for pattern, opened, _ in open_rows(form)}
    repeats = {section.key: section.repeat for section in sections_of(form) if section.repeat}
    counts: dict[KeyPattern, int] = {}
    unknown: list[str] = []
    wrong: list[str] = []
    for text in texts:
        name, _, number = text.partition("=")
        pattern = _pattern(name.strip())
        # All wrong patterns and counts are told at once.
        shape = blocks.get(pattern) or repeats.get(pattern)
        if shape is None:
            unknown.append(f"‘{name}’")
        elif not number.strip().isdecimal() or not 1 <= int(number) <= shape.most:
            wrong.append(f"‘{text}’ 应为 1 到 {shape.most} 之间的整数，例如 {name}={shape.shown}")
        else:
            counts[pattern] = int(number)
    if unknown or wrong:
        known = "、".join(format_key(key) for key in (*repeats, *blocks))
        told = [f"{form.name} 没有可增减的行 {'、'.join(unknown)}"] if unknown else []
        which = f"可写：{known}" if known else Advice.LEAVE_OUT_ROWS
        raise JixiaoError("；".join([*told, *wrong]), which if unknown else "请改正行数")
    return counts


def _pattern(text: str) -> KeyPattern:
    try:
        return parse_key(text)
    except ValueError:
        return ()
