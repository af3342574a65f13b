"""Gives each name of an expression its meaning: the nearest field, row, group or column outward from the owner."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches

from jixiao_xlsx.model.expr.checker import misuses
from jixiao_xlsx.model.expr.faults import ExpressionError
from jixiao_xlsx.model.expr.functions import FUNCTIONS
from jixiao_xlsx.model.expr.nodes import (
    Call,
    Compare,
    Logic,
    Membership,
    Name,
    Negate,
    Node,
    Not,
    Product,
    Ref,
    RefPath,
    Sum,
    unbound,
)
from jixiao_xlsx.model.expr.scope import Scope, Seat, Words, WrittenName, words_of
from jixiao_xlsx.model.keys import ALL, KeyPattern, format_key


def resolve(node: Node, scope: Scope) -> tuple[Node, tuple[ExpressionError, ...]]:
    """The tree with a `Ref` for every `Name`, and all its faults by column; usable only where there are none."""
    faults: list[ExpressionError] = []
    resolved = _NameResolver(scope, faults).visit(node)
    if not faults:
        faults += misuses(resolved)
    return resolved, tuple(sorted(faults, key=lambda fault: fault.column))


def resolved_cell(name: Name, scope: Scope) -> tuple[Ref | None, tuple[ExpressionError, ...]]:
    """What one name alone stands for, a cell or many of them; or why it stands for none."""
    faults: list[ExpressionError] = []
    found = _NameResolver(scope, faults).looked_up(name, aggregate=True)
    return (found if isinstance(found, Ref) else None), tuple(faults)


class _NameResolver:
    def __init__(self, scope: Scope, faults: list[ExpressionError]) -> None:
        self._scope = scope
        self._faults = faults

    def visit(self, node: Node) -> Node:
        match node:
            case Name():
                return self.looked_up(node, aggregate=False)
            case Negate() | Not():
                return replace(node, operand=self.visit(node.operand))
            case Sum():
                return replace(node, terms=tuple((sign, self.visit(term)) for sign, term in node.terms))
            case Product():
                return replace(node, factors=tuple((sign, self.visit(factor)) for sign, factor in node.factors))
            case Compare() | Logic():
                return replace(node, operands=tuple(self.visit(operand) for operand in node.operands))
            case Membership():
                return replace(node, item=self.visit(node.item))
            case Call():
                return self._call(node)
            case _:
                return node

    def _call(self, node: Call) -> Node:
        if not FUNCTIONS[node.function].aggregate:
            return replace(node, arguments=tuple(self.visit(argument) for argument in node.arguments))
        arguments = tuple(
            self.looked_up(argument, aggregate=True) if isinstance(argument, Name) else self.visit(argument)
            for argument in node.arguments
        )
        self._refuse_single_cell(node, arguments)
        return replace(node, arguments=arguments)

    def _refuse_single_cell(self, node: Call, arguments: tuple[Node, ...]) -> None:
        only = arguments[0]
        if len(arguments) > 1 or node.function == "count" or not isinstance(only, Ref) or only.many:
            return
        name = format_key(tuple(part for part in only.path if isinstance(part, str)))
        self._faults.append(
            ExpressionError(
                only.start, f"{node.function} 里只有一格（{name}）", "请写要汇总的行或栏，例如 main[*].amount"
            )
        )

    def looked_up(self, name: Name, *, aggregate: bool) -> Node:
        found = _Search(self._scope, WrittenName.of(name.parts), aggregate).run()
        if isinstance(found, tuple):
            path, paths, several = found
            text, dated = (
                self._all_in(paths, fields) for fields in (self._scope.fields.texts, self._scope.fields.dates)
            )
            many = several or any(ALL in field_path for field_path in paths)
            if aggregate or not many:
                return Ref(name.start, name.end, path, many, paths, text, dated)
            found = _NameTrouble(*_many(format_key(name.parts)))
        self._faults.append(ExpressionError(name.start, found.wrong, found.write))
        return name

    @staticmethod
    def _all_in(paths: tuple[RefPath, ...], fields: frozenset[KeyPattern]) -> bool:
        return all(unbound(path) in fields for path in paths)


class _NameTrouble:
    def __init__(self, wrong: str, write: str) -> None:
        self.wrong = wrong
        self.write = write


_Found = tuple[RefPath, tuple[RefPath, ...], bool]
"""What was named, the fields it stands for, and whether it is a group or column."""


class _Search:
    """One name looked for outward; the first scope that knows it decides."""

    def __init__(self, scope: Scope, written: WrittenName, aggregate: bool) -> None:
        self._scope = scope
        self._written = written
        self._aggregate = aggregate

    def run(self) -> _Found | _NameTrouble:
        for prefix in self._scope.outward():
            found = self._field(prefix) or (self._groups(prefix) if self._aggregate else None)
            if found is not None:
                return found
        return self._unknown()

    def _field(self, prefix: KeyPattern) -> _Found | None:
        # A full name first, then the same column of another row: in a table `total` means this year's total beside
        # this year's figure.
        for column in dict.fromkeys(((), self._scope.column)):
            written = replace(self._written, words=self._written.words + column)
            field = self._scope.fields.named(words_of(prefix) + written.words)
            if field is None or field == self._scope.owner:
                continue
            path = Seat(self._scope, prefix, written, len(written.words), self._aggregate).path(field)
            if path is not None:
                return path, (path,), False
        return None

    def _groups(self, prefix: KeyPattern) -> _Found | _NameTrouble | None:
        rows = self._rows(prefix)
        column = self._below(prefix, self._written.words, 0) if prefix == self._scope.table else None
        if rows is not None and column is not None:
            name = ".".join(self._written.words)
            return _NameTrouble(f"‘{name}’ 既是行又是栏", "请写全路径，例如 段.行.栏")
        return rows or column

    def _rows(self, prefix: KeyPattern) -> _Found | _NameTrouble | None:
        """A group's own column, the whole group, or a column named below a group; in this order."""
        words, length = self._written.words, len(self._written.words)
        if self._scope.column and (own := self._below(prefix, words + self._scope.column, length)):
            return own
        if whole := self._whole(prefix):
            return whole
        # The longest group first.
        splits = (self._below(prefix, words, split) for split in range(length - 1, 0, -1))
        return next((found for found in splits if found), None)

    def _below(self, prefix: KeyPattern, words: Words, split: int) -> _Found | None:
        """The fields below `prefix.words[:split]` that end with the rest of the words."""
        group, ending = words_of(prefix) + words[:split], words[split:]
        fields = [field for field in self._scope.fields.below(group) if _ends(field, group, ending)]
        return self._several(prefix, replace(self._written, words=words), split, fields)

    def _whole(self, prefix: KeyPattern) -> _Found | _NameTrouble | None:
        group = words_of(prefix) + self._written.words
        fields = self._scope.fields.addends(self._scope.fields.below(group), self._scope.owner)
        columns = dict.fromkeys(_column(field, len(group)) for field in fields)
        if len(columns) > 1:
            # Six names fill a line of a terminal.
            names = "、".join(list(columns)[:6])
            name = ".".join(self._written.words)
            return _NameTrouble(f"‘{name}’ 有几栏：{names}", f"请指明一栏，例如 {name}.{next(iter(columns))}")
        return self._several(prefix, self._written, len(self._written.words), fields)

    def _several(
        self, prefix: KeyPattern, written: WrittenName, split: int, fields: list[KeyPattern] | tuple[KeyPattern, ...]
    ) -> _Found | None:
        seat = Seat(self._scope, prefix, written, split, self._aggregate)
        addends = self._scope.fields.addends(fields, self._scope.owner)
        paths = tuple(path for path in map(seat.path, addends) if path is not None)
        return (seat.title(paths[0]), paths, True) if paths else None

    def _unknown(self) -> _NameTrouble:
        name = ".".join(self._written.words)
        for prefix in self._scope.outward():
            below = self._scope.fields.below(words_of(prefix) + self._written.words)
            if below:
                example = ".".join(words_of(below[0])[len(words_of(prefix)) :])
                return _NameTrouble(f"‘{name}’ 是一组，不是一格", f"请写到格，例如 {example}；要汇总请用 sum({name})")
        if self._written.indexes and any(self._is_field(prefix) for prefix in self._scope.outward()):
            return _NameTrouble(f"‘{name}’ 的方括号处没有可编号的行", "请去掉方括号，或写在可增行、可重复的那一级后面")
        if words_of(self._scope.owner)[-len(self._written.words) :] == self._written.words:
            return _NameTrouble(f"‘{name}’ 就是公式所在的格", "公式不能引用自己；请写别的键")
        # 0.5, not difflib's 0.6: keys are short, and one wrong letter in four must still be found.
        near = get_close_matches(name, [other for other in self._reachable() if other != name], n=1, cutoff=0.5)
        hint = f"是否 {near[0]}？" if near else "可写同一行、同一组、同一段的键，或从表的第一级写起"
        return _NameTrouble(f"找不到 ‘{name}’", hint)

    def _is_field(self, prefix: KeyPattern) -> bool:
        return self._scope.fields.named(words_of(prefix) + self._written.words) is not None

    def _reachable(self) -> list[str]:
        names: dict[str, None] = {}
        for prefix in self._scope.outward():
            start = len(words_of(prefix))
            for field in self._scope.fields.below(words_of(prefix)):
                words = words_of(field)[start:]
                names.update(dict.fromkeys(".".join(words[:length]) for length in range(1, len(words) + 1)))
        return list(names)


def _ends(field: KeyPattern, group: Words, ending: Words) -> bool:
    words = words_of(field)
    return len(words) >= len(group) + len(ending) and words[len(words) - len(ending) :] == ending


def _column(field: KeyPattern, skip: int) -> str:
    """The column of a field below a group of `skip` words: what follows its last open row, else its last word."""
    words = words_of(field)
    if ALL not in field:
        return words[-1]
    tail = words_of(field[len(field) - field[::-1].index(ALL) :])
    return ".".join(tail) if len(words) - len(tail) >= skip else words[-1]


def _many(name: str) -> tuple[str, str]:
    return f"‘{name}’ 有多行，不能当一格用", f"请汇总，例如 sum({name})，或写明第几行，例如 [1]"
