"""A spec with faults mended in a copy, so that what is wrong with its meaning is found in the same run."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ValidationError

from jixiao_xlsx.spec.complaints import path_of
from jixiao_xlsx.spec.language.models import ColumnSpec, FormSpec, LineSpec, PartSpec, RowSpec, RuleSpec, SectionSpec
from jixiao_xlsx.spec.language.nearest import nearest
from jixiao_xlsx.spec.language.shapes import construct_at, construct_words, is_shorthand_of, shape_at, value_at
from jixiao_xlsx.spec.yaml_text.marks import Document, YamlPath

# What may be left out without changing which cells there are and what they hold.
_HARMLESS = frozenset(
    (
        *(
            "aliases",
            "align",
            "audit",
            "corner",
            "decimals",
            "direction",
            "label",
            "landscape",
            "least",
            "lock",
            "measure",
        ),
        *("most", "note", "notes", "paper", "personal", "repeat_head", "required", "rules", "say", "severity"),
        *("size", "tall", "text", "title", "year", "year_offset"),
    )
)
# What is valid wherever it stands, so that the rest can be judged.
_STAND_INS: dict[type[BaseModel], dict[str, Any]] = {
    RuleSpec: {"check": "1 == 1"},
    SectionSpec: {"lines": [["—"]]},
    LineSpec: {"line": ["—"]},
    PartSpec: {"label": "—"},
}
_OF_SHEET = {"key": "stand_in", "name": "表"}
_FORM = {"form": "form", "title": "表", "edition": "0", "measure": "万元"}


class Mending:
    """Mends round by round; `sure` tells whether names and formulas can still be judged."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.data = deepcopy(document.data)
        self.sure = True

    def mend(self, error: ValidationError) -> bool:
        """Mends each place complained of; False where there is nothing more that could be done."""
        places = {is_shorthand_of(path_of(detail["loc"]), self.data): detail["type"] for detail in error.errors()}
        # A mended child before its parent is taken out, or paths would lead nowhere.
        deepest_first = sorted(places.items(), key=_depth, reverse=True)
        done = [self._mend(path, kind) for path, kind in deepest_first]
        return all(done)

    def _mend(self, path: YamlPath, kind: str) -> bool:
        if kind == "extra_forbidden":
            return self._rename(path)
        if kind == "missing":
            return self._supply(path)
        return self._leave_out(path)

    def _rename(self, path: YamlPath) -> bool:
        """A misspelt word gets its right name, else goes."""
        owner = value_at(self.data, path[:-1])
        if not isinstance(owner, dict) or path[-1] not in owner:
            return True
        construct = construct_at(path[:-1], self.data)
        value = owner.pop(path[-1])
        near = nearest(str(path[-1]), [word for word in construct_words(construct) if word not in owner])
        if near:
            owner[near] = value
            self._document.rename(path, near)
        self.sure = self.sure and bool(near)
        return True

    def _supply(self, path: YamlPath) -> bool:
        if len(path) == 1:
            self.data[str(path[0])] = _FORM.get(str(path[0]), "form")
            return True
        return self._leave_out(path[:-1])

    def _leave_out(self, path: YamlPath) -> bool:
        """Takes a wrong value out; in a list another one takes its place, so that the others keep their numbers."""
        if not path:
            return False
        owner, last = value_at(self.data, path[:-1]), path[-1]
        if isinstance(owner, list) and isinstance(last, int):
            # Numbers of the others must stay: faults are told by them.
            stand_in = _stand_in(path, self.data)
            self.sure = False
            if stand_in is None or last >= len(owner) or owner[last] == stand_in:
                return self._leave_out(path[:-1])
            owner[last] = stand_in
            return True
        if not isinstance(owner, dict) or last not in owner:
            return self._leave_out(path[:-1])
        construct = construct_at(path[:-1], self.data)
        field = construct_words(construct).get(str(last))
        if field is not None and field.is_required():
            stand_in = _FORM.get(str(last)) if construct is FormSpec else _OF_SHEET.get(str(last))
            if stand_in is None or owner[last] == stand_in:
                return self._leave_out(path[:-1])
            owner[last] = stand_in
            self.sure = False
            return True
        del owner[last]
        self.sure = self.sure and (last in _HARMLESS or path[0] in _HARMLESS)
        return True


def _stand_in(path: YamlPath, data: Any) -> Any:
    """Something valid for a place of a list; None where only leaving out the whole list helps."""
    shape = shape_at(path, data)
    if shape in (RowSpec, ColumnSpec):
        return {"key": f"stand_in_{path[-1]}", "label": "—"}
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        return _STAND_INS.get(shape)
    if shape is Decimal:
        # The width of a column, in the middle of what is usual.
        return 10
    return "A" if "aliases" in path else "—" if shape is str else None


def _depth(item: tuple[YamlPath, str]) -> int:
    return len(item[0])
