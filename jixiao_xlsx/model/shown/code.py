"""A number format's code taken apart: sections, their conditions, digits, literals and scales (ECMA-376 18.8.31)."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import lru_cache

CODE_MOST = 255
"""Excel ends a code here; a foreign one may be megabytes of brackets."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|(?P<gap>[_*].)|\[(?P<bracket>[^\]]*)\]?'
    r"|(?P<general>general|g/通用格式|g/標準格式|@)|(?P<power>e[+-])|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)"
    r"|(?P<percent>%)|(?P<slash>/)|(?P<end>;)|(?P<moment>[ymdhse])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+(?:E[+-]?[0-9]{1,3})?)", re.IGNORECASE)
_COLOUR = re.compile(
    r"red|blue|green|magenta|yellow|cyan|红色?|蓝色?|绿色?|洋红|黄色?|青色?|(?:color|颜色)\s*\d+", re.I
)
_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}


class FormatPart(Enum):
    """What a piece of a section is: a place for a digit, the point, words, or the mark of a power or a fraction."""

    DIGIT = "digit"
    POINT = "point"
    LITERAL = "literal"
    GENERAL = "general"
    POWER = "power"
    SLASH = "slash"


@dataclass(slots=True)
class FormatSection:
    """One section: its pieces in order, by what it multiplies, and for which numbers it is meant."""

    parts: list[tuple[FormatPart, str]] = field(default_factory=list)
    condition: tuple[str, Decimal] | None = None
    percents: int = 0
    thousands: int = 0
    grouped: bool = False
    numerals: int = 0
    coloured: bool = False
    moment: bool = False
    _commas: int = 0

    def add(self, role: FormatPart, text: str) -> None:
        before_point = not self.has(FormatPart.POINT)
        if role is FormatPart.DIGIT and self._commas and before_point:
            self.grouped, self._commas = True, 0
        if role is FormatPart.POINT:
            self.close()
        self.parts.append((role, text))

    def add_comma(self) -> None:
        # Between digits it groups them, behind the last it divides by a thousand; before all it is nothing.
        self._commas += self.has(FormatPart.DIGIT)

    def close(self) -> None:
        self.thousands += self._commas
        self._commas = 0

    def has(self, role: FormatPart) -> bool:
        return any(part is role for part, _ in self.parts)

    def holds(self, value: Decimal) -> bool:
        """Whether a number meets the condition; a section without one is met by all."""
        return self.condition is None or _COMPARE[self.condition[0]](value, self.condition[1])

    @property
    def is_negative(self) -> bool:
        """Whether its condition is met by negative numbers only: then the sign is the section's own affair."""
        return self.condition is not None and self.condition[0] in ("<", "<=") and self.condition[1] <= 0


@lru_cache(maxsize=2_000)  # a workbook has at most a few hundred; foreign ones come and go
def format_sections(code: str) -> tuple[FormatSection, ...]:
    """The sections of a code in their order; the fourth, of texts, is among them."""
    sections = [FormatSection()]
    for token in _TOKEN.finditer(code[:CODE_MOST]):
        if token.lastgroup == "end":
            sections.append(FormatSection())
        else:
            _add(sections[-1], token)
    for section in sections:
        section.close()
    return tuple(sections)


@lru_cache(maxsize=2_000)
def only_dresses(code: str) -> bool:
    """Whether a code shows every number as itself: rounded, with commas, a currency sign, its own minus or brackets."""
    numeric = format_sections(code)[:3]
    return all(_only_dresses(section, place) for place, section in enumerate(numeric))


# A section, its digits as N: for all or positive numbers, for negative ones, for zero, which may be a dash.
_FRAMES = (
    re.compile("[ ¥￥$]*N+[ %]*"),
    re.compile(r"[ ¥￥$]*-[ ¥￥$]*N+[ %]*|[ ¥￥$]*\([ ¥￥$]*N+[ %]*\)[ ]*"),
    re.compile("[ ¥￥$]*-?N*[ %]*"),
)
_DRAWN = frozenset({FormatPart.DIGIT, FormatPart.GENERAL, FormatPart.POINT})


def _only_dresses(section: FormatSection, place: int) -> bool:
    roles = [role for role, _ in section.parts]
    drawn = "".join("N" if role in _DRAWN else text.lower() for role, text in section.parts)
    changed = section.condition or section.thousands or section.numerals or section.moment or section.percents > 1
    # The third section, counted from 0, may be without digits; one General says it all.
    digits, general = roles.count(FormatPart.DIGIT), roles.count(FormatPart.GENERAL)
    odd = {FormatPart.POWER, FormatPart.SLASH} & set(roles) or general + bool(digits) > 1
    told = bool(digits or general or place == 2)
    # A negative number may be told by its colour alone.
    frames = _FRAMES[:2] if place == 1 and section.coloured else _FRAMES[place : place + 1]
    is_framed = any(frame.fullmatch(drawn) for frame in frames)
    return told and is_framed and not (changed or odd) and drawn.count("%") == section.percents


def _add(section: FormatSection, token: re.Match[str]) -> None:
    group, text = token.lastgroup or "quoted", token[0]
    match group:
        case "quoted" | "escaped":
            section.add(FormatPart.LITERAL, token[group] or "")
        case "bracket":
            _add_bracket(section, token["bracket"])
        case "percent":
            section.percents += 1
            section.add(FormatPart.LITERAL, text)
        case "comma":
            section.add_comma()
        case "gap":
            section.add(FormatPart.LITERAL, " " if text[0] == "_" else "")
        case "moment":
            section.moment = True
        case "other":
            section.add(FormatPart.LITERAL, text)
        case _:
            section.add(FormatPart(group), text)


def _add_bracket(section: FormatSection, inside: str) -> None:
    """`[>=10000]`, `[Red]`, `[$¥-804]`, `[DBNum1]`, `[h]`: a condition, a colour, a sign, numerals, a duration."""
    condition = _CONDITION.fullmatch(inside.strip())
    if condition is not None:
        try:
            section.condition = (condition[1], Decimal(condition[2]))
        except InvalidOperation:
            return
    elif inside.startswith("$"):
        section.add(FormatPart.LITERAL, inside[1:].partition("-")[0])
    elif inside.lower().startswith("dbnum"):
        section.numerals = int(inside[5]) if inside[5:6] in ("1", "2", "3") else 0
    elif _COLOUR.fullmatch(inside.strip()):
        section.coloured = True
    elif set(inside.lower()) <= set("hms") and inside:
        section.moment = True
