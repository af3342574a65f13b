"""The comparison words, before a number, after it, and the words that stand between."""

from __future__ import annotations

from jixiao_xlsx.model.target.pattern import one_of

_NOT = ("不", "不得", "不能", "不应", "不可", "应不", "须不", "需不")


def _negated(words: str) -> tuple[str, ...]:
    return tuple(negation + word for negation in _NOT for word in words.split())


def _operators() -> dict[str, str]:
    table = {
        "≥": "≥ >= => 大于等于 大于或等于 大于、等于 高于等于 高于或等于 多于或等于 超过或等于 达到 达至 达 至少 "
        "最低 最少 起码 保底 提高到 提高至 提升到 提升至 增加到 增加至 增长到 增长至 增至 升至 上升到 上升至",
        "≤": "≤ <= =< 小于等于 小于或等于 低于等于 低于或等于 少于或等于 控制在 控制到 最多 最高 至多 限于 降至 降到 "
        "降低到 降低至 下降到 下降至 减少到 减少至 压减到 压减至 压缩到 压缩至 缩短到 缩短至",
        ">": "> 超过 大于 高于 多于 超出 超 逾 优于 强于 突破",
        "<": "< 小于 低于 少于 不足 不到",
        "≈": "≈ 约 大约 约为 近 将近 大概 大致",
        "=": "= == 等于",
        "±": "± +-",
    }
    known = {word: sign for sign, words in table.items() for word in words.split()}
    # 不低于 is ≥, not <: said once for all negations.
    known |= dict.fromkeys(_negated("低于 少于 小于 下于 亚于"), "≥")
    known |= dict.fromkeys(_negated("超过 高于 大于 多于 超 超出 突破 迟于 晚于"), "≤")
    return known


OPERATORS = _operators()
# Words that compare only right before a number: alone, 达 or 突破 are verbs.
_WEAK = "突破 达 近 超 逾 约 ± +- 最高 最低 最少 最多 不足 限于 不超 不到 大概 大致 大约"
OPERATOR = one_of(OPERATORS)
LONE_OPERATOR = one_of(word for word in OPERATORS if word not in _WEAK.split())
REVERSED = {"≤": "≥", "<": ">", "≥": "≤", ">": "<"}

AFTER = {
    **dict.fromkeys(("以上", "及以上", "或以上", "之上", "及其以上", "往上"), "≥"),
    **dict.fromkeys(("以下", "及以下", "或以下", "之下", "以内", "之内", "内", "及以内"), "≤"),
    **dict.fromkeys(("左右", "上下"), "≈"),
}
_INCLUSION = r"\((?:不?含|包含)[^()]{0,6}\)"
_AFTER = f"(?:{one_of(word for word in AFTER if word != '内')}|内(?![容涵部外生在科控]))"
POST = f"(?:(?:{_INCLUSION})?{_AFTER}(?:{_INCLUSION})?|{_INCLUSION})"

FILLER_END = ("数量为", "是", ":", "数达", "共计", "合计", "的", "须", "-", "—")
FILLER_START = ("的", "和", "及", "与", "并且", "并", "且", "但", "同时", "以及", ":", "-")
JOINERS = ("且", "并且", "并", "但", "同时", "和", "且须", "，且")
BASES = (
    r"(?:(?:较|比|与|和|同)(?:(?:\d{4}年|上一?年度?|去年|往年|前年|上季度|上月|同期|基期|基线|建设前|实施前|项目实施前)"
    r"(?:同期|末|底|平均)?(?:水平|数)?)(?:相比|对比)?|同比|环比)"
)
