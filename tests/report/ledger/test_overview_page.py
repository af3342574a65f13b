"""The overview's page as a browser shows and prints it: whole without a network, readable, inert."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from jixiao_xlsx.model.season.ledger import LedgerLine, LedgerState
from jixiao_xlsx.report.ledger.overview_page import overview_page
from report.ledger.chromium import printed_pages, visible_dom
from report.ledger.season_lines import filing, found, line, overview, season

NASTY = "<script>document.title='坏'</script><img src=x onerror=\"document.title='坏'\">{{ 7*7 }}"


def saved(lines: tuple[LedgerLine, ...], folder: Path) -> Path:
    page = folder / "总览.html"
    page.write_text(overview_page(overview(lines)), encoding="utf-8")
    return page


class Elements(HTMLParser):
    """The names of the elements in a page, and the attributes that could fetch or run anything."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.active: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.active += [name for name, _ in attrs if name in {"src", "href", "xlink:href"} or name.startswith("on")]


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    page = overview_page(overview(season(40)))
    assert not re.search(r"https?:|url\(|@import", page)
    elements = Elements(page)
    assert not {"script", "link", "iframe", "img", "object"} & set(elements.names)
    assert elements.active == []
    assert "default-src 'none'" in page


@pytest.mark.parametrize(("agencies", "projects", "most"), [(40, 0, 3), (40, 18, 5)])
def test_it_prints_on_few_pages_with_every_agency(agencies: int, projects: int, most: int, tmp_path: Path) -> None:
    lines = season(agencies, projects=projects)
    pages = printed_pages(saved(lines, tmp_path), tmp_path)
    assert 2 <= len(pages) <= most
    text = "".join(pages)
    assert "2026年度预算绩效填报总览" in pages[0]
    assert "截至 2026-03-20" in pages[0]
    assert str(len(lines)) in pages[0]
    together = "".join(text.split())
    for one in overview(lines).laggards:
        assert one.code in together
    assert "审核意见" in together
    # What a browser prints of its own: the address below, its page numbers beside ours.
    assert "file:" not in together
    assert f"1/{len(pages)}" not in together
    assert "—1—" in "".join(pages[0].split())


def test_hostile_names_are_only_text(tmp_path: Path) -> None:
    came = filing(datetime(2026, 3, 1, tzinfo=UTC), *found("R01"))
    lines = (
        line("1", LedgerState.MISSING, name=NASTY, parent=NASTY, section=NASTY, late=3),
        line("2", LedgerState.RETURNED, name="乙局", subject=NASTY, versions=(came,)),
    )
    page = saved(lines, tmp_path)
    elements = Elements(page.read_text(encoding="utf-8"))
    assert not {"script", "img"} & set(elements.names)
    shown = visible_dom(page, tmp_path)
    assert "<title>2026年度预算绩效填报总览</title>" in shown
    assert not {"script", "img"} & set(Elements(shown).names)
    assert "{{ 7*7 }}" in shown


def test_an_empty_season_has_a_page() -> None:
    page = overview_page(overview(()))
    assert "还没有收到填报件。" in page
    assert "（0 个单位）" in page


def test_the_same_season_gives_the_same_page() -> None:
    assert overview_page(overview(season(20))) == overview_page(overview(season(20)))


def test_many_departments_are_drawn_together_beyond_a_readable_number() -> None:
    lines = tuple(line(str(number), LedgerState.MISSING, parent=f"主管部门{number}") for number in range(60))
    page = overview_page(overview(lines))
    assert "其余主管部门 31 个" in page
