"""What the shape of an indicator's name tells: rates and times by their ends, and what stands beside a word."""

from __future__ import annotations

import re
from functools import cache

from jixiao_xlsx.model.target.name_words import FAST, LONG
from jixiao_xlsx.model.target.pattern import one_of

# As far as a deed stands from the 时间 it names: 服务响应（平均）时间.
_DEED_REACH = 12

_SHARE = re.compile(r"率(?!先)|满意度|覆盖面|占比|比例|比重|百分比|准确度|完好度|知晓度")
_NO_SHARE = re.compile(
    r"增长|增幅|增速|提高|提升|上升|同比|回报|收益率|产出|利润|负债|杠杆|偿付|投入比|周转|增加|"
    r"带动|放大|拨备|流动比|倍|保障水平"
)
_TIMED = re.compile(r"(?:天数|时间|时限|时长|用时|耗时|历时|工期|周期|年限|期限|小时数|分钟数|住院日)(?:[(（].*)?$")
_SAVED = re.compile(
    "(?:减排|减碳|降碳|固碳|节约|节省|节能|节水|节电|节支|追缴|追讨|追回|挽回|挽损|收缴|清收|增收|增产)"
    "(?:量|额|金额|总额|总量|水量|电量|能量|资金)$"
)
_RATE = re.compile("(?:[率比]|(?<!长)度)$")
_PURE = re.compile(
    r"(?:系数|指数|弹性|容积率|(?:收入|消费|性别|产出|人|师生|医护|床护)比|比值|使用强度|[百千万亿](?:车|人|人口|吨)\w{0,4}率)"
    r"(?:[(（][^()（）]*[)）])?$"
)
_FEE = re.compile("(?<![收缴付免学计消退自公减降资经])费(?:额|标准)?$")
_MONEY = re.compile(
    "成本|费用|经费|资金|金额|预算|投资|造价|单价|价格|款|收入|产值|增加值|税|债|贷|补助|补贴|奖金|工资|支出|引资|融资|筹资|"
    "营收|利润|销售额|零售额|成交额|交易额|进出口|损失|价值|GDP|生产总值|[^名]额$|费$"
)
_COUNTED = re.compile(
    "人数|人次|户数|次数|数量|面积|里程|件数|个数|家数|笔数|[率比]$|占比|比例|比重|人口|对象|企业数|项目数"
)
_DATED = re.compile("时间|时限|日期|时点|节点|年份|年度|期限|完成年")
_IN_BRACKETS = re.compile(r"[(（]([^()（）]{1,6})[)）]$")
_EACH = re.compile("[人户生]均|平均")
# Verbs that fight what is bad when they stand before it, with what may stand between.
_VERBS = one_of(
    "整治 查处 查办 打击 治理 处置 排查 整改 清理 清除 拆除 调处 调解 处理 盘活 取缔 化解 解决 消除 扑救 扑灭 "
    "侦破 破获 防治 防控 防范 预防 追缴 追回 挽回 清收 清欠 关停 惩处 救助 帮扶 抓获 修复 纠正 制止 破案 办理 办结 "
    "淘汰 处罚 救治 收治 侦办 缉捕 铲除 遏制 抢修 救援 追讨 减轻 规避 根治 销毁 收缴 查扣 阻断"
)
_FIGHTS = f"({_VERBS})"
_FOUGHT = re.compile(
    _FIGHTS + "(?:各类|各种|重大|较大|一般|突出|历史|存量|群众|涉企|城乡|农村|城市|环境|安全|因灾|涉|欠)*$"
)
# 整治重大事故隐患, 查处食品安全违法案件: eight characters are the longest that say whose or which.
_FOUGHT_FAR = re.compile(_FIGHTS + r"[^，,、；;（(后]{0,8}$")
# 处置失误: a fault of the deed itself, which the deed does not fight.
_OWN_FAULTS_WORDS = "差错 失误 出错 错误 误差 延误 返工 死亡 伤亡"
# 办理业务投诉, 救治患者感染: what comes of a deed, where more words stand between.
_FAR_FAULTS_WORDS = (
    "投诉 漏报 错报 误报 瞒报 迟报 超支 逾期 超期 超时 违规 违纪 偏差 偏离 滞后 复发 返贫 渗漏 中断 感染"
)
_OWN_FAULTS = frozenset(_OWN_FAULTS_WORDS.split())
_FAR_FAULTS = _OWN_FAULTS.union(_FAR_FAULTS_WORDS.split())
# 控制污染物排放, 办理消费投诉: how much is left, or how much was done?
_HELD = re.compile("(?:控制|管控|调控)[^率数额在]{0,6}$")
_DEALT_WITH = re.compile("(?:办理|处理|处置|受理|接待|调处|调解|化解|办结|回复|答复|接听)[^，,、；;（(后]{1,8}$")
_COMPLAINTS_WORDS = "投诉 信访 上访 纠纷 举报 诉求"
_COMPLAINTS = frozenset(_COMPLAINTS_WORDS.split())
# Found by looking: how much was found says nothing of how much there is.
_FOUND = re.compile("(?:查出|发现|检出|查获|暴露|揭示|反映)(?:的|各类|重大|严重)*$")
# Words behind what is bad that leave it the head of the name; behind others it only says what they are about.
_HEADS = (
    "发生 行为 事件 案件 案 问题 现象 企业 单位 资金 资产 项目 数量 次数 起数 件数 人数 人次 个数 户数 天数 时间 "
    "时长 面积 金额 总额 总量 比例 占比 比重 程度 情况 指数 强度 浓度 幅度 学生 班级 学校 人员 率 数 量 额 度 次 "
    "起 件 例 人 户 家 处 宗 天 值 点 水体 林木 树木 人口 断面 对象 用户 车辆 船舶 设施 药品 食品 产品 商品 行业 "
    "宿舍 图斑 区域 地区 耕地 支出 余额 路 水位 预算 以内 内 年均 平均 月均 均值 水平 长度 里程 收入 一般公共预算 "
    "房屋 校舍 土地 设备 岗位 比 控制 较上年 占 费 的 "
)
_TAIL = re.compile(rf"(?:{one_of(_HEADS)}|\([^()]*\)|（[^（）]*）|[^\w])*")
_GAINED = re.compile(
    "追|返还|节|争取|撬动|带动|拉动|引|招商|收缴|挽回|盘活|化解|募集|捐赠|清|减免|创|销售|收入|成交|融资"
)


def is_share(name: str) -> bool:
    """Whether this name is of a share, so that 1 of it may be 100 %: 合格率, but not 增长率."""
    return _SHARE.search(name) is not None and _NO_SHARE.search(name) is None


def is_saved(name: str) -> bool:
    """Whether a name ends in how much was saved or won back, which nobody wants little of: 减排量, 追缴金额."""
    return _SAVED.search(name) is not None


def is_pure_number(name: str) -> bool:
    """Whether what this name measures has no measure, or has it in the name: 利用系数, 拥堵指数, 万车死亡率."""
    return _PURE.search(name) is not None


def is_timed(name: str) -> bool:
    """Whether what this name measures is time itself: 响应时间, 开放天数."""
    return _TIMED.search(name) is not None


def is_rate(name: str) -> bool:
    """Whether a name ends as rates and degrees do: 开工率, 满意度, but not 长度."""
    return _RATE.search(name) is not None


def is_money(name: str) -> bool:
    """Whether a name counts money, so that 45万 of it is 45万元: 总成本, 招商引资额, but not 补助人数."""
    return _MONEY.search(name) is not None and _COUNTED.search(name) is None


def dates_something(name: str) -> bool:
    """Whether a bare year under this name is a date: 完成时间."""
    return _DATED.search(name) is not None


def measure_in(name: str) -> str:
    """The measure that a name ends with in brackets: % of 满意度（%）; empty where there is none."""
    found = _IN_BRACKETS.search(name)
    return found[1] if found else ""


def is_fee(name: str) -> bool:
    """Whether a name ends in a cost: 咨询费, but not 学费 and not 经费."""
    return _FEE.search(name) is not None


def is_average(name: str) -> bool:
    return _EACH.search(name) is not None


def fought_before(name: str, place: int, harm: str) -> str:
    """The verb that fights the harm at a place: 整治各类隐患, and further in front 查处食品安全违法案件.

    None where the harm is a fault of the deed, or a rate, which tells how much is left.
    """
    found = _FOUGHT.search(name, 0, place) if harm not in _OWN_FAULTS else None
    if found is None and harm not in _FAR_FAULTS and not is_rate(name):
        found = _FOUGHT_FAR.search(name, 0, place)
    return found[1] if found else ""


def found_before(name: str, place: int) -> str:
    """The verb that came upon what begins here, or nothing: 查出 before 违规金额."""
    found = _FOUND.search(name, 0, place)
    return found[0] if found else ""


def is_held_before(name: str, place: int, harm: str) -> bool:
    """Whether what begins here is held under control or dealt with, which may be the deed or what is left of it."""
    dealt = harm in _COMPLAINTS and _DEALT_WITH.search(name, 0, place)
    return bool(dealt) or _HELD.search(name, 0, place) is not None


def gained_before(name: str, place: int) -> bool:
    """Whether money was won or saved before here, and not spent: 追缴, 撬动."""
    return _GAINED.search(name, 0, place) is not None


def is_head(name: str, end: int) -> bool:
    """Whether nothing but heads stands behind here, so that the word before is what the name counts."""
    return _TAIL.fullmatch(name, end) is not None


def deed_before_time(name: str, place: int) -> tuple[str, str]:
    """The deed that should be quick, or the state that should last, before a 时间 that begins here; one is empty."""
    found = _before_time().match(name, max(0, place - _DEED_REACH), place)
    return (found["fast"] or "", found["long"] or "") if found else ("", "")


@cache
def _before_time() -> re.Pattern[str]:
    return re.compile(rf".*(?:(?P<fast>{one_of(FAST)})|(?P<long>{one_of(LONG)}))")
