"""A clean filing of each shipped form: what a careful department would fill, and nothing that deserves a finding."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from filings.filled import blank_of
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.forms.asked import AskedCell, Questions
from jixiao_xlsx.model.keys import Key, format_key, parse_key

ALIASES = ("S0", "S1", "S2", "S3", "S4", "P1", "P1B", "P2", "P2B", "P3", "P4", "P5")
Cells = dict[Key, Value]

_CLEAN = yaml.safe_load((Path(__file__).parent / "clean.yaml").read_text(encoding="utf-8"))
_COLUMNS = ("name", "operator", "value", "measure", "actual", "so_far", "forecast", "cycle", "y_1", "y_2")
# Nine tenths of what was promised: one row that lost points says why.
_SHORT = "quantity2"
_FIGURES = frozenset({"amount", "integer", "number", "percent", "points"})
_WHY = "培训场地检修，少办一期；下年度提前预订场地补办。"
_POINTS = {"quantity": 15, _SHORT: 10, "quality": 10, "timeliness": 10, "cost": 10, "social": 15}
_POINTS |= {"sustainability": 10, "beneficiaries": 10}


@cache
def questions(alias: str) -> Questions:
    """What the form's blank asks."""
    return blank_of(alias).layout.questions


@cache
def clean(alias: str) -> Cells:
    """The clean filing of a form, by key."""
    asked = questions(alias)
    cells = {parse_key(key): _typed(asked.about(parse_key(key)), text) for key, text in _CLEAN[alias].items()}
    cells |= {key: value for row in _rows(asked) for key, value in _indicator(asked, row)}
    return cells


def _typed(asked: AskedCell | None, said: object) -> Value:
    if asked is None or asked.field is None:
        raise KeyError(said)
    if asked.field.kind in _FIGURES:
        return Decimal(str(said))
    return said if isinstance(said, date) else str(said)


def _rows(asked: Questions) -> Iterator[Key]:
    """The rows of indicators to fill: of each 二级 the first, of the numbers two; where goals repeat, in two goals."""
    rows = dict.fromkeys(key[:-1] for key in asked.asked if "indicators" in key and key[-1] == "name")
    for row in rows:
        goal = row[1] if row[0] == "goals" else 1
        if goal in (1, 2) and row[-1] in (1, 2) and _bank(row) in _POINTS:
            yield row


def _bank(row: Key) -> str:
    # Where 成本 is a 一级指标 of its own, only 经济成本 is filled.
    sort = str(row[-2]) if row[-3] != "cost" else "cost" if row[-2] == "economic" else "none"
    return sort if row[-1] == 1 else f"{sort}{row[-1]}"


def _indicator(asked: Questions, row: Key) -> Iterator[tuple[Key, Value]]:
    said = dict(zip(_COLUMNS, _CLEAN["indicators"][_bank(row)], strict=True))
    points = Decimal(_POINTS[_bank(row)])
    share = Decimal("0.9") if _bank(row) == _SHORT else Decimal(1)
    whole = f"{said['operator']}{said['value']}{said['measure']}"
    split = asked.about((*row, "operator")) is not None
    monitored = asked.about((*row, "forecast")) is not None
    filled: dict[str, Value] = {
        "name": _of_goal(row, said["name"]),
        "target": said["value"] if split else whole,
        "operator": said["operator"],
        "measure": said["measure"],
        "plan": whole,
        "annual": whole,
        "cycle_name": _of_goal(row, said["name"]),
        "cycle": said["cycle"],
        "y_1": said["y_1"],
        "y_2": said["y_2"],
        "actual": said["so_far"] if monitored else said["actual"],
        "forecast": said["forecast"],
        "certain": "√",
        "points": points,
        "score": points * share,
        "coefficient": share,
        "standard": "省级行业标准",
    }
    filled |= {"deviation": _WHY} if share < 1 else {}
    filled |= {"core": "是"} if _bank(row) == "quantity" else {}
    for word, value in filled.items():
        cell = asked.about((*row, word))
        if cell is not None and cell.field is not None and cell.field.compute is None:
            yield (*row, word), value


def _of_goal(row: Key, name: str) -> str:
    """The second goal is about something else than the first."""
    return name.replace("改造", "救助") if row[0] == "goals" and row[1] == 2 else name


def spelled(cells: Cells) -> dict[str, Value]:
    """The cells by their keys as people write them."""
    return {format_key(key): value for key, value in cells.items()}
