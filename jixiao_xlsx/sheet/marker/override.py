"""Our tints before a workbook's own conditional formats: a rule that looks like nothing and ends all that follow."""

from __future__ import annotations

import re
from collections.abc import Iterable

from jixiao_xlsx.sheet.marker.outline import Patch, XmlElement, outline
from jixiao_xlsx.sheet.raw.review_sheet import REVIEW_MARK
from jixiao_xlsx.sheet.region import Region

_CONDITIONS = "conditionalFormatting"
_WORD = f'"{REVIEW_MARK.strip()}"'
# A comparison that is always true and cannot be anybody else's rule.
_TRUTH = f"{_WORD}={_WORD}"
_QUOTED = rb'(?:"|&quot;|&#34;)' + REVIEW_MARK.strip().encode() + rb'(?:"|&quot;|&#34;)'
_OURS = re.compile(_QUOTED + rb"\s*=\s*" + _QUOTED)


def hold_back(patch: Patch, root: XmlElement, regions: Iterable[Region], *, prefix: str) -> None:
    """Puts the rule over these regions before all others of a sheet that has any: first in place, as some programs
    count, and first in priority, as Excel does. `root` is the sheet's outline with its rules in it."""
    conditions = list(root.named(_CONDITIONS))
    if not conditions:
        return
    rules = [rule for group in conditions for rule in group.named("cfRule")]
    priorities = [_priority(rule) for rule in rules]
    # Ours has priority 1; all others move up only where somebody stands there.
    if min(priorities, default=2) < 2:
        for condition, priority in zip(rules, priorities, strict=True):
            patch.attributes(condition, {"priority": str(priority + 1)})
    held = f'<{prefix}cfRule type="expression" priority="1" stopIfTrue="1"><{prefix}formula>{_TRUTH}</{prefix}formula>'
    cells = " ".join(map(str, regions))
    tag = f"{prefix}{_CONDITIONS}"
    patch.insert(conditions[0].start, f'<{tag} sqref="{cells}">{held}</{prefix}cfRule></{tag}>'.encode())


def let_go(data: bytes, *, part: str) -> bytes:
    """A sheet's bytes without the rule of an earlier review; as they are where there is none."""
    if not _OURS.search(data):
        return data
    root = outline(data, keep=lambda parent, *_: parent.name in {"worksheet", _CONDITIONS}, part=part)
    patch = Patch(data)
    for node in root.named(_CONDITIONS):
        rules = list(node.named("cfRule"))
        ours = [rule for rule in rules if _OURS.search(data, rule.start, rule.end)]
        for gone in (node,) if ours == rules and ours else ours:
            patch.replace(gone.start, gone.end, b"")
    return patch.done()


def _priority(rule: XmlElement) -> int:
    text = rule.attributes.get("priority", "")
    return int(text) if text.isdecimal() else 1
