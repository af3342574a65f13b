"""P1 项目支出绩效自评表, 2024."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from clients.labels import below, cross, nth, right_of
from whole_way.seeds.filling import Filling, Path, Seed, money, put

FUNDS = {
    ("其中：当年财政拨款", "fiscal"): ("100", "98", "95"),
    ("上年结转资金", "carried"): ("20", "20", "17.5"),
    ("其他资金", "other"): ("0", "0", "0"),
}
MONEY_HEADS = (("年初预算数", "initial"), ("全年预算数(A)", "budgeted"), ("全年执行数(B)", "executed"))
# 一级, 二级, line, key, 三级指标, 年度指标值, 实际完成值, 分值, 得分
INDICATORS = (
    ("产出指标", "数量指标", 1, "output.quantity", "完成改造户数", "≥500户", "512户", "10", "10"),
    ("产出指标", "数量指标", 2, "output.quantity", "上门评估次数", "≥600次", "630次", "5", "5"),
    ("产出指标", "质量指标", 1, "output.quality", "改造验收合格率", "＝100%", "100%", "10", "10"),
    ("产出指标", "质量指标", 2, "output.quality", "设备故障率", "≤2%", "1.5%", "5", "5"),
    ("产出指标", "时效指标", 1, "output.timeliness", "改造完成时间", "11月底前", "12月10日", "10", "8"),
    ("产出指标", "成本指标", 1, "output.cost", "户均改造成本", "≤2400元", "2197元", "10", "10"),
    ("效益指标", "经济效益指标", 1, "benefit.economic", "减轻家庭改造负担", "≥2000元/户", "2100元/户", "5", "5"),
    ("效益指标", "社会效益指标", 1, "benefit.social", "居家跌倒事件下降率", "≥20%", "24%", "10", "10"),
    ("效益指标", "生态效益指标", 1, "benefit.ecological", "环保材料使用率", "≥90%", "93%", "5", "5"),
    ("效益指标", "可持续影响指标", 1, "benefit.sustainability", "后续维护机制", "建立健全", "已建立", "10", "10"),
    ("满意度指标", "服务对象满意度指标", 1, "satisfaction.beneficiaries", "改造家庭满意度", "≥95%", "97%", "10", "10"),
)


def funds() -> Iterator[Filling]:
    for (label, key), amounts in FUNDS.items():
        for (head, name), amount in zip(MONEY_HEADS, amounts, strict=True):
            yield money(cross(label, head), amount, f"funds.{key}.{name}")


def indicators() -> Iterator[Filling]:
    for first, second, line, path, name, target, actual, points, score in INDICATORS:
        label: Path = (first, second)
        row, key = nth(label, line), f"indicators.{path}[{line}]"
        yield put(cross(row, "三级指标"), name, f"{key}.name")
        yield put(cross(row, "年度指标值"), target, f"{key}.target")
        yield put(cross(row, "实际完成值"), actual, f"{key}.actual")
        yield put(cross(row, "分值"), Decimal(points), f"{key}.points")
        yield put(cross(row, "得分"), Decimal(score), f"{key}.score")


P1 = Seed(
    "P1",
    2024,
    (
        put(right_of("实施单位"), "示例市居家养老服务中心", "head.implementer"),
        *funds(),
        put(below("预期目标"), "为困难老年人家庭实施适老化改造。", "goal.expected"),
        put(below("实际完成情况"), "完成512户改造并通过验收。", "goal.achieved"),
        *indicators(),
        put(cross(("产出指标", "时效指标"), "偏差原因分析及改进措施"), "到货延迟，下年提前备货。",
            "indicators.output.timeliness[1].deviation"),
    ),
    {"head.project": "适老化改造", "head.department": "示例市民政局"},
)  # fmt: skip
