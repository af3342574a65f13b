"""How much of what is wrong the audit finds, kind by kind, and what it says of sound forms.

`python -m whole_way.measured.test_measured` (in tests/) writes docs/audit-measured.md anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from jixiao_xlsx.findings import Finding, Severity
from whole_way.measured.filled_forms import SETS, FilledForm, Planted, filled_forms, planted

PAGE = Path(__file__).resolve().parents[3] / "docs" / "audit-measured.md"
HEAD = Path(__file__).with_name("head.md")
SOUND = tuple(form for which in SETS for form in filled_forms(which, "clean"))
REAL = tuple(form for which in SETS for form in filled_forms(which, "real"))
PLANTED = tuple(one for which in SETS for one in planted(which))


@cache
def said_of(form: FilledForm) -> tuple[Finding, ...]:
    return form.findings()


@cache
def is_found(one: Planted) -> bool:
    return any(one.wrong.is_told_by(finding) for finding in one.new_findings())


def false_findings(form: FilledForm) -> list[Finding]:
    """What is demanded where nothing is wrong; 提示 ask for nothing."""
    return [
        finding
        for finding in said_of(form)
        if finding.severity is not Severity.NOTE and not any(wrong.is_near(finding) for wrong in form.wrong)
    ]


@pytest.mark.parametrize("form", SOUND, ids=lambda form: form.name)
def test_nothing_is_demanded_of_a_sound_form(form: FilledForm) -> None:
    assert [str(finding) for finding in false_findings(form)] == []


def test_the_page_is_as_measured() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def page() -> str:
    return HEAD.read_text(encoding="utf-8") + "\n".join([*_forms(), "", *_real(), "", *_kinds()]) + "\n"


def _forms() -> Iterator[str]:
    yield "## 没有错误的表"
    yield ""
    yield "| 组 | 表 | 退回或说明 | 提示 |"
    yield "|---|---|---|---|"
    for which in SETS:
        forms = [form for form in SOUND if form.name.startswith(which)]
        demanded = sum(len(false_findings(form)) for form in forms)
        notes = sum(finding.severity is Severity.NOTE for form in forms for finding in said_of(form))
        yield f"| {_NAMES[which]} | {len(forms)} | {demanded} | {notes} |"


def _real() -> Iterator[str]:
    yield "## 仿照公开的表重填的表"
    yield ""
    yield "| 组 | 表 | 错误 | 找到 | 误报的退回 | 误报的说明 | 提示 |"
    yield "|---|---|---|---|---|---|---|"
    for which in SETS:
        forms = [form for form in REAL if form.name.startswith(which)]
        wrong = [(form, one) for form in forms for one in form.wrong]
        told = sum(any(one.is_told_by(finding) for finding in said_of(form)) for form, one in wrong)
        false = Counter(finding.severity for form in forms for finding in false_findings(form))
        notes = sum(
            finding.severity is Severity.NOTE and not any(one.is_near(finding) for one in form.wrong)
            for form in forms
            for finding in said_of(form)
        )
        figures = (len(forms), len(wrong), told, false[Severity.RETURN], false[Severity.EXPLAIN], notes)
        yield f"| {_NAMES[which]} | {' | '.join(map(str, figures))} |"


def _kinds() -> Iterator[str]:
    yield "## 种下的错误，一类一类"
    yield ""
    yield "| 错误 | 第一组 | 找到 | 第二组 | 找到 |"
    yield "|---|---|---|---|---|"
    for kind in dict.fromkeys(one.wrong.kind for one in PLANTED):
        cells = []
        for which in SETS:
            mine = [one for one in PLANTED if one.wrong.kind == kind and one.base.name.startswith(which)]
            cells += [str(len(mine) or ""), str(sum(map(is_found, mine)) if mine else "")]
        yield f"| {kind} | {' | '.join(cells)} |"
    totals = []
    for which in SETS:
        mine = [one for one in PLANTED if one.base.name.startswith(which)]
        totals += [str(len(mine)), str(sum(map(is_found, mine)))]
    yield f"| 合计 | {' | '.join(totals)} |"


_NAMES = {"first": "第一组", "second": "第二组"}

if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
