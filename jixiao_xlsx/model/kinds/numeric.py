"""What all kinds share whose value is a number: typed numbers, limits, decimals, words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import ClassVar

from jixiao_xlsx.model.content import Content
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.kinds.characters import folded, percent_text, plain_decimal, shown
from jixiao_xlsx.model.kinds.kind import Align, Kind
from jixiao_xlsx.model.kinds.reading import CellReading, ReadingState, ValueIssue, rejected, taken, value_issue
from jixiao_xlsx.model.kinds.seen import shows_another
from jixiao_xlsx.model.kinds.validation import MESSAGE_UNITS, Validation, cut_with_dots
from jixiao_xlsx.model.kinds.written import NotWritten, WrittenNumber, is_kept, read_number
from jixiao_xlsx.model.shown import only_dresses, seen_of, shows_moment

BOUND = Decimal(10) ** 15 - 1
"""Excel keeps fifteen digits: no number beyond this is allowed anyway."""

_COUNT_WORDS = "零一二三四五六七八九"


class NumberKind(Kind):
    """What the number kinds share; the value is a Decimal of at most fifteen significant digits.

    A new one is a quantity unless it says otherwise: it adds up over agencies, with the decimals of its `places`.
    """

    is_number = True
    is_figure = True
    is_quantity = True
    align: ClassVar[Align] = "right"
    noun: ClassVar[str] = "数字"
    # Within what most number cells take, percentages and counts alike.
    sample: ClassVar[Decimal] = Decimal(90)
    tails: ClassVar[tuple[str, ...]] = ()

    def take(self, content: Content, field: Field) -> CellReading:
        if isinstance(content.value, Decimal):
            reading = self._take_number(content, content.value, field)
            remarks = self._seen_issues(content, content.value, reading, field)
            return replace(reading, issues=reading.issues + remarks) if remarks else reading
        # Before anything numeric: for Python True is 1.
        if isinstance(content.value, bool):
            return rejected(self.refusal("V101", content, field))
        if not isinstance(content.value, str):
            return rejected(self.refusal("V105", content, field))
        try:
            written = read_number(content.value)
        except NotWritten as fault:
            if fault.code == "V102" and not field.required:
                # As forms print — where there is no such money.
                return CellReading(ReadingState.BLANK, None, (value_issue("V134", shown(content.raw), self.noun),))
            return rejected(self.refusal(fault.code, content, field))
        return self.take_written(content, written, field)

    def _seen_issues(
        self, content: Content, value: Decimal, reading: CellReading, field: Field
    ) -> tuple[ValueIssue, ...]:
        """A remark where the cell's number format shows another number than the one that was read."""
        # Most cells have the format that the blank gave them.
        if content.seen is None and only_dresses(content.format):
            return ()
        words = self._seen_words(content, value, field)
        if not words or not isinstance(reading.value, Decimal):
            return ()
        found, read = shown(plain_decimal(value)), self.show(reading.value)
        return (value_issue("V130", found, self.wanted(field), seen=words, value=read),)

    def _seen_words(self, content: Content, value: Decimal, field: Field) -> str:
        """What is seen instead of the number, empty where it is the same one."""
        seen = seen_of(content)
        if seen is None:
            return "时间或日期" if shows_moment(content) else ""
        if not shows_another(value, seen, self.own_tails(field)):
            return ""
        return f"‘{shown(seen)}’" if seen else "空白"

    def _take_number(self, content: Content, value: Decimal, field: Field) -> CellReading:
        # 0 % is 0, whichever it was meant to be; any other is a hundredth of what was seen.
        if content.percent and value != 0:
            return rejected(value_issue("V104", percent_text(value), self.wanted(field), ask=self.ask(field)))
        return self.weigh(content, value, field)

    def take_written(self, content: Content, written: WrittenNumber, field: Field) -> CellReading:
        """The reading of a number typed as text; what follows the number must be the field's own measure."""
        if written.tail == "%":
            return rejected(self.refusal("V104", content, field))
        if self.is_foreign(written, field):
            return rejected(self.tail_issue(content, written, field))
        return self.weigh(content, written.value, field, *self.spelling(content, written, field))

    def weigh(self, content: Content, value: Decimal, field: Field, *notes: ValueIssue) -> CellReading:
        """The value with its notes, unless it has too many digits or is no integer where one is wanted."""
        fault = self.form_fault(value)
        return rejected(self.refusal(fault, content, field)) if fault else taken(value, *notes)

    def form_fault(self, value: Decimal) -> str:
        """The code of what makes the number unusable whatever the limits are, or an empty string."""
        if not is_kept(value):
            return "V107"
        return "V106" if self.is_whole and value != value.to_integral_value() else ""

    def is_foreign(self, written: WrittenNumber, field: Field) -> bool:
        """Whether the text behind the number, or its currency sign, says another measure than the field's."""
        if written.tail:
            return folded(written.tail) not in {folded(tail) for tail in self.own_tails(field)}
        return written.currency and not self.measure(field).endswith("元")

    def own_tails(self, field: Field) -> tuple[str, ...]:
        """What may stand behind the number, typed or shown by its format."""
        measure = self.measure(field)
        # 48万元整, as on receipts; 4.80万 in a form of 万元: nobody writes the 元 twice.
        money = (f"{measure}整", measure.removesuffix("元")) if measure.endswith("元") else ()
        return tuple(tail for tail in (*self.tails, *money, measure) if tail)

    def measure(self, field: Field) -> str:
        return field.measure

    def tail_issue(self, content: Content, written: WrittenNumber, field: Field) -> ValueIssue:
        measure = self.measure(field)
        rule = f"本格的单位为{measure}" if measure else "本格只填数字"
        return self.refusal("V103", content, field, tail=written.tail or "￥", rule=rule)

    def spelling(self, content: Content, written: WrittenNumber, field: Field) -> tuple[ValueIssue, ...]:
        """How a number typed as text was spelled: one note, and a doubt where a currency sign meets 万元."""
        found, value = shown(content.raw), plain_decimal(written.value)
        # ￥48 in a form of 万元: 48 元, or 48 万元 with the sign that every price has.
        if written.currency and not written.tail and self.measure(field) != "元":
            return (self.refusal("V207", content, field, measure=self.measure(field), value=value),)
        if written.bracketed:
            return (value_issue("V304", found, self.wanted(field), value=value),)
        if written.tail:
            return (value_issue("V303", found, self.wanted(field), value=value),)
        return (value_issue("V301" if written.odd else "V302", found, self.wanted(field), value=value),)

    def allowed(self, value: Value, field: Field) -> tuple[ValueIssue, ...]:
        if not isinstance(value, Decimal):
            raise TypeError(f"{self.name} takes a Decimal, not {type(value).__name__}")
        fault = self.form_fault(value)
        if fault:
            return (value_issue(fault, self.show(value), self.wanted(field), ask=self.ask(field)),)
        return self.limit_issues(value, field) + self.decimals_issues(value, field)

    def limit_issues(self, value: Decimal, field: Field) -> tuple[ValueIssue, ...]:
        least, most = self.limits(field)
        if least is not None and value < least:
            return (value_issue("V201", self.show(value), self.range_words(field), least=self.show(least)),)
        if most is not None and value > most:
            return (value_issue("V202", self.show(value), self.range_words(field), most=self.show(most)),)
        return ()

    def decimals_issues(self, value: Decimal, field: Field) -> tuple[ValueIssue, ...]:
        decimals = self.decimals(field)
        if decimals is None or value.is_zero() or -_exponent(value) <= max(decimals, self.exact_decimals(field)):
            return ()
        return (value_issue("V205", self.show(value), self.wanted(field), decimals=str(decimals)),)

    def limits(self, field: Field) -> tuple[Decimal | None, Decimal | None]:
        return field.least, field.most

    def decimals(self, field: Field) -> int | None:
        """How many decimals the form shows; None for as many as there are."""
        return self.places if field.decimals is None else field.decimals

    def exact_decimals(self, field: Field) -> int:
        """How many decimals are no remainder of a computation, whether or not the form shows them."""
        return 0

    def number_format(self, field: Field) -> str:
        decimals = self.decimals(field)
        return "General" if decimals is None else pattern("0", decimals)

    @property
    def table_format(self) -> str:
        return "General" if self.places is None else pattern("#,##0", self.places)

    def show(self, value: Decimal) -> str:
        return shown(plain_decimal(value))

    def example(self, field: Field) -> str:
        """A number within the limits, with the decimals the form shows."""
        value = self.bounded_sample(field)
        shows_more = -_exponent(value) > (self.decimals(field) or 0)
        return plain_decimal(value) if shows_more else format(value, f".{self.decimals(field) or 0}f")

    def bounded_sample(self, field: Field) -> Decimal:
        """The kind's sample, or the limit that it would break."""
        least, most = self.limits(field)
        if most is not None and self.sample > most:
            return most
        return least if least is not None and self.sample < least else self.sample

    def wanted(self, field: Field) -> str:
        return self.noun

    def ask(self, field: Field) -> str:
        measure = f"，单位为{self.measure(field)}" if self.measure(field) else ""
        return f"请只填{self.noun}{measure}，例如 {self.example(field)}。"

    def fill_in(self, field: Field, *, in_row: bool) -> str:
        # A 0 is no weight of an indicator, and no year.
        is_amount = self.is_figure and not self.is_score
        none = is_amount and not self.limit_issues(Decimal(0), field)
        return f"{self.ask(field)}{'确实没有的，请填 0。' if none else ''}"

    def essential(self, field: Field) -> str:
        return f"{self.ask(field)}{self.decimals_words(field)}{self.range_words(field)}没有请留空，为零请填 0。"

    def decimals_words(self, field: Field) -> str:
        decimals = self.decimals(field)
        if not decimals:
            return ""
        return f"保留{_COUNT_WORDS[decimals] if decimals < 10 else decimals}位小数。".replace("二位", "两位")

    def range_words(self, field: Field) -> str:
        """The limits as a sentence, or nothing: 不小于 0，不大于 100。"""
        least, most = self.limits(field)
        words = [f"不小于 {self.show(least)}"] if least is not None else []
        words += [f"不大于 {self.show(most)}"] if most is not None else []
        return "，".join(words) + "。" if words else ""

    def validation(self, field: Field) -> Validation | None:
        least, most = self.limits(field)
        return Validation(
            type="whole" if self.is_whole else "decimal",
            prompt_title=self.prompt_title(field),
            prompt=self.prompt(field),
            error_title=f"应填{self.noun}",
            error=cut_with_dots(f"这里应填{self.noun}。{self.ask(field)}{self.range_words(field)}", MESSAGE_UNITS),
            # Excel's validation wants both ends.
            minimum=-BOUND if least is None else least,
            maximum=BOUND if most is None else most,
        )


def _exponent(value: Decimal) -> int:
    """The exponent without trailing zeros: -1 for 90.50, 0 or more for whole numbers."""
    return -len(plain_decimal(value).partition(".")[2])


def pattern(whole: str, decimals: int) -> str:
    """An Excel number format: the whole part's, with so many decimals."""
    return f"{whole}.{'0' * decimals}" if decimals else whole
