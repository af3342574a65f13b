"""The 自检 sheet as a grid: one line per check with its live verdict and figures, an explanation beside each, and
free lines for explaining other findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.checks.checks import Check
from jixiao_xlsx.model.forms.form import Field, Paper
from jixiao_xlsx.model.keys import ALL
from jixiao_xlsx.sheet.grid import Box, Grid, GridRow, Live, LiveShow, Printed, PrintedRole, Slot
from jixiao_xlsx.sheet.layout.canvas import Canvas
from jixiao_xlsx.sheet.region import Region

SELF_CHECK_SHEET = "自检"
EXPLAIN = "explain"
FREE_ROWS = 6  # a letter seldom asks for more explanations; the seventh goes into the reply
# Characters: the sentence and the explanation get the room, and all fit A4 across at a readable size.
WIDTHS = (6.0, 7.0, 44.0, 15.0, 15.0, 13.0, 9.0, 36.0)
_HEADS = (
    "序号",
    "轻重",
    "检查内容",
    "左边的数",
    "右边的数",
    "相差（处数）",
    "结果",
    "出错说明（确有原因的请说明）",
)
_FREE_HEADS = ("序号", "代码", "所在单元格", "出错说明（对退回单上其他意见的说明）")
_TEXT = Field(kind="text")
_PLACE = Field(kind="text", most=Decimal(30))  # a tab's name and an address, as `基本信息!D4`
_CODE = Field(kind="text", most=Decimal(6))  # codes have four characters at most, and people put a sign around them
_NOTE = "✓ 成立　✗ 不成立　— 还没有填或不适用。标“退回”的须改正；标“说明”的须改正或在右侧说明；标“提示”的请留意。"


def self_check_grid(checks: tuple[Check, ...], *, top: int, left: int) -> Grid:
    """The grid of the 自检 sheet; its slots have keys `explain.rules[n].text` and `explain.others[n].…`."""
    page = _Page(top, left)
    page.title("自检")
    page.status()
    page.note(_NOTE)
    page.heads("explain.rules#h1", _HEADS)
    for number, check in enumerate(checks, 1):
        page.check(number, check)
    page.spread("explain.others#h1", _FREE_HEADS)
    for number in range(1, FREE_ROWS + 1):
        page.free(number)
    return page.grid()


class _Page:
    """Puts the lines below one another; each takes the next row."""

    def __init__(self, top: int, left: int) -> None:
        self._canvas = Canvas(top=top, left=left, widths=WIDTHS)
        self._left = left
        self._row = top

    def title(self, text: str) -> None:
        self._whole("explain#title", Printed(self._across(), text, PrintedRole.TITLE))

    def status(self) -> None:
        self._whole("explain#status", Live(self._across(), LiveShow.STATUS))

    def note(self, text: str) -> None:
        self._whole("explain#note", Printed(self._across(), text, PrintedRole.BANNER, "left"))

    def heads(self, name: str, texts: tuple[str, ...]) -> None:
        boxes = [Printed(self._cell(column), text, PrintedRole.HEAD) for column, text in enumerate(texts)]
        self._take(name, boxes)

    def check(self, number: int, check: Check) -> None:
        shows = (LiveShow.LEFT, LiveShow.RIGHT, LiveShow.DIFFERENCE, LiveShow.VERDICT)
        boxes: list[Box] = [
            Printed(self._cell(0), str(number), PrintedRole.VALUE),
            Printed(self._cell(1), str(check.severity), PrintedRole.VALUE),
            Printed(self._cell(2), check.sentence, PrintedRole.STUB, "left"),
            *(Live(self._cell(column), show, number - 1) for column, show in enumerate(shows, 3)),
        ]
        # Nobody has to answer a note.
        if check.severity is Severity.NOTE:
            boxes.append(Printed(self._cell(7), "", PrintedRole.FILLER))
        else:
            key = (EXPLAIN, "rules", number, "text")
            # Whoever stands where a reason may be given reads first how to mend it.
            field = replace(_TEXT, note=check.fix)
            boxes.append(Slot(self._cell(7), key, field, f"自检·第{number}项·出错说明"))
        self._take(f"explain.rules[{number}]", boxes)

    def spread(self, name: str, texts: tuple[str, ...]) -> None:
        regions = (self._cell(0), self._cell(1), self._cell(2), self._cells(3, 7))
        self._take(name, [Printed(region, text, PrintedRole.HEAD) for region, text in zip(regions, texts, strict=True)])

    def free(self, number: int) -> None:
        key = (EXPLAIN, "others", number)
        said = f"出错说明·第{number}行"
        boxes: list[Box] = [
            Printed(self._cell(0), str(number), PrintedRole.VALUE),
            Slot(self._cell(1), (*key, "code"), _CODE, f"{said}·代码"),
            Slot(self._cell(2), (*key, "place"), _PLACE, f"{said}·所在单元格"),
            Slot(self._cells(3, 7), (*key, "text"), _TEXT, f"{said}·出错说明"),
        ]
        self._take(f"explain.others[{number}]", boxes)

    def grid(self) -> Grid:
        self._canvas.check()
        rows = tuple(
            GridRow(row.id, row.height, (EXPLAIN, "others", ALL) if row.id.startswith("explain.others[") else ())
            for row in self._canvas.rows()
        )
        boxes = self._canvas.in_reading_order()
        # Eight columns do not fit upright.
        paper = Paper(landscape=True)
        return Grid(SELF_CHECK_SHEET, WIDTHS, rows, boxes, paper, top=self._canvas.top, left=self._left, aside=True)

    def _whole(self, name: str, box: Box) -> None:
        self._take(name, [box])

    def _take(self, name: str, boxes: Sequence[Box]) -> None:
        for box in boxes:
            self._canvas.add(box)
        self._canvas.claim(self._row, name)
        self._row += 1

    def _cell(self, column: int) -> Region:
        return self._cells(column, column)

    def _cells(self, first: int, last: int) -> Region:
        return Region(self._row, self._left + first, self._row, self._left + last)

    def _across(self) -> Region:
        return self._cells(0, len(WIDTHS) - 1)
