"""A filled workbook of every embedded form, read into cells once, for the tests that damage it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.filings.filing import Filing, Value
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.season.single.one_blank import Blank, Order, Party, issue_blank
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.sheet.grid import Grid
from jixiao_xlsx.sheet.raw.book import RawBook, read_raw
from jixiao_xlsx.sheet.reader.gate import ExpectedReturns
from jixiao_xlsx.sheet.reader.layouts import Layouts
from jixiao_xlsx.sheet.reader.read_book import read_book
from jixiao_xlsx.spec.catalogue import all_forms
from sheet.reader.distinct import distinct_values

YEAR = 2026
NAMES = ("S0", "S1", "S2", "S3", "P1")
LAYOUTS = Layouts(all_forms())


@dataclass(frozen=True)
class Sample:
    """One form as issued and filled: its blank, what was typed under each key, the workbook and its cells."""

    form: Form
    blank: Blank
    values: dict[Key, Value]
    data: bytes
    book: RawBook

    @property
    def grid(self) -> Grid:
        return self.blank.layout.sheets[0]

    def read(self, book: RawBook, *, expected: ExpectedReturns | None = None) -> Filing:
        """What the reader makes of a damaged copy; the year is told, as an office does that reads for a season."""
        asked = expected or ExpectedReturns(year=self.blank.layout.year)
        return read_book(book, source="x.xlsx", sha256="", layouts=LAYOUTS, expected=asked)


@cache
def sample(name: str) -> Sample:
    """The form with this alias, every open slot filled with a value of its own."""
    form = next(form for form in LAYOUTS.forms() if name in form.aliases)
    blank = issue_blank(
        Order(form, YEAR + form.year_offset, Party("00101", "示例市民政局"), Party("P01", "适老化改造"))
    )
    first = {slot.key for slot in blank.layout.sheets[0].slots()}
    values = {key: value for key, value in distinct_values(blank.layout).items() if key in first}
    data = fill(blank.data, blank.layout, values)
    book = read_raw(data)
    assert not isinstance(book, Finding)
    return Sample(form, blank, values, data, book)
