"""What Excel is asked to check while somebody types, and the words it shows; a courtesy, the audit decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from jixiao_xlsx.model.kinds.characters import units

# Excel's limits on what a validation shows; xlsxwriter drops the whole validation beyond them.
TITLE_UNITS = 32
MESSAGE_UNITS = 255

ValidationType = Literal["any", "list", "decimal", "whole", "length", "date", "custom"]


@dataclass(frozen=True, slots=True)
class Validation:
    """One data validation in Excel's terms, whatever library writes it.

    `any` checks nothing and only shows the prompt; `list` has `choices` (which may hold commas or be longer than
    Excel's 255: the writer then uses a hidden list); `decimal`, `whole`, `length` and `date` accept from `minimum`
    to `maximum`, both included and both given; `custom` has a `formula` in English function names where the literal
    `{cell}` stands for the cell's address. Titles fit Excel's 32 characters, messages its 255.
    """

    type: ValidationType
    prompt_title: str
    prompt: str
    error_title: str = ""
    error: str = ""
    minimum: Decimal | date | None = None
    maximum: Decimal | date | None = None
    choices: tuple[str, ...] = ()
    formula: str = ""
    allow_blank: bool = True


def cut_with_dots(text: str, most: int) -> str:
    """The text within so many UTF-16 units, with … where something was left off."""
    if units(text) <= most:
        return text
    # By characters: a cut through a pair of units is no text.
    while units(text) > most - 1:
        text = text[:-1]
    return text + "…"
