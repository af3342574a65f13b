"""The grammar over tokens: which quantities are thresholds, which words are their labels, what was left unread."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from jixiao_xlsx.model.target.dates import Deadline, deadline_of
from jixiao_xlsx.model.target.direction import is_zero_word
from jixiao_xlsx.model.target.measures import MEASURE, PER_UNIT, measure_of
from jixiao_xlsx.model.target.numerals import numeral_value
from jixiao_xlsx.model.target.quantity import PartDraft, draft_of
from jixiao_xlsx.model.target.thresholds import REACH, clean_label, is_condition, names_last
from jixiao_xlsx.model.target.tokens import TargetToken, tokens_of
from jixiao_xlsx.model.target.wording import is_status
from jixiao_xlsx.model.target.words import OPERATORS, REVERSED

_NONE_OF = re.compile(r"(?P<label>[^零]*)零(?P<what>.+)")
_BASIS_SIGNS = re.compile(r"^(?:[较比与和]|同(?!比))|(?:相比|对比)$")
# 每个社区 is counted by 社区; the classifier says nothing.
_COUNTER = re.compile(r"^(?:每?[个家名位所](?=.)|[每一1](?=\D)个?)")
_TIME_PERIODS = frozenset(["年", "月", "季度", "季", "周", "天", "日", "半年", "学期", "年度"])
_MEASURE_PER = re.compile(f"({MEASURE})(/{PER_UNIT}(?:/{PER_UNIT})?)")
_MEASURE_ONLY = re.compile(MEASURE)
_EXPLAINED = re.compile(
    "每|满分|总分|其中|含|包括|包含|即|按|约合?|折合|共|合计|平均|上年|去年|20\\d\\d年|基数|原|较|比"
)
_PERIOD_JOIN = re.compile(r"-|~|—+|至|到")
_STARTS = frozenset(("由", "从", "自"))


@dataclass(slots=True)
class TextReading:
    """What the tokens of one text say, before names, years and neighbours are weighed."""

    drafts: list[PartDraft] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    plain: str = ""
    basis: str = ""
    ratio: str = ""
    per: str = ""
    unread: list[str] = field(default_factory=list)


def read_segments(text: str, year: int | None) -> TextReading:
    """The reading of a normalised text; every word lands in a label, in `plain` or in `unread`."""
    walk = _Walk(year)
    for token in tokens_of(text):
        walk.take(token)
    # The end of the text is the end of a segment.
    walk.stop("")
    walk.finish()
    return walk.reading


class _Walk:
    """One pass over the tokens; `words` holds the text since the last quantity, `carried` a segment without one."""

    __slots__ = (
        "bracketed",
        "carried",
        "dated",
        "first",
        "join",
        "pending",
        "per",
        "reading",
        "since",
        "words",
        "year",
    )

    def __init__(self, year: int | None) -> None:
        self.reading = TextReading()
        self.year = year
        self.words = ""
        self.carried = ""
        self.bracketed = ""
        self.join = ""
        self.pending = ""
        self.per: list[str] = []
        self.first = 0
        self.dated = False
        self.since = ""

    def take(self, token: TargetToken) -> None:
        """Take one token."""
        match token.kind:
            case "quantity":
                self.quantity(token)
            case "stop":
                self.stop(token.text)
            case "date":
                self.date(token)
            case "each":
                self.each(_period(token.text))
            case "base":
                self.reading.basis = _BASIS_SIGNS.sub("", token.text) or token.text
            case "operator":
                self.operator(token.text)
            case "paren":
                self.paren(token)
            case "rank":
                self.rank(token)
            case "ratio":
                self.reading.ratio = token.text
                self.words += token.text
            case _:
                self.words += token.text
                self.reading.plain += token.text
        if token.kind in ("operator", "paren", "stop", "ratio"):
            self.reading.plain += token.text

    def each(self, period: str) -> None:
        """每人每月 adds up; two periods of time do not, then the later one is kept."""
        earlier = next((per for per in self.per if per in _TIME_PERIODS), None)
        # 每年每月: the later one is meant, and the earlier one is told as unread.
        if earlier and period in _TIME_PERIODS:
            self.per.remove(earlier)
            self.reading.unread.append(f"每{earlier}")
        if period not in self.per:
            self.per.append(period)

    def operator(self, words: str) -> None:
        """A comparison word apart from its number; after a bare number it is turned round: 95≤合格率 is at least 95."""
        here = len(self.reading.drafts) > self.first
        turned = REVERSED.get(OPERATORS[words], "")
        if here and turned and not self.words and not self.reading.drafts[-1].operator:
            last = self.reading.drafts[-1]
            last.operator, last.strong, last.turned = turned, True, True
        else:
            # Kept among the words as well: if no number follows, it was only a word.
            self.pending, self.words = words, self.words + words

    def quantity(self, token: TargetToken) -> None:
        """A number: settle the one before it, then give this one its label, operator and per."""
        if token.match is None:
            return
        draft = draft_of(token.match)
        self.settle(draft)
        self.add(draft)

    def add(self, draft: PartDraft) -> None:
        """Append a draft that takes the words before it."""
        draft.label = self.words + draft.label
        if self.pending and not draft.strong:
            label, found, gap = draft.label.rpartition(self.pending)
            # Further away the comparison belongs to other words.
            if found and len(gap) <= REACH:
                draft.operator, draft.strong = OPERATORS[self.pending], True
                draft.approximate = draft.approximate or draft.operator == "≈"
                draft.label = label + gap
        if self.bracketed:
            draft.measure = draft.measure or measure_of(self.bracketed)
            draft.label = draft.label.replace(f"({self.bracketed})", "")
        if self.per:
            draft.per = draft.per or "/".join(dict.fromkeys(self.per))
            self.reading.per, self.per = draft.per, []
        self.words, self.pending, self.bracketed = "", "", ""
        self.reading.drafts.append(draft)

    def settle(self, following: PartDraft | None) -> None:
        """Decide whether the last quantity of this segment is a threshold, now that the words after it are known."""
        if len(self.reading.drafts) <= self.first:
            return
        last = self.reading.drafts[-1]
        # 从80%提高到95%: the first number is where it starts, not a target.
        if following is not None and last.label in _STARTS and not last.operator:
            self.reading.drafts.pop()
            self.reading.basis = last.text
        elif following is not None and names_last(last, self.words):
            last.label, self.words = self.words, ""
        elif is_condition(last, self.words, following):
            self.reading.drafts.pop()
            self.words = last.label + last.text + self.words
            self.reading.plain += last.text
        elif following is None and self.words:
            last.label += self.words
            self.words = ""

    def stop(self, sign: str) -> None:
        """The end of a segment: words after the last number are its tail, a segment without number is carried on."""
        self.settle(None)
        if len(self.reading.drafts) > self.first:
            self.join_carried()
            self.first, self.words = len(self.reading.drafts), ""
        elif self.dated and is_status(self.words):
            self.words = ""
        elif not self.zero() and self.words:
            self.carried = f"{self.carried}{self.join if self.carried else ''}{self.words}"
            self.join, self.words = sign, ""
        self.pending, self.dated = "", False

    def join_carried(self) -> None:
        """Words of earlier segments become the label of this one where it lacks one, or where 、 joins them."""
        if not self.carried:
            return
        draft = self.reading.drafts[self.first]
        # 购置桌、椅50套: words that 、 joins share the number.
        if self.join == "、" or not clean_label(draft.label):
            draft.label = f"{self.carried}{self.join if draft.label else ''}{draft.label}"
        else:
            self.reading.unread.append(self.carried)
        self.carried = ""

    def zero(self) -> bool:
        """零投诉 is a threshold of 0."""
        found = _NONE_OF.fullmatch(self.words)
        if found is None or not is_zero_word(found["what"]):
            return False
        self.reading.drafts.append(PartDraft("零", value=Decimal(0), label=found["label"] + found["what"], none=True))
        self.join_carried()
        self.first, self.words = len(self.reading.drafts), ""
        return True

    def date(self, token: TargetToken) -> None:
        """A date stands for the whole target; a bare year among other words is only its year."""
        if token.match is None:
            return
        deadline = deadline_of(token.match, self.year)
        if self.pending and not deadline.operator:
            operator = OPERATORS[self.pending]
            deadline = Deadline(deadline.day, operator, deadline.horizon, deadline.doubts)
            self.words = self.words.removesuffix(self.pending)
            self.reading.plain = self.reading.plain.removesuffix(self.pending)
        elif self.reading.deadlines and _PERIOD_JOIN.fullmatch(self.words):
            before = self.reading.deadlines.pop()
            horizon = f"{self.since}{self.words}{token.text}"
            deadline = Deadline(deadline.day, deadline.operator, horizon, (*before.doubts, *deadline.doubts))
            self.reading.plain = self.reading.plain.removesuffix(self.words)
            self.words = ""
        self.since, self.dated = token.text, True
        self.reading.deadlines.append(deadline)

    def rank(self, token: TargetToken) -> None:
        """前三名 is a place of at most 3; 第1名 is the place itself."""
        if token.match is None:
            return
        value = numeral_value(token.match["rank_number"])
        if value is None:
            self.words += token.text
            return
        self.settle(None)
        # A place is better the smaller its number.
        operator = "≤" if token.match["rank_head"] == "前" else ""
        draft = PartDraft(token.text, operator, value, measure=token.match["rank_measure"], strong=True)
        self.add(draft)
        draft.label = draft.label or "名次"

    def paren(self, token: TargetToken) -> None:
        """Brackets hold a label, a remark, or thresholds of their own."""
        inner = token.match["inner"] if token.match else ""
        # Brackets do not nest here: the token holds none inside.
        inside = read_segments(inner, self.year)
        here = len(self.reading.drafts) > self.first
        measure = _MEASURE_ONLY.fullmatch(inner) is not None
        if measure and not here:
            self.bracketed = inner
        priced = _MEASURE_PER.fullmatch(inner) if here and not self.words else None
        if priced and not self.reading.drafts[-1].measure:
            self.reading.drafts[-1].measure, self.reading.drafts[-1].per = measure_of(priced[1]), priced[2][1:]
        elif measure and here and not self.words and not self.reading.drafts[-1].measure:
            self.reading.drafts[-1].measure = measure_of(inner)
        elif (
            here and not self.words and inside.drafts and (inside.per or _EXPLAINED.match(inner) or self.holds(inside))
        ):
            # 4次（每季度1次）, 5件（发明专利2件）: one target, and how it comes about.
            last = self.reading.drafts[-1]
            last.label = f"{last.label}({inner})" if clean_label(last.label) else inner
        elif inside.drafts:
            self.settle(None)
            inside.drafts[0].label = self.words + inside.drafts[0].label
            self.words = ""
            self.reading.drafts += inside.drafts
        elif here and not self.words and not (inside.per and not inside.plain):
            last = self.reading.drafts[-1]
            last.label = f"{last.label}({inner})" if clean_label(last.label) else inner
        elif here and inside.per and not inside.plain:
            self.reading.drafts[-1].per = inside.per
        elif inner:
            self.words += f"({inner})"
        self.reading.deadlines += inside.deadlines

    def holds(self, inside: TextReading) -> bool:
        """Whether brackets tell parts of the number before them: less of the same, and no comparison of their own."""
        whole = self.reading.drafts[-1]
        if whole.value is None or not whole.measure or whole.measure == "%":
            return False
        return all(
            part.value is not None and part.value < whole.value and part.measure == whole.measure and not part.operator
            for part in inside.drafts
        )

    def finish(self) -> None:
        """What is still carried has found no number."""
        if self.carried and self.reading.drafts:
            self.reading.unread.append(self.carried)
        if self.per:
            self.reading.per = "/".join(dict.fromkeys(self.per))


def _period(words: str) -> str:
    """The per of 每个月, 每户, 全年, 一年."""
    return "年" if words == "全年" else _COUNTER.sub("", words.removesuffix("内").removesuffix("均"))
