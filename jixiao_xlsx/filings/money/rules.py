"""The rules of this room, each with its name; in the order of their codes."""

from __future__ import annotations

from jixiao_xlsx.filings.money.changes import changed_years, cut_budgets
from jixiao_xlsx.filings.money.costs import costs_above_budget, costs_unlike_spending
from jixiao_xlsx.filings.money.measures import all_zero, doubtful_measures
from jixiao_xlsx.filings.money.plausible import negative_amounts, sizes_out_of_range
from jixiao_xlsx.filings.money.told_sums import told_sums
from jixiao_xlsx.filings.money.years_in_cycles import years_above_cycles
from jixiao_xlsx.filings.view.rule import GeneralRule

RULES: tuple[tuple[str, GeneralRule], ...] = (
    ("计量单位", doubtful_measures),
    ("金额全零", all_zero),
    ("成本与预算", costs_above_budget),
    ("成本与执行", costs_unlike_spending),
    ("预算调减", cut_budgets),
    ("年度间变化", changed_years),
    ("文中金额", told_sums),
    ("资金规模", sizes_out_of_range),
    ("负数金额", negative_amounts),
    ("年度与中期资金", years_above_cycles),
)
