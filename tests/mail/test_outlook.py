"""Outlook's .msg: names in Unicode and in 8 bits, messages within, what is no file told."""

from __future__ import annotations

import builtins
from datetime import UTC, datetime

import pytest

from mail.arrivals import leaves, opened
from mail.compound import attached, compound_file, outlook_message, text_stream

SENT = datetime(2026, 3, 1, 2, tzinfo=UTC)
FACTS = {
    **text_stream(0x0037, "报送绩效表"),
    **text_stream(0x0C1A, "示例市民政局"),
    **text_stream(0x5D01, "mz@example.cn"),
    **text_stream(0x1035, "<7@example.cn>"),
}


def test_attachments_and_facts_of_a_message() -> None:
    data = compound_file(
        outlook_message(
            FACTS,
            attached("2026年申报表.xlsx", b"z" * 5000),
            attached("绩效镕.xls", b"short", "gb18030"),
            attached("说明", b"%PDF-1.4"),
            sent=SENT,
        )
    )
    found = opened(data, name="a.msg")
    assert leaves(found) == [("2026年申报表.xlsx", b"z" * 5000), ("绩效镕.xls", b"short"), ("说明", b"%PDF-1.4")]
    for piece in found:
        facts = piece.message
        assert (facts.sender, facts.subject) == ("示例市民政局 <mz@example.cn>", "报送绩效表")
        assert (facts.message_id, facts.sent) == ("<7@example.cn>", SENT)
    assert found[-1].container


def test_the_headers_it_came_with_go_before_its_own_properties() -> None:
    headers = "From: other@example.cn\r\nDate: Mon, 02 Mar 2026 10:00:00 +0800\r\n"
    data = compound_file(outlook_message({**FACTS, **text_stream(0x007D, headers)}, sent=SENT))
    (kept,) = opened(data, name="a.msg")
    assert kept.message.sender == "other@example.cn"
    assert kept.message.sent == datetime.fromisoformat("2026-03-02T10:00:00+08:00")
    assert "没有找到附件" in kept.note


def test_a_message_in_a_message_is_opened() -> None:
    inner = outlook_message(text_stream(0x0037, "里面的"), attached("里.xlsx", b"x"), header=24)
    around = {"__properties_version1.0": bytes(8), "__substg1.0_3701000D": inner}
    found = opened(compound_file(outlook_message(FACTS, around)), name="a.msg")
    assert [(piece.name, piece.origin) for piece in found] == [
        ("里.xlsx", "a.msg!转发“里面的”!里.xlsx"),
        ("a.msg", "a.msg"),
    ]


def test_a_link_instead_of_a_file_is_told() -> None:
    link = {"__properties_version1.0": bytes(8), **text_stream(0x3707, "云.xlsx")}
    (kept,) = opened(compound_file(outlook_message(FACTS, link)), name="a.msg")
    assert "“云.xlsx”不在邮件里" in kept.note


def test_other_compound_files_are_leaves() -> None:
    book = compound_file({"Workbook": b"x" * 5000, "MBD1": outlook_message(FACTS)})
    assert leaves(opened(book, name="a.xls")) == [("a.xls", book)]
    locked = compound_file({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"y"})
    assert leaves(opened(locked, name="a.xlsx")) == [("a.xlsx", locked)]


def test_without_olefile_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object, **more: object) -> object:
        if name == "olefile":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    (kept,) = opened(compound_file(outlook_message(FACTS, attached("a.xlsx", b"x"))), name="a.msg")
    assert (kept.container, "pip install 'jixiao_xlsx[mail]'" in kept.note) == (True, True)
