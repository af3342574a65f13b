"""预算绩效表格: YAML specs to locked Excel blanks, and filled workbooks back to records.

What other programs may use is exactly what stands here (docs/api.md shows each); it is imported when first used::

    from jixiao_xlsx import Order, Party, issue_blank, load_form, read_filing

    form = load_form("S0")
    blank, filing = issue_blank(Order(form, 2026, Party("101", "示例市民政局"))), read_filing("交回.xlsx")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jixiao_xlsx.advice import Advice, Advised
    from jixiao_xlsx.errors import Fault, JixiaoError, LayoutError, SpecError, StoreError, WorkbookError, WorkerError
    from jixiao_xlsx.filings.view.tuning import Tuning
    from jixiao_xlsx.findings import Finding, Severity, Where
    from jixiao_xlsx.mail.letters import Attachment, Letter
    from jixiao_xlsx.model.filings.filing import Figure, Filing, Record, Seal
    from jixiao_xlsx.model.filings.identity import Identity
    from jixiao_xlsx.model.forms.form import Form
    from jixiao_xlsx.model.keys import format_key, parse_key
    from jixiao_xlsx.model.scope import FilingScope
    from jixiao_xlsx.model.season.acts import ActKind, Correction, Decision, Extension, Issued  # isort: skip
    from jixiao_xlsx.model.season.acts import Placing, Ruling, Settled, Undone, Verdict, Waiver  # isort: skip
    from jixiao_xlsx.model.season.delivery import ArrivalReason, Delivery, DeliveryRole, Message
    from jixiao_xlsx.model.season.expected import Due
    from jixiao_xlsx.model.season.ledger import LedgerLine, LedgerState
    from jixiao_xlsx.model.season.roster import Agency, Project, Roster
    from jixiao_xlsx.model.target import Direction, Target, parse_target
    from jixiao_xlsx.model.target.issues import TargetIssue, TargetIssueCode
    from jixiao_xlsx.model.target.values import Confidence, DirectionSource, TargetKind, TargetPart
    from jixiao_xlsx.report.diff.changes import AskedOnce, Change, ChangeKind, Diff
    from jixiao_xlsx.report.diff.values import Amounts, TextRun
    from jixiao_xlsx.report.ledger.overview import ArrivalDay, FigureTotal, FormTotals, FoundRule, Laggard, Overview
    from jixiao_xlsx.report.ledger.overview_page import overview_page
    from jixiao_xlsx.report.ledger.rows import Standing
    from jixiao_xlsx.report.records.filing_json import filing_json
    from jixiao_xlsx.report.records.versions import RollupEntry
    from jixiao_xlsx.season.collecting.collect import Arrival
    from jixiao_xlsx.season.collecting.reread import RereadFiling
    from jixiao_xlsx.season.issuing.dispatch import IssueRun
    from jixiao_xlsx.season.issuing.due_blanks import IssuedBlank, IssueOutcome
    from jixiao_xlsx.season.outputs.diff import ComparedVersions, compare
    from jixiao_xlsx.season.outputs.print_run import SavedForms
    from jixiao_xlsx.season.outputs.report import Report, Reports
    from jixiao_xlsx.season.post.post import LetterFate, Posting, PostingRun
    from jixiao_xlsx.season.register.acts import CorrectionOutcome
    from jixiao_xlsx.season.register.doubts import Doubt
    from jixiao_xlsx.season.register.holds import HeldFiling, RejectedFiling
    from jixiao_xlsx.season.register.ledger import Ledger
    from jixiao_xlsx.season.register.strays import Stray
    from jixiao_xlsx.season.register.undoing import DoneAct
    from jixiao_xlsx.season.returning.chase import ChaseRun, Reminder
    from jixiao_xlsx.season.season import Season
    from jixiao_xlsx.season.single.export import export_filings
    from jixiao_xlsx.season.single.one_blank import Blank, Order, Party, issue_blank
    from jixiao_xlsx.season.single.printed_forms import PublishedForm
    from jixiao_xlsx.season.single.read import Reader, read_filing, read_filings
    from jixiao_xlsx.season.single.review import Output, ReviewedFiling, review_filing
    from jixiao_xlsx.season.single.rollup import Rollup, roll_up
    from jixiao_xlsx.season.workspace.workspace import Workspace, find_workspace, open_workspace
    from jixiao_xlsx.sheet.filling.fill import fill
    from jixiao_xlsx.sheet.grid import Computed, FormGrid, Grid, GridRow, Printed, PrintedRole, Slot
    from jixiao_xlsx.sheet.layout import lay_out
    from jixiao_xlsx.sheet.reader.gate import ExpectedReturns
    from jixiao_xlsx.sheet.region import Region
    from jixiao_xlsx.sheet.writer import write_blank
    from jixiao_xlsx.spec.catalogue import all_forms, load_form

__version__ = "0.1.0"

_HOMES = {  # by name and not by import: `import jixiao_xlsx` must cost next to nothing
    "ActKind": "jixiao_xlsx.model.season.acts",
    "Advice": "jixiao_xlsx.advice",
    "Advised": "jixiao_xlsx.advice",
    "Agency": "jixiao_xlsx.model.season.roster",
    "Amounts": "jixiao_xlsx.report.diff.values",
    "Arrival": "jixiao_xlsx.season.collecting.collect",
    "ArrivalDay": "jixiao_xlsx.report.ledger.overview",
    "ArrivalReason": "jixiao_xlsx.model.season.delivery",
    "AskedOnce": "jixiao_xlsx.report.diff.changes",
    "Attachment": "jixiao_xlsx.mail.letters",
    "Blank": "jixiao_xlsx.season.single.one_blank",
    "Change": "jixiao_xlsx.report.diff.changes",
    "ChangeKind": "jixiao_xlsx.report.diff.changes",
    "ChaseRun": "jixiao_xlsx.season.returning.chase",
    "ComparedVersions": "jixiao_xlsx.season.outputs.diff",
    "Computed": "jixiao_xlsx.sheet.grid",
    "Confidence": "jixiao_xlsx.model.target.values",
    "Correction": "jixiao_xlsx.model.season.acts",
    "CorrectionOutcome": "jixiao_xlsx.season.register.acts",
    "Decision": "jixiao_xlsx.model.season.acts",
    "Delivery": "jixiao_xlsx.model.season.delivery",
    "DeliveryRole": "jixiao_xlsx.model.season.delivery",
    "Diff": "jixiao_xlsx.report.diff.changes",
    "Direction": "jixiao_xlsx.model.target",
    "DirectionSource": "jixiao_xlsx.model.target.values",
    "DoneAct": "jixiao_xlsx.season.register.undoing",
    "Doubt": "jixiao_xlsx.season.register.doubts",
    "Due": "jixiao_xlsx.model.season.expected",
    "ExpectedReturns": "jixiao_xlsx.sheet.reader.gate",
    "Extension": "jixiao_xlsx.model.season.acts",
    "Fault": "jixiao_xlsx.errors",
    "Figure": "jixiao_xlsx.model.filings.filing",
    "FigureTotal": "jixiao_xlsx.report.ledger.overview",
    "Filing": "jixiao_xlsx.model.filings.filing",
    "FilingScope": "jixiao_xlsx.model.scope",
    "Finding": "jixiao_xlsx.findings",
    "Form": "jixiao_xlsx.model.forms.form",
    "FormGrid": "jixiao_xlsx.sheet.grid",
    "FormTotals": "jixiao_xlsx.report.ledger.overview",
    "FoundRule": "jixiao_xlsx.report.ledger.overview",
    "Grid": "jixiao_xlsx.sheet.grid",
    "GridRow": "jixiao_xlsx.sheet.grid",
    "HeldFiling": "jixiao_xlsx.season.register.holds",
    "Identity": "jixiao_xlsx.model.filings.identity",
    "IssueOutcome": "jixiao_xlsx.season.issuing.due_blanks",
    "IssueRun": "jixiao_xlsx.season.issuing.dispatch",
    "Issued": "jixiao_xlsx.model.season.acts",
    "IssuedBlank": "jixiao_xlsx.season.issuing.due_blanks",
    "JixiaoError": "jixiao_xlsx.errors",
    "Laggard": "jixiao_xlsx.report.ledger.overview",
    "LayoutError": "jixiao_xlsx.errors",
    "Ledger": "jixiao_xlsx.season.register.ledger",
    "LedgerLine": "jixiao_xlsx.model.season.ledger",
    "LedgerState": "jixiao_xlsx.model.season.ledger",
    "Letter": "jixiao_xlsx.mail.letters",
    "LetterFate": "jixiao_xlsx.season.post.post",
    "Message": "jixiao_xlsx.model.season.delivery",
    "Order": "jixiao_xlsx.season.single.one_blank",
    "Output": "jixiao_xlsx.season.single.review",
    "Overview": "jixiao_xlsx.report.ledger.overview",
    "Party": "jixiao_xlsx.season.single.one_blank",
    "Placing": "jixiao_xlsx.model.season.acts",
    "Ruling": "jixiao_xlsx.model.season.acts",
    "Posting": "jixiao_xlsx.season.post.post",
    "PostingRun": "jixiao_xlsx.season.post.post",
    "Printed": "jixiao_xlsx.sheet.grid",
    "PrintedRole": "jixiao_xlsx.sheet.grid",
    "Project": "jixiao_xlsx.model.season.roster",
    "PublishedForm": "jixiao_xlsx.season.single.printed_forms",
    "Reader": "jixiao_xlsx.season.single.read",
    "Record": "jixiao_xlsx.model.filings.filing",
    "Region": "jixiao_xlsx.sheet.region",
    "Reminder": "jixiao_xlsx.season.returning.chase",
    "RejectedFiling": "jixiao_xlsx.season.register.holds",
    "Report": "jixiao_xlsx.season.outputs.report",
    "Reports": "jixiao_xlsx.season.outputs.report",
    "RereadFiling": "jixiao_xlsx.season.collecting.reread",
    "ReviewedFiling": "jixiao_xlsx.season.single.review",
    "Rollup": "jixiao_xlsx.season.single.rollup",
    "RollupEntry": "jixiao_xlsx.report.records.versions",
    "Roster": "jixiao_xlsx.model.season.roster",
    "SavedForms": "jixiao_xlsx.season.outputs.print_run",
    "Seal": "jixiao_xlsx.model.filings.filing",
    "Season": "jixiao_xlsx.season.season",
    "Settled": "jixiao_xlsx.model.season.acts",
    "Severity": "jixiao_xlsx.findings",
    "Slot": "jixiao_xlsx.sheet.grid",
    "SpecError": "jixiao_xlsx.errors",
    "Standing": "jixiao_xlsx.report.ledger.rows",
    "StoreError": "jixiao_xlsx.errors",
    "Stray": "jixiao_xlsx.season.register.strays",
    "Target": "jixiao_xlsx.model.target",
    "TargetIssue": "jixiao_xlsx.model.target.issues",
    "TargetIssueCode": "jixiao_xlsx.model.target.issues",
    "TargetKind": "jixiao_xlsx.model.target.values",
    "TargetPart": "jixiao_xlsx.model.target.values",
    "TextRun": "jixiao_xlsx.report.diff.values",
    "Tuning": "jixiao_xlsx.filings.view.tuning",
    "Undone": "jixiao_xlsx.model.season.acts",
    "Verdict": "jixiao_xlsx.model.season.acts",
    "Waiver": "jixiao_xlsx.model.season.acts",
    "Where": "jixiao_xlsx.findings",
    "WorkbookError": "jixiao_xlsx.errors",
    "WorkerError": "jixiao_xlsx.errors",
    "Workspace": "jixiao_xlsx.season.workspace.workspace",
    "all_forms": "jixiao_xlsx.spec.catalogue",
    "compare": "jixiao_xlsx.season.outputs.diff",
    "export_filings": "jixiao_xlsx.season.single.export",
    "filing_json": "jixiao_xlsx.report.records.filing_json",
    "fill": "jixiao_xlsx.sheet.filling.fill",
    "find_workspace": "jixiao_xlsx.season.workspace.workspace",
    "format_key": "jixiao_xlsx.model.keys",
    "issue_blank": "jixiao_xlsx.season.single.one_blank",
    "lay_out": "jixiao_xlsx.sheet.layout",
    "load_form": "jixiao_xlsx.spec.catalogue",
    "open_workspace": "jixiao_xlsx.season.workspace.workspace",
    "overview_page": "jixiao_xlsx.report.ledger.overview_page",
    "parse_key": "jixiao_xlsx.model.keys",
    "parse_target": "jixiao_xlsx.model.target",
    "read_filing": "jixiao_xlsx.season.single.read",
    "read_filings": "jixiao_xlsx.season.single.read",
    "review_filing": "jixiao_xlsx.season.single.review",
    "roll_up": "jixiao_xlsx.season.single.rollup",
    "write_blank": "jixiao_xlsx.sheet.writer",
}

_OLD_NAMES: dict[str, tuple[str, str]] = {}
"""Names that were offered once: what took their place, and the version in which they go (CONTRIBUTING.md)."""

__all__ = [
    "ActKind",
    "Advice",
    "Advised",
    "Agency",
    "Amounts",
    "Arrival",
    "ArrivalDay",
    "ArrivalReason",
    "AskedOnce",
    "Attachment",
    "Blank",
    "Change",
    "ChangeKind",
    "ChaseRun",
    "ComparedVersions",
    "Computed",
    "Confidence",
    "Correction",
    "CorrectionOutcome",
    "Decision",
    "Delivery",
    "DeliveryRole",
    "Diff",
    "Direction",
    "DirectionSource",
    "DoneAct",
    "Doubt",
    "Due",
    "ExpectedReturns",
    "Extension",
    "Fault",
    "Figure",
    "FigureTotal",
    "Filing",
    "FilingScope",
    "Finding",
    "Form",
    "FormGrid",
    "FormTotals",
    "FoundRule",
    "Grid",
    "GridRow",
    "HeldFiling",
    "Identity",
    "IssueOutcome",
    "IssueRun",
    "Issued",
    "IssuedBlank",
    "JixiaoError",
    "Laggard",
    "LayoutError",
    "Ledger",
    "LedgerLine",
    "LedgerState",
    "Letter",
    "LetterFate",
    "Message",
    "Order",
    "Output",
    "Overview",
    "Party",
    "Placing",
    "Posting",
    "PostingRun",
    "Printed",
    "PrintedRole",
    "Project",
    "PublishedForm",
    "Reader",
    "Record",
    "Region",
    "RejectedFiling",
    "Reminder",
    "Report",
    "Reports",
    "RereadFiling",
    "ReviewedFiling",
    "Rollup",
    "RollupEntry",
    "Roster",
    "Ruling",
    "SavedForms",
    "Seal",
    "Season",
    "Settled",
    "Severity",
    "Slot",
    "SpecError",
    "Standing",
    "StoreError",
    "Stray",
    "Target",
    "TargetIssue",
    "TargetIssueCode",
    "TargetKind",
    "TargetPart",
    "TextRun",
    "Tuning",
    "Undone",
    "Verdict",
    "Waiver",
    "Where",
    "WorkbookError",
    "WorkerError",
    "Workspace",
    "__version__",
    "all_forms",
    "compare",
    "export_filings",
    "filing_json",
    "fill",
    "find_workspace",
    "format_key",
    "issue_blank",
    "lay_out",
    "load_form",
    "open_workspace",
    "overview_page",
    "parse_key",
    "parse_target",
    "read_filing",
    "read_filings",
    "review_filing",
    "roll_up",
    "write_blank",
]

if not TYPE_CHECKING:  # a type checker must see that there are these names and no others

    def __getattr__(name: str) -> object:
        """Imports a name on first use and keeps it, so that `import jixiao_xlsx` costs nothing; warns of an old one."""
        from importlib import import_module

        present, until = _OLD_NAMES.get(name, (name, ""))
        if present not in _HOMES:
            raise AttributeError(f"module 'jixiao_xlsx' has no attribute {name!r}")
        if until:
            told = f"jixiao_xlsx.{name} is now jixiao_xlsx.{present}; the old name goes with version {until}"
            import_module("warnings").warn(told, DeprecationWarning, stacklevel=2)
        return globals().setdefault(name, getattr(import_module(_HOMES[present]), present))


def __dir__() -> list[str]:
    """What is offered, for consoles and editors; old names are not."""
    return sorted(__all__)
