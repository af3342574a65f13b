"""Expressions of rules and computed cells: parsed once, spoken to Excel, to the audit and to people."""

from jixiao_xlsx.model.expr.chinese import to_chinese
from jixiao_xlsx.model.expr.cycles import computing_order, find_cycles
from jixiao_xlsx.model.expr.evaluator import compared_pairs, evaluate
from jixiao_xlsx.model.expr.excel import to_excel
from jixiao_xlsx.model.expr.faults import ExpressionError, ExpressionTooLong
from jixiao_xlsx.model.expr.nodes import Node, Ref, bind, refs, unbound
from jixiao_xlsx.model.expr.parser import parse
from jixiao_xlsx.model.expr.resolver import resolve
from jixiao_xlsx.model.expr.results import (
    NOT_APPLICABLE,
    NOT_RUN,
    SUPPRESSED,
    UNREADABLE,
    CellValue,
    Comparison,
    Result,
    ResultState,
    Values,
    shown_result,
)
from jixiao_xlsx.model.expr.scope import Fields, Scope

__all__ = [
    "NOT_APPLICABLE",
    "NOT_RUN",
    "SUPPRESSED",
    "UNREADABLE",
    "CellValue",
    "Comparison",
    "ExpressionError",
    "ExpressionTooLong",
    "Fields",
    "Node",
    "Ref",
    "Result",
    "ResultState",
    "Scope",
    "Values",
    "bind",
    "compared_pairs",
    "computing_order",
    "evaluate",
    "find_cycles",
    "parse",
    "refs",
    "resolve",
    "shown_result",
    "to_chinese",
    "to_excel",
    "unbound",
]
