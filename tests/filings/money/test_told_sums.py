"""G39, G40: parts told in a text that do not add up, and a total that is not the form's."""

from __future__ import annotations

import pytest

from filings.money.money_forms import said, told

BROKEN = (
    "购置护理床30万元，改造卫生间30万元，安装扶手29.99万元，让老人住得安心。",
    "安排资金用于采购材料30万元、施工30万元、验收评估29.99万元。",
    "1.采购适老化设备50万元；2.施工安装35万元；3.第三方验收9万元。",
    "项目资金89.97万元，其中：材料采购60万元，施工安装20万元，验收5万元。",
    "总投资89.97万元，包括设备购置55万元、安装调试30万元。",
    "预算安排89.97万元，分别用于改造48万元、评估30万元、宣传8万元。",
    "投入６０万元改造家庭，投入 35万元 培训护理员，保障老人安全。",
    "项目总投资899700元，其中设备500000元，安装350000元。",
    "其中改造家庭五百户80万元，培训护理员3.5万元，开展回访。",
    "一是安排改造经费45万元；二是安排设备经费38万元；三是安排培训经费2万元。",
    "共投入89.97万元，其中用于设备40万、施工40万、验收8万。",
)


@pytest.mark.parametrize("text", BROKEN)
@pytest.mark.parametrize(("form", "key"), [("P1", "goal.expected"), ("P2", "goal.annual")])
def test_parts_that_do_not_add_up_are_told_at_their_text(form: str, key: str, text: str) -> None:
    (only,) = said(form, {key: text})
    assert (only.code, only.where.key) == ("G39", key)
    assert "＋" in only.message


@pytest.mark.parametrize(
    "text",
    [
        "购置护理床30万元，改造卫生间30万元，安装扶手29.97万元，让老人住得安心。",
        "采购材料30万元、施工30万元、验收评估30万元。",
        "项目资金89.97万元，其中：材料采购60万元，施工安装24.97万元，验收5万元。",
        "总投资899700元，其中设备500000元，安装399700元。",
        "每户补助2000元，全年改造五百户，户均成本不超过2400元。",
        "发放补贴60万元（每人每月80元），培训经费29.97万元。",
        "带动社会投资500万元，为老人减轻负担80万元。",
        "上年投入60万元，2023年投入35万元，今年继续实施。",
        "累计筹集资金60万元，捐赠35万元，惠及五百户家庭。",
        "安排补助资金20万元，培训护理员10万元，其余用于改造。",
        "改造五百户，涉及30个社区、60名护理员，培训29人次。",
        "采购材料30.33万元、施工30.33万元、验收29.32万元。",
        "收缴罚款60万元，挽回损失30万元，维护老人权益。",
        "改造约60万元，培训约35万元，视实际情况调整。",
        "到2028年三年总投资280万元，其中今年安排89.97万元。",
    ],
)
@pytest.mark.parametrize(("form", "key"), [("P1", "goal.expected"), ("P2", "goal.annual")])
def test_sums_that_hold_and_money_of_other_things_are_let_be(form: str, key: str, text: str) -> None:
    assert told(form, {key: text}) == []


@pytest.mark.parametrize(
    "text",
    [
        "项目资金95万元，为五百户困难老人家庭实施居家适老化改造。",
        "项目总投资120万元，为五百户困难老人家庭实施居家适老化改造。",
        "本年度预算资金为110万元，完成五百户居家适老化改造。",
        "资金总额：98.97万元。完成五百户居家适老化改造并通过验收。",
        "年度预算 ８０ 万元，完成五百户居家适老化改造并通过验收。",
        "项目预算共计950000元，完成五百户居家适老化改造并通过验收。",
    ],
)
def test_a_total_unlike_the_forms_is_told_at_its_text(text: str) -> None:
    assert told("P2", {"goal.annual": text}) == [("G40", "goal.annual")]


@pytest.mark.parametrize(
    "text",
    [
        "项目资金89.97万元，为五百户困难老人家庭实施居家适老化改造。",
        "项目资金90万元，为五百户困难老人家庭实施居家适老化改造。",
        "项目总投资280万元，三年完成一千五百户居家适老化改造。",
        "项目总投资5000万元，分期建设养老服务中心，本年完成一期。",
        "项目资金899,700元，完成五百户居家适老化改造并通过验收。",
        "中央补助资金60万元及时拨付，完成五百户居家适老化改造。",
        "全市养老产业产值达到95万元，惠及五百户困难老人家庭。",
        "项目资金使用率达到100%，完成五百户居家适老化改造。",
        "2025年项目资金95万元已全部支出，本年继续改造五百户。",
        "节约项目资金95万元以上，完成五百户居家适老化改造。",
    ],
)
def test_the_forms_own_totals_and_others_money_are_let_be(text: str) -> None:
    assert told("P2", {"goal.annual": text}) == []


def test_a_task_is_held_against_its_own_money() -> None:
    text = "改造家庭其中材料采购费用400万元，施工安装费用200万元，惠及五百户。"
    assert told("P3", {"tasks[1].content": text}) == [("G39", "tasks[1].content")]
    assert told("P3", {"tasks[1].content": text.replace("200万元", "220万元")}) == []


@pytest.mark.parametrize(
    "text",
    [
        "投入300万元新建养老床位，投入250万元改造困难家庭，群众满意。",
        "安排资金3000万元发放低保，2500万元发放特困供养，救助及时。",
        "项目资金6500万元，新增养老床位两百张，救助及时准确。",
    ],
)
def test_a_departments_text_speaks_of_parts_of_its_work(text: str) -> None:
    assert "G40" not in [code for code, _ in told("S2", {"overall.annual": text})]


def test_a_departments_own_total_is_held_against_the_forms() -> None:
    text = "部门预算支出6500万元，新增养老床位两百张，救助及时准确。"
    assert told("S2", {"overall.annual": text}) == [("G40", "overall.annual")]
    assert told("S2", {"overall.annual": text.replace("6500", "6057.09")}) == []


@pytest.mark.parametrize(
    "text",
    [
        "安排资金89.97万元，用于材料采购40万元，施工安装30万元，培训宣传10万元。",
        "投入资金89.97万元：材料采购40万元、施工安装30万元、培训宣传15万元。",
        "总投资89.97万元，材料采购40万元、施工安装30万元、培训宣传12万元。",
    ],
)
def test_parts_behind_the_forms_own_total_need_no_word(text: str) -> None:
    assert told("P1", {"goal.expected": text}) == [("G39", "goal.expected")]
    assert told("P2", {"goal.annual": text}) == [("G39", "goal.annual")]


@pytest.mark.parametrize(
    "text",
    [
        "安排资金89.97万元，用于材料采购40万元，施工安装30万元，培训宣传19.97万元。",
        "投入资金89.97万元：材料采购40万元、施工安装30万元、培训宣传19.97万元。",
        "总投资89.97万元，已落实80万元。",
        "总投资89.97万元，采购设备45万元，安装设备30万元，确保年内完工。",
        "安排资金50万元用于改造，安排30万元用于培训，安排9.97万元用于宣传。",
        "总投资89.97万元，户均补助0.18万元、每人培训费0.05万元、单价0.3万元。",
        "总投资89.97万元，带动产值300万元、增收80万元、利税20万元。",
        "投入资金89.97万元：一期40万元。",
        "项目资金89.97万元，用于五百户家庭改造。",
        "总投资89.97万元。材料采购40万元、施工安装30万元、培训宣传19.97万元。",
    ],
)
def test_a_total_with_some_of_what_it_buys_is_let_be(text: str) -> None:
    assert told("P1", {"goal.expected": text}) == []


@pytest.mark.parametrize("told_total", ["899.7万元", "8.997万元", "8997元", "0.8997万元"])
def test_a_total_with_its_point_elsewhere_is_told(told_total: str) -> None:
    text = f"项目总投资{told_total}，完成五百户居家适老化改造并通过验收。"
    assert told("P2", {"goal.annual": text}) == [("G40", "goal.annual")]


@pytest.mark.parametrize("told_total", ["900万元", "9万元", "899.6万元", "0.9亿元", "500万元", "1200万元"])
def test_a_total_of_something_larger_is_let_be(told_total: str) -> None:
    text = f"项目总投资{told_total}，完成五百户居家适老化改造并通过验收。"
    assert told("P2", {"goal.annual": text}) == []
