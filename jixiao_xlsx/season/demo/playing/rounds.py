"""The two rounds of a season: what forty departments send in the first weeks, and what comes after the 退回."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from jixiao_xlsx.model.filings.identity import Identity
from jixiao_xlsx.model.season.roster import Agency, Roster
from jixiao_xlsx.season.demo.playing.acting import AttachedFile, Stage, alias_of, sha256_of
from jixiao_xlsx.season.demo.playing.answers import REVIEW, TARGETS, answers_of
from jixiao_xlsx.season.demo.playing.filled import FilledForm, written
from jixiao_xlsx.season.demo.playing.mail import Mail, Style
from jixiao_xlsx.season.demo.playing.opened import OpenedBlank, open_blank
from jixiao_xlsx.season.demo.playing.package import zipped_in_gbk
from jixiao_xlsx.season.demo.playing.script import PASSWORD, AgencyScript, Habit, script_of, sent_by_another
from jixiao_xlsx.season.demo.playing.strangers import scan_pdf, screenshot_png
from jixiao_xlsx.season.demo.playing.truth import Round, SentFile, Truth
from jixiao_xlsx.season.single.one_blank import Order, Party, made_blank
from jixiao_xlsx.sheet.reader.layouts import Layouts
from jixiao_xlsx.spec.catalogue import all_forms

PlayedMails = Iterator[tuple[Mail, tuple[SentFile, ...]]]
_OTHER_BOX = "caiwu"
_DRAFTY = "指标值写按实际发生数"
_UNREADABLE = frozenset({"F06"})


def first_round(blanks: Mapping[Identity, bytes], roster: Roster, *, year: int, seed: int) -> Round:
    """Everything that the departments send before anything was sent back, in the order it was sent.

    `blanks` are the workbooks issued, by identity; `year` is the season's. Raises JixiaoError for a blank of a form
    that the players do not know.
    """
    stage = stage_of(blanks, roster, year=year, seed=seed)
    return gathered(_first(stage, agency, script_of(agency.code)) for agency in roster.agencies)


def stage_of(blanks: Mapping[Identity, bytes], roster: Roster, *, year: int, seed: int) -> Stage:
    """The stage that both rounds are played on."""
    return Stage(blanks, roster, year, seed, Layouts(all_forms()))


def gathered(played: Iterable[PlayedMails]) -> Round:
    """All mails in the order they were sent, with the truth about them."""
    sent = sorted(
        (sending for some in played for sending in some), key=lambda sending: (sending[0].sent, sending[0].sender)
    )
    return Round(tuple(mail for mail, _ in sent), sum((Truth(facts) for _, facts in sent), Truth()))


def posted(stage: Stage, agency: Agency, files: Iterable[AttachedFile], *, sent: datetime, style: Style) -> PlayedMails:
    """One mail with these files, nothing where there are none."""
    kept = tuple(files)
    if kept:
        mail = stage.mail(agency, sent, [(file.name, file.data) for file in kept], style=style)
        yield mail, sent_facts(kept, agency.code, sent)


def sent_facts(files: Iterable[AttachedFile], agency: str, sent: datetime) -> tuple[SentFile, ...]:
    """The truth about files once they are in a mail."""
    return tuple(
        replace(file.fact, name=file.name, sha256=sha256_of(file.data), sender=agency, sent=sent) for file in files
    )


def _first(stage: Stage, agency: Agency, part: AgencyScript) -> PlayedMails:
    if not stage.identities(agency.code):
        return
    sent = stage.moment(stage.days.issued + timedelta(days=part.day), agency.code)
    play = _HABITS.get(part.habit, _ordinary)
    yield from play(stage, agency, part, sent)


def _ordinary(stage: Stage, agency: Agency, part: AgencyScript, sent: datetime) -> PlayedMails:
    yield from posted(stage, agency, own_files(stage, agency, part, sent), sent=sent, style=part.style)


def own_files(stage: Stage, agency: Agency, part: AgencyScript, sent: datetime) -> list[AttachedFile]:
    """The agency's own forms, filled with its part's mistakes."""
    asked = [
        identity
        for identity in stage.identities(agency.code)
        if not (identity.subject and sent_by_another(agency.code))
    ]
    return [_filled(stage, part, stage.opened(identity), sent) for identity in asked]


def _filled(stage: Stage, part: AgencyScript, blank: OpenedBlank, sent: datetime) -> AttachedFile:
    alias = alias_of(blank.seal.form)
    saved_as, name = part.saved_as.get(alias, "xlsx"), part.names.get(alias, "")
    made = stage.file(blank, sent, mistakes=part.mistakes, saved_as=saved_as, name=name)
    return _unreadable(made) if saved_as == PASSWORD else made


def _unreadable(made: AttachedFile) -> AttachedFile:
    """What nobody can open holds no records."""
    return replace(made, fact=replace(made.fact, identity=None, reads={}, codes=_UNREADABLE, returned=True))


# ---- habits ------------------------------------------------------------------------------------------------------


def _silent(_stage: Stage, _agency: Agency, _part: AgencyScript, _sent: datetime) -> PlayedMails:
    yield from ()


def _twice(stage: Stage, agency: Agency, part: AgencyScript, sent: datetime) -> PlayedMails:
    """The same files again an hour later, from the finance office's own address."""
    files = own_files(stage, agency, part, sent)
    yield from posted(stage, agency, files, sent=sent, style=part.style)
    other = replace(agency, email=f"{_OTHER_BOX}@{agency.email.partition('@')[2]}")
    # People send again within the hour, from another box, when they are not sure.
    yield from posted(stage, other, files, sent=sent + timedelta(hours=1), style=Style.ENCODED)


def _early_second(stage: Stage, agency: Agency, part: AgencyScript, sent: datetime) -> PlayedMails:
    """Two days later the form with the mistake again, put right before anybody asked."""
    files = own_files(stage, agency, part, sent)
    yield from posted(stage, agency, files, sent=sent, style=part.style)
    # Minutes too, so that the two versions are told apart by more than the day.
    later = sent + timedelta(days=2, minutes=17)
    wrong = [file.fact.identity for file in files if file.fact.mistakes and file.fact.identity]
    again = [stage.file(stage.opened(identity), later) for identity in wrong]
    yield from posted(stage, agency, again, sent=later, style=Style.ENCODED)


def _old_later(stage: Stage, agency: Agency, part: AgencyScript, sent: datetime) -> PlayedMails:
    """The right files, and a colleague's older draft of one that lay about in another box."""
    yield from _ordinary(stage, agency, part, sent)
    # Sent earlier and found later: the version that counts is the later one.
    early = sent - timedelta(days=4)
    asked = [identity for identity in stage.identities(agency.code) if identity.form == TARGETS]
    drafts = [stage.file(stage.opened(identity), early, mistakes=(_DRAFTY,), name="初稿.xlsx") for identity in asked]
    yield from posted(stage, agency, drafts, sent=early, style=Style.ENCODED)


def _neighbour(stage: Stage, agency: Agency, part: AgencyScript, sent: datetime) -> PlayedMails:
    """The first form in the neighbour's blank, with the agency's own name written over."""
    files = own_files(stage, agency, part, sent)
    asked = next((identity for identity in stage.identities(part.neighbour) if identity.form == TARGETS), None)
    if asked is not None:
        files = [file for file in files if file.fact.identity and file.fact.identity.form != TARGETS]
        files.append(borrowed(stage, stage.opened(asked), agency, sent))
    yield from posted(stage, agency, files, sent=sent, style=part.style)


def borrowed(stage: Stage, blank: OpenedBlank, agency: Agency, sent: datetime) -> AttachedFile:
    """A neighbour's blank filled by somebody else: the seal tells of one agency, the name of another."""
    # Another seed: the neighbour's blank is filled with figures of its own.
    filled = FilledForm.of(blank, answers_of(blank, stage.seed + 1))
    filled = filled.with_values({"head.agency": agency.name, "head.code": agency.code})
    fact = SentFile("", "", "", sent, blank.identity, filled.reads, (Habit.NEIGHBOUR,), frozenset({"G09"}), held=True)
    name = stage.name_of(blank).replace(blank.seal.agency_name, agency.name)
    return stage.attached(blank, written(blank, filled), fact, name=name)


def _last_year(stage: Stage, agency: Agency, part: AgencyScript, sent: datetime) -> PlayedMails:
    """The first form in a blank of the year before, found on the disk."""
    files = []
    for made in own_files(stage, agency, part, sent):
        identity = made.fact.identity
        if identity is None or identity.form != TARGETS:
            files.append(made)
            continue
        blank = stage.opened(identity)
        order = Order(blank.layout.form, identity.year - 1, Party(agency.code, agency.name), office=blank.seal.office)
        old = open_blank(made_blank(order).data, stage.layouts)
        filled = stage.file(old, sent)
        refused = replace(filled.fact, reads={}, mistakes=(Habit.LAST_YEAR,), codes=frozenset({"S03"}), returned=True)
        files.append(replace(filled, fact=refused))
    yield from posted(stage, agency, files, sent=sent, style=part.style)


def _only_scans(stage: Stage, agency: Agency, part: AgencyScript, sent: datetime) -> PlayedMails:
    files = [("绩效申报表（盖章）.pdf", scan_pdf()), ("微信图片_20260309.png", screenshot_png())]
    facts = tuple(SentFile(name, sha256_of(data), agency.code, sent) for name, data in files)
    yield stage.mail(agency, sent, files, style=part.style), facts


def _with_scan(stage: Stage, agency: Agency, part: AgencyScript, sent: datetime) -> PlayedMails:
    files = own_files(stage, agency, part, sent)
    scan = ("绩效申报表盖章扫描件.pdf", scan_pdf())
    mail = stage.mail(agency, sent, [*((file.name, file.data) for file in files), scan], style=part.style)
    beside = SentFile(scan[0], sha256_of(scan[1]), agency.code, sent)
    yield mail, (*sent_facts(files, agency.code, sent), beside)


def _for_others(stage: Stage, agency: Agency, part: AgencyScript, sent: datetime) -> PlayedMails:
    """The agency's own forms, and the project forms of those below it in one zip."""
    files = own_files(stage, agency, part, sent)
    asked = [identity for other in part.others for identity in stage.identities(other) if identity.form == REVIEW]
    projects = [stage.file(stage.opened(identity), sent) for identity in asked]
    attached = [(file.name, file.data) for file in files]
    if projects:
        packed = [(f"项目自评表/{project.name}", project.data) for project in projects]
        attached.append(("下属单位项目自评表.zip", zipped_in_gbk(packed, saved=sent)))
    if attached:
        mail = stage.mail(agency, sent, attached, style=part.style)
        yield mail, sent_facts([*files, *projects], agency.code, sent)


_HABITS: Mapping[Habit, Callable[[Stage, Agency, AgencyScript, datetime], PlayedMails]] = {
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
