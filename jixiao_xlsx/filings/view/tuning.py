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
    all below `small_yuan` look like 万元, one from `large_yuan` (元) on looks like 元. `same_share` of the indicators
    (at least `same_rows`) must equal their past to be said. Points add up to `points_total`.
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
    # Some indicators stay as they were; from five rows and six in ten on nobody thought about this year.
    same_share: Decimal = Decimal("0.6")
    same_rows: int = 5
    # 财预〔2020〕10号: a self-evaluation has a hundred points.
    points_total: Decimal = Decimal(100)

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
