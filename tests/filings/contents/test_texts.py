"""Texts that say nothing: none, a figure, a name, "done" alone; and short ones that say something."""

from __future__ import annotations

import pytest

from filings.contents.said import CODES, GOALS, REVIEWED, ROW, message, said, severities
from filings.filled import AGENCY, PLAN, Cells, amount, findings, form_of
from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.filling.fill import fill

GOAL, DONE = "goal.expected", "goal.achieved"
NOTHING = (
    "43.2",
    "无",
    "/",
    "——",
    "暂无",
    "没有",
    "100%",
    "89.97万元",
    "500户",
    "2024年",
    "。",
    "1",
    "测试",
    "a",
    "指标",
    "略",
    "不适用",
    "目标1",
    "123456",
    "43.2万",
    "四十三点二",
    "二〇二四年",
    "年度总体目标",
)
ONLY_DONE = (
    "已完成",
    "完成",
    "按时完成",
    "全部完成",
    "已全部完成。",
    "达成预期目标",
    "良好",
    "正常",
    "是",
    "按计划完成",
    "完成年度目标任务",
    "优",
    "未完成",
    "培训",
    "较好完成",
    "圆满完成各项工作任务",
    "达到预期效果",
    "效果良好",
    "与年初目标一致",
    "完成率100%",
    "年底前完成",
)


@pytest.mark.parametrize("text", NOTHING)
@pytest.mark.parametrize("key", [GOAL, DONE])
def test_a_required_text_of_nothing_is_sent_back(key: str, text: str) -> None:
    cells = {**REVIEWED, key: text}
    assert said("P1", cells) == [("G25", key)]
    assert severities("P1", cells) == [Severity.RETURN]


@pytest.mark.parametrize(
    ("form", "key"),
    [
        ("P1B", "goal.expected"),
        ("P2", "goal.annual"),
        ("P2B", "goal.annual"),
        ("P3", "goals[1].text"),
        ("P3", "tasks[1].content"),
        ("P4", "goal.text"),
        ("P5", "goal.achieved"),
        ("S0", "goals[1].text"),
        ("S0", "duties[1].text"),
        ("S1", "goal.text"),
        ("S1", "tasks.main[1].content"),
        ("S1", "tasks.main[1].goal"),
        ("S2", "duties.text"),
        ("S2", "tasks.text"),
        ("S2", "overall.long_term"),
        ("S2", "overall.annual"),
        ("S2", "goals[1].text"),
        ("S3", "projects[1].goal"),
        ("S3", "projects[1].result"),
        ("S4", "texts.overview.duties.text"),
        ("S4", "texts.achieved.done.text"),
    ],
)
def test_a_number_for_a_text_is_sent_back_in_every_form(form: str, key: str) -> None:
    assert said(form, {key: "43.2"}) == [("G25", key)]
    assert severities(form, {key: "43.2"}) == [Severity.RETURN]


@pytest.mark.parametrize(
    ("form", "key"),
    [
        ("S3", "projects[1].problems"),
        ("S3", "projects[1].remedy"),
        ("S4", "texts.problems.causes.text"),
        ("S4", "texts.problems.remedy.text"),
        ("P1", "indicators.output.quantity[1].deviation"),
        ("P2", "goal.cycle"),
        ("P4", "indicators.output.quantity[1].remark"),
        ("S2", "goals[1].indicators.output.quantity[1].standard"),
        ("S1", "tasks.optional[1].content"),
    ],
)
def test_where_nothing_may_be_the_answer_it_is(form: str, key: str) -> None:
    assert [code for code, at in said(form, {key: "无"}) if at == key] == []


@pytest.mark.parametrize("key", ["texts.application.text", "texts.overview.management.text"])
def test_other_required_paragraphs_are_to_be_explained(key: str) -> None:
    assert said("S4", {key: "无"}) == [("G25", key)]
    assert severities("S4", {key: "无"}) == [Severity.EXPLAIN]
    assert said("S4", {key: "无。本年度没有开展重点评价，结果在自评报告里公开。"}) == []


def test_an_agency_is_no_paragraph() -> None:
    assert severities("P1", {"head.implementer": "/"}) == [Severity.EXPLAIN]
    assert said("P1", {"head.implementer": "市民政局"}) == []
    assert said("P2", {"head.period": "2026年"}) == []
    assert said("S2", {"head.filler": "李"}) == []


@pytest.mark.parametrize("text", ONLY_DONE)
def test_done_alone_says_nothing(text: str) -> None:
    assert said("P1", {**REVIEWED, DONE: text}) == [("G27", DONE)]
    assert severities("P1", {**REVIEWED, DONE: text}) == [Severity.EXPLAIN]


@pytest.mark.parametrize("text", ["按时完成", "完成", "已完成", "完成目标任务"])
def test_done_is_no_goal(text: str) -> None:
    assert said("P4", {"goal.text": text}) == [("G27", "goal.text")]
    assert "要做什么" in message("P4", {"goal.text": text}, "G27")


@pytest.mark.parametrize(
    "text",
    [
        "完成工程招标",
        "已完成招标",
        "完成登记管理日常工作",
        "512户全部改造完成",
        "全年完成培训20期。",
        "基本完成改造任务，余下12户春节后施工。",
        "未完成，因征地受阻，主体工程推迟到次年。",
        "节日慰问困难群众",
        "保障机关正常运转",
        "无重大安全事故发生，社会面保持平稳。",
        "2024年发放补贴468.92万元。",
        "配备办公设备",
        "完成招标",
    ],
)
def test_a_short_text_that_says_something_is_let_be(text: str) -> None:
    assert said("P1", {**REVIEWED, DONE: text}) == []
    assert said("P1", {**REVIEWED, GOAL: text}) == []


@pytest.mark.parametrize(
    ("text", "told"), [("已完成", True), ("按时完成", True), ("达成预期目标", False), ("已完成招标", False)]
)
def test_a_narrow_cell_may_say_that_the_goal_was_reached(text: str, told: bool) -> None:
    assert said("S3", {"projects[1].result": text}) == ([("G27", "projects[1].result")] if told else [])


@pytest.mark.parametrize(
    ("text", "what"),
    [("庐川市民政局", "单位名称"), ("改造户数", "指标名称"), ("庐川市民政局。", "单位名称")],
)
def test_a_name_is_no_goal(text: str, what: str) -> None:
    cells = {**REVIEWED, GOAL: text}
    assert said("P1", cells) == [("G26", GOAL)]
    assert f"填的就是{what}" in message("P1", cells, "G26")


@pytest.mark.parametrize("name", ["居家适老化改造", "居家适老化改造项目", "居家适老化改造专项经费"])
def test_the_name_of_the_row_is_no_content(name: str) -> None:
    task: Cells = {"tasks[1].name": name, "tasks[1].content": "居家适老化改造", "tasks[1].fiscal": amount("30")}
    assert said("P3", task) == [("G26", "tasks[1].content")]
    row = {"projects[1].name": name, "projects[1].goal": "居家适老化改造项目", "projects[1].result": "改造五百户"}
    assert said("S3", row) == [("G26", "projects[1].goal")]


@pytest.mark.parametrize(
    "content",
    [
        "推进居家适老化改造",
        "居家适老化改造五百户",
        "为五百户老人家庭改造",
        "居家适老化改造和评估",
        "做好居家适老化改造工作，保障老人安全",
    ],
)
def test_a_content_that_says_more_than_the_name_is_let_be(content: str) -> None:
    task: Cells = {"tasks[1].name": "居家适老化改造", "tasks[1].content": content, "tasks[1].fiscal": amount("30")}
    assert said("P3", task) == []


@pytest.mark.parametrize(
    ("form", "key", "text"),
    [
        ("P1", GOAL, "年度总体目标"),
        ("P1", GOAL, "预期目标"),
        ("P2", "goal.annual", "年度目标"),
        ("S4", "texts.application.text", "四、结果应用和公开"),
    ],
)
def test_a_copied_label_is_told_as_that_alone(form: str, key: str, text: str) -> None:
    found = said(form, {key: text})
    assert len(found) == 1
    assert found[0][1] == key


def test_clean_texts_are_let_be() -> None:
    assert said("P1", {**GOALS, **ROW}) == []
    assert said("plan", {**PLAN, "texts.tasks": "无"}) == []


@pytest.mark.parametrize("goal", ["居家适老化改造", "居家适老化改造项目", "“居家适老化改造”项目。"])
def test_the_name_of_the_project_is_no_goal(goal: str) -> None:
    form = form_of("P1")
    order = Order(form, 2024, AGENCY, subject=Party("P01", "居家适老化改造"))
    blank = issue_blank(order)
    typed = {parse_key("goal.expected"): goal, parse_key("goal.achieved"): "全年改造五百一十二户并通过验收。"}
    filing = Reader.of([form]).read(fill(blank.data, blank.layout, typed), name="表.xlsx")
    assert [(one.code, one.where.key) for one in filing.findings if one.code in CODES] == [("G26", "goal.expected")]


@pytest.mark.parametrize(
    "text",
    [
        "各项工作均已完成",
        "全年各项任务圆满完成",
        "年初预算全部执行完毕",
        "全面完成年初制定的目标任务",
        "本项目已按计划完成",
        "较好地完成了各项工作任务",
        "保障了工作正常运转",
        "2024年度目标任务已完成",
        "绩效目标完成情况良好",
        "已按预定目标完成",
    ],
)
def test_work_done_without_a_word_of_what_says_nothing(text: str) -> None:
    assert said("P1", {**REVIEWED, DONE: text}) == [("G27", DONE)]


@pytest.mark.parametrize(
    "text",
    [
        "全年完成改造五百户",
        "完成预算编制和绩效评价",
        "完成第七次人口普查",
        "保障机关和基层站所运转",
        "各项改造工作均已通过验收",
        "全部家庭完成改造",
        "按计划完成护理员培训",
        "工作站全部建成投用",
        "完成年度审计",
        "完成年度体检和档案整理",
    ],
)
def test_work_done_with_a_word_of_what_is_let_be(text: str) -> None:
    assert said("P1", {**REVIEWED, DONE: text}) == []


@pytest.mark.parametrize("verb", ["完成", "做好", "开展", "认真组织实施", "继续开展", "顺利完成了"])
def test_a_verb_before_the_name_is_no_content(verb: str) -> None:
    row: Cells = {"projects[1].name": "居家适老化改造", "projects[1].result": "改造五百户"}
    assert said("S3", {**row, "projects[1].goal": f"{verb}居家适老化改造工作"}) == [("G26", "projects[1].goal")]
    assert said("S3", {**row, "projects[1].goal": f"{verb}五百户居家适老化改造"}) == []


def test_an_answer_of_nothing_has_advice_of_its_own_weight() -> None:
    (told,) = [found for found in findings("P2B", {"goal.cycle": "900"}) if found.code == "G25"]
    assert told.severity is not Severity.EXPLAIN or "重新报送" not in told.hint
