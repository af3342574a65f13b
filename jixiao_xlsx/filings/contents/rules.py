"""The rules of this room, each with its name; in the order of their codes."""

from __future__ import annotations

from jixiao_xlsx.filings.contents.copies import goals_from_duties, results_from_goals, same_texts
from jixiao_xlsx.filings.contents.elsewhere import contents_elsewhere
from jixiao_xlsx.filings.contents.halves import equal_halves, equal_years
from jixiao_xlsx.filings.contents.names import names_of_nothing
from jixiao_xlsx.filings.contents.reasons import reasons_of_nothing
from jixiao_xlsx.filings.contents.targets import targets_of_nothing
from jixiao_xlsx.filings.contents.texts import texts_of_names, texts_of_nothing, texts_only_done
from jixiao_xlsx.filings.view.rule import GeneralRule

RULES: tuple[tuple[str, GeneralRule], ...] = (
    ("文字重复", same_texts),
    ("名称没有内容", names_of_nothing),
    ("内容写在别处", contents_elsewhere),
    ("指标值没有内容", targets_of_nothing),
    ("原因没有内容", reasons_of_nothing),
    ("文字没有内容", texts_of_nothing),
    ("文字只有名称", texts_of_names),
    ("文字只说完成", texts_only_done),
    ("中期与年度相同", equal_halves),
    ("目标抄自职能", goals_from_duties),
    ("完成情况抄自目标", results_from_goals),
    ("年度目标抄自中期目标", equal_years),
)
