"""What a file is does not depend on what came before it, nor on a wrong clock; `reread` forgets nothing."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from itertools import permutations
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao_xlsx.mail.opening.pieces import Piece, pieces_of
from jixiao_xlsx.model.season.delivery import Message
from jixiao_xlsx.season.collecting.collect import collector_of
from jixiao_xlsx.season.register.ledger import Ledger, ledger_of
from jixiao_xlsx.season.workspace.workspace import Workspace
from whole_way.season.season import SCAN, Mail, deliver, due, faulty, filled, run, season

NOW = datetime(2026, 3, 20, 1, tzinfo=UTC)
NOISE = b"\x00\x01\x02 no workbook at all" * 9


def piece(
    name: str, data: bytes, *, sender: str = "", sent: datetime | None = None, mail: str = "", note: str = ""
) -> Piece:
    return Piece(name, data, f"收件/{name}", Message(mail, sender, "", sent), note=note)


def after(home: Workspace, *runs: tuple[Piece, ...]) -> Ledger:
    """The ledger after these runs of collect."""
    with home.open_store() as store:
        for number, pieces in enumerate(runs):
            list(collector_of(home, store, now=NOW + timedelta(minutes=number)).collect(pieces))
        return ledger_of(home, store, today=date(2026, 3, 20))


def told(found: Ledger, home: Workspace) -> tuple[object, ...]:
    with home.open_store() as store:
        roles = sorted(
            (delivery.name, delivery.sha256, str(delivery.role), delivery.message.sender)
            for delivery in store.deliveries()
        )
    strays = [(stray.name, stray.why, stray.sender) for stray in found.strays]
    beside = {sha256: [one.name for one in several] for sha256, several in found.beside.items()}
    return found.lines, strays, beside, found.doubts, roles


def test_noise_under_a_tables_name_is_told_whatever_came_before(tmp_path: Path) -> None:
    """The same bytes as `说明.dat` are something beside, as `表.xlsx` a form that broke on its way."""
    pieces = (piece("说明.dat", NOISE), piece("表.xlsx", NOISE), piece("盖章.pdf", SCAN), piece("又.dat", NOISE))
    seen = []
    for number, order in enumerate(permutations(pieces)):
        for kind, runs in (("one", (order,)), ("each", tuple((one,) for one in order))):
            home = season(tmp_path / f"{number}{kind}")
            found = after(home, *runs)
            assert [stray.name for stray in found.strays] == ["表.xlsx"], (kind, [one.name for one in order])
            seen.append(told(found, home)[4])
    assert all(one == seen[0] for one in seen)


def many(home: Workspace) -> tuple[Piece, ...]:
    """The same filing under two names, senders and days, alone and in a zip in a mail; two versions of one moment; some
    without dates; noise and scans."""
    one, noon = due(home, "101"), datetime(2026, 3, 10, 4, tzinfo=UTC)
    first, second = filled(one), filled(one, {"duties[1].text": "另一个版本的职能"})
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("包里的.xlsx", first)
    mail = home.folder / "信.eml"
    mail.write_bytes(Mail("mzj@example.cn", 9, (("材料.zip", packed.getvalue()), ("盖章.pdf", SCAN))).data)
    inside = tuple(pieces_of(mail))
    mail.unlink()
    return (
        *inside,
        piece("甲.xlsx", first, sender="jyj@example.cn", sent=noon, mail="<1>"),
        piece("乙.xlsx", second, sender="mzj@example.cn", sent=noon, mail="<2>"),
        piece("丙.xlsx", second, sender="x@example.org"),
        piece("丁.xlsx", faulty(one)),
        piece("盖章.pdf", SCAN, sent=noon, mail="<1>"),
        piece("说明.dat", NOISE, sent=noon, mail="<2>"),
        piece("说明.xlsx", NOISE),
        piece("将来.xlsx", filled(due(home, "202")), sent=datetime(2031, 1, 1, tzinfo=UTC), mail="<3>"),
        piece("现在.xlsx", faulty(due(home, "202")), sent=noon, mail="<4>"),
    )


@settings(deadline=None, max_examples=15)
@given(data=st.data())
def test_any_order_in_any_number_of_runs(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    plain = season(tmp_path_factory.mktemp("plain") / "2026")
    pieces = many(plain)
    mixed = data.draw(st.permutations(pieces))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(mixed)), max_size=3)))
    runs = [tuple(mixed[low:high]) for low, high in zip([0, *cuts], [*cuts, len(mixed)], strict=True)]
    home = season(tmp_path_factory.mktemp("mixed") / "2026")
    assert told(after(home, *runs), home) == told(after(plain, pieces), plain)


def test_a_clock_that_is_ahead_does_not_win(tmp_path: Path) -> None:
    """A message dated 2031 must not be the newest version for five years."""
    home = season(tmp_path / "2026")
    one, ahead = due(home, "101"), datetime(2031, 1, 1, tzinfo=UTC)
    right = filled(one)
    found = after(
        home,
        (piece("错钟.xlsx", faulty(one), sent=ahead, mail="<1>"),),
        (piece("改好.xlsx", right, sent=datetime(2026, 3, 12, tzinfo=UTC), mail="<2>"),),
    )
    sent = {version.source: version.sent for version in found.find("101/S0").versions}
    assert sent == {"错钟.xlsx": None, "改好.xlsx": datetime(2026, 3, 12, tzinfo=UTC)}
    with home.open_store() as store:
        notes = [delivery.note for delivery in store.deliveries() if delivery.note]
    assert len(notes) == 1
    assert "2031-01-01" in notes[0]
    assert found.strays == ()


def test_attachments_stay_beside_a_file_that_is_read_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A form that nobody knew when it came is known after the office wrote its spec: then its scan is beside it."""
    home = season(tmp_path / "2026")
    monkeypatch.chdir(home.folder)
    data = filled(due(home, "101"))
    with home.open_store() as store:
        collector = collector_of(home, store, now=NOW)
        from dataclasses import replace

        from jixiao_xlsx.season.single.read import Reader

        others = [form for form in home.known_forms() if form.form != due(home, "101").form.form]
        blind = replace(collector, reader=Reader.of(others))
        pieces = (piece("表.xlsx", data, mail="<1>"), piece("盖章.pdf", SCAN, mail="<1>"))
        list(blind.collect(pieces))
        before = ledger_of(home, store, today=NOW.date())
    assert before.find("101/S0").state == "未报"
    assert run("reread", "--jobs", "1").exit_code == 0
    found = after(home, pieces)
    newest = found.find("101/S0").newest
    assert newest is not None
    assert [one.name for one in found.beside[newest.sha256]] == ["盖章.pdf"]


def test_reread_keeps_what_any_year_let_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = season(tmp_path / "2026")
    monkeypatch.chdir(home.folder)
    deliver(home, [Mail("mzj@example.cn", 10, (("去年.xlsx", filled(due(home, "101"), year=2025)),))])
    run("collect", "--any-year", "--jobs", "1")
    with home.open_store() as store:
        (before,) = store.filings()
    assert before.records
    again = json.loads(run("reread", "--json", "--jobs", "1").stdout)
    assert again == {"filings": 1, "changed": [], "damaged": []}


def test_reread_says_which_original_is_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = season(tmp_path / "2026")
    monkeypatch.chdir(home.folder)
    deliver(home, [Mail("mzj@example.cn", 10, (("表.xlsx", filled(due(home, "101"))),))])
    run("collect", "--jobs", "1")
    with home.open_store() as store:
        (kept,) = store.filings()
    path = home.originals.path_of(kept.sha256)
    for change, said in ((lambda: path.write_bytes(b"x"), "损坏"), (path.unlink, "没有原件")):
        change()
        for command in ("reread", "send-back"):
            done = run(command)
            if command == "reread":
                assert (done.exit_code, said in done.stderr, kept.sha256 in done.stderr) == (2, True, True)
        with home.open_store() as store:
            assert store.filings() == (kept,)
    assert json.loads(run("collect", "--json", "--jobs", "1").stdout)
    assert run("reread").exit_code == 0


def test_a_name_that_cannot_be_shown_is_shown_somehow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Escapes, markup, overrides and broken encodings in names reach no terminal, and stop no command."""
    home = season(tmp_path / "2026")
    monkeypatch.chdir(home.folder)
    evil = "\x1b[2J\x1b]0;owned\x07[red]x[/red]\u202efdp.\udcff\r\n表.xlsx"
    wrong = faulty(due(home, "101"))
    after(
        home, (piece(evil, wrong, sender=f"{evil} <mzj@example.cn>"), piece(evil, b"PK\x03\x04" + NOISE, sender=evil))
    )
    path = home.folder / "jixiao.yaml"
    for command in ("status", "status --json", "chase", "send-back", "log", "rollup", "overview", "reread"):
        if command == "reread":
            path.write_text(path.read_text(encoding="utf-8") + "audit: {G01: 关闭}\n", encoding="utf-8")
        done = run(*command.split())
        assert done.exit_code in {0, 1}, (command, done.stderr)
        signs = set(done.output) - {"\n"}
        assert "--json" in command or not [sign for sign in signs if not sign.isprintable() and sign not in "\u3000"], (
            command
        )
        if command == "status":
            assert "[red]x[/red]" in done.stdout
    for made in home.folder.rglob("*"):
        assert made.name.isprintable()
