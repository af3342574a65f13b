"""自评报告: S4 filings become reports, as .docx and as Markdown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.file_names import safe_name
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.filings.identity import identity_of, version_order
from jixiao_xlsx.model.keys import format_key
from jixiao_xlsx.model.scope import told_scope
from jixiao_xlsx.model.season.roster import Roster
from jixiao_xlsx.model.target.values import Plain
from jixiao_xlsx.report.kit.docx_pieces import can_write_docx
from jixiao_xlsx.report.kit.plain import encodable
from jixiao_xlsx.report.narrative.as_docx import narrative_docx
from jixiao_xlsx.report.narrative.narrative import is_told, narrative_of
from jixiao_xlsx.report.narrative.pieces import Narrative
from jixiao_xlsx.report.narrative.words import narrative_markdown
from jixiao_xlsx.season.register.shelf import Shelf
from jixiao_xlsx.season.single.asked import asking_of
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.season.single.review import MOST_STEM_BYTES, NAME_DIGITS, Output
from jixiao_xlsx.season.workspace.paper import paper_of
from jixiao_xlsx.season.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Report:
    """The report of one filing, and its files: .docx where it can be written, and .md."""

    filing: Filing
    narrative: Narrative
    files: tuple[Output, ...]

    def as_dict(self) -> dict[str, Plain]:
        """The account as plain data: whose report, what it lacks, where its texts contradict its figures."""
        seal, told = self.filing.seal, self.narrative
        return {
            "source": encodable(self.filing.source),
            "sha256": self.filing.sha256,
            "form": seal.form if seal else None,
            "year": told.year,
            "agency": {"code": seal.agency_code if seal else "", "name": told.agency},
            "title": told.title,
            "ready": told.is_ready,
            "missing": [
                {"key": format_key(gap.key), "label": gap.label, "cell": gap.cell, "why": gap.why} for gap in told.gaps
            ],
            "doubts": [
                {"key": format_key(doubt.key), "label": doubt.label, "said": doubt.said, "figures": doubt.shown}
                for doubt in told.doubts
            ],
            "open_returns": told.open_returns,
        }


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports in a fixed order, and what was left out, each in one sentence."""

    reports: tuple[Report, ...]
    notes: tuple[str, ...]


def reports_of(
    filings: Iterable[Filing], reader: Reader, *, agency: str = "", roster: Roster | None = None, paper: bytes = b""
) -> Reports:
    """A report for each self-evaluation, of several versions the newest; `agency` is a code or a name;
    `paper` are the bytes of the office's 公文.docx, where it has one.

    The order of the filings does not matter. Raises JixiaoError where none of them is one.
    """
    known = roster or Roster()
    asking = asking_of(reader)
    # Before anything is chosen: the order in which files were given must not decide.
    received = sorted(filings, key=lambda version: (_code(version), version.sha256, version.source))
    mine = [version for version in received if not agency or _is_of(version, agency, known)]
    told: dict[object, list[Filing]] = defaultdict(list)
    notes: list[str] = []
    for filing in mine:
        questions = asking(filing)
        if filing.records and questions is not None and is_told(questions.form):
            told[identity_of(filing) or filing.sha256].append(filing)
        else:
            notes.append(f"{encodable(filing.source)}：不是自评报告的表（S4），或没有读出内容，没有生成报告")
    if not told:
        raise JixiaoError(_nothing(agency, notes), Advice.REPORT_FROM_S4)
    chosen = []
    for versions in told.values():
        newest = max(versions, key=version_order)
        chosen.append(newest)
        others = dict.fromkeys(version.source for version in versions if version.sha256 != newest.sha256)
        notes += [f"{encodable(source)}：已有更新的版本 {encodable(newest.source)}，没有生成报告" for source in others]
    narratives = [
        (version, narrative_of(version, questions)) for version in chosen if (questions := asking(version)) is not None
    ]
    return Reports(tuple(_written(narratives, paper)), tuple(notes))


def stored_reports(workspace: Workspace, *, agency: str = "") -> Reports:
    """The reports of a workspace's year, from its store: the newest versions, with the office's corrections.

    Raises JixiaoError where none was received, or the roster has no such agency.
    """
    if agency and workspace.roster.agency(agency) is None:
        raise JixiaoError(f"名录里没有单位 ‘{agency}’", "请写名录里的编码或名称")
    reader = workspace.reader()
    years = {form.form: workspace.year + form.year_offset for form in workspace.known_forms() if is_told(form)}
    with workspace.open_store() as store:
        filings = Shelf(store, workspace.roster, reader).filings()
    season = (
        filing
        for filing in filings
        if filing.seal and filing.records and years.get(filing.seal.form) == filing.seal.year
    )
    return reports_of(season, reader, agency=agency, roster=workspace.roster, paper=paper_of(workspace.folder))


def _written(narratives: list[tuple[Filing, Narrative]], paper: bytes) -> Iterator[Report]:
    stems = [_stem(filing, told) for filing, told in narratives]
    often = Counter(stems)
    for (filing, told), stem in zip(narratives, stems, strict=True):
        # Digits only where two reports would have one name.
        name = stem if often[stem] == 1 else f"{stem}_{filing.sha256[:NAME_DIGITS]}"
        files = [Output(f"{name}.md", narrative_markdown(told).encode("utf-8"))]
        if can_write_docx():
            files.insert(0, Output(f"{name}.docx", narrative_docx(told, template=paper)))
        yield Report(filing, told, tuple(files))


def _stem(filing: Filing, told: Narrative) -> str:
    """`202_示例市民政局2023年度部门整体支出绩效自评报告`: from the seal, never from a foreign file's name."""
    code = filing.seal.agency_code if filing.seal else ""
    scope = told_scope(filing.seal.scope) if filing.seal else ""
    return safe_name("_".join(part for part in (code, told.title, scope) if part), MOST_STEM_BYTES)


def _code(filing: Filing) -> str:
    return f"{filing.seal.agency_code}\x1f{filing.seal.agency_name}" if filing.seal else ""


def _is_of(filing: Filing, agency: str, roster: Roster) -> bool:
    seal = filing.seal
    if seal is None:
        return False
    meant = roster.agency(agency)
    return agency in (seal.agency_code, seal.agency_name) or (meant is not None and meant.code == seal.agency_code)


def _nothing(agency: str, notes: list[str]) -> str:
    whose = f"单位 ‘{agency}’ 的" if agency else ""
    # Three of them show what came instead.
    return "；".join([f"没有找到{whose}自评报告填报件", *notes[:3]])
