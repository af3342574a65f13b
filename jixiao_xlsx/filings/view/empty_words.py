"""Words that fill a cell and say nothing: none, a bare figure, a trial entry, "see elsewhere", "done"."""

from __future__ import annotations

import re

from jixiao_xlsx.model.kinds.characters import bare_words, folded
from jixiao_xlsx.model.kinds.written import says_nothing
from jixiao_xlsx.model.target import TargetKind, parse_target
from jixiao_xlsx.model.target.measures import MEASURES
from jixiao_xlsx.model.target.wording import is_status

# Characters: a text that says nothing is a word or two, and longer ones are not tried by these patterns.
_LONGEST = 30
_NONE = re.compile(
    r"(?:本?(?:项目|年度?|单位|部门|指标|项|期|次|级|局)?)?(?:暂时?|均|都|皆)?(?:[无無]|没有|没|空白?|略|不填|未填|零|null|none|nil|no)"
    r"(?:此项?|该项|数据|内容|要求|指标值?|目标值?|填报|可填|相关(?:内容|指标|情况)?|任何|具体(?:内容|情况)?)?|"
    r"(?:暂|均|都|本项)?(?:不|未)(?:涉及|适用|考核)|无需(?:填报|填写)|不用填|na|n\.a\.?",
    re.IGNORECASE,
)
# What a department hands in beside the form, by the last word of its name.
_PAPER = r"[附件表页后图录注文书稿案告料明库单本档册章栏格算复结划同议账标]"
_ELSEWHERE = re.compile(
    r"(?:(?:具体|详细|相关|其他|有关)?(?:内容|情况|目标|指标|数据|资料|原因|详情)?)?(?:请|均|都|另|可)?(?:详细?|具体|参|请)?"
    rf"(?:见(?![习义效证识解面闻])|参阅|查看)\w{{0,10}}?{_PAPER}(?:所列|所示)?[一二三四五六七八九十\d]{{0,2}}|"
    r"(?:参照|参考|依据?|按照?|如|同|据)?附(?:件|表|页|后)[一二三四五六七八九十\d]{0,2}(?:执行|所示|所列|内容|说明)?|"
    r"(?:另|随|后|已)(?:行)?(?:附(?:件|表|页|纸|文)?|报|报送|提供|上报)|"
    r"见(?:上|下|前|后|左|右)(?:表|文|述|面|页|列|栏|格)?|详见(?:上|下|前|后)|"
    r"(?:同|如)(?:上|下|前|左|右|上述|上行|上表|上一行|上列|左列|前述|年初目标|年度目标|中期目标|目标值?|指标值|年度指标值|中期指标值|预期目标)|"
    r"上同"
)
# X runs, stars, dots and blanks to be filled are the form's own marks, which another rule tells.
_MARKS = re.compile(r"[xX×✕╳*＊…._＿□]+")
_SHEET_WORDS = (
    r"(?:[一二三四]级|具体|绩效|年度|总体|整体|预期|主要|本|某|某某|新|测试)*"
    r"(?:指标|项目|任务|目标|名称|内容|事项|工作|数据|文字|文本|事情|东西)(?:名称?|内容|值)?"
)
_NUMBERED = r"(?:第?[一二三四五六七八九十百\d①-⑳⑴-⒇a-z]{1,3})?"
_TRIAL = re.compile(
    rf"{_SHEET_WORDS}{_NUMBERED}|(?:测试|试验|试填|试一?下|样例|样本|示例|例子|待填写?|占位|无名|未命名|某某?)\w{{0,2}}|"
    r"test(?:ing|data)?\d*|demo\d*|sample\d*|tbd|todo|abcd?e?f?g?|asdf?\w{0,4}|qwe(?:r|rt|rty)?|[a-z]|([a-z])\1+",
    re.IGNORECASE,
)
_ENUMERATED = re.compile(r"第?[一二三四五六七八九十〇零百\d①-⑳⑴-⒇]{1,4}(?:项|条|个|点|号)?")
# Signs, digits and spaces; a percent sign makes it a value, which people mistake for a name by shifting a cell.
_FIGURE = re.compile(r"[\W\d_]*\d[\W\d_]*(?:[万亿]元?)?")
# The same in 汉字: 四十三点二, 二〇二四年. One of them is a name of its own: 百千万.
_NUMERALS = re.compile(r"(?=.*[一二三四五六七八九〇零])[〇零一二三四五六七八九十百千万亿两点]{2,}[年元]?")
_HOW = (
    r"(?:目标|任务|工作|项目|指标|均|都|已经?|暂|全部|全面|圆满|顺利|基本|较好|按时|按期|按质|按量|及时|如期|"
    r"按(?:上级|领导)?(?:计划|要求|进度)|保质保量|高质量|100|超额|正常)*"
)
_DONE = re.compile(
    rf"{_HOW}(?:完成|达成|达标|实现|落实|办结|到位|结束|开展|推进|实施|进行|执行)(?:了|中|完毕|完成)?|"
    r"暂?未完成|没有?完成|是的?|有|对|好|很?好|良好?|较好|正常|优秀?|合格|有效|可以|可|能|行|ok|good|yes|√|"
    r"无问题|没问题|一切正常|符合(?:要求)?|无变化|一致",
    re.IGNORECASE,
)
# A narrow cell may say so; a paragraph has room for what was done.
_DONE_AT_LENGTH = re.compile(
    rf"{_HOW}完成(?:了)?(?:所有|全部|各项|既定|年度|全年|年初|当年|本年|绩效|预算|总体|目标|任务|指标|工作|执行|计划|的|和|及)*|"
    r"(?:项目|任务|目标|预算|工作|总体|整体|指标|年度)*(?:完成|执行|实施|进展|运行|推进|开展|效果|成效|效益|绩效)(?:情况)?"
    r"(?:较为?|很|非常|十分|比较)?(?:良好|较好|好|正常|显著|明显|顺利|到位|优秀)|"
    r"(?:已|基本|均)?(?:符合|达到|实现|达成)了?(?:年初|年度)?(?:预期|预定|既定|设定|计划)的?(?:效果|目标|要求|指标|效益)?|"
    r"(?:与|同|和)(?:年初|预期|年度|上年|设定)?(?:的)?(?:绩效)?(?:目标|计划|指标值?|年)?(?:一致|相同|相符|一样)|同上年|同去年|"
    r"(?:年底|年末|年内|1?\d月底?|\d{4}年底?|按规定时间)(?:前)?(?:全部|全面)?完成|完成率(?:为|达|达到)?100"
)
# What says of a paragraph's worth of work only that it was done: made up of these words and no others.
_WORK = (
    r"各项?|该项?|本项?|此项?|全年|全部|全面|所有|整体|总体|年初|年度|年底|年末|年内|当年|本年度?|\d{4}年度?|上级|部门|单位|项目|任务|目标|"
    r"工作|指标|绩效|预算|计划|方案|进度|内容|情况|既定|预期|预定|设定|制定|下达|规定|时间|节点|要求|效果|[的地了和及与于在按照前已]"
)
_WELL = (
    r"均|都|已经|基本|圆满|顺利|较好|很好|良好|有序|稳步|正常|按时|按期|按质|按量|如期|及时|保质保量|高质量|超额|100|有效|"
    r"确保|保障|保证"
)
_DID = r"完成|达成|达标|达到|实现|落实|执行|开展|实施|推进|运行|运转|完工|完毕|结束|到位"
_ONLY_WORK = re.compile(rf"(?=.*(?:{_DID}))(?:{_WORK}|{_WELL}|{_DID})+")
_CAUSE = r"(?:客观|主观|其他|其它|特殊|工作|个人|人为|历史|实际|种种|某些|各种|有关|相关)*(?:的)?(?:原因|因素|情况)"
# That there is a deviation is why a reason is asked, and none itself.
_ASKED = r"(?:年度|年初|全年|本项|该项|绩效|目标值?|指标值?|任务|工作|项目|数据|实际|完成|情况|与|较|比)*"
_ONLY_SHORT = re.compile(
    rf"{_ASKED}(?:存在|存有|有|出现|产生)?(?:一定|一些|部分|些许|轻微|略|稍|微|小|较小|的|有)*(?:偏差|差距|差异|偏离)|"
    rf"{_ASKED}(?:略|稍|微|小幅|仍|尚|还)*(?:未能?|没有?|低于|少于|不及|不足|差于)(?:全部|完全|按时|按期|如期)?(?:达到?|达成|完成|实现)?"
    r"(?:年度|年初|绩效|预期|预定|既定|设定|计划|目标值?|指标值?|任务|要求|标准|标|的)*|"
    r"(?:实际)?完成(?:率|值|数|量|情况)?(?:仅|只)?(?:为|达|达到|了)?\d[\d.]*|"
    r"(?:有待|尚[须需]|仍[须需]|还[须需])(?:进一步)?(?:提高|加强|提升|改进|完善)|"
    r"(?:请|应)?(?:按|据|根据)?(?:照|据)?实(?:际(?:发生|完成)?(?:情况|数)?)?(?:填写|填报|填列|说明)?|(?:请|应)(?:填写|填报|说明)(?:原因|说明)?|"
    r"(?:具体)?(?:原因|说明)如下|(?:待|后|后续|稍后|随后|以后)(?:再)?补充?"
)
_NO_REASON = re.compile(
    rf"{_CAUSE}(?:造成|导致|所致|影响)?|原因(?:不明|不详|未知|待查)|不详|不明|不清楚?|不知道?|未知|其他|其它|不存在|无变化|"
    r"(?:无|没有)(?:任何|明显|特殊|其他)*(?:偏差|差异|偏离|原因|问题|异常|改进|措施)+|"
    r"(?:未(?:发生|出现|产生)|不存在)(?:偏差|差异|偏离|问题)|(?:偏差|差异)(?:较小|很小|不大|无|0)|"
    r"(?:暂|均)?(?:无[须需]?|不[须需]要?)(?:说明|整改|改进)|"
    r"(?:未能?|没有|已|均|都|基本|全部|正)*(?:按|依)(?:照|据)?(?:年初|年度|工作|原|项目)?(?:计划|进度|要求|规定|时间|实际(?:情况)?)(?:正常)?(?:完成|推进|开展|实施|执行|进行)?|"
    r"正常(?:推进|开展|实施|执行|进行|完成|现象|偏差|范围|波动)?|(?:在)?(?:合理|正常|允许|可控)(?:的)?(?:范围|区间)(?:以?内)?|"
    r"据实|(?:已|将)(?:改进|整改|说明)|偏差|原因|说明|继续努力|再接再厉|"
    r"(?:(?:下一?步|今后|以后|后续|下一?年度?|继续|将|要)*(?:进一步|持续|不断|切实)*"
    r"(?:改进|整改|加强|完善|提高|努力)(?:管理|工作|力度|措施)*)+"
)


def means_none(text: str) -> bool:
    """Whether the text is a word or a mark for nothing: 无, /, —, 暂无, 不涉及, 略, （无）."""
    return says_nothing(_trimmed(text)) or _NONE.fullmatch(bare_words(text)) is not None or _is_only_signs(text)


def is_not_applicable(text: str) -> bool:
    """Whether the text is 不适用, which forms allow as an answer where there is no such indicator."""
    return bare_words(text) in ("不适用", "本项不适用", "此项不适用")


def points_elsewhere(text: str) -> bool:
    """Whether the text only says where else the content stands: 见附件, 详见实施方案, 同上."""
    bare = bare_words(text) or _trimmed(text)
    return len(bare) <= _LONGEST and _ELSEWHERE.fullmatch(bare) is not None


def is_bare_figure(text: str) -> bool:
    """Whether the text is a number, an amount, a count or a date and no more: 43.2, 95%, 89.97万元, 2026年."""
    if len(text) > _LONGEST:
        return False
    if not any(sign.isdigit() for sign in folded(text)):
        return _NUMERALS.fullmatch(bare_words(text)) is not None
    if _FIGURE.fullmatch(folded(text)):
        return True
    target = parse_target(text)
    if target.kind is TargetKind.DATE:
        return not any(part.label or part.per for part in target.parts)
    return is_bare_value(text)


def is_bare_value(text: str) -> bool:
    """Whether a text is nothing but a threshold: ≥95% and 500户 are, 12345热线 and 1+X证书 are not."""
    target = parse_target(text)
    # A known measure: 12345热线 and 1+X证书 are numbers with a name behind.
    bare = all(not part.label and part.measure in MEASURES for part in target.parts)
    return target.kind in (TargetKind.NUMBER, TargetKind.RANGE) and bare and not target.issues


def is_trial(text: str) -> bool:
    """Whether the text was typed to fill the cell: 测试, abc, aaa, 指标1, 任务一, a lone letter, only signs."""
    bare = bare_words(text)
    if not bare:
        return _is_only_signs(text)
    if len(bare) > _LONGEST or set(bare) <= set("xX"):
        return False
    return any(pattern.fullmatch(bare) for pattern in (_TRIAL, _ENUMERATED)) or _is_one_sign(bare)


def says_only_done(text: str, *, at_length: bool = False) -> bool:
    """Whether the text says how it went and of what not a word: 已完成, 按时完成, 良好.

    `at_length` takes 达成预期目标 and the like as well, which are no answer where a whole paragraph is asked.
    """
    bare = bare_words(text)
    if len(bare) > _LONGEST:
        return False
    return _DONE.fullmatch(bare) is not None or (
        at_length and (is_status(bare) or any(pattern.fullmatch(bare) for pattern in (_DONE_AT_LENGTH, _ONLY_WORK)))
    )


def gives_no_reason(text: str) -> bool:
    """Whether a reason for a deviation is none: 无, 0, 正常, 按计划, 已完成, 见附件, 其他原因."""
    return len(bare_words(text)) <= _LONGEST and (
        means_none(text)
        or is_bare_figure(text)
        or is_trial(text)
        or points_elsewhere(text)
        or says_only_done(text, at_length=True)
        or any(pattern.fullmatch(bare_words(text)) for pattern in (_NO_REASON, _ONLY_SHORT))
    )


def _is_one_sign(bare: str) -> bool:
    """One 汉字 or letter, or the same one over and over: 的, 啊啊啊; 人人 and 天天 are words."""
    return len(set(bare)) == 1 and len(bare) != 2


def _is_only_signs(text: str) -> bool:
    return not bare_words(text) and _MARKS.fullmatch(folded(text)) is None


def _trimmed(text: str) -> str:
    """The text folded, without the full stop and the brackets that people put around 无."""
    return folded(text).strip("。.;；,，()（）[]【】「」“”\"'‘’ ")
