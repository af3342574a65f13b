"""What to do about a finding, in keeping with its weight: 退回 is mended and sent again, 说明 mended or explained, 提示
may stay."""

from __future__ import annotations

import re

from jixiao_xlsx.findings.finding import Severity

FITTED = ("R", "T", "G", "C")
"""The families whose weight a form or an office may set; what files, seals and cells need, their own words say."""

CLOSINGS = {
    Severity.RETURN: "改正后重新报送。",
    Severity.EXPLAIN: "请改正，或说明原因。",
    Severity.NOTE: "确实如此的可以不改。",
}
_OF_ONE_WEIGHT = {
    Severity.RETURN: re.compile("重新报送"),
    Severity.EXPLAIN: re.compile("请说明|说明(?:原因|理由)|出错说明里写明"),
    Severity.NOTE: re.compile("可以不改|不必改"),
}
"""Words that only fit a finding of one weight."""
_SAID = {
    Severity.RETURN: _OF_ONE_WEIGHT[Severity.RETURN],
    # Who is asked for a reason, a source or measures is told already that words will do.
    Severity.EXPLAIN: re.compile("说明|写明"),
    Severity.NOTE: _OF_ONE_WEIGHT[Severity.NOTE],
}
_CLAUSE = re.compile("[^；。]+[；。]?")


def fitted_hint(hint: str, severity: Severity) -> str:
    """The hint without clauses that only fit another weight, and with its own closing where it says none."""
    others = [words for weight, words in _OF_ONE_WEIGHT.items() if weight is not severity]
    clauses = [clause for clause in _CLAUSE.findall(hint) if not any(words.search(clause) for words in others)]
    text = "".join(clauses).removesuffix("；")
    if text and not text.endswith("。"):
        text += "。"
    return text if _SAID[severity].search(text) else text + CLOSINGS[severity]
