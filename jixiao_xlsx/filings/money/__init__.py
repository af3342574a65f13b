"""Rules over money: sums against each other, against the text, and against what is plausible."""

from jixiao_xlsx.filings.money.rules import RULES

__all__ = ["RULES"]
