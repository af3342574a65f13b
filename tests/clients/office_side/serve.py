"""Answer one JSON line per request on standard output; run by the system's Python, the only one that has UNO."""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from clients.office_side.bridge import Refused, gone, of_uno
from clients.office_side.cells import CELL_STEPS
from clients.office_side.sheets import SHEET_STEPS
from clients.office_side.suite import Suite
from clients.office_side.values import all_values
from clients.office_side.window import Window
from clients.office_side.workbook import Workbook

_START_SECONDS = 360.0


class Desk:
    """The requests that can be made; each answer is a JSON object."""

    def __init__(self, suite: Suite) -> None:
        self._suite = suite
        self._window: Window | None = None

    def run(self, source: str, steps: list[dict[str, object]], saves: list[str]) -> dict[str, object]:
        """Load a workbook, take steps, save it under each name."""
        book = Workbook(self._suite, self._suite.open(source, hidden=True))
        try:
            for number, step in enumerate(steps, start=1):
                _take(book, number, step)
            for path in saves:
                book.save(path)
            return {}
        finally:
            book.close()

    def recalculate(self, source: str) -> dict[str, object]:
        """Load a workbook, recalculate hard, return every cell."""
        document = self._suite.open(source, hidden=True)
        try:
            return {"sheets": all_values(document)}
        finally:
            document.close(True)

    def open_window(self, source: str) -> dict[str, object]:
        """Show a workbook in a window, in place of one shown before."""
        self.close_window()
        self._window = Window(self._suite, source)
        return {}

    def close_window(self) -> dict[str, object]:
        """Close the window if one is open."""
        window, self._window = self._window, None
        if window is not None:
            window.close()
        return {}

    def enter(self, sheet: str, cell: str, text: str, keys: list[str]) -> dict[str, object]:
        """Type into a cell of the window."""
        return self._shown().enter(sheet, cell, text, keys)

    def command(self, sheet: str, area: str, command: str) -> dict[str, object]:
        """Run a menu command on an area of the window."""
        return self._shown().command(sheet, area, command)

    def choices(self, sheet: str, cell: str) -> dict[str, object]:
        """Open the drop-down of a cell of the window."""
        return self._shown().choices(sheet, cell)

    def content(self, sheet: str, cell: str) -> dict[str, object]:
        """Read a cell of the window."""
        return self._shown().content(sheet, cell)

    def save_window(self, path: str) -> dict[str, object]:
        """Save the window's workbook."""
        self._shown().save(path)
        return {}

    def _shown(self) -> Window:
        if self._window is None:
            raise Refused("没有打开的窗口")
        return self._window


def _take(book: Workbook, number: int, step: Mapping[str, object]) -> None:
    values = dict(step)
    name = str(values.pop("do"))
    action = CELL_STEPS.get(name) or SHEET_STEPS.get(name)
    if action is None:
        raise Refused(f"没有步骤 {name}")
    try:
        action(book, **values)
        if name in SHEET_STEPS:
            book.forget_sheets()
    except Refused as error:
        raise Refused(f"第 {number} 步 {name}：{error}") from error
    except Exception as error:
        if gone(error) or not of_uno(error):
            raise
        raise Refused(f"第 {number} 步 {name} {values}：LibreOffice 报错 {error!r}") from error


def _answer(desk: Desk, line: str) -> dict[str, object]:
    request = json.loads(line)
    act: Callable[..., dict[str, object]] = getattr(desk, request.pop("ask"))
    try:
        return {"ok": True, **act(**request)}
    except Exception as error:  # whatever happened here is told to the asking side
        return {"ok": False, "crashed": gone(error), "message": str(error) or repr(error)}


def _listen(lines: queue.SimpleQueue[str]) -> None:
    """Pass requests on; when the asking process is gone, end this process group, the office with it."""
    for line in sys.stdin:
        lines.put(line)
    os.killpg(0, signal.SIGKILL)


def _say(answer: Mapping[str, object]) -> None:
    print(json.dumps(answer, ensure_ascii=False), flush=True)


def main() -> None:
    """Serve until standard input ends or the office dies."""
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(lines,), daemon=True).start()
    desk = Desk(Suite(Path(sys.argv[1]), seconds=_START_SECONDS))
    _say({"ok": True, "ready": True})
    while True:
        answer = _answer(desk, lines.get())
        _say(answer)
        if answer.get("crashed"):
            return


if __name__ == "__main__":
    main()
