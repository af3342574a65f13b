"""The second round: departments put right what was sent back, most of them in the marked copy they got."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import PurePosixPath

from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.filings.identity import Identity
from jixiao_xlsx.model.keys import Key, format_key
from jixiao_xlsx.model.money import YUAN_IN
from jixiao_xlsx.model.season.roster import Agency, Roster
from jixiao_xlsx.season.demo.playing.acting import AttachedFile, Stage
from jixiao_xlsx.season.demo.playing.answers import TARGETS, answers_of
from jixiao_xlsx.season.demo.playing.filled import FilledForm, written
from jixiao_xlsx.season.demo.playing.mail import Style
from jixiao_xlsx.season.demo.playing.mistakes import MISTAKES
from jixiao_xlsx.season.demo.playing.opened import OpenedBlank, open_blank
from jixiao_xlsx.season.demo.playing.rounds import PlayedMails, gathered, posted, sent_facts, stage_of
from jixiao_xlsx.season.demo.playing.script import OLD_DRAFT, STILL_WRONG, Habit, script_of
from jixiao_xlsx.season.demo.playing.truth import Round, SentFile, Truth

_SUBJECT = "回复：绩效材料修改稿"
_WAN = YUAN_IN["万元"]


def second_round(
    sent_back: Mapping[str, tuple[bytes, ...]],
    first: Round,
    *,
    blanks: Mapping[Identity, bytes],
    roster: Roster,
    year: int,
    seed: int,
) -> Round:
    """What comes in after the 退回. `sent_back` are the marked workbooks by agency code; `first` is the first round.

    A marked workbook is corrected in itself, or the blank is filled anew where the workbook was damaged, or none came
    back; one agency is wrong again, and one older draft arrives late. The round's truth covers its own mails only.
    """
    stage = stage_of(blanks, roster, year=year, seed=seed)
    return gathered(_answer(stage, agency, sent_back.get(agency.code, ()), first.truth) for agency in roster.agencies)


def _answer(stage: Stage, agency: Agency, marked: tuple[bytes, ...], truth: Truth) -> PlayedMails:
    part = script_of(agency.code)
    if part.habit is Habit.SILENT:
        return
    # Nine days are given to correct; all who answer do so within eight.
    day = stage.days.sent_back + timedelta(days=stage.draw("answer", agency.code).randint(2, 8))
    sent = stage.moment(day, agency.code, "answer")
    files = list(_files(stage, agency, marked, truth, sent=sent))
    if files:
        attached = [(file.name, file.data) for file in files]
        mail = stage.mail(agency, sent, attached, style=Style.ENCODED, subject=_SUBJECT)
        yield mail, sent_facts(files, agency.code, sent)
    if agency.code == OLD_DRAFT:
        yield from _old_draft(stage, agency)


def _files(
    stage: Stage, agency: Agency, marked: tuple[bytes, ...], truth: Truth, *, sent: datetime
) -> Iterator[AttachedFile]:
    opened = (open_blank(data, stage.layouts) for data in marked)
    copies = {workbook.identity: workbook for workbook in opened}
    for identity in stage.identities(agency.code):
        newest = truth.newest(identity)
        if newest is None:
            yield stage.file(stage.opened(identity), sent)
        elif newest.returned or (identity in copies and newest.mistakes):
            yield _corrected(stage, copies.get(identity), newest, identity, sent=sent)


def _corrected(
    stage: Stage, copy: OpenedBlank | None, wrong: SentFile, identity: Identity, *, sent: datetime
) -> AttachedFile:
    """The next version: the marked copy with the wrong cells retyped, or a fresh blank."""
    blank = stage.opened(identity)
    # Where rows or sheets were changed nobody corrects in the marked copy.
    damaged = any(mistake in MISTAKES and MISTAKES[mistake].edit for mistake in wrong.mistakes)
    if copy is None or damaged:
        made = stage.file(blank, sent)
        return replace(made, name=_revised(made.name))
    retyped = _retyped(answers_of(blank, stage.seed), wrong)
    filled = FilledForm(retyped, {}, {**wrong.reads, **retyped})
    fact = SentFile("", "", "", sent, identity, filled.reads)
    code, key, text = STILL_WRONG
    if identity.agency_code == code and any(format_key(cell_key) == key for cell_key in retyped):
        filled = filled.with_pasted(key, text)
        fact = replace(fact, reads=filled.reads, mistakes=(text,), codes=frozenset({"V103"}), returned=True)
    return stage.attached(blank, written(copy, filled), fact, name=_revised(stage.name_of(blank)))


def _retyped(right: Mapping[Key, Value], wrong: SentFile) -> dict[Key, Value]:
    """The cells that were wrong with their right values; an amount that nobody knows better was in 万元."""
    cells = {key: value for key, value in right.items() if wrong.reads.get(key) != value}
    for key, value in wrong.reads.items():
        if key not in right and key[0] == "funds" and isinstance(value, Decimal):
            cells[key] = value * _WAN
    return cells


def _revised(name: str) -> str:
    path = PurePosixPath(name)
    return f"{path.stem}（修改稿）.xlsx"


def _old_draft(stage: Stage, agency: Agency) -> PlayedMails:
    """A draft from before the first version, whose message was held up on its way."""
    # Six days before its first version was sent.
    sent = stage.moment(stage.days.issued + timedelta(days=script_of(agency.code).day - 6), agency.code, "draft")
    asked = [identity for identity in stage.identities(agency.code) if identity.form == TARGETS]
    drafts = [
        stage.file(stage.opened(identity), sent, mistakes=("一条职能超过150字",), name="草稿.xlsx")
        for identity in asked
    ]
    yield from posted(stage, agency, drafts, sent=sent, style=Style.ENCODED_GBK)
