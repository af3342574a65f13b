"""What the live cells of 自检 show for given values: the cached values, and what the formulas must agree with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.checks.checks import Assertion, Check, RequiredSlot
from jixiao_xlsx.model.checks.touched import asks_blank, is_answered
from jixiao_xlsx.model.expr import Node, evaluate, shown_result
from jixiao_xlsx.model.expr.nodes import Compare
from jixiao_xlsx.model.filings.figures import FilingValues
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.sheet.grid import FormGrid, LiveShow
from jixiao_xlsx.sheet.self_check.listing import CellListing
from jixiao_xlsx.sheet.self_check.parts import listed_parts, parts_of

HOLDS, FAILS, SILENT = "✓", "✗", "—"
STATUS_MARK = "自检："

LiveValues = Mapping[tuple[int, LiveShow | int], Decimal | str]
"""By check number (−1 for the whole) and what is shown of it: a cell of the line, or by its number a
hidden one beside it."""


def live_values(layout: FormGrid, values: FilingValues) -> LiveValues:
    """Every live cell of a layout with these values filled."""
    live: dict[tuple[int, LiveShow | int], Decimal | str] = {}
    for number, check in enumerate(layout.checks):
        live.update({(number, show): value for show, value in _shows(check, values, layout).items()})
        live.update({(number, part): value for part, value in enumerate(_parts(check, values, layout))})
    # Notes are shown, but hold nobody up.
    mend = sum(1 for number, check in enumerate(layout.checks) if _weighs(check, Severity.RETURN, live, number))
    say = sum(1 for number, check in enumerate(layout.checks) if _unexplained(check, live, number, values))
    problems = f"{STATUS_MARK}尚有 {mend} 处须改正、{say} 处须改正或说明，见工作表“{layout.sheets[-1].name}”"
    live[-1, LiveShow.STATUS] = problems if mend + say else f"{STATUS_MARK}可以报送"
    return live


def _shows(check: Check, values: FilingValues, layout: FormGrid) -> dict[LiveShow, Decimal | str]:
    if len(check.truths) == 1:
        return _single(check.truths[0], values)
    count = _count(check, values)
    verdict = SILENT if isinstance(count, str) else FAILS if count else HOLDS
    shows: dict[LiveShow, Decimal | str] = {LiveShow.DIFFERENCE: count, LiveShow.VERDICT: verdict}
    if listed_parts(check):
        shows[LiveShow.LEFT] = CellListing.of(check, layout).shown(_failing(check, values))
    return shows


def _parts(check: Check, values: FilingValues, layout: FormGrid) -> Iterator[Decimal | str]:
    """The hidden cells beside a line: the counts of its parts, then the names in each."""
    yield from (_count(part, values) for part in parts_of(check))
    listed = listed_parts(check)
    if listed:
        listing = CellListing.of(check, layout)
        yield from ("".join(map(listing.padded, _failing(part, values))) for part in listed)


def _count(check: Check, values: FilingValues) -> Decimal | str:
    """How many of a check's things fail; an empty text where there is nothing to check yet."""
    if not check.anything and not _has_begun(check, values):
        return ""
    nothing = bool(check.anything) and not any(key in values.filled for key in check.anything)
    return Decimal(sum(1 for _ in _failing(check, values)) + nothing)


def _has_begun(check: Check, values: FilingValues) -> bool:
    decided = any(_verdict(truth, values) is not None for truth in check.truths)
    asked = any(_is_asked(blank, values) for blank in check.blanks)
    return decided or asked or any(key in values.filled for key in check.numbers)


def _failing(check: Check, values: FilingValues) -> Iterator[Key]:
    """The cells of what fails, in the order of the line."""
    yield from (truth.at for truth in check.truths if _verdict(truth, values) is False)
    # Filled is filled, readable or not, as LEN(TRIM()) in the formula has it.
    yield from (blank.key for blank in check.blanks if blank.key not in values.filled and _is_asked(blank, values))
    yield from (key for key in check.numbers if key in values.filled and not _is_number(values, key))


def _single(truth: Assertion, values: FilingValues) -> dict[LiveShow, Decimal | str]:
    verdict = _verdict(truth, values)
    word = SILENT if verdict is None else HOLDS if verdict else FAILS
    shows: dict[LiveShow, Decimal | str] = {LiveShow.VERDICT: word}
    both = sides(truth.node)
    if both is not None:
        left, right = (_figure(side, truth, values) for side in both)
        shows[LiveShow.LEFT], shows[LiveShow.RIGHT] = left, right
        known = word != SILENT and isinstance(left, Decimal) and isinstance(right, Decimal)
        apart = left - right if known else ""  # type: ignore[operator]
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
    if not is_answered(truth.node, truth.owner, values):
        # Of an empty form only what must be filled is missing; nothing else is right or wrong yet.
        return False if verdict is False and asks_blank(truth.node) else None
    return verdict if isinstance(verdict, bool) else None


def _is_asked(blank: RequiredSlot, values: FilingValues) -> bool:
    return not blank.others or any(key in values.filled for key in blank.others)


def _is_number(values: FilingValues, key: Key) -> bool:
    return isinstance(values.filled[key], Decimal)


def _weighs(check: Check, severity: Severity, live: LiveValues, number: int) -> bool:
    return check.severity is severity and live.get((number, LiveShow.VERDICT)) == FAILS


def _unexplained(check: Check, live: LiveValues, number: int, values: FilingValues) -> bool:
    said = ("explain", "rules", number + 1, "text")
    return _weighs(check, Severity.EXPLAIN, live, number) and said not in values.filled
