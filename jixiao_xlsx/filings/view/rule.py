"""A general rule 通查: one function from a filing in context to findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.findings import Finding

GeneralRule = Callable[[RuleContext], Iterable[Finding]]
