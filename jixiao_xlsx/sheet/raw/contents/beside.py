"""What lies on or beside the cells of a sheet and is no content of theirs: comments, pictures, text boxes, files."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jixiao_xlsx.sheet.raw.contents.review_notes import theirs
from jixiao_xlsx.sheet.raw.foreign.limits import FileTally, Limit
from jixiao_xlsx.sheet.region import Region


class BesideKind(StrEnum):
    """What a thing beside the cells is, in the words of Excel's menus."""

    COMMENT = "批注"
    PICTURE = "图片"
    TEXT_BOX = "文本框"
    CHART = "图表"
    EMBEDDED = "嵌入的文件或控件"


@dataclass(frozen=True, slots=True)
class Beside:
    """One such thing: the cells it lies on (None where the file does not tell) and the words in it, or its name."""

    kind: BesideKind
    region: Region | None
    text: str = ""


class BesideCollector:
    """Collects the things of one sheet, counted; comments that hold only our own review are left out."""

    def __init__(self, tally: FileTally) -> None:
        self.things: list[Beside] = []
        self._tally = tally

    def add(self, kind: BesideKind, region: Region | None, text: str = "") -> None:
        self._tally.add(Limit.BESIDE)
        self._tally.add(Limit.TEXT, len(text))
        words = theirs(text) if kind is BesideKind.COMMENT else text
        if words.strip() or kind is not BesideKind.COMMENT:
            self.things.append(Beside(kind, region, words.strip()))
