"""The gate: which form, year and agency a workbook is, told by its seal or, without one, by what it prints."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from jixiao_xlsx.findings import Finding, Where, finding
from jixiao_xlsx.model.content import ContentType
from jixiao_xlsx.model.filings.filing import Seal
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.forms.printed_words import AGENCY, with_year, without_placeholders
from jixiao_xlsx.sheet.editions.renewal import LayoutOrigin, Renewal
from jixiao_xlsx.sheet.editions.told_layout import told_layout
from jixiao_xlsx.sheet.grid import FormGrid, Grid, PrintedRole
from jixiao_xlsx.sheet.layout_text import sha_of_text
from jixiao_xlsx.sheet.raw.book import RawBook, RawSheet
from jixiao_xlsx.sheet.reader.counts import counted
from jixiao_xlsx.sheet.reader.layouts import Layouts
from jixiao_xlsx.sheet.reader.meta_words import other_facts
from jixiao_xlsx.sheet.reader.texts import folded_label
from jixiao_xlsx.sheet.seal import PREFIXES, decode_seal, verify

META_SHEET = "_jixiao"
SEALED = "封签"
_SEAL_STARTS = tuple(f"{prefix}|" for prefix in PREFIXES)
OWN_SHEETS = frozenset({META_SHEET, "_lists", "填表说明"})

# A complete return shows all of its form's printed texts; of one form's texts at most 69 % stand on another form too.
# Half tells a return that lost half of them from a stranger's.
_SURE = 0.5
# Two or three labels of a form's 30 to 60: nearer than that, one edited label would decide between two forms.
_MARGIN = 0.08
# A form prints this year, the last one, and some a third; each year tried lays out every form once.
_YEARS_TRIED = 4


@dataclass(frozen=True, slots=True)
class ExpectedReturns:
    """What the office waits for; empty where it takes anything."""

    form: str = ""
    year: int | None = None
    agency_code: str = ""


@dataclass(frozen=True, slots=True)
class PassedBook:
    """A workbook that passed the gate: its seal, the grid it was issued with, whether its keys may be trusted, what was
    said; `renewal` brings it to today's form where that is another by now, `told` is the layout that the blank itself
    tells, where it was taken for it."""

    seal: Seal
    layout: FormGrid
    keyed: bool
    recognised: str
    findings: tuple[Finding, ...]
    renewal: Renewal | None = None
    told: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A workbook that is not read: why, and its seal where it has one."""

    finding: Finding
    seal: Seal | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """Decides before anything is read."""

    layouts: Layouts
    expected: ExpectedReturns = ExpectedReturns()
    key: str = ""

    def pass_or_refuse(self, book: RawBook) -> PassedBook | Refusal:
        seals = find_seals(book)
        if not seals:
            return self._recognise(book)
        # The form's own seal counts before that of the metadata sheet: it goes with the cells when a sheet is copied.
        inside = [seal for name, seal in seals if not name.startswith(META_SHEET)]
        meta = [seal for name, seal in seals if name.startswith(META_SHEET)]
        seal = (inside or meta)[0]
        where = Where(agency=seal.agency_name, form=seal.form)
        layout = self.layouts.of_seal(seal)
        unexpected = self._unexpected(seal, where, layout)
        if unexpected is not None:
            return Refusal(unexpected, seal)
        if layout is None:
            return Refusal(finding("S13", where, found=seal.form, expected=str(seal.year)), seal)
        clash = next((other for other in (*inside, *meta) if _identity(other) != _identity(seal)), None)
        if clash is not None:
            return Refusal(finding("S06", where, found=self._spoken(seal), expected=self._spoken(clash)), seal)
        told = told_layout(book)
        renewal = self.layouts.renewal(seal, told=told, signed=bool(self.key) and verify(seal, self.key))
        issued = renewal.issued.grid if renewal else layout
        facts = (finding("S25", where, found=word, expected=sealed) for word, sealed in other_facts(book, seal)[:1])
        said = (
            *self._remarks(seal, issued, where, meta=bool(meta)),
            *_about_told(told, seal, renewal, where),
            *facts,
        )
        own = told if renewal is not None and renewal.origin is LayoutOrigin.BLANK else ""
        return PassedBook(seal, issued, issued.fingerprint == seal.fingerprint, SEALED, said, renewal, own)

    def _remarks(self, seal: Seal, layout: FormGrid, where: Where, *, meta: bool) -> Iterator[Finding]:
        if not meta:
            yield finding("S05", where)
        if self.key and not verify(seal, self.key):
            yield finding("S07", where)
        printed = layout.fingerprint
        if printed != seal.fingerprint:
            yield finding("S08", where, found=seal.fingerprint, expected=printed)

    def _unexpected(self, seal: Seal, where: Where, layout: FormGrid | None) -> Finding | None:
        expected = self.expected
        title = titled(layout.title, seal.year) if layout else seal.form
        # In the order in which people look: the wrong form, the wrong year, somebody else's.
        if expected.form and expected.form != seal.form:
            return finding("S02", where, found=title, expected=self._title(expected.form, seal.year))
        if expected.year is not None and expected.year != seal.year:
            return finding("S03", where, found=str(seal.year), expected=str(expected.year))
        if expected.agency_code and expected.agency_code != seal.agency_code:
            found = " ".join(part for part in (seal.agency_code, seal.agency_name) if part) or "（未写单位）"
            return finding("S04", where, found=found, expected=expected.agency_code)
        return None

    def _title(self, name: str, year: int) -> str:
        return next((titled(form.title, year) for form in self.layouts.forms() if form.form == name), name)

    def _spoken(self, seal: Seal) -> str:
        title = self._title(seal.form, seal.year)
        year = "" if str(seal.year) in title else str(seal.year)
        words = (year, title, seal.agency_code, seal.agency_name, seal.subject_name)
        return " ".join(word for word in words if word)

    # ---- without a seal ---------------------------------------------------------------------------------------

    def _recognise(self, book: RawBook) -> PassedBook | Refusal:
        """The form whose printed texts stand in the workbook, with a clear lead over every other form; of its editions
        the likest."""
        texts = {folded_label(content.raw) for sheet in book.sheets for content in sheet.cells.values()}
        # Labels hold years: the same form of another year shares only those that hold none.
        years = self._years(texts)
        forms = self.layouts.forms()
        shares = {form.name: max(_overlap(self.layouts.of_form(form, year), texts) for year in years) for form in forms}
        scored = sorted(
            ((shares[form.name], form.name, form) for form in forms), key=lambda item: item[:2], reverse=True
        )
        best = scored[0][0] if scored else 0.0
        near = [form for share, _, form in scored if best - share < _MARGIN]
        # Editions of one form share up to 97 %: they may be near, other forms may not.
        if best < _SURE or len({form.form for form in near}) > 1:
            return Refusal(finding("S01"))
        return self._of_year(self._edition(near, texts, years), texts, years)

    def _edition(self, near: list[Form], texts: set[str], years: list[int]) -> Form:
        """The edition with the most printed texts in the workbook, of several that are about as like: an edition that
        only adds to another has all of the other's."""

        def lead(form: Form) -> int:
            labels = [_all_labels(self.layouts.of_form(form, year)) for year in years]
            return max(len(words & texts) - len(words - texts) for words in labels)

        # Of editions that are alike to the last label the newest.
        return max(near, key=lambda form: (lead(form), form.edition))

    def _of_year(self, form: Form, texts: set[str], years: list[int]) -> PassedBook | Refusal:
        shares = {year: _overlap(self.layouts.of_form(form, year), texts) for year in years}
        best = max(shares.values())
        winners = [year for year in years if shares[year] == best]
        year = winners[0] if len(winners) == 1 else self.expected.year
        title = form.title
        if year is None or _overlap(self.layouts.of_form(form, year), texts) < best:
            return Refusal(finding("S11", found=titled(title, None)))
        counts = counted(form, texts)
        layout = self.layouts.of_form(form, year, counts)
        seal = Seal(form=form.form, edition=form.edition, year=year, fingerprint=layout.fingerprint, counts=counts)
        as_expected = replace(
            seal, agency_code=self.expected.agency_code
        )  # whose it is, the form tells when it is read
        unexpected = self._unexpected(as_expected, Where(form=form.form), layout)
        if unexpected is not None:
            return Refusal(unexpected, seal)
        said = finding("S09", Where(form=form.form), found=titled(title, year), expected=str(year))
        # Keys may have survived where the seal is gone; they are checked against the labels as always.
        return PassedBook(seal, layout, True, "印刷文字", (said,))

    def _years(self, texts: set[str]) -> list[int]:
        """Years that stand in the workbook, and those next to them, as a form may print last year's only."""
        # Titles and heads are short; a paragraph of prose names any year.
        seen = Counter(int(year) for text in texts if len(text) < 80 for year in re.findall(r"20\d\d", text))
        years = [year for year, _ in seen.most_common(_YEARS_TRIED)]
        # The fiscal year is one or two above the only year that is printed: a budget shows last year's figures.
        near = [year + step for year in years for step in (1, 2)]
        expected = [self.expected.year] if self.expected.year else []
        # Without any year two are tried: neither wins, and the year counts as unknown.
        return list(dict.fromkeys([*expected, *years, *near])) or [2000, 2001]


def _about_told(told: str, seal: Seal, renewal: Renewal | None, where: Where) -> Iterator[Finding]:
    """What there is to say of a layout in the blank that is not the one it was read by."""
    if not told or (renewal is not None and renewal.origin is LayoutOrigin.BLANK):
        return
    if seal.layout != sha_of_text(told):
        yield finding("S34", where, why="与封签里的校验码不符")


def titled(title: str, year: int | None) -> str:
    """A form's title as people say it: with the year in its place, or without its placeholders."""
    return without_placeholders(with_year(title, year) if year else title)


def find_seals(book: RawBook) -> list[tuple[str, Seal]]:
    """Every seal in the workbook with the name of its sheet, each once a sheet."""
    found: dict[tuple[str, Seal], None] = {}
    for sheet in book.sheets:
        for content in sheet.cells.values():
            # The cheap test first: this runs over every cell of every file.
            if content.type is ContentType.TEXT and content.raw.lstrip().startswith(_SEAL_STARTS):
                seal = decode_seal(content.raw)
                if seal is not None:
                    found.setdefault((sheet.name, seal))
    return list(found)


def likeness(sheet: RawSheet, grid: Grid) -> float:
    """How much of a grid a raw sheet shows, 0…1: row ids and printed texts, whichever tells more."""
    texts = {folded_label(content.raw) for content in sheet.cells.values()}
    ids = {row.id for row in grid.rows}
    return max(len(ids & texts) / len(ids), _share(_labels(grid), texts))


def _labels(grid: Grid) -> set[str]:
    return {
        folded_label(box.text)
        for box in grid.printed()
        # A single sign (—, √) stands on every form, and an agency's name on none.
        if len(box.text) > 1 and AGENCY not in box.text and box.role is not PrintedRole.VALUE
    }


def _overlap(layout: FormGrid, texts: set[str]) -> float:
    return _share(_all_labels(layout), texts)


def _all_labels(layout: FormGrid) -> set[str]:
    return set().union(*(_labels(grid) for grid in layout.sheets if not grid.aside))


def _share(labels: set[str], texts: set[str]) -> float:
    return len(labels & texts) / len(labels) if labels else 0.0


def _identity(seal: Seal) -> tuple[str, ...]:
    return (seal.form, seal.edition, str(seal.year), seal.agency_code, seal.agency_name, seal.subject_code, seal.issue)
