"""The kinds by name, and the kind of whatever asks for or holds a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Protocol

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.kinds.choices import Choice, Flag
from jixiao_xlsx.model.kinds.dates import Date
from jixiao_xlsx.model.kinds.figures import Amount, Integer, Number, Points, Year
from jixiao_xlsx.model.kinds.kind import Kind
from jixiao_xlsx.model.kinds.percent import Percent
from jixiao_xlsx.model.kinds.texts import Code, LongText, Phone, TargetText, Text
from jixiao_xlsx.model.kinds.traits import Traits


class OfKind(Protocol):
    """What names its kind: a field, a record, a recomputed figure, a column of them."""

    @property
    def kind(self) -> str: ...


# In the order in which they are listed to people: the most used first.
_ALL: tuple[Kind, ...] = (
    Text(),
    LongText(),
    Amount(),
    Number(),
    Integer(),
    Percent(),
    Points(),
    Year(),
    Date(),
    Choice(),
    Flag(),
    Code(),
    Phone(),
    TargetText(),
)
_BY_NAME = {kind.name: kind for kind in _ALL}

KINDS: Mapping[str, Kind] = MappingProxyType(_BY_NAME)
_UNKNOWN = Traits()


def kind_named(name: str) -> Kind:
    """The kind of that name; JixiaoError names all kinds where there is none."""
    try:
        return KINDS[name]
    except KeyError:
        raise JixiaoError(f"没有‘{name}’这种类型", f"可用的类型：{'、'.join(KINDS)}") from None


def traits_of(asker: OfKind) -> Traits:
    """What the kind of a field, a record or a figure is like: `traits_of(record).is_money`."""
    return traits_named(asker.kind)


def traits_named(name: str) -> Traits:
    """The traits of the kind of that name; none where there is no such kind, as records outlive programs."""
    return KINDS.get(name, _UNKNOWN)


@contextmanager
def with_kind(kind: Kind) -> Iterator[None]:
    """Inside the block one kind more is known, for a program that tries one out; the process forgets it afterwards.

    Raises JixiaoError where the name is taken.
    """
    if kind.name in _BY_NAME:
        raise JixiaoError(f"已有‘{kind.name}’这种类型", "请换一个名字")
    # KINDS is a view of this dictionary: all who hold it see the new kind.
    _BY_NAME[kind.name] = kind
    try:
        yield
    finally:
        del _BY_NAME[kind.name]


def prompt_fits(field: Field) -> bool:
    """Whether Excel can show all of the field's prompt (255 characters); ask it when a spec is loaded."""
    return kind_named(field.kind).prompt_fits(field)
