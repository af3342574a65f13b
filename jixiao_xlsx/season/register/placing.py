"""归属: what only a person can say of a file: whose it is, that it is nobody's, or that it is the one that counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.model.clock import local_date
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.filings.identity import Identity, identity_of, version_order
from jixiao_xlsx.model.kinds.characters import is_blank
from jixiao_xlsx.model.season.acts import Placing, Ruling
from jixiao_xlsx.model.season.ledger import LedgerLine
from jixiao_xlsx.season.register.acts import Actor, Office
from jixiao_xlsx.season.register.ledger import Ledger, ledger_of, named_as, reference_of
from jixiao_xlsx.season.workspace.workspace import Workspace
from jixiao_xlsx.spec.language.nearest import nearest
from jixiao_xlsx.store.store import Store

# Six digits as elsewhere: what is shorter may be an agency's code.
_SHA256 = re.compile(r"[0-9a-fA-F]{6,64}")
_VERSION = re.compile(r"(?P<line>.+)[@＠](?P<number>[0-9]{1,4})")


@dataclass(frozen=True, slots=True)
class Registrar:
    """Says whose files are. A file is named by the first digits of its SHA-256, by its name, or as a version of a line
    (`101/S0@1`). Every act raises JixiaoError where it names nothing that is there, or several, or says no why."""

    workspace: Workspace
    store: Store
    actor: Actor

    @classmethod
    def of(cls, office: Office) -> Registrar:
        """The registrar of an office."""
        return cls(office.workspace, office.store, office.actor)

    def ledger(self) -> Ledger:
        """The ledger as of now."""
        return ledger_of(self.workspace, self.store, today=local_date(self.actor.when))

    def called(self, placement: Placing) -> str:
        """How people name the filing that a file was placed as: `101/S0`."""
        known = (form for form in self.workspace.known_forms() if form.form == placement.identity.form)
        return named_as(placement.identity, next((form.aliases[0] for form in known if form.aliases), ""))

    def place(self, file: str, ruling: Ruling, *, why: str, reference: str = "") -> Placing:
        """What is said of a file, in one: `reference` is the filing that it is assigned to, of no use elsewhere."""
        match ruling:
            case Ruling.TAKEN:
                return self.take(file, why=why)
            case Ruling.ASSIGNED:
                return self.assign(file, reference, why=why)
            case Ruling.REJECTED:
                return self.reject(file, why=why)
            case Ruling.PREFERRED:
                return self.prefer(file, why=why)

    def take(self, file: str, *, why: str) -> Placing:
        """照收: a file that waits, or was rejected, is what its seal says."""
        _explained(why)
        whole = self.ledger()
        waiting = (*(held.filing for held in whole.held), *(rejected.filing for rejected in whole.rejected))
        filing = _only(waiting, file, "待确认、不收的来件里")
        identity = identity_of(filing)
        if identity is None:
            raise JixiaoError(f"{filing.source} 上没有写单位", Advice.SAY_WHERE)
        return self._kept(identity, filing, Ruling.TAKEN, why)

    def assign(self, file: str, reference: str, *, why: str) -> Placing:
        """归入: a file is the filing of this line, whatever its seal says."""
        _explained(why)
        whole = self.ledger()
        filing, line = _only(_all(whole), file, "来件里"), whole.find(reference)
        seal = filing.seal
        if seal is None or not filing.records:
            raise JixiaoError(f"{filing.source} 没有读出内容，不能归入", Advice.READ_FINDINGS)
        if (seal.form, seal.year) != (line.identity.form, line.identity.year):
            # Its cells are those of its own form: as another one it would be nothing but blanks.
            wrong = f"{filing.source} 是 {seal.year} 年度的 {seal.form}，{reference_of(line)} 不是这张表"
            raise JixiaoError(wrong, "请写同一张表的一份")
        return self._kept(line.identity, filing, Ruling.ASSIGNED, why)

    def reject(self, file: str, *, why: str) -> Placing:
        """不收: a file counts as nobody's, and goes back to who sent it."""
        _explained(why)
        filing = _only(_all(self.ledger()), file, "来件里")
        seal = filing.seal
        claimed = identity_of(filing) or Identity(seal.form if seal else "", seal.year if seal else self.workspace.year)
        return self._kept(claimed, filing, Ruling.REJECTED, why)

    def prefer(self, version: str, *, why: str) -> Placing:
        """以此为准: an older version of a filing counts again, until the agency sends another one."""
        _explained(why)
        line, filing = self._version(version)
        if line.newest is filing:
            raise JixiaoError(f"{reference_of(line)} 现在就以它为准", "不用再办")
        natural = max((replace(each, over=None) for each in line.versions), key=version_order)
        return self._kept(line.identity, filing, Ruling.PREFERRED, why, over=natural.sha256)

    def _version(self, text: str) -> tuple[LedgerLine, Filing]:
        whole = self.ledger()
        numbered = _VERSION.fullmatch(text.strip())
        if numbered:
            line = whole.find(numbered["line"])
            versions, number = line.numbered, int(numbered["number"])
            if not 0 < number <= len(versions):
                raise JixiaoError(f"{reference_of(line)} 有 {len(versions)} 个版本", f"请写 1 到 {len(versions)}")
            return line, versions[number - 1]
        lines = {filing.sha256: line for line in whole.lines for filing in line.versions}
        filing = _only((each for line in whole.lines for each in line.versions), text, "台账的各版本里")
        return lines[filing.sha256], filing

    def _kept(self, identity: Identity, filing: Filing, ruling: Ruling, why: str, *, over: str = "") -> Placing:
        placement = Placing(identity, filing.sha256, ruling, self.actor.who, self.actor.when, why, over)
        self.store.place(placement)
        return placement


def _all(whole: Ledger) -> Iterable[Filing]:
    """Every file that was read, wherever it stands now."""
    yield from (held.filing for held in whole.held)
    yield from (rejected.filing for rejected in whole.rejected)
    yield from (filing for filing in whole.filings if filing.seal is not None)
    yield from (stray.filing for stray in whole.strays if stray.filing is not None)


def _only(filings: Iterable[Filing], text: str, where: str) -> Filing:
    """The file of these digits or this name."""
    known = {filing.sha256: filing for filing in filings}
    wanted = text.strip()
    named = [filing for filing in known.values() if filing.source == wanted]
    digits = _SHA256.fullmatch(wanted) is not None
    found = named or [filing for sha, filing in known.items() if digits and sha.startswith(wanted.lower())]
    if len(found) == 1:
        return found[0]
    if found:
        # Eight digits tell the files of a season apart.
        several = "、".join(f"{filing.sha256[:8]} {filing.source}" for filing in found[:8])
        raise JixiaoError(f"‘{text}’ 不止一个文件：{several}", "请写校验和的前几位")
    near = nearest(wanted, [filing.source for filing in known.values()])
    raise JixiaoError(f"{where}没有 ‘{text}’", f"是否 {near}？" if near else Advice.NAME_FILE)


def _explained(why: str) -> None:
    if is_blank(why):
        raise JixiaoError("没有写理由", Advice.SAY_WHY)
