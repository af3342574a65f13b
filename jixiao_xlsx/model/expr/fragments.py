"""Pieces of Excel formula text that know when they are blank or 不适用, and how they combine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao_xlsx.model.expr.faults import ExpressionTooLong
from jixiao_xlsx.model.expr.ranges import is_single
from jixiao_xlsx.model.expr.results import NOT_APPLICABLE_TEXT

# Excel's limits: 8,192 characters, 64 levels of nesting and 255 arguments; the room left is for what other programs
# add when they save.
LONGEST_FORMULA = 8192
DEEPEST_FORMULA = 60
MOST_ARGUMENTS = 200

# How tightly each binds, loosest first; comparisons always stand alone.
SUM_LEVEL, PRODUCT_LEVEL, SIGN_LEVEL, ATOM_LEVEL = range(4)

_SIGNS = re.compile(r'["()]')

Conditions = tuple[str, ...]
"""Excel conditions of which any one is enough; an empty tuple is never."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """Formula text whose value counts only while no condition of `blank` or `absent` (不适用) holds; it never gives
    an Excel error. `zero` says that it is 0 where it is blank, `hollow` that it is blank where all its cells are.
    `bare` is the text without a net under divisions, good where the conditions were tested before; `sure` and
    `sure_not` are conditions that already say a yes-or-no piece is known and true, or known and false."""

    text: str
    blank: Conditions = ()
    absent: Conditions = ()
    level: int = ATOM_LEVEL
    zero: bool = True
    hollow: bool = True
    bare: str = ""
    sure: str = ""
    sure_not: str = ""

    def __post_init__(self) -> None:
        # While it is put together, for pieces double with each level: a hostile rule would grow to gigabytes first.
        if len(self.text) + sum(map(len, self.blank)) + sum(map(len, self.absent)) > LONGEST_FORMULA:
            raise ExpressionTooLong("公式过长，Excel 最多 8192 个字符", "请把表达式拆成几格或几条")

    @property
    def outer(self) -> str:
        return self.bare or self.text

    def at(self, level: int) -> str:
        """The text, in parentheses where it binds looser than `level`."""
        return self.text if self.level >= level else f"({self.text})"

    def or_zero(self, level: int) -> str:
        """The text at a level, with 0 where it is blank."""
        return self.at(level) if self.zero or not self.blank else f"IF({any_of(self.blank)},0,{self.text})"

    def surely(self) -> str:
        """For a condition: that it is known and true."""
        return self.sure or all_of((*self._known(), self.text))

    def surely_not(self) -> str:
        """For a condition: that it is known and false."""
        return self.sure_not or all_of((*self._known(), negated(self.text)))

    def _known(self) -> tuple[str, ...]:
        lacking = distinct((*self.blank, *self.absent))
        return (f"NOT({any_of(lacking)})",) if lacking else ()


def distinct(conditions: Iterable[str]) -> Conditions:
    return tuple(dict.fromkeys(conditions))


def any_of(conditions: Sequence[str]) -> str:
    return conditions[0] if len(conditions) == 1 else call("OR", conditions)


def all_of(conditions: Sequence[str]) -> str:
    return conditions[0] if len(conditions) == 1 else call("AND", conditions)


def negated(condition: str) -> str:
    return f"NOT({condition})"


def call(function: str, arguments: Sequence[str]) -> str:
    """A call of a function that may be applied to its own results; Excel takes at most 255 arguments."""
    if len(arguments) <= MOST_ARGUMENTS:
        return f"{function}({','.join(arguments)})"
    groups = [arguments[at : at + MOST_ARGUMENTS] for at in range(0, len(arguments), MOST_ARGUMENTS)]
    return call(function, [call(function, group) for group in groups])


def quoted_text(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def figure_fragment(value: Decimal) -> str:
    return format(value, "f")


def day_number(cell: str) -> str:
    """The day in a cell; 20240114 is read as a day too, and must not be the day of that number."""
    return f"IF(N({cell})<10000000,N({cell}),DATE(INT({cell}/10000),MOD(INT({cell}/100),100),MOD({cell},100)))"


def no_number(ranges: Sequence[str]) -> str:
    return call("COUNT", ranges) + "=0"


def not_applicable(ranges: Sequence[str]) -> Conditions:
    """One condition for each range: that 不适用 stands in it."""
    word = quoted_text(NOT_APPLICABLE_TEXT)
    return tuple(f"{area}={word}" if is_single(area) else f"COUNTIF({area},{word})>0" for area in ranges)


def filled_cells(ranges: Sequence[str]) -> str:
    """How many cells hold anything but spaces."""
    return "+".join(
        f"N(LEN(TRIM({area}))>0)" if is_single(area) else f"SUMPRODUCT(1*(LEN(TRIM({area}))>0))" for area in ranges
    )


def misfilled_cells(ranges: Sequence[str]) -> str:
    """How many cells hold something that is neither a number, nor blank, nor 不适用."""
    tests = []
    for area in ranges:
        test = f'(1-ISNUMBER({area}))*(LEN(TRIM({area}))>0)*({area}<>"{NOT_APPLICABLE_TEXT}")'
        tests.append(test if is_single(area) else f"SUMPRODUCT({test})")
    return "+".join(tests)


def checked(formula: str) -> str:
    """The finished formula, if Excel takes it."""
    depth = deepest = 0
    quoting = False
    for sign in _SIGNS.findall(formula):
        if sign == '"':
            # A doubled quote inside a text turns it off and on again.
            quoting = not quoting
        elif not quoting:
            depth += 1 if sign == "(" else -1
            deepest = max(deepest, depth)
    if len(formula) > LONGEST_FORMULA or deepest > DEEPEST_FORMULA:
        raise ExpressionTooLong(f"公式过长或嵌套过深（{len(formula)} 字符，{deepest} 层）", "请把表达式拆成几格或几条")
    return formula
