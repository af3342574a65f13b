"""A layout as one plain text, the same for the same layout on any day: what a blank tells of itself, and what a store
keeps of what was issued."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator

from jixiao_xlsx.model.checks.checks import Check
from jixiao_xlsx.model.filings.known_layout import KnownLayout, LayoutKeeper
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.forms.tree import open_rows, sections_of
from jixiao_xlsx.model.keys import KeyPattern, format_key
from jixiao_xlsx.model.target.values import Plain
from jixiao_xlsx.sheet.grid import Box, FormGrid, Grid, Live, Printed, Slot

LAYOUT_MARK = "jixiao-layout"
LAYOUT_VERSION = 1
LAYOUT_LINE = "layout"
"""What stands, with a number, before each part of the text in the metadata sheet of a blank."""
CHUNK = 32_000
"""Characters of one cell, in UTF-16 units as Excel counts them, which allows 32,767."""

# Escaped, so that white space which mail, clipboards and other programs add or take means nothing; and everything
# beyond 16 bits, so that characters are as many as UTF-16 units.
_ESCAPED = re.compile(
    "[\\s\\x7f-\\xa0\\xad\\u0600-\\u0605\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufe00-\\ufe0f"
    "\\ufeff\\ufff0-\\uffff\\ud800-\\udfff\\U00010000-\\U0010ffff]"
)
_TEXT, _SHA = "layout text", "layout sha256"


def layout_text(layout: FormGrid) -> str:
    """What a reader relies on, as JSON in one line without white space: keys, labels, kinds, measures, choices, bounds
    and formulas; no values, names, figures or settings of the audit. Sizes and looks do not count."""
    kept = vars(layout)
    # A layout is used for thousands of blanks and its text always the same; kept where its fingerprint is.
    if _TEXT not in kept:
        kept[_TEXT] = _canonical(_layout(layout))
    return str(kept[_TEXT])


def layout_sha(layout: FormGrid) -> str:
    """The SHA-256 of its text, in hex."""
    kept = vars(layout)
    if _SHA not in kept:
        kept[_SHA] = sha_of_text(layout_text(layout))
    return str(kept[_SHA])


def known_layout(layout: FormGrid) -> KnownLayout:
    """A layout as the office keeps it when it issues."""
    form = layout.form
    sha256, told = layout_sha(layout), layout_text(layout)
    return KnownLayout(sha256, layout.fingerprint, form.form, form.edition, layout.year, LayoutKeeper.OFFICE, told)


def sha_of_text(text: str) -> str:
    """The SHA-256 of a layout's text, in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def chunks_of(text: str) -> tuple[str, ...]:
    """A layout's text cut into what one cell each can hold."""
    return tuple(text[start : start + CHUNK] for start in range(0, len(text), CHUNK))


def _canonical(data: Plain) -> str:
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _ESCAPED.sub(lambda found: _escape(found[0]), plain)


def _escape(sign: str) -> str:
    units = sign.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[place : place + 2].hex()}" for place in range(0, len(units), 2))


def _layout(layout: FormGrid) -> Plain:
    fields = _ToldFields()
    sheets: list[Plain] = [_sheet(grid, fields) for grid in layout.sheets]
    form = layout.form
    return [
        LAYOUT_MARK,
        LAYOUT_VERSION,
        {
            "form": form.form,
            "edition": form.edition,
            "year": layout.year,
            "title": form.title,
            "counts": [[format_key(pattern), count] for pattern, count in layout.counts],
            "blocks": [[format_key(pattern), least, most] for pattern, least, most in _blocks(layout)],
            "was": [[format_key(new), format_key(old)] for new, old in form.renamed],
            "checks": [_check(check) for check in layout.checks],
            "fields": fields.listed,
            "sheets": sheets,
        },
    ]


def _check(check: Check) -> list[Plain]:
    known: list[Plain] = [check.known_as] if check.known_as else []
    return [check.code, check.sentence, *known]


def _blocks(layout: FormGrid) -> Iterator[tuple[KeyPattern, int, int]]:
    for pattern, shape, _ in open_rows(layout.form):
        yield pattern, shape.least, shape.most
    for section in sections_of(layout.form):
        if section.repeat:
            yield section.key, section.repeat.least, section.repeat.most


class _ToldFields:
    """The fields that cells share, each told once."""

    def __init__(self) -> None:
        self.listed: list[Plain] = []
        self._numbers: dict[str, int] = {}

    def number(self, field: Field) -> int:
        told = _field(field)
        name = json.dumps(told)
        if name not in self._numbers:
            self._numbers[name] = len(self.listed)
            self.listed.append(told)
        return self._numbers[name]


def _field(field: Field) -> Plain:
    told: dict[str, Plain] = {
        "kind": field.kind,
        "required": field.required,
        "locked": field.locked,
        "least": None if field.least is None else str(field.least),
        "most": None if field.most is None else str(field.most),
        "decimals": field.decimals,
        "choices": list(field.choices),
        "measure": field.measure,
        "prefill": field.prefill,
        "compute": field.compute.source if field.compute else "",
        "expect": field.expect.source if field.expect else "",
    }
    # `is` for the zero of decimals and bounds, which says something.
    return {name: value for name, value in told.items() if value not in ("", [], None) and value is not False}


def _sheet(grid: Grid, fields: _ToldFields) -> Plain:
    rows: list[Plain] = [[row.id, format_key(row.open)] if row.open else [row.id] for row in grid.rows]
    return {
        "name": grid.name,
        "columns": len(grid.widths),
        "top": grid.top,
        "left": grid.left,
        "aside": grid.aside,
        "rows": rows,
        "boxes": [_box(box, fields) for box in grid.boxes],
    }


def _box(box: Box, fields: _ToldFields) -> Plain:
    region = box.region
    place: list[Plain] = [region.top, region.left, region.bottom, region.right]
    if isinstance(box, Live):
        return ["l", place, str(box.show), box.check]
    if isinstance(box, Printed):
        told: list[Plain] = ["p", place, str(box.role), box.text]
        if box.key:
            told += [format_key(box.key), "" if box.value is None else str(box.value)]
        return told
    return ["s" if isinstance(box, Slot) else "c", place, format_key(box.key), fields.number(box.field), box.label]
