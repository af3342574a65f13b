"""总览 of a workspace: its ledger as of a day, with the findings and the figures of the newest versions."""

from __future__ import annotations

from datetime import date

from jixiao_xlsx.report.ledger.overview import Overview, SeasonFacts, overview_of
from jixiao_xlsx.report.records.versions import kept_filings
from jixiao_xlsx.report.rollup.figures import figure_groups
from jixiao_xlsx.season.register.ledger import ledger_of, selected
from jixiao_xlsx.season.single.asked import asking_of
from jixiao_xlsx.season.workspace.workspace import Workspace


def season_overview(workspace: Workspace, *, today: date, agency: str = "", form: str = "") -> Overview:
    """The overview as of a day, of all agencies and forms, or of one agency with those below it, or of one form.

    Raises JixiaoError where the roster has no such agency, StoreError where the store cannot be opened.
    """
    with workspace.open_store() as store:
        whole = ledger_of(workspace, store, today=today)
    lines = selected(whole.lines, workspace.roster, agency=agency, form=form)
    kept = kept_filings(line.newest for line in lines if line.due and line.newest)
    settings = workspace.settings
    facts = SeasonFacts(workspace.year, today, settings.office, settings.deadline, len(whole.pending), len(whole.held))
    return overview_of(lines, facts, groups=figure_groups(kept, asking_of(workspace.reader())))
