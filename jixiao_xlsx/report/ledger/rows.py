"""报送台账 for people and machines: plain rows of its lines, and how many stand where, in all and by a heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from jixiao_xlsx.model.clock import CHINA, moment
from jixiao_xlsx.model.season.ledger import LedgerLine, LedgerState
from jixiao_xlsx.model.target.values import Plain
from jixiao_xlsx.report.kit.plain import encodable

NOWHERE = "（未写）"


@dataclass(frozen=True, slots=True)
class Standing:
    """How the due filings under one heading stand: `total` 应报, the waived ones among them, by state, days late at
    most."""

    name: str
    total: int
    states: Mapping[LedgerState, int]
    late: int

    @property
    def states_in_order(self) -> tuple[LedgerState, ...]:
        """The states in the order of a filing's life."""
        return tuple(LedgerState)

    @property
    def arrived(self) -> int:
        """Those that came; not the waived ones, nor those of which it is not known yet whether they came."""
        # Waived ones are neither asked for nor missing: a rate of 100 % must be reachable.
        return self.total - sum(
            self.states.get(state, 0) for state in (LedgerState.MISSING, LedgerState.HELD, LedgerState.WAIVED)
        )

    @property
    def asked(self) -> int:
        """What a rate is counted of: those that are due, the waived ones aside."""
        return self.total - self.states.get(LedgerState.WAIVED, 0)


def asked_text(whole: Standing) -> str:
    """How many are asked for, and how many of them need not come: `应报 11 份（其中豁免 1 份）`."""
    waived = whole.states.get(LedgerState.WAIVED, 0)
    return f"应报 {whole.total} 份" + (f"（其中豁免 {waived} 份）" if waived else "")


def standing(name: str, lines: Iterable[LedgerLine]) -> Standing:
    """The standing of these lines; those that came unasked do not count."""
    due = [line for line in lines if line.due]
    return Standing(name, len(due), Counter(line.state for line in due), max((line.late for line in due), default=0))


def standings(lines: Iterable[LedgerLine], heading: Callable[[LedgerLine], str]) -> tuple[Standing, ...]:
    """The standings under each heading, in the order of the lines."""
    # A dict keeps the order of the lines, which is the roster's.
    under: dict[str, list[LedgerLine]] = {}
    for line in lines:
        if line.due:
            under.setdefault(heading(line), []).append(line)
    return tuple(standing(name or NOWHERE, several) for name, several in under.items())


def by_parent(line: LedgerLine) -> str:
    """The heading of 主管部门: an agency without one stands for itself."""
    return line.parent or line.agency_name


def by_form(line: LedgerLine) -> str:
    """The heading of the form."""
    return line.title


def by_section(line: LedgerLine) -> str:
    """The heading of the 对口科室."""
    return line.section


def received_text(line: LedgerLine) -> str:
    """When the newest version was sent, in China's time: `2026-03-02 14:05`, empty where none came."""
    return moment(line.received).astimezone(CHINA).strftime("%Y-%m-%d %H:%M") if line.received else ""


def versions_text(line: LedgerLine) -> str:
    """How many versions came, and which one counts where it is not the last that was new: `2（又发来第1版）`."""
    if not line.versions:
        return ""
    if line.is_chosen:
        return f"{len(line.versions)}（以第{line.version}版为准）"
    return f"{len(line.versions)}（又发来第{line.version}版）" if line.is_again else str(len(line.versions))


def line_json(line: LedgerLine) -> dict[str, Plain]:
    """One line as plain data."""
    identity, decision, newest = line.identity, line.decision, line.newest
    return {
        "agency": {"code": identity.agency_code, "name": encodable(line.agency_name)},
        "parent": line.parent,
        "section": line.section,
        "form": identity.form,
        "alias": line.alias,
        "title": line.title,
        "year": identity.year,
        "scope": identity.scope,
        "subject": {"code": identity.subject_code, "name": encodable(line.subject_name)},
        "due": line.due,
        "state": str(line.state),
        "issued": line.issued.isoformat() if line.issued else None,
        "deadline": line.deadline.isoformat() if line.deadline else None,
        "received": line.received.isoformat() if line.received else None,
        "versions": [filing.sha256 for filing in line.versions],
        "version": line.version or None,
        "sent_again": line.is_again,
        "chosen": line.is_chosen,
        "file": encodable(newest.source) if newest else None,
        "days_late": line.late,
        "findings": dict(line.counts),
        "held": line.held,
        "decision": {
            "verdict": str(decision.verdict),
            "step": decision.step,
            "section": decision.section,
            "who": decision.who,
            "when": decision.when.isoformat(),
            "opinion": decision.opinion,
        }
        if decision
        else None,
    }


def standing_json(group: Standing) -> dict[str, Plain]:
    """A standing as plain data."""
    states: dict[str, Plain] = {str(state): group.states.get(state, 0) for state in LedgerState}
    return {"name": group.name, "due": group.total, "arrived": group.arrived, "days_late": group.late, **states}
