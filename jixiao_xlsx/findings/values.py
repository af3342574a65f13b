"""The V 填报值 family: a cell's content that a kind cannot take, or takes with a note."""

from __future__ import annotations

from jixiao_xlsx.findings.entry import CodeEntry
from jixiao_xlsx.findings.finding import Severity
from jixiao_xlsx.findings.shown_values import SHOWN

RETURN, EXPLAIN, NOTE = Severity.RETURN, Severity.EXPLAIN, Severity.NOTE

# fmt: off
# 1xx: the content cannot be taken; the cell counts as unreadable, neither blank nor zero.
_UNREADABLE: tuple[CodeEntry, ...] = (
    CodeEntry(
        "V101",
        RETURN,
        "不是数字",
        "应填{expected}，实填‘{found}’。",
        "{ask}",
        cause="数字格里填了文字、中文数字或别的符号。",
        cure="删去文字，只留阿拉伯数字。",
    ),
    CodeEntry(
        # A word in a number cell is neither 0 nor blank: only the filler knows which was meant.
        "V102",
        RETURN,
        "用符号或文字表示没有",
        "应填{expected}，实填‘{found}’。",
        "没有请留空，为零请填 0。",
        cause="用横线、斜线、‘无’一类的写法表示没有数，看不出是空白还是零。",
        cure="没有数的留空，数为零的填 0。",
    ),
    CodeEntry(
        # Never converted: 48万元 in a form of 元 may be 48 元 with the wrong words.
        "V103",
        RETURN,
        "单位不符",
        "‘{found}’里写了‘{tail}’，{rule}。",
        "请核对换算后再填。{ask}",
        cause="数字后面带了别的计量单位或说明文字。系统不替填报人换算。",
        cure="换算成本格的计量单位，只填数字。",
    ),
    CodeEntry(
        "V104",
        RETURN,
        "填了百分数",
        "应填{expected}，实填百分数‘{found}’。",
        "{ask}",
        cause="金额、数量、分值一类的格里填了带 % 的数。",
        cure="填实际的数，不填比例。",
    ),
    CodeEntry(
        "V105",
        RETURN,
        "数字格里是日期",
        "应填{expected}，格内却是日期或时间 {found}。",
        "请清空这一格后重新填写。{ask}",
        cause="输入 1-2、3/5 一类的内容时，Excel 自动改成了日期。",
        cure="清空后重新输入数字。",
    ),
    CodeEntry(
        "V106",
        RETURN,
        "不是整数",
        "应填整数，实填‘{found}’。",
        "{ask}",
        cause="按个数统计的格里填了小数。",
        cure="填整数；若小数无误，请核对是否填错了格。",
    ),
    CodeEntry(
        # A number that Excel does not keep would come back as another one.
        "V107",
        RETURN,
        "数字过长",
        "‘{found}’位数太多，Excel 只保留前 15 位数字。",
        "请核对位数。{ask}",
        cause="数字超过 15 位有效数字，后面的位数在 Excel 里已经或将会变成 0。",
        cure="核对是否多填了位数，或把两个数填进了一格。",
    ),
    CodeEntry(
        "V108",
        RETURN,
        "逗号、空格或小数点的位置不对",
        "‘{found}’里逗号、空格或小数点的位置不对，读不出是多少。",
        "请去掉逗号和空格。{ask}",
        cause="千分位不是三位一组、有两个小数点，或一格里填了两个数。",
        cure="去掉逗号和空格，小数点只用一个。",
    ),
    CodeEntry(
        "V109",
        RETURN,
        "错误值",
        "格内是错误值 {found}。",
        "请删去公式，直接填写{expected}。",
        cause="格内公式引用的内容已被删除，或计算出错。",
        cure="删去公式，直接填写结果。",
    ),
    CodeEntry(
        "V110",
        RETURN,
        "不是日期",
        "应填日期，实填‘{found}’。",
        "{ask}",
        cause="日期格里填了别的内容，或日期的写法无法识别。",
        cure="按‘2024年1月14日’的写法填写。",
    ),
    CodeEntry(
        "V111",
        RETURN,
        "日期不完整",
        "‘{found}’不是完整的日期，缺{lack}。",
        "请把年、月、日写全。{ask}",
        cause="只写了年月或月日。系统不替填报人补。",
        cure="把年、月、日写全。",
    ),
    CodeEntry(
        "V112",
        RETURN,
        "没有这一天",
        "‘{found}’不是可用的日期。",
        "请核对年、月、日，年份应在 {least} 至 {most} 之间。",
        cause="月或日超出范围（例如 2 月 30 日），或年份明显写错。",
        cure="核对后改正。",
    ),
    CodeEntry(
        "V113",
        RETURN,
        "不在可选项中",
        "‘{found}’不在可选项中。",
        "{ask}{near}",
        cause="没有从下拉列表里选，而是自己填写或粘贴了别的内容。",
        cure="从下拉列表里选一项。",
    ),
    CodeEntry(
        "V114",
        RETURN,
        "指标值被改成了日期",
        "格内是日期或时间 {found}，原来填的内容已看不出。",
        "请清空这一格，先输入一个英文单引号再填写，例如 '3-5。",
        cause="输入 1/2、3-5、1:3 一类的内容时，Excel 自动改成了日期或时间。",
        cure="清空后先输入英文单引号，再输入内容。",
    ),
    CodeEntry(
        # The last digits of an identity number or account are zeros by now; a text typed anew has them.
        "V115",
        RETURN,
        "长编码丢失了位数",
        "这一格的长数字已被 Excel 改成 {found}，15 位以后的数字已经丢失。",
        "请清空这一格，先输入一个英文单引号再填写全部数字。",
        cause="超过 15 位的编码或号码存成了数字。",
        cure="清空后先输入英文单引号，再输入全部数字。",
    ),
)

# 2xx: the content has been read, but it breaks a limit or is doubtful.
_LIMITS: tuple[CodeEntry, ...] = (
    CodeEntry(
        "V201",
        RETURN,
        "小于下限",
        "不应小于 {least}，实填‘{found}’。",
        "请核对后改正。",
        cause="数字小于本格允许的最小值。",
        cure="核对数字、正负号和计量单位。",
    ),
    CodeEntry(
        "V202",
        RETURN,
        "大于上限",
        "不应大于 {most}，实填‘{found}’。",
        "请核对后改正。",
        cause="数字大于本格允许的最大值。",
        cure="核对数字、小数点和计量单位。",
    ),
    CodeEntry(
        "V203",
        RETURN,
        "文字超长",
        "最多 {most} 字，实有 {count} 字。",
        "请删去至少 {over} 字。",
        cause="文字超过本格规定的字数；标点、空格和换行都算字数，罕用字和表情算两个，和 Excel 数的一样。",
        cure="精简文字。",
    ),
    CodeEntry(
        "V204",
        RETURN,
        "文字过短",
        "至少 {least} 字，实有 {count} 字。",
        "请写完整。",
        cause="文字少于本格规定的字数；编码少了位数多半是前面的 0 丢了。",
        cure="补写完整。",
    ),
    CodeEntry(
        # The value is kept with all its decimals; only the printed form shows fewer.
        "V205",
        NOTE,
        "小数位数过多",
        "‘{found}’的小数超过 {decimals} 位，表上只显示 {decimals} 位。",
        "请四舍五入到 {decimals} 位小数后再填，以免合计对不上。",
        cause="由别的单位换算或由公式得来的数，小数位数比表上显示的多。",
        cure="四舍五入到表上显示的位数。",
    ),
    CodeEntry(
        "V206",
        EXPLAIN,
        "百分数过大",
        "这一格是 {found}，超过 1000%。",
        "请核对是否多乘了 100；确实如此的请说明。",
        cause="在百分数格里填了未除以 100 的数。",
        cure="改成正确的百分数，例如 95%；确实如此的在出错说明里写明。",
    ),
    CodeEntry(
        "V207",
        EXPLAIN,
        "货币符号与单位不符",
        "‘{found}’带了表示元的符号，本格单位为{measure}，暂按 {value} {measure}读入。",
        "请核对单位。{ask}",
        cause="数字前面有￥、人民币一类的符号，而本格的计量单位不是元。",
        cure="核对后只填数字。",
    ),
    CodeEntry(
        # 1.5 may be 150 % or 1.5 %: both are possible, and only one is right.
        "V208",
        EXPLAIN,
        "看不出是小数还是百分数",
        "‘{found}’看不出是 {as_fraction} 还是 {as_points}，暂按 {as_fraction} 读入。",
        "请重新填写，格内应显示 {as_fraction} 这样带百分号的数。",
        cause="百分数格里填了大于 1 又没有百分号的数，两种理解都说得通。",
        cure="重新填写，让格内显示带百分号的数。",
    ),
    CodeEntry(
        "V209",
        RETURN,
        "没有内容的文字",
        "只有空格或换行，没有内容。",
        "请填写内容，没有请留空。",
        cause="预填的内容是空白。",
        cure="留空或填写内容。",
    ),
)

# 3xx: the content has been read; the note says how.
_NOTES: tuple[CodeEntry, ...] = (
    CodeEntry(
        "V301", NOTE, "数字写法不规范", "‘{found}’按 {value} 读入。", "请只用半角数字和小数点，不加空格、逗号和符号。",
        cause="数字里有空格、逗号、全角字符、货币符号，或用了科学记数法。",
        cure="只用半角数字和小数点。",
    ),
    CodeEntry(
        "V302", NOTE, "数字存成了文本", "‘{found}’存成了文本，已按数字读入。",
        "Excel 求和时不计文本，请重新输入这个数字。",
        cause="从别处粘贴来的数字是文本，表内合计不会计入它。",
        cure="重新输入数字。",
    ),
    CodeEntry(
        "V303", NOTE, "数字带了单位", "‘{found}’按 {value} 读入。", "单位已印在表上，请只填数字。",
        cause="数字后面写了与本格一致的计量单位。",
        cure="删去单位，只填数字。",
    ),
    CodeEntry(
        "V304", NOTE, "括号表示负数", "‘{found}’按负数 {value} 读入。", "负数请用减号，例如 -5.00。",
        cause="按记账习惯用括号表示负数。",
        cure="改用减号。",
    ),
    CodeEntry(
        "V305", NOTE, "没有百分号", "‘{found}’没有百分号，按 {value} 读入。", "请核对，格内应显示 {value}。",
        cause="百分数格里填了没有百分号的数，作小数理解会超出本格的上限。",
        cure="重新填写，让格内显示带百分号的数。",
    ),
    CodeEntry(
        "V306", NOTE, "日期写法不规范", "‘{found}’按 {value} 读入。", "请按‘2024年1月14日’的写法填写。",
        cause="日期写成了八位数字、存成了序号，或带了时刻。",
        cure="按‘2024年1月14日’的写法填写。",
    ),
    CodeEntry(
        # Leading zeros that a number cell dropped cannot be told from those that never were.
        "V307", NOTE, "编码或号码存成了数字", "存成了数字，按‘{value}’读入，前面的 0 可能已经丢失。",
        "请核对；如有缺失，先输入一个英文单引号再填写。",
        cause="编码或电话存成了数字，前面的 0 会被 Excel 去掉。",
        cure="核对；如有缺失，先输入英文单引号再填写。",
    ),
    CodeEntry(
        "V308", NOTE, "文字格里不是文字", "格内是日期、时间或逻辑值，按‘{value}’读入。", "请核对是否就是要填的内容。",
        cause="Excel 把输入的内容自动改成了日期、时间或逻辑值。",
        cure="核对；不对的先输入英文单引号再填写。",
    ),
    CodeEntry(
        "V309", NOTE, "百分数存成了数字", "格内数字显示为百分数，按‘{value}’读入。", "请核对。",
        cause="输入的百分数被存成了小数，按看到的样子读入。",
        cure="核对即可。",
    ),
    CodeEntry(
        "V310", NOTE, "看似空白", "这一格看似空白，其实有看不见的字符，按空白处理。", "请选中后按 Delete 键清空。",
        cause="从网页或别的文件粘贴来的不间断空格、零宽字符。",
        cure="选中这一格，按 Delete 键清空。",
    ),
    CodeEntry(
        "V311", NOTE, "不能保存的字符", "含有工作簿不能保存的控制字符（{signs}），读入时已去掉。",
        "请核对文字是否完整。",
        cause="从别的程序粘贴来的控制字符。",
        cure="核对文字，删去乱码。",
    ),
    CodeEntry(
        "V312", NOTE, "按可选项读入", "‘{found}’按‘{value}’读入。", "请从下拉列表中选择。",
        cause="用勾、叉、逻辑值，或比较符号的另一种写法（>=、大于等于、不低于）代替了可选项。",
        cure="从下拉列表里选一项。",
    ),
)
# fmt: on

CODES: tuple[CodeEntry, ...] = (*_UNREADABLE, *SHOWN, *_LIMITS, *_NOTES)
