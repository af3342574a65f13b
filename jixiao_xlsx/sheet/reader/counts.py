"""How many repeats and open rows a sheet without a seal was issued with, told by its row ids and numbered labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from jixiao_xlsx.model.forms.form import Form, Open, Repeat, Section
from jixiao_xlsx.model.forms.tree import open_rows, sections_of
from jixiao_xlsx.model.keys import Key, KeyPattern, highest_index, parse_key
from jixiao_xlsx.sheet.reader.texts import folded_label
from jixiao_xlsx.sheet.seal import Counts


def counted(form: Form, texts: Iterable[str]) -> Counts:
    """The counts beyond what a plain blank shows, as far as the folded texts of a workbook tell them.

    A smaller number says nothing: rows may have been deleted.
    """
    known = set(texts)
    keys = list(_keys(known))
    counts: list[tuple[KeyPattern, int]] = []
    for pattern, shape, label in _shapes(form):
        # Keys where they are left, else the numbers printed in labels: 目标 4 means four.
        count = max(highest_index(keys, pattern), _by_label(label, known))
        if count > shape.shown:
            counts.append((pattern, min(count, shape.most)))
    return tuple(counts)


def _shapes(form: Form) -> Iterator[tuple[KeyPattern, Open | Repeat, str]]:
    """Every repeat and open block with the numbered label that tells its rows apart, where it has one."""
    for section in sections_of(form):
        if section.repeat is not None:
            yield section.key, section.repeat, _numbered(section, f"<{section.repeat.name}>")
    for pattern, opened, _ in open_rows(form):
        yield pattern, opened, opened.label.replace("<n>", "<#>") if "<n>" in opened.label else ""


def _numbered(section: Section, mark: str) -> str:
    labels = [section.title, *(part.label for line in section.lines for part in line.parts)]
    own = next((label.replace(mark, "<#>") for label in labels if mark in label), "")
    inner = (_numbered(child, mark) for child in (*section.sections, *section.beside))
    return own or next((label for label in inner if label), "")


def _by_label(label: str, texts: set[str]) -> int:
    if not label:
        return 0
    before, _, after = (re.escape(folded_label(part)) for part in label.partition("<#>"))
    # Three digits: no form has a thousand rows of a kind, but a year may follow the same words.
    shape = re.compile(rf"{before}(\d{{1,3}}){after}")
    return max((int(match[1]) for text in texts if (match := shape.fullmatch(text))), default=0)


def _keys(texts: set[str]) -> Iterator[Key]:
    for text in texts:
        if "[" in text and text.isascii():
            for part in text.split("|"):
                try:
                    yield parse_key(part.partition("+")[0].partition("#")[0])
                except ValueError:
                    continue
