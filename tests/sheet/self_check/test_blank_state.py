"""No form says 可以报送 as it was issued: something required is missing, or nothing is filled at all."""

from __future__ import annotations

import pytest

from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank, prefilled
from jixiao_xlsx.sheet.grid import LiveShow
from jixiao_xlsx.sheet.self_check.computing import live_values_of
from jixiao_xlsx.spec.catalogue import all_forms

FORMS = {form.name: form for form in all_forms()}


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_blank_may_not_be_sent(name: str) -> None:
    order = Order(FORMS[name], 2026, Party("101", "示例市民政局"), Party("P01", "适老化改造"))
    layout = issue_blank(order).layout
    assert "须改正" in str(live_values_of(layout, prefilled(layout, order))[-1, LiveShow.STATUS])
