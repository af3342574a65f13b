"""Texts that a form wants answered, and why one is no answer."""

from __future__ import annotations

from enum import StrEnum

from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.empty_words import (
    is_bare_figure,
    is_trial,
    means_none,
    points_elsewhere,
    says_only_done,
)
from jixiao_xlsx.filings.view.roles import (
    copies_label,
    is_duty_text,
    is_goal_text,
    is_result_text,
    is_task_text,
    may_be_none,
)
from jixiao_xlsx.model.filings.filing import Record
from jixiao_xlsx.model.forms.asked import AskedCell
from jixiao_xlsx.model.keys import row_of
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.model.kinds.characters import bare_words

# 汉字: 促就业 is a slogan; 完成招标, of four, may be all that a small project has to do.
_SHORT = 3


class NoAnswer(StrEnum):
    """Why a text says nothing of what was asked."""

    NOTHING = "nothing"
    ELSEWHERE = "elsewhere"
    ONLY_DONE = "only done"


def no_answer(context: RuleContext, record: Record, text: str) -> NoAnswer | None:
    """Why a written text is no answer to what its cell asks; None where it is one, or where none is needed."""
    asked = context.questions.about(record.key)
    # A copied label is told as that.
    if asked is None or not is_answer_wanted(context, record) or copies_label(record, text):
        return None
    if points_elsewhere(text):
        return NoAnswer.ELSEWHERE
    main, long = _is_main(asked), traits_of(record).is_long
    if means_none(text):
        return NoAnswer.NOTHING if _needs_words(context, record, asked) else None
    # 2026 is a period and 12 a room: only goals, results, duties and paragraphs are never bare figures.
    if not (main or long):
        return None
    if is_bare_figure(text) or (is_trial(text) and not says_only_done(text)):
        return NoAnswer.NOTHING
    return NoAnswer.ONLY_DONE if _is_only_done(text, main=main, long=long) else None


def is_answer_wanted(context: RuleContext, record: Record) -> bool:
    """Whether a text that somebody wrote has to say something: required, or a goal, a duty, a result, a task."""
    asked = context.questions.about(record.key)
    if asked is None or asked.field is None or not traits_of(record).is_prose or not context.is_written(record.key):
        return False
    return asked.field.required or _is_main(asked)


def is_weighty(context: RuleContext, record: Record) -> bool:
    """Whether an empty answer must be sent back: a required goal, duty, task or result, or one in an open row."""
    asked = context.questions.about(record.key)
    if asked is None or asked.field is None:
        return False
    return _is_main(asked) and (asked.field.required or bool(row_of(record.key)))


def _needs_words(context: RuleContext, record: Record, asked: AskedCell) -> bool:
    """Whether 无 is no answer: the cell is required, and what it asks cannot be lacking."""
    return asked.field is not None and asked.field.required and not may_be_none(asked)


def _is_main(asked: AskedCell) -> bool:
    if may_be_none(asked):
        return False
    return is_goal_text(asked) or is_result_text(asked) or is_duty_text(asked) or is_task_text(asked)


def _is_only_done(text: str, *, main: bool, long: bool) -> bool:
    short = main and long and len(bare_words(text)) <= _SHORT
    return main and (short or says_only_done(text, at_length=long))
