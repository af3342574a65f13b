"""C10–C12: an actual value far above its target, one that compares, one above all there is; others are let be."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from filings.filled import Cells, filing_of, found
from filings.self_reviews.reviews import COST, P1, PLEASED, QUALITY, QUANTITY, SECOND, SOCIAL, TIMELY, changed, own
from jixiao_xlsx.filings.view import Tuning
from jixiao_xlsx.model.target.bounded import BOUNDED, is_bounded

SURPASSED = (
    ("培训人次", "≥500人次", "1800人次"),
    ("宣传场次", "≥5场", "18场"),
    ("检测批次", "100批", "360批"),
    ("惠及群众", "≥2万人", "7.2万人"),
    ("惠及群众", "≥2万人", "72000人"),
    ("带动投资", "≥500万元", "1800万元"),
    ("带动投资", "≥0.5亿元", "18000万元"),
    ("巡查次数", "不少于12次", "44次"),
    ("产值增长率", "≥5%", "18%"),
    ("订单数", "=300单", "1080单"),
    ("植树株数", "达到1000株", "3600"),
)
NOT_SURPASSED = (
    ("培训人次", "≥500人次", "600人次"),
    ("培训人次", "≥500人次", "1000人次"),
    ("调研次数", "≥1次", "3次"),
    ("调研报告", "≥2篇", "5篇"),
    ("收入增长率", "≥2%", "7.2%"),
    ("办理时限", "≤20天", "5天"),
    ("投诉率", "≤5%", "0.5%"),
    ("安全事故数", "0起", "0起"),
    ("培训人次", "≥500人次", "500人次"),
    ("服务期限", "30天", "90天"),
    ("受益人数", "500-600人", "1800人"),
    ("补贴金额", "90万元", "300万元"),
    ("资料印刷", "≥500份", "不适用"),
)
COMPARED = (
    (QUANTITY, "≥12公里", "≥12公里"),
    (QUALITY, "≥98%", "≥98%"),
    (QUALITY, "≥98%", "＞98%"),
    (QUALITY, "≥98%", "不低于98%"),
    (QUALITY, "≥98%", "98%以上"),
    (QUALITY, "≥98%", "98% 以上。"),
    (QUALITY, "≥98%", "达到98%以上"),
    (QUANTITY, "≥12公里", "12公里及以上"),
    (QUANTITY, "≥12公里", "超过12公里"),
    (QUANTITY, "≥12公里", "》12公里"),
    (COST, "≤30万元", "≤30万元"),
    (COST, "≤30万元", "30万元以内"),
    (COST, "≤30万元", "不超过30万元"),
    (PLEASED, "≥90%", "大于等于90%"),
    (PLEASED, "≥90%", "≧90％"),
    (SOCIAL, "≥5000亩", "5000亩以上，受益农户1200户"),
)
NOT_COMPARED = (
    (QUANTITY, "≥12公里", "12.5公里"),
    (QUANTITY, "≥12公里", "=12公里"),
    (QUANTITY, "≥12公里", "达到12公里"),
    (QUANTITY, "≥12公里", "12.5公里（指标值≥12公里）"),
    (QUANTITY, "≥12公里", "12.5公里，超过目标0.5公里"),
    (QUANTITY, "≥12公里", "约12公里"),
    (QUALITY, "≥98%", "98.5%"),
    (QUALITY, "≥98%", "100%"),
    (SOCIAL, "≥500人", "80岁以上老人512人"),
    (SOCIAL, "≥500人", "服务60岁以上老年人620人"),
    (TIMELY, "≤3个工作日", "3个工作日以内"),
    (TIMELY, "24小时内", "24小时内"),
    (TIMELY, "10月底前", "10月底前"),
    (SOCIAL, "不低于省定标准", "不低于省定标准"),
    (COST, "≤30万元", "控制在预算以内"),
    (COST, "≤30万元", "29.1万元"),
    (QUALITY, "≥98%", "98.6%，优于≥98%的目标"),
    (QUALITY, "≥98%", "98.6%，高于指标值0.6个百分点"),
    (SOCIAL, "≥5000亩", "5200亩，较年初计划增加4%以上"),
)
OVER = (
    ("群众满意度", "≥90%", "112%"),
    ("产品抽检合格率", "≥95%", "105％"),
    ("服务覆盖率", "100%", "120%"),
    ("考试及格率", "≥60%", "101.5%"),
    ("政策知晓率", "≥85%", "850%"),
    ("补贴发放及时率", "=100%", "110%"),
    ("设备完好率（%）", "≥95%", "108%"),
    ("案件办结率", "≥95%", "104.2"),
    ("满意度指标", "≥90%", "935%"),
    ("失业人员占比", "≤5%", "105%"),
    ("及时率", "≥95%", "100.5%"),
)
NOT_OVER = (
    ("任务完成率", "≥100%", "112%"),
    ("资金到位率", "100%", "102%"),
    ("床位使用率", "≥90%", "104%"),
    ("小学毛入学率", "≥100%", "103%"),
    ("合格率提升幅度", "≥50%", "120%"),
    ("覆盖率增长率", "≥100%", "130%"),
    ("群众满意度", "≥90%", "100%"),
    ("产值", "≥100%", "112%"),
    ("预算执行率", "≥95%", "101%"),
    ("税收增长率", "≥100%", "112%"),
    ("满意度测评人数", "≥100人", "112人"),
    ("满意度得分", "≥90分", "112分"),
    ("覆盖村数", "≥100个", "112个"),
    ("计划生育奖励完成率", "≥100%", "108%"),
    ("验收合格率", "≥95%", "98.5%，验收任务完成率112%"),
    ("验收合格率", "≥95%", "98.5%（验收120个，完成率120%）"),
)


@pytest.mark.parametrize(("name", "target", "actual"), SURPASSED)
def test_several_times_the_target_wants_a_reason_where_it_is_written(name: str, target: str, actual: str) -> None:
    cells = {f"{SECOND}.name": name, f"{SECOND}.target": target, f"{SECOND}.actual": actual}
    assert own(changed(cells)) == [("C10", f"{SECOND}.deviation")]


@pytest.mark.parametrize("reason", ["无", "/", "—"])
def test_a_reason_that_says_nothing_is_none(reason: str) -> None:
    cells = {f"{SECOND}.actual": "72000立方米", f"{SECOND}.deviation": reason}
    assert ("C10", f"{SECOND}.deviation") in changed(cells)


def test_a_reason_is_enough() -> None:
    cells = {f"{SECOND}.actual": "72000立方米", f"{SECOND}.deviation": "汛后淤积严重，追加清淤两次。"}
    assert changed(cells) == []


@pytest.mark.parametrize(("name", "target", "actual"), NOT_SURPASSED)
def test_a_value_in_reach_of_its_target_is_let_be(name: str, target: str, actual: str) -> None:
    cells = {f"{SECOND}.name": name, f"{SECOND}.target": target, f"{SECOND}.actual": actual}
    assert "C10" not in [code for code, _ in changed(cells)]


def test_an_office_may_ask_earlier() -> None:
    cells = {**P1, f"{SECOND}.actual": "29000立方米"}
    strict = replace(Tuning(), surpassed_times=Decimal("1.3"))
    assert [finding.code for finding in filing_of("P1", cells, tuning=strict).findings] == ["C10"]
    assert filing_of("P1", cells).findings == ()


@pytest.mark.parametrize(("start", "target", "actual"), COMPARED)
def test_a_comparison_is_no_actual_value(start: str, target: str, actual: str) -> None:
    cells = {f"{start}.target": target, f"{start}.actual": actual}
    assert own(changed(cells)) == [("C11", f"{start}.actual")]


@pytest.mark.parametrize(("start", "target", "actual"), NOT_COMPARED)
def test_words_beside_a_value_are_let_be(start: str, target: str, actual: str) -> None:
    codes = [code for code, _ in changed({f"{start}.target": target, f"{start}.actual": actual})]
    assert "C11" not in codes


@pytest.mark.parametrize(("name", "target", "actual"), OVER)
def test_a_part_above_the_whole_is_told(name: str, target: str, actual: str) -> None:
    cells = {f"{PLEASED}.name": name, f"{PLEASED}.target": target, f"{PLEASED}.actual": actual}
    assert own(changed(cells)) == [("C12", f"{PLEASED}.actual")]


@pytest.mark.parametrize(("name", "target", "actual"), NOT_OVER)
def test_what_may_be_above_the_whole_is_let_be(name: str, target: str, actual: str) -> None:
    cells = {f"{QUALITY}.name": name, f"{QUALITY}.target": target, f"{QUALITY}.actual": actual}
    assert not {"C12", "T12"} & {code for code, _ in changed(cells)}


def test_a_wide_form_names_its_indicators_in_the_cells() -> None:
    cells: Cells = {
        "projects[1].name": "设备购置",
        "projects[1].output.quality.target": "设备验收合格率不低于95%",
        "projects[1].output.quality.actual": "设备验收合格率112%",
        "projects[1].satisfaction.beneficiaries.target": "≥90%",
        "projects[1].satisfaction.beneficiaries.actual": "102%",
    }
    assert own(found("S3", cells)) == [
        ("C12", "projects[1].output.quality.actual"),
        ("C12", "projects[1].satisfaction.beneficiaries.actual"),
    ]


def test_a_wide_form_has_one_cell_for_all_that_was_wrong() -> None:
    cells: Cells = {
        "projects[1].name": "设备购置",
        "projects[1].output.quantity.target": "购置设备不少于50件",
        "projects[1].output.quantity.actual": "180件",
    }
    assert own(found("S3", cells)) == [("C10", "projects[1].output.quantity.actual")]
    assert own(found("S3", {**cells, "projects[1].problems": "无"})) != []
    assert own(found("S3", {**cells, "projects[1].problems": "年中追加了采购计划，指标值没有同步调整"})) == []


@pytest.mark.parametrize("name", BOUNDED)
def test_every_name_of_the_list_is_of_a_part(name: str) -> None:
    assert is_bounded(f"服务对象{name}")
    assert not is_bounded(f"{name}提升幅度")
