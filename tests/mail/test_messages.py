"""Mail messages as Chinese offices get them: every name readable, every file there, no silence where there is none."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cpu
from jixiao_xlsx.mail.limits import Limits
from jixiao_xlsx.mail.messages import facts_of_message
from mail.arrivals import HEAD, attached, leaves, mail, names, opened, part, zip_of

NAME = "2026年预算申报表（民政局）.xlsx"
CHINA = timezone(timedelta(hours=8))


def word(text: str, charset: str = "utf-8", label: str = "") -> bytes:
    return b"=?%s?B?%s?=" % ((label or charset).encode(), base64.b64encode(text.encode(charset)))


def split_words(text: str, charset: str, cut: int) -> bytes:
    """Two encoded words, cut in the middle of a character."""
    raw = text.encode(charset)
    halves = [base64.b64encode(half) for half in (raw[:cut], raw[cut:])]
    return b"\r\n ".join(b"=?%s?B?%s?=" % (charset.encode(), half) for half in halves)


RARE = "绩效镕表.xlsx"


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        (b"attachment; filename*=UTF-8''" + quote(NAME).encode(), NAME),
        (b"attachment; filename*=gb18030'zh-CN'" + quote(RARE.encode("gb18030")).encode(), RARE),
        (b"attachment; filename*=gb2312''" + quote(RARE.encode("gb18030")).encode(), RARE),
        (b"attachment; filename*=utf-8''" + quote(NAME.encode("gb18030")).encode(), NAME),
        (b"attachment; filename*=" + quote(NAME).encode(), NAME),
        (b"attachment; filename*0*=utf-8''%E9%A2;\r\n filename*1*=%84%E7%AE%97;\r\n filename*2=\".xlsx\"", "预算.xlsx"),
        (b"attachment; filename*1*=%84.xlsx; filename*0*=utf-8''%E9%A2", "预.xlsx"),
        (b'attachment; filename="' + word(NAME) + b'"', NAME),
        (b"attachment; filename=" + word(NAME, "gbk"), NAME),
        (b'attachment; filename="' + word(RARE, "gb18030", "gb2312") + b'"', RARE),
        (b'attachment; filename="' + split_words(NAME, "utf-8", 6) + b'"', NAME),
        (b'attachment; filename="' + split_words(NAME, "gb18030", 7) + b'"', NAME),
        (b'attachment; filename="=?UTF-8?Q?=E9=A2=84=E7=AE=97_=E8=A1=A8.xlsx?="', "预算 表.xlsx"),
        (b'attachment; filename="=?utf-8?B?' + base64.b64encode(NAME.encode()) + b'"', NAME),
        (b'attachment; filename="' + NAME.encode("gbk") + b'"', NAME),
        (b'attachment; filename="' + NAME.encode() + b'"', NAME),
        (b"attachment; filename=" + NAME.encode("gbk"), NAME),
        ('attachment; filename="昞誠.xlsx"'.encode("gbk"), "昞誠.xlsx"),
        (b'attachment; filename="' + quote(NAME).encode() + b'"', NAME),
        ('attachment; filename="Ô¤Ëã±í.xlsx"'.encode(), "预算表.xlsx"),
        ('attachment; filename="棰勭畻琛.xlsx"'.encode(), "棰勭畻琛.xlsx"),
        (b'attachment; filename="a\\"b;c.xlsx"; size=3', 'a"b;c.xlsx'),
        ('attachment; filename="C:\\报送\\预算表.xlsx"'.encode(), "预算表.xlsx"),
        (b'attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="表\u202excod.xlsx"'.encode(), "表xcod.xlsx"),
        (b"attachment; filename=plain.xlsx", "plain.xlsx"),
        (b'ATTACHMENT; FileName="plain.xlsx"', "plain.xlsx"),
        (b'attachment filename="plain.xlsx"', "plain.xlsx"),
    ],
)
def test_a_name_is_read_whatever_way_it_was_written(disposition: bytes, name: str) -> None:
    assert leaves(opened(attached(disposition))) == [(name, b"abc")]


def test_the_sounder_of_two_names_is_taken() -> None:
    both = b'Content-Type: application/octet-stream; name="' + word(NAME) + b'"\r\nContent-Disposition: attachment; '
    assert names(mail(part(both + b'filename="2026????.xlsx"'))) == [NAME]


def test_a_file_without_a_name_gets_one_by_order_and_content() -> None:
    book = zip_of([("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")])
    nameless = part(b"Content-Type: application/octet-stream", book)
    pdf = part(b"Content-Type: application/pdf\r\nContent-Disposition: attachment", b"%PDF-1.4")
    assert names(mail(nameless, pdf)) == ["附件1.xlsx", "附件2.pdf"]


def test_the_mail_text_is_no_file_but_a_text_with_a_name_is() -> None:
    text = part(b"Content-Type: text/plain; charset=gbk", "请查收".encode("gbk"))
    page = part(b"Content-Type: text/html", b"<p>")
    named = part(b'Content-Type: text/plain; name="shuoming.txt"', b"x")
    picture = part(b'Content-Type: image/png; name="logo.png"\r\nContent-Disposition: inline', b"\x89PNG")
    assert names(mail(text, page, named, picture)) == ["shuoming.txt", "logo.png"]


def test_a_mail_that_is_one_file_and_nothing_else() -> None:
    alone = HEAD + part(b'Content-Type: application/vnd.ms-excel; name="a.xls"', b"\xd0\xcf\x11\xe0")
    assert leaves(opened(alone)) == [("a.xls", b"\xd0\xcf\x11\xe0")]


def test_facts_are_decoded_and_kept_with_every_piece() -> None:
    for piece in opened(mail(part(b'Content-Type: application/zip; name="a.zip"', zip_of([("b.xlsx", b"x")])))):
        assert piece.message.sender == "民政局 <mz@example.cn>"
        assert piece.message.subject == "报送"
        assert piece.message.message_id == "<1@example.cn>"
        assert piece.message.sent == datetime(2026, 3, 2, 10, tzinfo=CHINA)


@pytest.mark.parametrize("encoded", [False, True])
def test_a_forwarded_mail_is_opened_and_belongs_to_who_forwarded_it(encoded: bool) -> None:
    inner = mail(
        part(b'Content-Type: application/pdf; name="in.pdf"'),
        head=b"Subject: inner\r\nFrom: x@y.cn\r\n",
        boundary=b"in",
    )
    around = b"Content-Type: message/rfc822"
    found = opened(mail(part(around, inner) if encoded else around + b"\r\n\r\n" + inner))
    assert [(piece.name, piece.origin) for piece in found] == [
        ("in.pdf", "来件!转发“inner”!in.pdf"),
        ("inner.eml", "来件!转发“inner”"),
        ("来件", "来件"),
    ]
    assert {piece.message.sender for piece in found} == {"民政局 <mz@example.cn>"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("请查收附件", "没有找到附件"),
        ("从QQ邮箱发来的超大附件 申报表.zip 进入下载页面", "云附件"),
    ],
)
def test_a_mail_without_files_is_kept_and_a_person_is_told(text: str, said: str) -> None:
    (kept,) = opened(HEAD + b"Content-Type: text/plain; charset=gb18030\r\n\r\n" + text.encode("gb18030"))
    assert kept.container
    assert said in kept.note


def test_a_boundary_that_was_not_declared_is_found() -> None:
    whole = mail(part(b'Content-Type: application/pdf; name="a.pdf"'))
    for broken in (b"multipart/mixed", b'multipart/mixed; boundary="other"'):
        found = opened(whole.replace(b'multipart/mixed; boundary="=_b"', broken))
        assert leaves(found) == [("a.pdf", b"abc")]
        assert "推断" in found[-1].note


def test_parts_that_cannot_be_told_apart_are_said_and_kept() -> None:
    (kept,) = opened(HEAD + b"Content-Type: multipart/mixed\r\n\r\nnothing here")
    assert "分不开" in kept.note
    assert "没有找到附件" in kept.note


def test_a_mail_cut_short_gives_what_is_there_and_says_so() -> None:
    whole = mail(part(b'Content-Type: application/pdf; name="a.pdf"', bytes(300)))
    found = opened(whole[:-120])
    assert found[0].name == "a.pdf"
    assert "可能不完整" in found[-1].note


def test_outlooks_own_wrapping_is_kept_with_what_to_ask_for() -> None:
    wrapped = part(b'Content-Type: application/ms-tnef; name="winmail.dat"', b"\x78\x9f\x3e\x22" + bytes(9))
    assert "重发" in opened(mail(wrapped))[0].note


def test_unix_and_quoted_transfer_forms() -> None:
    quoted = b"Content-Type: text/csv; name=a.csv\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=E9=A2=84=\r\nx"
    uu = b"Content-Type: application/x; name=b\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\n"
    uu += b"begin 644 b\r\n#86)C\r\n`\r\nend"
    raw = b"Content-Type: application/x; name=c\r\nContent-Transfer-Encoding: binary\r\n\r\n\x00\xff\r\n\x01"
    assert leaves(opened(mail(quoted, uu, raw))) == [
        ("a.csv", "预x".encode()),
        ("b", b"abc"),
        ("c", b"\x00\xff\r\n\x01"),
    ]


@pytest.mark.parametrize(
    ("headers", "sent"),
    [
        (b"Date: Mon, 02 Mar 2026 10:00:00 +0800", datetime(2026, 3, 2, 10, tzinfo=CHINA)),
        (b"Date: Mon, 02 Mar 2026 10:00:00 -0000", datetime(2026, 3, 2, 10, tzinfo=UTC)),
        (b"Date: Mon, 02 Mar 2026 10:00:00", datetime(2026, 3, 2, 10, tzinfo=CHINA)),
        (b"Date: 2026/3/2", None),
        (b"Date: Thu, 01 Jan 1970 00:00:00 +0000", None),
        (b"Date: Fri, 31 Dec 9999 23:59:59 -1200", None),
        (
            b"Received: from a by b; Tue, 03 Mar 2026 08:00:00 +0800\r\nDate: Mon, 02 Mar 2037 10:00:00 +0800",
            datetime(2026, 3, 3, 8, tzinfo=CHINA),
        ),
        (
            b"Received: from a by b; Tue, 03 Mar 2026 08:00:00 +0800\r\nReceived: x; Mon, 02 Mar 2026 08:00:00 +0800",
            datetime(2026, 3, 3, 8, tzinfo=CHINA),
        ),
        (b"Subject: none", None),
    ],
)
def test_when_it_was_sent(headers: bytes, sent: datetime | None) -> None:
    message = b"From: a@b.cn\r\n" + headers + b"\r\n\r\nx"
    assert opened(message, name="a.eml")[-1].message.sent == sent


@pytest.mark.parametrize(
    ("line", "sender"),
    [
        (b"mz@example.cn", "mz@example.cn"),
        (b"<mz@example.cn>", "mz@example.cn"),
        (word("民政局（办公室）") + b" <mz@example.cn>", "民政局（办公室） <mz@example.cn>"),
        (word("绩效镕", "gb18030", "gb2312") + b"<mz@example.cn>", "绩效镕 <mz@example.cn>"),
        ('"民政局" <mz@example.cn>'.encode("gbk"), "民政局 <mz@example.cn>"),
        (b'"boss@gov.example" <mz@example.cn>', "boss@gov.example <mz@example.cn>"),
        (b"mz@example.cn (office)", "office <mz@example.cn>"),
        ("民政局".encode(), "民政局"),
        (b"(" * 100_000, "(" * 199 + "…"),
    ],
)
def test_who_sent_it(line: bytes, sender: str) -> None:
    assert opened(b"From: " + line + b"\r\n\r\nx", name="a.eml")[-1].message.sender == sender


@given(st.binary(max_size=200), st.binary(max_size=60), st.sampled_from([b"", b"Mon, 02 Mar ", b"=?gbk?B?", b"<a@b"]))
def test_any_header_can_be_read(first: bytes, second: bytes, start: bytes) -> None:
    lines = [name + b": " + start + first + second for name in (b"Date", b"From", b"Received", b"Message-ID")]
    assert facts_of_message(b"\r\n".join(lines) + b"\r\n\r\n") is not None


def test_a_hundred_thousand_parts_and_endless_nesting_end_soon() -> None:
    many = mail(*[b"Content-Type: application/x\r\n\r\nx"] * 100_000)
    deep = HEAD + b"".join(b'Content-Type: multipart/x; boundary="%d"\r\n\r\n--%d\r\n' % (at, at) for at in range(5000))
    lines = HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n' + b"\n" * (20 << 20)
    with cpu.at_most(10):
        told = [opened(line)[-1].note for line in (many, deep, lines)]
    assert ["超过 2000 个" in told[0], "嵌套超过 20 层" in told[1], "没有找到附件" in told[2]] == [True] * 3


def test_mails_in_mails_stop_at_a_depth() -> None:
    message = HEAD + b"Content-Type: text/plain\r\n\r\nx"
    for _ in range(30):
        message = HEAD + b"Content-Type: message/rfc822\r\n\r\n" + message
    found = opened(message)
    assert len(found) == 21
    assert "套了 21 层" in found[0].note


def test_a_mail_over_the_limit_is_kept_unopened() -> None:
    (kept,) = opened(mail(part(b"Content-Type: application/x; name=a")), limits=Limits(message=100))
    assert kept.container
    assert "没有打开" in kept.note


CHINESE = st.text(st.sampled_from("预算绩效申报表民政局年（）、· -_abcXYZ0123"), min_size=1, max_size=60)


@given(CHINESE, st.binary(max_size=300))
def test_what_the_standard_library_attaches_comes_back_the_same(name: str, data: bytes) -> None:
    letter = EmailMessage()
    letter["From"] = "office@example.cn"
    letter["Date"] = "Mon, 02 Mar 2026 10:00:00 +0800"
    letter.set_content("请查收")
    data = b"\0" + data  # no container of any kind begins with it
    letter.add_attachment(data, maintype="application", subtype="octet-stream", filename=f"表{name}.dat")
    assert leaves(opened(letter.as_bytes())) == [(f"表{name}.dat", data)]
