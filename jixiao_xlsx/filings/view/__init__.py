"""What the rules of the audit see of a filing: its cells, values and indicators, and what the office has set."""

from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.tuning import Tuning

__all__ = ["RuleContext", "Tuning"]
