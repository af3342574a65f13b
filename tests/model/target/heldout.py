"""Score the parser on a table of targets written down beforehand: text, kind, expected parts or date or operator."""

from __future__ import annotations

import sys
from pathlib import Path

from jixiao_xlsx.model.target import Target, TargetPart, parse_target

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


if __name__ == "__main__":
    table = Path(sys.argv[1])
    wrong = misses(table)
    total = len(rows(table))
    for text, expected, found in wrong:
        print(f"{text}\n    expected {expected}\n    found    {found}")
    print(f"{total - len(wrong)} of {total} right, {(total - len(wrong)) / total:.1%}")
