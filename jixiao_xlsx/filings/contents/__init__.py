"""Rules over what a cell says: words, names and reasons that say nothing."""

from jixiao_xlsx.filings.contents.rules import RULES

__all__ = ["RULES"]
