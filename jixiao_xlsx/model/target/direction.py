"""Which way is better, from the words of an indicator's name: 投诉率 less, 投诉办结率 more."""

from __future__ import annotations

import re

from jixiao_xlsx.model.target.pattern import one_of
from jixiao_xlsx.model.target.values import Direction

# Words of the names of indicators in public forms; those that look alike are told apart by what stands before.
_WORSE = (
    "投诉 事故 超支 成本 能耗 水耗 物耗 耗电量 用电量 用水量 发生数 发生率 发生次数 发生起数 故障 差错 失误 "
    "出错 违规 违法 违纪 违约 上访 信访 死亡 伤亡 伤残 病死 损失 浪费 流失 逾期 延误 误差 排放 污染 欠费 欠薪 "
    "拖欠 返贫 辍学 失业 空置 闲置 退货 拥堵 火灾 发案 案发 复发 感染 漏报 错报 瞒报 错误 不合格 不达标 偏差 "
    "超标 三公经费 负债 债务 未完成 舆情 纠纷 撂荒 失学 发病 患病 贫困发生 泄密 泄漏 泄露 渗漏 漏损 损耗 停电 "
    "停水 中断 费用 单价 造价 总投资 预算控制 支出控制 资金控制 完成时间 完成时限 完成时长 响应时间 办理时间 "
    "办理时限 等待时间 时限 时长 工期 发生起 侵害 隐患数 死淘 断档 滞留 缺勤 重复率 PM2.5 PM10 浓度 噪声 噪音"
)
_TURNED = (
    "办结 处理 处置 下降 降低 减少 节约 节省 整改 解决 化解 调解 查处 查办 破案 侦破 打击 防治 防控 防范 回复 "
    "答复 回访 反馈 响应率 受理 修复 排除 清零 治理 救治 治愈 预防 降幅 整治 处罚 追回 挽回 回收 培训 演练 "
    "再就业 压减 压降 盘活 化债 消除 消化 清收 清欠 清偿 偿还 监测 排查 检测 达标 及时 满意 完成 控制率 结案 "
    "结办 劝返 追究 预警 监管 调处"
)
_BETTER = (
    "满意 合格率 完成率 覆盖 及时 达标 知晓率 增长 增幅 提高 提升 参与率 普及率 入学率 就业率 优良 优秀率 "
    "利用率 使用率 通过率 到位率 兑付率 发放率 准确率 正常率 完好率 执行率 签约率 巩固率 升学率 受益 惠及 "
    "新增 收入 产值 出勤率 转化率 好转 绿化率 成活率 参保率 接种率 检出率 规范率 好评率 公开率 支付率 验收率 "
    "竣工率 开工率 落实率 准时率 就诊率 有效率"
)
_CUTS = (
    "降低",
    "减少",
    "节约",
    "节省",
    "压减",
    "压降",
    "控制",
    "杜绝",
    "防止",
    "避免",
    "消除",
    "化解",
    "防范",
    "预防",
    "减轻",
    "遏制",
    "无",
    "未发生",
)
_EVILS = "违规 违法 违纪 信访 上访 纠纷 污染 火灾 发案 欠薪 拖欠 闲置 空置 隐患数 撂荒 舆情"
_VERBS = "整治 查处 查办 打击 治理 处置 排查 整改 清理 拆除 调处 调解 处理 盘活 取缔"
_FOUGHT, _FIGHTS = tuple(_EVILS.split()), tuple(_VERBS.split())
_KINDS = {
    **dict.fromkeys(_BETTER.split(), Direction.POSITIVE),
    **dict.fromkeys(_TURNED.split(), Direction.POSITIVE),
    **dict.fromkeys(_WORSE.split(), Direction.NEGATIVE),
}
_WORD = re.compile(one_of(_KINDS))
_ZERO_WORD = re.compile(
    one_of([*_WORSE.split(), "增长", "非正常", "安全", "责任", "重大", "有责", "差评", "新增", "缺陷", "容忍"])
)
_SHARE = re.compile(r"率(?!先)|满意度|覆盖面|占比|比例|比重|百分比|准确度|完好度|知晓度")
_NO_SHARE = re.compile(
    r"增长|增幅|增速|提高|提升|上升|同比|回报|收益率|产出|利润|负债|杠杆|偿付|投入比|周转|增加|"
    r"带动|放大|拨备|流动比|倍|保障水平"
)


def direction_of(name: str) -> Direction:
    """The direction that a name tells; its last telling word decides, since a Chinese name ends in its head."""
    found = _WORD.findall(name)
    if not found:
        return Direction.UNKNOWN
    # 投诉办结率: the last word is the head of the name.
    last: str = found[-1]
    # What is bad and is cut is good: 减少投诉.
    if _cut_before(name, name.rfind(last)):
        return Direction.POSITIVE
    return _KINDS[last]


def _cut_before(name: str, place: int) -> bool:
    """Whether what is bad is cut or fought: 减少投诉, 整治违规公墓; what the fight costs is another word."""
    before = name[:place]
    return before.endswith(_CUTS) or (before.endswith(_FIGHTS) and name.startswith(_FOUGHT, place))


def is_zero_word(text: str) -> bool:
    """Whether 零 before these words means none of them: 零投诉, but not 零距离."""
    return _ZERO_WORD.match(text) is not None


def is_share(name: str) -> bool:
    """Whether this name is of a share, so that 1 of it may be 100 %: 合格率, but not 增长率."""
    return _SHARE.search(name) is not None and _NO_SHARE.search(name) is None
