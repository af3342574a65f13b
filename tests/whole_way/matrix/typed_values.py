"""The V 填写 family: what is typed into a single cell, by the kind of the cell."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from jixiao_xlsx.model.forms.form import Field
from whole_way.matrix.asking import Can, both, has_kind, has_slot
from whole_way.matrix.planting import Changes, Plant, Sheet, Typed

TEXTS = ("text", "long_text")
FIGURES = ("amount", "integer", "number", "points")


def into(*kinds: str, typed: Typed, test: Callable[[Field], object] = lambda _: True) -> Callable[[Sheet], Changes]:
    """Typed into the first slot of these kinds that passes the test."""
    return lambda sheet: {sheet.of_kind(*kinds, test=test)[0]: typed}


def _plant(code: str, *kinds: str, typed: Typed) -> Plant:
    return Plant(code, has_kind(*kinds), into(*kinds, typed=typed))


def _wanted_figure(field: Field) -> bool:
    # Where none is wanted a dash is no answer missing.
    return field.kind in FIGURES and field.required


def _free_share(field: Field) -> bool:
    # A share that the form recomputes is told by that.
    return field.kind == "percent" and field.expect is None


def _optional(field: Field) -> bool:
    return not field.required and field.kind in (*TEXTS, "target")


def _limited(kind: str, bound: str) -> Can:
    return has_slot(lambda field: field.kind == kind and getattr(field, bound) is not None)


def _below(sheet: Sheet) -> Changes:
    key = sheet.of_kind("amount", "integer", "points", test=_has_least)[0]
    return {key: Decimal(-7)}


def _has_least(field: Field) -> bool:
    return field.kind == "points" or (field.least is not None and field.kind in FIGURES)


def _has_most(field: Field) -> bool:
    return field.most is not None and field.kind in FIGURES


def _above(sheet: Sheet) -> Changes:
    key = sheet.of_kind(*FIGURES, test=_has_most)[0]
    field = sheet.asked.asked[key].field
    assert field is not None
    assert field.most is not None
    return {key: Decimal(field.most) + 1}


def _too_long(sheet: Sheet) -> Changes:
    key = sheet.of_kind(*TEXTS, test=lambda field: field.most is not None)[0]
    field = sheet.asked.asked[key].field
    assert field is not None
    assert field.most is not None
    return {key: "甲乙丙丁戊己庚辛壬癸" * (int(field.most) // 10 + 1)}


def _with_measure(sheet: Sheet) -> Changes:
    key = sheet.of_kind("amount")[0]
    field = sheet.asked.asked[key].field
    assert field is not None
    return {key: f"48{field.measure or sheet.asked.form.measure}"}


V_PLANTS = (
    _plant("V101", *FIGURES, typed="九十左右"),
    Plant("V102", has_slot(_wanted_figure), into(*FIGURES, typed="无", test=lambda field: field.required)),
    _plant("V103", "amount", typed="48亿元"),
    _plant("V104", "amount", typed="12%"),
    _plant("V106", "integer", typed=Decimal("18.5")),
    _plant("V107", "amount", typed="1234567890123456"),
    _plant("V108", "amount", typed="1.2.3"),
    _plant("V109", *TEXTS, typed="#REF!"),
    _plant("V110", "date", typed="年底前"),
    _plant("V111", "date", typed="2026"),
    _plant("V112", "date", typed="2024年2月30日"),
    _plant("V113", "choice", typed="随便哪一项"),
    _plant("V115", *TEXTS, "code", typed=Decimal("110101199001010000")),
    Plant("V201", has_slot(_has_least), _below),
    Plant("V202", has_slot(_has_most), _above),
    Plant("V203", has_slot(lambda field: field.kind in TEXTS and field.most is not None), _too_long),
    Plant("V204", both(_limited("text", "least")), into("text", typed="略", test=lambda field: field.least)),
    _plant("V205", "amount", typed=Decimal("90.1234567")),
    Plant("V206", has_kind("percent"), into("percent", typed=Decimal("12"))),
    Plant(
        "V207",
        has_slot(lambda field: field.kind == "amount" and field.measure != "元"),
        into("amount", typed="￥48", test=lambda field: field.measure != "元"),
    ),
    Plant("V208", has_slot(_free_share), into("percent", typed=Decimal("1.5"), test=_free_share)),
    _plant("V301", "amount", typed="44, 770. 21"),
    _plant("V302", "amount", typed="90.5"),
    Plant("V303", has_kind("amount"), _with_measure),
    _plant("V304", "amount", typed="（5）"),
    _plant("V305", "percent", typed="99.21"),
    _plant("V306", "date", typed="20240315"),
    _plant("V307", "code", "phone", typed=Decimal(7921234567)),
    Plant("V310", has_slot(_optional), into(*TEXTS, "target", typed="\u200b", test=_optional)),
    _plant("V132", *TEXTS, typed="⺠⽣服务，⽤⼾"),
    _plant("V134", "code", "phone", typed="无"),
    Plant(
        "V312",
        has_slot(lambda field: field.kind == "choice" and "≥" in field.choices),
        into("choice", typed=">=", test=lambda field: "≥" in field.choices),
    ),
)
