"""The part of the V family about what stands behind a value: a formula, or a line through it."""

from __future__ import annotations

from jixiao_xlsx.findings.entry import CodeEntry
from jixiao_xlsx.findings.finding import Severity

RETURN, EXPLAIN, NOTE = Severity.RETURN, Severity.EXPLAIN, Severity.NOTE

CODES: tuple[CodeEntry, ...] = (
    CodeEntry(
        # Neither blank nor zero: the cell was filled, and a reader that computes nothing sees nothing.
        "V120",
        RETURN,
        "公式没有结果",
        "格内是公式，文件里没有保存它的结果，读不出填的是什么{computed}。",
        "请把公式改成直接填写的{expected}。",
        cause="用程序生成或转换的工作簿只有公式，没有计算结果。",
        cure="用 Excel 或 WPS 打开，把公式改成它的结果（复制后选择性粘贴“数值”），核对后重新报送。",
    ),
    CodeEntry(
        "V121",
        EXPLAIN,
        "格内是公式",
        "格内是公式，按文件里保存的结果读入。",
        "请改成直接填写的{expected}：公式引用的内容变了，这里的结果也会变。",
        cause="填报格里写了公式，或引用了别的工作表、别的工作簿。",
        cure="把公式改成它的结果（复制后选择性粘贴“数值”）；不便改的在出错说明里写明来处。",
    ),
    CodeEntry(
        # Only where our own evaluator knows every part of the formula.
        "V122",
        RETURN,
        "公式的结果与重算不符",
        "格内是公式 {formula}，文件里保存的结果是 {found}，重算应为 {expected}。",
        "请核对后直接填写正确的内容，不用公式。",
        cause="保存文件的程序没有重新计算，留下的是旧的结果。",
        cure="核对后改成直接填写的数。",
    ),
    CodeEntry(
        "V123",
        NOTE,
        "公式的结果是空白",
        "格内是公式，结果是空白，按空白处理。",
        "没有内容请清空这一格，有内容请直接填写。",
        cause="填报格里的公式没有得出内容。",
        cure="清空这一格，或直接填写。",
    ),
    CodeEntry(
        # Some strike out what no longer holds, some what is done: only the filler knows.
        "V124",
        EXPLAIN,
        "内容全部划了删除线",
        "这一格的内容全部划了删除线，仍按‘{found}’读入。",
        "作废的请清空，有效的请去掉删除线。",
        cause="用删除线表示作废或修改。",
        cure="清空这一格，或去掉删除线；确实有意保留的在出错说明里写明。",
    ),
    CodeEntry(
        "V125",
        NOTE,
        "划了删除线的文字没有读入",
        "划了删除线的‘{dropped}’没有读入，按‘{found}’读入。",
        "请删去划掉的文字；如仍有效，请去掉删除线。",
        cause="修改时划去了一部分文字，没有删除。",
        cure="删去划掉的文字，或去掉删除线。",
    ),
    CodeEntry(
        "V140",
        RETURN,
        "格内是图片",
        "格内是图片，不是文字或数字，没有读取。",
        "请删去图片，在这一格键入内容；需要附送的图片请另发文件。",
        cause="把截图、扫描件插进了单元格，或用 WPS 把浮动的图片转成了嵌入单元格的图片。",
        cure="在格内键入内容；图片另送。",
    ),
)
