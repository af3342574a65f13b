"""Which way is better, from an indicator's name: 投诉率 less, 投诉办结率 more, 人口数 nobody can tell."""

from __future__ import annotations

import re
from functools import cache

from jixiao_xlsx.model.target.name_words import HARMS, NAME_WORDS, WordClass
from jixiao_xlsx.model.target.naming import NamedDirection, weighed_name
from jixiao_xlsx.model.target.pattern import one_of
from jixiao_xlsx.model.target.values import Direction

# The end of a text tells: names have at most forty characters, and a label before a number may be a whole page.
_LONGEST = 60
# A reason begins with the word that decided.
_QUOTED = re.compile("“([^”]+)”")


def direction_of(name: str) -> Direction:
    """The direction that a name tells, certain or not."""
    return named_direction(name).direction


def named_direction(name: str) -> NamedDirection:
    """The direction that a name tells, with the reason and whether it is certain."""
    return weighed_name(name[-_LONGEST:])


def tells_harm(name: str) -> bool:
    """Whether a name counts what is bad, of which none is best: 档案丢失, but no cost and no time."""
    found = named_direction(name)
    word = _QUOTED.match(found.reason)
    kind = NAME_WORDS.get(word[1]) if word is not None else None
    return found.direction is Direction.NEGATIVE and kind in (WordClass.HARM, WordClass.LATE)


def is_zero_word(text: str) -> bool:
    """Whether 零 before these words means none of them: 零投诉, but not 零距离."""
    return _zero_word().match(text) is not None


@cache
def _zero_word() -> re.Pattern[str]:
    more = ["增长", "发生", "非正常", "安全", "责任", "重大", "有责", "差评", "新增", "缺陷", "容忍"]
    return re.compile(one_of([*HARMS, *more]))
