"""预算绩效表格: YAML specs to locked Excel blanks, and filled workbooks back to records.

The verbs of the command line, for programs; each is imported when it is first used::

    from jixiao_xlsx import Order, Party, issue_blank, load_form, read_filing

    form = load_form("S0")
    blank = issue_blank(Order(form, 2026, Party("101", "示例市民政局")))
    filing = read_filing("交回.xlsx")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jixiao_xlsx.model.target import parse_target
    from jixiao_xlsx.report.records.filing_json import filing_json
    from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
    from jixiao_xlsx.season.single.read import Reader, read_filing, read_filings
    from jixiao_xlsx.sheet.layout import lay_out
    from jixiao_xlsx.sheet.writer import write_blank
    from jixiao_xlsx.sheet.writer.fill import fill
    from jixiao_xlsx.spec.catalogue import all_forms, load_form

__version__ = "0.1.0"

_HOMES = {
    "Order": "jixiao_xlsx.season.single.one_blank",
    "Party": "jixiao_xlsx.season.single.one_blank",
    "Reader": "jixiao_xlsx.season.single.read",
    "all_forms": "jixiao_xlsx.spec.catalogue",
    "filing_json": "jixiao_xlsx.report.records.filing_json",
    "fill": "jixiao_xlsx.sheet.writer.fill",
    "issue_blank": "jixiao_xlsx.season.single.one_blank",
    "lay_out": "jixiao_xlsx.sheet.layout",
    "load_form": "jixiao_xlsx.spec.catalogue",
    "parse_target": "jixiao_xlsx.model.target",
    "read_filing": "jixiao_xlsx.season.single.read",
    "read_filings": "jixiao_xlsx.season.single.read",
    "write_blank": "jixiao_xlsx.sheet.writer",
}

__all__ = [
    "Order",
    "Party",
    "Reader",
    "__version__",
    "all_forms",
    "filing_json",
    "fill",
    "issue_blank",
    "lay_out",
    "load_form",
    "parse_target",
    "read_filing",
    "read_filings",
    "write_blank",
]


def __getattr__(name: str) -> object:
    """Imports a verb on first use, so that `import jixiao_xlsx` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'jixiao_xlsx' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
