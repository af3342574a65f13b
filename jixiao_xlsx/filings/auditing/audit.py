"""The audit 审核 of a filing against its form: required slots, expected values, and the rules of the spec."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from jixiao_xlsx.filings.auditing.spelling import figure_text, spelling_of
from jixiao_xlsx.findings import Finding, Where, finding
from jixiao_xlsx.model.checks.tolerance import allowance, expectation, margin_of
from jixiao_xlsx.model.expr.chinese import to_chinese
from jixiao_xlsx.model.expr.evaluator import compared_pairs, evaluate
from jixiao_xlsx.model.expr.nodes import Ref, RefPath, bind, refs
from jixiao_xlsx.model.expr.results import NOT_APPLICABLE
from jixiao_xlsx.model.filings.figures import FilingValues
from jixiao_xlsx.model.filings.filing import Filing, Record
from jixiao_xlsx.model.forms.asked import AskedCell, Questions
from jixiao_xlsx.model.forms.form import Field, Formula, Rule
from jixiao_xlsx.model.forms.tree import open_rows
from jixiao_xlsx.model.keys import ALL, Key, KeyPattern, first_of, format_key, indexes_of, is_under, pattern_of, row_of
from jixiao_xlsx.model.kinds import kind_named


@dataclass(frozen=True, slots=True)
class Audit:
    """One filing under audit: what was asked, what was filled, the values that expressions see."""

    questions: Questions
    filing: Filing
    values: FilingValues
    base: Where

    @property
    def _fields(self) -> dict[Key, Field | None]:
        return {key: asked.field for key, asked in self.questions.asked.items()}

    def findings(self) -> tuple[Finding, ...]:
        """All findings of the form's own rules, in the order of the form."""
        return (*self._required(), *self._row_counts(), *self._expected(), *self._rules())

    # ---- required slots ---------------------------------------------------------------------------------------

    def _required(self) -> Iterator[Finding]:
        """A required slot left blank; in open rows only where the row is otherwise filled."""
        # Unreadable cells count as filled: their own finding is enough.
        filled = set(self._filled())
        rows = {row_of(key) for key in filled}
        blocks = frozenset(pattern for pattern, _, _ in open_rows(self.questions.form))
        for asked in self.questions.asked.values():
            if asked.field is None or not asked.field.required or asked.key in filled:
                continue
            in_row = _in_open_row(asked.key, blocks)
            if asked.field.compute or (in_row and row_of(asked.key) not in rows):
                continue
            ask = kind_named(asked.field.kind).fill_in(asked.field, in_row=in_row)
            leave = "这一行用不上的，请整行清空。" if in_row else ""
            yield finding("R01", self._place(asked), label=asked.label, ask=ask + leave)

    def _row_counts(self) -> Iterator[Finding]:
        rows = {row_of(key) for key in self._filled()}
        for pattern, shape, label in open_rows(self.questions.form):
            mine = [row for row in rows if pattern_of(row) == pattern]
            # A block without a single row is missed too, unless it stands in a repeat that nobody filled.
            blocks = {row[:-1] for row in mine} | ({pattern[:-1]} if ALL not in pattern[:-1] else set())
            for block in sorted(blocks, key=format_key):
                count = sum(1 for row in mine if row[:-1] == block)
                where = replace(self.base, label=label, key=format_key(block))
                if count < shape.least:
                    yield finding("R05", where, label=label, found=str(count), expected=str(shape.least))
                elif count > shape.most:
                    yield finding("R06", where, label=label, found=str(count), expected=str(shape.most))

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
        words = to_chinese(formula.node, lambda ref: self._name(ref, record.key))
        number = record.value if isinstance(record.value, Decimal) else None
        found = figure_text(number, asked.field) if number is not None and asked.field else record.raw
        return finding("R04", where, label=record.label, found=found, expected=expected, formula=words)

    # ---- rules ------------------------------------------------------------------------------------------------

    def _rules(self) -> Iterator[Finding]:
        for rule in self.questions.form.rules:
            for owner in self._owners(rule.owner):
                yield from self._ruled(rule, owner)

    def _owners(self, pattern: KeyPattern) -> Iterable[Key]:
        """The concrete owners of a rule: itself, or each filled row or repeat its pattern stands for."""
        if ALL not in pattern:
            return (pattern,)
        keys = {key[: len(pattern)] for key in self.values.filled if is_under(key, pattern)}
        return sorted(keys, key=indexes_of)

    def _ruled(self, rule: Rule, owner: Key) -> Iterator[Finding]:
        margin = allowance(rule.formula.node, self._fields)
        spelling = spelling_of(rule.formula.node, self._fields)
        verdict = evaluate(rule.formula.node, owner, self.values, tolerance=margin)
        pairs = compared_pairs(rule.formula.node, owner, self.values, tolerance=margin)
        say = rule.say or to_chinese(rule.formula.node, lambda ref: self._name(ref, owner))
        where = self._rule_place(rule, owner)
        if verdict is False:
            broken = next((pair for pair in pairs if pair.holds is False), None)
            found = spelling.sentence(broken) if broken else "不成立"
            broke = finding("R02", where, severity=rule.severity, say=say, found=found)
            yield replace(broke, rule=rule.code)
        elif verdict is True:
            # a pair that fails beside an `or` that holds is no rounding
            # Only equalities have a tolerance, so only they can hold and yet be off.
            held = (pair for pair in pairs if pair.operator == "==" and pair.holds is True)
            off = next((pair for pair in held if pair.difference), None)
            if off is not None:
                yield finding("R03", where, say=say, found=spelling.sentence(off))

    def _rule_place(self, rule: Rule, owner: Key) -> Where:
        """The last cell the rule speaks of, as the filler will look there first."""
        keys = [key for ref in refs(rule.formula.node) for key in self._keys(ref, owner)]
        # A rule usually ends with the total, which is where people mend it.
        for key in reversed(keys):
            record = next((record for record in self.filing.records if record.key == key), None)
            if record is not None:
                return replace(self.base, sheet=record.sheet, cell=record.cell, label=record.label, key=format_key(key))
        asked = next((self.questions.about(key) for key in reversed(keys) if self.questions.about(key)), None)
        return self._place(asked) if asked else replace(self.base, key=format_key(owner))

    def _keys(self, ref: Ref, owner: Key) -> list[Key]:
        keys: list[Key] = []
        for path in ref.paths:
            pattern = bind(path, owner)
            keys += list(self.values.matching(pattern, owner)) if ALL in pattern else [pattern]
        return keys

    # ---- places and names -------------------------------------------------------------------------------------

    def _place(self, asked: AskedCell) -> Where:
        return replace(self.base, sheet=asked.sheet, cell=asked.cell, label=asked.label, key=format_key(asked.key))

    def _name(self, ref: Ref, owner: Key) -> str:
        key = bind(ref.path, owner)
        asked = self.questions.about(first_of(key))
        if asked is None:
            return self._group_name(ref.path, owner)
        mine = self.questions.about(owner)
        return _without_shared(asked.label, mine.label) if mine else asked.label

    def _group_name(self, path: RefPath, owner: Key) -> str:
        start = bind(path, owner)
        group = pattern_of(start)
        inside = [asked.label for key, asked in self.questions.asked.items() if is_under(key, group)]
        return inside[0].split("·")[0] if inside else format_key(start)


def _without_shared(label: str, beside: str) -> str:
    """A label as said beside another: without the words they begin with together."""
    words, others = label.split("·"), beside.split("·")
    shared = 0
    while shared < min(len(words), len(others)) - 1 and words[shared] == others[shared]:
        shared += 1
    return "·".join(words[shared:])


def _in_open_row(key: Key, blocks: frozenset[KeyPattern]) -> bool:
    return pattern_of(row_of(key)) in blocks
