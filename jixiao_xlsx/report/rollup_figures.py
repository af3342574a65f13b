"""The sheet 汇总 of one form and year: a row per filing, a column per figure the form asks once, and totals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from jixiao_xlsx.model.asked import Questions
from jixiao_xlsx.model.filing import Figure, Seal
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.report.book import CellValue, Mark, Table, TableColumn, TableRow
from jixiao_xlsx.report.cell_text import text_width
from jixiao_xlsx.report.leaves import Leaf, leaves
from jixiao_xlsx.report.plain import encodable, figure_value
from jixiao_xlsx.report.records_flat import Asking
from jixiao_xlsx.report.records_json import severity_counts
from jixiao_xlsx.report.versions import Kept

KINDS = frozenset({"amount", "number", "integer", "points", "percent"})
ADDED = frozenset({"amount", "integer"})
"""Kinds that make sense as a sum over agencies: money and counts, not rates, scores or numbers of any sort."""

_LOCAL = "本级"


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """A figure that a form asks once: its key, kind, measure and printed label."""

    key: Key
    kind: str
    measure: str
    label: str

    @property
    def header(self) -> str:
        """The label with the measure, unless the label prints it already."""
        named = not self.measure or f"（{self.measure}）" in self.label
        return self.label if named else f"{self.label}（{self.measure}）"


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """The filings of one form and year that were read, with their figures by key."""

    form: str
    year: int
    title: str
    kept: tuple[Kept, ...]
    values: tuple[dict[Key, Leaf], ...]
    columns: tuple[FigureColumn, ...]

    def cell(self, number: int, column: FigureColumn) -> CellValue:
        """What a filing says in a column: a number, 不适用, unreadable, or nothing; never 0 for nothing."""
        leaf = self.values[number].get(column.key)
        if leaf is None or (leaf.kind, leaf.measure) != (column.kind, column.measure):
            return None
        if isinstance(leaf, Figure):
            return figure_value(leaf.value) if leaf.value is not None else leaf.text
        return leaf.value if isinstance(leaf.value, Decimal) else Mark.UNREADABLE

    def total(self, column: FigureColumn) -> Decimal | None:
        """The sum over the filings that count; None for rates and the like, and where nobody filled anything."""
        found = [(self.cell(number, column), kept.counts) for number, kept in enumerate(self.kept)]
        numbers = [(value, counts) for value, counts in found if isinstance(value, Decimal)]
        if column.kind not in ADDED or not numbers:
            return None
        return sum((value for value, counts in numbers if counts), Decimal(0))


def figure_groups(kept: Iterable[Kept], asking: Asking) -> tuple[FigureGroup, ...]:
    """The filings that were read, by form and year: labels print years, and a sum over years says nothing."""
    read = [(one, one.filing.seal) for one in kept if one.is_read]
    known = [(one, seal) for one, seal in read if seal is not None]
    groups = groupby(known, key=lambda pair: (pair[1].form, pair[1].year))
    return tuple(_group(name, tuple(one for one, _ in pairs), asking) for name, pairs in groups)


def figures_table(group: FigureGroup, *, alone: bool) -> Table:
    """The table of one group; its sheet is called 汇总 where it is the only one."""
    who = tuple(_who_columns(group))
    cells = [tuple(group.cell(number, column) for column in group.columns) for number in range(len(group.kept))]
    totals = [group.total(column) for column in group.columns]
    figures = tuple(
        TableColumn(column.header, _width([row[number] for row in cells], totals[number]), column.kind, totals[number])
        for number, column in enumerate(group.columns)
    )
    severities = tuple(_severity_columns(group))
    rows = tuple(
        TableRow((*_who(group, number, kept), *cells[number], *_tail(kept)), muted=not kept.counts)
        for number, kept in enumerate(group.kept)
    )
    names = [column.label for column in who]
    return Table(
        name="汇总" if alone else f"汇总-{group.year}{group.title}",
        title=f"{group.year} 年度{group.title}汇总",
        note=_note(group),
        columns=(*who, *figures, *severities, TableColumn("文件", 28)),
        rows=rows,
        frozen=names.index("单位名称") + 1,
        counted=names.index("计入合计"),
    )


def _group(name: tuple[str, int], kept: tuple[Kept, ...], asking: Asking) -> FigureGroup:
    asked = [asking(one.filing) for one in kept]
    values = tuple({leaf.key: leaf for leaf in leaves(one.filing) if _stands_once(leaf.key)} for one in kept)
    titles = [form_title(one, name[0]) for one in asked]
    return FigureGroup(name[0], name[1], max(titles), kept, values, _columns(asked, values))


def form_title(questions: Questions | None, form: str) -> str:
    """The form's printed title without year and agency; its code where the form is not known here."""
    if questions is None:
        return form
    title = questions.form.title
    for placeholder in ("（<year>年度）", "<year>年度", "<year>年", "<year>", "<agency>"):
        title = title.replace(placeholder, "")
    return title


def _columns(asked: Sequence[Questions | None], values: Sequence[dict[Key, Leaf]]) -> tuple[FigureColumn, ...]:
    """The columns in the order of the newest edition; what only older ones or the filings have comes behind."""
    found: dict[tuple[Key, str, str], FigureColumn] = {}
    newest = sorted((one for one in asked if one), key=lambda one: one.form.edition, reverse=True)
    for column in (*_asked_columns(newest), *_filled_columns(values)):
        found.setdefault((column.key, column.kind, column.measure), column)
    return tuple(found.values())


def _asked_columns(asked: Iterable[Questions]) -> Iterator[FigureColumn]:
    for questions in asked:
        for one in questions.asked.values():
            if one.field is not None and one.field.kind in KINDS and _stands_once(one.key):
                yield FigureColumn(one.key, one.field.kind, one.field.measure, one.label)


def _filled_columns(values: Iterable[dict[Key, Leaf]]) -> Iterator[FigureColumn]:
    for filing in values:
        for leaf in filing.values():
            if leaf.kind in KINDS:
                yield FigureColumn(leaf.key, leaf.kind, leaf.measure, leaf.label)


def _stands_once(key: Key) -> bool:
    return not any(isinstance(part, int) for part in key)


def _who_columns(group: FigureGroup) -> Iterator[TableColumn]:
    seals = [one.filing.seal for one in group.kept if one.filing.seal]
    yield TableColumn("年度", 7, "center")
    yield TableColumn("单位编码", _fitting([seal.agency_code for seal in seals], least=10))
    yield TableColumn("单位名称", _fitting([seal.agency_name for seal in seals], least=18))
    if _has_subjects(seals):
        yield TableColumn("项目编码", _fitting([seal.subject_code for seal in seals], least=10))
        yield TableColumn("项目名称", _fitting([seal.subject_name for seal in seals], least=18))
    if _has_scopes(seals):
        yield TableColumn("口径", 7, "center")
    yield TableColumn("计入合计", 8, "center")


def _who(group: FigureGroup, number: int, kept: Kept) -> Iterator[CellValue]:
    seals = [one.filing.seal for one in group.kept if one.filing.seal]
    seal = seals[number]
    yield str(seal.year)
    yield from (seal.agency_code, seal.agency_name)
    if _has_subjects(seals):
        yield from (seal.subject_code, seal.subject_name)
    if _has_scopes(seals):
        yield seal.scope
    yield "是" if kept.counts else "否"


def _has_subjects(seals: Iterable[Seal]) -> bool:
    return any(seal.subject_code or seal.subject_name for seal in seals)


def _has_scopes(seals: Iterable[Seal]) -> bool:
    return any(seal.scope != _LOCAL for seal in seals)


def _severity_columns(group: FigureGroup) -> Iterator[TableColumn]:
    counted = [severity_counts(kept.filing.findings) for kept in group.kept if kept.counts]
    for name in ("退回", "说明", "提示"):
        yield TableColumn(f"{name}（条）", 9, "integer", Decimal(sum(counts[name] for counts in counted)))


def _tail(kept: Kept) -> tuple[CellValue, ...]:
    return (*severity_counts(kept.filing.findings).values(), encodable(kept.filing.source))


def _note(group: FigureGroup) -> str:
    counting = sum(1 for kept in group.kept if kept.counts)
    left_out, copies = len(group.kept) - counting, sum(len(kept.copies) for kept in group.kept)
    scopes = {kept.filing.seal.scope for kept in group.kept if kept.filing.seal and kept.counts}
    words = [f"共 {len(group.kept)} 份，计入合计 {counting} 份"]
    words += [f"另 {left_out} 份列出但不计入，原因见“来源”"] if left_out else []
    words += [f"完全相同的文件另有 {copies} 份，不重复计"] if copies else []
    words += [f"口径不一（{'、'.join(sorted(scopes))}），合计可能重复"] if len(scopes) > 1 else []
    words += ["浅红格填了内容但读不出数，按空白处理"] if _unreadable(group) else []
    words += ["“计入合计”改为“否”，合计随之变化"]
    return "；".join(words) + "。"


def _unreadable(group: FigureGroup) -> bool:
    numbers = range(len(group.kept))
    return any(group.cell(number, column) is Mark.UNREADABLE for number in numbers for column in group.columns)


def _fitting(texts: Iterable[str], *, least: int) -> float:
    return min(max(least, *(text_width(text) + 2 for text in texts)), 36)


def _width(values: Iterable[CellValue], total: Decimal | None) -> float:
    longest = max((len(f"{value:,.2f}") for value in (*values, total) if isinstance(value, Decimal)), default=0)
    return float(max(12, longest + 2))
