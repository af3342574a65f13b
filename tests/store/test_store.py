"""What the store keeps, and once: deliveries, filings, their versions, and the order they come in."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import create_engine, text

from jixiao_xlsx.errors import StoreError
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.season.delivery import ArrivalReason, DeliveryRole
from jixiao_xlsx.report.records.versions import kept_filings
from jixiao_xlsx.season.demo.samples import play_all
from jixiao_xlsx.store.engine import url_of
from jixiao_xlsx.store.store import Store
from store import made


def test_the_demo_season_comes_out_as_it_was_read(store: Store) -> None:
    played = [example.filing for example in play_all()]
    for filing in played:
        assert store.receive(made.delivery(filing), filing)
    assert {one.sha256: one for one in store.filings()} == {one.sha256: one for one in played}


def test_the_same_bytes_again_add_only_the_delivery(store: Store) -> None:
    filing = made.filing()
    other = replace(filing, source="另一个名字.xlsx", records=())
    assert store.receive(made.delivery(filing, mail="m1"), filing)
    assert store.receive(made.delivery(filing, mail="m2"), other)
    assert not store.receive(made.delivery(filing, mail="m1"), filing)
    assert store.filings() == (filing,)
    assert [delivery.message.message_id for delivery in store.deliveries(filing.sha256)] == ["m1", "m2"]


def test_what_is_opened_later_is_no_longer_said_to_be_shut(store: Store) -> None:
    shut = replace(
        made.delivery(made.filing()), role=DeliveryRole.CONTAINER, note="压缩包有密码", reason=ArrivalReason.LOCKED
    )
    opened = replace(shut, note="", reason=ArrivalReason.NONE)
    store.receive(shut)
    assert not store.receive(shut)
    assert store.deliveries() == (shut,)
    store.receive(opened)
    store.receive(shut)
    assert store.deliveries() == (opened,)


def test_an_attachment_is_delivered_but_not_known_as_read(store: Store) -> None:
    filing = made.filing()
    assert store.receive(made.delivery(filing))
    assert not store.knows(filing.sha256)
    assert store.receive(made.delivery(filing), filing)
    assert store.knows(filing.sha256)
    assert store.deliveries("0" * 64) == ()
    assert store.filing("0" * 64) is None


@pytest.mark.parametrize("turn", list(itertools.permutations(range(3))))
def test_sent_is_the_earliest_message_whatever_came_first(store: Store, turn: tuple[int, ...]) -> None:
    filing = made.filing()
    early = (made.NOON - timedelta(hours=1)).astimezone(made.ZONE)  # later on its own clock
    mails = [
        made.delivery(filing, mail="late", sent=made.NOON),
        made.delivery(filing, mail="early", sent=early),
        made.delivery(filing, name="拷贝.xlsx"),
    ]
    for number in turn:
        store.receive(mails[number], filing)
    assert store.filings() == (replace(filing, sent=early),)


def test_mails_without_an_id_are_told_apart_by_when_they_were_sent(store: Store) -> None:
    filing = made.filing()
    assert store.receive(made.delivery(filing, sent=made.NOON), filing)
    assert store.receive(made.delivery(filing, sent=made.NOON - timedelta(days=1)), filing)
    kept = store.filing(filing.sha256)
    assert kept is not None
    assert kept.sent == made.NOON - timedelta(days=1)


def test_filings_are_found_by_form_year_and_agency(store: Store) -> None:
    named = made.filing(agency="")
    others = [made.filing(agency=code) for code in ("103", "101", "102")]
    unknown = replace(made.filing(9), seal=None, sha256="9" * 64)
    for filing in (unknown, *others, named):
        store.receive(made.delivery(filing), filing)
    assert [one.seal and one.seal.agency_code for one in store.filings()] == ["", "101", "102", "103", None]
    assert store.filings(form="S0", year=2026, agency="102") == (others[2],)
    assert store.filings(agency="示例市第局") == (named,)
    assert store.filings(agency="示例市第101局") == ()
    assert store.filings(form="S1") == store.filings(year=2025) == ()


def test_reading_again_replaces_everything_that_was_read(store: Store) -> None:
    filing, other = made.filing(), made.filing(2)
    for one in (filing, other):
        store.receive(made.delivery(one, mail="m", sent=made.NOON), one)
    changed = replace(filing, records=filing.records[:1], figures=(), findings=(), recognised="印刷文字", seal=None)
    store.reread(changed)
    assert store.filing(filing.sha256) == replace(changed, sent=made.NOON)
    assert store.filing(other.sha256) == replace(other, sent=made.NOON)
    store.reread(made.filing(3))
    assert store.knows(made.filing(3).sha256)


def test_a_filing_of_other_bytes_than_its_delivery_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="不是同一个文件"):
        store.receive(made.delivery(made.filing(1)), made.filing(2))
    assert store.deliveries() == store.filings() == ()


def test_nothing_of_a_filing_is_kept_where_a_part_of_it_is_refused(store: Store) -> None:
    filing = made.filing()
    wrong = replace(filing, records=(*filing.records, made.amount(("1 no key",), "1")))
    with pytest.raises(StoreError, match="存不了这个键"):
        store.receive(made.delivery(filing), wrong)
    assert store.deliveries() == store.filings() == ()


def test_acts_come_in_the_order_of_their_time(store: Store) -> None:
    late = replace(made.DECISION, when=made.NOON + timedelta(minutes=1))
    same = replace(made.DECISION, opinion="又看了一遍")
    for decision in (late, made.DECISION, same):
        assert store.decide(decision)
    assert not store.decide(replace(late, when=late.when.astimezone(made.ZONE)))
    assert store.decisions() == (made.DECISION, same, late)


def test_each_kind_of_act_is_kept_apart(store: Store) -> None:
    assert store.add_issued([made.ISSUED, made.ISSUED, replace(made.ISSUED, issue="N2")]) == 2
    assert store.add_issued([]) == 0
    assert store.decide(made.DECISION)
    assert store.waive(made.WAIVER)
    assert store.correct(made.CORRECTION)
    assert store.extend(made.EXTENSION)
    assert store.log_sent(made.SENT)
    assert store.note_sent_back(made.SENT_BACK)
    assert not store.note_sent_back(made.SENT_BACK)
    assert store.note_run(made.TRAIL)
    assert (store.sent_back(), store.sent_back("a" * 64), store.sent_back("b" * 64)) == (
        (made.SENT_BACK,),
        (made.SENT_BACK,),
        (),
    )
    assert store.issued() == (made.ISSUED, replace(made.ISSUED, issue="N2"))
    assert (store.decisions(), store.waivers()) == ((made.DECISION,), (made.WAIVER,))
    assert (store.corrections(), store.extensions()) == ((made.CORRECTION,), (made.EXTENSION,))
    assert (store.sent(), store.trail()) == ((made.SENT,), (made.TRAIL,))
    assert store.was_sent(made.SENT.digest)
    assert not store.was_sent("e" * 64)


def test_what_is_kept_is_there_after_closing(new_url: Callable[[], str]) -> None:
    url, filing = new_url(), made.filing()
    with Store.open(url) as store:
        store.receive(made.delivery(filing, mail="m", sent=made.NOON), filing)
        store.set_cursor("imap", "7")
    with Store.open(url) as store:
        assert store.filings() == (replace(filing, sent=made.NOON),)
        assert store.cursor("imap") == "7"


def sql(url: str, query: str) -> list[tuple[object, ...]]:
    engine = create_engine(url_of(url))
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query))]
    finally:
        engine.dispose()


def versions() -> list[tuple[Filing, str, int | None]]:
    """Filings with their mail, and the hour it was sent: of two agencies, of none, and one that was refused."""
    days = timedelta(days=1)
    anonymous = [replace(made.filing(number, agency=""), sha256=str(number) * 64) for number in (1, 2)]
    nobody = [replace(one, seal=one.seal and replace(one.seal, agency_name="")) for one in anonymous]
    return [
        (made.filing(1), "", None),
        (made.filing(2, modified=made.NOON - days), "", None),
        (made.filing(3, modified=None), "m3", 3),
        (made.filing(1, agency="102", modified=None), "", None),
        (made.filing(2, agency="102", modified=None), "", None),
        (made.filing(3, agency="102", modified=(made.NOON - days).replace(tzinfo=None)), "m", -24),
        (replace(made.filing(4), records=()), "m4", 9),
        (replace(made.filing(5), seal=None), "m5", 9),
        *((one, "", None) for one in nobody),
    ]


def test_the_view_and_the_rollup_agree_which_version_is_the_newest(store: Store, url: str) -> None:
    for filing, mail, hour in versions():
        sent = None if hour is None else made.NOON + timedelta(hours=hour)
        store.receive(made.delivery(filing, mail=mail, sent=sent), filing)
    newest = {row[0] for row in sql(url, "SELECT sha256 FROM v_filings WHERE newest = 1")}
    assert newest == {one.filing.sha256 for one in kept_filings(store.filings()) if one.counts}
    assert len(newest) == 4


def test_amounts_can_be_summed_in_sql(store: Store, url: str) -> None:
    for number, agency in ((1, "101"), (2, "102")):
        store.receive(made.delivery(made.filing(number, agency=agency)), made.filing(number, agency=agency))
    query = "SELECT COUNT(*), SUM(CAST(yuan AS NUMERIC)) FROM v_amounts WHERE key = 'funds.fiscal' AND newest = 1"
    [(count, total)] = sql(url, query)
    assert (count, Decimal(str(total))) == (2, Decimal(32_000))
    assert len(sql(url, "SELECT * FROM v_amounts WHERE computed = 1")) == 2
    found = sql(url, "SELECT operator, value, measure, direction FROM targets")
    assert found == [("≥", 500, "人次", "正向")] * 2
