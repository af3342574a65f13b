"""The sheet 按单位 of one form and year: a row per filing, a column per figure, and where formulas find them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.filings.filing import Seal
from jixiao_xlsx.model.scope import FilingScope
from jixiao_xlsx.report.kit.book import (
    HEADER_ROW,
    BookTable,
    EmptyMark,
    TableColumn,
    TableRow,
    TableValue,
    sheet_prefix,
)
from jixiao_xlsx.report.kit.cell_text import text_width
from jixiao_xlsx.report.kit.plain import encodable
from jixiao_xlsx.report.records.filing_json import severity_counts
from jixiao_xlsx.report.records.versions import RollupEntry
from jixiao_xlsx.report.rollup.counting import CountingRole
from jixiao_xlsx.report.rollup.figures import FigureColumn, FigureGroup

COUNTED, NODE, ABOVE = "计入合计", "节点", "上级节点"
_NAME = "单位名称"


@dataclass(frozen=True, slots=True)
class FigurePlaces:
    """Where the figures of a group stand: the sheet's name, the letters of its columns, its first and last row."""

    tab: str
    group: FigureGroup
    letters: Mapping[str, str]
    figures: Mapping[FigureColumn, str]

    @property
    def rows(self) -> tuple[int, int]:
        """First and last row, counted from 1 as Excel does."""
        # Excel counts from 1, and the first row of cells is the one below the header.
        return HEADER_ROW + 2, HEADER_ROW + 1 + len(self.group.kept)

    def range(self, letter: str) -> str:
        """A column's cells, absolute, with the sheet's name."""
        first, last = self.rows
        return f"{sheet_prefix(self.tab)}${letter}${first}:${letter}${last}"

    def total(self, column: FigureColumn) -> str:
        """The formula, with `=`, that adds a column over the filings that count."""
        return f'=SUMIF({self.range(self.letters[COUNTED])},"{CountingRole.COUNTS}",{self.range(self.figures[column])})'

    def cell(self, number: int, letter: str) -> str:
        """The formula, with `=`, that shows one filing's cell."""
        return f"={sheet_prefix(self.tab)}{letter}{self.rows[0] + number}"


def places_of(group: FigureGroup, tab: str) -> FigurePlaces:
    """Where `agencies_table` puts the figures."""
    labels = [column.label for column in _who_columns(group)]
    letters = {label: _letter(number) for number, label in enumerate(labels)}
    figures = {column: _letter(number) for number, column in enumerate(group.columns, len(labels))}
    return FigurePlaces(tab, group, letters, figures)


def agencies_table(group: FigureGroup, tab: str) -> BookTable:
    """The table of one group on the sheet of that name; totals below add the filings that count."""
    who = tuple(_who_columns(group))
    everybody = range(len(group.kept))
    cells = [tuple(group.cell(number, column) for column in group.columns) for number in everybody]
    totals = [group.total(column) for column in group.columns]
    figures = tuple(
        TableColumn(column.header, _width([row[number] for row in cells], totals[number]), column.kind, totals[number])
        for number, column in enumerate(group.columns)
    )
    rows = tuple(
        TableRow(
            (*_who(group, number), *cells[number], *_tail(group.kept[number])),
            muted=group.role(number) is not CountingRole.COUNTS,
        )
        for number in everybody
    )
    names = [column.label for column in who]
    return BookTable(
        name=tab,
        title=f"{group.year} 年度{group.title}——按单位",
        note=_note(group),
        columns=(*who, *figures, *_severity_columns(group), TableColumn("文件", 28)),
        rows=rows,
        frozen=names.index(_NAME) + 1,
        counted=names.index(COUNTED),
    )


def _letter(number: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(number))


def _who_columns(group: FigureGroup) -> Iterator[TableColumn]:
    seals = group.seals
    # The columns of who, of figures and of findings stand in this order so that `frozen` and SUMIF find them.
    yield TableColumn("年度", 7, "center")
    yield TableColumn("单位编码", _fitting([seal.agency_code for seal in seals], least=10), "wrap")
    yield TableColumn(_NAME, _fitting([seal.agency_name for seal in seals], least=18), "wrap")
    if _has_subjects(seals):
        yield TableColumn("项目编码", _fitting([seal.subject_code for seal in seals], least=10), "wrap")
        yield TableColumn("项目名称", _fitting([seal.subject_name for seal in seals], least=18), "wrap")
    if _has_scopes(seals):
        yield TableColumn("口径", 7, "center")
    yield TableColumn(COUNTED, 8, "center")
    if group.counting.roster.agencies:
        yield TableColumn(NODE, _fitting([group.counting.label(seal) for seal in seals], least=18), "wrap")
        yield TableColumn(ABOVE, _fitting([group.counting.parent_label(seal) for seal in seals], least=18), "wrap")


def _who(group: FigureGroup, number: int) -> Iterator[TableValue]:
    seals = group.seals
    seal = seals[number]
    yield str(seal.year)
    yield from (seal.agency_code, seal.agency_name)
    if _has_subjects(seals):
        yield from (seal.subject_code, seal.subject_name)
    if _has_scopes(seals):
        yield seal.scope
    yield group.role(number)
    if group.counting.roster.agencies:
        yield from (group.counting.label(seal), group.counting.parent_label(seal))


def _has_subjects(seals: Iterable[Seal]) -> bool:
    return any(seal.subject_code or seal.subject_name for seal in seals)


def _has_scopes(seals: Iterable[Seal]) -> bool:
    return any(seal.scope != FilingScope.OWN for seal in seals)


def _severity_columns(group: FigureGroup) -> Iterator[TableColumn]:
    counted = [severity_counts(group.kept[number].filing.findings) for number in group.numbers()]
    for severity in Severity:
        yield TableColumn(f"{severity}（条）", 9, "integer", Decimal(sum(counts[severity] for counts in counted)))


def _tail(kept: RollupEntry) -> tuple[TableValue, ...]:
    return (*severity_counts(kept.filing.findings).values(), encodable(kept.filing.source))


def _note(group: FigureGroup) -> str:
    counting, checks = len(group.numbers()), len(group.numbers(CountingRole.CHECK))
    left_out, copies = len(group.numbers(CountingRole.LEFT_OUT)), sum(len(kept.copies) for kept in group.kept)
    scopes = {group.kept[number].filing.seal.scope for number in group.numbers() if group.kept[number].filing.seal}  # type: ignore[union-attr]
    words = [f"共 {len(group.kept)} 份，计入合计 {counting} 份"]
    words += [f"其中 {group.not_passed} 份还没有审核通过"] if group.not_passed else []
    words += [f"{checks} 份是汇总口径，只用来核对"] if checks else []
    words += [f"另 {left_out} 份列出但不计入，原因见“来源”"] if left_out else []
    words += [f"完全相同的文件另有 {copies} 份，不重复计"] if copies else []
    words += [f"口径不一（{'、'.join(sorted(scopes))}），合计可能重复"] if len(scopes) > 1 and not checks else []
    words += ["浅红格填了内容但读不出数，按空白处理"] if _unreadable(group) else []
    words += [f"“{COUNTED}”改为“否”，合计随之变化"]
    return "；".join(words) + "。"


def _unreadable(group: FigureGroup) -> bool:
    numbers = range(len(group.kept))
    return any(group.cell(number, column) is EmptyMark.UNREADABLE for number in numbers for column in group.columns)


def _fitting(texts: Iterable[str], *, least: int) -> float:
    # 36 characters are eighteen Chinese ones; a longer name takes a further line.
    return min(max(least, *(text_width(text) + 2 for text in texts)), 36)


def _width(values: Iterable[TableValue], total: Decimal | None) -> float:
    longest = max((len(f"{value:,.2f}") for value in (*values, total) if isinstance(value, Decimal)), default=0)
    # 12 holds the header's words; two for the cell's padding.
    return float(max(12, longest + 2))
