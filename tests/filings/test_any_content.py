"""Whatever is typed, the audit ends, and says each thing once, in the order of the sheet."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cpu
from filings.filled import CLEAN, PLAN, REVIEW, amount, blank_of, filing_of, found
from jixiao_xlsx.filings.view.places import in_cell_order
from jixiao_xlsx.model.keys import format_key
from model.kinds.strategies import values

PIECES = st.sampled_from(
    ["≥95%", "XX", "2019年度", "按实际发生数", "12月底前", "数量指标", "9805000", "（150字以内）", "；", "\n", "  "]
)


@pytest.mark.parametrize("form", sorted(CLEAN))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_any_values_are_audited(form: str, data: st.DataObject) -> None:
    slots = {format_key(slot.key): slot.field for _, slot in blank_of(form).layout.slots() if not slot.field.locked}
    chosen = data.draw(st.lists(st.sampled_from(sorted(slots)), max_size=12, unique=True))
    texts = st.lists(PIECES, min_size=1, max_size=4).map("".join)
    cells = {}
    for key in chosen:
        any_value = values(slots[key].kind, slots[key])
        cells[key] = data.draw(st.one_of(texts, any_value) if "text" in slots[key].kind else any_value)
    said = filing_of(form, {**CLEAN[form], **cells}).findings
    assert len(said) == len(set(said))
    rows = [in_cell_order(one.where) for one in said if one.where.cell and one.where.sheet == "填报表"]
    assert rows == sorted(rows)


def test_a_serial_of_many_digits_is_one_mistake() -> None:
    with cpu.at_most(5):
        said = found("review", {**REVIEW, "projects[2].serial": amount("99999999999999")})
    assert said == [("G07", "projects[2].serial")]


def test_long_texts_of_the_same_words_are_compared_in_time() -> None:
    words = "保障困难群众基本生活推进养老服务规范婚姻登记"
    long = "\n".join(f"{number}.{(words[number % 9 :] + words) * 12}" for number in range(1, 60))
    with cpu.at_most(5):
        filing_of("plan", {**PLAN, "texts.tasks": long, "texts.summary": long, "goals[1].text": words * 14})
