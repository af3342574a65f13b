"""Kinds whose value is a number as it stands: 金额, 数值, 整数, 分值, 年份."""

from __future__ import annotations

from decimal import Decimal

from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.kinds.numeric import NumberKind, pattern
from jixiao_xlsx.model.money import YUAN_IN


class Amount(NumberKind):
    """金额: money in the field's measure, two decimals unless the field says otherwise; never converted."""

    name = "amount"
    title = "金额"
    is_money = True
    places = 2

    def exact_decimals(self, field: Field) -> int:
        # 89.974万元 is 899,740元 to the 分: nothing is too fine before that.
        yuan = YUAN_IN.get(field.measure)
        return 0 if yuan is None else yuan.adjusted() + 2

    def number_format(self, field: Field) -> str:
        return pattern("#,##0", self.decimals(field) or 0)


class Number(NumberKind):
    """数值: any number, so that nobody can tell whether several add up."""

    name = "number"
    title = "数值"
    is_quantity = False


class Integer(NumberKind):
    """整数: a count; 18.0 is one, 18.5 is none."""

    name = "integer"
    title = "整数"
    noun = "整数"
    # Samples stand in prompts (例如 18): in the middle of what forms ask for, so that limits seldom break them.
    sample = Decimal(18)
    is_whole = True
    table_format = "#,##0"

    def decimals(self, field: Field) -> int | None:
        return 0


class Points(NumberKind):
    """分值: a score from 0 (or the field's least) to the field's most; shown as typed, rounded to two decimals."""

    name = "points"
    title = "分值"
    is_score = True
    is_quantity = False
    places = 2
    table_format = "0.00"
    # Of the 10 points that most indicators have.
    sample = Decimal(8)
    tails = ("分",)
    align = "center"

    def limits(self, field: Field) -> tuple[Decimal | None, Decimal | None]:
        return Decimal(0) if field.least is None else field.least, field.most

    def decimals(self, field: Field) -> int | None:
        return field.decimals


class Year(NumberKind):
    """年份: four digits, 1900 to 2100 unless the field narrows it."""

    name = "year"
    title = "年份"
    noun = "四位年份"
    # A year that shows four digits are meant.
    sample = Decimal(2024)
    is_whole = True
    is_figure = False
    is_quantity = False
    tails = ("年", "年度")
    align = "center"

    def limits(self, field: Field) -> tuple[Decimal | None, Decimal | None]:
        # A year outside two centuries is no year that a budget speaks of.
        least = Decimal(1900) if field.least is None else field.least
        return least, Decimal(2100) if field.most is None else field.most

    def decimals(self, field: Field) -> int | None:
        return 0

    def essential(self, field: Field) -> str:
        return self.ask(field)
