"""Kinds 类型: how a cell's content becomes a value, a value becomes a cell, and what Excel checks in between."""

from jixiao_xlsx.model.kinds.kind import Kind
from jixiao_xlsx.model.kinds.reading import Issue, Reading, State
from jixiao_xlsx.model.kinds.registry import KINDS, kind_named, kind_of, prompt_fits, with_kind
from jixiao_xlsx.model.kinds.validation import Validation

__all__ = [
    "KINDS",
    "Issue",
    "Kind",
    "Reading",
    "State",
    "Validation",
    "kind_named",
    "kind_of",
    "prompt_fits",
    "with_kind",
]
