"""Computes the formulas of a workbook from its cells, not from the results that the file keeps beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, DecimalException, localcontext

from jixiao_xlsx.model.content import Content, ContentType
from jixiao_xlsx.sheet.raw.contents.sheets import RawSheet
from jixiao_xlsx.sheet.region import Region, Spot
from jixiao_xlsx.sheet.typed_formulas.functions import AGGREGATES, SCALARS, joined_texts
from jixiao_xlsx.sheet.typed_formulas.parse import (
    FormulaNode,
    FunctionCall,
    PairedTerms,
    SignedTerm,
    WrittenValue,
    parsed_formula,
)
from jixiao_xlsx.sheet.typed_formulas.tokens import CellReference, TooDeep, Unknowable
from jixiao_xlsx.sheet.typed_formulas.values import (
    ARITHMETIC,
    CellArea,
    FormulaError,
    Scalar,
    as_number,
    as_truth,
    fifteen,
    same_number,
)

# A form's formulas together take some thousand steps; a chain of sums over whole columns is stopped within a second.
_STEPS_MOST = 200_000
# Python's stack holds a thousand frames, and a cell inside a sum inside a cell takes eight.
_DEPTH_MOST = 60

_COMPARED: dict[str, Callable[[int], bool]] = {
    "=": lambda order: order == 0,
    "<>": lambda order: order != 0,
    "<": lambda order: order < 0,
    ">": lambda order: order > 0,
    "<=": lambda order: order <= 0,
    ">=": lambda order: order >= 0,
}


class FormulaResults:
    """The computed results of a workbook's formulas, each computed once when it is first asked for."""

    def __init__(self, sheets: Mapping[str, RawSheet]) -> None:
        self._sheets = {name.casefold(): sheet for name, sheet in sheets.items()}
        self._done: dict[tuple[str, Spot], Scalar | Unknowable] = {}
        self._steps = 0
        self._depth = 0

    def result(self, sheet: str, spot: Spot) -> Decimal | str | None:
        """What the formula of a cell gives: a number of fifteen digits, a text, or None where nobody can tell here: it
        names another workbook, a function that is not known, a cell that holds an error, itself."""
        try:
            with localcontext(ARITHMETIC):
                value = self._cell(sheet.casefold(), spot)
        except Unknowable:
            return None
        if value is None:
            return Decimal(0)  # a formula that only names a blank cell shows 0
        if isinstance(value, Decimal):
            return fifteen(value)
        return value if isinstance(value, str) else None

    # ---- cells ------------------------------------------------------------------------------------------------

    def _cell(self, sheet: str, spot: Spot) -> Scalar:
        content = self._content(sheet, spot)
        if content is None or content.formula is None:
            return _constant(content)
        place = (sheet, spot)
        if place not in self._done:
            # Whoever asks again while it is computed asks in a circle.
            self._done[place] = Unknowable("circle")
            self._done[place] = self._computed(sheet, spot, content.formula)
        known = self._done[place]
        if isinstance(known, TooDeep):
            del self._done[place]
        if isinstance(known, Unknowable):
            raise known
        return known

    def _content(self, sheet: str, spot: Spot) -> Content | None:
        if sheet not in self._sheets:
            raise Unknowable(sheet)
        return self._sheets[sheet].cells.get(spot)

    def _computed(self, sheet: str, spot: Spot, formula: str) -> Scalar | Unknowable:
        master = self._sheets[sheet].shared.get(spot, spot)
        shift = (spot[0] - master[0], spot[1] - master[1])
        if master != spot:
            holder = self._content(sheet, master)
            formula = (holder.formula if holder else None) or ""
        try:
            value = _Computation(self, sheet, shift).value(parsed_formula(formula))
        except Unknowable as unknown:
            return unknown
        except DecimalException as fault:
            return Unknowable(type(fault).__name__)
        return value

    def step(self, count: int = 1) -> None:
        """Counts the work; raises Unknowable where it gets too much for all formulas together."""
        self._steps += count
        if self._steps > _STEPS_MOST:
            raise Unknowable("steps")

    def deeper(self, by: int) -> None:
        """Counts how deep formulas stand inside one another; raises Unknowable before the stack ends."""
        if self._depth + by > _DEPTH_MOST:
            raise TooDeep("depth")
        self._depth += by

    def one_cell(self, area: CellArea) -> Scalar:
        """The value of the only cell of an area."""
        region = area.region
        if region.is_merged:
            raise Unknowable("area")
        return self._cell(area.sheet, (region.top, region.left))

    def filled(self, area: CellArea) -> Iterator[Scalar]:
        """The values of the cells of an area that hold something, in no certain order."""
        region = area.region
        if area.sheet not in self._sheets:
            raise Unknowable(area.sheet)
        cells = self._sheets[area.sheet].cells
        size = region.height * region.width
        self.step(min(size, len(cells)))
        if size <= len(cells):
            spots: Iterator[Spot] = (
                (row, column)
                for row in range(region.top, region.bottom + 1)
                for column in range(region.left, region.right + 1)
            )
        else:
            spots = (spot for spot in cells if region.covers(*spot))
        yield from (self._cell(area.sheet, spot) for spot in spots if spot in cells)


def _constant(content: Content | None) -> Scalar:
    if content is None:
        return None
    if content.type is ContentType.ERROR:
        return FormulaError(content.raw)
    # A day's number depends on the workbook's calendar.
    if content.type is ContentType.DATE:
        raise Unknowable("date")
    value = content.value
    return value if isinstance(value, Decimal | str | bool) else None


class _Computation:
    """One formula being computed; a shared one stands `shift` rows and columns from where it was written."""

    def __init__(self, results: FormulaResults, sheet: str, shift: Spot) -> None:
        self._results = results
        self._sheet = sheet
        self._shift = shift

    def value(self, node: FormulaNode) -> Scalar:
        self._results.step()
        self._results.deeper(1)
        try:
            return self._value(node)
        finally:
            self._results.deeper(-1)

    def _value(self, node: FormulaNode) -> Scalar:
        match node:
            case WrittenValue(value=value):
                return value
            case CellReference():
                return self._results.one_cell(self._area(node))
            case SignedTerm(sign=sign, term=term):
                return _signed(sign, as_number(self.value(term)))
            case PairedTerms():
                return self._chained(node)
            case FunctionCall():
                return self._called(node)

    def _chained(self, node: PairedTerms) -> Scalar:
        """Terms one after the other, as `a+b+c`: a long sum leans to the left as deep as it is long."""
        rights: list[PairedTerms] = []
        first: FormulaNode = node
        while isinstance(first, PairedTerms):
            rights.append(first)
            first = first.left
        value = self.value(first)
        for pair in reversed(rights):
            value = _paired(pair.sign, value, self.value(pair.right))
        return value

    def _area(self, reference: CellReference) -> CellArea:
        first = reference.first.moved(*self._shift)
        last = (reference.last or reference.first).moved(*self._shift)
        rows, columns = sorted((first[0], last[0])), sorted((first[1], last[1]))
        # A shared formula that reaches over the edge comes out at the other side; nobody means that.
        if rows[0] < 0 or columns[0] < 0:
            raise Unknowable("edge")
        return CellArea(reference.sheet.casefold() or self._sheet, Region(rows[0], columns[0], rows[1], columns[1]))

    def _called(self, call: FunctionCall) -> Scalar:
        if call.name in AGGREGATES:
            numbers = self._numbers(call)
            return numbers if isinstance(numbers, FormulaError) else AGGREGATES[call.name](numbers)
        if call.name in ("COUNT", "COUNTA"):
            return self._counted(call)
        if call.name in SCALARS:
            return SCALARS[call.name]([self.value(argument) for argument in _given(call)])
        return self._decided(call)

    def _decided(self, call: FunctionCall) -> Scalar:
        match call.name, call.arguments:
            case "IF", (condition, yes) if condition and yes:
                return self._either(condition, yes, WrittenValue(False))
            case "IF", (condition, yes, no) if condition and yes and no:
                return self._either(condition, yes, no)
            case "IFERROR", (argument, other) if argument and other:
                value = self.value(argument)
                return self.value(other) if isinstance(value, FormulaError) else value
            case "AND" | "OR", arguments if arguments:
                return self._all_or_any(call)
            case "NOT", (argument,) if argument:
                truth = as_truth(self.value(argument))
                return truth if isinstance(truth, FormulaError) else not truth
            case _:
                raise Unknowable(call.name)

    def _either(self, condition: FormulaNode, yes: FormulaNode, no: FormulaNode) -> Scalar:
        truth = as_truth(self.value(condition))
        return truth if isinstance(truth, FormulaError) else self.value(yes if truth else no)

    def _all_or_any(self, call: FunctionCall) -> Scalar:
        truths = [as_truth(self.value(argument)) for argument in _given(call)]
        wrong = next((truth for truth in truths if isinstance(truth, FormulaError)), None)
        return wrong or (all(truths) if call.name == "AND" else any(truths))

    def _numbers(self, call: FunctionCall) -> list[Decimal] | FormulaError:
        """The numbers among the arguments: of cells those that are numbers, of what is written there all."""
        numbers: list[Decimal] = []
        for argument in _given(call):
            if isinstance(argument, CellReference):
                values = list(self._results.filled(self._area(argument)))
                wrong = next((value for value in values if isinstance(value, FormulaError)), None)
                if wrong:
                    return wrong
                numbers += [value for value in values if isinstance(value, Decimal)]
                continue
            number = as_number(self.value(argument))
            if isinstance(number, FormulaError):
                return number
            numbers.append(number)
        return numbers

    def _counted(self, call: FunctionCall) -> Scalar:
        count = 0
        for argument in _given(call):
            if not isinstance(argument, CellReference):
                raise Unknowable(call.name)
            values = self._results.filled(self._area(argument))
            count += sum(1 for value in values if value is not None and (call.name == "COUNTA" or _is_number(value)))
        return Decimal(count)


def _is_number(value: Scalar) -> bool:
    return isinstance(value, Decimal)


def _given(call: FunctionCall) -> list[FormulaNode]:
    if any(argument is None for argument in call.arguments):
        raise Unknowable(call.name)
    return [argument for argument in call.arguments if argument is not None]


def _signed(sign: str, number: Decimal | FormulaError) -> Scalar:
    if isinstance(number, FormulaError):
        return number
    return -number if sign == "-" else number.scaleb(-2) if sign == "%" else number


def _paired(sign: str, left: Scalar, right: Scalar) -> Scalar:
    if sign == "&":
        return joined_texts((left, right))
    if sign in _COMPARED:
        return _compared(sign, left, right)
    first, second = as_number(left), as_number(right)
    if isinstance(first, FormulaError) or isinstance(second, FormulaError):
        return first if isinstance(first, FormulaError) else second
    match sign:
        case "+":
            return first + second
        case "-":
            return first - second
        case "*":
            return first * second
        case "/":
            return first / second if second else FormulaError("#DIV/0!")
        case _:
            return first**second


def _compared(sign: str, left: Scalar, right: Scalar) -> Scalar:
    if isinstance(left, FormulaError) or isinstance(right, FormulaError):
        return left if isinstance(left, FormulaError) else right
    if isinstance(left, bool) or isinstance(right, bool):
        raise Unknowable("truths")
    if isinstance(left, str) or isinstance(right, str):
        return _compared_texts(sign, left, right)
    first, second = as_number(left), as_number(right)
    if isinstance(first, FormulaError) or isinstance(second, FormulaError):
        raise Unknowable("numbers")
    # Doubles that should be equal often are not, and then which way a condition goes is chance.
    if first != second and same_number(first, second):
        raise Unknowable("near")
    return _COMPARED[sign]((first > second) - (first < second))


def _compared_texts(sign: str, left: Scalar, right: Scalar) -> Scalar:
    first, second = ("" if value is None else value for value in (left, right))
    if isinstance(first, str) and isinstance(second, str) and sign in ("=", "<>"):
        return _COMPARED[sign](first.casefold() != second.casefold())
    # A number is below any text, but how texts follow one another is the language's matter.
    if isinstance(first, str) and isinstance(second, str):
        raise Unknowable("order")
    return _COMPARED[sign](1 if isinstance(first, str) else -1)
