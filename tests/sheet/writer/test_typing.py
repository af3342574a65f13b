"""A person types into a blank in LibreOffice: slots take what their kind asks, everything else refuses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clients.libreoffice import Office
from clients.typist import Typist
from jixiao_xlsx.model.filings.filing import Seal
from jixiao_xlsx.sheet.grid import FormGrid
from jixiao_xlsx.sheet.writer import write_blank

FIRST, SECOND = "部门申报", "附表- 类别-可能性 -补充-"


@pytest.fixture(scope="module")
def form(layout: FormGrid, seal: Seal, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("typing") / "blank.xlsx"
    path.write_bytes(write_blank(layout, seal))
    return path


@pytest.fixture
def typist(office: Office, form: Path) -> Iterator[Typist]:
    with office.typing_in(form) as person:
        yield person


@pytest.mark.parametrize("cell", ["B3", "B7", "D9", "E7", "C5", "E12", "G20"])
def test_labels_formulas_locked_slots_and_the_space_around_refuse_typing(typist: Typist, cell: str) -> None:
    assert typist.enter(FIRST, cell, "改").refused


def test_slots_take_what_they_ask_for(typist: Typist) -> None:
    assert typist.enter(FIRST, "D7", "6009.09").shown == "6,009.09"
    assert typist.content(FIRST, "D9").shown == "6,009.09"
    assert typist.enter(FIRST, "E5", "00202").shown == "00202"
    assert typist.enter(FIRST, "D12", "≥95%").shown == "≥95%"
    assert typist.enter(FIRST, "C10", "负责民政工作").messages == ()


def test_words_in_an_amount_are_refused_with_a_chinese_message(typist: Typist) -> None:
    typed = typist.enter(FIRST, "D8", "九十")
    assert typed.shown == ""
    assert "万元" in typed.messages[0]


def test_both_sorts_of_list_are_offered(typist: Typist) -> None:
    assert typist.choices(SECOND, "C5") == ("确定能", "有可能", "完全不可能")
    offered = typist.choices(SECOND, "C4")
    assert len(offered) == 40
    assert offered[0] == "第1类支出，含其他"


def test_rows_and_sheets_cannot_be_inserted_or_removed(typist: Typist) -> None:
    assert not typist.insert_row(FIRST, 8).changed
    assert not typist.command(FIRST, "A8", ".uno:DeleteRows").changed
    assert not typist.command(FIRST, "A1", ".uno:Remove").changed
