"""The R 规则 family: what a form's own rules and expected values found."""

from __future__ import annotations

from jixiao_xlsx.findings.entry import CodeEntry
from jixiao_xlsx.findings.finding import Severity

# R02 has the severity that the spec gives each rule; this one is for specs that give none.
CODES: tuple[CodeEntry, ...] = (
    CodeEntry(
        "R01",
        Severity.RETURN,
        "必填项没有填",
        "必填项没有填写。",
        "{ask}",
        "必填的格子空着。",
        "填写后重新报送。",
    ),
    CodeEntry(
        "R02",
        Severity.RETURN,
        "勾稽关系不成立",
        "{say}{told}。",
        "{fix}",
        "相加的各项与合计不符，或收支不等。",
        "核对各项金额与合计。",
    ),
    CodeEntry(
        # Rounding by many hands: whoever rolls up should know, nobody should mend it.
        "R03",
        Severity.NOTE,
        "尾数差",
        "{say}：{found}，在四舍五入的范围内。",
        "如是四舍五入所致，可以不改。",
        "各项分别四舍五入后相加，与合计相差尾数。",
        "可以不改；也可以调整一项使其相符。",
    ),
    CodeEntry(
        "R04",
        Severity.RETURN,
        "与按表内数据重算的不符",
        "填的是 {found}，按表内数据应为 {expected}（{formula}）。",
        "请核对这一格和参与计算的各格。",
        "合计、执行率等应由表内其他数得出的格子，填的数与重算不一致。",
        "按公式重算后改正，或改正参与计算的数。",
    ),
    CodeEntry(
        "R05",
        Severity.RETURN,
        "填写的行数不够",
        "‘{label}’至少要填 {expected} 行，实填 {found} 行。",
        "请补齐。",
        "可增减行的区块没有填够最少的行数。",
        "补填后重新报送。",
    ),
    CodeEntry(
        # More rows than the form has are read all the same; the paper form may not hold them.
        "R06",
        Severity.EXPLAIN,
        "填写的行数过多",
        "‘{label}’最多填 {expected} 行，实填 {found} 行。",
        "请合并或精简。",
        "自行插入的行超过了这张表允许的行数。",
        "合并或精简到允许的行数以内。",
    ),
    CodeEntry(
        # The text is kept and shown, lest somebody thinks that it was read as an answer.
        "R07",
        Severity.NOTE,
        "出错说明没有对上任何意见",
        "出错说明‘{found}’{place}没有对上任何需要说明的意见。",
        "请核对代码和单元格；标为退回的意见须改正，其余的可以不改。",
        "代码或单元格写错了，或意见已经改正，或那条意见须改正。",
        "按退回单上的代码和单元格填写，或删去。",
    ),
)
