"""An Open Packaging package: content types and relationships, whatever the case, slashes or namespaces of its parts."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote

from jixiao_xlsx.sheet.raw.foreign.archive import Archive
from jixiao_xlsx.sheet.raw.foreign.limits import FileTally
from jixiao_xlsx.sheet.raw.foreign.namespaces import CONTENT_TYPES, RELATIONS
from jixiao_xlsx.sheet.raw.foreign.xml import walk

CONTENT_TYPES_PART = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship: the last word of its type in lower case without hyphens, and the part it points to."""

    type: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class ContentTypes:
    """The declared type of each part, in lower case."""

    overrides: dict[str, str]
    defaults: dict[str, str]

    def of(self, part: str) -> str:
        lower = part.lower()
        return self.overrides.get(lower) or self.defaults.get(lower.rpartition(".")[2], "")

    def mention(self, word: str) -> bool:
        return any(word in kind for kind in (*self.overrides.values(), *self.defaults.values()))


def content_types(archive: Archive, tally: FileTally) -> ContentTypes:
    overrides: dict[str, str] = {}
    defaults: dict[str, str] = {}

    def override(attributes: dict[str, str]) -> None:
        part = attributes["PartName"].replace("\\", "/").lstrip("/").lower()
        overrides[part] = attributes["ContentType"].lower()

    def default(attributes: dict[str, str]) -> None:
        defaults[attributes["Extension"].lower()] = attributes["ContentType"].lower()

    chunks = archive.stream(CONTENT_TYPES_PART)
    opens = CONTENT_TYPES.opens({"Override": override, "Default": default})
    walk(chunks, tally, opens=opens, part=CONTENT_TYPES_PART)
    return ContentTypes(overrides, defaults)


def relations(archive: Archive, tally: FileTally, *, part: str = "") -> dict[str, Relation]:
    """The relationships of a part (of the package itself when `part` is empty) by id; none where there is no list."""
    folder, name = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, Relation] = {}

    def relation(attributes: dict[str, str]) -> None:
        # The last word is the same in the transitional and the strict spelling.
        kind = attributes["Type"].rstrip("/").rpartition("/")[2].lower().replace("-", "")
        external = attributes.get("TargetMode", "").lower() == "external"
        found[attributes["Id"]] = Relation(kind, _resolve(folder, attributes["Target"]), external)

    if listing in archive:
        walk(archive.stream(listing), tally, opens=RELATIONS.opens({"Relationship": relation}), part=listing)
    return found


def _resolve(folder: str, target: str) -> str:
    # Some writers put backslashes and %20 into targets; Excel opens these files.
    path = unquote(target.replace("\\", "/"))
    # From the root, so that `..` cannot lead out of the package.
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


def related_part(found: dict[str, Relation], kind: str) -> str:
    """The part that the first relationship of this type points to, else an empty string."""
    return next((relation.target for relation in found.values() if relation.type == kind and not relation.external), "")
