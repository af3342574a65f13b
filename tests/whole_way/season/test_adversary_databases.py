"""A season in PostgreSQL is the same season as in SQLite: what every command says, and what it writes."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from jixiao_xlsx.season.workspace.workspace import Workspace
from mail.post_office import PostOffice, running
from store.postgres import Server, missing
from whole_way.season.season import SCAN, SETTINGS, Mail, deliver, due, faulty, filled, run, season

_SMTP = "{address: caiwu@example.gov.cn, smtp: {host: 127.0.0.1, port: %d, user: caiwu, tls: none}}"
_TIMES = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.\d]*(\+\d\d:\d\d|Z)?")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    lacking = missing()
    if lacking and os.environ.get("CI"):
        pytest.fail(lacking)
    if lacking:
        pytest.skip(lacking)
    with Server() as found:
        yield found


def written(home: Workspace) -> list[Mail]:
    """What the agencies send: to correct, refused, wrecked, with remarks, right."""
    first, second = due(home, "101"), due(home, "202")
    return [
        Mail("mzj@example.cn", 8, (("表.xlsx", faulty(first)), ("盖章.pdf", SCAN))),
        Mail("jyj@example.cn", 9, (("去年.xlsx", filled(second, year=2025)), ("坏.xlsx", b"PK\x03\x04xx" * 20))),
        Mail("jyj@example.cn", 10, (("今年.xlsx", filled(second, clean=False)),)),
        Mail("mzj@example.cn", 10, (("项目.xlsx", filled(due(home, "101", "P1"))),)),
    ]


def played(folder: Path, mails: list[Mail], monkeypatch: pytest.MonkeyPatch, *, url: str = "") -> dict[str, object]:
    """What every command of a season says and sends, without times and places."""
    with running(PostOffice()) as sink:
        words = SETTINGS.replace("{address: caiwu@example.gov.cn}", _SMTP % sink.port)
        home = season(folder, settings=words + (f"store: {url}\n" if url else ""))
        monkeypatch.chdir(folder)
        commands: list[tuple[str, ...]] = [("issue", "--json")]
        deliver(home, mails)
        commands += [
            ("collect", "--json"),
            ("collect", "--json"),
            ("status", "--on", "2026-03-20", "--json"),
            ("correct", "202/S0", "duties[1].text", "改过的 \x00 职能 \U0001f600", "--why", "核实", "--who", "甲"),
            ("extend", "101", "2026-04-01", "--why", "年中", "--who", "甲"),
            ("decide", "101/P1", "通过", "--who", "甲"),
            ("decide", "101/P1", "通过", "--step", "复审", "--who", "乙"),
            ("send-back", "--send", "--json", "--who", "甲"),
            ("send-back", "--send", "--json", "--who", "甲"),
            ("chase", "--send", "--json"),
            ("waive", "101001/S0", "--why", "机构已撤并", "--who", "甲"),
            ("status", "--on", "2026-03-20", "--json"),
            ("reread", "--json"),
            ("rollup", "--json"),
            ("overview", "--on", "2026-03-20", "--json"),
            ("export", "-o", "记录.jsonl"),
            ("log", "--json", "--last", "1000"),
        ]
        said = []
        for command in commands:
            done = run(*command)
            said.append((command, done.exit_code, _TIMES.sub("…", done.stdout.replace(str(folder), "…"))))
        sent = [to for to, _ in sink.kept]
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    tables = (folder / "记录.jsonl").read_bytes()
    return {"said": said, "sent": sent, "tables": tables, "files": [file for file in files if ".db" not in file]}


def test_both_databases_tell_the_same_season(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Server) -> None:
    mails = written(season(tmp_path / "made"))
    plain = played(tmp_path / "sqlite", mails, monkeypatch)
    shared = played(tmp_path / "postgresql", mails, monkeypatch, url=server.new_url())
    one, other = plain.pop("said"), shared.pop("said")
    assert isinstance(one, list)
    assert isinstance(other, list)
    for (command, code, text), (_, code_there, text_there) in zip(one, other, strict=True):
        assert code in {0, 1}, (command, text)
        if command[0] == "log":
            events = [
                [{k: v for k, v in each.items() if k != "when"} for each in json.loads(t)] for t in (text, text_there)
            ]
            assert sorted(map(str, events[0])) == sorted(map(str, events[1]))
            continue
        assert (code, text) == (code_there, text_there), command
    assert plain == shared
    assert plain["sent"] == [("mzj@example.cn",), ("jzz@example.cn",)]
