"""An office weighs the general rules as it sees fit: another severity, a rule off, other thresholds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from filings.filled import PLAN, REVIEW, filing_of
from filings.test_general_codes import CASES, DONE
from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.filings.view import Tuning
from jixiao_xlsx.findings import Severity

STATUS = {**REVIEW, f"{DONE}.actual": "已完成"}


def test_another_severity_is_taken() -> None:
    (finding,) = filing_of("review", STATUS, tuning=Tuning().with_words({"T18": "退回"})).findings
    assert finding.severity is Severity.RETURN


def test_a_code_switched_off_is_not_said() -> None:
    assert filing_of("review", STATUS, tuning=Tuning().with_words({"T18": "关闭"})).findings == ()


def test_later_words_win_and_the_others_stay() -> None:
    tuning = Tuning().with_words({"T18": "关闭", "G08": "说明"}).with_words({"T18": "说明"})
    assert tuning.severities == {"T18": Severity.EXPLAIN, "G08": Severity.EXPLAIN}


@pytest.mark.parametrize(
    ("code", "word", "said"),
    [("T99", "提示", "T99"), ("V101", "关闭", "V101"), ("T18", "严重", "严重"), ("T18", "", "T18")],
)
def test_what_cannot_be_tuned_is_refused_in_words(code: str, word: str, said: str) -> None:
    with pytest.raises(JixiaoError, match=said) as caught:
        Tuning().with_words({code: word})
    assert str(caught.value)


def test_thresholds_can_be_set() -> None:
    unchanged = next(case for case in CASES if case.code == "T19").cells
    strict, loose = Tuning(), replace(Tuning(), same_rows=20)
    assert [finding.code for finding in filing_of("plan", {**PLAN, **unchanged}, tuning=strict).findings] == ["T19"]
    assert filing_of("plan", {**PLAN, **unchanged}, tuning=loose).findings == ()
