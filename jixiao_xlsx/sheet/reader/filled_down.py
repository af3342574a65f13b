"""Cells unmerged and filled: the copies of a printed text within what was one merged box are that box's text once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

from jixiao_xlsx.model.content import Content
from jixiao_xlsx.sheet.grid import Printed
from jixiao_xlsx.sheet.reader.labels import LabelMap
from jixiao_xlsx.sheet.reader.texts import folded_label
from jixiao_xlsx.sheet.region import Region, Spot

_Runs = dict[str, set[tuple[int, ...]]]
"""By text, the runs of neighbouring boxes that print it, each as the number of cells of its boxes in order."""


def label_copies(cells: Mapping[Spot, Content], merges: Iterable[Region], labels: LabelMap) -> frozenset[Spot]:
    """The cells that only repeat the printed text of a merged box beside them.

    Runs of one text are cut as the form prints them (two boxes of two cells each give 金额 four times); a run of
    another length is touched only where the form has no two boxes of this text side by side.
    """
    across, down = _runs(labels)
    merged = {text for text, runs in (*across.items(), *down.items()) if any(max(run) > 1 for run in runs)}
    texts = {spot: text for spot, content in cells.items() if (text := _as_printed(content, labels)) in merged}
    if len(texts) == len(set(texts.values())):  # nothing stands twice: the common case
        return frozenset()
    merged_cells = {spot for merge in merges for spot in merge.spots()}
    free = {spot: text for spot, text in texts.items() if spot not in merged_cells}
    copies = _copies(free, across, lambda spot: (spot[0], spot[1] + 1))
    left = {spot: text for spot, text in free.items() if spot not in copies}
    return frozenset(copies | _copies(left, down, lambda spot: (spot[0] + 1, spot[1])))


def _as_printed(content: Content, labels: LabelMap) -> str:
    """A cell's folded text; where nobody knows the agency, a title that names any is the title as it is printed."""
    text = folded_label(content.raw)
    named = () if labels.agency else labels.naming
    return next((labels.text(box) for box in named if labels.reads(box, text)), text)


def _copies(texts: Mapping[Spot, str], runs: _Runs, after: Callable[[Spot], Spot]) -> set[Spot]:
    copies: set[Spot] = set()
    followers = {after(spot) for spot, text in texts.items() if texts.get(after(spot)) == text}
    for spot in texts:
        if spot not in followers:
            run = _run_from(spot, texts, after)
            kept = _kept(len(run), runs.get(texts[spot], set()))
            copies |= {at for number, at in enumerate(run) if number not in kept}
    return copies


def _run_from(spot: Spot, texts: Mapping[Spot, str], after: Callable[[Spot], Spot]) -> list[Spot]:
    run = [spot]
    while texts.get(after(run[-1])) == texts[spot]:
        run.append(after(run[-1]))
    return run


def _kept(length: int, runs: set[tuple[int, ...]]) -> set[int]:
    """Which cells of a run hold the text of a box; the others repeat it."""
    fitting = [run for run in runs if sum(run) == length]
    # Of two ways to print it the one with more boxes: rather a text too many, which is told, than one too few.
    if fitting:
        chosen = max(fitting, key=lambda run: (len(run), run))
        return {sum(chosen[:number]) for number in range(len(chosen))}
    return {0} if runs and all(len(run) == 1 for run in runs) and length > 1 else set(range(length))


def _runs(labels: LabelMap) -> tuple[_Runs, _Runs]:
    """The runs of boxes side by side on each row, and of boxes below one another in each column."""
    boxes = [box for box in labels.grid.printed() if labels.text(box)]
    rows: dict[int, list[Printed]] = defaultdict(list)
    columns: dict[int, list[Printed]] = defaultdict(list)
    for box in boxes:
        columns[box.region.left].append(box)
        for row in range(box.region.top, box.region.bottom + 1):
            rows[row].append(box)
    across: _Runs = defaultdict(set)
    for some in rows.values():
        some.sort(key=lambda box: box.region.left)
        _collect(some, labels, across, lambda region: (region.left, region.right))
    down: _Runs = defaultdict(set)
    for some in columns.values():
        some.sort(key=lambda box: box.region.top)
        _collect(some, labels, down, lambda region: (region.top, region.bottom))
    return across, down


def _collect(boxes: list[Printed], labels: LabelMap, runs: _Runs, ends: Callable[[Region], tuple[int, int]]) -> None:
    run = [boxes[0]]
    for before, box in pairwise(boxes):
        adjoins = ends(before.region)[1] + 1 == ends(box.region)[0] and labels.text(before) == labels.text(box)
        if not adjoins:
            runs[labels.text(run[0])].add(_lengths(run, ends))
            run = []
        run.append(box)
    runs[labels.text(run[0])].add(_lengths(run, ends))


def _lengths(run: list[Printed], ends: Callable[[Region], tuple[int, int]]) -> tuple[int, ...]:
    return tuple(ends(box.region)[1] - ends(box.region)[0] + 1 for box in run)
