"""The commands of `jixiao`, in the order of a season: where each stands and its one line of help."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec


@dataclass(frozen=True)
class CommandEntry:
    """A command that is imported only when somebody runs it; a trailed one leaves a line in the workspace's
    操作记录."""

    name: str
    module: str
    attribute: str
    summary: str
    trailed: bool = False


_ALL = (
    CommandEntry("demo", "jixiao_xlsx.cli.commands.demo", "demo", "演示：用自带样例走一遍下发、填报、读取、汇总"),
    CommandEntry("init", "jixiao_xlsx.cli.commands.init", "init", "新建一个年度的工作目录"),
    CommandEntry("roster", "jixiao_xlsx.cli.commands.roster", "roster", "单位名录：检查并列出", trailed=True),
    CommandEntry("issue", "jixiao_xlsx.cli.commands.issue", "issue", "下发：按表样生成锁定的空表", trailed=True),
    CommandEntry(
        "collect", "jixiao_xlsx.cli.commands.collect", "collect", "回收：从邮箱、邮件、压缩包、文件夹收件", trailed=True
    ),
    CommandEntry(
        "status", "jixiao_xlsx.cli.commands.status", "status", "报送台账：谁报了、报得怎样、逾期几天", trailed=True
    ),
    CommandEntry("chase", "jixiao_xlsx.cli.commands.chase", "chase", "催报：给没有报的单位写信", trailed=True),
    CommandEntry(
        "send-back",
        "jixiao_xlsx.cli.commands.send_back",
        "send_back",
        "退回：把审核意见和标注好的表退给单位",
        trailed=True,
    ),
    CommandEntry("decide", "jixiao_xlsx.cli.commands.decide", "decide", "审核结论：通过或退回，写明意见", trailed=True),
    CommandEntry(
        "waive", "jixiao_xlsx.cli.commands.waive", "waive", "豁免：免报一份表，或放过一条意见，写明理由", trailed=True
    ),
    CommandEntry(
        "correct", "jixiao_xlsx.cli.commands.correct", "correct", "更正：替单位改一个数，原来填的仍保留", trailed=True
    ),
    CommandEntry("extend", "jixiao_xlsx.cli.commands.extend", "extend", "延期：给一个单位更晚的期限", trailed=True),
    CommandEntry("take", "jixiao_xlsx.cli.commands.take", "take", "照收：待确认的来件按封签记账", trailed=True),
    CommandEntry(
        "assign", "jixiao_xlsx.cli.commands.assign", "assign", "归入：一个来件算作某单位的某一份", trailed=True
    ),
    CommandEntry("reject", "jixiao_xlsx.cli.commands.reject", "reject", "不收：一个来件退给发件人", trailed=True),
    CommandEntry("prefer", "jixiao_xlsx.cli.commands.prefer", "prefer", "以此为准：以较早的一个版本为准", trailed=True),
    CommandEntry(
        "settle", "jixiao_xlsx.cli.commands.settle", "settle", "核对过：“请核对”里的一句看过了，没有问题", trailed=True
    ),
    CommandEntry(
        "undo", "jixiao_xlsx.cli.commands.undo", "undo", "撤回：结论、更正、归属等办错了的，写明理由", trailed=True
    ),
    CommandEntry(
        "reread", "jixiao_xlsx.cli.commands.reread", "reread", "重读：用现在的规则再读一遍全部原件", trailed=True
    ),
    CommandEntry("log", "jixiao_xlsx.cli.commands.log", "log", "操作记录：谁在什么时候运行了什么"),
    CommandEntry("read", "jixiao_xlsx.cli.commands.read", "read", "读取：把填好的工作簿读成记录，并给出审核意见"),
    CommandEntry("review", "jixiao_xlsx.cli.commands.review", "review", "审核：把意见标在填报件上退回，并生成退回单"),
    CommandEntry("rollup", "jixiao_xlsx.cli.commands.rollup", "rollup", "汇总：把各单位的记录汇成一张表", trailed=True),
    CommandEntry(
        "export",
        "jixiao_xlsx.cli.commands.export",
        "export",
        "导出：JSON Lines、CSV 或 Parquet，每个数一行",
        trailed=True,
    ),
    CommandEntry("publish", "jixiao_xlsx.cli.commands.publish", "publish", "批复表和公开表", trailed=True),
    CommandEntry(
        "report", "jixiao_xlsx.cli.commands.report", "report", "报告：由填报的数据写出部门自评报告", trailed=True
    ),
    CommandEntry(
        "overview",
        "jixiao_xlsx.cli.commands.overview",
        "overview",
        "总览：一个年度的进度和问题，一个网页",
        trailed=True,
    ),
    CommandEntry(
        "diff", "jixiao_xlsx.cli.commands.diff", "diff", "比较：两个版本或两个年度，逐项列出增、减、改", trailed=True
    ),
    CommandEntry("draw", "jixiao_xlsx.cli.commands.draw", "draw", "版面：列出一张表每个格子的位置和用途"),
    CommandEntry("check", "jixiao_xlsx.cli.commands.check", "check", "检查：检查 YAML 表样，一次列出全部问题"),
    CommandEntry("schema", "jixiao_xlsx.cli.commands.schema", "schema", "导出表样语言的 JSON Schema，供编辑器提示"),
    CommandEntry("target", "jixiao_xlsx.cli.commands.target", "target", "解读一个指标值，如“≥95%”“400万人次”"),
    CommandEntry("explain", "jixiao_xlsx.cli.commands.explain", "explain", "解释一个审核意见代码：含义、原因、怎么改"),
)


def registered() -> dict[str, CommandEntry]:
    """Return the entries whose module is part of this installation, by name; imports none of them."""
    # find_spec looks without importing: `--help` answers in 150 ms.
    return {entry.name: entry for entry in _ALL if find_spec(entry.module) is not None}
