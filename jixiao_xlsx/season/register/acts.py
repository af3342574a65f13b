"""What the office does to a filing of its ledger: decide, waive, correct, extend; each act is checked, then kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.filings.ledger import with_waivers
from jixiao_xlsx.findings import CATALOGUE, Finding, Severity
from jixiao_xlsx.model.clock import local_date
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.filings.identity import Identity
from jixiao_xlsx.model.kinds.characters import is_blank
from jixiao_xlsx.model.season.acts import Correction, Decision, Extension, Settled, Undone, Verdict, Waiver
from jixiao_xlsx.model.season.ledger import LedgerLine, LedgerState
from jixiao_xlsx.season.register.deciding import keep_decision, seen_version, split_version
from jixiao_xlsx.season.register.ledger import Ledger, ledger_of, named_as, reference_of
from jixiao_xlsx.season.register.shelf import Shelf
from jixiao_xlsx.season.register.undoing import DoneAct, done_act
from jixiao_xlsx.season.single.corrected import Corrector, newly_open
from jixiao_xlsx.season.workspace.workspace import Workspace
from jixiao_xlsx.spec.language.nearest import nearest
from jixiao_xlsx.store.acts import KeptAct
from jixiao_xlsx.store.store import Store


def require_name(who: str) -> None:
    """Every act says who did it. Raises JixiaoError where nothing is there that a person would see."""
    if is_blank(who):
        raise JixiaoError("没有写经办人", Advice.SAY_WHO)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and when; `when` has a zone. Raises JixiaoError where nobody is named."""

    who: str
    when: datetime

    def __post_init__(self) -> None:
        require_name(self.who)


@dataclass(frozen=True, slots=True)
class CorrectionOutcome:
    """A correction, the filing's line as it stood before, and what must be corrected or explained only since; `label`
    is the cell's printed one, `before` what stood in it, as it was typed."""

    act: Correction
    line: LedgerLine
    new: tuple[Finding, ...]
    label: str = ""
    before: str = ""

    @property
    def words(self) -> str:
        """What the office should know of it, empty where there is nothing; `advice` says what to do about it."""
        new = (
            # Three of them; the others are in the filing's own list.
            f"更正后新增 {len(self.new)} 条意见：{'；'.join(finding.message for finding in self.new[:3])}"
            if self.new
            else ""
        )
        if self.line.state is not LedgerState.PASSED:
            return new
        return f"该件已审核通过，{new or '更正后没有新增意见'}。"

    @property
    def advice(self) -> str:
        """What to do next: a version that had passed is to be decided on again. Empty where nothing is."""
        return (
            Advice.DECIDE_AGAIN.about(reference=reference_of(self.line))
            if self.line.state is LedgerState.PASSED
            else ""
        )


@dataclass(frozen=True, slots=True)
class Office:
    """The office at its ledger. Every act raises JixiaoError where it names nothing that is there, or says no why."""

    workspace: Workspace
    store: Store
    actor: Actor

    def ledger(self) -> Ledger:
        """The ledger as of now."""
        return ledger_of(self.workspace, self.store, today=local_date(self.actor.when))

    def called(self, identity: Identity) -> str:
        """How people name a filing of the season on the command line: `101/S0`."""
        forms = (form for form in self.workspace.known_forms() if form.form == identity.form)
        return named_as(identity, next((form.aliases[0] for form in forms if form.aliases), ""))

    def decide(
        self, reference: str, verdict: Verdict, *, step: str, section: str = "", opinion: str = ""
    ) -> tuple[LedgerLine, Decision]:
        """The line as it stood before, and the decision: 通过 or 退回 on the version of a filing that counts;
        `101/S0@2` names the one that was seen. Refused where another one counts by now, or somebody else has decided
        the opposite."""
        filing, version = split_version(reference)
        line = self.ledger().find(filing)
        newest = seen_version(line, version) or _came(line)
        agency = self.workspace.roster.agency(line.identity.agency)
        where = section or (agency.section if agency else "")
        decision = Decision(
            line.identity, newest.sha256, verdict, step, where, self.actor.who, self.actor.when, opinion
        )
        return line, keep_decision(self.store, line, decision)

    def clean(self) -> tuple[LedgerLine, ...]:
        """What waits for review and has nothing left to correct or to explain."""
        return tuple(line for line in self.ledger().lines if _is_clean(line))

    def pass_clean(
        self, *, step: str, section: str = "", opinion: str = "", listed: Iterable[LedgerLine] | None = None
    ) -> tuple[tuple[LedgerLine, Decision], ...]:
        """通过 for every version that waits for review and has nothing left to correct or to explain: their lines, as
        they stood before, and the decisions. Of those `listed` only what is still as it was when it was listed."""
        seen = None if listed is None else {(line.identity, _came(line).sha256) for line in listed}
        made = []
        for line in self.clean():
            newest, where = _came(line), section or line.section
            if seen is not None and (line.identity, newest.sha256) not in seen:
                continue
            who, when = self.actor.who, self.actor.when
            decision = Decision(line.identity, newest.sha256, Verdict.PASS, step, where, who, when, opinion)
            # Who decided on it a moment ago, whatever it was, has looked at it.
            if self.store.decide_after(decision, ()):
                made.append((line, decision))
        return tuple(made)

    def settle(self, reference: str, *, why: str, about: str = "") -> tuple[Settled, ...]:
        """已核对: what 请核对 says of a filing, all of it or the sentences with a text `about` it, is as it should be;
        until something else comes."""
        _explained(why, "核对")
        ledger = self.ledger()
        line = ledger.find(reference)
        doubts = [doubt for doubt in ledger.doubts if doubt.reference == reference_of(line) and about in doubt.words]
        if not doubts:
            raise JixiaoError(f"{reference_of(line)} 没有要核对的", "请核对单位和表；要核对的列在台账后面")
        made = tuple(
            Settled(line.identity, _came(line).sha256, doubt.words, self.actor.who, self.actor.when, why)
            for doubt in doubts
        )
        for settled in made:
            self.store.settle(settled)
        return made

    def waive(self, reference: str, *, why: str, code: str = "", key: str = "") -> Waiver:
        """A whole filing, or one finding of it by its code and key."""
        _explained(why, "豁免")
        line = self.ledger().find(reference)
        if code:
            _known_finding(line, code, key)
        elif key:
            raise JixiaoError("写了键，没有写意见代码", Advice.NAME_CODE)
        waiver = Waiver(line.identity, self.actor.who, self.actor.when, why, code, key)
        self.store.waive(waiver)
        return waiver

    def correct(self, reference: str, cell: str, raw: str, *, why: str, dry_run: bool = False) -> CorrectionOutcome:
        """One value of the newest version, as it would be typed; empty takes the value away. The cell is named by its
        key or its printed label. With `dry_run` nothing is kept."""
        _explained(why, "更正")
        line = self.ledger().find(reference)
        newest = _came(line)
        corrector = Corrector(self.workspace.reader())
        key = corrector.key_of(newest, cell)
        correction = Correction(line.identity, newest.sha256, key, raw, self.actor.who, self.actor.when, why)
        correction = replace(correction, measure=corrector.measure_of(newest, key))
        corrector.check(newest, correction)
        if not dry_run:
            self.store.correct(correction)
        label, before = corrector.cell(newest, key)
        after = with_waivers(corrector.corrected(newest, [correction]), self._waivers())
        return CorrectionOutcome(correction, line, newly_open(newest.findings, after.findings), label, before)

    def _waivers(self) -> tuple[Waiver, ...]:
        return Shelf(self.store, self.workspace.roster, self.workspace.reader()).waivers()

    def extend(self, agency: str, until: date, *, why: str, form: str = "") -> Extension:
        """A later deadline for an agency, for one form or all."""
        _explained(why, "延期")
        found = self.workspace.roster.agency(agency)
        if found is None:
            names = [word for listed in self.workspace.roster.agencies for word in (listed.code, listed.name)]
            near = nearest(agency, names)
            raise JixiaoError(f"名录里没有单位 ‘{agency}’", f"是否 {near}？" if near else "请写名录里的编码或名称")
        deadline = self.workspace.settings.deadline
        # An extension that is no later would shorten a deadline.
        if deadline and until <= deadline:
            raise JixiaoError(f"{until} 不晚于期限 {deadline}", "延期的日期应当晚于 jixiao.yaml 里的 deadline")
        extension = Extension(found.code, self._form(form), until, self.actor.who, self.actor.when, why)
        self.store.extend(extension)
        return extension

    def acts(self) -> tuple[DoneAct, ...]:
        """What was done and can be taken back, the oldest first; also what was taken back."""
        names = self._names()
        return tuple(done_act(kept, names) for kept in self.store.undoable())

    def undo(self, name: str, *, why: str) -> DoneAct:
        """Takes an act back, named by the beginning of its fingerprint; everything is as if it had not been done, and
        both stay in the history."""
        _explained(why, "撤回")
        kept = _named_act(self.store.undoable(), name)
        undone = Undone(kept.kind, kept.name, self.actor.who, self.actor.when, why)
        # Asked of the store at once: of two people who take it back, one did.
        if not self.store.undo(undone):
            raise _undone_before(_named_act(self.store.undoable(), kept.name))
        return done_act(replace(kept, undone=undone), self._names())

    def _names(self) -> dict[str, str]:
        return {form.form: form.short_name for form in self.workspace.known_forms()}

    def _form(self, name: str) -> str:
        if not name:
            return ""
        forms = self.workspace.forms()
        wanted = next((form for form in forms if form.is_called(name)), None)
        if wanted is None:
            known = "、".join(alias for form in forms for alias in form.aliases[:1])
            raise JixiaoError(f"今年不收 ‘{name}’ 这张表", f"今年收的表：{known}")
        return wanted.form


def _named_act(acts: Iterable[KeptAct], name: str) -> KeptAct:
    """The act whose fingerprint begins so. Raises JixiaoError where there is none, or several."""
    wanted = name.strip().lower()
    fits = [kept for kept in acts if wanted and kept.name.startswith(wanted)]
    if not fits:
        raise JixiaoError(f"没有编号为 ‘{name}’ 的结论、豁免、更正、延期、核对或归属", Advice.SEE_ACTS)
    if len(fits) > 1:
        raise JixiaoError(f"有 {len(fits)} 件事的编号以 ‘{name}’ 开头", "请多写几位")
    return fits[0]


def _undone_before(kept: KeptAct) -> JixiaoError:
    who = f"（{kept.undone.who}，{local_date(kept.undone.when)}：{kept.undone.why}）" if kept.undone else ""
    return JixiaoError(f"这件{kept.kind}已经撤回{who}", "不用再撤回；要恢复原样，请照原来的再办一次")


def _is_clean(line: LedgerLine) -> bool:
    waits = line.newest is not None and line.state in {LedgerState.RECEIVED, LedgerState.REVISED}
    # Explained or waived findings are not counted in the line: what is left is weighty.
    return waits and not any(line.counts.get(severity) for severity in (Severity.RETURN, Severity.EXPLAIN))


def _came(line: LedgerLine) -> Filing:
    newest = line.newest
    if newest is None and line.held:
        raise JixiaoError(f"{reference_of(line)} 有 {line.held} 份来件待确认", Advice.PLACE_FIRST)
    if newest is None:
        raise JixiaoError(f"{reference_of(line)} 还没有报来", Advice.WAIVE_INSTEAD)
    return newest


def _explained(why: str, what: str) -> None:
    if is_blank(why):
        raise JixiaoError(f"{what}没有写理由", Advice.SAY_WHY)


def _known_finding(line: LedgerLine, code: str, key: str) -> None:
    if code not in CATALOGUE:
        near = nearest(code, CATALOGUE)
        raise JixiaoError(f"没有 {code} 这条意见", f"是否 {near}？" if near else Advice.SEE_CODES)
    if line.state is LedgerState.MISSING:
        # A missing filing has no findings yet: what is waived beforehand is taken at its word.
        return
    found = [finding for finding in _came(line).findings if finding.code == code and key in {"", finding.where.key}]
    if not found:
        there = "、".join(dict.fromkeys(finding.code for finding in _came(line).findings)) or "没有意见"
        raise JixiaoError(f"{reference_of(line)} 的最新版本没有这条意见：{code} {key}".rstrip(), f"它的意见：{there}")
