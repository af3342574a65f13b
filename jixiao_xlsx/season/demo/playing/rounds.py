"""The two rounds of a season: what forty departments send in the first weeks, and what comes after the 退回."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from jixiao_xlsx.model.filings.identity import Identity
from jixiao_xlsx.model.season.roster import Agency, Roster
from jixiao_xlsx.season.demo.playing.acting import Attached, Stage, alias_of, sha256_of
from jixiao_xlsx.season.demo.playing.answers import REVIEW, TARGETS, answers_of
from jixiao_xlsx.season.demo.playing.filled import Filled, written
from jixiao_xlsx.season.demo.playing.mail import Mail, Style
from jixiao_xlsx.season.demo.playing.opened import Opened, open_blank
from jixiao_xlsx.season.demo.playing.package import zipped_in_gbk
from jixiao_xlsx.season.demo.playing.script import PASSWORD, Habit, Part, part_of, sent_by_another
from jixiao_xlsx.season.demo.playing.strangers import scan_pdf, screenshot_png
from jixiao_xlsx.season.demo.playing.truth import Round, SentFile, Truth
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.sheet.reader.layouts import Layouts
from jixiao_xlsx.spec.catalogue import all_forms

Played = Iterator[tuple[Mail, tuple[SentFile, ...]]]
_OTHER_BOX = "caiwu"
_DRAFTY = "指标值写按实际发生数"
_UNREADABLE = frozenset({"F06"})


def first_round(blanks: Mapping[Identity, bytes], roster: Roster, *, year: int, seed: int) -> Round:
    """Everything that the departments send before anything was sent back, in the order it was sent.

    `blanks` are the workbooks issued, by identity; `year` is the season's. Raises JixiaoError for a blank of a form
    that the players do not know.
    """
    stage = stage_of(blanks, roster, year=year, seed=seed)
    return gathered(_first(stage, agency, part_of(agency.code)) for agency in roster.agencies)


def stage_of(blanks: Mapping[Identity, bytes], roster: Roster, *, year: int, seed: int) -> Stage:
    """The stage that both rounds are played on."""
    return Stage(blanks, roster, year, seed, Layouts(all_forms()))


def gathered(played: Iterable[Played]) -> Round:
    """All mails in the order they were sent, with the truth about them."""
    sent = sorted((one for some in played for one in some), key=lambda one: (one[0].sent, one[0].sender))
    return Round(tuple(mail for mail, _ in sent), sum((Truth(facts) for _, facts in sent), Truth()))


def posted(stage: Stage, agency: Agency, files: Iterable[Attached], *, sent: datetime, style: Style) -> Played:
    """One mail with these files, nothing where there are none."""
    kept = tuple(files)
    if kept:
        mail = stage.mail(agency, sent, [(one.name, one.data) for one in kept], style=style)
        yield mail, facts_of(kept, agency.code, sent)


def facts_of(files: Iterable[Attached], agency: str, sent: datetime) -> tuple[SentFile, ...]:
    """The truth about files once they are in a mail."""
    return tuple(
        replace(one.fact, name=one.name, sha256=sha256_of(one.data), sender=agency, sent=sent) for one in files
    )


def _first(stage: Stage, agency: Agency, part: Part) -> Played:
    if not stage.identities(agency.code):
        return
    sent = stage.moment(stage.days.issued + timedelta(days=part.day), agency.code)
    play = _HABITS.get(part.habit, _ordinary)
    yield from play(stage, agency, part, sent)


def _ordinary(stage: Stage, agency: Agency, part: Part, sent: datetime) -> Played:
    yield from posted(stage, agency, own_files(stage, agency, part, sent), sent=sent, style=part.style)


def own_files(stage: Stage, agency: Agency, part: Part, sent: datetime) -> list[Attached]:
    """The agency's own forms, filled with its part's mistakes."""
    asked = [one for one in stage.identities(agency.code) if not (one.subject and sent_by_another(agency.code))]
    return [_filled(stage, part, stage.opened(one), sent) for one in asked]


def _filled(stage: Stage, part: Part, blank: Opened, sent: datetime) -> Attached:
    alias = alias_of(blank.seal.form)
    saved_as, name = part.saved_as.get(alias, "xlsx"), part.names.get(alias, "")
    made = stage.file(blank, sent, mistakes=part.mistakes, saved_as=saved_as, name=name)
    return _unreadable(made) if saved_as == PASSWORD else made


def _unreadable(made: Attached) -> Attached:
    """What nobody can open holds no records."""
    return replace(made, fact=replace(made.fact, identity=None, reads={}, codes=_UNREADABLE, returned=True))


# ---- habits ------------------------------------------------------------------------------------------------------


def _silent(_stage: Stage, _agency: Agency, _part: Part, _sent: datetime) -> Played:
    yield from ()


def _twice(stage: Stage, agency: Agency, part: Part, sent: datetime) -> Played:
    """The same files again an hour later, from the finance office's own address."""
    files = own_files(stage, agency, part, sent)
    yield from posted(stage, agency, files, sent=sent, style=part.style)
    other = replace(agency, email=f"{_OTHER_BOX}@{agency.email.partition('@')[2]}")
    yield from posted(stage, other, files, sent=sent + timedelta(hours=1), style=Style.ENCODED)


def _early_second(stage: Stage, agency: Agency, part: Part, sent: datetime) -> Played:
    """Two days later the form with the mistake again, put right before anybody asked."""
    files = own_files(stage, agency, part, sent)
    yield from posted(stage, agency, files, sent=sent, style=part.style)
    later = sent + timedelta(days=2, minutes=17)
    wrong = [one.fact.identity for one in files if one.fact.mistakes and one.fact.identity]
    again = [stage.file(stage.opened(one), later) for one in wrong]
    yield from posted(stage, agency, again, sent=later, style=Style.ENCODED)


def _old_later(stage: Stage, agency: Agency, part: Part, sent: datetime) -> Played:
    """The right files, and a colleague's older draft of one that lay about in another box."""
    yield from _ordinary(stage, agency, part, sent)
    early = sent - timedelta(days=4)
    asked = [one for one in stage.identities(agency.code) if one.form == TARGETS]
    drafts = [stage.file(stage.opened(one), early, mistakes=(_DRAFTY,), name="初稿.xlsx") for one in asked]
    yield from posted(stage, agency, drafts, sent=early, style=Style.ENCODED)


def _neighbour(stage: Stage, agency: Agency, part: Part, sent: datetime) -> Played:
    """The first form in the neighbour's blank, with the agency's own name written over."""
    files = own_files(stage, agency, part, sent)
    asked = next((one for one in stage.identities(part.neighbour) if one.form == TARGETS), None)
    if asked is not None:
        files = [one for one in files if one.fact.identity and one.fact.identity.form != TARGETS]
        files.append(borrowed(stage, stage.opened(asked), agency, sent))
    yield from posted(stage, agency, files, sent=sent, style=part.style)


def borrowed(stage: Stage, blank: Opened, agency: Agency, sent: datetime) -> Attached:
    """A neighbour's blank filled by somebody else: the seal still tells whose it is."""
    filled = Filled.of(blank, answers_of(blank, stage.seed + 1))
    filled = filled.with_values({"head.agency": agency.name, "head.code": agency.code})
    fact = SentFile("", "", "", sent, blank.identity, filled.reads, (Habit.NEIGHBOUR,), frozenset({"G09"}))
    name = stage.name_of(blank).replace(blank.seal.agency_name, agency.name)
    return stage.attached(blank, written(blank, filled), fact, name=name)


def _last_year(stage: Stage, agency: Agency, part: Part, sent: datetime) -> Played:
    """The first form in a blank of the year before, found on the disk."""
    files = []
    for made in own_files(stage, agency, part, sent):
        identity = made.fact.identity
        if identity is None or identity.form != TARGETS:
            files.append(made)
            continue
        blank = stage.opened(identity)
        order = Order(blank.layout.form, identity.year - 1, Party(agency.code, agency.name), office=blank.seal.office)
        old = open_blank(issue_blank(order).data, stage.layouts)
        filled = stage.file(old, sent)
        refused = replace(filled.fact, reads={}, mistakes=(Habit.LAST_YEAR,), codes=frozenset({"S03"}), returned=True)
        files.append(replace(filled, fact=refused))
    yield from posted(stage, agency, files, sent=sent, style=part.style)


def _only_scans(stage: Stage, agency: Agency, part: Part, sent: datetime) -> Played:
    files = [("绩效申报表（盖章）.pdf", scan_pdf()), ("微信图片_20260309.png", screenshot_png())]
    facts = tuple(SentFile(name, sha256_of(data), agency.code, sent) for name, data in files)
    yield stage.mail(agency, sent, files, style=part.style), facts


def _with_scan(stage: Stage, agency: Agency, part: Part, sent: datetime) -> Played:
    files = own_files(stage, agency, part, sent)
    scan = ("绩效申报表盖章扫描件.pdf", scan_pdf())
    mail = stage.mail(agency, sent, [*((one.name, one.data) for one in files), scan], style=part.style)
    beside = SentFile(scan[0], sha256_of(scan[1]), agency.code, sent)
    yield mail, (*facts_of(files, agency.code, sent), beside)


def _for_others(stage: Stage, agency: Agency, part: Part, sent: datetime) -> Played:
    """The agency's own forms, and the project forms of those below it in one zip."""
    files = own_files(stage, agency, part, sent)
    asked = [one for other in part.others for one in stage.identities(other) if one.form == REVIEW]
    projects = [stage.file(stage.opened(one), sent) for one in asked]
    attached = [(one.name, one.data) for one in files]
    if projects:
        packed = [(f"项目自评表/{one.name}", one.data) for one in projects]
        attached.append(("下属单位项目自评表.zip", zipped_in_gbk(packed, saved=sent)))
    if attached:
        mail = stage.mail(agency, sent, attached, style=part.style)
        yield mail, facts_of([*files, *projects], agency.code, sent)


_HABITS: Mapping[Habit, Callable[[Stage, Agency, Part, datetime], Played]] = {
    Habit.SILENT: _silent,
    Habit.TWICE: _twice,
    Habit.EARLY_SECOND: _early_second,
    Habit.OLD_LATER: _old_later,
    Habit.NEIGHBOUR: _neighbour,
    Habit.LAST_YEAR: _last_year,
    Habit.ONLY_SCANS: _only_scans,
    Habit.WITH_SCAN: _with_scan,
    Habit.FOR_OTHERS: _for_others,
}
