"""The rules of this room, each with its name; in the order of their codes."""

from __future__ import annotations

from jixiao_xlsx.filings.self_reviews.actuals import (
    actuals_over_whole,
    actuals_with_comparison,
    surpassed_without_reason,
)
from jixiao_xlsx.filings.self_reviews.full_marks import late_with_full_marks, undone_with_full_marks
from jixiao_xlsx.filings.self_reviews.spending import all_done_for_nothing, full_marks_for_low_rate
from jixiao_xlsx.filings.self_reviews.throughout import all_as_planned, all_full
from jixiao_xlsx.filings.self_reviews.weights import heavy_indicators, odd_satisfaction
from jixiao_xlsx.filings.view.rule import GeneralRule

RULES: tuple[tuple[str, GeneralRule], ...] = (
    ("逾期满分", late_with_full_marks),
    ("未完成满分", undone_with_full_marks),
    ("远超指标值", surpassed_without_reason),
    ("完成值带比较词", actuals_with_comparison),
    ("完成值超过百分之百", actuals_over_whole),
    ("处处相同", all_as_planned),
    ("各项满分", all_full),
    ("分值过重", heavy_indicators),
    ("满意度分值", odd_satisfaction),
    ("低执行率满分", full_marks_for_low_rate),
    ("未用钱而全完成", all_done_for_nothing),
)
