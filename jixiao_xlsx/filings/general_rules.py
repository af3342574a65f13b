"""The general rules 通查: what is odd in any form, and needs no line in a spec."""

from __future__ import annotations

from jixiao_xlsx.filings import contents, general, money, self_reviews, structure
from jixiao_xlsx.filings.view import RuleContext
from jixiao_xlsx.filings.view.rule import GeneralRule
from jixiao_xlsx.findings import Finding

# Findings are put in the order of the sheet afterwards.
GENERAL_RULES: tuple[tuple[str, GeneralRule], ...] = (
    *general.RULES,
    *structure.RULES,
    *contents.RULES,
    *money.RULES,
    *self_reviews.RULES,
)


def general_findings(context: RuleContext) -> tuple[Finding, ...]:
    """What every general rule finds in a filing, with the severities of the context's tuning."""
    found = (finding for _, rule in GENERAL_RULES for finding in rule(context))
    return tuple(context.tuning.applied(found))
