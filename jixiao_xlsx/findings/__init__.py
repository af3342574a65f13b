"""Findings 审核意见: what a filler did wrong, as values that travel with the data."""

from jixiao_xlsx.findings.catalogue import CATALOGUE, finding
from jixiao_xlsx.findings.entry import CodeEntry
from jixiao_xlsx.findings.finding import Finding, Severity, Where

__all__ = ["CATALOGUE", "CodeEntry", "Finding", "Severity", "Where", "finding"]
