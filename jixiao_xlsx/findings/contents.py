"""The G 通查 family, second part: filled cells that say nothing."""

from __future__ import annotations

from jixiao_xlsx.findings.entry import CodeEntry
from jixiao_xlsx.findings.finding import Severity

# Sent back is only what is required and plainly nothing: whoever rolls up has no use for it.
CODES: tuple[CodeEntry, ...] = (
    CodeEntry(
        "G21",
        Severity.RETURN,
        "名称没有内容",
        "名称填的是‘{found}’，看不出是什么{expected}。",
        "请写出{expected}的名称，改正后重新报送。",
        "名称格里只有数字、符号、单个字或试填的文字，同一行却有别的内容。",
        "写出具体的名称；不需要这一行的，整行删去。",
    ),
    CodeEntry(
        # Something stands there, but not in the workbook that is rolled up.
        "G22",
        Severity.EXPLAIN,
        "内容写在别处",
        "填的是‘{found}’，这一格里没有内容。",
        "请把内容直接写在这一格，或说明原因。",
        "用见附件、详见方案、同上一类的话代替应填的内容。",
        "把附件、方案里的内容写进来。",
    ),
    CodeEntry(
        "G23",
        Severity.EXPLAIN,
        "指标值没有内容",
        "有指标名称，这里却只填了‘{found}’{reason}。",
        "请填写{expected}；不需要这个指标的，整行删去，或说明原因。",
        "写了指标名称，指标值或实际完成值却写作无、/ 或试填的文字。",
        "补填；不需要这个指标的，整行删去；确实没有的说明原因。",
    ),
    CodeEntry(
        "G24",
        Severity.EXPLAIN,
        "偏差原因没有内容",
        "{reason}，这里却只写了‘{found}’。",
        "请写明为什么没有达到、怎样改进。",
        "扣了分，或没有达到目标，偏差原因写作无、0、正常、按计划一类的话。",
        "写明原因和改进措施；没有偏差的，核对完成值和得分。",
    ),
    CodeEntry(
        "G25",
        Severity.RETURN,
        "应写的文字没有内容",
        "只填了‘{found}’，没有写内容。",
        "请写出具体的内容；确实没有的，请说明原因。",
        "应写的目标、任务、职能、完成情况等只填了无、一个数、符号或试填的文字。",
        "写出具体的内容；目标、任务、职能、完成情况以外的（轻重为说明），确实没有的写明理由。",
    ),
    CodeEntry(
        "G26",
        Severity.EXPLAIN,
        "文字只有名称",
        "填的就是{expected}‘{found}’，没有写内容。",
        "请写明要做什么、做成什么，或说明原因。",
        "把项目名称、单位名称、任务名称或指标名称抄进目标、内容、完成情况。",
        "写出具体的内容。",
    ),
    CodeEntry(
        "G27",
        Severity.EXPLAIN,
        "文字只说完成",
        "只写了‘{found}’，没有写{expected}。",
        "请写具体，或说明原因。",
        "目标或完成情况只有已完成、按时完成、良好一类的话。",
        "写出做了什么、达到什么程度。",
    ),
    CodeEntry(
        "G28",
        Severity.EXPLAIN,
        "中期指标值与年度指标值全都相同",
        "两种指标值都填了的 {count} 行，中期（周期）指标值与年度指标值全都相同。",
        "请核对：几年的目标通常大于一年的；确应相同的请说明。",
        "把年度指标值抄成中期指标值，或把中期的抄成年度的；一次性项目、只有一年的项目不算。",
        "分别填写；确应相同的说明原因。",
    ),
    CodeEntry(
        "G29",
        Severity.EXPLAIN,
        "年度目标抄自部门职能",
        "写的与{found}几乎相同，是部门的职能，不是这一年的目标{reason}。",
        "请写这一年要做成什么、达到什么程度，或说明原因。",
        "把部门职能照抄或略改几个字，当作年度目标或年度工作任务。",
        "写出这一年的目标。",
    ),
    CodeEntry(
        "G30",
        Severity.EXPLAIN,
        "完成情况抄自目标",
        "与{found}一字不差，看不出实际完成得怎样{reason}。",
        "请写实际做成了什么、达到什么程度，或说明原因。",
        "把年初的目标照抄成实际完成情况。",
        "写出实际完成的情况。",
    ),
    CodeEntry(
        "G31",
        Severity.EXPLAIN,
        "年度目标与中期目标几乎相同",
        "与{found}几乎相同，看不出这一年要做到哪一步。",
        "请分别写几年的目标和这一年的目标；确应相同的请说明。",
        "把中期（长期）目标照抄成年度目标，或只改了一两个字；一次性项目、只有一年的项目不算。",
        "写出这一年的目标。",
    ),
)
