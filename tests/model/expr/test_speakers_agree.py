"""The law of the expressions: the Excel formula, recalculated by LibreOffice, shows what the evaluator gives."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from clients.libreoffice import Office
from jixiao_xlsx.model.expr import (
    UNREADABLE,
    CellValue,
    ExpressionTooLong,
    Fields,
    Node,
    Result,
    Scope,
    evaluate,
    parse,
    resolve,
    shown_result,
    to_excel,
)
from jixiao_xlsx.model.keys import Key, KeyPattern, matches
from model.expr.cells import Cells

SINGLES = ("a", "b", "c", "d", "e")
ROWS = 4
WORDED = ("f", "g")
TOLERANCES = (Decimal(0), Decimal("0.015"), Decimal("0.00005"))
CASES = 700

_FORM = Fields(
    [(name,) for name in (*SINGLES, *WORDED, "result")] + [("list", "*", "n"), ("list", "*", "t")],
    texts=[("f",), ("g",), ("list", "*", "t")],
)
_PASTED = ("九十", "12万元", "见附件", "9.5.1")
_NUMBERS = ("0", "1", "-3.5", "90", "44770.21", "0.0095", "117897.5", "0.1", "0.2", "0.3", "2.675", "-0.125")
_WORDS = ("本级", "汇总", "≥95%", ">5", "a*b", "axb", "优 良", "本级", "甲" * 300, "乙" * 300 + "~?")


class Author:
    """Writes random expressions of the language, sort by sort."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)

    def whole(self) -> str:
        return self.dice.choice((self.number, self.number, self.truth, self.truth, self.words))(3)

    def number(self, depth: int) -> str:
        if depth == 0:
            return self.dice.choice((*SINGLES, *SINGLES, "2", "0.5", "100"))
        kinds: tuple[Callable[[int], str], ...] = (self._sum, self._product, self._function, self._aggregate)
        return self.dice.choice((*kinds, lambda _: self.number(0)))(depth - 1)

    def _sum(self, depth: int) -> str:
        terms = [self.number(self.dice.randint(0, depth)) for _ in range(self.dice.randint(2, 4))]
        return "(" + "".join(f"{self.dice.choice('++-') if at else ''}{term}" for at, term in enumerate(terms)) + ")"

    def _product(self, depth: int) -> str:
        factors = [self.number(self.dice.randint(0, depth)) for _ in range(2)]
        return f"({factors[0]}{self.dice.choice('*/')}{factors[1]})"

    def _function(self, depth: int) -> str:
        inner = self.number(depth)
        either = f"if({self.truth(depth)},{inner},{self.number(depth)})"
        return self.dice.choice((f"abs({inner})", f"-({inner})", f"round({inner},2)", either, "len(f)"))

    def _aggregate(self, depth: int) -> str:
        function = self.dice.choice(("sum", "min", "max", "average"))
        single, many = f"{self.number(depth)},{self.dice.choice(SINGLES)}", "list.n"
        return self.dice.choice(
            (f"{function}({many})", f"{function}({single})", f"{function}({many},{single})", "count(list.t)")
        )

    def truth(self, depth: int) -> str:
        if depth == 0 or self.dice.random() < 0.4:
            return self._comparison(max(depth - 1, 0))
        parts = [self.truth(depth - 1) for _ in range(2)]
        joined = f"({parts[0]} {self.dice.choice(('and', 'or'))} {parts[1]})"
        simple = (
            "blank(a)",
            "filled(f)",
            "unique(list.t)",
            "f in ('本级','汇总')",
            "f == g",
            "f != '本级'",
            "b in (1, 90)",
        )
        return self.dice.choice((joined, joined, f"not ({parts[0]})", *simple[self.dice.randrange(4) :]))

    def _comparison(self, depth: int) -> str:
        sides = [self.number(self.dice.randint(0, depth)) for _ in range(3)]
        signs = [self.dice.choice(("==", "!=", "<", "<=", ">", ">=")) for _ in range(2)]
        chain = f"({sides[0]} {signs[0]} {sides[1]} {signs[1]} {sides[2]})"
        return self.dice.choice((f"({sides[0]} {signs[0]} {sides[1]})",) * 3 + (chain, f"within({','.join(sides)})"))

    def words(self, depth: int) -> str:
        return self.dice.choice((f"if({self.truth(depth - 1)},'优','差')", f"if({self.truth(depth - 1)},f,'甲')", "f"))

    def grid(self) -> dict[Key, object]:
        """What is typed or pasted into the cells; `None` is blank, `""` the blank result of another formula."""
        blanks = self.dice.choice((0.05, 0.3, 0.95))
        pasted = self.dice.choice((0.0, 0.0, 0.08))
        rows = range(1, ROWS + 1)
        held: dict[Key, object] = {(name,): self._amount(blanks, pasted) for name in SINGLES}
        held |= {("list", row, "n"): self._amount(blanks, pasted) for row in rows}
        held |= {("list", row, "t"): self._word(blanks) for row in rows}
        return held | {(name,): self._word(blanks) for name in WORDED}

    def _amount(self, blanks: float, pasted: float) -> object:
        if self.dice.random() < blanks:
            return self.dice.choice((None, None, "", "  "))
        if self.dice.random() < pasted:
            return self.dice.choice(_PASTED)
        if self.dice.random() < 0.06:
            return "不适用"
        return Decimal(self.dice.choice(_NUMBERS))

    def _word(self, blanks: float) -> object:
        return self.dice.choice((None, "")) if self.dice.random() < blanks else self.dice.choice(_WORDS)


@dataclass(frozen=True)
class Case:
    source: str
    node: Node
    typed: dict[Key, object]
    tolerance: Decimal
    row: int

    def expected(self) -> Decimal | str | bool:
        return shown_result(self.result())

    def result(self) -> Result:
        held = {key: _read(key, typed) for key, typed in self.typed.items()}
        return evaluate(self.node, ("result",), Cells(held), tolerance=self.tolerance)

    def formula(self) -> str:
        return to_excel(self.node, ("result",), self._address, self._expand, tolerance=self.tolerance)

    def _address(self, key: Key) -> str:
        return f"{_letters(list(self.typed).index(key) + 1)}{self.row + 1}"

    def _expand(self, pattern: KeyPattern, owner: Key) -> list[str]:
        return [self._address(key) for key in self.typed if matches(pattern, key)]


def _read(key: Key, typed: object) -> CellValue:
    if typed is None or isinstance(typed, Decimal):
        return typed
    numeric = key[-1] not in (*WORDED, "t")
    return UNREADABLE if numeric and typed in _PASTED else str(typed)


def _letters(column: int) -> str:
    return chr(65 + column)


def _case(number: int) -> Case:
    author = Author(number)
    source = author.whole()
    node, faults = resolve(parse(source), Scope(_FORM, ("result",)))
    assert faults == (), (source, [fault.wrong for fault in faults])
    return Case(source, node, author.grid(), author.dice.choice(TOLERANCES), number)


def _written() -> Iterator[Case]:
    """The cases whose formula Excel takes, each on its own row."""
    for number in range(CASES):
        case = _case(number)
        with suppress(ExpressionTooLong):
            case.formula()
            yield case


def _write(path: Path, written: list[Case]) -> None:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("cases")
    for case in written:
        sheet.write_formula(case.row, 0, "=" + case.formula(), None, 987654.321)
        for column, typed in enumerate(case.typed.values(), start=1):
            if isinstance(typed, Decimal):
                sheet.write_number(case.row, column, float(typed))
            elif typed == "":
                sheet.write_formula(case.row, column, '=""', None, "")
            elif typed is not None:
                sheet.write_string(case.row, column, str(typed))
    book.close()


def _agrees(expected: Decimal | str | bool, found: Decimal | str) -> bool:
    if isinstance(expected, bool):
        expected = Decimal(int(expected))
    if isinstance(expected, Decimal) and isinstance(found, Decimal):
        return abs(expected - found) <= max(abs(expected), Decimal("0.01")) * Decimal("1e-9")
    return expected == found and type(expected) is type(found)


def test_formulas_show_what_the_evaluator_gives(office: Office, tmp_path: Path) -> None:
    written = list(_written())
    assert len(written) > 0.95 * CASES
    _write(tmp_path / "cases.xlsx", written)
    found = office.recalculated(tmp_path / "cases.xlsx")["cases"]
    wrong = [
        f"{case.source}\n  ={case.formula()}\n  {list(case.typed.values())} ±{case.tolerance}\n"
        f"  evaluator {case.expected()!r}, sheet {found.get(f'A{case.row + 1}')!r}"
        for case in written
        if not _agrees(case.expected(), found.get(f"A{case.row + 1}", "absent"))
    ]
    assert not wrong, f"{len(wrong)} of {len(written)} differ:\n" + "\n".join(wrong[:8])


def test_the_random_cases_reach_every_kind_of_result() -> None:
    seen = {type(result).__name__ if not hasattr(result, "name") else result.name for result in _results()}
    assert seen == {"Decimal", "str", "bool", "NOT_RUN", "SUPPRESSED", "NOT_APPLICABLE"}


def _results() -> list[Result]:
    return [_case(number).result() for number in itertools.islice(range(CASES), 300)]


def test_formulas_use_only_functions_that_excel_2010_has() -> None:
    used = {name for case in _written() for name in re.findall(r"([A-Z]+)\(", case.formula())}
    allowed = "IF IFERROR AND OR NOT SUM SUMPRODUCT COUNT COUNTIF MIN MAX AVERAGE ABS ROUND N LEN TRIM EXACT"
    assert used <= {*allowed.split(), "ISNUMBER", "SUBSTITUTE", "LEFT", "REPT"}


def test_a_computed_cell_may_use_another_one(office: Office, tmp_path: Path) -> None:
    """A blank, a 不适用 and a 待更正 of one formula mean the same to the next one as to the evaluator."""
    form = Fields([("a",), ("b",), ("first",), ("second",)])
    grids: list[tuple[object, object]] = list(itertools.product((None, Decimal(0), Decimal(4), "九十"), repeat=2))
    sources = ("a / b", "first + a"), ("a + b", "first * 2"), ("a * b", "sum(first, a)"), ("a / b", "first == 1")
    book = xlsxwriter.Workbook(tmp_path / "chain.xlsx")
    sheet = book.add_worksheet("chain")
    expected: dict[str, Decimal | str | bool] = {}
    for row, ((one, two), typed) in enumerate(itertools.product(sources, grids), start=1):
        held: dict[Key, CellValue] = {(k,): UNREADABLE if v == "九十" else v for k, v in zip("ab", typed, strict=True)}
        for column, (name, source) in enumerate((("first", one), ("second", two))):
            node, _ = resolve(parse(source), Scope(form, (name,)))
            places = {("a",): f"C{row}", ("b",): f"D{row}", ("first",): f"A{row}"}
            formula = to_excel(node, (name,), places.__getitem__, lambda pattern, owner: [])
            result = evaluate(node, (name,), Cells(held))
            held[(name,)] = Decimal(int(result)) if isinstance(result, bool) else result
            expected[f"{'AB'[column]}{row}"] = shown_result(result)
            sheet.write_formula(row - 1, column, "=" + formula, None, 987654.321)
        for column, value in enumerate(typed, start=2):
            sheet.write(row - 1, column, float(value) if isinstance(value, Decimal) else value)
    book.close()
    found = office.recalculated(tmp_path / "chain.xlsx")["chain"]
    assert [place for place, value in expected.items() if not _agrees(value, found.get(place, "absent"))] == []


_DIRECTED = """
a + b|a - b|1 - a|a * b|a / b|a / b / 2|a / (b / 4)|1 / a + b|-a + b|-(a / b)
max(1, b) + a|min(-1, b) - a|average(2, a) + b|if(a > 1, 2, b) + 1|if(a > 1, a / b, b)|round(a / b, 1) + 1
sum(a, b)|sum(a / b, 2)|sum(a, b) - sum(b)|abs(a - b)|a == b|a + b == b|a <= b < 5|within(a, 0, b)
a > 0 and b > 0|a > 0 or b > 0|not (a == b)|not (a > 0 and b > 0)|blank(a) or b > 0|filled(a) and filled(b)
a in (0, 4)|if(blank(a), '未填', '已填')|if(a / b > 1, '超', '不超')|(a > 0 or b > 0) and not (a / b > 1)
a >= 100 / b|100 / (a - a) + b|a / (a - b)|(a + b) * (a - b) / 2
"""


def test_every_way_of_being_blank_is_the_same_on_the_sheet(office: Office, tmp_path: Path) -> None:
    """Each source over all pairs of nothing, blank text, zero, numbers, 不适用 and pasted text."""
    values: tuple[object, ...] = (None, "", Decimal(0), Decimal(4), Decimal("-2.5"), "不适用", "九十")
    sources = [source for line in _DIRECTED.split("\n") for source in line.split("|") if source]
    pairs = itertools.product(sources, itertools.product(values, repeat=2))
    written = [_pair_case(source, pair, row) for row, (source, pair) in enumerate(pairs)]
    _write(tmp_path / "pairs.xlsx", written)
    found = office.recalculated(tmp_path / "pairs.xlsx")["cases"]
    wrong = [
        (case.source, list(case.typed.values()), case.expected(), found.get(f"A{case.row + 1}"), case.formula())
        for case in written
        if not _agrees(case.expected(), found.get(f"A{case.row + 1}", "absent"))
    ]
    assert not wrong, wrong[:5]


def _pair_case(source: str, pair: tuple[object, ...], row: int) -> Case:
    node, faults = resolve(parse(source.replace("sum(b)", "sum(b, b)")), Scope(_FORM, ("result",)))
    assert faults == (), source
    return Case(source, node, {("a",): pair[0], ("b",): pair[1]}, Decimal(0), row)
