"""Filings as flat rows, one per value: JSON Lines for programs, CSV that is safe to open in Excel."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from io import StringIO

from jixiao_xlsx.model.filings.filing import Figure, Filing, Seal, Value
from jixiao_xlsx.model.forms.asked import Questions
from jixiao_xlsx.model.keys import format_key
from jixiao_xlsx.model.money import yuan_of
from jixiao_xlsx.report.kit.plain import decimal_text, encodable, figure_value, value_text
from jixiao_xlsx.report.records.leaves import Leaf, leaves

Flat = str | int | bool | None
Asking = Callable[[Filing], Questions | None]
"""What a filing's form asked, from whoever knows the forms."""

# Other programs read them by name; docs/records.md tells what each means.
COLUMNS = (
    "form", "edition", "year", "agency_code", "agency_name", "scope", "subject_code", "subject_name",
    "key", "label", "kind", "value", "measure", "yuan", "raw", "sheet", "cell", "order", "inserted", "computed",
    "source", "sha256",
)  # fmt: skip

_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
# What Excel, WPS and LibreOffice take for a formula's beginning, full width too, and the ' that undoes it.
_RISKY = frozenset("=+-@＝＋－＠'")
# JSON allows these raw; programs that read line by line take them for ends of lines.
_BREAKS = {ord("\u2028"): "\\u2028", ord("\u2029"): "\\u2029", ord("\x85"): "\\u0085"}


def flat_rows(filing: Filing, questions: Questions | None = None) -> Iterator[dict[str, Flat]]:
    """One row per value in sheet order, its columns as in `COLUMNS`; a value that is unreadable, or computed as
    不适用, is None beside its raw."""
    head = _head(filing.seal)
    tail: dict[str, Flat] = {"source": encodable(filing.source), "sha256": filing.sha256}
    return ({**head, **_leaf(leaf), **tail} for leaf in leaves(filing, questions))


def jsonl_text(filings: Iterable[Filing], *, asking: Asking | None = None) -> str:
    """JSON Lines: values and 元 as strings, unreadable ones null; each line ends with a line feed."""
    lines = (json.dumps(row, ensure_ascii=False).translate(_BREAKS) + "\n" for row in _all_rows(filings, asking))
    return encodable("".join(lines))


def csv_text(filings: Iterable[Filing], *, asking: Asking | None = None) -> str:
    """CSV with a header, every field quoted, lines ending with CR LF; to be saved with a byte-order mark for Excel.

    A text that a spreadsheet could take for a formula gets a `'` in front, and so does one that begins with `'`, so
    that taking one `'` away always gives the text back; plain numbers, negative ones too, stay as they are.
    """
    out = StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([csv_field(row[name]) for name in COLUMNS] for row in _all_rows(filings, asking))
    return encodable(out.getvalue())


def _all_rows(filings: Iterable[Filing], asking: Asking | None) -> Iterator[dict[str, Flat]]:
    for filing in filings:
        yield from flat_rows(filing, asking(filing) if asking else None)


def _head(seal: Seal | None) -> dict[str, Flat]:
    return {
        "form": seal.form if seal else "",
        "edition": seal.edition if seal else "",
        "year": seal.year if seal else None,
        "agency_code": seal.agency_code if seal else "",
        "agency_name": seal.agency_name if seal else "",
        "scope": seal.scope if seal else "",
        "subject_code": seal.subject_code if seal else "",
        "subject_name": seal.subject_name if seal else "",
    }


def _leaf(leaf: Leaf) -> dict[str, Flat]:
    value, raw = _value_and_raw(leaf)
    yuan = yuan_of(value, leaf.measure) if isinstance(value, Decimal) else None
    computed = isinstance(leaf, Figure)
    return {
        "key": format_key(leaf.key),
        "label": leaf.label,
        "kind": leaf.kind,
        "value": value_text(value),
        "measure": leaf.measure,
        "yuan": decimal_text(yuan) if yuan is not None else None,
        "raw": raw,
        "sheet": "" if isinstance(leaf, Figure) else leaf.sheet,
        "cell": "" if isinstance(leaf, Figure) else leaf.cell,
        "order": None if isinstance(leaf, Figure) else leaf.order,
        "inserted": False if isinstance(leaf, Figure) else leaf.inserted,
        "computed": computed,
    }


def _value_and_raw(leaf: Leaf) -> tuple[Value | None, str]:
    if not isinstance(leaf, Figure):
        return leaf.value, leaf.raw
    if leaf.value is None:
        return None, leaf.filed or leaf.text
    return figure_value(leaf.value), leaf.filed


def csv_field(value: Flat) -> str:
    """A field of a CSV file as `csv_text` writes it: what could run as a formula gets a `'` in front."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return f"'{text}" if _could_run(text) else text


def _could_run(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula, blanks and control characters in front included."""
    if not text or _NUMBER.fullmatch(text):
        return False
    bare = text.lstrip()
    # OWASP counts a tab and ends of lines in front among what a spreadsheet may run.
    return text[0] in "\t\r\n" or bare[:1] in _RISKY
