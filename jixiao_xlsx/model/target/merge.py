"""Several quantities in one cell: two ends make a range, labels and measures are inherited and say so."""

from __future__ import annotations

from jixiao_xlsx.model.target.issues import Issue, IssueCode
from jixiao_xlsx.model.target.quantity import Draft
from jixiao_xlsx.model.target.thresholds import clean_label
from jixiao_xlsx.model.target.words import JOINERS

_LOWER, _UPPER = frozenset(("≥", ">")), frozenset(("≤", "<"))


def merge_ends(drafts: list[Draft]) -> list[Draft]:
    """Join ≥90% and ≤95% into one range where the second has no label of its own."""
    merged: list[Draft] = []
    for draft in drafts:
        if merged and _are_ends(merged[-1], draft):
            merged[-1] = _joined(merged[-1], draft)
        else:
            merged.append(draft)
    return merged


def _are_ends(one: Draft, other: Draft) -> bool:
    if one.value is None or other.value is None or (other.label and other.label not in JOINERS and not one.turned):
        return False
    if one.measure and other.measure and one.measure != other.measure:
        return False
    if one.operator in _LOWER and other.operator in _UPPER:
        return one.value <= other.value
    return one.operator in _UPPER and other.operator in _LOWER and one.value >= other.value


def _joined(one: Draft, other: Draft) -> Draft:
    low, high = (one, other) if one.operator in _LOWER else (other, one)
    doubts = [*one.doubts, *other.doubts]
    if low.operator == ">" or high.operator == "<":
        doubts.append(IssueCode.OPEN_RANGE_END)
    return Draft(
        one.text + other.text,
        low=low.value,
        high=high.value,
        scale=one.scale or other.scale,
        measure=one.measure or other.measure,
        per=one.per or other.per,
        label=one.label or (other.label if one.turned else ""),
        strong=True,
        doubts=doubts,
    )


def inherit(drafts: list[Draft]) -> list[Issue]:
    """Give parts without a label the label before them, and parts without a measure the only one there is."""
    issues: list[Issue] = []
    measures = {draft.measure for draft in drafts if draft.measure}
    for index, draft in enumerate(drafts):
        draft.label = clean_label(draft.label)
        if index and not draft.label and drafts[index - 1].label:
            draft.label = drafts[index - 1].label
            issues.append(Issue(IssueCode.INHERITED_LABEL, draft.text, index))
        if not draft.measure and len(measures) == 1 and not measures & {"%", "‰"}:
            draft.measure = next(iter(measures))
            issues.append(Issue(IssueCode.INHERITED_MEASURE, draft.text, index))
    return issues
