"""Progress on standard error: how many, how fast, how long still; only on a terminal, and only for more than a few."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
# Five are done before a bar could tell anything.
_FEW = 5


def with_progress(items: Iterable[T], what: str, *, total: int | None = None) -> Iterator[T]:
    """The items as they come, with a bar named `what`; without a total the bar only counts."""
    if not sys.stderr.isatty() or (total is not None and total <= _FEW):
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Task as Running
    from rich.text import Text

    class Rate(ProgressColumn):
        """Items a second."""

        def render(self, task: Running) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:.1f}/秒" if speed else "—/秒", style="progress.data.speed")

    # transient, on stderr: the bar leaves nothing behind in what is kept of the output.
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total)
        for item in items:
            yield item
            progress.advance(task)
