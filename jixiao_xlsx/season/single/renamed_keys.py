"""What was kept under a key that the form calls otherwise by now: filings in the store, and corrections of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.keys import Key, KeyPattern, filled, format_key, indexes_of, parse_key, pattern_of
from jixiao_xlsx.sheet.layout import lay_out


def with_todays_keys(filing: Filing, form: Form | None) -> Filing:
    """The filing with its records, figures and findings under the keys that its form has today; what it holds under
    keys that are not renamed stays."""
    ways = _ways(form, filing) if form is not None else {}
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
