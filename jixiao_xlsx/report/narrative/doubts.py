"""文字与数字不一致: texts that say 增长 where the budget fell, or give a share that is not the computed one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.report.narrative.facts import Facts, lines_of, number_text, rate_text, section_of
from jixiao_xlsx.report.narrative.pieces import Contradiction
from jixiao_xlsx.report.narrative.statements import change_word
from jixiao_xlsx.report.narrative.words import ReportWords

# Both lists are searched as one with the falls first: 负增长 holds 增长.
_UP, _DOWN = ("增加", "增长", "上升", "增幅", "上涨"), ("减少", "下降", "降低", "减幅", "缩减", "负增长")
_WORD = "|".join((*_DOWN, *_UP))
# Twenty characters within a clause: farther away the word speaks of something else.
_GAP = r"(?P<gap>[^，。；]{0,20}?)"
_SAID = (
    re.compile(rf"年初预算{_GAP}(?P<word>{_WORD})"),
    re.compile(rf"预算(?P<rest>[^。；]{{0,12}}?)(?:比|较|与|同)(?:上年|去年|上一年|\d{{4}}年){_GAP}(?P<word>{_WORD})"),
    re.compile(
        rf"(?:比|较|与|同)(?:上年|去年|上一年|\d{{4}}年){_GAP}(?<!支出)预算(?P<rest>[^，。；]{{0,8}}?)(?P<word>{_WORD})"
    ),
    re.compile(rf"(?P<word>{_WORD})(?:的)?(?:主要)?原因"),
)
# Between 预算 and the verb these say that not the budget itself grew.
_OTHER = re.compile(r"率|绩效|效益|水平|支出|收入|没有|未|不|无|执行|人")
_SENTENCES = re.compile(r"[。；;！!？?]")
# A percentage within twelve characters of its name; more digits are no percentage.
_PERCENT = r"[^。；%％]{0,12}?(?P<said>\d{1,5}(?:\.\d{1,4})?)[%％](?P<bound>以上|以下|左右)?"
# One percent point: farther off than that, 左右 deserves a look.
_CLOSE = Decimal(1)
_BUDGET_PLACE: Key = ("texts", "overview", "execution")


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a text may say of a share: named by `label`, recognised by one of the words that follow."""

    label: str
    named: str
    share: Decimal


def doubts_of(facts: Facts, words: ReportWords) -> tuple[Contradiction, ...]:
    """The contradictions, in the order of the texts; each sentence once for its direction, once for each share."""
    claims = tuple(_claims(facts))
    change = facts.number("budget", "total", "change")
    found: list[Contradiction] = []
    for line in lines_of(section_of(facts.questions.form, "texts")):
        key = (*line.row.pattern, "text")
        for sentence in _sentences(facts.texts(*key)):
            said = _direction_said(sentence, at_budget=line.row.pattern == _BUDGET_PLACE)
            if change is not None and said and said != change_word(change):
                found.append(Contradiction(key, "·".join(line.labels), sentence, _change_fact(facts, words, change)))
            for claim in claims:
                if _contradicts(sentence, claim):
                    fact = words.say("share_fact", label=claim.named, share=rate_text(claim.share))
                    found.append(Contradiction(key, "·".join(line.labels), sentence, fact))
    return tuple(found)


def _sentences(texts: tuple[str, ...]) -> Iterator[str]:
    for text in texts:
        yield from (part.strip() for part in _SENTENCES.split(text) if part.strip())


def _direction_said(sentence: str, *, at_budget: bool) -> str:
    """增加 or 减少 where the sentence says it of the initial budget, else nothing."""
    for number, pattern in enumerate(_SAID):
        match = pattern.search(sentence)
        # The last pattern names no subject: it counts only in the place for the budget.
        alone = number == len(_SAID) - 1
        if match is None or (alone and not (at_budget and "预算" in sentence)):
            continue
        between = "" if alone else match["gap"] + (match.groupdict().get("rest") or "")
        if not _OTHER.search(between):
            return "减少" if match["word"] in _DOWN else "增加"
    return ""


def _change_fact(facts: Facts, words: ReportWords, change: Decimal) -> str:
    last_year = str(facts.year - 1)
    if not change:
        return words.say("budget_level_fact", last_year=last_year)
    rate = facts.number("budget", "total", "change_rate")
    difference = number_text(abs(change)) + facts.measure(("budget", "total", "change"))
    shown = "" if rate is None else rate_text(abs(rate))
    return words.say(
        "budget_fact", last_year=last_year, direction=change_word(change), difference=difference, rate=shown
    )


def _claims(facts: Facts) -> Iterator[_Claim]:
    """The shares that a text may repeat: of the outlay, and of each group of results."""
    times = facts.number("outlay", "total", "times")
    if times is not None:
        yield _Claim(r"总支出[^。；]{0,30}?年初预算(?:的|数的)", "总支出与年初预算之比", times)
    for line in lines_of(section_of(facts.questions.form, "outlay")):
        share = facts.number(*line.row.pattern, "share")
        if share is not None:
            yield _Claim(rf"{re.escape(line.labels[-1])}[^。；]{{0,30}}?占总支出", f"{line.labels[-1]}占总支出", share)
    for line in lines_of(section_of(facts.questions.form, "results")):
        share = facts.number(*line.row.pattern, "share")
        if share is not None and len(line.labels) > 1:
            group, item = line.labels[0], line.labels[-1]
            words = rf"(?:覆盖|建成率|建成比例|{re.escape(item)}[^，。；]{{0,10}}?占)"
            yield _Claim(rf"{re.escape(group)}[^。；]{{0,30}}?{words}", f"{group}{item}占比", share)


def _contradicts(sentence: str, claim: _Claim) -> bool:
    """Whether the sentence gives another percentage than the computed one, seen with as many decimals."""
    match = re.search(claim.label + _PERCENT, sentence)
    if match is None:
        return False
    said, true = Decimal(match["said"]), claim.share * 100
    off = abs(said - true)
    if match["bound"] == "以上":
        return true < said
    if match["bound"] == "以下":
        return true > said
    if match["bound"] == "左右":
        return off > _CLOSE
    # Half a unit of the last digit that was written: 98.3 % agrees with 98.25 to 98.35.
    return off > Decimal("0.5").scaleb(int(said.as_tuple().exponent))
