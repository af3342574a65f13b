"""Score the parser on a table of targets written down beforehand: text, kind, expected parts or date or operator."""

from __future__ import annotations

import csv
import sys
from decimal import Decimal
from pathlib import Path

from jixiao_xlsx.model.target import Target, TargetKind, TargetPart, parse_target
from jixiao_xlsx.model.target.measures import measure_of

YEAR = 2023


def shown(part: TargetPart) -> str:
    """A part as the tables write it: operator, value or low..high, measure."""
    value = part.value if part.low is None else f"{part.low}..{part.high}"
    operator = "-" if part.low is not None else part.operator or "-"
    return f"{operator} {value} {part.measure.replace('(', '').replace(')', '')}"


def outcome(target: Target) -> str:
    """What a table expects in its third column for a target of this kind."""
    if target.kind == "date":
        return target.deadline
    if target.kind == "standard":
        return target.parts[0].operator or "-"
    return ";".join(shown(part) for part in target.parts if part.value is not None or part.low is not None)


def rows(path: Path) -> list[tuple[str, str, str]]:
    """The rows of a table; ⏎ stands for a line break in the text."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        text, kind, expected = line.split("\t")
        found.append((text.replace("⏎", "\n"), kind, expected))
    return found


def misses(path: Path) -> list[tuple[str, str, str]]:
    """Each miss as text, expected, found."""
    wrong = []
    for text, kind, expected in rows(path):
        target = parse_target(text, year=YEAR)
        if (str(target.kind), outcome(target).strip()) != (kind, expected.strip()):
            wrong.append((text, f"{kind} {expected}", f"{target.kind} {outcome(target)} [{target.confidence}]"))
    return wrong


def named_misses(path: Path) -> list[tuple[str, str, str]]:
    """Each miss in a table with heads (name, raw, year, kind, operator, value, measure), as text, expected, found."""
    wrong = []
    for row in named_rows(path):
        target = parse_target(row["raw"], name=row["name"], year=int(row["year"]))
        expected, found = (row["kind"], *_expected(row)), (str(target.kind), *_facts(target))
        if expected != found:
            wrong.append((row["raw"], " ".join(expected), " ".join(found)))
    return wrong


def named_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table with heads; empty cells are empty texts."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [dict(row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _expected(row: dict[str, str]) -> tuple[str, str, str]:
    """Operator, value and measure as far as the kind has them; a measure without its per: 元/人 is 元 here."""
    kind = row["kind"]
    operator = row["operator"] if kind in _COMPARED else ""
    if kind == "date":
        return operator, row["value"], ""
    if kind not in _FIGURES:
        return operator, "", ""
    value = "|".join("~".join(_plain(end) for end in part.split("~")) for part in row["value"].split("|"))
    return operator, value, "|".join(measure_of(part.split("/")[0]) for part in row["measure"].split("|"))


def _facts(target: Target) -> tuple[str, str, str]:
    operator = "|".join(part.operator for part in target.parts) if str(target.kind) in _COMPARED else ""
    if target.kind is TargetKind.DATE:
        return operator, target.deadline, ""
    if str(target.kind) not in _FIGURES:
        return operator, "", ""
    values = "|".join(
        _plain(part.value) if part.low is None else f"{_plain(part.low)}~{_plain(part.high)}" for part in target.parts
    )
    return operator, values, "|".join(part.measure for part in target.parts)


def _plain(value: Decimal | str | None) -> str:
    return "" if value in (None, "") else format(Decimal(str(value)).normalize(), "f")


_COMPARED = frozenset(("number", "compound", "date", "standard"))
_FIGURES = frozenset(("number", "range", "compound"))


if __name__ == "__main__":
    table = Path(sys.argv[1])
    with_heads = table.read_text(encoding="utf-8").startswith("name\t")
    wrong = named_misses(table) if with_heads else misses(table)
    total = len(named_rows(table) if with_heads else rows(table))
    for text, expected, found in wrong:
        print(f"{text}\n    expected {expected}\n    found    {found}")
    print(f"{total - len(wrong)} of {total} right, {(total - len(wrong)) / total:.1%}")
