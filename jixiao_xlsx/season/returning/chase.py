"""催报: a letter to each agency that still owes something — never sent, or sent back and not answered in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from jixiao_xlsx.mail.letters import Attachment, Letter
from jixiao_xlsx.model.clock import local_date, moment
from jixiao_xlsx.model.day_text import day_text
from jixiao_xlsx.model.season.acts import Sent
from jixiao_xlsx.model.season.ledger import LedgerLine, LedgerState
from jixiao_xlsx.model.season.roster import Agency
from jixiao_xlsx.report.letters.letter_text import letter_body, numbered
from jixiao_xlsx.report.letters.remedies import REMEDIES
from jixiao_xlsx.report.records.summary import one_line
from jixiao_xlsx.season.issuing.enclosed import BlankShelf
from jixiao_xlsx.season.post.drafts import clear_superseded, note_handed_over
from jixiao_xlsx.season.post.post import PostingRun, account_of, planned_post, post
from jixiao_xlsx.season.register.came import came_for, came_on, came_words
from jixiao_xlsx.season.register.ledger import Ledger
from jixiao_xlsx.season.register.strays import Stray
from jixiao_xlsx.season.workspace.workspace import Workspace
from jixiao_xlsx.store.store import Store

CHASING = "催报"
# Days: long enough to answer, short enough to be asked twice within a week.
AGAIN_AFTER = 3


@dataclass(frozen=True, slots=True)
class Reminder:
    """A letter and what it is about; `spared` says why it is not written now (chased a short time ago, no blank was
    ever issued, or something of theirs waits until it is known whose it is)."""

    agency: Agency
    lines: tuple[LedgerLine, ...]
    letter: Letter | None
    spared: str = ""
    never_issued: bool = False


@dataclass(frozen=True, slots=True)
class Chaser:
    """Writes the letters of one day. An agency that was chased within `again_after` days is left in peace, and so is
    one for what was never issued to it, where blanks were `issued` at all; `came` is what agencies have sent that
    could not be read."""

    workspace: Workspace
    sent: tuple[Sent, ...]
    now: datetime
    again_after: int = AGAIN_AFTER
    with_blanks: bool = True
    came: Mapping[str, Sequence[Stray]] = field(default_factory=dict)
    blanks: BlankShelf | None = None

    @classmethod
    def of(
        cls,
        workspace: Workspace,
        store: Store,
        ledger: Ledger,
        *,
        now: datetime,
        again_after: int = AGAIN_AFTER,
        with_blanks: bool = True,
    ) -> Chaser:
        """The chaser of a workspace, who knows what has come and what went out."""
        blanks = BlankShelf.of(workspace, store, now=now)
        return cls(workspace, store.sent(), now, again_after, with_blanks, ledger.came, blanks)

    def letters(self, lines: Iterable[LedgerLine], *, late_only: bool = False) -> Iterator[Reminder]:
        """One for each agency of the roster that owes something, in roster order."""
        owed: dict[str, list[LedgerLine]] = {}
        never: dict[str, list[LedgerLine]] = {}
        waiting: dict[str, int] = {}
        for line in lines:
            # Something came that may be it: whoever sent it is not told that nothing did.
            if line.held:
                waiting[line.identity.agency] = waiting.get(line.identity.agency, 0) + line.held
                continue
            # Sent back and within the time to correct it is nobody's debt yet.
            if line.is_open and (line.late or not late_only) and (line.state is LedgerState.MISSING or line.late):
                own = owed if self._was_issued(line) else never
                own.setdefault(line.identity.agency, []).append(line)
        before: dict[str, list[datetime]] = {}
        for sent in self.sent:
            if sent.kind == CHASING:
                before.setdefault(sent.agency, []).append(sent.when)
        for agency in self.workspace.roster.agencies:
            # In the order of the roster, whatever order the lines came in.
            if agency.code in owed:
                yield self._chased(agency, tuple(owed[agency.code]), before.get(agency.code, []))
            elif agency.code in waiting:
                yield Reminder(agency, (), None, f"有 {waiting[agency.code]} 份来件待确认")
            if agency.code in never:
                forms = "、".join(dict.fromkeys(line.alias or line.title for line in never[agency.code]))
                yield Reminder(agency, tuple(never[agency.code]), None, f"{forms} 还没有下发空表", True)

    def _was_issued(self, line: LedgerLine) -> bool:
        """Whether the blank went out; where none did, the office issues by other means, and all may be chased."""
        nothing = self.blanks is None or not self.blanks.issued
        return nothing or line.issued is not None or line.state is not LedgerState.MISSING

    def _chased(self, agency: Agency, lines: tuple[LedgerLine, ...], before: Sequence[datetime]) -> Reminder:
        last = max(before, default=None)
        if last is not None and moment(last) > self.now - timedelta(days=self.again_after):
            return Reminder(agency, lines, None, f"{day_text(local_date(last))} 已催过")
        return Reminder(agency, lines, self._letter(agency, lines, len(before) + 1))

    def _letter(self, agency: Agency, lines: tuple[LedgerLine, ...], number: int) -> Letter:
        settings = self.workspace.settings
        office = settings.office or "财政部门"
        again = f"（第 {number} 次）" if number > 1 else ""
        late = any(line.late for line in lines)
        year = self.workspace.year
        heard = {came.delivery.sha256: came for line in lines if (came := came_for(line, self.came))}
        # Who wrote is not told that nothing came.
        lacking = ("没有收到可以审核的文件", "还没有收到可以审核的文件") if heard else ("未收到", "尚未收到")
        opened = f"已过报送期限仍{lacking[0]}" if late else lacking[1]
        opening = f"你单位{year}年度预算绩效填报件中，下列 {len(lines)} 份{opened}，请抓紧办理："
        address = settings.mail.address if settings.mail else ""
        steps = [_heard(came) for came in heard.values()]
        steps += ["请用下发的空表填报，“自检”表显示“可以报送”后，将整个工作簿发来。"]
        steps += [f"报送邮箱：{address}。"] if address else []
        steps += ["如已报送，请核对收件地址后重新发送；确需延期或免报的，请来函说明理由。"]
        steps += [f"有疑问请联系：{settings.contact}。"] if settings.contact else []
        body = letter_body(
            "chase",
            {
                "agency": one_line(agency.name),
                "opening": opening,
                "missing": [_owed(line, came_for(line, self.came)) for line in lines],
                "steps": numbered(steps),
                "office": office if settings.office else "",
                "day": day_text(local_date(self.now)),
            },
        )
        return Letter(
            kind=CHASING,
            agency=agency.code,
            to=(agency.email,) if agency.email else (),
            subject=f"【催报】{year}年度预算绩效填报件{again}——{one_line(agency.name)}",
            body=body,
            # The blank again, for it may have been lost.
            attachments=self._enclosed(lines) if self.with_blanks else (),
            sender=address,
            office=settings.office,
        )

    def _enclosed(self, lines: Iterable[LedgerLine]) -> tuple[Attachment, ...]:
        """The blanks of what was never sent, as they were issued."""
        # Who was sent back has a marked copy; a blank would lead them to begin again.
        missing = [line for line in lines if line.state is LedgerState.MISSING]
        return self.blanks.attachments(missing) if self.blanks else ()


@dataclass(frozen=True, slots=True)
class ChaseRun:
    """One run: every agency that owes something, and what became of the letters to those that are chased now."""

    chased: tuple[Reminder, ...]
    posted: PostingRun

    @property
    def spared(self) -> tuple[Reminder, ...]:
        """The agencies that are left in peace this time."""
        return tuple(reminder for reminder in self.chased if reminder.letter is None)


def chase_all(
    chaser: Chaser,
    store: Store,
    lines: Iterable[LedgerLine],
    *,
    late_only: bool = False,
    send: bool = False,
    done: bool = False,
    dry_run: bool = False,
) -> ChaseRun:
    """Writes the letters into 催报 in place of the drafts before them, and sends them where `send` is set; with `done`
    they are kept as sent, as somebody handed them over by other means. With `dry_run` nothing is written, sent or kept,
    and the result is what would be. Raises JixiaoError as `post`."""
    workspace = chaser.workspace
    chased = tuple(chaser.letters(lines, late_only=late_only))
    if dry_run:
        found = [reminder.letter for reminder in chased if reminder.letter]
        folder = workspace.path("催报")
        return ChaseRun(chased, planned_post(found, store=store, folder=folder, names=workspace.agency_name))
    posted = post(
        [reminder.letter for reminder in chased if reminder.letter],
        store=store,
        account=account_of(workspace.settings.mail, workspace.folder) if send else None,
        folder=workspace.path("催报"),
        now=chaser.now,
        send=send,
        names=workspace.agency_name,
    )
    clear_superseded(posted, store)
    if done:
        note_handed_over(posted, store, now=chaser.now)
    return ChaseRun(chased, posted)


def _heard(stray: Stray) -> str:
    """What to do about a letter that came and could not be used."""
    remedy = REMEDIES.get(stray.reason, "")
    return f"你单位{came_on(stray)}已收到，但{came_words(stray)}，不能审核。{remedy}"


def _owed(line: LedgerLine, came: Stray | None) -> str:
    subject = f"（项目：{one_line(line.subject_name)}）" if line.subject_name else ""
    until = f"，期限 {day_text(line.deadline)}" if line.deadline else ""
    late = f"，已逾期 {line.late} 天" if line.late else ""
    state = "（退回后尚未改好报来）" if line.state is LedgerState.RETURNED else ""
    heard = f"（{came_on(came)}收到了，但{came_words(came)}）" if came else ""
    return f"{line.title}{subject}{state}{heard}{until}{late}"
