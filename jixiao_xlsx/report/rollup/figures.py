"""The figures of one form and year: a row per filing, a column per figure, and what a total over them is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from jixiao_xlsx.model.filings.filing import Figure, Seal
from jixiao_xlsx.model.forms.asked import Questions
from jixiao_xlsx.model.keys import ALL, Key, KeyPattern, indexes_of, pattern_of
from jixiao_xlsx.model.kinds import Traits, traits_named, traits_of
from jixiao_xlsx.report.kit.book import EmptyMark, TableValue
from jixiao_xlsx.report.kit.plain import figure_value
from jixiao_xlsx.report.records.flat_rows import Asking
from jixiao_xlsx.report.records.leaves import Leaf, leaves
from jixiao_xlsx.report.records.versions import RollupEntry
from jixiao_xlsx.report.rollup.counting import Counting, CountingRole

_NO_SUM = re.compile(r"(?:序号|编号|行次|排名|名次|年限|年份|年度|期限|比例|单价)(?:（.*）)?$")
"""Labels of figures that are whole numbers or money and still no quantity that adds up."""

ColumnName = tuple[KeyPattern, str, str]
"""What tells two columns apart: key, kind and measure."""

_LINE = re.compile(r"第\d+行")
_EACH = "各行之和"


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """A figure that a form asks: its key, kind, measure and printed label. A key with `[*]` is that of open rows, of
    which a filing has the sum."""

    key: KeyPattern
    kind: str
    measure: str
    label: str

    @property
    def header(self) -> str:
        """The label with the measure, unless the label prints it already."""
        named = not self.measure or f"（{self.measure}）" in self.label
        return self.label if named else f"{self.label}（{self.measure}）"

    @property
    def name(self) -> ColumnName:
        """What tells this column from every other."""
        return self.key, self.kind, self.measure

    @property
    def is_added(self) -> bool:
        """Whether it makes sense as a sum over agencies."""
        return adds_up(traits_of(self), self.label)


def adds_up(kind: Traits, label: str) -> bool:
    """Whether a field's values may be added over agencies: money, counts and the like, but no 序号 and no 单价."""
    return kind.is_quantity and not _NO_SUM.search(label.replace(f"（{_EACH}）", "").rsplit("·", 1)[-1])


@dataclass(frozen=True)
class FigureGroup:
    """The filings of one form and year that were read, what each is in totals, and their figures by column."""

    form: str
    year: int
    title: str
    kept: tuple[RollupEntry, ...]
    counting: Counting
    values: tuple[Mapping[KeyPattern, Leaf], ...]
    sums: tuple[Mapping[ColumnName, Decimal], ...]
    columns: tuple[FigureColumn, ...]

    @cached_property
    def seals(self) -> tuple[Seal, ...]:
        """The seals of the filings, with code and name as the roster has them now."""
        return tuple(self.counting.current(entry.filing.seal) for entry in self.kept if entry.filing.seal)

    @cached_property
    def agencies(self) -> int:
        """How many agencies count."""
        return len({self.seals[number].agency_code or self.seals[number].agency_name for number in self.numbers()})

    def role(self, number: int) -> CountingRole:
        """What a filing is in totals."""
        return self.counting.role(self.kept[number])

    def numbers(self, role: CountingRole = CountingRole.COUNTS) -> tuple[int, ...]:
        """The places of the filings that have a role."""
        return tuple(number for number in range(len(self.kept)) if self.role(number) is role)

    @property
    def not_passed(self) -> int:
        """How many of those that count no reviewer has passed; those of which nobody knows are not among them."""
        return sum(1 for number in self.numbers() if self.kept[number].passed is False)

    def cell(self, number: int, column: FigureColumn) -> TableValue:
        """What a filing says in a column: a number, 不适用, unreadable, or nothing; never 0 for nothing."""
        if ALL in column.key:
            return self.sums[number].get(column.name)
        leaf = self.values[number].get(column.key)
        if leaf is None or (leaf.kind, leaf.measure) != (column.kind, column.measure):
            return None
        if isinstance(leaf, Figure):
            return figure_value(leaf.value) if leaf.value is not None else leaf.text
        # Never 0 for what could not be read: a total would look complete.
        return leaf.value if isinstance(leaf.value, Decimal) else EmptyMark.UNREADABLE

    def total(self, column: FigureColumn) -> Decimal | None:
        """The sum over the filings that count; None for rates and the like, and where nobody filled anything."""
        everybody = range(len(self.kept))
        if not column.is_added or all(self.number(number, column) is None for number in everybody):
            return None
        return self.added(column, self.numbers())

    def added(self, column: FigureColumn, numbers: Iterable[int]) -> Decimal:
        """The sum over some of the filings; what is no number adds nothing."""
        return sum((self.number(number, column) or Decimal(0) for number in numbers), Decimal(0))

    def number(self, number: int, column: FigureColumn) -> Decimal | None:
        """What a filing says in a column where that is a number."""
        value = self.cell(number, column)
        return value if isinstance(value, Decimal) else None

    def column(self, key: Key, kind: str, measure: str) -> FigureColumn | None:
        """The column of a field, by any key of it."""
        return self._named.get((pattern_of(key), kind, measure))

    @cached_property
    def _named(self) -> dict[ColumnName, FigureColumn]:
        return {column.name: column for column in self.columns}


def figure_groups(
    kept: Iterable[RollupEntry], asking: Asking, counting: Counting | None = None
) -> tuple[FigureGroup, ...]:
    """The filings that were read, by form and year: labels print years, and a sum over years says nothing."""
    read = [(entry, entry.filing.seal) for entry in kept if entry.is_read]
    known = [(entry, seal) for entry, seal in read if seal is not None]
    groups = groupby(known, key=lambda pair: (pair[1].form, pair[1].year))
    judged = counting or Counting()
    return tuple(_group(name, tuple(entry for entry, _ in pairs), asking, judged) for name, pairs in groups)


def _group(name: tuple[str, int], kept: tuple[RollupEntry, ...], asking: Asking, counting: Counting) -> FigureGroup:
    asked = [asking(entry.filing) for entry in kept]
    found = [leaves(entry.filing) for entry in kept]
    values = tuple({leaf.key: leaf for leaf in mine if _stands_once(leaf.key)} for mine in found)
    sums = tuple(_row_sums(mine) for mine in found)
    # Several editions may print several titles: the greatest, whichever came first.
    title = max(form_title(questions, name[0]) for questions in asked)
    return FigureGroup(name[0], name[1], title, kept, counting, values, sums, _columns(asked, found))


def form_title(questions: Questions | None, form: str) -> str:
    """The form's printed title without year and agency; its code where the form is not known here."""
    return form if questions is None else questions.form.bare_title


def _row_sums(found: Iterable[Leaf]) -> dict[ColumnName, Decimal]:
    """What a filing's open rows add up to, by column; a row that cannot be read adds nothing."""
    sums: dict[ColumnName, Decimal] = defaultdict(Decimal)
    for leaf in found:
        if not _stands_once(leaf.key) and isinstance(leaf.value, Decimal) and traits_of(leaf).is_quantity:
            value = figure_value(leaf.value) if isinstance(leaf, Figure) else leaf.value
            sums[(pattern_of(leaf.key), leaf.kind, leaf.measure)] += value
    return dict(sums)


def _columns(asked: Sequence[Questions | None], found: Sequence[Sequence[Leaf]]) -> tuple[FigureColumn, ...]:
    """The columns in the order of the newest edition; what only older ones or the filings have comes behind."""
    columns: dict[ColumnName, FigureColumn] = {}
    newest = sorted(
        (questions for questions in asked if questions), key=lambda questions: questions.form.edition, reverse=True
    )
    for column in (*_asked_columns(newest), *_filled_columns(found)):
        columns.setdefault(column.name, column)
    return tuple(columns.values())


def _asked_columns(asked: Iterable[Questions]) -> Iterator[FigureColumn]:
    done: set[int] = set()
    for questions in asked:
        # By object: filings of one layout share their questions, and a season has thousands.
        if id(questions) in done:
            continue
        done.add(id(questions))
        for cell in questions.asked.values():
            if cell.field is not None:
                yield from _column(cell.key, cell.field.kind, cell.field.measure, cell.label)


def _filled_columns(found: Iterable[Iterable[Leaf]]) -> Iterator[FigureColumn]:
    for filing in found:
        for leaf in filing:
            yield from _column(leaf.key, leaf.kind, leaf.measure, leaf.label)


def _column(key: Key, kind: str, measure: str, label: str) -> Iterator[FigureColumn]:
    if traits_named(kind).is_figure and _stands_once(key):
        yield FigureColumn(key, kind, measure, label)
    elif adds_up(traits_named(kind), label):
        yield FigureColumn(pattern_of(key), kind, measure, _label_of_all(label))


def _label_of_all(label: str) -> str:
    """The label of open rows together: without the row's number, and without that of the block around it."""
    # The number before the last character of a part (目标1, 第2项) is the repeat's.
    parts = [re.sub(r"\d+(?=\D{0,1}$)", "", part) for part in label.split("·") if not _LINE.fullmatch(part)]
    return "·".join(part for part in parts if part) + f"（{_EACH}）"


def _stands_once(key: Key) -> bool:
    return not indexes_of(key)
