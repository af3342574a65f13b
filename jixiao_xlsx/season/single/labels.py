"""Cells by what people call them: by the key, or by the label that is printed on the form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.model.forms.asked import AskedCell, Questions
from jixiao_xlsx.model.keys import Key, format_key, parse_key
from jixiao_xlsx.model.kinds.characters import folded
from jixiao_xlsx.spec.language.nearest import nearest

# What people write between the parts of a label, hyphens and dashes of every length.
_BETWEEN_LABELS = re.compile(r"[·・/>→\-—–]")
# Eight with their keys fill a terminal's lines.
_MOST_TOLD = 8


def bare_label(text: str) -> str:
    """A printed path for comparing, whatever stands between its parts."""
    return _BETWEEN_LABELS.sub("", folded(text))


def key_called(text: str, questions: Questions) -> Key:
    """The key that a key or a printed label means, a computed cell's only where no other bears the label.

    Raises JixiaoError where the label stands for several cells, which it lists, or for none, with what is like it.
    """
    try:
        return parse_key(text.strip())
    except ValueError:
        pass
    cells = [cell for cell in questions.asked.values() if cell.field is not None]
    typed = [cell for cell in cells if cell.field is not None and cell.field.compute is None]
    wanted = bare_label(text)
    # Cells that can be filled first: a total often bears the same label as a row.
    for among in (typed, cells):
        called = [cell for cell in among if bare_label(cell.label) == wanted]
        if len(called) > 1:
            raise JixiaoError(f"表上有 {len(called)} 格叫 ‘{text}’", f"请改写键：{_told(called)}")
        if called:
            return called[0].key
    raise JixiaoError(f"表上没有能填的格 ‘{text}’", _hint(wanted, typed))


def _hint(wanted: str, typed: Sequence[AskedCell]) -> str:
    holding = [cell for cell in typed if wanted and wanted in bare_label(cell.label)]
    if holding:
        return f"是否 {_told(holding)}？"
    # Reversed, so that the first cell of a label stands for it.
    by_label = {bare_label(cell.label): cell for cell in reversed(typed)}
    near = nearest(wanted, by_label)
    if near:
        return f"是否 {_told([by_label[near]])}？"
    return Advice.SEE_LABELS


def _told(cells: Sequence[AskedCell]) -> str:
    more = f" 等 {len(cells)} 格" if len(cells) > _MOST_TOLD else ""
    return "、".join(f"{cell.label}（{format_key(cell.key)}）" for cell in cells[:_MOST_TOLD]) + more
