"""What there is to say of what stands behind a slot's value: a formula without a result, with one, or with one that
computing it again does not give; a line through its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from jixiao_xlsx.findings import CATALOGUE, Finding
from jixiao_xlsx.model.content import Content, ContentType, number
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.kinds import kind_named, traits_of
from jixiao_xlsx.model.kinds.characters import percent_text, plain_decimal, shown
from jixiao_xlsx.model.kinds.reading import CellReading, ReadingState, ValueIssue, value_issue
from jixiao_xlsx.sheet.region import Spot
from jixiao_xlsx.sheet.typed_formulas.evaluate import FormulaResults
from jixiao_xlsx.sheet.typed_formulas.values import same_number

# Five computed results are a help; forty are forty lines of a letter that all say the same.
_TOLD_MOST = 5
# LibreOffice knows no truth values: a typed one is saved as one of these.
_NO_FORMULAS = (None, "TRUE()", "FALSE()")
# Every formula of ours that reads cells begins so; twenty characters leave room for what a client puts before it.
_OURS, _OURS_BEGINS_BY = "IFERROR(", 20
_SHOWN_FORMULA = 60  # enough to recognise a formula by, within two lines of a letter


@dataclass(frozen=True, slots=True)
class SlotFormulas:
    """The formulas of one sheet's slots, computed again from the workbook's cells."""

    results: FormulaResults
    sheet: str

    def checked(self, content: Content, spot: Spot, field: Field, reading: CellReading) -> tuple[ValueIssue, ...]:
        """The issues of a slot's reading, with those that come of its being a formula."""
        if content.formula in _NO_FORMULAS or reading.state is ReadingState.ERROR_CELL:
            return reading.issues
        computed = None if content.type is ContentType.DATE else self.results.result(self.sheet, spot)
        if content.is_unsolved:
            as_percent = traits_of(field).is_percent
            return tuple(_suggested(issue, computed, as_percent=as_percent) for issue in reading.issues)
        return (*reading.issues, _remark(content, field, computed, is_blank=reading.state is ReadingState.BLANK))

    def settled(self, content: Content, spot: Spot) -> Content:
        """What stands in a formula cell of ours: another formula is what it gives, as if that had been typed."""
        if not content.formula or _OURS in content.formula[:_OURS_BEGINS_BY]:
            return content
        computed = self.results.result(self.sheet, spot)
        value = computed if isinstance(computed, Decimal) else content.value
        return number(value) if isinstance(value, Decimal) else content


def _suggested(issue: ValueIssue, computed: Decimal | str | None, *, as_percent: bool) -> ValueIssue:
    if issue.code != "V120" or computed is None or computed == "":
        return issue
    return replace(issue, facts=(("computed", f"；按公式算得 {_told(computed, as_percent=as_percent)}"),))


def _remark(content: Content, field: Field, computed: Decimal | str | None, *, is_blank: bool) -> ValueIssue:
    wanted = kind_named(field.kind).wanted(field)
    as_percent = content.percent or traits_of(field).is_percent
    found = _told(content.value, as_percent=as_percent) if isinstance(content.value, Decimal) else content.raw
    if computed is not None and not _agree(content, computed, field):
        formula = f"={content.formula}"[:_SHOWN_FORMULA] if content.formula else ""
        return value_issue("V122", found or "空白", _told(computed, as_percent=as_percent), formula=formula)
    return value_issue("V123", found) if is_blank else value_issue("V121", found, wanted)


def _agree(content: Content, computed: Decimal | str, field: Field) -> bool:
    """Whether the kept result is what the formula gives, at the places that the slot shows."""
    kept = content.value
    if isinstance(kept, bool):
        return True
    if not isinstance(kept, Decimal) or not isinstance(computed, Decimal):
        return _worded(kept) == _worded(computed)
    usual = traits_of(field).places
    places = field.decimals if field.decimals is not None else usual
    # Half a unit of the last place that is shown: both are then printed alike, or nearly.
    shown_alike = places is not None and abs(kept - computed) < Decimal("0.5").scaleb(-places)
    return shown_alike or same_number(kept, computed)


def _worded(value: object) -> str:
    return plain_decimal(value) if isinstance(value, Decimal) else str(value if value is not None else "").strip()


def _told(value: Decimal | str, *, as_percent: bool) -> str:
    if isinstance(value, str):
        return shown(value)
    return percent_text(value) if as_percent else plain_decimal(value)


def struck_issues(content: Content) -> tuple[ValueIssue, ...]:
    """What there is to say of words with a line through them."""
    if content.struck and content.raw.strip():
        return (value_issue("V124", shown(content.raw)),)
    return (value_issue("V125", shown(content.raw), dropped=shown(content.dropped)),) if content.dropped else ()


def grouped(findings: Iterable[Finding]) -> list[Finding]:
    """The findings of one sheet; where many formulas have no result, they are told in the same words, as one matter."""
    kept = list(findings)
    if sum(1 for finding in kept if finding.code == "V120") <= _TOLD_MOST:
        return kept
    return [_in_common_words(finding) if finding.code == "V120" else finding for finding in kept]


def _in_common_words(finding: Finding) -> Finding:
    words = CATALOGUE["V120"].message.format_map({"computed": "", "expected": finding.expected})
    return replace(finding, message=words)
