"""Records read by the layout that was issued, brought to today's form; what the office has to know of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from jixiao_xlsx.findings import Finding, Severity, Where, finding
from jixiao_xlsx.model.content import Content, number, text
from jixiao_xlsx.model.filings.filing import Filing, Record, Value
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.keys import Key, format_key, parse_key, pattern_of
from jixiao_xlsx.model.kinds import ReadingState, kind_named, traits_of
from jixiao_xlsx.model.money import in_measure
from jixiao_xlsx.sheet.editions.renewal import Renewal
from jixiao_xlsx.sheet.grid import Computed, Slot
from jixiao_xlsx.sheet.self_check.computing import figures_of

_TOLD = 12  # of a list in one sentence: a dozen are a paragraph; the finding's `found` has them all


@dataclass(slots=True)
class BroughtRecords:
    """The records under today's keys, in today's measures; those without a home; and those whose value today's limits
    refuse though the blank's allowed it, each with what they say."""

    records: list[Record] = field(default_factory=list)
    homeless: list[Record] = field(default_factory=list)
    refused: list[tuple[Record, str]] = field(default_factory=list)


def brought(records: Iterable[Record], renewal: Renewal) -> BroughtRecords:
    """The records of a blank under its own keys, brought to today's form. No value is lost and none is guessed: what
    cannot be taken over as it is, or converted exactly, has no home."""
    done = BroughtRecords()
    taken: set[Key] = set()
    for record in records:
        now = _now(record, renewal)
        if now is None or now.key in taken:
            done.homeless.append(record)
            continue
        taken.add(now.key)
        done.records.append(now)
        complaint = _refused(record, now, renewal)
        if complaint:
            done.refused.append((now, complaint))
    return done


def renewal_findings(done: BroughtRecords, renewal: Renewal, base: Where) -> Iterator[Finding]:
    """What is to be told of a blank of another state of its form, none of it the department's doing."""
    yield finding("S30", base, found=str(renewal.origin), sure=_SURE[renewal.trusted])
    if done.homeless:
        told = [f"{record.label}（{record.sheet}!{record.cell}）‘{record.raw}’" for record in done.homeless]
        keys = " ".join(format_key(record.key) for record in done.homeless)
        yield finding("S31", base, found="；".join(told), expected=keys, listed=_listed(told), count=len(told))
    if renewal.unasked:
        # Each block's first row speaks for the others.
        labels = dict.fromkeys(_unasked_label(slot) for slot in renewal.unasked)
        yield finding("S32", base, found="；".join(labels), listed=_listed(list(labels)))
    for record, complaint in done.refused:
        where = replace(base, sheet=record.sheet, cell=record.cell, label=record.label, key=format_key(record.key))
        yield finding("S33", where, severity=office_severity(renewal), found=record.raw, complaint=complaint)


def renewed_filing(
    filing: Filing, records: Iterable[Record], filed: Mapping[Key, Content], *, renewal: Renewal, base: Where
) -> Filing:
    """The filing of a blank of another state of its form: its records and what stood in its formula cells, both under
    the blank's own keys, brought to today's form, whose formulas compute."""
    done = brought(records, renewal)
    now = {key: content for then, content in filed.items() if (key := renewal.key_now(then)) is not None}
    figures, about_figures = figures_of(renewal.today, done.records, now, base, printed_then=renewal.printed)
    told = renewal_findings(done, renewal, base)
    over = (_at_its_cell(found, renewal) for found in about_figures if _is_same_formula(found, renewal))
    return replace(filing, records=tuple(done.records), figures=figures, findings=(*filing.findings, *told, *over))


def _is_same_formula(found: Finding, renewal: Renewal) -> bool:
    """Whether a formula cell that was typed over had today's formula, in today's measure; what is told of all of them
    together is told in any case."""
    if not found.where.key:
        return True
    key = parse_key(found.where.key)
    then, now = renewal.box_then(key), renewal.box_now(key)
    if not isinstance(then, Computed) or not isinstance(now, Computed) or then.field.measure != now.field.measure:
        return False
    return renewal.computes_alike(then.field, now.field)


def _at_its_cell(found: Finding, renewal: Renewal) -> Finding:
    asked = renewal.questions.about(parse_key(found.where.key)) if found.where.key else None
    where = replace(found.where, sheet=asked.sheet, cell=asked.cell, label=asked.label) if asked else found.where
    return replace(found, where=where)


_SURE = {True: "", False: "这份版面没有签名，也不在下发记录里，请核对它与下发时相符。"}


def office_severity(renewal: Renewal) -> Severity:
    """How much weighs what today's form objects to and the blank's own did not: a note where the office knows that its
    form was another; where only the blank says so, no rule is switched off on its word."""
    return Severity.NOTE if renewal.trusted else Severity.EXPLAIN


def _now(record: Record, renewal: Renewal) -> Record | None:
    """The record under its key of today; None where it has none, or its value does not go there."""
    key = renewal.key_now(record.key)
    now = renewal.box_now(key) if key is not None else None
    then = renewal.box_then(key) if key is not None else None
    if key is None or not isinstance(now, Slot) or not isinstance(then, Slot):
        return None
    moved = replace(record, key=key)
    if _asks_alike(now.field, then.field):
        return moved
    if record.value is None:
        return replace(moved, kind=now.field.kind)
    value = _converted(record.value, record.raw, then.field, now.field)
    if value is None:
        return None
    # A measure that is not money's is a word: what 人 and 名 have in common, only people know.
    measure = now.field.measure if _is_money(now.field) and _is_money(then.field) else then.field.measure
    return replace(moved, value=value, kind=now.field.kind, measure=measure)


def _asks_alike(now: Field, then: Field) -> bool:
    return (now.kind, now.measure) == (then.kind, then.measure)


def _is_money(asked: Field) -> bool:
    return traits_of(asked).is_money


def _converted(value: Value, raw: str, then: Field, now: Field) -> Value | None:
    """The value as today's field takes it; None where that would be a guess."""
    if now.kind == then.kind:
        if not (_is_money(now) and isinstance(value, Decimal)):
            return value
        return in_measure(value, then.measure, now.measure)
    old, new = traits_of(then), traits_of(now)
    # A share of one and a figure of so much are two things; 0.95 and 95 are both found in old tables.
    if old.is_percent != new.is_percent or (old.is_money and new.is_money):
        return None
    content = number(value) if isinstance(value, Decimal) else text(raw)
    reading = kind_named(now.kind).read(content, now)
    sound = reading.state is ReadingState.VALUE and all(said.severity is Severity.NOTE for said in reading.issues)
    return reading.value if sound else None


def _refused(record: Record, now: Record, renewal: Renewal) -> str:
    """What today's limits say of a value that the blank's own allowed; empty where they agree."""
    box, then = renewal.box_now(now.key), renewal.box_then(now.key)
    if not isinstance(box, Slot) or not isinstance(then, Slot) or now.value is None or record.value is None:
        return ""
    if now.measure != box.field.measure:
        return f"计量单位由‘{now.measure}’改为‘{box.field.measure}’"
    known = {said.code for said in kind_named(record.kind).allowed(record.value, then.field)}
    said = kind_named(now.kind).allowed(now.value, box.field)
    worse = [issue for issue in said if issue.code not in known and issue.severity is not Severity.NOTE]
    return worse[0].as_finding().message if worse else ""


def _unasked_label(slot: Slot) -> str:
    mark = "（必填）" if slot.field.required else ""
    label = slot.label.replace("·第1行", "") if pattern_of(slot.key) != slot.key else slot.label
    return f"{label}{mark}"


def _listed(told: list[str]) -> str:
    shown = "；".join(told[:_TOLD])
    return shown if len(told) <= _TOLD else f"{shown} 等 {len(told)} 处"
