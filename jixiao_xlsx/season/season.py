"""一个年度 for other programs: what the commands do in a workspace, as methods that take values and give values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao_xlsx.model.clock import local_date
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.season.acts import Decision, Extension, Placing, Ruling, Settled, Verdict, Waiver
from jixiao_xlsx.season.register.acts import Actor, CorrectionOutcome, Office, require_name
from jixiao_xlsx.season.register.ledger import Ledger, ledger_of, selected
from jixiao_xlsx.season.register.placing import Registrar
from jixiao_xlsx.season.register.undoing import DoneAct
from jixiao_xlsx.season.workspace.workspace import Workspace, open_workspace
from jixiao_xlsx.store.store import Store

if TYPE_CHECKING:
    from jixiao_xlsx.report.ledger.overview import Overview
    from jixiao_xlsx.season.collecting.collect import Arrival
    from jixiao_xlsx.season.collecting.reread import RereadFiling
    from jixiao_xlsx.season.issuing.dispatch import IssueRun
    from jixiao_xlsx.season.outputs.diff import ComparedVersions
    from jixiao_xlsx.season.outputs.print_run import SavedForms
    from jixiao_xlsx.season.outputs.report import Reports
    from jixiao_xlsx.season.post.post import PostingRun
    from jixiao_xlsx.season.register.gathering import GatheredFilings
    from jixiao_xlsx.season.returning.chase import ChaseRun
    from jixiao_xlsx.season.single.rollup import Rollup

FIRST_STEP = "初审"


def utc_now() -> datetime:
    """The moment, with its zone."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Season:
    """One year's work at its workspace. `who` is named in every act and must name somebody, `jobs` processes read and
    render, `clock` tells the moment, with a zone.

    Each method opens the store for itself and closes it: a season may be kept as long as one likes and holds nothing
    open. What the roster and the settings say is as it was when the season was opened. A filing is named by a
    reference: `101/S0`, `101/P1/X01`, `101/S0/汇总`. `agency` always means an agency by code or name and those below
    it, `form` a form by code or alias; empty means all. Amounts are in the measure of their form. Every method raises
    JixiaoError where what it is asked for is not there, StoreError where the store cannot be opened or written,
    SpecError where a form of the season is faulty; each says what else."""

    workspace: Workspace
    who: str
    jobs: int = 1
    clock: Callable[[], datetime] = utc_now

    def __post_init__(self) -> None:
        require_name(self.who)

    @classmethod
    def open(cls, folder: Path | str, *, who: str, jobs: int = 1) -> Season:
        """The season of a workspace's folder. Raises JixiaoError where it is none, SpecError with all faults of its
        settings, forms, roster and projects."""
        return cls(open_workspace(Path(folder)), who, jobs)

    @classmethod
    def new(
        cls,
        folder: Path | str,
        year: int,
        *,
        who: str,
        forms: Iterable[str] = (),
        office: str = "",
        deadline: date | None = None,
    ) -> Season:
        """A new workspace with sample lists in it, opened; forms as `S0`, the usual two where none is named. Nothing is
        overwritten: raises JixiaoError where there is something already."""
        from jixiao_xlsx.season.workspace.new_workspace import WorkspacePlan, forms_named, make_workspace

        require_name(who)  # before anything is written
        make_workspace(WorkspacePlan(Path(folder), year, forms_named(",".join(forms)), office, deadline))
        # Opened as any other workspace, so that its faults are told at once.
        return cls.open(folder, who=who)

    def issue(
        self,
        *,
        agencies: Iterable[str] = (),
        forms: Iterable[str] = (),
        out: Path | str | None = None,
        send: bool = False,
    ) -> IssueRun:
        """下发: writes the blanks that are due and their letters into 下发, or into a folder of one's own. What went
        out stays as it is, a second run changes nothing. Letters leave only where `send` is set, each once.

        Raises JixiaoError for an agency or a form that is not of the season, for a file in the way, and for letters
        without an account; LayoutError or WorkbookError for a form that makes no blank, WorkerError where no process
        starts. A letter that fails is no error, its posting says so."""
        from jixiao_xlsx.season.issuing.dispatch import issue_all, wanted_dues
        from jixiao_xlsx.season.issuing.due_blanks import Issuer

        dues = wanted_dues(self.workspace, agencies=tuple(agencies), forms=tuple(forms))
        folder = Path(out).resolve() if out else self.workspace.path("下发")
        with self.workspace.open_store() as store:
            return issue_all(Issuer(self.workspace, store, self.clock(), folder, self.jobs), dues, send=send)

    def collect(
        self,
        paths: Path | str | Iterable[Path | str] = (),
        *,
        imap: bool = False,
        pop3: bool = False,
        mark_seen: bool = False,
        received: date | None = None,
        any_year: bool = False,
        passwords: Iterable[str] = (),
    ) -> Iterator[Arrival]:
        """回收: workbooks, folders, archives, mails, mailboxes on disk; 收件 where nothing is named; with `imap` or
        `pop3` the mailbox of the settings. Files are taken in as the result is gone through, each in the store before
        it is given: of ten thousand only one is in memory. Going on after a stop repeats nothing.

        `received` is the day on which files that no message brought count as sent; `any_year` lets other years in;
        `passwords` are tried, beside those of the roster, on what came locked, now or earlier, and kept nowhere.
        Raises, once it is gone through, JixiaoError for a path that is not there and a mailbox that cannot be opened,
        WorkerError where a process cannot be started. What a file is or lacks is never an error."""
        from jixiao_xlsx.season.collecting.collect import collector_of
        from jixiao_xlsx.season.collecting.sources import Sources
        from jixiao_xlsx.season.single.given_files import as_paths

        # Sources sets the hour and the zone; only the day counts.
        day = datetime(received.year, received.month, received.day, tzinfo=UTC) if received else None
        with self.workspace.open_store() as store:
            sources = Sources(self.workspace, store, received=day, given=(given := tuple(passwords)))
            arrivals = sources.arrivals(as_paths(paths), imap=imap, pop3=pop3, mark_seen=mark_seen)
            collector = collector_of(
                self.workspace, store, now=self.clock(), jobs=self.jobs, any_year=any_year, given=given
            )
            yield from collector.collect(arrivals)

    def ledger(
        self,
        *,
        on: date | None = None,
        states: Iterable[str] = (),
        agency: str = "",
        form: str = "",
        late: bool = False,
    ) -> Ledger:
        """报送台账 as of a day (today in China): the lines that were asked for, and what people should look at.
        `states` are those of `LedgerState`, `late` leaves what is overdue. Raises JixiaoError for an agency or a form
        that is not there."""
        with self.workspace.open_store() as store:
            whole = self._ledger(store, on)
        lines = selected(whole.lines, self.workspace.roster, states=states, agency=agency, form=form, late=late)
        return replace(whole, lines=lines)

    def send_back(self, *, agency: str = "", form: str = "", send: bool = False, done: bool = False) -> PostingRun:
        """退回: writes the marked workbooks and the letters of everything that must be corrected into 退回, and answers
        to letters in which nothing could be read. With `send` they go out and are kept as returned; with `done` they
        are kept so, as somebody handed them over. Whoever is not on the roster gets only a draft.

        Raises JixiaoError for an agency or a form that is not there, an address that is none, and where letters should
        leave without an account; StoreError where an original is lost. A letter that fails is no error."""
        from jixiao_xlsx.season.returning.everything import send_everything_back

        with self.workspace.open_store() as store:
            whole, now, who = self._ledger(store), self.clock(), self.who
            how = {"send": send, "done": done}
            return send_everything_back(self.workspace, store, whole, now=now, who=who, agency=agency, form=form, **how)

    def chase(
        self,
        *,
        agency: str = "",
        form: str = "",
        late: bool = False,
        # As Chaser has it.
        again_after: int = 3,
        blanks: bool = True,
        send: bool = False,
        done: bool = False,
    ) -> ChaseRun:
        """催报: writes a letter into 催报 for each agency that owes something (with `late`: whose deadline has passed),
        with its blanks. Who was chased within `again_after` days is spared. `send`, `done` as there; raises so."""
        from jixiao_xlsx.season.returning.chase import Chaser, chase_all

        with self.workspace.open_store() as store:
            whole, now = self._ledger(store), self.clock()
            lines = selected(whole.lines, self.workspace.roster, agency=agency, form=form)
            chaser = Chaser.of(self.workspace, store, whole, now=now, again_after=again_after, with_blanks=blanks)
            return chase_all(chaser, store, lines, late_only=late, send=send, done=done)

    def decide(
        self, reference: str, verdict: Verdict, *, opinion: str = "", step: str = FIRST_STEP, section: str = ""
    ) -> Decision:
        """审核结论: 通过 or 退回 on the version of a filing that counts; `101/S0@2` names the one that was seen. Where
        none is said, `section` is the agency's own. Raises JixiaoError where the reference means none, or several,
        nothing has come yet, another version counts by now, or another reviewer has decided the opposite."""
        with self._office() as office:
            return office.decide(reference, verdict, step=step, section=section, opinion=opinion)[1]

    def pass_clean(self, *, opinion: str = "", step: str = FIRST_STEP, section: str = "") -> tuple[Decision, ...]:
        """通过, a decision for whatever waits and has nothing left to correct or explain. Raises StoreError."""
        with self._office() as office:
            return tuple(made for _, made in office.pass_clean(step=step, section=section, opinion=opinion))

    def waive(self, reference: str, *, why: str, code: str = "", key: str = "") -> Waiver:
        """豁免: a whole filing need not come, or one finding of it, by its code and key, need not be corrected.
        Raises JixiaoError where there is no such filing or finding, a key stands without its code, or no `why`."""
        with self._office() as office:
            return office.waive(reference, why=why, code=code, key=key)

    def correct(self, reference: str, cell: str, raw: str, *, why: str) -> CorrectionOutcome:
        """更正: one value of the newest version, as it would be typed (an amount in the form's measure); empty takes it
        away. The cell is named by its key or its printed label. What was filed is kept beside it. Raises JixiaoError
        where there is no such filing or cell, nothing has come yet, the value is not of the cell's kind, or no `why`.
        """
        with self._office() as office:
            return office.correct(reference, cell, raw, why=why)

    def extend(self, agency: str, until: date, *, why: str, form: str = "") -> Extension:
        """延期: a later deadline for one agency, for one form or all. Raises JixiaoError where there is no such agency
        or form, the day is not after the deadline, or no `why`."""
        with self._office() as office:
            return office.extend(agency, until, why=why, form=form)

    def settle(self, reference: str, *, why: str, about: str = "") -> tuple[Settled, ...]:
        """核对过: what `Ledger.doubts` say of a filing (with `about` in it) is right. Raises where none, no `why`."""
        with self._office() as office:
            return office.settle(reference, why=why, about=about)

    def acts(self) -> tuple[DoneAct, ...]:
        """What can be taken back, the oldest first; also what was. Raises StoreError."""
        with self._office() as office:
            return office.acts()

    def undo(self, name: str, *, why: str) -> DoneAct:
        """撤回: takes the act back whose name begins so. Raises where none, or several, or taken back, or no `why`."""
        with self._office() as office:
            return office.undo(name, why=why)

    def place(self, file: str, ruling: Ruling, *, why: str, reference: str = "") -> Placing:
        """归属: a file (by name, or digits of its SHA-256) is 照收, 归入 the filing of `reference`, or 不收; a version
        (`101/S0@1`) is 以此为准. Raises JixiaoError where there is none, or several, or no `why`."""
        with self._office() as office:
            return Registrar.of(office).place(file, ruling, why=why, reference=reference)

    def filings(
        self, *, form: str = "", year: int | None = None, agency: str = "", earlier: bool = False
    ) -> tuple[Filing, ...]:
        """Every version that came, as the office takes it: present codes, corrections applied, waivers noted. With
        `earlier` those of the workspaces of earlier years too. Raises JixiaoError where there is none."""
        return self._gathered(form, year, agency, earlier=earlier).filings

    def roll_up(
        self,
        *,
        form: str = "",
        year: int | None = None,
        agency: str = "",
        earlier: bool = False,
        passed_only: bool = False,
    ) -> Rollup:
        """汇总 of these filings: the workbook's bytes and a plain account of what is in it. What was sent back does not
        count; with `passed_only` only what passed does. Raises JixiaoError where there is none, WorkbookError where
        Excel cannot hold them."""
        from jixiao_xlsx.season.single.rollup import roll_up

        got = self._gathered(form, year, agency, earlier=earlier)
        return roll_up(got.filings, got.reader, roster=got.roster, verdicts=got.verdicts, passed_only=passed_only)

    def export(
        self, kind: str, *, form: str = "", year: int | None = None, agency: str = "", every: bool = False
    ) -> bytes:
        """导出 as `jsonl`, `csv` or `parquet`: one row per value, of the newest versions or of `every` one;
        amounts in the measure of their form, and in 元 beside it. Raises JixiaoError where there is none, for another
        format, and where Parquet is not installed."""
        from jixiao_xlsx.season.single.export import export_filings, newest

        gathered = self._gathered(form, year, agency)
        filings = gathered.filings if every else newest(gathered.filings)
        return export_filings(filings, kind, reader=gathered.reader)

    def reports(self, *, agency: str = "") -> Reports:
        """自评报告 of the year's S4 filings, of one agency (without those below it) or all, as files in
        memory. Raises JixiaoError where there is none, or no such agency."""
        from jixiao_xlsx.season.outputs.report import stored_reports

        return stored_reports(self.workspace, agency=agency)

    def overview(self, *, on: date | None = None, agency: str = "", form: str = "") -> Overview:
        """总览 as of a day: progress, what is late, findings, main figures; `overview_page` makes a web page of it.
        Totals are in the measure of their form. Raises JixiaoError where there is no such agency or form."""
        from jixiao_xlsx.season.outputs.overview import season_overview

        return season_overview(self.workspace, today=on or local_date(self.clock()), agency=agency, form=form)

    def publish(
        self,
        *,
        agency: str = "",
        form: str = "",
        every: bool = False,
        number: str = "",
        day: date | None = None,
        out: Path | str | None = None,
    ) -> SavedForms:
        """公开: saves 批复表 and 公开表 of what passed (of `every` filing, passed or not) into 公开 or into `out`;
        `number` and `day` are those of the approval. Somebody must look at what was masked before it goes out.
        Raises JixiaoError where nothing can be printed, or a file cannot be written."""
        from jixiao_xlsx.season.outputs.publish import PublishRequest, publish_forms

        request = PublishRequest(
            every=every, agency=agency, form=form, number=number, day=day, out=Path(out) if out else None
        )
        return publish_forms(request, self.workspace.folder)

    def compare(self, *references: Path | str) -> ComparedVersions:
        """比较: two versions or years of a filing (`101/S0@1`, `101/S0@2025`), or one with the version before it.
        Also workbooks by their paths. Raises JixiaoError where a reference means nothing, or the two cannot be
        compared."""
        from jixiao_xlsx.season.outputs.diff import compare

        return compare(references, start=self.workspace.folder)

    def reread(self) -> Iterator[RereadFiling]:
        """重读: every original through today's forms and rules again, as the result is gone through; each is kept
        before it is given. A lost original is told in its result. Raises WorkerError where no process starts."""
        from jixiao_xlsx.season.collecting.reread import reread_all

        with self.workspace.open_store() as store:
            yield from reread_all(self.workspace, store, jobs=self.jobs)

    def _ledger(self, store: Store, on: date | None = None) -> Ledger:
        return ledger_of(self.workspace, store, today=on or local_date(self.clock()))

    @contextmanager
    def _office(self) -> Iterator[Office]:
        with self.workspace.open_store() as store:
            yield Office(self.workspace, store, Actor(self.who, self.clock()))

    def _gathered(self, form: str, year: int | None, agency: str, *, earlier: bool = False) -> GatheredFilings:
        from jixiao_xlsx.season.register.gathering import Selection, from_store

        return from_store(Selection(form, year, agency), start=self.workspace.folder, earlier=earlier)
