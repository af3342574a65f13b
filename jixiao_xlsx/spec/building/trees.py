"""Row trees and column trees of the spec → leaf rows, leaf columns and the cells where they cross."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from jixiao_xlsx.model.forms.form import Cell, Column, Open, Row, Table
from jixiao_xlsx.model.keys import ALL, KeyPattern
from jixiao_xlsx.spec.building.contradictions import check_column, check_foot, check_printed, check_row
from jixiao_xlsx.spec.building.drafts import FormDraft, LeafPlace
from jixiao_xlsx.spec.building.fields import Layer, leaf_field, together
from jixiao_xlsx.spec.language.models import Asks, CellSpec, ColumnSpec, DefineSpec, RowSpec, TableSpec
from jixiao_xlsx.spec.language.nearest import nearest
from jixiao_xlsx.spec.yaml_text.marks import YamlPath

_NOTHING = Asks()
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LeafColumn:
    """A leaf column: its key path in the table, and what it and its groups ask."""

    path: tuple[str, ...]
    asks: Asks
    place: YamlPath


@dataclass(frozen=True, slots=True)
class TableBuilder:
    """One table of the spec being crossed; `key` is its section's pattern."""

    draft: FormDraft
    define: DefineSpec
    spec: TableSpec
    key: KeyPattern
    path: YamlPath
    side: bool = False

    def build(self) -> Table:
        columns, leaves = self._columns(self.spec.columns, (*self.path, "columns"), (), _NOTHING)
        rows: list[Row] = []
        for spec, place in self._row_specs(self.spec.rows, (*self.path, "rows")):
            if self.draft.count(place):
                rows.append(self._row(spec, place, self.key, (), leaves))
        for number, spec in enumerate(self.spec.foot):
            rows.append(self._foot(spec, (*self.path, "foot", number), leaves))
        corner = (self.spec.corner,) if isinstance(self.spec.corner, str) else tuple(self.spec.corner)
        self._check_stub(rows, corner)
        if self.spec.head:
            self.draft.name_row(self.key, self.path, "#h")
        return Table(columns, tuple(rows), corner, tuple(self.spec.stub), self.spec.head)

    # ---- columns ----------------------------------------------------------------------------------------------

    def _columns(
        self, spec: str | list[ColumnSpec] | ColumnSpec, path: YamlPath, above: tuple[str, ...], asks: Asks
    ) -> tuple[tuple[Column, ...], tuple[LeafColumn, ...]]:
        columns: list[Column] = []
        leaves: list[LeafColumn] = []
        for column_spec, place in self._column_specs(spec, path):
            for column, inside in self._column(column_spec, place, above, asks):
                columns.append(column)
                leaves += inside
        return tuple(columns), tuple(leaves)

    def _column(
        self, spec: ColumnSpec, path: YamlPath, above: tuple[str, ...], asks: Asks
    ) -> Iterator[tuple[Column, tuple[LeafColumn, ...]]]:
        said = together([(asks, path), (spec, path)])
        if not self.draft.count(path):
            return
        check_column(spec, path, self.draft)
        if spec.years is not None:
            for year in dict.fromkeys(spec.years):
                # `y_1`: a key has no minus, because formulas do.
                key = f"y{year}" if year >= 0 else f"y_{-year}"
                label = spec.label.replace("<year>", f"<year{year:+d}>" if year else "<year>")
                yield Column(key, label, spec.span), (LeafColumn((*above, key), said, path),)
            return
        here = (*above, spec.key) if spec.key else above
        self.draft.column_was(self.key, here, spec.was if spec.key else None)
        if spec.columns is not None:
            children, leaves = self._columns(spec.columns, (*path, "columns"), here, said)
            yield Column(spec.key or "", spec.label, spec.span, children), leaves
            return
        if not spec.key:
            self.draft.doubt(path, "栏目没有 key", "请写 {key: 英文键, label: 表头文字}")
            # A key that nobody can write, so that the cells below still have one each and further faults are found.
            here = (*here, f"?{path[-1]}")
        yield Column(spec.key or "", spec.label, spec.span), (LeafColumn(here, said, path),)

    def _column_specs(
        self, spec: str | list[ColumnSpec] | ColumnSpec, path: YamlPath
    ) -> list[tuple[ColumnSpec, YamlPath]]:
        if isinstance(spec, ColumnSpec):
            return [(spec, path)]
        if isinstance(spec, str):
            return self._defined("columns", spec, self.define.columns, path)
        return [(column, (*path, number)) for number, column in enumerate(spec)]

    def _row_specs(self, spec: str | list[RowSpec], path: YamlPath) -> list[tuple[RowSpec, YamlPath]]:
        if isinstance(spec, str):
            return self._defined("rows", spec, self.define.rows, path)
        return [(row, (*path, number)) for number, row in enumerate(spec)]

    def _defined(self, kind: str, name: str, known: Mapping[str, list[T]], path: YamlPath) -> list[tuple[T, YamlPath]]:
        if name not in known:
            near = nearest(name, known)
            hint = f"是否 {near}？" if near else f"请写在 define.{kind} 里"
            self.draft.doubt(path, f"define.{kind} 里没有 {name}", hint)
            return []
        # A definition that stands in itself would never end.
        if path[:3] == ("define", kind, name):
            self.draft.fault(path, f"define.{kind} 里的 {name} 引用了自己", "请写出下级的行或栏")
            return []
        return [(defined, ("define", kind, name, number)) for number, defined in enumerate(known[name])]

    # ---- rows -------------------------------------------------------------------------------------------------

    def _row(
        self,
        spec: RowSpec,
        path: YamlPath,
        above: KeyPattern,
        inherited: tuple[Layer, ...],
        leaves: tuple[LeafColumn, ...],
        cells: dict[str, tuple[str | CellSpec, YamlPath]] | None = None,
    ) -> Row:
        """One row or group; what a group asks, and the cells it sets, hold for every row below it."""
        key = (*above, spec.key) if spec.key else above
        self.draft.was(key, spec.was if spec.key else None)
        set_cells = {**(cells or {}), **self._set_cells(spec, path, leaves)}
        layers = (*inherited, (spec, path))
        check_row(spec, path, self.draft)
        if spec.rows is not None:
            children = tuple(
                self._row(child, place, key, layers, leaves, set_cells)
                for child, place in self._row_specs(spec.rows, (*path, "rows"))
                if self.draft.count(place)
            )
            return Row(spec.key or "", spec.label, children, pattern=key)
        opened = Open(spec.open.shown, spec.open.least, spec.open.most, spec.open.label) if spec.open else None
        if opened:
            key = (*key, ALL)
        elif not spec.key:
            self.draft.doubt(path, "这一行没有 key", "请写 {key: 英文键, label: 行首文字}")
            key = (*key, f"?{path[-1]}")
        # A row whose cells have faults is not named: what is wrong with its name may only follow from them.
        told = len(self.draft.document.found)
        built = tuple(self._cell(leaf, key, layers, set_cells) for leaf in leaves)
        if len(self.draft.document.found) == told:
            self.draft.name_row(key, path)
        if _sums(spec):
            self.draft.totals.update(cell.key for cell in built)
        return Row(spec.key or "", spec.label, (), opened, built, spec.tall, pattern=key)

    def _foot(self, spec: RowSpec, path: YamlPath, leaves: tuple[LeafColumn, ...]) -> Row:
        """A foot row's cells begin at the first column it names."""
        key = (*self.key, spec.key) if spec.key else self.key
        self.draft.was(key, spec.was if spec.key else None)
        set_cells = self._set_cells(spec, path, leaves)
        first = next((number for number, leaf in enumerate(leaves) if ".".join(leaf.path) in set_cells), len(leaves))
        if first == len(leaves):
            self.draft.doubt(path, "表尾的行没有写任何一栏", "请在 cells 里写出有内容的栏")
        if first == 0 and spec.label and not self.spec.stub and not self.side:
            self.draft.doubt(path, "表尾的标签没有位置", "请写 stub，或让表尾从后面的栏开始")
        check_foot(spec, path, self.draft)
        self.draft.name_row(key, path)
        # A foot's cells are blank unless it says otherwise: it adds up some columns, not all.
        blank: dict[str, tuple[str | CellSpec, YamlPath]] = {".".join(leaf.path): ("", path) for leaf in leaves}
        built = tuple(self._cell(leaf, key, ((spec, path),), {**blank, **set_cells}) for leaf in leaves[first:])
        self.draft.totals.update(cell.key for cell in built)
        return Row(spec.key or "", spec.label, (), None, built, 1, foot=True, pattern=key)

    def _set_cells(
        self, spec: RowSpec, path: YamlPath, leaves: tuple[LeafColumn, ...]
    ) -> dict[str, tuple[str | CellSpec, YamlPath]]:
        """The cells a row sets, by full column path; a last word that is one column's own will do."""
        found: dict[str, tuple[str | CellSpec, YamlPath]] = {}
        for name, cell in spec.cells.items():
            place = (*path, "cells", name)
            full = [".".join(leaf.path) for leaf in leaves if ".".join(leaf.path) == name or leaf.path[-1:] == (name,)]
            if len(full) == 1:
                found[full[0]] = (cell, place)
            elif len(full) > 1:
                self.draft.fault(place, f"有几栏都叫 {name}", f"请写全路径，例如 {full[0]}")
            else:
                near = nearest(name, [".".join(leaf.path) for leaf in leaves])
                self.draft.doubt(place, f"没有 {name} 这一栏", f"是否 {near}？" if near else "请写栏目的键")
        return found

    def _cell(
        self,
        leaf: LeafColumn,
        row: KeyPattern,
        layers: tuple[Layer, ...],
        cells: dict[str, tuple[str | CellSpec, YamlPath]],
    ) -> Cell:
        key = (*row, *leaf.path)
        own, path = cells.get(".".join(leaf.path), (None, layers[-1][1]))
        if isinstance(own, str):
            return Cell(key, None, own)
        place = LeafPlace(key, path, leaf.path, self.key)
        if own is not None and (own.text is not None or own.value is not None):
            check_printed(own, path, self.draft)
            if own.value is not None:
                self.draft.declare(place, None)
            return Cell(key, None, own.text if own.text is not None else f"{own.value:f}", own.value)
        all_layers: list[Layer] = [(leaf.asks, leaf.place), (together(layers), layers[-1][1])]
        all_layers.append((own, path) if own is not None else (_NOTHING, path))
        field = leaf_field(all_layers, place, self.draft)
        self.draft.declare(place, field)
        return Cell(key, field)

    def _check_stub(self, rows: list[Row], corner: tuple[str, ...]) -> None:
        depth = max((row.depth() for row in rows if not row.foot), default=0)
        if depth > len(self.spec.stub):
            wrong = f"行首有 {depth} 级，stub 只写了 {len(self.spec.stub)} 级"
            self.draft.doubt((*self.path, "stub"), wrong, "请为每一级写它占的版面列数")
        if len(corner) not in {1, len(self.spec.stub)} and self.spec.head:
            wrong = f"corner 有 {len(corner)} 个，行首有 {len(self.spec.stub)} 级"
            self.draft.fault((*self.path, "corner"), wrong, "请写一个文字，或每级一个")


def _sums(spec: RowSpec) -> bool:
    return spec.compute is not None or spec.expect is not None
