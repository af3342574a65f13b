"""Hypothesis strategies for what the kinds allow: fields with limits, and values with no issue in them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.kinds import KINDS, kind_named

_UNWRITABLE = [chr(code) for code in range(0x20) if chr(code) not in "\t\n"] + ["\ufffe", "\uffff"]
_SIGNS = st.one_of(
    st.sampled_from("部门预算绩效指标，。；：（）“”％１２３ＡＢ　\u00a0\u200b𠮷😀 \n\t=＝≥≤½'\"&<>_%"),
    st.characters(codec="utf-8", exclude_characters=_UNWRITABLE),
)
_ODD_TEXTS = st.sampled_from(
    [
        "=198个社区",
        "=1+1",
        "+86 772 1234567",
        "-5",
        "@SUM(A1)",
        "_x0041_",
        "_x000D_",
        "'00202",
        "00202",
        "110101199001010017",
        "1/2",
        "2024-01-02",
        "TRUE",
        "#REF!",
        "1e5",
        " 首尾有空格 ",
        "\n第二行\n",
        "a,b",
        "\u00a0不间断\u00a0空格",
        "{year}",
        "{{ x }}",
        "http://example.com/",
        "NA",
    ]
)
_CHOICES = ("基本支出", "项目支出", "＝", "a,b", "100%", "1", "确定能", "有可能", "𠮷林")


def texts(longest: int = 60) -> st.SearchStrategy[str]:
    """Texts a workbook can carry, the awkward ones included; may be blank."""
    return st.one_of(_ODD_TEXTS, st.text(_SIGNS, min_size=1, max_size=longest))


def numbers(least: Decimal, most: Decimal, decimals: int) -> st.SearchStrategy[Decimal]:
    """Decimals within the limits, the limits and zero included, of at most fifteen significant digits."""
    step = Decimal(1).scaleb(-decimals)
    low, high = -int(-least // step), int(most // step)
    edge = [value for value in (low, high, 0, low + 1, high - 1) if low <= value <= high]
    return st.one_of(st.sampled_from(edge), st.integers(low, high)).map(lambda count: count * step)


def values(kind_name: str, field: Field) -> st.SearchStrategy[Value]:
    """Values the kind allows in the field: no issue, so that the law holds for each."""
    return _candidates(kind_name, field).filter(lambda value: kind_named(kind_name).allowed(value, field) == ())


def _candidates(kind_name: str, field: Field) -> st.SearchStrategy[Value]:
    if kind_named(kind_name).is_number:
        return _numbers_of(kind_name, field)
    if kind_name == "date":
        return st.dates(date(1901, 1, 1), date(2100, 12, 31))
    if kind_name == "flag":
        return st.sampled_from(("是", "否"))
    if kind_name == "choice":
        return st.sampled_from(field.choices)
    if field.least is None and field.most is None:
        return texts()
    least, most = int(field.least or 1), int(60 if field.most is None else field.most)
    return st.one_of(_ODD_TEXTS, st.text(_SIGNS, min_size=least, max_size=max(least, most)))


def _numbers_of(kind_name: str, field: Field) -> st.SearchStrategy[Decimal]:
    decimals = {"amount": 2, "integer": 0, "year": 0, "percent": 4}.get(kind_name, 3)
    decimals = decimals if field.decimals is None or kind_name in ("integer", "year", "percent") else field.decimals
    bound = Decimal(10) ** (15 - decimals) - 1
    low, high = {"percent": (-10, 10), "points": (0, 100), "year": (1900, 2100)}.get(kind_name, (-bound, bound))
    least = Decimal(low) if field.least is None else field.least
    return numbers(least, Decimal(high) if field.most is None else field.most, decimals)


@st.composite
def fields(draw: st.DrawFn, kind_name: str | None = None) -> Field:
    """A field of the kind (of any kind without a name), with or without limits, measure and note."""
    name = kind_name or draw(st.sampled_from(tuple(KINDS)))
    least, most = draw(_limits(name))
    return Field(
        kind=name,
        least=least,
        most=most,
        decimals=draw(st.sampled_from((None, 0, 1, 2, 4))),
        choices=_CHOICES if name == "choice" else (),
        measure=draw(st.sampled_from(("", "万元", "元", "人", "平方米"))) if KINDS[name].is_number else "",
        note=draw(st.sampled_from(("", "按决算数填写。", "请分行填写，" * 60))),
    )


def _limits(name: str) -> st.SearchStrategy[tuple[Decimal | None, Decimal | None]]:
    pairs: dict[str, tuple[str, ...]] = {
        "percent": ("0 1", "-1 2", "0 -", "- 20"),
        "points": ("0 10", "- 100", "2 5"),
        "year": ("2000 2030",),
        "date": (),
        "choice": (),
        "flag": (),
    }
    number = ("0 100", "-1000 -", "- 99999999999", "-5 5")
    plain = number if KINDS[name].is_number else ("- 150", "2 40", "5 -", "1 3")
    options = ("- -", *pairs.get(name, plain))
    return st.sampled_from(options).map(lambda pair: _pair(*pair.split()))


def _pair(least: str, most: str) -> tuple[Decimal | None, Decimal | None]:
    return None if least == "-" else Decimal(least), None if most == "-" else Decimal(most)
