"""Which version is the newest: the one last sent, whatever the order of collecting, and alike for people's SQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from jixiao_xlsx.model.filings.identity import first_order, version_order
from jixiao_xlsx.model.season.delivery import Delivery
from jixiao_xlsx.store.store import Store
from store import made
from store.test_round_trip import on_one_store

VERSIONS = st.integers(0, 2)
# A mail of a day, whichever copy; or a file in one of two folders, dated by who collected it, or not at all.
ARRIVALS = st.one_of(
    st.tuples(st.just("mail"), VERSIONS, st.integers(1, 9), st.sampled_from(["", "抄送/"])),
    st.tuples(st.just("file"), VERSIONS, st.none() | st.integers(1, 9), st.sampled_from(["收件/", "群/"])),
)


def arrival(agency: str, what: tuple[str, int, int | None, str]) -> Delivery:
    way, version, day, place = what
    filing = made.filing(version, agency=agency)
    sent = made.NOON + timedelta(days=day) if day else None
    name = f"{place}{filing.source}"
    delivery = made.delivery(filing, mail=f"<{day}@x>" if way == "mail" else "", sent=sent)
    mail = delivery.message if way == "mail" else replace(delivery.message, sender="", subject="")
    return replace(delivery, origin=name, message=mail)


def expected_of(agency: str, arrived: list[tuple[str, int, int | None, str]]) -> tuple[int, int]:
    """The number of the version that counts, and of the first, as the rule says it."""
    last: dict[int, int] = {}
    first: dict[int, int] = {}
    for version in {what[1] for what in arrived}:
        mine = [what for what in arrived if what[1] == version and what[2] is not None]
        mailed = [day for way, _, day, _ in mine if way == "mail" and day]
        by_place = [min(day for _, _, day, at in mine if at == place and day) for place in {what[3] for what in mine}]
        last[version] = max(mailed or by_place, default=0)
        first[version] = min((day for _, _, day, _ in mine if day), default=0)
    sha = {version: made.filing(version, agency=agency).sha256 for version in last}
    return max(last, key=lambda v: (last[v], sha[v])), min(first, key=lambda v: (first[v], sha[v]))


@on_one_store
@given(arrived=st.lists(ARRIVALS, min_size=1, max_size=6), data=st.data())
def test_the_last_word_counts_whatever_was_collected_first_or_twice(
    store: Store, arrived: list[tuple[str, int, int | None, str]], data: st.DataObject
) -> None:
    agency = made.new_sha()[:12]  # the store outlives the example
    for what in data.draw(st.permutations([*arrived, *data.draw(st.lists(st.sampled_from(arrived), max_size=2))])):
        store.receive(arrival(agency, what), made.filing(what[1], agency=agency))
    kept = store.filings(agency=agency)
    of_source = {made.filing(version).source: version for version in range(3)}
    found = max(kept, key=version_order), min(kept, key=first_order)
    wanted = expected_of(agency, arrived)
    assert tuple(of_source[filing.source] for filing in found) == wanted
    with store._engine.connect() as connection:
        newest = connection.execute(
            text("SELECT source FROM v_filings WHERE newest = 1 AND agency_code = :agency"), {"agency": agency}
        ).scalar_one()
    assert of_source[newest] == wanted[0]
