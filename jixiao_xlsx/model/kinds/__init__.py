"""Kinds 类型: how a cell's content becomes a value, a value becomes a cell, and what Excel checks in between."""

from jixiao_xlsx.model.kinds.kind import Kind
from jixiao_xlsx.model.kinds.reading import CellReading, ReadingState, ValueIssue
from jixiao_xlsx.model.kinds.registry import KINDS, kind_named, prompt_fits, traits_named, traits_of, with_kind
from jixiao_xlsx.model.kinds.traits import Traits
from jixiao_xlsx.model.kinds.validation import Validation

__all__ = [
    "KINDS",
    "CellReading",
    "Kind",
    "ReadingState",
    "Traits",
    "Validation",
    "ValueIssue",
    "kind_named",
    "prompt_fits",
    "traits_named",
    "traits_of",
    "with_kind",
]
