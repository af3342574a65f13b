"""Formulas and rules of a form resolved against all of its fields, and put where they belong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from jixiao_xlsx.model.expr import ExpressionError, Node, find_cycles
from jixiao_xlsx.model.expr.checker import sort_of
from jixiao_xlsx.model.expr.functions import Sort
from jixiao_xlsx.model.expr.scope import Fields, Scope
from jixiao_xlsx.model.forms.form import Banner, Cell, Form, Formula, Line, LinePart, Row, Section, Sheet, Table
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.spec.building import drafts
from jixiao_xlsx.spec.building.drafts import FormDraft
from jixiao_xlsx.spec.building.rules import RuleDraft, RuleResolver, resolved_source, tell_faults


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
        made, dead = RuleResolver(self._draft, self._fields, self._computes).rules(rules)
        sheets = tuple(self._sheet(sheet) for sheet in form.sheets)
        return replace(form, sheets=sheets, rules=made, dead_rules=dead)

    def _formula(self, waiting: drafts.PendingFormula) -> Formula | None:
        scope = Scope(self._fields, waiting.owner, waiting.column, waiting.table)
        node, faults = resolved_source(waiting.source, scope)
        if node is not None and not faults:
            faults = self._misfits(node, waiting)
        tell_faults(self._draft, waiting.path, waiting.source, faults)
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
