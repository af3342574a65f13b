"""Spans must fill the grid: what a section's boxes take against what it has, told before anything is laid out."""

from __future__ import annotations

from jixiao_xlsx.spec.drafts import Draft
from jixiao_xlsx.spec.marks import Path
from jixiao_xlsx.spec.models import ColumnSpec, LineSpec, PartSpec, SectionSpec, SheetSpec, TableSpec


def check_widths(sheet: SheetSpec, path: Path, draft: Draft) -> None:
    """A fault for each line, table or side-by-side group that needs more grid columns than there are."""
    for number, section in enumerate(sheet.sections):
        _section(section, len(sheet.columns), (*path, "sections", number), draft)


def _section(section: SectionSpec, width: int, path: Path, draft: Draft) -> None:
    inner = width - (section.side if section.title else 0)
    if inner < 1:
        draft.fault((*path, "side"), f"区块标题占 {section.side} 列，没有剩下的列", "请减小 side")
        return
    if section.lines is not None:
        _lines(section, inner, path, draft)
    if section.table is not None:
        _table(section.table, inner, (*path, "table"), draft)
    for number, child in enumerate(section.sections or ()):
        _section(child, inner, (*path, "sections", number), draft)
    _beside(section, inner, path, draft)


def _beside(section: SectionSpec, width: int, path: Path, draft: Draft) -> None:
    left = width
    children = section.beside or []
    for number, child in enumerate(children):
        place = (*path, "beside", number)
        last = number == len(children) - 1
        if not last and child.take is None:
            draft.fault(place, "并排的区块要写 take", "请写它占几个版面列，最后一个可以不写")
        take = left if last else (child.take or 1)
        if take > left or take < 1:
            draft.fault(place, f"并排的区块占 {take} 列，只剩 {left} 列", "请减小 take")
            return
        _section(child, take, place, draft)
        left -= take


def _lines(section: SectionSpec, width: int, path: Path, draft: Draft) -> None:
    for number, line in enumerate(section.lines or ()):
        parts = line.line if isinstance(line, LineSpec) else line
        spans = line.spans if isinstance(line, LineSpec) and line.spans is not None else section.spans
        boxes = sum(_boxes(part) for part in parts)
        given = list(spans or ())[: boxes - 1]
        needed = sum(given) + (boxes - 1 - len(given)) + 1
        if boxes and needed > width:
            wrong = f"这一行至少要 {needed} 个版面列，这里只有 {width} 列"
            draft.fault((*path, "lines", number), wrong, "请减小 spans 或减少格子")


def _boxes(part: str | PartSpec) -> int:
    return 2 if isinstance(part, PartSpec) and part.key and part.label else 1


def _table(table: TableSpec, width: int, path: Path, draft: Draft) -> None:
    if isinstance(table.columns, str):
        return
    spans = [span for column in table.columns for span in _leaf_spans(column)]
    if not spans:
        return
    needed = sum(table.stub) + sum(spans[:-1]) + 1
    if needed > width:
        wrong = f"行首 {sum(table.stub)} 列加栏目 {sum(spans)} 列，超过了这里的 {width} 列"
        draft.fault((*path, "columns"), wrong, "请减小 stub 或 span，或在 columns 里加宽度")


def _leaf_spans(column: ColumnSpec) -> list[int]:
    if column.years is not None:
        return [column.span] * len(column.years)
    if isinstance(column.columns, str):
        return []
    if column.columns is None:
        return [column.span]
    below = [column.columns] if isinstance(column.columns, ColumnSpec) else column.columns
    return [span for child in below for span in _leaf_spans(child)]
