"""回收: what arrived is kept, told apart, read and put in the store, once and in whatever order."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao_xlsx.mail.opening.pieces import Piece
from jixiao_xlsx.model.season.acts import Issued
from jixiao_xlsx.model.season.delivery import DeliveryRole, Message
from jixiao_xlsx.season.collecting.collect import collector_of
from jixiao_xlsx.season.register.ledger import ledger_of
from jixiao_xlsx.season.single.rollup import roll_up
from jixiao_xlsx.season.workspace.workspace import Workspace, open_workspace
from whole_way.season.season import SCAN, TODAY, Mail, blank, deliver, due, filled, ledger, run, season

NOW = datetime(2026, 3, 20, 1, tzinfo=UTC)


def test_a_mail_is_known_by_its_seal_and_kept_with_its_sender_and_its_scan(workspace: Workspace) -> None:
    data = filled(due(workspace, "101"))
    deliver(workspace, [Mail("mzj@example.cn", 10, (("最终版2.xlsx", data), ("盖章.pdf", SCAN)))])
    done = run("collect", "--json")
    assert done.exit_code == 0
    roles = {one["name"]: one["role"] for one in json.loads(done.stdout) if one["role"] != DeliveryRole.CONTAINER}
    assert roles == {"最终版2.xlsx": "填报件", "盖章.pdf": "附件"}
    found = ledger(workspace)
    line = found.find("101/S0")
    assert line.newest is not None
    assert (line.state, line.received) == ("已报", datetime(2026, 3, 10, 3, tzinfo=UTC))
    assert [one.name for one in found.beside[line.newest.sha256]] == ["盖章.pdf"]
    with workspace.open_store() as store:
        (delivery,) = store.deliveries(line.newest.sha256)
    assert (delivery.message.sender, delivery.message.subject) == ("mzj@example.cn", "绩效表")
    assert delivery.message.message_id == "<mzj@example.cn-10-0>"
    assert workspace.originals.get(line.newest.sha256) == data


def test_collecting_again_adds_nothing(workspace: Workspace) -> None:
    deliver(workspace, [Mail("mzj@example.cn", 10, (("表.xlsx", filled(due(workspace, "101"))),))])
    run("collect")
    before = ledger(workspace)
    assert all(not one["new"] for one in json.loads(run("collect", "--json").stdout))
    assert ledger(workspace) == before


def test_a_zip_with_gbk_names_in_a_mail_is_opened(workspace: Workspace) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("AAAAAAAAAA.xlsx", filled(due(workspace, "101")))
    gbk = packed.getvalue().replace(b"AAAAAAAAAA.xlsx", "市民政局表".encode("gb18030") + b".xlsx")
    deliver(workspace, [Mail("mzj@example.cn", 10, (("材料.zip", gbk),))])
    run("collect")
    line = ledger(workspace).find("101/S0")
    assert line.newest is not None
    assert line.newest.source == "市民政局表.xlsx"


def test_the_form_of_another_year_is_refused_with_the_reason(workspace: Workspace) -> None:
    data = filled(due(workspace, "101"), year=2025)
    deliver(workspace, [Mail("mzj@example.cn", 10, (("去年的.xlsx", data),))])
    assert run("collect").exit_code == 1
    found = ledger(workspace)
    assert found.find("101/S0").state == "未报"
    (stray,) = found.strays
    assert ("2025" in stray.why, "2026" in stray.why) == (True, True)
    assert run("collect", "--any-year").exit_code == 0


def test_a_blank_sent_back_as_it_went_out_is_not_taken_for_filled(workspace: Workspace) -> None:
    expected = due(workspace, "101")
    made = blank(expected)
    with workspace.open_store() as store:
        sha256 = workspace.originals.put(made.data)
        store.add_issued(
            [Issued(expected.identity, "示例市民政局", "", "1", "2023", made.seal.fingerprint, "x.xlsx", sha256, NOW)]
        )
    deliver(workspace, [Mail("mzj@example.cn", 10, (("空的.xlsx", made.data),))])
    run("collect")
    found = ledger(workspace)
    assert (found.find("101/S0").state, len(found.strays)) == ("未报", 1)
    assert "还没有填写" in found.strays[0].why


def test_an_agency_is_known_by_its_former_name(workspace: Workspace) -> None:
    from jixiao_xlsx.season.single.one_blank import Party

    data = filled(due(workspace, "101001"), agency=Party("", "示例市收容站"))
    deliver(workspace, [Mail("jzz@example.cn", 10, (("表.xlsx", data),))])
    run("collect")
    assert ledger(workspace).find("101001/S0").state == "已报"


def test_files_without_a_message_count_on_the_day_the_office_gives(workspace: Workspace) -> None:
    inbox = workspace.path("收件")
    inbox.mkdir()
    (inbox / "u盘.xlsx").write_bytes(filled(due(workspace, "101")))
    run("collect", "--received", "2026年3月18日")
    line = ledger(workspace).find("101/S0")
    assert (line.late, line.received) == (3, datetime(2026, 3, 18, 4, tzinfo=UTC))


def test_what_is_no_form_is_listed_and_kept(workspace: Workspace) -> None:
    files = (("说明.docx", b"PK\x05\x06" + bytes(18)), ("坏的.xlsx", b"PK\x03\x04" + b"x" * 60))
    deliver(workspace, [Mail("mzj@example.cn", 10, files)])
    run("collect")
    assert [stray.name for stray in ledger(workspace).strays] == ["坏的.xlsx"]
    with workspace.open_store() as store:
        for delivery in store.deliveries():
            assert len(workspace.originals.get(delivery.sha256)) == delivery.size


@cache
def arrivals(folder: Path) -> tuple[Piece, ...]:
    """Eight arrivals of three agencies: versions, a repeat under another name, a wrong year, a wreck."""
    home = season(folder)
    first, second = due(home, "101"), due(home, "202")
    data = [
        ("一.xlsx", 8, filled(first)),
        ("二.xlsx", 9, filled(first, clean=False)),
        ("二又.xlsx", 12, filled(first, clean=False)),
        ("教育.xlsx", 9, filled(second)),
        ("教育改.xlsx", 11, filled(second, {"head.code": "202"})),
        ("项目.xlsx", 10, filled(due(home, "101", "P1"))),
        ("去年.xlsx", 10, filled(second, year=2025)),
        ("坏.xlsx", 7, b"PK\x03\x04" + b"y" * 50),
    ]
    return tuple(
        Piece(name, content, f"收件/{name}", Message(f"<{name}>", "a@b.cn", "表", datetime(2026, 3, day, tzinfo=UTC)))
        for name, day, content in data
    )


@settings(deadline=None, max_examples=12)
@given(data=st.data())
def test_the_order_of_arrival_changes_nothing(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    pieces = arrivals(tmp_path_factory.getbasetemp() / "arrivals")
    mixed = data.draw(st.permutations(pieces))
    assert seen(tmp_path_factory.mktemp("mixed"), mixed) == seen(tmp_path_factory.mktemp("plain"), pieces)


def seen(folder: Path, pieces: list[Piece] | tuple[Piece, ...]) -> tuple[object, ...]:
    """The ledger and the roll-up after these arrivals."""
    home = season(folder / "2026")
    with home.open_store() as store:
        list(collector_of(home, store, now=NOW).collect(pieces))
        found = ledger_of(home, store, today=TODAY)
    strays = [(stray.name, stray.why, stray.sender) for stray in found.strays]
    return found.lines, strays, roll_up(found.filings, home.reader()).data


def test_several_processes_read_what_one_reads(tmp_path: Path) -> None:
    pieces = arrivals(tmp_path / "arrivals")
    results = []
    for jobs in (1, 2):
        home = season(tmp_path / f"jobs{jobs}")
        with home.open_store() as store:
            list(collector_of(home, store, now=NOW, jobs=jobs).collect(pieces))
            results.append(ledger_of(home, store, today=TODAY).lines)
    assert results[0] == results[1]
    assert open_workspace(tmp_path / "jobs1").roster
