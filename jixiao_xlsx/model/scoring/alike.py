"""Whether the words of a 完成情况 say what the words of a qualitative target asked for: 提升 and 明显提升."""

from __future__ import annotations

import re

from jixiao_xlsx.model.kinds.characters import bare_words, folded

# How much, how long and for whom: none of these is what was asked for.
_DEGREES = re.compile(
    "(?:有效|明显|显著|进一步|持续|逐步|逐年|不断|稳步|更加|大力|有力|得到|有所|已经|全部|全面|总体|整体|保持|继续|实现|"
    "大幅度|大幅|切实|充分|普遍|同比|较上年|比上年|年均|及以上|以上|较为|较大|基本|初步|已|均|都|较|很|更|了|的)"
)
_FIGURES = re.compile(r"(?:约|达到|达|至|到)?[\d.]+(?:个百分点|[%‰]|[年月日号个人户次件元万亿]{0,2})")
_OF_A_STANDARD = re.compile(r"(符合|满足|遵守)\w{0,8}?(?:要求|标准|规范|规定|需求|需要)")
_WEAK = re.compile("基本|较(?![上大])|有所|初步|大体|大致|部分|略|一定")
# 提升有限, 仍需加强: what follows is not what was asked for, and how much of it there is only people can tell.
_DOUBT = re.compile(
    "[未没不无尚欠难缺非][^断仅少]|不$|有待|仍|但|有限|差距|不足|缓慢|困难|滞后|个别|少数|部分|逾期|延期|延迟|推迟|晚于"
)
# Nothing of the kind: 不发生, 杜绝重大事故, 未出现.
_NIL = re.compile(
    "^(?:确保|力争|实现|保持|全年|年内|本年度?)*"
    "(?:(?:不|未|没有|无)(?:再)?(?:发生|出现|产生|存在)(?:过)?|零发生|无|零|没有|杜绝|避免|防止)"
)
_ON_TIME = re.compile(
    "^(?:已|均|都|全部|全年)*(?:(?:按时|按期|如期|准时|及时|提前)|按(?:规定|要求|计划|月|季|年)|每[月季年])"
)
_BY_RULE = re.compile("^(?:按|依照|依据|根据|遵照|每[月季年]|及时)")
_GRADES = ({"合格", "达标", "一般", "中", "及格"}, {"良", "良好", "优良"}, {"优", "优秀"})


def says_what_was_asked(actual: str, target: str) -> bool:
    """Whether the words of an actual value repeat those of the target, or say as much of it in other words.

    What is denied, doubted or weaker than the target is for people to judge.
    """
    did, aim = bare_words(actual), bare_words(target)
    if not did or not aim:
        return False
    if _NIL.match(aim):
        return _is_nil_too(did, aim)
    if _DOUBT.search(did) or (_WEAK.search(did) and not _WEAK.search(aim)):
        return False
    if _BY_RULE.match(aim) and _ON_TIME.match(did):
        return True
    return _is_grade_enough(did, aim) or _is_same(_core(actual), _core(target), did=did, aim=aim)


def _is_nil_too(did: str, aim: str) -> bool:
    if not _NIL.match(did):
        return False
    wanted, told = _NIL.sub("", aim), _NIL.sub("", did)
    return not wanted or not told or wanted in told or told in wanted


def _core(text: str) -> str:
    """What a text is about: without how much, and without the standard it is measured by."""
    bare = _FIGURES.sub("", folded(text))
    return _DEGREES.sub("", _OF_A_STANDARD.sub(r"\1", bare_words(bare)))


def _is_same(done: str, asked: str, *, did: str, aim: str) -> bool:
    if not asked:
        return aim in did
    # 运转正常 for 正常运转; 村容村貌改善 for 改善; 符合 for 符合国家标准.
    return sorted(done) == sorted(asked) or done.endswith(asked) or (len(asked) > 1 and asked in done)


def _is_grade_enough(did: str, aim: str) -> bool:
    ranks = [next((rank for rank, names in enumerate(_GRADES) if _core(word) in names), None) for word in (did, aim)]
    return ranks[0] is not None and ranks[1] is not None and ranks[0] >= ranks[1]
