"""S4 部门整体支出绩效自评报告关键数据和文字材料, 2023."""

from __future__ import annotations

import datetime

from clients.labels import cross, right_of
from whole_way.seeds.filling import Seed, money, put

BUDGET, OUTLAY, RESULTS = "年初预算（万元）", "总支出（万元）", "履职完成关键数据"

S4 = Seed(
    "S4",
    2023,
    (
        put(right_of("填报日期"), datetime.date(2024, 3, 20), "head.date"),
        put(right_of("在职人员"), 32, "head.staff"),
        put(right_of("退休人员"), 26, "head.retired"),
        money(cross("基本支出", "2023年", within=BUDGET), "412.92", "budget.basic.y0"),
        money(cross("项目支出", "2023年", within=BUDGET), "2815.16", "budget.project.y0"),
        money(cross("年初预算合计", "2022年", within=BUDGET), "3859.65", "budget.total.y_1"),
        money(cross("基本支出", "金额", within=OUTLAY), "378.60", "outlay.basic.amount"),
        money(cross("项目支出", "金额", within=OUTLAY), "17539.24", "outlay.project.amount"),
        money(cross("上级补助收入", "金额", within=OUTLAY), "5349.81", "outlay.upper_grant.amount"),
        put(cross(("社会组织", "社会团体"), "数值"), 95, "results.organizations.associations.value"),
        put(cross(("社会组织", "民办非企业单位"), "数值"), 80, "results.organizations.services.value"),
        put(cross(("党组织", "单独组建"), "数值"), 28, "results.party.single.value"),
        put(cross(("党组织", "联合组建"), "数值"), 25, "results.party.joint.value"),
        money(cross(("福利彩票", "电脑票"), "数值"), "647.7", "results.lottery.computer.value"),
        money(cross(("福利彩票", "即开票"), "数值"), "831.6", "results.lottery.instant.value"),
        money(cross(("筹款", "线上募集"), "数值"), "946491.93", "results.donations.online.value"),
        money(cross(("筹款", "线上配捐"), "数值"), "47330.42", "results.donations.matched.value"),
        put(cross(("颐养之家", "已建成"), "数值"), 78, "results.care_homes.built.value"),
        put(cross(("颐养之家", "城乡社区总数"), "数值"), 89, "results.care_homes.communities.value"),
        put(cross("主要职责及组织架构", "文字材料"), "管理民政事务，内设四个科室。", "texts.overview.duties.text"),
        put(cross("预算及执行情况", "文字材料"), "年初预算全部由财政拨款安排。", "texts.overview.execution.text"),
        put(cross("履职完成情况", "文字材料"), "救助、养老、社会组织各项任务按期完成。", "texts.achieved.done.text"),
        put(cross("改进方向和具体措施", "文字材料"), "目标与进度双监控。", "texts.problems.remedy.text"),
        put(cross("四、结果应用和公开", "文字材料"), "在门户网站公开。", "texts.application.text"),
    ),
    {"head.agency": "示例市民政局"},
)
