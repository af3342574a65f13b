"""Every spec in tests/spec/bad tells exactly the faults that its `# 预期:` lines name, all in one run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jixiao_xlsx.errors import Fault, JixiaoError, SpecError
from jixiao_xlsx.spec.catalogue import all_forms, edition_order, find_form, load_form
from jixiao_xlsx.spec.load import load_path, load_text
from jixiao_xlsx.spec.settings.settings import load_settings

BAD = sorted((Path(__file__).parent / "bad").glob("*.yaml"))
EXPECTED = re.compile(r"^# 预期: (.+)$", re.MULTILINE)
PYDANTIC = re.compile(r"Input should|valid|Field required|Extra inputs|\bunion\b|\btag\b|\bdict\b|\binstance\b")
GOOD = """
form: sample
title: <year>年度示例表
edition: 2024
measure: 万元
columns: [12, 14]
sections:
  - {key: head, lines: [[{label: 单位, key: agency, kind: text}]]}
"""


def faults_of(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(SpecError) as caught:
        load_path(path)
    return caught.value.faults


def expected_of(path: Path) -> list[str]:
    return EXPECTED.findall(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_the_faults_are_those_expected(path: Path) -> None:
    told = [f"{fault.line}:{fault.column} {fault.path} — {fault.wrong}" for fault in faults_of(path)]
    assert told == expected_of(path)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_faults_speak_chinese_and_name_the_file(path: Path) -> None:
    for fault in faults_of(path):
        assert fault.file == path.name
        assert re.search(r"[\u4e00-\u9fff]", fault.wrong)
        assert not PYDANTIC.search(fault.wrong + fault.write)


def test_a_third_of_the_bad_specs_have_several_faults() -> None:
    assert sum(len(expected_of(path)) > 1 for path in BAD) * 3 >= len(BAD) > 50


def test_the_sample_is_good() -> None:
    assert load_text(GOOD, name="sample.yaml").edition == "2024"


@pytest.mark.parametrize(
    ("edition", "write"),
    [
        ("2024.10", '请加引号："2024.10"'),
        ("2024-10-01", '请加引号："2024-10-01"'),
        ("0o17", '请加引号："0o17"'),
        ("no", '请加引号："no"'),
        ("", "请写上值，或删去这个键"),
    ],
)
def test_an_edition_that_yaml_would_change_is_refused(edition: str, write: str) -> None:
    with pytest.raises(SpecError) as caught:
        load_text(GOOD.replace("edition: 2024", f"edition: {edition}"), name="sample.yaml")
    assert [(fault.path, fault.line, fault.write) for fault in caught.value.faults] == [("edition", 4, write)]


@pytest.mark.parametrize(("written", "edition"), [("2024", "2024"), ('"2024.10"', "2024.10"), ("2024a", "2024a")])
def test_an_edition_is_a_text(written: str, edition: str) -> None:
    assert load_text(GOOD.replace("edition: 2024", f"edition: {written}"), name="").edition == edition


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("[" * 100_000, "嵌套超过 40 层"),
        ("- " * 100_000, "嵌套超过 40 层"),
        ("? " * 100_000, "嵌套超过 40 层"),
        ("{a: " * 100_000, "嵌套超过 40 层"),
        ("{" * 100_000, "嵌套超过 40 层"),
        ("form: " + "[" * 100_000, "嵌套超过 40 层"),
        ("a" * 1_000_001, "文件太大"),
        ("a: \ud800", "有不成字的编码"),
        ("a: \x00", "有不可见的控制字符"),
        ("", "文件是空的"),
    ],
    ids=[
        "brackets",
        "dashes",
        "question marks",
        "braces",
        "open braces",
        "later",
        "too long",
        "surrogate",
        "control",
        "empty",
    ],
)
def test_hostile_text_is_a_fault(text: str, wrong: str) -> None:
    with pytest.raises(SpecError, match=wrong):
        load_text(text, name="hostile.yaml")


DEEP = {
    "more than ours": "[" * 45,
    "nearly libyaml's": "[" * 900,
    "more than libyaml's": "[" * 3_000,
    "on lines": "[\n" * 3_000,
    "braces": "{a: " * 3_000,
    "dashes": "- " * 3_000,
    "question marks": "? " * 3_000,
}


@pytest.mark.parametrize("deep", DEEP.values(), ids=DEEP)
def test_depth_is_told_in_our_words_whatever_the_library_bears(deep: str, tmp_path: Path) -> None:
    """libyaml stops at a number of levels of its own, which differs between its versions."""
    settings = tmp_path / "jixiao.yaml"
    settings.write_text(deep, encoding="utf-8")
    for read in (load_path, load_settings):
        with pytest.raises(SpecError) as caught:
            read(settings)
        said = [fault.wrong for fault in caught.value.faults]
        assert "嵌套超过 40 层" in said
        assert not [wrong for wrong in said if "YAML" in wrong]


def test_brackets_that_are_text_do_not_nest() -> None:
    """A fault of syntax stays one, however many brackets stand in quotes and comments before it."""
    quoted = "".join(f'k{number}: "[[{{{{" # [[[[\n' for number in range(50))
    with pytest.raises(SpecError, match="YAML 写法有误"):
        load_text(quoted + "x: [", name="quoted.yaml")


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "bom.yaml"
    path.write_text(GOOD, encoding="utf-8-sig")
    assert load_path(path).form == "sample"


def test_a_file_in_gbk_is_a_fault_at_its_first_sign(tmp_path: Path) -> None:
    path = tmp_path / "gbk.yaml"
    path.write_bytes(GOOD.encode("gbk"))
    (fault,) = faults_of(path)
    assert (fault.line, fault.column, fault.wrong) == (3, 14, "不是 UTF-8 编码")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(JixiaoError, match="读不了表样"):
        load_form(tmp_path / "none.yaml")


def test_an_unknown_form_comes_with_the_nearest_name() -> None:
    with pytest.raises(JixiaoError) as caught:
        find_form("liuzhou_dept_tagret")
    assert caught.value.hint == "是否 liuzhou_dept_target？"


def test_all_faulty_files_of_a_folder_are_told_together(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD.replace("万元", "美元"), encoding="utf-8")
    (tmp_path / "b.yaml").write_text("form: [", encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        all_forms(tmp_path)
    assert [fault.file for fault in caught.value.faults] == ["a.yaml", "b.yaml"]


def test_the_same_form_and_edition_in_two_files_is_a_fault(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    with pytest.raises(SpecError, match="sample@2024 另一个文件里已经有了"):
        all_forms(tmp_path)


def test_editions_are_ordered_as_people_count() -> None:
    assert sorted(["2024.10", "2023", "2024.9", "2024"], key=edition_order) == ["2023", "2024", "2024.9", "2024.10"]
