"""One mistake made in many cells, said once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.keys import Key

# Three cells are mended one by one; more are one habit, and one line of the letter.
_APART = 3


def each_or_together(
    context: RuleContext, code: str, cells: Sequence[Key], *, of: Callable[[Key], str], expected: str = ""
) -> Iterator[Finding]:
    """A finding for each cell, up to three; of more one, at the first, that counts them and names them all."""
    if len(cells) <= _APART:
        for key in cells:
            yield context.at(code, key, found=of(key), expected=expected, reason="")
        return
    places = "、".join(context.places.of(key).cell for key in cells)
    first = cells[0]
    yield context.at(code, first, found=of(first), expected=expected, reason=f"（同样的共 {len(cells)} 格：{places}）")
