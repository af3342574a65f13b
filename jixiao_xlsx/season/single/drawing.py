"""版面 for people and programs: every box of a form, where it sits and what it asks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.keys import format_key
from jixiao_xlsx.model.kinds import kind_named
from jixiao_xlsx.model.target.values import Plain
from jixiao_xlsx.season.single.one_blank import parse_counts
from jixiao_xlsx.sheet.grid import Box, Computed, FormGrid, Live, Printed, Slot
from jixiao_xlsx.sheet.layout import lay_out
from jixiao_xlsx.spec.catalogue import load_form
from jixiao_xlsx.spec.settings.settings import find_settings

PlainBox = dict[str, Plain]


def year_of(form: Form, start: Path) -> int:
    """The fiscal year of a form in the season of the folder one stands in. Raises JixiaoError where that tells none."""
    year = find_settings(start).year
    if year is None:
        raise JixiaoError("没有写年度", Advice.SAY_YEAR)
    return year + form.year_offset


def boxes_drawn(spec: str, *, start: Path, year: int | None = None, rows: tuple[str, ...] = ()) -> tuple[PlainBox, ...]:
    """The boxes of the form that a spec means, with rows as `duties[*]=8`; without a year the season's of a folder.
    Raises JixiaoError, LayoutError."""
    form = load_form(spec)
    return tuple(boxes_of(lay_out(form, year or year_of(form, start), parse_counts(form, rows))))


def boxes_of(layout: FormGrid) -> Iterator[PlainBox]:
    """Every box in reading order, sheet by sheet, as plain data; the live cells of 自检 are left out."""
    for grid in layout.sheets:
        for box in grid.boxes:
            # Cells of 自检 follow from the others and have no key.
            if not isinstance(box, Live):
                yield {"sheet": grid.name, "cells": str(box.region), **_box(box)}


def box_line(box: PlainBox) -> str:
    """One box in a line: `B3:D3  填报格  head.agency  ‘部门名称’  文字，必填`."""
    key = f"  {box['key']}" if box["key"] else ""
    asks = f"  {box['asks']}" if box.get("asks") else ""
    # Nine characters hold ranges such as B100:AB99.
    return f"{box['cells']:<9}{box['box']}{key}  ‘{box['label']}’{asks}"


def _box(box: Box) -> PlainBox:
    key = format_key(box.key) if not isinstance(box, Live) and box.key else ""
    if isinstance(box, Slot | Computed):
        field = box.field
        formula = field.compute or field.expect
        words = [kind_named(field.kind).title, *([field.measure] if field.measure else [])]
        words += ["必填"] if field.required else []
        words += ["锁定"] if field.locked else []
        words += [f"应等于 {formula.source}"] if formula else []
        return {
            "box": "填报格" if isinstance(box, Slot) else "公式格",
            "key": key,
            "label": box.label,
            "kind": field.kind,
            "measure": field.measure,
            "required": field.required,
            "formula": formula.source if formula else "",
            "asks": "，".join(words),
        }
    return {"box": "印刷格", "key": key, "label": box.text if isinstance(box, Printed) else ""}
