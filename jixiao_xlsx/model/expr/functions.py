"""The functions of the language: how many arguments each takes, of which sort, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """What a node gives: a number, words, a day, yes or no; or a cell, which is a number or words as its use
    requires."""

    NUMBER = "数字"
    TEXT = "文字"
    DATE = "日期"
    TRUTH = "是否"
    CELL = "单元格"


@dataclass(frozen=True, slots=True)
class Function:
    """`takes` is the sort of each argument (the last one repeats); `most` None means any number of them."""

    name: str
    usage: str
    takes: tuple[Sort, ...]
    gives: Sort
    most: int | None
    aggregate: bool = False

    @property
    def least(self) -> int:
        return len(self.takes)


def _aggregate(name: str, usage: str, takes: Sort, gives: Sort) -> Function:
    return Function(name, usage, (takes,), gives, None, aggregate=True)


# The last number is the most arguments a function takes; the least are those it names.
FUNCTIONS: dict[str, Function] = {
    function.name: function
    for function in (
        _aggregate("sum", "sum(a, b)", Sort.NUMBER, Sort.NUMBER),
        _aggregate("min", "min(a, b)", Sort.NUMBER, Sort.NUMBER),
        _aggregate("max", "max(a, b)", Sort.NUMBER, Sort.NUMBER),
        _aggregate("average", "average(a, b)", Sort.NUMBER, Sort.NUMBER),
        _aggregate("count", "count(a)", Sort.CELL, Sort.NUMBER),
        _aggregate("unique", "unique(a)", Sort.CELL, Sort.TRUTH),
        Function("abs", "abs(a)", (Sort.NUMBER,), Sort.NUMBER, 1),
        Function("round", "round(a, 2)", (Sort.NUMBER, Sort.NUMBER), Sort.NUMBER, 2),
        Function("if", "if(条件, a, b)", (Sort.TRUTH, Sort.CELL, Sort.CELL), Sort.CELL, 3),
        Function("len", "len(a)", (Sort.CELL,), Sort.NUMBER, 1),
        Function("blank", "blank(a)", (Sort.CELL,), Sort.TRUTH, 1),
        Function("filled", "filled(a)", (Sort.CELL,), Sort.TRUTH, 1),
        Function("within", "within(a, 低, 高)", (Sort.NUMBER,) * 3, Sort.TRUTH, 3),
    )
}
