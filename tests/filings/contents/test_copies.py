"""Goals copied from duties, results from goals; and goals that only speak of the same matters."""

from __future__ import annotations

import pytest

import cpu
from filings.contents.said import REVIEWED, message, said, severities
from filings.filled import Cells
from jixiao_xlsx.findings import Severity

DUTY = "拟订全市婚姻管理和殡葬管理政策并组织实施，指导婚姻登记机关和殡葬服务机构的管理工作。"
SOCIAL = "统筹全市社会救助体系建设，负责城乡居民最低生活保障、特困人员救助供养和临时救助工作。"


def _goals(*goals: str, duties: tuple[str, ...] = (DUTY, SOCIAL)) -> Cells:
    cells: dict[str, str | None] = {f"duties[{place}].text": text for place, text in enumerate(duties, 1)}
    return cells | {f"goals[{place}].text": text for place, text in enumerate(goals, 1)}


@pytest.mark.parametrize(
    "goal",
    [
        DUTY,
        DUTY.replace("，", "、").rstrip("。"),
        f"1.{DUTY}",
        DUTY.replace("拟订全市", "落实全市"),
        DUTY.replace("组织实施", "认真组织实施"),
        f"{DUTY}{SOCIAL}",
        f" {DUTY} ",
        DUTY.replace("全市", "全市的"),
    ],
)
def test_a_goal_out_of_the_duties_is_told_once(goal: str) -> None:
    cells = _goals(goal, "全年救助困难群众一万二千人次，救助金按月足额发放。")
    assert said("S0", cells) == [("G29", "goals[1].text")]
    assert severities("S0", cells) == [Severity.EXPLAIN]
    assert "职能1" in message("S0", cells, "G29")


@pytest.mark.parametrize(
    "goal",
    [
        "婚俗改革和殡葬改革取得实效，清明祭扫平稳有序。",
        "办理婚姻登记一万对，合格率达到百分之百。",
        "推进婚俗改革；推进殡葬改革",
        "落实婚姻管理政策，全年办理结婚登记10560对。",
        "指导12家殡葬服务机构开展标准化建设，群众满意度达到95%以上。",
        f"{DUTY}全年办理登记一万对，新建公益性公墓三处，清明期间接待群众二十万人次，无安全事故。",
        DUTY.replace("组织实施", "组织实施，全年办理结婚登记10560对"),
        "完善低保标准动态调整机制，城乡低保标准提高百分之五。",
        "统筹城乡救助，做到应保尽保、应救尽救。",
        "完成市委、市政府交办的其他任务。",
    ],
)
def test_a_goal_on_the_same_matter_is_let_be(goal: str) -> None:
    assert said("S0", _goals(goal)) == []


def test_two_copies_are_told_apart_and_five_together() -> None:
    assert said("S0", _goals(DUTY, SOCIAL)) == [("G29", "goals[1].text"), ("G29", "goals[2].text")]
    duties = tuple(
        f"负责全市{matter}的规划、政策、标准和监督管理工作，并组织实施。"
        for matter in ("社会组织", "养老服务", "儿童福利", "区划地名", "慈善事业")
    )
    cells = _goals(*duties, duties=duties)
    assert said("S0", cells) == [("G29", "goals[1].text")]
    assert "共 5 格" in message("S0", cells, "G29")


def test_in_one_long_text_as_well() -> None:
    duties = f"1.{DUTY}2.{SOCIAL}3.负责区划地名管理。4.完成区委、区政府交办的其他任务。"
    cells = {"duties.text": duties, "overall.annual": f"一、{SOCIAL}二、{DUTY}", "tasks.text": "新建社区食堂二十个。"}
    assert said("S2", cells) == [("G29", "overall.annual")]
    tasks = {**cells, "tasks.text": duties, "overall.annual": "新建社区食堂二十个，低保标准提高百分之五。"}
    assert said("S2", tasks) == [("G29", "tasks.text")]


def test_other_copies_stay_what_they_were() -> None:
    cells = {"duties.text": f"{SOCIAL}负责区划地名管理。", "tasks.text": DUTY, "overall.annual": DUTY}
    assert said("S2", cells) == [("G04", "overall.annual")]


GOAL = "全年为五百户困难老人家庭完成居家适老化改造。"


@pytest.mark.parametrize("form", ["P1", "P1B", "P5"])
@pytest.mark.parametrize(
    "goal", [GOAL, "配备办公设备", f"{GOAL}改造户满意度不低于百分之九十五，让老人住得安全、住得方便。"]
)
@pytest.mark.parametrize("end", ["", "。", " "])
def test_a_result_that_is_its_goal_is_told_once(form: str, goal: str, end: str) -> None:
    cells = {"goal.expected": goal, "goal.achieved": goal.rstrip("。") + end}
    assert said(form, cells) == [("G30", "goal.achieved")]
    assert severities(form, cells) == [Severity.EXPLAIN]


def test_in_a_wide_form_row_by_row() -> None:
    row = {"projects[1].goal": "配备办公设备", "projects[1].result": "配备办公设备"}
    assert said("S3", row) == [("G30", "projects[1].result")]


@pytest.mark.parametrize(
    "result",
    [
        "全年为五百一十二户困难老人家庭完成居家适老化改造。",
        "全年已为五百户困难老人家庭完成居家适老化改造。",
        "已全部改造完成，五百户困难老人家庭受益。",
        f"{GOAL}改造户满意度百分之九十七。",
        "全年为498户困难老人家庭完成居家适老化改造，2户自愿放弃。",
        "改造五百户的任务基本完成，余下三户因业主外出推迟。",
    ],
)
def test_a_result_that_tells_what_came_is_let_be(result: str) -> None:
    assert said("P1", {**REVIEWED, "goal.expected": GOAL, "goal.achieved": result}) == []


def test_a_name_for_both_is_a_name() -> None:
    cells = {**REVIEWED, "goal.expected": "改造户数", "goal.achieved": "改造户数"}
    assert said("P1", cells) == [("G26", "goal.expected"), ("G26", "goal.achieved")]


def test_long_duties_are_compared_in_time() -> None:
    words = "拟订全市民政事业规划政策标准并组织实施监督检查"
    duties = "\n".join(f"{(words[number % 9 :] + words) * 2}{number}。" for number in range(30))
    with cpu.at_most(5):
        said("S2", {"duties.text": duties[:1500], "overall.annual": duties[500:1490], "tasks.text": duties[400:1390]})
