"""What the live cells of 自检 show for given values: the cached values, and what the formulas must agree with."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.checks.checks import Assertion, Check, RequiredSlot
from jixiao_xlsx.model.expr import Node, evaluate, shown_result
from jixiao_xlsx.model.expr.nodes import Compare
from jixiao_xlsx.model.filings.figures import FilingValues
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.sheet.grid import FormGrid, LiveShow
from jixiao_xlsx.sheet.self_check.parts import parts_of

HOLDS, FAILS, SILENT = "✓", "✗", "—"
STATUS_MARK = "自检："

LiveValues = Mapping[tuple[int, LiveShow | int], Decimal | str]
"""By check number (−1 for the whole) and what is shown of it: a cell of the line, or the count of a part by its
number."""


def live_values(layout: FormGrid, values: FilingValues) -> LiveValues:
    """Every live cell of a layout with these values filled."""
    live: dict[tuple[int, LiveShow | int], Decimal | str] = {}
    for number, check in enumerate(layout.checks):
        single = len(check.truths) == 1
        live.update({(number, show): value for show, value in _shows(check, values, single=single).items()})
        live.update({(number, part): _count(counted, values) for part, counted in enumerate(parts_of(check))})
    # Notes are shown, but hold nobody up.
    mend = sum(1 for number, check in enumerate(layout.checks) if _weighs(check, Severity.RETURN, live, number))
    say = sum(1 for number, check in enumerate(layout.checks) if _unexplained(check, live, number, values))
    problems = f"{STATUS_MARK}尚有 {mend} 处须改正、{say} 处须改正或说明，见工作表“{layout.sheets[-1].name}”"
    live[-1, LiveShow.STATUS] = problems if mend + say else f"{STATUS_MARK}可以报送"
    return live


def _shows(check: Check, values: FilingValues, *, single: bool) -> dict[LiveShow, Decimal | str]:
    if single:
        return _single(check.truths[0], values)
    count = _count(check, values)
    return {LiveShow.DIFFERENCE: count, LiveShow.VERDICT: FAILS if count else HOLDS}


def _count(check: Check, values: FilingValues) -> Decimal:
    """How many of a check's things fail."""
    count = sum(1 for truth in check.truths if _verdict(truth, values) is False)
    count += sum(1 for blank in check.blanks if _is_missing(blank, values))
    count += sum(1 for key in check.numbers if key in values.filled and not _is_number(values, key))
    count += bool(check.anything) and not any(key in values.filled for key in check.anything)
    return Decimal(count)


def _single(truth: Assertion, values: FilingValues) -> dict[LiveShow, Decimal | str]:
    verdict = _verdict(truth, values)
    word = SILENT if verdict is None else HOLDS if verdict else FAILS
    shows: dict[LiveShow, Decimal | str] = {LiveShow.VERDICT: word}
    both = sides(truth.node)
    if both is not None:
        left, right = (_figure(side, truth, values) for side in both)
        shows[LiveShow.LEFT], shows[LiveShow.RIGHT] = left, right
        apart = left - right if isinstance(left, Decimal) and isinstance(right, Decimal) else ""
        shows[LiveShow.DIFFERENCE] = apart
    return shows


def sides(node: Node) -> tuple[Node, Node] | None:
    """Both sides of a plain comparison; None where a rule is anything else and shows no figures."""
    if isinstance(node, Compare) and len(node.operands) == 2:
        return node.operands[0], node.operands[1]
    return None


def _figure(node: Node, truth: Assertion, values: FilingValues) -> Decimal | str:
    figure = shown_result(evaluate(node, truth.owner, values))
    return str(figure) if isinstance(figure, bool) else figure


def _verdict(truth: Assertion, values: FilingValues) -> bool | None:
    verdict = shown_result(evaluate(truth.node, truth.owner, values, tolerance=truth.tolerance))
    return verdict if isinstance(verdict, bool) else None


def _is_missing(blank: RequiredSlot, values: FilingValues) -> bool:
    # Filled is filled, readable or not, as LEN(TRIM()) in the formula has it.
    if blank.key in values.filled:
        return False
    return not blank.others or any(key in values.filled for key in blank.others)


def _is_number(values: FilingValues, key: Key) -> bool:
    return isinstance(values.filled[key], Decimal)


def _weighs(check: Check, severity: Severity, live: LiveValues, number: int) -> bool:
    return check.severity is severity and live.get((number, LiveShow.VERDICT)) == FAILS


def _unexplained(check: Check, live: LiveValues, number: int, values: FilingValues) -> bool:
    said = ("explain", "rules", number + 1, "text")
    return _weighs(check, Severity.EXPLAIN, live, number) and said not in values.filled
