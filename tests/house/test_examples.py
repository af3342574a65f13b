"""The Python on the pages runs from top to bottom, prints what stands below it, is typed, and uses the face only."""

from __future__ import annotations

import contextlib
import io
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import jixiao_xlsx
from house.package_tree import ROOT
from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.season.demo.samples import fill_sample
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.spec.catalogue import load_form
from jixiao_xlsx.spec.samples import all_samples

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "specs").glob("*.md")])
API_PAGE = ROOT / "docs" / "api.md"
_BLOCK = re.compile(r"^```python\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)
_DEEP = re.compile(r"(?:from|import) jixiao_xlsx\.\w+|`jixiao_xlsx(?:\.\w+)+`")
_LOGGERS = {"`jixiao_xlsx.reading`", "`jixiao_xlsx.mail`", "`jixiao_xlsx.store`"}


def blocks(page: Path) -> list[tuple[str, str]]:
    """Each piece of Python on a page, and what it prints where the page says so."""
    return _BLOCK.findall(page.read_text(encoding="utf-8"))


WITH_PYTHON = [page for page in PAGES if blocks(page)]


@pytest.fixture(scope="module")
def returned() -> bytes:
    """A filled S0 of the sample roster's first agency, with words where an amount belongs."""
    sample = next(example for example in all_samples() if example.form == "S0")
    blank = issue_blank(Order(load_form("S0"), 2026, Party("001", "示例市民政局"), office="示例市财政局"))
    return fill_sample(blank, {**sample.clean, parse_key("funds.gov_fund.amount"): "九十"})


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, returned: bytes) -> Path:
    """A folder as the pages speak of it; one stands in it."""
    (tmp_path / "交回").mkdir()
    for name in ("交回.xlsx", "交回/民政局.xlsx"):
        (tmp_path / name).write_bytes(returned)
    (tmp_path / "退回").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@contextlib.contextmanager
def as_in_a_program() -> Iterator[io.StringIO]:
    """What is printed; logging is not set up yet, and is afterwards as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers[:] = []
    try:
        with contextlib.redirect_stdout(io.StringIO()) as out:
            yield out
    finally:
        for handler in root.handlers:
            handler.close()
        root.handlers[:] = handlers
        root.setLevel(level)


@pytest.mark.parametrize("page", WITH_PYTHON, ids=lambda page: page.name)
def test_the_examples_of_a_page_run_and_print_what_it_says(page: Path, desk: Path) -> None:
    names: dict[str, object] = {"__name__": "example"}
    for code, printed in blocks(page):
        with as_in_a_program() as out:
            exec(compile(code, str(page), "exec", dont_inherit=True), names)
        if printed:
            assert out.getvalue() == printed, code


def test_the_page_of_the_package_shows_every_name_in_an_example() -> None:
    text, code = API_PAGE.read_text(encoding="utf-8"), "\n".join(code for code, _ in blocks(API_PAGE))
    names = [name for name in jixiao_xlsx.__all__ if name != "__version__"]
    assert [name for name in names if not re.search(rf"\b{name}\b", code)] == []
    assert [name for name in names if f"`{name}`" not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_teach_no_deep_import(page: Path) -> None:
    assert set(_DEEP.findall(page.read_text(encoding="utf-8"))) - _LOGGERS == set()


def test_canary_a_deep_import_would_be_seen() -> None:
    told = (
        "from jixiao_xlsx.sheet.marker.mark import mark\nimport jixiao_xlsx\n`jixiao_xlsx.sheet.marker.mark_workbook`"
    )
    assert len(_DEEP.findall(told)) == 2


def test_the_examples_are_typed_for_a_strict_checker(tmp_path: Path) -> None:
    for page in WITH_PYTHON:
        program = "\n".join(code for code, _ in blocks(page))
        (tmp_path / f"{page.stem.lower()}_examples.py").write_text(program, encoding="utf-8")
    (tmp_path / "unknown.py").write_text("from jixiao_xlsx import no_such_name\n", encoding="utf-8")
    files = sorted(tmp_path.glob("*.py"))
    # Only what the pages say is judged here: the package's own types are checked with the stubs of its libraries.
    command = [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    found = [line for line in done.stdout.splitlines() if ": error:" in line]
    assert len(found) == 1, done.stdout + done.stderr
    assert 'has no attribute "no_such_name"' in found[0]
