"""Rules in the words of the form."""

from __future__ import annotations

import pytest

from jixiao_xlsx.model.expr import Ref, parse, to_chinese
from model.expr.cells import resolved

_WORDS = {
    "fiscal": "财政拨款", "other": "其他资金", "total": "合计", "basic": "基本支出", "project": "项目支出",
    "main": "年度重点工作任务", "optional": "其他任务", "amount": "拟投入的资金", "agency": "部门名称", "scope": "范围",
    "duties": "职能", "points": "分值", "goals": "目标", "text": "内容", "name": "名称",
}  # fmt: skip


def label(ref: Ref) -> str:
    return "·".join(_WORDS[part] for part in ref.path if isinstance(part, str) and part in _WORDS)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("spending.basic.y0 + spending.project.y0 == spending.total.y0", "基本支出 + 项目支出 = 合计"),
        ("income.fiscal.y0 / income.total.y0", "财政拨款 ÷ 合计"),
        ("(income.fiscal.y0 - income.other.y0) * 2", "（财政拨款 − 其他资金） × 2"),
        ("income.fiscal.y0 - (income.other.y0 - 1)", "财政拨款 − （其他资金 − 1）"),
        ("sum(tasks.main.amount) <= income.total.y0", "年度重点工作任务·拟投入的资金 之和 ≤ 合计"),
        ("count(duties) == count(goals.text)", "职能 的填写个数 = 目标·内容 的填写个数"),
        ("within(income.fiscal.y0, 0, 1)", "0 ≤ 财政拨款 ≤ 1"),
        ("head.scope in ('本级', '汇总')", "范围 为 “本级”、“汇总” 之一"),
        ("filled(head.agency) and not (income.fiscal.y0 > 1 or blank(head.scope))",
         "部门名称 已填 且 并非（财政拨款 > 1 或 范围 未填）"),
        ("(income.fiscal.y0 > 1 or income.other.y0 > 1) and income.total.y0 != 0",
         "（财政拨款 > 1 或 其他资金 > 1） 且 合计 ≠ 0"),
        ("min(1, income.fiscal.y0) * 10", "（1、财政拨款 中的最小值） × 10"),
        ("round(-income.fiscal.y0, 2)", "−财政拨款 保留 2 位小数"),
        ("abs(round(income.fiscal.y0, 0))", "财政拨款 取整 的绝对值"),
        ("if(income.fiscal.y0 > 1, '优', '差')", "若 财政拨款 > 1 则 “优”，否则 “差”"),
        ("unique(tasks.main.name)", "年度重点工作任务·名称 互不相同"),
        ("len(head.agency) <= 150", "部门名称 的字数 ≤ 150"),
    ],
)  # fmt: skip
def test_a_rule_reads_as_the_form_says_it(source: str, words: str) -> None:
    assert to_chinese(resolved(source, "funds.note"), label) == words


def test_unresolved_names_are_our_own_mistake() -> None:
    with pytest.raises(TypeError, match="not resolved"):
        to_chinese(parse("fiscal + 1"), label)
