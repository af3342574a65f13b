"""Whatever bytes arrive: no exception, no hang, and the arrival itself is handed on unchanged."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao_xlsx.mail.charsets import decode, mended
from jixiao_xlsx.mail.inner import InnerFile
from jixiao_xlsx.mail.letters import Attachment, Letter, eml_of
from jixiao_xlsx.mail.names import LONGEST, last_part, shown_name
from jixiao_xlsx.mail.opening import pieces
from jixiao_xlsx.mail.opening.sniff import ContainerKind
from jixiao_xlsx.model.clock import CHINA
from mail.arrivals import HEAD, attached, leaves, mail, opened, part, zip_of
from mail.compound import attached as msg_attached
from mail.compound import compound_file, outlook_message, text_stream

SEEDS = {
    "message": mail(part(b'Content-Type: application/zip; name="a.zip"', zip_of([("b.xlsx", b"x" * 50)]))),
    "names": attached(b"attachment; filename*0*=gb18030''%D6%D0; filename*1*=%CE; filename=\"=?utf-8?B?5rA=?=\""),
    "forwarded": mail(b"Content-Type: message/rfc822\r\n\r\n" + HEAD + b"\r\nx"),
    "zip": zip_of([("预算.xlsx", b"x" * 100), ("b.zip", zip_of([("c", b"y")]))]),
    "outlook": compound_file(outlook_message(text_stream(0x37, "报送"), msg_attached("a.xlsx", b"x" * 5000))),
    "box": b"From a@b.cn Mon Mar  2 10:00:00 2026\n" + HEAD + b"\nx\n\nFrom b\n" + HEAD + b"\n",
}
STARTS = [
    b"",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    HEAD,
]


def kept_whole(data: bytes, name: str = "来件") -> None:
    found = opened(data, name=name)
    assert found[-1].data == data
    for piece in found:
        assert piece.name
        assert not set(piece.name) & set("/\\\r\n\0")
        (piece.name + piece.origin + piece.note + piece.message.subject + piece.message.sender).encode()


@given(st.binary(max_size=2000))
def test_random_bytes_are_kept(data: bytes) -> None:
    kept_whole(data)


@pytest.mark.parametrize("start", [start for start in STARTS if start[:2] not in (b"7z", b"Ra")])
@given(st.binary(max_size=500))
def test_random_bytes_behind_a_known_beginning_are_kept(start: bytes, data: bytes) -> None:
    kept_whole(start + data)


@pytest.mark.parametrize("start", [b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00"])
def test_random_bytes_for_other_programs_are_kept(start: bytes) -> None:
    for seed in range(5):
        kept_whole(start + random.Random(seed).randbytes(300))


@pytest.mark.parametrize("seed", SEEDS)
@given(data=st.data())
def test_arrivals_with_bytes_changed_or_lost_are_kept(seed: str, data: st.DataObject) -> None:
    whole = bytearray(SEEDS[seed])
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        del whole[data.draw(st.integers(1, len(whole) - 1)) :]
    kept_whole(bytes(whole))


def test_seeds_are_what_they_seem() -> None:
    counts = {name: len(opened(data)) for name, data in SEEDS.items()}
    assert counts == {"message": 3, "names": 2, "forwarded": 2, "zip": 4, "outlook": 2, "box": 3}


@given(st.text(max_size=300))
def test_names_for_people_are_one_short_line(text: str) -> None:
    for name in (shown_name(text, "无名"), last_part(text, "无名")):
        assert 0 < len(name) <= LONGEST
        assert len(name.splitlines()) == 1
        assert shown_name(name) == name


@given(st.text(st.sampled_from("预算绩效申报表民政局年度（一）报送的项目支出单位名称0123abc_- .xlsx")))
def test_sound_names_are_not_mended(text: str) -> None:
    assert mended(text) == text


@pytest.mark.parametrize("text", ["预算绩效申报表.xlsx", "民政局2026年项目支出.xls", "绩效自评"])
@pytest.mark.parametrize(("written", "read"), [("gb18030", "latin-1"), ("utf-8", "latin-1"), ("gb18030", "cp437")])
def test_names_read_wrongly_on_their_way_are_mended(text: str, written: str, read: str) -> None:
    assert mended(text.encode(written).decode(read)) == text


def test_utf8_shown_as_gbk_is_mended() -> None:
    assert mended("预算表".encode().decode("gb18030", "ignore")) in ("预算表", "棰勭畻琛")
    assert mended("预算".encode().decode("gb18030")) == "预算"


@given(
    st.binary(max_size=100), st.sampled_from(["", "gb2312", "us-ascii", "utf-8", "nonsense", "base64", "utf-7", "\0"])
)
def test_no_label_makes_decoding_fail(raw: bytes, label: str) -> None:
    assert isinstance(decode(raw, label), str)


def test_a_fault_of_our_own_costs_one_container_and_not_the_arrival(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(container: InnerFile, tally: object) -> Iterator[InnerFile]:
        yield InnerFile(name="first.xlsx", data=b"x", place="first.xlsx")
        raise KeyError(container.name)

    monkeypatch.setattr(pieces, "OPENERS", {**pieces.OPENERS, ContainerKind.ZIP: fails})
    inner, other = zip_of([("a", b"x")]), part(b"Content-Type: application/pdf; name=b.pdf")
    found = opened(mail(part(b"Content-Type: application/zip; name=a.zip", inner), other))
    assert [piece.name for piece in found] == ["first.xlsx", "a.zip", "b.pdf", "来件"]
    assert "没有读完：内容有误（KeyError）" in found[1].note


def test_the_letters_we_write_ourselves_are_read_back() -> None:
    letter = Letter(
        kind="退回",
        agency="101",
        to=("mz@example.cn",),
        subject="退回：2026年度绩效目标申报表",
        body="请改正后重新报送",
        attachments=(Attachment("退回单（民政局）.xlsx", b"x"), Attachment("意见.docx", b"y")),
        sender="jixiao@example.cn",
    )
    sent = datetime(2026, 3, 2, 10, tzinfo=CHINA)
    found = opened(eml_of(letter, date=sent))
    assert leaves(found) == [("退回单（民政局）.xlsx", b"x"), ("意见.docx", b"y")]
    assert (found[0].message.subject, found[0].message.sent) == (letter.subject, sent)
    assert "jixiao@example.cn" in found[0].message.sender
