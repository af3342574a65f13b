"""The public verbs are importable from the package, and importing the package alone imports none of them."""

from __future__ import annotations

import subprocess
import sys

import pytest

import jixiao_xlsx


@pytest.mark.parametrize("name", jixiao_xlsx.__all__)
def test_public_name_is_there(name: str) -> None:
    assert getattr(jixiao_xlsx, name) is not None


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_like_this"):
        getattr(jixiao_xlsx, "nothing_like_this")  # noqa: B009 — the error is what is tested


def test_importing_the_package_imports_no_library() -> None:
    code = "import sys, jixiao_xlsx; print([m for m in ('yaml', 'openpyxl', 'pydantic') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_example_of_the_package_runs() -> None:
    form = jixiao_xlsx.load_form("S0")
    blank = jixiao_xlsx.issue_blank(jixiao_xlsx.Order(form, 2026, jixiao_xlsx.Party("101", "示例市民政局")))
    filing = jixiao_xlsx.read_filing(blank.data, name="空表.xlsx")
    assert [finding.code for finding in filing.findings] == ["S10"]
