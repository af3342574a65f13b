"""What departments rightly write draws no finding: targets with their names, texts, figures."""

from __future__ import annotations

import pytest

from filings.filled import PLAN, REVIEW, Cells, amount, findings, found

QUANTITY = "goals[1].indicators.output.quantity[1]"
EFFECT = "goals[1].indicators.benefit.social[1]"
SERVED = "goals[1].indicators.satisfaction.served[1]"
# What is no quantity stands where it belongs.
ROWS = {
    "补贴发放时间": EFFECT,
    "社会救助覆盖面": EFFECT,
    "生态环境": EFFECT,
    "户均改造成本": EFFECT,
    "满意度": SERVED,
}
TARGETS = (
    ("受益残疾人", "400万人次"),
    ("慰问户数（户）", "500"),
    ("档案丢失事件", "0"),
    ("孕产妇死亡率", "≤12/10万"),
    ("补贴发放时间", "12月底前"),
    ("护理床位占比", "≥70%"),
    ("养老服务收入增长率", "≥120%"),
    ("信访投诉办结率", "≥98%"),
    ("整治违规公墓处数", "≥5处"),
    ("安全事故发生数", "0起"),
    ("资金预算控制率", "≤100%"),
    ("城乡低保标准", "不低于省定最低标准"),
    ("散居孤儿保障标准", "和孤儿基本生活保障标准齐平"),
    ("社会救助覆盖面", "应保尽保、应救尽救"),
    ("生态环境", "长期/优"),
    ("热线值守", "7×24小时"),
    ("设备使用年限", "5-8年"),
    ("项目实施期", "全年"),
    ("户均改造成本", "≤3000元/户"),
    ("补贴标准", "每人每月80元"),
    ("满意度", "达90%"),
    ("12345热线", "≥1000件"),
    ("80岁以上老人", "≥300人"),
    ("1+X证书", "≥20本"),
)
TEXTS = (
    "2025年，全市完成居家适老化改造512户，比2023年度增加62户，群众满意度达到97%。",
    "根据2021年印发的实施意见，到“十四五”末建成示范性养老机构20家，2026年12月底前全部投入使用。",
    "开展“一老一小”服务×社区融合试点，在XXL号仓库完成物资储备，配发A4登记表。",
    "撰写调研报告3000字左右，报送信息120条，制作宣传短片3部。",
    "等待定价部门批复后，按待定标准之外的政策执行，示范案例汇编成册。",
    "拟订全市民政事业发展规划，推进我市民政信息化，配合九江市民政局做好界线联检。",
    "落实上级关于做好困难群众救助工作的通知要求，从资金、人员、场地三方面给予保障，发放补贴468.92万元。",
    "服务热线0771-1234567，项目编号202500010001，统一社会信用代码11450200007000000X。",
    "无",
)


@pytest.mark.parametrize(("name", "target"), TARGETS)
def test_a_sound_target_is_let_be(name: str, target: str) -> None:
    row = ROWS.get(name, QUANTITY)
    cells = {f"{row}.name": name, f"{row}.target": target, f"{row}.cycle": None, f"{row}.y_1": None}
    assert [str(finding) for finding in findings("plan", {**PLAN, **cells})] == []


@pytest.mark.parametrize("text", TEXTS)
def test_a_sound_text_is_let_be(text: str) -> None:
    assert [str(finding) for finding in findings("plan", {**PLAN, "texts.tasks": text})] == []


@pytest.mark.parametrize(
    "cells",
    [
        {
            **dict.fromkeys(
                ("projects[2].budgeted.total", "projects[2].budgeted.fiscal", "projects[2].budgeted.other")
            ),
            **dict.fromkeys(("projects[2].executed.total", "projects[2].executed.fiscal"), amount("0")),
        },
        {"projects[1].coverage": amount("1")},
        {"indicators.output.quantity[1].actual": "不适用"},
        {"indicators.output.quantity[1].target": "按时完成", "indicators.output.quantity[1].actual": "已完成"},
        {"projects[2].serial": None, "projects[1].serial": None},
    ],
    ids=["nothing budgeted, nothing spent", "a full share", "not applicable", "a status for a status", "no serials"],
)
def test_sound_figures_are_let_be(cells: Cells) -> None:
    assert found("review", {**REVIEW, **cells}) == []


def test_cycle_and_year_may_be_alike_and_the_year_less() -> None:
    cells = {f"{QUANTITY}.cycle": "99%", f"{QUANTITY}.target": "95%", f"{QUANTITY}.name": "社工服务覆盖率"}
    assert found("plan", {**PLAN, **cells, f"{QUANTITY}.y_1": None}) == []


def test_an_issued_blank_is_not_said_to_lack_indicators() -> None:
    assert found("plan", {}) == [("S10", "")]
