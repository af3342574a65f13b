"""Several quantities in one cell: two ends make a range, labels and measures are inherited and say so."""

from __future__ import annotations

from jixiao_xlsx.model.target.issues import TargetIssue, TargetIssueCode
from jixiao_xlsx.model.target.quantity import PartDraft
from jixiao_xlsx.model.target.thresholds import clean_label
from jixiao_xlsx.model.target.words import JOINERS

_LOWER, _UPPER = frozenset(("≥", ">")), frozenset(("≤", "<"))


def merge_ends(drafts: list[PartDraft]) -> list[PartDraft]:
    """Join ≥90% and ≤95% into one range where the second has no label of its own, and 52次，每周1次 into one target."""
    merged: list[PartDraft] = []
    for draft in drafts:
        if merged and _is_pace(merged[-1], draft):
            merged[-1].label += f"每{draft.per}{draft.text}"
        elif merged and _are_ends(merged[-1], draft):
            merged[-1] = _joined(merged[-1], draft)
        else:
            merged.append(draft)
    return merged


def _is_pace(first: PartDraft, second: PartDraft) -> bool:
    """Whether the second says how the first comes about: ≥52次，每周1次 is one target."""
    if first.value is None or second.value is None or first.per or not second.per or second.label:
        return False
    return bool(first.measure) and first.measure == second.measure and first.value > second.value


def _are_ends(first: PartDraft, second: PartDraft) -> bool:
    if (
        first.value is None
        or second.value is None
        or (second.label and second.label not in JOINERS and not first.turned)
    ):
        return False
    if first.measure and second.measure and first.measure != second.measure:
        return False
    if first.operator in _LOWER and second.operator in _UPPER:
        # ≥95 and ≤90 are two targets that contradict each other, not a range.
        return first.value <= second.value
    return first.operator in _UPPER and second.operator in _LOWER and first.value >= second.value


def _joined(first: PartDraft, second: PartDraft) -> PartDraft:
    low, high = (first, second) if first.operator in _LOWER else (second, first)
    doubts = [*first.doubts, *second.doubts]
    if low.operator == ">" or high.operator == "<":
        doubts.append(TargetIssueCode.OPEN_RANGE_END)
    return PartDraft(
        first.text + second.text,
        low=low.value,
        high=high.value,
        scale=first.scale or second.scale,
        measure=first.measure or second.measure,
        per=first.per or second.per,
        label=first.label or (second.label if first.turned else ""),
        strong=True,
        doubts=doubts,
    )


def inherit(drafts: list[PartDraft]) -> list[TargetIssue]:
    """Give parts without a label the label before them, and parts without a measure the only one there is."""
    issues: list[TargetIssue] = []
    measures = {draft.measure for draft in drafts if draft.measure}
    for index, draft in enumerate(drafts):
        draft.label = clean_label(draft.label)
        if index and not draft.label and drafts[index - 1].label:
            draft.label = drafts[index - 1].label
            issues.append(TargetIssue(TargetIssueCode.INHERITED_LABEL, draft.text, index))
        # A percentage is never inherited: 95 beside 90 % may be a count.
        if not draft.measure and len(measures) == 1 and not measures & {"%", "‰"}:
            draft.measure = next(iter(measures))
            issues.append(TargetIssue(TargetIssueCode.INHERITED_MEASURE, draft.text, index))
    return issues
