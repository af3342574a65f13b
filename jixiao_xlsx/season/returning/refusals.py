"""不收: who sent what the office did not take is told why, and gets the blank that is theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from jixiao_xlsx.mail.headers import address_in
from jixiao_xlsx.mail.letters import Letter
from jixiao_xlsx.model.clock import local_date
from jixiao_xlsx.model.day_text import day_text
from jixiao_xlsx.model.season.acts import Verdict
from jixiao_xlsx.model.season.ledger import LedgerLine
from jixiao_xlsx.model.season.roster import Agency
from jixiao_xlsx.report.letters.letter_text import letter_body, numbered
from jixiao_xlsx.report.records.summary import one_line
from jixiao_xlsx.season.issuing.enclosed import MOST_BLANKS, BlankShelf
from jixiao_xlsx.season.register.holds import RejectedFiling
from jixiao_xlsx.season.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RefusalLetter:
    """What one sender gets: the agency where the roster knows it, what was not taken of theirs, and the letter."""

    agency: Agency | None
    name: str
    rejected: tuple[RejectedFiling, ...]
    letter: Letter


@dataclass(frozen=True, slots=True)
class Refuser:
    """Writes the letters about what was not taken, to who sent it: not to the agency whose blank it was."""

    workspace: Workspace
    now: datetime
    blanks: BlankShelf

    def refusals(self, rejected: Iterable[RejectedFiling], lines: Sequence[LedgerLine]) -> Iterator[RefusalLetter]:
        """One for each sender, agencies in roster order, then others by address; what nobody knows the sender of goes
        to the agency on its seal."""
        groups: dict[tuple[str, str], list[RejectedFiling]] = {}
        for each in rejected:
            agency, address = self._sender(each)
            groups.setdefault((agency.code if agency else "", address), []).append(each)
        order = {agency.code: number for number, agency in enumerate(self.workspace.roster.agencies)}
        for code, address in sorted(groups, key=lambda group: (order.get(group[0], len(order)), group)):
            yield self._refusal(code, address, tuple(groups[code, address]), lines)

    def _sender(self, rejected: RejectedFiling) -> tuple[Agency | None, str]:
        roster, address = self.workspace.roster, address_in(rejected.sender)
        sealed = roster.agency(rejected.act.identity.agency)
        mailed = roster.mailing_from(address)
        if not address:
            return sealed, sealed.email if sealed else ""
        return (sealed if sealed in mailed else next(iter(mailed), None)), address

    def _refusal(
        self, code: str, address: str, rejected: tuple[RejectedFiling, ...], lines: Sequence[LedgerLine]
    ) -> RefusalLetter:
        settings, year = self.workspace.settings, self.workspace.year
        agency = self.workspace.roster.agency(code) if code else None
        name = one_line(agency.name if agency else address)
        forms = {each.act.identity.form for each in rejected}
        owed = [line for line in lines if agency and line.identity.agency == code and line.identity.form in forms]
        # What they sent already is theirs to correct.
        blanks = self.blanks.attachments([line for line in owed if not line.versions][:MOST_BLANKS])
        mail = settings.mail.address if settings.mail else ""
        asked = "附件里发给你单位的空表" if blanks else f"下发给你单位的{year}年空表"
        steps = [f"请用{asked}填报，“自检”表显示“可以报送”后，将整个工作簿发来{f'：{mail}' if mail else ''}。"]
        steps += [] if blanks else ["空表找不到的，请告诉我们再发。"]
        steps += [f"有疑问请联系：{settings.contact}。"] if settings.contact else []
        body = letter_body(
            "refuse",
            {
                "agency": name,
                "opening": f"你单位报来的下列 {len(rejected)} 份{year}年度预算绩效填报件没有收下：",
                "files": [(one_line(each.filing.source), one_line(each.act.why)) for each in rejected],
                "steps": numbered(steps),
                "office": settings.office,
                "day": day_text(local_date(self.now)),
            },
        )
        letter = Letter(
            kind=str(Verdict.RETURN),
            agency=code or address,
            to=(address,) if address else (),
            subject=f"【退回】{year}年度预算绩效填报件没有收下——{name}",
            body=body,
            attachments=blanks,
            sender=mail,
            office=settings.office,
        )
        return RefusalLetter(agency, name, rejected, letter)
