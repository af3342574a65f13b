"""节点汇总 of one form and year: for each parent the sum of those below, against what it filed for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from jixiao_xlsx.model.checks.tolerance import margin_of
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.scope import FilingScope
from jixiao_xlsx.model.season.roster import Agency
from jixiao_xlsx.report.kit.book import HEADER_ROW, CellValue, Live, Table, TableColumn, TableRow
from jixiao_xlsx.report.rollup.agencies import ABOVE, COUNTED, NODE, Places
from jixiao_xlsx.report.rollup.counting import Role, Tree, agency_label
from jixiao_xlsx.report.rollup.figures import FigureColumn, FigureGroup

_COLUMNS = (
    TableColumn("层级", 6, "center"),
    TableColumn("节点", 28),
    TableColumn("上级节点", 24),
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
_LABEL, _OWN, _BELOW, _TOTAL, _FILED, _DIFFERENCE, _MARGIN, _VERDICT = "B", "F", "G", "H", "I", "J", "K", "L"
AGREES, DIFFERS = "✓", "✗"


@dataclass(frozen=True, slots=True)
class Node:
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

    node: Node
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


def _nodes(group: FigureGroup) -> Iterator[Node]:
    tree = Tree(group.counting.roster)
    codes = [seal.agency_code for seal in group.seals]
    for depth, agency in tree.parents():
        below = tree.within(agency.code) - {agency.code}
        counting = group.numbers()
        node = Node(
            agency,
            depth,
            own=tuple(one for one in counting if codes[one] == agency.code),
            below=tuple(one for one in counting if codes[one] in below),
            filed=tuple(one for one in group.numbers(Role.CHECK) if codes[one] == agency.code),
            children=tuple(child.code for child in tree.below[agency.code] if child.code in tree.below),
        )
        if node.own or node.below or node.filed:
            yield node


def _figure(group: FigureGroup, node: Node, column: FigureColumn) -> NodeFigure:
    filed = [value for one in node.filed if (value := group.number(one, column)) is not None]
    addends = len(node.own) + len(node.below)
    return NodeFigure(
        node,
        column,
        own=group.added(column, node.own),
        below=group.added(column, node.below),
        filed=sum(filed, Decimal(0)) if filed else None,
        margin=margin_of(Field(kind=column.kind)) * (addends + 1),
    )


def nodes_table(places: Places, figures: tuple[NodeFigure, ...], tab: str) -> Table:
    """One row per node and figure, every sum a formula over 按单位 or over the rows of the nodes below."""
    rows = {(one.node.agency.code, one.column): number for number, one in enumerate(figures, HEADER_ROW + 2)}
    wrong = sum(1 for one in figures if one.verdict == DIFFERS)
    checked = sum(1 for one in figures if one.verdict)
    words = [f"核对 {checked} 个数，{wrong} 个对不上" if checked else "没有单位报送汇总口径的表，只列下级之和"]
    words += ["合计＝本级＋下级之和；差额＝自报汇总数－合计；容差是四舍五入到末位可能有的误差"]
    group = places.group
    return Table(
        name=tab,
        title=f"{group.year} 年度{group.title}——节点汇总",
        note="；".join(words) + "。",
        columns=_COLUMNS,
        rows=tuple(TableRow(tuple(_cells(one, places, rows)), look=one.column.kind) for one in figures),
        frozen=2,
        flagged=len(_COLUMNS) - 1,
    )


def _cells(one: NodeFigure, places: Places, rows: Mapping[tuple[str, FigureColumn], int]) -> Iterator[CellValue]:
    row = rows[(one.node.agency.code, one.column)]
    above = places.group.counting.roster.agency(one.node.agency.parent)
    yield one.node.depth
    yield agency_label(one.node.agency)
    yield agency_label(above) if above and above.code != one.node.agency.code else ""
    yield one.column.label
    yield one.column.measure
    yield Live("=" + _sum(places, one.column, NODE, row), one.own)
    below = [f"${_BELOW}${rows[(code, one.column)]}" for code in one.node.children if (code, one.column) in rows]
    yield Live("=" + "+".join([_sum(places, one.column, ABOVE, row), *below]), one.below)
    yield Live(f"=${_OWN}{row}+${_BELOW}{row}", one.total)
    yield from _check(one, places, row)


def _check(one: NodeFigure, places: Places, row: int) -> Iterator[CellValue]:
    """The parent's own figure and how it compares; blank cells where it filed nothing."""
    numbers = f'{_criteria(places, NODE, row, Role.CHECK)},{places.range(places.figures[one.column])},">-1E+300"'
    filed = _sum(places, one.column, NODE, row, role=Role.CHECK)
    yield Live(f'=IF(COUNTIFS({numbers})=0,"",{filed})', one.filed)
    cell, difference = f"${_FILED}{row}", f"${_DIFFERENCE}{row}"
    yield Live(f'=IF({cell}="","",ROUND({cell}-${_TOTAL}{row},6))', one.difference)
    yield one.margin
    told = f'IF(ABS({difference})<=${_MARGIN}{row},"{AGREES}","{DIFFERS}")'
    yield Live(f'=IF({cell}="","",{told})', one.verdict)


def _sum(places: Places, column: FigureColumn, where: str, row: int, *, role: Role = Role.COUNTS) -> str:
    """The sum over the filings whose node, or the one above it, is that of a row."""
    return f"SUMIFS({places.range(places.figures[column])},{_criteria(places, where, row, role)})"


def _criteria(places: Places, where: str, row: int, role: Role) -> str:
    node = f"{places.range(places.letters[where])},${_LABEL}{row}"
    return f'{node},{places.range(places.letters[COUNTED])},"{role}"'
