"""Texts that fill a cell and say nothing: marks for none, and what a blank's own outline left there."""

from __future__ import annotations

import re

from jixiao_xlsx.model.kinds.characters import folded

# Dashes of every make, slashes, dots, lone punctuation; 一 is what a dash turns into under a Chinese keyboard.
_MARKS = re.compile(r"[-‐‑‒–—―─━ー_/\\|~～*×.·•、,;:。…]+|一{1,2}")
_WORDS = re.compile(
    r"无|没有|暂无|空白?|略|不填|不考核|不适用|[不未]涉及|无数据|无需填报|N/?A|NULL|NONE", re.IGNORECASE
)
# 指标2, 三级指标（2）, 任务三：……: the numbered lines of an outline. 项目1 without a colon may be what people call it.
_NUMERAL = r"[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[nNxX])[)]?"
_LINE = re.compile(
    rf"(?:[一二三四]级|绩效|年度|具体)*(?:指标(?:名称|内容|值)?(?:{_NUMERAL})?"
    rf"|(?:任务|目标|职能|职责|项目|内容|工作|措施|明细)(?:名称|内容|值)?(?:{_NUMERAL})?(?=[:.、…]))[:.、]*[.…]*"
)
_NUMBER_ALONE = re.compile(rf"{_NUMERAL}[.、):]+[.…]*")
# Who has no such indicator says so in a sentence: 本项目不涉及此类指标.
_WHOSE = r"(?:本|该)(?:项目|单位|部门|年度|专项)"
_NOT = r"(?:无|没有|暂无|[不未]涉及|不适用|不产生|不设置?|未设置?|不考核)"
_SORT = r"(?:经济|社会|生态|环境|生态环境)?(?:效益|成本)|可持续影响|数量|质量|时效|满意度"
_NONE_SUCH = re.compile(
    rf"{_WHOSE}{_NOT}|(?:{_WHOSE})?{_NOT}(?:(?:此|该|这|本|相关|其他|其它|有关)(?:一?[项类种]|方面)?|{_SORT})的?"
    r"(?:绩效)?(?:指标|内容|情况|事项|目标|任务|工作)?[。.]?"
)


def is_vacant(text: str) -> bool:
    """Whether a text stands in its cell for nothing: ——, /, 无, 不适用, ……, 指标2：, 本项目不涉及此类指标。"""
    line = folded(text)
    return any(pattern.fullmatch(line) for pattern in (_MARKS, _WORDS, _LINE, _NUMBER_ALONE, _NONE_SUCH))
