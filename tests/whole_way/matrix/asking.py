"""What a form asks, in the words of predicates: has it such a cell, such a column, such a rule?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from jixiao_xlsx.filings.view.indicators import IndicatorColumn, columns_of
from jixiao_xlsx.model.forms.asked import AskedCell, Questions
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.forms.tree import open_rows
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.kinds import traits_of

Can = Callable[[Questions], bool]


def slots(asked: Questions) -> Iterator[tuple[Key, AskedCell, Field]]:
    """The open slots of the form itself; where explanations go is none."""
    for key, cell in asked.asked.items():
        field = cell.field
        if field is not None and field.compute is None and not field.locked and key[0] != "explain":
            yield key, cell, field


def has_slot(test: Callable[[Field], object]) -> Can:
    """The form has an open slot whose field passes the test."""
    return lambda asked: any(test(field) for _, _, field in slots(asked))


def has_kind(*kinds: str) -> Can:
    """The form has an open slot of one of these kinds."""
    return has_slot(lambda field: field.kind in kinds)


def has_columns(*wanted: IndicatorColumn) -> Can:
    """The form's indicators have all these columns."""
    return lambda asked: set(wanted) <= columns_of(asked)


def has_word(*words: str) -> Can:
    """The form has open slots whose keys end in each of these words."""
    return lambda asked: set(words) <= {str(key[-1]) for key, _, _ in slots(asked)}


def has_part(*words: str) -> Can:
    """The form has an open slot with all these words in its key."""
    return lambda asked: any(set(words) <= set(key) for key, _, _ in slots(asked))


def has_open_block(asked: Questions) -> bool:
    """The form has rows of which some must be filled."""
    return any(shape.least > 0 for _, shape, _ in open_rows(asked.form))


def has_money(asked: Questions) -> bool:
    return any(traits_of(field).is_money for _, _, field in slots(asked))


def anything(_: Questions) -> bool:
    """Every form can be filled so."""
    return True


def both(*tests: Can) -> Can:
    return lambda asked: all(test(asked) for test in tests)


def neither(*tests: Can) -> Can:
    return lambda asked: not any(test(asked) for test in tests)
