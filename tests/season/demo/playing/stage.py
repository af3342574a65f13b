"""A whole season on the stage, played once for all tests: blanks, both rounds, and what the office sent back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.filings.identity import Identity, sealed_identity
from jixiao_xlsx.model.season.roster import Roster
from jixiao_xlsx.season.collecting.collect import OriginalTask, known_original
from jixiao_xlsx.season.demo.playing.answering import second_round
from jixiao_xlsx.season.demo.playing.cast import cast
from jixiao_xlsx.season.demo.playing.rounds import first_round
from jixiao_xlsx.season.demo.playing.truth import Round, SentFile
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.season.single.review import ReviewDesk
from jixiao_xlsx.spec.catalogue import load_form

YEAR, SEED = 2026, 7
OFFICE = "示例市财政局"


@dataclass(frozen=True)
class Season:
    """What was issued and what came."""

    blanks: Mapping[Identity, bytes]
    first: Round
    second: Round
    sent_back: Mapping[str, tuple[bytes, ...]]
    data: Mapping[str, bytes]


def issued(roster: Roster) -> dict[Identity, bytes]:
    """A blank for everything that the roster asks for."""
    orders = []
    for agency in roster.agencies:
        party = Party(agency.code, agency.name)
        orders.append(Order(load_form("S0"), YEAR, party, office=OFFICE))
        orders.append(Order(load_form("S4"), YEAR - 1, party, office=OFFICE))
        for project in roster.projects_of(agency.code):
            subject = Party(project.code, project.name)
            orders.append(Order(load_form("P1"), YEAR - 1, party, subject, office=OFFICE))
    blanks = {}
    for order in orders:
        blank = issue_blank(order)
        identity = sealed_identity(blank.seal)
        assert identity is not None
        blanks[identity] = blank.data
    return blanks


@cache
def season() -> Season:
    """The season of one seed, with everything marked that had a finding sent back."""
    roster = cast(YEAR)
    blanks = issued(roster)
    first = first_round(blanks, roster, year=YEAR, seed=SEED)
    data = files_of(first)
    desk = ReviewDesk(reader())
    back: dict[str, list[bytes]] = defaultdict(list)
    for file in first.truth.to_return():
        assert file.identity is not None
        back[file.identity.agency_code] += marked(desk, file, data[file.sha256])
    sent_back = {code: tuple(some) for code, some in back.items()}
    second = second_round(sent_back, first, blanks=blanks, roster=roster, year=YEAR, seed=SEED)
    return Season(blanks, first, second, sent_back, {**data, **files_of(second)})


def marked(desk: ReviewDesk, file: SentFile, data: bytes) -> list[bytes]:
    """The marked workbook among what a review gives."""
    outputs = desk.review(data, name=file.name).outputs
    return [output.data for output in outputs if output.name.endswith(".xlsx")]


@cache
def reader() -> Reader:
    return Reader.of()


def read(file: SentFile) -> Filing:
    """One of the season's files, read once."""
    return _read(file.name, file.sha256)


@cache
def _read(name: str, digest: str) -> Filing:
    years = {identity.form: identity.year for identity in season().blanks}
    read = OriginalTask(reader(), years)(season().data[digest], name=name)
    assert isinstance(read, Filing)
    return known_original(read, reader(), name=name)


def files_of(played: Round) -> dict[str, bytes]:
    """Every file by its sha256, those inside zips too."""
    found = {}
    for mail in played.mails:
        for name, data in mail.attachments:
            inside = [data]
            if name.endswith(".zip"):
                with ZipFile(BytesIO(data)) as package:
                    inside = [package.read(info) for info in package.infolist()]
            found.update({sha256(one).hexdigest(): one for one in inside})
    return found
