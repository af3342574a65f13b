"""节点汇总, 按年度 and 图表, over workbooks that departments filled; every formula agrees with LibreOffice."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from random import Random

import openpyxl
import pytest

from clients.libreoffice import CellError, Office
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.season.roster import Agency, Roster
from jixiao_xlsx.report.rollup.counting import Tree, agency_label
from jixiao_xlsx.season.demo.samples import play
from jixiao_xlsx.season.single.rollup import Rollup, roll_up
from jixiao_xlsx.spec.samples import all_samples
from report.rollup.departments import Department, filed, read, reader

ROSTER = Roster(
    (
        Agency("1", "示例市教育局"),
        Agency("0101", "示例市一中", parent="1"),
        Agency("101", "示例市二中", parent="1"),
        Agency("102", "示例市职教中心", parent="1", former=("199",)),
        Agency("10201", "示例市职业一校", parent="102"),
        Agency("10202", "示例市职业*校", parent="102"),
        Agency("2", "示例市民政局"),
        Agency("201", "示例市福利院", parent="2"),
    )
)
FISCAL = "收入构成·财政拨款·当年预算收支"
EVERYBODY = (
    Department("1", "示例市教育局", ("10.01", "1", "5", "6.01")),
    Department("0101", "示例市一中", ("20.02", "", "20", "0.02")),
    Department("101", "示例市二中", ("40.04", "-3", "37", "0.04")),
    Department("199", "示例市职教旧名", ("80.08", "0", "80", "0.08")),
    Department("10201", "示例市职业一校", ("160.16", "0", "160", "0.16")),
    Department("10202", "示例市职业*校", ("320.32", "0", "320", "0.32")),
    Department("102", "示例市职教中心", ("560.56", "0", "560", "0.56"), scope="汇总"),
    Department("1", "示例市教育局", ("630.60", "-2", "622", "6.60"), scope="汇总"),
    Department("1", "示例市教育局", ("7", "7", "7", "7"), scope="汇总", version=0),
    Department("2", "示例市民政局", ("5", "5", "5", "5"), scope="汇总"),
    Department("1", "示例市教育局", ("8", "1", "3", "6"), year=2025),
    Department("0101", "示例市一中", ("16", "", "16", "0"), year=2025),
)
"""The second 汇总 of 示例市教育局 is older; 示例市民政局 filed only a 汇总, which therefore counts itself."""


@pytest.fixture(scope="module")
def filings(tmp_path_factory: pytest.TempPathFactory) -> list[Filing]:
    folder = tmp_path_factory.mktemp("交回")
    return [read(one, filed(one, folder)) for one in EVERYBODY]


@pytest.fixture(scope="module")
def done(filings: list[Filing]) -> Rollup:
    return roll_up(filings, reader(), roster=ROSTER)


@pytest.fixture(scope="module")
def book(done: Rollup, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("汇总") / "汇总.xlsx"
    path.write_bytes(done.data)
    return path


def tab(book: Path, start: str, year: int = 2026) -> str:
    return next(name for name in openpyxl.load_workbook(book).sheetnames if name.startswith(f"{start}-{year}"))


def rows(book: Path, name: str) -> list[dict[str, object]]:
    names, *found = list(openpyxl.load_workbook(book, data_only=True)[name].iter_rows(min_row=3, values_only=True))
    return [dict(zip(map(str, names), row, strict=True)) for row in found]


def test_a_parent_is_its_own_share_and_all_below_it(book: Path) -> None:
    found = {row["节点"]: row for row in rows(book, tab(book, "节点汇总")) if row["项目"] == FISCAL}
    names = ("本级", "下级之和", "合计", "自报汇总数", "差额", "核对")
    assert list(found) == ["1 示例市教育局", "102 示例市职教中心", "2 示例市民政局"]
    assert [found["1 示例市教育局"][name] for name in names] == [10.01, 620.62, 630.63, 630.6, -0.03, "✓"]
    assert [found["102 示例市职教中心"][name] for name in names] == [80.08, 480.48, 560.56, 560.56, 0, "✓"]
    assert [found["2 示例市民政局"][name] for name in names] == [5, 0, 5, None, None, None]


def test_what_agrees_within_rounding_is_not_flagged(book: Path, done: Rollup) -> None:
    wrong = {(row["节点"], row["项目"]) for row in rows(book, tab(book, "节点汇总")) if row["核对"] == "✗"}
    assert wrong == set()
    assert done.mismatches() == ()


def test_a_parents_own_number_that_is_off_is_flagged_and_told(
    filings: list[Filing], tmp_path: Path, office: Office
) -> None:
    off = Department("102", "示例市职教中心", ("560.50", "0", "560", "0.56"), scope="汇总", version=9)
    done = roll_up([*filings, read(off, filed(off, tmp_path))], reader(), roster=ROSTER)
    path = tmp_path / "汇总.xlsx"
    path.write_bytes(done.data)
    name = tab(path, "节点汇总")
    wrong = {row["项目"]: row["差额"] for row in rows(path, name) if row["核对"] == "✗"}
    assert wrong == {FISCAL: -0.06, "收入构成·合计·当年预算收支": -0.06}
    assert [text for text in done.mismatches() if "自报汇总数 560.5，" in text and "相差 -0.06" in text]
    assert list(office.recalculated(path)[name].values()).count("✗") == 2
    nodes = [node for form in done.as_dict()["forms"] for node in form["nodes"]]  # type: ignore[index,union-attr]
    assert sum(node["agrees"] is False for node in nodes) == 2  # type: ignore[index]


def test_a_filing_that_restates_others_adds_nothing(book: Path, done: Rollup) -> None:
    roles = {(row["节点"], row["口径"]): row["计入合计"] for row in rows(book, tab(book, "按单位"))[:-1]}
    assert roles[("1 示例市教育局", "本级")] == "是"
    assert roles[("102 示例市职教中心", "汇总")] == "核对"
    assert roles[("2 示例市民政局", "汇总")] == "是"
    total = Decimal("10.01") + Decimal("20.02") + Decimal("40.04") + Decimal("80.08") + Decimal("480.48") + 5
    (form,) = [entry for entry in done.as_dict()["forms"] if entry["year"] == 2026]  # type: ignore[union-attr,call-overload,index]
    totals = {one["label"]: one["total"] for one in form["totals"]}  # type: ignore[index,call-overload,union-attr]
    assert totals[FISCAL] == str(total)


def test_without_a_roster_there_are_no_nodes_and_the_book_warns_of_scopes(filings: list[Filing]) -> None:
    book = openpyxl.load_workbook(BytesIO(roll_up(filings, reader()).data))
    assert not [name for name in book.sheetnames if name.startswith("节点汇总")]
    assert "口径不一" in str(book[next(name for name in book.sheetnames if name.startswith("按单位-2026"))]["A2"].value)


def test_years_stand_side_by_side_with_what_changed(book: Path) -> None:
    found = {str(row["项目"]): row for row in rows(book, "按年度")}
    now, then = Decimal("635.63"), Decimal(24)
    fiscal = found[FISCAL]
    assert [fiscal["2025 年"], fiscal["2026 年"]] == [float(then), float(now)]
    assert Decimal(str(fiscal["2026 年比 2025 年增减"])) == now - then
    assert abs(Decimal(str(fiscal["增减（%）"])) - (now - then) / then) < Decimal("1e-12")
    assert [found["计入合计的填报件"][f"{year} 年"] for year in (2025, 2026)] == [2, 7]


def test_every_formula_shows_what_libreoffice_computes(book: Path, office: Office) -> None:
    assert len(list(compared(book, office))) > 150


def test_every_embedded_form_sums_up_as_libreoffice_does(office: Office, tmp_path: Path) -> None:
    """Each form's sample, filed by a parent and three agencies."""
    filings = []
    for sample in all_samples():
        one = play(sample, reader(), clean=True).filing
        for number, agency in enumerate(ROSTER.agencies[:4]):
            assert one.seal is not None
            seal = replace(one.seal, agency_code=agency.code, agency_name=agency.name)
            filings.append(replace(one, seal=seal, sha256=f"{one.sha256[:60]}{number:04}"))
    path = tmp_path / "全部.xlsx"
    path.write_bytes(roll_up(filings, reader(), roster=ROSTER).data)
    assert len(list(compared(path, office))) > 1000
    forms = [name for name in openpyxl.load_workbook(path).sheetnames if name.startswith("汇总表")]
    assert len(forms) == len(all_samples())


def compared(path: Path, office: Office) -> Iterator[str]:
    """Every formula cell, after its cached value was found to be that of a hard recalculation."""
    shown = office.recalculated(path)
    formulas, cached = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    place = f"{sheet.title}!{cell.coordinate}"
                    value, ours = (
                        shown[sheet.title].get(cell.coordinate, ""),
                        cached[sheet.title][cell.coordinate].value,
                    )
                    assert not isinstance(value, CellError), place
                    if isinstance(value, Decimal):
                        assert isinstance(ours, int | float), place
                        assert value == pytest.approx(Decimal(str(ours)), abs=Decimal("1e-6")), place
                    else:
                        assert value == (ours or ""), place
                    yield place


def test_charts_are_native_and_show_cells_of_the_book(book: Path) -> None:
    sheet = openpyxl.load_workbook(book, data_only=True)["图表"]
    with zipfile.ZipFile(book) as package:
        charts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/charts/chart")]
        assert not [name for name in package.namelist() if name.startswith("xl/media")]
    assert len(charts) >= 4
    for chart in charts:
        (area,) = re.findall(r"<c:val>.*?<c:f>图表!\$B\$(\d+):\$B\$(\d+)</c:f>", chart)
        shown = [float(value) for value in re.findall(r"<c:v>([^<]*)</c:v>", chart.split("<c:val>")[1])]
        assert shown == [sheet.cell(row, 2).value for row in range(int(area[0]), int(area[1]) + 1)]
    titles = " ".join(re.findall(r"<a:t>([^<]*)</a:t>", "".join(charts)))
    assert "审核意见的轻重（条）" in titles
    assert "2026 年度部门整体支出绩效目标申报表：各单位" in titles


def test_the_order_of_the_filings_does_not_change_a_byte(filings: list[Filing], done: Rollup) -> None:
    shuffled = list(filings)
    Random(5).shuffle(shuffled)
    assert roll_up(shuffled, reader(), roster=ROSTER).data == done.data


def test_a_former_code_is_a_version_of_the_present_one(filings: list[Filing], tmp_path: Path) -> None:
    newer = Department("102", "示例市职教中心", ("90.08", "0", "90", "0.08"), version=5)
    done = roll_up([*filings, read(newer, filed(newer, tmp_path))], reader(), roster=ROSTER)
    own = [one for one in done.kept if one.filing.seal and one.filing.seal.agency_code == "102"]
    shares = {one.filing.source: one.counts for one in own if one.filing.seal and one.filing.seal.scope == "本级"}
    assert shares == {"2026-102-本级-5.xlsx": True, "2026-199-本级-1.xlsx": False}


def test_agencies_above_one_another_end_somewhere() -> None:
    ring = Roster((Agency("1", "甲", parent="2"), Agency("2", "乙", parent="1"), Agency("3", "丙", parent="3")))
    tree = Tree(ring)
    assert {code for _, agency in tree.parents() for code in tree.within(agency.code)} == {"1", "2"}
    assert tree.within("3") == {"3"}


@pytest.mark.parametrize(
    ("code", "name"), [("00101", ""), ("", "＝1"), ("1", "a*b?~"), (">5", "甲"), ("450000000000000001", "甲")]
)
def test_a_nodes_label_is_never_a_number_a_pattern_or_a_comparison(code: str, name: str) -> None:
    label = agency_label(Agency(code, name))
    assert not set(label) & set("*?~")
    assert label[0] not in "<>="
    assert any(sign.isalpha() for sign in label)
