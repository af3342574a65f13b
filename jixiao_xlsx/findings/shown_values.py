"""The V 填报值 family, 13x: what a cell shows, and what was meant by it."""

from __future__ import annotations

from jixiao_xlsx.findings.entry import CodeEntry
from jixiao_xlsx.findings.finding import Severity

EXPLAIN, NOTE = Severity.EXPLAIN, Severity.NOTE

SHOWN: tuple[CodeEntry, ...] = (
    CodeEntry(
        # Nobody knows which of the two was meant: the sums of the workbook have the stored one.
        "V130",
        EXPLAIN,
        "显示的不是格内的数",
        "格内存的是 {found}，显示的是{seen}，按 {value} 读入。",
        "请把单元格格式改回‘常规’或‘数值’，看清是多少再核对；以显示的为准的请重新填写。",
        cause="单元格格式把数字缩小、加上别的单位或隐藏了，看到的和存的不是一个数，表内合计按存的算。",
        cure="把单元格格式改回‘常规’或‘数值’，核对后重新填写。",
    ),
    CodeEntry(
        "V131",
        NOTE,
        "按看到的样子读入",
        "格内存的是数字 {found}，按看到的‘{value}’读入。",
        "请核对；不对的先输入一个英文单引号再填写。",
        cause="文字、编码、指标值存成了带格式的数字，格内的数和看到的字不同。",
        cure="核对即可；不对的先输入英文单引号再填写。",
    ),
    CodeEntry(
        "V132",
        NOTE,
        "形近的部首字符",
        "含有样子和汉字一样的部首字符 {signs}，按‘{value}’读入。",
        "请核对；从 PDF 复制来的文字最好重新输入。",
        cause="从 PDF 复制的文字，有的字变成了同形的部首字符，查找、比较时认不出来。",
        cure="核对即可；能重新输入的请重新输入。",
    ),
    CodeEntry(
        # Typed as 0.95 it is 95% in Excel and WPS, and 0.95% in LibreOffice.
        "V133",
        NOTE,
        "百分数不到 1%",
        "这一格是 {as_points}，不到 1%。",
        "请核对；想填 {as_fraction} 的，请重新输入 {as_fraction}。",
        cause="在百分数格里输入小数，有的软件当作百分之几，有的当作几倍。",
        cure="核对格内显示的百分数，不对的重新输入。",
    ),
    CodeEntry(
        "V134",
        NOTE,
        "用符号或文字表示没有",
        "写的是‘{found}’，按没有填写处理。",
        "没有请留空；有的请填写{expected}。",
        cause="编码、电话格里用横线、斜线、‘无’一类的写法表示没有。",
        cure="没有的留空。",
    ),
)
