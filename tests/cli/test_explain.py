"""`jixiao explain` and docs/findings.md say what the catalogue says."""

from __future__ import annotations

import re

from click.testing import CliRunner, Result

from house.package_tree import ROOT
from jixiao_xlsx.cli import main
from jixiao_xlsx.findings import CATALOGUE
from jixiao_xlsx.findings.families import by_family
from jixiao_xlsx.findings.page import page_text


def explain(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["explain", *arguments])


def test_the_page_is_up_to_date() -> None:
    page = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    assert page == explain("--markdown").stdout, "run: jixiao explain --markdown > docs/findings.md"


def test_every_code_belongs_to_one_family() -> None:
    assert sorted(entry.code for _, entries in by_family() for entry in entries) == sorted(CATALOGUE)


def test_a_code_is_explained_whatever_its_case() -> None:
    entry = CATALOGUE["V109"]
    shown = explain("v109").stdout
    assert shown.startswith(f"V109 {entry.title}（{entry.severity}）")
    assert entry.cause in shown
    assert entry.cure in shown


def test_without_a_code_all_are_listed_by_family() -> None:
    lines = explain().stdout.splitlines()
    assert len(lines) == len(CATALOGUE) + len(by_family())
    assert lines[0].startswith("F 文件")


def test_unknown_codes_come_with_the_nearest() -> None:
    result = explain("V1O9", "Q1")
    assert result.exit_code == 2
    assert "没有 V1O9、Q1 这样的代码" in result.stderr
    assert "是否 V109" in result.stderr


def test_markdown_prints_the_page_with_the_commands_that_make_it() -> None:
    named = re.findall(r"`jixiao [^`]+`", explain("--markdown").stdout)
    assert named == ["`jixiao explain 代码`", "`jixiao explain --markdown > docs/findings.md`"]
    assert not re.search(r"jixiao |--[a-z]", page_text())
