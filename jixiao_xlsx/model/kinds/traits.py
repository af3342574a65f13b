"""What a kind is like, for everybody who need not know which one it is."""

from __future__ import annotations

from typing import ClassVar


class Traits:
    """The traits of a kind; a kind that is not known any more has none.

    * of numbers: `is_number`, the value is a Decimal; `is_figure`, it says how much of something (a year does not);
      `is_quantity`, figures of several agencies add up; `is_money`, it is in 元 or a multiple; `is_percent`, a
      fraction that people see with %; `is_score`, points of an assessment; `is_whole`, no decimals ever; `places`,
      the decimals that the value is rounded to where the field does not say (None: it is never rounded).
    * of words: `is_prose`, anything a person may write; `is_long`, of whole paragraphs; `is_target`, a 指标值;
      `takes_choices`, the spec lists what may be chosen; `is_personal`, by its nature; `typical_length`, how many
      characters to make room for (0: they fit anyway).
    * of days: `is_date`.
    """

    is_number: ClassVar[bool] = False
    is_figure: ClassVar[bool] = False
    is_quantity: ClassVar[bool] = False
    is_money: ClassVar[bool] = False
    is_percent: ClassVar[bool] = False
    is_score: ClassVar[bool] = False
    is_whole: ClassVar[bool] = False
    places: ClassVar[int | None] = None
    is_prose: ClassVar[bool] = False
    is_long: ClassVar[bool] = False
    is_target: ClassVar[bool] = False
    takes_choices: ClassVar[bool] = False
    is_personal: ClassVar[bool] = False
    typical_length: ClassVar[int] = 0
    is_date: ClassVar[bool] = False

    @property
    def may_stand_for_number(self) -> bool:
        """Whether formulas and rules may read its cells: numbers, and targets, whose words may be one."""
        return self.is_number or self.is_target

    @property
    def is_measured(self) -> bool:
        """Whether two equal figures are hardly chance: counts, scores and rates often agree."""
        return self.is_figure and not (self.is_whole or self.is_score or self.is_percent)

    @property
    def is_rate(self) -> bool:
        """Whether its figures never add up, but may be worked out again from sums: 执行率, 人均."""
        return self.is_figure and not (self.is_quantity or self.is_score)
