"""Examples that an advice gives for one cell: the filler's own figure, written as it should be."""

from __future__ import annotations

import re

from jixiao_xlsx.model.kinds.characters import folded

# What a name ends in when its figure is a share of a whole.
_SHARE = re.compile(r"(?:率|满意度|比例|比重|占比|程度|百分比)$")
# 培训人次数, 改造户数: the measure stands before 数, or is the last word.
_COUNTED = re.compile(
    r"(人次|平方米|立方米|公里|课时|项目|人|户|次|个|件|套|台|篇|项|家|场|期|天|份|辆|亩|吨|名|床|幅|座|处|条|所|批|张|册)数?量?$"
)
_LAST = {"项目": "个"}
_FIGURE = re.compile(r"[≥≤=＝><＞＜]?\s*\d+(?:\.\d+)?")
_PLAIN = "500"


def measured_example(text: str, name: str) -> str:
    """How a target without a measure may read: `100%` of a 率, `≥500户` of 改造户数, else a figure with a measure."""
    # A note in brackets says nothing of the measure.
    bare = re.sub(r"\([^()]*\)$", "", folded(name))
    figure = text.strip() if _FIGURE.fullmatch(text.strip()) else f"≥{_PLAIN}"
    if _SHARE.search(bare):
        return f"{figure}%" if _FIGURE.fullmatch(text.strip()) else "≥95%"
    counted = _COUNTED.search(bare)
    if counted:
        return f"{figure}{_LAST.get(counted[1], counted[1])}"
    return f"{figure}个、{figure}人"
