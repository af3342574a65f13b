"""S3 部门预算项目绩效自评表, 2021: sixteen projects, one to a line."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from clients.labels import below, nth
from whole_way.seeds.filling import Filling, Path, Seed, money, put

BUDGETED, EXECUTED = "项目年度预算金额", "实际支出金额"
# 序号, 项目名称, 预算: 总额, 一般公共预算, 政府性基金; 支出: the same three; 执行率
PROJECTS = (
    ("1", "办公设备购置", "27.28", "27.28", "", "27.23", "27.23", "", "1"),
    ("", "婚姻登记工作", "61.8", "64.00", "", "63.68", "63.68", "", "0.98"),
    ("2", "基层政权和社区建设", "35.24", "35.24", "", "35.2", "35.2", "", "1"),
    ("3", "界线争议调处维权", "24.97", "24.97", "", "24.96", "24.96", "", "1"),
    ("4", "民办社会福利机构", "263.47", "263.47", "", "255.75", "255.75", "", "0.97"),
    ("5", "其他一般管理事务", "221.55", "221.55", "", "212.78", "212.78", "", "0.96"),
    ("7", "区人才工作专项", "4314.4", "4314.40", "", "4281.07", "4281.07", "", "1"),
    ("8", "社工助弱服务资助金", "5906.95", "5295.56", "311.39", "5985.53", "5274.37", "311.16", "1"),
    ("9", "社会福利救济金", "7", "6.00", "1", "6.5", "6", "0.5", "0.93"),
    ("10", "社会救助工作经费", "18.01", "18.01", "", "17.91", "17.91", "", "0.99"),
    ("11", "社会组织管理", "97", "97.00", "", "96.8", "96.8", "", "1"),
    ("12", "社区服务中心运营经费", "5906.95", "5295.56", "311.39", "5985.53", "5274.37", "311.16", "1"),
    ("13", "社区民生兜底大底单", "34.27", "34.27", "", "34.01", "34.01", "", "0.99"),
    ("14", "重大节日慰问活动", "15", "15.00", "", "14.8", "14.8", "", "0.99"),
    ("15", "养老服务", "322.61", "322.61", "", "317.77", "317.77", "", "0.98"),
    ("16", "养老服务设施建设改造工程", "1", "1.00", "", "1", "1", "", "1"),
)
NUMBERS: tuple[tuple[Path, str], ...] = (
    ((BUDGETED, "总额"), "budgeted.total"),
    ((BUDGETED, "一般公共预算"), "budgeted.general"),
    ((BUDGETED, "政府性基金"), "budgeted.gov_fund"),
    ((EXECUTED, "总额"), "executed.total"),
    ((EXECUTED, "一般公共预算"), "executed.general"),
    ((EXECUTED, "政府性基金"), "executed.gov_fund"),
    (("预算支出执行率",), "rate"),
)
TEXTS: tuple[tuple[Path, str, str], ...] = (
    (("年初绩效目标",), "goal", "按计划完成项目任务"),
    (("绩效目标整体完成情况",), "result", "达成预期目标"),
    (("产出目标", "质量指标", "年度指标内容"), "output.quality.target", "合格率不低于95%"),
    (("产出目标", "质量指标", "完成情况"), "output.quality.actual", "已完成"),
    (("效益目标", "生态效益指标", "完成情况"), "benefit.ecological.actual", "不适用"),
    (("满意度指标", "服务对象满意度指标", "年度指标内容"), "satisfaction.beneficiaries.target", "≥90%"),
    (("满意度指标", "服务对象满意度指标", "完成情况"), "satisfaction.beneficiaries.actual", "已完成"),
    (("整改情况",), "remedy", "无"),
)


def project(line: int, facts: Path) -> Iterator[Filling]:
    serial, name, *numbers = facts
    key = f"projects[{line}]"
    if serial:
        yield put(below(nth("序号", line)), Decimal(serial), f"{key}.serial")
    yield put(below(nth("项目名称", line)), name, f"{key}.name")
    for (head, column), number in zip(NUMBERS, numbers, strict=True):
        if number:
            yield money(below(nth(head, line)), number, f"{key}.{column}")
    for head, column, text in TEXTS:
        yield put(below(nth(head, line)), text, f"{key}.{column}")


S3 = Seed(
    "S3",
    2021,
    (
        put(below(nth("部门名称", 6)), "民政综合保障", "projects[6].group"),
        put(below(nth("部门名称", 14)), "民政综合保障", "projects[14].group"),
        *(filling for line, facts in enumerate(PROJECTS, 1) for filling in project(line, facts)),
    ),
    {},
)
