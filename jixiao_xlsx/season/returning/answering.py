"""答复: whoever wrote without a filing that could be read is told what came, what to do, and gets the blank again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.mail.headers import address_in
from jixiao_xlsx.mail.letters import Letter, address_of
from jixiao_xlsx.model.clock import local_date
from jixiao_xlsx.model.day_text import day_text
from jixiao_xlsx.model.season.acts import SentBack
from jixiao_xlsx.model.season.ledger import LedgerLine
from jixiao_xlsx.model.season.roster import Agency
from jixiao_xlsx.report.letters.letter_text import letter_body, numbered
from jixiao_xlsx.report.letters.remedies import FINDING_REMEDIES, REMEDIES
from jixiao_xlsx.report.records.summary import one_line
from jixiao_xlsx.season.issuing.enclosed import MOST_BLANKS, BlankShelf
from jixiao_xlsx.season.post.drafts import clear_superseded, note_handed_over
from jixiao_xlsx.season.post.post import LetterFate, PostingRun, account_of, planned_post, post
from jixiao_xlsx.season.register.came import came_on, came_words
from jixiao_xlsx.season.register.ledger import Ledger
from jixiao_xlsx.season.register.strays import Stray, agency_writing, owes, owner_of
from jixiao_xlsx.season.workspace.workspace import Workspace
from jixiao_xlsx.store.store import Store

ANSWERING = "答复"
_STRANGER = "发件地址不在单位名录里，请看过再发"
_NO_REMEDY = "请把下发的空表填好，将 .xlsx 文件作为附件发来。"


@dataclass(frozen=True, slots=True)
class StrayAnswer:
    """The answer to what one sender sent: the agency where it is known, the strays, and the letter."""

    agency: Agency | None
    strays: tuple[Stray, ...]
    letter: Letter = field(repr=False)

    @property
    def is_certain(self) -> bool:
        """Whether it goes to the agency's own address: whoever only names an agency may be anybody, and a blank holds
        figures."""
        own = self.agency.email.lower() if self.agency else ""
        return bool(own) and all(address.lower() == own for address in self.letter.to)


@dataclass(frozen=True, slots=True)
class Answerer:
    """Prepares the answers to letters that yielded no filing, and keeps that they went."""

    workspace: Workspace
    store: Store
    now: datetime
    who: str
    blanks: BlankShelf

    @classmethod
    def of(cls, workspace: Workspace, store: Store, *, now: datetime, who: str = "") -> Answerer:
        """The answerer of a workspace."""
        return cls(workspace, store, now, who, BlankShelf.of(workspace, store, now=now))

    def answers(
        self, ledger: Ledger, lines: Iterable[LedgerLine], *, form: str = "", agency: str = ""
    ) -> Iterator[StrayAnswer]:
        """One for each sender that is waiting for an answer, agencies in roster order, then others by address; those
        who were answered already, owe nothing, or left no address are left out. Others than agencies of the roster
        only where neither `form` nor `agency` is asked for: it is not known what they meant."""
        chosen = tuple(lines)
        groups: dict[tuple[str, str], list[Stray]] = {}
        agencies: dict[str, Agency | None] = {"": None}
        for stray in ledger.strays:
            if stray.settled or stray.sent_back or self._goes_back(stray):
                continue
            writer = agency_writing(stray, self.workspace.roster) if stray.filing is None else None
            to = _address(stray)
            if not to or not (self._is_asked(writer, chosen, ledger.lines) if writer else not (form or agency)):
                continue
            code = writer.code if writer else ""
            agencies[code] = writer
            # Each address by itself: a private one may be anybody's.
            groups.setdefault((code, to.lower()), []).append(stray)
        places = {listed.code: number for number, listed in enumerate(self.workspace.roster.agencies)}
        for code, address in sorted(groups, key=lambda group: (places.get(group[0], len(places)), group)):
            yield self._answer(agencies[code], tuple(groups[code, address]), chosen)

    def keep(self, answer: StrayAnswer) -> None:
        """Keeps that these letters were answered."""
        for stray in answer.strays:
            self.store.note_sent_back(SentBack(stray.delivery.sha256, self.who, self.now))

    def _goes_back(self, stray: Stray) -> bool:
        """Whether it is a workbook of a known agency, which goes back with its findings."""
        return stray.filing is not None and owner_of(stray, self.workspace.roster) is not None

    def _is_asked(self, agency: Agency, chosen: Sequence[LedgerLine], lines: Sequence[LedgerLine]) -> bool:
        return any(line.identity.agency == agency.code for line in chosen) and owes(agency.code, lines)

    def _answer(self, agency: Agency | None, strays: tuple[Stray, ...], lines: Sequence[LedgerLine]) -> StrayAnswer:
        settings, year = self.workspace.settings, self.workspace.year
        name = one_line(agency.name) if agency else _address(strays[-1])
        owed = [line for line in lines if agency and line.identity.agency == agency.code and line.is_open]
        blanks = self.blanks.attachments(owed[:MOST_BLANKS])
        mail = settings.mail.address if settings.mail else ""
        steps = list(dict.fromkeys(map(_remedy, strays)))
        if blanks:
            steps.append("空表随信附上：请在附件里的空表上填报，“自检”表显示“可以报送”后，把整个工作簿发回。")
        else:
            steps.append("请用下发给你单位的空表填报；空表找不到的，请告诉我们再发。")
        steps += [f"报送邮箱：{mail}。"] if mail else []
        steps += [f"有疑问请联系：{settings.contact}。"] if settings.contact else []
        body = letter_body(
            "answer",
            {
                "agency": name,
                "opening": f"你单位的来信收到了，但里面没有可以审核的{year}年度预算绩效填报件，请按下列办法重新报送：",
                "letters": numbered([_told(stray) for stray in strays]),
                "steps": numbered(steps),
                "office": settings.office,
                "day": day_text(local_date(self.now)),
            },
        )
        letter = Letter(
            kind=ANSWERING,
            agency=agency.code if agency else _address(strays[-1]),
            # Who wrote is answered, be it from a private mailbox: the agency's own address may be read by nobody.
            to=tuple(dict.fromkeys(_address(stray) for stray in strays)),
            subject=f"【请重新报送】{year}年度预算绩效填报件——{name}",
            body=body,
            attachments=blanks,
            sender=mail,
            office=settings.office,
        )
        return StrayAnswer(agency, strays, letter)


def answer_all(
    answerer: Answerer, answers: Iterable[StrayAnswer], *, send: bool, done: bool = False, dry_run: bool = False
) -> PostingRun:
    """Writes the answers into 退回/信 in place of the drafts before them; those to the addresses of the roster go out
    where `send` is set. To others nothing goes unless a person sends it: they may be no department at all. With `done`
    all are kept as sent; with `dry_run` nothing is written, sent or kept, and the result is what would be. Raises
    JixiaoError as `post`."""
    kept = tuple(answers)
    if dry_run:
        return planned_post(
            [answer.letter for answer in kept],
            store=answerer.store,
            folder=_folder(answerer.workspace),
            names=answerer.workspace.agency_name,
        )
    certain = tuple(answer for answer in kept if answer.is_certain)
    others = tuple(answer for answer in kept if not answer.is_certain)
    posted, drafts = _posted(answerer, certain, send=send), _posted(answerer, others, send=False)
    told = tuple(replace(posting, trouble=_STRANGER) for posting in drafts.postings)
    whole = PostingRun((*posted.postings, *told))
    clear_superseded(whole, answerer.store)
    if done:
        note_handed_over(whole, answerer.store, now=answerer.now)
    for answer, posting in zip((*certain, *others), whole.postings, strict=True):
        # Sent before and noted as such: a run that was killed between the two is made good.
        if done or posting.fate is LetterFate.BEFORE:
            answerer.keep(answer)
    return whole


def _posted(answerer: Answerer, answers: Sequence[StrayAnswer], *, send: bool) -> PostingRun:
    workspace = answerer.workspace
    return post(
        [answer.letter for answer in answers],
        store=answerer.store,
        account=account_of(workspace.settings.mail, workspace.folder) if send else None,
        folder=_folder(workspace),
        now=answerer.now,
        send=send,
        names=workspace.agency_name,
        taken=lambda number: answerer.keep(answers[number]),
    )


def _folder(workspace: Workspace) -> Path:
    return workspace.path("退回") / "信"


def _address(stray: Stray) -> str:
    """The address to answer to, empty where there is none that a letter could go to."""
    try:
        return address_of(address_in(stray.sender))
    except JixiaoError:
        return ""


def _remedy(stray: Stray) -> str:
    codes = [finding.code for finding in stray.filing.findings] if stray.filing else []
    refused = (FINDING_REMEDIES[code] for code in codes if code in FINDING_REMEDIES)
    return REMEDIES.get(stray.reason) or next(refused, _NO_REMEDY)


def _told(stray: Stray) -> str:
    subject = one_line(stray.delivery.message.subject)
    about = f"（主题“{subject}”）" if subject else ""
    return f"{came_on(stray)}{about}：{came_words(stray)}。"
