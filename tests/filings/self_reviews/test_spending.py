"""C17, C18: full points for a rate that is low, all done without money; what is explained or plausible is let be."""

from __future__ import annotations

from decimal import Decimal

import pytest

from filings.filled import Cells, found
from filings.self_reviews.reviews import LASTING, changed, own
from jixiao_xlsx.model.filings.filing import Value

TYPED: dict[str, Value | int | str | None] = {
    "funds.total.budgeted": 400,
    "funds.total.executed": 380,
    "funds.total.points": 10,
    "funds.total.score": Decimal("9.5"),
    "result.text": "三条河道治理全部完工并通过验收，加固堤防十二点五公里，沿岸群众反映良好。",
    "indicators.output.quantity[1].name": "加固堤防长度",
    "indicators.output.quantity[1].aim": "≥12公里",
    "indicators.output.quantity[1].done": "12.5公里",
    "indicators.output.quantity[1].weight": 40,
    "indicators.output.quantity[1].mark": 40,
    "indicators.output.quality[1].name": "验收合格率",
    "indicators.output.quality[1].aim": "≥98%",
    "indicators.output.quality[1].done": "99%",
    "indicators.output.quality[1].weight": 35,
    "indicators.output.quality[1].mark": 35,
    "indicators.satisfaction.served[1].name": "群众满意度",
    "indicators.satisfaction.served[1].aim": "≥90%",
    "indicators.satisfaction.served[1].done": "93%",
    "indicators.satisfaction.served[1].weight": 15,
    "indicators.satisfaction.served[1].mark": 15,
}
FULL: Cells = {f"{LASTING}.score": 10, f"{LASTING}.deviation": None}


def typed(cells: Cells) -> list[tuple[str, str]]:
    return own(found("typed", {**TYPED, **cells}))


def test_heads_tell_what_a_column_is_for() -> None:
    assert typed({}) == []
    assert typed({"indicators.output.quantity[1].done": "10公里"}) == [("C09", "indicators.output.quantity[1].mark")]
    assert typed({"indicators.output.quantity[1].done": "60公里"}) == [("C10", "indicators.output.quantity[1].why")]


@pytest.mark.parametrize("executed", ["0", "12.5", "168", "200", "310"])
def test_full_points_for_a_low_rate_are_told_at_the_score(executed: str) -> None:
    cells = {"funds.total.executed": Decimal(executed), "funds.total.score": 10}
    assert ("C17", "funds.total.score") in typed(cells)


@pytest.mark.parametrize(
    ("executed", "score"),
    [
        ("400", "10"),
        ("380", "9.5"),
        ("380", "10"),
        ("330", "10"),
        ("168", "4.2"),
        ("0", "0"),
        ("12", "0.3"),
        ("410", "10"),
        ("200", "5"),
        ("320", "8"),
        ("399.99", "10"),
    ],
)
def test_points_that_follow_the_rate_are_let_be(executed: str, score: str) -> None:
    cells = {"funds.total.executed": Decimal(executed), "funds.total.score": Decimal(score)}
    assert "C17" not in [code for code, _ in typed(cells)]


@pytest.mark.parametrize("executed", [0, 12, 168, 199])
def test_all_done_for_hardly_any_money_is_told_where_the_money_stands(executed: int) -> None:
    said = changed({**FULL, "funds.fiscal.executed": executed})
    assert said == [("C18", "funds.fiscal.executed")]


def test_a_point_lost_for_something_else_explains_no_money() -> None:
    assert changed({"funds.fiscal.executed": 30}) == [("C18", "funds.fiscal.executed")]


@pytest.mark.parametrize(
    "cells",
    [
        {"goal.achieved": "工程全部完工，因尚未办理竣工决算，资金未支付。"},
        {"goal.achieved": "工程全部完工，剩余资金结转下年使用。"},
        {"goal.achieved": "工程全部完工，招标后节约资金二百余万元。"},
        {"goal.achieved": "工程全部完工，质保金及尾款待审计后支付。"},
        {"goal.achieved": "工程全部完工，上级资金十二月才到位，拨付滞后。"},
        {"goal.achieved": "任务全部完成，年末由财政收回指标。"},
        {f"{LASTING}.deviation": "资金下达晚，年底前未能支付。"},
        {f"{LASTING}.score": 9, f"{LASTING}.deviation": "管护经费下达较晚，未能支付。"},
        {"funds.fiscal.executed": 210},
        {"funds.fiscal.executed": 400},
        {"funds.fiscal.executed": None},
        {"funds.fiscal.budgeted": None, "funds.fiscal.executed": None},
        {"indicators.output.quantity[1].score": 5, "indicators.output.quantity[1].deviation": "征地受阻。"},
    ],
)
def test_money_that_is_left_for_a_reason_is_let_be(cells: Cells) -> None:
    assert "C18" not in [code for code, _ in changed({**FULL, "funds.fiscal.executed": 168, **cells})]


def test_a_wide_form_is_asked_for_each_of_its_projects() -> None:
    cells: dict[str, Value | int | str | None] = {}
    for number, executed in ((1, 0), (2, 58)):
        start = f"projects[{number}]"
        cells |= {
            f"{start}.name": f"设备购置{number}期",
            f"{start}.budgeted.total": 61,
            f"{start}.budgeted.general": 61,
        }
        cells |= {f"{start}.executed.total": executed, f"{start}.executed.general": executed}
        cells |= {f"{start}.output.quantity.target": "购置设备不少于50件", f"{start}.output.quantity.actual": "52件"}
        cells |= {f"{start}.output.quality.target": "验收合格率≥98%", f"{start}.output.quality.actual": "99%"}
        cells |= {f"{start}.output.timeliness.target": "11月底前", f"{start}.output.timeliness.actual": "及时完成"}
    assert ("C18", "projects[1].executed.total") in found("S3", cells)
    assert ("C18", "projects[2].executed.total") not in found("S3", cells)
    assert "C18" not in [code for code, _ in found("S3", {**cells, "projects[1].problems": "年底才下达，资金未支付"})]
