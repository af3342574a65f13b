"""以此为准: of several versions the one that the office chose counts before the one that was the newest then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from jixiao_xlsx.model.clock import moment
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.filings.identity import Identity, identity_of, version_order
from jixiao_xlsx.model.season.acts import Placing, Ruling
from jixiao_xlsx.model.season.delivery import Delivery
from jixiao_xlsx.store.sendings import as_sent, sendings_by


def with_preferences(
    filings: Iterable[Filing], placements: Iterable[Placing], deliveries: Iterable[Delivery]
) -> tuple[Filing, ...]:
    """The filings, those that the office chose marked as newer than what they displaced, as it was known when the
    office chose. What the agency sent after that is newer still, also where it is the displaced version once more; a
    choice whose versions are no longer of that filing says nothing."""
    kept = tuple(filings)
    chosen: dict[Identity, Placing] = {}
    for act in sorted(placements, key=lambda act: (moment(act.when), act.sha256, act.over)):
        if act.ruling is Ruling.PREFERRED:
            chosen[act.identity] = act
    if not chosen:
        return kept
    brought = _brought(deliveries, {act.over for act in chosen.values()})
    known = {(identity_of(filing), filing.sha256): filing for filing in kept}
    found = []
    for filing in kept:
        identity = identity_of(filing)
        mine = chosen.get(identity) if identity else None
        over = known.get((identity, mine.over)) if mine and mine.sha256 == filing.sha256 else None
        if mine and over:
            over = as_sent(over, sendings_by(brought.get(over.sha256, ()), mine.when))
            found.append(replace(filing, over=version_order(over)[:-1]))
        else:
            found.append(filing)
    return tuple(found)


def _brought(deliveries: Iterable[Delivery], wanted: set[str]) -> dict[str, Sequence[Delivery]]:
    found: dict[str, list[Delivery]] = {sha256: [] for sha256 in wanted}
    for delivery in deliveries:
        if delivery.sha256 in found:
            found[delivery.sha256].append(delivery)
    return dict(found)
