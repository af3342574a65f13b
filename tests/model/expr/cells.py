"""A small form for expression tests: its fields, where each cell stands, and what it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jixiao_xlsx.model.expr import UNREADABLE, CellValue, Fields, Node, Scope, parse, resolve
from jixiao_xlsx.model.keys import Key, KeyPattern, matches, parse_key

FIELDS = Fields(
    map(
        parse_key,
        [
            "head.agency",
            "head.date",
            "head.scope",
            "head.reason",
            "funds.income.fiscal.y0",
            "funds.income.fiscal.share",
            "funds.income.fiscal.y_1",
            "funds.income.other.y0",
            "funds.income.other.share",
            "funds.income.other.y_1",
            "funds.income.total.y0",
            "funds.income.total.y_1",
            "funds.spending.basic.y0",
            "funds.spending.basic.y_1",
            "funds.spending.project.y0",
            "funds.spending.project.y_1",
            "funds.spending.total.y0",
            "funds.spending.total.y_1",
            "tasks.main[*].name",
            "tasks.main[*].amount",
            "tasks.optional[*].name",
            "tasks.optional[*].amount",
            "duties[*].text",
            "goals[*].text",
            "goals[*].plan.first.amount",
            "goals[*].plan.second.amount",
            "goals[*].plan.total.amount",
            "indicators.output.quantity[*].name",
            "indicators.output.quantity[*].points",
            "indicators.output.quantity[*].score",
            "indicators.output.quality[*].name",
            "indicators.output.quality[*].points",
            "indicators.output.quality[*].score",
            "indicators.benefit.social[*].name",
            "indicators.benefit.social[*].points",
            "indicators.benefit.social[*].score",
            "indicators.total.points",
            "indicators.total.score",
            "projects[*].name",
            "projects[*].budgeted.total",
            "projects[*].budgeted.general",
            "projects[*].budgeted.gov_fund",
            "projects[*].executed.total",
            "projects[*].executed.general",
            "projects[*].executed.gov_fund",
            "projects[*].rate",
        ],
    ),
    totals=map(
        parse_key,
        [
            "funds.income.total.y0",
            "funds.income.total.y_1",
            "funds.spending.total.y0",
            "funds.spending.total.y_1",
            "goals[*].plan.total.amount",
            "indicators.total.points",
            "indicators.total.score",
        ],
    ),
    texts=map(
        parse_key,
        [
            "head.agency",
            "head.scope",
            "head.reason",
            "tasks.main[*].name",
            "tasks.optional[*].name",
            "duties[*].text",
            "goals[*].text",
            "indicators.output.quantity[*].name",
            "indicators.output.quality[*].name",
            "indicators.benefit.social[*].name",
            "projects[*].name",
        ],
    ),
)


def scope(owner: str, *, column: str = "", table: str = "") -> Scope:
    return Scope(FIELDS, parse_key(owner), parse_key(column) if column else (), parse_key(table) if table else None)


def resolved(source: str, owner: str = "head", *, column: str = "", table: str = "") -> Node:
    """The tree of a source that must have no fault."""
    node, faults = resolve(parse(source), scope(owner, column=column, table=table))
    assert faults == (), [fault.wrong for fault in faults]
    return node


def faults_of(source: str, owner: str = "head", *, column: str = "", table: str = "") -> list[tuple[int, str, str]]:
    _, faults = resolve(parse(source), scope(owner, column=column, table=table))
    return [(fault.column, fault.wrong, fault.write) for fault in faults]


@dataclass(frozen=True)
class Cells:
    """The values of a filing, by key; everything else is blank."""

    held: Mapping[Key, CellValue]

    def get(self, key: Key) -> CellValue:
        return self.held.get(key)

    def matching(self, pattern: KeyPattern, owner: Key) -> Iterator[Key]:
        return (key for key in self.held if matches(pattern, key))


def cells(values: Mapping[str, str | int | date | CellValue]) -> Cells:
    """`{"a.b": 5, "c[1].d": "乡"}`; an int becomes a Decimal, a text of the form `!…` a cell that cannot be read."""
    return Cells({parse_key(key): _value(value) for key, value in values.items()})


def _value(value: str | int | date | CellValue) -> CellValue:
    if isinstance(value, int):
        return Decimal(value)
    return UNREADABLE if isinstance(value, str) and value.startswith("!") else value
