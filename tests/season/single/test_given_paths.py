"""Paths as other programs have them: Path or str, in whatever can be gone through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import jixiao_xlsx
from jixiao_xlsx.season.demo.samples import fill_sample, issue_sample
from jixiao_xlsx.spec.samples import all_samples


@pytest.fixture
def returned(tmp_path: Path) -> Path:
    path = tmp_path / "交回.xlsx"
    sample = all_samples()[0]
    path.write_bytes(fill_sample(issue_sample(sample), sample.typed))
    return path


@pytest.mark.parametrize("given_as", [Path, str])
def test_many_files_are_read_from_anything_that_can_be_gone_through(
    returned: Path, given_as: Callable[[Path], Path | str]
) -> None:
    expected = [jixiao_xlsx.read_filing(given_as(returned))] * 3
    given = (given_as(returned) for _ in range(3))
    assert list(jixiao_xlsx.read_filings(given, jobs=2)) == expected
    assert list(jixiao_xlsx.read_filings({given_as(returned): 1})) == expected[:1]
    assert list(jixiao_xlsx.read_filings(given_as(returned))) == expected[:1]
    assert list(jixiao_xlsx.read_filings([])) == []


def test_many_files_are_read_as_they_are_asked_for(returned: Path) -> None:
    asked: list[Path] = []

    def endless() -> Iterator[Path]:
        while True:
            asked.append(returned)
            yield returned

    filings = jixiao_xlsx.read_filings(endless())
    next(filings)
    assert len(asked) <= 4  # three wait for the worker, so that it never idles


@pytest.mark.parametrize("given_as", [Path, str])
def test_a_workspace_and_what_it_writes_are_named_by_path_or_text(
    tmp_path: Path, returned: Path, given_as: Callable[[Path], Path | str]
) -> None:
    season = jixiao_xlsx.Season.new(given_as(tmp_path / "2026"), 2026, who="张三", forms=iter(["S0"]))
    folder = season.workspace.folder
    opened = jixiao_xlsx.open_workspace(given_as(folder))
    assert opened == jixiao_xlsx.find_workspace(given_as(folder / "收件"))
    issued = season.issue(agencies=iter(["001"]), out=given_as(tmp_path / "别处"))
    assert [blank.plan.path.is_relative_to(tmp_path / "别处") for blank in issued.blanks] == [True] * len(issued.blanks)
    assert [arrival.new for arrival in season.collect(iter([given_as(returned)]), any_year=True)] == [True]
    compared = jixiao_xlsx.compare(iter([given_as(returned)] * 2), start=given_as(tmp_path))
    assert list(compared.lines())
    (tmp_path / "specs").mkdir()
    assert jixiao_xlsx.all_forms(given_as(tmp_path / "specs")) == jixiao_xlsx.all_forms()
