"""The grammar of names: the words of a name from left to right, and what they tell together of its direction."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from jixiao_xlsx.model.target.name_shapes import (
    deed_before_time,
    fought_before,
    found_before,
    gained_before,
    is_average,
    is_fee,
    is_head,
    is_held_before,
    is_rate,
    is_saved,
    is_share,
)
from jixiao_xlsx.model.target.name_words import NAME_WORDS, WordClass
from jixiao_xlsx.model.target.pattern import one_of
from jixiao_xlsx.model.target.values import Direction

# How many characters may stand between a word that turns and what it turns: 减少因灾死亡人数.
_REACH = 6
# 未按期完成, 不合格: what is denied stands right behind, or one character further.
_NEAR = 1
# A form asks for a name with its target, its actual value and its score; a season has some thousand names.
_REMEMBERED = 4096
_DONE_LATE = re.compile(
    "办结|办理|整改|完成|支付|发放|申报|答复|回复|反馈|结案|归还|偿还|交付|完工|竣工|缴纳|拨付|报送|上报|审结"
)
_PARTS = frozenset({"占比", "比例", "比重"})
_INCOMES = frozenset({"收入", "税收", "营收", "利润", "产值", "增加值", "销售额", "贷款余额"})
_MONEY_HEADS_WORDS = (
    "资金 资金额 经费 支出 标准 规模 定额 限额 额度 转移支付 预算数 决算数 财政支出 结构 分布 情况 水平 构成 价格 物价 "
    "房价 水位"
)
_THRIFT_WORDS = "节约 节省 减轻 精简 降本"
_MILD_HARMS_WORDS = "问题 困难 风险 环节 矛盾 争议 结余 结转 沉淀 残疾 失能 处罚 重复 缺口 质疑"
# Money that went in, and what is the one or the other: more of it is no achievement.
_MONEY_HEADS = frozenset(_MONEY_HEADS_WORDS.split())
_LIMITED = re.compile("三公|人员|编制|超支")
_THRIFT = frozenset(_THRIFT_WORDS.split())
# Bad, but not always a fault: these accuse nobody.
_MILD_HARMS = frozenset(_MILD_HARMS_WORDS.split())
# When something happens is not what happens: 治理过程二次污染事件数, 施工期间安全事故数; 全过程 is what is recorded.
_SETTING = re.compile(r"^.{2,8}?(?<!全)(?:过程|期间|阶段)[中内]?(?=.{2})")
# And a rate of these is a fault: 抽查问题率.
_FAULTS = frozenset({"问题", "重复", "质疑", "争议"})
_QUOTED = re.compile("“([^”]+)”")


@dataclass(frozen=True, slots=True)
class NamedDirection:
    """What a name tells: `direction` (正向, 反向 or unknown), `reason` in Chinese, and whether it is `certain`.

    What is not certain orders scores where nothing else does, but accuses nobody.
    """

    direction: Direction
    reason: str
    certain: bool = False


_NOTHING = NamedDirection(Direction.UNKNOWN, "名称里没有看得出好坏的词")


@lru_cache(maxsize=_REMEMBERED)
def weighed_name(name: str) -> NamedDirection:
    """What the words of a name tell together; a Chinese name ends in its head, so that later words decide."""
    return _Weighing(_SETTING.sub("", name)).result() if name else _NOTHING


@cache
def _word() -> re.Pattern[str]:
    return re.compile(one_of(NAME_WORDS))


class _Weighing:
    """One walk over the words of a name; `said` is what the words so far tell."""

    __slots__ = (
        "denied",
        "fell",
        "harm",
        "harm_end",
        "late",
        "name",
        "rose",
        "said",
        "turned",
        "undone",
        "vague",
        "word_end",
    )

    def __init__(self, name: str) -> None:
        self.name = name
        self.said = _NOTHING
        self.harm = ""
        self.harm_end = 0
        self.fell: tuple[str, int] | None = None
        self.denied: tuple[str, int] | None = None
        self.turned: tuple[str, int] | None = None
        self.rose = ""
        self.late = 0
        self.undone = False
        self.vague = False
        self.word_end = 0

    def result(self) -> NamedDirection:
        for match in _word().finditer(self.name):
            _TAKE[NAME_WORDS[match[0]]](self, match[0], match.start(), match.end())
            self.word_end = match.end()
        said = self.said
        if said is _NOTHING:
            return self._without_words()
        if said.direction is Direction.NEGATIVE and self.harm_end and not is_head(self.name, self.harm_end):
            return NamedDirection(Direction.UNKNOWN, f"“{self.harm}”后面的词说不清好坏")
        if said.direction is Direction.POSITIVE and not is_head(self.name, self.word_end):
            # 项目终止率: a deed further in front does not tell what the last word means.
            known = not is_rate(self.name)
            return NamedDirection(Direction.POSITIVE, said.reason) if known else _NOTHING
        return said

    def _without_words(self) -> NamedDirection:
        if is_fee(self.name):
            return NamedDirection(Direction.NEGATIVE, "名称以“费”结尾，花费越低越好")
        if self.rose and not self.vague:
            return NamedDirection(Direction.POSITIVE, f"“{self.rose}”的幅度越大越好")
        if self.fell is not None and self.fell[0] in _THRIFT:
            return NamedDirection(Direction.POSITIVE, f"“{self.fell[0]}”越多越好", certain=True)
        return _NOTHING

    # ---- what turns ---------------------------------------------------------------------------------------------

    def _turned_by(self, start: int) -> str:
        """The word that cuts or denies what begins here, or nothing."""
        if self.turned is not None and start - self.turned[1] <= _REACH:
            # 减少火灾直接经济损失: what is cut is all of it.
            return self.turned[0]
        if self.fell is not None and start - self.fell[1] <= _REACH:
            return self.fell[0]
        if self.denied is not None and start - self.denied[1] <= _NEAR:
            return self.denied[0]
        return ""

    def _good(self, reason: str, *, certain: bool) -> None:
        self.said = NamedDirection(Direction.POSITIVE, reason, certain=certain)
        self.harm_end, self.undone = 0, False

    def _bad(self, reason: str, *, certain: bool) -> None:
        self.said = NamedDirection(Direction.NEGATIVE, reason, certain=certain)

    # ---- the classes --------------------------------------------------------------------------------------------

    def bad_thing(self, word: str, start: int, end: int) -> None:
        turned = self._turned_by(start)
        found, fought = found_before(self.name, start), fought_before(self.name, start, word)
        self.harm = word
        if turned:
            self._good(f"“{turned}”的是“{word}”，做到越多越好", certain=True)
            self.turned = (turned, end)
        elif found:
            self.said = NamedDirection(Direction.UNKNOWN, f"“{found}”多少“{word}”，说不清好坏")
        elif is_held_before(self.name, start, word) and not is_rate(self.name):
            self.said = NamedDirection(Direction.UNKNOWN, f"说不清写的是“{word}”办了多少还是剩下多少")
        elif fought and not self.undone and NAME_WORDS[word] is not WordClass.LATE:
            self._good(f"“{fought}”针对“{word}”，做得越多越好", certain=False)
        else:
            faulty = word in _FAULTS and self.name[end:] == "率"
            self._bad(f"“{word}”越少越好", certain=faulty or word not in _MILD_HARMS)
            self.harm_end = end
        self.fell = self.denied = None

    def late_thing(self, word: str, start: int, end: int) -> None:
        self.bad_thing(word, start, end)
        self.late = end

    def good_thing(self, word: str, start: int, end: int) -> None:
        # 降低融资成本, 减少森林火灾: what is cut may still stand behind, so that nothing is forgotten here.
        if self._undone(word, start, end):
            return
        if self.fell is not None and self.fell[0] not in _THRIFT and start - self.fell[1] <= 0:
            self._bad(f"“{self.fell[0]}”的是“{word}”，越少越好", certain=False)
        else:
            self._good(f"“{word}”越高越好", certain=is_share(self.name) or is_saved(self.name))

    def deed(self, word: str, start: int, end: int) -> None:
        if self._undone(word, start, end):
            return
        if self.harm:
            sure = is_share(self.name) or is_saved(self.name)
            self._good(f"“{word}”针对“{self.harm}”，做得越多越好", certain=sure)
        else:
            self._good(f"“{word}”做得越多越好", certain=False)

    def work(self, word: str, start: int, end: int) -> None:
        if self._undone(word, start, end):
            return
        if self.said is _NOTHING and not self.fell and not self.vague:
            self._good(f"“{word}”做得越多越好", certain=False)

    def _undone(self, word: str, start: int, end: int) -> bool:
        """Whether the deed was denied or came too late: 未整改, 超期办结."""
        denied = self.denied is not None and start - self.denied[1] <= _NEAR
        late = bool(self.late) and start == self.late and _DONE_LATE.match(word) is not None
        if self._goes_on(word, start):
            # 未完成整改: what is denied goes on.
            self.harm_end = end
            return True
        if denied and self.denied is not None:
            self._bad(f"“{self.denied[0]}”否定了“{word}”，越少越好", certain=True)
        elif late:
            self._bad(f"“{self.harm}”否定了“{word}”，越少越好", certain=True)
        else:
            return False
        self.harm, self.harm_end, self.denied, self.late, self.undone = word, end, None, 0, True
        return True

    def _goes_on(self, word: str, start: int) -> bool:
        return self.undone and start == self.word_end and _DONE_LATE.match(word) is not None

    def less(self, word: str, start: int, end: int) -> None:
        direction = self.said.direction
        if direction is Direction.NEGATIVE or self.harm:
            self._good(f"“{word}”的是“{self.harm or '它'}”，降得越多越好", certain=True)
        elif (
            direction is Direction.POSITIVE and word not in _THRIFT and self.said.certain and start - self.word_end <= 2
        ):
            self._bad(f"“{word}”的是好的一面，降得越少越好", certain=False)
        else:
            self.fell = (word, end)

    def more(self, word: str, start: int, end: int) -> None:
        if self.said.direction is Direction.NEGATIVE:
            self._bad(f"“{word}”的是“{self.harm or '它'}”，越少越好", certain=True)
            self.harm_end = end
        elif self.said is _NOTHING:
            self.rose = word

    def denial(self, word: str, start: int, end: int) -> None:
        self.denied = (word, end)

    def cost(self, word: str, start: int, end: int) -> None:
        if self.fell is not None and start - self.fell[1] <= _REACH:
            self._good(f"“{self.fell[0]}”的是“{word}”，越多越好", certain=True)
        elif word.endswith("经费") and is_average(self.name):
            # 生均公用经费 is what is granted for each, and may be what is spent.
            self.said, self.vague = _NOTHING, True
        elif start == self.word_end and self.said.direction is Direction.POSITIVE and self.said.certain:
            pass  # 降低用能成本: one cost in two words
        else:
            self._bad(f"“{word}”越低越好", certain=True)
            self.harm, self.harm_end = word, end
        self.fell = None

    def time(self, word: str, start: int, end: int) -> None:
        fast, lasting = deed_before_time(self.name, start)
        if fast and self.fell is not None and start - self.fell[1] <= _REACH:
            self._good(f"“{self.fell[0]}”的是“{word}”，越多越好", certain=True)
            self.fell = None
        elif fast:
            self._bad(f"“{fast}”的“{word}”越短越好", certain=True)
            self.harm, self.harm_end = word, end
        elif word == "工期":
            self._bad("“工期”越短越好", certain=False)
            self.harm, self.harm_end = word, end
        elif self.said.direction is Direction.NEGATIVE:
            self.harm_end = end
        elif self.said.direction is Direction.POSITIVE and self.said.certain:
            return  # 无事故天数
        elif lasting:
            self._good(f"“{lasting}”的“{word}”越长越好", certain=False)
        else:
            self.said, self.harm, self.vague = _NOTHING, word, True

    def people(self, word: str, start: int, end: int) -> None:
        """Whom it is about: 死亡家庭 is no death. The deed behind tells."""
        if self.said.direction is Direction.NEGATIVE and start - self.word_end <= _NEAR:
            self.said, self.harm_end = _NOTHING, 0
        self.harm = self.harm or word

    def limit(self, word: str, start: int, end: int) -> None:
        before = self.name[:start]
        told = self.said.direction
        if told is Direction.NEGATIVE and NAME_WORDS.get(self.harm) is not WordClass.COST and "超支" not in before:
            self.said = NamedDirection(Direction.UNKNOWN, f"“{word}”的是“{self.harm}”，说不清越高越好还是越低越好")
        elif told is not Direction.POSITIVE or _LIMITED.search(before):
            certain = _LIMITED.search(before) is not None
            self._bad(f"“{word}”是实际数占控制数的份额，越低越好", certain=certain)
            self.harm, self.harm_end = word, end

    def changed(self, word: str, start: int, end: int) -> None:
        self._bad(f"“{word}”是对计划的偏离，越低越好", certain=True)
        self.harm, self.harm_end = word, end

    def after(self, word: str, start: int, end: int) -> None:
        self.said, self.harm, self.harm_end, self.fell, self.denied = _NOTHING, "", 0, None, None
        self.turned = None

    def head(self, word: str, start: int, end: int) -> None:
        """A head that may go either way: what stands before it decides, unless it was only work or money spent."""
        if self.said.direction is Direction.NEGATIVE and self.harm_end:
            return
        spent = word in _MONEY_HEADS or (word == "金额" and is_average(self.name))
        spent = spent and not gained_before(self.name, start)
        # 药品收入占比: a part of an income is the better the more only where the whole of it is meant.
        part = word in _PARTS and self._last_word() in _INCOMES
        weak = not self.said.certain and NAME_WORDS.get(self._last_word()) is WordClass.WORK
        if weak or part or spent or self.said is _NOTHING:
            self.said, self.vague = _NOTHING, True

    def _last_word(self) -> str:
        found = _QUOTED.match(self.said.reason)
        return found[1] if found else ""

    def plain(self, word: str, start: int, end: int) -> None:
        """Says nothing."""


_TAKE = {
    WordClass.HARM: _Weighing.bad_thing,
    WordClass.LATE: _Weighing.late_thing,
    WordClass.GOOD: _Weighing.good_thing,
    WordClass.RESCUE: _Weighing.deed,
    WordClass.FELL: _Weighing.less,
    WordClass.ROSE: _Weighing.more,
    WordClass.NOT: _Weighing.denial,
    WordClass.CONTROL: _Weighing.limit,
    WordClass.CHANGED: _Weighing.changed,
    WordClass.COST: _Weighing.cost,
    WordClass.TIME: _Weighing.time,
    WordClass.PEOPLE: _Weighing.people,
    WordClass.AFTER: _Weighing.after,
    WordClass.WORK: _Weighing.work,
    WordClass.VAGUE: _Weighing.head,
    WordClass.PLAIN: _Weighing.plain,
}
