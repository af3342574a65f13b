"""Rules over texts that were copied: one in two cells, a goal out of the duties, a result out of its goal."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from jixiao_xlsx.filings.contents.answers import no_answer
from jixiao_xlsx.filings.contents.halves import copied_years
from jixiao_xlsx.filings.contents.likeness import are_weighed, is_near
from jixiao_xlsx.filings.contents.texts import name_copied
from jixiao_xlsx.filings.view.cell_lists import each_or_together
from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.filings.view.roles import is_duty_text, is_goal_text, is_result_text, is_task_text
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.filings.filing import Record
from jixiao_xlsx.model.forms.asked import AskedCell
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.kinds.characters import bare_words

_SENTENCE = re.compile(r"[。；;！!\n]+|(?=(?<!\d)\d{1,2}[、.．)）](?!\d))|[（(][一二三四五六七八九十\d]{1,3}[)）]")
_ENUMERATOR = re.compile(r"^(?:目标|职能)?[一二三四五六七八九十\d]{1,3}(?:是)?(?=\D)")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
# 汉字: shorter goals (推进殡葬改革) are alike by chance.
_LEAST_GOAL = 12
# A sentence of fewer stands in many texts, and proves nothing.
_LEAST_SENTENCE = 6
# 做好宣传 may be all that was planned and done; below that no text can be anything else.
_LEAST_RESULT = 5


def same_texts(context: RuleContext) -> Iterator[Finding]:
    """G04: a long text that stands word for word in several cells; said once, at the second."""
    places: dict[str, list[Record]] = defaultdict(list)
    # Copies of a kind of their own are told as such.
    told = {*_copied_goals(context), *(result.key for result, _ in _copied_results(context)), *copied_years(context)}
    for record, text in context.texts:
        words = bare_words(text)
        if len(words) >= context.tuning.long_text and record.key not in told:
            places[words].append(record)
    for records in places.values():
        if len(records) > 1 and not _is_told_by_form(context, records):
            others = [context.named(twin.key) for twin in (records[0], *records[2:])]
            # Three places fill a line.
            more = f"等 {len(others)} 处" if len(others) > 3 else ""
            yield context.at("G04", records[1].key, found="、".join(others[:3]) + more)


def goals_from_duties(context: RuleContext) -> Iterator[Finding]:
    """G29: the year's goals are the agency's duties over again, word for word or nearly so."""
    duties = "、".join(context.named(record.key) for record, _ in _texts_of(context, is_duty_text)[:1])
    yield from each_or_together(context, "G29", _copied_goals(context), of=lambda _: duties)


def results_from_goals(context: RuleContext) -> Iterator[Finding]:
    """G30: what came of the year is its goal over again, word for word."""
    goals = {result.key: goal.key for result, goal in _copied_results(context)}
    yield from each_or_together(context, "G30", list(goals), of=lambda key: context.named(goals[key]))


def _copied_goals(context: RuleContext) -> list[Key]:
    """The goals and tasks that were taken from the duties."""
    duties = _texts_of(context, is_duty_text)
    pieces = list(dict.fromkeys(piece for _, text in duties for piece in _sentences(text)))
    if not pieces:
        return []
    # Where a rule of the form weighs both, it tells.
    return [
        goal.key
        for goal, text in _texts_of(context, _is_aim)
        if _is_copy(context, text, pieces) and not any(are_weighed(context, goal.key, duty.key) for duty, _ in duties)
    ]


def _is_aim(asked: AskedCell) -> bool:
    return not is_duty_text(asked) and (is_goal_text(asked) or is_task_text(asked))


def _is_copy(context: RuleContext, text: str, pieces: Sequence[str]) -> bool:
    sentences = _sentences(text)
    total = sum(map(len, sentences))
    taken = sum(len(sentence) for sentence in sentences if _is_taken(sentence, pieces, context.tuning.near))
    return total >= _LEAST_GOAL and taken >= context.tuning.copied_share * total


def _is_taken(sentence: str, pieces: Sequence[str], near: float) -> bool:
    """Whether a sentence stands in one of the pieces, or is one of them but for a few words."""
    if len(sentence) < _LEAST_SENTENCE:
        return False
    if any(sentence in piece for piece in pieces):
        return True
    # What adds a figure has thought of this year.
    figures = set(_DIGITS.findall(sentence))
    return is_near(sentence, [piece for piece in pieces if figures <= set(_DIGITS.findall(piece))], near)


def _sentences(text: str) -> list[str]:
    bare = (_ENUMERATOR.sub("", bare_words(piece)) for piece in _SENTENCE.split(text))
    return [piece for piece in bare if piece]


def _copied_results(context: RuleContext) -> list[tuple[Record, Record]]:
    """Each result that is its goal, with the goal: the two stand beside each other."""
    goals = {goal.key[:-1]: (goal, text) for goal, text in _texts_of(context, is_goal_text)}
    found: list[tuple[Record, Record]] = []
    for result, text in _texts_of(context, is_result_text):
        goal, said = goals.get(result.key[:-1], (None, ""))
        words = bare_words(text)
        if goal is None or words != bare_words(said) or len(words) < _LEAST_RESULT:
            continue
        if not (no_answer(context, result, text) or name_copied(context, result, text)):
            found.append((result, goal))
    return [pair for pair in found if not are_weighed(context, *(record.key for record in pair))]


def _texts_of(context: RuleContext, is_wanted: Callable[[AskedCell], bool]) -> list[tuple[Record, str]]:
    """The texts of one sort that somebody wrote."""
    asked = ((record, text, context.questions.about(record.key)) for record, text in context.texts)
    return [(record, text) for record, text, cell in asked if cell is not None and is_wanted(cell)]


def _is_told_by_form(context: RuleContext, twins: Sequence[Record]) -> bool:
    """Whether a rule of the form compares these texts, and finds them the same: it minds every sign."""
    alike = len({str(twin.value).strip() for twin in twins}) == 1
    return alike and are_weighed(context, *(twin.key for twin in twins))
