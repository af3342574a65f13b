"""The rules of this room, each with its name; in the order of their codes."""

from __future__ import annotations

from jixiao_xlsx.filings.general.agencies import other_agency, other_places
from jixiao_xlsx.filings.general.cycles import annual_above_cycle
from jixiao_xlsx.filings.general.dimensions import empty_dimensions, unchanged_indicators, unchanged_years
from jixiao_xlsx.filings.general.indicator_rows import (
    denied_indicators,
    incomplete_indicators,
    repeated_indicators,
    shifted_indicators,
    statuses_for_numbers,
)
from jixiao_xlsx.filings.general.prompts import copied_labels, personal_data, unanswered_prompts, words_left_in
from jixiao_xlsx.filings.general.rates import overspent, rates_over_whole
from jixiao_xlsx.filings.general.repeated import same_figures, summary_differs
from jixiao_xlsx.filings.general.scores import losses_without_reason, points_in_all, scores_over_points
from jixiao_xlsx.filings.general.serials import broken_serials
from jixiao_xlsx.filings.general.targets import satisfaction_directions, target_doubts
from jixiao_xlsx.filings.general.years import other_years
from jixiao_xlsx.filings.view.rule import GeneralRule

RULES: tuple[tuple[str, GeneralRule], ...] = (
    ("指标填写不全", incomplete_indicators),
    ("指标值有疑问", target_doubts),
    ("满意度方向", satisfaction_directions),
    ("年度不高于周期", annual_above_cycle),
    ("完成情况应写数", statuses_for_numbers),
    ("往年与当年相同", unchanged_indicators),
    ("一级指标空缺", empty_dimensions),
    ("指标错格", shifted_indicators),
    ("指标写作没有", denied_indicators),
    ("指标重复", repeated_indicators),
    ("占位文字", words_left_in),
    ("照抄提纲", unanswered_prompts),
    ("照抄标签", copied_labels),
    ("总分不一", summary_differs),
    ("数字重复", same_figures),
    ("各年相同", unchanged_years),
    ("序号", broken_serials),
    ("年份", other_years),
    ("单位名称", other_agency),
    ("地名", other_places),
    ("个人信息", personal_data),
    ("执行与预算", overspent),
    ("比率", rates_over_whole),
    ("得分与分值", scores_over_points),
    ("分值合计", points_in_all),
    ("扣分原因", losses_without_reason),
)
