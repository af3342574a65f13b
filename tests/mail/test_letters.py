"""A letter as a message: every mail program reads the same names and bytes, and nothing foreign gets into its head."""

from __future__ import annotations

import email
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.mail.letters import Attachment, address_of, digest_of, eml_of, file_name
from mail.strangers import LONG, WHEN, letter


def parsed(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_names_and_bytes_come_back_as_they_were() -> None:
    message = parsed(eml_of(letter(), date=WHEN))
    found = [(part.get_filename(), part.get_content()) for part in message.iter_attachments()]
    assert found == [(attachment.name, attachment.data) for attachment in letter().attachments]
    assert message["subject"] == letter().subject
    assert message["date"].datetime == WHEN
    (sender,) = message["from"].addresses
    assert (sender.display_name, sender.addr_spec) == ("示例市财政局", "jixiao@example.gov.cn")
    body = message.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == letter().body


def test_clients_that_know_only_the_older_way_read_the_name_too() -> None:
    parts = email.message_from_bytes(eml_of(letter(), date=WHEN)).get_payload()
    assert isinstance(parts, list)
    name = parts[1].get_param("name")
    assert str(make_header(decode_header(str(name)))) == LONG
    assert parts[1].get_content_type().endswith("spreadsheetml.sheet")


def test_the_same_letter_is_the_same_bytes_and_another_is_another() -> None:
    assert eml_of(letter(), date=WHEN) == eml_of(letter(), date=WHEN)
    others = [
        letter(to=("a@b.cn",)),
        letter(subject="别的"),
        letter(body="别的"),
        letter(attachments=(Attachment("甲.xlsx", b"1"),)),
        letter(attachments=(Attachment("甲.xlsx", b""), Attachment("1", b""))),
    ]
    assert len({digest_of(one) for one in (letter(), *others)}) == 6
    assert digest_of(letter()) == digest_of(letter(sender="other@example.gov.cn"))


def test_only_a_draft_says_that_it_was_not_sent() -> None:
    draft, sent = (parsed(eml_of(letter(), date=WHEN, draft=one)) for one in (True, False))
    assert (draft["x-unsent"], sent["x-unsent"]) == ("1", None)
    assert draft["message-id"] == sent["message-id"]
    assert sent["message-id"].endswith("@example.gov.cn>")


def test_a_letter_without_addresses_can_be_written() -> None:
    message = parsed(eml_of(letter(to=(), sender=""), date=WHEN))
    assert (message["to"], message["from"]) == (None, None)


def test_lines_are_never_too_long_for_a_mail_server() -> None:
    assert max(len(line) for line in eml_of(letter(), date=WHEN).split(b"\r\n")) <= 998


@pytest.mark.parametrize(
    "text",
    ["", "甲", "a@b.cn\nBcc: c@d.cn", "a@b.cn,c@d.cn", "a@b@c.cn", "<a@b.cn>", "财政@示例.cn", "a@b..cn", "a b@c.cn"],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(JixiaoError, match="邮箱地址"):
        address_of(text)
    with pytest.raises(JixiaoError, match="邮箱地址"):
        eml_of(letter(to=(text,)), date=WHEN)


def test_white_space_around_an_address_is_taken_away() -> None:
    assert address_of(" a@b.cn\n") == "a@b.cn"


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60), st.text(max_size=200))
def test_no_text_adds_a_header_or_a_part(subject: str, office: str, name: str, body: str) -> None:
    strange = letter(subject=subject, office=office, attachments=(Attachment(name, b"x"),), body=body)
    message = parsed(eml_of(strange, date=WHEN))
    heads = ["from", "to", "subject", "date", "message-id", "x-unsent", "mime-version", "content-type"]
    assert [head.lower() for head in message.keys()] == heads  # noqa: SIM118 — a message repeats its headers
    (part,) = message.iter_attachments()
    assert part.get_filename() == file_name(name)
    assert part.get_content() == b"x"


@given(st.text(max_size=80))
def test_a_file_name_is_no_path(text: str) -> None:
    name = file_name(text)
    assert name
    assert not set(name) & set('\\/:*?"<>|\r\n\t\0')
    assert name.strip(" .") == name
