"""Rules over a 自评: what was done and scored against what was promised."""

from jixiao_xlsx.filings.self_reviews.rules import RULES

__all__ = ["RULES"]
