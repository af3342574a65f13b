"""What can be wrong with an expression: a place in its source, what is wrong, what to write."""

from __future__ import annotations

from jixiao_xlsx.errors import JixiaoError


class ExpressionError(JixiaoError):
    """One fault of an expression; `column` counts from 0 in its source. Parsing raises it, the rest returns it."""

    def __init__(self, column: int, wrong: str, write: str = "") -> None:
        super().__init__(wrong, write)
        self.column = column
        self.wrong = wrong
        self.write = write


class ExpressionTooLong(JixiaoError):
    """A formula that Excel would refuse: over 8192 characters, or nested deeper than 64 levels."""
