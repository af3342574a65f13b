"""The C 评分 family, second part: what a 自评 says of itself."""

from __future__ import annotations

from jixiao_xlsx.findings.entry import CodeEntry
from jixiao_xlsx.findings.finding import Severity

# A regional rule may give what these doubt: none is sent back for it.
CODES: tuple[CodeEntry, ...] = (
    CodeEntry(
        "C08",
        Severity.EXPLAIN,
        "逾期完成仍得满分",
        "时限是‘{expected}’，完成情况是‘{found}’，晚于时限，却得了满分 {reason} 分。",
        "请核对完成时间，改正得分；经批准延期的写明批准情况。",
        "没有按时完成，时效指标照打满分。",
        "改正完成时间或得分，或说明原因。",
    ),
    CodeEntry(
        "C09",
        Severity.EXPLAIN,
        "没有完成仍得满分",
        "指标值是‘{expected}’，完成情况是‘{found}’，没有完成，却得了满分 {reason} 分。",
        "请核对完成情况，改正得分，或说明得满分的原因。",
        "完成情况写着未完成、部分完成，或低于指标值，得分没有扣减。",
        "改正完成情况或得分，或说明原因。",
    ),
    CodeEntry(
        "C10",
        Severity.EXPLAIN,
        "远超指标值没有说明",
        "完成‘{found}’是指标值‘{expected}’的 {reason}，这里没有写原因。",
        "请核对完成值的数和单位；确实超出很多的，说明原因，例如指标值定得偏低。",
        "指标值定得过低，或完成值多写了一位、用了另一个单位。",
        "改正完成值，或写明超出的原因。",
    ),
    CodeEntry(
        "C11",
        Severity.EXPLAIN,
        "完成值写成了指标值的样子",
        "实际完成值写的是‘{found}’，带着‘{reason}’一类的比较词，看不出实际完成了多少。",
        "请写实际完成的数，例如 96.5%；确实没有准确数的说明原因。",
        "把指标值照抄成了完成值。",
        "改为实际完成的数，或说明原因。",
    ),
    CodeEntry(
        "C12",
        Severity.EXPLAIN,
        "完成值超过 100%",
        "‘{name}’的完成值是‘{found}’，这类比率不会超过 100%。",
        "请核对；写的是任务完成率的，请在名称里写明，或说明算法。",
        "算错了比率，或把完成数与计划数之比写成了合格率、覆盖率。",
        "改正完成值，或说明算法。",
    ),
    CodeEntry(
        "C13",
        Severity.NOTE,
        "完成值与指标值处处相同",
        "{count} 项有数的指标，完成值与指标值全都相同{reason}。",
        "请核对是不是照抄了指标值；确实如此的可以不改。",
        "把指标值原样抄作完成值。",
        "按实际填写完成值；确实相同的可以不改。",
    ),
    CodeEntry(
        "C14",
        Severity.NOTE,
        "各项都得满分",
        "{count} 项得分全是满分，总分 {found} 分。",
        "请核对有没有该扣未扣的；确实全部完成的可以不改。",
        "没有逐项评价，一律打了满分。",
        "逐项核对得分；确实如此的可以不改。",
    ),
    CodeEntry(
        "C15",
        Severity.EXPLAIN,
        "一项指标分值过重",
        "‘{name}’一项的分值是 {found} 分，占全部指标分值 {expected} 分的 {reason}。",
        "请重新分配分值，或说明原因。",
        "分值集中在一项指标上，其他指标形同虚设。",
        "重新分配分值，或说明原因。",
    ),
    CodeEntry(
        "C16",
        Severity.EXPLAIN,
        "满意度分值不合常例",
        "满意度指标的分值是 {found} 分，占全部指标分值 {expected} 分的 {reason}，一般在一成上下。",
        "请核对分值；本地另有规定的请说明。",
        "满意度的分值过重或过轻。",
        "调整分值，或说明本地的规定。",
    ),
    CodeEntry(
        "C17",
        Severity.EXPLAIN,
        "执行率低仍得满分",
        "执行数 {found} 是预算数 {expected} 的 {reason}，执行率却得了满分。",
        "请按执行率改正得分；本地办法另有规定的说明。",
        "执行率的得分没有按执行率计算。",
        "改正得分，或改正预算数、执行数，或说明原因。",
    ),
    CodeEntry(
        "C18",
        Severity.EXPLAIN,
        "钱没有用，事已办完",
        "预算一共 {expected}，只执行了 {found}（{reason}），指标却几乎全部完成，表里没有说明钱为什么没有用。",
        "请核对执行数和完成情况；确实如此的说明原因，例如尚未结算、节约了资金。",
        "执行数漏填、填错了单位，或完成情况没有按实际填写。",
        "改正执行数或完成情况，或说明原因。",
    ),
)
