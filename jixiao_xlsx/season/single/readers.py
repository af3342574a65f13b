"""The reader of given files: which forms it knows, what is expected of a filing, how the office audits."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from jixiao_xlsx.filings.view.tuning import Tuning
from jixiao_xlsx.season.single.limits import reading_limits
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.reader.gate import ExpectedReturns
from jixiao_xlsx.spec.catalogue import all_forms, earlier_forms, load_form
from jixiao_xlsx.spec.settings.settings import find_settings


def reader_for(
    specs: Iterable[str], *, start: Path, form: str = "", year: int | None = None, agency: str = "", key: str = ""
) -> Reader:
    """A reader of the embedded forms and these specs, with the audit words of the settings around a folder; filings of
    another form (by any of its names), year or agency are refused where one is asked for. Raises JixiaoError."""
    wanted = load_form(form).form if form else ""
    forms = (*all_forms(), *(load_form(spec) for spec in specs))
    settings = find_settings(start)
    tuning, expected = Tuning().with_words(settings.audit), ExpectedReturns(wanted, year, agency)
    return Reader.of(
        forms, earlier=earlier_forms(), expected=expected, key=key, tuning=tuning, limits=reading_limits(settings)
    )
