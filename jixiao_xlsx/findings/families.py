"""The families of finding codes: a letter for each, in the order of a file's way through the program."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao_xlsx.findings.catalogue import CATALOGUE
from jixiao_xlsx.findings.entry import CodeEntry


@dataclass(frozen=True, slots=True)
class Family:
    """A family: the letter its codes begin with, its name, and what it is about."""

    letter: str
    name: str
    about: str

    @property
    def title(self) -> str:
        return f"{self.letter} {self.name}：{self.about}"


# A letter never changes its meaning: codes stand in letters and stores of past years.
FAMILIES: tuple[Family, ...] = (
    Family("F", "文件", "打不开，或不是工作簿"),
    Family("S", "封签", "不是要收的表、年度、单位，或封签被改动"),
    Family("P", "版面", "行、列、印刷文字和公式不在原来的位置，或被改动"),
    Family("V", "填写", "一格的内容读不出、超出限制，或写法不规范"),
    Family("R", "规则", "必填、条数、应填数和表样自己的勾稽关系"),
    Family("T", "指标", "指标和指标值本身的毛病"),
    Family("G", "通查", "任何表都要看的：计量单位、雷同文字、年度、姓名、得分"),
    Family("C", "评分", "得分、总分和等级与按指标值、完成值算出的不符"),
)

TUNABLE = ("T", "G", "C")
"""The families whose weight an office or a form may set; what a form's own rules weigh stands in the form."""


def by_family() -> tuple[tuple[Family, tuple[CodeEntry, ...]], ...]:
    """Every family with its entries in the order of the catalogue."""
    return tuple(
        (family, tuple(entry for entry in CATALOGUE.values() if entry.code.startswith(family.letter)))
        for family in FAMILIES
    )
