"""What an issued form checks by itself 自检: each line with what must hold, be filled, or be a number."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.expr.checker import compares_days
from jixiao_xlsx.model.expr.nodes import Compare, Node
from jixiao_xlsx.model.keys import Key

REQUIRED, NUMBERS, ANYTHING = "required", "numbers", "anything"


@dataclass(frozen=True, slots=True)
class Assertion:
    """One thing that should hold at one owner, with the tolerance its figures compare under, and the cell that is
    named where it fails."""

    owner: Key
    node: Node
    tolerance: Decimal
    at: Key = ()


@dataclass(frozen=True, slots=True)
class RequiredSlot:
    """A required slot; in an open row it is only asked for where one of the row's `others` is filled."""

    key: Key
    others: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One line of 自检: its code (a rule's, or `expect …`, `required`…), the sentence, its weight, and what
    it looks at: truths, required slots, number cells, or slots one of which at least should be filled. `money` tells
    that the figures of its truths are amounts or percentages, which show their decimals, `share` that they are
    percentages alone; `fix` is the rule's remedy. `known_as` is the sentence that blanks without a layout of their own
    were issued with, where it was another."""

    code: str
    sentence: str
    severity: Severity
    truths: tuple[Assertion, ...] = ()
    blanks: tuple[RequiredSlot, ...] = ()
    numbers: tuple[Key, ...] = ()
    anything: tuple[Key, ...] = ()
    money: bool = False
    share: bool = False
    fix: str = ""
    known_as: str = ""

    @property
    def shows_decimals(self) -> bool:
        """Whether the line shows amounts; of several things it only counts those that fail."""
        return self.money and len(self.truths) == 1

    @property
    def shows_days(self) -> bool:
        """Whether the line shows two dates and how many days they are apart."""
        node = self.truths[0].node if len(self.truths) == 1 else None
        return isinstance(node, Compare) and compares_days(node)
