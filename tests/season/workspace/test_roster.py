"""The roster as offices keep it — in any spreadsheet, any encoding — and everything wrong with it at once."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from jixiao_xlsx.model.season.roster import Agency
from jixiao_xlsx.report.records.flat_rows import csv_field
from jixiao_xlsx.season.demo.playing.ods import ods_bytes
from jixiao_xlsx.season.demo.playing.xls import xls_bytes
from jixiao_xlsx.season.workspace.roster import read_roster
from jixiao_xlsx.sheet.raw.book import RawBook, read_raw
from season.workspace.desk import PROJECTS, ROSTER, complaints, office, opened

TWO = [("0101", "示例市民政局", ""), ("0101001", "示例市救助管理站", "0101")]


def rows(separator: str = ",") -> str:
    head = separator.join(("单位编码", "单位名称", "上级单位编码"))
    return "\r\n".join((head, *(separator.join(one) for one in TWO))) + "\r\n"


def shown(folder: Path) -> list[tuple[str, str, str]]:
    return [(agency.code, agency.name, agency.parent) for agency in opened(folder).roster.agencies]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "，"])
def test_a_csv_of_any_encoding_and_separator(tmp_path: Path, encoding: str, separator: str) -> None:
    assert shown(office(tmp_path, rows(separator).encode(encoding))) == TWO


def book(*lines: tuple[object, ...]) -> bytes:
    made = Workbook()
    for line in lines:
        made.active.append(line)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def test_radicals_in_names_are_the_characters_that_they_show(tmp_path: Path) -> None:
    folder = office(tmp_path, rows().replace("民政", "⺠政").encode())
    assert shown(folder) == TWO


def test_a_workbook_keeps_leading_zeros_and_reads_numbers_as_codes(tmp_path: Path) -> None:
    data = book(("2026年单位名录",), ("单位编码", "单位名称"), ("0101", "示例市民政局"), (), (101, "示例市教育局"))
    folder = office(tmp_path, data, name="roster.xlsx")
    assert [agency.code for agency in opened(folder).roster.agencies] == ["0101", "101"]


def test_a_name_that_a_list_of_ours_quoted_is_read_as_it_was(tmp_path: Path) -> None:
    names = ["=HYPERLINK(1)科", "+86公司", "'一中'", "市’局", "'"]
    lines = [("单位编码", "单位名称"), *((f"10{number}", name) for number, name in enumerate(names))]
    made = io.StringIO(newline="")
    csv.writer(made).writerows([csv_field(text) for text in line] for line in lines)
    assert [agency.name for agency in opened(office(tmp_path, made.getvalue().encode())).roster.agencies] == names


def test_a_code_whose_format_shows_zeros_has_them(tmp_path: Path) -> None:
    made = Workbook()
    for line in (("单位编码", "单位名称"), (101, "示例市民政局"), (102, "示例市教育局")):
        made.active.append(line)
    made.active["A2"].number_format = "0000"
    data = io.BytesIO()
    made.save(data)
    folder = office(tmp_path, data.getvalue(), name="roster.xlsx")
    assert [agency.code for agency in opened(folder).roster.agencies] == ["0101", "102"]


@pytest.mark.parametrize("kind", ["xls", "et", "ods"])
def test_workbooks_of_other_programs(tmp_path: Path, kind: str) -> None:
    raw = read_raw(book(("单位名录",), ("单位编码", "单位名称"), ("0101", "示例市民政局"), (102, "示例市教育局")))
    assert isinstance(raw, RawBook)
    data = ods_bytes(raw, saved=datetime(2026, 3, 1, tzinfo=UTC)) if kind == "ods" else xls_bytes(raw)
    folder = office(tmp_path, data, name=f"roster.{kind}")
    assert [agency.code for agency in opened(folder).roster.agencies] == ["0101", "102"]


def test_a_workbook_that_is_called_csv_is_read_as_what_it_is(tmp_path: Path) -> None:
    folder = office(tmp_path, book(("单位编码", "单位名称"), ("0101", "示例市民政局")))
    assert [agency.code for agency in opened(folder).roster.agencies] == ["0101"]


def test_faults_in_a_workbook_name_the_cell(tmp_path: Path) -> None:
    data = book((None, "单位编码", "单位名称"), (None, "101", None), (None, 123456789012345678, "示例市教育局"))
    assert complaints(office(tmp_path, data, name="roster.xlsx")) == [
        "roster.xlsx:2:1 单位名称 — 没有写单位名称；请写单位名称",
        "roster.xlsx:3:2 B3 单位编码 — 数字太长，Excel 已经把末尾几位改成了 0；请先把这一栏设为文本格式，再重新输入",
    ]


def test_two_rosters_are_refused(tmp_path: Path) -> None:
    office(tmp_path, book(("单位编码", "单位名称")), name="roster.xlsx")
    assert complaints(office(tmp_path)) == [
        "roster.csv:1:1 文件 — roster.csv、roster.xlsx 同时存在，不知道以哪一个为准；请只留一个，其余的移走或改名"
    ]


def test_without_a_roster_that_is_said(tmp_path: Path) -> None:
    (office(tmp_path) / "roster.csv").unlink()
    assert "没有单位名录" in complaints(tmp_path)[0]


def test_every_column_is_read_under_english_labels_too(tmp_path: Path) -> None:
    text = "former,code,name,contact,email,forms,section\n"
    text += "旧局；099 088,101,示例市民政局,示例人,m@example.cn,s0、P1,社保科\n"
    agency = opened(office(tmp_path, text.encode())).roster.agencies[0]
    forms = ("liuzhou_dept_target", "national_project_review")
    former = ("旧局", "099", "088")
    assert agency == Agency("101", "示例市民政局", "", "示例人", "m@example.cn", forms, "社保科", former)


def test_former_codes_and_names_may_stand_in_two_columns(tmp_path: Path) -> None:
    text = "单位编码(必填),*单位名称,曾用编码,曾用名称\n101,示例市民政局,099,旧民政局\n"
    assert opened(office(tmp_path, text.encode())).roster.agencies[0].former == ("099", "旧民政局")


def test_a_renamed_agency_is_found_by_what_it_was_called(tmp_path: Path) -> None:
    roster = opened(office(tmp_path, "102,示例市数据局,,,,,,信息中心；077\n101,信息委,,,,,,\n")).roster
    found = [roster.agency(name) for name in ("077", "信息中心", "102", "示例市数据局", "信息委")]
    assert [one.code if one else "" for one in found] == ["102", "102", "102", "102", "101"]
    assert roster.agency("无此单位") is None
    assert roster.agency("") is None


def test_unknown_columns_are_passed_over_and_said(tmp_path: Path) -> None:
    workspace = opened(office(tmp_path, "单位编码,单位名称,备注,对口科事\n101,示例市民政局,x,y\n".encode()))
    assert workspace.notes == (
        "roster.csv 第 1 行：不认识 ‘备注’ 一栏，没有用它",
        "roster.csv 第 1 行：不认识 ‘对口科事’ 一栏，没有用它；是否 对口科室？",
    )


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    lines = (
        "101,示例市民政局,,,mzj@example,S0,,\n",
        "101,示例市教育局,109,,,S0 P9,,\n",
        ",示例市卫健委,,,,S2,,\n",
        "103,,,,,,,\n",
        "104,示例市文旅局,,,,,,101\n",
        "105,示例市体育局,,,,,,旧文旅局\n",
        "106,示例市农业局,,,,,,旧文旅局\n",
        "10 7,示例市水利局,,,,,,\n",
    )
    projects = ("P01,修缮,109,\n", "P01,培训,103,S0\n", ",,,\n", ",采购,,P1\n")
    assert complaints(office(tmp_path, "".join(lines), "".join(projects))) == [
        "projects.csv:2:3 单位编码 — 单位名录里没有编码 109；是否 106？",
        "projects.csv:3:1 项目编码 — 编码 P01 重复，第 2 行已经写过；一个编码只写一行，请改正或删去",
        "projects.csv:3:4 表 — S0 不是按项目填报的表；请删去，它由单位填报一份",
        "projects.csv:5:1 项目编码 — 没有写项目编码；请写项目编码",
        "projects.csv:5:3 单位编码 — 没有写单位编码；请写填报这个项目的单位的编码",
        "roster.csv:2:5 邮箱 — ‘mzj@example’ 不是邮箱地址；只写一个，例如 mzj@example.cn",
        "roster.csv:3:1 单位编码 — 编码 101 重复，第 2 行已经写过；一个编码只写一行，请改正或删去",
        "roster.csv:3:3 上级单位编码 — 没有编码为 109 的单位；是否 106？",
        "roster.csv:3:6 表 — 没有名为 ‘P9’ 的表样；可用的表样：P1、S0；也可以写表的代码",
        "roster.csv:4:1 单位编码 — 没有写单位编码；请写单位编码",
        "roster.csv:4:6 表 — 今年不收 S2；jixiao.yaml 的 forms 里有：S0、P1",
        "roster.csv:5:2 单位名称 — 没有写单位名称；请写单位名称",
        "roster.csv:6:8 曾用编码或名称 — 101 是 101 示例市民政局 现在的编码或名称；请删去；它的来件会算作那个单位的",
        "roster.csv:8:8 曾用编码或名称 — 旧文旅局 也是 105 示例市体育局 的曾用编码或名称；请只写在接收它的那个单位",
        "roster.csv:9:1 单位编码 — 编码 ‘10 7’ 里有空格；请删去空格",
    ]


def test_a_circle_of_parents_is_said_once(tmp_path: Path) -> None:
    lines = "101,甲局,102,,,,,\n102,乙局,103,,,,,\n103,丙局,101,,,,,\n104,丁局,101,,,,,\n105,戊局,105,,,,,\n"
    assert complaints(office(tmp_path, lines)) == [
        "roster.csv:2:3 上级单位编码 — 上级单位绕成了圈：101 → 102 → 103 → 101；最上一级单位的上级单位编码请空着",
        "roster.csv:6:3 上级单位编码 — 上级单位是它自己；最上一级单位的上级单位编码请空着",
    ]


def test_a_parent_or_a_projects_agency_by_an_old_code_is_told_the_present_one(tmp_path: Path) -> None:
    folder = office(tmp_path, "101,示例市民政局,,,,,,099\n101001,救助站,099,,,,,\n", "P01,修缮,示例市民政局,\n")
    assert [line.partition("；")[2] for line in complaints(folder)] == ["请写 示例市民政局 现在的编码 101"] * 2


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("1.01E+05", "Excel 把它变成了科学记数 1.01E+05"),
        ("101\x07", "含有不能打印的字符 U+0007"),
        ("101\x00", "含有不能打印的字符 U+0000"),
        ("101\x85", "含有不能打印的字符 U+0085"),
    ],
)
def test_a_spoilt_code_is_refused(tmp_path: Path, cell: str, told: str) -> None:
    assert told in complaints(office(tmp_path, f"{cell},示例市民政局,,,,,,\n"))[0]


@pytest.mark.parametrize("cell", ['="0101"', '"=""0101"""', "０１０１", " 0101 ", "\u30000101\u00a0"])
def test_ways_to_type_one_code(tmp_path: Path, cell: str) -> None:
    assert opened(office(tmp_path, f"{cell},示例市民政局,,,,,,\n")).roster.agencies[0].code == "0101"


def test_a_quote_that_is_never_closed_is_said_where_it_begins(tmp_path: Path) -> None:
    folder = office(tmp_path, '101,示例市民政局,,,,,,\n102,"示例市教育局,,,,,,\n103,示例市卫健委,,,,,,\n')
    assert complaints(folder)[0].startswith("roster.csv:3:1 文件 — 引号没有成对")


def test_a_name_over_two_lines_keeps_the_count_of_lines(tmp_path: Path) -> None:
    folder = office(tmp_path, '101,"示例市\r\n民政局",,,,,,\n102,,,,,,,\n')
    assert complaints(folder) == ["roster.csv:4:2 单位名称 — 没有写单位名称；请写单位名称"]
    (folder / "roster.csv").write_text(ROSTER + '101,"示例市\n民政局",,,,,,\n', encoding="utf-8")
    assert opened(folder).roster.agencies[0].name == "示例市 民政局"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "文件是空的"),
        ("一,二\n三,四\n".encode(), "找不到表头"),
        ("单位名称,联系人\n示例市民政局,示例人\n".encode(), "缺少 单位编码 一栏"),
        ("单位编码,单位名称,单位代码\n101,示例市民政局,102\n".encode(), "这一栏有两个"),
        (b"\xff\x00\x81\x20\xfe", "认不出文字的编码"),
        (b"PK\x03\x04broken", "roster.csv"),
    ],
)
def test_a_file_that_is_no_roster(tmp_path: Path, data: bytes, told: str) -> None:
    assert told in complaints(office(tmp_path, data))[0]


def test_two_agencies_of_one_name_are_said(tmp_path: Path) -> None:
    workspace = opened(office(tmp_path, "101,办公室,,,,,,\n102,办公室,,,,,,\n"))
    assert workspace.notes == ("roster.csv 第 3 行：101 与 102 都叫 办公室；没有编码的来件会算作前一个",)


def test_without_the_seasons_forms_names_stay_as_written(tmp_path: Path) -> None:
    read = read_roster(office(tmp_path, "101,示例市民政局,,,,自己的表,,\n"))
    assert (read.roster.agencies[0].forms, read.faults) == (("自己的表",), ())


@pytest.mark.parametrize("place", ["roster", "projects"])
@given(data=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_give_a_roster_or_faults(tmp_path_factory: pytest.TempPathFactory, place: str, data: bytes) -> None:
    folder = office(tmp_path_factory.mktemp("any"), "101,示例市民政局,,,,,,\n")
    head = ROSTER if place == "roster" else PROJECTS
    (folder / f"{place}.csv").write_bytes(head.encode() + data)
    read = read_roster(folder)
    codes = [agency.code for agency in read.roster.agencies]
    assert read.faults or len(codes) == len(set(codes))


def test_a_roster_with_thousands_of_wrong_parents_is_told_soon(tmp_path: Path) -> None:
    lines = "".join(f"A{number:05},单位{number},B{number:05},,,,,\n" for number in range(4000))
    assert len(complaints(office(tmp_path, lines))) == 4000
