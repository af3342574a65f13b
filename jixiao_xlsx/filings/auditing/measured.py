"""Sums that do not add up because one amount is in another measure: the amount is told, not the sums."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from jixiao_xlsx.filings.auditing.audit import Audit
from jixiao_xlsx.filings.view.magnitudes import FACTOR
from jixiao_xlsx.findings import Finding, Severity
from jixiao_xlsx.model.filings.figures import FilingValues
from jixiao_xlsx.model.keys import Key, parse_key

_DOUBT = "G01"
_SUMS = frozenset({"R02", "R04"})


def without_caused_sums(audit: Audit, own: Iterable[Finding], doubts: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of the form's rules and the general ones, without sums that hold once the doubted amounts are
    converted; the doubt then weighs as much as they did, for an explanation mends no sum."""
    own, doubts = tuple(own), tuple(doubts)
    amounts = _doubted(audit, doubts)
    if not amounts or not any(finding.code in _SUMS for finding in own):
        return (*own, *doubts)
    still = {_place(finding) for finding in _converted(audit, amounts).findings()}
    caused = [finding for finding in own if finding.code in _SUMS and _place(finding) not in still]
    if not caused:
        return (*own, *doubts)
    is_return = any(finding.severity is Severity.RETURN for finding in caused)
    told = (_weighed(finding) if is_return and _is_of(finding, amounts) else finding for finding in doubts)
    return (*(finding for finding in own if finding not in caused), *told)


def _doubted(audit: Audit, doubts: Iterable[Finding]) -> dict[Key, Decimal]:
    keys = [parse_key(finding.where.key) for finding in doubts if finding.code == _DOUBT]
    values = {key: audit.values.get(key) for key in keys}
    return {key: value for key, value in values.items() if isinstance(value, Decimal)}


def _converted(audit: Audit, amounts: dict[Key, Decimal]) -> Audit:
    """The same audit as if the doubted amounts had been converted."""
    smaller = {key: value / FACTOR for key, value in amounts.items()}
    values = FilingValues({**audit.values.filled, **smaller}, audit.values.computed, audit.values.printed)
    return replace(audit, values=values)


def _place(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.rule, finding.where.key


def _is_of(finding: Finding, amounts: dict[Key, Decimal]) -> bool:
    return finding.code == _DOUBT and parse_key(finding.where.key) in amounts


def _weighed(finding: Finding) -> Finding:
    hint = "请换算成本格的单位后重新填写，相关的合计随之核对。"
    return replace(finding, severity=Severity.RETURN, hint=hint)
