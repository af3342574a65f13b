"""Rules over the frame of indicators and dates: what stands under what, and when."""

from jixiao_xlsx.filings.structure.rules import RULES

__all__ = ["RULES"]
