"""The values of a filing in sheet order: filled records, and the computed figures put back where the form has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from jixiao_xlsx.model.filings.filing import Figure, Filing, Record
from jixiao_xlsx.model.forms.asked import Questions
from jixiao_xlsx.model.keys import Key, row_of

Leaf = Record | Figure


def leaves(filing: Filing, questions: Questions | None = None) -> tuple[Leaf, ...]:
    """Records in sheet order, each followed by the figures that the form has next.

    Without `questions` the figures follow all records. A figure that shows nothing is left out, and so is one in an
    open row that nobody filled.
    """
    shown = _shown_figures(filing)
    after = _anchored(filing, shown, questions)
    ordered: list[Leaf] = list(after.pop((), ()))
    for record in filing.records:
        ordered.append(record)
        ordered += after.pop(record.key, ())
    return tuple(ordered)


def _shown_figures(filing: Filing) -> dict[Key, Figure]:
    """The figures that say something, by key."""
    rows = {record.key[:end] for record in filing.records for end in range(1, len(record.key) + 1)}
    return {
        figure.key: figure
        for figure in filing.figures
        if (figure.value is not None or figure.text) and (not row_of(figure.key) or row_of(figure.key) in rows)
    }


def _anchored(filing: Filing, shown: dict[Key, Figure], questions: Questions | None) -> dict[Key, list[Figure]]:
    """The figures by the record each follows; those before the first record under the empty key."""
    after: dict[Key, list[Figure]] = defaultdict(list)
    placed: set[Key] = set()
    for anchor, key in _asked_places(filing, questions):
        if key in shown:
            after[anchor].append(shown[key])
            placed.add(key)
    # A figure whose place is unknown follows the last record of its row, else everything.
    last_of_row = {row_of(record.key): record.key for record in filing.records}
    last = filing.records[-1].key if filing.records else ()
    for key, figure in shown.items():
        if key not in placed:
            after[last_of_row.get(row_of(key), last) if row_of(key) else last].append(figure)
    return after


def _asked_places(filing: Filing, questions: Questions | None) -> Iterator[tuple[Key, Key]]:
    """Each key the form asked, with the filled key before it."""
    filled = {record.key for record in filing.records}
    anchor: Key = ()
    for key in questions.asked if questions else ():
        if key in filled:
            anchor = key
        yield anchor, key
