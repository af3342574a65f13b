"""Targets 指标值: what people write into a target cell, read by one general grammar."""

from jixiao_xlsx.model.target.issues import Issue, IssueCode
from jixiao_xlsx.model.target.parse import parse_target
from jixiao_xlsx.model.target.values import (
    Confidence,
    Direction,
    DirectionSource,
    Part,
    Target,
    TargetKind,
)

__all__ = [
    "Confidence",
    "Direction",
    "DirectionSource",
    "Issue",
    "IssueCode",
    "Part",
    "Target",
    "TargetKind",
    "parse_target",
]
