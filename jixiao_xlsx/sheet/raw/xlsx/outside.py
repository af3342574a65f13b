"""What a workbook takes from elsewhere: other workbooks, other programs (DDE), data connections. Never followed."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from jixiao_xlsx.sheet.raw.foreign.archive import Archive
from jixiao_xlsx.sheet.raw.foreign.limits import FileTally, Refused
from jixiao_xlsx.sheet.raw.foreign.namespaces import MAIN
from jixiao_xlsx.sheet.raw.foreign.package import Relation, relations
from jixiao_xlsx.sheet.raw.foreign.xml import walk

_NAME_MOST = 60  # enough to recognise a file by; a foreign path may have thousands of characters


def outside_sources(archive: Archive, tally: FileTally, links: dict[str, Relation]) -> tuple[str, ...]:
    """Each source once, in words; a broken part is told without its name."""
    return tuple(dict.fromkeys(_sources(archive, tally, links)))


def _sources(archive: Archive, tally: FileTally, links: dict[str, Relation]) -> Iterator[str]:
    for link in links.values():
        if link.type not in ("externallink", "connections"):
            continue
        word, names = "数据连接", {"connection": "name"}
        if link.type == "externallink":
            word, names = "程序（DDE）", {"ddeLink": "ddeService"}
            yield from _books(archive, tally, link.target)
        try:
            yield from (f"{word} {name[:_NAME_MOST]}" for name in _named(archive, tally, link.target, names))
        except Refused as refused:
            if refused.code != "F07":
                raise
            yield word


def _books(archive: Archive, tally: FileTally, part: str) -> Iterator[str]:
    for link in relations(archive, tally, part=part).values():
        if link.external:
            yield f"工作簿 {posixpath.basename(link.target)[-_NAME_MOST:]}"


def _named(archive: Archive, tally: FileTally, part: str, names: dict[str, str]) -> list[str]:
    found: list[str] = []
    if part in archive:
        opens = {
            element: lambda attributes, name=name: found.append(attributes.get(name, ""))
            for element, name in names.items()
        }
        walk(archive.stream(part), tally, opens=MAIN.opens(opens), part=part)
    return found
