"""What a self-evaluation report lacks: required cells that were not filled, cells that could not be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.forms.asked import AskedCell, Questions
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.kinds import traits_of

# 出错说明 answers findings: it is no gap of the report.
_OWN = "explain"


@dataclass(frozen=True, slots=True)
class Gap:
    """A cell that the report needed: its label, where the blank had it, and whether it is 未填写 or 读不懂."""

    key: Key
    label: str
    cell: str
    why: str
    is_number: bool


def gaps_of(filing: Filing, questions: Questions) -> tuple[Gap, ...]:
    """The gaps in sheet order. A group of results that is wholly blank is none: the department has no such thing."""
    values = {record.key: record.value for record in filing.records}
    started = _started(filing)
    return tuple(
        _gap(asked, "读不懂" if asked.key in values else "未填写")
        for asked in _slots(questions)
        if values.get(asked.key) is None and (asked.key in values or _is_needed(asked, started))
    )


def _started(filing: Filing) -> dict[Key, int]:
    found: dict[Key, int] = defaultdict(int)
    for record in filing.records:
        if record.key[0] == "results":
            found[record.key[:2]] += 1
    return found


def _slots(questions: Questions) -> Iterator[AskedCell]:
    for asked in questions.asked.values():
        field = asked.field
        if asked.key[0] != _OWN and field is not None and field.compute is None and not field.locked:
            yield asked


def _is_needed(asked: AskedCell, started: dict[Key, int]) -> bool:
    return (asked.field is not None and asked.field.required) or asked.key[:2] in started


def _gap(asked: AskedCell, why: str) -> Gap:
    kind = traits_of(asked.field) if asked.field else None
    label = asked.label.removesuffix("·文字材料") if kind and kind.is_long else asked.label
    return Gap(asked.key, label, asked.cell, why, is_number=kind is not None and kind.is_number)
