"""How pieces of Excel formula combine when some are blank or 不适用: what `algebra` says, in conditions of a sheet."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao_xlsx.model.expr.fragments import (
    PRODUCT_LEVEL,
    SIGN_LEVEL,
    SUM_LEVEL,
    Fragment,
    all_of,
    any_of,
    call,
    distinct,
    filled_cells,
    negated,
    no_number,
)
from jixiao_xlsx.model.expr.rounding import ZERO_PLACES

# COUNTIF's criterion ends at 255 characters: 240 of the text, with the `~` before its wildcards, `=` and `*`.
_COUNTED = 240


def wrapped(inner: Fragment, text: str, *, level: int = SIGN_LEVEL + 1) -> Fragment:
    return Fragment(text, inner.blank, inner.absent, level, inner.zero, inner.hollow)


def added_formula(terms: Sequence[tuple[str, Fragment]]) -> Fragment:
    if len(terms) == 1 and terms[0][0] == "+":
        return terms[0][1]
    text = "".join(
        (sign if number or sign == "-" else "") + piece.or_zero(PRODUCT_LEVEL)
        for number, (sign, piece) in enumerate(terms)
    )
    pieces = [piece for _, piece in terms]
    blank = (all_of(distinct(any_of(piece.blank) for piece in pieces)),) if all(piece.blank for piece in pieces) else ()
    absent = distinct(test for piece in pieces for test in piece.absent)
    return Fragment(text, blank, absent, SUM_LEVEL, hollow=all(piece.hollow for piece in pieces))


def product(factors: Sequence[tuple[str, Fragment]]) -> Fragment:
    text = "".join(
        (sign if number else "") + piece.at(SIGN_LEVEL + 1 if number else PRODUCT_LEVEL)
        for number, (sign, piece) in enumerate(factors)
    )
    pieces = [piece for _, piece in factors]
    blank = distinct(test for piece in pieces for test in piece.blank)
    absent = [test for piece in pieces for test in piece.absent]
    # The evaluator's own test of a divisor.
    zero_tests = [f"ROUND({piece.text},{ZERO_PLACES})=0" for sign, piece in factors if sign == "/"]
    there = [f"NOT({any_of(blank)})"] if blank else []
    absent += [all_of([*there, any_of(zero_tests)])] if zero_tests else []
    hollow, zero = any(piece.hollow for piece in pieces), all(piece.zero for piece in pieces)
    # Excel may compute both branches of an IF: the division is netted as well as tested.
    if zero_tests:
        return Fragment(f"IFERROR({text},0)", blank, distinct(absent), zero=zero, hollow=hollow, bare=text)
    return Fragment(text, blank, distinct(absent), PRODUCT_LEVEL, zero=zero, hollow=hollow)


def over(function: str, ranges: Sequence[str]) -> Fragment:
    """min, max or average of many cells only."""
    if not ranges:
        return Fragment("0", ("TRUE",))
    text = call(function.upper(), ranges) if function != "average" else f"AVERAGE({','.join(ranges)})"
    safe = f"IFERROR({text},0)" if function == "average" else text
    return Fragment(safe, (no_number(ranges),), bare=text)


def chosen(condition: Fragment, yes: Fragment, no: Fragment) -> Fragment:
    text = f"IF({condition.text},{yes.text},{no.text})"

    def gathered(ours: tuple[str, ...], theirs: tuple[str, ...], either: tuple[str, ...]) -> tuple[str, ...]:
        taken = [all_of([condition.surely(), any_of(ours)])] if ours else []
        left = [all_of([condition.surely_not(), any_of(theirs)])] if theirs else []
        return distinct((*either, *taken, *left))

    blank = gathered(yes.blank, no.blank, condition.blank)
    absent = gathered(yes.absent, no.absent, condition.absent)
    return Fragment(text, blank, absent, zero=False, hollow=condition.hollow)


def decided_formula(parts: Sequence[Fragment], *, by: bool) -> Fragment:
    """Several conditions: the first that is surely `by` decides, else what is not known stays so."""
    if len(parts) == 1:
        return parts[0]
    hollow = all(piece.hollow for piece in parts)
    join, other = (any_of, all_of) if by else (all_of, any_of)
    if not any(piece.blank or piece.absent for piece in parts):
        return Fragment(join([piece.text for piece in parts]), zero=False, hollow=hollow)
    yes = join([piece.surely() for piece in parts])
    no = other([piece.surely_not() for piece in parts])
    unknown = f"NOT(OR({yes},{no}))"
    absent = distinct(test for piece in parts for test in piece.absent)
    not_applied = (all_of([unknown, any_of(absent)]),) if absent else ()
    return Fragment(yes, (unknown,), not_applied, zero=False, hollow=hollow, sure=yes, sure_not=no)


def paired(left: Fragment, right: Fragment, text: str) -> Fragment:
    blank = distinct((*left.blank, *right.blank))
    absent = distinct((*left.absent, *right.absent))
    return Fragment(text, blank, absent, zero=False, hollow=left.hollow or right.hollow)


def same_words_formula(left: Fragment, operator: str, right: Fragment) -> Fragment:
    test = f"EXACT({left.text},{right.text})"
    return paired(left, right, test if operator == "==" else negated(test))


def unique(ranges: Sequence[str]) -> Fragment:
    """Wildcards are disarmed, and `=` before the words keeps a text such as ≥95 or >5 from being a comparison."""
    if not ranges:
        return Fragment("TRUE", ("TRUE",), zero=False)
    repeated = [f"SUMPRODUCT((LEN(TRIM({area}))>0)*({_occurrences(area, ranges)}>1))" for area in ranges]
    return Fragment(f"{'+'.join(repeated)}=0", (f"{filled_cells(ranges)}=0",), zero=False)


def _occurrences(area: str, ranges: Sequence[str]) -> str:
    """COUNTIF takes criteria of 255 characters at most: a longer text is compared by its beginning."""
    word = f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({area},"~","~~"),"*","~*"),"?","~?")'
    criterion = f'"="&LEFT({word},{_COUNTED})&REPT("*",LEN({word})>{_COUNTED})'
    return "+".join(f"COUNTIF({other},{criterion})" for other in ranges)
