"""docs/kinds.md is true: every kind stands there, every example reads as it says, every V code is explained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao_xlsx.findings.values import CODES
from jixiao_xlsx.model.content import Content, ContentType, number, text
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.kinds import KINDS, CellReading, ReadingState, Traits
from jixiao_xlsx.model.kinds.characters import plain_decimal
from jixiao_xlsx.sheet.raw.contents.formats import Look, look_of

PAGE = (Path(__file__).parents[3] / "docs" / "kinds.md").read_text(encoding="utf-8")
BY_ALLOWED_ONLY = {"V209"}
# shown by test_readings: only for values that reach us without a cell, and only where a rate has no most
WITHOUT_MOST = {"V206"}
WORKED_OUT = {"is_measured", "is_rate"}
"""Traits that follow from others."""

STATES = {"空白": ReadingState.BLANK, "不可读": ReadingState.UNREADABLE, "错误值": ReadingState.ERROR_CELL}


@dataclass(frozen=True, slots=True)
class Example:
    kind: str
    field: Field
    cell: str
    value: str
    codes: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.kind} {self.cell}"


def _plain(words: str) -> str:
    """The text of a code span: `\\n` and `\\u00a0` stand for the characters themselves."""
    body = re.fullmatch(r"`(.*)`", words)
    assert body is not None, words
    signs = body[1].replace("\\n", "\n")
    return re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), signs)


def _field(kind: str, options: str = "") -> Field:
    pairs = dict(option.split("=", 1) for option in options.split(", ") if option)
    least, most = (Decimal(pairs[name]) if name in pairs else None for name in ("least", "most"))
    choices = tuple(pairs["choices"].split("、")) if "choices" in pairs else ()
    return Field(
        kind=kind, least=least, most=most, choices=choices, measure=pairs.get("measure", ""), required="必填" in pairs
    )


def _sections() -> Iterator[tuple[str, str, str]]:
    yield from re.findall(r"^## (\S+) `(\w+)`\n(.*?)(?=^## )", PAGE, re.MULTILINE | re.DOTALL)


def _examples() -> Iterator[Example]:
    for _, name, body in _sections():
        options = re.search(r"例格：(?:`(.*)`|没有限制)$", body, re.MULTILINE)
        assert options is not None, name
        for cell, value, codes in re.findall(r"^\| (.+?) \| (.+?) \| ?(.*?) ?\|$", body, re.MULTILINE)[1:]:
            yield Example(name, _field(name, options[1] or ""), cell, value, tuple(codes.split()))


def _content(cell: str) -> Content:
    sort, _, quoted = cell.partition(" ")
    if sort == "格式格":
        stored, code = re.findall("`(.*?)`", quoted)
        return Content(ContentType.NUMBER, Decimal(stored), look_of(0, code) is Look.PERCENT, format=code)
    body = _plain(quoted) if quoted else ""
    moment = datetime.fromisoformat if " " in body else date.fromisoformat
    makers = {
        "空白": lambda: Content(ContentType.BLANK),
        "文本": lambda: text(body),
        "数": lambda: number(Decimal(body)),
        "百分数格": lambda: number(Decimal(body), percent=True),
        "日期": lambda: Content(ContentType.DATE, moment(body)),
        "时间": lambda: Content(ContentType.DATE, time.fromisoformat(body)),
        "逻辑值": lambda: Content(ContentType.BOOL, body == "TRUE"),
        "错误值": lambda: Content(ContentType.ERROR, body),
    }
    return makers[sort]()


def _agrees(reading: CellReading, value: str) -> bool:
    if value in STATES:
        return reading.state is STATES[value]
    if isinstance(reading.value, Decimal):
        return reading.value == Decimal(value)
    return reading.value == (_plain(value) if value.startswith("`") else date.fromisoformat(value))


EXAMPLES = tuple(_examples())


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_the_example_is_true(example: Example) -> None:
    reading = KINDS[example.kind].read(_content(example.cell), example.field)
    assert _agrees(reading, example.value)
    assert tuple(issue.code for issue in reading.issues) == example.codes


def _together() -> tuple[list[str], list[list[str]]]:
    """The table of one spelling in many kinds: its head and its rows."""
    lines = PAGE[PAGE.index("## 同一种写法") : PAGE.index("## 特性")].splitlines()
    head, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return head, rows


def _said(reading: CellReading) -> str:
    codes = " ".join(issue.code for issue in reading.issues)
    names = {state: words for words, state in STATES.items()}
    shown = plain_decimal(reading.value) if isinstance(reading.value, Decimal) else str(reading.value)
    value = names.get(reading.state, shown)
    return f"{value} {codes}".strip()


@pytest.mark.parametrize("row", _together()[1], ids=lambda row: row[0])
def test_one_spelling_is_read_by_each_kind_as_the_table_says(row: list[str]) -> None:
    head, _ = _together()
    fields = [_field(*re.findall("`(.*?)`", column)) for column in head[1:]]
    assert row[1:] == [_said(KINDS[field.kind].read(_content(row[0]), field)) for field in fields]


def test_every_kind_has_its_section_with_title_format_and_examples() -> None:
    assert [(title, name) for title, name, _ in _sections()] == [(kind.title, name) for name, kind in KINDS.items()]
    assert {example.kind for example in EXAMPLES} == set(KINDS)
    for _, name, body in _sections():
        assert f"数字格式 `{KINDS[name].number_format(Field(kind=name))}`。" in body


def test_the_traits_of_every_kind_are_told() -> None:
    page = PAGE[PAGE.index("## 特性") : PAGE.index("## 意见代码")]
    told = dict(re.findall(r"^\| \S+ `(\w+)` \| ?(.*?) ?\|$", page, re.MULTILINE))
    traits = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert {trait for trait in vars(Traits) if trait.startswith(("is_", "takes_"))} <= {*traits, *WORKED_OUT}
    for name, kind in KINDS.items():
        has = [f"`{trait}`" for trait in traits if trait != "places" and getattr(kind, trait)]
        has += [f"`places={kind.places}`"] if kind.places is not None else []
        assert sorted(told[name].split()) == sorted(has)
    assert list(told) == list(KINDS)


def test_every_code_is_explained_and_shown_by_an_example() -> None:
    rows = re.findall(r"^\| (V\d+) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE)
    assert rows == [(code.code, str(code.severity), code.title, code.cause, code.cure) for code in CODES]
    produced = {code for example in EXAMPLES for code in example.codes}
    assert produced == {code.code for code in CODES} - BY_ALLOWED_ONLY - WITHOUT_MOST
