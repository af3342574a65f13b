"""以此为准: of several versions the one that the office chose counts before the one that was the newest then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from jixiao_xlsx.model.clock import moment
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.filings.identity import Identity, identity_of, version_order
from jixiao_xlsx.model.season.acts import Placing, Ruling


def with_preferences(filings: Iterable[Filing], placements: Iterable[Placing]) -> tuple[Filing, ...]:
    """The filings, those that the office chose marked as newer than what they displaced. What the agency sent after
    that is newer still; a choice whose versions are no longer of that filing says nothing."""
    kept = tuple(filings)
    chosen: dict[Identity, Placing] = {}
    for act in sorted(placements, key=lambda act: (moment(act.when), act.sha256, act.over)):
        if act.ruling is Ruling.PREFERRED:
            chosen[act.identity] = act
    if not chosen:
        return kept
    known = {(identity_of(filing), filing.sha256): filing for filing in kept}
    found = []
    for filing in kept:
        identity = identity_of(filing)
        mine = chosen.get(identity) if identity else None
        over = known.get((identity, mine.over)) if mine and mine.sha256 == filing.sha256 else None
        found.append(replace(filing, over=version_order(over)[:-1]) if over else filing)
    return tuple(found)
