"""A person types into cells that carry the kinds' own validations and formats."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from clients.libreoffice import Office
from clients.typist import Typist
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.kinds import Validation, kind_named

SHEET = "填报"
FIELDS = {
    "A1": Field(kind="amount", measure="万元", least=Decimal(0)),
    "A2": Field(kind="integer", measure="个"),
    "A3": Field(kind="percent", most=Decimal(2)),
    "A4": Field(kind="date", least=Decimal(1976), most=Decimal(2056)),
    "A5": Field(kind="choice", choices=("＝", "≥", "≤")),
    "A6": Field(kind="code", least=Decimal(3), most=Decimal(8)),
    "A7": Field(kind="target"),
    "A8": Field(kind="text", most=Decimal(4)),
    "A9": Field(kind="year"),
}


def _options(validation: Validation, cell: str) -> dict[str, object]:
    words = {
        "input_title": validation.prompt_title,
        "input_message": validation.prompt,
        "error_title": validation.error_title,
        "error_message": validation.error,
    }
    if validation.type in ("any", "custom"):
        return {"validate": validation.type, "value": validation.formula.replace("{cell}", cell), **words}
    if validation.type == "list":
        return {"validate": "list", "source": list(validation.choices), **words}
    bounds = {"criteria": "between", "minimum": validation.minimum, "maximum": validation.maximum}
    names = {"whole": "integer"}
    return {"validate": names.get(validation.type, validation.type), **bounds, **words}


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kinds") / "cells.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet(SHEET)
        for cell, field in FIELDS.items():
            kind = kind_named(field.kind)
            validation = kind.validation(field)
            sheet.write_blank(cell, None, book.add_format({"num_format": kind.number_format(field)}))
            assert validation is not None
            assert sheet.data_validation(cell, _options(validation, cell)) == 0
    return path


@pytest.fixture
def typist(office: Office, cells: Path) -> Iterator[Typist]:
    with office.typing_in(cells) as person:
        yield person


def test_what_the_audit_takes_can_be_typed(typist: Typist) -> None:
    typed = {
        "A1": ("6009.09", "6,009.09"),
        "A2": ("18", "18"),
        "A3": ("95", "95.00%"),
        "A4": ("2024年1月14日", "2024年1月14日"),
        "A5": ("≥", "≥"),
        "A6": ("00202", "00202"),
        "A7": ("3-5", "3-5"),
        "A8": ("社区服务", "社区服务"),
        "A9": ("2024", "2024"),
    }
    seen = {cell: typist.enter(SHEET, cell, keys_typed) for cell, (keys_typed, _) in typed.items()}
    assert {cell: (entry.shown, entry.messages) for cell, entry in seen.items()} == {
        cell: (shown, ()) for cell, (_, shown) in typed.items()
    }


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("2026-1-14", "2026年1月14日"),
        ("20260114", "2026年01月14日"),
        ("2026/1/14", "2026年1月14日"),
        ("2026.1.14", "2026年1月14日"),
    ],
)
def test_a_day_can_be_typed_as_people_type_it(typist: Typist, typed: str, shown: str) -> None:
    entry = typist.enter(SHEET, "A4", typed)
    assert (entry.shown, entry.messages) == (shown, ())


@pytest.mark.parametrize(
    ("cell", "typed", "said"),
    [
        ("A1", "48万元", "单位为万元，例如 90.00"),
        ("A1", "-5", "不小于 0"),
        ("A2", "18.5", "请只填整数"),
        ("A3", "300", "不大于 200%"),
        ("A4", "年底前", "2024年1月14日"),
        ("A4", "2026", "年份在 1976 至 2056 之间"),
        ("A4", "2062-1-14", "年份在 1976 至 2056 之间"),
        ("A4", "20620114", "年份在 1976 至 2056 之间"),
        ("A5", ">", "请从下拉列表中选择"),
        ("A6", "01", "前面的 0 请保留"),
        ("A8", "社区养老服务站点建设", "最多 4 字"),
        ("A8", "𠮷𠮷𠮷", "最多 4 字"),
        ("A9", "24", "四位年份"),
    ],
)
def test_what_the_audit_sends_back_is_refused_with_its_words(typist: Typist, cell: str, typed: str, said: str) -> None:
    entry = typist.enter(SHEET, cell, typed)
    assert entry.shown == ""
    assert [said in message for message in entry.messages] == [True]
