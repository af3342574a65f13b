"""The script: who sends when, in what shape, with which mistakes; twenty days in which everything happens once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from jixiao_xlsx.season.demo.playing.mail import Style


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a season."""

    issued: date
    deadline: date
    sent_back: date
    due_again: date


def season_days(year: int) -> Days:
    """The days of the season of a year: issued on 24 February, due on 20 March."""
    # As in a real season: 24 days to fill, five to look through, nine to correct.
    issued, deadline = date(year, 2, 24), date(year, 3, 20)
    return Days(issued, deadline, deadline + timedelta(days=5), deadline + timedelta(days=14))


class Habit(StrEnum):
    """How an agency goes about sending."""

    NORMAL = "一封邮件带齐"
    SILENT = "一直没有报"
    TWICE = "同一份从两个邮箱各发一次"
    EARLY_SECOND = "没等退回又发了第二版"
    OLD_LATER = "旧稿的邮件后到"
    NEIGHBOUR = "借用了别的单位的空表"
    LAST_YEAR = "用了去年的空表"
    ONLY_SCANS = "只发了扫描件和截图"
    WITH_SCAN = "另附扫描件"
    FOR_OTHERS = "替下属单位打包报项目表"


@dataclass(frozen=True, slots=True)
class AgencyScript:
    """One agency's part in the first round. `day` counts from the issue; `mistakes` are names from MISTAKES;
    `saved_as` and `names` tell by the form's alias in which format a file is saved and how it is called;
    `others` are agencies whose project forms it sends, whoever is among them does not."""

    day: int
    style: Style = Style.STANDARD
    mistakes: tuple[str, ...] = ()
    habit: Habit = Habit.NORMAL
    saved_as: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    neighbour: str = ""


# The tenth day is the middle of a season.
ORDINARY = AgencyScript(10)
PASSWORD = "密码"

# Each mistake, format and habit once: days from the issue, 24 is the deadline, 28 is late.
PARTS: Mapping[str, AgencyScript] = {
    "101": AgencyScript(6),
    "101001": AgencyScript(8, Style.ENCODED, ("分值合计不是一百",)),
    "101002": AgencyScript(0, habit=Habit.SILENT),
    "101003": AgencyScript(11, Style.RAW_GBK, ("按万元填进了元的表",)),
    "101004": AgencyScript(12, Style.ENCODED_GBK, saved_as={"P1": "xls"}),
    "101005": AgencyScript(5, habit=Habit.NEIGHBOUR, neighbour="101006"),
    "101006": AgencyScript(9, Style.ENCODED),
    "101007": AgencyScript(14, names={"S0": "最终版2.xlsx", "S4": "附件2 自评材料（定稿）.xlsx"}),
    "202": AgencyScript(15, Style.STANDARD, ("支出超过预算两倍并作了说明",), Habit.WITH_SCAN),
    "202001": AgencyScript(16, Style.ENCODED_GBK, ("一段文字空着",)),
    "202002": AgencyScript(13, habit=Habit.ONLY_SCANS),
    "202003": AgencyScript(17, saved_as={"S0": "ods"}),
    "202004": AgencyScript(18, Style.FORWARDED),
    "202005": AgencyScript(19, Style.ENCODED, ("目标比职能少一条",)),
    "202006": AgencyScript(20, Style.RAW_UTF8, ("金额格里写了文字",)),
    "202007": AgencyScript(12, habit=Habit.TWICE),
    "303": AgencyScript(7, Style.ENCODED),
    "303001": AgencyScript(10, Style.STANDARD, ("一条职能超过150字",), Habit.EARLY_SECOND),
    "303002": AgencyScript(21, Style.ENCODED_GBK, ("得分超过分值",)),
    "303003": AgencyScript(22, Style.STANDARD, ("日期只写到月",)),
    "303004": AgencyScript(16, Style.ENCODED, saved_as={"S0": PASSWORD}),
    "303005": AgencyScript(18, Style.STANDARD, ("指标没有写指标值",)),
    "303006": AgencyScript(15, Style.STANDARD, habit=Habit.OLD_LATER),
    "303007": AgencyScript(28, Style.ENCODED, ("提示语没有替换",)),
    "404": AgencyScript(20, Style.ENCODED_GBK, habit=Habit.FOR_OTHERS, others=("404001", "404002", "404003")),
    "404001": AgencyScript(11, Style.STANDARD, ("在区块里插入了一行",)),
    "404002": AgencyScript(13, Style.ENCODED, ("交回没有填的空表",)),
    "404003": AgencyScript(14, Style.STANDARD, ("必填的金额空着",)),
    "404004": AgencyScript(17, Style.ENCODED_GBK, ("删除了一行",)),
    "404005": AgencyScript(0, habit=Habit.SILENT),
    "404006": AgencyScript(19, Style.STANDARD, ("扣了分没有写原因", "插入了一列")),
    "404007": AgencyScript(21, Style.RAW_GBK, ("复制到了新的工作簿",)),
    "505": AgencyScript(9, Style.ENCODED, ("按元填进了万元的表",)),
    "505001": AgencyScript(12, Style.STANDARD, ("在表外写了备注", "合计上键入了别的数")),
    "505002": AgencyScript(8, Style.ENCODED_GBK, habit=Habit.LAST_YEAR),
    "505003": AgencyScript(23, Style.BROKEN, ("解除了保护",)),
    "505004": AgencyScript(22, Style.STANDARD, ("指标值写按实际发生数", "改写了标签")),
    "505005": AgencyScript(0, habit=Habit.SILENT),
    "505006": AgencyScript(20, Style.STANDARD, ("粘贴了全角数字",)),
    "505007": AgencyScript(24, Style.ENCODED_GBK, ("千分位的逗号放错了",), saved_as={"S4": "xls"}),
}
"""By agency code; who is not here plays an ordinary part."""

STILL_WRONG = ("202006", "funds.general.amount", "3200万元整")
"""The agency whose second version is wrong again: the key, and what it pastes there this time."""

OLD_DRAFT = "303005"
"""The agency whose older draft comes in after the second version."""


def script_of(agency: str) -> AgencyScript:
    """The part of an agency."""
    return PARTS.get(agency, ORDINARY)


def sent_by_another(agency: str) -> bool:
    """Whether the department above sends this agency's project forms."""
    return any(agency in part.others for part in PARTS.values())
