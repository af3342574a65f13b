"""请核对: what is odd about a filing though its workbook is right: its codes, its corrections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from jixiao_xlsx.findings import CATALOGUE
from jixiao_xlsx.model.clock import local_date, moment
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.season.acts import Correction
from jixiao_xlsx.model.season.ledger import LedgerLine, LedgerState
from jixiao_xlsx.season.single.corrected import Corrector, newly_open

_OF_CHANGED_FORM = {"S31", "S32", "S33", "S35"}
"""Findings that only the office can settle: what its own change of a form left over."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence that somebody should look at, about the filing that a reference (`101/S0`) names."""

    reference: str
    words: str


@dataclass(frozen=True, slots=True)
class Examiner:
    """Looks at what is beside the workbooks; `stored` are the filings as they came, under the codes of their seals."""

    corrector: Corrector
    stored: Mapping[str, Filing]
    corrections: Mapping[str, Sequence[Correction]]

    @classmethod
    def of(
        cls,
        stored: Iterable[Filing],
        corrections: Mapping[str, Sequence[Correction]],
        *,
        corrector: Corrector,
    ) -> Examiner:
        """The examiner of a store's facts."""
        return cls(corrector, {filing.sha256: filing for filing in stored}, corrections)

    def words(self, line: LedgerLine) -> Iterator[str]:
        """What is odd about a line's filings, each in a sentence that says what to do."""
        newest = line.newest
        if newest is None:
            return
        if line.is_again:
            day, superseded = local_date(moment(line.received)), len(line.versions)
            yield f"{day} 又发来第{line.version}版，现在以它为准，不再是第{superseded}版；不是有意的，请与单位核实"
        if newest.last_sent and any(version.over for version in line.versions[:-1]):
            day = local_date(moment(line.received))
            yield f"曾定以另一个版本为准，{day} 单位又发来第{line.version}版，现在以它为准；不是有意的，请与单位核实"
        codes = sorted({self._sealed(filing) for filing in line.versions} - {""})
        if len(codes) > 1:
            told = "、".join(codes)
            yield f"各版本的空表发给不同的编码（{told}），只计最新的一份：合并前各自报的，请通知单位合并后再报"
        for act in self.corrections.get(newest.sha256, ()):
            if not self.corrector.fits(newest, act):
                yield f"更正 {act.key} → {act.raw or '（空）'} 没有用上：现在的表样没有这一格或不收这个值，请重新更正"
        if changed := sorted({found.code for found in newest.findings if found.code in _OF_CHANGED_FORM}):
            told = "、".join(f"{code} {CATALOGUE[code].title}" for code in changed)
            yield f"空表下发以后表样改过，要财政部门看的：{told}；单位没有做错，请看审核意见"
        if new := self._since_it_passed(line, newest):
            yield f"审核通过以后又更正过，新增 {new} 条没有办结的意见，请重新下结论"

    def _since_it_passed(self, line: LedgerLine, newest: Filing) -> int:
        """How many findings of a filing that passed are open only because of corrections made after that."""
        decision, stored = line.decision, self.stored.get(newest.sha256)
        made = self.corrections.get(newest.sha256, ())
        if line.state is not LedgerState.PASSED or decision is None or stored is None:
            return 0
        # What was corrected before the decision was seen by who decided.
        known = [correction for correction in made if moment(correction.when) <= moment(decision.when)]
        if len(known) == len(made):
            return 0
        before = self.corrector.corrected(replace(stored, seal=newest.seal), known)
        return len(newly_open(before.findings, newest.findings))

    def _sealed(self, version: Filing) -> str:
        stored = self.stored.get(version.sha256)
        return stored.seal.agency_code if stored and stored.seal else ""
