"""汇总表: the form as it is printed, each figure the live sum over the filings that count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, partial

from jixiao_xlsx.model.expr.nodes import Call, Negate, Node, NumberLiteral, Product, Ref, Sum, bind, refs
from jixiao_xlsx.model.filings.figures import figure_of
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.forms.tree import open_rows, sections_of
from jixiao_xlsx.model.keys import ALL, Key, KeyPattern, pattern_of, row_of
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.report.kit.book import DrawnSheet, Tabs
from jixiao_xlsx.report.kit.plain import figure_value
from jixiao_xlsx.report.rollup.agencies import COUNTED, FigurePlaces
from jixiao_xlsx.report.rollup.counting import CountingRole
from jixiao_xlsx.report.rollup.figures import ColumnName, FigureColumn, adds_up
from jixiao_xlsx.report.rollup.form import FormDrawing, FormSheets, SummedFigure
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.addresses import Addresses
from jixiao_xlsx.sheet.grid import Computed, FormGrid, Slot
from jixiao_xlsx.sheet.seal import Counts
from jixiao_xlsx.sheet.self_check.computing import values_of
from jixiao_xlsx.sheet.writer.summed import ShownValue, SummedForm, draw_summed

_INDICATORS, _DETAILS = "见“指标库”", "见“明细表”"


def form_drawing(reader: Reader) -> FormDrawing:
    """What draws the 汇总表 of any form that the reader knows, in its newest edition among the filings."""

    def draw(places: FigurePlaces, tabs: Tabs, wanted: str) -> FormSheets | None:
        layout = _layout_of(places, reader)
        return _Totals(layout, places).sheets(tabs, wanted) if layout else None

    return draw


def _layout_of(places: FigurePlaces, reader: Reader) -> FormGrid | None:
    """The form with one row for each block of open rows and one of each repeat: they stand for all of them."""
    group = places.group
    seals = [entry.filing.seal for entry in group.kept if entry.filing.seal]
    known = [layout.form for seal in seals if (layout := reader.layouts.of_seal(seal))]
    if not known:
        return None
    form = max(known, key=lambda candidate: candidate.edition)
    return reader.layouts.of_form(form, group.year, _single(form))


def _single(form: Form) -> Counts:
    patterns = [pattern for pattern, _, _ in open_rows(form)]
    patterns += [section.key for section in sections_of(form) if section.repeat]
    # One row of each stands for all.
    return tuple((pattern, 1) for pattern in patterns)


@dataclass(frozen=True)
class _Totals:
    """The totals of a group as the cells of its form, laid out with single rows."""

    layout: FormGrid
    places: FigurePlaces

    def sheets(self, tabs: Tabs, wanted: str) -> FormSheets:
        """The form's sheets without its 自检, which is the agencies' own matter."""
        numbers = [number for number, grid in enumerate(self.layout.sheets) if not grid.aside]
        several = len(numbers) > 1
        names = [
            tabs.take(f"{wanted}-{grid.name}" if several else wanted) if not grid.aside else ""
            for grid in self.layout.sheets
        ]
        form = SummedForm(self.layout, tuple(names), dict(self._shown()), self._own, self._everybody(), self._note())
        drawn = tuple(DrawnSheet(names[number], partial(draw_summed, form=form, number=number)) for number in numbers)
        return FormSheets(drawn, self._standing(form.addresses))

    # what each cell shows

    @cached_property
    def _boxes(self) -> dict[Key, Slot | Computed]:
        boxes: list[Slot | Computed] = [slot for _, slot in self.layout.slots()]
        boxes += [cell for _, cell in self.layout.computed()]
        return {box.key: box for box in boxes}

    @cached_property
    def _sums(self) -> dict[Key, tuple[FigureColumn, Decimal]]:
        """The slots and computed cells that hold a sum over the filings."""
        sums: dict[Key, tuple[FigureColumn, Decimal]] = {}
        for key, box in self._boxes.items():
            column = self.places.group.column(key, box.field.kind, box.field.measure)
            total = self.places.group.total(column) if column else None
            # A computed cell with a formula of degree 1 gives the sum from the sums by itself and stays a formula.
            if column and total is not None and (isinstance(box, Slot) or self._degree_of(box) != 1):
                sums[key] = (column, total)
        return sums

    @cached_property
    def _own(self) -> dict[Key, Decimal | str | None]:
        """The computed cells that the form's own formula gives from the sums, with their values."""
        filled: dict[Key, Value | None] = {key: total for key, (_, total) in self._sums.items()}
        values = values_of(self.layout, filled)
        own: dict[Key, Decimal | str | None] = {}
        for key, box in self._boxes.items():
            if isinstance(box, Computed) and key not in self._sums and self._is_told(box):
                value, text = figure_of(values.result(key))
                own[key] = figure_value(value) if value is not None else text
        return own

    def _shown(self) -> Iterator[tuple[Key, ShownValue]]:
        for key, (column, total) in self._sums.items():
            yield key, ShownValue(self.places.total(column), total)
        for key, box in self._boxes.items():
            shown = self._told(box) if isinstance(box, Slot) and key not in self._sums else None
            if shown:
                yield key, shown

    def _told(self, slot: Slot) -> ShownValue | None:
        """What stands in a slot that holds no sum; of an open row's slots the widest that takes words speaks for it."""
        match slot.field.prefill:
            case "agency.name":
                return ShownValue(self._everybody_live(), self._everybody())
            case "subject.name":
                return ShownValue(words=self._subjects())
            case "year":
                return ShownValue(words=str(self.layout.year))
            case "agency.code" | "subject.code":
                return None
        if not _takes_words(slot):
            return None
        row = row_of(slot.key)
        if not row or self._is_repeat(row):
            return ShownValue(words=_DETAILS)
        return ShownValue(words=self._rows_in_words(row)) if self._speakers[row] == slot.key else None

    @cached_property
    def _speakers(self) -> dict[Key, Key]:
        """The widest slot for words of each open row."""
        widest: dict[Key, tuple[float, Key]] = {}
        for grid, slot in self.layout.slots():
            width = sum(grid.widths[slot.region.left - grid.left : slot.region.right + 1 - grid.left])
            row = row_of(slot.key)
            if row and _takes_words(slot) and width > widest.get(row, (0.0, ()))[0]:
                widest[row] = (width, slot.key)
        return {row: key for row, (_, key) in widest.items()}

    def _is_repeat(self, row: Key) -> bool:
        return any(section.key == pattern_of(row) for section in sections_of(self.layout.form) if section.repeat)

    def _rows_in_words(self, row: Key) -> str:
        pattern = pattern_of(row)
        count = sum(_count_rows(self.places, number, pattern) for number in self.places.group.numbers())
        targets = any(traits_of(box.field).is_target for key, box in self._boxes.items() if row_of(key) == row)
        where, measure = (_INDICATORS, "个") if targets else (_DETAILS, "行")
        return f"共 {count} {measure}，{where}" if count else ""

    # which formulas still say what they mean

    def _degree_of(self, box: Computed) -> int:
        """1 where the cell is a plain sum of sums, so that the form's formula gives the sum of what it gave each."""
        if box.field.compute is None or not _adds_up(box):
            return 2
        return self._degree(box.field.compute.node, box.key)

    def _degree(self, node: Node, owner: Key) -> int:
        match node:
            case NumberLiteral():
                return 0
            case Ref():
                # A number is of degree 0, a sum of degree 1; a product of two sums is of degree 2, and no sum of
                # products.
                return max((self._degree_at(key) for key in self._keys(node, owner)), default=0)
            case Negate(operand=operand):
                return self._degree(operand, owner)
            case Sum(terms=terms):
                return self._together([term for _, term in terms], owner)
            case Call(function="sum", arguments=arguments):
                return self._together(arguments, owner)
            case Product(factors=factors):
                # Divided by anything that varies it is no sum any more.
                below = any(sign == "/" and self._degree(factor, owner) for sign, factor in factors)
                return 2 if below else sum(self._degree(factor, owner) for _, factor in factors)
            case _:
                # Comparisons, conditions, other functions: the formula of sums is not the sum of formulas.
                return 2

    def _together(self, nodes: list[Node] | tuple[Node, ...], owner: Key) -> int:
        degrees = {self._degree(node, owner) for node in nodes}
        # 2 + 3 of unlike degrees is neither.
        return degrees.pop() if len(degrees) == 1 else 2

    def _degree_at(self, key: Key) -> int:
        box = self._boxes.get(key)
        if box is None:
            return 0
        if isinstance(box, Computed):
            return 1 if self._degree_of(box) == 1 or key in self._columns else 2
        return 1 if _adds_up(box) else 2

    @cached_property
    def _columns(self) -> frozenset[Key]:
        """The computed cells whose figures add up whatever their formula is."""
        boxes = [box for box in self._boxes.values() if isinstance(box, Computed)]
        return frozenset(box.key for box in boxes if _adds_up(box))

    def _is_told(self, box: Computed) -> bool:
        """Whether everything that the formula reads is a sum, and so is what it gives, or a rate of such sums."""
        if box.field.compute is None:
            return False
        read = {key for ref in refs(box.field.compute.node) for key in self._keys(ref, box.key)}
        # A rate of sums is a rate; a rate of rates is nothing.
        sums = all(self._degree_at(key) < 2 for key in read)
        return sums and (traits_of(box.field).is_rate or _adds_up(box))

    def _keys(self, ref: Ref, owner: Key) -> Iterator[Key]:
        for path in ref.paths:
            pattern = bind(path, owner)
            yield from self._laid_out.keys(pattern) if ALL in pattern else (pattern,)

    @cached_property
    def _laid_out(self) -> Addresses:
        return Addresses.of(self.layout)

    # words

    def _everybody(self) -> str:
        agencies, filings = self.places.group.agencies, len(self.places.group.numbers())
        return f"全部 {agencies} 个单位" if agencies == filings else f"全部 {agencies} 个单位，{filings} 份"

    def _everybody_live(self) -> str:
        """The same as a formula: whoever changes 是 to 否 in a row changes the number too."""
        agencies, filings = self.places.group.agencies, len(self.places.group.numbers())
        count = f'COUNTIF({self.places.range(self.places.letters[COUNTED])},"{CountingRole.COUNTS}")'
        if agencies == filings:
            return f'="全部 "&{count}&" 个单位"'
        return f'="全部 {agencies} 个单位，"&{count}&" 份"'

    def _subjects(self) -> str:
        seals = self.places.group.seals
        subjects = {
            seals[number].subject_code or seals[number].subject_name for number in self.places.group.numbers()
        } - {""}
        return f"全部 {len(subjects)} 个项目" if subjects else _DETAILS

    def _note(self) -> str:
        count, other = len(self.places.group.numbers()), self._other_measures()
        waiting = self.places.group.not_passed
        passed = f"（其中 {waiting} 份还没有审核通过）" if waiting else ""
        words = f"由 {count} 份填报件相加{passed}，点一个数就看见它的公式；各单位的数在“{self.places.tab}”。"
        return words + (f"按另外的计量单位填报的没有相加：{'、'.join(other)}。" if other else "")

    def _other_measures(self) -> list[str]:
        """Figures that some filings gave in another measure than this edition of the form asks."""
        group = self.places.group
        measures = {pattern_of(key): box.field.measure for key, box in self._boxes.items()}
        odd = [column for column in group.columns if column.is_added and group.total(column) is not None]
        return [column.header for column in odd if measures.get(column.key, column.measure) != column.measure]

    def _standing(self, addresses: Addresses) -> dict[ColumnName, SummedFigure]:
        found: dict[ColumnName, SummedFigure] = {}
        for key in (*self._sums, *self._own):
            address = addresses.cell(key, absolute=True)
            value = self._sums[key][1] if key in self._sums else self._own[key]
            field = self._boxes[key].field
            if address:
                number = value if isinstance(value, Decimal) else None
                found[(pattern_of(key), field.kind, field.measure)] = SummedFigure(address, number)
        return found


def _takes_words(slot: Slot) -> bool:
    kind = traits_of(slot.field)
    return (kind.is_prose or kind.is_target) and not slot.field.personal


def _adds_up(box: Slot | Computed) -> bool:
    return adds_up(traits_of(box.field), box.label)


def _count_rows(places: FigurePlaces, number: int, pattern: KeyPattern) -> int:
    """How many rows of a block a filing has something in."""
    length = len(pattern)
    records = places.group.kept[number].filing.records
    rows = {record.key[:length] for record in records if len(record.key) > length}
    return sum(1 for row in rows if pattern_of(row) == pattern)
