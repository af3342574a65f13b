"""A filing in a few Chinese lines for the terminal: what it is, then its findings, those with equal words together."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby

from jixiao_xlsx.findings import Finding, Severity, Where
from jixiao_xlsx.model.cell_names import place_of
from jixiao_xlsx.model.filings.filing import Filing, Seal
from jixiao_xlsx.model.scope import told_scope
from jixiao_xlsx.report.records.filing_json import severity_counts

# Two lines of a terminal of 80 columns.
_MOST_PLACES = 12
_TASKS = {
    Severity.RETURN: "退回（必须改正后重新报送）",
    Severity.EXPLAIN: "说明（改正，或写明原因）",
    Severity.NOTE: "提示（供参考）",
}

PlaceOrder = tuple[str, int, int, str]


def summary_lines(filing: Filing, title: str) -> tuple[str, ...]:
    """The headline, then the findings by severity; cells stand in reading order, by sheet, row and column.

    Foreign text comes without line breaks and control characters, so that it cannot write to the terminal.
    """
    return (_headline(filing, title), *_findings(filing.findings))


def cell_order(where: Where) -> PlaceOrder:
    """Sorts places as Excel's search goes through a sheet, row by row: B1, A2, A10; what has no cell comes first."""
    # -1: before row and column 0.
    place = place_of(where.cell)
    return (where.sheet, *place, "") if place else (where.sheet, -1, -1, where.cell)


def one_line(text: str) -> str:
    """Foreign text as one line that a terminal shows and does not obey."""
    visible = (sign if unicodedata.category(sign)[0] != "C" else " " for sign in text)
    return " ".join("".join(visible).split())


def _headline(filing: Filing, title: str) -> str:
    who = _who(filing.seal, title) if filing.seal else "认不出是哪一张表"
    counts = "，".join(f"{name} {count} 条" for name, count in severity_counts(filing.findings).items())
    unplaced = f"，另有 {filing.unplaced} 处内容没有读取" if filing.unplaced else ""
    filled = f"填了 {len(filing.records)} 格{unplaced}" if filing.records else "没有读取内容"
    return one_line(f"{filing.source or '（未命名）'}：{who}；{filled}；{counts}")


def _who(seal: Seal, title: str) -> str:
    agency = " ".join(part for part in (seal.agency_code, seal.agency_name) if part) or "未写明单位"
    subject = " ".join(part for part in (seal.subject_code, seal.subject_name) if part)
    scope = f"（{told_scope(seal.scope)}）" if told_scope(seal.scope) else ""
    what = [title or seal.form]
    what += [] if str(seal.year) in title else [f"{seal.year} 年度"]
    return "，".join([*what, f"{agency}{scope}", *([subject] if subject else [])])


def _findings(findings: Iterable[Finding]) -> Iterator[str]:
    ranked = sorted(findings, key=lambda finding: finding.severity.rank)
    for severity, group in groupby(ranked, key=lambda finding: finding.severity):
        same: dict[tuple[str, str], list[Where]] = {}
        # The same words at twelve cells are one line with twelve places.
        for finding in group:
            same.setdefault((finding.code, _words(finding)), []).append(finding.where)
        yield f"  {_TASKS[severity]}："
        for (code, words), places in same.items():
            yield f"    {one_line(f'[{code}] {_places(places)}{words}')}"


def _words(finding: Finding) -> str:
    """What is wrong and what to do, or what the filler wrote under 出错说明."""
    return finding.message + (f" 出错说明：{finding.explanation}" if finding.explanation else finding.hint)


def _places(places: list[Where]) -> str:
    """`填报表!D4‘财政拨款’、D6：`, the sheet named once; nothing where no place is known."""
    ordered = sorted((place for place in places if str(place)), key=cell_order)
    words = []
    for sheet, group in groupby(ordered[:_MOST_PLACES], key=lambda place: place.sheet):
        spots = "、".join(f"{place.cell}‘{place.label}’" if place.label else place.cell for place in group)
        words.append("!".join(part for part in (sheet, spots) if part))
    if not words:
        return f"（{len(places)} 处）" if len(places) > 1 else ""
    more = f"等 {len(ordered)} 处" if len(ordered) > _MOST_PLACES else ""
    return "；".join(words) + more + "："
