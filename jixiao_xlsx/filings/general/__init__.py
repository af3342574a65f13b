"""The first of the general rules: indicators, copied texts, years, names, and scores."""

from jixiao_xlsx.filings.general.rules import RULES

__all__ = ["RULES"]
