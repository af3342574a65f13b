"""How far a qualitative target was reached 达成、部分达成、未达成, from the words of the 完成情况."""

from __future__ import annotations

import re
from enum import StrEnum

from jixiao_xlsx.model.kinds.characters import bare_words
from jixiao_xlsx.model.scoring.alike import says_what_was_asked

_DONE = "达成|完成|实现|建立|落实|达标|达到|到位|开展|健全|形成|通过|办结|兑现|出台|制定|建成"
# 无未完成事项, 杜绝未办结: what there is none of was not left undone.
_NONE_OF = r"(?<![无零])(?<!没有)(?<!不存在)(?<!未发生)(?<!未出现)(?<!杜绝)(?<!避免)(?<!防止)"
_DENIED = "未|没有|没|尚未|暂未|还未|仍未|不曾|无法|不能|未能|未予|未有效|未全部实现"
# 未形成重大舆情, 没有落实不到位的情况: nothing bad came about.
_NO_HARM = (
    r"(?!(?:未|没有)(?:形成|达到|落实)\w{0,3}(?:舆情|事故|事件|隐患|积压|拖欠|超标|风险|污染|损失|违规|不到位|警戒))"
)
_NOT = re.compile(rf"{_NONE_OF}{_NO_HARM}(?:(?:{_DENIED})(?:{_DONE}|启动|开工|实施|动工|验收|完工|竣工)|不达标|未开展)")
# 未见提升, 改善不明显: done or not, it came to nothing.
_NO_GOOD = re.compile(
    r"(?:未见|未有|无|没有)(?:明显|显著|有效|实质性?|任何|大的){0,2}(?:提升|提高|改善|改进|增强|好转|变化|效果|成效|进展|改观)"
    rf"|{_NONE_OF}(?:不|欠)(?:明显|显著|理想|健全|完善)"
)
_NOT_WHOLLY = re.compile(rf"(?:未|没有)(?:完全|全部|全面|足额|按时|按期|及时|如期)(?:{_DONE})")
_WORK = "进行|推进|实施|办理|建设|施工|整改|审批|采购|招标"
_PARTLY = re.compile(
    rf"(?:部分|大部分|基本|大体|初步|正在|逐步)(?:{_DONE})|进行中|推进中|正在(?:{_WORK})"
    # 施工中 says how far it is; 施工中的安全 does not.
    rf"|(?:(?:{_WORK})中|在建)(?=$|预计|计划|目前)"
)
_FULLY = re.compile(
    rf"(?:已经|已|全部|全面|完全|如期|按期|按时|及时|准时|提前|圆满|均|都|超额|顺利|100%)(?:\w{{0,2}}?)(?:{_DONE})"
)
_BARE = re.compile(rf"(?:{_DONE})(?:了)?(?:预期|年度|全年|既定|绩效)*(?:目标|指标|任务)?")


# What is said of money that was not exceeded; of money that was, with 未 or 没有 before it only.
_WITHIN = re.compile(
    r"(?:未|没有|没|无|不|并未)(?:有)?(?:超|突破|超过|超出|高于)"
    r"|(?:控制|限定|保持)(?:住)?在(?:\w{0,8})(?:以内|之内|内|以下)"
    r"|(?:预算|概算|计划|批复|目标|限额|指标|额度|成本)(?:\w{0,4})(?:范围|金额|总额|额)?(?:以内|之内|内)"
    r"|低于(?:\w{0,6})(?:预算|概算|计划|目标|限额)|有所节约|节约了?(?:成本|资金|经费|支出)|成本可控"
)
_BEYOND = re.compile(r"(?<![未没无不有])(?:超支|超出|超过|超预算|突破|高于)|未(?:能)?控制|没有控制|略超|稍超")


class Achieved(StrEnum):
    """The three bands of a qualitative indicator."""

    FULLY = "达成"
    PARTLY = "部分达成"
    NOT = "未达成"


def achieved(actual: str, target: str = "") -> Achieved | None:
    """The band that the words of an actual value tell, or that of the target repeated; None where they tell neither.

    What is denied goes first, what is half done next: 未完成 is no 完成, 基本完成 no 已完成.
    """
    words = bare_words(actual)
    if not words:
        return None
    # 基本建立 is all that was asked where the target says no more.
    if words == bare_words(target) or says_what_was_asked(actual, target):
        return Achieved.FULLY
    if keeps_within(target) and keeps_within(actual):
        return Achieved.FULLY
    # 未完全完成 holds 未完成's words as well: the weaker denial is asked first.
    if _NOT_WHOLLY.search(words) or _PARTLY.search(words):
        return Achieved.PARTLY
    if _NOT.search(words) or _NO_GOOD.search(words):
        return Achieved.NOT
    return Achieved.FULLY if _FULLY.search(words) or _BARE.fullmatch(words) else None


def keeps_within(actual: str) -> bool:
    """Whether the words say that a limit of money was kept: 控制在预算内, 未超预算."""
    words = bare_words(actual)
    return _WITHIN.search(words) is not None and _BEYOND.search(words) is None
