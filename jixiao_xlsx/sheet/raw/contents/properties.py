"""The document properties of an .xlsx: times, application, custom properties."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from jixiao_xlsx.sheet.raw.contents.isodates import zoned_moment
from jixiao_xlsx.sheet.raw.foreign.archive import Archive
from jixiao_xlsx.sheet.raw.foreign.limits import FileTally, Limit
from jixiao_xlsx.sheet.raw.foreign.namespaces import APPLICATION, CUSTOM, DUBLIN_TERMS
from jixiao_xlsx.sheet.raw.foreign.package import Relation, related_part
from jixiao_xlsx.sheet.raw.foreign.xml import OnOpen, walk


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says about itself; nothing of it is trusted."""

    modified: datetime | None
    created: datetime | None
    application: str
    custom: Mapping[str, str]


class TextCollector:
    """Collects the text of single elements by a label: `start` at their opening, `keep` at their closing."""

    def __init__(self, tally: FileTally) -> None:
        self.pieces: list[str] = []
        self.found: dict[str, str] = {}
        self._tally = tally

    def start(self, _attributes: dict[str, str]) -> None:
        self.pieces.clear()

    def keep(self, label: str) -> None:
        words = "".join(self.pieces).strip()
        # Properties count as the cells' texts do: a gigabyte of author is a gigabyte.
        self._tally.add(Limit.TEXT, len(words))
        self.found[label] = words

    def keeper(self, label: str) -> Callable[[], None]:
        return lambda: self.keep(label)


def read_properties(archive: Archive, tally: FileTally, roots: dict[str, Relation]) -> Properties:
    core, application, custom = (
        related_part(roots, kind) for kind in ("coreproperties", "extendedproperties", "customproperties")
    )
    found = TextCollector(tally)
    names = ("created", "modified")
    opens: dict[str, OnOpen] = DUBLIN_TERMS.opens(dict.fromkeys(names, found.start))
    closes = DUBLIN_TERMS.closes({name: found.keeper(name) for name in names})
    if core in archive:
        walk(archive.stream(core), tally, opens=opens, closes=closes, text=found.pieces.append, part=core)
    opens = APPLICATION.opens({"Application": found.start})
    closes = APPLICATION.closes({"Application": found.keeper("application")})
    if application in archive:
        walk(archive.stream(application), tally, opens=opens, closes=closes, text=found.pieces.append, part=application)
    return Properties(
        # Information for people and the order of versions; a clock set wrong is theirs to explain.
        modified=zoned_moment(found.found.get("modified", "")),
        created=zoned_moment(found.found.get("created", "")),
        application=found.found.get("application", ""),
        custom=_custom(archive, tally, custom) if custom in archive else {},
    )


def _custom(archive: Archive, tally: FileTally, part: str) -> Mapping[str, str]:
    found = TextCollector(tally)
    name = ""

    def open_property(attributes: dict[str, str]) -> None:
        nonlocal name
        name = attributes.get("name", "")
        found.start(attributes)

    def close_property() -> None:
        found.keep(name)

    opens = CUSTOM.opens({"property": open_property})
    closes = CUSTOM.closes({"property": close_property})
    walk(archive.stream(part), tally, opens=opens, closes=closes, text=found.pieces.append, part=part)
    return found.found
