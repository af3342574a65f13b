"""What stands at the leaves of the spec language: keys, widths, counts, numbers and words, each with its limits."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

# More letters than four words; a key of a few such words still fits on a line.
KeyName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
# Forms are printed on A4 or A3: 64 columns are narrower than anybody can read.
SpanWidth = Annotated[int, Field(ge=1, le=64)]
Spans = Annotated[list[SpanWidth], Field(min_length=1, max_length=64)]
# More rows than any printed form has, and still one page of a browser; a slip of the finger (5000) is a fault.
RowCount = Annotated[int, Field(ge=0, le=500)]
Some = Annotated[int, Field(ge=1, le=50)]  # a repeat is a block of a page: fifty are a book
Height = Annotated[int, Field(ge=1, le=30)]  # 30 rows of 15 points are more than a landscape page of A4
# This century, as the command line has it; other years are slips.
WorkingYear = Annotated[int, Field(ge=2000, le=2099)]
# Excel's limit of 31, and the signs that it forbids.
SheetName = Annotated[str, Field(pattern=r"^[^\[\]:*?/\\']+$", max_length=31)]


def _number(value: object) -> object:
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


PlainNumber = Annotated[Decimal, BeforeValidator(_number)]
SeverityWord = Literal["退回", "说明", "提示"]
"""The severities once more, as a literal: pydantic and the JSON Schema tell its words, and a test holds them equal."""
AuditWord = Literal[SeverityWord, "关闭"]
# Excel's columns are 0 to 255 characters wide; of width 0 nobody could see anything.
Widths = Annotated[list[Annotated[PlainNumber, Field(ge=1, le=255)]], Field(min_length=1, max_length=64)]
