"""A person at the keyboard: a visible window, keys typed into it, message boxes read and dismissed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

from clients.office_side.bridge import Refused, UnoObject, properties
from clients.office_side.suite import Suite
from clients.office_side.workbook import store

# com.sun.star.accessibility.AccessibleRole
_BOXES = (1, 12)  # ALERT, DIALOG
_LIST_ITEM = 33
_BUTTON = 44
_POLL = 0.01
_PATIENCE = 60.0


class Window:
    """One workbook in a visible window; every act reports the messages that came up."""

    def __init__(self, suite: Suite, path: str) -> None:
        self._suite = suite
        self._document = suite.open(path, hidden=False)
        self._toolkit = suite.service("com.sun.star.awt.Toolkit")
        self._tester = suite.service("org.libreoffice.uitest.UITest")
        self._take_focus()
        self._grid = self._tester.getTopFocusWindow().getChild("grid_window")

    def enter(self, sheet: str, cell: str, text: str, keys: list[str]) -> dict[str, object]:
        """Go to a cell, type a text, press keys; what the cell then holds and what was said."""
        self.go_to(sheet, cell)

        def typing() -> None:
            if text:
                self._grid.executeAction("TYPE", properties(TEXT=text))
            for key in keys:
                self._grid.executeAction("TYPE", properties(KEYCODE=key))

        messages = self._watch(typing)
        if messages:  # after a refusal the cell may still be open for editing
            self._grid.executeAction("TYPE", properties(KEYCODE="ESC"))
        return {**self.content(sheet, cell), "messages": messages}

    def command(self, sheet: str, area: str, command: str) -> dict[str, object]:
        """Select an area, run a menu command; what was said, and whether the workbook changed.

        A command that is greyed out does nothing and says nothing.
        """
        self.go_to(sheet, area)
        self._document.setModified(False)
        messages = self._watch(lambda: self._suite.dispatch(self._document, command))
        return {"messages": messages, "changed": self._document.isModified()}

    def choices(self, sheet: str, cell: str) -> dict[str, object]:
        """What the drop-down of a cell offers (opened with Alt+Down, closed with Esc)."""
        self.go_to(sheet, cell)
        before = self._tops()
        messages = self._watch(lambda: self._grid.executeAction("TYPE", properties(KEYCODE="ALT+DOWN")))
        opened = [window for window in self._tops() if window not in before]
        offered = [name for window in opened for role, name in _descendants(window) if role == _LIST_ITEM]
        self._grid.executeAction("TYPE", properties(KEYCODE="ESC"))
        self._toolkit.processEventsToIdle()
        return {"choices": offered, "messages": messages}

    def content(self, sheet: str, cell: str) -> dict[str, object]:
        """What a cell shows and what stands in its input line."""
        found = self._sheet(sheet).getCellRangeByName(cell)
        return {"shown": found.String, "formula": found.Formula}

    def go_to(self, sheet: str, area: str) -> None:
        """Make a sheet the active one and select a cell or an area."""
        target = self._sheet(sheet)
        self._take_focus()
        self._document.CurrentController.setActiveSheet(target)
        self._document.CurrentController.select(target.getCellRangeByName(area))

    def save(self, path: str) -> None:
        """Save a copy in the format the suffix names."""
        store(self._document, path)

    def close(self) -> None:
        """Close the window without saving."""
        self._document.close(True)

    def _take_focus(self) -> None:
        """Come to the front: a batch job in between may have shown a window of its own."""
        frame = self._document.CurrentController.Frame
        frame.activate()
        frame.ContainerWindow.toFront()
        frame.ComponentWindow.setFocus()

    def _sheet(self, name: str) -> UnoObject:
        if not self._document.Sheets.hasByName(name):
            raise Refused(f"没有工作表“{name}”")
        return self._document.Sheets.getByName(name)

    def _watch(self, act: Callable[[], None]) -> list[str]:
        """Run an act in a thread, because a modal box holds it up, and dismiss the boxes that it raises."""
        acting = _Acting(act)
        messages: list[str] = []
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            done = acting.wait(_POLL)
            self._toolkit.processEventsToIdle()
            box = self._box()
            if box is not None:
                messages.append(_spoken(box))
                self._dismiss()
            elif done:
                return list(dict.fromkeys(messages))  # a locked cell objects to every single key
        raise Refused("界面操作没有结束；已出现的提示：" + "；".join(messages))

    def _tops(self) -> list[UnoObject]:
        return [self._toolkit.getTopWindow(place) for place in range(self._toolkit.getTopWindowCount())]

    def _box(self) -> UnoObject | None:
        for window in self._tops():
            if window.getAccessibleContext().getAccessibleRole() in _BOXES:
                return window
        return None

    def _dismiss(self) -> None:
        """Answer a box as a cautious person does: cancel where that is offered."""
        box = self._tester.getTopFocusWindow()
        offered = box.getChildren()
        for answer in ("cancel", "no", "ok", "close"):
            if answer in offered:
                box.getChild(answer).executeAction("CLICK", ())
                self._toolkit.processEventsToIdle()
                return
        raise Refused(f"提示框没有可按的按钮：{offered}")


class _Acting:
    """An act running in a thread of its own."""

    def __init__(self, act: Callable[[], None]) -> None:
        self._act = act
        self._failed: Exception | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Whether the act has ended; raises what the act raised."""
        self._thread.join(seconds)
        if self._failed is not None:
            raise self._failed
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            self._act()
        except Exception as error:  # handed over to the waiting thread
            self._failed = error


def _descendants(accessible: UnoObject) -> Iterator[tuple[int, str]]:
    context = accessible.getAccessibleContext()
    yield context.getAccessibleRole(), context.getAccessibleName()
    for place in range(context.getAccessibleChildCount()):
        yield from _descendants(context.getAccessibleChild(place))


def _spoken(box: UnoObject) -> str:
    return "\n".join(name for role, name in _descendants(box) if name and role != _BUTTON)
