"""Which numbers are thresholds, which only tell who or what is meant, and which words are a label."""

from __future__ import annotations

import re

from jixiao_xlsx.model.target.measures import TIMES
from jixiao_xlsx.model.target.pattern import one_of
from jixiao_xlsx.model.target.quantity import PartDraft
from jixiao_xlsx.model.target.words import FILLER_END, FILLER_START

_AGES = frozenset(("岁", "周岁"))
_RATES = frozenset(("%", "‰"))
_PREDICATE = re.compile(r"全覆盖|应.尽|全部|零|均|优先|免费|不|无|实现|完成")
# 及时率 and 和谐 begin like words that join.
_WHOLE = "(?!及[时格第物早]|和[谐睦解平田县]|与会|并[网轨购联发]|的士|但书|且末)"
_FILLER = re.compile(rf"^(?:{_WHOLE}{one_of(FILLER_START)})+|(?:{one_of(FILLER_END)}|(?<![行作])为)+$")
_ENDS = (*FILLER_END, "为")
# As many characters as a name or a measure has (30所学校200名): a longer run of words is a sentence of its own.
REACH = 6
# How far a label is looked at before a number, and words behind it: 合格 or 全覆盖 stand near, and a cell of 30,000
# characters is not searched again for each number in it.
_NEAR, _FAR = 12, 60
_MAKING = re.compile(
    one_of(
        "开展 举办 组织 召开 完成 建设 新建 建成 购置 采购 发布 编制 出台 制定 培训 创建 打造 实施 进行 发放 "
        "扶持 引进 培育 举行 改造 修建 整治 查处 印发 形成 撰写 安排 设立 拍摄 制作 新增 聘请 资助 补助 评选 "
        "巡查 检查 演练 承办 参加 配备 安装 维修 更新 支付 覆盖 推广 出版 申报 认定 选派 招录 接待 走访 慰问 "
        "监测 抽查 绘制 约 各 共 于 了"
    )
    + "$"
)


def names_last(draft: PartDraft, words: str) -> bool:
    """Whether words between two numbers belong to the one before: 30所学校200名教师."""
    plain = not draft.label and not draft.operator and draft.measure not in _RATES
    return (
        plain
        and bool(draft.measure)
        and bool(words)
        and len(words) <= REACH
        and _MAKING.search(words) is None
        and not words.endswith(("率", "度", "数"))
    )


def is_condition(draft: PartDraft, words: str, following: PartDraft | None) -> bool:
    """Whether a number only tells who or what is meant: 80岁以上 in 80岁以上老人全覆盖, 3个 in 3个项目合格率≥95%."""
    if following is not None and draft.label.endswith(("满分", "总分")):
        return True
    if not words:
        return False
    if draft.measure in _AGES or words.startswith("制"):
        return True
    if draft.after.endswith("内") and draft.measure in TIMES:
        return False
    if draft.after and (following is not None or _PREDICATE.search(words[:_FAR])):
        return True
    rate_follows = following is not None and (following.strong or following.measure in _RATES)
    if draft.strong or draft.measure in _RATES:
        return False
    if rate_follows and not clean_label(draft.label[-_NEAR:]):
        return True
    if not draft.measure:
        # Up to four characters behind a bare number may be a measure that nobody listed.
        return following is not None or len(words) > 4
    return draft.numeral and not draft.per and _MAKING.search(draft.label[-_NEAR:]) is None


def clean_label(label: str) -> str:
    """A label without the words that only join it to its number: 为, 数量为, 的, 和, colons."""
    if label.endswith(_ENDS) or label.startswith(FILLER_START):
        return _FILLER.sub("", label)
    return label
