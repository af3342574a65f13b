"""Spans must fill the grid: what a section's boxes take against what it has, told before anything is laid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jixiao_xlsx.spec.building.drafts import FormDraft
from jixiao_xlsx.spec.language.models import (
    BannerSpec,
    ColumnSpec,
    DefineSpec,
    LineSpec,
    PartSpec,
    SectionSpec,
    SheetSpec,
    TableSpec,
)
from jixiao_xlsx.spec.yaml_text.marks import YamlPath

# A definition that names itself ends here; no printed head is nested so deep.
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class WidthFaults:
    """Tells a fault for each line, table or side-by-side group that needs more grid columns than there are."""

    draft: FormDraft
    define: DefineSpec

    def check(self, sheet: SheetSpec, path: YamlPath) -> None:
        width = len(sheet.columns)
        for number, banner in enumerate(sheet.banner):
            if isinstance(banner, BannerSpec):
                self._line(banner.line, banner.spans, width, (*path, "banner", number))
        for number, section in enumerate(sheet.sections):
            self._section(section, width, (*path, "sections", number))

    def _section(self, section: SectionSpec, width: int, path: YamlPath) -> None:
        inner = width - (section.side if section.title else 0)
        if inner < 1:
            self.draft.doubt((*path, "side"), f"区块标题占 {section.side} 列，没有剩下的列", "请减小 side")
            return
        for number, line in enumerate(section.lines or ()):
            parts = line.line if isinstance(line, LineSpec) else line
            own = line.spans if isinstance(line, LineSpec) else None
            place = (*path, "lines", number)
            self._line(parts, own, inner, place) if own else self._default(parts, section.spans, inner, place)
        if section.table is not None:
            self._table(section.table, inner, (*path, "table"))
        for number, child in enumerate(section.sections or ()):
            self._section(child, inner, (*path, "sections", number))
        self._beside(section.beside or (), inner, path)

    def _beside(self, children: Sequence[SectionSpec], width: int, path: YamlPath) -> None:
        left = width
        # Numbered so that the last child is 0.
        for number, child in enumerate(children, 1 - len(children)):
            place = (*path, "beside", number + len(children) - 1)
            last = number == 0
            if not last and child.take is None:
                self.draft.fault(place, "并排的区块要写 take", "请写它占几个版面列，最后一个可以不写")
            take = left if last and child.take is None else (child.take or 1)
            if take > left - (0 if last else 1):
                self.draft.doubt(place, f"并排的区块占 {take} 列，只剩 {left} 列", "请减小 take，给后面的区块留出列")
                return
            if last and take != left:
                self.draft.doubt(place, f"最后一个区块占到底，共 {left} 列，这里写了 {take} 列", "请删去 take")
            self._section(child, left if last else take, place)
            left -= take

    def _line(self, parts: Sequence[str | PartSpec], spans: list[int] | None, width: int, path: YamlPath) -> None:
        """A line with spans of its own: no more of them than boxes, and all of them fill the width."""
        boxes = sum(map(_boxes, parts))
        if spans and len(spans) > boxes:
            self.draft.doubt((*path, "spans"), f"spans 有 {len(spans)} 个，这一行只有 {boxes} 格", "请删去多余的")
        elif spans and len(spans) == boxes and sum(spans) != width:
            self.draft.doubt(
                (*path, "spans"), f"spans 共 {sum(spans)} 列，这里有 {width} 列", "最后一格占到底，可以不写"
            )
        else:
            self._default(parts, spans, width, path)

    def _default(self, parts: Sequence[str | PartSpec], spans: list[int] | None, width: int, path: YamlPath) -> None:
        before_last = sum(map(_boxes, parts)) - 1
        given = (spans or [])[:before_last]
        needed = sum(given) + (before_last - len(given)) + 1
        if needed > width:
            wrong = f"这一行至少要 {needed} 个版面列，这里只有 {width} 列"
            self.draft.doubt(path, wrong, "请减小 spans 或减少格子")

    def _table(self, table: TableSpec, width: int, path: YamlPath) -> None:
        spans = self._spans(table.columns, 0)
        # The last column takes what is left, so that its own span need not fit.
        needed = sum(table.stub) + sum(spans[:-1]) + 1
        if spans and needed > width:
            wrong = f"行首 {sum(table.stub)} 列，栏目至少 {sum(spans[:-1]) + 1} 列，超过了这里的 {width} 列"
            self.draft.doubt((*path, "columns"), wrong, "请减小 stub 或 span，或给工作表加几列宽度")

    def _spans(self, tree: str | list[ColumnSpec] | ColumnSpec, deep: int) -> list[int]:
        """The spans of a column tree's leaves; a tree that names itself ends somewhere."""
        if isinstance(tree, str):
            tree = self.define.columns.get(tree, []) if deep < _DEEPEST else []
        if isinstance(tree, list):
            return [span for column in tree for span in self._spans(column, deep + 1)]
        if tree.years is not None:
            return [tree.span] * len(set(tree.years))
        return [tree.span] if tree.columns is None else self._spans(tree.columns, deep + 1)


def _boxes(part: str | PartSpec) -> int:
    return 2 if isinstance(part, PartSpec) and part.key and part.label else 1
