"""What a filing's findings owe to the office's own change of the form, after its blank had gone out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from jixiao_xlsx.findings import Finding, Severity, Where, finding
from jixiao_xlsx.model.checks.tolerance import allowance, expectation, margin_of
from jixiao_xlsx.model.expr.evaluator import evaluate
from jixiao_xlsx.model.expr.nodes import Node, Ref, refs, unbound
from jixiao_xlsx.model.filings.figures import FilingValues
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.forms.form import Field, Form, Rule
from jixiao_xlsx.model.keys import ALL, Key, KeyPattern, first_of, parse_key, pattern_of
from jixiao_xlsx.model.money import in_measure
from jixiao_xlsx.sheet.editions.brought import office_severity
from jixiao_xlsx.sheet.editions.renewal import Renewal
from jixiao_xlsx.sheet.grid import Printed
from jixiao_xlsx.sheet.self_check.computing import values_of

_OF_UNKNOWN_LAYOUT = {"P01", "P02", "P04", "P05", "P06", "P14", "P16", "R01", "R04"}
"""Findings that a blank of a layout nobody knows may have of itself: of rows and labels that it never had."""


_NOTED = {"P01", "P05", "P06"}
_MEASURE = "元"


def of_unknown_layout(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of a blank whose layout nobody knows (S08): what it may never have had is no reason to send it back.
    Labels that read otherwise, and what stands where today's form has nothing, are only noted."""
    kept = tuple(findings)
    if not any(found.code == "S08" for found in kept):
        return kept
    return tuple(map(_lighter, kept))


def dead_rule_notes(form: Form, base: Where) -> tuple[Finding, ...]:
    """S36: once for a filing, that its form has rules which can never fire; they are not run."""
    if not form.dead_rules:
        return ()
    told = "；".join(f"第 {fault.line} 行 {fault.wrong}" for fault in form.dead_rules)
    return (finding("S36", base, found=told, count=len(form.dead_rules)),)


def _lighter(found: Finding) -> Finding:
    # A label that tells another measure is no matter of words: figures may be ten thousand times too large.
    if found.code not in _OF_UNKNOWN_LAYOUT or (found.code == "P05" and _MEASURE in found.found + found.expected):
        return found
    light = found.code in _NOTED or found.severity is Severity.NOTE
    return replace(found, severity=Severity.NOTE if light else Severity.EXPLAIN)


@dataclass(frozen=True)  # without slots: cached_property keeps what it worked out in the instance
class OfficeChanges:
    """Tells what a department did from what became of it when the form was changed."""

    renewal: Renewal
    filing: Filing

    def told(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings of an audit; those that the blank's own form would not have made are told as the office's."""
        return tuple(self._own(found) if self._is_of_change(found) else found for found in findings)

    def _own(self, found: Finding) -> Finding:
        severity = office_severity(self.renewal)
        return finding("S35", found.where, severity=severity, found=found.message, expected=found.code)

    def _is_of_change(self, found: Finding) -> bool:
        if found.severity is Severity.NOTE:
            return False
        match found.code:
            case "R01":
                then = self._field_then(found)
                return then is not None and not then.required
            case "R02":
                return self._is_other_rule(found)
            case "R04":
                return self._is_other_sum(found)
            case "R05" | "R06":
                return self._was_enough(found)
            case _:
                return False

    def _field_then(self, found: Finding) -> Field | None:
        box = self.renewal.box_then(parse_key(found.where.key)) if found.where.key else None
        return None if box is None or isinstance(box, Printed) else box.field

    def _field_now(self, found: Finding) -> Field | None:
        box = self.renewal.box_now(parse_key(found.where.key)) if found.where.key else None
        return None if box is None or isinstance(box, Printed) else box.field

    def _is_other_sum(self, found: Finding) -> bool:
        """Whether what a cell was expected to hold is another figure today."""
        then, now = self._field_then(found), self._field_now(found)
        if then is None or now is None or now.expect is None:
            return False
        if not self.renewal.computes_alike(then, now) or self._has_lost(now.expect.node):
            return True
        key = parse_key(found.where.key)
        truth = expectation(now.expect.node, Ref(0, 0, key, many=False, paths=(key,)), now)
        return self._holds_as_rounded(truth, key, margin_of(now))

    def _is_other_rule(self, found: Finding) -> bool:
        """Whether a rule looks at what the blank did not ask, and is new, or at what a lost row stood beside."""
        rule = next((rule for rule in self.renewal.today.form.rules if rule.code == found.rule), None)
        if rule is None:
            return False
        node = rule.formula.node
        new = any(pattern in self.renewal.unasked_patterns for pattern in self._patterns(node))
        if (new and not self._was_checked(rule)) or self._has_lost(node):
            return True
        fields = {key: asked.field for key, asked in self.renewal.questions.asked.items()}
        owner = parse_key(found.where.key)[: len(rule.owner)] if found.where.key else ()
        return self._holds_as_rounded(node, owner, allowance(node, fields))

    def _holds_as_rounded(self, node: Node, owner: Key, margin: Decimal) -> bool:
        """Whether it holds within what rounding costs in the measure that the blank was filled in, where that was a
        larger one than today's: who wrote 万元 with two decimals was right to."""
        # Only where all of it is such money: a rate or a count is what it was.
        coarser = min((self._times(first_of(unbound(path))) for ref in refs(node) for path in ref.paths), default=1)
        return coarser > 1 and evaluate(node, owner, self._values, tolerance=margin * coarser) is True

    def _times(self, key: Key) -> Decimal:
        """How many of today's money measure one of the blank's was, for a cell; 1 where it is none or the same."""
        then, now = self.renewal.box_then(key), self.renewal.box_now(key)
        if then is None or now is None or isinstance(then, Printed) or isinstance(now, Printed):
            return Decimal(1)
        return in_measure(Decimal(1), then.field.measure, now.field.measure) or Decimal(1)

    @cached_property
    def _values(self) -> FilingValues:
        filled = {record.key: record.value for record in self.filing.records}
        return values_of(self.renewal.today, filled, printed_then=self.renewal.printed)

    def _was_checked(self, rule: Rule) -> bool:
        """Whether the blank's 自检 had a line that says what the rule says."""
        sentences = {check.sentence for check in self.renewal.today.checks if check.code == rule.family}
        return any(check.sentence in sentences for check in self.renewal.issued.grid.checks)

    def _was_enough(self, found: Finding) -> bool:
        """Whether a block has as many rows as the blank's own form asked for."""
        block = (*pattern_of(parse_key(found.where.key)), ALL)
        bounds = next(
            (known for then, known in self.renewal.issued.blocks.items() if self._block_now(then) == block), None
        )
        return bounds is not None and bounds[0] <= int(found.found) <= bounds[1]

    def _block_now(self, then: KeyPattern) -> KeyPattern | None:
        """Today's pattern of a block of the blank, by that of the cells in it."""
        ways = self.renewal.ways.items()
        return next((now[: len(then)] for pattern, now in ways if pattern[: len(then)] == then), None)

    def _has_lost(self, node: Node) -> bool:
        return bool(self._beside_lost) and any(pattern in self._beside_lost for pattern in self._patterns(node))

    @cached_property
    def _beside_lost(self) -> frozenset[KeyPattern]:
        """The cells in one row or column with a value that has no home: a sum of them was another one."""
        lost = (found for found in self.filing.findings if found.code == "S31")
        keys = [parse_key(key) for found in lost for key in found.expected.split() if key]
        return frozenset(pattern for key in keys for pattern in self.renewal.siblings(key))

    def _patterns(self, node: Node) -> Iterator[KeyPattern]:
        """The cells that an expression looks at, through formula cells to those that these look at."""
        waiting, seen = [node], set[KeyPattern]()
        while waiting:
            for ref in refs(waiting.pop()):
                for path in ref.paths:
                    pattern = unbound(path)
                    if pattern not in seen:
                        seen.add(pattern)
                        yield pattern
                        waiting += self._computed.get(pattern, [])

    @cached_property
    def _computed(self) -> dict[KeyPattern, list[Node]]:
        found: dict[KeyPattern, list[Node]] = {}
        for _, box in self.renewal.today.computed():
            if box.field.compute is not None:
                found.setdefault(pattern_of(box.key), [box.field.compute.node])
        return found
