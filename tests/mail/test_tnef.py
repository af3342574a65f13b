"""winmail.dat: its attachments under the names their sender gave them, whatever is wrong with the rest."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jixiao_xlsx.mail.limits import Limits
from jixiao_xlsx.model.season.delivery import ArrivalReason
from mail.arrivals import leaves, mail, opened, part
from mail.wrapping import winmail_message, winmail_of

NAME = "2026年预算申报表（民政局）.xlsx"


def test_its_attachments_are_taken_out_under_any_name_of_the_part() -> None:
    packed = winmail_of([(NAME, b"x" * 500), ("说明.docx", b"y")])
    for kind, name in (("ms-tnef", "winmail.dat"), ("octet-stream", "ATT00001.dat"), ("x-any", "附件")):
        found = opened(mail(part(f'Content-Type: application/{kind}; name="{name}"'.encode(), packed)))
        assert leaves(found) == [(NAME, b"x" * 500), ("说明.docx", b"y")]
        assert found[0].origin == f"来件!{name}!{NAME}"
        assert found[0].message.sender == "民政局 <mz@example.cn>"
        assert {piece.note for piece in found} == {""}


def test_names_of_old_senders_are_read_by_the_code_page() -> None:
    assert leaves(opened(winmail_of([("申报表.xls", b"x")], short=True))) == [("申报表.xls", b"x")]


def test_an_attached_message_is_opened_too() -> None:
    inside = winmail_message("转交", [(NAME, b"z")])
    found = opened(winmail_of([("a.pdf", b"%PDF-")], forwarded=("转交", inside)), name="winmail.dat")
    assert leaves(found) == [("a.pdf", b"%PDF-"), (NAME, b"z")]
    assert found[1].origin == f"winmail.dat!转发“转交”!{NAME}"


def test_one_that_holds_only_a_text_says_so() -> None:
    (kept,) = opened(winmail_of([]), name="winmail.dat")
    assert "没有找到附件" in kept.note


def test_one_cut_short_gives_what_is_there_and_says_so() -> None:
    found = opened(winmail_of([(NAME, b"x" * 500), ("b.xlsx", b"y" * 500)])[:-300], name="winmail.dat")
    assert found[0].data == b"x" * 500
    assert "不完整" in found[-1].note
    assert found[-1].reason is ArrivalReason.TNEF


def test_its_attachments_count_as_parts() -> None:
    found = opened(winmail_of([(f"{number}.xlsx", b"x") for number in range(30)]), limits=Limits(parts=10))
    assert "超过 10 个" in found[-1].note


@given(st.binary(max_size=300), st.integers(0, 700))
def test_no_bytes_in_it_raise(junk: bytes, at: int) -> None:
    good = winmail_of([(NAME, b"x" * 200)], forwarded=("转交", winmail_message("转交", [("a.xlsx", b"y")])))
    spoilt = good[:at] + junk + good[at + len(junk) :]
    assert opened(spoilt, name="winmail.dat")[-1].data == spoilt


@given(st.lists(st.tuples(st.text("预算绩效表aZ09", min_size=1, max_size=30), st.binary(max_size=300)), max_size=4))
def test_what_is_wrapped_comes_back_the_same(members: list[tuple[str, bytes]]) -> None:
    packed = [(f"{name}.dat", b"\0\0" + data) for name, data in members]
    assert leaves(opened(winmail_of(packed))) == packed
