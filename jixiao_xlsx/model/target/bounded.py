"""Names of rates that cannot be over 100 %: a closed list, published in docs/audit.md; 完成率 112% is lawful."""

from __future__ import annotations

import re

from jixiao_xlsx.model.target.normalise import normalise
from jixiao_xlsx.model.target.pattern import one_of

_NAMES = (
    "满意度 满意率 满意程度 满意 好评率 合格率 及格率 达标率 优良率 优秀率 良好率 准确率 "
    "准确度 准确性 正确率 差错率 错误率 完好率 完好度 完整率 完整性 规范率 规范性 合规率 "
    "合规性 一致率 成功率 有效率 正常率 可用率 在线率 通过率 验收率 检出率 覆盖率 覆盖面 "
    "知晓率 知晓度 及时率 及时性 准时率 按时率 按期率 按时完成率 及时完成率 按期完成率 办结率 "
    "结案率 回复率 答复率 反馈率 响应率 回访率 受理率 处理率 处置率 整改率 化解率 调解率 "
    "兑现率 兑付率 到账率 足额发放率 及时发放率 建档率 签约率 参保率 接种率 成活率 存活率 "
    "保存率 治愈率 入园率 毕业率 巩固率 辍学率 出勤率 到课率 持证率 就业率 失业率 参与率 "
    "公开率 绿化率 净化率 占比 比重 投诉率 事故率 故障率 破损率 空置率 闲置率 漏损率"
)
BOUNDED: tuple[str, ...] = tuple(_NAMES.split())
"""A name that ends in one of these is of a part of a whole."""

# 毛入学率 counts those of other ages too, and what grows may grow beyond the whole.
_UNBOUNDED = re.compile(r"增长|增幅|增速|提高|提升|上升|同比|毛入学|倍")
# What stands behind the name itself: 满意度（%）, 合格率指标, 覆盖率≥95%.
_TAIL = re.compile(r"(?:\([^()]*\)|指标|[\W\d_])+$")
_ENDS_BOUNDED = re.compile(rf"(?:{one_of(BOUNDED)})$")


def is_bounded(name: str) -> bool:
    """Whether a percentage of this name cannot be over 100: 合格率, but not 完成率 nor 增长率."""
    bare = _TAIL.sub("", normalise(name)[0])
    return _ENDS_BOUNDED.search(bare) is not None and _UNBOUNDED.search(bare) is None
