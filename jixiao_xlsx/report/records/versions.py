"""Which filings count: the same bytes once, of several versions the newest, in an order that no file name decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.filings.identity import Identity, first_order, identity_of, version_order
from jixiao_xlsx.model.season.acts import Verdict
from jixiao_xlsx.report.kit.plain import encodable

MEASURE_IN_DOUBT = "G01"
"""The finding that amounts seem to be in another measure; until it is explained they stay out of totals."""


@dataclass(frozen=True, slots=True)
class RollupEntry:
    """A filing of a rollup: whether its figures count in totals, and in words why not or what else there is.

    `copies` are the other file names under which the same bytes came; `passed` is whether a reviewer passed it, None
    where nobody knows, as of files that lie outside the store.
    """

    filing: Filing
    counts: bool
    note: str = ""
    copies: tuple[str, ...] = ()
    passed: bool | None = None

    @property
    def is_read(self) -> bool:
        """Whether it was let in; one that was refused, or never filled, has findings but no values."""
        return self.filing.seal is not None and bool(self.filing.records)


def kept_filings(
    filings: Iterable[Filing], *, verdicts: Mapping[str, Verdict] | None = None, passed_only: bool = False
) -> tuple[RollupEntry, ...]:
    """The filings to list, by form, year, agency, subject and content; the order they came in does not matter.

    Of those with one identity (form, year, agency, scope, subject) the one that was last sent, else last
    modified, counts; where they do not say, or say the same, the greatest SHA-256 does. Amounts whose measure is in
    doubt count only once explained. `verdicts` are the decisions in force by SHA-256, None where nobody knows them:
    what was decided 退回 never counts, with `passed_only` only what passed.
    """
    # The same bytes are one filing before versions are looked at: a copy is no newer version.
    single = [_once(same) for same in _by_content(filings)]
    newest = _newest(kept.filing for kept in single if kept.is_read)
    judged = (_judged(kept, newest) for kept in single)
    if verdicts is not None:
        judged = (_reviewed(kept, verdicts.get(kept.filing.sha256), passed_only=passed_only) for kept in judged)
    return tuple(sorted(judged, key=lambda kept: _place(kept.filing)))


def _by_content(filings: Iterable[Filing]) -> list[list[Filing]]:
    same: dict[tuple[str, str], list[Filing]] = defaultdict(list)
    for filing in filings:
        # A filing without bytes, made by a program, is told by its source.
        same[(filing.sha256, "" if filing.sha256 else filing.source)].append(filing)
    return list(same.values())


def _once(same: list[Filing]) -> RollupEntry:
    ordered = sorted(same, key=lambda filing: filing.source)
    copies = tuple(encodable(filing.source) for filing in ordered[1:])
    note = f"同样的文件收到 {len(ordered)} 份，只计一次：{'、'.join(copies)}" if copies else ""
    return RollupEntry(ordered[0], counts=False, note=note, copies=copies)


def _newest(filings: Iterable[Filing]) -> dict[Identity, list[Filing]]:
    """The versions of each identity, the newest first."""
    versions: dict[Identity, list[Filing]] = defaultdict(list)
    for filing in filings:
        identity = identity_of(filing)
        if identity:
            versions[identity].append(filing)
    for found in versions.values():
        found.sort(key=version_order, reverse=True)
    return versions


def _judged(kept: RollupEntry, newest: dict[Identity, list[Filing]]) -> RollupEntry:
    if not kept.is_read:
        return RollupEntry(kept.filing, False, _joined("没有读入，不计入合计", kept.note), kept.copies)
    identity = identity_of(kept.filing)
    versions = newest[identity] if identity else [kept.filing]
    if kept.filing is not versions[0]:
        # The one that counts may be an earlier one, sent again.
        which = _instead(versions[0], kept.filing)
        newer = f"{which} {encodable(versions[0].source)}，不计入合计"
        return RollupEntry(kept.filing, False, _joined(newer, kept.note), kept.copies)
    which = "" if identity else "没有写明单位，看不出是否重复报送"
    which = f"同一填报件有 {len(versions)} 个版本，这是最新的" if len(versions) > 1 else which
    doubt = "计量单位可疑，核实之前不计入合计" if _in_doubt(kept.filing) else ""
    return RollupEntry(kept.filing, not doubt, _joined(which, doubt, kept.note), kept.copies)


def _reviewed(kept: RollupEntry, verdict: Verdict | None, *, passed_only: bool) -> RollupEntry:
    passed = verdict is Verdict.PASS
    if not kept.counts or passed:
        return replace(kept, passed=passed)
    if verdict is Verdict.RETURN:
        return replace(kept, counts=False, passed=False, note=_joined("已经退回，改好以前不计入合计", kept.note))
    note = _joined("还没有审核通过，不计入合计", kept.note) if passed_only else kept.note
    return replace(kept, counts=not passed_only, passed=False, note=note)


def _instead(counting: Filing, other: Filing) -> str:
    """Why another version counts than this one."""
    if counting.over is not None:
        return "财政部门定了以另一个版本为准"
    return "又发来了以前的版本" if first_order(counting) < first_order(other) else "已有更新的版本"


def _in_doubt(filing: Filing) -> bool:
    return any(finding.code == MEASURE_IN_DOUBT and not finding.is_settled for finding in filing.findings)


def _joined(*notes: str) -> str:
    return "；".join(note for note in notes if note)


def _place(filing: Filing) -> tuple[bool, str, int, str, str, str, str, str]:
    """Where a filing stands: those of no known form last."""
    seal = filing.seal
    if seal is None:
        return (True, "", 0, "", "", "", filing.sha256, filing.source)
    who, what = (seal.agency_code, seal.agency_name), (seal.subject_code, seal.subject_name)
    # U+001F stands in no name: 1 + 23 and 12 + 3 stay two agencies.
    return (False, seal.form, seal.year, "\x1f".join(who), seal.scope, "\x1f".join(what), filing.sha256, filing.source)
