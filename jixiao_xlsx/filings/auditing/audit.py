"""The audit 审核 of a filing against its form: required slots, expected values, and the rules of the spec."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from jixiao_xlsx.filings.auditing.spelling import figure_text
from jixiao_xlsx.filings.auditing.standing import RuleStanding
from jixiao_xlsx.filings.auditing.telling import RuleTelling
from jixiao_xlsx.filings.view.places import FilingPlaces
from jixiao_xlsx.filings.view.roles import is_duty_text, is_goal_text, is_result_text, is_task_text
from jixiao_xlsx.filings.view.sources import CellSources
from jixiao_xlsx.findings import Finding, Where, finding
from jixiao_xlsx.model.checks.tolerance import allowance, expectation, margin_of
from jixiao_xlsx.model.checks.touched import is_untouched
from jixiao_xlsx.model.expr.chinese import to_chinese
from jixiao_xlsx.model.expr.evaluator import compared_pairs, evaluate
from jixiao_xlsx.model.expr.nodes import Ref, bind, refs
from jixiao_xlsx.model.expr.results import NOT_APPLICABLE
from jixiao_xlsx.model.filings.figures import FilingValues
from jixiao_xlsx.model.filings.filing import Filing, Record, Value
from jixiao_xlsx.model.forms.asked import AskedCell, Questions
from jixiao_xlsx.model.forms.form import Field, Formula, Rule
from jixiao_xlsx.model.forms.naming import PrintedNames
from jixiao_xlsx.model.forms.tree import least_rows, must_be_filled, open_rows
from jixiao_xlsx.model.keys import ALL, Key, KeyPattern, first_of, format_key, indexes_of, is_under, pattern_of, row_of
from jixiao_xlsx.model.kinds import kind_named

_GENERAL_FIX = "请核对有关各格。"


@dataclass(frozen=True)  # without slots: cached_property keeps what it worked out in the instance
class Audit:
    """One filing under audit: what was asked, what was filled, the values that expressions see."""

    questions: Questions
    filing: Filing
    values: FilingValues
    base: Where

    @cached_property
    def _fields(self) -> dict[Key, Field | None]:
        return self.questions.fields

    def findings(self) -> tuple[Finding, ...]:
        """All findings of the form's own rules, in the order of the form."""
        return (*self._required(), *self._row_counts(), *self._expected(), *self._rules())

    # ---- required slots ---------------------------------------------------------------------------------------

    def _required(self) -> Iterator[Finding]:
        """A required slot left blank; in open rows, and in repeats beyond those that there must be, only where the row
        is otherwise filled."""
        # Unreadable cells count as filled: their own finding is enough.
        filled = set(self._filled())
        rows = {row_of(key) for key in filled}
        blocks = frozenset(pattern for pattern, _, _ in open_rows(self.questions.form))
        least = least_rows(self.questions.form)
        for asked in self.questions.asked.values():
            if asked.field is None or not asked.field.required or asked.key in filled:
                continue
            row = row_of(asked.key)
            waits = pattern_of(row) in blocks or (pattern_of(row) in least and not must_be_filled(row, least))
            # A repeat is begun by whatever stands in it, its open rows included.
            begun = row in rows or (waits and any(key[: len(row)] == row for key in filled))
            if asked.field.compute or (waits and not begun):
                continue
            # 无 is no goal, and no result either: a rule over empty words would send it back.
            weighty = any(is_role(asked) for is_role in (is_goal_text, is_result_text, is_task_text, is_duty_text))
            ask = "请填写。" if weighty else kind_named(asked.field.kind).fill_in(asked.field, in_row=waits)
            leave = "这一行用不上的，请整行清空。" if waits else ""
            yield finding("R01", self.places.of(asked.key), label=asked.label, ask=ask + leave)

    def _row_counts(self) -> Iterator[Finding]:
        rows = {row_of(key) for key in self._filled()}
        for pattern, shape, label in open_rows(self.questions.form):
            mine = [row for row in rows if pattern_of(row) == pattern]
            # A block without a single row is missed too, unless it stands in a repeat that nobody filled.
            blocks = {row[:-1] for row in mine} | ({pattern[:-1]} if ALL not in pattern[:-1] else set())
            for block in sorted(blocks, key=format_key):
                count = sum(1 for row in mine if row[:-1] == block)
                where = self._block_place(block, count=count, most=shape.most, label=label)
                if count < shape.least:
                    yield finding("R05", where, label=label, found=str(count), expected=str(shape.least))
                elif count > shape.most:
                    yield finding("R06", where, label=label, found=str(count), expected=str(shape.most))

    def _block_place(self, block: Key, *, count: int, most: int, label: str) -> Where:
        """Where a block lacks a row, or has one too many: at the first cell of that row."""
        row = (*block, min(count, most) + 1)
        keys = dict.fromkeys((*self.questions.asked, *self.places.by_key))
        first = next((key for key in keys if key[: len(row)] == row), None)
        # All its rows were removed, or the block is somewhere in a repeat that was: where it began.
        first = first or next((key for key in keys if is_under(key, (*block, ALL))), None)
        there = self.places.of(first) if first is not None else self.base
        return replace(there, label=label, key=format_key(block))

    def _filled(self) -> Iterator[Key]:
        return (record.key for record in self.filing.records)

    # ---- expected values --------------------------------------------------------------------------------------

    def _expected(self) -> Iterator[Finding]:
        for record in self.filing.records:
            asked = self.questions.about(record.key)
            field = asked.field if asked else None
            if field is not None and field.expect is not None and record.value is not None:
                yield from self._compared(record, field.expect)

    def _compared(self, record: Record, formula: Formula) -> Iterator[Finding]:
        """The filler's figure against the form's own formula, both as the form shows them."""
        asked = self.questions.about(record.key)
        if asked is None or asked.field is None:
            return
        mine = Ref(0, 0, record.key, many=False, paths=(record.key,))
        truth = expectation(formula.node, mine, asked.field)
        verdict = evaluate(truth, record.key, self.values, tolerance=margin_of(asked.field))
        if verdict is False:
            # `expectation` puts the formula left and the filler's cell right.
            result = compared_pairs(truth, record.key, self.values)[0].left
            if result is not None:
                yield self._mismatch(record, asked, formula, figure_text(result, asked.field))
        elif verdict is NOT_APPLICABLE:
            yield self._mismatch(record, asked, formula, "不适用")

    def _mismatch(self, record: Record, asked: AskedCell, formula: Formula, expected: str) -> Finding:
        where = replace(self.base, sheet=record.sheet, cell=record.cell, label=record.label, key=format_key(record.key))
        words = self._telling(record.key).share_of(formula.node)
        words = words or to_chinese(formula.node, lambda ref: self._expected_name(ref, record))
        number = record.value if isinstance(record.value, Decimal) else None
        found = figure_text(number, asked.field) if number is not None and asked.field else record.raw
        return finding("R04", where, label=record.label, found=found, expected=expected, formula=words)

    def _expected_name(self, ref: Ref, record: Record) -> str:
        """What a part of a formula is called beside the cell that should hold its result."""
        mine = Ref(0, 0, record.key, many=False, paths=(record.key,))
        return self._naming.beside(ref, mine, record.key)

    # ---- rules ------------------------------------------------------------------------------------------------

    def _rules(self) -> Iterator[Finding]:
        for rule in self.questions.form.rules:
            if rule.family in self._filled_families and not self._is_filled(rule):
                # The total row of a rule about each row adds up rows that have been asked already.
                continue
            for owner in self._owners(rule.owner):
                yield from self._ruled(rule, owner)

    @cached_property
    def _filled_families(self) -> frozenset[str]:
        """The families of rules of which one at least speaks of a cell that people fill in."""
        return frozenset(rule.family for rule in self.questions.form.rules if self._is_filled(rule))

    def _is_filled(self, rule: Rule) -> bool:
        """Whether a rule speaks of any cell that people fill in; its first row stands for the others."""
        owner = first_of(rule.owner)
        keys = (first_of(bind(path, owner)) for ref in refs(rule.formula.node) for path in ref.paths)
        return any(field is not None and field.compute is None for field in map(self._fields.get, keys))

    def _owners(self, pattern: KeyPattern) -> Iterable[Key]:
        """The concrete owners of a rule: itself, or each filled row or repeat its pattern stands for."""
        if ALL not in pattern:
            return (pattern,)
        keys = {key[: len(pattern)] for key in self.values.filled if is_under(key, pattern)}
        return sorted(keys, key=indexes_of)

    def _ruled(self, rule: Rule, owner: Key) -> Iterator[Finding]:
        node = rule.formula.node
        margin = allowance(node, self._fields)
        verdict = evaluate(node, owner, self.values, tolerance=margin)
        telling = self._telling(owner)
        if verdict is False and not is_untouched(node, owner, self.values):
            yield self._broken(rule, owner, telling.of(node), margin)
        elif verdict is True:
            # Only equalities have a tolerance, so only they can hold and yet be off.
            off = telling.rounded(node)
            if off:
                yield finding("R03", self._rule_place(rule, owner, margin), say=self._say(rule, owner), found=off)

    def _telling(self, owner: Key) -> RuleTelling:
        return RuleTelling(self._standing, self._naming, self.places, owner)

    def _broken(self, rule: Rule, owner: Key, found: str, margin: Decimal) -> Finding:
        where, told = self._rule_place(rule, owner, margin), f"：{found}" if found else ""
        say, fix = self._say(rule, owner), rule.fix or _GENERAL_FIX
        broken = finding("R02", where, severity=rule.severity, say=say, found=found, told=told, fix=fix)
        return replace(broken, rule=rule.code)

    def _say(self, rule: Rule, owner: Key) -> str:
        """The rule's own words; where it has none, its expression in the words of the form."""
        said = rule.say or to_chinese(rule.formula.node, lambda ref: self._naming.of(ref, owner))
        return said.rstrip("。：:")

    def _rule_place(self, rule: Rule, owner: Key, margin: Decimal) -> Where:
        key = self._standing.of(rule, owner, tolerance=margin)
        return self.places.of(key) if key is not None else replace(self.base, key=format_key(owner))

    # ---- for those who ask what follows from what --------------------------------------------------------------

    @cached_property
    def rules_by_code(self) -> dict[str, Rule]:
        """The form's rules by their codes."""
        return {rule.code: rule for rule in self.questions.form.rules}

    def looked_at(self, rule: Rule, owner: Key) -> frozenset[Key]:
        """The cells that a rule looks at, through formulas to those that they add up."""
        keys = [key for ref in refs(rule.formula.node) for key in self._sources.keys(ref, owner)]
        return frozenset((*keys, *(part for key in keys for part in self._sources.inputs(key))))

    def holds(self, rule: Rule, owner: Key, changed: Mapping[Key, Value]) -> bool:
        """Whether a rule would hold if some cells were filled otherwise."""
        margin = allowance(rule.formula.node, self._fields)
        return evaluate(rule.formula.node, owner, self.values.but(changed), tolerance=margin) is True

    def is_as_expected(self, key: Key, changed: Mapping[Key, Value]) -> bool:
        """Whether a cell would hold what its formula expects if some cells were filled otherwise."""
        asked = self.questions.about(key)
        if asked is None or asked.field is None or asked.field.expect is None:
            return False
        mine = Ref(0, 0, key, many=False, paths=(key,))
        truth = expectation(asked.field.expect.node, mine, asked.field)
        return evaluate(truth, key, self.values.but(changed), tolerance=margin_of(asked.field)) is True

    @cached_property
    def _standing(self) -> RuleStanding:
        return RuleStanding(self._sources)

    @cached_property
    def _sources(self) -> CellSources:
        return CellSources(self.questions, self.values)

    @cached_property
    def _naming(self) -> PrintedNames:
        return PrintedNames({key: asked.label for key, asked in self.questions.asked.items()})

    @cached_property
    def places(self) -> FilingPlaces:
        """Where every cell stands in the workbook that came back."""
        return FilingPlaces(self.questions, self.filing.records, self.base)
