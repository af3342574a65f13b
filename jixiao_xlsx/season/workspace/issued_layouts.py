"""The layouts of blanks that went out before layouts were kept: found as long as their forms are what they were."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.filings.known_layout import KnownLayout
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.season.acts import Issued
from jixiao_xlsx.sheet.layout import lay_out
from jixiao_xlsx.sheet.layout_text import known_layout
from jixiao_xlsx.sheet.raw.book import read_here
from jixiao_xlsx.sheet.reader.gate import find_seals
from jixiao_xlsx.sheet.seal import Counts
from jixiao_xlsx.store.originals import Originals
from jixiao_xlsx.store.store import Store

_SOUGHT = "layouts/sought"
"""The cursor that remembers what was looked for in vain, and among which forms."""


def remember_layouts(store: Store, forms: Callable[[], Iterable[Form]], *, folder: Path, originals: Originals) -> int:
    """Keeps the layouts of issued blanks whose forms, as they are known now, still have the fingerprint of the issue;
    tells how many. What is not found is not looked for again until the forms change; these are asked for only where
    something is missing."""
    missing = store.without_layout()
    if not missing:
        return 0
    known = {(form.form, form.edition): form for form in forms()}
    wanted = [(issued, known[name]) for issued in missing if (name := (issued.identity.form, issued.edition)) in known]
    sign = _sign(wanted)
    if not wanted or store.cursor(_SOUGHT) == sign:
        return 0
    counts = {filing.seal.fingerprint: filing.seal.counts for filing in store.filings() if filing.seal}
    found = []
    for issued, form in wanted:
        tried = (*((), *filter(None, [counts.get(issued.fingerprint)])), *_counts_of_blank(issued, folder, originals))
        found += list(_first_fitting(issued, form, tried))
    store.add_layouts(found)
    store.set_cursor(_SOUGHT, sign)
    return len(found)


def _first_fitting(issued: Issued, form: Form, tried: Iterable[Counts]) -> Iterator[KnownLayout]:
    for counts in tried:
        layout = lay_out(form, issued.identity.year, dict(counts))
        if layout.fingerprint == issued.fingerprint:
            yield known_layout(layout)
            return


def _counts_of_blank(issued: Issued, folder: Path, originals: Originals) -> Iterator[Counts]:
    """The counts in the seal of the blank itself, where it lies as it was issued."""
    path = folder / issued.file
    data = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(data).hexdigest() != issued.sha256:
        # What was prefilled is in the originals.
        if not originals.has(issued.sha256):
            return
        data = originals.get(issued.sha256)
    book = read_here(data, name=path.name)
    if not isinstance(book, Finding):
        yield from (seal.counts for _, seal in find_seals(book))


def _sign(wanted: Iterable[tuple[Issued, Form]]) -> str:
    told = sorted(f"{issued.fingerprint} {form!r}" for issued, form in wanted)
    return hashlib.sha256("\n".join(told).encode("utf-8", "surrogatepass")).hexdigest()
