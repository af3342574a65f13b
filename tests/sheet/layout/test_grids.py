"""Each embedded form laid out for its own year equals its snapshot; renewed by running this file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.sheet.grid import FormGrid
from jixiao_xlsx.sheet.layout import lay_out
from jixiao_xlsx.spec.catalogue import all_forms

SNAPSHOTS = Path(__file__).resolve().parents[2] / "grids"
FORMS = {form.name: form for form in all_forms()}


def laid_out(form: Form) -> FormGrid:
    return lay_out(form, form.year or 2026)


@pytest.mark.parametrize("name", sorted(FORMS))
def test_grid_equals_its_snapshot(name: str) -> None:
    assert laid_out(FORMS[name]).listing() == (SNAPSHOTS / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(FORMS))
def test_every_cell_of_the_form_is_in_exactly_one_box(name: str) -> None:
    for grid in laid_out(FORMS[name]).sheets:
        covered = [
            (row, column)
            for box in grid.boxes
            for row in range(box.region.top, box.region.bottom + 1)
            for column in range(box.region.left, box.region.right + 1)
        ]
        rows, columns = range(grid.top, grid.bottom + 1), range(grid.left, grid.right + 1)
        assert sorted(covered) == [(row, column) for row in rows for column in columns]


@pytest.mark.parametrize("name", sorted(FORMS))
def test_keys_are_unique(name: str) -> None:
    keys = [box.key for grid in laid_out(FORMS[name]).sheets for box in grid.boxes if box.key]
    assert len(keys) == len(set(keys))


def test_fingerprint_follows_what_a_reader_relies_on() -> None:
    form = next(iter(FORMS.values()))
    assert lay_out(form, 2026).fingerprint == lay_out(replace(form), 2026).fingerprint
    assert lay_out(form, 2026).fingerprint != lay_out(form, 2027).fingerprint


def test_a_form_is_laid_out_once_and_an_equal_one_anew() -> None:
    form = next(iter(FORMS.values()))
    kept, twin = lay_out(form, 2026), lay_out(replace(form), 2026)
    assert lay_out(form, 2026, {}) is kept
    assert twin is not kept
    assert twin == kept


def renew() -> None:
    SNAPSHOTS.mkdir(exist_ok=True)
    for name, form in FORMS.items():
        (SNAPSHOTS / f"{name}.txt").write_text(laid_out(form).listing(), encoding="utf-8")


if __name__ == "__main__":
    renew()
