"""The rule over serial numbers 序号: gaps, blanks and doubles among the filled rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.keys import Key, KeyPattern, matches, pattern_of

_MOST_GAPS = 6
"""Gaps beyond these are not counted: a typed 99999 is one mistake."""


def broken_serials(context: RuleContext) -> Iterator[Finding]:
    """G07: one finding for each column of serial numbers, with everything that is odd in it."""
    for pattern, rows in _serial_rows(context).items():
        keys = [(*row, pattern[-1]) for row, _ in sorted(rows.items(), key=lambda item: item[1])]
        numbers = [context.number(key) for key in keys]
        problems = tuple(_problems(numbers))
        filled = [key for key in keys if key in context.by_key]
        if filled and problems:
            yield context.at("G07", filled[0], found="，".join(problems))


def _serial_rows(context: RuleContext) -> dict[KeyPattern, dict[Key, int]]:
    """The filled rows of every block with a serial column, with their order in the sheet."""
    patterns = {pattern_of(key) for key in context.questions.asked if _is_serial(context, key)}
    rows: dict[KeyPattern, dict[Key, int]] = defaultdict(dict)
    for record in context.filing.records:
        for pattern in patterns:
            row = record.key[: len(pattern) - 1]
            if matches(pattern[:-1], row):
                rows[pattern].setdefault(row, record.order)
    return rows


def _is_serial(context: RuleContext, key: Key) -> bool:
    asked = context.questions.asked[key]
    # A serial number counts rows; elsewhere 序号 is the number of a document.
    in_row = len(key) > 1 and isinstance(key[-2], int)
    return in_row and context.is_slot(key) and (key[-1] == "serial" or asked.label.endswith("序号"))


def _problems(numbers: list[Decimal | None]) -> Iterator[str]:
    filled = [int(number) for number in numbers if number is not None]
    if not filled:
        return
    blank = len(numbers) - len(filled)
    if blank:
        yield f"{blank} 行没有编号"
    present = set(filled)
    # A typed 99999 must not make a hundred thousand gaps.
    missing = [
        str(number) for number in range(1, min(max(filled), _MOST_GAPS + len(filled)) + 1) if number not in present
    ]
    if missing:
        # Five numbers show where; the filler will count anew anyway.
        yield f"缺 {'、'.join(missing[:5])}" + ("…" if len(missing) > 5 else "")
    double = sorted({number for number in filled if filled.count(number) > 1})
    if double:
        yield f"{'、'.join(map(str, double[:5]))} 重复"
    if not (missing or double) and filled != sorted(filled):
        yield "次序颠倒"
