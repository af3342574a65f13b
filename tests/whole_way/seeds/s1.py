"""S1 部门整体预算绩效目标申报表, 2023."""

from __future__ import annotations

from clients.labels import cross, nth, right_of
from whole_way.seeds.filling import Filling, Seed, money, put, rows

HEADS = (("三级指标", "name"), ("实施周期指标值", "cycle"), ("年度指标值", "annual"))
OUTPUT, BENEFIT = "产出指标", "效益指标"
TASKS = (
    ("社会养老服务计划", "77694.26"), ("儿童福利保障计划", "16170.22"),
    ("基层政权与社区治理和社会工作计划", "98536.91"), ("社会组织管理计划", "2432.00"),
    ("民政专项事务支出计划", "44770.21"), ("社会救助支出计划", "10281.80"),
)  # fmt: skip


def both(*lines: tuple[str, str]) -> tuple[tuple[str, str, str], ...]:
    """The same value for the cycle and the year."""
    return tuple((name, value, value) for name, value in lines)


def tasks() -> tuple[Filling, ...]:
    found: list[Filling] = []
    for number, (name, amount) in enumerate(TASKS, 1):
        label, key = nth("年度重点工作任务", number), f"tasks.main[{number}]"
        found += [
            put(cross(label, "名称"), name, f"{key}.name"),
            put(cross(label, "主要实施内容"), f"{name}的实施内容", f"{key}.content"),
            money(cross(label, "拟投入的资金（万元）"), amount, f"{key}.amount"),
            put(cross(label, "期望达到的目标（概述）"), f"{name}按期完成", f"{key}.goal"),
        ]
    return tuple(found)


S1 = Seed(
    "S1",
    2023,
    (
        put(right_of("下属二级单位数"), 18, "basic.subordinates"),
        money(right_of("基本支出"), "117897.50", "budget.basic"),
        money(right_of("财政拨款"), "381681.03", "budget.fiscal"),
        money(right_of("项目支出"), "96313.27", "budget.project"),
        money(right_of("其他资金"), "67158.50", "budget.other"),
        money(right_of("财政专项资金"), "0", "budget.special"),
        money(right_of("市本级使用资金"), "214409.60", "budget.city"),
        money(right_of("其他事业发展性支出"), "167470.27", "budget.development"),
        money(right_of("拟用于对下转移支付资金"), "167271.43", "budget.transfer"),
        put(right_of("总体绩效目标"), "民政服务更加均衡、便捷、有温度。", "goal.text"),
        *tasks(),
        *rows((OUTPUT, "数量指标"), "indicators.output.quantity", HEADS, both(
            ("全年社工服务人次", "400万人次"), ("地级行政区域界线联检完成率", "100%"), ("动员体系建设覆盖率", "100%"),
        )),
        *rows((OUTPUT, "质量指标"), "indicators.output.quality", HEADS, both(
            ("救助业务信息化率", "100%"), ("养老机构护理型床位比例", "70%"),
            ("市本级社会组织抽查监督率", "4%"), ("市本级社会组织基本信息公示率", "100%"),
        )),
        *rows((OUTPUT, "时效指标"), "indicators.output.timeliness", HEADS, both(("资金发放及时率", "100%"))),
        *rows((BENEFIT, "经济效益指标"), "indicators.benefit.economic", HEADS,
              both(("社会力量运营的养老床位数占比", "70%"))),
        *rows((BENEFIT, "社会效益指标"), "indicators.benefit.social", HEADS, (
            *both(("城乡低保标准", "不低于省要求的一类地区城乡低保最低标准"), ("社会救助对象政策认可程度", "≥90%")),
            *both(("社区居家养老服务设施覆盖率", "100%"), ("孤儿生活保障标准", "不低于全省最低保障标准")),
            *both(("事实无人抚养儿童生活保障标准", "和孤儿基本生活保障标准齐平"), ("基本生活保障金发放率", "100%")),
            *both(("建立民主协商机制的城乡社区比例", "100%")),
            ("社工服务在全市镇（街）覆盖率", "99%", "95%"),
            *both(("注册志愿者人数占常住人口比例", "20%"), ("自愿并符合救助条件的救助率", "100%")),
            *both(("婚姻登记“跨省通办”服务覆盖率", "100%"), ("党的组织和党的工作覆盖率", "100%")),
        )),
    ),
    {"head.agency": "示例市民政局"},
)  # fmt: skip
