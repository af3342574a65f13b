"""LibreOffice as a test's real client: damage, save, recalculate, print, and type into workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import TypeAlias, cast

from clients.channel import Channel, OfficeCrashed, OfficeError, OfficeTimeout, StepRefused, missing
from clients.pictures import render_png
from clients.steps import Step
from clients.typist import Typist

__all__ = [
    "CellError",
    "Job",
    "Office",
    "OfficeCrashed",
    "OfficeError",
    "OfficeTimeout",
    "Step",
    "StepRefused",
    "Typist",
    "missing",
    "render_png",
]


class CellError(str):
    """An error a cell shows, such as `#DIV/0!`."""


CellValue: TypeAlias = Decimal | str | CellError


@dataclass(frozen=True)
class Job:
    """A workbook, what is done to it, and where it is saved (the suffix chooses the format)."""

    source: Path
    steps: tuple[Step, ...]
    save_as: tuple[Path, ...]


class Office:
    """One LibreOffice process: started at the first need, started again after a crash, ended by `close`."""

    def __init__(self, *, seconds: float = 120.0) -> None:
        self._seconds = seconds
        self._channel: Channel | None = None

    def __enter__(self) -> Office:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The process group of the running office, None when it is not running."""
        return self._channel.pid if self._channel else None

    def close(self) -> None:
        """End the office; the next request would start another."""
        channel, self._channel = self._channel, None
        if channel is not None:
            channel.close()

    def run(self, source: Path, steps: Sequence[Step], save_as: Path | Sequence[Path]) -> None:
        """Load a workbook, take the steps, save it under one name or several.

        Raises StepRefused for a step that cannot be taken, OfficeTimeout, OfficeCrashed (after one retry).
        """
        saves = (save_as,) if isinstance(save_as, Path) else tuple(save_as)
        self.run_all((Job(source, tuple(steps), saves),))

    def run_all(self, jobs: Iterable[Job]) -> None:
        """Run many jobs over one connection; the first that fails stops the rest."""
        for job in jobs:
            steps = [step.wire() for step in job.steps]
            self._retried("run", source=_absolute(job.source), steps=steps, saves=[_absolute(to) for to in job.save_as])

    def chain(self, source: Path, *saves: Path) -> Path:
        """Open and save again and again, each time from the file before; returns the last one."""
        for save_as in saves:
            self.run(source, (), save_as)
            source = save_as
        return source

    def recalculated(self, source: Path) -> dict[str, dict[str, CellValue]]:
        """Sheet name → address → value after a forced hard recalculation; blank cells are absent.

        A formula whose result is empty text is present as "".
        """
        answer = self._retried("recalculate", source=_absolute(source))
        sheets = cast(Mapping[str, Mapping[str, tuple[str, object]]], answer["sheets"])
        return {
            name: {place: _value(kind, content) for place, (kind, content) in cells.items()}
            for name, cells in sheets.items()
        }

    def to_pdf(self, source: Path, pdf: Path) -> Path:
        """Print a workbook into a PDF file, visible sheets and print areas as they are set."""
        self.run(source, (), pdf)
        return pdf

    def ask(self, name: str, **values: object) -> dict[str, object]:
        """One request to the office's side, not repeated after a crash: a window's state would be lost."""
        channel = self._running()
        try:
            return channel.ask({"ask": name, **values}, seconds=self._seconds)
        except (OfficeTimeout, OfficeCrashed):
            self._channel = None
            raise

    @contextmanager
    def typing_in(self, source: Path) -> Iterator[Typist]:
        """A window that shows the workbook, and a person who types into it."""
        window = _Window(self, _absolute(source))
        window.open()
        try:
            yield Typist(window.ask)
        finally:
            if self._channel is not None:
                self.ask("close_window")

    def _retried(self, name: str, **values: object) -> dict[str, object]:
        try:
            return self.ask(name, **values)
        except OfficeCrashed:
            return self.ask(name, **values)

    def _running(self) -> Channel:
        if self._channel is None:
            self._channel = Channel()
        return self._channel


class _Window:
    """A window that is typed into. LibreOffice's own test interface now and then waits for an event that never comes:
    then the window is opened anew, and what was typed so far is typed again, once."""

    def __init__(self, office: Office, source: str) -> None:
        self._office = office
        self._source = source
        self._asked: list[tuple[str, dict[str, object]]] = []

    def open(self) -> None:
        self._office._retried("open_window", source=self._source)

    def ask(self, name: str, **values: object) -> dict[str, object]:
        try:
            answer = self._office.ask(name, **values)
        except OfficeTimeout:
            self.open()
            for earlier, with_what in self._asked:
                self._office.ask(earlier, **with_what)
            answer = self._office.ask(name, **values)
        self._asked.append((name, values))
        return answer


def _absolute(path: Path) -> str:
    return str(path.resolve())


def _value(kind: str, content: object) -> CellValue:
    if kind == "number":
        return Decimal(format(cast(float, content), ".15g"))
    return CellError(content) if kind == "error" else str(content)
