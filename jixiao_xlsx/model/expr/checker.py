"""Checks the sorts of a resolved expression: arithmetic takes numbers, `and` takes yes or no, text is only compared."""

from __future__ import annotations

from jixiao_xlsx.model.expr.faults import ExpressionError
from jixiao_xlsx.model.expr.functions import FUNCTIONS, Function, Sort
from jixiao_xlsx.model.expr.nodes import (
    Call,
    Compare,
    Logic,
    Membership,
    Name,
    Negate,
    Node,
    Not,
    NumberLiteral,
    Product,
    Ref,
    Sum,
    TextLiteral,
    children,
)

_LONGEST_ROUND = 10  # beyond ten decimals a float has nothing but dust


def sort_of(node: Node) -> Sort:
    """What a node gives; a cell whose words or numbers are not known is a CELL."""
    match node:
        case TextLiteral():
            return Sort.TEXT
        case Ref(text=text, dated=dated):
            return Sort.DATE if dated else Sort.TEXT if text else Sort.CELL
        case Name():
            return Sort.CELL
        case Compare() | Membership() | Not() | Logic():
            return Sort.TRUTH
        case Call(function="if", arguments=(_, yes, no)):
            sorts = {sort_of(yes), sort_of(no)}
            # The firmer branch decides: a cell may be words or a number.
            return next((sort for sort in (Sort.TEXT, Sort.TRUTH) if sort in sorts), Sort.NUMBER)
        case Call(function=function):
            return FUNCTIONS[function].gives
        case _:
            return Sort.NUMBER


def compares_text(node: Compare | Membership) -> bool:
    """Whether words are compared, not numbers: one operand is text."""
    operands = node.operands if isinstance(node, Compare) else (node.item, *node.choices)
    return any(sort_of(operand) is Sort.TEXT for operand in operands)


def compares_days(node: Compare) -> bool:
    """Whether days are compared: all operands are dates."""
    return all(sort_of(operand) is Sort.DATE for operand in node.operands)


def misuses(node: Node) -> list[ExpressionError]:
    """Every misuse of a sort in the tree."""
    faults = [fault for child in children(node) for fault in misuses(child)]
    match node:
        case Negate(operand=operand):
            faults += _wants(Sort.NUMBER, operand)
        case Sum(terms=pairs) | Product(factors=pairs):
            faults += [fault for _, operand in pairs for fault in _wants(Sort.NUMBER, operand)]
        case Not(operand=operand):
            faults += _wants(Sort.TRUTH, operand)
        case Logic(operands=operands):
            faults += [fault for operand in operands for fault in _wants(Sort.TRUTH, operand)]
        case Compare():
            faults += _check_compare(node)
        case Membership():
            faults += _check_member(node)
        case Call(function=function):
            faults += _check_call(node, FUNCTIONS[function])
    return faults


def _wants(sort: Sort, node: Node) -> list[ExpressionError]:
    found = sort_of(node)
    if found is sort or (found is Sort.CELL and sort in (Sort.NUMBER, Sort.TEXT)):
        return []
    hints = {
        Sort.NUMBER: "运算只用数字格；文字可比较 == != in，或用 count、len、filled",
        Sort.TRUTH: "and、or、not、if 的条件要写成比较，例如 a > 0、filled(a)",
        Sort.TEXT: "文字只与文字比较",
        Sort.DATE: "日期只与日期比较先后，例如 start <= finish",
    }
    said = f"这一格不是{sort}" if found is Sort.CELL and sort is not Sort.TRUTH else f"写的是{found}"
    return [ExpressionError(node.start, f"此处要{sort}，{said}", hints[sort])]


def _check_compare(node: Compare) -> list[ExpressionError]:
    if any(sort_of(operand) is Sort.DATE for operand in node.operands):
        return [fault for operand in node.operands for fault in _wants(Sort.DATE, operand)]
    if not compares_text(node):
        return [fault for operand in node.operands for fault in _wants(Sort.NUMBER, operand)]
    faults = [fault for operand in node.operands for fault in _wants(Sort.TEXT, operand)]
    if any(operator not in ("==", "!=") for operator in node.operators):
        faults.append(ExpressionError(node.start, "文字不分大小", "文字只用 == 和 != 比较"))
    # In Excel a blank cell equals ""; here blank is a state of its own.
    empty = [operand for operand in node.operands if isinstance(operand, TextLiteral) and not operand.value.strip()]
    return faults + [ExpressionError(text.start, "空白不能用 == 比较", "请写 blank(a) 或 filled(a)") for text in empty]


def _check_member(node: Membership) -> list[ExpressionError]:
    sort = Sort.TEXT if compares_text(node) else Sort.NUMBER
    return [fault for operand in (node.item, *node.choices) for fault in _wants(sort, operand)]


def _check_call(node: Call, function: Function) -> list[ExpressionError]:
    if function.name == "if":
        return _check_if(node)
    takes = (function.takes * len(node.arguments))[: len(node.arguments)]
    faults: list[ExpressionError] = []
    for sort, argument in zip(takes, node.arguments, strict=True):
        if sort is not Sort.CELL:
            faults += _wants(sort, argument)
        elif not isinstance(argument, Ref):
            faults.append(ExpressionError(argument.start, f"{function.name} 里要写字段名", f"写作 {function.usage}"))
    if function.name == "round" and not _is_place(node.arguments[1]):
        faults.append(ExpressionError(node.arguments[1].start, "round 的位数要写成 0–10 的整数", "例如 round(a, 2)"))
    return faults


def _check_if(node: Call) -> list[ExpressionError]:
    condition, *branches = node.arguments
    given = sort_of(node)
    return _wants(Sort.TRUTH, condition) + [fault for branch in branches for fault in _wants(given, branch)]


def _is_place(node: Node) -> bool:
    return isinstance(node, NumberLiteral) and node.value == int(node.value) and 0 <= node.value <= _LONGEST_ROUND
