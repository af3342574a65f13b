"""百分数: a share or rate, stored as a fraction; the one kind where 95 and 0.95 may mean the same."""

from __future__ import annotations

from decimal import Decimal

from jixiao_xlsx.model.content import Content
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.kinds.characters import percent_text, shown
from jixiao_xlsx.model.kinds.numeric import NumberKind
from jixiao_xlsx.model.kinds.reading import CellReading, ValueIssue, rejected, value_issue
from jixiao_xlsx.model.kinds.written import WrittenNumber, as_kept

TENFOLD = Decimal(10)
"""1000 %: where a field has no most, beyond this a bare number is points, and a rate must be explained."""

HUNDREDTH = Decimal("0.01")
"""1 %: rates below it are rare."""

SIGNS = ("%", "%%")
"""A percent sign, doubled where the client added its own to a typed one."""


class Percent(NumberKind):
    """百分数: the value is a fraction (95% is 0.95), and so are the field's `least` and `most`.

    Text with % is points. A number in a percent format is the fraction it stores. A bare number up to 1, with either
    sign, is a fraction; beyond the field's most (1000% where it has none) it is points, with a note; between the two
    it is kept as a fraction, to be explained.
    """

    name = "percent"
    title = "百分数"
    is_percent = True
    is_quantity = False
    # 98.55 % is 0.9855: two decimals of the percentage.
    places = 4
    table_format = "0.00%"
    noun = "百分数"
    sample = Decimal("0.95")

    def _take_number(self, content: Content, value: Decimal, field: Field) -> CellReading:
        return self.weigh(content, value, field) if content.percent else self._take_bare(content, value, field)

    def take_written(self, content: Content, written: WrittenNumber, field: Field) -> CellReading:
        if written.currency:
            return rejected(self.refusal("V101", content, field))
        if written.tail not in ("", *SIGNS):
            return rejected(self.tail_issue(content, written, field))
        if written.tail:
            fraction = written.value.scaleb(-2)
            return self.weigh(content, fraction, field, *self._percent_spelling(content, written, fraction))
        return self._take_bare(content, written.value, field, *self.spelling(content, written, field))

    def _percent_spelling(self, content: Content, written: WrittenNumber, fraction: Decimal) -> tuple[ValueIssue, ...]:
        code = "V304" if written.bracketed else "V301" if written.odd else "V302"
        return (value_issue(code, shown(content.raw), self.noun, value=percent_text(fraction)),)

    def _take_bare(self, content: Content, value: Decimal, field: Field, *notes: ValueIssue) -> CellReading:
        """A number without %; the remark on what it may mean replaces the note on its spelling."""
        # Up to 1 it is a fraction: nobody reports an execution of 0.95 %.
        if as_kept(value) is None or abs(value) <= 1:
            return self.weigh(content, value, field, *notes)
        points = value.scaleb(-2)
        facts = {"as_fraction": percent_text(value), "as_points": percent_text(points)}
        if abs(value) > max(TENFOLD if field.most is None else field.most, Decimal(1)):
            note = value_issue("V305", shown(content.raw), self.noun, value=facts["as_points"])
            return self.weigh(content, points, field, note)
        return self.weigh(content, value, field, value_issue("V208", shown(content.raw), self.noun, **facts))

    def allowed(self, value: Value, field: Field) -> tuple[ValueIssue, ...]:
        issues = super().allowed(value, field)
        # 0.95 typed into a percent cell is 95% in Excel, and 0.95% in LibreOffice.
        if not issues and isinstance(value, Decimal) and 0 < abs(value) < HUNDREDTH:
            facts = {"as_points": percent_text(value), "as_fraction": percent_text(value.scaleb(2))}
            return (value_issue("V133", self.show(value), self.noun, **facts),)
        if issues or field.most is not None or not isinstance(value, Decimal) or abs(value) <= TENFOLD:
            return issues
        return (value_issue("V206", self.show(value), self.noun),)

    def decimals_issues(self, value: Decimal, field: Field) -> tuple[ValueIssue, ...]:
        """None: a rate is seldom typed with all its decimals, nor shown with them."""
        return ()

    def measure(self, field: Field) -> str:
        return "%"

    def prompt_title(self, field: Field) -> str:
        return self.title

    def decimals(self, field: Field) -> int | None:
        """Those of the percent points: two fewer than the fraction has."""
        return 2 if field.decimals is None else field.decimals

    def number_format(self, field: Field) -> str:
        decimals = self.decimals(field)
        return f"0.{'0' * decimals}%" if decimals else "0%"

    def show(self, value: Decimal) -> str:
        return shown(percent_text(value))

    def example(self, field: Field) -> str:
        return percent_text(self.bounded_sample(field))

    def ask(self, field: Field) -> str:
        """Not `type 95%`: LibreOffice adds a % of its own in a percent cell; 95 gives 95% in every client.

        Below 1% the sign is needed, because Excel takes a bare 0.5 there for 50%.
        """
        example = self.example(field)
        if abs(self.bounded_sample(field)) < Decimal("0.01"):
            return f"请填百分数，带百分号，例如 {example}。"
        return f"请填百分数，例如 {example} 就填 {example.rstrip('%')}。"
