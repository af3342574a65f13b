"""Rules over texts that say nothing: none, a bare figure, "done" alone, nothing but a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from jixiao_xlsx.filings.contents.answers import NoAnswer, is_answer_wanted, is_weighty, no_answer
from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.roles import is_result_text
from jixiao_xlsx.filings.view.tuning import weighed
from jixiao_xlsx.filings.view.words import shown_words
from jixiao_xlsx.findings import Finding, Severity
from jixiao_xlsx.model.filings.filing import Record
from jixiao_xlsx.model.keys import sibling
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.model.kinds.characters import bare_words

# 居家适老化改造项目 and 居家适老化改造 are one name.
_TAIL = re.compile(r"(?:专项)?(?:项目|经费|资金|工作|工程|专项|任务)+$")
# 完成居家适老化改造 says of the project its name, and nothing of what comes of it.
_HEAD = re.compile(
    r"(?:(?:按时|按期|如期|全面|全部|顺利|圆满|继续|持续|认真|积极|切实|确保|扎实|有序)*(?:完成|开展|实施|做好|落实|组织)(?:了|好)?)+"
)
_PROJECT = "项目名称"
# A name of one character is no name to copy; one of a hundred is a sentence.
_LEAST_NAME, _LONGEST_NAME = 2, 100


def texts_of_nothing(context: RuleContext) -> Iterator[Finding]:
    """G25: 无, a bare number or signs where a goal, a result, a duty or another required text belongs."""
    for record, text in context.texts:
        if no_answer(context, record, text) is NoAnswer.NOTHING and not _is_name(record):
            said = context.at("G25", record.key, found=shown_words(text))
            yield said if is_weighty(context, record) else weighed(said, Severity.EXPLAIN)


def texts_of_names(context: RuleContext) -> Iterator[Finding]:
    """G26: a goal, a result or a content that is only the name of the project, the agency, the task or an indicator."""
    for record, text in context.texts:
        what = name_copied(context, record, text)
        if what and no_answer(context, record, text) is None:
            yield context.at("G26", record.key, found=shown_words(text), expected=what)


def name_copied(context: RuleContext, record: Record, text: str) -> str:
    """What a text is only the name of: 项目名称, 单位名称, 指标名称, 本行的名称; nothing where it says more."""
    # A name is short; the names of a whole form are gathered only for texts that may be one.
    if len(text) > _LONGEST_NAME or _is_name(record) or not is_answer_wanted(context, record):
        return ""
    name = _bare_name(text)
    if len(name) < _LEAST_NAME or not _is_paragraph(context, record):
        return ""
    known = _names_of_all(context)
    done = _behind_verb(text)
    row = _name_of_row(context, record, name) or _name_of_row(context, record, done)
    # An indicator's name behind a verb may be all that there is to do; the whole project's is none of it.
    return row or known.get(name, "") or (_PROJECT if known.get(done) == _PROJECT else "")


def texts_only_done(context: RuleContext) -> Iterator[Finding]:
    """G27: 已完成 or 按时完成 alone where a goal or a result belongs."""
    for record, text in context.texts:
        if no_answer(context, record, text) is NoAnswer.ONLY_DONE:
            asked = context.questions.about(record.key)
            done = asked is not None and is_result_text(asked)
            wanted = "实际做成了什么、达到什么程度" if done else "要做什么、达到什么程度"
            yield context.at("G27", record.key, found=shown_words(text), expected=wanted)


@lru_cache(maxsize=1)  # many texts of one filing ask in turn
def _names_of_all(context: RuleContext) -> dict[str, str]:
    """The names that a whole form knows, bare, and what each is the name of."""
    seal = context.filing.seal
    known = [(indicator.name, "指标名称") for indicator in context.indicators]
    if seal is not None:
        known += [(seal.agency_name, "单位名称"), (seal.subject_name, _PROJECT)]
    for record in context.filing.records:
        field = context.field_of(record.key)
        if field is not None and field.prefill == "subject.name" and isinstance(record.value, str):
            known.append((record.value, _PROJECT))
    return {bare: what for name, what in known if (bare := _bare_name(name))}


def _name_of_row(context: RuleContext, record: Record, name: str) -> str:
    """What the same row calls so: the name of its project or its task."""
    beside = context.by_key.get(sibling(record.key, "name"))
    if not name or beside is None or not isinstance(beside.value, str):
        return ""
    return "本行的名称" if _bare_name(beside.value) == name else ""


def _behind_verb(text: str) -> str:
    """The bare name that stands behind nothing but a verb: 居家适老化改造 of 做好居家适老化改造工作."""
    bare = bare_words(text)
    verb = _HEAD.match(bare)
    return _bare_name(bare[verb.end() :]) if verb else ""


def _bare_name(text: str) -> str:
    bare = bare_words(text)
    return _TAIL.sub("", bare) or bare


def _is_paragraph(context: RuleContext, record: Record) -> bool:
    """Whether sentences are asked for: a long text, or a short one that is a goal or a result."""
    return traits_of(record).is_long or is_weighty(context, record)


def _is_name(record: Record) -> bool:
    return record.key[-1] == "name"
