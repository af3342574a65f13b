"""The table of what people write and what it means, row by row: the outcome is data."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao_xlsx.model.target import Direction, Target, TargetIssueCode, TargetKind, TargetPart, parse_target

UP, DOWN, EQUAL, OPEN = Direction.POSITIVE, Direction.NEGATIVE, Direction.EQUAL, Direction.UNKNOWN


def number(
    operator: str,
    value: str,
    measure: str,
    direction: Direction,
    *,
    label: str = "",
    per: str = "",
    scale: str = "",
    yuan: Decimal | None = None,
) -> TargetPart:
    """A part with a value; an empty operator means an implied "="."""
    return TargetPart(
        label=label,
        operator=operator,
        value=Decimal(value),
        scale=scale,
        measure=measure,
        per=per,
        implied=not operator,
        direction=direction,
        yuan=yuan,
    )


ONE_NUMBER = [
    ("≥500户", number("≥", "500", "户", UP)),
    ("≥5500人", number("≥", "5500", "人", UP)),
    ("≥30000人", number("≥", "30000", "人", UP)),
    ("≥95%", number("≥", "95", "%", UP)),
    ("=198个社区", number("=", "198", "个", EQUAL, label="社区")),
    ("=100%", number("=", "100", "%", EQUAL)),
    ("100% (率)", number("", "100", "%", OPEN, label="率")),
    ("4% (抽查监督率)", number("", "4", "%", UP, label="抽查监督率")),
    ("≤100% (预算控制率)", number("≤", "100", "%", DOWN, label="预算控制率")),
    ("≤5% (投诉率)", number("≤", "5", "%", DOWN, label="投诉率")),
    ("400万人次", number("", "4000000", "人次", OPEN, scale="万")),
    ("95%以上", number("≥", "95", "%", UP)),
    ("95% 以上", number("≥", "95", "%", UP)),
    ("不低于95%", number("≥", "95", "%", UP)),
    ("大于等于95%", number("≥", "95", "%", UP)),
    ("大于或等于95%", number("≥", "95", "%", UP)),
    ("满意度达90%", number("≥", "90", "%", UP, label="满意度")),
    ("购置设备不少于50件", number("≥", "50", "件", UP, label="购置设备")),
    ("每个月界线巡查一次", number("", "1", "次", UP, label="界线巡查", per="月")),
    ("个案辅导次数达到500次", number("≥", "500", "次", UP, label="个案辅导次数")),
    ("100%(含)", number("", "100", "%", OPEN)),
    ("90万元", number("", "90", "万元", OPEN, yuan=Decimal(900000))),
    ("不超过60天", number("≤", "60", "天", DOWN)),
    ("1.2亿元以内", number("≤", "1.2", "亿元", DOWN, yuan=Decimal(120000000))),
    ("超过3家", number(">", "3", "家", UP)),
    ("低于5‰", number("<", "5", "‰", DOWN)),
    ("﹦１００％", number("=", "100", "%", EQUAL)),
    ("＞９０％。", number(">", "90", "%", UP)),
    ("≧90%；", number("≥", "90", "%", UP)),
    ("⩾90%", number("≥", "90", "%", UP)),
    ("百分之九十五", number("", "95", "%", OPEN)),
    ("全年三场", number("", "3", "场", OPEN, per="年")),
    ("两个", number("", "2", "个", OPEN)),
    ("500元/人/月", number("", "500", "元", OPEN, per="人/月", yuan=Decimal(500))),
    ("1100元/人·月", number("", "1100", "元", OPEN, per="人/月", yuan=Decimal(1100))),
    ("0起", number("", "0", "起", OPEN)),
    ("零投诉", number("", "0", "", DOWN, label="投诉")),
    ("前三名", number("≤", "3", "名", DOWN, label="名次")),
    ("80岁以上老人≥500人", number("≥", "500", "人", UP, label="80岁以上老人")),
    ("%=99百分比", number("=", "99", "%", EQUAL)),
    ("％≥95", number("≥", "95", "%", UP)),
    ("户≥500", number("≥", "500", "户", UP)),
    ("≥95%%", number("≥", "95", "%", UP)),
    ("半年一次", number("", "1", "次", OPEN, per="半年")),
    ("每半年1次", number("", "1", "次", OPEN, per="半年")),
    ("季度一次", number("", "1", "次", OPEN, per="季度")),
    ("月均2次", number("", "2", "次", OPEN, per="月")),
    ("≥九成", number("≥", "90", "%", UP)),
    ("9成以上", number("≥", "90", "%", UP)),
    ("八成五", number("", "85", "%", OPEN)),
    ("过八成", number(">", "80", "%", UP)),
    ("三分之一以上", number("≥", "33.33", "%", UP)),
    ("三分之二", number("", "66.67", "%", OPEN)),
    ("≥2/3", number("≥", "66.67", "%", UP)),
    ("2/3以上", number("≥", "66.67", "%", UP)),
    ("过半数", number(">", "50", "%", UP)),
    ("半数以上", number("≥", "50", "%", UP)),
    ("翻一番", number("", "100", "%", UP, label="增长")),
    ("有效投诉为零", number("", "0", "", DOWN, label="有效投诉")),
    ("180日历天", number("", "180", "日历天", OPEN)),
    ("百分之九十五点五", number("", "95.5", "%", OPEN)),
    ("≥1万3千人", number("≥", "13000", "人", UP)),
    ("(≥)95%", number("≥", "95", "%", UP)),
    ("≥（95）%", number("≥", "95", "%", UP)),
    ("“≥95%”", number("≥", "95", "%", UP)),
    ("1000（元/人）", number("", "1000", "元", OPEN, per="人", yuan=Decimal(1000))),
    ("及时率达到100%", number("≥", "100", "%", UP, label="及时率")),
    ("及格率≥90%", number("≥", "90", "%", UP, label="及格率")),
    ("和谐社区创建3个", number("", "3", "个", UP, label="和谐社区创建")),
    ("≥4次（每季度1次）", number("≥", "4", "次", UP, label="每季度1次")),
    ("≥500户（其中：新建200户）", number("≥", "500", "户", UP, label="其中:新建200户")),
    ("≥90分（满分100）", number("≥", "90", "分", UP, label="满分100")),
]

RANGES = [
    ("2.3–3.5", "2.3", "3.5", ""),
    ("95%-100%", "95", "100", "%"),
    ("10～20万元", "10", "20", "万元"),
    ("3至5个工作日内", "3", "5", "工作日"),
    ("≥90%且≤95%", "90", "95", "%"),
    ("1-2万人次", "10000", "20000", "人次"),
    ("±5%", "-5", "5", "%"),
    ("50±5分", "45", "55", "分"),
    ("90≤得分≤100", "90", "100", ""),
    ("三到五次", "3", "5", "次"),
    ("十至十五场", "10", "15", "场"),
    ("五六次", "5", "6", "次"),
]

DATES = [
    ("12月底前", "≤", "2023-12-31"),
    ("6月底前已全部发放", "≤", "2023-06-30"),
    ("十二月底前", "≤", "2023-12-31"),
    ("6月30日前", "≤", "2023-06-30"),
    ("年底前", "≤", "2023-12-31"),
    ("第三季度末", "", "2023-09-30"),
    ("12月31日之前", "≤", "2023-12-31"),
    ("2023年2月底前", "≤", "2023-02-28"),
    ("2024年2月底前", "≤", "2024-02-29"),
    ("2025年前", "≤", "2025-12-31"),
    ("不晚于6月30日", "≤", "2023-06-30"),
    ("次年3月底前", "≤", "2024-03-31"),
    ("2023.06.30前", "≤", "2023-06-30"),
    ("上半年", "", "2023-06-30"),
    ("3-10月", "", "2023-10-31"),
    ("每月25日前", "≤", "---25"),
    ("二〇二三年六月三十日前", "≤", "2023-06-30"),
]

WORDED = [
    ("按实际发生数", TargetKind.STANDARD, "", "", "", "实际发生数"),
    ("长期/优", TargetKind.QUALITATIVE, "", "优", "长期", ""),
    ("实现平安清明", TargetKind.QUALITATIVE, "", "", "", ""),
    ("应保尽保、应救尽救", TargetKind.QUALITATIVE, "", "应保尽保、应救尽救", "", ""),
    (
        "不低于省要求的一类地区城乡低保最低标准",
        TargetKind.STANDARD,
        "≥",
        "",
        "",
        "省要求的一类地区城乡低保最低标准",
    ),
    ("和孤儿基本生活保障标准齐平", TargetKind.STANDARD, "=", "", "", "孤儿基本生活保障标准"),
    ("高龄津贴80岁以上老人全覆盖", TargetKind.QUALITATIVE, "", "全覆盖", "", ""),
    ("不适用", TargetKind.NOT_APPLICABLE, "", "", "", ""),
    ("—", TargetKind.NOT_APPLICABLE, "", "", "", ""),
    ("/", TargetKind.NOT_APPLICABLE, "", "", "", ""),
    ("已完成", TargetKind.STATUS, "", "", "", ""),
    ("达成预期目标", TargetKind.STATUS, "", "", "", ""),
    ("及时完成", TargetKind.STATUS, "", "", "", ""),
    ("XX", TargetKind.PLACEHOLDER, "", "", "", ""),
    ("***", TargetKind.PLACEHOLDER, "", "", "", ""),
    ("……", TargetKind.PLACEHOLDER, "", "", "", ""),
    ("待定", TargetKind.PLACEHOLDER, "", "", "", ""),
    ("每条150字以内", TargetKind.PLACEHOLDER, "", "", "", ""),
    ("显著提升", TargetKind.QUALITATIVE, "", "显著提升", "", ""),
    ("逐步", TargetKind.QUALITATIVE, "", "逐步", "", ""),
    ("按政策标准", TargetKind.STANDARD, "", "", "", "政策标准"),
    ("国家二级标准", TargetKind.STANDARD, "", "", "", "国家二级标准"),
    ("不超预算", TargetKind.STANDARD, "≤", "", "", "预算"),
    ("不低于上年", TargetKind.STANDARD, "≥", "", "", "上年"),
    ("A级", TargetKind.QUALITATIVE, "", "A级", "", ""),
    ("一体化", TargetKind.QUALITATIVE, "", "", "", ""),
    ("统一", TargetKind.QUALITATIVE, "", "", "", ""),
    ("1:3", TargetKind.UNPARSED, "", "", "", ""),
    ("1比3", TargetKind.UNPARSED, "", "", "", ""),
    ("12..5万元", TargetKind.UNPARSED, "", "", "", ""),
    ("#DIV/0!", TargetKind.UNPARSED, "", "", "", ""),
    ("本项目不涉及", TargetKind.NOT_APPLICABLE, "", "", "", ""),
    ("无此类支出", TargetKind.NOT_APPLICABLE, "", "", "", ""),
    ("7*24小时", TargetKind.QUALITATIVE, "", "", "", ""),
    ("7×24小时值守", TargetKind.QUALITATIVE, "", "", "", ""),
    ("公厕24小时开放", TargetKind.QUALITATIVE, "", "", "", ""),
    ("全天候", TargetKind.QUALITATIVE, "", "", "", ""),
    ("3A级以上", TargetKind.QUALITATIVE, "", "3A级", "", ""),
    ("在项目计划完成时间内完成", TargetKind.STANDARD, "≤", "", "", "项目计划完成时间"),
    ("在规定期限内办结", TargetKind.STANDARD, "≤", "", "", "规定期限"),
    ("不低于省定目标", TargetKind.STANDARD, "≥", "", "", "省定目标"),
]


@pytest.mark.parametrize(("text", "part"), ONE_NUMBER, ids=[text for text, _ in ONE_NUMBER])
def test_one_number(text: str, part: TargetPart) -> None:
    target = parse_target(text)
    assert (target.kind, target.parts) == (TargetKind.NUMBER, (part,))
    assert target.direction is part.direction
    assert target.raw == text


@pytest.mark.parametrize(("text", "low", "high", "measure"), RANGES)
def test_a_range_includes_both_ends(text: str, low: str, high: str, measure: str) -> None:
    target = parse_target(text)
    part = target.parts[0]
    assert target.kind is TargetKind.RANGE
    assert (part.low, part.high, part.measure, part.value) == (Decimal(low), Decimal(high), measure, None)


@pytest.mark.parametrize(("text", "operator", "deadline"), DATES)
def test_a_date(text: str, operator: str, deadline: str) -> None:
    target = parse_target(text, year=2023)
    assert (target.kind, target.parts[0].operator, target.deadline) == (TargetKind.DATE, operator, deadline)


@pytest.mark.parametrize(("text", "kind", "operator", "level", "horizon", "reference"), WORDED)
def test_words_without_a_number(
    text: str, kind: TargetKind, operator: str, level: str, horizon: str, reference: str
) -> None:
    target = parse_target(text)
    found = (target.kind, _operator(target), target.level, target.horizon, target.reference)
    assert found == (kind, operator, level, horizon, reference)


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("系统维护成本", "45万", ("", "45", "万元")),
        ("项目总投资", "≤120万", ("≤", "120", "万元")),
        ("融资额", "1.5亿", ("", "1.5", "亿元")),
        ("资金", "100万以内", ("≤", "100", "万元")),
        ("培训人次", "3万", ("", "30000", "")),
        ("补助人数", "≥3万", ("≥", "30000", "")),
        ("受益群众", "1.2万", ("", "12000", "")),
        ("成本", "450000", ("", "450000", "")),
        ("群众满意度（%）", "≥90", ("≥", "90", "%")),
        ("接待群众数量(人次)", "不少于800", ("≥", "800", "人次")),
        ("客流量（万人次）", "30", ("", "300000", "人次")),
        ("群众满意度（%）", "0.95", ("", "0.95", "")),
        ("群众满意度（%）", "≥90%", ("≥", "90", "%")),
        ("服务期（合同）", "3", ("", "3", "")),
    ],
)
def test_the_name_tells_the_measure_that_was_left_out(name: str, text: str, found: tuple[str, str, str]) -> None:
    part = parse_target(text, name=name).parts[0]
    assert (part.operator, str(part.value), part.measure) == found


@pytest.mark.parametrize(
    ("name", "text", "deadline"),
    [
        ("完成时间", "2016", "2016-12-31"),
        ("项目完成时限", "2023", "2023-12-31"),
        ("完成时间", "≤2023", "2023-12-31"),
        ("完成时间", "2023.12", "2023-12-31"),
        ("完成时间", "202306", "2023-06-30"),
        ("完成时间", "2023-06", "2023-06-30"),
        ("完成时间", "12.31", "2023-12-31"),
        ("完成时间", "2023.1-2023.12", "2023-12-31"),
        ("培训人次", "2016", ""),
        ("补助金额", "2023.12", ""),
        ("响应时间", "30", ""),
    ],
)
def test_a_bare_year_is_a_date_where_the_name_asks_for_one(name: str, text: str, deadline: str) -> None:
    target = parse_target(text, name=name, year=2023)
    assert (target.deadline, target.kind is TargetKind.DATE) == (deadline, bool(deadline))


@pytest.mark.parametrize(
    "text", ["完成三成员培训", "成本不超概算", "通过半年考核", "9成新设备", "2024/2025学年", "3/4", "第五六次会议"]
)
def test_words_that_look_like_shares_are_none(text: str) -> None:
    target = parse_target(text, year=2023)
    assert not any(part.measure == "%" for part in target.parts)


def _operator(target: Target) -> str:
    return target.parts[0].operator if target.parts else ""


def test_five_thresholds_in_one_cell() -> None:
    target = parse_target(
        "困难残疾人生活补贴农业户口≥4000，非农业户口人数≥4000；重度残疾人护理补贴≥16000人；"
        "低保边缘户≥900，非农业户口≥900。"
    )
    assert target.kind is TargetKind.COMPOUND
    assert [(part.operator, str(part.value), part.measure) for part in target.parts] == [
        ("≥", "4000", "人"),
        ("≥", "4000", "人"),
        ("≥", "16000", "人"),
        ("≥", "900", "人"),
        ("≥", "900", "人"),
    ]
    assert all(part.label for part in target.parts)
    inherited = [issue.part for issue in target.issues if issue.code is TargetIssueCode.INHERITED_MEASURE]
    assert inherited == [0, 1, 3, 4]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "手册5000份以上，指导换届选举工作2次以上",
            [("手册", "≥", "5000", "份"), ("指导换届选举工作", "≥", "2", "次")],
        ),
        ("管理维护的界线约74个，巡查32次", [("管理维护的界线", "≈", "74", "个"), ("巡查", "", "32", "次")]),
        ("1.培训2次⏎2.发放手册500份", [("培训", "", "2", "次"), ("发放手册", "", "500", "份")]),
    ],
)
def test_two_thresholds_in_one_cell(text: str, parts: list[tuple[str, str, str, str]]) -> None:
    target = parse_target(text.replace("⏎", "\n"))
    assert [(part.label, part.operator, str(part.value), part.measure) for part in target.parts] == parts
    assert target.has(TargetIssueCode.COMPOUND)


def test_a_change_keeps_what_it_is_measured_against() -> None:
    target = parse_target("较上年下降3%", name="事故起数")
    assert (target.basis, target.parts[0].label, target.direction) == ("上年", "下降", Direction.POSITIVE)
    # Less of what? Nobody knows without the name.
    assert parse_target("较上年下降3%").direction is Direction.UNKNOWN
