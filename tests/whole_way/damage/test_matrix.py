"""The damage matrix by a real client: every damage × every form × .xlsx, .xls, .ods, alone and in pairs."""

from __future__ import annotations

from pathlib import Path

import pytest

from clients.libreoffice import Office
from sheet.reader.samples import sample
from whole_way.damage import plans
from whole_way.damage.client import Outcome, outcomes, read_outcome
from whole_way.damage.plans import FORMS, NAMES, Plan

_PAIRS = 10


def assert_law(chosen: tuple[Plan, ...], outcome: Outcome) -> None:
    """No value under a wrong key, none dropped in silence, a finding for the damage."""
    case = ([plan.name for plan in chosen], outcome.suffix, [step for plan in chosen for step in plan.steps])
    assert not outcome.verdict.wrong, (*case, outcome.verdict.wrong, outcome.told)
    assert not outcome.verdict.silent, (*case, outcome.verdict.silent, outcome.told)
    for plan in chosen:
        assert not plan.said or plan.said & outcome.codes, (*case, outcome.told)


@pytest.mark.parametrize("damage", NAMES)
@pytest.mark.parametrize("form", FORMS)
def test_one_damage_costs_no_value_but_those_it_deletes(office: Office, tmp_path: Path, form: str, damage: str) -> None:
    case = sample(form)
    for plan in plans.plans(case)[damage]:
        for outcome in outcomes(office, case, [plan], tmp_path):
            assert_law((plan,), outcome)
            right = outcome.verdict.right
            assert right >= len(case.values) - len(plan.gone), (plan, outcome.suffix, right, outcome.told)


@pytest.mark.parametrize("form", FORMS)
def test_chains_of_formats_lose_nothing(office: Office, tmp_path: Path, form: str) -> None:
    case = sample(form)
    source = tmp_path / "filled.xlsx"
    source.write_bytes(case.data)
    last = office.chain(source, tmp_path / "a.xls", tmp_path / "b.ods", tmp_path / "c.xlsx")
    outcome = read_outcome(case, last, case.values)
    assert outcome.verdict.right == len(case.values)
    assert not outcome.codes & {"P01", "P04", "P05", "P06", "P09", "P17"}


@pytest.mark.parametrize("number", range(_PAIRS))
@pytest.mark.parametrize("form", FORMS)
def test_two_damages_together_never_misread(office: Office, tmp_path: Path, form: str, number: int) -> None:
    case = sample(form)
    pair = plans.pairs(case, _PAIRS)[number]
    for outcome in outcomes(office, case, pair, tmp_path):
        assert_law(pair, outcome)
