"""Random valid specs as YAML text: lines, tables with nested rows and columns, open rows, repeats, side by side."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

WIDTH = 8
_LABELS = ("财政拨款", "其他资金", "合计", "基本支出", "项目支出", "数量指标", "名称", "金额（<measure>）", "<year>年")
_KINDS = ("text", "amount", "integer", "percent", "points", "date", "code", "phone", "target", "number", "choice")


class _Keys:
    """Keys that are unique within one spec, so that only the shape is random."""

    def __init__(self) -> None:
        self._used = 0

    def new(self) -> str:
        self._used += 1
        return f"k{self._used}"


@st.composite
def specs(draw: st.DrawFn) -> str:
    """The text of a spec that loads: YAML in flow style, which JSON is."""
    keys = _Keys()
    sections = [_section(draw, keys, WIDTH, 0) for _ in range(draw(st.integers(1, 4)))]
    spec: dict[str, Any] = {
        "form": "random",
        "title": "<year>年度随机表",
        "edition": "1",
        "measure": draw(st.sampled_from(("元", "万元"))),
        "columns": [12] * WIDTH,
        "sections": sections,
    }
    if draw(st.booleans()):
        slot = {"label": "填报日期", "key": keys.new(), "kind": "date"}
        spec["banner"] = ["随机表", {"line": [slot], "spans": [2]}]
    return json.dumps(spec, ensure_ascii=False)


def _section(draw: st.DrawFn, keys: _Keys, width: int, deep: int) -> dict[str, Any]:
    section: dict[str, Any] = {"key": keys.new()}
    if width > 4 and draw(st.booleans()):
        section |= {"title": _label(draw), "side": draw(st.integers(1, 2))}
        width -= section["side"]
    bodies = ["lines", "table"] + (["sections", "beside", "repeat"] if deep < 2 and width >= 4 else [])
    match draw(st.sampled_from(bodies)):
        case "lines":
            section["lines"] = [_line(draw, keys, width) for _ in range(draw(st.integers(1, 3)))]
        case "table":
            section["table"] = _table(draw, keys, width)
        case "beside":
            take = draw(st.integers(2, width - 2))
            left = _section(draw, keys, take, 2) | {"take": take}
            section["beside"] = [left, _section(draw, keys, width - take, 2)]
        case body:
            section["sections"] = [_section(draw, keys, width, deep + 1) for _ in range(draw(st.integers(1, 2)))]
            if body == "repeat" and deep == 0:
                section["repeat"] = {"shown": draw(st.integers(1, 3)), "most": 4}
    return section


def _line(draw: st.DrawFn, keys: _Keys, width: int) -> list[Any] | dict[str, Any]:
    """Parts that fit the width: a pair takes two boxes, a printed text or a bare cell one."""
    parts: list[Any] = []
    boxes = 0
    for shape in draw(st.lists(st.sampled_from(("pair", "text", "cell")), min_size=1, max_size=3)):
        need = 2 if shape == "pair" else 1
        if boxes + need > width:
            break
        boxes += need
        parts.append(_label(draw) if shape == "text" else _cell(draw, keys, label=shape == "pair"))
    if not parts:
        return ["—"]
    if boxes < 2 or not draw(st.booleans()):
        return parts
    return {"line": parts, "spans": _parted(draw, width, boxes)[:-1], "tall": draw(st.integers(1, 3))}


def _cell(draw: st.DrawFn, keys: _Keys, *, label: bool) -> dict[str, Any]:
    return {"key": keys.new(), **_asks(draw), **({"label": _label(draw)} if label else {})}


def _asks(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(_KINDS))
    asks: dict[str, Any] = {"kind": kind, "required": draw(st.booleans())}
    return asks | ({"choices": ["甲", "乙"]} if kind == "choice" else {})


def _label(draw: st.DrawFn) -> str:
    return draw(st.sampled_from(_LABELS))


def _parted(draw: st.DrawFn, whole: int, parts: int) -> list[int]:
    """A width cut into so many pieces of at least one."""
    cuts = sorted(draw(st.sets(st.integers(1, whole - 1), min_size=parts - 1, max_size=parts - 1))) if parts > 1 else []
    return [after - before for before, after in zip([0, *cuts], [*cuts, whole], strict=True)]


def _table(draw: st.DrawFn, keys: _Keys, width: int) -> dict[str, Any]:
    levels = draw(st.integers(0, min(2, width - 1)))
    leaves = draw(st.integers(1, min(4, width - levels)))
    spans = _parted(draw, width - levels, leaves)
    table: dict[str, Any] = {
        "stub": [1] * levels,
        "corner": [_label(draw) for _ in range(levels)] if draw(st.booleans()) and levels else "",
        "head": draw(st.booleans()),
        "columns": _columns(draw, keys, spans),
        "rows": [_row(draw, keys, levels) for _ in range(draw(st.integers(1, 3)))],
    }
    return table


def _columns(draw: st.DrawFn, keys: _Keys, spans: list[int]) -> list[dict[str, Any]]:
    """Leaf columns of these spans, some of them under a common label."""
    leaves = [{"key": keys.new(), "label": _label(draw), "span": span, **_asks(draw)} for span in spans]
    if len(leaves) < 2 or not draw(st.booleans()):
        return leaves
    at = draw(st.integers(1, len(leaves) - 1))
    group: dict[str, Any] = {"label": _label(draw), "columns": leaves[at:]}
    if draw(st.booleans()):
        group["key"] = keys.new()
    return [*leaves[:at], group]


def _row(draw: st.DrawFn, keys: _Keys, levels: int) -> dict[str, Any]:
    """A row, a group where there is a level for it, or open rows."""
    label = {"label": _label(draw)} if levels else {}
    shape = draw(st.sampled_from(("row", "open", "group" if levels > 1 else "row")))
    if shape == "group":
        rows = [_row(draw, keys, levels - 1) for _ in range(draw(st.integers(1, 3)))]
        return {"key": keys.new(), **label, "rows": rows}
    row: dict[str, Any] = {"key": keys.new(), **label, "tall": draw(st.integers(1, 2))}
    if shape == "open":
        row["open"] = {"shown": draw(st.integers(1, 3)), "most": 5}
        if levels > 1 and draw(st.booleans()):
            row["open"]["label"] = "第<n>项"
    return row
