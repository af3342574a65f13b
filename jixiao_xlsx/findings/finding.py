"""The finding 审核意见 itself: a code, a place, what was found, what is expected, what to do."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

OF_READING = ("F", "S", "P", "V")
"""The families about what a file is and holds; the others are made from the records, and anew when those change."""

_OF_OFFICE = frozenset({"S30", "S31", "S32", "S33", "S34", "S35", "S36"})
"""What the office did to its own form: noted for the office, and no word of it to the department."""


class Severity(StrEnum):
    """How much a finding weighs: 退回 must be fixed, 说明 fixed or explained, 提示 only noted."""

    RETURN = "退回"
    EXPLAIN = "说明"
    NOTE = "提示"

    @property
    def rank(self) -> int:
        """0 for the gravest (退回), 2 for the lightest (提示): sorts findings."""
        return (Severity.RETURN, Severity.EXPLAIN, Severity.NOTE).index(self)


@dataclass(frozen=True, slots=True)
class Where:
    """A place in words a filler knows: 单位, 表, sheet, cell (as `D4`), printed label path, and our key."""

    agency: str = ""
    form: str = ""
    sheet: str = ""
    cell: str = ""
    label: str = ""
    key: str = ""

    def __str__(self) -> str:
        spot = "!".join(part for part in (self.sheet, self.cell) if part)
        label = f"‘{self.label}’" if self.label else ""
        return " ".join(part for part in (spot, label) if part)


@dataclass(frozen=True, slots=True)
class Finding:
    """One 审核意见: a stable code, a severity, where, found and expected as text, a message and a hint in Chinese.

    `rule` is the code of the spec's rule behind it, `explanation` what the filler wrote under 出错说明.
    """

    code: str
    severity: Severity
    where: Where
    message: str
    hint: str = ""
    found: str = ""
    expected: str = ""
    rule: str = ""
    explanation: str = ""

    @property
    def is_settled(self) -> bool:
        """Nothing is left to do: it was only noted, or explained where an explanation will do."""
        return self.severity is Severity.NOTE or (self.severity is Severity.EXPLAIN and bool(self.explanation))

    @property
    def is_of_reading(self) -> bool:
        """Made when the workbook was read, not by the audit of its records."""
        return self.code.startswith(OF_READING)

    @property
    def is_for_office(self) -> bool:
        """Noted for the office alone: a department neither caused it nor can do anything about it."""
        return self.code in _OF_OFFICE and self.severity is Severity.NOTE

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON; empty parts of the place are left out."""
        data = asdict(self)
        data["severity"] = str(self.severity)
        # Most findings have half of their place; JSON is read by people as well.
        data["where"] = {name: value for name, value in data["where"].items() if value}
        return data

    def __str__(self) -> str:
        place = str(self.where)
        head = f"{place} " if place else ""
        tail = f" 出错说明：{self.explanation}" if self.explanation else f" {self.hint}" if self.hint else ""
        return f"[{self.severity} {self.code}] {head}{self.message}{tail}"
