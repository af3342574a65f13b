"""Lost points 扣分: of one row it is said either that the score is wrong or that the reason is missing, and once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from jixiao_xlsx.filings.view import RuleContext
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.expr.nodes import refs, unbound
from jixiao_xlsx.model.forms.form import Rule
from jixiao_xlsx.model.keys import Key, first_of, parse_key
from jixiao_xlsx.model.kinds import traits_of

_WRONG_SCORE = frozenset({"C01", "C02"})
_NO_REASON = "G20"
# `8 至 10`: the least that was to be given.
_LEAST = re.compile(r"\d+(?:\.\d+)?")


def with_losses_told_once(context: RuleContext, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings with one for each row that lost points.

    Too few points without a reason want the reason, as people may take off for what no formula knows; too many are
    wrong whatever the reason for the rest is. Of several rules that ask for the reason the gravest is heard.
    """
    known = tuple(findings)
    asking = _asking(context)
    wrong = {_row(finding): finding for finding in known if finding.code in _WRONG_SCORE}
    gravest: dict[Key, Finding] = {}
    for finding in known:
        if _asks(finding, asking):
            before = gravest.setdefault(_row(finding), finding)
            if finding.severity.rank < before.severity.rank:
                gravest[_row(finding)] = finding
    high = {row for row, finding in wrong.items() if not _is_too_low(finding)}
    for finding in known:
        row = _row(finding)
        if _asks(finding, asking):
            if row not in high and gravest[row] is finding:
                yield finding
        elif finding is not wrong.get(row) or row in high or row not in gravest:
            yield finding


def _is_too_low(finding: Finding) -> bool:
    least = _LEAST.search(finding.expected)
    return least is not None and Decimal(finding.found) < Decimal(least[0])


def _asks(finding: Finding, asking: frozenset[str]) -> bool:
    return finding.code == _NO_REASON or (finding.code == "R02" and finding.rule in asking)


def _asking(context: RuleContext) -> frozenset[str]:
    """The codes of the form's rules that weigh a score and a text in one row: write why you lost points."""
    return frozenset(rule.code for rule in context.questions.form.rules if _speaks_of_loss(context, rule))


def _speaks_of_loss(context: RuleContext, rule: Rule) -> bool:
    paths = [unbound(path) for ref in refs(rule.formula.node) for path in ref.paths]
    fields = [context.field_of(first_of(path)) for path in paths]
    rows = {path[:-1] for path in paths}
    scored = {scoring.score for scoring in context.questions.form.scorings} | {"score"}
    reasoned = any(field is not None and traits_of(field).is_prose for field in fields)
    return len(rows) == 1 and reasoned and any(path[-1] in scored for path in paths)


def _row(finding: Finding) -> Key:
    key = finding.where.key
    return parse_key(key)[:-1] if key else ()
