"""docs/scoring.md says what the program does: its profiles, its codes, its examples."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from house.package_tree import ROOT
from jixiao_xlsx.findings import scores
from jixiao_xlsx.model.forms.form import Scoring
from jixiao_xlsx.model.scoring.profiles import PROFILES
from jixiao_xlsx.model.scoring.scoring import score_indicator
from jixiao_xlsx.model.target import parse_target

PAGE = (ROOT / "docs" / "scoring.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\| (\S+) \| (\S+) \| ([^|]+) \| ([^|]+得[^|]*|[^|]+ = [^|]+) \|$", PAGE, re.MULTILINE)


def test_every_profile_and_no_other_has_a_line() -> None:
    table = PAGE.split("## 口径")[1].split("## ")[0]
    assert re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE) == list(PROFILES)


def test_every_code_has_its_severity() -> None:
    told = re.findall(r"^\| (C\d\d) \| (\S+) \|", PAGE, re.MULTILINE)
    assert told == [(entry.code, str(entry.severity)) for entry in scores.CODES]


def test_every_word_of_the_spec_is_described() -> None:
    words = set(Scoring.__dataclass_fields__) - {"owner"}
    assert words <= set(re.findall(r"`(\w+)`", PAGE))


@pytest.mark.parametrize(("target", "actual", "text", "computation"), EXAMPLES)
def test_the_examples_are_computed(target: str, actual: str, text: str, computation: str) -> None:
    score = score_indicator(parse_target(target), parse_target(actual), points=Decimal(10))
    assert (score.text, score.computation) == (text, computation)


def test_the_examples_are_found() -> None:
    assert len(EXAMPLES) == 4
