"""The R 规则 and T 指标 families: rows, targets and their names."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from jixiao_xlsx.filings.view.indicators import FilledIndicator, IndicatorColumn
from jixiao_xlsx.model.expr.nodes import Compare, refs
from jixiao_xlsx.model.forms.asked import Questions
from jixiao_xlsx.model.forms.tree import open_rows
from jixiao_xlsx.model.keys import Key, matches, parse_key, pattern_of, row_of
from jixiao_xlsx.model.kinds import traits_of
from whole_way.matrix.asking import Can, anything, both, has_columns, has_open_block, has_part, has_slot, neither, slots
from whole_way.matrix.planting import Changes, Plant, Sheet, aimed

PLAN, CYCLE, PAST, ACTUAL, NAME = (
    IndicatorColumn.PLAN,
    IndicatorColumn.CYCLE,
    IndicatorColumn.PAST,
    IndicatorColumn.ACTUAL,
    IndicatorColumn.NAME,
)
has_targets = has_columns(PLAN)
named = has_columns(PLAN, NAME)
# One cell of each form whose change breaks a rule of its spec.
_BREAKS: dict[str, dict[str, str | Decimal | None]] = {
    "liuzhou_dept_target": {"goals[2].text": None},
    "guangzhou_dept_target": {"budget.basic": Decimal("4200.00")},
    "wuhan_dept_target": {"funds.income.other.y0": Decimal("248.00")},
    "dept_project_review_wide": {
        "projects[1].executed.total": Decimal("128.50"),
        "projects[1].executed.general": Decimal("128.50"),
        "projects[1].rate": Decimal("1.07"),
    },
    "lushan_dept_report": {"results.care_homes.built.value": Decimal(90)},
    "national_project_review": {"indicators.output.quantity[2].deviation": None},
    "national_project_target": {"funds.fiscal": Decimal("368.20")},
    "national_dept_target": {"tasks[2].fiscal": Decimal(0)},
    "national_project_monitoring": {"indicators.output.quantity[1].certain": None},
    "national_dept_review": {"indicators.output.quantity[2].deviation": None},
}


def _required(sheet: Sheet) -> Changes:
    keys = [key for key, _, field in slots(sheet.asked) if field.required and not field.is_fact and key in sheet.cells]
    return {keys[0]: None}


def _broken(sheet: Sheet) -> Changes:
    changes = {parse_key(key): value for key, value in _BREAKS[sheet.asked.form.form].items()}
    if all(sheet.asked.about(key) for key in changes):
        return dict(changes)
    # The form of the same name with cost apart and the target in three cells.
    return {parse_key("funds.fiscal.annual"): Decimal("368.20")}


def _equates_money(asked: Questions) -> bool:
    """A rule of the form sets sums of money equal."""
    return any(_equal_money(asked, rule.formula.node) for rule in asked.form.rules)


def _equal_money(asked: Questions, node: object) -> bool:
    if not isinstance(node, Compare) or node.operators != ("==",):
        return False
    fields = [
        cell.field
        for key, cell in asked.asked.items()
        if cell.field
        for ref in refs(node)
        for path in ref.paths
        if pattern_of(key)[-1:] == path[-1:]
    ]
    return bool(fields) and all(traits_of(field).is_money for field in fields)


def _by_a_cent(sheet: Sheet) -> Changes:
    for word in ("budget.basic", "funds.income.other.y0"):
        key = parse_key(word)
        if key in sheet.cells:
            return {key: Decimal(str(sheet.cells[key])) + Decimal("0.01")}
    return {}


def _expected(sheet: Sheet) -> Changes:
    key = next(key for key, _, field in slots(sheet.asked) if field.expect is not None and key in sheet.cells)
    return {key: Decimal(str(sheet.cells[key])) * Decimal("0.9")}


def _no_rows(sheet: Sheet) -> Changes:
    pattern = next(pattern for pattern, shape, _ in open_rows(sheet.asked.form) if shape.least > 0)
    return sheet.emptied(key for key in sheet.cells if matches(pattern, row_of(key)))


def _asks_beside_rows(asked: Questions) -> bool:
    """Something is asked outside the rows: without them the workbook is not blank."""
    return any(not row_of(key) and not field.is_fact for key, _, field in slots(asked))


def _more_rows_than_allowed(asked: Questions) -> bool:
    """The blank shows more rows of a block than the form allows to be filled."""
    for pattern, shape, _ in open_rows(asked.form):
        shown = {row_of(key) for key in asked.asked if matches(pattern, row_of(key))}
        if len(shown) > shape.most:
            return True
    return False


def _unmatched(_: Sheet) -> Changes:
    return {parse_key("explain.others[1].code"): "G99", parse_key("explain.others[1].text"): "已经核对"}


R_PLANTS = (
    Plant("R01", has_slot(lambda field: field.required and not field.is_fact), _required),
    Plant("R02", lambda asked: bool(asked.form.rules), _broken, elsewhere=True),
    Plant("R03", _equates_money, _by_a_cent, elsewhere=True),
    Plant("R04", has_slot(lambda field: field.expect is not None), _expected),
    Plant("R05", both(has_open_block, _asks_beside_rows), _no_rows, elsewhere=True),
    Plant("R06", _more_rows_than_allowed, lambda sheet: {}),
    Plant("R07", anything, _unmatched, elsewhere=True),
)


def _row_of(asked: Questions, *sort: str) -> bool:
    return any(set(sort) & set(key) for key, _, field in slots(asked) if traits_of(field).is_target)


def _column(sheet: Sheet, column: IndicatorColumn, *sort: str) -> Key:
    """The cell of that column in the first indicator of a 二级 that has it."""
    some = [one for one in sheet.indicators if one.keys(column)]
    one = next((one for one in some if set(sort) & set(one.parent)), some[0])
    return one.keys(column)[-1]


def _without(*columns: IndicatorColumn) -> Callable[[Sheet], Changes]:
    def how(sheet: Sheet) -> Changes:
        one = sheet.row("quantity")
        keys = [
            key
            for column in columns
            for each in sheet.indicators
            if each.parent == one.parent
            for key in each.keys(column)
        ]
        beside = [(*one.parent, word) for word in ("operator", "measure")] if PLAN in columns else []
        return sheet.emptied([*keys, *(key for key in beside if key in sheet.cells)])

    return how


def _is_optional(column: IndicatorColumn) -> Can:
    """The column may stay blank; where it must not, R01 says so."""
    words = {NAME: "name"}

    def can(asked: Questions) -> bool:
        fields = [
            field
            for key, _, field in slots(asked)
            if (key[-1] == words[column] and "indicators" in key if column == NAME else traits_of(field).is_target)
            and (key[-1] == "actual") == (column == ACTUAL)
            and not str(key[-1]).startswith("y")
        ]
        return any(not field.required for field in fields)

    return can


def _like_last_year(sheet: Sheet) -> Changes:
    return {key: one.text(one.keys(PLAN)[-1]) for one in sheet.indicators if one.keys(PLAN) for key in one.keys(PAST)}


def _dimension(asked: Questions, *words: str) -> Key:
    """The 一级 of one of these words whose indicators stand in open rows that neither a rule of the form counts nor the
    form demands: an empty one is told by nothing else; empty where there is none."""
    for key, _, field in slots(asked):
        if traits_of(field).is_target and len(key) > 4 and isinstance(key[-2], int) and key[-4] in words:
            start = key[:-3]
            if not _is_demanded(asked, start):
                return start
    return ()


def _is_demanded(asked: Questions, start: Key) -> bool:
    """Whether a rule of the form counts the indicators of this 一级 by itself, or one of its blocks has a minimum."""
    counts = (ref for rule in asked.form.rules for ref in refs(rule.formula.node) if ref.many)
    counted = any(all(path[-1] == "name" and start[-1] in path for path in ref.paths) for ref in counts)
    return counted or any(start[-1] in pattern and shape.least > 0 for pattern, shape, _ in open_rows(asked.form))


def _dimension_emptied(*words: str) -> Plant:
    def how(sheet: Sheet) -> Changes:
        start = _dimension(sheet.asked, *words)
        # In one goal of several: the first that is filled.
        start = next(key[: len(start)] for key in sheet.cells if key[len(start) - 1 : len(start)] == start[-1:])
        return sheet.emptied([start, *sheet.under(*start)])

    return Plant("T20", lambda asked: bool(_dimension(asked, *words)), how)


def _has_dimensions(asked: Questions) -> bool:
    """Indicators stand in open rows under 一级 and 二级."""
    return any(
        traits_of(field).is_target and len(key) > 4 and isinstance(key[-2], int) for key, _, field in slots(asked)
    )


def _twice(sheet: Sheet) -> Changes:
    first, second = _neighbours(sheet)
    return {(*second.parent, key[-1]): sheet.cells[key] for key in sheet.cells if key[:-1] == first.parent}  # type: ignore[misc]


def _neighbours(sheet: Sheet) -> tuple[FilledIndicator, FilledIndicator]:
    rows = [one for one in sheet.planned if one.parent[-2:-1] == ("quantity",)]
    return rows[0], rows[1]


def _all_denied(sheet: Sheet) -> Changes:
    return {
        key: typed
        for one in sheet.indicators
        for column in (PLAN, CYCLE)
        for key in one.keys(column)
        for typed in ["无"]
        if one.text(key)
    }


def _actual(typed: str, *sort: str) -> Callable[[Sheet], Changes]:
    return lambda sheet: {_column(sheet, ACTUAL, *sort): typed}


def _above_cycle(sheet: Sheet) -> Changes:
    return sheet.aim(sheet.row("quantity"), "≥", "9500", "户")


def _directed(asked: Questions) -> bool:
    return any(field.direction for _, _, field in slots(asked))


def _measure_is_ruled(asked: Questions) -> bool:
    """A rule of the form itself wants the measure 单位 that stands in a cell of its own."""
    paths = (path for rule in asked.form.rules for ref in refs(rule.formula.node) for path in ref.paths)
    return any(path[-1] == "measure" for path in paths)


T_PLANTS = (
    Plant("T01", both(named, _is_optional(PLAN)), _without(PLAN, CYCLE)),
    Plant("T02", both(named, _is_optional(NAME)), _without(NAME)),
    Plant("T03", both(has_columns(PLAN, ACTUAL), _is_optional(ACTUAL)), _without(ACTUAL)),
    Plant("T04", has_targets, aimed("quantity", "≥", "XX", "户")),
    Plant("T05", has_targets, aimed("quantity", "", "按实际发生数")),
    Plant("T06", has_targets, aimed("quantity", "≥", "20次；改造500户")),
    Plant("T07", both(has_targets, neither(_measure_is_ruled)), aimed("quantity", "≥", "500")),
    Plant("T08", has_targets, aimed("quantity", "", "~#a%")),
    Plant("T09", has_targets, aimed("quality", "≥", "5", "%", name="群众投诉率")),
    Plant("T10", both(has_targets, _directed), aimed("quality", "≥", "5", "%")),
    Plant("T11", both(has_targets, has_part("satisfaction")), aimed("satisfaction", "≤", "5", "%", name="群众投诉率")),
    Plant("T12", has_targets, aimed("quality", "≥", "980", "%", name="改造验收合格率")),
    Plant("T13", has_targets, aimed("quality", "≥", "0.98", name="改造验收合格率")),
    Plant("T14", has_targets, aimed("quantity", "≥", "≤500户")),
    Plant("T15", has_targets, aimed("quantity", "≥", "1 000", "户")),
    Plant("T16", has_targets, aimed("timeliness", "", "2019年12月底前")),
    Plant("T17", has_columns(PLAN, CYCLE), _above_cycle),
    Plant("T18", has_columns(PLAN, ACTUAL), _actual("已完成", "quantity")),
    Plant("T19", has_columns(PLAN, PAST), _like_last_year),
    _dimension_emptied("satisfaction"),
    _dimension_emptied("benefit"),
    Plant("T21", named, lambda sheet: sheet.named(sheet.row("quantity"), "≥500户")),
    Plant("T22", named, lambda sheet: sheet.named(sheet.row("quantity"), "质量指标")),
    Plant("T23", both(named, _has_dimensions), _twice),
    Plant("T24", has_targets, _all_denied),
    Plant("T25", named, lambda sheet: sheet.named(sheet.row("quantity"), "／")),
)
