"""退回: each agency gets one letter with its marked workbooks and 退回单 for everything that must be corrected."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from jixiao_xlsx.file_names import is_workbook, safe_name
from jixiao_xlsx.filings.ledger import with_waivers
from jixiao_xlsx.findings import Severity
from jixiao_xlsx.mail.letters import Attachment, Letter
from jixiao_xlsx.model.clock import local_date
from jixiao_xlsx.model.day_text import day_text
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.filings.identity import Identity
from jixiao_xlsx.model.season.acts import Decision, SentBack, Verdict, Waiver
from jixiao_xlsx.model.season.ledger import LedgerLine, LedgerState
from jixiao_xlsx.model.season.roster import Agency
from jixiao_xlsx.report.letters.letter_text import letter_body, numbered
from jixiao_xlsx.report.letters.remedies import FINDING_REMEDIES
from jixiao_xlsx.report.letters.send_back import Sender
from jixiao_xlsx.report.records.summary import one_line
from jixiao_xlsx.season.issuing.enclosed import MOST_BLANKS, BlankShelf
from jixiao_xlsx.season.post.drafts import clear_superseded, note_handed_over
from jixiao_xlsx.season.post.post import LetterFate, PostingRun, account_of, planned_post, post
from jixiao_xlsx.season.register.ledger import Ledger
from jixiao_xlsx.season.register.shelf import Shelf
from jixiao_xlsx.season.register.strays import last_sent_back, owner_of
from jixiao_xlsx.season.returning.refusals import Refuser
from jixiao_xlsx.season.single.back import BackDesk
from jixiao_xlsx.season.single.review import Output, ReviewDesk
from jixiao_xlsx.season.single.saving import save_file
from jixiao_xlsx.season.workspace.paper import paper_of
from jixiao_xlsx.season.workspace.workspace import Workspace
from jixiao_xlsx.store.store import Store

SENDING_BACK = str(Verdict.RETURN)
FIRST_STEP = "初审"
# Five findings in the letter show what kind of trouble it is; the workbook and the 退回单 have all.
_MOST_WORST = 5


@dataclass(frozen=True, slots=True)
class ReturnedVersion:
    """One version that goes back: where it belongs (None for a file that is no filing of the season), what the
    reviewer decided, and the files for the agency."""

    filing: Filing
    title: str
    identity: Identity | None
    decision: Decision | None
    outputs: tuple[Output, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class AgencyReturn:
    """What one agency gets: its returned versions and the letter; `to` is empty where no address is known."""

    agency: Agency | None
    name: str
    returned: tuple[ReturnedVersion, ...]
    letter: Letter


@dataclass(frozen=True, slots=True)
class Returner:
    """Prepares what goes back, and keeps that it went; `shelf` and `waivers` are the store as the office sees it,
    `paper` is its own, where it has one."""

    workspace: Workspace
    store: Store
    now: datetime
    who: str
    shelf: Shelf
    waivers: tuple[Waiver, ...]
    blanks: BlankShelf
    paper: bytes = field(default=b"", repr=False)

    @classmethod
    def of(cls, workspace: Workspace, store: Store, *, now: datetime, who: str = "") -> Returner:
        """The returner of a workspace."""
        shelf = Shelf(store, workspace.roster, workspace.reader())
        blanks, paper = BlankShelf.of(workspace, store, now=now), paper_of(workspace.folder)
        return cls(workspace, store, now, who, shelf, shelf.waivers(), blanks, paper)

    def letters(self, ledger: Ledger, lines: Iterable[LedgerLine], *, form: str = "") -> Iterator[AgencyReturn]:
        """One for each agency with something to correct, in roster order; what was sent back already is left out.

        Due are the newest versions with open 退回 findings that nobody has decided on, those a reviewer decided to
        send back, and files that were refused though they came from a known agency; where `form` is asked for, only
        such files of which it is not known that they are another's.
        """
        chosen = tuple(lines)
        groups: dict[str, list[tuple[Filing, LedgerLine | None]]] = {}
        addresses: dict[str, str] = {}
        for line in chosen:
            if self._goes_back(line) and line.newest is not None:
                groups.setdefault(line.identity.agency, []).append((line.newest, line))
        mentioned, forms = {line.identity.agency for line in chosen}, {"", *(line.identity.form for line in chosen)}
        for stray in ledger.strays:
            # Put right or answered already: nothing to say of it.
            owner = None if stray.settled or stray.sent_back else owner_of(stray, self.workspace.roster)
            asked = not form or stray.form in forms
            if owner and stray.filing and owner[0] in mentioned and asked:
                groups.setdefault(owner[0], []).append((stray.filing, None))
                addresses.setdefault(owner[0], owner[1])
        order = {agency.code: number for number, agency in enumerate(self.workspace.roster.agencies)}
        # Agencies that left the roster last.
        for code in sorted(groups, key=lambda item: (order.get(item, len(order)), item)):
            returned = tuple(self._returned(filing, line, code) for filing, line in groups[code])
            yield self._to_send_back(code, returned, addresses.get(code, ""), chosen)
        yield from self._refused(ledger, chosen, asked=forms if form else set(), mentioned=mentioned)

    def _refused(
        self, ledger: Ledger, lines: Sequence[LedgerLine], *, asked: Collection[str], mentioned: Collection[str]
    ) -> Iterator[AgencyReturn]:
        """The letters to those whose files were not taken and who have not been told; of one form, where that is asked
        for, and to agencies that have lines here, where not all have."""
        every = len(lines) == len(ledger.lines)
        waiting = [
            rejected
            for rejected in ledger.rejected
            if (not asked or rejected.act.identity.form in asked)
            and not last_sent_back(self.store, rejected.filing.sha256)
        ]
        for refusal in Refuser(self.workspace, self.now, self.blanks).refusals(waiting, ledger.lines):
            if every or asked or (refusal.agency and refusal.agency.code in mentioned):
                title = self.shelf.reader.title_of
                returned = tuple(
                    ReturnedVersion(each.filing, title(each.filing), None, None, ()) for each in refusal.rejected
                )
                yield AgencyReturn(refusal.agency, refusal.name, returned, refusal.letter)

    def keep(self, letter: AgencyReturn) -> None:
        """Keeps that these versions went back: the decision 退回 where nobody had decided, and who sent each back."""
        for returned in letter.returned:
            if returned.identity is not None and returned.decision is None:
                agency = letter.agency.section if letter.agency else ""
                self.store.decide(
                    Decision(
                        returned.identity,
                        returned.filing.sha256,
                        Verdict.RETURN,
                        FIRST_STEP,
                        agency,
                        self.who,
                        self.now,
                    )
                )
            self.store.note_sent_back(SentBack(returned.filing.sha256, self.who, self.now))

    def _goes_back(self, line: LedgerLine) -> bool:
        if line.newest is None or last_sent_back(self.store, line.newest.sha256):
            return False
        if line.state is LedgerState.RETURNED:
            return True
        return line.state in {LedgerState.RECEIVED, LedgerState.REVISED} and bool(line.counts.get(str(Severity.RETURN)))

    def _returned(self, filing: Filing, line: LedgerLine | None, code: str) -> ReturnedVersion:
        settings = self.workspace.settings
        decision = line.decision if line else None
        day = day_text(local_date(self.now))
        sender = Sender(settings.office, settings.contact, self._until(decision), day)
        # What was refused often does not say whose it is: the roster knows who sent it.
        addressee = self.workspace.agency_name(code)
        desk = ReviewDesk(self.shelf.reader, sender, only_to_send=True, paper=self.paper, addressee=addressee)
        data, back = self.workspace.originals.get(filing.sha256), BackDesk(self.shelf.reader)
        read = back.read(data, name=filing.source)
        present = _of_department(self.shelf.known(self.shelf.present(read)))
        seen = with_waivers(_as_kept(present, filing), self.waivers)
        reviewed = back.marked(data, seen, desk)
        identity = line.identity if line else None
        return ReturnedVersion(reviewed.filing, reviewed.title or filing.source, identity, decision, reviewed.outputs)

    def _until(self, decision: Decision | None) -> str:
        """The day until which to answer: some days after the decision, after today where there is none yet."""
        days = self.workspace.settings.correction_days
        if not days:
            return ""
        return day_text(local_date(decision.when if decision else self.now) + timedelta(days=days))

    def _to_send_back(
        self, code: str, returned: tuple[ReturnedVersion, ...], sender: str, lines: Sequence[LedgerLine]
    ) -> AgencyReturn:
        agency = self.workspace.roster.agency(code)
        name = one_line(agency.name if agency else code)
        settings = self.workspace.settings
        mail = settings.mail.address if settings.mail else ""
        # Who sent it where the roster has no address.
        to = (agency.email if agency else "") or sender
        until = next((self._until(version.decision) for version in returned), "")
        # A blank holds figures: to an address that the roster does not know it does not go.
        wanting = _wanting_blanks(code, returned, lines) if agency and agency.email else []
        blanks = self.blanks.attachments(wanting)
        steps = [
            *_ways_to_correct(returned, self.workspace.year, with_blanks=bool(blanks)),
            f"改好后请{f'于{until}前' if until else '尽快'}把整个工作簿发回{f' {mail}' if mail else ''}，文件名不限。",
        ]
        steps += [f"有疑问请联系：{settings.contact}。"] if settings.contact else []
        body = letter_body(
            "send_back",
            {
                "agency": name,
                "opening": f"你单位报来的下列 {len(returned)} 份填报件经审核须改正，现予退回：",
                "filings": [_told(version) for version in returned],
                "steps": numbered(steps),
                "office": settings.office,
                "day": day_text(local_date(self.now)),
            },
        )
        letter = Letter(
            kind=SENDING_BACK,
            agency=code,
            to=(to,) if to else (),
            subject=f"【退回】{self.workspace.year}年度预算绩效填报件——{name}",
            body=body,
            attachments=(
                *(Attachment(file.name, file.data) for version in returned for file in version.outputs),
                *blanks,
            ),
            sender=mail,
            office=settings.office,
        )
        return AgencyReturn(agency, name, returned, letter)


def _of_department(read: Filing) -> Filing:
    """What the desk read, without whose it is: only the office can settle that, and for what goes back it has."""
    return replace(read, findings=tuple(said for said in read.findings if said.code != "S25"))


def _as_kept(read: Filing, kept: Filing) -> Filing:
    """What the desk read, with what the store knows better: refused for its year, or a blank sent back untouched."""
    refused = bool(read.records) and not kept.records
    # The desk reads without knowing the season: what the store refused must go back for the same reason.
    # Whose it is the office may have said against its seal.
    return (
        replace(read, records=(), figures=(), findings=kept.findings, seal=kept.seal)
        if refused
        else replace(read, seal=kept.seal)
    )


def _is_marked(version: ReturnedVersion) -> bool:
    return any(is_workbook(file.name) for file in version.outputs)


def _remedy(version: ReturnedVersion) -> str:
    """How to put right the very file that could not be read; empty where the blank must be filled in anew."""
    codes = [finding.code for finding in version.filing.findings]
    return next((FINDING_REMEDIES[code] for code in codes if code in FINDING_REMEDIES), "")


def _wanting_blanks(code: str, returned: Sequence[ReturnedVersion], lines: Iterable[LedgerLine]) -> list[LedgerLine]:
    """What an agency owes of the forms whose blank it is asked to use."""
    wanting = [version.filing.seal for version in returned if not _is_marked(version) and not _remedy(version)]
    # Without a seal it is not known which of its forms it was to be.
    forms = {seal.form if seal else "" for seal in wanting}
    mine = [line for line in lines if line.identity.agency == code and line.is_open]
    return [line for line in mine if forms & {"", line.identity.form}][:MOST_BLANKS]


def _ways_to_correct(returned: Sequence[ReturnedVersion], year: int, *, with_blanks: bool) -> list[str]:
    """What to do with those whose marked workbook goes along, and with those that no marks could be put into."""
    unmarked = [n for n, version in enumerate(returned, 1) if not _is_marked(version) and not _remedy(version)]
    remedies = dict.fromkeys(filter(None, map(_remedy, (version for version in returned if not _is_marked(version)))))
    ways = []
    if any(map(_is_marked, returned)):
        ways.append("请在附件里标好颜色的工作簿上直接改：红色的必须改正，黄色的改正或在“自检”表写出错说明。")
    if unmarked:
        which = "" if len(unmarked) == len(returned) else f"第 {'、'.join(map(str, unmarked))} 份"
        blank = "空表随信附上。" if with_blanks else "空表找不到的，请告诉我们再发。"
        ways.append(f"{which}不能在原来的文件上改：请用下发给你单位的{year}年空表填好报来；{blank}")
    return [*ways, *remedies]


def _told(returned: ReturnedVersion) -> dict[str, object]:
    findings = [finding for finding in returned.filing.findings if not finding.is_settled]
    worst = sorted(findings, key=lambda finding: finding.severity.rank)
    lines = dict.fromkeys(one_line(f"{finding.where} {finding.message}").strip() for finding in worst)
    counts = {severity: sum(1 for finding in findings if finding.severity is severity) for severity in Severity}
    verdict = "，".join(f"{severity} {count} 条" for severity, count in counts.items() if count) or "请看附件"
    seal = returned.filing.seal
    subject = f"（{one_line(seal.subject_name)}）" if seal and seal.subject_name else ""
    more = [f"……共 {len(lines)} 条，见附件"] if len(lines) > _MOST_WORST else []
    return {
        "title": f"{one_line(returned.title)}{subject}",
        "verdict": verdict,
        "opinion": one_line(returned.decision.opinion) if returned.decision else "",
        "worst": [*list(lines)[:_MOST_WORST], *more],
        "files": "、".join(output.name for output in returned.outputs),
    }


def send_all_back(
    returner: Returner, letters: Sequence[AgencyReturn], *, send: bool, done: bool = False, dry_run: bool = False
) -> PostingRun:
    """Writes the files of each agency into 退回 and the letters beside them; sends them where `send` is set. What was
    sent, now or before, is kept as 退回; with `done` everything is, as somebody handed it over by other means. With
    `dry_run` nothing is written, sent or kept, and the result is what would be."""
    workspace, store = returner.workspace, returner.store
    folder = workspace.path("退回")
    if dry_run:
        found = [letter.letter for letter in letters]
        return planned_post(found, store=store, folder=folder / "信", names=workspace.agency_name)
    for letter in letters:
        own = folder / safe_name(f"{letter.letter.agency}_{letter.name}")
        for returned in letter.returned:
            for file in returned.outputs:
                save_file(own / file.name, file.data)
    posted = post(
        [letter.letter for letter in letters],
        store=store,
        account=account_of(workspace.settings.mail, workspace.folder) if send else None,
        folder=folder / "信",
        now=returner.now,
        send=send,
        names=workspace.agency_name,
        taken=lambda number: returner.keep(letters[number]),
    )
    clear_superseded(posted, store)
    if done:
        note_handed_over(posted, store, now=returner.now)
    for letter, posting in zip(letters, posted.postings, strict=True):
        # Sent before and noted as such: a run that was killed between the two is made good.
        if done or posting.fate is LetterFate.BEFORE:
            returner.keep(letter)
    return posted
