"""A wholly empty 效益 or 满意度 block is said on every form that asks for it, once, and only where it is missed."""

from __future__ import annotations

import pytest

from filings.filled import Cells, findings, found
from filings.national import NATIONAL, P1, P2B, P3

BLOCKS = ("benefit", "satisfaction")


def _without(cells: Cells, *blocks: str) -> Cells:
    starts = tuple(f"indicators.{block}." for block in blocks)
    return {key: value for key, value in cells.items() if not key.startswith(starts)}


def _balanced(cells: Cells) -> Cells:
    """The cells with the points of what was left out given to the quantity indicator."""
    points = {key: value for key, value in cells.items() if key.startswith("indicators.") and key.endswith(".points")}
    if not points:
        return cells
    row = "indicators.output.quantity[1]"
    missing = 90 - sum(value for value in points.values() if isinstance(value, int))
    moved = {
        f"{row}.{word}": int(str(cells[f"{row}.{word}"])) + missing
        for word in ("points", "score")
        if f"{row}.{word}" in cells
    }
    return {**cells, **moved}


@pytest.mark.parametrize("form", NATIONAL)
def test_a_well_filled_form_has_no_finding(form: str) -> None:
    assert [str(finding) for finding in findings(form, NATIONAL[form])] == []


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("form", NATIONAL)
def test_an_empty_block_is_said_once_at_the_block(form: str, block: str) -> None:
    said = findings(form, _balanced(_without(NATIONAL[form], block)))
    # P3 counts its 效益 itself, and says so at a place of its rule's choice.
    own = (form, block) == ("P3", "benefit")
    said = tuple(finding for finding in said if finding.code not in _OF_THE_REST)
    assert [finding.code for finding in said] == ["R02" if own else "T20"]
    assert own or said[0].where.key.startswith(f"indicators.{block}.")


# With fewer rows every score may be full, or one row have most of the points.
_OF_THE_REST = ("C14", "C15")


@pytest.mark.parametrize("form", NATIONAL)
def test_two_empty_blocks_are_two(form: str) -> None:
    said = findings(form, _balanced(_without(NATIONAL[form], *BLOCKS)))
    said = tuple(finding for finding in said if finding.code not in _OF_THE_REST)
    assert [finding.code for finding in said] == ["R02" if form == "P3" else "T20", "T20"]


def test_an_empty_output_is_said_by_the_least_number_of_rows_alone() -> None:
    assert found("P3", _without(P3, "output")) == [("R05", "indicators.output.quantity")]


def test_a_project_without_costs_is_let_be() -> None:
    assert found("P2B", _balanced(_without(P2B, "cost"))) == []


def test_a_row_filled_in_part_is_no_empty_block() -> None:
    cells = {**_balanced(_without(P1, "benefit")), "indicators.benefit.social[1].name": "老人居家安全水平"}
    assert "T20" not in [code for code, _ in found("P1", cells)]
