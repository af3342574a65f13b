"""The C 评分 family: scores that were filed against those computed from targets and actual values."""

from __future__ import annotations

from jixiao_xlsx.findings.entry import CodeEntry
from jixiao_xlsx.findings.finding import Severity

# Sent back is what can be counted, the total and the grade; a score itself is people's to explain.
CODES: tuple[CodeEntry, ...] = (
    CodeEntry(
        "C01",
        Severity.EXPLAIN,
        "得分与计算不符",
        "填的得分是 {found} 分，按{name}应为 {expected} 分：{reason}。",
        "请核对完成值和得分；不按比例计分的请写明办法。",
        "得分没有按完成比例计算，或完成值填错。",
        "按算式改正得分，或改正完成值。",
    ),
    CodeEntry(
        "C02",
        Severity.EXPLAIN,
        "得分不在档内",
        "填的得分是 {found} 分，应为 {expected} 分：{reason}。",
        "请核对完成情况属于哪一档，再定得分。",
        "完成情况与所打的分不是一档，例如部分达成却得了满分。",
        "改正得分，或写清完成情况。",
    ),
    CodeEntry(
        # What a rule cannot score is no mistake of the filler.
        "C03",
        Severity.NOTE,
        "得分由人核定",
        "得分 {found} 分没有核算：{reason}。",
        "由审核人员核定这一项的得分，填报单位可以不改。",
        "指标值或完成值不能比较：几个数写在一起、计量单位不同、只写了定性的话。",
        "由审核人员核定，或改写指标值和完成值。",
    ),
    CodeEntry(
        # A sum is right or wrong, whatever the local rules are.
        "C04",
        Severity.RETURN,
        "总分不等于各项得分之和",
        "填的总分是 {found} 分，各项得分之和是 {expected} 分。",
        "请核对各项得分，重新相加。",
        "改了某项得分，没有重新加总。",
        "改正总分或某项得分。",
    ),
    CodeEntry(
        "C05",
        Severity.RETURN,
        "等级与总分不符",
        "填的等级是‘{found}’，总分 {reason} 分应为‘{expected}’。",
        "90 分以上为优，80 分以上为良，60 分以上为中，60 分以下为差。",
        "改了得分，没有改等级，或选错了等级。",
        "按总分改正等级。",
    ),
    CodeEntry(
        "C06",
        Severity.EXPLAIN,
        "执行率得分不符",
        "执行率的得分填的是 {found} 分，应为 {expected} 分：{reason}。",
        "请按执行率重新计算；超过 100% 的也只得满分。",
        "执行率的得分没有按执行率计算。",
        "按算式改正得分，或改正预算数、执行数。",
    ),
    CodeEntry(
        "C07",
        Severity.NOTE,
        "执行率不适用",
        "{reason}。",
        "请核对预算数；确实没有预算的可以不改。",
        "预算数是 0，执行率没有意义。",
        "核对预算数；确实没有预算的不必改。",
    ),
)
