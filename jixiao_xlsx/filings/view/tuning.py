"""What an office or a form may set: a severity per code, codes switched off, thresholds of the general rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.findings import CATALOGUE, Finding, Severity
from jixiao_xlsx.findings.families import TUNABLE
from jixiao_xlsx.findings.fitting import fitted_hint

OFF = "关闭"


@dataclass(frozen=True, slots=True)
class Tuning:
    """Severity by code (None switches the code off) and thresholds.

    `long_text` characters make a text worth comparing; two texts are near from `near` on (0…1). Amounts of a 元 form
    all below `small_yuan` look like 万元, one from `large_yuan` (元) on looks like 元; a project's are judged by
    `small_project` and `large_project`. One amount `far_out` times the usual may be in another measure. A cost may be
    `cost_margin` above its money, and not below `cost_below` of what was spent. A budget cut by `budget_cut` (0…1)
    wants a word; a year's falling by `year_cut`, or `year_rise` times the last, is odd. Parts told in a text that are
    within `told_parts` of a total are meant to be all of it, a total within `named_total` of the form's is meant to
    be that. `same_share` of the indicators
    (at least `same_rows`) must equal their past to be said. Points add up to `points_total`.

    Of a self-evaluation: an actual value above `surpassed_times` its target, and by `surpassed_least` at least, wants a
    reason; `equal_rows` actual values that are their targets, and `full_rows` scores that are all full, are said; with
    less than `barely_spent` of the money spent nobody expects `nearly_done` of the points, with less than `well_spent`
    all points of the execution rate.
    One indicator has no more than `heaviest_share` of the points, satisfaction between `satisfaction_least` and
    `satisfaction_most` of them.
    A goal of which `copied_share` stands in the duties was copied; so were medium-term targets where all rows (at least
    `same_halves`) have the annual one.
    `worded_rows` targets and more that are words throughout are said; a one-time project runs `one_off_months` at
    most; below `slow_spending` of the budget next to nothing was spent.
    """

    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    # Bare characters: shorter texts (确保按时完成) are alike by chance.
    long_text: int = 30
    # A sentence with a word changed is above; two sentences on one matter are below.
    near: float = 0.85
    # No department's largest amount is below ten 万元: a small project is, and may say so.
    small_yuan: Decimal = Decimal(100_000)
    # A thousand 亿元: more than any one department of a city or county has.
    large_yuan: Decimal = Decimal(100_000_000_000)
    # No project of a thousand 元 has a form of its own; none of a city or county costs a hundred 亿元 a year.
    small_project: Decimal = Decimal(1000)
    large_project: Decimal = Decimal(10_000_000_000)
    # Tasks of one department differ a hundredfold, 元 and 万元 ten thousandfold.
    far_out: Decimal = Decimal(1000)
    # ≤90万元 beside a budget of 89.97 is rounded.
    cost_margin: Decimal = Decimal("0.01")
    # What is owed and not paid yet is seldom more than a fifth.
    cost_below: Decimal = Decimal("0.8")
    # Half of the money gone is another project.
    budget_cut: Decimal = Decimal("0.5")
    # Departments merge and split, so that only a fifth, or five times, of last year is odd.
    year_cut: Decimal = Decimal("0.8")
    year_rise: Decimal = Decimal(5)
    # Farther off, the parts are some of them, and the total another project's.
    told_parts: Decimal = Decimal("0.2")
    named_total: Decimal = Decimal("0.5")
    # Some indicators stay as they were; from five rows and six in ten on nobody thought about this year.
    same_share: Decimal = Decimal("0.6")
    same_rows: int = 5
    # 财预〔2020〕10号: a self-evaluation has a hundred points.
    points_total: Decimal = Decimal(100)
    # Regions ask for a reason from 1.3 or 1.5 times on; at twice the target was plainly set too low.
    surpassed_times: Decimal = Decimal(2)
    # ≥1次 done three times is no target set too low.
    surpassed_least: Decimal = Decimal(5)
    # Two or three indicators are often met exactly: a purchase of five machines, a rate of 100 %.
    equal_rows: int = 4
    # A small project with four indicators may well have reached all of them.
    full_rows: int = 5
    # Half a year's money: below it something was not done, or not paid.
    barely_spent: Decimal = Decimal("0.5")
    # With a point or two lost for something else, all is still as good as done.
    nearly_done: Decimal = Decimal("0.9")
    # Some regions give all points of the execution rate from 80 or 90 % on.
    well_spent: Decimal = Decimal("0.8")
    # 财预〔2020〕10号: output has 50 of the 90 points of indicators, and one indicator of it may be the only one.
    heaviest_share: Decimal = Decimal("0.6")
    # The same document: satisfaction has 10 of the 90 points; regions go up to 20 and down to 5.
    satisfaction_most: Decimal = Decimal("0.3")
    satisfaction_least: Decimal = Decimal("0.05")
    # A goal may repeat a duty and say more; four parts of five repeated, nothing of this year is left.
    copied_share: float = 0.8
    # Two rows may be equal by chance; every one of three and more was copied.
    same_halves: int = 3
    # Two indicators in words are nothing odd; of three somebody could count one.
    worded_rows: int = 3
    # Two years: what is ordered in one is paid in the next. 2026—2028年 is no project of one time.
    one_off_months: int = 24
    # Seven months into the year even what is paid at its end has had a first instalment of a tenth.
    slow_spending: Decimal = Decimal("0.1")
    # Two doubts among eleven indicators leave the rest to be paid for all the same.
    certain_share: Decimal = Decimal("0.75")

    def with_words(self, words: Mapping[str, str]) -> Tuning:
        """The tuning with severities as people write them, `{"T06": "关闭", "G08": "说明"}`; later words win.

        Raises JixiaoError for a code of another family, or a word that is none of 退回, 说明, 提示, 关闭.
        """
        read = {code: _severity(code, word) for code, word in words.items()}
        return replace(self, severities={**self.severities, **read})

    def of_form(self, words: Mapping[str, str]) -> Tuning:
        """The tuning for one form: what the form says of its own audit holds unless the office says otherwise."""
        own = Tuning().with_words(words)
        return replace(self, severities={**own.severities, **self.severities})

    def applied(self, findings: Iterable[Finding]) -> Iterable[Finding]:
        """The findings with the severities that were set, without those switched off."""
        for finding in findings:
            severity = self.severities.get(finding.code, finding.severity)
            if severity is not None:
                yield finding if severity is finding.severity else weighed(finding, severity)


def weighed(finding: Finding, severity: Severity) -> Finding:
    """The finding with another weight, and advice that fits it."""
    return replace(finding, severity=severity, hint=fitted_hint(finding.hint, severity))


def _severity(code: str, word: str) -> Severity | None:
    if code not in CATALOGUE or code[0] not in TUNABLE:
        raise JixiaoError(f"没有可以调整的意见代码 ‘{code}’", "可以调整 T、G、C 开头的代码，见 docs/audit.md")
    if word == OFF:
        return None
    try:
        return Severity(word)
    except ValueError:
        raise JixiaoError(f"{code} 的轻重写成了 ‘{word}’", "请写 退回、说明、提示 或 关闭（不检查）") from None
