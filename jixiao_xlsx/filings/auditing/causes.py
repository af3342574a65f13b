"""One cause, one finding: what follows from another finding is told with it, at its cell and with its weight."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from jixiao_xlsx.filings.auditing.audit import Audit
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.findings.fitting import fitted_hint
from jixiao_xlsx.model.checks.touched import asks_blank
from jixiao_xlsx.model.expr.nodes import Call, Compare, Node, children
from jixiao_xlsx.model.forms.form import Rule
from jixiao_xlsx.model.keys import Key, filled, indexes_of, is_under, parse_key, sibling

# 元 for 万元, and the other way round; a sign too many.
_AMOUNT_DOUBTS = {"G01": (Decimal(10_000), Decimal(1) / 10_000), "G42": (Decimal(-1),)}
"""Codes that say of one amount that it is in another measure or has another sign, with what it is off by: sums and
rates that hold once it is mended need no word."""
_SCORES = frozenset({"C01", "C02"})
_OVERSPENT = frozenset({"G13", "G14"})
_RULED = frozenset({"R02", "R04"})
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_DOUBTED = frozenset({"V201", *_AMOUNT_DOUBTS})
_SPENT = frozenset({"budgeted", "executed"})
_PAIR = {"executed": "budgeted", "budgeted": "executed"}


def without_consequences(findings: Iterable[Finding], audit: Audit) -> tuple[Finding, ...]:
    """The findings less those that another one explains; a cause weighs what its gravest consequence weighs."""
    given = tuple(dict.fromkeys(findings))
    followed = _Following(given, audit)
    causes = {place: cause for place in range(len(given)) if (cause := followed.cause_of(place)) is not None}
    kept = []
    for place, finding in enumerate(given):
        if place not in causes:
            mine = [given[other] for other, cause in causes.items() if cause == place]
            kept.append(followed.with_consequences(finding, mine))
    return tuple(kept)


@dataclass(frozen=True)  # without slots: cached_property keeps what it worked out in the instance
class _Following:
    """Which of a filing's findings follows from which."""

    findings: tuple[Finding, ...]
    audit: Audit

    def cause_of(self, place: int) -> int | None:
        """The place of the finding that explains this one."""
        finding = self.findings[place]
        tests = self._tests(finding)
        others = (other for other in self._explaining if other != place)
        return next((other for other in others if any(test(self.findings[other]) for test in tests)), None)

    def with_consequences(self, cause: Finding, consequences: list[Finding]) -> Finding:
        """A cause with the weight of what follows from it, and what is to be done besides."""
        if not consequences:
            return cause
        weight = min((cause.severity, *(found.severity for found in consequences)), key=lambda severity: severity.rank)
        further = "".join(self._further(cause, found) for found in consequences)
        return replace(cause, severity=weight, hint=fitted_hint(cause.hint + further, weight))

    # ---- what may explain what --------------------------------------------------------------------------------

    @cached_property
    def _explaining(self) -> tuple[int, ...]:
        """The findings that may be causes: all others are never asked."""
        codes = {*_DOUBTED, *_SCORES, "G20", "R01", "R02", "R05", "T20"}
        return tuple(place for place, finding in enumerate(self.findings) if finding.code in codes)

    def _tests(self, finding: Finding) -> tuple[Callable[[Finding], bool], ...]:
        def by(test: Callable[[Finding, Finding], bool]) -> Callable[[Finding], bool]:
            return lambda cause: test(finding, cause)

        match finding.code:
            case "R02":
                mine = (
                    self._is_of_doubted,
                    self._is_of_blank,
                    self._is_of_score,
                    self._is_said_twice,
                    self._is_of_block,
                )
                return tuple(map(by, mine))
            case "R04":
                return (by(self._is_of_doubted),)
            case "G20":
                return (by(self._is_of_score),)
            case "C05":
                return (by(self._is_of_points),)
            case "C02":
                return (by(self._is_of_reason),)
            case "T20" | "R05":
                return (by(self._is_of_block),)
            case code if code in _OVERSPENT:
                return (by(self._is_of_amount),)
            case _:
                return ()

    def _is_of_doubted(self, finding: Finding, cause: Finding) -> bool:
        """Whether a sum or a rate would hold if one amount were in the measure, or had the sign, that is supposed."""
        key = _key(cause)
        amount = self.audit.values.filled.get(key)
        factors = _AMOUNT_DOUBTS.get(cause.code, ())
        if not isinstance(amount, Decimal):
            return False
        return any(self._holds_with(finding, {key: amount * factor}) for factor in factors)

    def _holds_with(self, finding: Finding, changed: dict[Key, Decimal]) -> bool:
        rule = self._rule(finding)
        if rule is not None:
            return self.audit.holds(rule, _owner(rule, finding), changed)
        return finding.code == "R04" and self.audit.is_as_expected(_key(finding), changed)

    def _is_of_blank(self, finding: Finding, cause: Finding) -> bool:
        """Whether a sum is too small because a cell that belongs to it was left blank."""
        rule = self._rule(finding)
        if cause.code != "R01" or rule is None or not _may_grow(rule.formula.node):
            return False
        return _key(cause) in self.audit.looked_at(rule, _owner(rule, finding))

    def _is_of_score(self, finding: Finding, cause: Finding, *, reasons: bool = False) -> bool:
        """Whether a reason is asked for points that are told to be wrong themselves."""
        mine, score = _key(finding), _key(cause)
        if cause.code not in _SCORES or mine[:-1] != score[:-1] or mine == score:
            return False
        if finding.code not in ("R02", "G20") or (_is_low(cause) and not reasons):
            return False
        rule = self._rule(finding)
        return rule is None or (asks_blank(rule.formula.node) and score in self.audit.looked_at(rule, score[:-1]))

    def _is_of_points(self, finding: Finding, cause: Finding) -> bool:
        """Whether a grade cannot be weighed: the points or the money behind its total are told to be wrong."""
        last = _key(cause)[-1:]
        return (cause.code == "R02" and last == ("points",)) or (cause.code in _DOUBTED and last[0] in _SPENT)

    def _is_of_reason(self, finding: Finding, cause: Finding) -> bool:
        """Whether fewer points than people usually give lack their reason: with one they may be right."""
        return self._is_of_score(cause, finding, reasons=True) and _is_low(finding)

    def _is_said_twice(self, finding: Finding, cause: Finding) -> bool:
        """Whether a graver rule, or the same weight's first one, wants the same blank cell filled."""
        rule, other = self._rule(finding), self._rule(cause)
        if rule is None or other is None or _key(finding) != _key(cause):
            return False
        before = (cause.severity.rank, self._index(cause)) < (finding.severity.rank, self._index(finding))
        # A total goes over with its part, and the same rule says so of both.
        same = rule.family == other.family or finding.message == cause.message
        blank = _key(finding) not in self.audit.values.filled
        asks = blank and asks_blank(rule.formula.node) and asks_blank(other.formula.node)
        return before and (same or asks)

    def _is_of_block(self, finding: Finding, cause: Finding) -> bool:
        """Whether a block of indicators that is empty is told already: by a rule of the form, or as too few rows; where
        nothing at all was filled in, that is told, and not which rows it lacks."""
        if finding.code == "T20":
            dimension = _key(finding)[:-3]
            told = cause.code == "R05" or (cause.code == "R02" and self._rule(cause) is not None)
            return told and is_under(_key(cause), dimension) and self._has_indicators(dimension[:-1])
        block = _key(cause)[:-4]
        empty = cause.code == "T20" and bool(block) and not self._has_indicators(block)
        return empty and is_under(_key(finding), block)

    def _has_indicators(self, block: Key) -> bool:
        return any(is_under(key, block) for key in self.audit.values.filled)

    def _is_of_amount(self, finding: Finding, cause: Finding) -> bool:
        """Whether more was spent than there was only because one of the two is in another measure, or negative."""
        key = _key(finding)
        pair = tuple(_PAIR.get(str(part), part) for part in key)
        return cause.code in _AMOUNT_DOUBTS and _key(cause) in (key, pair)

    # ---- what is left to do -----------------------------------------------------------------------------------

    def _further(self, cause: Finding, found: Finding) -> str:
        """What a consequence asks for that is still to be done when its cause is mended: a reason for points that are
        lost all the same."""
        if cause.code not in _SCORES:
            return ""
        points = self.audit.values.get(sibling(_key(cause), "points"))
        full = isinstance(points, Decimal) and cause.expected == f"{points.normalize():f}"
        return "" if full else found.hint

    def _rule(self, finding: Finding) -> Rule | None:
        return self.audit.rules_by_code.get(finding.rule) if finding.rule else None

    def _index(self, finding: Finding) -> int:
        return self.findings.index(finding)


def _key(finding: Finding) -> Key:
    return parse_key(finding.where.key) if finding.where.key else ()


def _is_low(finding: Finding) -> bool:
    """Whether the points of a C02 are below what its sort of achievement gets: `18 至 24` and 15 were given."""
    if finding.code != "C02":
        return False
    given, least = _FIGURE.match(finding.found), _FIGURE.match(finding.expected)
    return given is not None and least is not None and Decimal(given[0]) < Decimal(least[0])


def _owner(rule: Rule, finding: Finding) -> Key:
    """The owner at which a rule failed, by the cell that it is told at."""
    return filled(rule.owner, indexes_of(_key(finding)))


def _may_grow(node: Node) -> bool:
    """Whether a condition may come to hold when one of its figures grows: sums that must reach something."""
    compares = list(_parts(node))
    return bool(compares) and all(operator in ("==", ">=", ">") for part in compares for operator in part.operators)


def _parts(node: Node) -> Iterator[Compare]:
    if isinstance(node, Call) and node.function == "unique":
        return
    if isinstance(node, Compare):
        yield node
    for child in children(node):
        yield from _parts(child)
