"""The limits a foreign file must keep, the tally that counts against them, and the refusal that stops the reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from jixiao_xlsx.findings import Finding, finding

# In bytes.
MIB = 1 << 20
DEPTH = 64  # worksheets nest less than ten deep; expat would go on to the end of the memory
TOKEN_BYTES = MIB  # a cell's text ends at 32,767 characters; an unfinished token is read again with every chunk


class Refused(Exception):
    """Stops the reading of one file; `read_raw` turns it into the finding that the caller gets."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def finding(self, name: str) -> Finding:
        return finding(self.code, None, severity=None, file=file_words(name), found="", expected="", **self.facts)


def damaged(reason: str) -> Refused:
    return Refused("F07", reason=reason)


def file_words(name: str) -> str:
    """How a message calls the file: by its name where it is known."""
    return f"‘{name}’" if name else "这个文件"


class Limit(Enum):
    """What is counted over one whole file: the word for it and the most that is read.

    Measured on 2,774 public workbooks: 2,737 pass. Of these figures only elements, texts and hidden ranges
    are not from that measurement; they bound time and memory inside the others.
    """

    # Each sheet, picture and comment is a part; headers are counted before they are read.
    ENTRIES = ("压缩条目数", 2_000)
    INFLATED = ("解压后字节数", 256 * MIB)
    # Two million cells of `c`, `v` and `f`, and as much again for all around them.
    ELEMENTS = ("标记数", 12_000_000)
    # Tighter limits on cells and box refused real government returns.
    CELLS = ("单元格数", 2_000_000)
    BOX = ("数据区域（行数×列数）", 20_000_000)
    # openpyxl hangs at a million of merges, styles or validations; one merge of a whole sheet takes it 7 GB.
    MERGES = ("合并单元格个数", 20_000)
    MERGED_AREA = ("合并单元格面积", 100_000)
    VALIDATIONS = ("数据有效性条数", 20_000)
    NAMES = ("定义名称个数", 20_000)
    # A file of 20,000 sheets opens everywhere, slowly; a return with many copies has some ten.
    SHEETS = ("工作表数", 200)
    STRINGS = ("文本条数", 500_000)
    # Comments, pictures, text boxes: a form with a comment at each of its cells has a few hundred.
    BESIDE = ("批注、图片等个数", 20_000)
    # In characters, of up to four bytes each in memory: a quarter of a worker's gigabyte.
    TEXT = ("文本总字数", 64 * MIB)
    # Each is a member of a set, of some 60 bytes.
    HIDDEN = ("隐藏行列数", 200_000)

    def __init__(self, word: str, most: int) -> None:
        self.word = word
        self.most = most

    __hash__ = object.__hash__  # the tally looks limits up by the thousand; Enum's own hash is ten times slower


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """How much of a workbook is read, and what it may cost: seconds of CPU, all other sizes in bytes. `counts` are the
    limits that the office set otherwise."""

    # For opening, placing, auditing and marking. Hostile files were refused within 1.3 s; the slow machine of an
    # office gets fifteen times that.
    seconds: float = 20.0
    # Hostile files were refused within 24 MB; a gigabyte is for the largest that the limits let through.
    memory: int = 1024 * MIB
    file: int = 20 * MIB  # of 2,774 public workbooks 37 go beyond one of these limits or are broken
    entry: int = 128 * MIB  # half of what a whole file may inflate to: the largest real sheets stay below
    ratio: int = 200  # real sheets stay below; a bomb of blanks has about 1000:1, the most that deflate does
    ratio_from: int = MIB  # small parts of repeated tags pack better and harm nobody
    counts: Mapping[Limit, int] = field(default_factory=dict)

    def most(self, limit: Limit) -> int:
        """The most that is read of something."""
        return self.counts.get(limit, limit.most)


AS_MEASURED = ReadingLimits()


class FileTally:
    """Counts what one file holds, while it is read, and stops at the first limit it passes."""

    def __init__(self, limits: ReadingLimits = AS_MEASURED) -> None:
        self.limits = limits
        self._most = {limit: limits.most(limit) for limit in Limit}
        self._counts = dict.fromkeys(Limit, 0)

    def add(self, limit: Limit, count: int = 1) -> None:
        counts = self._counts
        counts[limit] = total = counts[limit] + count
        if total > self._most[limit]:
            raise self.too_much(limit)

    def too_much(self, limit: Limit) -> Refused:
        return Refused("F09", what=limit.word, limit=f"{self._most[limit]:,}")
