"""报送台账 of a workspace: the roster's dues against what is in the store, and the arrivals that nobody has placed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.filings.ledger import ledger
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.filings.identity import Identity
from jixiao_xlsx.model.scope import FilingScope
from jixiao_xlsx.model.season.delivery import ArrivalReason, Delivery, DeliveryRole
from jixiao_xlsx.model.season.expected import dues, full_title
from jixiao_xlsx.model.season.ledger import Calendar, LedgerLine
from jixiao_xlsx.model.season.roster import Roster
from jixiao_xlsx.season.register.came import came_by_agency, came_doubts
from jixiao_xlsx.season.register.doubts import Doubt, Examiner
from jixiao_xlsx.season.register.fruitless import notices_of
from jixiao_xlsx.season.register.shelf import Shelf, by_file
from jixiao_xlsx.season.register.strays import Stray, followed_up, strays_of
from jixiao_xlsx.season.single.corrected import Corrector
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.season.workspace.workspace import Workspace
from jixiao_xlsx.spec.language.nearest import nearest
from jixiao_xlsx.store.store import Store

_SUMMED = f"/{FilingScope.SUMMED}"


@dataclass(frozen=True, slots=True)
class Ledger:
    """The lines, the strays, the attachments that came with each filing (by its sha256), all filings seen, and what
    people should look at though nothing is wrong with the workbooks; `roster` knows the agencies' former codes,
    `notices` are the messages that no person wrote."""

    lines: tuple[LedgerLine, ...]
    strays: tuple[Stray, ...]
    beside: Mapping[str, tuple[Delivery, ...]]
    filings: tuple[Filing, ...]
    doubts: tuple[Doubt, ...] = ()
    roster: Roster = field(default_factory=Roster, repr=False)
    notices: tuple[Delivery, ...] = ()

    @property
    def came(self) -> Mapping[str, Sequence[Stray]]:
        """The strays that are still to be put right, by the agency that sent them."""
        return came_by_agency(self.strays, self.roster)

    @property
    def undelivered(self) -> tuple[Delivery, ...]:
        """The reports that a letter of ours did not arrive."""
        return tuple(notice for notice in self.notices if notice.reason is ArrivalReason.BOUNCE)

    @property
    def pending(self) -> tuple[Stray, ...]:
        """The strays that nothing readable has come for since."""
        return tuple(stray for stray in self.strays if not stray.settled)

    def find(self, reference: str) -> LedgerLine:
        """The line of `单位编码/表` or `单位编码/表/项目编码`; the form may be left out where the agency has only one
        line, and the agency named by a code or name of now or of before. Meant is what the agency files for itself,
        unless `/汇总` stands behind. Raises JixiaoError where none or several fit."""
        # A Chinese keyboard types the full width slash.
        wanted = reference.replace("／", "/").strip()
        plain = wanted.removesuffix(_SUMMED)
        agency, form, subject = (*(part.strip() for part in plain.split("/", 2)), "", "")[:3]
        listed = self.roster.agency(agency)
        names = {agency, *((listed.code or listed.name,) if listed else ())}
        named = [line for line in self.lines if _fits(line, names, form, subject)]
        summed = [line for line in named if line.identity.scope != FilingScope.OWN]
        own = [line for line in named if line.identity.scope == FilingScope.OWN]
        # 汇总 only where it is said; without it an agency's own filing is meant, if there is one.
        fits = summed if plain != wanted else own or named
        if len(fits) == 1:
            return fits[0]
        if fits:
            # Eight references are two lines.
            several = "、".join(reference_of(line) for line in fits[:8])
            raise JixiaoError(f"‘{reference}’ 不止一份填报件", f"请写清楚是哪一份：{several}")
        near = nearest(reference, [reference_of(line) for line in self.lines])
        hint = f"是否 {near}？" if near else "请写 单位编码/表 或 单位编码/表/项目编码，例如 101/S0"
        raise JixiaoError(f"台账里没有 ‘{reference}’", hint)


def ledger_of(workspace: Workspace, store: Store, *, today: date) -> Ledger:
    """The ledger as of a day. The order in which the files came does not matter."""
    reader = workspace.reader()
    shelf = Shelf(store, workspace.roster, reader)
    stored = store.filings()
    filings = shelf.seen(stored)
    settings = workspace.settings
    calendar = Calendar(today, settings.deadline, settings.correction_days or None)
    asked = dues(workspace.roster, workspace.forms(), workspace.year)
    # A shared database holds other years too.
    season = _of_season(filings, reader, workspace.year)
    lines = ledger(asked, season, shelf.acts(), roster=workspace.roster, calendar=calendar)
    named = tuple(line if line.due or not line.newest else _named(line, line.newest, reader) for line in lines)
    deliveries = store.deliveries()
    corrections = by_file(store.corrections())
    examiner = Examiner.of(stored, deliveries, corrections, roster=workspace.roster, corrector=Corrector(reader))
    doubts = tuple(Doubt(reference_of(line), words) for line in named for words in examiner.words(line))
    strays = tuple(
        followed_up(stray, store, roster=workspace.roster, lines=named) for stray in strays_of(deliveries, filings)
    )
    came = came_doubts(named, came_by_agency(strays, workspace.roster))
    doubts += tuple(Doubt(reference_of(line), words) for line, words in came)
    beside, notices = _beside(deliveries, filings), notices_of(deliveries)
    return Ledger(named, strays, beside, filings, doubts, workspace.roster, notices)


def selected(
    lines: Iterable[LedgerLine],
    roster: Roster,
    *,
    states: Iterable[str] = (),
    agency: str = "",
    form: str = "",
    late: bool = False,
) -> tuple[LedgerLine, ...]:
    """The lines in these states (any, where none is named), of an agency and those below it, of a form, late ones.

    Raises JixiaoError where the roster has no such agency, or the ledger no such form.
    """
    lines = tuple(lines)
    known = dict.fromkeys(word for line in lines for word in (line.alias, line.identity.form) if word)
    # An unknown form is a slip; an empty answer would say that nothing is late.
    if form and form.upper() not in {word.upper() for word in known}:
        told = "、".join(dict.fromkeys(line.alias or line.identity.form for line in lines))
        raise JixiaoError(f"台账里没有 ‘{form}’ 这张表", f"台账里的表：{told or '还没有'}")
    wanted, below = set(states), subtree(roster, agency) if agency else set()
    return tuple(
        line
        for line in lines
        if (not wanted or line.state in wanted)
        and (not agency or line.identity.agency in below)
        and form.upper() in {"", line.identity.form.upper(), line.alias.upper()}
        and (line.late > 0 or not late)
    )


def subtree(roster: Roster, name: str) -> set[str]:
    """The codes of an agency, given by code or name, and of all below it. Raises JixiaoError where there is none."""
    top = roster.agency(name)
    if top is None:
        near = nearest(name, [word for agency in roster.agencies for word in (agency.code, agency.name)])
        raise JixiaoError(f"名录里没有单位 ‘{name}’", f"是否 {near}？" if near else "请写名录里的编码或名称")
    found, fresh = {top.code}, [top.code]
    while fresh:
        # No recursion and every code once: a roster under repair may have circles.
        fresh = [agency.code for code in fresh for agency in roster.children(code) if agency.code not in found]
        found |= set(fresh)
    return found


def reference_of(line: LedgerLine) -> str:
    """How people name a line on the command line: `101/S0`, `101/P1/X01`, `101/S0/汇总`."""
    return named_as(line.identity, line.alias)


def named_as(identity: Identity, alias: str) -> str:
    """The same for a filing of a form with this short name, empty where it has none."""
    parts = (identity.agency, alias or identity.form, identity.subject)
    return "/".join(part for part in parts if part) + (_SUMMED if identity.scope != FilingScope.OWN else "")


def _named(line: LedgerLine, newest: Filing, reader: Reader) -> LedgerLine:
    """A line that came unasked, with its form's title and short name."""
    form = next((candidate for candidate in reader.layouts.forms() if candidate.form == line.identity.form), None)
    title = full_title(reader.title_of(newest), line.identity.year)
    return replace(line, title=title, alias=next(iter(form.aliases), "") if form else "")


def _of_season(filings: Iterable[Filing], reader: Reader, year: int) -> tuple[Filing, ...]:
    """The filings of the season's year; a shared store may hold other years too."""
    offsets = {form.form: form.year_offset for form in reader.layouts.forms()}
    return tuple(
        filing for filing in filings if filing.seal and filing.seal.year == year + offsets.get(filing.seal.form, 0)
    )


def _fits(line: LedgerLine, names: set[str], form: str, subject: str) -> bool:
    identity = line.identity
    return (
        bool(names & {identity.agency, line.agency_name})
        and form.upper() in {"", identity.form.upper(), line.alias.upper()}
        and subject in {"", identity.subject, line.subject_name}
    )


def _beside(deliveries: Iterable[Delivery], filings: Iterable[Filing]) -> dict[str, tuple[Delivery, ...]]:
    """The attachments that came in the same message as each filing, whatever it was taken for when it came."""
    sealed = {filing.sha256 for filing in filings if filing.seal}
    kept = sorted(deliveries, key=lambda delivery: (delivery.name, delivery.sha256))
    by_message: dict[str, list[Delivery]] = {}
    for delivery in kept:
        if delivery.role is DeliveryRole.ATTACHMENT and delivery.message.message_id:
            by_message.setdefault(delivery.message.message_id, []).append(delivery)
    found: dict[str, dict[str, Delivery]] = {}
    for delivery in kept:
        if delivery.sha256 in sealed:
            # The same bytes under two names are one attachment.
            beside = {other.sha256: other for other in by_message.get(delivery.message.message_id, ())}
            found.setdefault(delivery.sha256, {}).update(beside)
    return {sha256: tuple(several.values()) for sha256, several in found.items()}
