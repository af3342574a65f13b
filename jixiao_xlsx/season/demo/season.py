"""演示一个年度: forty invented agencies, three forms, real mail; issued, collected, sent back, rolled up, told."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from pathlib import Path

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.file_names import is_workbook
from jixiao_xlsx.mail.opening.pieces import pieces_of
from jixiao_xlsx.model.filings.identity import Identity
from jixiao_xlsx.model.season.ledger import LedgerState
from jixiao_xlsx.model.season.roster import Roster
from jixiao_xlsx.report.ledger.overview_page import overview_page
from jixiao_xlsx.report.records.flat_rows import csv_field
from jixiao_xlsx.season.collecting.collect import ArrivalReport, CollectTally, collector_of
from jixiao_xlsx.season.demo.playing.answering import second_round
from jixiao_xlsx.season.demo.playing.cast import cast
from jixiao_xlsx.season.demo.playing.rounds import first_round
from jixiao_xlsx.season.demo.playing.script import season_days
from jixiao_xlsx.season.demo.playing.sending import deliver
from jixiao_xlsx.season.demo.playing.truth import Round, Truth
from jixiao_xlsx.season.issuing.dispatch import issue_all
from jixiao_xlsx.season.issuing.due_blanks import Issuer
from jixiao_xlsx.season.outputs.overview import season_overview
from jixiao_xlsx.season.outputs.publish import PublishRequest, publish_forms
from jixiao_xlsx.season.outputs.report import stored_reports
from jixiao_xlsx.season.register.acts import Actor, Office
from jixiao_xlsx.season.register.gathering import Selection, from_store
from jixiao_xlsx.season.register.ledger import Ledger, ledger_of
from jixiao_xlsx.season.register.ledger_files import ledger_files
from jixiao_xlsx.season.returning.answering import Answerer, answer_all
from jixiao_xlsx.season.returning.chase import Chaser, chase_all
from jixiao_xlsx.season.returning.send_back import AgencyReturn, Returner, send_all_back
from jixiao_xlsx.season.single.export import export_filings, newest
from jixiao_xlsx.season.single.rollup import roll_up
from jixiao_xlsx.season.single.saving import save_file
from jixiao_xlsx.season.workspace.workspace import Workspace, open_workspace
from jixiao_xlsx.store.store import Store

# The seed is a day, as any number would do; with the year it makes the demo the same on every machine.
YEAR, SEED = 2026, 20260224
MARKER = ".demo"
REVIEWER = "演示审核人"
_OFFICE = "示例市财政局"
# The reports of one department and those below it are enough to look at.
_REPORTS = "202"


@dataclass(frozen=True, slots=True)
class DemoStep:
    """One step of the season, told in a line, and how long it took."""

    name: str
    words: str


@dataclass(slots=True)
class SeasonPlayed:
    """A whole season on disk: the workspace, what was true of the mail, the ledger at the end, what was sent back."""

    workspace: Workspace
    first: Round = field(default_factory=lambda: Round((), Truth()))
    truth: Truth = field(default_factory=Truth)
    ledger: Ledger | None = None
    sent_back: frozenset[str] = frozenset()


def play_season(
    folder: Path, *, jobs: int = 1, year: int = YEAR, seed: int = SEED
) -> Iterator[DemoStep | SeasonPlayed]:
    """Plays a season in a folder that is made anew: a step after each is done, the whole at the end.

    Raises JixiaoError where the folder is there and is none of an earlier demo.
    """
    workspace = _laid_out(folder, cast(year), year)
    played = SeasonPlayed(workspace)
    with workspace.open_store() as store:
        stage = _SeasonDirector(workspace, store, jobs, seed)
        yield stage.issue()
        yield from stage.first_weeks(played)
        yield from stage.send_back_and_answers(played)
        yield from stage.end(played)
    yield played


@dataclass(frozen=True, slots=True)
class _SeasonDirector:
    workspace: Workspace
    store: Store
    jobs: int
    seed: int

    @property
    def year(self) -> int:
        return self.workspace.year

    def issue(self) -> DemoStep:
        issuer = Issuer(
            self.workspace,
            self.store,
            _morning(season_days(self.year).issued),
            self.workspace.path("下发"),
            jobs=self.jobs,
        )
        issued = issue_all(issuer, self.workspace.dues())
        agencies = len(self.workspace.roster.agencies)
        return DemoStep(
            "下发", f"{agencies} 个单位，{len(issued.blanks)} 份空表，{len(issued.posted.postings)} 封信（.eml）"
        )

    def blanks(self) -> dict[Identity, bytes]:
        folder = self.workspace.folder
        return {issued.identity: (folder / issued.file).read_bytes() for issued in self.store.issued()}

    def first_weeks(self, played: SeasonPlayed) -> Iterator[DemoStep]:
        """Departments fill and send; the office collects."""
        sent = first_round(self.blanks(), self.workspace.roster, year=self.year, seed=self.seed)
        played.first, played.truth = sent, sent.truth
        mailbox = self.workspace.path("收件") / "邮箱"
        deliver(sent.mails, mailbox)
        yield DemoStep("填报", f"各单位发来 {len(sent.mails)} 封邮件，{len(sent.truth.files)} 个文件")
        # A day after the deadline, so that what came on its last evening is in.
        yield self._collect(season_days(self.year).deadline + timedelta(days=1))

    def send_back_and_answers(self, played: SeasonPlayed) -> Iterator[DemoStep]:
        """What must be corrected goes back; the departments answer in the marked copies; the office collects again."""
        day = season_days(self.year).sent_back
        found = self._ledger(day)
        returner = Returner.of(self.workspace, self.store, now=_morning(day), who=REVIEWER)
        # Kept at hand: the departments correct the very workbooks that went back.
        letters = tuple(returner.letters(found, found.lines))
        send_all_back(returner, letters, send=False, done=True)
        answerer = Answerer.of(self.workspace, self.store, now=_morning(day), who=REVIEWER)
        replies = tuple(answerer.answers(found, found.lines))
        answer_all(answerer, replies, send=False, done=True)
        returned = [version for letter in letters for version in letter.returned]
        played.sent_back = frozenset(version.filing.sha256 for version in returned)
        told = f"{len(letters)} 个单位，{len(returned)} 份标注好意见的工作簿和退回单"
        yield DemoStep("退回", f"{told}；答复 {len(replies)} 封没有填报件的来信")
        answers = second_round(
            _marked(letters),
            played.first,
            blanks=self.blanks(),
            roster=self.workspace.roster,
            year=self.year,
            seed=self.seed,
        )
        # What the office must find out of both rounds is compared with its ledger by the tests.
        played.truth = played.truth + answers.truth
        deliver(answers.mails, self.workspace.path("收件") / "邮箱")
        yield DemoStep("再报", f"{len(answers.mails)} 封邮件，{len(answers.truth.files)} 个文件")
        yield self._collect(season_days(self.year).due_again)

    def end(self, played: SeasonPlayed) -> Iterator[DemoStep]:
        """Everything flawless passes; the rest is chased; what the year has brought is rolled up and published."""
        day = season_days(self.year).due_again + timedelta(days=1)
        office = Office(self.workspace, self.store, Actor(REVIEWER, _morning(day)))
        passed = office.pass_clean(step="复审", opinion="同意")
        yield DemoStep("审核", f"{len(passed)} 份没有要改、要说明的，通过")
        found = played.ledger = self._ledger(day)
        chaser = Chaser.of(self.workspace, self.store, found, now=_morning(day))
        chased = chase_all(chaser, self.store, found.lines)
        yield DemoStep("催报", f"{len(chased.posted.postings)} 个单位还有欠报或退回未改的，各一封催报信")
        yield self._ledger_on_disk(found, day)
        yield self._rolled_up()
        yield self._told(day)

    def _ledger(self, day: date) -> Ledger:
        return ledger_of(self.workspace, self.store, today=day)

    def _collect(self, day: date) -> DemoStep:
        collector = collector_of(self.workspace, self.store, now=_morning(day), jobs=self.jobs)
        arrived = collector.collect(pieces_of(self.workspace.path("收件") / "邮箱"))
        tally = CollectTally.of(map(ArrivalReport.of, arrived))
        words = "，".join(f"{name} {count}" for name, count in tally.roles.items())
        return DemoStep("回收", f"新收到 {tally.new} 个文件：{words}；以前收过的 {tally.known} 个")

    def _ledger_on_disk(self, found: Ledger, day: date) -> DemoStep:
        folder = self.workspace.path("汇总")
        tuple(
            ledger_files(
                found,
                found.lines,
                self.workspace,
                today=day,
                xlsx=folder / "报送台账.xlsx",
                html=folder / "报送台账.html",
            )
        )
        counts = Counter(line.state for line in found.lines if line.due)
        states = "，".join(f"{state} {counts[state]}" for state in LedgerState if counts[state])
        return DemoStep("台账", f"应报 {counts.total()} 份：{states}；另有 {len(found.pending)} 个来件待处理")

    def _rolled_up(self) -> DemoStep:
        gathered = from_store(Selection(), start=self.workspace.folder)
        done = roll_up(gathered.filings, gathered.reader, roster=gathered.roster)
        folder = self.workspace.path("汇总")
        save_file(folder / "汇总.xlsx", done.data)
        # Parquet needs pyarrow, which a demo must not ask for.
        for kind in ("jsonl", "csv"):
            save_file(folder / f"记录.{kind}", export_filings(newest(gathered.filings), kind, reader=gathered.reader))
        counted = "，".join(f"{group.title} {len(group.numbers())} 份" for group in done.groups)
        return DemoStep("汇总", f"计入合计：{counted}")

    def _told(self, day: date) -> DemoStep:
        reports = stored_reports(self.workspace, agency=_REPORTS).reports
        folder = self.workspace.path("报告")
        for report in reports:
            for file in report.files:
                save_file(folder / file.name, file.data)
        page = overview_page(season_overview(self.workspace, today=day))
        save_file(folder / "总览.html", page.encode())
        request = PublishRequest(number=f"示财绩〔{self.year}〕1号", day=day)
        published = publish_forms(request, self.workspace.folder)
        return DemoStep("报告", f"总览.html，{len(reports)} 份自评报告，批复表和公开表 {len(published.sheets)} 份")


def _marked(letters: Iterable[AgencyReturn]) -> dict[str, tuple[bytes, ...]]:
    """The marked workbooks that each agency got."""
    return {
        letter.letter.agency: tuple(
            file.data
            for returned in letter.returned
            for file in returned.outputs
            if returned.filing.records and is_workbook(file.name)
        )
        for letter in letters
    }


def _morning(day: date) -> datetime:
    # Half past nine in China.
    return datetime.combine(day, time(1, 30), tzinfo=UTC)


def _laid_out(folder: Path, roster: Roster, year: int) -> Workspace:
    """A new workspace of this roster; the folder of an earlier demo makes room."""
    if folder.exists():
        # Only a folder that a demo has marked as its own is deleted.
        if not (folder / MARKER).is_file():
            raise JixiaoError(f"{folder} 已经有了，不是以前的演示", Advice.ANOTHER_FOLDER)
        shutil.rmtree(folder)
    save_file(folder / MARKER, b"")
    settings = (
        f"office: {_OFFICE}\nyear: {year}\nforms: [S0, P1, S4]\ndeadline: {season_days(year).deadline.isoformat()}\n"
        "correction_days: 10\ncontact: 预算绩效科\nmail: {address: jixiao@shili.example}\n"
    )
    save_file(folder / "jixiao.yaml", settings.encode())
    save_file(folder / "roster.csv", _agencies(roster))
    save_file(folder / "projects.csv", _projects(roster))
    return open_workspace(folder)


def _agencies(roster: Roster) -> bytes:
    head = ("单位编码", "单位名称", "上级单位编码", "联系人", "邮箱", "表", "对口科室", "曾用编码或名称")
    rows = (
        (
            agency.code,
            agency.name,
            agency.parent,
            agency.contact,
            agency.email,
            " ".join(agency.forms),
            agency.section,
            "；".join(agency.former),
        )
        for agency in roster.agencies
    )
    return _csv(head, rows)


def _projects(roster: Roster) -> bytes:
    rows = ((project.code, project.name, project.agency, "") for project in roster.projects)
    return _csv(("项目编码", "项目名称", "单位编码", "表"), rows)


def _csv(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> bytes:
    out = StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([head, *([csv_field(text) for text in row] for row in rows)])
    return out.getvalue().encode("utf-8-sig")
