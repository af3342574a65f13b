"""Hostile mail, crowded and broken stores, full disks: bounded, told, and nothing that was kept is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

import cpu
from jixiao_xlsx.season.workspace.workspace import Workspace
from whole_way.season.season import SCAN, Mail, deliver, due, filled, ledger, run, season

JIXIAO = [sys.executable, "-m", "jixiao_xlsx"]
ROWS = "".join(f"3{number:02},示例单位{number},,示例联系人,d{number}@example.cn,S0,,\n" for number in range(8))


def jixiao(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*JIXIAO, *words], cwd=folder, capture_output=True, text=True, check=False, timeout=600)


def test_a_filing_among_a_thousand_attachments_is_found(workspace: Workspace) -> None:
    noise = tuple((f"附件{number}.bin", b"%d" % number) for number in range(1000))
    data = filled(due(workspace, "101"))
    deliver(workspace, [Mail("mzj@example.cn", 9, (*noise[:500], ("表.xlsx", data), *noise[500:]))])
    with cpu.at_most(60):
        assert run("collect", "--jobs", "1").exit_code == 0
    found = ledger(workspace).find("101/S0")
    assert found.newest is not None
    assert len(ledger(workspace).beside[found.newest.sha256]) == 1000


def test_of_too_many_attachments_the_first_are_kept_and_the_rest_told(workspace: Workspace) -> None:
    data = filled(due(workspace, "101"))
    noise = tuple((f"附件{number}.bin", b"same") for number in range(2100))
    deliver(workspace, [Mail("mzj@example.cn", 9, (("表.xlsx", data), *noise))])
    run("collect", "--jobs", "1")
    found = ledger(workspace)
    assert found.find("101/S0").state == "已报"
    assert ["超过 2000 个" in stray.why for stray in found.strays] == [True]


def test_bombs_and_endless_headers_are_told_within_bounds(workspace: Workspace) -> None:
    """A zip of 600 MB zeroes, a workbook of which one part is as large, a subject of 5 MB, 60,000 header fields."""
    inbox = workspace.path("收件")
    inbox.mkdir()
    bomb, swollen = BytesIO(), BytesIO()
    data = filled(due(workspace, "101"))
    with ZipFile(bomb, "w", ZIP_DEFLATED) as archive, archive.open("弹.xlsx", "w") as file:
        for _ in range(600):
            file.write(bytes(1 << 20))
    with ZipFile(BytesIO(data)) as source, ZipFile(swollen, "w", ZIP_DEFLATED) as archive:
        for name in source.namelist():
            with archive.open(name, "w") as file:
                file.write(source.read(name))
                for _ in range(600 if name.endswith("sheet1.xml") else 0):
                    file.write(b" " * (1 << 20))
    mail = Mail("a@example.cn", 9, (("弹.zip", bomb.getvalue()), ("胀.xlsx", swollen.getvalue()), ("表.xlsx", data)))
    (inbox / "一.eml").write_bytes(mail.data)
    (inbox / "二.eml").write_bytes(b"From: a@b.cn\r\nSubject: " + b"x" * 5_000_000 + b"\r\n\r\nhi")
    (inbox / "三.eml").write_bytes(b"From: a@b.cn\r\n" + b"X-1: y\r\n" * 60_000 + b"\r\nhi")
    limited = f"ulimit -v 2500000; exec {sys.executable} -m jixiao_xlsx collect --jobs 1"
    with cpu.at_most(60):
        done = subprocess.run(
            ["bash", "-c", limited], cwd=workspace.folder, capture_output=True, text=True, check=False, timeout=600
        )
    assert done.returncode in {0, 1}, done.stderr
    found = ledger(workspace)
    assert found.find("101/S0").state == "已报"
    assert {"二.eml", "三.eml", "弹.zip"} <= {stray.name for stray in found.strays}


def test_two_collect_one_mailbox_while_a_third_looks(tmp_path: Path) -> None:
    home = season(tmp_path / "2026", roster="101,示例市民政局,,,a@example.cn,,,\n" + ROWS)
    maildir = home.folder / "箱"
    for name in ("cur", "new", "tmp"):
        (maildir / name).mkdir(parents=True)
    for number in range(8):
        files = (("表.xlsx", filled(due(home, f"3{number:02}"))), (f"扫{number}.pdf", SCAN))
        (maildir / "new" / f"{number}.host").write_bytes(Mail(f"d{number}@example.cn", 5, files).data)
    both = [
        subprocess.Popen(
            [*JIXIAO, "collect", "箱", "--jobs", "1"], cwd=home.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(2)
    ]
    looks = []
    while any(one.poll() is None for one in both):
        looks.append(jixiao(home.folder, "status", "--json"))
    for one in both:
        assert (one.wait(), one.communicate()[1]) == (0, b"")
    assert all(look.returncode == 0 for look in looks), looks
    with home.open_store() as store:
        deliveries = store.deliveries()
    assert (
        len(deliveries)
        == len({(delivery.sha256, delivery.name, delivery.message.message_id) for delivery in deliveries})
        == 24
    )
    states = [line.state for line in ledger(home).lines if line.identity.agency != "101"]
    assert states == ["已报"] * 8


def test_a_store_that_is_gone_is_made_again_from_the_mails(workspace: Workspace) -> None:
    deliver(workspace, [Mail("mzj@example.cn", 9, (("表.xlsx", filled(due(workspace, "101"))),))])
    run("collect", "--jobs", "1")
    before = ledger(workspace).lines
    for path in (workspace.folder / "store").glob("jixiao.db*"):
        path.unlink()
    assert jixiao(workspace.folder, "status").returncode == 2
    (workspace.folder / "store" / "originals").rename(workspace.folder / "移走的原件")
    assert jixiao(workspace.folder, "status").returncode == 0
    run("collect", "--jobs", "1")
    assert ledger(workspace).lines == before


@pytest.mark.parametrize("command", ["status", "collect", "send-back", "log", "reread", "chase"])
def test_a_store_that_is_broken_is_said(workspace: Workspace, command: str) -> None:
    deliver(workspace, [Mail("mzj@example.cn", 9, (("表.xlsx", filled(due(workspace, "101"))),))])
    run("collect", "--jobs", "1")
    path = workspace.folder / "store" / "jixiao.db"
    whole = path.read_bytes()
    for side in path.parent.glob("jixiao.db-*"):
        side.unlink()
    for broken in (b"not a database at all, only words" * 40, whole[: len(whole) // 2], b"\x00" * 4096):
        path.write_bytes(broken)
        done = jixiao(workspace.folder, command)
        assert (done.returncode, "Traceback" in done.stderr, "程序内部出错" in done.stderr) == (2, False, False), (
            done.stderr
        )
        assert "库" in done.stderr
        for side in path.parent.glob("jixiao.db-*"):
            side.unlink()


@pytest.mark.skipif(os.name == "nt" or shutil.which("mount") is None, reason="needs a small file system")
def test_a_full_disk_is_said_and_loses_nothing(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "x", str(small)], capture_output=True, check=False
    ).returncode:
        pytest.skip("may not mount a file system here")
    try:
        home = season(small / "2026", roster="101,示例市民政局,,,a@example.cn,,,\n" + ROWS)
        mails = tmp_path / "mails"
        mails.mkdir()
        for number in range(8):
            mail = Mail(
                f"d{number}@example.cn",
                5,
                (("表.xlsx", filled(due(home, f"3{number:02}"))), ("图.png", os.urandom(99_000))),
            )
            (mails / f"{number}.eml").write_bytes(mail.data)
        done = jixiao(home.folder, "collect", str(mails), "--jobs", "1")
        assert (done.returncode, "Traceback" in done.stderr, "内部出错" in done.stderr) == (2, False, False), (
            done.stderr
        )
        assert "磁盘" in done.stderr or "空间" in done.stderr or "space" in done.stderr, done.stderr
        subprocess.run(["mount", "-o", "remount,size=64m", str(small)], check=True, capture_output=True)
        assert jixiao(home.folder, "collect", str(mails), "--jobs", "1").returncode == 0
        assert [line.state for line in ledger(home).lines if line.identity.agency != "101"] == ["已报"] * 8
    finally:
        subprocess.run(["umount", str(small)], check=True, capture_output=True)
