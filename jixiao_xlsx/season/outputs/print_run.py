"""Which filings are printed for approval and for the public, and the folder they are saved in with its two lists."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.clock import moment
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.filings.identity import Identity, identity_of, version_order
from jixiao_xlsx.model.season.acts import Decision, Verdict
from jixiao_xlsx.model.target.values import Plain
from jixiao_xlsx.report.kit.plain import encodable
from jixiao_xlsx.report.records.flat_rows import csv_field
from jixiao_xlsx.season.single.printed_forms import Approval, PrintJob, PublishedForm
from jixiao_xlsx.season.single.read import Reader, read_filings
from jixiao_xlsx.season.single.saving import save_file
from jixiao_xlsx.season.workspace.workspace import Workspace

INDEX, TO_CHECK = "清单.csv", "公开前请核对.csv"
_INDEX_COLUMNS = (
    "种类", "文件", "表名", "表", "年度", "单位编码", "单位名称", "口径", "项目编码", "项目名称",
    "批复单位", "批复文号", "批复日期", "审核意见", "未公开的个人信息（格）", "遮盖待核对（处）",
    "原文件", "校验和", "备注",
)  # fmt: skip
_CHECK_COLUMNS = ("文件", "工作表", "单元格", "项目", "像是", "遮盖后的文字", "怎么办")
_LOOK = "请对照原件看是否应当公开；不应公开的已经遮盖，无须处理"


@dataclass(frozen=True, slots=True)
class SavedForms:
    """What was saved: the folder, the printed forms, and the two lists."""

    folder: Path
    sheets: tuple[PublishedForm, ...]

    @property
    def to_check(self) -> int:
        """How many places somebody should look at before the forms go out."""
        return sum(len(sheet.to_check) for sheet in self.sheets)

    def as_dict(self) -> dict[str, Plain]:
        """Plain data for `json.dumps`."""
        return {
            "folder": str(self.folder),
            "index": str(self.folder / INDEX),
            "to_check": {"file": str(self.folder / TO_CHECK), "count": self.to_check},
            "sheets": [_as_dict(sheet) for sheet in self.sheets],
        }


def wanted_from_files(
    paths: Sequence[Path], reader: Reader, decisions: Iterable[Decision] = ()
) -> tuple[PrintJob, ...]:
    """The filings in these files, each content once, with the opinion of a decision on that very version.

    Raises JixiaoError for a file that was not read.
    """
    filings = {filing.sha256: filing for filing in read_filings(paths, reader=reader)}
    last = _last_decisions(decisions)
    return tuple(_wanted(filing, last.get(filing.sha256)) for filing in filings.values())


def wanted_from_store(workspace: Workspace, *, every: bool = False) -> tuple[PrintJob, ...]:
    """The newest version of each of the season's filings, with the office's corrections: those that passed, or every
    one. Raises JixiaoError where there is none."""
    from jixiao_xlsx.season.register.shelf import Shelf

    if not workspace.has_store:
        raise JixiaoError("还没有收到填报件", Advice.COLLECT_FIRST)
    with workspace.open_store() as store:
        shelf = Shelf(store, workspace.roster, workspace.reader())
        filings = shelf.filings()
        last = _last_decisions(shelf.decisions_on(filings))
    newest: dict[Identity, Filing] = {}
    # The last of the sorted versions stays: version_order puts the newest behind.
    for filing in sorted((version for version in filings if version.seal and version.records), key=version_order):
        identity = identity_of(filing)
        if identity is not None:
            newest[identity] = filing
    wanted = tuple(_wanted(filing, last.get(filing.sha256)) for filing in newest.values())
    passed = {sha256 for sha256, decision in last.items() if decision.verdict is Verdict.PASS}
    kept = tuple(job for job in wanted if every or job.filing.sha256 in passed)
    if not kept:
        hint = Advice.DECIDE_FIRST if wanted else Advice.COLLECT_FIRST
        raise JixiaoError("没有审核通过的填报件" if wanted else "还没有收到填报件", hint)
    return kept


def save_published(folder: Path, sheets: Sequence[PublishedForm], approval: Approval) -> SavedForms:
    """Saves every form and the two lists. Raises JixiaoError where a file cannot be written."""
    for sheet in sheets:
        kind, _, name = sheet.name.partition("/")
        save_file(folder / kind / name, sheet.data)
    index = [_index_row(sheet, approval) for sheet in sheets]
    checks = [
        (doubt.file, doubt.sheet, doubt.cell, doubt.label, doubt.found.what, doubt.found.around, _LOOK)
        for sheet in sheets
        for doubt in sheet.to_check
    ]
    save_file(folder / INDEX, _csv(_INDEX_COLUMNS, index))
    save_file(folder / TO_CHECK, _csv(_CHECK_COLUMNS, checks))
    return SavedForms(folder, tuple(sheets))


def _last_decisions(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """The last decision on each version."""
    # Two decisions of one moment are ordered by what they say, so that every run takes the same.
    ordered = sorted(decisions, key=lambda decision: (moment(decision.when), decision.step, decision.verdict))
    return {decision.sha256: decision for decision in ordered}


def _wanted(filing: Filing, decision: Decision | None) -> PrintJob:
    passed = decision is not None and decision.verdict is Verdict.PASS
    left = sum(1 for finding in filing.findings if finding.severity is Severity.RETURN and not finding.is_settled)
    notes = [] if passed else ["没有审核通过的结论"]
    notes += [f"还有须退回的意见 {left} 条"] if left else []
    return PrintJob(filing, decision.opinion if decision and passed else "", "；".join(notes))


def _index_row(sheet: PublishedForm, approval: Approval) -> tuple[str, ...]:
    filing, seal = sheet.wanted.filing, sheet.wanted.filing.seal
    approved = sheet.kind == "批复"
    # Five labels are enough to find the cells.
    lost = f"表里放不下 {len(sheet.lost)} 格：{'、'.join(sheet.lost[:5])}" if sheet.lost else ""
    return (
        sheet.kind,
        sheet.name,
        sheet.title,
        seal.form if seal else "",
        str(seal.year) if seal else "",
        seal.agency_code if seal else "",
        seal.agency_name if seal else "",
        seal.scope if seal else "",
        seal.subject_code if seal else "",
        seal.subject_name if seal else "",
        approval.office if approved else "",
        approval.number if approved else "",
        approval.day.isoformat() if approved and approval.day else "",
        sheet.wanted.opinion if approved else "",
        str(sheet.left_out) if not approved else "",
        str(len(sheet.to_check)) if not approved else "",
        filing.source,
        filing.sha256,
        "；".join(note for note in (sheet.wanted.note, lost) if note),
    )


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([csv_field(value) for value in row] for row in rows)
    return encodable(out.getvalue()).encode("utf-8-sig")


def _as_dict(sheet: PublishedForm) -> dict[str, Plain]:
    seal = sheet.wanted.filing.seal
    return {
        "kind": sheet.kind,
        "file": sheet.name,
        "title": sheet.title,
        "form": seal.form if seal else None,
        "year": seal.year if seal else None,
        "agency": {"code": seal.agency_code, "name": seal.agency_name} if seal else None,
        "subject": {"code": seal.subject_code, "name": seal.subject_name} if seal else None,
        "opinion": encodable(sheet.wanted.opinion),
        "left_out": sheet.left_out,
        "to_check": len(sheet.to_check),
        "lost": [encodable(label) for label in sheet.lost],
        "note": sheet.wanted.note,
        "source": encodable(sheet.wanted.filing.source),
        "sha256": sheet.wanted.filing.sha256,
    }
