"""The P 版面 family: rows, columns and texts that are not where the blank had them."""

from __future__ import annotations

from jixiao_xlsx.findings import unseen
from jixiao_xlsx.findings.entry import CodeEntry
from jixiao_xlsx.findings.finding import Severity

# Sent back where something of the filing is lost or doubtful, a note where all was read.
_OF_ROWS: tuple[CodeEntry, ...] = (
    CodeEntry(
        # Read by the labels, which a sort leaves beside their data; somebody who knows the figures should confirm it.
        "P01",
        Severity.EXPLAIN,
        "行列次序被改动",
        "下列内容与下发时的位置不同，已按印刷标签读取：{listed}。",
        "请核对这些数是否写在了正确的标签旁。",
        "排序、剪切或移动了行列，数据与隐藏的行键分开了。",
        "用原空表重填，或核对标签与数据确实同行后说明情况。",
    ),
    CodeEntry(
        "P02",
        Severity.RETURN,
        "表中的行被删除",
        "下列行不见了：{listed}。",
        "请在原空表上填报；没有数据的行请留空，不要删除。",
        "删除了下发表格中的行。",
        "从原空表重新填写，保留所有的行。",
    ),
    CodeEntry(
        # An open row is the department's to fill: one that was deleted held nothing, as far as anybody can tell.
        "P03",
        Severity.NOTE,
        "空白的填报行被删除",
        "有 {count} 个可增减的填报行不见了：{listed}。",
        "如删掉的行里没有内容，可以不理会。",
        "删除了没有用到的填报行。",
        "不影响汇总；下次请把不用的行留空。",
    ),
    CodeEntry(
        "P04",
        Severity.RETURN,
        "有内容对不上标签，没有读取",
        "下列内容的位置标记与印刷标签对不上，无法断定属于哪一格，没有读取：{listed}。",
        "请用原空表重填这一部分。",
        "行、列或标签被移动或改写，无法断定数据属于哪一格。",
        "用原空表重填这一部分，不要移动行列。",
    ),
    CodeEntry(
        # The blank's own words are read from the form, so a changed label harms no figure, unless it was changed to
        # mean another.
        "P05",
        Severity.EXPLAIN,
        "印刷文字被改动",
        "表上印刷的文字被改动：原为‘{expected}’，现为‘{found}’。",
        "请恢复原来的文字，数据填在白色的格子里。",
        "解除保护后改写了标签或固定数字。",
        "恢复原文字；如表样确有错误，请向财政部门反映。",
    ),
    CodeEntry(
        # What stands outside may be a remark or a figure that was meant to count.
        "P06",
        Severity.EXPLAIN,
        "填报格之外有内容",
        "填报格之外有内容，没有读取：{listed}。",
        "请把这些内容移到白色的填报格里，或删除。",
        "在标签旁、表外或新增的行列里写了内容。",
        "移到填报格，或写在出错说明里。",
    ),
    CodeEntry(
        "P07",
        Severity.NOTE,
        "多出的工作表",
        "工作簿里多出一张表‘{found}’，其中 {count} 个有内容的单元格没有读取。",
        "如需附送材料，请另发文件。",
        "在下发的工作簿里新建或复制了工作表。",
        "不影响读取；附件请另送。",
    ),
    CodeEntry(
        "P08",
        Severity.EXPLAIN,
        "同一张表有两份",
        "工作簿里有两张‘{expected}’：读取的是‘{found}’，另一张‘{other}’{difference}。",
        "请只保留要报送的一张。",
        "复制了工作表。",
        "删除多余的一张后重新报送。",
    ),
    CodeEntry(
        "P09",
        Severity.NOTE,
        "隐藏的行键列键缺失",
        "{found}，已按印刷标签读取。",
        "请核对读取结果；下次请在原空表上直接填写。",
        "只复制了看得见的部分，或删除了隐藏的行列。",
        "在原空表上填写，不要删除隐藏的行列。",
    ),
    CodeEntry(
        "P10",
        Severity.NOTE,
        "插入了行或列",
        "插入了{listed}。",
        "插入的空行空列不影响读取；下次请不要增减行列。",
        "解除保护后插入了行或列。",
        "不影响读取。",
    ),
    CodeEntry(
        "P11",
        Severity.NOTE,
        "插入的行按填报行读取",
        "‘{label}’下插入了第 {found} 行，按这一指标的后续行读取。",
        "请核对它确实属于‘{label}’。",
        "下发的填报行不够用，自行插入了行。",
        "核对即可；需要更多的行时可请财政部门重新下发。",
    ),
    CodeEntry(
        "P12",
        Severity.NOTE,
        "工作表被改名",
        "工作表‘{expected}’被改名为‘{found}’。",
        "不影响读取。",
        "改了工作表的名称。",
        "不影响读取；请尽量保留原名。",
    ),
    CodeEntry(
        "P13",
        Severity.RETURN,
        "缺少工作表",
        "找不到工作表‘{expected}’。",
        "请在原工作簿里填报，不要删除或拆出工作表。",
        "删除了工作表，或只送了其中一张。",
        "用原工作簿重新报送。",
    ),
    CodeEntry(
        "P14",
        Severity.RETURN,
        "一个填报格里有两个内容",
        "这一格拆开后有多个内容：{listed}。",
        "请合并为一个，填在左上角的单元格里。",
        "取消了合并单元格，或在插入的行列里又写了内容。",
        "恢复合并单元格，只留一个内容。",
    ),
    CodeEntry(
        # Hidden cells are read like all others: hiding rows to print them is usual.
        "P15",
        Severity.NOTE,
        "隐藏的行列里有内容",
        "被隐藏的{listed}里有填报内容，已照常读取。",
        "请取消隐藏并核对。",
        "填报后把行或列隐藏了。",
        "取消隐藏，核对后重新报送。",
    ),
    CodeEntry(
        # A column is asked of every row: without it the form is not the one that was issued.
        "P16",
        Severity.RETURN,
        "表中的列被删除",
        "下列列不见了：{listed}。",
        "请在原空表上填报，不要删除列。",
        "删除了下发表格中的列。",
        "从原空表重新填写，保留所有的列。",
    ),
    CodeEntry(
        "P18",
        Severity.NOTE,
        "行列换了位置",
        "{listed}连同隐藏的键一起换了位置，按键读取。",
        "不影响读取；请尽量保持原来的次序。",
        "剪切移动或排序了整行整列。",
        "不影响读取。",
    ),
    CodeEntry(
        # The total is recomputed anyway; who typed over it should say which of the two is meant.
        "P17",
        Severity.EXPLAIN,
        "公式格被改写",
        "公式格{typed}，{computed}以重算为准。",
        "请恢复公式，或检查相加的各格。",
        "解除保护后在合计等公式格里键入了数或文字、粘贴了旧数，或清空了公式。",
        "用原空表重填；合计由公式得出，不需要键入。",
    ),
    CodeEntry(
        "P19",
        Severity.RETURN,
        "同一行有两份，内容不同",
        "下列填报格所在的行连同隐藏的键被复制，两份的内容不同，没有读取：{listed}。",
        "请删除多余的一行后重新报送。",
        "复制并插入了固定的行。",
        "只保留要报送的一行。",
    ),
    CodeEntry(
        # Every cell from there on may stand one place off, and nothing tells where the push ended.
        "P20",
        Severity.RETURN,
        "单元格被推移",
        "有单元格被左右或上下推移，下列内容无法断定原来的位置，没有读取：{listed}。",
        "请撤销插入或删除单元格的操作，或用原空表重填这一部分。",
        "插入或删除了单元格，而不是整行整列，使一部分内容错开。",
        "用原空表重填这一部分。",
    ),
    CodeEntry(
        "P21",
        Severity.NOTE,
        "复制了行",
        "下列行是连同隐藏的标记复制来的：{listed}。",
        "请核对没有重复填报。",
        "复制已有的行来增加填报行。",
        "核对即可；需要更多的行时可请财政部门重新下发。",
    ),
)

CODES: tuple[CodeEntry, ...] = (*_OF_ROWS, *unseen.CODES)
