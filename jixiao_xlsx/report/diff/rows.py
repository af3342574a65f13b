"""Open rows and repeats of two filings matched by what they say, so that one inserted row does not change all below."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.fuzz import ratio

from jixiao_xlsx.model.filings.filing import Record
from jixiao_xlsx.model.keys import Key, indexes_of, rows_of, sibling
from jixiao_xlsx.model.kinds import traits_of
from jixiao_xlsx.model.kinds.characters import folded
from jixiao_xlsx.report.kit.plain import value_text
from jixiao_xlsx.report.records.leaves import Leaf

OWN_INDEX = "explain"
"""The first word of keys whose numbers are those of checks, the same in both filings: never matched by text."""

# Of 100: with one character changed a name of two has 50, of three 67, of four 75: 60 admits it from three on. The
# rest counts where half of it is the same.
_ALIKE, _ALIKE_REST = 60.0, 50.0
# A name of one character says too little to follow it into another block.
_SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class RowFace:
    """What a row is known by: its name, its other texts by the rest of their keys, its place among its block's rows.

    `key` is said as the earlier filing says what is around the row, `own` is the key in its own filing.
    """

    key: Key
    own: Key
    name: str
    rest: Mapping[Key, str]
    rank: int


@dataclass(frozen=True, slots=True)
class Move:
    """A row that both filings have, elsewhere: its key before and after, its rank (from 1) among its block's rows."""

    before: Key
    after: Key
    name: str
    rank_before: int
    rank_after: int


@dataclass(slots=True)
class Matching:
    """How the later filing's keys are said in the earlier one's: `rows` renames a row's key, outermost first; a row
    that the earlier one has not gets an index that is free there."""

    rows: dict[Key, Key] = field(default_factory=dict)
    moves: list[Move] = field(default_factory=list)

    def said(self, key: Key, *, indexes: int | None = None) -> Key:
        """The key in the earlier filing's words; with `indexes` only so many of its indexes are renamed."""
        if key[:1] == (OWN_INDEX,):
            return key
        out: Key = ()
        for part in key:
            out = (*out, part)
            if isinstance(part, int) and (indexes is None or indexes > 0):
                out = self.rows.get(out, out)
                indexes = None if indexes is None else indexes - 1
        return out


def match_rows(before: Sequence[Leaf], after: Sequence[Leaf]) -> Matching:
    """The rows of each block matched: same name first, then a similar one, then the same place where the rest is
    alike; a row of the same name in a neighbouring block counts as moved there."""
    matching = Matching()
    for level in range(1, _deepest((*before, *after)) + 1):
        _match_level(matching, _blocks(before, level), _blocks(after, level, matching))
    return matching


def row_names(leaves: Sequence[Leaf]) -> dict[Key, str]:
    """The name of each row and repeat of a filing, by its key; empty where nothing in it tells one."""
    levels = range(1, _deepest(leaves) + 1)
    return {face.key: face.name for level in levels for block in _blocks(leaves, level).values() for face in block}


def plain_text(text: str) -> str:
    """A text without what only looks different: spaces, line breaks, half and full width, invisible signs."""
    return folded(text).casefold()


def _match_level(matching: Matching, before: dict[Key, list[RowFace]], after: dict[Key, list[RowFace]]) -> None:
    lost: list[RowFace] = []
    new: list[RowFace] = []
    for block in dict.fromkeys((*before, *after)):
        left, right = before.get(block, []), after.get(block, [])
        pairs = pair_faces(left, right)
        matching.moves += _moves(left, right, pairs)
        for was, now in pairs:
            matching.rows[right[now].key] = left[was].key
        lost += [face for number, face in enumerate(left) if number not in {pair[0] for pair in pairs}]
        new += [face for number, face in enumerate(right) if number not in {pair[1] for pair in pairs}]
    new = _moved_elsewhere(matching, lost, new)
    taken = {face.key for faces in before.values() for face in faces}
    for face in new:
        free = _free(face.key, taken)
        taken.add(free)
        matching.rows[face.key] = free


def _moved_elsewhere(matching: Matching, lost: list[RowFace], new: list[RowFace]) -> list[RowFace]:
    """Renames the rows that stood in another block before; returns the rest."""
    gone = list(lost)
    left: list[RowFace] = []
    for face in new:
        same = [earlier for earlier in gone if _same_kind_of_row(earlier, face)]
        if len(same) != 1:
            left.append(face)
            continue
        gone.remove(same[0])
        matching.rows[face.key] = same[0].key
        matching.moves.append(Move(same[0].own, face.own, face.name, same[0].rank + 1, face.rank + 1))
    return left


def _same_kind_of_row(earlier: RowFace, later: RowFace) -> bool:
    named = len(earlier.name) >= _SHORTEST_NAME and plain_text(earlier.name) == plain_text(later.name)
    return (
        named
        and len(earlier.key) == len(later.key)
        and bool(earlier.rest.keys() & later.rest.keys() or not earlier.rest)
    )


def pair_faces(left: Sequence[RowFace], right: Sequence[RowFace]) -> list[tuple[int, int]]:
    """Which row of the left is which of the right, as pairs of places in the sequences, in the left's order."""
    pairs: dict[int, int] = {}
    names = [[_likeness(earlier.name, later.name) for later in right] for earlier in left]
    rests = [[_rest_alike(earlier, later) for later in right] for earlier in left]
    # All equal names before any similar one, so that a similar row cannot take the place of the same.
    for least in (100.0, _ALIKE):
        # Sorted: the likest name, the likest rest, the nearest place; the numbers last make every tie certain.
        found = [
            (-names[i][j], -rests[i][j], abs(left[i].rank - right[j].rank), i, j)
            for i in range(len(left))
            for j in range(len(right))
            if names[i][j] >= least
        ]
        for *_, i, j in sorted(found):
            if i not in pairs and j not in pairs.values():
                pairs[i] = j
    for i, j in _in_gaps(pairs, len(left), len(right)):
        nameless = not (left[i].name and right[j].name)
        if nameless or rests[i][j] >= _ALIKE_REST:
            pairs[i] = j
    return sorted(pairs.items())


def _in_gaps(pairs: Mapping[int, int], left: int, right: int) -> list[tuple[int, int]]:
    """The rows left over that stand in the same gap between matched ones, paired in order."""
    back = {j: i for i, j in pairs.items()}
    gaps: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    gap = -1
    for i in range(left):
        gap = i if i in pairs else gap
        if i not in pairs:
            gaps[gap][0].append(i)
    gap = -1
    for j in range(right):
        gap = back.get(j, gap)
        if j not in back:
            gaps[gap][1].append(j)
    return [pair for mine, theirs in gaps.values() for pair in zip(mine, theirs, strict=False)]


def _moves(left: Sequence[RowFace], right: Sequence[RowFace], pairs: Sequence[tuple[int, int]]) -> list[Move]:
    """The fewest rows whose moving explains the new order."""
    stay = _longest_rising([j for _, j in pairs])
    return [
        Move(left[i].own, right[j].own, right[j].name, left[i].rank + 1, right[j].rank + 1)
        for i, j in pairs
        if j not in stay
    ]


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    tails: list[int] = []
    chains: list[tuple[int, ...]] = []
    for number in numbers:
        at = bisect_left(tails, number)
        chain = (*(chains[at - 1] if at else ()), number)
        tails[at:] = [number, *tails[at + 1 :]]
        chains[at:] = [chain, *chains[at + 1 :]]
    return set(chains[-1]) if chains else set()


def _blocks(leaves: Iterable[Leaf], level: int, matching: Matching | None = None) -> dict[Key, list[RowFace]]:
    """The rows of each block whose index is the key's `level`-th, in sheet order."""
    rows: dict[Key, list[tuple[Key, Leaf]]] = defaultdict(list)
    for leaf in leaves:
        key = matching.said(leaf.key, indexes=level - 1) if matching else leaf.key
        around = rows_of(key)
        if len(around) >= level and key[:1] != (OWN_INDEX,):
            row = around[level - 1]
            rows[row].append((key[len(row) :], leaf))
    blocks: dict[Key, list[tuple[tuple[int, int], Key]]] = defaultdict(list)
    # The order in the sheet decides, not the index: an inserted row has a high index and stands in the middle.
    for row, cells in rows.items():
        orders = [leaf.order for _, leaf in cells if isinstance(leaf, Record)]
        index = row[-1] if isinstance(row[-1], int) else 0
        blocks[row[:-1]].append(((min(orders, default=0), index), row))
    return {
        block: [_face(row, rows[row], rank) for rank, (_, row) in enumerate(sorted(found, key=lambda item: item[0]))]
        for block, found in blocks.items()
    }


def _face(row: Key, cells: Sequence[tuple[Key, Leaf]], rank: int) -> RowFace:
    own = cells[0][1].key[: len(row)]
    texts = {tail: _text(leaf) for tail, leaf in cells}
    told = [tail for tail, leaf in cells if traits_of(leaf).is_prose and not indexes_of(tail)]
    named = ("name",) if ("name",) in texts else next(iter(told), None)
    name = texts.pop(named) if named is not None else ""
    return RowFace(row, own, " ".join(name.split()), texts, rank)


def _text(leaf: Leaf) -> str:
    return value_text(leaf.value) or (leaf.raw if isinstance(leaf, Record) else leaf.text)


def _likeness(name: str, other: str) -> float:
    if not name or not other:
        return 0.0
    bare, bare_other = plain_text(name), plain_text(other)
    # 99.9: what only is similar never counts as the same, however long the texts are.
    return 100.0 if bare == bare_other else min(ratio(bare, bare_other), 99.9)


def _rest_alike(earlier: RowFace, later: RowFace) -> float:
    """Percent of the other cells that say the same."""
    most = len(earlier.rest.keys() | later.rest.keys())
    same = sum(1 for tail, text in earlier.rest.items() if later.rest.get(tail) == text)
    return 100.0 * same / most if most else 0.0


def _deepest(leaves: Iterable[Leaf]) -> int:
    """The most indexes that a key has."""
    return max((len(indexes_of(leaf.key)) for leaf in leaves), default=0)


def _free(key: Key, taken: set[Key]) -> Key:
    """The row's key under the first index from its own on that no row has."""
    index = key[-1] if isinstance(key[-1], int) else 1
    while sibling(key, index) in taken:
        index += 1
    return sibling(key, index)
