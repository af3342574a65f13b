"""Kinds whose value is one of a few texts: 选项, 是否."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from jixiao_xlsx.model.content import Content
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.kinds.characters import SHOWN, folded, percent_text, plain_decimal, shown
from jixiao_xlsx.model.kinds.kind import Kind, raw_words
from jixiao_xlsx.model.kinds.reading import CellReading, ValueIssue, rejected, taken, value_issue
from jixiao_xlsx.model.kinds.validation import Validation
from jixiao_xlsx.model.shown import seen_of
from jixiao_xlsx.model.target.normalise import normalise
from jixiao_xlsx.model.target.words import AFTER, OPERATORS

LISTED = 8
"""How many choices a message names before it only points to the list."""

# With the sentence around it a prompt stays below Excel's 255, even where the note follows.
LISTED_SIGNS = 80
# `ratio` of two texts of two characters that share one: below it, nothing is alike.
_NEAR = 50


class Choice(Kind):
    """选项: one of the field's choices, and the value is the choice itself; NFKC twins and stray spaces are forgiven,
    another spelling of a comparison is understood, with a note."""

    name = "choice"
    title = "选项"
    takes_choices = True
    typical_length = 10  # the longest choice decides where a form lists them
    align = "center"
    synonyms: ClassVar[tuple[tuple[str, str], ...]] = ()

    def choices(self, field: Field) -> tuple[str, ...]:
        return field.choices

    def take(self, content: Content, field: Field) -> CellReading:
        words = _words(content)
        choice = self._match(words, field)
        if choice is not None:
            return taken(choice)
        stands_for = dict(self.synonyms).get(folded(words).upper()) or self._same_operator(words, field)
        if stands_for is not None:
            return taken(stands_for, value_issue("V312", shown(words), self.wanted(field), value=stands_for))
        return rejected(self._stranger(words, field))

    def _match(self, words: str, field: Field) -> str | None:
        """The choice itself, or the only one that folds to the same text."""
        choices = self.choices(field)
        if words in choices:
            return words
        same = [choice for choice in choices if folded(choice) == folded(words)]
        return same[0] if len(same) == 1 else None

    def _same_operator(self, words: str, field: Field) -> str | None:
        """The only choice that compares as the words do: ≥ for >=, 大于等于, 不低于."""
        sign = _operator(words)
        same = [choice for choice in self.choices(field) if sign and _operator(choice) == sign]
        return same[0] if len(same) == 1 else None

    def _stranger(self, words: str, field: Field) -> ValueIssue:
        near = _nearest(words, self.choices(field))
        hint = f"是否要选‘{near}’？" if near else ""
        return value_issue(
            "V113", shown(words), self._listed(field) or self.wanted(field), ask=self.ask(field), near=hint
        )

    def allowed(self, value: Value, field: Field) -> tuple[ValueIssue, ...]:
        if not isinstance(value, str):
            raise TypeError(f"{self.name} takes a str, not {type(value).__name__}")
        return () if value in self.choices(field) else (self._stranger(value, field),)

    def number_format(self, field: Field) -> str:
        return "@"

    def wanted(self, field: Field) -> str:
        return "可选项"

    def ask(self, field: Field) -> str:
        listed = self._listed(field)
        return f"请从下拉列表中选择{'：' if listed else ''}{listed}。"

    def _listed(self, field: Field) -> str:
        """The choices as words where they are few and short, else nothing."""
        words = "、".join(self.choices(field))
        return words if len(self.choices(field)) <= LISTED and len(words) <= LISTED_SIGNS else ""

    def essential(self, field: Field) -> str:
        return "请从下拉列表中选择。"

    def validation(self, field: Field) -> Validation | None:
        return Validation(
            type="list",
            prompt_title=self.prompt_title(field),
            prompt=self.prompt(field),
            error_title="不在可选项中",
            error="请从下拉列表中选择，不要自行填写。",
            choices=self.choices(field),
        )


class Flag(Choice):
    """是否: 是 or 否; ticks, crosses and truth values are understood, with a note."""

    name = "flag"
    title = "是否"
    takes_choices = False
    typical_length = 1
    synonyms = (
        ("√", "是"),
        ("✓", "是"),
        ("✔", "是"),
        ("TRUE", "是"),
        ("×", "否"),
        ("✗", "否"),
        ("✘", "否"),
        ("FALSE", "否"),
    )

    def choices(self, field: Field) -> tuple[str, ...]:
        return ("是", "否")


def _words(content: Content) -> str:
    if isinstance(content.value, Decimal):
        seen = seen_of(content)
        if seen:
            return seen
        return percent_text(content.value) if content.percent else plain_decimal(content.value)
    return raw_words(content)


def _operator(words: str) -> str:
    """The sign of a comparison, empty for other words."""
    # The longest words of comparison have half as many characters.
    line = normalise(words)[0] if len(words) <= SHOWN else ""
    return OPERATORS.get(line, "") or AFTER.get(line, "")


def _nearest(words: str, choices: tuple[str, ...]) -> str:
    from rapidfuzz import fuzz, process

    # Nobody's choice is longer; a pasted page would take its square in time.
    found = process.extractOne(folded(words)[:200], choices, scorer=fuzz.ratio, processor=folded, score_cutoff=_NEAR)
    return found[0] if found else ""
