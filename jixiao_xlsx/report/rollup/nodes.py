"""节点汇总 of one form and year: for each parent the sum of those below, against what it filed for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from jixiao_xlsx.model.checks.tolerance import margin_of
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.scope import FilingScope
from jixiao_xlsx.model.season.roster import Agency
from jixiao_xlsx.report.kit.book import HEADER_ROW, BookTable, TableColumn, TableRow, TableValue, ValuedFormula
from jixiao_xlsx.report.rollup.agencies import ABOVE, COUNTED, NODE, FigurePlaces
from jixiao_xlsx.report.rollup.counting import CountingRole, Tree, agency_label
from jixiao_xlsx.report.rollup.figures import FigureColumn, FigureGroup

# Widths in characters: 16 holds 9,999,999,999.99.
_COLUMNS = (
    TableColumn("层级", 6, "center"),
    TableColumn("节点", 28, "wrap"),
    TableColumn("上级节点", 24, "wrap"),
    TableColumn("项目", 40, "wrap"),
    TableColumn("计量单位", 9, "center"),
    TableColumn(str(FilingScope.OWN), 16, "figure"),
    TableColumn("下级之和", 16, "figure"),
    TableColumn("合计", 16, "figure"),
    TableColumn("自报汇总数", 16, "figure"),
    TableColumn("差额", 14, "figure"),
    TableColumn("容差", 9, "number"),
    TableColumn("核对", 7, "center"),
)
# The letters of _COLUMNS, for the formulas between them.
_LABEL, _OWN, _BELOW, _TOTAL, _FILED, _DIFFERENCE, _MARGIN, _VERDICT = "B", "F", "G", "H", "I", "J", "K", "L"
AGREES, DIFFERS = "✓", "✗"


@dataclass(frozen=True, slots=True)
class RollupNode:
    """节点: a parent with something filed at or below it. `own`, `below` and `filed` are the places of filings in the
    group: its own share, those of everybody below, and what it filed as a sum of them all."""

    agency: Agency
    depth: int
    own: tuple[int, ...]
    below: tuple[int, ...]
    filed: tuple[int, ...]
    children: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NodeFigure:
    """One figure of one node: sums as numbers; `filed` is None where the parent did not file one."""

    node: RollupNode
    column: FigureColumn
    own: Decimal
    below: Decimal
    filed: Decimal | None
    margin: Decimal

    @property
    def total(self) -> Decimal:
        return self.own + self.below

    @property
    def difference(self) -> Decimal | None:
        """What the parent filed minus the sum; None where it filed nothing."""
        return None if self.filed is None else self.filed - self.total

    @property
    def verdict(self) -> str:
        """✓ where both agree within rounding, ✗ where they do not, empty where nothing was filed."""
        if self.difference is None:
            return ""
        return AGREES if abs(self.difference) <= self.margin else DIFFERS


def node_figures(group: FigureGroup) -> tuple[NodeFigure, ...]:
    """Every figure of every node of a group, parents before those below them; nothing without a roster."""
    columns = [column for column in group.columns if group.total(column) is not None]
    return tuple(_figure(group, node, column) for node in _nodes(group) for column in columns)


def _nodes(group: FigureGroup) -> Iterator[RollupNode]:
    tree = Tree(group.counting.roster)
    codes = [seal.agency_code for seal in group.seals]
    for depth, agency in tree.parents():
        below = tree.within(agency.code) - {agency.code}
        counting = group.numbers()
        node = RollupNode(
            agency,
            depth,
            own=tuple(number for number in counting if codes[number] == agency.code),
            below=tuple(number for number in counting if codes[number] in below),
            filed=tuple(number for number in group.numbers(CountingRole.CHECK) if codes[number] == agency.code),
            children=tuple(child.code for child in tree.below[agency.code] if child.code in tree.below),
        )
        if node.own or node.below or node.filed:
            yield node


def _figure(group: FigureGroup, node: RollupNode, column: FigureColumn) -> NodeFigure:
    filed = [value for number in node.filed if (value := group.number(number, column)) is not None]
    addends = len(node.own) + len(node.below)
    return NodeFigure(
        node,
        column,
        own=group.added(column, node.own),
        below=group.added(column, node.below),
        filed=sum(filed, Decimal(0)) if filed else None,
        # Each figure may be rounded by half a unit of its last place, the filed sum too.
        margin=margin_of(Field(kind=column.kind)) * (addends + 1),
    )


def nodes_table(places: FigurePlaces, figures: tuple[NodeFigure, ...], tab: str) -> BookTable:
    """One row per node and figure, every sum a formula over 按单位 or over the rows of the nodes below."""
    rows = {(figure.node.agency.code, figure.column): number for number, figure in enumerate(figures, HEADER_ROW + 2)}
    wrong = sum(1 for figure in figures if figure.verdict == DIFFERS)
    checked = sum(1 for figure in figures if figure.verdict)
    words = [f"核对 {checked} 个数，{wrong} 个对不上" if checked else "没有单位报送汇总口径的表，只列下级之和"]
    words += ["合计＝本级＋下级之和；差额＝自报汇总数－合计；容差是四舍五入到末位可能有的误差"]
    group = places.group
    return BookTable(
        name=tab,
        title=f"{group.year} 年度{group.title}——节点汇总",
        note="；".join(words) + "。",
        columns=_COLUMNS,
        rows=tuple(TableRow(tuple(_cells(figure, places, rows)), look=figure.column.kind) for figure in figures),
        frozen=2,
        flagged=len(_COLUMNS) - 1,
    )


def _cells(
    figure: NodeFigure, places: FigurePlaces, rows: Mapping[tuple[str, FigureColumn], int]
) -> Iterator[TableValue]:
    row = rows[(figure.node.agency.code, figure.column)]
    above = places.group.counting.roster.agency(figure.node.agency.parent)
    yield figure.node.depth
    yield agency_label(figure.node.agency)
    yield agency_label(above) if above and above.code != figure.node.agency.code else ""
    yield figure.column.label
    yield figure.column.measure
    yield ValuedFormula("=" + _sum(places, figure.column, NODE, row), figure.own)
    below = [
        f"${_BELOW}${rows[(code, figure.column)]}" for code in figure.node.children if (code, figure.column) in rows
    ]
    yield ValuedFormula("=" + "+".join([_sum(places, figure.column, ABOVE, row), *below]), figure.below)
    yield ValuedFormula(f"=${_OWN}{row}+${_BELOW}{row}", figure.total)
    yield from _check(figure, places, row)


def _check(figure: NodeFigure, places: FigurePlaces, row: int) -> Iterator[TableValue]:
    """The parent's own figure and how it compares; blank cells where it filed nothing."""
    numbers = (
        # ">-1E+300" counts the cells with a number, whatever it is: SUMIFS alone gives 0 for nothing as for zero.
        f'{_criteria(places, NODE, row, CountingRole.CHECK)},{places.range(places.figures[figure.column])},">-1E+300"'
    )
    filed = _sum(places, figure.column, NODE, row, role=CountingRole.CHECK)
    yield ValuedFormula(f'=IF(COUNTIFS({numbers})=0,"",{filed})', figure.filed)
    cell, difference = f"${_FILED}{row}", f"${_DIFFERENCE}{row}"
    # Six places: a difference of doubles is 1E-11 where it should be 0.
    yield ValuedFormula(f'=IF({cell}="","",ROUND({cell}-${_TOTAL}{row},6))', figure.difference)
    yield figure.margin
    told = f'IF(ABS({difference})<=${_MARGIN}{row},"{AGREES}","{DIFFERS}")'
    yield ValuedFormula(f'=IF({cell}="","",{told})', figure.verdict)


def _sum(
    places: FigurePlaces, column: FigureColumn, where: str, row: int, *, role: CountingRole = CountingRole.COUNTS
) -> str:
    """The sum over the filings whose node, or the one above it, is that of a row."""
    return f"SUMIFS({places.range(places.figures[column])},{_criteria(places, where, row, role)})"


def _criteria(places: FigurePlaces, where: str, row: int, role: CountingRole) -> str:
    node = f"{places.range(places.letters[where])},${_LABEL}{row}"
    return f'{node},{places.range(places.letters[COUNTED])},"{role}"'
