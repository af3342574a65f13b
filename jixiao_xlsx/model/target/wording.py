"""Targets without a number: not applicable, placeholders, statuses, standards, levels and horizons."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jixiao_xlsx.model.target.issues import TargetIssueCode
from jixiao_xlsx.model.target.pattern import CHINESE, one_of
from jixiao_xlsx.model.target.values import Confidence, TargetKind
from jixiao_xlsx.model.target.words import LONE_OPERATOR, OPERATOR, OPERATORS

_NOT_APPLICABLE = frozenset(
    {"不适用", "无", "空", "暂无", "不涉及", "未涉及", "无此项", "没有", "无指标", "不考核", "无需填报", "不填"}
    | {"/", "//", "\\", "-", "--", "—", "——", "―", "、", "N/A", "NA", "n/a", "na"}
)
_NONE_HERE = re.compile(
    r"(?:本|该|此)?(?:项目|单位|部门|年度?|指标|项|项工作)?(?:暂|均)?(?:不涉及|未涉及|不适用|无此项?|没有此项?|无相关|不考核|不设置?)"
    r"(?:该|此|本)?(?:项|类)?(?:指标|内容|任务|工作|情况|支出)?"
)
"""本项目不涉及: nothing to measure, said in a sentence."""
_BROKEN = re.compile(
    r"\d\.\.\d|(?<![\w.])(?!20\d\d)\d+\.\d+\.\d+(?![\d.])|#(?:DIV/0!?|N/A|REF!?|VALUE!?|NAME\??|NUM!?|NULL!?)"
)
"""A number with two points, and what a spreadsheet shows for a formula that failed."""
_PLACEHOLDER = re.compile(
    r"[xX×✕╳]{2,}|\*{2,}|…|\.{3,}|(?<![A-Za-z\d])[xX×](?=[个%次人年月日万项户场件家]|$)|"
    r"[_＿]{2,}|待定|待补充|待填|待确定|暂未确定|请填写|此处填|"
    r"(?:填写|示例|例如|如)[::]|(?:限|不超过)?\d+字(?:以内|之内|内|左右)|□|\?{2,}|^\*$|TBD"
)
# One look at each character tells most texts from those that need the long pattern.
_PLACEHOLDER_SIGN = re.compile("[xX×✕╳*….＿_待暂请此填例如字□?T]")
_DONE = "完成 达成 实现 办结 落实 发放 兑现 验收 竣工 建成 到位 开展 结束 实施 执行 拨付 启用 通过 达到"
_HOW = (
    "已经 已 全部 全面 基本 及时 按时 按期 如期 圆满 顺利 未 尚未 部分 超额 均 都 按计划 按照计划 按要求 "
    "按进度 正在 持续 提前 保质保量 高质量 100%"
)
_WHAT = "预期 年度 年初 全年 既定 预定 绩效 总体 各项 工作 目标 指标 任务 计划 进度 要求 的 值 年"
_STATUS = re.compile(
    rf"{one_of(_HOW)}{{0,3}}{one_of(_DONE)}(?:了|完毕)?{one_of(_WHAT)}{{0,5}}(?:完毕)?|"
    rf"{one_of(_WHAT)}{{1,4}}(?:已|全部|均|已全部)?{one_of(_DONE)}|进行中|未开展|正常开展|"
    rf"正在(?:进行|推进|实施)"
)
_HORIZON = re.compile(r"中长期|长期|中期|短期|常年|长效|常态化|永久|可持续|持续")
_DEGREE = (
    "显著 明显 有效 大幅 大力 逐步 稳步 逐年 不断 进一步 持续 基本 全面 切实 充分 较大 极大 深入 积极 有所 "
    "稳定 大幅度 有力 较好 很好 更加 良好 较为 初步 高效 及时 长期 广泛 圆满"
)
_CHANGE = (
    "提升 提高 增强 改善 改进 下降 降低 减少 增加 好转 优化 加强 促进 保障 完善 推进 推动 缓解 满足 增长 扩大 "
    "健全 巩固 遏制 保护 减轻 维护 带动 规范 发展 恢复 解决 激发 引导 覆盖 运转 运行 发挥 落实 支撑 控制 防范 "
    "化解 拓展 深化 实现 建立 显现 消除 凸显 延长 畅通 壮大"
)
_ADVERB = f"(?:{one_of(_DEGREE)}(?:地|的)?){{1,2}}"
_CHANGED = re.compile(rf"{_ADVERB}{one_of(_CHANGE)}(?:和?{one_of(_CHANGE)})?")
_GRADES = (
    "优秀 优良 优 良好 良 较好 好 很好 一般 中等 中 差 较差 合格 不合格 达标 不达标 较高 高 较低 低 较大 较强 "
    "强 弱 明显 显著 有效 及时 较及时 良性 健全 完善 较完善 稳定 满意 非常满意 基本满意 比较满意 较满意 是 否 "
    "有 正向 反向 规范 正常 安全 完整 准确 合规 合理 科学 公平 公正 齐全 可控 基本 逐步 稳步 充分 零容忍 "
    "全覆盖 一流 先进 领先 不断 持续 合法 真实 符合 高效 便捷 畅通 完好 优质 清晰 丰富 深远 深入 和谐 强化 无 "
    "有保障 可行 到位 明确 有序 有所"
)
_GRADE = re.compile(rf"(?:{one_of(_DEGREE)}|较|很|较为|比较|十分|非常)?{one_of(f'{_GRADES} {_CHANGE}')}")
# Levels with letters or numerals of their own: AAA级, Ⅲ类水, 甲等.
_TIER = re.compile(
    r"(?:国家|省|市|县|区|部|全国|全省|全市|行业)?(?:[A-Z]{1,5}|[ⅠⅡⅢⅣⅤIV]{1,3}|"
    r"[一二三四五甲乙丙丁特]|\d[A-Z]?)(?:\+|-)?"
    r"(?:级|类|等|等级|星级|档|星|水|类水)(?:甲等|乙等|甲|标准|水质|水体)?|[A-Z]{1,4}(?:级)?|"
    r"(?:国家|部|省|市|县|区|乡|镇|校)级|先进(?:单位|水平)|上游(?:水平)?"
)
_IN_TEXT = re.compile(
    rf"全覆盖|应[{CHINESE}]尽[{CHINESE}]|愿[{CHINESE}]尽[{CHINESE}]|零容忍|优良|优秀|良好|显著|"
    rf"明显|有效|较好|合格|达标|前列|名列前茅|领先"
)
_CHOICES = re.compile(r"(?:(?:优秀?|良好?|中等?|低|差|一般|不?合格|不?及格|较[好差高低]|基本合格)[/、,;。\n]*){3,}")
"""Every grade there is, as a form prints them to choose from: 优良中低差."""
_POWER = re.compile(rf"[{CHINESE}]*(?:{OPERATOR})?\d+(?:\.\d+)?[eE][-+]?\d+[%‰]?[{CHINESE}]{{0,4}}")
"""A number as a spreadsheet shows one that is too long for its column: 1E+05."""
_STARS = re.compile(r"(?:达到|不低于|≥)?(\d?A{1,5}级(?:景区)?)(?:及?以上)?")
_FIGURE = re.compile(r"[0-9≥≤<>=]")
_VERBS = re.compile(
    r"^(?:有效|切实|进一步|逐步|不断|持续|全面|积极|大力|显著|明显|充分)?(?:确保|保障|保证|促进|"
    r"推动|推进|实现|提升|提高|增强|改善|加强|完善|维护|防止|杜绝|避免|防范|建立|健全|做好|落实|"
    r"开展|优化|规范|巩固|"
    r"营造|满足|缓解|减少|降低|形成|打造|增加|扩大|带动|激发|引导|深化|强化|发挥|解决|完成|保护|"
    r"丰富|助力|支持|服务|弘扬|传承|普及|消除|化解|遏制|稳定|保持|按(?:时|期|月|季|年|质|序时|"
    r"周)|及时|足额|如期|全额|准时|保质|无|未|不|没有|严格|稳步|即时|当日|当场|当天|现场|为|对|使|让|以)"
)
_BY = re.compile(r"(?:严格)?(?:按照|按|依据|依照|依|根据|参照|遵照|执行|据|达到|达|符合|满足|以|参考|对标)(?P<what>.+)")
_ACTUAL = re.compile(r"实际|据实|按实|按需|视情|按量|酌情|需要|需求")
_AS_NEEDED = re.compile(r"据实|按需|视情|按量|酌情|实际")
_EVEN = re.compile(
    r"(?:和|与|同|跟)(?P<what>.{1,60}?)(?:基本|大致|保持|总体|水平)?(?:持平|齐平|一致|相当|同步|相同|"
    r"相符|相匹配|匹配|相适应)|(?:基本)?持平"
)
_NORM = re.compile(
    r"标准|规定|要求|规范|制度|办法|政策|文件|合同|协议|实际|方案|定额|限额|预算|概算|市场价|定目标|年初目标|考核目标|规划目标|控制目标|目标数|下达的?目标|"
    r"指标值|上年|去年|往年|同期|水平|平均|批复|限价|目标值|计划|参数|需求|规程|价格|招标|中标|"
    r"评审价|细则|通知|指南|设计|限值|基数|进度|现状|定价|公告|约定|比例|核定"
)
_LOOSE_NORM = re.compile(r"(?!有)[^,;。、]*?(?:标准|规范|国标|行标|规定|限价|定额|限额|要求|规程)(?:执行)?")
_WITHIN = re.compile(
    r"(?:(?:严格)?(?:控制在|保持在|处于|确保在|在|于))?(?P<what>.+?)(?:范围(?:之|以)?内|(?:以|之)?内|额度|总额)"
    r"(?:(?:按[时期质量]|保质保量|全部|全面|足额|及时|顺利)?(?:完成|办结|办理|实施|执行|支付|发放|拨付|交付|竣工|完工|验收|投入使用|达标|达成))?"
)
_CARRIED_OUT = re.compile("(?:予以|进行)?(?:执行|发放|完成|办理|实施|支付|拨付|交付|竣工|完工|验收)$")
"""按合同工期完成: what is referred to is 合同工期."""
_ROUND_CLOCK = re.compile(
    r"(?:全年|每周)?(?:[5-7]|365)天?[*×xX✕](?:24|8|12)(?:小时|h|H)|7[*×xX✕]24|24[*×xX✕](?:7|365)|"
    r"(?:全年|每周)?(?:365|7)天(?:每天)?24(?:小时|h|H)|24(?:小时|h|H)(?:不间断|不打烊|全天候|全天|值守|值班|开放|服务|在线|运行|监控|监测|巡逻|待命|营业|畅通|受理|供应|保障|有人)|"
    r"(?:不间断|值守|值班|开放|服务|在线|运行|营业|供应)24小时$|全天候|全年无休"
)
"""Always open, or at set hours: no number to compare, 24小时值守 is no length of time."""
_LEVEL_OF = re.compile(
    r"(?:上一?年度?|去年|往年|历年|同期|全国|全省|全市|全县|同类地区?|行业)(?:同期)?(?:平均)?(?:水平|标准)"
)
_COMPARED = re.compile(rf"(?P<label>[^≥≤><=]*?)(?P<op>{LONE_OPERATOR}|不超|超|达)(?P<what>.+)")
_EXPECTED = re.compile(r"预期(?:的)?(?:目标|指标|值|任务|目的)?|(?:年度|年初|既定|绩效)?(?:目标|任务|指标)值?")


@dataclass(frozen=True, slots=True)
class Wording:
    """What a text without a threshold says."""

    kind: TargetKind
    level: str = ""
    horizon: str = ""
    reference: str = ""
    operator: str = ""
    label: str = ""
    implied: bool = False
    issues: tuple[TargetIssueCode, ...] = ()
    confidence: Confidence = Confidence.HIGH


def whole_of(text: str) -> Wording | None:
    """The reading of a text that as a whole says nothing to measure: 不适用, 待定, 1E+05; None for the others."""
    if text in _NOT_APPLICABLE or _NONE_HERE.fullmatch(text):
        return Wording(TargetKind.NOT_APPLICABLE)
    if ("." in text or "#" in text) and _BROKEN.search(text):
        return Wording(TargetKind.UNPARSED, issues=(TargetIssueCode.UNREAD_TEXT,), confidence=Confidence.LOW)
    if _CHOICES.fullmatch(text):
        return Wording(TargetKind.QUALITATIVE, issues=(TargetIssueCode.UNMEASURABLE,), confidence=Confidence.LOW)
    if _STARS.fullmatch(text):
        return Wording(TargetKind.QUALITATIVE, level=_STARS.sub(r"\1", text))
    if _is_round_clock(text):
        return Wording(TargetKind.QUALITATIVE)
    if ("e" in text or "E" in text) and _POWER.fullmatch(text):
        return Wording(TargetKind.UNPARSED, issues=(TargetIssueCode.UNREAD_TEXT,), confidence=Confidence.LOW)
    if _PLACEHOLDER_SIGN.search(text) and _PLACEHOLDER.search(text):
        return Wording(TargetKind.PLACEHOLDER)
    return None


def _is_round_clock(text: str) -> bool:
    """7×24小时, 公厕24小时开放, with no other number beside."""
    if not any(sign in text for sign in ("24", "全", "*", "×", "x", "X", "✕")):
        return False
    found = _ROUND_CLOCK.search(text)
    return found is not None and _FIGURE.search(text[: found.start()] + text[found.end() :]) is None


def wording_of(text: str) -> Wording:
    """The reading of a text in which no quantity and no date was found."""
    # From the narrow to the wide: 达到国家标准 is a standard before it is a quality.
    return _status(text) or _standard(text) or _quality(text) or _unknown(text)


def is_status(text: str) -> bool:
    """Whether the whole text says only how far the work has come: 已完成, 达成预期目标."""
    return _STATUS.fullmatch(text) is not None


def _status(text: str) -> Wording | None:
    return Wording(TargetKind.STATUS) if is_status(text) else None


def _standard(text: str) -> Wording | None:
    even = _EVEN.search(text)
    if even:
        return _reference("=", (even["what"] or "上年"), text[: even.start()])
    compared = _COMPARED.fullmatch(text)
    if compared and not _graded(compared["what"]):
        operator = OPERATORS.get(compared["op"], "≤" if compared["op"] == "不超" else ">")
        within = _WITHIN.fullmatch(compared["what"]) if operator == "≤" else None
        return _by_operator(operator, within["what"] if within else compared["what"], compared["label"])
    if _LEVEL_OF.fullmatch(text):
        return _reference("", text, "")
    if _AS_NEEDED.match(text):
        return _reference("", text, "")
    by = _BY.fullmatch(text)
    if by and (_NORM.search(by["what"]) or _ACTUAL.search(text)) and not _EXPECTED.fullmatch(by["what"]):
        return _reference("≥" if text.startswith("达") else "", _trim(by["what"]), "")
    within = _WITHIN.fullmatch(text)
    if within and _NORM.search(within["what"]):
        return _reference("≤", within["what"], "")
    if _LOOSE_NORM.fullmatch(text) and not _VERBS.match(text):
        return _reference("", _trim(text), "")
    return None


def _by_operator(operator: str, what: str, label: str) -> Wording | None:
    if _NORM.search(what) or operator not in "≥>" or _TIER.fullmatch(what):
        if _TIER.fullmatch(what) and not what.endswith("标准"):
            return Wording(TargetKind.QUALITATIVE, level=what, operator=operator, label=label)
        return _reference(operator, what, label)
    return None


def _reference(operator: str, what: str, label: str) -> Wording:
    actual = (TargetIssueCode.UNMEASURABLE,) if _ACTUAL.search(what) else ()
    sure = Confidence.HIGH if _NORM.search(what) or actual else Confidence.MEDIUM
    return Wording(
        TargetKind.STANDARD,
        reference=what,
        operator=operator,
        label=label,
        implied=not operator,
        issues=actual,
        confidence=sure,
    )


def _trim(text: str) -> str:
    return _CARRIED_OUT.sub("", text).removesuffix("的")


def _graded(text: str) -> bool:
    return _GRADE.fullmatch(text) is not None or _IN_TEXT.fullmatch(text) is not None


def _quality(text: str) -> Wording | None:
    levels, horizons, known = [], [], 0
    pieces = [piece for piece in re.split(r"[/、,;。\n()]+", text) if piece]
    for piece in pieces:
        level, horizon = _level(piece), _HORIZON.search(piece)
        levels += [level] if level else []
        horizons += [horizon.group()] if horizon else []
        known += bool(level or horizon or _VERBS.match(piece) or _is_tier(piece))
    if not known:
        return None
    # One piece that is not known may hold what matters.
    sure = Confidence.HIGH if known == len(pieces) else Confidence.MEDIUM
    return Wording(
        TargetKind.QUALITATIVE,
        level="、".join(dict.fromkeys(levels)),
        horizon="、".join(dict.fromkeys(horizons)),
        confidence=sure,
    )


def _level(piece: str) -> str:
    # 达到良好以上 names the level 良好.
    bare = re.sub(r"^(?:达到|达|≥|为|不低于|力争|保持)|(?:及|或)?以上$", "", piece)
    if _GRADE.fullmatch(bare) or _is_tier(bare):
        return "" if _HORIZON.fullmatch(bare) else bare
    found = _CHANGED.search(piece) or _IN_TEXT.search(piece)
    return found.group() if found else ""


def _is_tier(piece: str) -> bool:
    return _TIER.fullmatch(piece) is not None


def _unknown(text: str) -> Wording:
    chinese = re.findall(f"[{CHINESE}]", text)
    # Mostly Chinese words are a statement; mostly signs are something else.
    if len(chinese) >= 2 and len(chinese) * 2 > len(text) and not re.search(r"[\d≥≤<>=≈]", text):
        return Wording(TargetKind.QUALITATIVE, issues=(TargetIssueCode.UNKNOWN_WORDING,), confidence=Confidence.LOW)
    return Wording(TargetKind.UNPARSED, issues=(TargetIssueCode.UNKNOWN_WORDING,), confidence=Confidence.LOW)
