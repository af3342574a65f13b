"""The sheet 指标库: every indicator of every filing, its targets as written and as read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from jixiao_xlsx.model.filings.filing import Filing, Record
from jixiao_xlsx.model.keys import Key, KeyPattern, pattern_of, row_of
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.model.rows.silent_rows import heard
from jixiao_xlsx.model.scoring.indicators import FiledTargets
from jixiao_xlsx.model.target import Direction, Target, TargetKind, TargetPart
from jixiao_xlsx.report.kit.book import NOT_PRINTED, BookTable, TableColumn, TableRow, TableValue
from jixiao_xlsx.report.kit.plain import decimal_text
from jixiao_xlsx.report.records.flat_rows import Asking
from jixiao_xlsx.report.records.versions import RollupEntry

_ROW = re.compile(r"第\d+行")
_TYPES: Mapping[TargetKind, str] = MappingProxyType(
    {
        TargetKind.NUMBER: "数值",
        TargetKind.RANGE: "区间",
        TargetKind.DATE: "时点",
        TargetKind.QUALITATIVE: "定性",
        TargetKind.STANDARD: "标准",
        TargetKind.COMPOUND: "多个数",
        TargetKind.STATUS: "完成情况",
        TargetKind.NOT_APPLICABLE: "不适用",
        TargetKind.PLACEHOLDER: "未写完",
        TargetKind.UNPARSED: "未读出",
    }
)
# Widths in characters: a name of an indicator has some fifteen Chinese ones, levels have up to six.
_BEFORE = (
    TableColumn("表", 30),
    TableColumn("年度", 7, "center"),
    TableColumn("单位编码", 10),
    TableColumn("单位名称", 20),
    TableColumn("项目名称", 18),
    TableColumn("计入合计", 8, "center"),
    TableColumn("所属", 20, "wrap"),
    TableColumn("一级指标", 13),
    TableColumn("二级指标", 18),
    TableColumn("指标名称", 30, "wrap"),
)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator 指标: where it belongs, its two levels, its name, and its targets by the label of their column."""

    belongs: str
    first: str
    second: str
    name: str
    targets: dict[str, Target]


def indicators_table(kept: Iterable[RollupEntry], titles: Mapping[str, str], *, asking: Asking) -> BookTable:
    """One row per indicator, seven columns per target column of any form; `titles` are the forms' by code."""
    listed = tuple(kept)
    blocks = _blocks(listed, asking)
    found = [(entry, indicator) for entry in listed for indicator in indicators_of(entry.filing, blocks)]
    labels = tuple(dict.fromkeys(label for _, indicator in found for label in indicator.targets))
    columns = tuple(column for label in labels for column in _target_columns(label))
    rows = tuple(
        TableRow((*_who(entry, titles), *_words(indicator), *_targets(indicator, labels)), muted=not entry.counts)
        for entry, indicator in found
    )
    note = f"共 {len(rows)} 个指标。符号、数值等由程序从指标值解读，仅供参考；含多个数或只有文字的指标值不拆。"
    # The columns before the indicator's own stay, so that one sees whose it is.
    return BookTable(
        "指标库", "绩效指标", note + NOT_PRINTED, (*_BEFORE, *columns), rows, frozen=4, streamed=True, printed=False
    )


def indicators_of(filing: Filing, blocks: Collection[KeyPattern] = ()) -> Iterator[Indicator]:
    """The indicators of a filing in sheet order: values that share all but the end of their key, one of them a target,
    or in one of the `blocks` where targets are asked for, so that an indicator without a target is there too."""
    filed, records = FiledTargets(filing), heard(filing.records)
    names = filed.names
    asked = {*blocks, *(pattern_of(record.key[:-1]) for record in records if traits_of(record).is_target)}
    groups: dict[Key, list[Record]] = {}
    for record in records:
        if pattern_of(record.key[:-1]) in asked and (traits_of(record).is_target or record.key[-1] == "name"):
            groups.setdefault(record.key[:-1], []).append(record)
    for key, mine in groups.items():
        levels, _ = _split(mine[0].label)
        name = names.get(key, "")
        # A printed indicator has no cell for its name: the label's last part is the name.
        if not row_of(key) and not name and levels:
            *levels, name = levels
        told = (record for record in mine if traits_of(record).is_target)
        targets = {_split(record.label)[1]: filed.read(record) for record in told}
        first, second = [*levels[-2:], "", ""][:2]
        yield Indicator(_belongs(levels, key, names), first, second, name, targets)


def _blocks(kept: Iterable[RollupEntry], asking: Asking) -> frozenset[KeyPattern]:
    """The rows in which any of the forms asks for a target, by pattern."""
    asked = {
        id(its_questions): its_questions for kept_one in kept if (its_questions := asking(kept_one.filing))
    }.values()
    cells = (cell for questions in asked for cell in questions.asked.values())
    return frozenset(pattern_of(cell.key[:-1]) for cell in cells if cell.field and traits_of(cell.field).is_target)


def _split(label: str) -> tuple[list[str], str]:
    """A label path as the indicator's levels and the column's label: `产出指标·数量指标·第2行·年度指标值`.

    Where the row stands at the left edge of a wide table, all but the last part are levels.
    """
    parts = label.split("·")
    at = next((number for number, part in enumerate(parts) if _ROW.fullmatch(part)), None)
    if at:
        return parts[:at], "·".join(parts[at + 1 :])
    inside = [part for part in parts if not _ROW.fullmatch(part)]
    return inside[:-1], inside[-1] if inside else label


def _belongs(levels: list[str], key: Key, names: dict[Key, str]) -> str:
    """The goal or section over the two levels, or the name of the row that a wide table's indicators stand in."""
    row = row_of(key)
    named = names.get(row, "") if row != key else ""
    return "·".join(part for part in (*levels[:-2], named) if part)


def _target_columns(label: str) -> tuple[TableColumn, ...]:
    return (
        TableColumn(label, 20, "wrap"),
        TableColumn(f"{label}·类型", 8, "center"),
        TableColumn(f"{label}·符号", 8, "center"),
        TableColumn(f"{label}·数值", 12, "value"),
        TableColumn(f"{label}·计量单位", 10, "center"),
        TableColumn(f"{label}·方向", 8, "center"),
        TableColumn(f"{label}·时限", 12, "center"),
    )


def _who(kept: RollupEntry, titles: Mapping[str, str]) -> tuple[TableValue, ...]:
    seal = kept.filing.seal
    if seal is None:
        # As many cells as a filing has there, so that columns stay under their heads.
        return ("",) * 6
    counts = "是" if kept.counts else "否"
    return (titles[seal.form], str(seal.year), seal.agency_code, seal.agency_name, seal.subject_name, counts)


def _words(indicator: Indicator) -> tuple[TableValue, ...]:
    return (indicator.belongs, indicator.first, indicator.second, indicator.name)


def _targets(indicator: Indicator, labels: Iterable[str]) -> Iterator[TableValue]:
    for label in labels:
        target = indicator.targets.get(label)
        yield target.raw if target else None
        yield from _reading(target) if target else (None,) * 6


def _reading(target: Target) -> tuple[TableValue, ...]:
    """Type, operator, value, measure, direction and deadline; a target of several thresholds has no one number."""
    part = target.parts[0] if len(target.parts) == 1 else TargetPart()
    value: TableValue = part.value
    if part.low is not None and part.high is not None:
        value = f"{decimal_text(part.low)}～{decimal_text(part.high)}"
    direction = "" if target.direction is Direction.UNKNOWN else str(target.direction)
    return (_TYPES[target.kind], part.operator, value, part.measure, direction, target.deadline)
