"""总览: how a season stands, counted from the lines of its ledger, its findings and its figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from jixiao_xlsx.findings import CATALOGUE, Finding, Severity
from jixiao_xlsx.model.clock import local_date
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.model.season.ledger import LedgerLine
from jixiao_xlsx.model.target.values import Plain
from jixiao_xlsx.report.kit.plain import decimal_text, encodable
from jixiao_xlsx.report.ledger.rows import (
    NOWHERE,
    Standing,
    by_form,
    by_parent,
    by_section,
    standing,
    standing_json,
    standings,
)
from jixiao_xlsx.report.rollup.figures import FigureColumn, FigureGroup

# Ninety columns are as many as a chart on A4 shows; two quiet weeks show that nothing more came.
_MOST_DAYS, _QUIET_DAYS = 90, 14
# Enough for a form's own totals, and still one table on A4.
_MOST_FIGURES = 8
# A line of a table; how many there are is said behind.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class FoundRule:
    """How often one kind of finding is open: in how many places of how many filings."""

    code: str
    title: str
    severity: str
    places: int
    filings: int


@dataclass(frozen=True, slots=True)
class FigureTotal:
    """A main figure summed over the filings that count, in `measure`, the one that its form is printed with; `filled`
    is how many of them gave it."""

    label: str
    measure: str
    total: Decimal
    filled: int


@dataclass(frozen=True, slots=True)
class FormTotals:
    """The main figures of one form and year over `counted` filings."""

    title: str
    year: int
    counted: int
    figures: tuple[FigureTotal, ...]


@dataclass(frozen=True, slots=True)
class Laggard:
    """An agency that still has something to send: what is missing, what it must correct, days late at most."""

    code: str
    name: str
    parent: str
    section: str
    missing: tuple[str, ...]
    returned: tuple[str, ...]
    late: int


@dataclass(frozen=True, slots=True)
class ArrivalDay:
    """What came on one day: filings for the first time, later versions, and first ones up to then."""

    day: date
    first: int
    again: int
    so_far: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The season as of a day; `office` and `deadline` are empty where the settings do not say; `unasked` counts the
    filings outside the roster, `strays` the files that became no filing, `held` those that wait for an owner."""

    year: int
    office: str
    today: date
    deadline: date | None
    whole: Standing
    forms: tuple[Standing, ...]
    parents: tuple[Standing, ...]
    sections: tuple[Standing, ...]
    laggards: tuple[Laggard, ...]
    days: tuple[ArrivalDay, ...]
    findings: tuple[FoundRule, ...]
    totals: tuple[FormTotals, ...]
    late: int
    unasked: int = 0
    strays: int = 0
    held: int = 0

    def as_dict(self) -> dict[str, Plain]:
        """The same as plain data."""
        return {
            "year": self.year,
            "office": self.office,
            "on": self.today.isoformat(),
            "deadline": self.deadline.isoformat() if self.deadline else None,
            "whole": standing_json(self.whole),
            "late": self.late,
            "unasked": self.unasked,
            "strays": self.strays,
            "held": self.held,
            "forms": [standing_json(group) for group in self.forms],
            "parents": [standing_json(group) for group in self.parents],
            "sections": [standing_json(group) for group in self.sections],
            "laggards": [_laggard_json(laggard) for laggard in self.laggards],
            "days": [
                {"day": day.day.isoformat(), "first": day.first, "again": day.again, "so_far": day.so_far}
                for day in self.days
            ],
            "findings": [
                {
                    "code": rule.code,
                    "title": rule.title,
                    "severity": rule.severity,
                    "places": rule.places,
                    "filings": rule.filings,
                }
                for rule in self.findings
            ],
            "totals": [_totals_json(totals) for totals in self.totals],
        }


@dataclass(frozen=True, slots=True)
class SeasonFacts:
    """What the lines do not tell: the season's year, its office, the day, its deadline, files that became nothing, or
    wait."""

    year: int
    today: date
    office: str = ""
    deadline: date | None = None
    strays: int = 0
    held: int = 0


def overview_of(lines: Sequence[LedgerLine], facts: SeasonFacts, *, groups: Iterable[FigureGroup] = ()) -> Overview:
    """The overview of a ledger's lines; those that came unasked are only counted. `groups` are the figures of the
    newest versions by form and year."""
    due = tuple(line for line in lines if line.due)
    sections = standings(due, by_section)
    return Overview(
        year=facts.year,
        office=facts.office,
        today=facts.today,
        deadline=facts.deadline,
        whole=standing("合计", due),
        forms=standings(due, by_form),
        parents=standings(due, by_parent),
        # A season whose roster names no 对口科室 gets no chart of one bar.
        sections=() if {group.name for group in sections} <= {NOWHERE} else sections,
        laggards=_laggards(due),
        days=_days(due, facts.today),
        findings=_found(due),
        totals=tuple(totals for group in groups if (totals := _totals(group)).figures),
        late=sum(1 for line in due if line.late),
        unasked=len(lines) - len(due),
        strays=facts.strays,
        held=facts.held,
    )


def short_list(names: Sequence[str]) -> str:
    """The first names, and how many there are where some are left out."""
    more = f" 等 {len(names)} 份" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more


def _laggards(lines: Iterable[LedgerLine]) -> tuple[Laggard, ...]:
    """By agency, those longest late first, else in roster order."""
    mine: dict[tuple[str, str], list[LedgerLine]] = defaultdict(list)
    for line in lines:
        if line.is_open:
            mine[(line.identity.agency_code, line.agency_name)].append(line)
    found = (_laggard(*who, several) for who, several in mine.items())
    return tuple(sorted(found, key=lambda laggard: -laggard.late))


def _laggard(code: str, name: str, lines: Sequence[LedgerLine]) -> Laggard:
    first = lines[0]
    return Laggard(
        code=code,
        name=name,
        parent=first.parent,
        section=first.section,
        missing=tuple(_what(line) for line in lines if not line.versions),
        returned=tuple(_what(line) for line in lines if line.versions),
        late=max(line.late for line in lines),
    )


def _what(line: LedgerLine) -> str:
    form = line.alias or line.title
    return f"{form}（{line.subject_name}）" if line.subject_name else form


def _days(lines: Iterable[LedgerLine], today: date) -> tuple[ArrivalDay, ...]:
    """Every day from the first arrival to the last, and on to today if that is near; of a longer time the end, what
    came before in its first day."""
    first: Counter[date] = Counter()
    again: Counter[date] = Counter()
    for line in lines:
        days = [local_date(when) for filing in line.numbered if (when := filing.sent or filing.modified)]
        first.update(days[:1])
        again.update(days[1:])
    if not first:
        return ()
    known = {*first, *again}
    last = max(known)
    # A season that ended long ago does not draw a year of nothing.
    last = max(last, min(today, last + timedelta(days=_QUIET_DAYS)))
    start = max(min(known), last - timedelta(days=_MOST_DAYS - 1))
    return tuple(_filled(first, again, start, last))


def _filled(first: Counter[date], again: Counter[date], start: date, last: date) -> Iterator[ArrivalDay]:
    so_far = 0
    for number in range((last - start).days + 1):
        day = start + timedelta(days=number)
        new = sum(count for when, count in first.items() if when <= day) - so_far
        # What came before the first day shown is counted in that day, so that the sums stay right.
        more = again[day] if number else sum(count for when, count in again.items() if when <= day)
        so_far += new
        yield ArrivalDay(day, new, more, so_far)


def _found(lines: Iterable[LedgerLine]) -> tuple[FoundRule, ...]:
    """What is open in the newest versions by code and severity: the heaviest first, then the most frequent."""
    places: Counter[tuple[str, Severity]] = Counter()
    filings: Counter[tuple[str, Severity]] = Counter()
    for line in lines:
        mine = Counter((finding.code, finding.severity) for finding in _open(line))
        places.update(mine)
        filings.update(mine.keys())
    ranked = sorted(places, key=lambda kind: (kind[1].rank, -places[kind], kind[0]))
    return tuple(_rule(code, severity, places[code, severity], filings[code, severity]) for code, severity in ranked)


def _open(line: LedgerLine) -> Iterator[Finding]:
    """As in the line's own counts: what is explained or waived is no longer open."""
    for finding in line.newest.findings if line.newest else ():
        # A note needs no answer: it stays open whether explained or not.
        if finding.severity is Severity.NOTE or not finding.is_settled:
            yield finding


def _rule(code: str, severity: Severity, places: int, filings: int) -> FoundRule:
    entry = CATALOGUE.get(code)
    return FoundRule(code, entry.title if entry else "", str(severity), places, filings)


def _totals(group: FigureGroup) -> FormTotals:
    figures = tuple(_figures(group))
    return FormTotals(group.title, group.year, len(group.numbers()), figures)


def _figures(group: FigureGroup) -> Iterator[FigureTotal]:
    """The amounts that a form itself calls a total, else its first ones."""
    amounts = [amount for amount in group.columns if traits_of(amount).is_money and _stands_once(amount)]
    # The shipped specs call 合计 so.
    main = [amount for amount in amounts if "total" in amount.key] or amounts
    for column in main[:_MOST_FIGURES]:
        total = group.total(column)
        if total is not None:
            filled = sum(1 for number in group.numbers() if group.number(number, column) is not None)
            yield FigureTotal(column.label, column.measure, total, filled)


def _stands_once(column: FigureColumn) -> bool:
    return "*" not in column.key


def _laggard_json(laggard: Laggard) -> dict[str, Plain]:
    return {
        "agency": {"code": laggard.code, "name": encodable(laggard.name)},
        "parent": laggard.parent,
        "section": laggard.section,
        "missing": [encodable(text) for text in laggard.missing],
        "returned": [encodable(text) for text in laggard.returned],
        "days_late": laggard.late,
    }


def _totals_json(totals: FormTotals) -> dict[str, Plain]:
    figures: list[Plain] = [
        {"label": each.label, "measure": each.measure, "total": decimal_text(each.total), "filled": each.filled}
        for each in totals.figures
    ]
    return {"title": totals.title, "year": totals.year, "counted": totals.counted, "figures": figures}
