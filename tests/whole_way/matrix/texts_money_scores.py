"""The G 通查 and C 评分 families: texts, money, years, names and scores."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from jixiao_xlsx.model.expr.nodes import Compare, Ref, bind, refs, unbound
from jixiao_xlsx.model.forms.asked import Questions
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.keys import Key, indexes_of, pattern_of, sibling
from jixiao_xlsx.model.kinds import traits_of
from whole_way.matrix.asking import Can, both, has_money, has_slot, has_word, neither, slots
from whole_way.matrix.empty_contents import COPIES
from whole_way.matrix.planting import Changes, Plant, Sheet, Typed

LONG = "办好为民实事，完善养老和救助服务网络，让困难群众得到实实在在的帮助，群众满意度稳步提高。"
NEAR = "办好为民实事，完善养老和救助服务体系，让困难群众得到实实在在的帮助，群众满意度稳步提高。"


def _is_long(field: Field) -> bool:
    return field.kind == "long_text" and not field.locked


has_long = has_slot(_is_long)


def _long(typed: Typed) -> Callable[[Sheet], Changes]:
    return lambda sheet: {sheet.of_kind("long_text", test=_is_long)[0]: typed}


def _ruled(asked: Questions, keys: list[Key]) -> bool:
    """A rule of the form weighs these cells together."""
    patterns = {pattern_of(key) for key in keys}
    spoken = [{unbound(path) for ref in refs(rule.formula.node) for path in ref.paths} for rule in asked.form.rules]
    return any(patterns <= each for each in spoken)


def _compared(asked: Questions, keys: list[Key]) -> bool:
    """A rule of the form compares these texts themselves; one that counts them minds no words."""
    patterns = {pattern_of(key) for key in keys}
    compares = (rule.formula.node for rule in asked.form.rules if isinstance(rule.formula.node, Compare))
    sides = ([side for side in node.operands if isinstance(side, Ref)] for node in compares)
    return any(patterns <= {unbound(path) for ref in some for path in ref.paths} for some in sides)


def _two_long(asked: Questions) -> bool:
    """Two long texts that no rule of the form compares, and whose copies have no code of their own."""
    return bool(_apart(asked))


def _apart(asked: Questions) -> list[Key]:
    keys = [key for key, _, field in slots(asked) if _is_long(field) and (field.most or 999) > len(LONG)]
    pairs = ([first, second] for place, first in enumerate(keys) for second in keys[place + 1 :])
    free = (pair for pair in pairs if not _compared(asked, pair))
    return next((pair for pair in free if not any(is_copied(asked, *pair) for is_copied in COPIES)), [])


def _goal_and_whole(asked: Questions) -> list[Key]:
    """A long text of its own and one of a row or goal: a summary and its part."""
    keys = [key for key, _, field in slots(asked) if _is_long(field) and (field.most or 999) > len(LONG)]
    whole = [key for key in keys if not any(isinstance(part, int) for part in key)]
    part = [key for key in keys if any(isinstance(part, int) for part in key)]
    return [whole[0], part[0]] if whole and part else []


def _money(sheet: Sheet) -> list[Key]:
    return [key for key in sheet.of_kind("amount") if sheet.cells.get(key)]


def _all_zero(sheet: Sheet) -> Changes:
    return {key: Decimal(0) for key in sheet.of_kind("amount") if key in sheet.cells}


def _mixed_up(sheet: Sheet) -> Changes:
    """The largest amount in 元 where the form is in 万元, all of them in 万元 where it is in 元."""
    keys = _money(sheet)
    if sheet.asked.form.measure == "元":
        return {key: (Decimal(str(sheet.cells[key])) / 10000).quantize(Decimal("0.01")) for key in keys}
    return {keys[0]: Decimal("145000000.00")}


def _same_row(sheet: Sheet) -> Changes:
    figures = {"total": ("157.30", "154.00"), "general": ("120.50", "118.09"), "gov_fund": ("36.80", "35.91")}
    changes: Changes = {}
    for row in _rows_of_figures(sheet.asked)[:2]:
        changes |= {(*row, "rate"): Decimal("0.98")}
        for part, (budgeted, executed) in figures.items():
            changes |= {(*row, "budgeted", part): Decimal(budgeted), (*row, "executed", part): Decimal(executed)}
    return changes


def _figures_in(asked: Questions, row: Key) -> list[Key]:
    return [key[len(row) :] for key, _, field in slots(asked) if key[: len(row)] == row and traits_of(field).is_money]


def _rows_of_figures(asked: Questions) -> list[Key]:
    """Two rows of one open block with at least four amounts each."""
    rows = dict.fromkeys(
        key[: place + 1]
        for key, _, field in slots(asked)
        if traits_of(field).is_money
        for place, part in enumerate(key)
        if isinstance(part, int)
    )
    # Four equal figures are a copy, fewer may be chance.
    return [row for row in rows if len(_figures_in(asked, row)) >= 4]


def _agency(sheet: Sheet) -> Changes:
    return {key: "庐川市教育局" for key, _, field in slots(sheet.asked) if field.prefill == "agency.name"}


def _has_pair(asked: Questions) -> bool:
    """An executed amount with its budgeted one, typed both."""
    return bool(_pairs(asked))


def _pairs(asked: Questions) -> list[tuple[Key, Key]]:
    mine = {key: tuple("budgeted" if part == "executed" else part for part in key) for key, _, _ in slots(asked)}
    return [(key, other) for key, other in mine.items() if "executed" in key and other in mine]


def _has_free_pair(asked: Questions) -> bool:
    """Such a pair that no rule of the form weighs."""
    return any(not _ruled(asked, list(pair)) for pair in _pairs(asked))


def _overspent(sheet: Sheet) -> Changes:
    """One part spends more than it had, another so much less: the sums stay right."""
    pairs = [pair for pair in _pairs(sheet.asked) if sheet.cells.get(pair[1]) and not _ruled(sheet.asked, list(pair))]
    spent = {key: Decimal(str(sheet.cells.get(key, 0))) for key, _ in pairs}
    for key, budget in pairs:
        more = Decimal(str(sheet.cells[budget])) + 1 - spent[key]
        beside = [one for one in spent if one != key and indexes_of(one) == indexes_of(key) and "total" not in one]
        other = next((one for one in beside if spent[one] > more), None)
        if other is not None and "total" not in key:
            return {key: spent[key] + more, other: spent[other] - more}
    return {}


def _without_budget(sheet: Sheet) -> Changes:
    return {key: None for key in sheet.cells if "budgeted" in key or ("funds" in key and "initial" in key)}


def _has_free_rate(asked: Questions) -> bool:
    return bool(_free_rate(asked))


def _free_rate(asked: Questions) -> list[Key]:
    """What is divided and by what, of a computed rate that no rule weighs and that is no part of its own sum."""
    for key, cell in asked.asked.items():
        formula = cell.field.compute if cell.field else None
        if cell.field is None or formula is None or cell.field.kind != "percent" or _ruled(asked, [key]):
            continue
        paths = [bind(path, key) for ref in refs(formula.node) for path in ref.paths]
        typed = {slot for slot, _, _ in slots(asked)}
        if len(paths) == 2 and set(paths) <= typed and not _ruled(asked, paths) and "budgeted" not in paths[1]:
            return paths
    return []


def _over_whole(sheet: Sheet) -> Changes:
    above, below = _free_rate(sheet.asked)
    more = Decimal(str(sheet.cells[below])) * Decimal("1.1")
    # What is expected by the end of the year cannot be less.
    return {key: more for key in (above, sibling(above, "forecast")) if key in sheet.cells}


def _years(asked: Questions) -> bool:
    """Two rows of amounts with several years each."""
    return len({key[:-1] for key, _, field in slots(asked) if traits_of(field).is_money and key[-1] == "y_1"}) > 1


def _same_years(sheet: Sheet) -> Changes:
    keys = [key for key, _, field in slots(sheet.asked) if traits_of(field).is_money and str(key[-1]).startswith("y")]
    return {key: sheet.cells[sibling(key, "y0")] for key in keys if sibling(key, "y0") in sheet.cells}  # type: ignore[misc]


def _scored(sheet: Sheet) -> Key:
    return next(key for key in sheet.cells if key[-1] == "score")


def _score_is_ruled(*words: str) -> Can:
    """A rule of the form already weighs the score against these."""

    def can(asked: Questions) -> bool:
        spoken = [{str(path[-1]) for ref in refs(rule.formula.node) for path in ref.paths} for rule in asked.form.rules]
        return any({"score", *words} <= each for each in spoken)

    return can


def _points_are_ruled(asked: Questions) -> bool:
    spoken = [{str(path[-1]) for ref in refs(rule.formula.node) for path in ref.paths} for rule in asked.form.rules]
    return any(each == {"points"} for each in spoken)


G_PLANTS = (
    Plant("G01", has_money, _mixed_up),
    Plant("G02", has_long, _long("全年为XX户困难老人完成居家适老化改造，规范婚姻登记服务。")),
    Plant("G03", has_long, _long("从社会效益、经济效益等方面反映部门履职效果的实现情况。")),
    Plant("G04", _two_long, lambda sheet: dict.fromkeys(_apart(sheet.asked), LONG)),
    Plant(
        "G05",
        lambda asked: bool(_goal_and_whole(asked)),
        lambda sheet: dict(zip(_goal_and_whole(sheet.asked), (LONG, NEAR), strict=True)),
    ),
    Plant("G06", lambda asked: len(_rows_of_figures(asked)) > 1, _same_row),
    Plant(
        "G07",
        has_word("serial"),
        lambda sheet: {key: Decimal(4) for key in sheet.ending("serial")[1:2]},
        elsewhere=True,
    ),
    Plant("G08", has_long, _long("按照2016年度工作要点，2017年12月底前完成全部改造任务。")),
    Plant("G09", has_slot(lambda field: field.prefill == "agency.name" and not field.locked), _agency),
    Plant("G10", has_long, _long("拟订甲乙市民政事业发展规划和政策并组织实施。")),
    Plant("G11", has_long, _long("办好实事，监督电话13800000000，欢迎来电。")),
    Plant("G12", has_long, lambda sheet: {(key := _labelled(sheet)): sheet.asked.asked[key].label.rpartition("·")[2]}),
    Plant("G13", _has_free_rate, _over_whole, elsewhere=True),
    Plant("G14", _has_free_pair, _overspent, elsewhere=True),
    Plant("G15", _has_pair, _without_budget, elsewhere=True),
    Plant(
        "G16",
        both(has_word("score"), neither(_score_is_ruled("points"))),
        lambda sheet: {_scored(sheet): Decimal(99)},
    ),
    Plant(
        "G17",
        both(has_word("points"), neither(_points_are_ruled)),
        lambda sheet: {sheet.ending("points")[0]: Decimal(45)},
        elsewhere=True,
    ),
    Plant("G18", has_money, _all_zero),
    Plant("G19", _years, _same_years),
    Plant(
        "G20",
        both(has_word("score", "deviation"), neither(_score_is_ruled("deviation"))),
        lambda sheet: dict.fromkeys(sheet.ending("deviation")),
        elsewhere=True,
    ),
)


def _labelled(sheet: Sheet) -> Key:
    return next(
        key for key, cell, field in slots(sheet.asked) if _is_long(field) and len(cell.label.rpartition("·")[2]) > 2
    )


def _has_scoring(word: str) -> Can:
    """A section is scored and has that cell, typed by people."""

    def can(asked: Questions) -> bool:
        for scoring in asked.form.scorings:
            key = getattr(scoring, word, ())
            cell = asked.about(key) if isinstance(key, tuple) and key else None
            if cell is not None and cell.field is not None and cell.field.compute is None:
                return True
        return False

    return can


def _is_scored(asked: Questions) -> bool:
    return bool(asked.form.scorings)


def _rescored(sheet: Sheet) -> Changes:
    one = sheet.row("quantity")
    row = one.parent
    changes: Changes = {(*row, "score"): Decimal(4), (*row, "deviation"): "场地检修，少办一期。"}
    return changes | ({(*row, "coefficient"): Decimal("0.2667")} if sheet.asked.about((*row, "coefficient")) else {})


def _reworded(score: str, actual: str) -> Callable[[Sheet], Changes]:
    def how(sheet: Sheet) -> Changes:
        row = sheet.row("sustainability").parent
        changes: Changes = {(*row, "target"): "建立健全", (*row, "actual"): actual, (*row, "score"): Decimal(score)}
        changes[(*row, "deviation")] = "配套办法尚在征求意见。"
        return changes | (
            {(*row, "coefficient"): Decimal(score) / 10} if sheet.asked.about((*row, "coefficient")) else {}
        )

    return how


def _not_comparable(sheet: Sheet) -> Changes:
    row = sheet.row("quantity").parent
    return {(*row, "actual"): "512人次"}


C_PLANTS = (
    Plant("C01", _is_scored, _rescored),
    Plant("C02", _is_scored, _reworded("9", "基本建立")),
    Plant("C03", _is_scored, _not_comparable),
    Plant("C04", _has_scoring("total"), lambda sheet: {sheet.asked.form.scorings[0].total: Decimal(88)}),
    Plant("C05", _has_scoring("grade"), lambda sheet: {sheet.asked.form.scorings[0].grade: "差"}),
    Plant(
        "C06", lambda asked: any(_typed_beside(asked, s.rate, s.score) for s in asked.form.scorings), lambda sheet: {}
    ),
    Plant(
        "C07",
        _is_scored,
        lambda sheet: {key: Decimal(0) for key in sheet.cells if "funds" in key and "budgeted" in key},
        elsewhere=True,
    ),
)


def _typed_beside(asked: Questions, rate: Key, word: str) -> bool:
    cell = asked.about(sibling(rate, word)) if rate else None
    return cell is not None and cell.field is not None and cell.field.compute is None
