"""The mistakes that departments make, each with the finding it must lead to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.keys import format_key
from jixiao_xlsx.model.money import YUAN_IN
from jixiao_xlsx.season.demo.playing import damage
from jixiao_xlsx.season.demo.playing.answers import ALIASES
from jixiao_xlsx.season.demo.playing.damage import Edit
from jixiao_xlsx.season.demo.playing.filled import FilledForm

FormChange = Callable[[FilledForm], FilledForm]
_WAN = YUAN_IN["万元"]
_CENT = Decimal("0.01")  # amounts have two decimals; the least slip there can be
_IN_WAN = ("budget.", "outlay.", "results.lottery.")


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake in one form, in words; `codes` must be found, and it goes back where `returned`.

    `change` is made while filling, `edit` in the filled workbook; `rereads` tells what an edit changes of the records.
    """

    form: str
    what: str
    codes: frozenset[str]
    returned: bool
    change: FormChange | None = None
    edit: Edit | None = None


def _found(*codes: str) -> frozenset[str]:
    return frozenset(codes)


# ---- while filling -----------------------------------------------------------------------------------------------


def _blank(*keys: str) -> FormChange:
    return lambda filled: filled.without(*keys)


def _values(values: Mapping[str, Value]) -> FormChange:
    return lambda filled: filled.with_values(values)


def _pasted(key: str, text: str) -> FormChange:
    return lambda filled: filled.with_pasted(key, text)


def _in_wan(filled: FilledForm) -> FilledForm:
    """Both amounts of the 元 form in 万元."""
    # An odd figure for who has no other funds, so that both amounts are in the wrong measure.
    general, other = filled.value("funds.general.amount"), filled.value("funds.other.amount") or Decimal(812_345)
    if not isinstance(general, Decimal) or not isinstance(other, Decimal):
        return filled
    values = {"funds.general.amount": general, "funds.other.amount": other}
    return filled.with_values({key: (value / _WAN).quantize(_CENT) + _CENT for key, value in values.items()})


def _in_yuan(filled: FilledForm) -> FilledForm:
    """Every amount of the 万元 form in 元."""
    amounts = {format_key(key): value for key, value in filled.typed.items() if isinstance(value, Decimal)}
    return filled.with_values({key: value * _WAN for key, value in amounts.items() if key.startswith(_IN_WAN)})


def _full_width(filled: FilledForm) -> FilledForm:
    """An amount pasted in full-width digits."""
    key = "outlay.basic.amount"
    value = filled.value(key)
    # 0xFF10 is the full width zero.
    wide = str(value).translate({**{48 + digit: 0xFF10 + digit for digit in range(10)}, ord("."): "．"})
    return filled.with_pasted(key, wide, reads=value)


def _misplaced_comma(filled: FilledForm) -> FilledForm:
    """An amount with the comma of the thousands one place too far, typed by hand."""
    key = "outlay.project.amount"
    whole, _, cents = str(filled.value(key)).partition(".")
    # Two digits behind the comma instead of three.
    return filled.with_pasted(key, f"{whole[:-2]},{whole[-2:]}.{cents}")


def _fewer_points(filled: FilledForm) -> FilledForm:
    key = "indicators.output.timeliness[1]"
    # Five points less than planned, so that the sum is 95.
    return filled.with_values({f"{key}.points": Decimal(5), f"{key}.score": Decimal(5)})


def _goal_dropped(filled: FilledForm) -> FilledForm:
    numbers = [key[1] for key in filled.typed if key[0] == "goals" and isinstance(key[1], int)]
    return filled.without(f"goals[{max(numbers)}].text")


def _far_over(filled: FilledForm) -> FilledForm:
    """Spent three times the budget, and explained as the form asks."""
    basic, project = filled.value("budget.basic.y0"), filled.value("budget.project.y0")
    if not isinstance(basic, Decimal) or not isinstance(project, Decimal):
        return filled
    why = "年中追加上级专项补助，用于新增的民生任务，追加文件已随文附上。"
    # Beyond twice the budget, which the form asks to explain.
    spent = {"outlay.project.amount": (basic + project) * 3}
    return filled.with_values({**spent, "explain.others[1].code": "R02", "explain.others[1].text": why})


def _nothing(filled: FilledForm) -> FilledForm:
    return FilledForm({}, {}, {})


def _gone(*keys: str) -> FormChange:
    """Values that were typed and then deleted with their row."""

    def change(filled: FilledForm) -> FilledForm:
        prefixes = tuple(keys)
        return filled.reading({}, gone=[key for key in filled.reads if format_key(key).startswith(prefixes)])

    return change


def _added(filled: FilledForm) -> FilledForm:
    """The whole block filled, so that one more row is needed."""
    rows: dict[str, Value] = {}
    # The blank shows five rows of this block.
    for number in range(1, 6):
        key = f"indicators.output.quantity[{number}]"
        if filled.value(f"{key}.name") is None:
            rows[f"{key}.name"] = f"完成专项检查（第{'一二三四五'[number - 1]}批）"
            rows[f"{key}.target"] = f"≥{number * 10}家"
    more = filled.with_values(rows)
    return more.reading({f"{_EXTRA}.name": _EXTRA_NAME, f"{_EXTRA}.target": _EXTRA_TARGET})


_EXTRA, _EXTRA_NAME, _EXTRA_TARGET = "indicators.output.quantity[6]", "编印业务手册", "≥500册"
# 13 × 13 characters: more than the 150 that the form allows.
_LONG = "承担本领域的综合协调工作，" * 13
_FIFTH = "indicators.output.quantity[5]"
_IN_THE_ROW = {f"{_FIFTH}.name": _EXTRA_NAME, f"{_FIFTH}.target": _EXTRA_TARGET}

# Which finding each must lead to: the demo and its tests are checked against this table.
MISTAKES: Mapping[str, Mistake] = {
    mistake.what: mistake
    for mistake in (
        Mistake("S0", "按万元填进了元的表", _found("G01"), False, _in_wan),
        Mistake("S0", "金额格里写了文字", _found("V101"), True, _pasted("funds.general.amount", "约3200万元")),
        Mistake("S0", "必填的金额空着", _found("R01"), True, _blank("funds.general.amount")),
        Mistake("S0", "一条职能超过150字", _found("V203"), True, _values({"duties[1].text": _LONG})),
        Mistake("S0", "目标比职能少一条", _found("R02"), False, _goal_dropped),
        Mistake("S0", "指标没有写指标值", _found("R01"), True, _blank("indicators.output.quality[1].target")),
        Mistake("S0", "指标值写按实际发生数", _found("T05"), False,
                _values({"indicators.output.quantity[2].target": "按实际发生数"})),
        Mistake("S0", "交回没有填的空表", _found("S10"), True, _nothing),
        Mistake("S0", "在区块里插入了一行", _found("P11"), False, _added,
                damage.insert_row(f"{_FIFTH}.name", _IN_THE_ROW)),
        Mistake("S0", "合计上键入了别的数", _found("P17"), False, None,
                damage.type_over("funds.total.amount", 5_000_000)),
        Mistake("S0", "复制到了新的工作簿", _found("S05"), False, None, damage.copy_sheet),
        Mistake("S0", "改写了标签", _found("P05"), False, None, damage.relabel("其他资金", "其他资金（含专户）")),
        Mistake("S0", "解除了保护", _found(), False, None, damage.unprotect),
        Mistake("P1", "分值合计不是一百", _found("R02"), True, _fewer_points),
        Mistake("P1", "得分超过分值", _found("R02"), True,
                _values({"indicators.satisfaction.beneficiaries[1].score": Decimal(12)})),
        Mistake("P1", "扣了分没有写原因", _found("R02"), False,
                _values({"indicators.benefit.social[1].score": Decimal(7)})),
        Mistake("P1", "在表外写了备注", _found("P06"), False, None, damage.remark("执行数为预估数")),
        Mistake("S4", "按元填进了万元的表", _found("G01"), False, _in_yuan),
        Mistake("S4", "粘贴了全角数字", _found("V301"), False, _full_width),
        Mistake("S4", "千分位的逗号放错了", _found("V108"), True, _misplaced_comma),
        Mistake("S4", "日期只写到月", _found("V111"), True, _pasted("head.date", "2026年3月")),
        Mistake("S4", "一段文字空着", _found("R01"), True, _blank("texts.problems.causes.text")),
        Mistake("S4", "提示语没有替换", _found("G02"), False,
                _values({"texts.achieved.satisfaction.text": "请填写满意度调查的情况。"})),
        Mistake("S4", "支出超过预算两倍并作了说明", _found("R02"), False, _far_over),
        Mistake("S4", "删除了一行", _found("P02"), True, _gone("texts.problems.remedy."),
                damage.delete_row("texts.problems.remedy.text")),
        Mistake("S4", "插入了一列", _found("P10"), False, None, damage.insert_column("budget.basic.y0")),
    )
}  # fmt: skip


def form_of(mistake: str) -> str:
    """The code of the form that a mistake is made in."""
    return ALIASES[MISTAKES[mistake].form]
