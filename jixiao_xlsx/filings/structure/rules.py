"""The rules of this room, each with its name; in the order of their codes."""

from __future__ import annotations

from jixiao_xlsx.filings.structure.completion_times import rates_as_days, times_as_rates
from jixiao_xlsx.filings.structure.filed_twice import filed_twice
from jixiao_xlsx.filings.structure.monitoring import certain_but_missed, certain_without_money, forecasts_below_done
from jixiao_xlsx.filings.structure.ordered_days import days_of_no_calendar, early_reviews, turned_days
from jixiao_xlsx.filings.structure.project_periods import long_one_offs, periods_apart, turned_periods
from jixiao_xlsx.filings.structure.quantities import nothing_but_words, wordy_quantities
from jixiao_xlsx.filings.structure.turned_stages import turned_stages
from jixiao_xlsx.filings.structure.vocabulary import names_out_of_place, satisfaction_elsewhere
from jixiao_xlsx.filings.view.rule import GeneralRule

RULES: tuple[tuple[str, GeneralRule], ...] = (
    ("数量没有数", wordy_quantities),
    ("全是定性指标", nothing_but_words),
    ("两类同一指标", filed_twice),
    ("满意度错放", satisfaction_elsewhere),
    ("名称不合类别", names_out_of_place),
    ("项目期与年度", periods_apart),
    ("起止颠倒", turned_periods),
    ("日期颠倒", turned_days),
    ("开工完工颠倒", turned_stages),
    ("一次性多年", long_one_offs),
    ("未到期自评", early_reviews),
    ("时间写成比率", times_as_rates),
    ("比率写成时间", rates_as_days),
    ("预计低于已完成", forecasts_below_done),
    ("确定能而完不成", certain_but_missed),
    ("确定能而没花钱", certain_without_money),
    ("没有的日子", days_of_no_calendar),
)
