"""`jixiao rollup` over workbooks that were issued, filled and returned."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from clients.libreoffice import Office
from jixiao_xlsx.cli import main
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.season.single.asked import asking_of
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.season.single.read import Reader, read_filing
from jixiao_xlsx.season.single.rollup import roll_up
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.spec.catalogue import load_form

YEAR = 2026
FISCAL = "funds.income.fiscal.y0"


def returned(folder: Path, code: str, amount: str, *, year: int = YEAR, name: str = "") -> Path:
    """A Wuhan form of one agency with its fiscal income typed in."""
    blank = issue_blank(Order(load_form("S2"), year, Party(code, f"示例单位{code}")))
    values: dict[str, Value] = {FISCAL: Decimal(amount), "funds.income.other.y0": Decimal(48), "head.filler": "甲"}
    data = fill(blank.data, blank.layout, {parse_key(key): value for key, value in values.items()})
    path = folder / (name or f"{code}.xlsx")
    path.write_bytes(data)
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["rollup", *map(str, words)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "交回"
    folder.mkdir()
    returned(folder, "00101", "6009.09")
    returned(folder, "00102", "29.40")
    return folder


def test_a_folder_becomes_one_workbook_with_true_totals(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "汇总.xlsx"
    result = run(folder, "-o", out)
    assert result.exit_code == 1, "required cells are blank, so there is something to send back"
    assert f"已生成 {out}" in result.output
    sheet = openpyxl.load_workbook(out, data_only=True)["按单位"]
    names = [str(cell.value) for cell in sheet[3]]
    fiscal = names.index("收入构成·财政拨款·当年预算收支（万元）")
    total = names.index("收入构成·合计·当年预算收支（万元）")
    assert [sheet.cell(row, fiscal + 1).value for row in (4, 5, 6)] == [6009.09, 29.4, 6038.49]
    assert [sheet.cell(row, total + 1).value for row in (4, 5, 6)] == [6057.09, 77.4, 6134.49]


def test_the_account_as_json_has_totals_as_text(folder: Path, tmp_path: Path) -> None:
    account = json.loads(run(folder, "-o", tmp_path / "r.xlsx", "--json").output)
    (form,) = account["forms"]
    totals = {total["key"]: total["total"] for total in form["totals"]}
    assert (account["filings"], account["counted"], totals[FISCAL]) == (2, 2, "6038.49")


def test_a_second_run_over_the_same_folder_gives_the_same_bytes_and_skips_its_own_book(folder: Path) -> None:
    out = folder / "汇总.xlsx"
    run(folder, "-o", out)
    first = out.read_bytes()
    run(*sorted(folder.glob("0*.xlsx"), reverse=True), folder, "-o", out)
    assert out.read_bytes() == first


def test_a_copy_a_wrong_year_and_a_file_that_is_no_workbook_are_each_accounted_for(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "最终版.xlsx").write_bytes((folder / "00101.xlsx").read_bytes())
    returned(folder, "00103", "5", year=2025)
    (folder / "照片.xlsx").write_bytes(b"\xff\xd8\xff\xe0 no workbook")
    out = tmp_path / "汇总.xlsx"
    result = run(folder, "--year", YEAR, "-o", out)
    assert "最终版.xlsx" in result.output
    assert "00103.xlsx：没有读入" in result.output
    book = openpyxl.load_workbook(out, data_only=True)
    sources = {row[0]: row[-2:-1][0] for row in book["来源"].iter_rows(min_row=4, values_only=True)}
    assert set(sources) == {"00101.xlsx", "00102.xlsx", "00103.xlsx", "照片.xlsx"}
    codes = {row[1] for row in book["问题清单"].iter_rows(min_row=4, values_only=True)}
    assert {"S03", "F03"} <= codes or {"S03", "F05"} <= codes
    assert book["按单位"].max_row == 6


def test_the_same_filing_rolls_up_alike_from_python(folder: Path) -> None:
    reader = Reader.of()
    filings = [read_filing(path, reader=reader) for path in sorted(folder.iterdir())]
    forth, back = roll_up(filings, reader), roll_up(filings[::-1], reader)
    assert forth.data == back.data
    assert asking_of(reader)(filings[0]) is not None


def test_libreoffice_recalculates_to_the_cached_totals(office: Office, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "r.xlsx"
    run(folder, "-o", out)
    cached = openpyxl.load_workbook(out, data_only=True)["按单位"]
    shown = office.recalculated(out)["按单位"]
    totals = {cell.coordinate: cell.value for cell in cached[6] if isinstance(cell.value, int | float)}
    assert len(totals) > 3
    for place, value in totals.items():
        found = shown[place]
        assert isinstance(found, Decimal)
        assert found == pytest.approx(Decimal(str(value)), abs=Decimal("0.001"))


def test_the_sample_on_the_records_page_runs(folder: Path) -> None:
    page = (Path(__file__).parents[3] / "docs" / "records.md").read_text(encoding="utf-8")
    (sample,) = re.findall(r"```python\n(.*?)```", page, re.S)
    scope: dict[str, object] = {}
    exec(sample.replace("交回/民政局.xlsx", str(folder / "00101.xlsx")), scope)
    book = scope["book"]
    assert isinstance(book, bytes)
    assert openpyxl.load_workbook(BytesIO(book)).sheetnames == [
        "汇总表",
        "按单位",
        "图表",
        "指标库",
        "明细表",
        "问题清单",
        "来源",
    ]


def test_the_sample_on_the_rollup_page_runs(folder: Path) -> None:
    page = (Path(__file__).parents[3] / "docs" / "rollup.md").read_text(encoding="utf-8")
    (sample,) = re.findall(r"```python\n(.*?)```", page, re.S)
    scope: dict[str, Any] = {}
    exec(sample.replace("交回/民政局.xlsx", str(folder / "00101.xlsx")), scope)
    names = openpyxl.load_workbook(BytesIO(scope["book"])).sheetnames
    assert names == ["汇总表", "按单位", "图表", "指标库", "明细表", "问题清单", "来源"]
    assert all(f"| {name} |" in page for name in names)
    assert scope["account"]["counted"] == 1


def test_the_workbook_is_not_saved_under_another_kind_of_name(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"")
    done = CliRunner().invoke(main, ["rollup", str(tmp_path), "-o", str(tmp_path / "汇总.csv")])
    assert (done.exit_code, "汇总.xlsx" in done.stderr) == (2, True)
    assert not (tmp_path / "汇总.csv").exists()
