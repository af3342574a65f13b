"""What was kept under a key that the form calls otherwise by now, or in another measure of money: filings in the store,
and corrections of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from jixiao_xlsx.model.filings.filing import Figure, Filing, Record
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.keys import Key, KeyPattern, filled, format_key, indexes_of, parse_key, pattern_of
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.model.money import YUAN_IN, in_measure
from jixiao_xlsx.sheet.grid import Live, Printed
from jixiao_xlsx.sheet.layout import lay_out

_Kept = TypeVar("_Kept", Record, Figure)


def with_todays_keys(filing: Filing, form: Form | None) -> Filing:
    """The filing with its records, figures and findings under the keys that its form has today, and its amounts in
    today's measures; what it holds under keys that are not renamed stays."""
    return _in_todays_measures(_named_today(filing, form), form) if form is not None else filing


def _named_today(filing: Filing, form: Form) -> Filing:
    ways = _ways(form, filing)
    if not ways:
        return filing
    records = tuple(replace(record, key=_now(record.key, ways)) for record in filing.records)
    figures = tuple(replace(figure, key=_now(figure.key, ways)) for figure in filing.figures)
    findings = tuple(
        replace(found, where=replace(found.where, key=_word_now(found.where.key, ways))) for found in filing.findings
    )
    return replace(filing, records=records, figures=figures, findings=findings)


def todays_key(key: str, filing: Filing, form: Form | None) -> str:
    """The key of a filing's cell as its form calls it today; a text that is no key stays as it is."""
    ways = _ways(form, filing) if form is not None else {}
    return _word_now(key, ways) if ways else key


def _in_todays_measures(filing: Filing, form: Form) -> Filing:
    kept = {record.measure for record in filing.records} | {figure.measure for figure in filing.figures}
    # Nearly every form has but one measure, and nearly every filing is in it: no form is laid out for those.
    if filing.seal is None or not (kept & YUAN_IN.keys()) - {form.measure}:
        return filing
    measures = {
        pattern_of(box.key): box.field.measure
        for grid in lay_out(form, filing.seal.year).sheets
        for box in grid.boxes
        if not isinstance(box, Printed | Live) and traits_of(box.field).is_money
    }
    records = tuple(_in_measure(record, measures) for record in filing.records)
    figures = tuple(_in_measure(figure, measures) for figure in filing.figures)
    return replace(filing, records=records, figures=figures)


def _in_measure(kept: _Kept, measures: Mapping[KeyPattern, str]) -> _Kept:
    wanted = measures.get(pattern_of(kept.key), kept.measure)
    if wanted == kept.measure or not isinstance(kept.value, Decimal):
        return kept
    value = in_measure(kept.value, kept.measure, wanted)
    return kept if value is None else replace(kept, value=value, measure=wanted)


def _ways(form: Form, filing: Filing) -> Mapping[KeyPattern, KeyPattern]:
    # The common form has renamed nothing: no filing is looked at.
    if not form.renamed or filing.seal is None:
        return {}
    today = {pattern_of(box.key) for grid in lay_out(form, filing.seal.year).sheets for box in grid.boxes if box.key}
    # A key that the form has today is itself, whatever else bore its name once.
    return {old: new for new, old in form.renamed if old not in today}


def _now(key: Key, ways: Mapping[KeyPattern, KeyPattern]) -> Key:
    way = ways.get(pattern_of(key))
    return filled(way, indexes_of(key)) if way is not None else key


def _word_now(key: str, ways: Mapping[KeyPattern, KeyPattern]) -> str:
    try:
        return format_key(_now(parse_key(key), ways)) if key else key
    except ValueError:
        return key
