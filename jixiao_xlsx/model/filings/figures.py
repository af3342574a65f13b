"""The values of one filing as expressions see them: filled, printed, and computed from both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from jixiao_xlsx.model.expr.evaluator import evaluate
from jixiao_xlsx.model.expr.results import (
    NOT_APPLICABLE,
    NOT_RUN,
    SUPPRESSED,
    UNREADABLE,
    CellValue,
    Result,
    ResultState,
)
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.forms.form import Formula
from jixiao_xlsx.model.keys import Key, KeyPattern, matches, pattern_of


class FilingValues:
    """Values by key. `filled` maps an unreadable cell to None and lacks the blank ones; `computed` are formulas by
    concrete key, evaluated when first asked for and kept."""

    def __init__(
        self, filled: Mapping[Key, Value | None], computed: Mapping[Key, Formula], printed: Mapping[Key, Decimal]
    ) -> None:
        self.filled = filled
        self.computed = computed
        self.printed = printed
        self._done: dict[Key, Result] = {}
        self._busy: set[Key] = set()
        self._index: dict[KeyPattern, list[Key]] = defaultdict(list)
        for key in dict.fromkeys((*self.filled, *self.computed, *self.printed)):
            self._index[pattern_of(key)].append(key)

    def get(self, key: Key) -> CellValue:
        if key in self.filled:
            value = self.filled[key]
            return UNREADABLE if value is None else value
        if key in self.computed:
            result = self.result(key)
            return result if not isinstance(result, bool) else Decimal(int(result))
        return self.printed.get(key)

    def matching(self, pattern: KeyPattern, owner: Key) -> Iterable[Key]:
        return [key for key in self._index.get(pattern_of(pattern), ()) if matches(pattern, key)]

    def but(self, changed: Mapping[Key, Value | None]) -> FilingValues:
        """The values as they would be with some cells filled otherwise."""
        return FilingValues({**self.filled, **changed}, self.computed, self.printed)

    def result(self, key: Key) -> Result:
        """What a computed cell gives; a cycle, which no loaded spec has, is suppressed rather than followed."""
        if key not in self._done:
            if key in self._busy:
                return SUPPRESSED
            # A cycle in a spec from elsewhere must not recurse to the end of the stack.
            self._busy.add(key)
            self._done[key] = evaluate(self.computed[key].node, key, self)
            self._busy.discard(key)
        return self._done[key]


def figure_of(result: Result) -> tuple[Decimal | None, str]:
    """A result as a figure: its value, or None with what is shown instead (`不适用`, or nothing)."""
    if isinstance(result, ResultState):
        shown = {NOT_APPLICABLE: "不适用", NOT_RUN: "", SUPPRESSED: "待更正"}[result]
        return None, shown
    if isinstance(result, bool):
        return Decimal(int(result)), ""
    return (result, "") if isinstance(result, Decimal) else (None, result)
