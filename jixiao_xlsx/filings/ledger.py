"""The 报送台账 is kept: what is due, what came and what the office did become one line for each filing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from jixiao_xlsx.findings import Finding, Severity
from jixiao_xlsx.model.clock import local_date, moment
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.filings.identity import Identity, first_order, identity_of, version_order
from jixiao_xlsx.model.season.acts import Decision, Extension, Issued, Verdict, Waiver
from jixiao_xlsx.model.season.expected import Due
from jixiao_xlsx.model.season.ledger import Acts, Calendar, LedgerLine, LedgerState
from jixiao_xlsx.model.season.roster import Roster


def ledger(
    dues: Iterable[Due],
    filings: Iterable[Filing],
    acts: Acts,
    *,
    roster: Roster,
    calendar: Calendar,
    held: Iterable[Identity] = (),
) -> tuple[LedgerLine, ...]:
    """A line for each due filing in roster order, then one for each that came unasked, by identity.

    Filings bear present agency codes (see `Roster.agency`) and their waivers (`with_waivers`); those without records
    or identity have no line. `held` are what files that wait for somebody may be. The order of the filings does not
    matter.
    """
    versions = _versions(filings)
    desk = _ActIndex(
        roster,
        calendar,
        versions,
        issued=_grouped(acts.issued, _about),
        decisions=_grouped(acts.decisions, _about),
        waivers=_grouped(acts.waivers, _about),
        extensions=_grouped(acts.extensions, lambda extension: extension.agency),
        held=Counter(held),
    )
    asked = tuple(dues)
    lines = [desk.line(due.identity, due) for due in asked]
    # By identity: the order in which files came must not show.
    unasked = sorted(set(versions) - {due.identity for due in asked})
    return (*lines, *(desk.line(identity, None) for identity in unasked))


def open_counts(findings: Iterable[Finding]) -> dict[str, int]:
    """The findings that are still to be dealt with, by severity; notes count, as they are for the reader."""
    kept = [finding for finding in findings if finding.severity is Severity.NOTE or not finding.is_settled]
    return {str(severity): sum(1 for finding in kept if finding.severity is severity) for severity in Severity}


def with_waivers(filing: Filing, waivers: Iterable[Waiver]) -> Filing:
    """The filing with waived findings turned to notes that say who waived them, and why."""
    mine = [waiver for waiver in waivers if waiver.code and waiver.identity == identity_of(filing)]
    if not mine:
        return filing
    return replace(filing, findings=tuple(_waived(finding, mine) for finding in filing.findings))


def _waived(finding: Finding, waivers: Sequence[Waiver]) -> Finding:
    for waiver in waivers:
        if (
            waiver.code == finding.code
            and waiver.key in {"", finding.where.key}
            and finding.severity is not Severity.NOTE
        ):
            words = f"豁免（{waiver.who}，{local_date(waiver.when).isoformat()}）：{waiver.why}"
            return replace(finding, severity=Severity.NOTE, explanation=words)
    return finding


def _versions(filings: Iterable[Filing]) -> dict[Identity, tuple[Filing, ...]]:
    found: dict[Identity, list[Filing]] = defaultdict(list)
    for filing in filings:
        identity = identity_of(filing)
        if identity and filing.records:
            found[identity].append(filing)
    return {identity: tuple(sorted(several, key=version_order)) for identity, several in found.items()}


@dataclass(frozen=True, slots=True)
class _ActIndex:
    """The acts by the identity they are about, for rosters of ten thousands."""

    roster: Roster
    calendar: Calendar
    versions: Mapping[Identity, tuple[Filing, ...]]
    issued: Mapping[Identity, Sequence[Issued]]
    decisions: Mapping[Identity, Sequence[Decision]]
    waivers: Mapping[Identity, Sequence[Waiver]]
    extensions: Mapping[str, Sequence[Extension]]
    held: Mapping[Identity, int]

    def line(self, identity: Identity, due: Due | None) -> LedgerLine:
        filings = self.versions.get(identity, ())
        newest = filings[-1] if filings else None
        decision = self._decision(identity, newest)
        state = self._state(identity, filings, decision)
        deadline = self._deadline(identity) if due else None
        issued = sorted(self.issued.get(identity, ()), key=lambda fact: moment(fact.when))
        return LedgerLine(
            **self._names(identity, due, newest),
            identity=identity,
            due=due is not None,
            state=state,
            issued=issued[0].when if issued else None,
            blank=issued[-1].file if issued else "",
            deadline=deadline,
            versions=filings,
            # The mail's date before the workbook's, which the department's clock wrote.
            received=newest.last_word if newest else None,
            late=self._late(state, filings, decision, deadline=deadline),
            counts=open_counts(newest.findings if newest else ()),
            decision=decision,
            held=self.held.get(identity, 0),
        )

    def _names(self, identity: Identity, due: Due | None, newest: Filing | None) -> dict[str, str]:
        agency = self.roster.agency(identity.agency)
        parent = self.roster.agency(agency.parent) if agency and agency.parent else None
        seal = newest.seal if newest else None
        project = due.project if due else self.roster.project(identity.subject_code)
        subject = project.name if project else (seal.subject_name if seal else identity.subject_name)
        return {
            "agency_name": agency.name if agency else (seal.agency_name if seal else identity.agency_name),
            "parent": parent.name if parent else "",
            "section": agency.section if agency else "",
            "title": due.full_title if due else identity.form,
            "alias": next(iter(due.form.aliases), "") if due else "",
            "subject_name": subject,
        }

    def _decision(self, identity: Identity, newest: Filing | None) -> Decision | None:
        """The last decision on the newest version."""
        if newest is None:
            return None
        mine = [decision for decision in self.decisions.get(identity, ()) if decision.sha256 == newest.sha256]
        # Decisions of one moment are ordered by what they say, so that a store may give them in any order.
        return max(mine, key=lambda decision: (moment(decision.when), decision.step, decision.verdict), default=None)

    def _state(self, identity: Identity, filings: Sequence[Filing], decision: Decision | None) -> LedgerState:
        # Before all else: a waived filing is asked for no more, whatever came.
        if any(not waiver.code for waiver in self.waivers.get(identity, ())):
            return LedgerState.WAIVED
        if not filings:
            return LedgerState.HELD if self.held.get(identity) else LedgerState.MISSING
        if decision is not None:
            return LedgerState.PASSED if decision.verdict is Verdict.PASS else LedgerState.RETURNED
        earlier = {filing.sha256 for filing in filings[:-1]}
        decided = self.decisions.get(identity, ())
        # A new version after a 退回 waits for review, even where nobody has looked at it yet.
        sent_back = any(
            earlier_decision.sha256 in earlier and earlier_decision.verdict is Verdict.RETURN
            for earlier_decision in decided
        )
        return LedgerState.REVISED if sent_back else LedgerState.RECEIVED

    def _deadline(self, identity: Identity) -> date | None:
        """The season's deadline, or the latest extension that covers the filing."""
        mine = self.extensions.get(identity.agency, ())
        given = [extension.until for extension in mine if extension.form in {"", identity.form}]
        return max((*given, *([self.calendar.deadline] if self.calendar.deadline else [])), default=None)

    def _late(
        self, state: LedgerState, filings: Sequence[Filing], decision: Decision | None, *, deadline: date | None
    ) -> int:
        # What is held came, and the office has the next word.
        if state in {LedgerState.WAIVED, LedgerState.HELD}:
            return 0
        if state is LedgerState.RETURNED and decision is not None:
            if self.calendar.correction_days is None:
                return 0
            answer = local_date(decision.when) + timedelta(days=self.calendar.correction_days)
            # A 退回 before the deadline does not shorten it.
            return max((self.calendar.today - max(answer, deadline or answer)).days, 0)
        if deadline is None:
            return 0
        # The first version: who corrects later was in time.
        arrived = next(_days(filings), self.calendar.today)
        return max((arrived - deadline).days, 0)


_Done = TypeVar("_Done")
_DoneTo = TypeVar("_DoneTo")


def _grouped(acts: Iterable[_Done], name: Callable[[_Done], _DoneTo]) -> dict[_DoneTo, list[_Done]]:
    found: dict[_DoneTo, list[_Done]] = defaultdict(list)
    for act in acts:
        found[name(act)].append(act)
    return found


def _about(act: Issued | Decision | Waiver) -> Identity:
    return act.identity


def _days(filings: Iterable[Filing]) -> Iterator[date]:
    """The days on which versions came, the first first; a file that tells no time came in time."""
    for filing in sorted(filings, key=first_order):
        when = filing.sent or filing.modified
        yield local_date(when) if when else date.min
