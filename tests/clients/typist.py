"""A person at LibreOffice's keyboard: types, sees messages, opens drop-downs, tries menu commands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast


class Ask(Protocol):
    """A request to the office's side."""

    def __call__(self, name: str, **values: object) -> dict[str, object]: ...


@dataclass(frozen=True)
class Typed:
    """What a cell holds after something was typed, and every message that came up on the way."""

    shown: str
    formula: str
    messages: tuple[str, ...]

    @property
    def refused(self) -> bool:
        """Whether the office objected."""
        return bool(self.messages)


@dataclass(frozen=True)
class Commanded:
    """Whether a menu command changed the workbook (a greyed one does not), and the messages that came up."""

    changed: bool
    messages: tuple[str, ...]


class Typist:
    """Acts in the open window; protection and validation hold, as they do for a person."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def enter(self, sheet: str, cell: str, text: str, *, keys: Sequence[str] = ("RETURN",)) -> Typed:
        """Go to a cell, type a text, press keys (Enter); messages are dismissed and reported."""
        return _typed(self._ask("enter", sheet=sheet, cell=cell, text=text, keys=list(keys)))

    def press(self, sheet: str, cell: str, *keys: str) -> Typed:
        """Go to a cell and press keys such as `DELETE`, `CTRL+C`, `CTRL+V`."""
        return self.enter(sheet, cell, "", keys=keys)

    def content(self, sheet: str, cell: str) -> Typed:
        """What a cell shows (`shown`) and what its input line holds (`formula`)."""
        return _typed({**self._ask("content", sheet=sheet, cell=cell), "messages": []})

    def choices(self, sheet: str, cell: str) -> tuple[str, ...]:
        """What the drop-down of a cell offers; nothing when it has none."""
        return _texts(self._ask("choices", sheet=sheet, cell=cell)["choices"])

    def command(self, sheet: str, area: str, command: str) -> Commanded:
        """Select an area and run a menu command (`.uno:DeleteRows`)."""
        answer = self._ask("command", sheet=sheet, area=area, command=command)
        return Commanded(bool(answer["changed"]), _texts(answer["messages"]))

    def insert_row(self, sheet: str, before: int) -> Commanded:
        """Try to insert a row."""
        return self.command(sheet, f"A{before}", ".uno:InsertRowsBefore")

    def copy_paste(self, sheet: str, area: str, to: str) -> Commanded:
        """Copy an area, paste it at a cell."""
        self.command(sheet, area, ".uno:Copy")
        return self.command(sheet, to, ".uno:Paste")

    def cut_paste(self, sheet: str, area: str, to: str) -> Commanded:
        """Cut an area, paste it at a cell."""
        self.command(sheet, area, ".uno:Cut")
        return self.command(sheet, to, ".uno:Paste")

    def save(self, path: Path) -> Path:
        """Save a copy in the format the suffix names."""
        self._ask("save_window", path=str(path.resolve()))
        return path


def _texts(values: object) -> tuple[str, ...]:
    return tuple(cast(Sequence[str], values))


def _typed(answer: dict[str, object]) -> Typed:
    return Typed(str(answer["shown"]), str(answer["formula"]), _texts(answer["messages"]))
