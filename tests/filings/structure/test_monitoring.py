"""运行监控: the year's forecast beside what is done, the target and the tick, and the money beside all of them."""

from __future__ import annotations

import pytest

from filings.filled import Cells, amount
from filings.structure.told import said, told
from jixiao_xlsx.findings import Severity

COUNT, RATE = "indicators.output.quantity[1]", "indicators.output.quality[1]"
TIMELY, COST = "indicators.output.timeliness[1]", "indicators.output.cost[1]"
PLEASED = "indicators.satisfaction.beneficiaries[1]"


def row(place: str, name: str, target: str, actual: str, forecast: str, *, chance: str = "certain") -> dict[str, str]:
    cells = {"name": name, "target": target, "actual": actual, "forecast": forecast, chance: "√"}
    return {f"{place}.{column}": value for column, value in cells.items()}


CLEAN: Cells = {
    "funds.fiscal.initial": amount("89.97"),
    "funds.fiscal.executed": amount("52.30"),
    "funds.fiscal.forecast": amount("89.97"),
    **row(COUNT, "适老化改造户数", "≥500户", "320户", "500户"),
    **row(RATE, "改造验收合格率", "≥98%", "99%", "98%"),
    **row(TIMELY, "项目完成时间", "2026年11月30日前", "正在施工", "2026年11月20日"),
    **row(COST, "户均改造成本", "≤3000元", "2950元", "2980元"),
    **row(PLEASED, "老人满意度", "≥95%", "96%", "95%"),
}


def test_a_year_on_its_way_is_let_be() -> None:
    assert told("P4", CLEAN) == []


@pytest.mark.parametrize(
    ("name", "target", "actual", "forecast"),
    [
        ("适老化改造户数", "≥500户", "520户", "510户"),
        ("适老化改造户数", "500户", "320户", "180户"),
        ("发放补贴人次", "≥3万人次", "2万人次", "12000人次"),
        ("培训场次", "≥12场", "9场", "3场"),
        ("安全事故发生数", "≤3起", "2起", "1起"),
        ("发放救助金额", "≥500万元", "320万元", "180万元"),
        ("培训场次", "≥12场", "九场", "三场"),
        ("改造户数（户）", "≥500", "520", "100"),
    ],
)
def test_a_forecast_below_what_is_done_is_told_at_the_forecast(
    name: str, target: str, actual: str, forecast: str
) -> None:
    (finding,) = said("P4", {**CLEAN, **row(COUNT, name, target, actual, forecast)})
    assert (finding.code, finding.where.key, finding.severity) == ("T37", f"{COUNT}.forecast", Severity.EXPLAIN)
    assert forecast in finding.message
    assert actual in finding.message


@pytest.mark.parametrize(
    "cells",
    [
        row(COUNT, "适老化改造户数", "≥500户", "500户", "500户"),
        row(COUNT, "适老化改造户数", "≥500户", "520户", "700户"),
        row(COUNT, "在册低保户数", "≥500户", "520户", "510户"),
        row(COUNT, "设备完好台数", "≥50台", "已完成", "50台"),
        row(RATE, "验收合格率", "≥98%", "100%", "98%"),
        row(COST, "户均改造成本", "≤3000元", "2950元", "2900元"),
        row(COST, "项目总成本", "≤90万元", "52万元", "88万元"),
        row(COST, "单位能耗", "≤90吨", "52吨", "50吨"),
        row(COUNT, "平均等候天数", "≤9天", "8天", "7天"),
        row(COUNT, "培训人次", "≥500人次", "约520人次", "500人次"),
        row(COUNT, "培训场次", "≥1场/月", "7场", "1场/月"),
        row(PLEASED, "老人满意度", "≥95%", "98%", "95%"),
        row(RATE, "空气质量指数", "≤90", "80", "75"),
    ],
)
def test_what_goes_up_and_down_is_let_be(cells: Cells) -> None:
    assert told("P4", {**CLEAN, **cells}) == []


@pytest.mark.parametrize(
    ("place", "name", "target", "actual", "forecast"),
    [
        (COUNT, "适老化改造户数", "≥500户", "320户", "450户"),
        (COUNT, "发放补贴人次", "≥3万人次", "1万人次", "25000人次"),
        (RATE, "验收合格率", "≥98%", "97%", "95%"),
        (RATE, "补贴发放准确率", "=100%", "99%", "99%"),
        (TIMELY, "项目完成时间", "2026年11月30日前", "正在施工", "2027年3月底"),
        (TIMELY, "项目完成时间", "12月31日前", "正在施工", "延期至明年"),
        (COST, "户均改造成本", "≤3000元", "2900元", "3200元"),
        (COST, "项目总成本", "≤90万元", "52万元", "950000元"),
        (PLEASED, "老人满意度", "≥95%", "90%", "92%"),
        (COUNT, "设备采购台数", "≥50台", "0台", "0台"),
        (COUNT, "设备采购台数", "≥50台", "0台", "无法完成"),
    ],
)
def test_a_tick_beside_a_forecast_that_misses_is_told_at_the_tick(
    place: str, name: str, target: str, actual: str, forecast: str
) -> None:
    (finding,) = said("P4", {**CLEAN, **row(place, name, target, actual, forecast)})
    assert (finding.code, finding.where.key, finding.severity) == ("T38", f"{place}.certain", Severity.EXPLAIN)
    assert forecast in finding.message
    assert "确定能" in finding.message


@pytest.mark.parametrize(
    "cells",
    [
        {
            f"{COUNT}.certain": None,
            **row(COUNT, "适老化改造户数", "≥500户", "320户", "450户", chance="possible"),
            f"{COUNT}.reason": "雨季施工慢",
        },
        row(COUNT, "适老化改造户数", "≥500户", "320户", "505户"),
        row(COUNT, "适老化改造户数", "≥500户", "320户", "完成"),
        row(COUNT, "适老化改造户数", "≥500户", "320户", "预计完成全年任务"),
        row(COUNT, "适老化改造户数", "≥500户", "320户", "约500户"),
        row(TIMELY, "项目完成时间", "12月底前", "正在施工", "11月底"),
        row(TIMELY, "项目完成时间", "12月底前", "正在施工", "按期完成"),
        row(COST, "户均改造成本", "≤3000元", "2900元", "3000元"),
        row(RATE, "验收合格率", "≥98%", "97%", "98.5%"),
        row(COUNT, "适老化改造", "完成改造任务", "进行中", "全部完成"),
        row(COUNT, "适老化改造户数", "≥500户", "320户", "480人"),
        row(RATE, "社会效果", "明显提升", "有所提升", "明显提升"),
    ],
)
def test_a_tick_that_agrees_is_let_be(cells: Cells) -> None:
    assert [code for code, _ in told("P4", {**CLEAN, **cells})] in ([], ["T26"])


@pytest.mark.parametrize("spent", ["2.70", "0", "0.5", "8.99"])
def test_no_money_spent_beside_certain_targets_is_told(spent: str) -> None:
    (finding,) = said("P4", {**CLEAN, "funds.fiscal.executed": amount(spent)})
    assert (finding.code, finding.where.key, finding.severity) == (
        "T39",
        "funds.fiscal.executed",
        Severity.EXPLAIN,
    )
    assert "89.97" in finding.message
    assert "%" in finding.message


@pytest.mark.parametrize(
    "cells",
    [
        {"funds.fiscal.executed": amount("9.00")},
        {"funds.fiscal.executed": amount("52.30")},
        {"funds.fiscal.executed": None},
        {"funds.fiscal.initial": None},
        {"funds.fiscal.executed": amount("2.70"), f"{COUNT}.remark": "工程款年底集中支付"},
        {"funds.fiscal.executed": amount("2.70"), f"{COUNT}.reason": "采购正在进行"},
        {
            "funds.fiscal.executed": amount("2.70"),
            f"{COUNT}.certain": None,
            f"{COST}.certain": None,
            f"{COUNT}.possible": "√",
        },
        {"funds.fiscal.executed": amount("2.70"), f"{COST}.certain": None, f"{RATE}.certain": None},
        {"funds.fiscal.executed": amount("2.70"), f"{PLEASED}.remark": "尾款待验收后结算"},
        {
            "funds.fiscal.executed": amount("2.70"),
            "funds.other.initial": amount("10"),
            "funds.other.executed": amount("10"),
        },
    ],
)
def test_money_on_its_way_is_let_be(cells: Cells) -> None:
    assert told("P4", {**CLEAN, **cells}) == []


def test_an_evaluation_is_no_forecast() -> None:
    place = "indicators.output.quantity[1]"
    cells = {f"{place}.name": "改造户数", f"{place}.target": "≥500户", f"{place}.actual": "450户"}
    assert told("P1", {**cells, "funds.fiscal.budgeted": amount("89.97"), "funds.fiscal.executed": amount("1")}) == []


def test_a_doubt_among_many_leaves_the_rest_to_be_paid_for() -> None:
    cells = {"funds.fiscal.executed": amount("2.70"), f"{COST}.certain": None}
    assert told("P4", {**CLEAN, **cells}) == [("T39", "funds.fiscal.executed")]
