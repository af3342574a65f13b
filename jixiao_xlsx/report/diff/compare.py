"""比较: two versions of a filing, or two years of an agency, compared by key; pure, two filings to their changes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.filings.filing import Filing, Record
from jixiao_xlsx.model.forms.asked import Questions
from jixiao_xlsx.model.keys import Key, KeyPattern, format_key, pattern_of, row_of, rows_of
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.model.scoring.indicators import FiledTargets
from jixiao_xlsx.model.target import Target
from jixiao_xlsx.report.diff.changes import AskedOnce, Change, ChangeKind, Diff
from jixiao_xlsx.report.diff.keys import known, merged, row_keys, shifted
from jixiao_xlsx.report.diff.rows import Matching, Move, match_rows, row_names
from jixiao_xlsx.report.diff.values import (
    compare_numbers,
    leaf_number,
    same_but_looks,
    same_target,
    target_shift,
    text_runs,
)
from jixiao_xlsx.report.records.leaves import Leaf, leaves

_ROW = re.compile(r"第\d+行")


def diff_filings(
    before: Filing, after: Filing, *, asked: tuple[Questions | None, Questions | None] = (None, None)
) -> Diff:
    """Two filings of one form compared; `asked` is what each one's form asked, where known.

    Raises JixiaoError where one was not read, or they are of different forms.
    """
    _refuse(before, after)
    old_leaves, new_leaves = _all_leaves(before, asked[0]), _all_leaves(after, asked[1])
    common = _common(before, after, asked)
    matching = match_rows(old_leaves, new_leaves)
    # Rows are matched once, before values: every key of the later filing is then said as the earlier one says it.
    work = _Comparer(_DiffSide.of(before, old_leaves), _DiffSide.of(after, new_leaves), matching)
    kept_one = {leaf.key: leaf for leaf in old_leaves if common is None or pattern_of(leaf.key) in common}
    kept_other = {
        matching.said(leaf.key): leaf for leaf in new_leaves if common is None or pattern_of(leaf.key) in common
    }
    found = tuple(work.compared(kept_one, kept_other))
    history, agreeing = work.history(
        {leaf.key: leaf for leaf in old_leaves}, {matching.said(x.key): x for x in new_leaves}
    )
    solved, raised = _findings(before, after, matching)
    return Diff(
        before,
        after,
        tuple(change for change in found if change is not None),
        sum(1 for change in found if change is None),
        history,
        agreeing,
        tuple(AskedOnce(leaf.key, leaf.label, leaf) for leaf in old_leaves if leaf.key not in kept_one),
        tuple(
            AskedOnce(leaf.key, leaf.label, leaf) for leaf in new_leaves if matching.said(leaf.key) not in kept_other
        ),
        solved,
        raised,
        tuple(_notes(before, after)),
    )


@dataclass(frozen=True, slots=True)
class _DiffSide:
    """One of the two filings, with the names of its indicators and of its rows."""

    filing: Filing
    targets: FiledTargets
    rows: Mapping[Key, str]

    @classmethod
    def of(cls, filing: Filing, found: tuple[Leaf, ...]) -> _DiffSide:
        return cls(filing, FiledTargets(filing), row_names(found))

    def target(self, record: Record) -> Target:
        return self.targets.read(record)

    def label(self, leaf: Leaf) -> str:
        """The printed path, an open row by its name instead of its number; the name's own cell keeps the number."""
        row = row_of(leaf.key)
        name = self.rows.get(row, "")
        if not name or name == " ".join(_text(leaf).split()):
            return leaf.label
        return _ROW.sub(lambda _: f"‘{_short(name)}’", leaf.label)


_Ends = tuple[_DiffSide, _DiffSide]


@dataclass(frozen=True, slots=True)
class _Comparer:
    before: _DiffSide
    after: _DiffSide
    matching: Matching

    def compared(self, old_leaves: Mapping[Key, Leaf], new_leaves: Mapping[Key, Leaf]) -> Iterator[Change | None]:
        """Each change in the later filing's order, what is gone after its neighbour before; None for an equal value."""
        ends = (self.before, self.after)
        rows = (row_keys(old_leaves), row_keys(new_leaves))
        moves = {move.after: move for move in self.matching.moves}
        told: set[Key] = set()
        # In the later filing's order, for that is the one at hand.
        for key in merged(tuple(old_leaves), tuple(new_leaves)):
            old, new = old_leaves.get(key), new_leaves.get(key)
            if new is not None:
                # A moved row is told once, before the first of its cells.
                for row in rows_of(new.key):
                    if row in moves and row not in told:
                        told.add(row)
                        yield self._moved(moves[row], new)
            if old is not None and new is not None:
                yield self._change(old, new, ends)
            elif new is not None:
                yield self._alone(ChangeKind.ADDED, new, whole=not known(key, rows[0]))
            elif old is not None:
                yield self._alone(ChangeKind.REMOVED, old, whole=not known(key, rows[1]))

    def history(self, old_leaves: Mapping[Key, Leaf], new_leaves: Mapping[Key, Leaf]) -> tuple[tuple[Change, ...], int]:
        """The figures that two years' filings both give for one year, where they differ; and how many agree."""
        first, second = self.before.filing.seal, self.after.filing.seal
        if first is None or second is None or first.year == second.year:
            return (), 0
        gap = second.year - first.year
        # Always the older year's filing as "then", whichever of the two was given first.
        then, now = (old_leaves, new_leaves) if gap > 0 else (new_leaves, old_leaves)
        ends = (self.before, self.after)
        pairs = [(then.get(was), leaf) for key, leaf in now.items() if (was := shifted(key, abs(gap)))]
        found = [self._change(old, new, ends if gap > 0 else ends[::-1]) for old, new in pairs if old is not None]
        return tuple(change for change in found if change is not None), sum(1 for change in found if change is None)

    def _change(self, old: Leaf, new: Leaf, ends: _Ends) -> Change | None:
        amounts = compare_numbers(old, new)
        label = ends[1].label(new)
        if amounts is not None:
            return Change(ChangeKind.CHANGED, new.key, label, old, new, amounts)
        if leaf_number(old) is not None and leaf_number(new) is not None:
            same = old.measure == new.measure
            note = f"计量单位不同（{old.measure}、{new.measure}），金额相同"
            return None if same else Change(ChangeKind.SAME, new.key, label, old, new, note=note)
        old_text, new_text = _text(old), _text(new)
        if old_text == new_text:
            return None
        if same_but_looks(old_text, new_text):
            note = "只有空格、换行或全角半角不同"
            return Change(ChangeKind.SAME, new.key, label, old, new, runs=text_runs(old_text, new_text), note=note)
        return self._text_change(old, new, label, ends)

    def _text_change(self, old: Leaf, new: Leaf, label: str, ends: _Ends) -> Change:
        runs, note, kind = text_runs(_text(old), _text(new)), "", ChangeKind.CHANGED
        if traits_of(new).is_target and isinstance(old, Record) and isinstance(new, Record):
            first, second = ends[0].target(old), ends[1].target(new)
            if same_target(first, second):
                kind, note = ChangeKind.SAME, "写法不同，意思相同"
            else:
                note = target_shift(first, second)
        return Change(kind, new.key, label, old, new, runs=runs, note=note)

    def _moved(self, move: Move, leaf: Leaf) -> Change:
        within = move.before[:-1] == move.after[:-1]
        note = f"从第 {move.rank_before} 行移到第 {move.rank_after} 行" if within else "从另一类移到这一类"
        head = _ROW.split(leaf.label)[0].rstrip("·")
        return Change(ChangeKind.MOVED, move.after, "·".join(x for x in (head, f"‘{move.name}’") if x), note=note)

    def _alone(self, kind: ChangeKind, leaf: Leaf, *, whole: bool) -> Change:
        before, after = (None, leaf) if kind is ChangeKind.ADDED else (leaf, None)
        label = (self.after if before is None else self.before).label(leaf)
        return Change(kind, leaf.key, label, before, after, whole_row=whole)


def _refuse(before: Filing, after: Filing) -> None:
    for filing in (before, after):
        if filing.seal is None or not filing.records:
            why = filing.findings[0].message if filing.findings else "里面没有填报的内容"
            raise JixiaoError(f"{filing.source} 没有读入：{why}", Advice.READ_FINDINGS)
    if before.seal and after.seal and before.seal.form != after.seal.form:
        raise JixiaoError(
            f"两份不是同一张表：{before.seal.form} 和 {after.seal.form}",
            "请给出同一张表的两个版本，或同一单位的两个年度",
        )


def _all_leaves(filing: Filing, asked: Questions | None) -> tuple[Leaf, ...]:
    return tuple(leaf for leaf in leaves(filing, asked) if isinstance(leaf, Record) or leaf.value is not None)


def _common(
    before: Filing, after: Filing, asked: tuple[Questions | None, Questions | None]
) -> frozenset[KeyPattern] | None:
    """The patterns that both editions ask; None where it is one edition, or an edition is not known."""
    old_questions, new_questions = asked
    if (
        not (before.seal and after.seal)
        or before.seal.edition == after.seal.edition
        or old_questions is None
        or new_questions is None
    ):
        return None
    return frozenset(map(pattern_of, old_questions.asked)) & frozenset(map(pattern_of, new_questions.asked))


def _findings(before: Filing, after: Filing, matching: Matching) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """What only the earlier, and what only the later one was told, by code and place."""
    places = {format_key(record.key): format_key(matching.said(record.key)) for record in after.records}

    def mark(finding: Finding, *, later: bool) -> tuple[str, str, str, str]:
        key = finding.where.key
        return (finding.code, finding.rule, places.get(key, key) if later else key, "" if key else finding.message)

    # A finding of the whole file has no key: its words tell it from another of the same code.
    was = Counter(mark(finding, later=False) for finding in before.findings)
    now = Counter(mark(finding, later=True) for finding in after.findings)
    solved = tuple(finding for finding in before.findings if not now[mark(finding, later=False)])
    return solved, tuple(finding for finding in after.findings if not was[mark(finding, later=True)])


def _notes(before: Filing, after: Filing) -> Iterator[str]:
    old, new = before.seal, after.seal
    if old is None or new is None:
        return
    names = [seal.agency_code or seal.agency_name for seal in (old, new)]
    # Told, not refused: comparing a department with another is allowed.
    if names[0] != names[1]:
        yield f"两份的单位不同：{_who(old.agency_code, old.agency_name)}、{_who(new.agency_code, new.agency_name)}"
    if (old.subject_code or old.subject_name) != (new.subject_code or new.subject_name):
        subjects = (_who(old.subject_code, old.subject_name), _who(new.subject_code, new.subject_name))
        yield f"两份的项目不同：{'、'.join(subjects)}"
    if old.scope != new.scope:
        yield f"两份的口径不同：{old.scope}、{new.scope}"
    if old.edition != new.edition:
        yield f"两份的版次不同：{old.edition}、{new.edition}，只比较两版都有的格子"


def _who(code: str, name: str) -> str:
    return " ".join(part for part in (code, name) if part) or "（未写）"


def _text(leaf: Leaf) -> str:
    if isinstance(leaf.value, str):
        return leaf.value
    number = leaf_number(leaf)
    # What was typed where nothing could be read of it.
    return leaf.raw if isinstance(leaf, Record) else str(number if number is not None else leaf.text)


def _short(name: str) -> str:
    # Half a line of the terminal's column; the whole name stands in the cell's own change.
    return name if len(name) <= 24 else f"{name[:23]}…"
