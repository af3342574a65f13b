"""认下: blanks that were issued elsewhere, by another machine or one by one, become known as issued, so that what comes
back on them is held against what went out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.file_names import is_workbook
from jixiao_xlsx.model.filings.filing import Filing, Seal
from jixiao_xlsx.model.filings.identity import sealed_identity
from jixiao_xlsx.model.season.acts import Issued
from jixiao_xlsx.model.target.values import Plain
from jixiao_xlsx.report.kit.plain import encodable
from jixiao_xlsx.season.collecting.collect import years_of
from jixiao_xlsx.season.issuing.due_blanks import file_word
from jixiao_xlsx.season.single.given_files import find_files
from jixiao_xlsx.season.single.read import read_filings
from jixiao_xlsx.season.workspace.workspace import Workspace
from jixiao_xlsx.sheet.seal import verify
from jixiao_xlsx.store.store import Store

# What a blank as it was issued is read as: unfilled, or prefilled with something required still missing.
_BLANK, _MISSING = "S10", {"R01", "R05"}


class AdoptionOutcome(StrEnum):
    """What became of a file that should be a blank of ours."""

    ADOPTED = "认下"
    KNOWN = "已经有"
    REFUSED = "没有认"


@dataclass(frozen=True, slots=True)
class AdoptedBlank:
    """One file: what became of it, and why it was not taken; `issued` is the fact that was entered."""

    path: Path
    outcome: AdoptionOutcome
    why: str = ""
    issued: Issued | None = None

    def as_dict(self) -> dict[str, Plain]:
        """Plain data for JSON."""
        fact = self.issued
        return {
            "file": encodable(str(self.path)),
            "outcome": str(self.outcome),
            "why": self.why,
            "form": fact.identity.form if fact else None,
            "agency": fact.identity.agency if fact else None,
            "subject": fact.identity.subject if fact else None,
            "issue": fact.issue if fact else None,
        }


@dataclass(frozen=True, slots=True)
class Adopter:
    """Enters blanks into a season's store as issued at the moment `now`; with `dry_run` it only says what it would."""

    workspace: Workspace
    store: Store
    now: datetime
    dry_run: bool = False

    def adopt(self, paths: Iterable[Path]) -> Iterator[AdoptedBlank]:
        """Each workbook in these files and folders. Raises JixiaoError for a path that is not there or has none."""
        files = tuple(path for path in find_files(paths) if is_workbook(path.name))
        if not files:
            raise JixiaoError("没有找到工作簿", "请给出放着空表的文件夹")
        issued = list(self.store.issued())
        filings = read_filings(files, reader=self.workspace.reader())
        for path, filing in zip(files, filings, strict=True):
            done = self._adopted(path, filing, issued)
            if done.outcome is AdoptionOutcome.ADOPTED and done.issued is not None:
                issued.append(done.issued)
                if not self.dry_run:
                    self._keep(path, done.issued)
            yield done

    def _keep(self, path: Path, fact: Issued) -> None:
        # Prefilled values must be known when the blank comes back.
        self.workspace.originals.put(path.read_bytes())
        self.store.add_issued((fact,))

    def _adopted(self, path: Path, filing: Filing, issued: Iterable[Issued]) -> AdoptedBlank:
        known = next((fact for fact in issued if fact.sha256 == filing.sha256), None)
        if known is not None:
            return AdoptedBlank(path, AdoptionOutcome.KNOWN, issued=known)
        why = self._contradiction(filing, issued)
        fact = self._fact(path, filing) if not why else None
        if fact is None:
            return AdoptedBlank(path, AdoptionOutcome.REFUSED, why or "封签里没有单位")
        return AdoptedBlank(path, AdoptionOutcome.ADOPTED, issued=fact)

    def _contradiction(self, filing: Filing, issued: Iterable[Issued]) -> str:
        """Why a file is no blank of this season's, empty where it is one."""
        codes = {finding.code for finding in filing.findings}
        seal = filing.seal
        if seal is None or filing.recognised != "封签":
            return "没有封签，不是下发的空表"
        return (
            # The reader says so only of what is filled.
            ("封签的签名对不上本机的密钥" if self.workspace.key and not verify(seal, self.workspace.key) else "")
            or _first_of(filing, ("S06", "S13"))
            or self._not_of_the_season(seal)
            or self._another_agency(seal)
            or self._another_subject(seal)
            or _another_issue(seal, issued)
            or ("" if codes & {_BLANK, *_MISSING} else "已经填过，不是空表")
        )

    def _not_of_the_season(self, seal: Seal) -> str:
        years = years_of(self.workspace)
        if seal.form not in years:
            return f"今年不收 {seal.form} 这张表"
        wanted = years[seal.form]
        return f"是 {seal.year} 年度的表，今年收 {wanted} 年度的" if seal.year != wanted else ""

    def _another_agency(self, seal: Seal) -> str:
        roster = self.workspace.roster
        agency = roster.agency(seal.agency_code) if seal.agency_code else roster.agency(seal.agency_name)
        if agency is None:
            return f"名录里没有 {seal.agency_code} {seal.agency_name}".strip()
        names = {"", agency.name, *agency.former}
        return (
            ""
            if seal.agency_name in names
            else f"编码 {seal.agency_code} 在名录里是{agency.name}，空表上是{seal.agency_name}"
        )

    def _another_subject(self, seal: Seal) -> str:
        if not seal.subject_code:
            return ""
        project, agency = (
            self.workspace.roster.project(seal.subject_code),
            self.workspace.roster.agency(seal.agency_code),
        )
        if project is None:
            return f"项目名单里没有 {seal.subject_code} {seal.subject_name}".strip()
        if agency is not None and project.agency != agency.code:
            return f"项目 {seal.subject_code} 在项目名单里是 {project.agency} 的"
        same = seal.subject_name in {"", project.name}
        return "" if same else f"项目 {seal.subject_code} 在项目名单里是{project.name}，空表上是{seal.subject_name}"

    def _fact(self, path: Path, filing: Filing) -> Issued | None:
        seal = filing.seal
        identity = sealed_identity(seal) if seal else None
        if seal is None or identity is None:
            return None
        return Issued(
            identity=identity,
            agency_name=seal.agency_name,
            subject_name=seal.subject_name,
            issue=seal.issue,
            edition=seal.edition,
            fingerprint=seal.fingerprint,
            file=file_word(self.workspace, path.resolve()),
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            when=self.now,
        )


def _first_of(filing: Filing, codes: tuple[str, ...]) -> str:
    """What the reader says against a seal: it contradicts another one of the workbook, or names a form that is not
    known."""
    return next((finding.message for finding in filing.findings if finding.code in codes), "")


def _another_issue(seal: Seal, issued: Iterable[Issued]) -> str:
    """Where the store knows the issue number as another blank's."""
    known = next((fact for fact in issued if seal.issue and fact.issue == seal.issue), None)
    if known is None:
        return ""
    same = (known.identity, known.edition, known.fingerprint) == (sealed_identity(seal), seal.edition, seal.fingerprint)
    return (
        "" if same else f"下发编号 {seal.issue} 已经下发给 {known.identity.agency} {known.agency_name}，与这份空表不符"
    )
