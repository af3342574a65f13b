"""来过信: which agencies wrote without a filing that could be read, so that nobody tells them that nothing came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from jixiao_xlsx.mail.headers import address_in
from jixiao_xlsx.model.clock import local_date
from jixiao_xlsx.model.season.delivery import ArrivalReason
from jixiao_xlsx.model.season.ledger import LedgerLine
from jixiao_xlsx.model.season.roster import Roster
from jixiao_xlsx.report.records.summary import one_line
from jixiao_xlsx.season.register.strays import Stray, owner_of

_CAME = MappingProxyType(
    {
        ArrivalReason.BARE: "没有附件",
        ArrivalReason.CLOUD: "文件在网盘里，收不到",
        ArrivalReason.TNEF: "附件是 Outlook 的专用格式，取不出来",
        ArrivalReason.LOCKED: "文件有密码，打不开",
        ArrivalReason.ENCIPHERED: "邮件加了密，打不开",
        ArrivalReason.UNOPENED: "附件打不开",
        ArrivalReason.TOO_LARGE: "附件太大，没有收下",
    }
)
# Two file names tell which letter it was.
_MOST_NAMES = 2


def came_words(stray: Stray) -> str:
    """What came instead of a filing, as an agency is told: `只有扫描件（申报表.pdf）`."""
    if words := _CAME.get(stray.reason):
        return words
    if stray.reason:
        names = "、".join(one_line(name) for name in stray.files[:_MOST_NAMES])
        return f"只有{stray.reason}" + (f"（{names}）" if names else "")
    findings = stray.filing.findings if stray.filing else ()
    return one_line(findings[0].message).rstrip("。") if findings else "没有认出是哪一张表"


def came_on(stray: Stray) -> str:
    """The day of the letter: `3月18日的来信`; without a date `来信`."""
    sent = stray.delivery.message.sent
    day = local_date(sent) if sent else None
    return f"{day.month}月{day.day}日的来信" if day else "来信"


def came_by_agency(strays: Iterable[Stray], roster: Roster) -> Mapping[str, Sequence[Stray]]:
    """What is waiting to be put right, by the agency that is known to have sent it, the latest last."""
    found: dict[str, list[Stray]] = defaultdict(list)
    for stray in strays:
        owner = None if stray.settled else owner_of(stray, roster)
        # A file that somebody put into the folder is no letter of anybody's.
        if owner and (address_in(stray.sender) or stray.filing):
            found[owner[0]].append(stray)
    return found


def came_for(line: LedgerLine, came: Mapping[str, Sequence[Stray]]) -> Stray | None:
    """The last letter that may have been meant for a line that is still open."""
    if not line.is_open:
        return None
    meant = [stray for stray in came.get(line.identity.agency, ()) if stray.form in {"", line.identity.form}]
    return meant[-1] if meant else None


def came_doubts(lines: Iterable[LedgerLine], came: Mapping[str, Sequence[Stray]]) -> Iterator[tuple[LedgerLine, str]]:
    """The open lines whose agency has written, with what the office should know."""
    for line in lines:
        if stray := came_for(line, came):
            who = address_in(stray.sender)
            yield line, f"{came_on(stray)}{f'（{who}）' if who else ''}收到了，但{came_words(stray)}：见待处理"
