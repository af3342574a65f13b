"""What a reference such as `101/S2@2` means, and what is said where it means nothing or too much."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.season.outputs.diff import compare
from jixiao_xlsx.season.register.versions import Reference
from jixiao_xlsx.season.single.one_blank import Party
from report.diff.returned import AGENCY, S2
from report.diff.seasons import new_season, receive

FISCAL = "funds.income.fiscal.y0"


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Filing]]:
    folder = tmp_path_factory.mktemp("季")
    last = new_season(folder / "2025", year=2025)
    receive(last, {**S2, FISCAL: 5400}, agency=Party("10100", "示例市民政局"))
    this = new_season(folder / "2026", earlier="../2025")
    filings = [receive(this, {**S2, FISCAL: 6000 + number}, after=number) for number in (1, 2, 3)]
    receive(this, {"goal.expected": "完成改造。"}, form="P1")
    receive(this, S2, agency=Party("123456", "示例市财政局"))
    return folder / "2026", filings


def amounts(season: tuple[Path, list[Filing]], *references: str) -> tuple[object, object]:
    diff = compare(references, start=season[0]).diff
    return (diff.before.seal and diff.before.seal.year, diff.before.value(("funds", "income", "fiscal", "y0"))), (
        diff.after.seal and diff.after.seal.year,
        diff.after.value(("funds", "income", "fiscal", "y0")),
    )


@pytest.mark.parametrize(
    ("references", "expected"),
    [
        (("101/S2",), ((2026, 6002), (2026, 6003))),
        (("示例市民政局/S2",), ((2026, 6002), (2026, 6003))),
        (("10100/S2@2",), ((2026, 6001), (2026, 6002))),
        (("101/S2@1", "101/S2@3"), ((2026, 6001), (2026, 6003))),
        (("101/S2@2025", "101/S2@2026"), ((2025, 5400), (2026, 6003))),
        (("101/S2@2026@1", "101/S2"), ((2026, 6001), (2026, 6003))),
        (("101/wuhan_dept_target/P01@1", "101/S2"), ((2026, 6001), (2026, 6003))),
        (("123456", "101/S2"), ((2026, 6000), (2026, 6003))),
    ],
)
def test_a_reference_means_a_version(
    season: tuple[Path, list[Filing]], references: tuple[str, ...], expected: tuple[tuple[int, int], tuple[int, int]]
) -> None:
    assert amounts(season, *references) == expected


def test_the_beginning_of_a_checksum_means_a_version(season: tuple[Path, list[Filing]]) -> None:
    first, _, third = season[1]
    assert amounts(season, first.sha256[:12], third.sha256) == ((2026, 6001), (2026, 6003))


def test_two_years_tell_history(season: tuple[Path, list[Filing]]) -> None:
    diff = compare(("101/S2@2025", "101/S2@2026"), start=season[0]).diff
    told = [change for change in diff.history if not change.is_computed]
    assert [change.amounts and change.amounts.difference for change in told] == [100]


@pytest.mark.parametrize(
    ("references", "words"),
    [
        (("999/S2",), "没有收到 ‘999’"),
        (("101",), "有几份填报件"),
        (("101/S9",), "没有名为"),
        (("101/S2@7", "101/S2"), "只有 3 个版本"),
        (("101/S2@2030", "101/S2"), "收到的有：101/S2/P01@2025、101/S2/P01@2026"),
        (("101/P1",), "之前没有别的版本"),
        (("101/S2", "101/P1"), "不是同一张表"),
        (("101/S2", "101/S2", "101/S2"), "一个或两个"),
    ],
)
def test_what_a_reference_lacks_is_said(
    season: tuple[Path, list[Filing]], references: tuple[str, ...], words: str
) -> None:
    with pytest.raises(JixiaoError) as error:
        compare(references, start=season[0])
    assert words in str(error.value)


@pytest.mark.parametrize("text", ["", "@1", "101/S2/P01/x", "101@2025@2026", "101@1@2", "101@很新", "101@0"])
def test_a_text_that_is_no_reference_is_refused(text: str) -> None:
    with pytest.raises(JixiaoError, match="看不懂"):
        Reference.parse(text)


def test_full_width_signs_are_understood() -> None:
    assert Reference.parse("101／S2＠2") == Reference("101／S2＠2", "101", "S2", "", None, 2)


def test_the_order_in_which_versions_came_does_not_matter(tmp_path: Path) -> None:
    workspace = new_season(tmp_path)
    for number in (3, 1, 2):
        receive(workspace, {**S2, FISCAL: 6000 + number}, after=number, agency=AGENCY)
    diff = compare(("101/S2",), start=tmp_path).diff
    assert diff.after.value(("funds", "income", "fiscal", "y0")) == 6003
