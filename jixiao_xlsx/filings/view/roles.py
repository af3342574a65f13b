"""What a text is for, by its key and label: a goal, what came of it, a duty, a reason, a place where 无 is right."""

from __future__ import annotations

import re

from jixiao_xlsx.model.filings.filing import Record
from jixiao_xlsx.model.forms.asked import AskedCell
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.model.kinds.characters import bare_words

# The last word of a label says what the cell asks; the words before it, where it stands.
_RESULT = re.compile(r"完成情况|实现情况|执行情况|履职情况|完成结果|实际(?:完成|实现|达到)")
_GOAL = re.compile(r"目标(?!完成|实现)")
_TASK = re.compile(r"任务|主要(?:实施)?内容|实施内容|工作内容")
_DUTY = re.compile(r"职能|职责")
_REASON = re.compile(r"偏差|原因|未完成")
_PROBLEM = re.compile(r"问题|不足")
# What a good year has none of, and what need not be said.
_MAY_BE_NONE = re.compile(
    r"问题|不足|困难|整改|改进|纠偏|偏差|原因|其他|其它|备注|说明|建议|意见|如有|可选|选填|依据文件|附件|经验|做法|追加|调整|结转|奖惩|处罚"
)
_GENERIC = frozenset({"文字材料", "内容", "情况"})
"""Heads of columns that say nothing of a row; the row's own word does."""


def is_result_text(asked: AskedCell) -> bool:
    """Whether a text says what came of the year: 实际完成情况, 绩效目标整体完成情况."""
    return asked.key[-1] in ("achieved", "result", "done") or _RESULT.search(_word(asked)) is not None


def is_goal_text(asked: AskedCell) -> bool:
    """Whether a text says what is to be reached: 年度总体目标, 预期目标, 目标3."""
    return not is_result_text(asked) and (
        asked.key[-1] in ("expected", "goal") or _GOAL.search(_word(asked)) is not None
    )


def is_task_text(asked: AskedCell) -> bool:
    """Whether a text says what is to be done: 年度工作任务, 主要实施内容."""
    return not is_result_text(asked) and not is_duty_text(asked) and _TASK.search(_word(asked)) is not None


def is_duty_text(asked: AskedCell) -> bool:
    """Whether a text says what the agency is there for: 部门职能概述, 职能2, 主要职责."""
    return _DUTY.search(_word(asked)) is not None and _GOAL.search(_word(asked)) is None


def is_reason_cell(key: Key, label: str) -> bool:
    """Whether a cell asks why something was not reached: 偏差原因分析及改进措施, 原因说明."""
    return key[-1] in ("deviation", "reason") or _REASON.search(label.rpartition("·")[2]) is not None


def is_problem_cell(label: str) -> bool:
    """Whether a cell asks what went wrong: 存在的问题, 问题和不足."""
    return _PROBLEM.search(label.rpartition("·")[2]) is not None


def may_be_none(asked: AskedCell) -> bool:
    """Whether 无 is a lawful answer: 存在的问题, 整改情况, 其他, 备注."""
    return _MAY_BE_NONE.search(asked.label) is not None


def copies_label(record: Record, text: str) -> bool:
    """Whether a text is only what is printed beside it: the cell's own label, or for a paragraph a part of it."""
    words = record.label.split("·")
    labels = words if traits_of(record).is_long else words[-1:]
    # 名称 or 单位 alone may be an answer.
    return any(len(label) > 2 and bare_words(text) == label for label in map(bare_words, labels))


def _word(asked: AskedCell) -> str:
    """The word of a label that tells; nothing where a name is asked, as in 任务名称."""
    words = asked.label.split("·")
    word = words[-2] if len(words) > 1 and words[-1] in _GENERIC else words[-1]
    return "" if word.endswith("名称") else word
