"""The G 通查 family, third part: money."""

from __future__ import annotations

from jixiao_xlsx.findings.entry import CodeEntry
from jixiao_xlsx.findings.finding import Severity

EXPLAIN, NOTE = Severity.EXPLAIN, Severity.NOTE

CODES: tuple[CodeEntry, ...] = (
    CodeEntry(
        "G35",
        EXPLAIN,
        "成本目标高于预算",
        "成本的指标值是‘{found}’，{reason}。",
        "请改正指标值或预算；另有资金来源的请说明。",
        "成本指标没有随预算调整，或元与万元写混。",
        "把成本的指标值改到预算以内，或说明其余的资金从哪里来。",
    ),
    CodeEntry(
        "G36",
        EXPLAIN,
        "实际成本与执行数不符",
        "实际成本是‘{found}’，{reason}。",
        "请核对；成本与支出的口径不同的请说明。",
        "实际成本没有按全年执行数填写，或执行数漏填了一部分。",
        "改正其中一个数，或说明差额。",
    ),
    CodeEntry(
        # A cut this deep changes what can be done, and the targets with it.
        "G37",
        EXPLAIN,
        "预算大幅调减没有说明",
        "{reason}，表里没有写原因。",
        "请核对预算数；确实调减的请说明原因。",
        "全年预算数填错，或预算调减以后没有写原因。",
        "改正预算数，或写明调减的原因和依据。",
    ),
    CodeEntry(
        "G38",
        NOTE,
        "与上年相差悬殊",
        "本年是 {reason}。",
        "请核对两年的数；属实的可以不改。",
        "一年的数填错，或机构、项目有大的变动。",
        "改正填错的一年；属实的可以不改。",
    ),
    CodeEntry(
        "G39",
        EXPLAIN,
        "文中的各项金额加起来不对",
        "文中 {reason}。",
        "请核对各项金额；没有列全的请说明。",
        "文字里的分项金额抄错、漏列，或预算改了文字没有改。",
        "把分项金额改到与总数相符，或说明没有列出的部分。",
    ),
    CodeEntry(
        "G40",
        EXPLAIN,
        "文中的总金额与表内不同",
        "文中写的是 {found}，{reason}是 {expected}。",
        "请把两处改成一致；口径不同的请说明。",
        "预算改了，文字没有改，或文字从别的项目抄来。",
        "把文字与表内的金额改成一致，或说明口径。",
    ),
    CodeEntry(
        "G41",
        NOTE,
        "资金规模少见",
        "填的是 {found}，{reason}，很少见。",
        "请核对数字和计量单位；属实的可以不改。",
        "多填、少填了几位，或弄错了计量单位。",
        "改正数字；属实的可以不改。",
    ),
    CodeEntry(
        "G42",
        EXPLAIN,
        "金额是负数",
        "填的是负数 {found}，这里一般不会小于零。",
        "请核对正负号；确为冲减的请说明。",
        "多打了减号，或把调减的数填进了预算、执行的格。",
        "改正正负号，或说明为什么是负数。",
    ),
    CodeEntry(
        "G43",
        EXPLAIN,
        "年度资金多于中期资金",
        "填的是 {found}，{reason}却只有 {expected}。",
        "请核对是否填反：中期资金包括本年度的资金；确实如此的请说明。",
        "年度和中期填反，或中期资金没有包括本年度的资金。",
        "改正其中一个数，或说明原因。",
    ),
)
