"""Rules of a form that can never fire are told once in a run, however many filings of the form came."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from filings.filled import filing_of
from jixiao_xlsx.findings import Finding, Where, finding
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.season.delivery import Delivery, DeliveryRole
from jixiao_xlsx.season.collecting.collect import Arrival, ArrivalReport, CollectTally

DEAD = finding("S36", Where(), found="第 36 行 ‘count(name) >= 0’ 永远成立", count=1)


def arrival(*found: Finding, name: str = "表.xlsx") -> ArrivalReport:
    filing: Filing = replace(filing_of("S0", {}), findings=found)
    delivery = Delivery(filing.sha256, name, 1, f"收件/{name}", DeliveryRole.FILING, datetime(2026, 3, 1, tzinfo=UTC))
    return ArrivalReport.of(Arrival(delivery, filing, new=True, title="年度示例表"))


def test_a_form_with_such_a_rule_is_noted_once() -> None:
    notes = CollectTally.of([arrival(DEAD), arrival(DEAD, name="另一份.xlsx")]).notes
    assert notes == (f"年度示例表：{DEAD.message}",)


def test_a_form_without_one_is_not() -> None:
    assert CollectTally.of([arrival(), arrival()]).notes == ()
