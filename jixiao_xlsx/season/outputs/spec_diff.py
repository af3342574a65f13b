"""What a change of a form does to the blanks that are out: nothing, read by comparison, or a new edition is needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.model.forms.form import Field, Form
from jixiao_xlsx.model.forms.tree import open_rows, sections_of
from jixiao_xlsx.model.keys import KeyPattern, format_key, pattern_of
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.model.target.values import Plain
from jixiao_xlsx.sheet.editions.issued_layout import issued_layout
from jixiao_xlsx.sheet.editions.renewal import KeyedBox, LayoutOrigin, Renewal
from jixiao_xlsx.sheet.grid import Computed, Printed, Slot
from jixiao_xlsx.sheet.layout import lay_out
from jixiao_xlsx.sheet.layout_text import layout_sha, layout_text
from jixiao_xlsx.spec.catalogue import load_form

_YEAR = 2026  # any year does: both are laid out for the same one
_SHOWN = 5  # labels of one change in a line; the JSON has all keys


class SpecEffect(StrEnum):
    """What a change does to blanks that are out."""

    NOTHING = "不影响"
    MAPPED = "对照读取"
    NEW_EDITION = "需要新版次"


_MEANING = {
    SpecEffect.NOTHING: "已发的空表照样收，和没有改一样",
    SpecEffect.MAPPED: "已发的空表按下发时的版面读取，再对到新的表样，不退单位",
    SpecEffect.NEW_EDITION: "已发的空表照样能读，但有的内容对不过来或没有问；要的话另存新版次、重新下发",
}


@dataclass(frozen=True, slots=True)
class SpecChange:
    """表样改动: one change in words, what it does, and the keys of the cells that it is about."""

    what: str
    effect: SpecEffect
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ComparedSpecs:
    """Two states of a form, with what lies between them; `same_blanks` tells that their blanks are the same."""

    before: str
    after: str
    changes: tuple[SpecChange, ...]
    same_blanks: bool

    @property
    def effect(self) -> SpecEffect:
        """The gravest of all."""
        order = list(SpecEffect)
        return max((change.effect for change in self.changes), key=order.index, default=SpecEffect.NOTHING)

    def lines(self) -> Iterator[str]:
        """For a terminal."""
        yield f"表样 {self.before} → {self.after}"
        for change in self.changes:
            yield f"  [{change.effect}] {change.what}"
        if not self.changes:
            yield "  没有改动"
        yield f"对已发的空表：{self.effect} — {_MEANING[self.effect]}。"

    def as_dict(self) -> dict[str, Plain]:
        """For `json.dumps`."""
        return {
            "before": self.before,
            "after": self.after,
            "effect": str(self.effect),
            "same_blanks": self.same_blanks,
            "changes": [
                {"what": change.what, "effect": str(change.effect), "keys": list(change.keys)}
                for change in self.changes
            ],
        }


def compare_specs(before: Path | str, after: Path | str) -> ComparedSpecs:
    """Two spec files (or names of forms) compared. Raises SpecError with the faults of either, JixiaoError where they
    are no states of one form."""
    old, new = load_form(before), load_form(after)
    if old.form != new.form:
        raise JixiaoError(
            f"{old.form} 与 {new.form} 不是同一张表，它们的空表互不相干", "请写同一张表改动前后的两份表样"
        )
    grid = lay_out(old, _YEAR)
    renewal = Renewal.of(issued_layout(layout_text(grid), new), new, origin=LayoutOrigin.SPEC, trusted=True)
    changes = tuple(_SpecComparison(old, new, renewal).changes())
    same = layout_sha(grid) == layout_sha(lay_out(new, _YEAR))
    return ComparedSpecs(old.name, new.name, changes, same)


@dataclass(frozen=True, slots=True)
class _SpecComparison:
    """Two states of one form, the older one laid out beside the newer."""

    old: Form
    new: Form
    renewal: Renewal

    def changes(self) -> Iterator[SpecChange]:
        yield from self._whole_form()
        yield from self._renamed()
        yield from self._gone()
        yield from self._come()
        yield from self._cells()
        yield from self._texts()
        yield from self._order()
        yield from self._blocks()
        yield from self._rules()

    # ---- the form as a whole -----------------------------------------------------------------------------------

    def _whole_form(self) -> Iterator[SpecChange]:
        old, new = self.old, self.new
        if old.edition != new.edition:
            yield SpecChange(f"版次 {old.edition} → {new.edition}（旧版次的表样请留着）", SpecEffect.MAPPED)
        if old.title != new.title:
            yield SpecChange(f"表名 ‘{old.bare_title}’ → ‘{new.bare_title}’", SpecEffect.MAPPED)
        if old.year_offset != new.year_offset:
            yield SpecChange("年度与工作年度的差改了，已发空表的年度不变", SpecEffect.NEW_EDITION)
        for name, words in _ASIDE.items():
            if getattr(old, name) != getattr(new, name):
                yield SpecChange(f"{words}改了", SpecEffect.NOTHING)
        if [(sheet.widths, sheet.paper) for sheet in old.sheets] != [
            (sheet.widths, sheet.paper) for sheet in new.sheets
        ]:
            yield SpecChange("列宽或打印设置改了", SpecEffect.NOTHING)

    # ---- keys ----------------------------------------------------------------------------------------------------

    def _renamed(self) -> Iterator[SpecChange]:
        words: dict[tuple[str, str], list[KeyPattern]] = defaultdict(list)
        for then, now in self.renewal.ways.items():
            for old, new in zip(map(str, then), map(str, now), strict=True):
                if old != new:
                    words[old, new].append(now)
        for (old, new), keys in words.items():
            yield SpecChange(f"键 {old} → {new}（写明了 was）{_times(keys)}", SpecEffect.MAPPED, _names(keys))

    def _gone(self) -> Iterator[SpecChange]:
        gone = {
            pattern_of(box.key): box
            for grid in self.renewal.issued.grid.sheets
            for box in grid.boxes
            if isinstance(box, Slot | Computed | Printed)
            and box.key
            and not grid.aside
            and self.renewal.key_now(box.key) is None
        }
        for sort, (words, effect) in _GONE.items():
            keys = {key: box for key, box in gone.items() if isinstance(box, sort)}
            if keys:
                yield SpecChange(f"删去{words}：{_labels(keys.values())}{_WAS_IT}", effect, _names(keys))

    def _come(self) -> Iterator[SpecChange]:
        new = {pattern_of(slot.key): slot for slot in self.renewal.unasked if slot.key not in self.renewal.then}
        required = {key: slot for key, slot in new.items() if slot.field.required}
        free = {key: slot for key, slot in new.items() if not slot.field.required}
        if required:
            what = f"新添必填的格：{_labels(required.values())}；旧表没有问，不算漏填，要的话另行补问"
            yield SpecChange(what, SpecEffect.NEW_EDITION, _names(required))
        if free:
            what = f"新添的格：{_labels(free.values())}；旧表没有问"
            yield SpecChange(what, SpecEffect.MAPPED, _names(free))

    # ---- cells that both have ------------------------------------------------------------------------------------

    def _cells(self) -> Iterator[SpecChange]:
        found: dict[tuple[str, SpecEffect], dict[KeyPattern, KeyedBox]] = defaultdict(dict)
        for then, now in self._pairs():
            for what, effect in self._differences(then, now):
                found[what, effect].setdefault(pattern_of(now.key), now)
        for (what, effect), boxes in found.items():
            yield SpecChange(f"{what}：{_labels(boxes.values())}", effect, _names(boxes))

    def _pairs(self) -> Iterator[tuple[KeyedBox, KeyedBox]]:
        seen: set[KeyPattern] = set()
        for key, then in self.renewal.then.items():
            now = self.renewal.box_now(key)
            # 自检 follows from the rest, and one row of a block speaks for all.
            if now is not None and key[0] != "explain" and pattern_of(key) not in seen:
                seen.add(pattern_of(key))
                yield then, now

    def _differences(self, then: KeyedBox, now: KeyedBox) -> Iterator[tuple[str, SpecEffect]]:
        if type(then) is not type(now):
            yield f"{_SORTS[type(then)]}改为{_SORTS[type(now)]}", SpecEffect.NEW_EDITION
            return
        if isinstance(then, Printed) or isinstance(now, Printed):
            if isinstance(then, Printed) and isinstance(now, Printed) and then.value != now.value:
                yield f"印刷的数 {then.text} → {now.text}，已发的按原来的算", SpecEffect.MAPPED
            return
        if then.label != now.label:
            yield f"标签 ‘{then.label}’ → ‘{now.label}’", SpecEffect.MAPPED
        yield from self._asked(then.field, now.field)

    def _asked(self, then: Field, now: Field) -> Iterator[tuple[str, SpecEffect]]:
        if then.kind != now.kind:
            what = f"填报类型 {then.kind} → {now.kind}，读得通的照收，其余没有位置"
            yield what, SpecEffect.NEW_EDITION
        elif then.measure != now.measure:
            money = traits_of(then).is_money
            how = "金额准确换算" if money else "数照旧，计量单位仍记原来的"
            effect = SpecEffect.MAPPED if money else SpecEffect.NEW_EDITION
            yield f"计量单位 {then.measure or '（无）'} → {now.measure or '（无）'}，{how}", effect
        if then.required != now.required:
            yield ("改为必填，旧表没填的不退" if now.required else "不再必填"), SpecEffect.MAPPED
        if then.choices != now.choices:
            yield f"可选的各项 {_joined(then.choices)} → {_joined(now.choices)}", SpecEffect.MAPPED
        if (then.least, then.most, then.decimals) != (now.least, now.most, now.decimals):
            yield f"限度 {_bounds(then)} → {_bounds(now)}", SpecEffect.MAPPED
        if not self.renewal.computes_alike(then, now):
            yield "公式改了", SpecEffect.MAPPED
        if (then.prefill, then.locked) != (now.prefill, now.locked):
            yield "预填或锁定改了", SpecEffect.MAPPED

    # ---- what is printed, where, and how many ------------------------------------------------------------------

    def _texts(self) -> Iterator[SpecChange]:
        before, after = (_printed(form) for form in (self.old, self.new))
        gone = [text for text in before if text not in after]
        come = [text for text in after if text not in before]
        if gone or come:
            what = f"印刷的文字：去掉 {_joined(gone)}，添上 {_joined(come)}"
            yield SpecChange(what, SpecEffect.MAPPED)

    def _order(self) -> Iterator[SpecChange]:
        pairs = [(then.region, now.region) for then, now in self._pairs()]
        before = [now for _, now in sorted(pairs, key=lambda pair: pair[0])]
        if before != sorted(before):
            yield SpecChange("行或栏的次序改了", SpecEffect.MAPPED)

    def _blocks(self) -> Iterator[SpecChange]:
        after = dict(_block_bounds(self.new))
        for pattern, then in _block_bounds(self.old):
            block = self._block_now(pattern)
            now = after.get(block) if block is not None else None
            if block is None or now is None:
                continue
            if then[0] != now[0]:
                yield SpecChange(f"{format_key(block)} 空表给的行数 {then[0]} → {now[0]}", SpecEffect.MAPPED)
            if then[1:] != now[1:]:
                told = " → ".join(f"{least} 至 {most}" for _, least, most in (then, now))
                yield SpecChange(f"{format_key(block)} 可填的行数 {told}", SpecEffect.MAPPED)

    def _block_now(self, then: KeyPattern) -> KeyPattern | None:
        ways = self.renewal.ways.items()
        return next((now[: len(then)] for pattern, now in ways if pattern[: len(then)] == then), None)

    def _rules(self) -> Iterator[SpecChange]:
        before, after = (
            {(rule.formula.source, rule.severity, rule.say) for rule in form.rules} for form in (self.old, self.new)
        )
        if after - before:
            told = _joined(sorted(say or source for source, _, say in after - before))
            yield SpecChange(f"勾稽关系新添或改了：{told}；审核按新的", SpecEffect.NOTHING)
        if before - after:
            told = _joined(sorted(say or source for source, _, say in before - after))
            yield SpecChange(f"勾稽关系删去或改了：{told}", SpecEffect.NOTHING)


_ASIDE = {"instructions": "填表说明", "audit": "审核的轻重", "aliases": "简称", "scorings": "评分口径"}
_SORTS: dict[type, str] = {Slot: "填报格", Computed: "公式格", Printed: "印刷的数"}
_GONE: dict[type, tuple[str, SpecEffect]] = {
    Slot: ("填报格", SpecEffect.NEW_EDITION),
    Computed: ("公式格", SpecEffect.MAPPED),
    Printed: ("印刷的数", SpecEffect.MAPPED),
}
_WAS_IT = "；若是改了键，请在新的表样里写 was: 原来的键"


def _printed(form: Form) -> list[str]:
    grids = lay_out(form, _YEAR).sheets
    return list(dict.fromkeys(box.text for grid in grids if not grid.aside for box in grid.printed() if box.text))


def _block_bounds(form: Form) -> Iterator[tuple[KeyPattern, tuple[int, int, int]]]:
    for pattern, shape, _ in open_rows(form):
        yield pattern, (shape.shown, shape.least, shape.most)
    for section in sections_of(form):
        if section.repeat:
            yield section.key, (section.repeat.shown, section.repeat.least, section.repeat.most)


def _labels(boxes: Iterable[KeyedBox]) -> str:
    told = list(dict.fromkeys(box.text if isinstance(box, Printed) else box.label for box in boxes))
    return _joined(told)


def _joined(words: Iterable[str]) -> str:
    told = list(words)
    shown = "、".join(f"‘{word}’" for word in told[:_SHOWN]) or "（无）"
    return shown if len(told) <= _SHOWN else f"{shown} 等 {len(told)} 处"


def _names(keys: Iterable[KeyPattern]) -> tuple[str, ...]:
    return tuple(format_key(key) for key in keys)


def _times(keys: list[KeyPattern]) -> str:
    return f"，{len(keys)} 格" if len(keys) > 1 else ""


def _bounds(asked: Field) -> str:
    limits = (("最小", asked.least), ("最大", asked.most), ("小数位", asked.decimals))
    return "，".join(f"{words} {bound}" for words, bound in limits if bound is not None) or "不限"
