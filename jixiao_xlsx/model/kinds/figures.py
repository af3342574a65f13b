"""Kinds whose value is a number as it stands: 金额, 数值, 整数, 分值, 年份."""

from __future__ import annotations

from decimal import Decimal

from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.kinds.numeric import NumberKind, pattern


class Amount(NumberKind):
    """金额: money in the field's measure, two decimals unless the field says otherwise; never converted."""

    name = "amount"
    title = "金额"

    def decimals(self, field: Field) -> int | None:
        return 2 if field.decimals is None else field.decimals

    def number_format(self, field: Field) -> str:
        return pattern("#,##0", self.decimals(field) or 0)


class Number(NumberKind):
    """数值: any number."""

    name = "number"
    title = "数值"


class Integer(NumberKind):
    """整数: a count; 18.0 is one, 18.5 is none."""

    name = "integer"
    title = "整数"
    noun = "整数"
    sample = Decimal(18)
    whole = True

    def decimals(self, field: Field) -> int | None:
        return 0


class Points(NumberKind):
    """分值: a score from 0 (or the field's least) to the field's most."""

    name = "points"
    title = "分值"
    sample = Decimal(8)
    tails = ("分",)
    align = "center"

    def limits(self, field: Field) -> tuple[Decimal | None, Decimal | None]:
        return Decimal(0) if field.least is None else field.least, field.most


class Year(NumberKind):
    """年份: four digits, 1900 to 2100 unless the field narrows it."""

    name = "year"
    title = "年份"
    noun = "四位年份"
    sample = Decimal(2024)
    whole = True
    tails = ("年", "年度")
    align = "center"

    def limits(self, field: Field) -> tuple[Decimal | None, Decimal | None]:
        least = Decimal(1900) if field.least is None else field.least
        return least, Decimal(2100) if field.most is None else field.most

    def decimals(self, field: Field) -> int | None:
        return 0

    def essential(self, field: Field) -> str:
        return self.ask(field)
