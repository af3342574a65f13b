"""The law: a stamped blank is the rendered one, byte for byte, over every form, any parties and any values."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jixiao_xlsx.errors import WorkbookError
from jixiao_xlsx.model.filings.filing import Seal
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.season.single.one_blank import Order, Party, blank_contents, issue_blank
from jixiao_xlsx.sheet.grid import FormGrid
from jixiao_xlsx.sheet.layout import lay_out
from jixiao_xlsx.sheet.writer import BlankContents, Stamp, stamp
from jixiao_xlsx.sheet.writer.blank import Rendered, rendered
from jixiao_xlsx.sheet.writer.kept_stamps import stamp_of
from jixiao_xlsx.spec.catalogue import all_forms
from model.kinds.strategies import values

FORMS = {form.name: form for form in all_forms()}
LAYOUTS = {name: lay_out(form, 2026, {}) for name, form in FORMS.items()}
ODD = (
    "",
    " 前后有空格 ",
    "a<b>&\"c'",
    "<r>x</r>",
    "=1+1",
    "_x000D_",
    "甲\n乙",
    "\x01",
    "#N/A",
    "单位" * 40,
    "<agency>",
)
TEXTS = st.sampled_from(ODD) | st.text(st.characters(blacklist_categories=["Cs"]), max_size=12)

_EXAMPLES = max(5, settings().max_examples // 10)
"""Of each form: what a pattern stamps is compared with what it was taken from whenever one is made, too."""


@pytest.fixture
def renderings(monkeypatch: pytest.MonkeyPatch) -> list[BlankContents]:
    """What was rendered, not stamped."""
    seen: list[BlankContents] = []

    def watched(layout: FormGrid, contents: BlankContents) -> Rendered:
        seen.append(contents)
        return rendered(layout, contents)

    monkeypatch.setattr(stamp, "rendered", watched)
    return seen


def order(form: Form, number: int, **more: object) -> Order:
    agency, subject = Party(f"10{number}", f"示例市第{number}局"), Party(f"X{number}", f"第{number}个项目")
    plain = Order(form, 2026, agency, subject, office="示例市财政局", issue=f"2026-{number:010x}", deadline="3月15日")
    return replace(plain, **more)  # type: ignore[arg-type]


@st.composite
def seasons(draw: st.DrawFn, form: Form, layout: FormGrid) -> list[Order]:
    """Orders of one office, most of which differ in the parties and the values only."""
    words = Order(form, 2026, office=draw(TEXTS), deadline=draw(TEXTS), contact=draw(TEXTS))
    signed = replace(words, key=draw(st.sampled_from(("", "密钥"))))
    return draw(st.lists(orders(signed, layout), min_size=3, max_size=3))


@st.composite
def orders(draw: st.DrawFn, season: Order, layout: FormGrid) -> Order:
    slots = [slot for _, slot in layout.slots() if slot.field.kind != "date"]
    chosen = draw(st.lists(st.sampled_from(slots), max_size=10, unique_by=lambda slot: slot.key))
    filled = {slot.key: draw(values(slot.field.kind, slot.field)) for slot in chosen}
    agency, subject = Party(draw(TEXTS), draw(TEXTS)), Party(draw(TEXTS), draw(TEXTS))
    return replace(season, agency=agency, subject=subject, values=filled, issue=draw(TEXTS))


def made(layout: FormGrid, contents: BlankContents) -> bytes | str:
    try:
        return rendered(layout, contents).data
    except WorkbookError as error:
        return str(error)


@pytest.mark.parametrize("name", sorted(FORMS))
@settings(
    max_examples=_EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None
)
@given(data=st.data())
def test_stamped_is_rendered(name: str, data: st.DataObject) -> None:
    form, layout = FORMS[name], LAYOUTS[name]
    both = Stamp(layout)
    for one in data.draw(seasons(form, layout)):
        contents = blank_contents(layout, one)
        try:
            blank: bytes | str = both.blank(contents)
        except WorkbookError as error:
            blank = str(error)
        assert blank == made(layout, contents)


@pytest.mark.parametrize("name", sorted(FORMS))
def test_agencies_that_differ_in_names_and_figures_are_rendered_once(
    name: str, renderings: list[BlankContents]
) -> None:
    form, layout = FORMS[name], LAYOUTS[name]
    numbers = [slot.key for _, slot in layout.slots() if slot.field.kind in {"amount", "percent"}][:3]
    texts = [slot.key for _, slot in layout.slots() if slot.field.kind in {"text", "long_text"}][:3]
    blanks = Stamp(layout)
    for number in range(4):
        filled = dict.fromkeys(numbers[number:], Decimal(number)) | dict.fromkeys(texts[number:], f"第{number}项工作")
        contents = blank_contents(layout, order(form, number, values=filled))
        assert blanks.blank(contents) == rendered(layout, contents).data
    assert len(renderings) == 1


def test_an_order_of_another_shape_is_rendered_and_the_next_stamped_from_it(renderings: list[BlankContents]) -> None:
    form = FORMS[min(FORMS)]
    layout = LAYOUTS[form.name]
    blanks = Stamp(layout)
    bare = {"subject": Party(), "deadline": ""}
    shapes: tuple[dict[str, object], ...] = ({}, {}, bare, bare, bare, {})
    for number, more in enumerate(shapes):
        contents = blank_contents(layout, order(form, number, **more))
        assert blanks.blank(contents) == rendered(layout, contents).data
    assert [one.seal.agency_code for one in renderings] == ["100", "102", "105"]


def test_blanks_issued_one_by_one_are_rendered_once_for_each_layout(renderings: list[BlankContents]) -> None:
    form = replace(FORMS[min(FORMS)])
    layout = lay_out(form, 2026, {})
    for number in (1, 2, 3):
        one = order(form, number)
        assert issue_blank(one).data == rendered(layout, blank_contents(layout, one)).data
    assert len(renderings) == 1


def test_few_stamps_are_kept_and_each_thread_has_its_own() -> None:
    form = FORMS[min(FORMS)]
    layouts = [lay_out(form, year, {}) for year in range(2000, 2017)]
    first = stamp_of(layouts[0])
    assert stamp_of(layouts[0]) is first
    with ThreadPoolExecutor(1) as others:
        assert others.submit(stamp_of, layouts[0]).result() is not first
    for layout in layouts[1:]:
        stamp_of(layout)
    assert stamp_of(layouts[0]) is not first


def test_a_date_is_rendered(layout: FormGrid, seal: Seal, renderings: list[BlankContents]) -> None:
    blanks = Stamp(layout)
    for day in (None, date(2026, 3, 5), date(2026, 3, 6)):
        contents = BlankContents(seal, {("head", "date"): day} if day else {}, {}, {}, ())
        assert blanks.blank(contents) == rendered(layout, contents).data
    assert len(renderings) == 3


def test_a_text_that_no_cell_holds_is_refused_as_ever(layout: FormGrid, seal: Seal) -> None:
    blanks = Stamp(layout)
    empty = BlankContents(seal, {}, {}, {}, ())
    blanks.blank(empty)
    with pytest.raises(WorkbookError, match="32767"):
        blanks.blank(replace(empty, values={("duties", "text"): "长" * 32_768}))
    with pytest.raises(WorkbookError, match="没有这些填报格"):
        blanks.blank(replace(empty, values={("nowhere",): "甲"}))
    assert blanks.blank(empty) == rendered(layout, empty).data
