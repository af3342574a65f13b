"""A program of somebody else's runs a season through what the package offers, and nothing else of it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from jixiao_xlsx import JixiaoError, Season, Verdict, Workspace, export_filings, overview_page, review_filing
from mail.post_office import PostOffice
from whole_way.season.season import SETTINGS, Mail, deliver, due, faulty, filled, season

NOW = datetime(2026, 3, 20, 4, tzinfo=UTC)


def at_noon() -> datetime:
    return NOW


def opened(workspace: Workspace) -> Season:
    return Season(workspace, "张三", clock=at_noon)


@pytest.fixture
def office(tmp_path: Path, sink: PostOffice) -> Season:
    """A season with a mail server; one stands elsewhere, and one agency has filed well and another badly."""
    smtp = f"smtp: {{host: 127.0.0.1, port: {sink.port}, user: caiwu, tls: none}}"
    words = SETTINGS.replace("{address: caiwu@example.gov.cn}", f"{{address: caiwu@example.gov.cn, {smtp}}}")
    workspace = season(tmp_path / "2026", settings=words)
    sent = (
        Mail("jyj@example.cn", 10, (("表.xlsx", filled(due(workspace, "202"))),)),
        Mail("mzj@example.cn", 11, (("表.xlsx", faulty(due(workspace, "101"))),)),
    )
    deliver(workspace, sent)
    return opened(workspace)


def states(office: Season) -> dict[str, str]:
    return {f"{line.identity.agency}/{line.alias}": str(line.state) for line in office.ledger().lines}


def test_a_season_from_nothing(tmp_path: Path) -> None:
    office = Season.new(tmp_path / "2026", 2026, who="张三", forms=("S0",), office="示例市财政局")
    issue = office.issue()
    assert len(issue.blanks) == len(office.workspace.dues()) > 0
    assert {posting.fate for posting in issue.posted.postings} <= {"待发送", "没有邮箱"}
    assert Season.open(tmp_path / "2026", who="李四").issue().blanks[0].step == "未变"
    with pytest.raises(JixiaoError, match="没有改动任何文件"):
        Season.new(tmp_path / "2026", 2026, who="张三")


@pytest.mark.parametrize("nobody", ["", " ", "\u3000", "\u200b"], ids=["empty", "space", "wide-space", "unseen"])
def test_somebody_must_be_named(tmp_path: Path, workspace: Workspace, nobody: str) -> None:
    with pytest.raises(JixiaoError, match="没有写经办人"):
        Season.new(tmp_path / "新", 2026, who=nobody)
    assert not (tmp_path / "新").exists()
    with pytest.raises(JixiaoError, match="没有写经办人"):
        Season(workspace, nobody)


def test_what_came_is_taken_in_judged_and_answered(office: Season, sink: PostOffice) -> None:
    came = list(office.collect())
    assert sorted(one.title for one in came if one.filing) == ["2026年度部门整体绩效申报表"] * 2
    assert [one.new for one in office.collect() if one.filing] == []
    assert office.decide("202/S0", Verdict.PASS, opinion="同意").who == "张三"
    back = office.send_back(send=True)
    assert [posting.letter.agency for posting in back.postings] == ["101"]
    assert states(office) == {"101/S0": "退回", "101/P1": "未报", "101001/S0": "未报", "202/S0": "通过"}
    reminders = office.chase(late=True, send=True, blanks=False)
    assert [posting.letter.agency for posting in reminders.posted.of(reminders.posted.postings[0].fate)] == [
        "101",
        "101001",
    ]
    assert [one.agency.code for one in office.chase(send=True).spared] == ["101", "101001"]
    assert len(sink.kept) == 3


def test_the_acts_of_the_office(office: Season) -> None:
    list(office.collect())
    assert office.extend("101001", date(2026, 4, 1), why="换人").until == date(2026, 4, 1)
    assert office.waive("101001/S0", why="撤并").who == "张三"
    assert office.correct("101/S0", "funds.general.amount", "90", why="笔误").act.raw == "90"
    assert [one.identity.agency for one in office.pass_clean()] == ["101", "202"]
    assert [line.identity.agency for line in office.ledger(states=["通过"], form="S0").lines] == ["101", "202"]
    with pytest.raises(JixiaoError, match="没有写理由"):
        office.waive("202/S0", why=" ")
    with pytest.raises(JixiaoError, match="台账里没有"):
        office.decide("999/S0", Verdict.PASS)


def test_what_a_season_gives(office: Season) -> None:
    list(office.collect())
    office.pass_clean()
    filings = office.filings(form="S0")
    assert {filing.seal.agency_code for filing in filings if filing.seal} == {"101", "202"}
    assert office.roll_up().as_dict()["filings"] == 2
    rows = [json.loads(line) for line in office.export("jsonl", agency="202").decode().splitlines()]
    assert {row["agency_code"] for row in rows} == {"202"}
    assert export_filings(filings, "csv").startswith("\ufeff".encode())
    assert "示例市财政局" in overview_page(office.overview())
    assert [sheet.kind for sheet in office.publish(day=date(2026, 3, 30)).sheets] == ["批复", "公开"]
    assert [one.changed for one in office.reread()] == [False, False]
    with pytest.raises(JixiaoError):
        office.reports()
    with pytest.raises(JixiaoError):
        office.compare("202/S0")
    with pytest.raises(JixiaoError, match="没有 ‘xls’ 这种格式"):
        office.export("xls")


def test_what_a_program_may_hear_names_nobody(
    office: Season, sink: PostOffice, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "jixiao_xlsx")
    caplog.clear()
    Season.new(tmp_path / "张三的文件夹" / "2026", 2026, who="张三").ledger()
    sink.refusing = ("jzz@example.cn",)
    (office.workspace.path("收件") / "张三13800000000.xlsx").write_bytes(b"PK\x03\x04" + b"x" * 40)
    list(office.collect())
    office.chase(late=True, send=True, blanks=False)
    heard = Counter(record.name for record in caplog.records)
    assert heard == {"jixiao_xlsx.store": 2, "jixiao_xlsx.reading": 1, "jixiao_xlsx.mail": 2}
    assert "没有读出内容：F" in caplog.text
    assert "发出了给 101 的信（催报）" in caplog.text
    assert "给 101001 的信（催报）没有发出" in caplog.text
    assert [
        word for word in ("13800000000", "张三", "@", "示例", "127.0.0.1", str(tmp_path)) if word in caplog.text
    ] == []


def test_a_damaged_original_is_heard_of(office: Season, caplog: pytest.LogCaptureFixture) -> None:
    came = next(one for one in office.collect() if one.filing)
    office.workspace.originals.path_of(came.delivery.sha256).unlink()
    list(office.reread())
    assert caplog.messages == [f"原件 {came.delivery.sha256[:12]} 不在了或已损坏，没有重读"]


def test_a_program_without_logging_hears_nothing() -> None:
    code = (
        "import logging, jixiao_xlsx; print(jixiao_xlsx.read_filing(b'PK').findings[0].code[0]);"
        "logging.getLogger('jixiao_xlsx.mail').warning('lost')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert (done.stdout.strip(), done.stderr) == ("F", "")


@pytest.mark.parametrize(
    "given", [lambda path: path, str, lambda path: path.read_bytes()], ids=["path", "text", "data"]
)
def test_a_file_is_reviewed_in_one_call(
    office: Season, tmp_path: Path, given: Callable[[Path], Path | str | bytes]
) -> None:
    file = tmp_path / "交回.xlsx"
    file.write_bytes(faulty(due(office.workspace, "101")))
    done = review_filing(given(file), office="示例市财政局", contact="王五", deadline="2026年3月15日", name="交回.xlsx")
    assert done.sent_back
    assert done.workbook is not None
    assert done.workbook.name.endswith(".xlsx")
    assert "2026年3月15日" in done.letters[-1].data.decode("utf-8-sig")
    assert {letter.name for letter in (done.workbook, *done.letters)} < {output.name for output in done.outputs}


def test_a_file_that_is_no_form_gets_a_letter_only() -> None:
    done = review_filing(b"%PDF-1.4", name="扫描件.pdf")
    assert (done.workbook, [Path(letter.name).suffix for letter in done.letters]) == (None, [".docx", ".txt"])
