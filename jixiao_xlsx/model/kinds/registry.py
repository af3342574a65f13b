"""The kinds by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.kinds.choices import Choice, Flag
from jixiao_xlsx.model.kinds.dates import Date
from jixiao_xlsx.model.kinds.figures import Amount, Integer, Number, Points, Year
from jixiao_xlsx.model.kinds.kind import Kind
from jixiao_xlsx.model.kinds.percent import Percent
from jixiao_xlsx.model.kinds.texts import Code, LongText, Phone, Target, Text

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
    Target(),
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _ALL})


def kind_named(name: str) -> Kind:
    """The kind of that name; JixiaoError names all kinds where there is none."""
    try:
        return KINDS[name]
    except KeyError:
        raise JixiaoError(f"没有‘{name}’这种类型", f"可用的类型：{'、'.join(KINDS)}") from None


def prompt_fits(field: Field) -> bool:
    """Whether Excel can show all of the field's prompt (255 characters); ask it when a spec is loaded."""
    return kind_named(field.kind).prompt_fits(field)
