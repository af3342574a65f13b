"""Self-evaluations as careful departments file them draw nothing."""

from __future__ import annotations

import pytest

from filings.self_reviews.reviews import changed


@pytest.mark.parametrize("form", ["P1", "P5"])
def test_a_clean_self_evaluation_has_no_finding(form: str) -> None:
    assert changed({}, form) == []
