"""部门整体支出绩效自评报告: its parts in order, with computed sentences, filed texts, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.day_text import day_text
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.forms.asked import Questions
from jixiao_xlsx.model.forms.form import Form, Row
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.report.narrative.doubts import doubts_of
from jixiao_xlsx.report.narrative.facts import Facts, filing_facts, lines_of, plain_line, section_of
from jixiao_xlsx.report.narrative.gaps import Gap, gaps_of
from jixiao_xlsx.report.narrative.pieces import Chapter, Contradiction, FigureTable, Narrative, Note, Origin, Paragraph
from jixiao_xlsx.report.narrative.statements import Statement, results, spending, staffing
from jixiao_xlsx.report.narrative.words import ReportWords

# A chapter has at most ten parts; a form with more begins again rather than fail.
_NUMERALS = "一二三四五六七八九十"
# A form that asks for these asks for the report: S4 of any edition, and whatever copies it.
_NEEDED = (("budget", "total", "y0"), ("outlay", "total", "amount"), ("texts", "overview", "duties", "text"))


@dataclass(frozen=True, slots=True)
class _TextPlace:
    """What is computed for a text's place: sentences and tables, before the filed text or after it."""

    tell: Callable[[Facts], Iterator[tuple[Statement, ...]]]
    sections: tuple[str, ...] = ()
    before: bool = False


_TELLINGS: dict[Key, _TextPlace] = {
    ("texts", "overview", "duties"): _TextPlace(staffing, ("head",)),
    ("texts", "overview", "execution"): _TextPlace(spending, ("budget", "outlay"), before=True),
    ("texts", "achieved", "done"): _TextPlace(results, ("results",)),
}

_TABLES = ("budget", "outlay", "results")


def is_told(form: Form) -> bool:
    """Whether a form collects the figures and texts of the self-evaluation report."""
    tables = (section.table for sheet in form.sheets for section in sheet.sections if section.table)
    keys = {cell.key for table in tables for row in table.leaf_rows() for cell in row.cells}
    return set(_NEEDED) <= keys


def narrative_of(filing: Filing, questions: Questions) -> Narrative:
    """The report of one filing; raises JixiaoError where its form does not ask for one, or nothing was read."""
    if filing.seal is None or not filing.records or not is_told(questions.form):
        raise JixiaoError(
            f"{filing.source or '该文件'} 里没有自评报告的数据", "自评报告由 S4 表生成，请给出读得通的 S4 填报件"
        )
    facts, words = filing_facts(filing, questions), ReportWords.load()
    agency = _agency(filing)
    filed = facts.values.get(("head", "date"))
    gaps, doubts = gaps_of(filing, questions), doubts_of(facts, words)
    returns = sum(1 for finding in filing.findings if finding.severity is Severity.RETURN)
    return Narrative(
        title=words.say("title", agency=agency, year=str(facts.year)),
        agency=agency,
        year=facts.year,
        date=day_text(filed) if isinstance(filed, date) else "",
        parts=tuple(_parts(facts, words, gaps)),
        gaps=gaps,
        doubts=doubts,
        notes=tuple(_notes(words, gaps, doubts, returns)),
        open_returns=returns,
    )


def _agency(filing: Filing) -> str:
    """The name on the blank, else the one that was filled in."""
    named = filing.seal.agency_name if filing.seal else ""
    filled = filing.value(("head", "agency"))
    return plain_line(named or (filled if isinstance(filled, str) else "")) or "（单位未填写）"


def _notes(
    words: ReportWords, gaps: tuple[Gap, ...], doubts: tuple[Contradiction, ...], returns: int
) -> Iterator[Note]:
    if gaps:
        lines = (words.say("gap", label=gap.label, cell=gap.cell, why=gap.why) for gap in gaps)
        yield Note(words.say("gaps_heading"), tuple(lines))
    if doubts:
        lines = (words.say("doubt", label=doubt.label, said=doubt.said, shown=doubt.shown) for doubt in doubts)
        yield Note(words.say("doubts_heading"), tuple(lines))
    if returns:
        yield Note(words.say("returns_heading"), (words.say("returns", count=str(returns)),))


def _parts(facts: Facts, words: ReportWords, gaps: tuple[Gap, ...]) -> Iterator[Chapter]:
    texts = section_of(facts.questions.form, "texts")
    for row in texts.table.rows if texts and texts.table else ():
        heading = facts.words(row.label)
        if not row.children:
            yield Chapter(heading, 1, tuple(_blocks(facts, words, row.pattern, gaps)))
            continue
        yield Chapter(heading, 1)
        for number, child in enumerate(row.children):
            label = f"（{_NUMERALS[number % 10]}）{facts.words(child.label)}"
            yield Chapter(label, 2, tuple(_blocks(facts, words, child.pattern, gaps)))


def _blocks(facts: Facts, words: ReportWords, place: Key, gaps: tuple[Gap, ...]) -> Iterator[Paragraph | FigureTable]:
    telling = _TELLINGS.get(place)
    computed = tuple(_computed(facts, words, telling, gaps)) if telling else ()
    filed = tuple(Paragraph(text, Origin.FILED) for text in facts.texts(*place, "text"))
    # Missing texts keep their place, highlighted, so that nobody overlooks them in a finished look.
    said = filed or (Paragraph(words.say("missing_text" if computed else "missing"), Origin.MISSING),)
    yield from (*computed, *said) if telling and telling.before else (*said, *computed)


def _computed(
    facts: Facts, words: ReportWords, telling: _TextPlace, gaps: tuple[Gap, ...]
) -> Iterator[Paragraph | FigureTable]:
    for told in telling.tell(facts):
        if told:
            yield Paragraph(
                "".join(words.say(statement.name, **statement.pieces) for statement in told), Origin.COMPUTED
            )
    lacking = [gap.label for gap in gaps if gap.key[0] in telling.sections and gap.is_number]
    if lacking:
        yield Paragraph(words.say("missing_figures", labels="、".join(lacking)), Origin.MISSING)
    yield from (table for name in telling.sections if (table := _table(facts, name)))


def _table(facts: Facts, name: str) -> FigureTable | None:
    """A section's table as the form has it, with its values; None where it has none, or nobody filled any."""
    section = section_of(facts.questions.form, name)
    table = section.table if section else None
    filled = any(key[0] == name and value is not None for key, value in facts.values.items())
    # A table of blanks in a report is worse than none; what is missing is told in words.
    if section is None or table is None or not filled:
        return None
    lines = tuple(lines_of(section))
    depth = max(len(line.labels) for line in lines)
    columns = table.leaf_columns()
    corner = tuple(facts.words(text) for text in table.corner)
    head = (
        *corner[:depth],
        *("" for _ in range(depth - len(corner))),
        *(facts.words(column.label) for column in columns),
    )
    rows = tuple(_row(facts, line.labels, line.row, depth) for line in lines)
    words = depth + sum(1 for column in columns if column.key == "measure")
    caption = facts.words(section.title)
    return FigureTable(_TABLES.index(name) + 1, caption, head, rows, words)


def _row(facts: Facts, labels: tuple[str, ...], row: Row, depth: int) -> tuple[str, ...]:
    stub = tuple(facts.words(label) for label in labels)
    padded = (*stub, *("" for _ in range(depth - len(stub))))
    return (*padded, *(facts.shown(cell) for cell in row.cells))
