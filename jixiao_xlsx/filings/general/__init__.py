"""The general rules of the audit: what needs no line in a spec."""

from jixiao_xlsx.filings.general.context import RuleContext
from jixiao_xlsx.filings.general.rules import GENERAL_RULES, general_findings
from jixiao_xlsx.filings.general.tuning import Tuning

__all__ = ["GENERAL_RULES", "RuleContext", "Tuning", "general_findings"]
