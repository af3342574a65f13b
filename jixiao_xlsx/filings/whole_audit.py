"""The whole audit of one filing: its form's own rules, the general ones and its scores."""

from __future__ import annotations

from jixiao_xlsx.filings.auditing.audit import Audit
from jixiao_xlsx.filings.auditing.scores import score_findings
from jixiao_xlsx.filings.general_rules import general_findings
from jixiao_xlsx.filings.view import RuleContext
from jixiao_xlsx.findings import Finding


def audit_findings(audit: Audit, context: RuleContext) -> tuple[Finding, ...]:
    """Everything the audit says of a filing, not yet arranged for people."""
    return (*audit.findings(), *general_findings(context), *score_findings(context))
