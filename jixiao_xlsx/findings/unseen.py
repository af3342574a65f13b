"""P30 to P39 of the P 版面 family: what lies in, under or beside the cells and is not what was filled in."""

from __future__ import annotations

from jixiao_xlsx.findings.entry import CodeEntry
from jixiao_xlsx.findings.finding import Severity

CODES: tuple[CodeEntry, ...] = (
    CodeEntry(
        # Only pasting a whole sheet, hidden cells included, brings them there: what stood in the cell is gone.
        "P30",
        Severity.RETURN,
        "填报格里是表的隐藏标记",
        "这一格里是‘{found}’，它是表内隐藏的行列标记，不是填报内容，没有读取。",
        "请在原空表的这一格重新填写。",
        "把整张表连同隐藏的行列转置或错位粘贴，隐藏的标记落进了填报格。",
        "用原空表重新填写，不要转置粘贴整张表。",
    ),
    CodeEntry(
        # Nobody sees it in Excel or WPS, and it may be an old figure or the one that was meant.
        "P31",
        Severity.EXPLAIN,
        "合并单元格下面盖着内容",
        "下列内容被合并单元格盖住，看不见，没有读取：{listed}。",
        "请取消合并看一看，把要报的内容填在合并格左上角，其余删除后再合并。",
        "用别的软件或程序生成、转换了工作簿，或合并时选了保留被盖住的内容。",
        "只在合并格左上角保留要报的内容。",
    ),
    CodeEntry(
        "P32",
        Severity.NOTE,
        "拆开的合并格里内容相同",
        "合并的格子被拆开并填满，每处内容相同，按一个读取：{listed}。",
        "不影响读取；下次请不要取消合并。",
        "取消了合并单元格，又向下或向右填充了原来的内容。",
        "不影响读取。",
    ),
    CodeEntry(
        "P33",
        Severity.NOTE,
        "有批注",
        "{lead}批注里的内容没有读取：{listed}。",
        "批注只供查看，不作填报内容；要报的请填在格内。",
        "在单元格上插入了批注（备注）。",
        "要报的内容填在格内；出错说明写在出错说明栏。",
    ),
    CodeEntry(
        "P34",
        Severity.NOTE,
        "有浮动的图片或图表",
        "{lead}浮动的图片或图表没有读取：{listed}。",
        "图里的文字和数字读不出来；要报的请键入格内，佐证图片请另发文件。",
        "在表上贴了截图、扫描件、图章或图表。",
        "要报的内容键入格内，图片另送。",
    ),
    CodeEntry(
        "P35",
        Severity.NOTE,
        "有文本框",
        "{lead}文本框里的内容没有读取：{listed}。",
        "文本框不是填报格；要报的请填在格内。",
        "在表上插入了文本框或写了字的图形。",
        "把文字移到填报格或出错说明里，删去文本框。",
    ),
    CodeEntry(
        # Never opened: an embedded file may be anything.
        "P36",
        Severity.NOTE,
        "有嵌入的文件或控件",
        "{lead}嵌入的文件或控件没有打开：{listed}。",
        "佐证材料请另发文件，不要嵌在表里。",
        "用“插入对象”把文档放进了表里，或表里有控件。",
        "取出嵌入的文件，另行报送。",
    ),
    CodeEntry(
        # Read like all other contents, for it is in the cell; but whoever prints the form does not see it.
        "P37",
        Severity.EXPLAIN,
        "填报内容看不见",
        "下列填报内容的字和底是同一个颜色，打印出来看不见，已照常读取：{listed}。",
        "请核对是否要报；要报的请改回黑色，不要的请删除。",
        "把字设成了白色（或与底色相同的颜色），多半是想藏起旧数。",
        "改回黑色，或删去内容。",
    ),
    CodeEntry(
        "P38",
        Severity.EXPLAIN,
        "隐藏的工作表里有内容",
        "工作簿里有一张隐藏的工作表‘{found}’，其中 {count} 个有内容的单元格没有读取{listed}。",
        "请取消隐藏看一看；不需要的请删除，要报的请填在表里。",
        "从别的工作簿带来了隐藏的工作表，或把内容藏了起来。",
        "删去隐藏的工作表，或说明它的用处。",
    ),
    CodeEntry(
        "P39",
        Severity.NOTE,
        "隐藏的标记不在原处",
        "表内隐藏的行列标记出现在别的格子里：{listed}。",
        "标记不是填报内容，没有读取；请在原空表上填写，不要移动隐藏的行列。",
        "连同隐藏的行列一起复制、粘贴或移动了单元格。",
        "用原空表填写。",
    ),
)
