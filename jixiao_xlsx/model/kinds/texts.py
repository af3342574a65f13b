"""Kinds whose value is a text, kept exactly as typed: 文字, 长文字, 编码, 电话, 指标值."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import ClassVar

from jixiao_xlsx.model.content import CELL_UNITS, Content
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.ideographs import look_alikes, plain_ideographs
from jixiao_xlsx.model.kinds.characters import (
    is_blank,
    is_error_text,
    line_ends,
    percent_text,
    plain_decimal,
    shown,
    units,
    unwritable,
    writable,
)
from jixiao_xlsx.model.kinds.kind import Kind, raw_words
from jixiao_xlsx.model.kinds.reading import CellReading, ReadingState, ValueIssue, rejected, taken, value_issue
from jixiao_xlsx.model.kinds.validation import MESSAGE_UNITS, Validation, cut_with_dots
from jixiao_xlsx.model.kinds.written import SIGNIFICANT, says_nothing
from jixiao_xlsx.model.shown import seen_of, shows_moment

_POWER = re.compile(r"[0-9]E[+-][0-9]")


class Text(Kind):
    """文字: any text, spaces and line breaks included; `least` and `most` bound its length in UTF-16 units, as Excel
    counts it."""

    name = "text"
    title = "文字"
    is_prose = True
    typical_length = 24  # two lines of a column of twelve 汉字
    noun: ClassVar[str] = "文字"
    sample: ClassVar[str] = ""

    def take(self, content: Content, field: Field) -> CellReading:
        if isinstance(content.value, str):
            return self.take_text(content.value)
        if isinstance(content.value, Decimal):
            return self.take_number(content, content.value, field)
        return self.take_moment(content, field)

    def take_text(self, text: str) -> CellReading:
        """The reading of a text that is not blank."""
        kept, signs = plain_ideographs(writable(text)), unwritable(line_ends(text))
        notes = (value_issue("V311", shown(text), self.noun, signs=signs),) if signs else ()
        return (
            CellReading(ReadingState.BLANK, None, notes)
            if is_blank(kept)
            else taken(kept, *notes, *self._radicals(text))
        )

    def _radicals(self, text: str) -> tuple[ValueIssue, ...]:
        signs = look_alikes(text)
        if not signs:
            return ()
        return (value_issue("V132", shown(text), self.noun, signs=signs, value=shown(plain_ideographs(text))),)

    def take_number(self, content: Content, value: Decimal, field: Field) -> CellReading:
        """The text of a number cell: its digits, or the percentage that was seen."""
        # Sixteen digits and more: the last ones were lost when it was typed, as of an identity number.
        if value.adjusted() >= SIGNIFICANT:
            return rejected(self.refusal("V115", content, field))
        seen = seen_of(content)
        digits = plain_decimal(value)
        if seen is None and shows_moment(content):
            return taken(digits, value_issue("V130", digits, self.noun, seen="时间或日期", value=digits))
        if seen is not None and is_blank(seen):
            return taken(digits, value_issue("V130", digits, self.noun, seen="空白", value=digits))
        # 1.2E+07 is no text that anybody typed.
        return self.take_digits(content, value, None if seen is None or _POWER.search(seen) else seen)

    def take_digits(self, content: Content, value: Decimal, seen: str | None) -> CellReading:
        """The text of a number that lost no digits: as it is seen where its format says so, else its digits."""
        digits = plain_decimal(value)
        if content.percent:
            percent = seen or percent_text(value)
            return taken(percent, value_issue("V309", percent, self.noun, value=percent))
        return taken(digits) if seen is None or seen == digits else self.as_seen(digits, seen)

    def as_seen(self, digits: str, seen: str) -> CellReading:
        """The text that is shown instead of a number's digits, with a note that names both."""
        return taken(seen, value_issue("V131", digits, self.noun, value=seen))

    def take_moment(self, content: Content, field: Field) -> CellReading:
        """The text of a date, a time or a truth value, with a note."""
        words = raw_words(content)
        return taken(words, value_issue("V308", words, self.noun, value=words))

    def allowed(self, value: Value, field: Field) -> tuple[ValueIssue, ...]:
        if not isinstance(value, str):
            raise TypeError(f"{self.name} takes a str, not {type(value).__name__}")
        if is_blank(value):
            return (value_issue("V209", expected=self.noun),)
        if is_error_text(value):
            return (value_issue("V109", shown(value), self.noun),)
        signs = unwritable(value)
        odd = (value_issue("V311", shown(value), self.noun, signs=signs),) if signs else ()
        return odd + self._radicals(value) + self._length_issues(value, field)

    def _length_issues(self, value: str, field: Field) -> tuple[ValueIssue, ...]:
        # As Excel's own validation does: what it lets pass is not sent back, and what it refuses is not allowed.
        count, most, found = units(value), _most(field), shown(value)
        if count > most:
            over = str(count - most)
            return (value_issue("V203", found, f"最多 {most} 字", most=str(most), count=str(count), over=over),)
        if field.least is not None and count < field.least:
            least = plain_decimal(field.least)
            return (value_issue("V204", found, f"至少 {least} 字", least=least, count=str(count)),)
        return ()

    def number_format(self, field: Field) -> str:
        return "@"

    def wanted(self, field: Field) -> str:
        return self.noun

    def ask(self, field: Field) -> str:
        return f"请填{self.noun}{f'，例如 {self.sample}' if self.sample else ''}。"

    def fill_in(self, field: Field, *, in_row: bool) -> str:
        if not self.is_prose:
            return self.ask(field)
        # A project has a name in any case; what is asked for in sentences it may lack.
        return "请填写；确实没有的，请写明“无”和原因。" if self.is_long and not in_row else "请填写。"

    def length_words(self, field: Field) -> str:
        """The limits as a sentence: 至少 2 字，最多 150 字。"""
        words = [f"至少 {plain_decimal(field.least)} 字"] if field.least is not None else []
        words += [f"最多 {plain_decimal(field.most)} 字"] if field.most is not None else []
        return "，".join(words) + "。" if words else ""

    def essential(self, field: Field) -> str:
        return self.length_words(field)

    def validation(self, field: Field) -> Validation | None:
        if field.least is None and field.most is None:
            prompt = self.prompt(field)
            return Validation(type="any", prompt_title=self.prompt_title(field), prompt=prompt) if prompt else None
        return Validation(
            type="length",
            prompt_title=self.prompt_title(field),
            prompt=self.prompt(field),
            error_title="字数不符",
            error=cut_with_dots(f"{self.length_words(field)}标点、空格和换行都算字数。", MESSAGE_UNITS),
            minimum=Decimal(0) if field.least is None else field.least,
            maximum=Decimal(_most(field)),
        )


class LongText(Text):
    """长文字: paragraphs."""

    name = "long_text"
    title = "长文字"
    is_long = True


class Code(Text):
    """编码: digits or letters whose leading zeros count; Excel is asked to take text only."""

    name = "code"
    title = "编码"
    is_prose = False
    # A unified social credit code, the longest that is asked for.
    typical_length = 18
    noun = "编码"
    sample = "00202"
    align = "center"

    def take_text(self, text: str) -> CellReading:
        if says_nothing(text):
            return CellReading(ReadingState.BLANK, None, self._nothing(text))
        return super().take_text(text)

    def allowed(self, value: Value, field: Field) -> tuple[ValueIssue, ...]:
        # Asked second: it refuses what is no text.
        issues = super().allowed(value, field)
        return issues + self._nothing(value) if isinstance(value, str) and says_nothing(value) else issues

    def _nothing(self, text: str) -> tuple[ValueIssue, ...]:
        return (value_issue("V134", shown(text), self.noun),)

    def take_digits(self, content: Content, value: Decimal, seen: str | None) -> CellReading:
        digits = plain_decimal(value)
        # Commas and decimals only dress a number; zeros before it, dashes and letters are the code's own.
        if seen is None or seen.replace(",", "").removesuffix(f".{'0' * (len(seen.partition('.')[2]))}") == digits:
            return taken(digits, value_issue("V307", digits, self.noun, value=digits))
        return self.as_seen(digits, seen)

    def essential(self, field: Field) -> str:
        return f"{self.ask(field)}前面的 0 请保留。{self.length_words(field)}"

    def validation(self, field: Field) -> Validation | None:
        return Validation(
            type="custom",
            prompt_title=self.prompt_title(field),
            prompt=self.prompt(field),
            error_title="应填编码",
            error=cut_with_dots(f"编码要按文本填写，以免前面的 0 丢失。{self.essential(field)}", MESSAGE_UNITS),
            formula=self._formula(field),
        )

    def _formula(self, field: Field) -> str:
        tests = ["ISTEXT({cell})"]
        tests += [f"LEN({{cell}})>={plain_decimal(field.least)}"] if field.least is not None else []
        tests += [f"LEN({{cell}})<={_most(field)}"] if field.most is not None else []
        return f"={tests[0]}" if len(tests) == 1 else f"=AND({','.join(tests)})"


class Phone(Code):
    """电话: as typed; personal by its nature."""

    name = "phone"
    title = "电话"
    typical_length = 14  # an area code, a dash and eight digits, with one to spare
    noun = "电话号码"
    sample = "0772-1234567"
    is_personal = True

    def essential(self, field: Field) -> str:
        return f"{self.ask(field)}{self.length_words(field)}"

    def validation(self, field: Field) -> Validation | None:
        return Text.validation(self, field)


class TargetText(Text):
    """指标值: the raw text of a target, kept exactly; what it means is another room's matter."""

    name = "target"
    title = "指标值"
    is_prose = False
    is_target = True
    typical_length = 18  # a target with its condition
    noun = "指标值"
    sample = "≥95%、500户、6月底前"

    def take_moment(self, content: Content, field: Field) -> CellReading:
        if isinstance(content.value, datetime | date | time):
            return rejected(self.refusal("V114", content, field))
        return super().take_moment(content, field)

    def essential(self, field: Field) -> str:
        return f"{self.ask(field)}等号请用全角＝。{self.length_words(field)}"


def _most(field: Field) -> int:
    """The most units a text may have: the field's limit, or what an Excel cell holds."""
    return CELL_UNITS if field.most is None else min(int(field.most), CELL_UNITS)
