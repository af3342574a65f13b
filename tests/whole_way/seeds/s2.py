"""S2 部门整体支出绩效目标申报表, 2022."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from clients.labels import below, cross, right_of
from whole_way.seeds.filling import Filling, Path, Seed, money, put, rows

FUNDS = "部门总体资金情况（万元）"
HEADS = (
    ("指标名称", "name"), ("2020年", "y_2"), ("2021年", "y_1"), ("预期当年实现值", "plan"), ("绩效标准", "standard"),
)  # fmt: skip
YEARS = (("2020年", "y_2"), ("2021年", "y_1"), ("当年预算收支", "y0"))
MONEY = {
    (("收入构成", "财政拨款"), "income.fiscal"): ("4749.16", "5818.97", "6009.09"),
    (("收入构成", "其他资金"), "income.other"): ("29.4", "0", "48"),
    (("支出构成", "基本支出"), "spending.basic"): ("865.54", "974.8", "1056.27"),
    (("支出构成", "项目支出"), "spending.project"): ("3913.02", "4844.17", "5000.82"),
}
QUANTITY, QUALITY, TIMELINESS = ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "时效指标")
SOCIAL, SERVED = ("效益指标", "社会效益指标"), ("满意度指标", "服务对象满意度指标")
KEYS: dict[Path, str] = {
    QUANTITY: "output.quantity", QUALITY: "output.quality", TIMELINESS: "output.timeliness",
    SOCIAL: "benefit.social", SERVED: "satisfaction.beneficiaries",
}  # fmt: skip


def funds() -> Iterator[Filling]:
    for (label, key), amounts in MONEY.items():
        for (head, name), amount in zip(YEARS, amounts, strict=True):
            yield money(cross(label, head, within=FUNDS), amount, f"funds.{key}.{name}")


def goal(number: int, text: str, lines: dict[Path, tuple[tuple[str, str], ...]]) -> Iterator[Filling]:
    """A goal and its own table; history, plan and standard are the same, as departments like to write."""
    title = f"年度目标{number}："
    yield put(right_of(title), text, f"goals[{number}].text")
    for label, pairs in lines.items():
        key = f"goals[{number}].indicators.{KEYS[label]}"
        same = ((name, value, value, value, value) for name, value in pairs)
        yield from rows(label, key, HEADS, same, within=title)


S2 = Seed(
    "S2",
    2022,
    (
        put(right_of("填报日期："), datetime.date(2022, 1, 14), "head.date"),
        put(right_of("填报人"), "联系人甲", "head.filler"),
        put(right_of("联系电话"), "0771-1234567", "head.phone"),
        *funds(),
        put(right_of("部门职能概述"), "社会组织、社会救助、基层治理、养老和儿童福利。", "duties.text"),
        put(right_of("年度工作任务"), "抓好救助、养老和社区治理。", "tasks.text"),
        put(below("长期目标"), "抓好救助、养老和社区治理。", "overall.long_term"),
        put(below("年度目标"), "目标1至目标4按期完成。", "overall.annual"),
        *goal(1, "保障困难群众基本生活。", {
            QUANTITY: (("困难人群救助数量", "应保尽保、应救尽救"),),
            QUALITY: (("困难人群救助质量", "根据政策标准执行"),),
            TIMELINESS: (("困难人群救助金发放及时性", "及时发放补贴，不拖欠"),),
            SOCIAL: (("取得的社会效益", "及时高效，救急解难"),),
            SERVED: (("满意度", "95%以上"),),
        }),
        *goal(2, "提高老年福利水平。", {
            QUANTITY: (
                ("享受高龄补贴人数", "高龄津贴80岁以上老人全覆盖"),
                ("养老机构及设施补贴数量", "符合政策条件纳入补贴范围"),
                ("享受护理员补贴人数", "符合条件的持证人员纳入补贴范围"),
            ),
            QUALITY: (("补助补贴的标准", "根据政策标准执行"),),
            TIMELINESS: (("补助补贴发放及时性", "及时发放，不拖欠"),),
            SOCIAL: (("项目实施的社会效益", "老年人获得感不断增强"),),
            SERVED: (("满意度", "95% 以上"),),
        }),
        *goal(3, "推进社区治理创新。", {SOCIAL: (("健全社区工作者机制", "基层治理能力得到加强"),)}),
        *goal(4, "做好民政管理事务。", {
            SOCIAL: (("民政管理事务", "依法依规落实各项政策"),),
            SERVED: (("满意度", "95% 以上"),),
        }),
    ),
    {"head.agency": "示例市民政局"},
)  # fmt: skip
