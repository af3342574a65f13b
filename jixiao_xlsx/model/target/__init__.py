"""Targets 指标值: what people write into a target cell, read by one general grammar."""

from jixiao_xlsx.model.target.issues import TargetIssue, TargetIssueCode
from jixiao_xlsx.model.target.parse import parse_target
from jixiao_xlsx.model.target.split import parse_split_target
from jixiao_xlsx.model.target.values import (
    Confidence,
    Direction,
    DirectionSource,
    Target,
    TargetKind,
    TargetPart,
)

__all__ = [
    "Confidence",
    "Direction",
    "DirectionSource",
    "Target",
    "TargetIssue",
    "TargetIssueCode",
    "TargetKind",
    "TargetPart",
    "parse_split_target",
    "parse_target",
]
