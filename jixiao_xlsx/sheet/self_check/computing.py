"""Computed cells 公式格 recomputed: their true values for the writer, and checked against what came back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from jixiao_xlsx.findings import Finding, Where
from jixiao_xlsx.model.content import Content
from jixiao_xlsx.model.filings.figures import FilingValues, figure_of
from jixiao_xlsx.model.filings.filing import Figure, Record, Value
from jixiao_xlsx.model.keys import Key, KeyPattern, format_key, in_first_row, row_of
from jixiao_xlsx.model.rows.silent_rows import heard
from jixiao_xlsx.sheet.grid import Computed, FormGrid
from jixiao_xlsx.sheet.self_check.overwritten import overwritten, told_together
from jixiao_xlsx.sheet.self_check.state import LiveValues, live_values

NO_NUMBERS: Mapping[Key, Decimal] = MappingProxyType({})


def values_of(
    layout: FormGrid,
    filled: Mapping[Key, Value | None],
    *,
    further: Iterable[Computed] = (),
    printed_then: Mapping[Key, Decimal] = NO_NUMBERS,
) -> FilingValues:
    """The values of a layout with these slots filled; `further` are the computed cells of inserted rows, `printed_then`
    the values that a blank of an earlier state of the form had printed."""
    computed = {
        box.key: box.field.compute
        for box in (*(box for _, box in layout.computed()), *further)
        if box.field.compute is not None
    }
    printed = {
        box.key: box.value for grid in layout.sheets for box in grid.printed() if box.key and box.value is not None
    }
    return FilingValues(filled, computed, {**printed, **printed_then})


def computed_values(layout: FormGrid, filled: Mapping[Key, Value]) -> dict[Key, Decimal | str | None]:
    """What each computed cell shows with these slots filled: the cached values of a blank."""
    values = values_of(layout, filled)
    shown: dict[Key, Decimal | str | None] = {}
    for _, box in layout.computed():
        value, text = figure_of(values.result(box.key))
        shown[box.key] = value if value is not None else text
    return shown


def live_values_of(layout: FormGrid, filled: Mapping[Key, Value]) -> LiveValues:
    """What the live cells of 自检 show with these slots filled."""
    return live_values(layout, values_of(layout, filled))


def figures_of(
    layout: FormGrid,
    records: Iterable[Record],
    filed: Mapping[Key, Content],
    base: Where,
    *,
    printed_then: Mapping[Key, Decimal] = NO_NUMBERS,
) -> tuple[tuple[Figure, ...], tuple[Finding, ...]]:
    """Every computed cell recomputed from the records, and a finding where somebody typed over a formula."""
    kept = tuple(records)
    inserted = tuple(_inserted_boxes(layout, kept))
    # As SUM does: a row of dashes adds nothing, and leaves the rest readable.
    filled = {record.key: record.value for record in heard(kept)}
    values = values_of(layout, filled, further=inserted, printed_then=printed_then)
    figures: list[Figure] = []
    findings: list[Finding] = []
    places = {box.key: (grid.name, str(box.region)) for grid, box in layout.computed()}
    for box in (*(box for _, box in layout.computed()), *inserted):
        value, text = figure_of(values.result(box.key))
        content = filed.get(box.key)
        raw = content.raw if content and not content.is_unsolved else ""
        figures.append(Figure(box.key, value, text, box.field.kind, box.label, box.field.measure, raw))
        said = overwritten(content, value, text, field=box.field) if content is not None else None
        if said is not None:
            sheet, cell = places.get(box.key, ("", ""))
            where = replace(base, sheet=sheet, cell=cell.split(":")[0], label=box.label, key=format_key(box.key))
            findings.append(said.as_finding(where))
    return tuple(figures), told_together(findings, filed, base)


def _inserted_boxes(layout: FormGrid, records: Iterable[Record]) -> Iterator[Computed]:
    """The computed cells that inserted rows would have: those of their block's first row, under their own index."""
    blocks: dict[KeyPattern, list[Computed]] = {}
    seen: set[Key] = set()
    for record in records:
        if not record.inserted:
            continue
        row = row_of(record.key)
        if row in seen:
            continue
        seen.add(row)
        first = in_first_row(row)
        if first not in blocks:
            blocks[first] = [box for _, box in layout.computed() if box.key[: len(row)] == first]
        for box in blocks[first]:
            yield replace(box, key=(*row, *box.key[len(row) :]))
