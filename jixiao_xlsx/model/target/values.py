"""The record of a read target: its kind, its parts, where its direction comes from, what is doubtful about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from jixiao_xlsx.model.target.issues import TargetIssue, TargetIssueCode

Plain = str | int | bool | Sequence["Plain"] | Mapping[str, "Plain"] | None


class TargetKind(StrEnum):
    """What sort of thing was written."""

    NUMBER = "number"
    RANGE = "range"
    DATE = "date"
    QUALITATIVE = "qualitative"
    STANDARD = "standard"
    COMPOUND = "compound"
    STATUS = "status"
    NOT_APPLICABLE = "not_applicable"
    PLACEHOLDER = "placeholder"
    UNPARSED = "unparsed"


class Direction(StrEnum):
    """Which way is better: more 正向, less 反向, exactly so 等于, judged by people 定性."""

    POSITIVE = "正向"
    NEGATIVE = "反向"
    EQUAL = "等于"
    QUALITATIVE = "定性"
    UNKNOWN = "unknown"


class DirectionSource(StrEnum):
    """Who said so: the operator in the cell, the spec, the indicator's name, the kind of target, or nobody."""

    OPERATOR = "operator"
    SPEC = "spec"
    NAME = "name"
    KIND = "kind"
    NONE = "none"


class Confidence(StrEnum):
    """How sure the reading is: a clear form, a form read with a rule of thumb, a guess to be looked at."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class TargetPart:
    """One threshold: `value`, or `low` and `high` with both ends included, already scaled (400万人次 → 4000000).

    `operator` is one of > ≥ = ≤ < ≈ or empty; `implied` tells that an "=" stands unwritten.
    Money keeps its measure (90万元 → 90, 万元) and `yuan` has the amount in 元. `per` is as 年 or 人/月.
    A date or a standard has a part without a value.
    """

    label: str = ""
    operator: str = ""
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    approximate: bool = False
    scale: str = ""
    measure: str = ""
    per: str = ""
    implied: bool = False
    direction: Direction = Direction.UNKNOWN
    yuan: Decimal | None = None

    def as_dict(self) -> dict[str, Plain]:
        """Plain data for JSON; decimals as strings, an empty operator as null; low and high only in a range."""
        data: dict[str, Plain] = {"label": self.label, "operator": self.operator or None}
        if self.low is None and self.high is None:
            data["value"] = _text(self.value)
        else:
            data["low"], data["high"] = _text(self.low), _text(self.high)
        data |= {"approximate": self.approximate, "scale": self.scale, "measure": self.measure, "per": self.per}
        data |= {"implied": self.implied, "direction": str(self.direction)}
        if self.yuan is not None:
            data["yuan"] = _text(self.yuan)
        return data


@dataclass(frozen=True, slots=True)
class Target:
    """A target cell as read; `raw` is the text exactly as given.

    `level` 优, 显著提升…; `horizon` 长期, 1-12月…; `deadline` is `2023-12-31`, or `--12-31` without a year, or
    `---25` for a day of every month; `reference` is the standard named; `basis` what a change is measured against.
    `direction_reason` says in Chinese what the name tells of the direction, or why it tells nothing.
    """

    raw: str
    kind: TargetKind
    parts: tuple[TargetPart, ...] = ()
    level: str = ""
    horizon: str = ""
    deadline: str = ""
    reference: str = ""
    basis: str = ""
    direction: Direction = Direction.UNKNOWN
    direction_source: DirectionSource = DirectionSource.NONE
    issues: tuple[TargetIssue, ...] = ()
    confidence: Confidence = Confidence.HIGH
    direction_reason: str = ""

    def has(self, code: TargetIssueCode) -> bool:
        """Whether this issue was raised."""
        return any(issue.code is code for issue in self.issues)

    def as_dict(self) -> dict[str, Plain]:
        """Plain data for JSON; decimals and dates as strings."""
        return {
            "raw": self.raw,
            "kind": str(self.kind),
            "parts": [part.as_dict() for part in self.parts],
            "level": self.level,
            "horizon": self.horizon,
            "deadline": self.deadline or None,
            "reference": self.reference,
            "basis": self.basis,
            "direction": str(self.direction),
            "direction_source": str(self.direction_source),
            "direction_reason": self.direction_reason,
            "issues": [issue.as_dict() for issue in self.issues],
            "confidence": str(self.confidence),
        }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
