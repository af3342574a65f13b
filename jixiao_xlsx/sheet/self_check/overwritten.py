"""Whether somebody wrote over a formula of ours, or cleared it, and what to say about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jixiao_xlsx.findings import Finding, Severity, Where, finding
from jixiao_xlsx.model.content import Content
from jixiao_xlsx.model.expr.results import SUPPRESSED_TEXT
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.model.kinds.characters import percent_text, plain_decimal

_PLACES = 2
"""What is compared of a figure that its kind does not round: a workbook's own sums differ in the last digits."""

_SHOWN = 30  # a word such as 见附件 whole, a paragraph by its beginning


@dataclass(frozen=True, slots=True)
class Overwritten:
    """A formula cell that holds something else now: what it holds, and what it should show."""

    found: str
    expected: str
    typed: str
    computed: str
    severity: Severity = Severity.EXPLAIN

    def as_finding(self, where: Where) -> Finding:
        return finding(
            "P17",
            where,
            severity=self.severity,
            found=self.found,
            expected=self.expected,
            typed=self.typed,
            computed=self.computed,
        )


def overwritten(content: Content, value: Decimal | None, text: str, *, field: Field) -> Overwritten | None:
    """What stands in a formula's place, where that is not what the formula shows: its `value`, or a `text` instead.

    A formula is nobody's fault whatever result it keeps, and so is a right value that was pasted over it.
    """
    # Clients keep stale values, and a formula that is still there shows the right one when it is computed.
    if content.formula is not None:
        return None
    raw, expected = content.raw.strip(), _told(value, field) if value is not None else text
    if not raw:
        return _said("", "被清空", expected) if expected else None
    if isinstance(content.value, Decimal):
        typed = _told(content.value, field)
        return _said(typed, f"里填了 {typed}", expected) if _is_another(content.value, value, text, field) else None
    if raw == text and value is None:
        return None
    said = _said(raw, f"里填了‘{raw[:_SHOWN]}’", expected)
    # The right number, though as a text: Excel's sums pass over it, ours do not.
    return replace(said, severity=Severity.NOTE) if value is not None and raw == expected else said


def _is_another(typed: Decimal, value: Decimal | None, text: str, field: Field) -> bool:
    if value is None:
        # Where ours cannot tell, for something in it is unreadable, Excel may have taken it for a number.
        return text != SUPPRESSED_TEXT and typed != 0
    usual = traits_of(field).places
    places = field.decimals if field.decimals is not None else _PLACES if usual is None else usual
    # A whole unit of the last decimal: a department may have rounded its own sum the other way.
    return abs(typed - value) > Decimal(1).scaleb(-places)


def _said(found: str, typed: str, expected: str) -> Overwritten:
    if expected == SUPPRESSED_TEXT:
        return Overwritten(found, "", typed, "")
    return Overwritten(found, expected, typed, f"按公式重算应为{f' {expected}' if expected else '空白'}，")


def _told(value: Decimal, field: Field) -> str:
    # Four decimals are a percentage with two, the finest that forms show.
    rounded = value.quantize(Decimal("0.0001"))
    return percent_text(rounded) if traits_of(field).is_percent else plain_decimal(rounded)


def told_together(findings: Sequence[Finding], filed: Mapping[Key, Content], base: Where) -> tuple[Finding, ...]:
    """The findings about formula cells; where every such cell of the form is blank and none has a formula, the sheet
    was copied by a program that computes nothing, and that is one matter."""
    if len(findings) > 1 and all(content.formula is None and not content.raw.strip() for content in filed.values()):
        typed = "全部空着，公式也没有了"
        return (finding("P17", base, severity=Severity.NOTE, typed=typed, computed=""),)
    return tuple(findings)
