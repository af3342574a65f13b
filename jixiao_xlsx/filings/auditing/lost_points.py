"""Lost points 扣分: that a reason is missing is said once a row, and not where the score itself is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jixiao_xlsx.filings.view import RuleContext
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.expr.nodes import refs, unbound
from jixiao_xlsx.model.forms.form import Rule
from jixiao_xlsx.model.keys import Key, first_of, parse_key
from jixiao_xlsx.model.kinds import traits_of

_WRONG_SCORE = frozenset({"C01", "C02"})
_NO_REASON = "G20"


def without_idle_reasons(context: RuleContext, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings without those that ask for the reason of a loss where the score is told to be wrong; of several
    that ask for it in one row, the gravest stays."""
    known = tuple(findings)
    asking = _asking(context)
    wrong = {_row(finding) for finding in known if finding.code in _WRONG_SCORE}
    gravest: dict[Key, Finding] = {}
    for finding in known:
        if _asks(finding, asking):
            before = gravest.setdefault(_row(finding), finding)
            if finding.severity.rank < before.severity.rank:
                gravest[_row(finding)] = finding
    for finding in known:
        if not _asks(finding, asking) or (_row(finding) not in wrong and gravest[_row(finding)] is finding):
            yield finding


def _asks(finding: Finding, asking: frozenset[str]) -> bool:
    return finding.code == _NO_REASON or finding.rule in asking


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
