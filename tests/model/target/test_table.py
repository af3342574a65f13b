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
