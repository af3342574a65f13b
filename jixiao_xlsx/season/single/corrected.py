"""更正: the office's corrections laid over a filing as filed; what was filed stays in the store as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.filings.auditing.grouped import names_others
from jixiao_xlsx.findings import Finding, Severity, Where
from jixiao_xlsx.model.clock import moment
from jixiao_xlsx.model.content import number, text
from jixiao_xlsx.model.filings.filing import Filing, Record
from jixiao_xlsx.model.forms.asked import AskedCell
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.keys import Key, format_key, parse_key
from jixiao_xlsx.model.kinds import CellReading, ReadingState, kind_named, traits_of
from jixiao_xlsx.model.money import in_measure
from jixiao_xlsx.model.rows.silent_rows import is_in_rows, silent_rows
from jixiao_xlsx.model.season.acts import Correction
from jixiao_xlsx.season.single.labels import key_called
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.season.single.renamed_keys import todays_key
from jixiao_xlsx.sheet.grid import Slot
from jixiao_xlsx.sheet.self_check.computing import NO_NUMBERS, figures_of
from jixiao_xlsx.spec.language.nearest import nearest

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Corrector:
    """Lays corrections over filings of the forms that a reader knows."""

    reader: Reader

    def key_of(self, filing: Filing, text: str) -> str:
        """The key of the cell of this key or printed label; raises JixiaoError where there is none or several."""
        questions = self.reader.questions(filing)
        return format_key(key_called(text, questions)) if questions else text

    def cell(self, filing: Filing, key: str) -> tuple[str, str]:
        """The printed label of a cell, and what stands in it, as it was typed."""
        wanted = parse_key(key)
        record = next((record for record in filing.records if record.key == wanted), None)
        return (record.label, record.raw) if record else (self._asked(filing, wanted).label, "")

    def measure_of(self, filing: Filing, key: str) -> str:
        """The measure of the amounts of a cell, as its form is today; empty where it holds none."""
        field = self._asked(filing, parse_key(key)).field
        return field.measure if field is not None and traits_of(field).is_money else ""

    def check(self, filing: Filing, correction: Correction) -> None:
        """Raises JixiaoError where the form has no such key, or the value is none that its kind reads."""
        correction = self._named_today(filing, correction)
        reading = self._reading(filing, correction)
        wrong = any(issue.as_finding().severity is Severity.RETURN for issue in reading.issues)
        if wrong or reading.state not in {ReadingState.VALUE, ReadingState.BLANK}:
            said = "".join(issue.as_finding().message for issue in reading.issues)
            raise JixiaoError(f"‘{correction.raw}’ 不能作为 {correction.key} 的更正：{said}", "请写成该格要求的样子")

    def fits(self, filing: Filing, correction: Correction) -> bool:
        """Whether a correction can still be made: the form may have changed since."""
        try:
            self.check(filing, correction)
        except JixiaoError:
            return False
        return True

    def corrected(self, filing: Filing, corrections: Iterable[Correction]) -> Filing:
        """The filing with the corrections of its own version that fit it, the last per key: values replaced, figures
        recomputed, rules checked anew. A corrected record's raw is what the office wrote; its value is in today's
        measure."""
        named = (self._named_today(filing, correction) for correction in corrections)
        ordered = sorted(named, key=lambda correction: moment(correction.when))
        # The last per key, as they are in order of time.
        mine = {
            parse_key(correction.key): correction
            for correction in ordered
            if correction.sha256 == filing.sha256 and self.fits(filing, correction)
        }
        layout = self.reader.layouts.of_filing(filing) if filing.seal and filing.records else None
        if not mine or layout is None or filing.seal is None:
            return filing
        changed = {key: self._record(filing, correction) for key, correction in mine.items()}
        kept = [changed.get(record.key, record) for record in filing.records]
        known = {record.key for record in filing.records}
        records = tuple(
            record for record in (*kept, *(new for key, new in changed.items() if key not in known)) if record
        )
        base = Where(agency=filing.seal.agency_name, form=filing.seal.form)
        renewal = self.reader.layouts.renewal_of(filing)
        printed = renewal.printed if renewal else NO_NUMBERS
        figures, _ = figures_of(layout, records, {}, base, printed_then=printed)
        # What the department's own formula showed stays what was filed.
        filed = {figure.key: figure.filed for figure in filing.figures}
        figures = tuple(replace(figure, filed=filed.get(figure.key, "")) for figure in figures)
        put_right = {format_key(key) for key in mine}
        # Findings from reading stay, except those of the cells that were corrected; the audit's are made anew.
        findings = tuple(
            finding
            for finding in filing.reading_findings
            # A note that stands for other cells as well still holds for those.
            if finding.where.key not in put_right or names_others(finding)
        )
        findings += tuple(self._woken(filing, records, base))
        return self.reader.audited(replace(filing, records=records, figures=figures, findings=findings))

    def _woken(self, filing: Filing, records: tuple[Record, ...], base: Where) -> Iterator[Finding]:
        """What the reading has to say of cells in rows that said nothing before the corrections, and do now."""
        asleep = silent_rows(filing.records) - silent_rows(records)
        # A cell that the office wrote reads; what is left is a mark that stood among others.
        for record in (record for record in records if record.unreadable and is_in_rows(record.key, asleep)):
            field = self._asked(filing, record.key).field
            if field is not None:
                key, label = format_key(record.key), record.label
                where = replace(base, sheet=record.sheet, cell=record.cell, label=label, key=key)
                reading = kind_named(record.kind).read(text(record.raw), field)
                yield from (issue.as_finding(where) for issue in reading.issues)

    def _named_today(self, filing: Filing, correction: Correction) -> Correction:
        form = self.reader.layouts.form_of(filing.seal) if filing.seal else None
        return replace(correction, key=todays_key(correction.key, filing, form))

    def _record(self, filing: Filing, correction: Correction) -> Record | None:
        """The corrected record; None where the correction empties the cell."""
        key = parse_key(correction.key)
        before = next((record for record in filing.records if record.key == key), None)
        reading = self._reading(filing, correction)
        if reading.state is ReadingState.BLANK:
            return None
        if before is not None:
            measure = self.measure_of(filing, correction.key) or before.measure
            return replace(before, value=reading.value, raw=correction.raw, measure=measure)
        asked = self._asked(filing, key)
        field = asked.field
        if field is None:
            raise JixiaoError(f"{correction.key} 不是填报格", "只能更正填报格")
        return Record(
            key, reading.value, correction.raw, field.kind, asked.sheet, asked.cell, asked.label, field.measure
        )

    def _reading(self, filing: Filing, correction: Correction) -> CellReading:
        try:
            key = parse_key(correction.key)
        except ValueError as error:
            raise JixiaoError(f"‘{correction.key}’ 不是键", Advice.SEE_KEYS) from error
        field = self._asked(filing, key).field
        if field is None or field.compute is not None:
            raise JixiaoError(f"{correction.key} 不是填报格", "公式格会按更正后的数重算，请更正它用到的填报格")
        kind = kind_named(field.kind)
        # A number is taken as typed, not as a text that looks like one: 1e3 or １２ are left to the kind.
        plain = kind.is_number and _NUMBER.fullmatch(correction.raw.strip())
        written = replace(field, measure=self._measure_written(filing, correction, field))
        reading = kind.read(number(Decimal(correction.raw.strip())) if plain else text(correction.raw), written)
        if written.measure == field.measure or not isinstance(reading.value, Decimal):
            return reading
        return replace(reading, value=in_measure(reading.value, written.measure, field.measure))

    def _measure_written(self, filing: Filing, correction: Correction, field: Field) -> str:
        """The measure in which an amount was written. Raises JixiaoError where that was not kept, and the blank had
        another than its form has today."""
        if correction.measure or not traits_of(field).is_money:
            return correction.measure or field.measure
        renewal = self.reader.layouts.renewal_of(filing)
        then = renewal.box_then(parse_key(correction.key)) if renewal else None
        if isinstance(then, Slot) and then.field.measure != field.measure:
            raise JixiaoError(
                f"{correction.key} 的计量单位由‘{then.field.measure}’改成了‘{field.measure}’，不知道更正按哪一个",
                "请重新更正",
            )
        return field.measure

    def _asked(self, filing: Filing, key: Key) -> AskedCell:
        questions = self.reader.questions(filing)
        asked = questions.about(key) if questions else None
        if questions is None or asked is None:
            names = [format_key(known) for known in questions.asked] if questions else []
            near = nearest(format_key(key), names)
            hint = f"是否 {near}？" if near else Advice.SEE_KEYS
            raise JixiaoError(f"这张表没有 {format_key(key)} 这个键", hint)
        return asked


def newly_open(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[Finding, ...]:
    """What must be corrected or explained after a correction and was not before it."""
    known = {_sign(finding) for finding in before if not finding.is_settled}
    open_now = (finding for finding in after if finding.severity is not Severity.NOTE and not finding.is_settled)
    return tuple(finding for finding in open_now if _sign(finding) not in known)


def _sign(finding: Finding) -> tuple[str, Where, str]:
    # By place and words: the same rule may fail at another cell.
    return (finding.code, finding.where, finding.message)
