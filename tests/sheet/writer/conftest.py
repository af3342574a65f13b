"""A small form of two sheets laid out by hand: every sort of box once, without specs or the layouter."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao_xlsx.model.expr.nodes import Product, Ref, Sum
from jixiao_xlsx.model.filings.filing import Seal
from jixiao_xlsx.model.forms.form import Field, Form, Formula, Paper
from jixiao_xlsx.model.keys import Key, KeyPattern
from jixiao_xlsx.sheet.grid import Box, Computed, FormGrid, Grid, GridRow, Printed, PrintedRole, Slot
from jixiao_xlsx.sheet.region import Region
from jixiao_xlsx.sheet.seal import seal_for

LONG_LIST = tuple(f"第{number}类支出，含其他" for number in range(1, 41))
AMOUNT = Field("amount", required=True, least=Decimal(0), decimals=2, measure="万元")
INDICATORS: KeyPattern = ("indicators", "quantity", "*")


def _ref(*path: str) -> Ref:
    return Ref(0, 1, path, False, (path,))


def _plus(*paths: tuple[str, ...]) -> Formula:
    return Formula(" + ".join(map(".".join, paths)), Sum(0, 1, tuple(("+", _ref(*path)) for path in paths)))


def _over(upper: tuple[str, ...], lower: tuple[str, ...]) -> Formula:
    node = Product(0, 1, (("*", _ref(*upper)), ("/", _ref(*lower))))
    return Formula(f"{'.'.join(upper)} / {'.'.join(lower)}", node)


def _print(region: tuple[int, int, int, int], text: str, role: PrintedRole = PrintedRole.LABEL) -> Printed:
    return Printed(Region(*region), text, role)


def _funds_row(row: int, name: str, label: str) -> list[Box]:
    amount: Key = ("funds", name, "amount")
    return [
        _print((row, 1, row, 2), label, PrintedRole.STUB),
        Slot(Region(row, 3, row, 3), amount, AMOUNT, f"{label}·金额"),
        Computed(
            Region(row, 4, row, 4),
            ("funds", name, "share"),
            Field("percent", compute=_over(amount, ("funds", "total", "amount"))),  # type: ignore[arg-type]
            f"{label}·占比",
        ),
    ]


def _indicator_row(row: int, index: int) -> list[Box]:
    key: Key = ("indicators", "quantity", index)
    return [
        Slot(Region(row, 2, row, 2), (*key, "name"), Field("text", most=Decimal(60)), f"数量指标·第{index}行·三级指标"),
        Slot(Region(row, 3, row, 3), (*key, "target"), Field("target"), f"数量指标·第{index}行·指标值"),
        Printed(Region(row, 4, row, 4), "10", PrintedRole.VALUE, key=(*key, "points"), value=Decimal(10)),
    ]


def _first_sheet() -> Grid:
    name = Field("text", required=True, locked=True, prefill="agency.name")
    total = Field(
        "amount", decimals=2, measure="万元", compute=_plus(("funds", "fiscal", "amount"), ("funds", "other", "amount"))
    )
    boxes: list[Box] = [
        _print((2, 1, 2, 4), "2026年度部门整体绩效申报表", PrintedRole.TITLE),
        _print((3, 1, 3, 1), "填报日期：", PrintedRole.BANNER),
        Slot(Region(3, 2, 3, 2), ("head", "date"), Field("date"), "填报日期"),
        _print((3, 3, 3, 4), "单位：万元", PrintedRole.BANNER),
        _print((4, 1, 4, 1), "部门名称"),
        Slot(Region(4, 2, 4, 2), ("head", "agency"), name, "部门名称"),
        _print((4, 3, 4, 3), "部门编码"),
        Slot(Region(4, 4, 4, 4), ("head", "code"), Field("code"), "部门编码"),
        _print((5, 1, 5, 2), "项目", PrintedRole.HEAD),
        _print((5, 3, 5, 3), "金额（万元）", PrintedRole.HEAD),
        _print((5, 4, 5, 4), "占比", PrintedRole.HEAD),
        *_funds_row(6, "fiscal", "财政拨款"),
        *_funds_row(7, "other", "其他资金"),
        _print((8, 1, 8, 2), "合计", PrintedRole.STUB),
        Computed(Region(8, 3, 8, 3), ("funds", "total", "amount"), total, "合计·金额"),
        _print((8, 4, 8, 4), "—", PrintedRole.VALUE),
        _print((9, 1, 10, 1), "部门职能概述", PrintedRole.SIDE),
        Slot(
            Region(9, 2, 10, 4),
            ("duties", "text"),
            Field("long_text", required=True, most=Decimal(150)),
            "部门职能概述",
        ),
        _print((11, 1, 13, 1), "数量指标", PrintedRole.STUB),
        *_indicator_row(11, 1),
        *_indicator_row(12, 2),
        *_indicator_row(13, 3),
    ]
    ids = ("banner#1", "head.date", "head.agency|head.code", "funds#h1", "funds.fiscal", "funds.other", "funds.total")
    rows = [GridRow(identity, 24.0) for identity in ids]
    rows += [GridRow("duties.text", 60.0), GridRow("duties.text+1", 60.0)]
    rows += [GridRow(f"indicators.quantity[{index}]", 30.0, INDICATORS) for index in (1, 2, 3)]
    return Grid("部门申报", (14.0, 26.0, 22.0, 18.0), tuple(rows), tuple(boxes), Paper(), head_rows=(5, 5), top=2)


def _second_sheet() -> Grid:
    short = Field("choice", choices=("确定能", "有可能", "完全不可能"))
    boxes: list[Box] = [
        _print((2, 1, 2, 2), "<agency>", PrintedRole.TITLE),
        _print((3, 1, 3, 1), "支出类别"),
        Slot(Region(3, 2, 3, 2), ("extra", "sort"), Field("choice", choices=LONG_LIST), "支出类别"),
        _print((4, 1, 4, 1), "完成可能性"),
        Slot(Region(4, 2, 4, 2), ("extra", "likely"), short, "完成可能性"),
        _print((5, 1, 5, 1), "合计的两倍"),
        Computed(
            Region(5, 2, 5, 2),
            ("extra", "double"),
            Field("amount", compute=_plus(("funds", "total", "amount"), ("funds", "total", "amount"))),
            "合计的两倍",
        ),
        _print((6, 1, 6, 1), "人数"),
        Slot(Region(6, 2, 6, 2), ("extra", "staff"), Field("integer", least=Decimal(0), most=Decimal(9999)), "人数"),
    ]
    rows = tuple(
        GridRow(identity, 24.0)
        for identity in ("banner#1", "extra.sort", "extra.likely", "extra.double", "extra.staff")
    )
    return Grid("附表: 类别/可能性 [补充]", (16.0, 30.0), rows, tuple(boxes), Paper("A3", landscape=True), top=2)


@pytest.fixture(scope="session")
def layout() -> FormGrid:
    form = Form("demo", "部门整体绩效申报表", "2026", "万元", (), instructions=("职能逐条填写，每条不超过150字。",))
    return FormGrid(form, 2026, ((INDICATORS, 3),), (_first_sheet(), _second_sheet()))


@pytest.fixture(scope="session")
def seal(layout: FormGrid) -> Seal:
    bare = Seal("", "", 0, "", agency_code="00202", agency_name="柳北区民政局", issue="2026-1", office="市财政局")
    return seal_for(layout, bare)
