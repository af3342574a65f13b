"""批复的预算数: `budget.csv` (or a workbook) becomes figures by filing and cell, or all its faults."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from jixiao_xlsx.errors import SpecError
from jixiao_xlsx.model.filings.identity import Identity
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.keys import Key, format_key, parse_key
from jixiao_xlsx.model.kinds import kind_named
from jixiao_xlsx.model.kinds.characters import half_width
from jixiao_xlsx.model.money import YUAN_IN, in_measure
from jixiao_xlsx.model.season.expected import Due
from jixiao_xlsx.model.season.roster import Agency, Project, Roster
from jixiao_xlsx.season.issuing.prefill import fits
from jixiao_xlsx.season.single.labels import bare_label
from jixiao_xlsx.season.workspace.list_rows import ListColumn, ListFile, ListRow, read_list
from jixiao_xlsx.sheet.grid import FormGrid, Slot
from jixiao_xlsx.sheet.layout import lay_out
from jixiao_xlsx.spec.language.nearest import nearest

COLUMNS = (
    ListColumn("agency", "单位编码", ("agency", "单位代码", "预算单位编码", "预算单位代码"), required=True),
    ListColumn("project", "项目编码", ("project", "项目代码")),
    ListColumn("form", "表", ("form", "表名", "表的代码"), required=True),
    ListColumn("place", "键或标签", ("key", "键", "标签", "格", "栏目"), required=True),
    ListColumn("amount", "金额", ("amount", "数", "预算数", "批复数"), required=True),
    ListColumn("measure", "计量单位", ("measure", "单位", "金额单位"), required=True),
)
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
# Commas only where they part thousands: 1,23 is a slip for 1.23, not 123.
_GROUPS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")

Budget = Mapping[Identity, Mapping[Key, Decimal]]
"""Approved figures by the filing they are for and the cell's key, each in the cell's own measure."""


def read_budget(path: Path, *, dues: Sequence[Due], roster: Roster) -> Budget:
    """The approved figures in a file. Raises SpecError with all its faults: an agency, project, form or cell that is
    not there (with the nearest that is), an amount that is none, a measure that does not fit, the same cell twice."""
    listed = read_list(path, COLUMNS)
    desk = _BudgetMatcher(listed, dues, roster)
    budget: dict[Identity, dict[Key, Decimal]] = defaultdict(dict)
    for row in listed.rows:
        found = desk.figure(row)
        if found is None:
            continue
        identity, key, amount = found
        if key in budget[identity]:
            listed.fault(row, "place", f"{format_key(key)} 这一格前面已有批复数", "同一单位（项目）的同一格只写一行")
        budget[identity][key] = amount
    if listed.faults:
        raise SpecError(tuple(listed.faults))
    return budget


@dataclass(frozen=True)
class _BudgetMatcher:
    """Looks up each row among what the season expects."""

    listed: ListFile
    dues: Sequence[Due]
    roster: Roster

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        return tuple({due.form.name: due.form for due in self.dues}.values())

    @cached_property
    def places(self) -> dict[str, _FormCells]:
        years = {due.form.name: (due.form, due.identity.year) for due in self.dues}
        return {name: _FormCells(lay_out(form, year)) for name, (form, year) in years.items()}

    @cached_property
    def by_parts(self) -> dict[tuple[str, str, str], Due]:
        return {(due.agency.code, due.form.name, due.project.code if due.project else ""): due for due in self.dues}

    def figure(self, row: ListRow) -> tuple[Identity, Key, Decimal] | None:
        """The filing, the cell and the amount of one row; None where it has faults, which are noted."""
        agency, project, form = self._agency(row), self._project(row), self._form(row)
        slot = self._slot(row, form) if form else None
        amount = self._amount(row, slot)
        due = self._due(row, agency, project, form)
        if due is None or slot is None or amount is None:
            return None
        if not fits(slot, amount):
            self.listed.fault(
                row, "amount", f"{amount}{slot.field.measure} 填不进 ‘{slot.label}’", "请核对金额和计量单位"
            )
            return None
        return due.identity, slot.key, amount

    def _agency(self, row: ListRow) -> Agency | None:
        code = half_width(row.text("agency"))
        agency = self.roster.agency(code)
        if not code:
            self.listed.fault(row, "agency", "没有写单位编码", "请写单位名录里的编码")
        elif agency is None:
            known = [word for listed in self.roster.agencies for word in (listed.code, listed.name)]
            self.listed.fault(row, "agency", f"单位名录里没有 {code}", _meant(code, known))
        return agency

    def _project(self, row: ListRow) -> Project | None:
        code = half_width(row.text("project"))
        project = self.roster.project(code) if code else None
        if code and project is None:
            known = [listed.code for listed in self.roster.projects]
            self.listed.fault(row, "project", f"项目名单里没有 {code}", _meant(code, known))
        return project

    def _form(self, row: ListRow) -> Form | None:
        name = half_width(row.text("form"))
        form = next((candidate for candidate in self.forms if candidate.is_called(name)), None)
        if form is None:
            known = [word for candidate in self.forms for word in (*candidate.aliases, candidate.form)]
            write = _meant(name, known) if name else f"可写：{'、'.join(known)}"
            self.listed.fault(row, "form", f"今年不收 ‘{name}’ 这张表" if name else "没有写表", write)
        return form

    def _due(self, row: ListRow, agency: Agency | None, project: Project | None, form: Form | None) -> Due | None:
        told = half_width(row.text("project"))
        if agency is None or form is None or (told and project is None):
            return None
        due = self.by_parts.get((agency.code, form.name, project.code if project else ""))
        if due is None:
            self.listed.fault(row, "form", *self._not_due(agency, project, form))
        return due

    def _not_due(self, agency: Agency, project: Project | None, form: Form) -> tuple[str, str]:
        alias = next(iter(form.aliases), form.form)
        mine = [due for due in self.dues if due.agency.code == agency.code and due.form.name == form.name]
        if project is None and any(due.project for due in mine):
            # Five examples; a list of all projects would bury the sentence.
            codes = "、".join(due.project.code for due in mine[:5] if due.project)
            return f"{alias} 是按项目填报的表，没有写项目编码", f"{agency.name} 的项目：{codes}"
        if project is not None and any(due.project is None for due in mine):
            return f"{alias} 不是按项目填报的表", "请删去项目编码"
        about = f"（项目 {project.code}）" if project else ""
        return f"{agency.name} 不报 {alias}{about}", "请核对单位名录和项目名单里的 表 一栏"

    def _slot(self, row: ListRow, form: Form) -> Slot | None:
        text = row.text("place")
        places = self.places[form.name]
        slots = places.called(text)
        if len(slots) == 1:
            return slots[0]
        if slots:
            # As many as fit in a message.
            keys = "、".join(format_key(slot.key) for slot in slots[:5])
            self.listed.fault(row, "place", f"表上有 {len(slots)} 格叫 ‘{text}’", f"请改写键：{keys}")
        elif text and places.is_computed(text):
            self.listed.fault(row, "place", f"‘{text}’ 由表内公式算出，不能填批复数", "请写组成它的各格")
        else:
            wrong = f"表上没有能填数的格 ‘{text}’" if text else "没有写键或标签"
            self.listed.fault(row, "place", wrong, places.hint(text))
        return None

    def _amount(self, row: ListRow, slot: Slot | None) -> Decimal | None:
        text = half_width(row.text("amount")).replace(" ", "")
        measure = row.text("measure")
        number = text.replace(",", "") if _GROUPS.fullmatch(text) else text
        sound = _NUMBER.fullmatch(number) is not None
        if not sound:
            self.listed.fault(row, "amount", f"‘{text}’ 不是数" if text else "没有写金额", "只写数，例如 1234.56")
        if measure not in YUAN_IN:
            wrong = f"不认识计量单位 ‘{measure}’" if measure else "没有写计量单位"
            self.listed.fault(row, "measure", wrong, f"请写 {'、'.join(YUAN_IN)}")
            return None
        if slot is None or not sound:
            return None
        if slot.field.measure not in YUAN_IN:
            self.listed.fault(row, "measure", f"‘{slot.label}’ 不是金额", "批复数只填金额格")
            return None
        return in_measure(Decimal(number), measure, slot.field.measure)


class _FormCells:
    """The cells of one form by key and by printed label."""

    def __init__(self, layout: FormGrid) -> None:
        slots = [slot for _, slot in layout.slots() if kind_named(slot.field.kind).is_number]
        self._by_key = {slot.key: slot for slot in slots}
        self._by_label: dict[str, list[Slot]] = defaultdict(list)
        for slot in slots:
            self._by_label[bare_label(slot.label)].append(slot)
        # Computed cells are known by name to say why they take no figure.
        self._computed = {word for _, box in layout.computed() for word in (format_key(box.key), bare_label(box.label))}

    def called(self, text: str) -> Sequence[Slot]:
        """The slots that a key or a label means."""
        try:
            slot = self._by_key.get(parse_key(text))
        except ValueError:
            slot = None
        return (slot,) if slot else self._by_label.get(bare_label(text), ())

    def is_computed(self, text: str) -> bool:
        return text in self._computed or bare_label(text) in self._computed

    def hint(self, text: str) -> str:
        """What was perhaps meant."""
        near = nearest(text, self._words())
        return f"是否 {near}？" if near else "标签照表上写，上下级之间用 ·，例如 " + next(self._words(), "")

    def _words(self) -> Iterator[str]:
        for slot in self._by_key.values():
            yield slot.label
            yield format_key(slot.key)


def _meant(text: str, known: Sequence[str]) -> str:
    near = nearest(text, known)
    # Eight are a line; the nearest word has been tried before.
    return f"是否 {near}？" if near else f"可写：{'、'.join(known[:8])}{'……' if len(known) > 8 else ''}"
