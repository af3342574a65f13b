"""Letters that go out while the machine is switched off, or somebody presses Ctrl-C: nothing goes twice, not even days
later, and what went is kept."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jixiao_xlsx.mail import smtp
from jixiao_xlsx.season.post import post
from jixiao_xlsx.season.register.ledger import ledger_of
from jixiao_xlsx.season.returning.send_back import Returner, send_all_back
from jixiao_xlsx.season.workspace.workspace import Workspace
from mail.post_office import PostOffice
from whole_way.season.season import SETTINGS, Mail, deliver, due, faulty, run, season

ROWS = "".join(f"3{number:02},示例单位{number},,示例联系人,d{number}@example.cn,S0,,\n" for number in range(6))
NOW = datetime(2026, 3, 20, 1, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sink: PostOffice) -> Workspace:
    """Six agencies, each with something to correct."""
    words = f"{{address: caiwu@example.gov.cn, smtp: {{host: 127.0.0.1, port: {sink.port}, user: caiwu, tls: none}}}}"
    settings = SETTINGS.replace("{address: caiwu@example.gov.cn}", words).replace("[S0, P1]", "[S0]")
    found = season(tmp_path / "2026", settings=settings, roster="101,示例市民政局,,,a@example.cn,,,\n" + ROWS)
    monkeypatch.chdir(found.folder)
    deliver(found, [Mail(f"d{n}@example.cn", 5, (("表.xlsx", faulty(due(found, f"3{n:02}"))),)) for n in range(6)])
    run("collect", "--jobs", "1")
    return found


def send(workspace: Workspace, now: datetime) -> list[str]:
    """Sends everything back as of a moment; the fates."""
    with workspace.open_store() as store:
        ledger = ledger_of(workspace, store, today=now.date())
        returner = Returner.of(workspace, store, now=now, who="审核人")
        posted = send_all_back(returner, tuple(returner.letters(ledger, ledger.lines)), send=True)
    return [str(posting.fate) for posting in posted.postings]


def test_what_went_before_a_stop_does_not_go_again_next_week(
    workspace: Workspace, sink: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C after three letters; a week later the letters bear another day, and are others by their bytes."""
    plain, handed = smtp._hand_in, 0

    def stopping(*arguments: object) -> object:
        nonlocal handed
        handed += 1
        if handed == 4:
            raise KeyboardInterrupt
        return plain(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(smtp, "_hand_in", stopping)
    with pytest.raises(KeyboardInterrupt):
        send(workspace, NOW)
    assert len(sink.kept) == 3
    states = Counter(line["state"] for line in json.loads(run("status", "--json").stdout)["lines"])
    assert (states["退回"], states["已报"]) == (3, 3)
    assert send(workspace, NOW + timedelta(days=7)) == ["已发送"] * 3
    assert sorted(Counter(to for to, _ in sink.kept).values()) == [1] * 6
    assert send(workspace, NOW + timedelta(days=8)) == []


def test_a_full_disk_after_the_server_took_a_letter(
    workspace: Workspace, sink: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, full = post.save_file, False

    def saving(path: Path, data: bytes) -> Path:
        if full and path.suffix == ".eml":
            raise OSError(28, "No space left on device")
        return plain(path, data)

    def handed(*arguments: object) -> object:
        nonlocal full
        full = True
        return hand_in(*arguments)  # type: ignore[arg-type]

    hand_in = smtp._hand_in
    monkeypatch.setattr(smtp, "_hand_in", handed)
    monkeypatch.setattr(post, "save_file", saving)
    with pytest.raises(OSError, match="No space"):
        send(workspace, NOW)
    assert len(sink.kept) == 1
    full = False
    monkeypatch.setattr(smtp, "_hand_in", hand_in)
    send(workspace, NOW + timedelta(days=7))
    assert sorted(Counter(to for to, _ in sink.kept).values()) == [1] * 6


@pytest.mark.parametrize("way", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("command", ["send-back", "issue"])
def test_killed_while_sending(workspace: Workspace, sink: PostOffice, way: signal.Signals, command: str) -> None:
    """Of all kills together, each may repeat only the one letter that was being handed in."""
    words = [sys.executable, "-m", "jixiao_xlsx", command, "--send"]
    dice, killed = random.Random(f"{way}{command}"), 0
    for _ in range(3):
        before = len(sink.kept)
        process = subprocess.Popen(words, cwd=workspace.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        end, wanted = time.monotonic() + 300, before + dice.choice([1, 1, 2])
        while process.poll() is None and len(sink.kept) < wanted and time.monotonic() < end:
            time.sleep(0.002)
        if process.poll() is None:
            process.send_signal(way)
            killed += 1
        _, errors = process.communicate(timeout=600)
        assert b"Traceback" not in errors, errors.decode()
    assert killed
    subprocess.run(words, cwd=workspace.folder, capture_output=True, check=False)
    subprocess.run(words, cwd=workspace.folder, capture_output=True, check=False)
    times = Counter(to for to, _ in sink.kept)
    assert len(times) == {"send-back": 6, "issue": 7}[command]
    assert sum(times.values()) - len(times) <= killed


def test_files_of_one_name_do_not_overwrite_each_other(workspace: Workspace) -> None:
    """Two wrecks under one name, of one agency: two letters' worth of files, none lost."""
    wrecks = tuple(("表.xlsx", b"PK\x03\x04" + bytes([number]) * 60) for number in range(2))
    (workspace.path("收件") / "又.eml").write_bytes(Mail("a@example.cn", 9, wrecks).data)
    run("collect", "--jobs", "1")
    letter = next(one for one in json.loads(run("send-back", "--json").stdout)["letters"] if one["agency"] == "101")
    assert len(set(letter["attachments"])) == len(letter["attachments"]) == 2
    own = next(path for path in workspace.path("退回").iterdir() if path.name.startswith("101_"))
    assert {path.name for path in own.iterdir()} == set(letter["attachments"])


def test_without_word_documents_a_letter_has_text(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jixiao_xlsx.report.kit.docx_pieces.find_spec", lambda _name: None)
    letters = json.loads(run("send-back", "--json").stdout)["letters"]
    assert len(letters) == 6
    for letter in letters:
        assert [name.rsplit(".", 1)[1] for name in letter["attachments"]] == ["xlsx", "txt"]
