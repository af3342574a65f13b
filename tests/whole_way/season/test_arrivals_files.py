"""来件的表: every row of the page's table is an arrival that is collected, and becomes what the row says."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import lzma
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import pytest

from jixiao_xlsx.model.season.delivery import Delivery, DeliveryRole
from jixiao_xlsx.model.season.ledger import LedgerLine
from jixiao_xlsx.season.collecting.collect import collector_of
from jixiao_xlsx.season.collecting.sources import Sources
from jixiao_xlsx.season.register.ledger import ledger_of
from jixiao_xlsx.season.workspace.workspace import Workspace, open_workspace
from mail.arrivals import mail, part, zip_of
from mail.compound import attached as outlook_attachment
from mail.compound import compound_file, outlook_message, text_stream
from mail.rar import rar_of
from mail.test_archives import seven_zip_of
from mail.wrapping import cut, disks_of, enveloped, locked_zip_of, signed_of, tar_of, winmail_of
from whole_way.season.season import SCAN, TODAY, Mail, due, filled, season

PAGE = Path(__file__).resolve().parents[3] / "docs" / "arrivals.md"
NAME = "申报表.xlsx"
JUNK = random.Random(7).randbytes(6000)
Files = list[tuple[str, bytes]]
PASSWORD = "mz2026"


def at(place: int, sign: bytes) -> bytes:
    return JUNK[:place] + sign + JUNK[place:]


def locked_book(book: bytes, password: str) -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    out = BytesIO()
    OOXMLFile(BytesIO(book)).encrypt(password, out)
    return out.getvalue()


def inner_mail(book: bytes) -> bytes:
    return mail(part(f'Content-Type: application/octet-stream; name="{NAME}"'.encode(), book))


def disks(book: bytes) -> Files:
    *first, last = disks_of(zip_of([(NAME, book)]), 9000)
    return [*((f"材料.z{number:02}", data) for number, data in enumerate(first, 1)), ("材料.zip", last)]


def numbered(book: bytes) -> Files:
    return [(f"材料.zip.{number:03}", data) for number, data in enumerate(cut(zip_of([(NAME, book)]), 9000), 1)]


def beside(book: bytes, *noise: tuple[str, bytes]) -> Files:
    return [(NAME, book), *noise]


def xlsb() -> bytes:
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="bin" '
    kind = b'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
    return zip_of([("[Content_Types].xml", types + kind), ("xl/workbook.bin", b"\x83\x01\x00")])


XML_2003 = (
    b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
)

ARRIVALS: Mapping[str, Callable[[bytes], Files]] = {
    ".zip": lambda book: [("材料.zip", zip_of([(NAME, book)]))],
    ".zip 里套 .zip": lambda book: [("材料.zip", zip_of([("民政局.zip", zip_of([(NAME, book)]))]))],
    "分卷 .zip.001、.zip.002……": lambda book: numbered(book)[::-1],
    "分卷 .z01、.z02……、.zip": lambda book: disks(book)[::-1],
    "分卷缺了一卷": lambda book: disks(book)[1:],
    ".7z": lambda book: [("材料.7z", seven_zip_of({NAME: book}))],
    ".rar（只存储，没有压缩）": lambda book: [("材料.rar", rar_of({NAME: book, "另一份.xlsx": book}))],
    ".tar": lambda book: [("材料.tar", tar_of({NAME: book}))],
    ".tar.gz、.tgz": lambda book: [("材料.tgz", tar_of({NAME: book}, "w:gz"))],
    ".tar.bz2": lambda book: [("材料.tar.bz2", tar_of({NAME: book}, "w:bz2"))],
    ".tar.xz": lambda book: [("材料.tar.xz", tar_of({NAME: book}, "w:xz"))],
    ".gz（一个文件）": lambda book: [(f"{NAME}.gz", gzip.compress(book, mtime=0))],
    ".bz2（一个文件）": lambda book: [(f"{NAME}.bz2", bz2.compress(book))],
    ".xz（一个文件）": lambda book: [(f"{NAME}.xz", lzma.compress(book))],
    "自解压 .exe": lambda book: [("材料.exe", b"MZ" + bytes(5000) + zip_of([(NAME, book)]))],
    "一般的 .exe": lambda _: [("工具.exe", b"MZ" + JUNK)],
    ".cab": lambda _: [("材料.cab", at(0, b"MSCF"))],
    ".lzh、.lha": lambda _: [("材料.lzh", at(2, b"-lh5-"))],
    ".arj": lambda _: [("材料.arj", at(0, b"\x60\xea"))],
    ".ace": lambda _: [("材料.ace", at(7, b"**ACE**"))],
    ".zst": lambda _: [("材料.zst", at(0, b"\x28\xb5\x2f\xfd"))],
    ".iso": lambda _: [("材料.iso", bytes(32769) + b"CD001" + JUNK)],
    ".dmg": lambda _: [("材料.dmg", JUNK + b"koly" + bytes(508))],
    ".apk": lambda _: [("办公.apk", zip_of([("AndroidManifest.xml", b"x")]))],
    "认不出的文件": lambda _: [("材料.dat", b"\x01" + JUNK)],
    "空的压缩包": lambda _: [("材料.zip", zip_of([]))],
    "损坏的压缩包": lambda book: [("材料.zip", zip_of([(NAME, book)])[:-40])],
    "有密码的 .zip，给了密码": lambda book: [("材料.zip", locked_zip_of(NAME, book, PASSWORD.encode()))],
    "有密码的 .zip，没有密码": lambda book: [("材料.zip", locked_zip_of(NAME, book, b"nobody knows"))],
    "有密码的 .7z，给了密码": lambda book: [("材料.7z", seven_zip_of({NAME: book}, password=PASSWORD))],
    "有打开密码的 .xlsx，给了密码": lambda book: [(NAME, locked_book(book, PASSWORD))],
    "有打开密码的 .xlsx，没有密码": lambda book: [(NAME, locked_book(book, "nobody knows"))],
    "Excel 自带密码加密的 .xlsx（只保护了结构）": lambda book: [(NAME, locked_book(book, "VelvetSweatshop"))],
    "签名封装的邮件（smime.p7m）": lambda book: [("smime.p7m", signed_of(inner_mail(book), streamed=True))],
    "签名封装的文件（.xlsx.p7m）": lambda book: [(f"{NAME}.p7m", signed_of(book))],
    "加密的邮件（S/MIME）": lambda _: [("smime.p7m", enveloped())],
    "另附的签名（smime.p7s）": lambda book: beside(book, ("smime.p7s", signed_of(None))),
    "winmail.dat": lambda book: [("winmail.dat", winmail_of([(NAME, book)]))],
    "转发的邮件（.eml）": lambda book: [("转发.eml", inner_mail(book))],
    "Outlook 的 .msg": lambda book: [
        ("转发.msg", compound_file(outlook_message(text_stream(0x0037, "报送"), outlook_attachment(NAME, book))))
    ],
    "邮件集（mbox）": lambda book: [("归档.mbox", b"From a@b.cn Tue Mar  3 09:00:00 2026\n" + inner_mail(book))],
    "PDF、图片和填报件在一起": lambda book: beside(book, ("盖章.pdf", SCAN), ("照片.jpg", b"\xff\xd8\xff\xe0" + JUNK)),
    "~$ 开头的锁文件": lambda book: beside(book, (f"~${NAME}", b"\x05user" + bytes(160))),
    "Thumbs.db、desktop.ini、.DS_Store": lambda book: beside(
        book, ("Thumbs.db", JUNK), ("desktop.ini", b"[x]"), (".DS_Store", JUNK)
    ),
    "._ 开头的苹果附属文件（AppleDouble）": lambda book: beside(book, (f"._{NAME}", b"\0\x05\x16\x07" + bytes(90))),
    ".zip 里的 __MACOSX": lambda book: [
        ("材料.zip", zip_of([(NAME, book), (f"__MACOSX/._{NAME}", b"\0\x05\x16\x07" + bytes(90))]))
    ],
    ".xlsb": lambda _: [("申报表.xlsb", xlsb())],
    "XML 电子表格 2003": lambda _: [("申报表.xls", XML_2003)],
}
NEEDS_7Z = {".7z", "有密码的 .7z，给了密码"}


def rows() -> dict[str, str]:
    section = PAGE.read_text(encoding="utf-8").partition("## 文件和压缩包")[2].partition("\n## ")[0]
    found = re.findall(r"^\| (.+?) \| (打开|读取|待处理|附件|不算来件) \|", section, re.M)
    return dict(found)


def test_the_page_and_the_arrivals_are_the_same() -> None:
    assert list(rows()) == list(ARRIVALS)


@dataclass(frozen=True)
class Collected:
    """What came of all rows at once: the files sent, the deliveries and the strays by row."""

    workspace: Workspace
    book: bytes
    sent: Mapping[str, Files]
    deliveries: Mapping[str, tuple[Delivery, ...]]
    strays: Mapping[str, tuple[str, ...]]
    line: LedgerLine


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Collected:
    home = season_with_passwords(tmp_path_factory.mktemp("arrivals"))
    book = filled(due(home, "101"))
    inbox = home.path("收件")
    inbox.mkdir()
    sent = {row: arrival(book) for row, arrival in ARRIVALS.items() if row not in NEEDS_7Z or find_spec("py7zr")}
    for number, files in enumerate(sent.values()):
        message = Mail("mzj@example.cn", 10, tuple(files), number)
        (inbox / f"{number:03}.eml").write_bytes(message.data)
    with home.open_store() as store:
        arrivals = Sources(home, store).arrivals([], imap=False)
        list(collector_of(home, store, now=datetime(2026, 3, 20, tzinfo=UTC)).collect(arrivals))
        deliveries, found = store.deliveries(), ledger_of(home, store, today=TODAY)
    return Collected(
        home,
        book,
        sent,
        {row: tuple(one for one in deliveries if f"{n:03}.eml" in one.origin) for n, row in enumerate(sent)},
        {row: tuple(one.why for one in found.strays if f"{n:03}.eml" in one.origin) for n, row in enumerate(sent)},
        found.find("101/S0"),
    )


def season_with_passwords(folder: Path) -> Workspace:
    """The season with a column of passwords in its roster, in which one agency has one."""
    path = season(folder).folder / "roster.csv"
    head, first, *rest = path.read_text(encoding="utf-8").splitlines()
    lines = [f"{head},密码", f"{first},{PASSWORD}", *(f"{line}," for line in rest)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return open_workspace(folder)


@cache
def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("row", ARRIVALS)
def test_an_arrival_becomes_what_its_row_says(row: str, collected: Collected) -> None:
    if row not in collected.sent:
        pytest.skip("没有安装 py7zr")
    result = rows()[row]
    here = collected.deliveries[row]
    filings = {one.name for one in here if one.role is DeliveryRole.FILING}
    if result == "待处理":
        assert len(collected.strays[row]) == 1
        assert filings == set()
    else:
        assert filings >= {NAME}
        assert collected.strays[row] == ()
    if result == "不算来件":
        assert {one.name for one in here if one.role is not DeliveryRole.CONTAINER} == {NAME}
    if result == "附件":
        assert {one.role for one in here} == {DeliveryRole.FILING, DeliveryRole.ATTACHMENT, DeliveryRole.CONTAINER}


def test_every_file_that_was_sent_is_kept_byte_for_byte(collected: Collected) -> None:
    noise = {row for row, result in rows().items() if result == "不算来件"}
    for row, files in collected.sent.items():
        for _, data in files if row not in noise else files[:1]:
            assert collected.workspace.originals.get(sha(data)) == data
    for path in collected.workspace.path("收件").iterdir():
        assert collected.workspace.originals.get(sha(path.read_bytes())) == path.read_bytes()


def test_no_password_is_kept_anywhere_but_in_the_roster(collected: Collected) -> None:
    for path in collected.workspace.folder.rglob("*"):
        if path.is_file() and path.name != "roster.csv" and "originals" not in path.parts:
            assert PASSWORD.encode() not in path.read_bytes()
