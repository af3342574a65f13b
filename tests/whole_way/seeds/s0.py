"""S0 部门整体绩效申报表, 2023."""

from __future__ import annotations

from clients.labels import right_of
from whole_way.seeds.filling import Seed, money, put, rows

HEADS = (("指标内容", "name"), ("指标值", "target"))
FIVE = (
    "困难残疾人生活补贴：农业户口享受人数≥4000，非农业户口人数≥4000；重度残疾人护理补贴：≥16000人；"
    "重度残疾人特困生活补助：农业户口≥900，非农业户口≥900。"
)
OUTPUT, BENEFIT, SATISFACTION = "产出指标", "效益指标", "满意度指标"

S0 = Seed(
    "S0",
    2023,
    (
        money(right_of("其中：一般公共预算拨款"), "14042.32", "funds.general.amount"),
        money(right_of("其他资金"), "2405.91", "funds.other.amount"),
        put(right_of("职能1"), "管理社会组织，统筹社会救助。", "duties[1].text"),
        put(right_of("职能2"), "管理婚姻与殡葬事务。", "duties[2].text"),
        put(right_of("职能5"), "编制民政规划并监督执行。", "duties[5].text"),
        put(right_of("目标1"), "救助对象及时得到救助。", "goals[1].text"),
        put(right_of("目标2"), "婚俗与殡葬改革取得实效。", "goals[2].text"),
        put(right_of("目标5"), "年度重点任务按期完成。", "goals[5].text"),
        *rows((OUTPUT, "数量指标"), "indicators.output.quantity", HEADS, (
            ("开展老年人居家适老化改造", "≥500户"),
            ("开展政府购买居家养老服务人数", "≥5500人"),
            ("发放80岁-89岁高龄补贴人数", "≥30000人"),
            ("残疾人补贴发放人数", FIVE),
            ("安排城市社区惠民资金", "＝198个社区"),
        )),
        *rows((OUTPUT, "质量指标"), "indicators.output.quality", HEADS, (
            ("婚姻收养登记人数", "按实际发生数"),
            ("转移支付资金拨付准确率、资金足额发放率", "≥95%"),
            ("婚姻收养登记合格率", "＝100%"),
            ("做好清明祭扫保障工作", "实现平安清明"),
        )),
        *rows((OUTPUT, "时效指标"), "indicators.output.timeliness", HEADS, (("各项工作完成时间", "12月底前"),)),
        *rows((OUTPUT, "成本指标"), "indicators.output.cost", HEADS, (("资金预算控制率", "≤100%"),)),
        *rows((BENEFIT, "社会效益指标"), "indicators.benefit.social", HEADS, (
            ("残疾人护理负担减轻程度", "长期/优"),
            ("应保尽保程度", "长期/优"),
        )),
        *rows((BENEFIT, "可持续影响指标"), "indicators.benefit.sustainability", HEADS,
              (("治理创新持续推进", "长期/优"),)),
        *rows((SATISFACTION, SATISFACTION), "indicators.satisfaction.beneficiaries", HEADS,
              (("服务对象对项目实施的投诉率", "≤5%"),)),
    ),
    {"head.agency": "示例市民政局", "head.code": "00202"},
)  # fmt: skip
