"""来信: what becomes of each kind of letter that yields no filing, as docs/arrivals.md lists them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from house.package_tree import ROOT
from jixiao_xlsx.model.season.delivery import DeliveryRole
from jixiao_xlsx.season.demo.playing.strangers import scan_pdf, screenshot_png
from jixiao_xlsx.season.workspace.workspace import Workspace
from whole_way.season.season import due, filled, ledger, run

SENDER = "mzj@example.cn"
WAITING, KNOWN = "待处理", "不列入待处理"


def letter(
    text: str = "请查收。",
    *files: tuple[str, bytes],
    html: str = "",
    subject: str = "绩效表",
    sender: str = SENDER,
    day: int = 10,
    **headers: str,
) -> bytes:
    """A message of March 2026 with these files."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "caiwu@example.gov.cn", subject
    message["Message-ID"] = f"<{sha256(repr((text, html, subject, sender, day, files)).encode()).hexdigest()[:16]}@x>"
    message["Date"] = datetime(2026, 3, day, 3, tzinfo=UTC)
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(message)


def zipped(*members: str) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for member in members:
            archive.writestr(member, b"<x/>")
    return packed.getvalue()


def linked(link: str, *, sender: str = SENDER, day: int = 10) -> bytes:
    return letter("文件太大，发链接。", sender=sender, day=day, html=f'<p>见<a href="{link}">附件</a>，提取码 a1b2</p>')


def report(action: str, *, enclosed: bytes = b"") -> bytes:
    """A delivery report as Postfix writes it, with the message it is about."""
    head = b'Content-Type: multipart/report; report-type=delivery-status; boundary="r"\r\n'
    parts = [
        b"Content-Type: text/plain\r\n\r\nI'm sorry to have to inform you ...",
        b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.cn\r\n\r\n"
        b"Final-Recipient: rfc822; jzz@example.cn\r\nAction: " + action.encode() + b"\r\nStatus: 5.1.1",
    ]
    parts += [b"Content-Type: message/rfc822\r\n\r\n" + enclosed] if enclosed else []
    body = b"".join(b"--r\r\n" + part + b"\r\n" for part in parts)
    return (
        b"From: MAILER-DAEMON@mx.example.cn\r\nTo: caiwu@example.gov.cn\r\nSubject: Undelivered Mail\r\n"
        b"Message-ID: <"
        + action.encode()
        + b"@mx>\r\nDate: Tue, 10 Mar 2026 11:00:00 +0800\r\n"
        + head
        + b"\r\n"
        + body
        + b"--r--\r\n"
    )


def receipt() -> bytes:
    return (
        b"From: a@example.cn\r\nSubject: Read: x\r\nMessage-ID: <mdn@x>\r\nDate: Tue, 10 Mar 2026 11:00:00 +0800\r\n"
        b'Content-Type: multipart/report; report-type=disposition-notification; boundary="r"\r\n\r\n'
        b"--r\r\nContent-Type: text/plain\r\n\r\nread\r\n"
        b"--r\r\nContent-Type: message/disposition-notification\r\n\r\nDisposition: displayed\r\n--r--\r\n"
    )


def invitation() -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Message-ID"] = SENDER, "会议邀请", "<cal@x>"
    message.set_content("请参会")
    message.add_alternative("BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n", subtype="calendar")
    return bytes(message)


def nothing_at_all() -> bytes:
    return b"From: " + SENDER.encode() + b"\r\nMessage-ID: <empty@x>\r\nDate: Tue, 10 Mar 2026 11:00:00 +0800\r\n\r\n"


def large_head() -> bytes:
    head = nothing_at_all().replace(b"empty", b"large").rstrip(b"\r\n")
    return head + b"\r\nX-Long: " + b"x" * (3 << 20) + b"\r\nSubject: y\r\n\r\nhello\r\n"


@dataclass(frozen=True)
class Kind:
    """One row of the page: what comes, where it ends, and what is said of it."""

    made: Callable[[], bytes]
    fate: str
    reason: str


SCAN, PICTURE = ("申报表.pdf", scan_pdf()), ("截图.png", screenshot_png())
KINDS = {
    "只有扫描件（PDF）": Kind(lambda: letter("盖章件", SCAN), WAITING, "扫描件"),
    "只有照片、截图": Kind(lambda: letter("见图", PICTURE), WAITING, "图片"),
    "只有 Word 文档（.docx .doc .wps）": Kind(
        lambda: letter("x", ("表.docx", zipped("[Content_Types].xml", "word/document.xml"))), WAITING, "文档"
    ),
    "只有版式文件（.ofd .caj）": Kind(lambda: letter("x", ("表.ofd", zipped("OFD.xml"))), WAITING, "版式文件"),
    "只有 .numbers、.pages": Kind(
        lambda: letter("x", ("表.numbers", zipped("Index/a.iwa"))), WAITING, "苹果软件的文件"
    ),
    "只有别的文件": Kind(lambda: letter("x", ("数据.dat", b"\x01\x02 nobody knows")), WAITING, "别的文件"),
    "只有网盘链接": Kind(lambda: linked("https://pan.baidu.com/s/1abc?pwd=a1b2"), WAITING, "网盘链接"),
    "只有邮箱的超大附件": Kind(lambda: linked("https://mail.qq.com/cgi-bin/ftnExs_download?k=1"), WAITING, "网盘链接"),
    "只有正文": Kind(lambda: letter("领导好，表晚点发。"), WAITING, "没有附件"),
    "空的邮件": Kind(nothing_at_all, WAITING, "没有附件"),
    "信头过大的邮件": Kind(large_head, WAITING, "没有附件"),
    "自动回复": Kind(lambda: letter("我在休假", subject="自动回复：绩效表"), KNOWN, "自动回复"),
    "系统自动发出、没有附件的": Kind(lambda: letter("x", Auto_Submitted="auto-replied"), KNOWN, "自动回复"),
    "投递失败的退信": Kind(lambda: report("failed"), KNOWN, "投递失败"),
    "投递延迟、已送达的报告": Kind(lambda: report("delayed"), KNOWN, "投递报告"),
    "阅读回执": Kind(receipt, KNOWN, "回执"),
    "日程邀请": Kind(invitation, KNOWN, "日程邀请"),
    "本单位自己的信": Kind(
        lambda: letter("x", sender="caiwu@example.gov.cn", subject="【催报】2026年度预算绩效填报件"),
        KNOWN,
        "本单位发出的信",
    ),
}


def collected(workspace: Workspace, *mails: bytes) -> None:
    inbox = workspace.path("收件")
    inbox.mkdir(exist_ok=True)
    for number, data in enumerate(mails):
        (inbox / f"{number:03}.eml").write_bytes(data)
    run("collect", "--jobs", "1")


def rows_of_page() -> dict[str, str]:
    """The first two columns of the page's table of letters."""
    page = (ROOT / "docs" / "arrivals.md").read_text(encoding="utf-8")
    section = page.partition("## 信件\n")[2].partition("\n## ")[0]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:1] == "|"]
    return {row[0]: row[1] for row in cells[2:]}


def test_the_page_lists_these_kinds_and_no_others() -> None:
    assert rows_of_page() == {name: kind.fate for name, kind in KINDS.items()} | {
        "填报件和别的文件一起": "台账",
        "转来的邮件里有填报件": "台账",
    }


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_of_letter_ends_where_the_page_says(workspace: Workspace, name: str) -> None:
    kind = KINDS[name]
    collected(workspace, kind.made())
    found = ledger(workspace)
    if kind.fate == WAITING:
        (stray,) = found.pending
        assert (str(stray.reason), found.notices) == (kind.reason, ())
        assert stray.why
    else:
        assert found.strays == ()
        (notice,) = found.notices
        assert (str(notice.reason), notice.role) == (kind.reason, DeliveryRole.NOTICE)
    assert {line.state for line in found.lines} == {"未报"}
    status = run("status").stdout
    assert ("没有归入台账" in status, "不用处理" in status or "投递失败" in status) == (
        kind.fate == WAITING,
        kind.fate == KNOWN,
    )


def test_a_letter_with_a_filing_and_a_scan_beside_it_is_no_stray(workspace: Workspace) -> None:
    form = ("表.xlsx", filled(due(workspace, "101")))
    # The name of the scan was broken on its way, and mended: that makes no workbook of it.
    broken = "Ô¤Ëã±í.pdf"
    inner = letter("x", form, sender="a@b.cn")
    outer = EmailMessage()
    outer["From"], outer["Subject"], outer["Message-ID"] = "jzz@example.cn", "转发", "<outer@x>"
    outer.set_content("见附件")
    outer.add_attachment(inner, maintype="application", subtype="octet-stream", filename="转来的.eml")
    collected(workspace, letter("x", form, SCAN, (broken, scan_pdf()), PICTURE), bytes(outer))
    found = ledger(workspace)
    assert (found.find("101/S0").state, found.strays, found.notices) == ("已报", (), ())


@pytest.mark.parametrize(
    "link",
    [
        "https://wx.mail.qq.com/ftn/download?func=3&key=x",
        "https://mail.163.com/large-attachment-download/index.html?p=x",
        "https://share.weiyun.com/abc",
        "https://www.alipan.com/s/abc",
        "https://www.aliyundrive.com/s/abc",
        "https://pan.quark.cn/s/abc",
        "https://www.kdocs.cn/l/abc",
        "https://docs.qq.com/sheet/abc",
        "https://365.kdocs.cn/l/abc",
        "https://abc.feishu.cn/file/x",
        "https://alidocs.dingtalk.com/i/nodes/x",
        "https://cloud.189.cn/t/abc",
        "https://www.123pan.com/s/abc.html",
        "https://wwi.lanzoup.com/abc",
        "https://link.example.cn/?target=https%3A%2F%2Fpan.baidu.com%2Fs%2F1abc",
    ],
)
@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_clouds_are_known_by_their_hosts_in_text_and_in_links(workspace: Workspace, link: str, charset: str) -> None:
    plain = f"From: {SENDER}\r\nMessage-ID: <{charset}@x>\r\n".encode()
    body = f"Content-Type: text/plain; charset={charset}\r\n\r\n表在这里：{link} 提取码：abcd".encode(charset)
    collected(workspace, plain + body, linked(link))
    strays = ledger(workspace).pending
    assert [(str(stray.reason), "收不到" in stray.why) for stray in strays] == [("网盘链接", True)] * 2


@pytest.mark.parametrize(
    "text", ["官网 https://www.weiyun.com/ 和 https://www.kdocs.cn", "见 https://www.example.gov.cn/s/1"]
)
def test_a_signature_with_a_front_page_is_no_cloud(workspace: Workspace, text: str) -> None:
    collected(workspace, letter(text, SCAN))
    assert [str(stray.reason) for stray in ledger(workspace).pending] == ["扫描件"]


def test_what_a_bounce_encloses_is_no_filing_of_the_agency(workspace: Workspace) -> None:
    """A marked workbook that we sent back, and that did not arrive, comes home with its report."""
    ours = letter("退回", ("审核.xlsx", filled(due(workspace, "101001"))), sender="caiwu@example.gov.cn")
    collected(workspace, report("failed", enclosed=ours))
    found = ledger(workspace)
    assert (found.find("101001/S0").state, found.strays, found.filings) == ("未报", (), ())
    (bounce,) = found.undelivered
    assert "jzz@example.cn" in bounce.note
    assert "jzz@example.cn" in run("status").stdout
    assert json.loads(run("status", "--json").stdout)["notices"][0]["reason"] == "投递失败"


def test_a_filing_that_a_system_sent_counts_though_it_calls_itself_automatic(workspace: Workspace) -> None:
    form = ("表.xlsx", filled(due(workspace, "101")))
    collected(
        workspace,
        letter("OA 系统转发", form, Auto_Submitted="auto-generated", Precedence="bulk"),
        letter("OA 系统转发", SCAN, sender="jyj@example.cn", Auto_Submitted="auto-generated"),
    )
    found = ledger(workspace)
    assert (found.find("101/S0").state, [str(stray.reason) for stray in found.pending]) == ("已报", ["扫描件"])


def test_the_copy_of_a_letter_that_was_sent_is_known_by_its_id(workspace: Workspace) -> None:
    from jixiao_xlsx.model.season.acts import Sent

    data = letter("改好请发回", ("审核.xlsx", filled(due(workspace, "101"))), sender="caiwu@example.gov.cn")
    message_id = data.split(b"Message-ID: ")[1].split(b"\n")[0].decode().strip()
    with workspace.open_store() as store:
        store.log_sent(Sent("d", "退回", "101", SENDER, "退回", message_id, datetime(2026, 3, 10, tzinfo=UTC)))
    collected(workspace, data)
    found = ledger(workspace)
    assert (found.find("101/S0").state, [str(notice.reason) for notice in found.notices]) == (
        "未报",
        ["本单位发出的信"],
    )


def test_the_same_letter_collected_again_from_elsewhere_is_one(workspace: Workspace, tmp_path: Path) -> None:
    data = letter("盖章件", SCAN)
    collected(workspace, data)
    # Another mailbox adds its own line above.
    other = tmp_path / "另一个邮箱.eml"
    other.write_bytes(b"Received: from b by c; Tue, 10 Mar 2026 11:00:01 +0800\r\n" + data)
    run("collect", str(other))
    assert len(ledger(workspace).pending) == 1


def test_every_original_of_ten_kinds_at_once_is_accounted_for(workspace: Workspace) -> None:
    form = ("表.xlsx", filled(due(workspace, "101")))
    mails = [letter("x", form, SCAN), *(kind.made() for kind in KINDS.values())]
    collected(workspace, *mails)
    found = ledger(workspace)
    with workspace.open_store() as store:
        deliveries = store.deliveries()
    kept = {delivery.sha256 for delivery in deliveries}
    assert all(workspace.originals.has(digest) for digest in kept)
    placed = {filing.sha256 for line in found.lines for filing in line.versions}
    named = {stray.delivery.sha256 for stray in found.strays} | {notice.sha256 for notice in found.notices}
    homes = {delivery.message for delivery in deliveries if delivery.sha256 in placed | named}
    assert [delivery.name for delivery in deliveries if delivery.message not in homes] == []
    assert len(found.strays) == sum(kind.fate == WAITING for kind in KINDS.values())
    assert len(found.notices) == sum(kind.fate == KNOWN for kind in KINDS.values())
