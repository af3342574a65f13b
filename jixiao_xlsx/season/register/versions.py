"""Which version of which filing a reference such as `101/S0@2` means, in this season's store or an earlier one's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.file_names import is_workbook
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.filings.identity import Identity, first_order, identity_of, version_order
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.scope import FilingScope
from jixiao_xlsx.model.season.roster import Roster
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.season.workspace.workspace import Workspace
from jixiao_xlsx.spec.catalogue import pick_form

HOW = (
    "可写：文件名、校验和的前 6 位以上、101/S0（单位/表）、101/P1/P01（单位/表/项目）、"
    "101/S0@1（版本）、101/S0@2025（年度）"
)
# Six digits as git has it: what is shorter meets an agency's code.
_SHA256 = re.compile(r"[0-9a-fA-F]{6,64}")
_NUMBER = re.compile(r"[0-9]{1,4}")
# Numbers of versions stay far below; years begin here.
_FIRST_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Reference:
    """`101/P1/P01@2025@1`: agency, form and subject as written (empty: whichever there is), fiscal year 年度 and the
    version's number, counted from 1 as they first came (None: the one that counts)."""

    text: str
    agency: str
    form: str = ""
    subject: str = ""
    year: int | None = None
    version: int | None = None

    @classmethod
    def parse(cls, text: str) -> Reference:
        """Raises JixiaoError where it is written otherwise."""
        # What a Chinese keyboard types.
        said = text.replace("＠", "@").replace("／", "/")
        where, *which = said.split("@")
        words = [word.strip() for word in where.split("/")]
        numbers = [int(part) for part in which if _NUMBER.fullmatch(part.strip())]
        years = [number for number in numbers if number >= _FIRST_YEAR]
        versions = [number for number in numbers if 0 < number < _FIRST_YEAR]
        # Agency, form, subject; every part behind an @ must be a number, or the text is something else.
        fits = 1 <= len(words) <= 3 and words[0] and len(numbers) == len(which)
        if not fits or len(years) > 1 or len(versions) > 1 or len(years) + len(versions) != len(which):
            raise JixiaoError(f"看不懂 ‘{text}’", HOW)
        agency, form, subject = (*words, "", "")[:3]
        return cls(text, agency, form, subject, next(iter(years), None), next(iter(versions), None))


@dataclass(frozen=True, slots=True)
class Versions:
    """What files and versions can be named: `stored` are all versions of this season and the earlier ones."""

    reader: Reader
    workspace: Workspace | None
    stored: tuple[Filing, ...]

    @classmethod
    def of(cls, reader: Reader, workspace: Workspace | None) -> Versions:
        """Those of a workspace and its earlier ones; without a workspace, files only."""
        if workspace is None:
            return cls(reader, None, ())
        seasons = (workspace, *workspace.earlier())
        found = (filing for season in seasons for filing in _stored(season, workspace.roster, reader))
        return cls(reader, workspace, tuple(found))

    def find(self, text: str) -> Filing:
        """The version that a file's name or a reference means. Raises JixiaoError where it means none, or several."""
        # A file's name first: whoever types one means it, even if it looks like a reference.
        return self._file(text) or self._by_sha256(text) or self._chosen(Reference.parse(text))[-1]

    def pair(self, text: str) -> tuple[Filing, Filing]:
        """The version before the one that a reference means, and that one."""
        if self._file(text):
            raise JixiaoError("只给了一个文件，没有可比的另一个", Advice.GIVE_TWO_FILES)
        found = self._by_sha256(text)
        if found is None:
            versions = self._chosen(Reference.parse(text))
        else:
            same = self._numbered(identity_of(found))
            versions = same[: same.index(found) + 1]
        if len(versions) < 2:
            raise JixiaoError(f"{text} 之前没有别的版本可比", "比较两个年度请写两个：101/S0@2025 101/S0@2026")
        return versions[-2], versions[-1]

    def _file(self, text: str) -> Filing | None:
        path = Path(text)
        if path.is_file():
            return self.reader.read(path.read_bytes(), name=path.name)
        if is_workbook(path.name):
            raise JixiaoError(f"找不到文件 {path}", "请检查文件名和所在的文件夹")
        return None

    def _by_sha256(self, text: str) -> Filing | None:
        if not _SHA256.fullmatch(text) or self._is_agency(text):
            return None
        found = list(
            {filing.sha256: filing for filing in self.stored if filing.sha256.startswith(text.lower())}.values()
        )
        if len(found) > 1:
            raise JixiaoError(f"有 {len(found)} 个版本的校验和以 {text} 开头", "请多写几位")
        return found[0] if found else None

    def _is_agency(self, text: str) -> bool:
        listed = self.workspace is not None and self.workspace.roster.agency(text) is not None
        return listed or any(text in (identity.agency_code, identity.agency_name) for identity in self._identities())

    def _chosen(self, reference: Reference) -> Sequence[Filing]:
        """The versions up to the one that is meant, the oldest first."""
        if self.workspace is None:
            raise JixiaoError(f"找不到文件 {reference.text}，这里也不是工作目录", HOW)
        versions = self._numbered(self._identity(reference))
        if reference.version is None:
            # The one that counts, which may be an earlier one sent again, and the others before it.
            return sorted(versions, key=version_order)
        if reference.version > len(versions):
            raise JixiaoError(f"{reference.text}：只有 {len(versions)} 个版本", f"请写 1 到 {len(versions)}")
        return versions[: reference.version]

    def _identity(self, reference: Reference) -> Identity:
        mine = [identity for identity in self._identities() if self._same_agency(identity, reference.agency)]
        if not mine:
            raise JixiaoError(f"没有收到 ‘{reference.agency}’ 的填报件", f"请检查单位编码。{HOW}")
        form = pick_form(reference.form, self._known_forms()).form if reference.form else ""
        mine = self._narrowed(mine, reference, [identity for identity in mine if form in ("", identity.form)], "这张表")
        subject = reference.subject
        named = [identity for identity in mine if subject in ("", identity.subject_code, identity.subject_name)]
        mine = self._narrowed(mine, reference, named, "这个项目")
        of_year = [identity for identity in mine if reference.year in (None, identity.year)]
        mine = self._narrowed(mine, reference, of_year, f"{reference.year} 年度的表")
        # The newest year, and the agency's own filing: what is meant where nothing is said.
        newest = [identity for identity in mine if identity.year == max(other.year for other in mine)]
        own = [identity for identity in newest if identity.scope == FilingScope.OWN] or newest
        if len({(identity.form, identity.subject) for identity in own}) > 1 or len(own) > 1:
            several = "、".join(sorted(self._said(reference.agency, identity) for identity in own))
            raise JixiaoError(f"‘{reference.text}’ 有几份填报件：{several}", "请写明是哪一份")
        return own[0]

    def _narrowed(
        self, before: Sequence[Identity], reference: Reference, after: list[Identity], what: str
    ) -> list[Identity]:
        if after:
            return after
        there = "、".join(sorted({self._said(reference.agency, identity) for identity in before}))
        raise JixiaoError(f"没有收到 ‘{reference.text}’ {what}", f"收到的有：{there}")

    def _said(self, agency: str, identity: Identity) -> str:
        aliases = {form.form: form.aliases[0] for form in self._known_forms() if form.aliases}
        words = (agency, aliases.get(identity.form, identity.form), identity.subject)
        return f"{'/'.join(word for word in words if word)}@{identity.year}"

    def _known_forms(self) -> tuple[Form, ...]:
        return self.reader.layouts.forms()

    def _same_agency(self, identity: Identity, name: str) -> bool:
        agency = self.workspace.roster.agency(name) if self.workspace else None
        return name in (identity.agency_code, identity.agency_name) or (
            agency is not None and agency.code == identity.agency_code
        )

    def _identities(self) -> tuple[Identity, ...]:
        found = (identity_of(filing) for filing in self.stored)
        return tuple(dict.fromkeys(identity for identity in found if identity is not None))

    def _numbered(self, identity: Identity | None) -> list[Filing]:
        """The versions of one filing in the order of their numbers."""
        same = {filing.sha256: filing for filing in self.stored if identity and identity_of(filing) == identity}
        return sorted(same.values(), key=first_order)


def _stored(workspace: Workspace, roster: Roster, reader: Reader) -> Iterable[Filing]:
    """What was read into a workspace's store, as filed, under the codes that agencies have now."""
    from jixiao_xlsx.season.register.shelf import Shelf

    if not workspace.has_store:
        return ()
    with workspace.open_store() as store:
        filed = Shelf(store, roster, reader).as_filed(store.filings())
        return tuple(filing for filing in filed if filing.seal is not None and filing.records)
