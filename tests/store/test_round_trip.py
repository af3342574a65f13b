"""What is put in comes out: any filing, any delivery, any act, in either database."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jixiao_xlsx.model.clock import moment
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.season.acts import (
    Correction,
    Decision,
    Extension,
    Issued,
    Placing,
    Ruling,
    Sent,
    SentBack,
    Settled,
    Trail,
    Undone,
    Verdict,
    Waiver,
)
from jixiao_xlsx.model.season.delivery import Delivery
from jixiao_xlsx.store.acts import UndoableAct
from jixiao_xlsx.store.store import Store
from store import made

on_one_store = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def digits(filing: Filing) -> list[object]:
    """The parts of each number, which `==` does not compare: sign of zero, exponent, trailing zeros."""
    values = [figure.value for figure in (*filing.records, *filing.figures)]
    return [value.as_tuple() if isinstance(value, Decimal) else type(value) for value in values]


@on_one_store
@given(filing=made.filings, changed=made.filings, mails=st.lists(made.arrivals, min_size=1, max_size=3))
def test_a_filing_comes_out_as_it_went_in(store: Store, filing: Filing, changed: Filing, mails: list[Delivery]) -> None:
    filing = replace(filing, sha256=made.new_sha())  # the store outlives the example
    arrivals = [replace(mail, sha256=filing.sha256) for mail in mails]
    for arrival in arrivals:
        store.receive(arrival, filing)
    sent = min(
        (delivery.message.sent for delivery in store.deliveries(filing.sha256) if delivery.message.sent),
        key=moment,
        default=None,
    )
    kept = store.filing(filing.sha256)
    assert kept is not None
    assert replace(kept, sent=None, last_sent=None) == filing
    assert digits(kept) == digits(filing)
    assert (kept.sent is None) == (sent is None)
    assert moment(kept.sent) == moment(sent)
    again = replace(changed, sha256=filing.sha256)
    store.reread(again)
    assert store.filing(filing.sha256) == replace(again, sent=kept.sent, last_sent=kept.last_sent)


@on_one_store
@given(arrival=made.arrivals)
def test_a_delivery_comes_out_as_it_went_in(store: Store, arrival: Delivery) -> None:
    arrival = replace(arrival, sha256=made.new_sha())
    assert store.receive(arrival)
    assert not store.receive(arrival)
    assert store.deliveries(arrival.sha256) == (arrival,)


ANY_ACT = st.one_of(
    st.builds(Issued, made.identities, *[made.texts] * 7, when=made.zoned),
    st.builds(
        Decision, made.identities, made.texts, st.sampled_from(Verdict), *[made.texts] * 3, made.zoned, made.texts
    ),
    st.builds(Waiver, made.identities, made.texts, made.zoned, *[made.texts] * 3),
    st.builds(Correction, made.identities, *[made.texts] * 4, when=made.zoned, why=made.texts),
    st.builds(Extension, made.texts, made.texts, st.dates(), made.texts, made.zoned, made.texts),
    st.builds(Settled, made.identities, *[made.texts] * 3, made.zoned, made.texts),
    st.builds(
        Placing,
        made.identities,
        made.texts,
        st.sampled_from(Ruling),
        made.texts,
        made.zoned,
        *[made.texts] * 2,
    ),
    st.builds(Sent, *[made.texts] * 6, when=made.zoned),
    st.builds(SentBack, *[made.texts] * 2, made.zoned),
    st.builds(Trail, made.zoned, *[made.texts] * 3),
)
WAYS: dict[type, tuple[Callable[[Store, Any], int], Callable[[Store], tuple[Any, ...]]]] = {
    Issued: (lambda store, act: store.add_issued([act, act]), Store.issued),
    Decision: (Store.decide, Store.decisions),
    Waiver: (Store.waive, Store.waivers),
    Correction: (Store.correct, Store.corrections),
    Extension: (Store.extend, Store.extensions),
    Settled: (Store.settle, Store.settled),
    Placing: (Store.place, Store.placements),
    Sent: (Store.log_sent, Store.sent),
    SentBack: (Store.note_sent_back, Store.sent_back),
    Trail: (Store.note_run, Store.trail),
}


@on_one_store
@given(act=ANY_ACT)
def test_an_act_comes_out_as_it_went_in_and_once(store: Store, act: Any) -> None:
    keep, kept = WAYS[type(act)]
    new = keep(store, act)
    assert keep(store, act) == 0
    assert kept(store).count(act) == 1
    assert new in (0, 1)


@on_one_store
@given(act=ANY_ACT.filter(lambda act: isinstance(act, UndoableAct)))
def test_an_act_taken_back_leaves_what_was_before_and_stays_in_the_history(store: Store, act: Any) -> None:
    keep, kept = WAYS[type(act)]
    before = kept(store)
    if not keep(store, act):
        return
    (mine,) = [found for found in store.undoable() if found.act == act]
    undone = Undone(mine.kind, mine.name, "审核员乙", made.NOON, "看错了")
    assert store.undo(undone)
    assert not store.undo(replace(undone, who="审核员丙"))
    assert kept(store) == before
    assert replace(mine, undone=undone) in store.undoable()


@on_one_store
@given(name=made.texts, values=st.lists(made.texts, max_size=3))
def test_a_cursor_is_what_it_was_last_set_to(store: Store, name: str, values: Iterable[str]) -> None:
    for value in values:
        store.set_cursor(name, value)
        assert store.cursor(name) == value


@pytest.mark.parametrize("zone", [None, made.ZONE])
def test_a_moment_keeps_its_zone_and_its_microseconds(store: Store, zone: Any) -> None:
    saved = datetime(2026, 3, 1, 9, 30, 15, 123456, tzinfo=zone)
    filing = made.filing(modified=saved)
    store.receive(made.delivery(filing), filing)
    kept = store.filing(filing.sha256)
    assert kept is not None
    assert kept.modified is not None
    assert kept.modified.isoformat() == saved.isoformat()
