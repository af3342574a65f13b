"""What a cell, a group or a column is called inside a sentence: the words printed on the form, never its keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jixiao_xlsx.model.expr.nodes import Ref, bind, unbound
from jixiao_xlsx.model.keys import Key, first_of, format_key, in_first_row, is_under, matches
from jixiao_xlsx.model.money import YUAN_IN

# 第3行 says where a cell is, which the place of the finding says; inside a sentence it is in the way.
_ROW = ("第", "行")


@dataclass(frozen=True, slots=True)
class PrintedNames:
    """The names of one form's cells, by their printed labels."""

    labels: Mapping[Key, str]

    def of(self, ref: Ref, owner: Key) -> str:
        """What one reference is called."""
        return "·".join(self.words(ref, owner))

    def beside(self, ref: Ref, other: Ref, owner: Key) -> str:
        """What it is called beside another: without the words that both begin with."""
        return "·".join(without_shared(self.words(ref, owner), self.words(other, owner)))

    def words(self, ref: Ref, owner: Key) -> list[str]:
        """The printed path of a reference; of many cells the words that all of them share, or their group's."""
        key = first_of(bind(ref.path, owner))
        # An inserted row is called as its block's first row is.
        label = self.labels.get(key, self.labels.get(in_first_row(key)))
        if label is not None and not ref.many:
            return _plain(label)
        labels = [_numberless(_plain(label)) for path in ref.paths for label in self._labels(unbound(path))]
        if not labels:
            return [format_key(unbound(ref.path))]
        head, tail = _shared(labels), _shared([label[::-1] for label in labels])[::-1]
        # The column says what is added up; where several are, the group does.
        return tail[-1:] or head or labels[0][:1]

    def _labels(self, pattern: Key) -> list[str]:
        return [label for key, label in self.labels.items() if matches(pattern, key) or is_under(key, pattern)]


def without_shared(words: Sequence[str], beside: Sequence[str]) -> list[str]:
    """A path without the words it begins with like another one; its last word stays."""
    shared = 0
    while shared < min(len(words), len(beside)) - 1 and words[shared] == beside[shared]:
        shared += 1
    return list(words[shared:])


def _plain(label: str) -> list[str]:
    """A label's words, without numbers of rows and the letters of columns: 全年预算数(A)."""
    words = [word for word in label.split("·") if not (word.startswith(_ROW[0]) and word.endswith(_ROW[1]))]
    plain = [_without_letters(word) for word in words] or [label]
    # 分值合计·分值 says 分值 twice.
    return plain[:-1] if len(plain) > 1 and plain[-1] in plain[-2] else plain


def _numberless(words: Sequence[str]) -> list[str]:
    """Words for all rows of a block: 目标1 and 目标2 are 目标."""
    return [word.rstrip("0123456789") or word for word in words]


def _without_letters(word: str) -> str:
    """A head without its letter and without the measure of its money, which figures do not need: 金额（万元）."""
    head, mark, tail = word.replace("（", "(").partition("(")
    inside = tail.rstrip("）)").replace("/", "")
    return head if mark and head and (inside.isascii() or inside in YUAN_IN) else word.rstrip("：:")


def _shared(labels: Sequence[Sequence[str]]) -> list[str]:
    """The words that all of them begin with."""
    return [same[0] for same in zip(*labels, strict=False) if len(set(same)) == 1]
