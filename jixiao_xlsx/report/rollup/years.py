"""按年度 of one form: each figure's total in one year beside the next, with what changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.report.kit.book import HEADER_ROW, BookTable, TableColumn, TableRow, TableValue, ValuedFormula
from jixiao_xlsx.report.rollup.agencies import COUNTED, FigurePlaces
from jixiao_xlsx.report.rollup.counting import CountingRole
from jixiao_xlsx.report.rollup.figures import ColumnName, FigureColumn
from jixiao_xlsx.report.rollup.form import FormSheets, SummedFigure

# Forms print years of this century.
_YEAR = re.compile(r"(20\d\d)年")
_BEFORE = ("项目", "计量单位")
# Labels of neighbouring years name one figure: 2025年预算数 of one is 2024年预算数 of the next.
_RELATIVE = {0: "本年", -1: "上年", -2: "前年", 1: "下年"}
_NONE = "不适用"


@dataclass(frozen=True, slots=True)
class FormYear:
    """One year of a form: where its figures stand."""

    places: FigurePlaces
    form: FormSheets | None

    @property
    def year(self) -> int:
        return self.places.group.year

    def standing(self, column: FigureColumn) -> SummedFigure | None:
        """The total of a figure, or its rate over all: on 汇总表 where that is drawn, else below 按单位."""
        drawn = self.form.figures.get(column.name) if self.form else None
        if drawn:
            return drawn
        own = next((candidate for candidate in self.places.group.columns if candidate.name == column.name), None)
        total = self.places.group.total(own) if own else None
        # The formula without its =, for it goes into another one.
        return SummedFigure(self.places.total(own)[1:], total) if own and total is not None else None


def years_table(years: Sequence[FormYear], tab: str) -> BookTable:
    """Rows are figures, columns years from the earliest on, then what changed from each to the next."""
    columns = tuple(_columns(years))
    rows = [_counted_row(years), *(_row(years, column, number) for number, column in enumerate(columns, _FIRST + 1))]
    # The newest year's title.
    title = years[-1].places.group.title
    return BookTable(
        name=tab,
        title=f"{title}——按年度",
        note="各年度计入合计的填报件之和；百分数按合计重算，增减是百分点。各年度的单位不全相同时，增减里也有单位的增减。",
        columns=tuple(_heads(years)),
        rows=tuple(rows),
        frozen=2,
    )


_FIRST = HEADER_ROW + 2


def _heads(years: Sequence[FormYear]) -> Iterator[TableColumn]:
    yield TableColumn(_BEFORE[0], 46, "wrap")
    yield TableColumn(_BEFORE[1], 9, "center")
    for year in years:
        yield TableColumn(f"{year.year} 年", 18, "figure")
    for before, after in pairwise(years):
        yield TableColumn(f"{after.year} 年比 {before.year} 年增减", 18, "figure")
        yield TableColumn("增减（%）", 12, "percent")


def _columns(years: Sequence[FormYear]) -> Iterator[FigureColumn]:
    """The figures that any year has, in the order of the newest."""
    seen: set[ColumnName] = set()
    for year in reversed(years):
        for column in year.places.group.columns:
            found = [edition_year.standing(column) for edition_year in years if column.name not in seen]
            if any(standing and standing.value is not None for standing in found):
                seen.add(column.name)
                yield replace(column, label=_relative(column.label, year.year))


def _relative(label: str, year: int) -> str:
    """A label that prints a year says instead how far that is from the form's own."""
    return _YEAR.sub(lambda found: _RELATIVE.get(int(found[1]) - year, found[0]), label)


def _counted_row(years: Sequence[FormYear]) -> TableRow:
    cells = [_count(year) for year in years]
    values = [Decimal(len(year.places.group.numbers())) for year in years]
    return TableRow(("计入合计的填报件", "份", *cells, *_changes(values, _FIRST)), look="integer")


def _count(year: FormYear) -> ValuedFormula:
    counted = year.places.range(year.places.letters[COUNTED])
    return ValuedFormula(f'=COUNTIF({counted},"{CountingRole.COUNTS}")', Decimal(len(year.places.group.numbers())))


def _row(years: Sequence[FormYear], column: FigureColumn, row: int) -> TableRow:
    found = [year.standing(column) for year in years]
    cells = [ValuedFormula(f"={standing.address}", standing.value) if standing else None for standing in found]
    values = [standing.value if standing else None for standing in found]
    changes = _changes(values, row, rates=traits_of(column).is_percent)
    return TableRow((column.label, column.measure, *cells, *changes), look=column.kind)


def _changes(values: Sequence[Decimal | None], row: int, *, rates: bool = False) -> Iterator[TableValue]:
    """For each pair of neighbouring years the difference and, except of rates, its share of the earlier one."""
    for number, (before, after) in enumerate(pairwise(values), len(_BEFORE)):
        cells = [f"{_letter(at)}{row}" for at in (number, number + 1)]
        if before is None or after is None:
            yield from (None, None)
            continue
        # COUNT, not a comparison with "": a cell that shows 不适用 is no number either.
        told = f'=IF(COUNT({cells[0]}:{cells[1]})<2,"",{cells[1]}-{cells[0]})'
        yield ValuedFormula(told, after - before)
        # The difference of two rates is in percent points; its share of a rate says nothing.
        if rates:
            yield None
            continue
        share = (after - before) / abs(before) if before else None
        shared = f'IF({cells[0]}=0,"{_NONE}",({cells[1]}-{cells[0]})/ABS({cells[0]}))'
        yield ValuedFormula(f'=IF(COUNT({cells[0]}:{cells[1]})<2,"",{shared})', share if share is not None else _NONE)


def _letter(number: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(number))


def years_by_form(years: Sequence[FormYear]) -> Mapping[str, tuple[FormYear, ...]]:
    """The years of each form that has more than one, the earliest first."""
    found: dict[str, list[FormYear]] = {}
    for year in sorted(years, key=lambda item: item.year):
        found.setdefault(year.places.group.form, []).append(year)
    return {form: tuple(several) for form, several in found.items() if len(several) > 1}
