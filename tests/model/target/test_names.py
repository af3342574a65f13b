"""Directions from names, in all fields of government: right, unknown where nobody can tell, certain only when sure."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from jixiao_xlsx.model.scoring.scoring import score_indicator
from jixiao_xlsx.model.target import Direction, DirectionSource, TargetIssueCode, parse_target
from jixiao_xlsx.model.target.direction import direction_of, named_direction

HERE = Path(__file__).parent


def named(table: str) -> list[tuple[str, str]]:
    """The rows of a table of names: name and direction; a first line of heads is left out."""
    lines = (HERE / table).read_text(encoding="utf-8").splitlines()
    rows = [(cells[0], cells[1]) for line in lines if (cells := line.split("\t"))]
    return rows[1:] if rows[0][0] == "name" else rows


OWN = named("names_own.tsv")


@pytest.mark.parametrize(("name", "direction"), OWN)
def test_a_name_tells_its_direction_and_why(name: str, direction: str) -> None:
    found = named_direction(name)
    assert str(found.direction) == direction, found.reason
    assert found.reason
    assert not found.certain or found.direction is not Direction.UNKNOWN


@pytest.mark.parametrize(("table", "least"), [("names_dev.tsv", 200), ("names_heldout.tsv", 199)])
def test_the_published_accuracy_holds_and_no_certain_answer_is_wrong(table: str, least: int) -> None:
    rows = named(table)
    wrong = [(name, named_direction(name)) for name, told in rows if str(direction_of(name)) != told]
    assert len(rows) - len(wrong) >= least
    assert not [name for name, found in wrong if found.certain]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("火灾扑救成功率", "“成功率”越高越好"),
        ("违约金收缴率", "“收缴”针对“违约金”"),
        ("超期办结率", "“超期”否定了“办结”"),
        ("减少因灾死亡人数", "“减少”的是“死亡”"),
        ("投诉热线座席数", "“投诉”后面的词说不清好坏"),
        ("审计查出违规金额", "“查出”多少“违规”"),
        ("疫情控制率", "说不清越高越好还是越低越好"),
        ("财政供养人员控制率", "实际数占控制数的份额"),
        ("群众等候时间", "“等候”的“时间”越短越好"),
        ("阿波罗指标", "没有看得出好坏的词"),
    ],
)
def test_the_reason_names_the_words(name: str, reason: str) -> None:
    assert reason in named_direction(name).reason


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("≥95%", "违法行为责停率"),
        ("≥95%", "火灾扑救成功率"),
        ("≥95%", "欠薪追讨率"),
        ("≥63吨", "污染物减排量"),
        ("≥98%", "违约金收缴率"),
        ("≥63户", "伤残死亡家庭扶助人数"),
        ("≤100%", "“三公经费”控制率"),
        ("≤100%", "财政供养人员控制率"),
        ("≥95%", "疫情控制率"),
        ("≤95%", "疫情控制率"),
        ("≤500人次", "培训人次"),
        ("≥60%", "血压控制率"),
        ("≤20%", "项目支出占比"),
        ("≥5件", "投诉热线座席数"),
        ("≤5天", "培训天数"),
        ("≥300天", "图书馆开放天数"),
        ("≥3次", "审计查出违规次数"),
        ("≤90万元", "税收收入"),
        ("≤2套", "设备购置数量"),
        ("≥5处", "整治违规公墓处数"),
    ],
)
def test_a_written_operator_is_accused_by_no_unsure_name(text: str, name: str) -> None:
    assert not parse_target(text, name=name).has(TargetIssueCode.DIRECTION_AGAINST_NAME)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("≥5%", "投诉率"),
        ("≥3起", "安全事故起数"),
        ("≤95%", "投诉办结率"),
        ("≤95%", "火灾隐患整改率"),
        ("≤90%", "服务对象满意度"),
        ("≥120%", "“三公经费”控制率"),
        ("≥30分钟", "接警响应时间"),
        ("≥5%", "结转结余率"),
        ("≥10%", "预算调整率"),
        ("≥5%", "未按期办结率"),
        ("≤60%", "欠薪追讨率"),
        ("≥35微克/立方米", "PM2.5年均浓度"),
    ],
)
def test_a_certain_name_accuses_the_operator(text: str, name: str) -> None:
    assert parse_target(text, name=name).has(TargetIssueCode.DIRECTION_AGAINST_NAME)


@pytest.mark.parametrize("name", ["违约金收缴率", "污染物减排量", "伤残死亡家庭扶助人数", "欠薪追讨率"])
def test_more_than_planned_of_a_good_deed_has_all_points_and_less_has_not(name: str) -> None:
    target = parse_target("63户", name=name)
    assert (target.direction, target.direction_source) == (Direction.POSITIVE, DirectionSource.NAME)
    assert score_indicator(target, parse_target("70户"), points=Decimal(10)).value == 10
    assert score_indicator(target, parse_target("50户"), points=Decimal(10)).value == Decimal("7.94")


@pytest.mark.parametrize("done", ["70户", "50户"])
def test_nothing_is_scored_in_silence_where_nobody_can_tell(done: str) -> None:
    score = score_indicator(parse_target("63户", name="在册户数"), parse_target(done), points=Decimal(10))
    assert not score.scorable
    assert "看不出" in score.reason
    assert score_indicator(parse_target("63户", name="在册户数"), parse_target("63户"), points=Decimal(10)).value == 10


def test_a_limit_kept_has_all_points() -> None:
    target = parse_target("100%", name="财政供养人员控制率")
    assert score_indicator(target, parse_target("92%"), points=Decimal(10)).value == 10


def test_a_page_of_text_as_a_name_is_weighed_by_its_end() -> None:
    assert direction_of("事故" * 20_000 + "投诉办结率") is Direction.POSITIVE
