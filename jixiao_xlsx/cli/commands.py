"""The commands of `jixiao`, in the order of a season: where each stands and its one line of help."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec


@dataclass(frozen=True)
class Entry:
    """A command that is imported only when somebody runs it."""

    name: str
    module: str
    attribute: str
    summary: str


_ALL = (
    Entry("demo", "jixiao_xlsx.cli.demo", "demo", "演示：用自带样例走一遍下发、填报、读取、汇总"),
    Entry("issue", "jixiao_xlsx.cli.issue", "issue", "下发：按表样生成锁定的空表"),
    Entry("read", "jixiao_xlsx.cli.read", "read", "读取：把填好的工作簿读成记录，并给出审核意见"),
    Entry("review", "jixiao_xlsx.cli.review", "review", "审核：把意见标在填报件上退回，并生成退回单"),
    Entry("rollup", "jixiao_xlsx.cli.rollup", "rollup", "汇总：把各单位的记录汇成一张表"),
    Entry("draw", "jixiao_xlsx.cli.draw", "draw", "版面：列出一张表每个格子的位置和用途"),
    Entry("check", "jixiao_xlsx.cli.check", "check", "检查：检查 YAML 表样，一次列出全部问题"),
    Entry("schema", "jixiao_xlsx.cli.schema", "schema", "导出表样语言的 JSON Schema，供编辑器提示"),
    Entry("target", "jixiao_xlsx.cli.target", "target", "解读一个指标值，如“≥95%”“400万人次”"),
    Entry("explain", "jixiao_xlsx.cli.explain", "explain", "解释一个审核意见代码：含义、原因、怎么改"),
)


def registered() -> dict[str, Entry]:
    """Return the entries whose module is part of this installation, by name; imports none of them."""
    return {entry.name: entry for entry in _ALL if find_spec(entry.module) is not None}
