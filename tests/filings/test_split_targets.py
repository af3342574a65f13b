"""A target that a form splits over 符号, 值 and 单位 is read as one by the rules, the scores and the tables."""

from __future__ import annotations

from decimal import Decimal

import pytest

from filings.filled import Cells, amount, filing_of, findings, found, reader_of
from filings.national import P2B
from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.model.scoring.indicators import FiledTargets
from jixiao_xlsx.model.target import Target

QUALITY = "indicators.output.quality[1]"
QUANTITY = "indicators.output.quantity[1]"
SERVED = "indicators.satisfaction.beneficiaries[1]"
# All stand in one row of 数量, which is no matter here: T26 wants a number there, T30 another place.
_OF_THE_FRAME = ("T26", "T28", "T30")
Said = tuple[str, str | None, str, str | None]
"""The indicator's name, and what stands in the three cells."""
WRONG: tuple[tuple[str, str, Said], ...] = (
    # The doubt stands at the cell to change.
    ("T09", "operator", ("群众投诉率", "≥", "5", "%")),
    ("T09", "operator", ("老人满意度", "≤", "92", "%")),
    ("T09", "operator", ("安全事故发生率", "＞", "3", "%")),
    ("T12", "target", ("改造验收合格率", "≥", "980", "%")),
    ("T12", "target", ("改造验收合格率", "＝", "110", "%")),
    ("T14", "target", ("改造户数", "≥", "≤500户", None)),
    ("T14", "target", ("改造户数", "≤", "不少于500", "户")),
    ("T14", "target", ("改造验收合格率", "定性", "95", None)),
    ("T14", "target", ("改造验收合格率", "≥", "良好", "%")),
    ("T14", "target", ("改造户数", "≥", "500户", "人")),
    ("T14", "target", ("改造户数", "≥", "600-500", "户")),
    ("T05", "target", ("改造户数", "≥", "按实际发生数", "户")),
    ("T04", "target", ("改造户数", "≥", "XX", "户")),
    ("T06", "target", ("培训和改造", "≥", "培训20次；改造500户", "次")),
)
RIGHT: tuple[Said, ...] = (
    ("群众投诉率", "≤", "5", "%"),
    ("改造验收合格率", "≥", "98", "%"),
    ("改造验收合格率", "＝", "100", "%"),
    ("改造验收合格率", "≥", "98%", "%"),
    ("改造户数", "≥", "500", "户"),
    ("改造户数", "≥", "1,500", "户"),
    ("改造户数", "＞", "1.5", "万户"),
    ("补贴发放完成时间", "≤", "12月31日", "日期"),
    ("补贴发放完成时间", "≤", "12", "月"),
    ("老人居家安全水平", "定性", "明显提升", None),
    ("户均改造成本", "≤", "3000", "元/户"),
    ("设备使用年限", "≥", "5", "年"),
    ("安全事故发生数", "＝", "0", "起"),
    ("区级补助标准", "≥", "80", "元/人/月"),
)


def _cells(said: Said, row: str = QUANTITY) -> Cells:
    words = dict(zip(("name", "operator", "target", "measure"), said, strict=True))
    return {**P2B, **{f"{row}.{word}": text for word, text in words.items()}}


@pytest.mark.parametrize(
    ("code", "cell", "said"), WRONG, ids=lambda case: "|".join(map(str, case)) if isinstance(case, tuple) else None
)
def test_three_cells_that_are_wrong_together_are_said(code: str, cell: str, said: Said) -> None:
    assert (code, f"{QUANTITY}.{cell}") in found("P2B", _cells(said))


@pytest.mark.parametrize("said", RIGHT, ids=lambda said: "|".join(map(str, said)))
def test_three_cells_that_agree_are_let_be(said: Said) -> None:
    assert [str(finding) for finding in findings("P2B", _cells(said)) if finding.code not in _OF_THE_FRAME] == []


def test_the_message_quotes_the_three_together() -> None:
    (finding,) = (one for one in findings("P2B", _cells(("改造验收合格率", "≥", "980", "%"))) if one.code == "T12")
    assert "‘≥980%’" in finding.message


def test_two_rows_that_only_differ_in_their_comparison_are_two() -> None:
    second = {f"{QUANTITY[:-3]}[2].{word}": P2B[f"{QUANTITY}.{word}"] for word in ("name", "target", "measure")}
    rest = {f"{QUANTITY[:-3]}[2].points": 5, f"{QUANTITY}.points": 15}
    for operator, expected in (("≥", ["T23"]), ("≤", [])):
        cells = {**P2B, **second, **rest, f"{QUANTITY[:-3]}[2].operator": operator}
        assert [code for code, _ in found("P2B", cells)] == expected


# A form of another place: a comparison chosen under a head of its own, a measure for target and actual value alike.
OTHER: Cells = {
    "indicators.output.quantity[1].name": "改造户数",
    "indicators.output.quantity[1].relation": "≥",
    "indicators.output.quantity[1].target": "500",
    "indicators.output.quantity[1].counted": "户",
    "indicators.output.quantity[1].actual": "480",
    "indicators.output.quantity[1].points": 60,
    "indicators.output.quantity[1].score": amount("57.6"),
    "indicators.output.quantity[1].deviation": "两个社区的材料到货晚，下年度提前备货。",
    "indicators.satisfaction.served[1].name": "老人满意度",
    "indicators.satisfaction.served[1].relation": "≥",
    "indicators.satisfaction.served[1].target": "95",
    "indicators.satisfaction.served[1].counted": "%",
    "indicators.satisfaction.served[1].actual": "97",
    "indicators.satisfaction.served[1].points": 40,
    "indicators.satisfaction.served[1].score": 40,
}


def test_columns_are_known_by_their_heads_and_choices() -> None:
    assert [str(finding) for finding in findings("split", OTHER)] == []
    row = "indicators.satisfaction.served[1]"
    assert found("split", {**OTHER, f"{row}.relation": "≤"})[0] == ("T09", f"{row}.relation")
    assert ("T12", f"{row}.target") in found("split", {**OTHER, f"{row}.target": "950"})
    assert found("split", {**OTHER, f"{row}.counted": None}) == [("T07", f"{row}.counted")]


def test_scores_weigh_the_three_together() -> None:
    row = "indicators.output.quantity[1]"
    assert found("split", {**OTHER, f"{row}.score": 60}) == [("C01", f"{row}.score")]


def test_tables_and_json_have_the_target_whole() -> None:
    filing = filing_of("split", OTHER)
    told = FiledTargets(filing)
    read: dict[str, Target] = {
        str(record.key[-1]): told.read(record)
        for record in filing.records
        if record.key[:-1] == parse_key("indicators.output.quantity[1]")
    }
    assert (read["target"].raw, read["actual"].raw) == ("≥500户", "480户")
    (part,) = read["target"].parts
    assert (part.operator, part.value, part.measure) == ("≥", Decimal(500), "户")
    assert '"raw": "≥500户"' in str(reader_of("split").as_dict(filing)).replace("'", '"')
