"""The computed statements of the self-evaluation report: which sentence applies, and the pieces it prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.report.narrative.facts import Facts, TableLine, lines_of, number_text, rate_text, section_of

StatementPiece = str | tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence by its name in `dept_report_sentences.j2`, with its pieces: ready texts, or lists of such."""

    name: str
    pieces: Mapping[str, StatementPiece]


Telling = tuple[Statement, ...]
"""The statements of one paragraph."""


def change_word(change: Decimal) -> str:
    """增加, 减少 or 持平."""
    return "增加" if change > 0 else "减少" if change < 0 else "持平"


def staffing(facts: Facts) -> Iterator[Telling]:
    """Who works in the department; each number only where it was filled."""
    staff, retired = (facts.values.get(("head", name)) for name in ("staff", "retired"))
    if isinstance(staff, Decimal) and isinstance(retired, Decimal):
        numbers = {"staff": number_text(staff, counted=True), "retired": number_text(retired, counted=True)}
        yield (Statement("staffing", numbers),)


def spending(facts: Facts) -> Iterator[Telling]:
    """The initial budget and its change; what was spent, and the grants from above."""
    yield (*_budget(facts), *_change(facts))
    yield (*_outlay(facts), *_grant(facts))


def results(facts: Facts) -> Iterator[Telling]:
    """One sentence for each group of key results: a total with its parts, or a number out of another."""
    lines = tuple(lines_of(section_of(facts.questions.form, "results")))
    groups = [tuple(group) for _, group in groupby(lines, key=lambda line: line.row.pattern[:2])]
    yield tuple(statement for group in groups for statement in _group(facts, group))


def _budget(facts: Facts) -> Iterator[Statement]:
    total = facts.number("budget", "total", "y0")
    if total is None:
        return
    pieces = {"year": str(facts.year), "total": facts.amount("budget", "total", "y0")}
    parts = tuple(_part(facts, line, ("budget", line.row.key, "y0"), total) for line in _children(facts, "budget"))
    yield Statement("budget" if total else "budget_nothing", {**pieces, "parts": parts})


def _change(facts: Facts) -> Iterator[Statement]:
    change = facts.number("budget", "total", "change")
    if change is None:
        return
    rate = facts.number("budget", "total", "change_rate")
    measure = facts.measure(("budget", "total", "change"))
    pieces = {
        "last_year": str(facts.year - 1),
        "last": facts.amount("budget", "total", "y_1"),
        "direction": change_word(change),
        "difference": number_text(abs(change)) + measure,
        "rate": "" if rate is None else rate_text(abs(rate)),
    }
    # From nothing there is no percentage, and a change of 0 has no direction.
    name = "budget_level" if not change else "budget_change" if rate is not None else "budget_change_from_nothing"
    yield Statement(name, pieces)


def _outlay(facts: Facts) -> Iterator[Statement]:
    total = facts.number("outlay", "total", "amount")
    if total is None:
        return
    parts = tuple(_part(facts, line, ("outlay", line.row.key, "amount"), total) for line in _children(facts, "outlay"))
    pieces: dict[str, StatementPiece] = {
        "year": str(facts.year),
        "total": facts.amount("outlay", "total", "amount"),
        "parts": parts,
    }
    yield Statement("outlay" if total else "outlay_nothing", pieces)
    times, budget = facts.number("outlay", "total", "times"), facts.number("budget", "total", "y0")
    if times is None or budget is None:
        return
    more = total - budget
    measure = facts.measure(("outlay", "total", "amount"))
    over = {"times": rate_text(times), "difference": number_text(abs(more)) + measure}
    yield Statement("outlay_over" if more > 0 else "outlay_under" if more < 0 else "outlay_even", over)


def _grant(facts: Facts) -> Iterator[Statement]:
    grant, total = facts.number("outlay", "upper_grant", "amount"), facts.number("outlay", "total", "amount")
    if grant is None:
        return
    pieces = {"amount": facts.amount("outlay", "upper_grant", "amount")}
    yield (
        Statement("grant", {**pieces, "share": rate_text(grant / total)}) if total else Statement("grant_alone", pieces)
    )


def _children(facts: Facts, section: str) -> tuple[TableLine, ...]:
    """The rows that the section's total adds up: those above it."""
    lines = tuple(lines_of(section_of(facts.questions.form, section)))
    # Rows below the total are of it, such as grants from above, and would be counted twice.
    before = next((number for number, line in enumerate(lines) if line.row.key == "total"), len(lines))
    return lines[:before]


def _part(facts: Facts, line: TableLine, key: Key, total: Decimal) -> Mapping[str, str]:
    value = facts.values.get(key)
    share = rate_text(value / total) if isinstance(value, Decimal) and total else ""
    return {"label": line.labels[-1], "amount": facts.amount(*key), "share": share}


def _group(facts: Facts, lines: tuple[TableLine, ...]) -> Iterator[Statement]:
    """A total over parts, or what is set against another row; a group that was not wholly filled says nothing."""
    keys = {line.row.key: (*line.row.pattern, "value") for line in lines}
    numbers = {name: facts.number(*key) for name, key in keys.items()}
    # Half a group says nothing: its shares would be of another whole.
    if any(value is None for value in numbers.values()):
        return
    name = lines[0].labels[0]
    total = numbers.get("total")
    if total is not None:
        parts = tuple(_part(facts, line, keys[line.row.key], total) for line in lines if line.row.key != "total")
        # "合计" alone does not say of what.
        label = next(line.labels[-1] for line in lines if line.row.key == "total")
        called = name if label == "合计" else name + label
        pieces: dict[str, StatementPiece] = {"name": called, "total": facts.amount(*keys["total"]), "parts": parts}
        yield Statement("group" if total else "group_nothing", pieces)
        return
    for line in lines:
        share = facts.share(*line.row.pattern, "share")
        others = [other for other in lines if other is not line]
        if share and len(others) == 1:
            whole = {"whole_label": others[0].labels[-1], "whole": facts.amount(*keys[others[0].row.key])}
            item = {"name": name, "label": line.labels[-1], "amount": facts.amount(*keys[line.row.key])}
            yield Statement("out_of", {**item, **whole, "share": share})
