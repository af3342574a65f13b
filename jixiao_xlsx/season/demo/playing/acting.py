"""A department at its desk: a blank filled with its part's mistakes, saved under a name, and what is then true."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import PurePosixPath

from jixiao_xlsx.model.clock import CHINA
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.filings.identity import Identity
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.season.roster import Agency, Roster
from jixiao_xlsx.season.demo.playing.answers import ALIASES, answers_of
from jixiao_xlsx.season.demo.playing.damage import edited
from jixiao_xlsx.season.demo.playing.filled import FilledForm, written
from jixiao_xlsx.season.demo.playing.mail import Mail, Style
from jixiao_xlsx.season.demo.playing.mistakes import MISTAKES, form_of
from jixiao_xlsx.season.demo.playing.ods import ods_bytes
from jixiao_xlsx.season.demo.playing.opened import OpenedBlank, open_blank
from jixiao_xlsx.season.demo.playing.package import pinned
from jixiao_xlsx.season.demo.playing.saved_as import saved_cells
from jixiao_xlsx.season.demo.playing.script import PASSWORD, Days, season_days
from jixiao_xlsx.season.demo.playing.strangers import under_password
from jixiao_xlsx.season.demo.playing.truth import SentFile
from jixiao_xlsx.season.demo.playing.xls import xls_bytes
from jixiao_xlsx.season.single.one_blank import Order, Party, blank_name
from jixiao_xlsx.sheet.reader.layouts import Layouts

# Subjects and bodies as departments write them, among them none that says which form it is.
_SUBJECTS = (
    "{name}绩效材料", "报送{year}年部门绩效申报表和自评材料", "【{name}】绩效申报表、自评表", "绩效表格（{name}）",
    "关于报送绩效目标及自评材料的函", "Fw: 绩效材料", "{name}：绩效申报",
)  # fmt: skip
_BODIES = (
    "您好，我单位的绩效材料见附件，请审阅。",
    "各位领导好，按通知要求报送绩效材料，如有问题请与我单位财务岗联系。",
    "附件为本单位填好的表格，请查收，谢谢！",
    "材料已按要求填写，请查收。",
)
# Somebody saves a workbook, looks at it once more and then writes the mail.
_BEFORE_SENDING = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file as it goes into a mail, and the truth about it without its message."""

    name: str
    data: bytes = field(repr=False)
    fact: SentFile


@dataclass(frozen=True, slots=True)
class Stage:
    """The season's blanks by identity, its roster, year and seed; everything drawn comes from the seed."""

    blanks: Mapping[Identity, bytes]
    roster: Roster
    year: int
    seed: int
    layouts: Layouts

    @property
    def days(self) -> Days:
        return season_days(self.year)

    def identities(self, agency: str) -> tuple[Identity, ...]:
        """What an agency was asked for, the department's forms before those about projects."""
        mine = (identity for identity in self.blanks if identity.agency_code == agency)
        return tuple(sorted(mine, key=lambda identity: (bool(identity.subject), identity.form, identity.subject)))

    def opened(self, identity: Identity) -> OpenedBlank:
        return open_blank(self.blanks[identity], self.layouts)

    def draw(self, *what: str) -> random.Random:
        # Each draw has a seed of its own, so that one more agency, form or mail changes nobody else's.
        return random.Random("|".join((str(self.seed), str(self.year), *what)))  # noqa: S311 — plays a part

    def moment(self, day: date, *what: str) -> datetime:
        """A working hour of a day."""
        draw = self.draw("moment", day.isoformat(), *what)
        # Office hours.
        hour = time(draw.randint(8, 17), draw.randint(0, 59), draw.randint(0, 59), tzinfo=CHINA)
        return datetime.combine(day, hour)

    # ---- files ---------------------------------------------------------------------------------------------------

    def file(
        self,
        blank: OpenedBlank,
        sent: datetime,
        *,
        mistakes: Iterable[str] = (),
        saved_as: str = "xlsx",
        name: str = "",
    ) -> AttachedFile:
        """A blank filled with some mistakes, and saved in a format."""
        made = [MISTAKES[mistake] for mistake in mistakes if form_of(mistake) == blank.seal.form]
        filled = FilledForm.of(blank, answers_of(blank, self.seed))
        for mistake in made:
            filled = mistake.change(filled) if mistake.change else filled
        data = written(blank, filled)
        for mistake in made:
            data = edited(data, blank, mistake.edit) if mistake.edit else data
        fact = SentFile(
            "",
            "",
            "",
            sent,
            blank.identity,
            filled.reads,
            tuple(mistake.what for mistake in made),
            frozenset[str]().union(*(mistake.codes for mistake in made)),
            any(mistake.returned for mistake in made),
        )
        return self.attached(blank, data, fact, saved_as=saved_as, name=name)

    def attached(
        self, blank: OpenedBlank, data: bytes, fact: SentFile, *, saved_as: str = "xlsx", name: str = ""
    ) -> AttachedFile:
        """A filled workbook saved in a format, shortly before it was sent; an untouched blank stays as it went out."""
        saved = fact.sent - _BEFORE_SENDING
        suffix = "xlsx" if saved_as == PASSWORD else saved_as
        called = name or str(PurePosixPath(self.name_of(blank)).with_suffix(f".{suffix}"))
        # A blank that nobody touched must stay byte for byte what was issued.
        kept = data if data == blank.data else pinned(data, saved=saved)
        if saved_as in ("xls", "ods"):
            known: dict[Key, Value] = {key: value for key, value in fact.reads.items() if value is not None}
            book = saved_cells(data, blank.layout, known)
            kept = xls_bytes(book) if saved_as == "xls" else ods_bytes(book, saved=saved)
        elif saved_as == PASSWORD:
            kept = under_password(kept, self.draw("password", called))
        return AttachedFile(called, kept, fact)

    def name_of(self, blank: OpenedBlank) -> str:
        """The file name that the blank was issued under."""
        seal = blank.seal
        agency, subject = Party(seal.agency_code, seal.agency_name), Party(seal.subject_code, seal.subject_name)
        return blank_name(Order(blank.layout.form, seal.year, agency, subject))

    # ---- mails ---------------------------------------------------------------------------------------------------

    def mail(
        self, agency: Agency, sent: datetime, files: Iterable[tuple[str, bytes]], *, style: Style, subject: str = ""
    ) -> Mail:
        """A message of an agency with these files."""
        draw = self.draw("mail", agency.code, sent.isoformat())
        subject = subject or draw.choice(_SUBJECTS).format(name=agency.name, year=self.year)
        called = next((name for name in agency.former if not name.isdecimal()), agency.name)
        return Mail(agency.email, subject, sent, tuple(files), style, called, draw.choice(_BODIES))


def alias_of(form: str) -> str:
    """The short name of a form the players know."""
    return next((alias for alias, code in ALIASES.items() if code == form), "")


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
