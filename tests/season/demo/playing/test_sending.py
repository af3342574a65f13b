"""Every message is real: the standard parser reads it, and the names of its files say what the style says."""

from __future__ import annotations

import email
import mailbox
from collections import defaultdict
from datetime import datetime
from email.header import decode_header, make_header
from email.message import Message
from email.policy import compat32, default
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path

import pytest

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.mail.opening.pieces import Piece, pieces_of
from jixiao_xlsx.season.demo.playing.acting import CHINA
from jixiao_xlsx.season.demo.playing.mail import Mail, Style
from jixiao_xlsx.season.demo.playing.script import script_of
from jixiao_xlsx.season.demo.playing.sending import deliver, message_bytes, message_id
from season.demo.playing.stage import season

NAME = "2026年度部门整体绩效申报表_101_示例市教育局（定稿）.xlsx"
SENT = datetime(2026, 3, 9, 15, 30, 12, tzinfo=CHINA)


def mail(style: Style) -> Mail:
    files = ((NAME, bytes(range(256)) * 9), ("扫描件.pdf", b"%PDF-1.4"))
    return Mail("jyj@shili.example", "报送绩效材料（示例市教育局）", SENT, files, style, "示例市教育局", "请查收。")


def parts(data: bytes) -> list[Message]:
    message = email.message_from_bytes(data, policy=compat32)
    return [
        part for part in message.walk() if part.get_content_disposition() == "attachment" and not part.is_multipart()
    ]


@pytest.mark.parametrize("style", Style)
def test_the_parser_finds_head_and_files(style: Style) -> None:
    sent = mail(style)
    data = message_bytes(sent)
    message = email.message_from_bytes(data, policy=default)
    assert parsedate_to_datetime(str(message["Date"])) == SENT
    assert message["Message-ID"] == message_id(sent)
    assert sent.sender in str(message["From"])
    assert [part.get_payload(decode=True) for part in parts(data)] == [attachment for _, attachment in sent.attachments]
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert message_bytes(sent) == data


@pytest.mark.parametrize("style", [Style.STANDARD, Style.FORWARDED])
def test_standard_names_are_read_by_the_standard_parser(style: Style) -> None:
    message = email.message_from_bytes(message_bytes(mail(style)), policy=default)
    names = [part.get_filename() for part in message.walk() if part.get_filename()]
    assert names == [NAME, "扫描件.pdf"]


@pytest.mark.parametrize("style", [Style.ENCODED, Style.ENCODED_GBK])
def test_encoded_words_stand_in_the_names(style: Style) -> None:
    first = parts(message_bytes(mail(style)))[0]
    raw = first.get_param("filename", header="content-disposition")
    assert isinstance(raw, str)
    assert raw.startswith("=?gb18030?B?" if style is Style.ENCODED_GBK else "=?utf-8?B?")
    assert str(make_header(decode_header(raw))) == NAME


@pytest.mark.parametrize(("style", "charset"), [(Style.RAW_GBK, "gb18030"), (Style.RAW_UTF8, "utf-8")])
def test_raw_bytes_stand_in_the_names(style: Style, charset: str) -> None:
    data = message_bytes(mail(style))
    assert b'filename="' + NAME.encode(charset) + b'"' in data
    assert mail(style).subject.encode(charset) in data


def test_a_broken_name_is_no_encoded_word() -> None:
    raw = parts(message_bytes(mail(Style.BROKEN)))[0].get_param("filename", header="content-disposition")
    assert isinstance(raw, str)
    assert raw.startswith("=?gb2312?B?")
    assert not raw.endswith("?=")


def test_a_forwarded_message_is_whole_inside_another() -> None:
    message = email.message_from_bytes(message_bytes(mail(Style.FORWARDED)), policy=default)
    inner = [part for part in message.walk() if part.get_content_type() == "message/rfc822"]
    assert len(inner) == 1
    assert str(message["Subject"]).startswith("转发：")


def test_the_season_goes_into_a_maildir(tmp_path: Path) -> None:
    mails = season().first.mails
    box = tmp_path / "邮箱"
    paths = deliver(mails, box)
    assert deliver(mails, box) == paths
    found = mailbox.Maildir(box, create=False)
    assert len(found) == len(mails) == len(set(paths))
    dates = [parsedate_to_datetime(found[key]["Date"]) for key in sorted(found.keys())]
    assert dates == sorted(mail.sent for mail in mails)
    ids = {found[key]["Message-ID"] for key in found.keys()}  # noqa: SIM118 — a Maildir is no dict
    assert len(ids) == len(mails)
    assert {one.style for one in mails} == set(Style)


def test_the_mail_room_finds_every_file_that_was_sent(tmp_path: Path) -> None:
    played = season()
    deliver((*played.first.mails, *played.second.mails), tmp_path / "box")
    found: dict[str, list[Piece]] = defaultdict(list)
    for piece in pieces_of(tmp_path / "box"):
        found[sha256(piece.data).hexdigest()].append(piece)
    for file in (*played.first.truth.files, *played.second.truth.files):
        pieces = found[file.sha256]
        assert file.sent in {piece.message.sent for piece in pieces}, file.name
        if script_of(file.sender).style is not Style.BROKEN:
            assert file.name in {piece.name.rpartition("/")[2] for piece in pieces}, file.name


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "box").write_text("", encoding="utf-8")
    with pytest.raises(JixiaoError, match="建不了邮箱文件夹"):
        deliver([mail(Style.STANDARD)], tmp_path / "box")
