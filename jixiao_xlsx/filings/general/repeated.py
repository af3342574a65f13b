"""Rules over copies: a summary that differs from its parts, one row of figures in two."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from difflib import SequenceMatcher

from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.words import shown_words
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.filings.filing import Record
from jixiao_xlsx.model.keys import Key, indexes_of, pattern_of, row_of
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.model.kinds.characters import bare_words

# A summary repeats its goals one after another: by lines, 1. 2., or 目标一：.
_PIECES = re.compile(r"\n|(?=(?<!\d)\d{1,2}[:：、.．)）](?!\d))|(?=目标[一二三四五六七八九十\d]+[:：])")
_ENUMERATOR = re.compile(r"^(?:目标)?[一二三四五六七八九十\d]{1,3}(?=\D)")
# Characters: SequenceMatcher takes more than the square of the length, 0.02 s for 400 and 2 s for 2,000.
_COMPARED = 400
# Three equal figures in two rows may be chance; four, of which three differ, are a copy.
_LEAST_FIGURES = 4


def summary_differs(context: RuleContext) -> Iterator[Finding]:
    """G05: a repeated goal's text that stands in the summary, but not quite."""
    wholes = [(record, text) for record, text in context.texts if _is_whole(record)]
    for record, text in context.texts:
        words = bare_words(text)
        if not indexes_of(record.key) or not traits_of(record).is_long or len(words) < context.tuning.long_text:
            continue
        for whole, said in wholes:
            near = _nearest(words, said, context.tuning.near)
            if near:
                difference = _difference(words, near)
                yield context.at("G05", record.key, found=context.named(whole.key), reason=difference)


def _is_whole(record: Record) -> bool:
    return traits_of(record).is_long and not indexes_of(record.key)


def _nearest(words: str, whole: str, near: float) -> str:
    """The piece of a summary nearly equal to the words; empty where none is, or where it holds them exactly."""
    if words in bare_words(whole):
        return ""
    pieces = (_ENUMERATOR.sub("", bare_words(piece)) for piece in _PIECES.split(whole))
    # Texts of 0.6 or 1.6 times the length cannot be alike to more than 0.77: the ratio is at most twice the shorter
    # by the sum.
    alike = [piece for piece in pieces if 0.6 < len(piece) / len(words) < 1.6]
    # the full ratio is slow, so only the likeliest piece is weighed by it
    chance, likely = max(((_matcher(piece, words).quick_ratio(), piece) for piece in alike), default=(0.0, ""))
    return likely if chance >= near and near <= _matcher(likely, words).ratio() < 1 else ""


def _matcher(piece: str, words: str) -> SequenceMatcher[str]:
    return SequenceMatcher(None, piece[:_COMPARED], words[:_COMPARED], autojunk=False)


def _difference(words: str, other: str) -> str:
    """The first words that differ, both ways."""
    matcher = _matcher(other, words)
    tag, first, last, start, end = next(opcode for opcode in matcher.get_opcodes() if opcode[0] != "equal")
    theirs, mine = other[first:last], words[start:end]
    if tag == "insert":
        return f"这里多‘{shown_words(mine)}’"
    return (
        f"这里少‘{shown_words(theirs)}’"
        if tag == "delete"
        else f"那里是‘{shown_words(theirs)}’，这里是‘{shown_words(mine)}’"
    )


def same_figures(context: RuleContext) -> Iterator[Finding]:
    """G06: two rows of one block whose figures are all the same; rows of few or round figures prove nothing."""
    rows: dict[Key, list[tuple[Key, Decimal]]] = defaultdict(list)
    for record in context.filing.records:
        row = row_of(record.key)
        if row and traits_of(record).is_measured and isinstance(record.value, Decimal):
            rows[row].append((record.key, record.value))
    seen: dict[tuple[object, ...], list[tuple[Key, Decimal]]] = {}
    for row, figures in rows.items():
        if len({value for _, value in figures if value}) < _LEAST_FIGURES - 1 or len(figures) < _LEAST_FIGURES:
            continue
        block = (pattern_of(row), row[:-1])
        # In one block only: two projects may cost the same, two parts of one seldom.
        first = seen.setdefault((block, tuple((key[len(row) :], value) for key, value in figures)), figures)
        if first is not figures:
            values = "、".join(f"{value:,f}" for _, value in figures)
            expected = context.named(first[0][0])
            yield context.at("G06", figures[0][0], found=values, expected=expected, count=len(figures))
