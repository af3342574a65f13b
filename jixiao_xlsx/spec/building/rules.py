"""The rules of a form: each resolved at its owners, with the cell to change; those that can never fire apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jixiao_xlsx.errors import Fault
from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.expr import ExpressionError, Node, Ref, parse, resolve
from jixiao_xlsx.model.expr.checker import sort_of
from jixiao_xlsx.model.expr.functions import Sort
from jixiao_xlsx.model.expr.nodes import Name, unbound
from jixiao_xlsx.model.expr.resolver import resolved_cell
from jixiao_xlsx.model.expr.scope import Fields, Scope
from jixiao_xlsx.model.forms.form import Formula, Rule, Table
from jixiao_xlsx.model.keys import KeyPattern, format_key
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.spec.building.dead_rules import Misrule, misrule_of
from jixiao_xlsx.spec.building.drafts import FormDraft
from jixiao_xlsx.spec.language.models import RuleSpec
from jixiao_xlsx.spec.yaml_text.marks import YamlPath, spoken

# About half a line: the fault's place and what is wrong come behind it.
_SHOWN = 60
_Faults = tuple[ExpressionError, ...]


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """The rules of one section (or of the form) with its table, if it has one."""

    rules: tuple[RuleSpec, ...]
    owner: KeyPattern
    path: YamlPath
    table: Table | None


@dataclass(frozen=True, slots=True)
class RuleResolver:
    """Resolves rules once every field and every formula is known."""

    draft: FormDraft
    fields: Fields
    computes: Mapping[KeyPattern, Formula | None]

    def rules(self, drafts: Sequence[RuleDraft]) -> tuple[tuple[Rule, ...], tuple[Fault, ...]]:
        """The rules that may fire, and the faults of those that never can."""
        alive: list[Rule] = []
        dead: list[Fault] = []
        for draft in drafts:
            for number, spec in enumerate(draft.rules):
                made = list(self._rule(draft, number, spec))
                sound = [(rule, wrong) for rule, wrong in made if wrong is None]
                alive += [rule for rule, _ in sound]
                # Of a rule over many rows one that means something somewhere is enough.
                if made and not sound:
                    dead += self._buried(draft, number, made[0])
        return tuple(alive), tuple(dead)

    def _buried(self, draft: RuleDraft, number: int, made: tuple[Rule, Misrule | None]) -> Iterator[Fault]:
        rule, wrong = made
        # What stands beside a fault may only seem dead: a mended spec has rules that nobody wrote.
        if wrong is None or not self.draft.document.sure:
            return
        path = (*draft.path, number, "check")
        line, column = self.draft.document.place(path)
        told = f"‘{shown_source(rule.formula.source)}’ {wrong.wrong}"
        yield Fault(self.draft.document.name, line, column, spoken(path), told, wrong.write)

    def _rule(self, draft: RuleDraft, number: int, spec: RuleSpec) -> Iterator[tuple[Rule, Misrule | None]]:
        path = (*draft.path, number, "each" if spec.each and draft.table is None else "check")
        name = f"{format_key(draft.owner) or '表'}#{number + 1}"
        made, faults = self._made(spec, draft)
        if not made and spec.each and draft.table is None:
            self.draft.doubt(path, "这里没有可以逐栏、逐行检查的表格", "请把 each 写在有表格的区块里")
        elif not made:
            tell_faults(self.draft, path, spec.check, faults)
        places = self._places(draft, number, spec, [scope for scope, _ in made])
        for further, ((scope, node), at) in enumerate(zip(made, places, strict=True)):
            # With `each` one line makes several rules, told apart by a number.
            code = f"{name}.{further + 1}" if spec.each else name
            severity = Severity(spec.severity)
            rule = Rule(code, scope.owner, Formula(spec.check, node), severity, spec.say, spec.fix, at)
            yield rule, misrule_of(node, self.draft.fields, self.computes)

    def _made(self, spec: RuleSpec, draft: RuleDraft) -> tuple[list[tuple[Scope, Node]], _Faults]:
        """The rule at each of its owners; with `each`, only where every name means something."""
        made: list[tuple[Scope, Node]] = []
        first: _Faults = ()
        for scope in self._scopes(spec, draft):
            node, faults = resolved_source(spec.check, scope)
            if node is not None and not faults and sort_of(node) is not Sort.TRUTH:
                faults = (ExpressionError(0, "勾稽关系应当是一个判断", "请写比较式，例如 a + b == c"),)
            if node is None or faults:
                first = first or faults
            else:
                made.append((scope, node))
        if not made and not first:
            first = (ExpressionError(0, "表格里没有填数的栏", "请去掉 each，或改查别的表格"),)
        return made, first

    def _places(self, draft: RuleDraft, number: int, spec: RuleSpec, scopes: Sequence[Scope]) -> list[Ref | None]:
        """The cell to change at each of the scopes, where the spec names it."""
        if spec.at is None or not scopes:
            return [None] * len(scopes)
        path = (*draft.path, number, "at")
        found = [_cell_named(spec.at, scope) for scope in scopes]
        named = [ref for ref, _ in found]
        if not any(named):
            tell_faults(self.draft, path, spec.at, found[0][1])
        elif not any(ref is not None and self._may_change(ref) for ref in named):
            self.draft.doubt(path, f"‘{spec.at}’ 是印好的字或锁定的格，填报人改不了", "请写要改的那一个填报格的键")
        return named

    def _may_change(self, ref: Ref) -> bool:
        """Whether somebody fills it in; of a computed cell, what it comes from is meant."""
        fields = (self.draft.fields.get(unbound(path)) for path in ref.paths)
        return any(field is not None and not field.locked for field in fields)

    def _scopes(self, spec: RuleSpec, draft: RuleDraft) -> Iterator[Scope]:
        table = draft.owner if draft.table is not None else None
        if spec.each is None:
            yield Scope(self.fields, draft.owner, (), table)
        elif draft.table is not None and spec.each == "column":
            for column in _numeric_columns(draft.table):
                yield Scope(self.fields, draft.owner, column, table)
        elif draft.table is not None:
            for row in draft.table.leaf_rows():
                yield Scope(self.fields, row.pattern, (), table)


def tell_faults(draft: FormDraft, path: YamlPath, source: str, faults: Sequence[ExpressionError]) -> None:
    """What cannot be parsed is wrong in any case; a name may be missing only because its row has a fault."""
    tell = draft.doubt if _parses(source) else draft.fault
    for fault in faults:
        tell(path, f"‘{shown_source(source)}’ 第 {fault.column + 1} 个字符：{fault.wrong}", fault.write)


def shown_source(source: str) -> str:
    """An expression as a fault quotes it."""
    return source if len(source) <= _SHOWN else f"{source[:_SHOWN]}…"


def resolved_source(source: str, scope: Scope) -> tuple[Node | None, _Faults]:
    """The tree of an expression with its names resolved, or what is wrong with it."""
    try:
        node = parse(source)
    except ExpressionError as fault:
        return None, (fault,)
    return resolve(node, scope)


def _cell_named(source: str, scope: Scope) -> tuple[Ref | None, _Faults]:
    try:
        node = parse(source)
    except ExpressionError as fault:
        return None, (fault,)
    if not isinstance(node, Name):
        return None, (ExpressionError(0, "这里只写一个键", "例如 at: score"),)
    return resolved_cell(node, scope)


def _parses(source: str) -> bool:
    try:
        parse(source)
    except ExpressionError:
        return False
    return True


def _numeric_columns(table: Table) -> list[tuple[str, ...]]:
    columns: dict[tuple[str, ...], None] = {}
    for row in table.leaf_rows():
        for cell in row.cells:
            if cell.field is not None and traits_of(cell.field).is_number:
                columns[tuple(part for part in cell.key[len(row.pattern) :] if isinstance(part, str))] = None
    return list(columns)
