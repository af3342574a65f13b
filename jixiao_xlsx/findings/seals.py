"""The S 封签 family: no form of ours, or the wrong form, year or agency."""

from __future__ import annotations

from jixiao_xlsx.findings.entry import CodeEntry
from jixiao_xlsx.findings.finding import Severity

# A wrong form, year or agency is refused before reading: its figures would stand in somebody else's place.
CODES: tuple[CodeEntry, ...] = (
    CodeEntry(
        "S01",
        Severity.RETURN,
        "不是下发的表",
        "这个工作簿不是本工具下发的表，也认不出是哪一张表。",
        "请在财政部门下发的空表上填报后再报送。",
        "报送了别的工作簿，或改得面目全非。",
        "找到下发的空表，在上面填报。",
    ),
    CodeEntry(
        "S02",
        Severity.RETURN,
        "表不对",
        "这是‘{found}’，应报‘{expected}’。",
        "请报送正确的表。",
        "把另一张表当作这张表报送了。",
        "核对表名，报送正确的表。",
    ),
    CodeEntry(
        "S03",
        Severity.RETURN,
        "年度不对",
        "这是 {found} 年度的表，应报 {expected} 年度。",
        "请用 {expected} 年度下发的空表填报。",
        "用了往年的空表。",
        "用当年下发的空表重新填报。",
    ),
    CodeEntry(
        "S04",
        Severity.RETURN,
        "单位不对",
        "这是发给‘{found}’的表，应为‘{expected}’。",
        "请用发给本单位的空表填报。",
        "用了别的单位的空表。",
        "用发给本单位的空表重新填报。",
    ),
    CodeEntry(
        # The seal inside the form is enough; the metadata sheet stays behind whenever a sheet is copied.
        "S05",
        Severity.NOTE,
        "元数据表缺失",
        "隐藏的元数据表不见了，表、单位和年度取自表内。",
        "不影响读取；请尽量在原工作簿里填报。",
        "把表复制或粘贴到了新的工作簿。",
        "不影响读取。",
    ),
    CodeEntry(
        # Two identities in one file: whichever is taken, the figures may be the other's.
        "S06",
        Severity.RETURN,
        "封签不一致",
        "一本工作簿里有两份不同的表：‘{found}’与‘{expected}’。",
        "请一个单位（项目）一个工作簿，分开报送；不要把别的工作簿里的表粘进来。",
        "把另一个单位、年度或版次的工作表复制进来，或把表移进了另一个工作簿。",
        "用发给本单位的工作簿重新填报。",
    ),
    CodeEntry(
        "S07",
        Severity.EXPLAIN,
        "封签被改动",
        "表里的下发信息核对不上，表名、年度或单位可能被改过。",
        "请用原空表重新填报，或说明情况。",
        "隐藏的封签被改写，或用了别处下发的空表。",
        "用原空表重新填报。",
    ),
    CodeEntry(
        # Another edition of the same form may still be read by its labels.
        "S08",
        Severity.EXPLAIN,
        "版次对不上",
        "这份空表的版面（{found}）与现在的表样（{expected}）不同，已按印刷标签读取。",
        "请财政部门核对表样版次。",
        "空表由另一版表样生成。",
        "把下发时的表样放进 specs 后重新读取。",
    ),
    CodeEntry(
        "S09",
        Severity.EXPLAIN,
        "没有封签",
        "工作簿里没有下发时的信息，按印刷文字认出是 {expected} 年度的‘{found}’。",
        "请核对单位与年度；下次请在下发的空表上填报。",
        "只复制了看得见的部分，或自己重做了表。",
        "核对单位与年度，必要时用原空表重新报送。",
    ),
    CodeEntry(
        "S10",
        Severity.RETURN,
        "空表没有填写",
        "这份表还没有填写。",
        "请填好后再报送。",
        "报送的是下发时的空表。",
        "填好后重新报送。",
    ),
    CodeEntry(
        # A guessed year would put the figures among another year's.
        "S11",
        Severity.RETURN,
        "看不出年度",
        "没有下发时的信息，表上也看不出年度：像是‘{found}’。",
        "请用下发的空表重新填报；财政部门读取时可以指明年度。",
        "只复制了看得见的部分，而表上没有印年度。",
        "用原空表重新报送。",
    ),
    CodeEntry(
        "S13",
        Severity.RETURN,
        "不认得这张表的表样",
        "下发信息写的是表‘{found}’（{expected} 年度），这里没有它的表样，没有读取。",
        "财政部门读取时请一并给出它的 YAML 表样。",
        "空表由自己写的表样生成，读取时没有给出这个表样。",
        "读取时一并给出表样文件。",
    ),
    CodeEntry(
        # The office changed its form while blanks were out: nothing that a department could or should do.
        "S30",
        Severity.NOTE,
        "空表按以前的表样下发",
        "这份空表下发以后表样改过，已按{found}读取，再按键对到现在的表样。{sure}",
        "供财政部门知晓，填报单位不用改。",
        "空表已经发出，表样又改了标签、行、栏或限度。",
        "不用处理；想看改动对已发空表的影响，可以比较新旧两份表样。",
    ),
    CodeEntry(
        # Values of a row that the form has no more: lost they must not be, and put elsewhere neither.
        "S31",
        Severity.NOTE,
        "现在的表样没有位置",
        "空表上填了 {count} 处，现在的表样没有它们的位置，没有进入记录：{listed}。",
        "请财政部门核对：改了键的请在表样里写明原来的键，然后重新读取；确已不要的不用处理。",
        "表样删去了这些行、栏或格，改了键而没有写原来的键，或改了填报类型。",
        "改了键的，在表样里写 was: 原来的键，再重新读取。",
    ),
    CodeEntry(
        "S32",
        Severity.NOTE,
        "空表上没有问",
        "现在的表样问了空表上没有的：{found}。",
        "请财政部门决定要不要补问；填报单位没有漏填。",
        "空表下发以后表样添了行、栏或格。",
        "需要的，另发新表补填，或由财政部门更正时补上。",
    ),
    CodeEntry(
        # Against what the blank itself allowed nobody did anything wrong.
        "S33",
        Severity.NOTE,
        "不合现在的限度",
        "填的是‘{found}’，空表上允许，现在的表样不收：{complaint}",
        "请财政部门核对；空表下发时的限度不是这样。",
        "空表下发以后表样改了限度、可选的各项或计量单位。",
        "由财政部门核对，必要时更正，或请单位确认。",
    ),
    CodeEntry(
        # Whichever is the true one, the better known counts; and somebody changed a hidden sheet, or a program did.
        "S34",
        Severity.NOTE,
        "空表自带的版面不作数",
        "空表自带的版面{why}，没有用它。",
        "请财政部门核对这份文件的来历。",
        "隐藏的元数据表被改动、截断，或换成了另一份空表的。",
        "一般不影响读取；来历可疑的，请单位用原空表重报。",
    ),
    CodeEntry(
        # A total that was right on the blank is not wrong because its row is gone from the form.
        "S35",
        Severity.NOTE,
        "表样改动引起的出入",
        "表样改动以后才有的出入：{found}",
        "请财政部门核对；按空表下发时的表样，填报单位不必改。",
        "空表下发以后表样改了公式、必填，或删、添了公式用到的行和栏。",
        "由财政部门核对，必要时另发新表。",
    ),
)
