"""`budget.csv`: exact figures for the right cells, and every fault of the file in one message."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from jixiao_xlsx.errors import SpecError
from jixiao_xlsx.model.keys import format_key
from jixiao_xlsx.season.issuing.budget import read_budget
from season.issuing.season import workspace

HEAD = "单位编码,项目编码,表,键或标签,金额,计量单位\n"


def read(folder: Path, rows: str, *, encoding: str = "utf-8") -> dict[tuple[str, str, str], Decimal]:
    place = workspace(folder)
    path = folder / "budget.csv"
    path.write_bytes((HEAD + rows).encode(encoding))
    budget = read_budget(path, dues=place.dues(), roster=place.roster)
    return {
        (identity.agency_code, identity.subject_code, format_key(key)): value
        for identity, figures in budget.items()
        for key, value in figures.items()
    }


def faults(folder: Path, rows: str) -> list[tuple[int, str, str]]:
    with pytest.raises(SpecError) as caught:
        read(folder, rows)
    return [(fault.line, fault.wrong, fault.write) for fault in caught.value.faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_keys_and_printed_labels_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    rows = '101,X01,P1,funds.fiscal.initial,"1,234.5",元\n102,,s2,收入构成/财政拨款/当年预算收支,0.3,亿元\n'
    assert read(tmp_path, rows, encoding=encoding) == {
        ("101", "X01", "funds.fiscal.initial"): Decimal("0.12345"),
        ("102", "", "funds.income.fiscal.y0"): Decimal(3000),
    }


def test_all_faults_at_once_with_their_lines_and_what_was_meant(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        "1O1,,S2,funds.income.fiscal.y0,1,万元\n"
        "101,X09,P1,funds.fiscal.initial,1,万元\n"
        "101,,S2,funds.income.fiscel.y0,1,万元\n"
        "101,,S2,funds.income.total.y0,1,万元\n"
        "101,,S9,funds.income.fiscal.y0,1,万元\n"
        "101,,S2,funds.income.fiscal.y0,一百,万元\n"
        "101,,S2,funds.income.other.y0,1,万\n"
        "101,,P1,funds.fiscal.initial,1,万元\n",
    )
    assert [line for line, _, _ in found] == [2, 3, 4, 5, 6, 7, 8, 9]
    assert found[0][1:] == ("单位名录里没有 1O1", "是否 101？")
    assert found[1][1:] == ("项目名单里没有 X09", "是否 X03？")
    assert found[2][1:] == ("表上没有能填数的格 ‘funds.income.fiscel.y0’", "是否 funds.income.fiscal.y0？")
    assert "由表内公式算出" in found[3][1]
    assert "今年不收 ‘S9’" in found[4][1]
    assert found[5][1] == "‘一百’ 不是数"
    assert "不认识计量单位 ‘万’" in found[6][1]
    assert "没有写项目编码" in found[7][1]


def test_the_same_cell_twice_and_a_project_of_another_agency(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        "101,,S2,funds.income.fiscal.y0,1,万元\n"
        "101,,S2,收入构成·财政拨款·当年预算收支,2,万元\n"
        "102,X01,P1,funds.fiscal.initial,1,万元\n"
        "101,X01,S2,funds.income.fiscal.y0,1,万元\n",
    )
    assert [line for line, _, _ in found] == [3, 4, 5]
    assert "前面已有批复数" in found[0][1]
    assert "示例市教育局 不报 P1" in found[1][1]
    assert "不是按项目填报" in found[2][1]


def test_a_number_that_excel_cannot_hold_is_refused(tmp_path: Path) -> None:
    ((line, wrong, _),) = faults(tmp_path, "101,,S2,funds.income.fiscal.y0,12345678901234567.89,元\n")
    assert line == 2
    assert "填不进" in wrong
