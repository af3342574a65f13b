"""Formulas and rules of a form resolved against all of its fields, and put where they belong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.expr import ExpressionError, Node, find_cycles, parse, resolve
from jixiao_xlsx.model.expr.checker import sort_of
from jixiao_xlsx.model.expr.functions import Sort
from jixiao_xlsx.model.expr.scope import Fields, Scope
from jixiao_xlsx.model.forms.form import Banner, Cell, Form, Formula, Line, LinePart, Row, Rule, Section, Sheet, Table
from jixiao_xlsx.model.keys import KeyPattern, format_key
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.spec.building import drafts
from jixiao_xlsx.spec.building.drafts import FormDraft
from jixiao_xlsx.spec.language.models import RuleSpec
from jixiao_xlsx.spec.yaml_text.marks import YamlPath

# About half a line: the fault's place and what is wrong come behind it.
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """The rules of one section (or of the form) with its table, if it has one."""

    rules: tuple[RuleSpec, ...]
    owner: KeyPattern
    path: YamlPath
    table: Table | None


class FormulaResolver:
    """Resolves once every field is known."""

    def __init__(self, draft: FormDraft) -> None:
        self._draft = draft
        # Texts are named too, so that a formula that counts with one gets a fault of its own.
        texts = [
            key
            for key, field in draft.fields.items()
            if field is not None and not traits_of(field).may_stand_for_number
        ]
        dates = [key for key, field in draft.fields.items() if field is not None and traits_of(field).is_date]
        self._fields = Fields(draft.fields, totals=draft.totals, texts=texts, dates=dates)
        self._computes = {key: self._formula(formula) for key, formula in draft.computes.items()}
        self._expects = {key: self._formula(formula) for key, formula in draft.expects.items()}
        nodes = {key: formula.node for key, formula in self._computes.items() if formula is not None}
        for owner, fault in find_cycles(nodes):
            draft.doubt(draft.computes[owner].path, fault.wrong, fault.write)

    def resolved(self, form: Form, rules: Sequence[RuleDraft]) -> Form:
        """The form with its formulas in their cells, and its rules."""
        made = tuple(rule for draft in rules for rule in self._rules(draft))
        return replace(form, sheets=tuple(self._sheet(sheet) for sheet in form.sheets), rules=made)

    def _formula(self, waiting: drafts.PendingFormula) -> Formula | None:
        scope = Scope(self._fields, waiting.owner, waiting.column, waiting.table)
        node, faults = _resolved(waiting.source, scope)
        if node is not None and not faults:
            faults = self._misfits(node, waiting)
        self._tell(waiting.path, waiting.source, faults, parsed=node is not None)
        return Formula(waiting.source, node) if node is not None and not faults else None

    def _misfits(self, node: Node, waiting: drafts.PendingFormula) -> tuple[ExpressionError, ...]:
        """A cell takes what its kind holds: no judgement, and a number only in a cell for numbers."""
        sort = sort_of(node)
        if sort is Sort.TRUTH:
            return (ExpressionError(0, "公式应当得出一个数，这是一个判断", "请写算式，例如 a + b"),)
        if sort is Sort.DATE:
            return (ExpressionError(0, "日期不能由公式得出", "日期只在 check 里比较先后，例如 start <= finish"),)
        field = self._draft.fields.get(waiting.owner)
        if field is not None and not traits_of(field).may_stand_for_number and sort is Sort.NUMBER:
            return (ExpressionError(0, f"公式得出一个数，这一格却是 {field.kind}", "请写 kind: amount 或别的数的类型"),)
        return ()

    def _tell(self, path: YamlPath, source: str, faults: Sequence[ExpressionError], *, parsed: bool) -> None:
        """What cannot be parsed is wrong in any case; a name may be missing only because its row has a fault."""
        tell = self._draft.doubt if parsed else self._draft.fault
        shown = source if len(source) <= _SHOWN else f"{source[:_SHOWN]}…"
        for fault in faults:
            tell(path, f"‘{shown}’ 第 {fault.column + 1} 个字符：{fault.wrong}", fault.write)

    # ---- rules ------------------------------------------------------------------------------------------------

    def _rules(self, draft: RuleDraft) -> Iterator[Rule]:
        for number, spec in enumerate(draft.rules):
            path = (*draft.path, number, "each" if spec.each and draft.table is None else "check")
            name = f"{format_key(draft.owner) or '表'}#{number + 1}"
            made, faults = self._made(spec, draft)
            if not made and spec.each and draft.table is None:
                self._draft.doubt(path, "这里没有可以逐栏、逐行检查的表格", "请把 each 写在有表格的区块里")
            elif not made:
                self._tell(path, spec.check, faults, parsed=_parses(spec.check))
            for further, (owner, node) in enumerate(made):
                # With `each` one line makes several rules, told apart by a number.
                code = f"{name}.{further + 1}" if spec.each else name
                yield Rule(code, owner, Formula(spec.check, node), Severity(spec.severity), spec.say)

    def _made(
        self, spec: RuleSpec, draft: RuleDraft
    ) -> tuple[list[tuple[KeyPattern, Node]], tuple[ExpressionError, ...]]:
        """The rule at each of its owners; with `each`, only where every name means something."""
        made: list[tuple[KeyPattern, Node]] = []
        first: tuple[ExpressionError, ...] = ()
        for scope in self._scopes(spec, draft):
            node, faults = _resolved(spec.check, scope)
            if node is not None and not faults and sort_of(node) is not Sort.TRUTH:
                faults = (ExpressionError(0, "勾稽关系应当是一个判断", "请写比较式，例如 a + b == c"),)
            if node is None or faults:
                first = first or faults
            else:
                made.append((scope.owner, node))
        if not made and not first:
            first = (ExpressionError(0, "表格里没有填数的栏", "请去掉 each，或改查别的表格"),)
        return made, first

    def _scopes(self, spec: RuleSpec, draft: RuleDraft) -> Iterator[Scope]:
        table = draft.owner if draft.table is not None else None
        if spec.each is None:
            yield Scope(self._fields, draft.owner, (), table)
        elif draft.table is not None and spec.each == "column":
            for column in self._numeric_columns(draft.table, draft.owner):
                yield Scope(self._fields, draft.owner, column, table)
        elif draft.table is not None:
            for row in draft.table.leaf_rows():
                yield Scope(self._fields, row.pattern, (), table)

    def _numeric_columns(self, table: Table, owner: KeyPattern) -> list[tuple[str, ...]]:
        columns: dict[tuple[str, ...], None] = {}
        for row in table.leaf_rows():
            for cell in row.cells:
                if cell.field is not None and traits_of(cell.field).is_number:
                    columns[tuple(part for part in cell.key[len(row.pattern) :] if isinstance(part, str))] = None
        return list(columns)

    # ---- putting formulas into cells --------------------------------------------------------------------------

    def _cell(self, cell: Cell) -> Cell:
        if cell.field is None:
            return cell
        field = replace(cell.field, compute=self._computes.get(cell.key), expect=self._expects.get(cell.key))
        return replace(cell, field=field)

    def _sheet(self, sheet: Sheet) -> Sheet:
        banner = tuple(self._banner(line) for line in sheet.banner)
        return replace(sheet, banner=banner, sections=tuple(self._section(section) for section in sheet.sections))

    def _banner(self, banner: Banner) -> Banner:
        return replace(banner, parts=tuple(self._part(part) for part in banner.parts))

    def _section(self, section: Section) -> Section:
        return replace(
            section,
            lines=tuple(self._line(line) for line in section.lines),
            table=self._table(section.table) if section.table else None,
            sections=tuple(self._section(child) for child in section.sections),
            beside=tuple(self._section(child) for child in section.beside),
        )

    def _line(self, line: Line) -> Line:
        return replace(line, parts=tuple(self._part(part) for part in line.parts))

    def _part(self, part: LinePart) -> LinePart:
        return replace(part, cell=self._cell(part.cell)) if part.cell else part

    def _table(self, table: Table) -> Table:
        return replace(table, rows=tuple(self._row(row) for row in table.rows))

    def _row(self, row: Row) -> Row:
        children = tuple(self._row(child) for child in row.children)
        return replace(row, children=children, cells=tuple(self._cell(cell) for cell in row.cells))


def _parses(source: str) -> bool:
    try:
        parse(source)
    except ExpressionError:
        return False
    return True


def _resolved(source: str, scope: Scope) -> tuple[Node | None, tuple[ExpressionError, ...]]:
    try:
        node = parse(source)
    except ExpressionError as fault:
        return None, (fault,)
    return resolve(node, scope)
