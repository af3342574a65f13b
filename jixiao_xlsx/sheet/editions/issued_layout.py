"""A layout read back from its text. The text may come from anybody's workbook: it is held to a strict shape, to limits,
and gives nothing but places and fields."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.checks.checks import Check
from jixiao_xlsx.model.expr.nodes import NumberLiteral
from jixiao_xlsx.model.forms.form import Field, Form, Formula, Paper
from jixiao_xlsx.model.keys import ALL, Key, KeyPattern, format_key, parse_key
from jixiao_xlsx.model.kinds import KINDS
from jixiao_xlsx.sheet.grid import Box, Computed, FormGrid, Grid, GridRow, Live, LiveShow, Printed, PrintedRole, Slot
from jixiao_xlsx.sheet.layout_text import LAYOUT_MARK, LAYOUT_VERSION, sha_of_text
from jixiao_xlsx.sheet.region import Region

MOST_LAYOUT_TEXT = 1_000_000  # the longest of the shipped forms has 51,000; at 500 rows in each block 400,000
_MOST_SHEETS = 24  # a spec has 20, and 自检 comes on top
_MOST_ROWS = 6000  # of a sheet; a spec's blocks of 500 rows are a few
_MOST_COLUMNS = 64  # as the spec language allows
_MOST_SPOTS = 400_000  # cells of all boxes together: what a reader goes through for each file
_MOST_PARTS = 12  # words and indexes of a key; the shipped forms have seven
_MOST_WORDS = 32_767  # characters that a cell can hold
_MOST_LISTED = 5000  # fields, checks, renamed keys, blocks, choices: the largest shipped form has some hundred
_MOST_DIGITS = 40  # of a bound; nobody's figures are longer
_NUMBER_BELOW = 1_000_000  # years, counts, decimals


@dataclass(frozen=True, slots=True)
class IssuedLayout:
    """The layout of a blank as it was issued: `grid` places and types its cells and computes nothing; `blocks` are how
    many rows each open block and repeat had to have and might have, `renamed` the keys that were others before."""

    grid: FormGrid
    sha256: str
    edition: str
    blocks: Mapping[KeyPattern, tuple[int, int]]
    renamed: frozenset[tuple[KeyPattern, KeyPattern]]


def issued_layout(text: str, form: Form) -> IssuedLayout:
    """The layout in a text, of this form in some state of it. Raises ValueError where the text is none."""
    if len(text) > MOST_LAYOUT_TEXT:
        raise ValueError("the text is too long")
    try:
        data = json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    mark, version, told = _list(data, 3)
    if (mark, version) != (LAYOUT_MARK, LAYOUT_VERSION):
        raise ValueError("no layout of a known version")
    return _Reading(form, _mapping(told)).layout(sha_of_text(text))


@dataclass(frozen=True, slots=True)
class _Reading:
    """The parts of one text, each looked at before it is believed."""

    form: Form
    told: Mapping[str, Any]

    def layout(self, sha256: str) -> IssuedLayout:
        told = self.told
        if _words(told["form"]) != self.form.form:
            raise ValueError("the layout of another form")
        fields = [_field(_mapping(field)) for field in _listed(told["fields"])]
        counts = tuple((_pattern(pattern), _whole(count)) for pattern, count in _pairs(told["counts"]))
        checks = tuple(map(_check, _listed(told["checks"])))
        sheets = tuple(_sheet(_mapping(sheet), fields) for sheet in _listed(told["sheets"], _MOST_SHEETS))
        _refuse_overlaps(sheets)
        return IssuedLayout(
            FormGrid(self.form, _whole(told["year"]), counts, sheets, checks),
            sha256,
            _words(told["edition"]),
            {_pattern(name): (_whole(least), _whole(most)) for name, least, most in _triples(told["blocks"])},
            frozenset((_pattern(new), _pattern(old)) for new, old in _pairs(told["was"])),
        )


def _check(told: object) -> Check:
    words = [_words(part) for part in _listed(told, 3)]
    if len(words) < 2:
        raise ValueError("a check of another shape")
    return Check(words[0], words[1], Severity.NOTE, known_as="".join(words[2:]))


def _sheet(told: Mapping[str, Any], fields: Sequence[Field]) -> Grid:
    top, left = _whole(told["top"]), _whole(told["left"])
    columns, rows = _whole(told["columns"]), _listed(told["rows"], _MOST_ROWS)
    # Where the writer puts them: above the form the seal, the tokens and the state, left of it the row ids.
    if not (1 <= columns <= _MOST_COLUMNS and rows and (top, left) == (3, 1)):
        raise ValueError("a sheet of another shape")
    frame = Region(top, left, top + len(rows) - 1, left + columns - 1)
    boxes = tuple(_box(box, fields, frame) for box in _listed(told["boxes"], _MOST_SPOTS))
    aside = told["aside"]
    if not isinstance(aside, bool):
        raise ValueError("neither true nor false")
    made = tuple(_row(row) for row in rows)
    if len({row.id for row in made}) < len(made):
        raise ValueError("two rows of one id")
    # Sizes are the writer's; a reader asks for none.
    return Grid(_words(told["name"]), (1.0,) * columns, made, boxes, Paper(), top=top, left=left, aside=aside)


def _row(told: object) -> GridRow:
    parts = _listed(told, 2)
    if not parts:
        raise ValueError("a row without an id")
    return GridRow(_words(parts[0]), 1.0, _pattern(parts[1]) if len(parts) > 1 else ())


def _box(told: object, fields: Sequence[Field], frame: Region) -> Box:
    parts = _listed(told, 6)
    if len(parts) < 4:
        raise ValueError("a box of another shape")
    region = _region(parts[1], frame)
    match parts[0]:
        case "l":
            check = parts[3]
            if check != -1:
                _whole(check)
            return Live(region, LiveShow(_words(parts[2])), check)
        case "p":
            key, value = (_key(parts[4]), _decimal(parts[5]) if parts[5] else None) if len(parts) == 6 else ((), None)
            return Printed(region, _words(parts[3]), PrintedRole(_words(parts[2])), key=key, value=value)
        case "s" | "c" if len(parts) == 5:
            number = _whole(parts[3])
            if number >= len(fields) or (parts[0] == "c") != (fields[number].compute is not None):
                raise ValueError("a box without its field")
            made = Slot if parts[0] == "s" else Computed
            return made(region, _key(parts[2]), fields[number], _words(parts[4]))
        case _:
            raise ValueError("a box of another kind")


def _region(told: object, frame: Region) -> Region:
    top, left, bottom, right = (_whole(part) for part in _list(told, 4))
    if not (frame.top <= top <= bottom <= frame.bottom and frame.left <= left <= right <= frame.right):
        raise ValueError("a box outside its sheet")
    return Region(top, left, bottom, right)


def _refuse_overlaps(sheets: Sequence[Grid]) -> None:
    """Raises ValueError where a cell belongs to two boxes, a key to two cells, or there are more cells than any form
    has."""
    if len({grid.name for grid in sheets}) < len(sheets):
        raise ValueError("two sheets of one name")
    keys: set[Key] = set()
    spent = 0
    for grid in sheets:
        spots: set[int] = set()
        for box in grid.boxes:
            region = box.region
            spent += region.height * region.width
            if spent > _MOST_SPOTS:
                raise ValueError("too many cells")
            covered = {
                row * _MOST_COLUMNS * 2 + column
                for row in range(region.top, region.bottom + 1)
                for column in range(region.left, region.right + 1)
            }
            if covered & spots or (box.key and box.key in keys):
                raise ValueError("two boxes at one place")
            spots |= covered
            keys.add(box.key)


def _field(told: Mapping[str, Any]) -> Field:
    kind = _words(told.get("kind"))
    if kind not in KINDS:
        raise ValueError("an unknown kind")
    return Field(
        kind=kind,
        required=_flag(told.get("required")),
        locked=_flag(told.get("locked")),
        least=_decimal(told["least"]) if "least" in told else None,
        most=_decimal(told["most"]) if "most" in told else None,
        decimals=_whole(told["decimals"]) if "decimals" in told else None,
        choices=tuple(_words(choice) for choice in _listed(told.get("choices", []))),
        measure=_words(told.get("measure", "")),
        prefill=_words(told.get("prefill", "")),
        compute=_formula(told.get("compute", "")),
        expect=_formula(told.get("expect", "")),
    )


def _formula(told: object) -> Formula | None:
    """A formula that says what stood there; it computes nothing."""
    source = _words(told)
    return Formula(source, NumberLiteral(0, 0, Decimal(0))) if source else None


# --- the parts of which everything is made ---


def _mapping(told: object) -> Mapping[str, Any]:
    if not isinstance(told, dict):
        raise ValueError("not a set of names")
    return _ToldWords(told)


class _ToldWords(dict[str, Any]):
    """Names and what they say; one that is missing is a fault of the text, not of ours."""

    def __missing__(self, name: str) -> Any:
        raise ValueError(f"without {name}")


def _listed(told: object, most: int = _MOST_LISTED) -> list[Any]:
    if not isinstance(told, list) or len(told) > most:
        raise ValueError("no list, or one too long")
    return told


def _list(told: object, length: int) -> list[Any]:
    if not isinstance(told, list) or len(told) != length:
        raise ValueError("a list of another length")
    return told


def _pairs(told: object) -> list[list[Any]]:
    return [_list(pair, 2) for pair in _listed(told)]


def _triples(told: object) -> list[list[Any]]:
    return [_list(triple, 3) for triple in _listed(told)]


def _words(told: object) -> str:
    if not isinstance(told, str) or len(told) > _MOST_WORDS:
        raise ValueError("no text, or one too long")
    return told


def _whole(told: object) -> int:
    if not isinstance(told, int) or isinstance(told, bool) or not 0 <= told < _NUMBER_BELOW:
        raise ValueError("no number of that size")
    return told


def _flag(told: object) -> bool:
    if told is not None and told is not True:
        raise ValueError("neither true nor left out")
    return told is True


def _decimal(told: object) -> Decimal:
    words = _words(told)
    try:
        number = Decimal(words) if len(words) <= _MOST_DIGITS else Decimal("NaN")
    except InvalidOperation as error:
        raise ValueError("no number") from error
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        raise ValueError("no number of that size")
    return number


def _pattern(told: object) -> KeyPattern:
    key = parse_key(_words(told))
    if not key or len(key) > _MOST_PARTS or format_key(key) != told:
        raise ValueError("no key")
    return key


def _key(told: object) -> Key:
    key = _pattern(told)
    if ALL in key:
        raise ValueError("a pattern and no key")
    return key
