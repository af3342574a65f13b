"""The checks of one issued form: its rules, expected values, required slots and number cells, with their cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TypeVar

from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.checks.checks import ANYTHING, NUMBERS, REQUIRED, Assertion, Check, RequiredSlot
from jixiao_xlsx.model.checks.tolerance import (
    allowance,
    compares_decimals,
    compares_shares,
    expectation,
    has_decimals,
    margin_of,
)
from jixiao_xlsx.model.expr.chinese import to_chinese
from jixiao_xlsx.model.expr.nodes import Bound, Ref, bind, refs
from jixiao_xlsx.model.forms.form import Field, Form, Rule
from jixiao_xlsx.model.forms.naming import PrintedNames
from jixiao_xlsx.model.forms.tree import least_rows, must_be_filled, open_rows
from jixiao_xlsx.model.keys import ALL, Key, KeyPattern, first_of, format_key, indexes_of, is_under, pattern_of, row_of
from jixiao_xlsx.model.kinds import kind_named
from jixiao_xlsx.sheet.grid import Box, Computed, Live, Printed, Slot

# Truths in one formula: with six the shipped forms reach 6,641 of Excel's 8,192 characters. Slots in one line: 25, so
# that a ✗ sends nobody over the whole form. Up to four truths show both sides each; more would make 自检 longer than
# the form.
_MOST_TRUTHS, _MOST_THINGS, _FEW = 6, 25, 4
T = TypeVar("T")


@dataclass(frozen=True)  # without slots: cached_property keeps what it worked out in the instance
class Asker:
    """The boxes of the form's own sheets, by key."""

    form: Form
    boxes: Mapping[Key, Box]

    @classmethod
    def of(cls, form: Form, boxes: Iterable[Box]) -> Asker:
        return cls(form, {box.key: box for box in boxes if box.key})

    def checks(self) -> tuple[Check, ...]:
        """Every check in the order of the sheet: rules first, then expected values, then what is missing."""
        return (*self._rules(), *self._expected(), *self._required(), *self._numbers(), *self._anything())

    # ---- rules and expected values ----------------------------------------------------------------------------

    def _rules(self) -> Iterator[Check]:
        """One line for each rule; one that runs over many rows or columns is counted, one over few shows each."""
        fields = {key: field_of(box) for key, box in self.boxes.items()}
        families: dict[str, list[Rule]] = {}
        for rule in self.form.rules:
            families.setdefault(rule.family, []).append(rule)
        for code, rules in families.items():
            truths = [
                Assertion(owner, rule.formula.node, allowance(rule.formula.node, fields), self._place(rule, owner))
                for rule in rules
                for owner in self._owners(rule.owner)
            ]
            if truths:
                said, node = self._said(rules[0], truths[0]), truths[0].node
                money, share = compares_decimals(node, fields), compares_shares(node, fields)
                check = Check(code, said, rules[0].severity, tuple(truths), money=money, share=share, fix=rules[0].fix)
                # What is counted has no sides to show.
                yield from self._one_by_one(check) if len(truths) <= _FEW else _in_parts(check)

    def _one_by_one(self, check: Check) -> Iterator[Check]:
        for truth in check.truths:
            which = self._which(truth) if len(check.truths) > 1 else ""
            yield replace(check, sentence=check.sentence + which, truths=(truth,))

    def _which(self, truth: Assertion) -> str:
        """`（2024年）`: the last word of the first cell a truth names, to tell it from its sisters."""
        first = next(iter(refs(truth.node)), None)
        name = self._named(first, owner=truth.owner).split("·")[-1] if first else ""
        return f"（{name}）" if name else ""

    def _owners(self, pattern: KeyPattern) -> tuple[Key, ...]:
        if ALL not in pattern:
            return (pattern,)
        found = {key[: len(pattern)] for key in self.boxes if is_under(key, pattern)}
        return tuple(sorted(found, key=indexes_of))

    def _place(self, rule: Rule, owner: Key) -> Key:
        """The cell that a line names where the rule fails: the one to change, else the first that can be filled."""
        told = [rule.at] if rule.at is not None else []
        for ref in (*told, *refs(rule.formula.node)):
            key = first_of(bind(ref.path, owner))
            if isinstance(self.boxes.get(key), Slot):
                return key
        return ()

    def _said(self, rule: Rule, truth: Assertion) -> str:
        return rule.say or to_chinese(truth.node, partial(self._named, owner=truth.owner))

    def _expected(self) -> Iterator[Check]:
        groups: dict[KeyPattern, list[Slot]] = {}
        for box in self.boxes.values():
            if isinstance(box, Slot) and box.field.expect is not None:
                groups.setdefault(pattern_of(box.key), []).append(box)
        for pattern, slots in groups.items():
            first = slots[0]
            if first.field.expect is None:
                continue
            mine = Ref(0, 0, _bound(pattern), many=False, paths=(_bound(pattern),))
            node = expectation(first.field.expect.node, mine, first.field)
            truths = tuple(Assertion(slot.key, node, margin_of(first.field), slot.key) for slot in slots)
            here = Ref(0, 0, first.key, many=False, paths=(first.key,))
            formula = to_chinese(first.field.expect.node, partial(self._beside, here=here))
            name = self._names.of(here, first.key)
            code = f"expect {format_key(pattern)}"
            money, share = has_decimals(first.field), kind_named(first.field.kind).is_percent
            known = (
                f"{_known_name(first)} = {to_chinese(first.field.expect.node, partial(self._known, owner=first.key))}"
            )
            check = Check(
                code, f"{name} = {formula}", Severity.RETURN, truths, money=money, share=share, known_as=known
            )
            yield from _in_parts(check)

    # ---- blanks and numbers -----------------------------------------------------------------------------------

    def _required(self) -> Iterator[Check]:
        slots = [box for box in self.boxes.values() if isinstance(box, Slot)]
        rows, least = {pattern for pattern, _, _ in open_rows(self.form)}, least_rows(self.form)
        inside: dict[Key, list[Key]] = {}
        for slot in slots:
            for length in range(1, len(slot.key)):
                inside.setdefault(slot.key[:length], []).append(slot.key)
        blanks = []
        for slot in slots:
            if not slot.field.required or slot.field.locked:
                continue
            row = row_of(slot.key)
            waits = pattern_of(row) in rows or (pattern_of(row) in least and not must_be_filled(row, least))
            if waits:
                # Only beside something filled: an empty row asks nothing, nor does a repeat beyond those there must be.
                blanks.append(RequiredSlot(slot.key, tuple(key for key in inside[row] if key != slot.key)))
            else:
                blanks.append(RequiredSlot(slot.key))
        for part, sentence in _parted(blanks, "必填项都已填写"):
            yield Check(REQUIRED, sentence, Severity.RETURN, blanks=tuple(part))

    def _numbers(self) -> Iterator[Check]:
        keys = tuple(
            box.key
            for box in self.boxes.values()
            if isinstance(box, Slot) and not box.field.locked and kind_named(box.field.kind).is_number
        )
        rows: dict[Key, list[Key]] = {}
        for key in keys:
            rows.setdefault(row_of(key), []).append(key)
        for part, sentence in _parted(list(rows.values()), "数字格里填的都是数"):
            yield Check(NUMBERS, sentence, Severity.NOTE, numbers=tuple(key for row in part for key in row))

    def _anything(self) -> Iterator[Check]:
        """A form that requires nothing outside its open rows may still not be sent as it was issued."""
        slots = [box for box in self.boxes.values() if isinstance(box, Slot) and not box.field.is_fact]
        # What was taken over from last year proves that nobody wrote anything.
        fresh = [slot for slot in slots if not slot.field.prefill]
        if not any(slot.field.required and not row_of(slot.key) for slot in fresh):
            keys = tuple(slot.key for slot in fresh or slots if not slot.field.locked)
            yield Check(ANYTHING, "表中已填写内容", Severity.RETURN, anything=keys)

    # ---- names ------------------------------------------------------------------------------------------------

    def _known(self, ref: Ref, *, owner: Key) -> str:
        """What a cell was called in the sentences of the first blanks: by its whole label."""
        box = self.boxes.get(first_of(bind(ref.path, owner)))
        if isinstance(box, Printed):
            return box.text
        return box.label if isinstance(box, Slot | Computed) else self._names.of(ref, owner)

    @cached_property
    def _names(self) -> PrintedNames:
        asked = (box for box in self.boxes.values() if not isinstance(box, Live))
        return PrintedNames({box.key: box.text if isinstance(box, Printed) else box.label for box in asked})

    def _named(self, ref: Ref, *, owner: Key) -> str:
        return self._names.of(ref, owner)

    def _beside(self, ref: Ref, *, here: Ref) -> str:
        return self._names.beside(ref, here, first_of(here.path))  # type: ignore[arg-type]


def _known_name(slot: Slot) -> str:
    """What an expected cell was called in them: less its first word where it stood in an open row or a repeat."""
    return slot.label.split("·", 1)[-1] if pattern_of(slot.key) != slot.key else slot.label


def _in_parts(check: Check) -> Iterator[Check]:
    """A check over many rows as several lines, for Excel ends a formula at 8192 characters."""
    truths = check.truths
    if len(truths) <= _MOST_TRUTHS:
        yield check
        return
    for start in range(0, len(truths), _MOST_TRUTHS):
        part = truths[start : start + _MOST_TRUTHS]
        last = start + len(part)
        rows = f"{start + 1}–{last}" if len(part) > 1 else f"{last}"
        known = f"{check.known_as or check.sentence}（第 {start + 1}–{last} 行）"
        yield replace(check, sentence=f"{check.sentence}（第 {rows} 行）", truths=part, known_as=known)


def _parted(things: list[T], sentence: str) -> Iterator[tuple[list[T], str]]:
    """Many things in several lines, numbered in the sentence where there is more than one line."""
    parts = [things[start : start + _MOST_THINGS] for start in range(0, len(things), _MOST_THINGS)]
    for number, part in enumerate(parts, 1):
        yield part, f"{sentence}（{number}/{len(parts)}）" if len(parts) > 1 else sentence


def field_of(box: Box) -> Field | None:
    return box.field if isinstance(box, Slot | Computed) else None


def _bound(pattern: KeyPattern) -> tuple[str | int | Bound, ...]:
    depth = iter(range(len(pattern)))
    return tuple(Bound(next(depth)) if part == ALL else part for part in pattern)
